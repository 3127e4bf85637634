"""Many people at once: nobody's word is lost, and nobody overtakes what was checked."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from ddci_tracker.domain.acts import ReportStep
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.history import history_of
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from tests.integration.processes import PROCESSES, in_processes
from tests.integration.services.made import (
    NEXT_YEAR,
    OWNER,
    PLAN,
    act,
    enter,
    person,
    published,
    say,
    step,
    take,
    word,
)
from tests.integration.services.writers import TASKS, WORDS_EACH, say_much

WRITERS = 15


def test_300_updates_from_15_processes_are_all_in_the_history(
    tracker: Tracker, engine_url: str
) -> None:
    together = PROCESSES.Barrier(WRITERS)
    in_processes(say_much, [(engine_url, writer, together) for writer in range(WRITERS)])
    entries = [
        entry
        for entry in history_of(tracker, OWNER, PLAN.id, now=NEXT_YEAR)
        if entry.what == "task_update"
    ]
    said = Counter(entry.after["note"] for entry in entries if entry.after)
    assert said == Counter(f"{w}-{n}" for w in range(WRITERS) for n in range(WORDS_EACH))
    for task in TASKS:
        revisions = [entry.revision for entry in entries if entry.key == f"{task}@2021-Q3"]
        assert revisions == list(range(1, WRITERS * WORDS_EACH // len(TASKS) + 1))
    assert len({entry.recorded_at for entry in entries}) == len(entries)


def at_once(work: Callable[[int], object], people: int = 4) -> list[object]:
    """What people get who do something at the same time: a result, or why it was refused."""
    together = Barrier(people)

    def run(number: int) -> object:
        together.wait()
        try:
            return work(number)
        except (Conflict, Refused) as refused:
            return refused

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(run, range(people)))


def test_of_several_from_one_revision_exactly_one_succeeds(tracker: Tracker) -> None:
    say(tracker, word())
    got = at_once(
        lambda n: say(tracker, word(), act(person(Role.COORDINATOR, f"P{n}"), revision=1))
    )
    told = [each for each in got if isinstance(each, Conflict)]
    (won,) = [number for number, each in enumerate(got) if not isinstance(each, Conflict)]
    assert len(told) == 3
    assert {each.by for each in told} == {f"coordinator of P{won}"}


def test_a_report_is_handed_in_once_however_many_press_the_button(tracker: Tracker) -> None:
    """The second sees that it is handed in, since nobody comes between check and record."""
    got = at_once(lambda _: take(tracker, step()))
    assert sum(isinstance(each, Refused) for each in got) == 3
    got = at_once(lambda n: take(tracker, step(list(ReportStep)[2], unit="A"), act()))
    assert sum(isinstance(each, Refused) for each in got) == 3


def test_results_and_words_entered_at_once_never_wait_for_each_other(tracker: Tracker) -> None:
    def work(number: int) -> object:
        if number % 2:
            return enter(tracker, published())
        return say(tracker, word(), act(now=NEXT_YEAR))

    got = at_once(work, people=8)
    assert [each for each in got if isinstance(each, Exception)] == []
