"""My work (việc của tôi): opening a task to speak on it, and seeing who came first meanwhile.

What a unit owes is for ``domain.my_work``; saving is for ``task_updates``, drafts for ``drafts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ddci_tracker.domain.acts import TaskUpdate, update_key
from ddci_tracker.domain.my_work import units_that_owe
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan, Task
from ddci_tracker.domain.tasks import answering_unit, office_of
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.domain.views import Board
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.drafts import KeptDraft, drafts_of
from ddci_tracker.services.left_units import LeftUnit, left_unit_of
from ddci_tracker.services.permissions import Action, Actor, Role, require
from ddci_tracker.services.task_form import Filled
from ddci_tracker.services.task_updates import find_task, who_may_speak
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.kinds import TASK_UPDATE

RecordedUpdate = Version[TaskUpdate]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTask:
    """A task opened to say how far it is in a quarter.

    ``said`` is every version of that, in the order of recording; ``earlier`` the last update of a
    quarter before. ``may_speak``: the actor may save.
    """

    task: Task
    quarter: Period
    said: tuple[RecordedUpdate, ...]
    earlier: RecordedUpdate | None
    may_speak: bool

    @property
    def holds(self) -> RecordedUpdate | None:
        """The update that holds, if any."""
        return _holding(self.said)

    @property
    def newest(self) -> RecordedUpdate | None:
        """The version that was recorded last, which tells who came first."""
        return self.said[-1] if self.said else None

    @property
    def revision(self) -> int:
        """The revision that the next update builds on; 0: nothing was said yet."""
        return self.newest.revision if self.newest else 0

    @property
    def filled(self) -> Filled:
        """The form as the update that holds fills it."""
        return self.filled_at(self.revision)

    def filled_at(self, revision: int) -> Filled:
        """The form as it was at a revision: what somebody began with who opened it then."""
        held = _holding(tuple(each for each in self.said if each.revision <= revision))
        return Filled.of(held.value if held else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What somebody finds beside what is owed: their drafts by form, and their unit if it left."""

    drafts: Mapping[str, KeptDraft]
    left: LeftUnit | None


def open_desk(tracker: Tracker, actor: Actor, plan: Plan, *, now: datetime) -> Desk:
    """The desk of whoever works on a plan. ``UnknownPlan`` or ``Forbidden``."""
    return Desk(
        drafts=drafts_of(tracker, actor, plan.id),
        left=left_unit_of(tracker, actor, plan.agency.code, now=now),
    )


def open_task(
    tracker: Tracker, actor: Actor, plan_id: str, code: str, quarter: Period, *, now: datetime
) -> OpenedTask:
    """A task as it stands now. ``UnknownPlan``, ``Forbidden``, ``Refused`` for no such task."""
    (opened,) = open_tasks(tracker, actor, plan_id, (code,), quarter, now=now)
    return opened


def open_tasks(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    codes: Iterable[str],
    quarter: Period,
    *,
    now: datetime,
) -> tuple[OpenedTask, ...]:
    """Many tasks as they stand now, with one read. As ``open_task``."""
    plan = read_content(tracker, actor, plan_id, now=now)
    require(actor, Action.UPDATE_TASK, agency=plan.agency.code)
    tasks = [find_task(plan, code) for code in codes]
    years = range(plan.document.first_year, quarter.year + 1)
    quarters = [
        each
        for year in years
        for each in Period.all_in(PeriodKind.QUARTER, year)
        if each <= quarter
    ]
    keys = [update_key(task.code, each) for task in tasks for each in (*quarters, quarter)]
    with reading(tracker.engine) as session:
        said = queries.chains(session, TASK_UPDATE, plan_id, keys)

    def spoken(task: Task) -> RecordedUpdate | None:
        before = (each for each in reversed(quarters) if each < quarter)
        held = (_holding(said.get(update_key(task.code, each), ())) for each in before)
        return next((each for each in held if each is not None), None)

    return tuple(
        OpenedTask(
            task=task,
            quarter=quarter,
            said=said.get(update_key(task.code, quarter), ()),
            earlier=spoken(task),
            may_speak=actor.may(
                Action.UPDATE_TASK, agency=plan.agency.code, units=_speakers(plan, task)
            ),
        )
        for task in tasks
    )


def units_to_choose(actor: Actor, board: Board) -> dict[str, int]:
    """The units whose work somebody may look at, with how much each owes by now.

    Staff have their own. Others have every unit that owes something or has tasks, beginning with
    their own, else the Office.
    """
    counts = units_that_owe(board)
    if actor.role is Role.STAFF:
        return {actor.unit: counts.get(actor.unit, 0)} if actor.unit else {}
    first = actor.unit or office_of(board.plan)
    speaking = {code for _, view in board.all_tasks() for code in view.speakers} | set(counts)
    units = [unit.code for unit in board.plan.units if unit.code in speaking]
    return {code: counts.get(code, 0) for code in sorted(units, key=lambda code: code != first)}


def _speakers(plan: Plan, task: Task) -> tuple[str, ...]:
    answering = answering_unit(plan, task)
    return (*who_may_speak(plan, task), *((answering,) if answering else ()))


def _holding(chain: tuple[RecordedUpdate, ...]) -> RecordedUpdate | None:
    held = holding(chain, as_of=queries.ALWAYS, known_at=queries.EVER)
    return next(iter(held.values()), None)
