"""My work (việc của tôi): opening a task to speak on it, and seeing who came first meanwhile.

What a unit owes is for ``domain.owed``; saving is for ``updating``, drafts for ``drafts``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ddci_tracker.domain import texts
from ddci_tracker.domain.acts import TaskUpdate, update_key
from ddci_tracker.domain.my_work import all_tasks, units_that_owe
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan, Task
from ddci_tracker.domain.tasks import answering_unit, office_of
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.domain.views import Board
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.permissions import Action, Actor, Role, require
from ddci_tracker.services.task_form import Filled
from ddci_tracker.services.task_updates import find_task, who_may_speak
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session, reading
from ddci_tracker.store.kinds import TASK_UPDATE

Said = Version[TaskUpdate]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTask:
    """A task opened to say how far it is in a quarter.

    ``holds`` is the word that holds, if any; ``newest`` the version recorded last, which tells
    who came first. ``earlier`` is the last word of a quarter before. ``may_speak``: the actor may
    save.
    """

    task: Task
    quarter: Period
    holds: Said | None
    newest: Said | None
    earlier: Said | None
    may_speak: bool

    @property
    def revision(self) -> int:
        """The revision that the next word builds on; 0: nothing was said yet."""
        return self.newest.revision if self.newest else 0

    @property
    def filled(self) -> Filled:
        """The form as the word that holds fills it."""
        return Filled.of(self.holds.value if self.holds else None)


def open_task(
    tracker: Tracker, actor: Actor, plan_id: str, code: str, quarter: Period, *, now: datetime
) -> OpenedTask:
    """A task as it stands now. ``UnknownPlan``, ``Forbidden``, ``Refused`` for no such task."""
    code = texts.line(code)
    plan = read_content(tracker, actor, plan_id, now=now)
    require(actor, Action.UPDATE_TASK, agency=plan.agency.code)
    task = find_task(plan, code)
    earlier = [each for each in Period.all_in(PeriodKind.QUARTER, plan.year) if each < quarter]
    with reading(tracker.engine) as session:
        chain = _chain(session, plan_id, code, quarter)
        before = (_holding(_chain(session, plan_id, code, each)) for each in reversed(earlier))
        spoken = next((each for each in before if each is not None), None)
    return OpenedTask(
        task=task,
        quarter=quarter,
        holds=_holding(chain),
        newest=chain[-1] if chain else None,
        earlier=spoken,
        may_speak=actor.may(
            Action.UPDATE_TASK, agency=plan.agency.code, units=_speakers(plan, task)
        ),
    )


def filled_at(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    code: str,
    quarter: Period,
    revision: int,
    *,
    now: datetime,
) -> Filled:
    """The form of a task as it was at a revision: what somebody began with who opened it then.

    ``UnknownPlan`` or ``Forbidden``.
    """
    plan = read_content(tracker, actor, plan_id, now=now)
    require(actor, Action.UPDATE_TASK, agency=plan.agency.code)
    with reading(tracker.engine) as session:
        chain = _chain(session, plan_id, code, quarter)
    held = _holding(tuple(each for each in chain if each.revision <= revision))
    return Filled.of(held.value if held else None)


def units_to_choose(actor: Actor, board: Board) -> dict[str, int]:
    """The units whose work somebody may look at, with how much each owes by now.

    Staff have their own. Others have every unit that owes something or has tasks, beginning with
    their own, else the Office.
    """
    counts = units_that_owe(board)
    if actor.role is Role.STAFF:
        return {actor.unit: counts.get(actor.unit, 0)} if actor.unit else {}
    first = actor.unit or office_of(board.plan)
    speaking = {code for view in all_tasks(board) for code in view.speakers} | set(counts)
    units = [unit.code for unit in board.plan.units if unit.code in speaking]
    return {code: counts.get(code, 0) for code in sorted(units, key=lambda code: code != first)}


def _speakers(plan: Plan, task: Task) -> tuple[str, ...]:
    answering = answering_unit(plan, task)
    return (*who_may_speak(plan, task), *((answering,) if answering else ()))


def _chain(session: Session, plan_id: str, code: str, quarter: Period) -> tuple[Said, ...]:
    return queries.chain(session, TASK_UPDATE, plan_id, update_key(code, quarter))


def _holding(chain: tuple[Said, ...]) -> Said | None:
    held = holding(chain, as_of=queries.ALWAYS, known_at=queries.EVER)
    return next(iter(held.values()), None)
