"""The form of a unit for a quarter as tables: what it says of, and what it may say.

Declared like the tables of a plan, in the same neutral form of cells. What a cell comes to is for
the services, how it looks for the office.
"""

from __future__ import annotations

from enum import StrEnum

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.plan_tables import PlanCellKind, PlanTable, TableColumn, YesNo

_LINE, _PROSE, _CODE = PlanCellKind.LINE, PlanCellKind.PROSE, PlanCellKind.CODE
_STATUS = TableColumn(key="status", kind=PlanCellKind.CHOICE, of=TaskStatus)
_DONE_ON = TableColumn(key="done_on", kind=PlanCellKind.DAY)
_NOTE = TableColumn(key="note", kind=_PROSE)
# The revision that the form was made from: what is saved builds on it.
_REVISION = TableColumn(key="revision", kind=PlanCellKind.WHOLE, required=True)

FORM = PlanTable(
    key="form",
    columns=(
        TableColumn(key="plan", kind=_LINE, required=True),
        TableColumn(key="unit", kind=_CODE, required=True),
        TableColumn(key="quarter", kind=_CODE, required=True),
    ),
    upright=True,
)
FORM_TASKS = PlanTable(
    key="form_tasks",
    columns=(
        TableColumn(key="code", kind=_CODE, required=True),
        TableColumn(key="title", kind=_PROSE),
        TableColumn(key="part", kind=_LINE),
        TableColumn(key="due", kind=PlanCellKind.DAY),
        _STATUS,
        TableColumn(key="percent", kind=PlanCellKind.WHOLE),
        TableColumn(key="actual", kind=PlanCellKind.NUMBER),
        _DONE_ON,
        _NOTE,
        TableColumn(key="difficulty", kind=_PROSE),
        TableColumn(key="needs_help", kind=PlanCellKind.CHOICE, of=YesNo),
        TableColumn(key="recovery", kind=_PROSE),
        _REVISION,
    ),
)
FORM_CONCLUSIONS = PlanTable(
    key="form_conclusions",
    columns=(
        TableColumn(key="code", kind=_CODE, required=True),
        TableColumn(key="text", kind=_PROSE),
        TableColumn(key="due", kind=PlanCellKind.DAY),
        TableColumn(key="ongoing", kind=PlanCellKind.CHOICE, of=YesNo, added=True),
        _STATUS,
        _DONE_ON,
        _NOTE,
        _REVISION,
    ),
)
FORM_TABLES = (FORM, FORM_TASKS, FORM_CONCLUSIONS)

# What a unit fills in; everything else is locked.
FILLED_IN = frozenset(
    {
        *("status", "percent", "actual", "done_on"),
        *("note", "difficulty", "needs_help", "recovery"),
    }
)


class RowState(StrEnum):
    """What becomes of a line of a form that was filled in."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"  # somebody else changed it since the form was made
    ERROR = "error"
