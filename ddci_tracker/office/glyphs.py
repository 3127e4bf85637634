"""Which characters the bundled faces can show: an archive must not hold one that they cannot.

People type whatever their keyboards have. What no face shows becomes a box, as it would anyway,
rather than keep a whole briefing from being archived.
"""

from __future__ import annotations

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
    faces = (_characters(path) for path in sorted(FONTS.glob("*.ttf")))
    common = frozenset.intersection(*faces)
    return frozenset(each for each in common if unicodedata.category(chr(each)) not in _UNFIT)


def _characters(face: Path) -> frozenset[int]:
    """The code points of a TrueType face."""
    from fontTools.ttLib import TTFont  # only here: it takes long to load

    with TTFont(face, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
