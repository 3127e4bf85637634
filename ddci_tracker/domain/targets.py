"""Targets: what it takes to meet one, and how far a result is from it.

Source: the rules, "Targets". Lower ranks are better. A target met is True, missed False,
undecidable None.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ddci_tracker.domain.plan import IncreaseOf, Result, Target, TargetKind


class Measure(StrEnum):
    """What a gap counts."""

    POINTS = "points"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a target asks for once the base year is known: a score or a rank."""

    measure: Measure
    at: Decimal
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Distance:
    """How a result stands against a target.

    ``gap`` is result minus target for points, target minus rank for places: negative is what
    is still missing.
    """

    met: bool
    gap: Decimal
    measure: Measure


def threshold_of(target: Target, base: Result | None) -> Threshold | None:
    """The score or rank that a target asks for; None where it cannot be decided.

    ``base`` is the newest published result before the plan's year, which "hold" and
    "increase" targets refer to.
    """
    match target.kind:
        case TargetKind.ABOVE:
            return _points(target.value, exclusive=True)
        case TargetKind.AT_LEAST | TargetKind.REACH:
            return _points(target.value)
        case TargetKind.RANGE:
            return _points(target.low)
        case TargetKind.RANK_AT_MOST | TargetKind.TOP_GROUP:
            return _place(target.rank)
        case TargetKind.RANK_RANGE:
            ends = [end for end in (target.low, target.high) if end is not None]
            return Threshold(Measure.PLACES, max(ends)) if ends else None
        case TargetKind.HOLD_RANK:
            return _place(target.rank or (base.rank if base else None))
        case TargetKind.INCREASE:
            return _increase(target, base)
        case TargetKind.QUALITATIVE:
            return None


def distance(target: Target, result: Result | None, base: Result | None) -> Distance | None:
    """How a result stands against a target; None where the two cannot be compared."""
    threshold = threshold_of(target, base)
    if threshold is None or result is None:
        return None
    if threshold.measure is Measure.PLACES:
        if result.rank is None:
            return None
        gap = threshold.at - result.rank
        return Distance(gap >= 0, gap, Measure.PLACES)
    if result.score is None:
        return None
    gap = result.score - threshold.at
    return Distance(gap > 0 if threshold.exclusive else gap >= 0, gap, Measure.POINTS)


def _points(value: Decimal | None, *, exclusive: bool = False) -> Threshold | None:
    return None if value is None else Threshold(Measure.POINTS, value, exclusive)


def _place(rank: int | None) -> Threshold | None:
    return None if rank is None else Threshold(Measure.PLACES, Decimal(rank))


def _increase(target: Target, base: Result | None) -> Threshold | None:
    if base is None or target.low is None:
        return None
    if target.of is IncreaseOf.PLACES:
        return None if base.rank is None else Threshold(Measure.PLACES, base.rank - target.low)
    return None if base.score is None else Threshold(Measure.POINTS, base.score + target.low)
