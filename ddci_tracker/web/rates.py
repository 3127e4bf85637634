"""How often somebody may ask: so many times a minute, and then as often as time goes by.

Counted in this process alone, for who asks often; who guesses at passwords is held off elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from time import monotonic

_MINUTE = 60.0
# Whoever has been quiet for a minute is forgotten when so many are known.
_REMEMBERED = 1000


class Rate:
    """``per_minute`` may be asked at once by each, and again as they are given back evenly."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._most = float(per_minute)
        self._clock = clock
        # How many each had left, and when that was.
        self._left: dict[str, tuple[float, float]] = {}

    def knows(self, who: str) -> bool:
        """Whether somebody has asked lately."""
        return who in self._left

    def wait(self, who: str) -> int:
        """How many seconds somebody must wait; 0: they may ask, and that is counted."""
        now = self._clock()
        left = self._left_now(who, now)
        if left < 1:
            return max(1, ceil((1 - left) * _MINUTE / self._most))
        if len(self._left) >= _REMEMBERED:
            self._forget(now)
        self._left[who] = (left - 1, now)
        return 0

    def is_spent(self, who: str) -> int:
        """The same without counting anything."""
        left = self._left_now(who, self._clock())
        return 0 if left >= 1 else max(1, ceil((1 - left) * _MINUTE / self._most))

    def _left_now(self, who: str, now: float) -> float:
        left, since = self._left.get(who, (self._most, now))
        return min(self._most, left + (now - since) * self._most / _MINUTE)

    def _forget(self, now: float) -> None:
        quiet = [who for who, (_, since) in self._left.items() if now - since >= _MINUTE]
        for who in quiet:
            del self._left[who]
