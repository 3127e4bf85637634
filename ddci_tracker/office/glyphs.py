"""Which characters the bundled faces can show: an archive must not hold one that they cannot.

People type whatever their keyboards have. What no face shows becomes a box, as it would anyway,
rather than keep a whole briefing from being archived.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
BOX = "□"
# Marks and invisible signs are left out: a box for them would say more than was typed.
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
# What a face may have and an archive must not: signs that only steer, and those of nobody else.
_UNFIT = frozenset({"Cc", "Cf", "Co"})


def shown(text: str) -> str:
    """A text of characters that every bundled face has, composed where it can be."""
    composed = unicodedata.normalize("NFC", text)
    known = _in_every_face()
    others = {ord(each): _instead(each) for each in set(composed) if ord(each) not in known}
    return composed.translate(others)


def _instead(character: str) -> str:
    if character == "\n":
        return character
    return "" if unicodedata.category(character) in _UNSEEN else BOX


@cache
def _in_every_face() -> frozenset[int]:
    faces = (_characters(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf")))
    common = frozenset.intersection(*faces)
    return frozenset(each for each in common if unicodedata.category(chr(each)) not in _UNFIT)


def _characters(face: bytes) -> frozenset[int]:
    """The code points of a TrueType face: its character map in format 4, of the Unicode BMP."""
    tables = (struct.unpack_from(">4s4xI", face, 12 + 16 * number) for number in range(face[5]))
    start = dict(tables)[b"cmap"]
    (count,) = struct.unpack_from(">H", face, start + 2)
    for number in range(count):
        (offset,) = struct.unpack_from(">4xI", face, start + 4 + 8 * number)
        if struct.unpack_from(">H", face, start + offset) == (4,):
            return _segments(face[start + offset :])
    raise ValueError("a face without a character map in format 4")


def _segments(table: bytes) -> frozenset[int]:
    (twice,) = struct.unpack_from(">H", table, 6)
    row = f">{twice // 2}H"
    ends, starts, deltas, offsets = (
        struct.unpack_from(row, table, place)
        for place in (14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice)
    )
    found = set()
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        place = 16 + 3 * twice + 2 * number + offsets[number]
        for code in range(first, last + 1):
            if offsets[number]:
                (glyph,) = struct.unpack_from(">H", table, place + 2 * (code - first))
                glyph = glyph and (glyph + deltas[number]) & 0xFFFF
            else:
                glyph = (code + deltas[number]) & 0xFFFF
            if glyph:
                found.add(code)
    return frozenset(found)
