"""Báo cáo: which periodic report came when, which is missing, and who owes it."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.reports.screen import draw_reports

draw_reports(open_board())
