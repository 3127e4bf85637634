"""The due days of reports and conclusions as a calendar (ICS) that programs subscribe to by a link.

One all-day event for each report and each conclusion with a due day, of the plans whose year is
not over. Days are those of the board as of today; nothing is decided here. Who the link lets in is
in ``links``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, vDuration, vText

from ddci_tracker.domain.clock import ClockStep, believed
from ddci_tracker.domain.conclusions import ConclusionView
from ddci_tracker.domain.moments import VIETNAM
from ddci_tracker.domain.reports import Acceptance, ReportRow, Timeliness
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board
from ddci_tracker.services.boards import list_plans, look_at, still_running
from ddci_tracker.services.links import CalendarLink, calendar_of
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session, reading
from ddci_tracker.store.kinds import DUE_DAY, EXTENSION, REPORT_ACT, REPORT_DUTY, Kind
from ddci_tracker.words import formats, labels, reasons
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.citations import cited_in_full
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import meeting_day
from ddci_tracker.words.plan_names import unit_name
from ddci_tracker.words.report_names import duty_text, extension_of, report_on_paper

_PRODUCT = "-//DDCI//DDCI tracker//VI"
# At eight in the morning of the third day before: an all-day event begins at midnight.
_REMINDED_BEFORE = timedelta(days=2, hours=16)
_FETCHED_EVERY = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """When something about a report was recorded last, and how often its due day was set."""

    at: datetime
    times: int


def calendar_feed(tracker: Tracker, token: str, *, now: datetime) -> bytes | None:
    """The calendar that a link opens, in Vietnamese; None for a link that opens nothing.

    Equal bytes while nothing has changed and no report has become overdue.
    """
    link = calendar_of(tracker, token, now=now)
    return None if link is None else _calendar(tracker, link, now).to_ical()


def _calendar(tracker: Tracker, link: CalendarLink, now: datetime) -> Calendar:
    # The link is the permission: it reads one agency's plans, as a screen on a wall does.
    reader = Actor(name="calendar", role=Role.DISPLAY, agencies=frozenset({link.agency}))
    looks = (look_at(tracker, reader, entry.id, now=now) for entry in list_plans(tracker, reader))
    boards = [board for board in looks if not board.closed]
    words = Words.of()
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(_name(link, boards, words)))
    calendar.add("x-wr-timezone", str(VIETNAM))
    calendar.add("refresh-interval", _FETCHED_EVERY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_FETCHED_EVERY))
    for board in boards:
        for year in (*still_running(tracker, reader, board, now=now), board):
            changes = _changes(tracker, year, now)
            for row in year.reports:
                if link.unit in (None, row.from_unit) and _has_a_day(row):
                    calendar.add_component(_event(year, row, changes[row.key], words))
        clock = _clock(tracker, board)
        for view in board.followed:
            if link.unit in (None, *view.said.units) and view.said.due is not None:
                calendar.add_component(_concluded(board, view, clock, words, now))
    return calendar


def _has_a_day(row: ReportRow) -> bool:
    return row.last_day is not None and row.timeliness is not Timeliness.NOT_APPLICABLE


def _name(link: CalendarLink, boards: list[Board], words: Words) -> str:
    agency = next((board.plan.agency.short_name for board in boards), link.agency)
    if link.unit is None:
        return words.text(N_("DDCI due days: {agency}"), agency=agency)
    unit = next(
        (known.name for board in boards if (known := board.plan.unit(link.unit))), link.unit
    )
    return words.text(N_("DDCI due days: {unit} ({agency})"), unit=unit, agency=agency)


def _changes(tracker: Tracker, board: Board, now: datetime) -> dict[str, _Changed]:
    """What was recorded about each report of a plan, by its key."""
    plan = board.plan
    with reading(tracker.engine) as session:
        loaded = queries.first_known(session, plan.id)
        steps, extensions, rules = (
            _newest(session, kind, board) for kind in (REPORT_ACT, EXTENSION, DUE_DAY)
        )
        duties = _newest(session, REPORT_DUTY, board)
    clock = _clock(tracker, board)
    changes = {}
    for row in board.reports:
        about = [
            found
            for found in (
                steps.get(row.key),
                extensions.get(row.key),
                rules.get(row.duty),
                duties.get(row.duty),
            )
            if found is not None
        ]
        day_set = [each for each in about if each is not steps.get(row.key)]
        changes[row.key] = _Changed(
            at=max([loaded, *(_moment(each, clock, now) for each in about), *_overdue_since(row)]),
            times=sum(each.revision for each in day_set),
        )
    return changes


def _clock(tracker: Tracker, board: Board) -> tuple[ClockStep, ...]:
    with reading(tracker.engine) as session:
        return queries.clock_steps(session, board.plan.id, known_at=queries.EVER)


def _moment(version: Version[Any], clock: tuple[ClockStep, ...], now: datetime) -> datetime:
    return believed(version.on, version.recorded_at, clock, now=now)


def _newest(session: Session, kind: Kind[Any], board: Board) -> dict[str, Version[Any]]:
    """The version of each thing that was recorded last of those that count, by its key."""
    versions = queries.versions(
        session, kind, board.plan.id, as_of=board.as_of, known_at=queries.EVER
    )
    return {each.key: each for each in sorted(versions, key=lambda each: each.revision)}


def _overdue_since(row: ReportRow) -> Iterator[datetime]:
    if row.timeliness is Timeliness.OVERDUE and row.last_day is not None:
        yield datetime.combine(row.last_day + timedelta(days=1), time(), VIETNAM)


def _event(board: Board, row: ReportRow, changed: _Changed, words: Words) -> Event:
    plan = board.plan
    event = Event()
    event.add("uid", f"{row.key}@{plan.id}")
    moment = changed.at.astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", changed.times)
    event.add("dtstart", row.last_day)
    event.add("summary", _summary(board, row, words))
    event.add("description", "\n".join(_description(board, row, words)))
    event.add("transp", "TRANSPARENT")
    if row.handed_in_on is None or row.returned:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -_REMINDED_BEFORE)
        alarm.add("description", _summary(board, row, words))
        event.add_component(alarm)
    return event


def _concluded(
    board: Board,
    view: ConclusionView,
    clock: tuple[ClockStep, ...],
    words: Words,
    now: datetime,
) -> Event:
    """The due day of a meeting's conclusion; one that is done reminds of nothing."""
    plan, said = board.plan, view.said
    changed = next(each for each in board.conclusions if each.key == said.id)
    moment = _moment(changed, clock, now).astimezone(UTC).replace(microsecond=0)
    matter = words.text(N_("Conclusion: {text}"), text=said.text)
    if view.done:
        matter = words.text(N_("Done: {matter}"), matter=matter)
    if plan.illustration:
        matter = words.text(N_("Illustration: {report}"), report=matter)
    event = Event()
    event.add("uid", f"conclusion/{said.id}@{plan.id}")
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", changed.revision)
    event.add("dtstart", said.due)
    event.add("summary", matter)
    units = ", ".join(unit_name(plan, unit) for unit in said.units)
    met_on = words.text(
        N_("Conclusion of the meeting of {day}"), day=meeting_day(view.called, words)
    )
    event.add("description", f"{units}\n{met_on}")
    event.add("transp", "TRANSPARENT")
    if not view.done:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -_REMINDED_BEFORE)
        alarm.add("description", matter)
        event.add_component(alarm)
    return event


def _summary(board: Board, row: ReportRow, words: Words) -> str:
    said = f"{report_on_paper(row, board.plan, words)}, {unit_name(board.plan, row.from_unit)}"
    if row.acceptance is not None:
        said = words.text(
            N_("Returned: {report}") if row.returned else N_("Handed in: {report}"),
            report=said,
        )
    return (
        words.text(N_("Illustration: {report}"), report=said) if board.plan.illustration else said
    )


def _description(board: Board, row: ReportRow, words: Words) -> Iterator[str]:
    """How the report stands, without counts of days: the calendar may be read days later."""
    if row.handed_in_on is None:
        yield labels.label(row.timeliness, words)
    else:
        yield formats.capital(reasons.sentence(row.reason, words))
    if row.acceptance is Acceptance.ACCEPTED:
        yield labels.label(row.acceptance, words)
    if extended := extension_of(row, words):
        yield extended
    if row.set_by_office:
        yield words.text(N_("The due day was set by the Office; the plan prints none"))
    if asked := duty_text(board.plan, row.duty):
        yield formats.capital(asked)
    yield formats.capital(cited_in_full(board.plan, words))
