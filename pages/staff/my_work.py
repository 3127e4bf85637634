"""Việc của tôi: what a unit owes, and where it says how far its tasks are."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.my_work.screen import draw_my_work

draw_my_work(open_board())
