"""What marks the sheets of a plan's workbook, for whoever writes it and whoever reads it back."""

from __future__ import annotations

from typing import Final

from ddci_tracker.words.marking import N_

# Marks in the first column of rows that hold no data, and what the sheets beside the tables are
# called.
EXAMPLE: Final = N_("Example")
RULE: Final = N_("How to fill in")
NUMBER: Final = N_("Line number")
GUIDE: Final = N_("Guide")
LISTS: Final = N_("Lists")

HEAD_ROW = 3
"""The row of the headings, counted from 0; the rules stand below it."""
