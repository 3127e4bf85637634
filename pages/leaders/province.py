"""Toàn tỉnh: the agencies of a province beside each other, for those who may read several."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.province.screen import draw_province

draw_province(open_board(dense=False))
