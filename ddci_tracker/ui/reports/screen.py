"""Báo cáo: each report that is owed, by duty, unit and period, and who still owes what.

Timeliness and acceptance come from the board; here they only get their marks and words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Cadence, ReportDuty, Unit
from ddci_tracker.domain.reasons import Reason
from ddci_tracker.domain.reminders import owed_reports
from ddci_tracker.domain.report_lists import ReportList
from ddci_tracker.domain.reports import (
    ReportRow,
    Timeliness,
    totals,
)
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.table_files import reports_file
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.reports.cells import ReportCell, cell_of, duty_name, list_name, state_name
from ddci_tracker.ui.reports.drawer import draw_drawer
from ddci_tracker.ui.reports.panels import draw_buttons
from ddci_tracker.ui.shared import downloads, drawer_links, filters
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.deadlines import due_rule
from ddci_tracker.words.report_names import short_period_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodColumn:
    """A period of a duty with its last day; ``current`` holds the day looked at."""

    period: Period
    name: str
    last_day: str | None
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCell:
    """The weekly reports of a month: how many stand how, and each of them behind that.

    ``worst`` is the one whose mark the month bears.
    """

    worst: ReportCell
    counts: tuple[tuple[str, int], ...]
    cells: tuple[ReportCell, ...]

    @property
    def picked(self) -> bool:
        return any(cell.picked for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderRow:
    """A sender with its report of each period, or with those of each month.

    One that was asked for some of them only, since it came or went during the year, has no others.
    """

    unit: str
    cells: Mapping[Period, ReportCell]
    months: Mapping[Period, MonthCell]


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
    columns: tuple[PeriodColumn, ...]
    lines: tuple[SenderRow, ...]
    not_applicable: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwingUnit:
    """A unit with reports of a list, or with those that it owes now, the worst first."""

    code: str
    unit: str
    link: str
    cells: tuple[ReportCell, ...]

    @property
    def worst(self) -> ReportCell:
        return self.cells[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class OldYear:
    """A year of the plan before the one looked at, with how many reports of it are to act on."""

    year: int
    count: int
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    """What the filters ask for; None: everything."""

    duty: str | None
    unit: str | None
    state: str | None

    def admits(self, row: ReportRow) -> bool:
        """Whether duty and unit fit; the state only picks among the cells."""
        return self.duty in (None, row.duty) and self.unit in (None, row.from_unit)

    def picks(self, row: ReportRow) -> bool:
        """Whether a list is asked for and this report is in it."""
        return self.state is not None and ReportList(self.state).holds(row)


def draw_reports(look: Look) -> None:
    """Draw the reports of a board."""
    board, words = look.board, look.words
    if not board.plan.named_duties:
        drawing.put("reports/none.html", words, plan=board.plan)
        return
    choice = _choose(look)
    agency = board.plan.agency.code
    may_remind = state.actor().may(Action.REVIEW_REPORT, agency=agency)
    drawing.put_block(reports_block(Seen(look), choice, may_remind=may_remind))
    now = state.now()
    downloads.offer_table(
        words,
        lambda: reports_file(board, made=now, words=words),
        file_name=f"{board.plan.id}-bao-cao.xlsx",
        key="reports-file",
    )
    draw_drawer(look)


@lru_cache(maxsize=KEPT)
def reports_block(seen: Seen, choice: UnitChoice, *, may_remind: bool) -> str:
    look = seen.look
    board, words = look.board, look.words
    rows = tuple(row for row in board.reports if choice.admits(row))
    return drawing.block(
        "reports/table.html",
        words,
        board=board,
        opens=partial(_opens, look, choice),
        may_remind=may_remind,
        filtered=choice.duty is not None or choice.unit is not None,
        totals=totals(rows),
        owed=len(rows),
        counts={str(each): sum(map(each.holds, rows)) for each in ReportList},
        dated=any(row.last_day is not None for row in rows),
        counted=partial(look.link, paths.REPORTS, duty=choice.duty, unit=choice.unit),
        listed_as=list_name(ReportList(choice.state), words) if choice.state else None,
        listed_units=_listed(look, [row for row in rows if choice.picks(row)]),
        owing_units=owing_units(look, rows),
        years_before=_years_before(look, choice),
        blocks=[
            block
            for duty in board.plan.named_duties
            if choice.duty in (None, duty.code)
            and (block := _block(look, duty, rows, choice)) is not None
        ],
    )


def _years_before(look: Look, choice: UnitChoice) -> tuple[OldYear, ...]:
    """What years of the plan owe that still run beside the one looked at."""
    counts = Counter(
        row.quarter.year
        for row in look.board.attention
        if row.quarter and (choice.unit is None or choice.unit in row.units)
    )
    return tuple(
        OldYear(
            year=year,
            count=count,
            link=look.link(paths.REPORTS, quarter=str(Period.quarter(year, 4)), unit=choice.unit),
        )
        for year, count in sorted(counts.items())
    )


def _opens(look: Look, choice: UnitChoice, **parameters: str) -> Markup:
    """What makes a link open the drawer, under the same filters."""
    kept = {"duty": choice.duty, "unit": choice.unit, "state": choice.state}
    return drawer_links.attributes(look.link(paths.REPORTS, **kept, **parameters), **parameters)


def _choose(look: Look) -> UnitChoice:
    """The filters, above what they narrow."""
    board, words = look.board, look.words
    drawing.put("reports/title.html", words, board=board)
    with st.container(horizontal=True, gap="small", key="reports-filters"):
        duty = filters.pick(
            "duty",
            words.text("Report duty"),
            {
                each.code: f"{each.code} · {duty_name(each, words)}"
                for each in board.plan.named_duties
            },
            everything=words.text("All report duties"),
            width=320,
        )
        senders = dict.fromkeys(row.from_unit for row in board.reports)
        called = plan_names.unit_names(board.plan)(list(senders))
        unit = filters.pick(
            "unit",
            words.text("Unit"),
            dict(zip(senders, called, strict=True)),
            everything=words.text("All units"),
            width=320,
        )
        chosen = UnitChoice(duty=duty, unit=unit, state=None)
        rows = [row for row in board.reports if chosen.admits(row)]
        counts = {each: sum(map(each.holds, rows)) for each in ReportList}
        picked = filters.pick_pill(
            "state",
            words.text("State"),
            {
                str(each): f"{list_name(each, words)} {count}"
                for each, count in counts.items()
                if count
            },
        )
    draw_buttons(look)
    return UnitChoice(duty=duty, unit=unit, state=picked)


def _block(
    look: Look, duty: ReportDuty, rows: Iterable[ReportRow], choice: UnitChoice
) -> DutyBlock | None:
    """The block of a duty; None where the filters leave nothing of it."""
    own = [row for row in rows if row.duty == duty.code]
    cells = [cell_of(row, look.words, picked=choice.picks(row)) for row in own]
    called = plan_names.unit_names(look.board.plan)
    by_unit: dict[str, list[ReportCell]] = {}
    for cell in cells:
        by_unit.setdefault(cell.row.from_unit, []).append(cell)
    weekly = duty.cadence is Cadence.WEEKLY
    lines = tuple(
        SenderRow(
            unit=called([unit])[0],
            cells={} if weekly else {cell.row.period: cell for cell in of_unit},
            months=dict(_by_month(of_unit, look.words)) if weekly else {},
        )
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
        columns=_months(look, own) if weekly else _columns(look, own),
        lines=lines,
        not_applicable=next(
            (row.reason for row in own if row.timeliness is Timeliness.NOT_APPLICABLE), None
        ),
    )


def _listed(look: Look, rows: Iterable[ReportRow]) -> list[OwingUnit]:
    """The reports of a list by unit, in the order in which they fall due."""
    called = plan_names.unit_names(look.board.plan)
    by_unit: dict[str, list[ReportCell]] = {}
    for row in sorted(rows, key=lambda row: row.last_day or date.max):
        by_unit.setdefault(row.from_unit, []).append(cell_of(row, look.words))
    return [
        OwingUnit(
            code=unit,
            unit=called([unit])[0],
            link=look.link(paths.ATTENTION, unit=unit),
            cells=tuple(cells),
        )
        for unit, cells in by_unit.items()
    ]


def _inferred(look: Look, duty: ReportDuty) -> Iterable[Unit]:
    units = (look.board.plan.unit(code) for code in duty.from_units)
    return (unit for unit in units if unit and unit.members and unit.members.basis == "inferred")


# In which order the states of a month are told, and by which of them it is marked.
_WORST_FIRST = (Colour.RED, Colour.AMBER, Colour.GREEN, None)


def _month_of(period: Period) -> Period:
    """The month of a week: that of its Thursday, which lies in the week's own year."""
    return Period.containing(PeriodKind.MONTH, period.first_day + timedelta(days=3))


