"""The scales of scores, and how they are called: the plan's own before the catalogue's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from ddci_tracker.domain.catalog import Index
from ddci_tracker.domain.plan import Plan, ScoreBand
from ddci_tracker.domain.policy import Policy

# What scores are counted in where the catalogue does not know the index.
_ZERO, _TEN, _HUNDRED = Decimal(0), Decimal(10), Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The least and the most that a score can be.

    ``known`` False: each sub-index of the index has a most of its own, and nobody gives this one;
    ``maximum`` is then only what none of them can be above.
    """

    minimum: Decimal
    maximum: Decimal
    known: bool = True

    @property
    def measures(self) -> Decimal | None:
        """The most by which a shortfall is called near or far; None where it is not known."""
        return self.maximum if self.known else None

    @property
    def step(self) -> Decimal:
        """How far the marks of an axis lie apart: 2 from 0 to 10, 0.2 from 0 to 1, 3 from 1 to 10.

        Of five, four, six or three parts the ones with the fewest decimals.
        """
        span = self.maximum - self.minimum
        return min((_short(span / parts) for parts in (5, 4, 6, 3)), key=_places)

    def ticks(self, low: Decimal | None = None) -> tuple[Decimal, ...]:
        """The marks of an axis, from ``low`` (one of them) or from the least score."""
        step, start = self.step, self.minimum if low is None else low
        count = int((self.maximum - start) / step)
        places = Decimal(1).scaleb(-max(_places(step), _places(_short(start))))
        return tuple((start + number * step).quantize(places) for number in range(count + 1))

    def share(self, score: Decimal) -> float:
        """Where a score lies on the scale, from 0 at its least to 1 at its most."""
        part = (score - self.minimum) / (self.maximum - self.minimum)
        return float(min(max(part, Decimal(0)), Decimal(1)))


def _short(number: Decimal) -> Decimal:
    """A number without the zeros behind its last decimal."""
    return number.quantize(Decimal("0.0001")).normalize()


def _places(number: Decimal) -> int:
    return max(-int(number.as_tuple().exponent), 0)


def total_scale(plan: Plan, index: Index | None, code: str) -> Scale:
    """The scale of a whole index: the plan's own where it prints one, else the catalogue's."""
    printed = plan.overall_of(code)
    minimum = index.total_min if index else _ZERO
    maximum = index.total_max if index else _HUNDRED
    return Scale(
        minimum=minimum if printed.minimum is None else printed.minimum,
        maximum=maximum if printed.maximum is None else printed.maximum,
    )


def sub_index_scale(plan: Plan, index: Index | None, of: str, code: str) -> Scale:
    """The scale of a sub-index ``code`` of the index ``of``.

    The plan's own where it prints one, else that of the sub-index in the catalogue, else that of
    all sub-indices of its index.
    """
    printed = plan.sub_index_of(of, code)
    minimum, maximum = (printed.minimum, printed.maximum) if printed else (None, None)
    if maximum is None:
        maximum = _known_maximum(plan, index, code)
    if minimum is None:
        minimum = index.sub_index_min if index else _ZERO
    if maximum is None and index is not None:
        known = index.total_by_mean
        return Scale(minimum=minimum, maximum=index.sub_index_max, known=known)
    return Scale(minimum=minimum, maximum=_TEN if maximum is None else maximum)


def _known_maximum(plan: Plan, index: Index | None, code: str) -> Decimal | None:
    """The most of one sub-index, where the catalogue gives it one of its own."""
    chosen = index and index.set_for(plan.year, plan.agency.province, plan.agency.block)
    maxima = {each.code: each.maximum for each in (chosen.sub_indices if chosen else ())}
    return maxima.get(code)


def has_own_maxima(plan: Plan, index: Index, codes: Collection[str]) -> bool:
    """Whether some of these sub-indices cannot score as much as their index says of all."""
    return any(
        sub_index_scale(plan, index, index.code, code).maximum != index.sub_index_max
        for code in codes
    )


def bands_of(plan: Plan, index: Index | None, code: str, policy: Policy) -> tuple[ScoreBand, ...]:
    """The bands of a whole index: the plan's own, else the Office's, else the catalogue's."""
    printed = plan.overall_of(code).bands
    if printed:
        return printed
    if policy.bands:
        return tuple(ScoreBand(name=each.name, from_score=each.low) for each in policy.bands)
    return index.bands_for(plan.year, plan.agency.block) if index else ()


def is_measured(plan: Plan, index: Index | None, code: str, year: int) -> bool:
    """Whether an index has a sub-index of a plan in a year; it always has the plan's own ones."""
    if index is None or any(
        (each.index, each.code) == (index.code, code) for each in plan.own_sub_indices
    ):
        return True
    return index.measures(code, year, plan.agency.province, plan.agency.block)


def stand_for_total(plan: Plan, index: Index, codes: Collection[str], year: int) -> bool:
    """Whether the mean of these sub-indices says something of the total, as an estimate.

    Not that of some of them; nor of an index whose sub-indices each have a most of their own.
    """
    if not index.total_by_mean or has_own_maxima(plan, index, codes):
        return False
    known = index.set_for(year, plan.agency.province, plan.agency.block)
    own = any(each.index == index.code for each in plan.own_sub_indices)
    return own or known is None or all(each.code in codes for each in known.sub_indices)
