"""What a service answers when it will not act: a message with its arguments, ready to be said."""

from __future__ import annotations

from collections.abc import Container, Iterable

from ddci_tracker.words.catalogue import Shown, Words
from ddci_tracker.words.marking import N_


def first_unknown(given: Iterable[str], known: Container[str]) -> str | None:
    """The first of some codes that is none of those known."""
    return next((code for code in given if code not in known), None)


class Refused(Exception):
    """Bad input, told to whoever typed it: what is wrong, where, and what would be right.

    ``message`` is a message id with named placeholders, ``field`` the input to correct.
    """

    def __init__(self, message: str, *, field: str | None = None, **arguments: Shown) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.arguments = arguments

    def said(self, words: Words) -> str:
        """The sentence in a language."""
        return words.text(self.message, **self.arguments)


class RefusedCell(Refused):
    """A cell of a table that is refused: what is wrong with it, and where it stands."""

    def __init__(self, refused: Refused, *, row: int, head: str) -> None:
        message = N_("Row {row}, column “{head}”: {refused}")
        super().__init__(message, field=refused.field, row=row, head=head)
        self._refused = refused

    def said(self, words: Words) -> str:
        """The sentence in a language."""
        return words.text(self.message, refused=self._refused.said(words), **self.arguments)
