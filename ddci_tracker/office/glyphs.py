"""Which characters the bundled faces can show: an archive must not hold one that they cannot.

People type whatever their keyboards have. What no face shows becomes a box, as it would anyway,
rather than keep a whole briefing from being archived.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from ddci_tracker.domain.texts import without_unseen

FONTS = Path(__file__).parent / "fonts"
_FURTHER = FONTS / "further"  # for letters and signs that the face of papers lacks
BOX = "□"
# Marks and invisible signs are left out: a box for them would say more than was typed.
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
# What a face may have and an archive must not: signs that only steer, and those of nobody else.
_UNFIT = frozenset({"Cc", "Cf", "Co"})


def shown(text: str) -> str:
    """A text of characters that the bundled faces have, composed where it can be."""
    composed = unicodedata.normalize("NFC", without_unseen(text))
    known = _known()
    others = {ord(each): _instead(each) for each in set(composed) if ord(each) not in known}
    return composed.translate(others)


def _instead(character: str) -> str:
    if character == "\n":
        return character
    return "" if unicodedata.category(character) in _UNSEEN else BOX


@cache
def _known() -> frozenset[int]:
    """What every cut of the face of papers has, or a further face."""
    common = frozenset.intersection(*map(_characters, sorted(FONTS.glob("*.ttf"))))
    known = common.union(*map(_characters, sorted(_FURTHER.glob("*.ttf"))))
    return frozenset(each for each in known if unicodedata.category(chr(each)) not in _UNFIT)


def _characters(face: Path) -> frozenset[int]:
    """The code points of a TrueType face."""
    from fontTools.ttLib import TTFont  # only here: it takes long to load

    with TTFont(face, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
