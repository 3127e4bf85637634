"""What whoever has just recorded an act should know: where it will not be seen, and why.

Nothing here refuses; an act that may not be is refused where it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ddci_tracker.domain.acts import Extension, ReportAct, TaskUpdate
from ddci_tracker.domain.execution import start_of
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.boards import closing_day, read_content
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Shown, Words
from ddci_tracker.words.marking import N_

CLOSED = N_(
    "The plan closed on {day} and its board stands as of then, so that this shows in the "
    "history alone; with an earlier day it counts, where it happened by then"
)
CLOSED_MEETING = N_(
    "The plan closed on {day} and its board stands as of then: what this meeting concludes stands "
    "in its notice and the history, and is followed on no board of this plan"
)
CLOSED_EVIDENCE = N_(
    "The plan closed on {day}: the evidence is kept here and in the history, and is in no frozen "
    "month and no figure"
)
# Between the duty, the sender and the period in the key of a report.
_PARTS_OF_A_REPORT = 2


@dataclass(frozen=True, slots=True)
class ActRemark:
    """A message with its arguments, ready to be said."""

    message: str
    arguments: tuple[tuple[str, Shown], ...]

    def said(self, words: Words) -> str:
        """The sentence in a language."""
        return words.text(self.message, **dict(self.arguments))


def act_remarks(
    tracker: Tracker, actor: Actor, plan_id: str, version: Version[object], *, now: datetime
) -> tuple[ActRemark, ...]:
    """What there is to know of an act on a task, a report or a conclusion that was recorded.

    Nothing mostly: that its plan closed before the day it counts for, or that a task had not
    begun by then. ``UnknownPlan`` or ``Forbidden``.
    """
    return (
        *after_the_close(tracker, actor, plan_id, version.on, now=now, year=_year_of(version)),
        *_before_the_start(tracker, actor, plan_id, version, now),
    )


def after_the_close(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    on: date,
    *,
    now: datetime,
    year: int | None = None,
    told: str = CLOSED,
) -> tuple[ActRemark, ...]:
    """That what counts for a day is not seen, since the plan had closed; nothing where it is.

    ``year`` is the one that it is about in a plan of several, ``told`` the message that says it.
    ``UnknownPlan`` or ``Forbidden``.
    """
    closes_on = closing_day(tracker, actor, plan_id, now=now, year=year)
    if on <= closes_on:
        return ()
    return (_remark(told, day=closes_on),)


def year_of(key: str) -> int:
    """The year of the report, or the word on a task, that has this key."""
    return Period.parse(key.rpartition("@" if "@" in key else "/")[2]).year


def _year_of(version: Version[object]) -> int | None:
    """The year of a plan of several that an act is about; None: that of the day."""
    match version.value:
        case TaskUpdate() as said:
            return said.quarter.year
        case ReportAct() | Extension() as said:
            return said.period.year
        case None if version.key.count("/") == _PARTS_OF_A_REPORT:
            return year_of(version.key)
    return None


def _before_the_start(
    tracker: Tracker, actor: Actor, plan_id: str, version: Version[object], now: datetime
) -> Iterator[ActRemark]:
    said = version.value
    if not isinstance(said, TaskUpdate):
        return
    plan = read_content(tracker, actor, plan_id, now=now)
    begins: date | None = next(
        (start_of(plan, task) for _, task in plan.all_tasks() if task.code == said.task), None
    )
    if begins is not None and version.on < begins:
        yield _remark(
            N_("The plan lets task {task} begin on {begins} only; this was said before that"),
            task=said.task,
            begins=begins,
        )


def _remark(message: str, /, **arguments: Shown) -> ActRemark:
    return ActRemark(message, tuple(arguments.items()))
