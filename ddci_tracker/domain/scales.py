"""The scales of scores, and how they are called: the plan's own before the catalogue's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ddci_tracker.domain.catalog import Index
from ddci_tracker.domain.plan import Plan, ScoreBand
from ddci_tracker.domain.policy import Policy

# What scores are counted in where the catalogue does not know the index.
_ZERO, _TEN, _HUNDRED = Decimal(0), Decimal(10), Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The least and the most that a score can be."""

    minimum: Decimal
    maximum: Decimal


def total_scale(plan: Plan, index: Index | None, code: str) -> Scale:
    """The scale of a whole index: the plan's own where it prints one, else the catalogue's."""
    printed = plan.overall_of(code)
    minimum = index.total_min if index else _ZERO
    maximum = index.total_max if index else _HUNDRED
    return Scale(
        minimum=minimum if printed.minimum is None else printed.minimum,
        maximum=maximum if printed.maximum is None else printed.maximum,
    )


def sub_index_scale(index: Index | None) -> Scale:
    """The scale of an index's parts."""
    if index is None:
        return Scale(minimum=_ZERO, maximum=_TEN)
    return Scale(minimum=index.sub_index_min, maximum=index.sub_index_max)


def bands_of(plan: Plan, index: Index | None, code: str, policy: Policy) -> tuple[ScoreBand, ...]:
    """The bands of a whole index: the plan's own, else the Office's, else the catalogue's."""
    printed = plan.overall_of(code).bands
    if printed:
        return printed
    if policy.bands:
        return tuple(ScoreBand(name=each.name, from_score=each.low) for each in policy.bands)
    return index.bands_for(plan.year, plan.agency.block) if index else ()
