"""Why a file is not opened, and how much of one is."""

from __future__ import annotations

from typing import Final

from ddci_tracker.words.catalogue import Shown

_MB = 1024 * 1024
LARGEST_FILE: Final = 20 * _MB
# One part of a package, unpacked. A hundred pages of Word are about 5 MB of XML.
LARGEST_PART: Final = 40 * _MB
MOST_LINES: Final = 20_000
MOST_LETTERS: Final = 2_000_000
LONGEST_LINE: Final = 10_000
MOST_PAGES: Final = 400


class UnfitText(Exception):
    """A file that is not read: ``message`` is a message id with its arguments."""

    def __init__(self, message: str, **arguments: Shown) -> None:
        super().__init__(message)
        self.message = message
        self.arguments = arguments