def _by_month(cells: Iterable[ReportCell], words: Words) -> Iterable[tuple[Period, MonthCell]]:
    """Weekly reports month by month: fifty-two columns are none that anybody reads."""
    for month, of_month in groupby(cells, key=lambda cell: _month_of(cell.row.period)):
        weeks = tuple(of_month)
        worst_first = sorted(weeks, key=lambda cell: _WORST_FIRST.index(cell.row.colour))
        owed = [c for c in worst_first if c.row.timeliness is not Timeliness.NOT_APPLICABLE]
        counts = Counter(state_name(c.row.timeliness, words) for c in owed or worst_first)
        yield month, MonthCell(worst=worst_first[0], counts=tuple(counts.items()), cells=weeks)


def _months(look: Look, rows: Iterable[ReportRow]) -> tuple[PeriodColumn, ...]:
    board = look.board
    months = sorted({_month_of(row.period) for row in rows})
    return tuple(
        PeriodColumn(
            period=month,
            name=formats.capital(formats.short_period(month, look.words)),
            last_day=None,
            current=not board.closed and month.first_day <= board.as_of <= month.last_day,
        )
        for month in months
    )


def _columns(look: Look, rows: Iterable[ReportRow]) -> tuple[PeriodColumn, ...]:
    board = look.board
    # Not every sender has every period, so the order of none of them is that of the columns.
    of_period = {row.period: row for row in reversed(tuple(rows))}
    first = {each: of_period[each] for each in sorted(of_period, key=lambda p: (p.last_day, p))}
    days = {period: row.general_day or row.first_last_day for period, row in first.items()}
    return tuple(
        PeriodColumn(
            period=period,
            name=formats.capital(short_period_of(first[period], look.words)),
            last_day=formats.short_day(day, board.plan.year, look.words) if day else None,
            current=not board.closed
            and len(days) > 1
            and period.first_day <= board.as_of <= period.last_day,
        )
        for period, day in days.items()
    )


def owing_units(look: Look, rows: Iterable[ReportRow]) -> list[OwingUnit]:
    """Who owes what now: what is overdue, then what came back, then what is about to fall due."""
    called = plan_names.unit_names(look.board.plan)
    return [
        OwingUnit(
            code=each.unit,
            unit=called([each.unit])[0],
            link=look.link(paths.ATTENTION, unit=each.unit),
            cells=tuple(cell_of(row, look.words) for row in each.rows),
        )
        for each in owed_reports(rows)
    ]
