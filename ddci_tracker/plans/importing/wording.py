"""Printed Vietnamese in the form in which the rules read it: mended, and without its marks."""

from __future__ import annotations

import re
import unicodedata

# Letters that fonts without Unicode leave behind.
_MENDED = str.maketrans(
    {"ƣ": "ư", "Ƣ": "Ư", "ð": "đ", "Ð": "Đ", "Ƕ": "ỳ", "\uf0b7": "-", "\uf02d": "-"}
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"})
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}")
# A footnote's digit that was glued to a word: "giao1". A code such as "QĐ2" is no such word.
_GLUED = re.compile(r"(?<=[a-zà-ỹđ])[1-9]\d?(?=[\s,.;:)]|$)")
_SPACES = re.compile(r"\s+")
# A word broken by a blank that stands before its mark of punctuation.
_BEFORE_MARK = re.compile(r"\s+(?=[,;:.](?:\s|$))")


def mended(text: str) -> str:
    """A line as its writer meant it, as far as letters and blanks go."""
    plain = _EMPHASIS.sub("", unicodedata.normalize("NFC", text).translate(_MENDED))
    plain = _BEFORE_MARK.sub("", _SPACES.sub(" ", plain.replace("…", "...")))
    return _GLUED.sub("", plain).strip()


def folded(text: str) -> str:
    """A text without case and marks, letter for letter: places in it are those of the text."""
    return "".join(map(_folded, text.translate(_QUOTES)))


def _folded(char: str) -> str:
    if char in "đĐ":
        return "d"
    if char in "–—−‑":
        return "-"
    plain = unicodedata.normalize("NFD", char)[0].casefold()
    return plain if len(plain) == 1 else char
