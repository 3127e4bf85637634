"""Every agency of a province in one index and year, each by its own board: Toàn tỉnh.

Nothing is decided here again: a line holds what the board of its plan says. It holds nothing more,
so that it can be kept where the board is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import ReportTotals
from ddci_tracker.domain.targets import Measure, distance
from ddci_tracker.domain.views import Board, OverallView, Standing, SubIndexView


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPart:
    """A sub-index of an agency: its names, its two lights, and how far it is from its targets.

    ``judged``: it has a target of the year. ``why`` is what its result light rests on, since a grey
    one is not always for want of a result.
    """

    code: str
    short_name: str
    english_name: str | None
    execution: Colour | None
    result: Colour | None
    why: ReasonCode
    estimated: bool
    judged: bool
    gap: Decimal | None

    @classmethod
    def of(cls, view: SubIndexView) -> AgencyPart:
        light = view.standing.light
        return cls(
            code=view.code,
            short_name=view.short_name,
            english_name=view.english_name,
            execution=view.execution.colour,
            result=light.colour,
            why=ReasonCode(light.reason.code),
            estimated=light.estimated,
            judged=bool(view.standing.current),
            gap=gap_in_points(view.standing),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyTotal:
    """Where an agency stands in a whole index.

    ``score`` is the total of the year, published where it is, else ``estimated``; ``gap`` is how
    far it is from its target of scores, None where that cannot be said. ``rank`` of ``out_of`` is
    that of ``rank_year``, the newest published.
    """

    index: str
    score: Decimal | None
    estimated: bool
    gap: Decimal | None
    rank: int | None
    out_of: int | None
    rank_year: int | None
    parts: tuple[AgencyPart, ...]

    @classmethod
    def of(cls, board: Board, whole: OverallView) -> AgencyTotal:
        standing = whole.standing
        score, estimated = _score(standing)
        latest = standing.latest
        return cls(
            index=whole.index,
            score=score,
            estimated=estimated,
            gap=gap_in_points(standing),
            rank=latest.rank if latest else None,
            out_of=latest.out_of if latest else None,
            rank_year=latest.year if latest else None,
            parts=tuple(
                AgencyPart.of(view) for view in board.sub_indices if view.index == whole.index
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyStanding:
    """What a province sees of one board: reports, freshness, and each of its indices.

    ``spoken`` of the ``expected`` units have given a word in the quarter, ``last_word`` is the day
    of the last that any ever gave.
    """

    plan: str
    agency: str
    name: str
    block: str
    as_of: date
    quarter: Period
    tracked: bool
    reports: ReportTotals
    spoken: int
    expected: int
    last_word: date | None
    totals: tuple[AgencyTotal, ...]

    @classmethod
    def of(cls, board: Board) -> AgencyStanding:
        plan, fresh = board.plan, board.freshness
        return cls(
            plan=plan.id,
            agency=plan.agency.code,
            name=plan.agency.name,
            block=plan.agency.block,
            as_of=board.as_of,
            quarter=board.quarter,
            tracked=board.tracked,
            reports=board.report_totals,
            spoken=len(fresh.updated),
            expected=len(fresh.expected),
            last_word=max((each.on for each in fresh.last), default=None),
            totals=tuple(AgencyTotal.of(board, whole) for whole in board.overall),
        )

    @property
    def silent_days(self) -> int | None:
        """Days since anybody of the agency last recorded a word; None where nobody ever did."""
        return None if self.last_word is None else max((self.as_of - self.last_word).days, 0)


class ProvinceFigure(StrEnum):
    """What the agencies of a table are counted by; each count opens the list of those."""

    EXECUTION_RED = "execution-red"
    EXECUTION_AMBER = "execution-amber"
    EXECUTION_GREY = "execution-grey"
    EXECUTION_GREEN = "execution-green"
    RESULT_RED = "result-red"
    RESULT_AMBER = "result-amber"
    RESULT_GREY = "result-grey"
    RESULT_GREEN = "result-green"
    SHORT = "short"
    MISSING = "missing"
    UNSPOKEN = "unspoken"

    @property
    def axis(self) -> str | None:
        """``execution`` or ``result`` of a light, None for what is no light."""
        return self.value.split("-")[0] if "-" in self.value else None

    @property
    def colour(self) -> Colour | None:
        """The colour of a light, None for what is no light."""
        return Colour(self.value.split("-")[1]) if "-" in self.value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLine:
    """An agency in one index: its total, and its sub-indices in the order of the columns.

    None for a sub-index that its plan does not have.
    """

    of: AgencyStanding
    total: AgencyTotal
    cells: tuple[AgencyPart | None, ...]

    def counts_in(self, figure: ProvinceFigure, code: str | None = None) -> bool:
        """Whether a count counts this agency; a light in one sub-index, in any for None."""
        match figure:
            case ProvinceFigure.SHORT:
                return self.total.gap is not None and self.total.gap < 0
            case ProvinceFigure.MISSING:
                return self.of.reports.missing > 0
            case ProvinceFigure.UNSPOKEN:
                return self.of.spoken == 0
        asked = (each for each in self.cells if each and code in (None, each.code))
        if figure.axis == "execution":
            return any(each.execution is figure.colour for each in asked)
        return any(each.result is figure.colour for each in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeProvince:
    """The agencies of a block beside each other.

    ``columns`` are the sub-indices by the first agency that has each, in the order of its plan.
    """

    columns: tuple[AgencyPart, ...]
    lines: tuple[AgencyLine, ...]

    def among(self, figure: ProvinceFigure, code: str | None = None) -> WholeProvince:
        """The same table of the agencies that a figure counts, in one sub-index or in any."""
        found = tuple(line for line in self.lines if line.counts_in(figure, code))
        return replace(self, lines=found)

    def count(self, figure: ProvinceFigure, code: str | None = None) -> int:
        """How many agencies a figure counts, in one sub-index or in any."""
        return len(self.among(figure, code).lines)

    @property
    def largest_gap(self) -> Decimal:
        """The largest shortfall of a sub-index, as a positive number; 0 where there is none."""
        gaps = (cell.gap for line in self.lines for cell in line.cells if cell)
        return max((-gap for gap in gaps if gap is not None and gap < 0), default=Decimal(0))

    @property
    def has_open_miss(self) -> bool:
        """Whether a target is missed of which nobody can say if it is nearly met."""
        cells = (cell for line in self.lines for cell in line.cells if cell)
        return any(cell.why is ReasonCode.MAXIMUM_UNKNOWN for cell in cells)

    def by_gap(self, code: str | None = None) -> tuple[AgencyLine, ...]:
        """What nobody can judge first, then the largest shortfall; of the total for None."""
        return tuple(sorted(self.lines, key=lambda line: self._sort_key(line, code)))

    def _sort_key(self, line: AgencyLine, code: str | None) -> tuple[bool, Decimal, str]:
        if code is None:
            gap = line.total.gap
        else:
            cell = next((each for each in line.cells if each and each.code == code), None)
            gap = cell.gap if cell else None
        return gap is not None, gap or Decimal(0), line.of.name


def _score(standing: Standing) -> tuple[Decimal | None, bool]:
    """The total of the year, and whether it is only estimated: published where it is."""
    own, estimate = standing.results.own, standing.estimate
    if own is not None and own.score is not None:
        return own.score, False
    if estimate is None or estimate.year != standing.results.year:
        return None, False
    return estimate.score, True


def gap_in_points(standing: Standing) -> Decimal | None:
    """How far this year's score is from its targets of scores: published, else estimated.

    The largest shortfall; above zero where all are met, None where there is nothing to compare.
    """
    results = standing.results
    found = (
        distance(each.target, results, results.own or results.estimate) for each in standing.current
    )
    gaps = (each.gap for each in found if each and each.measure is Measure.POINTS)
    return min((gap for gap in gaps if gap is not None), default=None)


def whole_province(agencies: Iterable[AgencyStanding], index: str) -> WholeProvince:
    """Several agencies as one table; one without the index is left out."""
    found = [
        (each, total)
        for each in agencies
        if (total := next((one for one in each.totals if one.index == index), None))
    ]
    columns: dict[str, AgencyPart] = {}
    for _, total in found:
        for part in total.parts:
            columns.setdefault(part.code, part)
    return WholeProvince(
        columns=tuple(columns.values()),
        lines=tuple(_line(each, total, columns) for each, total in found),
    )


def _line(of: AgencyStanding, total: AgencyTotal, columns: Iterable[str]) -> AgencyLine:
    parts = {part.code: part for part in total.parts}
    return AgencyLine(of=of, total=total, cells=tuple(parts.get(code) for code in columns))
