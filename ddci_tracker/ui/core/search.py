"""Searching in texts without regard to case and accents, and showing where it was found."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from ddci_tracker.domain.catalog import fold
from ddci_tracker.domain.searching import occurs, typed_words


class Search:
    """What somebody looks for: every word must occur; nothing to look for matches everything."""

    def __init__(self, typed: str) -> None:
        self.parts = typed_words(typed)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def finds(self, texts: Iterable[str | None]) -> bool:
        """Whether each word occurs in one of the texts."""
        return occurs(self.parts, texts)

    def marked(self, text: str) -> Markup:
        """The text, escaped, with the words that were looked for marked."""
        if not self.parts:
            return escape(text)
        hit = _hits(text, self.parts)
        shown, start = Markup(), 0
        for end in range(1, len(text) + 1):
            if end == len(text) or hit[end] != hit[start]:
                piece = escape(text[start:end])
                shown += Markup("<mark>%s</mark>") % piece if hit[start] else piece
                start = end
        return shown


def _hits(text: str, words: tuple[str, ...]) -> list[bool]:
    """For each character of the text, whether it belongs to an occurrence of one of the words."""
    folded, origin = "", []
    for place, char in enumerate(text):
        plain = fold(char)
        folded += plain
        origin.extend([place] * len(plain))
    hit = [False] * len(text)
    for word in words:
        at = folded.find(word)
        while at >= 0:
            for place in origin[at : at + len(word)]:
                hit[place] = True
            at = folded.find(word, at + 1)
    return hit
