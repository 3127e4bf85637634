"""A printed text as it lies before the reader: its lines, numbered from 1, with tables in place.

What the lines say is read elsewhere; a fact names the lines that it came from by these numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# How the names of the files end that a text is read from.
ENDINGS: Final = ("docx", "doc", "odt", "pdf", "txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """One line: a paragraph of a Word file, a line of other files, or a row of a table.

    ``cells`` are those of a row, in their order; a cell that reaches over several rows stands in
    each. ``footnote``: it stands below the text, not in it.
    """

    number: int
    text: str
    cells: tuple[str, ...] = ()
    footnote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """A text under the name of its file; ``whole``: every line is a paragraph of its author's."""

    name: str
    lines: tuple[PrintedLine, ...]
    whole: bool = False

    def between(self, first: int, last: int) -> tuple[PrintedLine, ...]:
        """The lines from one number to another, both included."""
        return self.lines[first - 1 : last]


def text_of(name: str, lines: list[str]) -> PrintedText:
    """A text of plain lines."""
    return PrintedText(
        name=name,
        lines=tuple(
            PrintedLine(number=number, text=line) for number, line in enumerate(lines, start=1)
        ),
    )
