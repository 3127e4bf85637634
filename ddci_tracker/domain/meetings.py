"""A meeting on a plan (họp giao ban): what it talks about, in which order, and where it stands.

The agenda follows from a board; people then order it, skip items and add their own. Not here: what
is concluded (``acts.Conclusion``), and the item that is talked about right now, which is no fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from ddci_tracker.domain.conclusions import CalledMeeting, ConclusionView
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import ReportRow, Timeliness
from ddci_tracker.domain.requests import asked
from ddci_tracker.domain.views import Board, SubIndexView, TaskView, worst_first


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PREPARING = "preparing"  # chuẩn bị
    HELD = "held"  # đang họp
    ENDED = "ended"  # đã kết thúc


class AgendaKind(StrEnum):
    """What an item of an agenda is about."""

    PREVIOUS = "previous"  # kết luận các kỳ trước
    OVERVIEW = "overview"
    SUB_INDEX = "sub_index"
    REPORTS = "reports"  # what a unit owes
    ASKED = "asked"  # what units ask for
    OWN = "own"  # typed by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item. ``about`` is the sub-index (``DDCI/time_cost``) or the unit that it is about.

    ``title`` is what an item typed by hand is called; the others are called by what they are
    about. ``question`` is what is to be answered.
    """

    kind: AgendaKind
    about: str | None = None
    title: str | None = None
    question: str | None = None
    skipped: bool = False

    @property
    def key(self) -> str:
        """What tells it from every other item of its agenda."""
        return ":".join(part for part in (self.kind, self.about or self.title) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting. ``met_on`` is the day it is held or meant to be.

    ``units`` and ``others`` (posts and guests, as text) attend. ``as_of`` and ``known_at`` say
    which moment its figures are of, None while it is prepared. ``edition`` counts how often it has
    ended: each time its notice is another.
    """

    id: str
    met_on: date
    state: MeetingState = MeetingState.PREPARING
    title: str | None = None
    chair: str | None = None
    units: tuple[str, ...] = ()
    others: str | None = None
    agenda: tuple[AgendaItem, ...] = ()
    as_of: date | None = None
    known_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    edition: int = 0

    @property
    def steps(self) -> tuple[AgendaItem, ...]:
        """The items that are talked about."""
        return tuple(item for item in self.agenda if not item.skipped)

    def item(self, key: str | None) -> AgendaItem | None:
        """An item by its key."""
        return next((item for item in self.agenda if item.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What is talked about right now, for every screen that follows a meeting.

    ``since`` when; ``spent`` are the seconds that each item has had before that.
    """

    revision: int
    item: str
    since: datetime
    spent: Mapping[str, int]
    moved_by: str

    def moved(self, item: str, at: datetime, by: str) -> Stage:
        """The stage once another item is talked about."""
        spent = {**self.spent, self.item: self.on_item(self.item, at)}
        return Stage(revision=self.revision + 1, item=item, since=at, spent=spent, moved_by=by)

    def on_item(self, item: str, at: datetime) -> int:
        """How many seconds an item has had."""
        running = max(at - self.since, timedelta()) if item == self.item else timedelta()
        return self.spent.get(item, 0) + int(running.total_seconds())

    def whole(self, at: datetime) -> int:
        """How many seconds all items together have had."""
        return sum(self.on_item(item, at) for item in {*self.spent, self.item})


def agenda_of(board: Board) -> tuple[AgendaItem, ...]:
    """What a meeting has to talk about by a board, in the order in which it does."""
    return tuple(_items(board))


def _items(board: Board) -> Iterator[AgendaItem]:
    if any(not view.done for view in board.followed):
        yield AgendaItem(kind=AgendaKind.PREVIOUS)
    yield AgendaItem(kind=AgendaKind.OVERVIEW)
    for colour in (Colour.RED, Colour.AMBER):
        for view in worst_first(board.sub_indices):
            if colour_of(view) is colour:
                about = f"{view.index}/{view.code}"
                yield AgendaItem(kind=AgendaKind.SUB_INDEX, about=about)
    for unit in dict.fromkeys(row.from_unit for row in overdue_reports(board)):
        yield AgendaItem(kind=AgendaKind.REPORTS, about=unit)
    if any(True for _ in asking(board)):
        yield AgendaItem(kind=AgendaKind.ASKED)


def colour_of(view: SubIndexView) -> Colour | None:
    """The worse of the two lights of a sub-index, to order the talk; None where none warns."""
    warning = (view.execution.colour, view.standing.light.colour)
    return next((each for each in (Colour.RED, Colour.AMBER) if each in warning), None)


def overdue_reports(board: Board, unit: str | None = None) -> tuple[ReportRow, ...]:
    """The reports that are overdue, of one unit or of all, the oldest first."""
    rows = (row for row in board.reports if row.timeliness is Timeliness.OVERDUE)
    own = [row for row in rows if unit is None or row.from_unit == unit]
    return tuple(sorted(own, key=lambda row: (-(row.days or 0), row.from_unit, row.duty)))


def overdue_tasks(board: Board) -> tuple[TaskView, ...]:
    """The tasks that are past their due day, the oldest first."""
    views = (view for _, view in board.all_tasks())
    overdue = [view for view in views if view.light.reason.code is ReasonCode.PAST_DUE]
    return tuple(sorted(overdue, key=lambda view: -(view.light.days or 0)))


def asking(board: Board) -> Iterator[tuple[SubIndexView | None, TaskView]]:
    """The tasks on which a unit told of a difficulty or asked for something."""
    for part, view in board.all_tasks():
        if view.said is not None and (view.said.difficulty or asked(view.said) is not None):
            yield part, view


def item_about(meeting: Meeting, plan: Plan, about: str | None) -> str | None:
    """The key of the item under which a matter is talked about: a sub-index, a task or a report."""
    if about is None:
        return None
    parts = {task.code: part for part, task in plan.all_tasks() if part is not None}
    part = parts.get(about)
    matter = f"{part.index}/{part.code}" if part else about
    duty, _, rest = matter.partition("/")
    is_report = any(each.code == duty for each in plan.report_duties)
    matter = rest.partition("/")[0] if is_report else matter
    return next((item.key for item in meeting.agenda if item.about == matter), None)


def agenda_anew(old: Iterable[AgendaItem], made: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """An agenda after newer figures: what people did with it stays, what is new comes in.

    What the figures no longer give stays where somebody asked a question on it.
    """
    fresh = {item.key: item for item in made}
    kept = [
        item
        for item in old
        if item.key in fresh or item.kind is AgendaKind.OWN or item.question is not None
    ]
    known = {item.key for item in kept}
    found = list(kept)
    order = list(AgendaKind)
    for item in fresh.values():
        if item.key in known:
            continue
        rank = order.index(item.kind)
        before = [place for place, each in enumerate(found) if order.index(each.kind) <= rank]
        found.insert(before[-1] + 1 if before else 0, item)
    return tuple(found)


def moved_item(agenda: tuple[AgendaItem, ...], key: str, by: int) -> tuple[AgendaItem, ...]:
    """An agenda with one item further up (negative) or down; the ends stop it."""
    places = {item.key: place for place, item in enumerate(agenda)}
    if key not in places:
        return agenda
    items = list(agenda)
    item = items.pop(places[key])
    items.insert(min(max(places[key] + by, 0), len(items)), item)
    return tuple(items)


def changed_item(agenda: tuple[AgendaItem, ...], changed: AgendaItem) -> tuple[AgendaItem, ...]:
    """An agenda with one item replaced by another of the same key."""
    return tuple(changed if item.key == changed.key else item for item in agenda)


def held_from(meeting: Meeting, *, today: date, usual_day: date, now: datetime) -> Meeting:
    """A meeting as it begins: its figures are of this moment, its day is not one to come."""
    met_on = min(meeting.met_on, today)
    return replace(
        meeting,
        state=MeetingState.HELD,
        met_on=met_on,
        as_of=min(met_on, usual_day),
        known_at=now,
        started_at=meeting.started_at or now,
    )


def earlier_ones(views: Iterable[ConclusionView], meeting: Meeting) -> tuple[ConclusionView, ...]:
    """The conclusions of earlier meetings, those that are late or open first."""
    others = (view for view in views if view.called.key != meeting.id)
    return tuple(view for view in others if _is_before(view.called, meeting))


def _is_before(called: CalledMeeting, meeting: Meeting) -> bool:
    if called.met_on != meeting.met_on or called.started_at is None or meeting.started_at is None:
        return called.met_on <= meeting.met_on
    return called.started_at <= meeting.started_at


def called_meetings(
    meetings: Iterable[Meeting], elsewhere: Iterable[date] = ()
) -> dict[str, CalledMeeting]:
    """What each meeting of a plan is known by, by its id.

    Those that share a day are numbered as they were opened. ``elsewhere`` are the days of other
    meetings, which were not held here.
    """
    ordered = sorted(meetings, key=lambda meeting: opened_as(meeting.id))
    of_day = Counter([*(meeting.met_on for meeting in ordered), *set(elsewhere)])
    found: dict[str, CalledMeeting] = {}
    numbers: Counter[date] = Counter()
    for meeting in ordered:
        numbers[meeting.met_on] += 1
        found[meeting.id] = CalledMeeting(
            key=meeting.id,
            met_on=meeting.met_on,
            number=numbers[meeting.met_on] if of_day[meeting.met_on] > 1 else None,
            title=meeting.title,
            started_at=meeting.started_at,
        )
    return found


def opened_as(key: str) -> tuple[str, int]:
    """Sorts the ids of meetings: by the day for which each was opened, then by its number."""
    day, _, number = key.rpartition("-")
    return (day, int(number)) if number.isdigit() else (key, 0)
