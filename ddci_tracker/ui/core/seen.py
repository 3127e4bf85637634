"""A look as a key: what was made of it may be kept for whoever looks at the same.

What is kept may depend on nothing else: names, rights and whatever a service tells whoever looks
are asked for at each look and are keys of their own.
"""

from __future__ import annotations

from dataclasses import replace

from ddci_tracker.domain.views import SeenBoard
from ddci_tracker.ui.core.look import Look

# How many of each thing made of looks are kept.
KEPT = 64


class Seen:
    """Equal to another where both see the same in the same way.

    The moment of a look does not tell it from another one: what shows it is not to be kept.
    """

    __slots__ = ("look",)

    def __init__(self, look: Look) -> None:
        self.look = look

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Seen):
            return NotImplemented
        mine, theirs = self.look, other.look
        same_board = SeenBoard(mine.board) == SeenBoard(theirs.board)
        return same_board and replace(mine, board=theirs.board) == theirs

    def __hash__(self) -> int:
        return hash((SeenBoard(self.look.board), self.look.selection))
