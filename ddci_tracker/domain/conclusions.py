"""Where the conclusions of meetings stand on a day: each state follows from dates and words.

Source: the rules, "Report deadlines" and "Cần xử lý", which hold for conclusions alike. Nothing is
invented: one without a due day is never overdue, and what it lacks is named. A standing duty lacks
no day, and is open until it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from ddci_tracker.domain.acts import Conclusion, TaskStatus
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Task
from ddci_tracker.domain.versions import Version


class ConclusionState(StrEnum):
    """Where a conclusion stands."""

    OPEN = "open"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"


class ConclusionPart(StrEnum):
    """What a conclusion should be clear about besides what is done by which unit.

    The unit says who; a post or a person stands beside it where the meeting named one.
    """

    DUE = "due"
    AUTHORITY = "authority"
    PRODUCT = "product"


_DONE = frozenset({ConclusionState.DONE, ConclusionState.DONE_LATE})
_DUE = frozenset({ConclusionState.DUE_SOON, ConclusionState.DUE_TODAY})
_OF_WORDS = {TaskStatus.BLOCKED: Colour.RED, TaskStatus.BEHIND: Colour.AMBER}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledMeeting:
    """What a meeting is known by: its day and, where that day has others, what tells them apart.

    ``number`` counts the meetings of a day in the order in which they were opened, None where it
    has no other. ``key`` is its id, or its day where it was not held here.
    """

    key: str
    met_on: date
    number: int | None = None
    title: str | None = None
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionView:
    """A conclusion on a day, ``called`` the meeting that it is of.

    ``days`` counts overdue or late days, or those left until its due day. ``said_on`` is the day
    of the last word on it, None while its units have not spoken.
    """

    said: Conclusion
    revision: int
    called: CalledMeeting
    said_on: date | None
    state: ConclusionState
    days: int | None
    colour: Colour

    @property
    def met_on(self) -> date:
        """The day of the meeting."""
        return self.called.met_on

    @property
    def done(self) -> bool:
        return self.state in _DONE

    @property
    def missing(self) -> tuple[ConclusionPart, ...]:
        """What it is not clear about."""
        return tuple(part for part in ConclusionPart if _lacks(self.said, part))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionCounts:
    """How many conclusions stand where; ``open`` counts every one that is not done."""

    open: int = 0
    overdue: int = 0
    due_soon: int = 0
    done: int = 0
    done_late: int = 0

    @classmethod
    def of(cls, views: Iterable[ConclusionView]) -> ConclusionCounts:
        states = [view.state for view in views]
        return cls(
            open=sum(state not in _DONE for state in states),
            overdue=states.count(ConclusionState.OVERDUE),
            due_soon=sum(state in _DUE for state in states),
            done=states.count(ConclusionState.DONE),
            done_late=states.count(ConclusionState.DONE_LATE),
        )


_NO_NAMES: Mapping[str, CalledMeeting] = MappingProxyType({})


def conclusion_views(
    held: Iterable[Version[Conclusion]],
    *,
    day: date,
    due_soon_days: int,
    called: Mapping[str, CalledMeeting] = _NO_NAMES,
) -> tuple[ConclusionView, ...]:
    """The conclusions on a day, the worst first: what is done stands last.

    ``day`` is the earlier of the day looked at and the plan's close, since day counts stop then.
    ``called`` is what their meetings are known by, by their ids.
    """
    views = [
        _view(each, each.value, day, due_soon_days, called)
        for each in held
        if each.value is not None
    ]
    return tuple(sorted(views, key=_worst_first))


def _view(
    version: Version[Conclusion],
    said: Conclusion,
    day: date,
    due_soon_days: int,
    called: Mapping[str, CalledMeeting],
) -> ConclusionView:
    state, days = _state(said, day, due_soon_days)
    met_on = said.met_on or version.on
    unnamed = CalledMeeting(key=said.meeting or met_on.isoformat(), met_on=met_on)
    return ConclusionView(
        said=said,
        revision=version.revision,
        called=called.get(unnamed.key, unnamed),
        said_on=version.on if said.said_by is not None else None,
        state=state,
        days=days,
        colour=_colour(said, state),
    )


def _lacks(said: Conclusion, part: ConclusionPart) -> bool:
    if part is ConclusionPart.DUE and said.ongoing:
        return False
    return getattr(said, part) is None


def _state(said: Conclusion, day: date, due_soon_days: int) -> tuple[ConclusionState, int | None]:
    if said.done_on is not None:
        late = (said.done_on - said.due).days if said.due else 0
        return (ConclusionState.DONE_LATE, late) if late > 0 else (ConclusionState.DONE, None)
    if said.due is None:
        return ConclusionState.OPEN, None
    left = (said.due - day).days
    if left < 0:
        return ConclusionState.OVERDUE, -left
    if left == 0:
        return ConclusionState.DUE_TODAY, 0
    return (ConclusionState.DUE_SOON if left <= due_soon_days else ConclusionState.OPEN), left


def _colour(said: Conclusion, state: ConclusionState) -> Colour:
    """The worst of what the dates and the words say; grey where neither says anything."""
    if state in _DONE:
        return Colour.GREEN
    by_date = Colour.RED if state is ConclusionState.OVERDUE else None
    by_date = Colour.AMBER if state in _DUE else by_date
    word = Colour.GREEN if said.said_by is not None else Colour.GREY
    by_word = _OF_WORDS.get(said.status, word) if said.status else word
    return max(by_date or Colour.GREY, by_word, key=lambda colour: colour.severity)


def _worst_first(view: ConclusionView) -> tuple[bool, int, bool, bool, int, date, str]:
    """By light; what lacks a due day before what is merely open, that before standing duties; then
    by days and by meeting.
    """
    overdue = view.state is ConclusionState.OVERDUE
    days = -(view.days or 0) if overdue else (view.days or 0)
    return (
        view.done,
        -view.colour.severity,
        ConclusionPart.DUE not in view.missing,
        view.said.ongoing,
        days,
        view.met_on,
        view.said.id,
    )


def moves_of(task: Task, followed: Iterable[ConclusionView]) -> tuple[Conclusion, ...]:
    """The conclusions by which meetings gave a task its due day, the last first; mostly none.

    One that is about the task and was extended itself moved no day of the task.
    """
    about = {
        view.said.due: view.said
        for view in followed
        if view.said.about == task.code and view.said.meeting is not None
    }
    found: list[Conclusion] = []
    day = task.due
    while day is not None and (said := about.get(day)) is not None and said.first_due is not None:
        found.append(said)
        day = said.first_due if said.first_due < day else None
    return tuple(found)
