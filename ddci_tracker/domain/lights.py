"""The four lights and how they are ordered. Two kinds per sub-index, never merged into one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.reasons import Reason


class Colour(StrEnum):
    """Green, amber, red in the order of "worse"; grey stands outside: nothing is known."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"

    @property
    def severity(self) -> int:
        """0 grey, 1 green, 2 amber, 3 red."""
        return {"grey": 0, "green": 1, "amber": 2, "red": 3}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """A light with its reason. ``colour`` None is no light at all (a quarter not begun, a task
    that does not arise).

    ``carried`` names the earlier quarter on whose word it rests. ``estimated`` marks a result
    light that an estimate coloured. ``spoken`` tells whether a word still holds. ``days`` are
    days overdue where the reason counts some.
    """

    colour: Colour | None
    reason: Reason
    carried: Period | None = None
    estimated: bool = False
    spoken: bool = False
    days: int | None = None


def worst(lights: Iterable[Light]) -> Light | None:
    """The worst light, the first of equals; None of none."""
    return max(
        lights,
        key=lambda light: light.colour.severity if light.colour else -1,
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LightCounts:
    """How many lights of each colour; ``none`` counts those that are out of play."""

    green: int = 0
    amber: int = 0
    red: int = 0
    grey: int = 0
    none: int = 0

    @classmethod
    def of(cls, lights: Iterable[Light]) -> LightCounts:
        """Count lights by colour."""
        colours = [light.colour for light in lights]
        return cls(
            green=colours.count(Colour.GREEN),
            amber=colours.count(Colour.AMBER),
            red=colours.count(Colour.RED),
            grey=colours.count(Colour.GREY),
            none=colours.count(None),
        )

    @property
    def in_play(self) -> int:
        """Lights that count in a denominator."""
        return self.green + self.amber + self.red + self.grey
