"""Targets: what it takes to meet one, and how far a result is from it.

Source: the rules, "Targets". Lower ranks are better. A target met is True, missed False,
undecidable None.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from ddci_tracker.domain.arithmetic import clear_of, median_place
from ddci_tracker.domain.catalog import fold_name
from ddci_tracker.domain.plan import RankList, Result, Target, TargetKind, TargetOf
from ddci_tracker.domain.results import Results


class Measure(StrEnum):
    """What a gap counts."""

    POINTS = "points"
    PLACES = "places"


class BasisKind(StrEnum):
    """What a target is counted from, where its own figures are not enough."""

    BASE = "base"  # an earlier result
    MEDIAN = "median"
    MEAN = "mean"
    BEST = "best"
    BAND = "band"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The figure that a target is counted from: of an earlier year, of the block, of a band."""

    kind: BasisKind
    year: int | None = None
    score: Decimal | None = None
    rank: Decimal | None = None
    out_of: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a target asks for: a score or a rank, and what it was counted from.

    ``rounded``: a score is first rounded to the places of ``at``. ``list``: where a rank counts.
    ``exact``: what decides where ``at`` is only how it is shown.
    """

    measure: Measure
    at: Decimal
    exclusive: bool = False
    rounded: bool = False
    list: RankList | None = None
    basis: Basis | None = None
    exact: Decimal | None = None

    def asks_more_than(self, other: Threshold) -> bool:
        """Whether a result that meets it meets the other too, and not the other way round.

        Both count the same; places of different lists do not compare.
        """
        if self.measure is Measure.PLACES:
            return self.list is other.list and self.at < other.at
        mine, theirs = (each.at if each.exact is None else each.exact for each in (self, other))
        return mine > theirs or (mine == theirs and self.exclusive and not other.exclusive)


@dataclass(frozen=True, slots=True)
class Distance:
    """How a result stands against a target.

    ``gap`` is result minus target for points, target minus rank for places: negative is what
    is still missing, and never where it is met. None where only is known that the rank lies beyond
    the target's.
    ``lists`` are the lengths of two lists that were compared though they differ: from, to.
    """

    met: bool
    gap: Decimal | None
    measure: Measure
    lists: tuple[int, int] | None = None


# Kinds whose own figures are not enough: they count from an earlier result, the block or a band.
COUNTED_FROM = frozenset(
    {
        TargetKind.HOLD_RANK,
        TargetKind.HOLD_SCORE,
        TargetKind.INCREASE,
        TargetKind.VERSUS,
        TargetKind.BAND,
    }
)


def threshold_of(
    target: Target, results: Results, result: Result | None = None
) -> Threshold | None:
    """The score or rank that a target asks for; None where it cannot be decided.

    "hold" and "increase" count from the newest published result before the plan's year or from
    that of the base year which is printed; "versus" from the figures of the block that go with
    ``result``, the newest published one unless another is given.
    """
    match target.kind:
        case TargetKind.ABOVE:
            return _points(target.value, exclusive=True)
        case TargetKind.AT_LEAST | TargetKind.REACH:
            return _points(target.value)
        case TargetKind.ABOUT:
            return _points(target.value, rounded=True)
        case TargetKind.RANGE:
            return _points(target.low)
        case TargetKind.RANK_AT_MOST | TargetKind.TOP_GROUP:
            return _place(target, target.rank)
        case TargetKind.RANK_RANGE:
            ends = [end for end in (target.low, target.high) if end is not None]
            return _place(target, max(ends, default=None))
        case TargetKind.HOLD_RANK if target.rank is not None:
            return _place(target, target.rank)
        case TargetKind.HOLD_RANK | TargetKind.HOLD_SCORE | TargetKind.INCREASE:
            return _from_base(target, results)
        case TargetKind.VERSUS:
            return _versus(target, results, result or results.latest)
        case TargetKind.BAND:
            return _band(target, results)
        case TargetKind.QUALITATIVE:
            return None


def distance(target: Target, results: Results, result: Result | None) -> Distance | None:
    """How a result stands against a target; None where the two cannot be compared."""
    if result is None:
        return None
    threshold = threshold_of(target, results, result)
    if threshold is None:
        return None
    if threshold.measure is Measure.PLACES:
        return _apart_in_places(threshold, results, result)
    if result.score is None:
        return None
    gap = judged = result.score - threshold.at
    if threshold.exact is not None:
        judged = result.score - threshold.exact
        if (judged > 0) - (judged < 0) != (gap > 0) - (gap < 0):
            # What the mark is shown as would say otherwise than what decides.
            places = -int(gap.as_tuple().exponent)
            gap = clear_of(Fraction(judged), (0,), places)
    if threshold.rounded:
        judged = result.score.quantize(threshold.at, ROUND_HALF_UP) - threshold.at
        # A score that is rounded up to the mark is short of nothing.
        gap = judged if gap < 0 <= judged else gap
    return Distance(judged > 0 if threshold.exclusive else judged >= 0, gap, Measure.POINTS)


class Place(NamedTuple):
    """A place in a list, and how long that list is, where that is known."""

    rank: int
    out_of: int | None


def place_in(result: Result, chosen: RankList | None, own: RankList | None) -> Place | None:
    """The place of a result in a list, None for the index's ``own``; None where it is unknown."""
    asked = chosen or own
    for each in result.ranks:
        if each.list is asked:
            return Place(each.rank, each.out_of)
    if result.rank is None or (chosen is not None and chosen is not own):
        return None
    return Place(result.rank, result.out_of)


