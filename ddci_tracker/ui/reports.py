"""Báo cáo: each report that is owed, by duty, unit and period, and who still owes what.

Timeliness and acceptance come from the board; here they only get their marks and words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import streamlit as st

from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import ReportDuty, Unit
from ddci_tracker.domain.reasons import Reason
from ddci_tracker.domain.reports import (
    Acceptance,
    ReportRow,
    Timeliness,
    totals,
)
from ddci_tracker.ui import drawing, filters, paths
from ddci_tracker.ui.frame import Look
from ddci_tracker.ui.seen import KEPT, Seen
from ddci_tracker.words import formats, names, reasons
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.deadlines import due_rule

_DUE = (Timeliness.DUE_TODAY, Timeliness.DUE_SOON)
# The shape of a timeliness and the tone of its words, by their names in the stylesheet.
_MARKS: Mapping[Timeliness, tuple[str, str]] = MappingProxyType(
    {
        Timeliness.OVERDUE: ("red", "red"),
        Timeliness.DUE_TODAY: ("amber", "amber"),
        Timeliness.DUE_SOON: ("amber", "amber"),
        Timeliness.LATE: ("late", "amber"),
        Timeliness.ON_TIME: ("green", "green"),
        Timeliness.UPCOMING: ("none", "grey"),
        Timeliness.NO_DUE_DAY: ("none", "grey"),
        Timeliness.NOT_APPLICABLE: ("none", "grey"),
    }
)
# What the pills offer, the worst first; a report that waits or came back is also late or on time.
_STATES: tuple[Timeliness | Acceptance, ...] = (
    Timeliness.OVERDUE,
    Acceptance.RETURNED,
    Timeliness.DUE_TODAY,
    Timeliness.DUE_SOON,
    Timeliness.LATE,
    Acceptance.HANDED_IN,
    Timeliness.ON_TIME,
    Timeliness.UPCOMING,
    Timeliness.NO_DUE_DAY,
    Timeliness.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One report with its mark and its words; ``picked`` by the filter of states."""

    row: ReportRow
    mark: str
    tone: str
    state: str
    when: str | None
    acceptance: str | None
    picked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A period of a duty with its last day; ``current`` holds the day looked at."""

    period: Period
    last_day: str | None
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sender with its report of each period."""

    unit: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyBlock:
    """A duty with its matrix; without a cadence it has no lines.

    ``inferred`` names the groups whose members the print does not list, ``not_applicable`` says
    why some of its reports are not owed.
    """

    duty: ReportDuty
    due: str | None
    set_by_office: bool
    senders: str
    recipients: str
    inferred: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    not_applicable: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Debtor:
    """A unit with the reports that it owes now, the worst first."""

    unit: str
    link: str
    cells: tuple[Cell, ...]

    @property
    def worst(self) -> Cell:
        return self.cells[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the filters ask for; None: everything."""

    duty: str | None
    unit: str | None
    state: str | None

    def admits(self, row: ReportRow) -> bool:
        """Whether duty and unit fit; the state only picks among the cells."""
        return self.duty in (None, row.duty) and self.unit in (None, row.from_unit)

    def picks(self, row: ReportRow) -> bool:
        """Whether a state is asked for and this report is in it."""
        return self.state is not None and self.state in (row.timeliness, row.acceptance)


def draw_reports(look: Look) -> None:
    """Draw the reports of a board."""
    board, words = look.board, look.words
    if not board.plan.report_duties:
        drawing.put("reports_none.html", words, plan=board.plan)
        return
    drawing.put_block(_reports(Seen(look), _choose(look)))


@lru_cache(maxsize=KEPT)
def _reports(seen: Seen, choice: Choice) -> str:
    look = seen.look
    board, words = look.board, look.words
    rows = tuple(row for row in board.reports if choice.admits(row))
    return drawing.block(
        "reports.html",
        words,
        board=board,
        filtered=choice.duty is not None or choice.unit is not None,
        totals=totals(rows),
        owed=len(rows),
        due=sum(row.timeliness in _DUE for row in rows),
        not_applicable=sum(row.timeliness is Timeliness.NOT_APPLICABLE for row in rows),
        dated=any(row.last_day is not None for row in rows),
        acceptance=Counter(str(row.acceptance) for row in rows if row.acceptance),
        debtors=debtors(look, rows),
        blocks=[
            block
            for duty in board.plan.report_duties
            if choice.duty in (None, duty.code)
            and (block := _block(look, duty, rows, choice)) is not None
        ],
    )


def _choose(look: Look) -> Choice:
    """The filters, above what they narrow."""
    board, words = look.board, look.words
    drawing.put("reports_title.html", words, board=board)
    with st.container(horizontal=True, gap="small", key="reports-filters"):
        duty = filters.pick(
            "duty",
            words.text("Report duty"),
            {
                each.code: f"{each.code} · {_duty_name(each, words)}"
                for each in board.plan.report_duties
            },
            everything=words.text("All report duties"),
            width=320,
        )
        senders = dict.fromkeys(row.from_unit for row in board.reports)
        called = drawing.unit_names(board.plan)(list(senders))
        unit = filters.pick(
            "unit",
            words.text("Unit"),
            dict(zip(senders, called, strict=True)),
            everything=words.text("All units"),
            width=320,
        )
        chosen = Choice(duty=duty, unit=unit, state=None)
        counts = Counter(
            state
            for row in board.reports
            if chosen.admits(row)
            for state in (row.timeliness, row.acceptance)
        )
        state = filters.pick_pill(
            "state",
            words.text("State"),
            {
                str(each): f"{_state_name(each, words)} {counts[each]}"
                for each in _STATES
                if counts[each]
            },
        )
    return Choice(duty=duty, unit=unit, state=state)


def _state_name(state: Timeliness | Acceptance, words: Words) -> str:
    match state:
        case Acceptance.HANDED_IN:
            return words.text("Waiting to be accepted")
        case Timeliness.NO_DUE_DAY:
            return formats.capital(words.text("no due day"))
        case Timeliness.NOT_APPLICABLE:
            return formats.capital(words.text("not owed"))
    return names.label(state, words)


def _duty_name(duty: ReportDuty, words: Words) -> str:
    if duty.cadence is None:
        return words.text("Report on request")
    cadence = names.label(duty.cadence, words)
    return formats.capital(words.text("{cadence} report", cadence=cadence))


def _block(
    look: Look, duty: ReportDuty, rows: Iterable[ReportRow], choice: Choice
) -> DutyBlock | None:
    """The block of a duty; None where the filters leave nothing of it."""
    own = [row for row in rows if row.duty == duty.code]
    cells = [_cell(look, row, choice) for row in own]
    called = drawing.unit_names(look.board.plan)
    by_unit: dict[str, list[Cell]] = {}
    for cell in cells:
        by_unit.setdefault(cell.row.from_unit, []).append(cell)
    lines = tuple(
        Line(unit=called([unit])[0], cells=tuple(of_unit))
        for unit, of_unit in by_unit.items()
        if choice.state is None or any(cell.picked for cell in of_unit)
    )
    if not lines and (duty.cadence is not None or choice.state or choice.unit):
        return None
    rule = own[0].rule if own else duty.due
    return DutyBlock(
        duty=duty,
        due=due_rule(rule, duty.cadence, look.words) if rule else None,
        set_by_office=any(row.set_by_office for row in own),
        senders=formats.listed(called(duty.from_units), look.words),
        recipients=formats.listed(called(duty.to_units), look.words),
        inferred=tuple(unit.name for unit in _inferred(look, duty)),
        columns=_columns(look, own),
        lines=lines,
        not_applicable=next(
            (row.reason for row in own if row.timeliness is Timeliness.NOT_APPLICABLE), None
        ),
    )


def _inferred(look: Look, duty: ReportDuty) -> Iterable[Unit]:
    units = (look.board.plan.unit(code) for code in duty.from_units)
    return (unit for unit in units if unit and unit.members and unit.members.basis == "inferred")


def _columns(look: Look, rows: Iterable[ReportRow]) -> tuple[Column, ...]:
    board = look.board
    days = {row.period: row.first_last_day for row in rows}
    return tuple(
        Column(
            period=period,
            last_day=formats.short_day(day, look.words) if day else None,
            current=not board.past
            and len(days) > 1
            and period.first_day <= board.as_of <= period.last_day,
        )
        for period, day in days.items()
    )


def _cell(look: Look, row: ReportRow, choice: Choice) -> Cell:
    mark, tone = _MARKS[row.timeliness]
    if row.timeliness is Timeliness.NO_DUE_DAY and row.acceptance is not None:
        mark = "received"
    return Cell(
        row=row,
        mark=mark,
        tone=tone,
        state=_state(row, look.words),
        when=_when(row, look.words),
        acceptance=_acceptance(row, look.words),
        picked=choice.picks(row),
    )


def _state(row: ReportRow, words: Words) -> str:
    """How a report stands in time, with the days: Quá hạn 76 ngày."""
    days = row.days or 0
    match row.timeliness:
        case Timeliness.OVERDUE:
            said = words.plural("{days} day overdue", "{days} days overdue", count=days, days=days)
        case Timeliness.LATE:
            said = words.plural("{days} day late", "{days} days late", count=days, days=days)
        case Timeliness.DUE_SOON | Timeliness.UPCOMING:
            said = words.plural("{days} day left", "{days} days left", count=days, days=days)
        case Timeliness.NO_DUE_DAY if row.acceptance is not None:
            said = words.text("Handed in")
        case _:
            said = _state_name(row.timeliness, words)
    return formats.capital(said)


def _when(row: ReportRow, words: Words) -> str | None:
    """The day that goes with the state: when it came, else when it is due."""
    if row.timeliness is Timeliness.NOT_APPLICABLE:
        return None
    if row.handed_in_on is not None:
        return words.text("handed in {day}", day=formats.short_day(row.handed_in_on, words))
    if row.last_day is not None:
        return words.text("due {day}", day=formats.short_day(row.last_day, words))
    return None


def _acceptance(row: ReportRow, words: Words) -> str | None:
    match row.acceptance:
        case None:
            return None
        case Acceptance.RETURNED:
            return formats.capital(reasons.short(row.reason, words))
        case Acceptance.HANDED_IN:
            return words.text("waiting to be accepted")
    return words.text("accepted")


def debtors(look: Look, rows: Iterable[ReportRow]) -> list[Debtor]:
    """Who owes what now: what is overdue, then what came back, then what is about to fall due."""
    nothing_picked = Choice(duty=None, unit=None, state=None)
    by_unit: dict[str, list[ReportRow]] = {}
    for row in rows:
        if _is_owed(row):
            by_unit.setdefault(row.from_unit, []).append(row)
    called = drawing.unit_names(look.board.plan)
    found = [
        Debtor(
            unit=called([unit])[0],
            link=look.link(paths.ATTENTION, unit=unit),
            cells=tuple(_cell(look, row, nothing_picked) for row in sorted(owed, key=_worst_first)),
        )
        for unit, owed in by_unit.items()
    ]
    return sorted(found, key=lambda debtor: _worst_first(debtor.worst.row))


def _is_owed(row: ReportRow) -> bool:
    waited_for = row.timeliness in (Timeliness.OVERDUE, *_DUE)
    return waited_for or row.acceptance is Acceptance.RETURNED


def _worst_first(row: ReportRow) -> tuple[int, int]:
    """Overdue by days; then returned; then the fewest days left."""
    days = row.days or 0
    if row.timeliness is Timeliness.OVERDUE:
        return 0, -days
    return (1, -days) if row.acceptance is Acceptance.RETURNED else (2, days)
