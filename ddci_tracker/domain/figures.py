"""Figures of results that contradict each other: within one result, from year to year, between
the parts of an index, and against the table of the block.

Which of two is wrong is not known here, so that nothing is refused or corrected: it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ddci_tracker.domain.arithmetic import median_place, median_score
from ddci_tracker.domain.block_tables import BlockRow, BlockTable, mean_score
from ddci_tracker.domain.catalog import fold_name
from ddci_tracker.domain.findings import CheckCode, Finding, Level, finding
from ddci_tracker.domain.plan import Agency, RankList, Result, TargetOf
from ddci_tracker.domain.provinces import province

OF_A_TABLE = frozenset(
    {
        CheckCode.BLOCK_ORDER_CONTRADICTS,
        CheckCode.BLOCK_SCORE_CONTRADICTS,
        CheckCode.BLOCK_RANK_CONTRADICTS,
        CheckCode.BLOCK_FIGURE_CONTRADICTS,
        CheckCode.BLOCK_SIZE_DIFFERS,
    }
)
"""What is found only where there is a table of the block."""

OF_FIGURES = OF_A_TABLE | {
    CheckCode.RANK_CHANGE_CONTRADICTS,
    CheckCode.SCORE_CHANGE_CONTRADICTS,
    CheckCode.PREVIOUS_RANK_CONTRADICTS,
    CheckCode.BEST_BELOW_SCORE,
    CheckCode.BEST_BELOW_MIDDLE,
    CheckCode.FIRST_BELOW_BEST,
    CheckCode.RANK_AGAINST_MEDIAN,
    CheckCode.RANKS_OF_ONE_LIST,
    CheckCode.LIST_SIZES_DIFFER,
}
"""Every contradiction of figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFigures:
    """What is published of a whole index or of one sub-index, one result a year, by year.

    ``predecessors`` are those of agencies that were merged into this one. ``own_list`` is the
    list that a plain rank counts in.
    """

    name: str
    index: str
    sub_index: str | None
    results: tuple[Result, ...]
    predecessors: tuple[Result, ...] = ()
    own_list: RankList | None = None


def contradicting_figures(
    parts: Iterable[PartFigures], tables: Iterable[BlockTable], agency: Agency
) -> Iterator[Finding]:
    """Every contradiction of figures, part by part, then table by table."""
    known = tuple(parts)
    for part in known:
        yield from _of_part(part)
    yield from _list_sizes(known)
    for table in tables:
        yield from _order_of(table)
        yield from _against(table, known, agency)


def _of_part(part: PartFigures) -> Iterator[Finding]:
    by_owner: dict[str | None, dict[int, Result]] = {}
    for result in (*part.results, *part.predecessors):
        by_owner.setdefault(result.of, {})[result.year] = result
    for results in by_owner.values():
        for year, result in results.items():
            yield from _within(part, result)
            yield from _since(part.name, result, results.get(year - 1))


def _within(part: PartFigures, result: Result) -> Iterator[Finding]:
    name, year, best = part.name, result.year, result.best_score
    if best is not None:
        if result.score is not None and _is_less(best, result.score):
            code = CheckCode.BEST_BELOW_SCORE
            yield finding(
                Level.ERROR, code, result, name=name, year=year, best=best, score=result.score
            )
        elif result.rank == 1 and result.score is not None and _is_less(result.score, best):
            code = CheckCode.FIRST_BELOW_BEST
            yield finding(
                Level.ERROR, code, result, name=name, year=year, best=best, score=result.score
            )
        for figure, middle in ((TargetOf.MEDIAN, result.median), (TargetOf.MEAN, result.mean)):
            if middle is not None and _is_less(best, middle):
                yield finding(
                    Level.ERROR,
                    CheckCode.BEST_BELOW_MIDDLE,
                    result,
                    name=name,
                    year=year,
                    best=best,
                    figure=figure,
                    score=middle,
                )
    yield from _rank_against_median(name, result)
    for other in result.ranks:
        if part.own_list is other.list and result.rank not in (None, other.rank):
            yield finding(
                Level.ERROR,
                CheckCode.RANKS_OF_ONE_LIST,
                result,
                name=name,
                year=year,
                rank=result.rank,
                other=other.rank,
            )


