"""Sentences and clauses of a paragraph, with the places at which they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Part(NamedTuple):
    """A part of a text and where it begins and ends."""

    text: str
    start: int
    end: int


_ABBREVIATED = re.compile(
    r"(?:\b(?:TP|Tp|tp|TT|ThS|TS|KT|TM|TL|TX|Q|P|H|v\.v|Đ/c|đ/c|số|No)|\.\.)\.$"
)


# An enumeration that is broken off, and the sentence goes on.
_GOES_ON = re.compile(r"\.\.\.(?=\s+[a-zà-ỹđ])")


def sentences(text: str) -> Iterator[Part]:
    """The sentences: parted by a full stop before a capital, outside of brackets."""
    yield from _parted(text, ".", after_capital=True)


def clauses(text: str) -> Iterator[Part]:
    """The clauses: sentences, and what semicolons and dots that go on part outside of brackets."""
    for sentence in sentences(text):
        for part in _parted(_GOES_ON.sub(";  ", sentence.text), ";", after_capital=False):
            yield Part(part.text, sentence.start + part.start, sentence.start + part.end)


def _parted(text: str, sign: str, *, after_capital: bool) -> Iterator[Part]:
    start = depth = 0
    for at, char in enumerate(text):
        depth = max(depth + (char in "([“") - (char in ")]”"), 0)
        if char != sign or depth or at < start:
            continue
        rest = text[at + 1 :].lstrip()
        if after_capital and not (
            rest and text[at + 1] == " " and (rest[0].isupper() or rest[0] in '“"(-+1234567890')
        ):
            continue
        if after_capital and _ABBREVIATED.search(text[: at + 1]):
            continue
        yield from _part(text, start, at)
        start = at + 1
    yield from _part(text, start, len(text))


def _part(text: str, start: int, end: int) -> Iterator[Part]:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    stop = begin + len(piece.strip())
    if stop > begin:
        yield Part(text[begin:stop], begin, stop)
