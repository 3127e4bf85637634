"""Bản tin tháng: freezing a month, what changed since another, and the briefing to take away."""

from ddci_tracker.ui.briefing.screen import draw_briefing
from ddci_tracker.ui.frame.header import open_board

draw_briefing(open_board())