def _rank_against_median(name: str, result: Result) -> Iterator[Finding]:
    """A place in the other half of the list than the score."""
    rank, out_of, score, median = result.rank, result.out_of, result.score, result.median
    if rank is None or out_of is None or score is None or median is None:
        return
    middle = median_place(out_of)
    if (_is_less(median, score) and rank > middle) or (_is_less(score, median) and rank < middle):
        yield finding(
            Level.ERROR,
            CheckCode.RANK_AGAINST_MEDIAN,
            result,
            name=name,
            year=result.year,
            rank=rank,
            out_of=out_of,
            score=score,
            median=median,
        )


def _since(name: str, result: Result, previous: Result | None) -> Iterator[Finding]:
    """A change, or a place of the year before, that is not what was published of that year."""
    about = (result, previous) if previous else (result,)
    told, stood = result.previous_rank, previous.rank if previous else None
    if told is not None and stood is not None and told != stood:
        yield finding(
            Level.ERROR,
            CheckCode.PREVIOUS_RANK_CONTRADICTS,
            *about,
            name=name,
            year=result.year,
            told=told,
            rank=stood,
            before_year=result.year - 1,
        )
    before, rank, moved = told or stood, result.rank, result.rank_change
    if before is not None and None not in (rank, moved) and before - (rank or 0) != moved:
        yield finding(
            Level.ERROR,
            CheckCode.RANK_CHANGE_CONTRADICTS,
            *about,
            name=name,
            year=result.year,
            before=before,
            rank=rank,
            change=moved,
        )
    score, change = result.score, result.score_change
    if previous is None or previous.score is None or score is None or change is None:
        return
    # Figures are printed rounded, so that the last place may differ by one.
    if abs(previous.score + change - score) > _last_place(score, previous.score):
        yield finding(
            Level.ERROR,
            CheckCode.SCORE_CHANGE_CONTRADICTS,
            *about,
            name=name,
            year=result.year,
            before=previous.score,
            score=score,
            change=change,
        )


def _list_sizes(parts: Iterable[PartFigures]) -> Iterator[Finding]:
    """Parts of one index and year whose lists are not of one length."""
    first: dict[tuple[str, int], tuple[PartFigures, Result]] = {}
    told: set[tuple[str, int]] = set()
    for part in parts:
        for result in part.results:
            place = part.index, result.year
            if result.out_of is None or place in told:
                continue
            other, before = first.setdefault(place, (part, result))
            if before.out_of != result.out_of:
                told.add(place)
                yield finding(
                    Level.QUESTION,
                    CheckCode.LIST_SIZES_DIFFER,
                    before,
                    result,
                    name=other.name,
                    year=result.year,
                    out_of=before.out_of,
                    other=part.name,
                    other_size=result.out_of,
                )


def _order_of(table: BlockTable) -> Iterator[Finding]:
    """The first two agencies of a table whose places and scores disagree."""
    ranked = [
        (row.rank, row.score, row.agency)
        for row in table.rows
        if row.rank is not None and row.score is not None
    ]
    ranked.sort(key=lambda each: (each[0], -each[1]))
    for (rank, score, agency), (next_rank, next_score, next_agency) in pairwise(ranked):
        if score < next_score or (rank == next_rank and score != next_score):
            yield finding(
                Level.QUESTION,
                CheckCode.BLOCK_ORDER_CONTRADICTS,
                name=table.index,
                year=table.year,
                agency=agency,
                rank=rank,
                score=score,
                other=next_agency,
                other_rank=next_rank,
                other_score=next_score,
            )
            return


