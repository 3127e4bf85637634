"""Kết quả: scores and ranks over the years, across sub-indices."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.results.screen import draw_results

draw_results(open_board())
