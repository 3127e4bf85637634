"""A look as a key: what was made of it may be kept for whoever looks at the same.

Boards are kept by the services until the plan or the day changes, so the same board is the same
object, whoever looks and whenever. Not for anything that depends on who looks.
"""

from __future__ import annotations

from ddci_tracker.ui.core.look import Look

# How many of each thing made of looks are kept.
KEPT = 64


class Seen:
    """Equal to another where both look at the same board in the same way.

    The moment of a look does not tell it from another one: what shows it is not to be kept.
    """

    __slots__ = ("look",)

    def __init__(self, look: Look) -> None:
        self.look = look

    # Every board has a freshness of its own, which a board that differs only in the moment shares.
    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Seen)
            and self.look.board.freshness is other.look.board.freshness
            and self.look.selection == other.look.selection
        )

    def __hash__(self) -> int:
        board = self.look.board
        return hash((board.plan.id, board.quarter, board.as_of, self.look.selection))
