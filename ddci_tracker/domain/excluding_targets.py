"""Which targets of one thing exclude each other: no result could be what both of them print.

Of "top 5" and "top 10" the one implies the other, as "trên 7" does "từ 6": nothing is asked of
those. What is met, and by what, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from ddci_tracker.domain.plan import Target, TargetKind, TargetOf
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.targets import Measure, Threshold, base_of, threshold_of

_NO_END = Decimal("Infinity")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """The scores or places that a target prints; ``above``, ``below``: without that end itself."""

    low: Decimal
    high: Decimal = _NO_END
    above: bool = False
    below: bool = False


def excluding_targets(
    targets: Iterable[Target], results: Results
) -> Iterator[tuple[Target, Target]]:
    """The pairs of targets of a sub-index, or of a whole index, of which only one can be meant."""
    asked = [
        (target, threshold, span)
        for target in targets
        if (threshold := threshold_of(target, results)) is not None
        if (span := _span_of(target, threshold, results)) is not None
    ]
    for (one, first, span), (other, second, another) in combinations(asked, 2):
        if (
            first.measure is second.measure
            and (one.list or results.own_list) is (other.list or results.own_list)
            and _of_one_year(one, other)
            and (_ends_before(span, another) or _ends_before(another, span))
        ):
            yield one, other


def _of_one_year(one: Target, other: Target) -> bool:
    """Whether a year exists in which both hold and both count from the same.

    What is counted from an earlier result is known of the year looked at alone.
    """
    if one.year == other.year:
        return True
    fixed = all(each.kind not in _FROM_A_RESULT for each in (one, other))
    return fixed and None in (one.year, other.year)


_FROM_A_RESULT = frozenset({TargetKind.HOLD_RANK, TargetKind.HOLD_SCORE, TargetKind.INCREASE})


def _ends_before(one: _Span, other: _Span) -> bool:
    """Whether all of a span lies before another."""
    return one.high < other.low or (one.high == other.low and (one.below or other.above))


def _span_of(target: Target, asked: Threshold, results: Results) -> _Span | None:
    """What a target prints; None where nobody knows before its year has ended."""
    match target.kind:
        case TargetKind.VERSUS | TargetKind.QUALITATIVE:
            return None
        case TargetKind.ABOUT:
            half = Decimal(5).scaleb(int(asked.at.as_tuple().exponent) - 1)
            return _Span(low=asked.at - half, high=asked.at + half, below=True)
        case TargetKind.BAND:
            return _band_span(asked, results)
        case TargetKind.INCREASE if asked.measure is Measure.PLACES:
            return _Span(low=_best_place(target, asked), high=asked.at)
        case TargetKind.RANK_RANGE:
            return _Span(low=min(target.low or asked.at, asked.at), high=asked.at)
    if asked.measure is Measure.PLACES:
        return _Span(low=Decimal(1), high=asked.at)
    return _Span(low=asked.at, high=_most(target, results), above=asked.exclusive)


def _best_place(target: Target, asked: Threshold) -> Decimal:
    """The best place that a rise means: tăng 2–3 bậc ends with 3."""
    if target.high is None or target.low is None:
        return Decimal(1)
    return asked.at - (target.high - target.low)


def _most(target: Target, results: Results) -> Decimal:
    """The highest score that a range or a rise means; without an end for every other target."""
    if target.high is None:
        return _NO_END
    if target.kind is TargetKind.RANGE:
        return target.high
    base = base_of(target, results)
    if target.kind is not TargetKind.INCREASE or base is None or base.score is None:
        return _NO_END
    return base.score + _rise(target, target.high, base.score)


def _rise(target: Target, by: Decimal, score: Decimal) -> Decimal:
    return score * by / 100 if target.of is TargetOf.PERCENT else by


def _band_span(asked: Threshold, results: Results) -> _Span:
    """A band ends where the next one begins."""
    later = (each.from_score for each in results.bands if each.from_score > asked.at)
    return _Span(low=asked.at, high=min(later, default=_NO_END), below=True)
