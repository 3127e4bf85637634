"""What several processes do at once in the tests. In a module of its own, so that each finds it."""

from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.plan_tables import rows_of
from ddci_tracker.services import plan_drafts, plan_edits
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.plan_edits import RowChanged
from ddci_tracker.services.tracker import open_tracker
from tests.integration.services.made import DATA, NOW, PLAN, Q3, act, load, person, say, word

WORDS_EACH = 20
DRAFT = f"{PLAN.id}-B"
TASKS = ("T1", "T2", "T3", "T4", "G1")


def say_much(url: str, writer: int, together: Barrier) -> None:
    """Twenty words on five tasks, through the services, as one of the Office."""
    tracker = open_tracker(url, data_dir=DATA, state_dir=Path("/nowhere"))
    together.wait()
    for number in range(WORDS_EACH):
        said = word(TASKS[number % len(TASKS)], Q3, TaskStatus.ON_TRACK, note=f"{writer}-{number}")
        say(tracker, said, act(person(Role.COORDINATOR, f"P{writer}")))
    tracker.engine.dispose()


def act_until_killed(url: str, name: str, together: Barrier, confirmed: Connection) -> None:
    """Three words, a plan that is corrected all over, and again; tells each once it is recorded."""
    tracker = open_tracker(url, data_dir=DATA, state_dir=Path("/nowhere"))
    together.wait()
    for number in count():
        mark = f"{name}-{number}"
        if number % 4 == 3:
            load(tracker, marked(mark), NOW)
        else:
            said = word(TASKS[number % len(TASKS)], Q3, TaskStatus.ON_TRACK, note=mark)
            say(tracker, said, act(person(Role.COORDINATOR, name)))
        confirmed.send(mark)


def draft_until_killed(url: str, name: str, together: Barrier, confirmed: Connection) -> None:
    """The title of a draft, changed again and again from what stands; tells each once it is kept.

    Every third time a row of the plan itself as well.
    """
    tracker, somebody = (
        open_tracker(url, data_dir=DATA, state_dir=Path("/nowhere")),
        person(Role.COORDINATOR, name),
    )
    together.wait()
    for number in count():
        mark, view = f"{name}-{number}", plan_drafts.draft_of(tracker, somebody, DRAFT)
        head = {**view.tables["document"][0].cells, "document.title": mark}
        tables = {**view.tables, "document": rows_of([head])}
        try:
            revision = view.entry.revision
            plan_drafts.save(tracker, somebody, DRAFT, tables, revision=revision, now=NOW)
            if number % 3 == 2:
                change = RowChanged(table="tasks", key="T1", cells={"title": mark})
                plan_edits.edit(tracker, PLAN.id, (change,), act(somebody))
        except Conflict:
            mark = ""
        confirmed.send(mark)


def marked(mark: str) -> Plan:
    """The small plan with a mark in the title of every task: one act of many rows."""
    (part,) = PLAN.sub_indices
    tasks = tuple(replace(task, title=mark) for task in part.tasks)
    general = tuple(replace(task, title=mark) for task in PLAN.general_tasks)
    return replace(PLAN, sub_indices=(replace(part, tasks=tasks),), general_tasks=general)
