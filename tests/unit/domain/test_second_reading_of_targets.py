"""The rules of targets read a second time, as their table says them, and held against the product.

Straightforward code for one target and the results that an agency has: whether it is met, and how
far it is from it. It shares no rule with the product; only plain shapes.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from ddci_tracker.domain.plan import (
    ListRank,
    RankList,
    Result,
    ResultKind,
    ScoreBand,
    Target,
    TargetKind,
    TargetOf,
)
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.standing import standing_of

T = TypeVar("T")

YEAR = 2021
OWN = RankList.BLOCK
BANDS = (
    ScoreBand(name="Khá", from_score=Decimal("6.5")),
    ScoreBand(name="Tốt", from_score=Decimal("8")),
)

# Coarse figures, so that they meet often.
scores = st.integers(10, 100).map(lambda tenths: Decimal(tenths) / 10)
fine_scores = st.integers(100, 1000).map(lambda cents: Decimal(cents) / 100)
ranks = st.integers(1, 12)


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


@st.composite
def results(draw: st.DrawFn, year: int) -> Result:
    rank = draw(maybe(ranks))
    lists = draw(st.lists(st.sampled_from(RankList), unique=True, max_size=2))
    return Result(
        year=year,
        kind=ResultKind.PUBLISHED,
        score=draw(maybe(scores | fine_scores)),
        rank=rank,
        rank_over=draw(maybe(ranks)) if rank is None else None,
        out_of=draw(maybe(st.integers(13, 20))),
        ranks=tuple(ListRank(list=each, rank=draw(ranks), out_of=14) for each in lists),
        median=draw(maybe(scores)),
        mean=draw(maybe(scores | fine_scores)),
        best_score=draw(maybe(scores)),
    )


@st.composite
def targets(draw: st.DrawFn) -> Target:
    kind = draw(st.sampled_from(TargetKind))
    of = None
    if kind is TargetKind.INCREASE:
        of = draw(st.sampled_from([TargetOf.POINTS, TargetOf.PLACES, TargetOf.PERCENT]))
    elif kind is TargetKind.VERSUS:
        of = draw(st.sampled_from([TargetOf.MEDIAN, TargetOf.MEAN, TargetOf.BEST]))
    places = kind is TargetKind.RANK_RANGE or of is TargetOf.PLACES
    ends = sorted(draw(st.tuples(*[ranks.map(Decimal) if places else scores] * 2)))
    ranged = (TargetKind.RANGE, TargetKind.RANK_RANGE)
    by_rank = kind in (TargetKind.RANK_AT_MOST, TargetKind.HOLD_RANK, TargetKind.TOP_GROUP)
    return Target(
        kind=kind,
        value=draw(scores),
        low=ends[0] if kind in (*ranged, TargetKind.INCREASE) else None,
        high=ends[1] if kind in ranged else None,
        rank=draw(ranks if kind is TargetKind.RANK_AT_MOST else maybe(ranks)) if by_rank else None,
        of=of,
        base_year=draw(st.sampled_from([None, YEAR - 2])),
        margin=draw(maybe(st.integers(-30, 30).map(lambda tenths: Decimal(tenths) / 10))),
        strict=draw(st.booleans()),
        band=draw(st.sampled_from(["khá", "xếp loại Tốt", "giỏi"])),
        list=draw(st.sampled_from([None, *RankList])) if places or by_rank or of else None,
        year=draw(st.sampled_from([None, YEAR, YEAR + 1])),
    )


Place = tuple[int | None, int | None, int | None]


def place(result: Result, chosen: RankList | None) -> Place:
    """Rank, list size and the rank that it lies beyond, in one list only."""
    named = [each for each in result.ranks if each.list is (chosen or OWN)]
    if named:
        return named[0].rank, named[0].out_of, None
    if chosen in (None, OWN):
        return result.rank, result.out_of, result.rank_over
    return None, None, None


def judge(
    target: Target, known: list[Result], result: Result
) -> tuple[bool, Fraction | None] | None:
    """Whether a result meets a target and the gap; None where nobody can say."""
    kind, score = target.kind, result.score
    base = next((each for each in known if each.year == (target.base_year or YEAR - 1)), None)
    if target.base_year is None and base is None:
        base = next((each for each in reversed(known) if each.year < YEAR), None)
    aim: Fraction | None = None
    strict = False
    by_places = kind in (
        TargetKind.RANK_AT_MOST,
        TargetKind.RANK_RANGE,
        TargetKind.HOLD_RANK,
        TargetKind.TOP_GROUP,
    )
    if kind in (TargetKind.ABOVE, TargetKind.AT_LEAST, TargetKind.REACH, TargetKind.ABOUT):
        aim, strict = Fraction(target.value or 0), kind is TargetKind.ABOVE
    elif kind is TargetKind.RANGE:
        aim = Fraction(target.low or 0)
    elif kind is TargetKind.BAND:
        starts = {"khá": Fraction("6.5"), "xếp loại Tốt": Fraction(8)}
        aim = starts.get(target.band or "")
    elif kind is TargetKind.HOLD_SCORE:
        aim = Fraction(base.score) if base and base.score is not None else None
    elif kind is TargetKind.INCREASE and target.of is TargetOf.PLACES:
        by_places = True
        stood = place(base, target.list)[0] if base else None
        aim = None if stood is None else Fraction(stood) - Fraction(target.low or 0)
    elif kind is TargetKind.INCREASE and base and base.score is not None:
        rise = Fraction(target.low or 0)
        was = Fraction(base.score)
        aim = was + (was * rise / 100 if target.of is TargetOf.PERCENT else rise)
    elif kind is TargetKind.RANK_RANGE:
        aim = Fraction(target.high or 0)
    elif by_places and target.rank is not None:
        aim = Fraction(target.rank)
    elif kind is TargetKind.HOLD_RANK:
        stood = place(base, target.list)[0] if base else None
        aim = None if stood is None else Fraction(stood)
    elif kind is TargetKind.VERSUS:
        strict = target.strict
        figures = {
            TargetOf.MEDIAN: result.median,
            TargetOf.MEAN: result.mean,
            TargetOf.BEST: result.best_score,
        }
        figure = figures[target.of or TargetOf.BEST]
        if figure is not None and score is not None and target.list in (None, OWN):
            aim = Fraction(figure) + Fraction(target.margin or 0)
        elif target.of is TargetOf.MEDIAN and target.margin is None:
            by_places = True
            _, size, _ = place(result, target.list)
            aim = None if size is None else Fraction(size + 1, 2)
    if aim is None:
        return None
    if by_places:
        rank, _, beyond = place(result, target.list)
        if rank is not None:
            return (rank < aim if strict else rank <= aim), aim - rank
        return (False, None) if beyond is not None and aim <= beyond else None
    if score is None:
        return None
    gap = Fraction(score) - aim
    met = gap > 0 if strict else gap >= 0
    if kind is TargetKind.ABOUT:
        unit = Fraction(10) ** int((target.value or Decimal(0)).as_tuple().exponent)
        met = floor(Fraction(score) / unit + Fraction(1, 2)) * unit >= aim
        gap = max(gap, Fraction(0)) if met else gap
    return met, gap


@settings(max_examples=150, deadline=None)
@given(target=targets(), drawn=st.tuples(*(maybe(results(y)) for y in range(YEAR - 2, YEAR + 1))))
def test_a_target_is_judged_alike(target: Target, drawn: tuple[Result | None, ...]) -> None:
    known = [each for each in drawn if each is not None]
    found = replace(Results.of(YEAR, known), own_list=OWN, bands=BANDS)
    standing = standing_of(target, found)
    own = next((each for each in known if each.year == YEAR), None)
    decided = judge(target, known, own) if own and target.year in (None, YEAR) else None
    assert standing.met is (decided[0] if decided else None)
    apart = judge(target, known, known[-1]) if known else None
    gap = None if standing.gap is None else Fraction(standing.gap)
    assert gap == (apart[1] if apart else None)
