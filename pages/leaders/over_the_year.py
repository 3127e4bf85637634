"""Diễn biến: how the year went, in pictures by quarter and month."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.over_the_year.screen import draw_over_the_year

draw_over_the_year(open_board())
