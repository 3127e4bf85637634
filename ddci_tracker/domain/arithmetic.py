"""Index arithmetic: what may be computed from scores, and what it may be called.

An official total cannot be rebuilt from its sub-indices in general, since normalisation and
weights are the province's. Everything here is an estimate or derived, and never stored as printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import count

from ddci_tracker.domain.plan import Result

HUNDREDTH = Decimal("0.01")


def mean_estimate(
    scores: Mapping[str, Decimal],
    *,
    sub_index_max: Decimal,
    total_max: Decimal,
    weights: Mapping[str, Decimal] | None = None,
) -> Decimal | None:
    """An index's total as the (weighted) mean of its sub-index scores, scaled to the total.

    With scales of 10 and 100 this is the mean times 10. Two places, half up. None without any
    score or when the weights of the scores given add up to nothing. Always an estimate.
    """
    weight_of = {code: weights.get(code, Decimal(0)) if weights else Decimal(1) for code in scores}
    total_weight = sum(weight_of.values(), Decimal(0))
    if total_weight == 0:
        return None
    mean = sum((scores[code] * weight_of[code] for code in scores), Decimal(0)) / total_weight
    return (mean * total_max / sub_index_max).quantize(HUNDREDTH, ROUND_HALF_UP)


def median_place(out_of: int) -> Decimal:
    """The median place of a list: 13 of 25, 12.5 of 24."""
    return Decimal(out_of + 1) / 2


def in_places(value: Decimal) -> int | Decimal:
    """A rank, or places between two: a whole number, but beside the median of an even list."""
    whole = int(value)
    return whole if whole == value else value


def clear_of(value: Fraction, bounds: Sequence[int], places: int = 0) -> Decimal:
    """A figure to be shown beside bounds, with as few places (``places`` or more) as tell on which
    side of each it stands: 10.4 is not shown as 10 beside a bound of 10, but beside one of 25."""
    sides = [_side(value, bound) for bound in bounds]
    for more in count(places):
        shown = Decimal(round(value * 10**more)).scaleb(-more)
        if [_side(Fraction(shown), bound) for bound in bounds] == sides:
            return shown
    raise AssertionError("a figure that is rounded less and less ends on its own side")


def _side(value: Fraction, bound: int) -> int:
    return (value > bound) - (value < bound)


def median_score(scores: Sequence[Decimal]) -> Decimal | None:
    """The middle score of a list (điểm trung vị); None of an empty one."""
    ordered = sorted(scores)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def derived_score(result: Result, previous: Result | None) -> Decimal | None:
    """A score that was not printed, from the year before plus the printed change.

    None where either is unknown. It is labelled derived wherever it is shown.
    """
    if result.score is not None or result.score_change is None:
        return None
    if previous is None or previous.score is None:
        return None
    return previous.score + result.score_change


def rank_change(result: Result, previous: Result | None) -> int | None:
    """Places gained (positive: up the list), as printed, else from the previous rank.

    Places in lists of different lengths are not subtracted.
    """
    if result.rank_change is not None:
        return result.rank_change
    lists = result.out_of, previous.out_of if previous else None
    if None not in lists and lists[0] != lists[1]:
        return None
    before = result.previous_rank or (previous.rank if previous else None)
    if result.rank is None or before is None:
        return None
    return before - result.rank


def score_change(result: Result, previous: Result | None) -> Decimal | None:
    """Change of score against the year before, as printed, else computed; None if unknown."""
    if result.score_change is not None:
        return result.score_change
    if result.score is None or previous is None or previous.score is None:
        return None
    return result.score - previous.score
