"""How the lights look in office files: a shape, a word and a colour, the same in all of them.

Colours are those of the screens by day, as RRGGBB. Every shape is in every common font, so that a
light can stand in the text of a cell; the word always stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ddci_tracker.domain.lights import Colour

INK, SECOND, LINE, HAIR = "182026", "48535C", "CDD3D8", "E4E8EB"
BAR, ACCENT, ACCENT_WASH, PAPER = "74828F", "1D5A96", "E8F0F8", "FFFFFF"

SHAPES: Mapping[Colour | None, str] = MappingProxyType(
    {
        Colour.GREEN: "●",
        Colour.AMBER: "▲",
        Colour.RED: "■",
        Colour.GREY: "○",
        None: "–",
    }
)

# Of the shape itself.
FILLS: Mapping[Colour | None, str] = MappingProxyType(
    {
        Colour.GREEN: "007A5E",
        Colour.AMBER: "F4B223",
        Colour.RED: "C62B1F",
        Colour.GREY: "5F6B76",
        None: "5F6B76",
    }
)

# Of words on white, and of the edge of a shape.
TONES: Mapping[Colour | None, str] = MappingProxyType(
    {
        Colour.GREEN: "00634C",
        Colour.AMBER: "7A4E00",
        Colour.RED: "AB2116",
        Colour.GREY: "4C5760",
        None: "4C5760",
    }
)

# Of the ground that a word in its tone stands on.
WASHES: Mapping[Colour | None, str] = MappingProxyType(
    {
        Colour.GREEN: "E2F2EC",
        Colour.AMBER: "FFF2D2",
        Colour.RED: "FCE7E4",
        Colour.GREY: "EEF1F3",
        None: "FFFFFF",
    }
)
