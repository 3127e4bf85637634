"""Cần xử lý: everything to act on, the worst first, by unit."""

from ddci_tracker.ui.attention.screen import draw_attention
from ddci_tracker.ui.frame.header import open_board

draw_attention(open_board())
