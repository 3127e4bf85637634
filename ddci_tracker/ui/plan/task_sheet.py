"""Many tasks of the plan in one table, which takes a paste from Excel, changed by one act.

All of it is saved together or not at all. What is typed is kept as a draft until then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import streamlit as st

from ddci_tracker.domain.plan_tables import TASKS, PlanCellKind, TableColumn
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

_CODE = "code"
_WIDTHS: Mapping[str, int] = {_CODE: 80, "title": 330, "lead": 220, "with": 220, "due": 110}
_ROW, _ROWS_SHOWN = 35, 14
_REVISIONS = "revisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSheet(SheetForm, PlanActForm):
    """The table of all tasks as they stand now, with the revision of each that was seen."""

    COMPANIONS: ClassVar[tuple[str, ...]] = (_REVISIONS, WHY, ON, BASIS)
    FIELDS: ClassVar[tuple[str, ...]] = (_REVISIONS, ROWS, WHY, ON, BASIS)
    CHOICES: ClassVar[tuple[str, ...]] = (_REVISIONS, ROWS, WHY)
    COLUMNS: ClassVar[tuple[str, ...]] = ("title", "lead", "with", "due")

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
        """The cells that would say something else, by task and column, as a plan holds them."""
        typed, found = self.cells(), Cells()
        for thing in self.things:
            for name, text in typed.get(thing.key, {}).items():
                column = TASKS.column(name)
                if text.strip() != self.shown(thing, column):
                    cell = plan_tables.meant(column, text, self.words)
                    found.setdefault(thing.key, {})[name] = cell
        return found

    def edits(self) -> tuple[RowChanged, ...]:
        seen: Mapping[str, int] = self.value(_REVISIONS)
        return tuple(
            RowChanged(table=TASKS.key, key=key, cells=cells, revision=seen.get(key))
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
        return [
            ChangedCell(
                name=f"{key} · {self.heading(name)}",
                before=self.shown(stands[key], TASKS.column(name)),
                after=typed[key][name].strip(),
            )
            for key, cells in self.changed_cells().items()
            for name in cells
        ]

    def heading(self, column: str) -> str:
        """What a column is called."""
        return plan_tables.heading(TASKS, TASKS.column(column), self.words)

    def see_what_stands(self) -> None:
        """From now on what stands is seen: somebody was told of it. What was typed stays."""
        typed = self.cells()
        self.build_on(self.base(), self.revision)
        self.begin_anew({ROWS: typed, _REVISIONS: self.stands()[_REVISIONS]})


def draw_table(form: TaskSheet) -> None:
    """Draw the table itself."""
    columns, column = (_CODE, *form.COLUMNS), st.column_config.TextColumn
    kept = form.value(ROWS)
    rows = [
        {name: form.shown(thing, TASKS.column(name)) for name in columns} | kept.get(thing.key, {})
        for thing in form.things
    ]
    st.data_editor(
        rows,
        key=form.editor,
        on_change=form.keep,
        hide_index=True,
        num_rows="fixed",
        height=_ROW * (min(len(rows), _ROWS_SHOWN) + 1) + 3,
        column_config={
            name: column(
                form.heading(name),
                disabled=name == _CODE,
                pinned=name == _CODE,
                width=_WIDTHS[name],
            )
            for name in columns
        },
    )
    _keep_cells(form)


def _keep_cells(form: TaskSheet) -> None:
    kept_cells.keep_cells(
        form.id,
        form.editor,
        number=form.opening.number,
        names=form.heading(_CODE),
        rows={
            thing.cells[_CODE]: CellsOfRow(
                form=form.id,
                revision=form.opening.revision,
                after=form.cell_name("", thing.key),
            )
            for thing in form.things
        },
        columns={form.heading(name): name for name in form.COLUMNS},
    )
