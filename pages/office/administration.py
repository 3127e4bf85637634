"""Quản trị: accounts, roles, links, safe copies and the state of the tracker."""

from ddci_tracker.ui.administration.screen import draw_administration
from ddci_tracker.ui.frame.header import open_any

draw_administration(open_any())
