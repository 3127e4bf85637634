"""Typed texts made to stand in sentences: cut where they are long, ended once, joined as sentences.

What people type ends as it pleases; a paper has one full stop behind each sentence. Not here:
which characters may leave.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddci_tracker.words import formats

CUT = "…"
_LOOSE = " \t\n\r.;:,"  # at the end of a typed text, where the sentence around it goes on
_ENDS = ("?", "!", CUT)


def inside(text: str) -> str:
    """A text on one line without the stop at its end, to stand within a sentence."""
    return " ".join(text.split()).rstrip(_LOOSE)


def ended(text: str) -> str:
    """A text as a sentence: a capital first, one full stop at its end."""
    said = formats.capital(inside(text))
    return said if not said or said.endswith(_ENDS) else f"{said}."


def joined(texts: Iterable[str]) -> str:
    """Texts as sentences, one after the other; empty ones say nothing."""
    return " ".join(filter(None, map(ended, texts)))


def listed(texts: Iterable[str]) -> str:
    """Texts as the parts of one sentence, which ends with the last of them."""
    return ended("; ".join(filter(None, map(inside, texts))))


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, ended by "…" after a whole word where it was longer."""
    said = inside(text)
    if len(said) <= most:
        return said
    kept = said[: most - 1]
    whole = kept if said[most - 1].isspace() else kept.rpartition(" ")[0]
    return f"{(whole or kept).rstrip(_LOOSE)}{CUT}"
