"""Tổng quan: where the plan stands, what is worst, and who must answer for it."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.overview.screen import draw_overview

draw_overview(open_board(dense=False))
