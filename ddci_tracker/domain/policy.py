"""The thresholds that an agency may change: a versioned policy, checked before it is used.

Everything else about lights is in the rules themselves. What is written here is what holds for an
agency that has set none of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise


class PolicyFlaw(StrEnum):
    """What is wrong with a threshold."""

    SHARE = "share"  # not above nothing and up to all
    PLACES = "places"
    DAYS = "days"
    LAG = "lag"
    LAG_ORDER = "lag_order"  # amber ends before green does
    BANDS_START = "bands_start"  # scores below the lowest band would have none
    BANDS_ORDER = "bands_order"  # two bands would share a score, or one would have none
    BANDS_END = "bands_end"
    BANDS_NAMES = "bands_names"


class BadPolicy(ValueError):
    """A policy that contradicts itself; ``field`` is the one to correct."""

    def __init__(self, field: str, flaw: PolicyFlaw) -> None:
        super().__init__(f"policy: {field} is out of order: {flaw}")
        self.field = field
        self.flaw = flaw


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A named band of a score on the 0 to 100 scale: from ``low`` up to the next band."""

    name: str
    low: Decimal


# No list of places, and no year of days, is longer; a score ends at 100.
MOST_PLACES, MOST_DAYS, HIGHEST_BAND = 999, 366, Decimal(100)

SHARES = ("amber_share", "red_share", "amber_task_share", "spoken_share", "green_share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Thresholds, with the defaults of the rules.

    ``amber_share`` is how much of an index's maximum a result may be short and still be near
    (0.05: half a point of 10, 5 of 100); ``amber_places`` the same for ranks. Lags are in
    percentage points behind the straight line from start to due. Shares are of a sub-index's
    tasks in play. ``due_soon_days`` is when a report is nearly due. Without ``bands`` those of
    the catalogue hold.
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
        for field in SHARES:
            if not Decimal(0) < getattr(self, field) <= Decimal(1):
                raise BadPolicy(field, PolicyFlaw.SHARE)
        if not 0 <= self.amber_places <= MOST_PLACES:
            raise BadPolicy("amber_places", PolicyFlaw.PLACES)
        if not 0 <= self.due_soon_days <= MOST_DAYS:
            raise BadPolicy("due_soon_days", PolicyFlaw.DAYS)
        for field in ("green_lag", "amber_lag"):
            if not 0 <= getattr(self, field) <= 100:
                raise BadPolicy(field, PolicyFlaw.LAG)
        if self.green_lag >= self.amber_lag:
            raise BadPolicy("amber_lag", PolicyFlaw.LAG_ORDER)
        self._check_bands()

    def _check_bands(self) -> None:
        lows = [band.low for band in self.bands]
        names = {band.name.strip().casefold() for band in self.bands}
        if lows and lows[0] != 0:
            raise BadPolicy("bands", PolicyFlaw.BANDS_START)
        if any(a >= b for a, b in pairwise(lows)):
            raise BadPolicy("bands", PolicyFlaw.BANDS_ORDER)
        if lows and lows[-1] > HIGHEST_BAND:
            raise BadPolicy("bands", PolicyFlaw.BANDS_END)
        if "" in names or len(names) < len(lows):
            raise BadPolicy("bands", PolicyFlaw.BANDS_NAMES)

    def band_of(self, score: Decimal) -> Band | None:
        """The one band that a score of 0 to 100 falls in; None where no bands are set.

        A band begins at its ``low`` and ends just before the next one's: 79.99 and 80.00 never
        share two bands, and no score falls between them.
        """
        return next((band for band in reversed(self.bands) if score >= band.low), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedPolicy:
    """Thresholds as an agency set them, and what that rests on (None: nobody was asked then)."""

    policy: Policy
    basis: str | None = None
