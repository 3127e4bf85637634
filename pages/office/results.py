"""Kết quả: scores and ranks over the years, across sub-indices."""

from ddci_tracker.ui.frame import open_board
from ddci_tracker.ui.results import draw_results

draw_results(open_board())
