"""The thresholds that an office may change: one versioned policy, checked before it is used.

Everything else about lights is in the rules themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise


class BadPolicy(ValueError):
    """A policy that contradicts itself; ``field`` is the one to correct."""

    def __init__(self, field: str) -> None:
        super().__init__(f"policy: {field} is out of order")
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A named band of a score on the 0 to 100 scale: from ``low`` up to the next band."""

    name: str
    low: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Thresholds, with the defaults of the rules.

    ``amber_share`` is how much of an index's maximum a result may be short and still be near
    (0.05: half a point of 10, 5 of 100); ``amber_places`` the same for ranks. Lags are in
    percentage points behind the straight line from start to due. Shares are of a sub-index's
    tasks in play. ``due_soon_days`` is when a report is nearly due.
    """

    amber_share: Decimal = Decimal("0.05")
    amber_places: int = 3
    green_lag: int = 10
    amber_lag: int = 25
    red_share: Decimal = Decimal("0.25")
    amber_task_share: Decimal = Decimal("0.25")
    spoken_share: Decimal = Decimal("0.75")
    green_share: Decimal = Decimal("0.5")
    due_soon_days: int = 3
    bands: tuple[Band, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.green_lag < self.amber_lag <= 100:
            raise BadPolicy("amber_lag")
        for field in (
            "amber_share",
            "red_share",
            "amber_task_share",
            "spoken_share",
            "green_share",
        ):
            if not Decimal(0) < getattr(self, field) <= Decimal(1):
                raise BadPolicy(field)
        if self.amber_places < 0:
            raise BadPolicy("amber_places")
        if self.due_soon_days < 0:
            raise BadPolicy("due_soon_days")
        lows = [band.low for band in self.bands]
        if lows and (lows[0] != 0 or any(a >= b for a, b in pairwise(lows))):
            raise BadPolicy("bands")

    def band_of(self, score: Decimal) -> Band | None:
        """The one band that a score of 0 to 100 falls in; None where no bands are set.

        A band begins at its ``low`` and ends just before the next one's: 79.99 and 80.00 never
        share two bands, and no score falls between them.
        """
        return next((band for band in reversed(self.bands) if score >= band.low), None)
