"""Kế hoạch: the plan as it was printed, with what looks wrong in it."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.plan.screen import draw_plan

draw_plan(open_board())
