"""A board together with how somebody looks at it: what every screen is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from ddci_tracker.domain.views import Board
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.words.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A board with what is needed to draw it.

    ``read_only``: it shows the past, so nothing can be entered from here.
    """

    board: Board
    selection: Selection
    read_only: bool = False

    @property
    def words(self) -> Words:
        return self.selection.words

    def link(self, path: str, **parameters: str | None) -> str:
        """The address of another screen that looks at the same plan, quarter and day."""
        return self.selection.link(path, **{"plan": self.board.plan.id, **parameters})
