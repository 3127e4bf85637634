"""A table whose cells are typed into, as a form whose typing is kept.

What was typed into its cells is one field among the others of the form, by row and column. Not
here: how the table is drawn, and what its rows come to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.ui.shared import kept_cells, typed
from ddci_tracker.ui.shared.draft_form import DraftForm, Values

# Cells that came back, by form, until the table is drawn that they belong to.
_CAME = "list-came"
# Between column and row in the name that a browser calls a cell by.
_OF = "@"
ROWS = "rows"

Cells = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetForm(DraftForm):
    """A form with a table; ``COLUMNS`` are those that are typed into.

    ``rows``, a choice among its fields, holds what the draft kept of the cells.
    """

    COLUMNS: ClassVar[tuple[str, ...]]

    @property
    def row_keys(self) -> Sequence[str]:
        """The rows in the order in which they are drawn."""
        raise NotImplementedError

    @property
    def editor(self) -> str:
        """The key of the table itself: one that is opened anew has nothing edited."""
        order = kept_cells.order_of(self.row_keys)
        return f"{self.key('table')}:{self.opening.number}:{order}"

    def values(self) -> Values:
        """What is typed, the cells that were edited among the rest."""
        return {**DraftForm.values(self), ROWS: self.cells()}

    def cells(self) -> Cells:
        """What was typed, now and before, by row and column; only where anything was."""
        edited: Mapping[int, Mapping[str, Any]]
        edited = st.session_state.get(self.editor, {}).get("edited_rows", {})
        found = {row: dict(cells) for row, cells in self.value(ROWS).items()}
        for number, cells in edited.items():
            row = found.setdefault(self.row_keys[number], {})
            row.update({column: str(value or "") for column, value in cells.items()})
        return found

    def texts(self) -> dict[str, str]:
        """What stands in the fields of text, the cells among them."""
        cells = {
            self.cell_name(column, key): text
            for key, row in self.cells().items()
            for column, text in row.items()
        }
        return DraftForm.texts(self) | cells

    def text_in(self, values: Values, name: str) -> str:
        """What values have in a field or a cell, by the name that the browser calls it by."""
        column, of, row = name.partition(_OF)
        cells: Cells = values.get(ROWS, {}) if of else {}
        return cells.get(row, {}).get(column, "") if of else DraftForm.text_in(self, values, name)

    @staticmethod
    def cell_name(column: str, row: str) -> str:
        """What a browser calls the cell of a column and a row."""
        return f"{column}{_OF}{row}"

    def take(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Fill in texts that came back; cells wait until the table is drawn, and are kept then."""
        cells = {name: text for name, text in texts.items() if _OF in name}
        waiting = st.session_state.setdefault(_CAME, {}).setdefault(self.id, {})
        waiting.update(cells)
        others = {name: text for name, text in texts.items() if name not in cells}
        return DraftForm.take(self, others)

    @inside.uninterrupted()
    def gather(self) -> bool:
        """Once the table is drawn, take in the cells that came back; whether to draw it anew.

        What the page still held of the table is known only then, and these came after it.
        """
        came: Mapping[str, str] = st.session_state.get(_CAME, {}).pop(self.id, {})
        rows, is_found = self.cells(), False
        for name, text in came.items():
            column, row = name.split(_OF, maxsplit=1)
            if row in self.row_keys and column in self.COLUMNS:
                rows.setdefault(row, {})[column] = text
                is_found = True
        if is_found:
            self.begin_anew({ROWS: rows})
        # Only now may the browser forget them.
        typed.arrived(self.id, came)
        return is_found
