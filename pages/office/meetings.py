"""Họp giao ban: meetings are prepared, held on a screen that follows, and ended."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.meeting.screen import draw_meetings

draw_meetings(open_board())
