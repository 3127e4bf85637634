"""Lịch sử: who did what and when, and how fresh the word of each unit is."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.history.screen import draw_history

draw_history(open_board())
