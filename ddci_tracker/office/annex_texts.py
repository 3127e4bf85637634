"""Where the long texts of a task stand in the first annex: in a row of their own, across the page.

A text of 2,000 characters fills two pages of a narrow column and a tenth of a page across. Not
here: what the texts say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ddci_tracker.office.material import TaskFigures
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.sentences import shortened

_CELL = 240  # characters: a dozen lines of a column
_BEGINNING = 90  # of a longer one, in its column


class Passage(NamedTuple):
    """A text in full, and of which task and column it is."""

    name: str
    text: str


def in_cell(text: str, words: Words) -> str:
    """A text as its column has it: whole, or its beginning where a row below has the whole."""
    if len(text) <= _CELL:
        return text
    return words.text(N_("{beginning} (in full below)"), beginning=shortened(text, _BEGINNING))


def passages(number: int, row: TaskFigures, columns: Sequence[str], words: Words) -> list[Passage]:
    """The texts of a task, ``number`` in its annex, that no column has room for.

    ``columns`` are the heads of the annex: the second is that of the title, the last three those
    of what the unit says.
    """
    heads = (columns[1], *columns[-3:])
    texts = zip(heads, (row.title, row.done, row.difficulty, row.proposal), strict=True)
    return [
        Passage(words.text(N_("Row {number}, {column}"), number=str(number), column=column), text)
        for column, text in texts
        if len(text) > _CELL
    ]
