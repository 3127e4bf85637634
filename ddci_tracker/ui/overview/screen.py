"""Tổng quan: everything about a plan on one screen, the worst first.

HTML and SVG only, so that the first paint needs no chart library.
"""

from __future__ import annotations

from functools import lru_cache

from ddci_tracker.domain.conclusions import ConclusionCounts
from ddci_tracker.domain.views import worst_first
from ddci_tracker.ui.core import drawing
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.shared.attention_rows import attention_items
from ddci_tracker.ui.shared.tiles import goal_of, tile_of

TILES_A_ROW = 4
# What fits under the tiles on a projector without scrolling, by the number of rows of tiles.
ROWS_SHOWN = {1: 8, 2: 5, 3: 3}


def draw_overview(look: Look) -> None:
    """Draw the overview of a board."""
    drawing.put_block(overview_block(Seen(look)))


@lru_cache(maxsize=KEPT)
def overview_block(seen: Seen) -> str:
    look = seen.look
    board, words = look.board, look.words
    tiles = [tile_of(look, view) for view in worst_first(board.sub_indices)]
    rows = min(max(-(-len(tiles) // TILES_A_ROW), 1), 3)
    return drawing.block(
        "overview/board.html",
        words,
        board=board,
        rows=rows,
        tiles=tiles,
        goals={view.index: goal_of(view.standing, words) for view in board.overall},
        followed=ConclusionCounts.of(board.followed),
        # The band that says that it is the past takes the room of one.
        rows_shown=attention_items(look, board.attention[: ROWS_SHOWN[rows] - look.read_only]),
        counted=look.link,
    )
