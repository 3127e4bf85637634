"""How much of a month the three pages of a letter have room for, and how much room a text takes.

Measured for the layout that comes with the tracker, with lines as Word breaks them give or take a
word. Not here: what the letter says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ddci_tracker.office import measuring

PAGES = 3
# Points, of the layout that comes with the tracker; a little is kept free for what Word breaks
# otherwise.
_PAGE = 720
_BODY, _TABLE, _RECIPIENTS = 13, 10, 11
_LINE = 1.15  # of the size of the letters, in Times New Roman
_AFTER = 6
_INCH = 25.4
_WIDTH = 165 / _INCH  # between the margins
_CELL = 2.4 / _INCH  # beside the text of a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many entries each section has room for, and how many characters each text.

    ``unheard`` are the titles that are named of one unit's tasks without an update. What is asked
    of others is cut last, so ``asked`` is more than any other text has. ``opening`` and ``closing``
    are for what the Office wrote itself. In a ``tight`` one what is left out is said on the last
    line of what is there.
    """

    done: int
    late: int
    unheard: int
    owing: int
    causes: int
    upcoming: int
    requests: int
    silent: int
    unit: int
    title: int
    said: int
    cause: int
    asked: int
    target: int
    part: int
    opening: int
    closing: int
    tight: bool = False


# The counts of a room, those first that may be widened first where three pages leave some room.
COUNTS = ("requests", "done", "late", "causes", "upcoming", "owing", "unheard", "silent")
# From the widest to the narrowest; a letter is written for the first in which it has three pages.
ROOMS = (
    Room(
        done=14, late=16, unheard=4, owing=6, causes=6, upcoming=5, requests=12, silent=40,
        unit=200, title=120, said=240, cause=240, asked=600, target=120, part=80,
        opening=1500, closing=500,
    ),
    Room(
        done=9, late=10, unheard=3, owing=5, causes=4, upcoming=3, requests=8, silent=30,
        unit=200, title=90, said=140, cause=140, asked=400, target=80, part=60,
        opening=1500, closing=500,
    ),
    Room(
        done=6, late=10, unheard=2, owing=4, causes=3, upcoming=2, requests=6, silent=30,
        unit=200, title=80, said=90, cause=100, asked=240, target=60, part=50,
        opening=1500, closing=500,
    ),
    Room(
        done=5, late=8, unheard=2, owing=4, causes=3, upcoming=2, requests=5, silent=30,
        unit=200, title=60, said=70, cause=80, asked=160, target=50, part=50,
        opening=1500, closing=500, tight=True,
    ),
    Room(
        done=4, late=6, unheard=2, owing=3, causes=2, upcoming=2, requests=5, silent=30,
        unit=200, title=60, said=60, cause=70, asked=160, target=50, part=50,
        opening=1500, closing=500, tight=True,
    ),
    Room(
        done=4, late=5, unheard=1, owing=3, causes=2, upcoming=1, requests=4, silent=30,
        unit=200, title=60, said=60, cause=60, asked=140, target=40, part=50,
        opening=1500, closing=400, tight=True,
    ),
    Room(
        done=4, late=4, unheard=1, owing=2, causes=2, upcoming=1, requests=4, silent=12,
        unit=200, title=60, said=60, cause=60, asked=100, target=40, part=50,
        opening=1000, closing=300, tight=True,
    ),
    Room(
        done=3, late=3, unheard=1, owing=1, causes=1, upcoming=1, requests=3, silent=8,
        unit=60, title=50, said=50, cause=50, asked=60, target=30, part=40,
        opening=600, closing=200, tight=True,
    ),
    Room(
        done=2, late=2, unheard=1, owing=1, causes=1, upcoming=1, requests=2, silent=4,
        unit=36, title=36, said=30, cause=36, asked=40, target=20, part=26,
        opening=200, closing=0, tight=True,
    ),
)  # fmt: skip


class Flow:
    """Pages that are filled from the top, with what stays together on one of them."""

    def __init__(self) -> None:
        self.pages, self._left, self._held = 1, float(_PAGE), 0.0

    def heading(self, lines: int = 1) -> None:
        """A heading, or what a table is called; it stays with what follows."""
        self._held += lines * _BODY * _LINE + _AFTER

    def paragraph(self, text: str) -> None:
        """A paragraph of the body, of which no line stands alone; nothing for no text."""
        if not text:
            return
        lines = _lines(text, _WIDTH, _BODY)
        together = [lines] if lines <= 3 else [2, *[1] * (lines - 4), 2]
        for count in together:
            self.block(count * _BODY * _LINE)
        self._left -= _AFTER

    def table(self, rows: Sequence[tuple[str, ...]], widths: tuple[float, ...]) -> None:
        """A table with its caption and its head, of which no row is broken; in millimetres."""
        self.heading()
        self._held += _TABLE * _LINE
        for cells in rows:
            most = max(
                _lines(cell, width / _INCH - _CELL, _TABLE)
                for cell, width in zip(cells, widths, strict=True)
            )
            self.block(most * _TABLE * _LINE + 1.5)
        self._left -= 2 * _AFTER

    def signature(self, end: str, names: Iterable[str]) -> None:
        """The last words of a letter, the signer and who receives it, on one page."""
        taken = sum(_lines(f"- {name}", _WIDTH / 2, _RECIPIENTS) for name in names)
        signed = max((taken + 2) * _RECIPIENTS * _LINE, 10 * _BODY * _LINE)
        self.block(_lines(end, _WIDTH, _BODY) * _BODY * _LINE + _AFTER + signed)

    def block(self, height: float) -> None:
        """What stays together, with the headings above it."""
        height, self._held = height + self._held, 0.0
        if height > self._left:
            self.pages, self._left = self.pages + 1, float(_PAGE)
        self._left -= height


def _lines(text: str, room: float, size: float) -> int:
    return sum(measuring.lines(each, room, size, serif=True) for each in text.split("\n"))
