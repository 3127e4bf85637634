"""Kế hoạch: the plan as it was printed, with what looks wrong in it; drafts of plans to come."""

from ddci_tracker.ui.frame.header import open_any
from ddci_tracker.ui.plan.screen import draw_plans

draw_plans(open_any(begins=True))
