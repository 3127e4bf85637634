"""How what somebody types finds a text: every word must occur in it, without case and accents."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddci_tracker.domain.catalog import fold

# Longer ones are found by their beginning.
LONGEST_WORD = 40
_NOT_A_WORD = re.compile(r"[\W_]+")


def typed_words(typed: str) -> tuple[str, ...]:
    """What somebody typed as the parts that must occur."""
    return tuple(fold(typed).split())


def occurs(parts: Iterable[str], texts: Iterable[str | None]) -> bool:
    """Whether each part occurs in one of the texts."""
    folded = fold(" \n".join(text for text in texts if text))
    return all(part in folded for part in parts)


def index_words(text: str) -> tuple[str, ...]:
    """The words of a text as an index keeps them: letters and digits, however they were joined."""
    return tuple(word[:LONGEST_WORD] for word in _NOT_A_WORD.split(fold(text)) if word)
