"""The form of a unit for a quarter as an Excel file: what it fills in is open, the rest is locked.

The file knows its plan, unit, quarter and the revisions that it was made from. Not here: what
stands in it, and what becomes of what is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ddci_tracker.domain.plan_tables import PlanTable, TableRow, Tables
from ddci_tracker.domain.unit_form import FILLED_IN, FORM_TABLES
from ddci_tracker.office import light_styles
from ddci_tracker.office.plan_workbook import BookWriter, ChoiceLists
from ddci_tracker.office.plan_workbook_reading import WorkbookKind
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_STEPS = (
    N_("Fill in the white cells of each line; the grey ones are locked and stay as they are."),
    N_("A line about which there is nothing new stays as it is: it is not recorded again."),
    N_("Lines may be sorted; none is added or removed. No formulas: only texts, numbers and days."),
    N_("Then upload the file under My work. What it would change is shown before it is recorded."),
)

UNIT_FORM = WorkbookKind(
    tables=FORM_TABLES,
    other_file=N_("The form of a unit is an Excel file (.xlsx), not {name}"),
    too_large=N_("The form of a unit has at most {limit} MB"),
    too_much=N_("The workbook holds far more than the form of a unit; is it the right one?"),
    unknown=N_("This is no form of a unit; download it from here and fill it in"),
)


def write(tables: Tables, title: str, made: datetime, words: Words) -> bytes:
    """The form as an Excel file; the same arguments give the same bytes."""
    return _FormWriter(made, words).written(tables, title)


class _FormWriter(BookWriter):
    """As a workbook of a plan, with locked cells and without examples."""

    def __init__(self, made: datetime, words: Words) -> None:
        nothing = ChoiceLists(indices=(), names={})
        super().__init__(nothing, made, words, FORM_TABLES, _STEPS)

    def _upright(self, sheet: Any, of: PlanTable, rows: tuple[TableRow, ...]) -> None:
        super()._upright(sheet, of, rows)
        self._lock(sheet)

    def _table(self, sheet: Any, of: PlanTable, rows: tuple[TableRow, ...]) -> None:
        super()._table(sheet, of, rows)
        hidden = [column.key for column in of.columns].index("revision") + 1
        sheet.set_column(hidden, hidden, None, None, {"hidden": True})
        self._lock(sheet)

    def _cell(
        self,
        sheet: Any,
        row: int,
        number: int,
        column: Any,
        text: str,
        look: Mapping[str, Any],
        names: Mapping[str, str] | None = None,
    ) -> None:
        is_open = column.key in FILLED_IN
        shade = {} if is_open else {"bg_color": f"#{light_styles.HAIR}"}
        super()._cell(
            sheet, row, number, column, text, {**look, **shade, "locked": not is_open}, names
        )

    def _lock(self, sheet: Any) -> None:
        """Against slips of the hand, not against people: there is no password."""
        sheet.protect(
            "",
            {
                "format_columns": True,
                "format_rows": True,
                "sort": True,
                "autofilter": True,
            },
        )
