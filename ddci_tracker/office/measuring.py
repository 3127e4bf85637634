"""How much room a text takes in Arial, so that slides are filled and never run over.

An estimate from the widths of the letters, a little on the safe side; office programs break lines
by themselves and may do it slightly differently. Not here: what is written, and where.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

POINTS_PER_INCH = 72
LINE_HEIGHT = 1.2  # of the size of the letters
_SAFETY = 1.02

# Widths of the characters from the space to the tilde, in thousandths of the size.
_FIRST = " "
_REGULAR = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556),
    *(556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722),
    *(722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722),
    *(667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556),
    *(556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500),
    *(500, 334, 260, 334, 584),
)
_BOLD = (
    *(278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556),
    *(556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722),
    *(722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722),
    *(667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611),
    *(611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556),
    *(500, 389, 280, 389, 584),
)
_OTHERS = {
    **{"đ": 611, "Đ": 722, "ư": 724, "Ư": 854, "ơ": 711, "Ơ": 857},
    **{"–": 556, "“": 500, "”": 500, "·": 333, "−": 584, "≥": 549, "\u00a0": 278},
    **{"■": 604, "▲": 990, "●": 604, "○": 604},
}
_WIDEST = 1000
_BLANKS = re.compile("[ \t\n\r]+")  # where a line may break


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line, in inches, with letters of ``size`` points."""
    return _thousandths(text, bold) * _inches(size)


def _inches(size: float) -> float:
    """How wide a thousandth of the size is."""
    return size / 1000 / POINTS_PER_INCH * _SAFETY


@lru_cache(maxsize=8192)
def _thousandths(text: str, bold: bool) -> int:
    return sum(_advance(character, bold) for character in text)


@lru_cache(maxsize=1024)
def _advance(character: str, bold: bool) -> int:
    if character in _OTHERS:
        return _OTHERS[character]
    decomposed = unicodedata.normalize("NFD", character)
    # A letter is as wide as it is without its marks, but for those that have a horn.
    base = unicodedata.normalize("NFC", decomposed[0] + "\u031b" * ("\u031b" in decomposed))
    if base in _OTHERS:
        return _OTHERS[base]
    place = ord(base) - ord(_FIRST)
    known = _BOLD if bold else _REGULAR
    return known[place] if 0 <= place < len(known) else _WIDEST


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in ``room`` inches; at least one, also for an empty text."""
    return len(_broken(text, room, size, bold))


def height(count: int, size: float) -> float:
    """The height of so many lines, in inches."""
    return count * size * LINE_HEIGHT / POINTS_PER_INCH


def cut(text: str, room: float, size: float, most: int, *, bold: bool = False) -> str:
    """A text that takes at most so many lines, with an ellipsis where it was longer."""
    broken = _broken(text, room, size, bold)
    if len(broken) <= most:
        return text
    kept = " ".join(broken[:most])
    while lines(f"{kept}…", room, size, bold=bold) > most:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,;:.')}…"


def _broken(text: str, room: float, size: float, bold: bool) -> list[str]:
    most = room / _inches(size)
    space = _advance(" ", bold)
    broken, used = [""], 0
    for word in _BLANKS.split(text):
        wide = _thousandths(word, bold)
        if broken[-1] and used + space + wide <= most:
            broken[-1] = f"{broken[-1]} {word}"
            used += space + wide
            continue
        pieces = [word] if wide <= most else _pieces(word, most, bold)
        broken = broken + pieces if broken[-1] else pieces
        used = _thousandths(pieces[-1], bold)
    return broken


def _pieces(word: str, most: float, bold: bool) -> list[str]:
    """The pieces of a word that is wider than a line."""
    pieces, used = [""], 0
    for character in word:
        used += _advance(character, bold)
        if pieces[-1] and used > most:
            pieces.append("")
            used = _advance(character, bold)
        pieces[-1] += character
    return pieces
