"""The form of one row of a plan: what stands in its fields, and the edit that it comes to.

How the fields are drawn is for ``row_fields``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from ddci_tracker.domain.plan_tables import (
    TABLES,
    PlanCellKind,
    PlanTable,
    TableColumn,
    edited_table,
)
from ddci_tracker.services.plan_edits import RowAdded, RowChanged, RowEdit
from ddci_tracker.ui.plan.act_form import PlanActForm
from ddci_tracker.ui.shared.draft_form import Values
from ddci_tracker.words import plan_tables
from ddci_tracker.words.catalogue import Words

# Two columns that are chosen as one: what of the plan a row is about.
PART: Final = "part"
_PART_COLUMNS: Final = ("index", "sub")
_OF_A_PART: Final = ("targets", "results", "tasks")

_CODES = (PlanCellKind.UNITS, PlanCellKind.INDICES)
_CHOSEN = (
    *(*_CODES, PlanCellKind.CHOICE, PlanCellKind.NAMED, PlanCellKind.PERSON),
    *(PlanCellKind.INDEX, PlanCellKind.SUB_INDEX),
)


# Of each table that is edited the columns by which a row is called.
_CALLED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "document": ("document.title",),
        "units": ("name",),
        "people": ("name",),
        "overall": ("index",),
        "sub_indices": ("printed_name",),
        "targets": ("text", "kind"),
        "results": ("text", "year"),
        "tasks": ("title",),
        "report_duties": ("text", "code"),
        "legal_bases": ("number", "about"),
        "recipients": ("name",),
        "notes": ("text",),
    }
)
EDITED = frozenset(_CALLED)


def called(of: PlanTable, cells: Mapping[str, str]) -> str:
    """What a row is called; "" where it says nothing yet."""
    return next(filter(None, (cells.get(each) for each in _CALLED[of.key])), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm(PlanActForm):
    """The form of a row, or of a new one where it has no ``key_of_row``; ``cells`` stand now."""

    of: PlanTable
    key_of_row: str | None
    cells: Mapping[str, str]

    def stands(self) -> Values:
        return self.typed_as(self.cells)

    def typed_as(self, cells: Mapping[str, str]) -> Values:
        """Cells as the fields of the row hold them."""
        typed = {each.key: _typed(each, cells.get(each.key, ""), self.words) for each in self.own}
        if PART in self.FIELDS:
            typed[PART] = "/".join(filter(None, (cells.get(each) for each in _PART_COLUMNS)))
        return typed

    def as_it_was(self, cells: Mapping[str, str]) -> Values:
        """The fields as the cells of an earlier version fill them; what it does not tell stays."""
        whole = self.of.key != "document"
        names = {each.key for each in self.own if whole or each.key in cells}
        typed = self.typed_as({**self.cells, **{each: cells.get(each, "") for each in names}})
        return {name: each for name, each in typed.items() if name in names}

    @property
    def own(self) -> tuple[TableColumn, ...]:
        """The columns that have a field of their own."""
        return own_columns(self.of)

    def saved_as(self) -> str:
        return called(self.of, self.cells_in(self.values()))

    def changed_columns(self) -> dict[str, tuple[str, str]]:
        """The cells that would say something else: before and after, by column."""
        after = self.cells_in(self.values())
        if self.key_of_row is None:
            return {name: ("", cell) for name, cell in after.items() if cell}
        before = self.cells_in(self.opening.base)
        return {name: (before[name], cell) for name, cell in after.items() if cell != before[name]}

    def edits(self) -> tuple[RowEdit, ...]:
        cells = {name: after for name, (_, after) in self.changed_columns().items()}
        if self.key_of_row is None:
            return (RowAdded(table=self.of.key, cells=cells),)
        revision = self.opening.revision
        key = self.key_of_row
        return (RowChanged(table=self.of.key, key=key, cells=cells, revision=revision),)

    def cells_in(self, values: Values) -> dict[str, str]:
        """The cells that fields come to, with those that are blank."""
        cells = {each.key: _cell(each, values.get(each.key), self.words) for each in self.own}
        if PART in self.FIELDS:
            index, _, sub = str(values.get(PART) or "").partition("/")
            cells |= dict(zip(_PART_COLUMNS, (index, sub), strict=True))
        return cells


def own_columns(of: PlanTable) -> tuple[TableColumn, ...]:
    """The columns of a table that have a field of their own in a form."""
    apart = _PART_COLUMNS if of.key in _OF_A_PART else ()
    return tuple(each for each in of.columns if each.key not in apart)


def _form_of(of: PlanTable) -> type[RowForm]:
    """The kind of forms that a table has."""
    own = own_columns(of)
    part = (PART,) if of.key in _OF_A_PART else ()
    chosen = tuple(each.key for each in own if each.kind in _CHOSEN)
    days = tuple(each.key for each in own if each.kind is PlanCellKind.DAY)
    return type(
        f"{RowForm.__name__}_{of.key}",
        (RowForm,),
        {
            "__slots__": (),
            "FIELDS": (*part, *(each.key for each in own), *PlanActForm.FIELDS),
            "DAYS": (*days, *PlanActForm.DAYS),
            "CHOICES": (*part, *chosen, *PlanActForm.CHOICES),
        },
    )


FORMS: Mapping[str, type[RowForm]] = MappingProxyType(
    {of.key: _form_of(edited_table(of.key)) for of in TABLES}
)


def _typed(column: TableColumn, cell: str, words: Words) -> Any:
    if column.kind in _CODES:
        return [each.strip() for each in cell.split(",") if each.strip()]
    if column.kind is PlanCellKind.DAY:
        return date.fromisoformat(cell) if cell else None
    if column.kind in _CHOSEN:
        return cell or None
    return plan_tables.shown(column, cell, words)


def _cell(column: TableColumn, typed: Any, words: Words) -> str:
    if column.kind in _CODES:
        return ", ".join(typed or ())
    if column.kind is PlanCellKind.DAY:
        return typed.isoformat() if isinstance(typed, date) else ""
    if column.kind in _CHOSEN:
        return str(typed or "")
    return plan_tables.meant(column, str(typed or ""), words)
