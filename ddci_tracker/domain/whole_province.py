"""Every agency of a province in one index and year, each by its own board: Toàn tỉnh.

Nothing is decided here again: a line holds what the board of its plan says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.targets import Measure, distance
from ddci_tracker.domain.views import Board, OverallView, Standing, SubIndexView


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLine:
    """An agency: its board, its total, and its sub-indices in the order of the columns.

    None for a sub-index that its plan does not have.
    """

    board: Board
    whole: OverallView
    cells: tuple[SubIndexView | None, ...]

    @property
    def gap(self) -> Decimal | None:
        """How far the total is from its target of scores; None where that cannot be said."""
        return gap_in_points(self.whole.standing)

    @property
    def score(self) -> tuple[Decimal | None, bool]:
        """The total of the year, and whether it is only estimated: published where it is."""
        standing = self.whole.standing
        own, estimate = standing.results.own, standing.estimate
        if own is not None and own.score is not None:
            return own.score, False
        if estimate is None or estimate.year != standing.results.year:
            return None, False
        return estimate.score, True

    @property
    def silent_days(self) -> int | None:
        """Days since anybody of the agency last recorded a word; None where nobody ever did."""
        last = max((each.on for each in self.board.freshness.last), default=None)
        return None if last is None else max((self.board.as_of - last).days, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTotal:
    """How many agencies are red in a sub-index, by execution and by result."""

    execution: int
    result: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeProvince:
    """The agencies of a block beside each other.

    ``columns`` are the sub-indices by the first agency that has each, in the order of its plan.
    """

    columns: tuple[SubIndexView, ...]
    lines: tuple[AgencyLine, ...]

    @property
    def totals(self) -> tuple[ColumnTotal, ...]:
        """The last row: the red ones of each column."""
        return tuple(
            ColumnTotal(
                execution=sum(each.execution.colour is Colour.RED for each in cells if each),
                result=sum(each.standing.light.colour is Colour.RED for each in cells if each),
            )
            for cells in zip(*(line.cells for line in self.lines), strict=True)
        )

    @property
    def short(self) -> int:
        """How many totals are short of their target."""
        return sum(line.gap is not None and line.gap < 0 for line in self.lines)

    @property
    def largest_gap(self) -> Decimal:
        """The largest shortfall of a sub-index, as a positive number; 0 where there is none."""
        gaps = (
            gap
            for line in self.lines
            for cell in line.cells
            if cell and (gap := gap_in_points(cell.standing)) is not None
        )
        return max((-gap for gap in gaps if gap < 0), default=Decimal(0))

    def by_gap(self, code: str | None = None) -> tuple[AgencyLine, ...]:
        """What nobody can judge first, then the largest shortfall; of the total for None."""
        return tuple(sorted(self.lines, key=lambda line: self._sort_key(line, code)))

    def _sort_key(self, line: AgencyLine, code: str | None) -> tuple[bool, Decimal, str]:
        if code is None:
            gap = line.gap
        else:
            cell = next((each for each in line.cells if each and each.code == code), None)
            gap = gap_in_points(cell.standing) if cell else None
        return gap is not None, gap or Decimal(0), line.board.plan.agency.name


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


def whole_province(boards: Iterable[Board], index: str) -> WholeProvince:
    """The boards of several agencies as one table; a board without the index is left out."""
    found = [
        (board, whole)
        for board in boards
        if (whole := next((each for each in board.overall if each.index == index), None))
    ]
    columns: dict[str, SubIndexView] = {}
    for board, _ in found:
        for view in board.sub_indices:
            if view.index == index:
                columns.setdefault(view.code, view)
    return WholeProvince(
        columns=tuple(columns.values()),
        lines=tuple(
            AgencyLine(
                board=board,
                whole=whole,
                cells=tuple(board.sub_index(index, code) for code in columns),
            )
            for board, whole in found
        ),
    )
