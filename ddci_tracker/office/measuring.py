"""How much room a text takes, so that slides are filled and never run over, and rules fit.

In Arial, and in Times New Roman where the ``serif`` of a paper is asked for.

The widths are those of the letters, a little on the safe side; office programs break lines by
themselves and may do it slightly differently. Not here: what is written, and where.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from ddci_tracker.office.glyphs import FONTS

POINTS_PER_INCH = 72
LINE_HEIGHT = 1.2  # of the size of the letters
_SAFETY = 1.02

# Letters as wide as those of Arial and Times New Roman, which may not be passed on.
_SANS, _SERIF = Path(__file__).parent / "metrics" / "Arimo", FONTS / "Tinos"
_WIDEST = 1000
_LONG_WORD = 18  # letters
_NARROW = 1.7  # letters of a usual text in the room of a wide one
_BLANKS = re.compile("[ \t\n\r]+")  # where a line may break


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line, in inches, with letters of ``size`` points."""
    return _thousandths(text, bold) * _inches(size)


def longest_line(text: str, room: float, size: float, *, bold: bool = False) -> float:
    """The width in inches of the longest of the lines that a text takes in Times New Roman."""
    broken = _broken(text, room, size, bold, serif=True)
    return max(_thousandths(line, bold, serif=True) for line in broken) * _inches(size)


def _inches(size: float) -> float:
    """How wide a thousandth of the size is."""
    return size / 1000 / POINTS_PER_INCH * _SAFETY


@lru_cache(maxsize=8192)
def _thousandths(text: str, bold: bool, serif: bool = False) -> int:
    composed = unicodedata.normalize("NFC", text)
    return sum(_advance(character, bold, serif) for character in composed)


def _advance(character: str, bold: bool, serif: bool = False) -> int:
    if unicodedata.combining(character):
        return 0
    return _advances(bold, serif).get(ord(character), _WIDEST)


@cache
def _advances(bold: bool, serif: bool) -> Mapping[int, int]:
    """How wide every character is, in thousandths of the size."""
    from fontTools.ttLib import TTFont  # only here: it takes long to load

    family = _SERIF if serif else _SANS
    file = family.with_name(f"{family.name}-{'Bold' if bold else 'Regular'}.ttf")
    with TTFont(file, lazy=True) as face:
        advances, units = face["hmtx"].metrics, face["head"].unitsPerEm
        return {
            code: round(advances[glyph][0] * 1000 / units)
            for code, glyph in face.getBestCmap().items()
        }


def lines(text: str, room: float, size: float, *, bold: bool = False, serif: bool = False) -> int:
    """How many lines a text takes in ``room`` inches; at least one, also for an empty text."""
    return len(_broken(text, room, size, bold, serif))


def rough_lines(text: str, room: float, size: float) -> int:
    """At most how many lines a text takes, told from its length alone: for very long ones.

    Long words are taken for wide letters, since nobody knows what they are made of.
    """
    if room <= 0:
        return len(text)
    wide = max(room * POINTS_PER_INCH / size, 1)
    in_long = sum(len(word) for word in text.split() if len(word) >= _LONG_WORD)
    return 1 + int((len(text) - in_long) / (wide * _NARROW)) + int(in_long / wide)


def height(count: int, size: float) -> float:
    """The height of so many lines, in inches."""
    return count * size * LINE_HEIGHT / POINTS_PER_INCH


def cut(
    text: str, room: float, size: float, most: int, *, bold: bool = False, serif: bool = False
) -> str:
    """A text that takes at most so many lines, with an ellipsis where it was longer."""
    broken = _broken(text, room, size, bold, serif)
    if len(broken) <= most:
        return text
    kept = " ".join(broken[:most])
    while lines(f"{kept}…", room, size, bold=bold, serif=serif) > most:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,;:.')}…"


def _broken(text: str, room: float, size: float, bold: bool, serif: bool = False) -> list[str]:
    most = room / _inches(size)
    space = _advance(" ", bold, serif)
    broken, used = [""], 0
    for word in _BLANKS.split(text):
        wide = _thousandths(word, bold, serif)
        if broken[-1] and used + space + wide <= most:
            broken[-1] = f"{broken[-1]} {word}"
            used += space + wide
            continue
        pieces = [word] if wide <= most else _pieces(word, most, bold, serif)
        broken = broken + pieces if broken[-1] else pieces
        used = _thousandths(pieces[-1], bold, serif)
    return broken


def _pieces(word: str, most: float, bold: bool, serif: bool) -> list[str]:
    """The pieces of a word that is wider than a line."""
    pieces, used = [""], 0
    for character in word:
        used += _advance(character, bold, serif)
        if pieces[-1] and used > most:
            pieces.append("")
            used = _advance(character, bold, serif)
        pieces[-1] += character
    return pieces