def _apart_in_places(threshold: Threshold, results: Results, result: Result) -> Distance | None:
    place = place_in(result, threshold.list, results.own_list)
    if place is not None:
        gap = threshold.at - place.rank
        met = gap > 0 if threshold.exclusive else gap >= 0
        return Distance(met, gap, Measure.PLACES, _lists(threshold.basis, place))
    own_list = threshold.list in (None, results.own_list)
    if own_list and result.rank_over is not None and threshold.at <= result.rank_over:
        return Distance(False, None, Measure.PLACES)
    return None


def _lists(basis: Basis | None, place: Place) -> tuple[int, int] | None:
    """The lengths of the list counted from and of this one, where they differ."""
    if basis is None or basis.kind is not BasisKind.BASE:
        return None
    if basis.out_of is None or place.out_of is None or basis.out_of == place.out_of:
        return None
    return basis.out_of, place.out_of


def _points(
    value: Decimal | None,
    *,
    exclusive: bool = False,
    rounded: bool = False,
    basis: Basis | None = None,
) -> Threshold | None:
    if value is None:
        return None
    return Threshold(Measure.POINTS, value, exclusive=exclusive, rounded=rounded, basis=basis)


def _place(
    target: Target,
    rank: int | Decimal | None,
    *,
    exclusive: bool = False,
    basis: Basis | None = None,
) -> Threshold | None:
    if rank is None:
        return None
    at = Decimal(rank)
    return Threshold(Measure.PLACES, at, exclusive=exclusive, list=target.list, basis=basis)


def base_of(target: Target, results: Results) -> Result | None:
    """The result that a target counts from: of the year printed, else the newest before."""
    return results.base if target.base_year is None else results.of_year(target.base_year)


def _from_base(target: Target, results: Results) -> Threshold | None:
    base = base_of(target, results)
    if base is None or (target.kind is TargetKind.INCREASE and target.low is None):
        return None
    more = target.low or Decimal(0)
    if target.kind is TargetKind.HOLD_RANK or target.of is TargetOf.PLACES:
        place = place_in(base, target.list, results.own_list)
        if place is None:
            return None
        basis = Basis(
            kind=BasisKind.BASE, year=base.year, rank=Decimal(place.rank), out_of=place.out_of
        )
        return _place(target, place.rank - more, basis=basis)
    if base.score is None:
        return None
    basis = Basis(kind=BasisKind.BASE, year=base.year, score=base.score)
    if target.of is TargetOf.PERCENT:
        return _points(base.score * (100 + more) / 100, basis=basis)
    return _points(base.score + more, basis=basis)


def _versus(target: Target, results: Results, result: Result | None) -> Threshold | None:
    """Against the block: by its score, or by the median place where only places are known."""
    if result is None or target.of is None:
        return None
    kind = BasisKind(target.of)
    score = {
        BasisKind.MEDIAN: result.median,
        BasisKind.MEAN: result.mean,
        BasisKind.BEST: result.best_score,
    }[kind]
    own_list = target.list in (None, results.own_list)
    if score is not None and result.score is not None and own_list:
        basis = Basis(kind=kind, year=result.year, score=score)
        more = target.margin or Decimal(0)
        exact = results.exact_mean_for(result) if kind is BasisKind.MEAN else None
        return Threshold(
            Measure.POINTS,
            score + more,
            exclusive=target.strict,
            basis=basis,
            exact=None if exact is None else exact + more,
        )
    if kind is not BasisKind.MEDIAN or target.margin is not None:
        return None
    place = place_in(result, target.list, results.own_list)
    out_of = place.out_of if place else result.out_of if own_list else None
    if out_of is None:
        return None
    median = median_place(out_of)
    basis = Basis(kind=kind, year=result.year, rank=median, out_of=out_of)
    return _place(target, median, exclusive=target.strict, basis=basis)


def _band(target: Target, results: Results) -> Threshold | None:
    named = band_name(target.band or "")
    band = next((each for each in results.bands if band_name(each.name) == named), None)
    if band is None:
        return None
    basis = Basis(kind=BasisKind.BAND, score=band.from_score, name=band.name)
    return _points(band.from_score, basis=basis)


_BAND_WORDS = ("nhom ", "xep loai ", "loai ", "muc ", "hang ")


def says_band(printed: str) -> bool:
    """Whether a band is printed with the word for one before it: "loại tốt", not "tốt"."""
    return fold_name(printed).startswith(_BAND_WORDS)


def band_name(printed: str) -> str:
    """A band's name without what goes before it: "xếp loại tốt" and "nhóm Tốt" are one."""
    folded = fold_name(printed)
    for word in _BAND_WORDS:
        folded = folded.removeprefix(word)
    return folded