def _against(
    table: BlockTable, parts: tuple[PartFigures, ...], agency: Agency
) -> Iterator[Finding]:
    """What is published of the agency against the table of its block and year."""
    own = own_row(table, agency)
    size_told = False
    for part in parts:
        result = next((each for each in part.results if each.year == table.year), None)
        scores = table.scores(part.sub_index)
        if part.index != table.index or result is None:
            continue
        if own is not None:
            yield from _own_score(table, own, part, result)
            yield from _own_rank(table, own, part, result)
        yield from _block_figures(table, part, result, scores)
        if result.out_of is not None and result.out_of != len(table.rows) and not size_told:
            size_told = True
            yield finding(
                Level.QUESTION,
                CheckCode.BLOCK_SIZE_DIFFERS,
                result,
                name=part.name,
                year=table.year,
                rows=len(table.rows),
                out_of=result.out_of,
            )


def _own_score(
    table: BlockTable, own: BlockRow, part: PartFigures, result: Result
) -> Iterator[Finding]:
    in_table = own.score_in(part.sub_index)
    if in_table is None or result.score is None or _agree(in_table, result.score):
        return
    yield finding(
        Level.ERROR,
        CheckCode.BLOCK_SCORE_CONTRADICTS,
        result,
        name=part.name,
        year=table.year,
        agency=own.agency,
        in_table=in_table,
        score=result.score,
    )


def _own_rank(
    table: BlockTable, own: BlockRow, part: PartFigures, result: Result
) -> Iterator[Finding]:
    """A place that the table prints for the agency, else the one that its score has there."""
    if result.rank is None:
        return
    in_table = own.rank if part.sub_index is None else None
    if in_table is None:
        score, scores = own.score_in(part.sub_index), table.scores(part.sub_index)
        if score is None or (result.out_of or len(scores)) != len(scores):
            return
        above = sum(each > score for each in scores)
        if above < result.rank <= above + scores.count(score):
            return
        in_table = above + 1
    if in_table != result.rank:
        yield finding(
            Level.ERROR,
            CheckCode.BLOCK_RANK_CONTRADICTS,
            result,
            name=part.name,
            year=table.year,
            agency=own.agency,
            in_table=in_table,
            rank=result.rank,
        )


def _block_figures(
    table: BlockTable, part: PartFigures, result: Result, scores: tuple[Decimal, ...]
) -> Iterator[Finding]:
    """Figures of the block that were told, against those that follow from its table."""
    if not scores:
        return
    for figure, told, follows in (
        (TargetOf.BEST, result.best_score, max(scores)),
        (TargetOf.MEDIAN, result.median, median_score(scores)),
        (TargetOf.MEAN, result.mean, mean_score(scores)),
    ):
        if told is not None and follows is not None and not _agree(told, follows):
            yield finding(
                Level.ERROR,
                CheckCode.BLOCK_FIGURE_CONTRADICTS,
                result,
                name=part.name,
                year=table.year,
                figure=figure,
                in_table=follows,
                score=told,
            )


def own_row(table: BlockTable, agency: Agency) -> BlockRow | None:
    """The row of an agency; in a table of provinces, that of its province. None: it has none."""
    names = {fold_name(each) for each in (agency.name, agency.short_name, agency.code)}
    rows = [row for row in table.rows if fold_name(row.agency) in names]
    if not rows:
        place = fold_name(province(agency.province).name)
        rows = [row for row in table.rows if fold_name(province(row.agency).name) == place]
    return rows[0] if len(rows) == 1 else None


def _last_place(one: Decimal, other: Decimal) -> Decimal:
    """A unit of the last place that both are printed to."""
    return Decimal(1).scaleb(max(_exponent(one), _exponent(other)))


def _exponent(figure: Decimal) -> int:
    return int(figure.as_tuple().exponent)


def _agree(one: Decimal, other: Decimal) -> bool:
    """Whether two figures are one, rounded to the places of the coarser."""
    return abs(one - other) < _last_place(one, other)


def _is_less(one: Decimal, other: Decimal) -> bool:
    return one < other and not _agree(one, other)
