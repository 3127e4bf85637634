"""Many rows of one kind in one table, which takes a paste from Excel, changed by one act.

All of it is saved together or not at all. What is typed is kept as a draft until then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Final

import streamlit as st

from ddci_tracker.domain.plan_tables import PlanCellKind, PlanTable, TableColumn, table
from ddci_tracker.services.plan_edits import RowChanged
from ddci_tracker.services.plan_things import PlanThing
from ddci_tracker.ui.plan.act_form import BASIS, ON, WHY, PlanActForm
from ddci_tracker.ui.plan.row_fields import Names
from ddci_tracker.ui.plan.row_preview import ChangedCell
from ddci_tracker.ui.shared import kept_cells
from ddci_tracker.ui.shared.draft_form import DraftForm, Values
from ddci_tracker.ui.shared.kept_cells import CellsOfRow
from ddci_tracker.ui.shared.sheet_form import ROWS, Cells, SheetForm
from ddci_tracker.words import plan_tables

# Of each table the columns that are typed into here; the rest is for the drawer of a row.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "tasks": ("title", "lead", "with", "due"),
        "targets": ("kind", "value", "low", "high", "rank", "text"),
        "sub_indices": ("printed_name", "section", "lead", "with"),
        "units": ("name", "kind"),
        "people": ("name", "role"),
        "report_duties": ("from", "to", "cadence", "due.day", "text"),
        "legal_bases": ("number", "issued_on", "issuer", "about"),
        "recipients": ("name", "mark"),
    }
)
# What tells a row from the others; it is not typed into.
_ROW_NAME: Final = "row"
# Tables whose rows are about parts of the plan, and called by them.
_OF_PARTS: Final = ("targets", "sub_indices")
_NARROW, _WIDE, _USUAL = 110, 330, 220
_SHORT: Final = (PlanCellKind.DAY, PlanCellKind.NUMBER, PlanCellKind.WHOLE)
_LONG: Final = ("title", "printed_name", "text", "about")
_ROW, _ROWS_SHOWN = 35, 14
_REVISIONS = "revisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet(SheetForm, PlanActForm):
    """A table of the plan as its rows stand now, with the revision of each that was seen."""

    COMPANIONS: ClassVar[tuple[str, ...]] = (_REVISIONS, WHY, ON, BASIS)
    FIELDS: ClassVar[tuple[str, ...]] = (_REVISIONS, ROWS, WHY, ON, BASIS)
    CHOICES: ClassVar[tuple[str, ...]] = (_REVISIONS, ROWS, WHY)

    of: PlanTable
    things: tuple[PlanThing, ...]
    names: Names

    @property
    def row_keys(self) -> tuple[str, ...]:
        return tuple(each.key for each in self.things)

    def stands(self) -> Values:
        return {ROWS: {}, _REVISIONS: {each.key: each.revision for each in self.things}}

    def written(self, values: Values) -> str:
        # The revisions that were seen, too: what stands now may be another.
        return DraftForm.written(self, values)

    def differs(self) -> bool:
        return bool(self.changed_cells())

    def changed_cells(self) -> Cells:
        """The cells that would say something else, by row and column, as a plan holds them."""
        typed, found = self.cells(), Cells()
        for thing in self.things:
            for name, text in typed.get(thing.key, {}).items():
                column = self.of.column(name)
                if text.strip() != self.shown(thing, column):
                    cell = plan_tables.meant(column, text, self.words)
                    found.setdefault(thing.key, {})[name] = cell
        return found

    def edits(self) -> tuple[RowChanged, ...]:
        seen: Mapping[str, int] = self.value(_REVISIONS)
        return tuple(
            RowChanged(table=self.of.key, key=key, cells=cells, revision=seen.get(key))
            for key, cells in self.changed_cells().items()
        )

    def shown(self, thing: PlanThing, column: TableColumn) -> str:
        """A cell as it stands now and as somebody would type it."""
        cell = thing.cells.get(column.key, "")
        if column.kind is PlanCellKind.UNITS:
            codes = (each.strip() for each in cell.split(",") if each.strip())
            return "; ".join(self.names.units.get(each, each) for each in codes)
        return plan_tables.shown(column, cell, self.words)

    def told(self) -> list[ChangedCell]:
        """What would change, as people read it."""
        typed, stands = self.cells(), {each.key: each for each in self.things}
        called = dict(zip(self.row_keys, self.row_names, strict=True))
        return [
            ChangedCell(
                name=f"{called[key]} · {self.heading(name)}",
                before=self.shown(stands[key], self.of.column(name)),
                after=typed[key][name].strip(),
            )
            for key, cells in self.changed_cells().items()
            for name in cells
        ]

    @property
    def row_names(self) -> tuple[str, ...]:
        """What each row is called: by its code, by what it is about, else by its number."""
        found: list[str] = []
        for number, thing in enumerate(self.things, start=1):
            part, _, of_part = thing.key.partition("#")
            if "code" in thing.cells and self.of.key not in _OF_PARTS:
                found.append(thing.cells["code"])
            elif part in self.names.parts:
                about = self.names.parts[part]
                found.append(f"{about} · {of_part}" if of_part else about)
            else:
                found.append(str(number))
        return tuple(found)

    def heading(self, column: str) -> str:
        """What a column is called."""
        if column == _ROW_NAME:
            if self.of.key in _OF_PARTS:
                return self.words.text("Sub-index")
            if not any(each.key == "code" for each in self.of.columns):
                return self.words.text("Row")
            column = "code"
        return plan_tables.heading(self.of, self.of.column(column), self.words)

    def see_what_stands(self) -> None:
        """From now on what stands is seen: somebody was told of it. What was typed stays."""
        typed = self.cells()
        self.build_on(self.base(), self.revision)
        self.begin_anew({ROWS: typed, _REVISIONS: self.stands()[_REVISIONS]})


def _sheet_of(of: PlanTable) -> type[TableSheet]:
    """The kind of forms that a table has."""
    return type(
        f"{TableSheet.__name__}_{of.key}",
        (TableSheet,),
        {"__slots__": (), "COLUMNS": _COLUMNS[of.key]},
    )


SHEETS: Mapping[str, type[TableSheet]] = MappingProxyType(
    {key: _sheet_of(table(key)) for key in _COLUMNS}
)


def draw_table(form: TableSheet) -> None:
    """Draw the table itself."""
    kept = form.value(ROWS)
    rows = [
        {_ROW_NAME: called}
        | {name: form.shown(thing, form.of.column(name)) for name in form.COLUMNS}
        | kept.get(thing.key, {})
        for thing, called in zip(form.things, form.row_names, strict=True)
    ]
    st.data_editor(
        rows,
        key=form.editor,
        on_change=form.keep,
        hide_index=True,
        num_rows="fixed",
        height=_ROW * (min(len(rows), _ROWS_SHOWN) + 1) + 3,
        column_config={
            name: st.column_config.TextColumn(
                form.heading(name),
                disabled=name == _ROW_NAME,
                pinned=name == _ROW_NAME,
                width=_width(form, name),
            )
            for name in (_ROW_NAME, *form.COLUMNS)
        },
    )
    _keep_cells(form)


def _width(form: TableSheet, name: str) -> int:
    """How wide a column is, in pixels."""
    if name == _ROW_NAME:
        return _WIDE if form.of.key in _OF_PARTS else _NARROW
    if name in _LONG:
        return _WIDE
    return _NARROW if form.of.column(name).kind in _SHORT else _USUAL


def _keep_cells(form: TableSheet) -> None:
    kept_cells.keep_cells(
        form.id,
        form.editor,
        number=form.opening.number,
        names=form.heading(_ROW_NAME),
        rows={
            called: CellsOfRow(
                form=form.id,
                revision=form.opening.revision,
                after=form.cell_name("", thing.key),
            )
            for thing, called in zip(form.things, form.row_names, strict=True)
        },
        columns={form.heading(name): name for name in form.COLUMNS},
    )
