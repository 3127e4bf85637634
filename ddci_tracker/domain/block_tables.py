"""The table of a block: who scored what in a year, and the figures that follow from it.

A block (khối) is the group that an agency is ranked in. What is known of the agency's own result
stays where it was entered or printed; the table adds the median, the mean, the best and the
length of the list where they are not known otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ddci_tracker.domain.arithmetic import HUNDREDTH, median_score
from ddci_tracker.domain.plan import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """A score in one sub-index."""

    sub_index: str
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow:
    """One agency of a block: its total, its place, its scores in sub-indices."""

    agency: str
    score: Decimal | None = None
    rank: int | None = None
    parts: tuple[PartScore, ...] = ()

    def score_in(self, sub_index: str | None) -> Decimal | None:
        """Its score in a sub-index; None for ``sub_index`` is the total."""
        if sub_index is None:
            return self.score
        return next((each.score for each in self.parts if each.sub_index == sub_index), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTable:
    """The results of a whole block in an index and year, in the order in which they were given."""

    index: str
    year: int
    rows: tuple[BlockRow, ...]

    @property
    def key(self) -> str:
        return block_key(self.index, self.year)

    def scores(self, sub_index: str | None) -> tuple[Decimal, ...]:
        """Every score that the table has of the whole index or of a sub-index."""
        known = (row.score_in(sub_index) for row in self.rows)
        return tuple(score for score in known if score is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactMean:
    """The mean of a block in a year as it follows from its table, unrounded."""

    year: int
    mean: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An agency of the block with its score."""

    agency: str
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Who stands right above and right below a score; None at the end of the list."""

    above: Neighbour | None
    below: Neighbour | None


def block_key(index: str, year: int) -> str:
    """The natural key of a block's table within its agency: one per index and year."""
    return f"{index}/{year}"


def mean_score(scores: tuple[Decimal, ...]) -> Decimal | None:
    """The mean of scores, to two places or to those printed where they are more; half up."""
    if not scores:
        return None
    finest = min((score.as_tuple().exponent for score in scores), key=int)
    places = min(HUNDREDTH, Decimal(1).scaleb(int(finest)))
    return _exact_mean(scores).quantize(places, ROUND_HALF_UP)


def exact_means(
    results: Iterable[Result], index: str, sub_index: str | None, tables: Iterable[BlockTable]
) -> tuple[ExactMean, ...]:
    """The unrounded mean of the block in each year that has a table and no mean told elsewhere.

    It is what a target is judged by: rounding could lift the mean to a score that lies above it.
    """
    told = {each.year for each in results if each.mean is not None}
    return tuple(
        ExactMean(year=table.year, mean=_exact_mean(scores))
        for table in tables
        if table.index == index and table.year not in told
        if (scores := table.scores(sub_index))
    )


def _exact_mean(scores: tuple[Decimal, ...]) -> Decimal:
    return sum(scores, Decimal(0)) / len(scores)


def with_block_figures(
    result: Result, index: str, sub_index: str | None, tables: Iterable[BlockTable]
) -> Result:
    """A result with what the table of its block and year adds to it."""
    table = _table_of(index, result.year, tables)
    if table is None:
        return result
    scores = table.scores(sub_index)
    if not scores:
        return result
    return replace(
        result,
        median=_known(result.median, median_score(scores)),
        mean=_known(result.mean, mean_score(scores)),
        best_score=_known(result.best_score, max(scores)),
        out_of=result.out_of or (len(scores) if _is_place_of(result.rank, scores) else None),
    )


def neighbours(
    result: Result | None, index: str, sub_index: str | None, tables: Iterable[BlockTable]
) -> Neighbours | None:
    """Who is next to a result in the table of its year: the lowest above it, the highest below.

    None where there is no such table, or no score to look for in it.
    """
    if result is None or result.score is None:
        return None
    table = _table_of(index, result.year, tables)
    if table is None:
        return None
    score = result.score
    known = [
        Neighbour(agency=row.agency, score=found)
        for row in table.rows
        if (found := row.score_in(sub_index)) is not None
    ]
    above = (each for each in known if each.score > score)
    below = (each for each in known if each.score < score)
    return Neighbours(
        above=min(above, key=lambda each: each.score, default=None),
        below=max(below, key=lambda each: each.score, default=None),
    )


def _table_of(index: str, year: int, tables: Iterable[BlockTable]) -> BlockTable | None:
    return next((each for each in tables if each.key == block_key(index, year)), None)


def _known(told: Decimal | None, follows: Decimal | None) -> Decimal | None:
    return follows if told is None else told


def _is_place_of(rank: int | None, scores: tuple[Decimal, ...]) -> bool:
    return rank is not None and rank <= len(scores)
