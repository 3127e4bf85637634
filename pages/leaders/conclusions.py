"""Kết luận họp: what every meeting concluded, and what became of it."""

from ddci_tracker.ui.conclusions.screen import draw_conclusions
from ddci_tracker.ui.frame.header import open_board

draw_conclusions(open_board())
