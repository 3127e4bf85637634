"""Chỉ số thành phần: one sub-index with its lights, targets, results, people and tasks."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.sub_index.screen import draw_sub_index

draw_sub_index(open_board())
