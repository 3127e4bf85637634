"""Đơn vị: a row a unit, with what was due, done, accepted and in time, and what stands open."""

from ddci_tracker.ui.frame.header import open_board
from ddci_tracker.ui.units.screen import draw_units

draw_units(open_board())
