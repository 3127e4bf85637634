"""A line of the doctor: what was looked at, what was found, what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from ddci_tracker.services.failures import sentences_for
from ddci_tracker.store.errors import StoreError
from ddci_tracker.words.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Ailment:
    """One line of the doctor: what was looked at, and what was found or what is wrong.

    ``what_to_do`` is a sentence, as a message id; empty where it goes without saying.
    """

    name: str
    found: str = ""
    error: StoreError | OSError | None = None
    well: bool = True
    what_to_do: str = ""

    def said(self, words: Words) -> str:
        """What was found, in a language, and what is to be done about it."""
        if self.error:
            return " ".join(sentences_for(self.error, words))
        return f"{self.found}. {words.text(self.what_to_do)}" if self.what_to_do else self.found
