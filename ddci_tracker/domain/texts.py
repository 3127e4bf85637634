"""Text in one form, whoever typed it and wherever it was copied from.

Letters are composed, every kind of space is a plain one, the line and page breaks of a word
processor are line breaks, and what nobody can see is left out: so that two texts that look alike
are alike, and one that looks blank is blank. Which of two spellings is right ("hoà", "hòa") is
the writer's choice and stays. Here too: how long a text may be, on every way in.
"""

from __future__ import annotations

import re
import unicodedata

# A name or a title; a paragraph or a page. What a report opens with is a paragraph on one line.
LONGEST_LINE = 500
LONGEST_PARAGRAPH = 1500
LONGEST_PROSE = 4000
# While it is typed a text may be longer, so that it can be shortened; and the longest table of a
# block that is pasted fits. Nothing beyond is kept of it, in no draft and no browser.
LONGEST_TYPED = 50_000
_PARAGRAPH = frozenset({"opening"})
# The fields that hold prose; every other one is a line.
_PROSE = frozenset({"text", "note", "about", "difficulty", "recovery", "basis", "returned"})

_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
# Letters and marks that show nothing although Unicode counts them among those that do.
_UNSEEN = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0}
    | set(range(0x180B, 0x1810))
    | set(range(0xFE00, 0xFE10))
    | set(range(0xFFF0, 0xFFF9))
    | set(range(0xE0000, 0xE1000))
)
# What keyboards of East Asia and printers make of the digits and signs of numbers and days.
_FIGURES = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\uff0d", "-"),
        **{"\uff0c": ",", "\uff0e": ".", "\uff05": "%", "\uff0b": "+", "\uff0f": "/"},
    }
)
_EMPTY_BRAILLE = 0x2800  # looks like a space
_BLANKS = frozenset({ord("\t"), _EMPTY_BRAILLE})
_SPACES = re.compile(r" +")


class _Plain(dict[int, str | None]):
    """What becomes of each character, for ``str.translate``; None leaves it out."""

    def __missing__(self, code: int) -> str | None:
        self[code] = found = _plain(code)
        return found


def _plain(code: int) -> str | None:
    character = chr(code)
    if character == "\n" or character in _BREAKS:
        return "\n"
    if code in _BLANKS or unicodedata.category(character) == "Zs":
        return " "
    return None if _is_unseen(character) or is_broken(character) else character


def _is_unseen(character: str) -> bool:
    return ord(character) in _UNSEEN or unicodedata.category(character) == "Cf"


_PLAIN = _Plain()


class _Seen(dict[int, str | None]):
    """What becomes of each character that may be unseen; None leaves it out."""

    def __missing__(self, code: int) -> str | None:
        self[code] = found = None if _is_unseen(chr(code)) else chr(code)
        return found


_SEEN = _Seen()
_PRINTABLE_UNSEEN = frozenset(map(chr, _UNSEEN | {_EMPTY_BRAILLE}))


def _is_plain(text: str) -> bool:
    """Whether no character becomes another one, found without asking for each."""
    return text.isprintable() and _PRINTABLE_UNSEEN.isdisjoint(text)


def without_unseen(text: str) -> str:
    """A text without what nobody can see; spaces and breaks stay as they are."""
    # Papers ask this of each long text many times; hardly any has anything to leave out.
    return text if text.isascii() or _is_plain(text) else text.translate(_SEEN)


def is_broken(character: str) -> bool:
    """Whether a character stands in no text: a control character, half a pair, a non-character."""
    code = ord(character)
    nothing = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return nothing or unicodedata.category(character) in ("Cc", "Cs")


def prose(text: str) -> str:
    """A text of one or more lines in the one form, without blanks around it."""
    if _is_plain(text):
        return unicodedata.normalize("NFC", text).strip()
    plain = text.replace("\r\n", "\n").translate(_PLAIN)
    return unicodedata.normalize("NFC", plain).strip()


def line(text: str) -> str:
    """A text of one line in the one form: a break in it becomes a space."""
    plain = prose(text)
    return _SPACES.sub(" ", plain.replace("\n", " ")) if "\n" in plain else plain


def figures(text: str) -> str:
    """A number, a day or a period as typed, with the digits and signs that are read everywhere.

    Wide digits and dashes alone: raised ones and those of other scripts stay, and are no number.
    """
    return line(text).translate(_FIGURES)


def says_something(text: str) -> bool:
    """Whether a text has a letter or a digit: a stop or an accent alone is no reason for anything.

    What is typed for the eye of a form says as little as what nobody can see.
    """
    return any(map(str.isalnum, line(text)))


def is_prose(field: str) -> bool:
    """Whether a field of this name may have several lines."""
    return field in _PROSE


def in_form(text: str, field: str) -> str:
    """The text of a field in the one form."""
    return prose(text) if is_prose(field) else line(text)


def longest(field: str) -> int:
    """How many characters a field of this name may have."""
    if is_prose(field):
        return LONGEST_PROSE
    return LONGEST_PARAGRAPH if field in _PARAGRAPH else LONGEST_LINE


def beginning(text: str) -> str:
    """As much of a text as is kept while it is typed."""
    return text[:LONGEST_TYPED]


def shortened(text: str, most: int = LONGEST_PROSE) -> str:
    """A text as it can be shown: what was kept before there was a limit is cut off with "…"."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
