"""A plan as tables, one cell a figure: what a workbook holds and what a draft is typed into.

Every cell is a text in one neutral form: days as 2026-08-31, decimals with a point, the words of a
choice as a plan file writes them, several codes with commas between, several names a line each. A
cell may hold anything; which of it makes a plan is read elsewhere. Only the declaration is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ddci_tracker.domain.plan import (
    Cadence,
    Direction,
    MembersBasis,
    RankList,
    ResultKind,
    SubIndexGroup,
    TargetKind,
    TargetOf,
    UnitKind,
)


class PlanCellKind(StrEnum):
    """What may stand in the cells of a column."""

    LINE = "line"
    PROSE = "prose"
    NAMES = "names"  # one a line
    CODE = "code"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    CHOICE = "choice"  # one of the members of an enumeration
    NAMED = "named"  # a word that has a name where it is a usual one
    INDEX = "index"
    INDICES = "indices"
    SUB_INDEX = "sub_index"
    UNITS = "units"
    PERSON = "person"
    PERIODS = "periods"
    DAYS_OF_YEAR = "days_of_year"  # one a line: before 06-01, by 01-20 next_year
    BANDS = "bands"  # one a line: 80.5 and the name of the band


class YesNo(StrEnum):
    """A truth as a cell says it."""

    YES = "true"
    NO = "false"


class DueWay(StrEnum):
    """How a due rule begins."""

    BEFORE = "before"
    BY = "by"
    WITHIN = "within"


class DueMonthOf(StrEnum):
    """Of what the month of a due day is counted."""

    QUARTER = "month_of_quarter"
    HALF_YEAR = "month_of_half"
    YEAR = "month"
    NEXT_PERIOD = "next_period"
    NEXT_YEAR = "next_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column: its key, by which a plan file knows it too, and what its cells hold.

    ``of`` are the words of a choice. ``required``: no row goes without it. ``added``: workbooks
    that were made before it came are still taken.
    """

    key: str
    kind: PlanCellKind
    of: type[StrEnum] | None = None
    required: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTable:
    """A table of a plan; an ``upright`` one has a single row and is shown as lines."""

    key: str
    columns: tuple[TableColumn, ...]
    upright: bool = False

    def column(self, key: str) -> TableColumn:
        """The column with this key; KeyError where there is none."""
        for each in self.columns:
            if each.key == key:
                return each
        raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row: the texts of the cells that are not blank, and the number by which people find it."""

    number: int
    cells: Mapping[str, str]


Tables = Mapping[str, tuple[TableRow, ...]]


def _column(
    key: str, kind: PlanCellKind, of: type[StrEnum] | None = None, *, must: bool = False
) -> TableColumn:
    return TableColumn(key=key, kind=kind, of=of, required=must)


def _choice(key: str, of: type[StrEnum], *, must: bool = False) -> TableColumn:
    return _column(key, PlanCellKind.CHOICE, of, must=must)


_LINE, _PROSE, _CODE, _NAMES = (
    PlanCellKind.LINE,
    PlanCellKind.PROSE,
    PlanCellKind.CODE,
    PlanCellKind.NAMES,
)
_NUMBER, _WHOLE, _DAY, _UNITS = (
    PlanCellKind.NUMBER,
    PlanCellKind.WHOLE,
    PlanCellKind.DAY,
    PlanCellKind.UNITS,
)
_PART = (_column("index", PlanCellKind.INDEX, must=True), _column("sub", PlanCellKind.SUB_INDEX))
_PRINT = (
    _column("text", _PROSE),
    _column("lines.first", _WHOLE),
    _column("lines.last", _WHOLE),
)
_RESULT = (
    _column("year", _WHOLE, must=True),
    _choice("kind", ResultKind, must=True),
)

DOCUMENT = PlanTable(
    key="document",
    upright=True,
    columns=(
        _column("agency.name", _LINE, must=True),
        _column("agency.short_name", _LINE, must=True),
        _column("agency.code", _CODE, must=True),
        _column("agency.province", _LINE, must=True),
        _column("agency.block", PlanCellKind.NAMED, must=True),
        _column("document.title", _LINE, must=True),
        _column("document.year", _WHOLE, must=True),
        _column("document.last_year", _WHOLE),
        _column("indices", PlanCellKind.INDICES, must=True),
        _column("document.number", _LINE),
        _column("document.symbol", _LINE),
        _column("document.issued_on", _DAY),
        _column("document.issued_not_before", _DAY),
        _column("document.signer.name", _LINE),
        _column("document.signer.role", _LINE),
        _column("document.signer.on_behalf_of", _LINE),
        _column("id", _CODE),
        _column("source", _LINE),
        _choice("complete", YesNo),
        _choice("illustration", YesNo),
        _column("today", _DAY),
    ),
)
UNITS = PlanTable(
    key="units",
    columns=(
        _column("code", _CODE, must=True),
        _column("name", _LINE, must=True),
        _choice("kind", UnitKind, must=True),
        _column("aliases", _NAMES),
        _column("members.units", _UNITS),
        _choice("members.basis", MembersBasis),
    ),
)
PEOPLE = PlanTable(
    key="people",
    columns=(
        _column("code", _CODE, must=True),
        _column("name", _LINE, must=True),
        _column("role", _LINE),
    ),
)
OVERALL = PlanTable(
    key="overall",
    columns=(
        _column("index", PlanCellKind.INDEX, must=True),
        _column("minimum", _NUMBER),
        _column("maximum", _NUMBER),
    ),
)
BANDS = PlanTable(
    key="bands",
    columns=(
        _column("index", PlanCellKind.INDEX, must=True),
        _column("name", _LINE, must=True),
        _column("from", _NUMBER, must=True),
    ),
)
# A whole index as it is edited by itself: its bands are one thing with it, and stand in its row.
SCALES = PlanTable(key="overall", columns=(*OVERALL.columns, _column("bands", PlanCellKind.BANDS)))
SUB_INDICES = PlanTable(
    key="sub_indices",
    columns=(
        _column("index", PlanCellKind.INDEX, must=True),
        _column("code", PlanCellKind.SUB_INDEX, must=True),
        _column("printed_name", _LINE, must=True),
        _column("minimum", _NUMBER),
        _column("maximum", _NUMBER),
        _column("section", _LINE),
        _choice("group", SubIndexGroup),
        _column("person", PlanCellKind.PERSON),
        _column("lead", _UNITS),
        _column("with", _UNITS),
    ),
)
OWN_SUB_INDICES = PlanTable(
    key="own_sub_indices",
    columns=(
        _column("index", PlanCellKind.INDEX, must=True),
        _column("code", _CODE, must=True),
        _column("name", _LINE, must=True),
        _column("aliases", _NAMES),
    ),
)
TARGETS = PlanTable(
    key="targets",
    columns=(
        *_PART,
        _choice("kind", TargetKind, must=True),
        _column("value", _NUMBER),
        _column("low", _NUMBER),
        _column("high", _NUMBER),
        _column("rank", _WHOLE),
        _choice("of", TargetOf),
        _column("base_year", _WHOLE),
        _column("margin", _NUMBER),
        _choice("strict", YesNo),
        _column("band", _LINE),
        _choice("list", RankList),
        _column("out_of", _WHOLE),
        _column("year", _WHOLE),
        *_PRINT,
    ),
)
RESULTS = PlanTable(
    key="results",
    columns=(
        *_PART,
        *_RESULT,
        _column("score", _NUMBER),
        _column("rank", _WHOLE),
        _column("out_of", _WHOLE),
        _column("score_change", _NUMBER),
        _column("rank_change", _WHOLE),
        _column("previous_rank", _WHOLE),
        _column("improvement_rank", _WHOLE),
        _column("best_score", _NUMBER),
        _column("rank_over", _WHOLE),
        _column("of", _LINE),
        _column("median", _NUMBER),
        _column("mean", _NUMBER),
        _choice("derived", YesNo),
        _column("published_on", _DAY),
        _column("source", _LINE),
        *_PRINT,
    ),
)
LIST_RANKS = PlanTable(
    key="list_ranks",
    columns=(
        *_PART,
        *_RESULT,
        _column("of", _LINE),
        _choice("list", RankList, must=True),
        _column("rank", _WHOLE, must=True),
        _column("out_of", _WHOLE),
    ),
)
DISPUTES = PlanTable(
    key="disputes",
    columns=(
        *_PART,
        *_RESULT,
        _column("of", _LINE),
        _column("source", _LINE, must=True),
        _column("score", _NUMBER),
        _column("rank", _WHOLE),
        _column("why", _LINE),
    ),
)
TASKS = PlanTable(
    key="tasks",
    columns=(
        _column("index", PlanCellKind.INDEX),
        _column("sub", PlanCellKind.SUB_INDEX),
        _column("code", _CODE, must=True),
        _column("title", _LINE, must=True),
        _column("section", _LINE),
        _column("lead", _UNITS),
        _column("with", _UNITS),
        _choice("cadence", Cadence),
        _column("start", _DAY),
        _column("due", _DAY),
        _column("kpi.text", _PROSE),
        _column("kpi.value", _NUMBER),
        _column("kpi.unit", _LINE),
        _choice("kpi.direction", Direction),
        _column("kpi.scope", _LINE),
        _column("lines.first", _WHOLE),
        _column("lines.last", _WHOLE),
    ),
)
REPORT_DUTIES = PlanTable(
    key="report_duties",
    columns=(
        _column("code", _CODE, must=True),
        _column("from", _UNITS, must=True),
        _column("to", _UNITS),
        _choice("cadence", Cadence),
        _choice("due.way", DueWay),
        _column("due.day", _WHOLE),
        _column("due.month", _WHOLE),
        _choice("due.counted", DueMonthOf),
        _column("due.weekday", _WHOLE),
        _column("due.working_days", _WHOLE),
        _column("due.after_day", _WHOLE),
        _column("due.days", PlanCellKind.DAYS_OF_YEAR),
        _column("periods", PlanCellKind.PERIODS),
        *_PRINT,
    ),
)
LEGAL_BASES = PlanTable(
    key="legal_bases",
    columns=(
        _column("number", _LINE),
        _column("issued_on", _DAY),
        _column("issuer", _LINE),
        _column("about", _PROSE),
        _column("note", _PROSE),
    ),
)
RECIPIENTS = PlanTable(
    key="recipients", columns=(_column("name", _LINE, must=True), _column("mark", _LINE))
)
NOTES = PlanTable(
    key="notes",
    columns=(
        _column("kind", PlanCellKind.NAMED, must=True),
        _column("text", _PROSE, must=True),
        _column("lines.first", _WHOLE),
        _column("lines.last", _WHOLE),
    ),
)

# In the order in which an Office fills them in: what others refer to comes first.
TABLES = (
    *(DOCUMENT, UNITS, PEOPLE, OVERALL, SUB_INDICES, TARGETS, RESULTS, TASKS, REPORT_DUTIES),
    *(LEGAL_BASES, RECIPIENTS, NOTES, BANDS, OWN_SUB_INDICES, LIST_RANKS, DISPUTES),
)


def table(key: str) -> PlanTable:
    """The table with this key; KeyError where there is none."""
    for each in TABLES:
        if each.key == key:
            return each
    raise KeyError(key)


def edited_table(key: str) -> PlanTable:
    """The table with this key as one row of it is edited; KeyError where there is none."""
    return SCALES if key == SCALES.key else table(key)


def rows_of(rows: list[dict[str, str]]) -> tuple[TableRow, ...]:
    """Rows counted from 1, without blank cells; rows without any cell are left out."""
    filled = ({key: text for key, text in cells.items() if text} for cells in rows)
    return tuple(
        TableRow(number=number, cells=cells)
        for number, cells in enumerate((each for each in filled if each), start=1)
    )
