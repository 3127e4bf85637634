"""The phone view (``/nhanh``): Tổng quan, Cần xử lý and Kết luận one below the other, to
be read only."""

from __future__ import annotations

from ddci_tracker.domain.views import worst_first
from ddci_tracker.ui.core import paths
from ddci_tracker.ui.faces.opening import FaceAsked, opened
from ddci_tracker.ui.faces.page import drawn
from ddci_tracker.ui.shared.attention_rows import attention_items
from ddci_tracker.ui.shared.concluded import concluded
from ddci_tracker.ui.shared.tiles import goal_of, tile_of

PHONE = "phone"
# What stands open; the others are one touch away.
ROWS_SHOWN = 5


def phone_page(asked: FaceAsked) -> str:
    """The phone view as a whole page."""
    shown = opened(asked)
    look = shown.look
    if look is None:
        return drawn(PHONE, asked, shown)
    board = look.board
    return drawn(
        PHONE,
        asked,
        shown,
        tiles=[tile_of(look, view) for view in worst_first(board.sub_indices)],
        goals={view.index: goal_of(view.standing, look.words) for view in board.overall},
        rows=attention_items(look, board.attention),
        rows_shown=ROWS_SHOWN,
        conclusions=concluded(look, (view for view in board.followed if not view.done)),
        counted=look.link,
        links={
            "overview": look.link(paths.OVERVIEW),
            "attention": look.link(paths.ATTENTION),
            "reports": look.link(paths.REPORTS),
            "conclusions": look.link(paths.CONCLUSIONS),
        },
    )
