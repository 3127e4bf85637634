"""What is typed into the cells of a table, kept by the browser until the server has it.

A table sends a cell only when it is left, so the browser notes the one that is being typed in like
a field of a form (``typed``), under the form that its row belongs to. What came back is merged by
whoever draws the table, once it is drawn: only then is known what the page still held of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any
from zlib import crc32

import streamlit as st

from ddci_tracker import streamlit_inside as inside

_KEY = "kept-cells"
_SCRIPT = (
    f"const CELL = {inside.TYPED_CELL!r}\n"
    f"const GRID = {inside.GRID!r}\n"
    # Twice as long as it takes until the grid tells which cell is chosen.
    f"const SETTLED = {2 * inside.CELL_TOLD_AFTER_MS}\n"
    """\
const classOf = (key) => "st-key-" + key.trim().replaceAll(/[^a-zA-Z0-9_-]/g, "-")
export default function ({ data }) {
  const { table, number, key, names, rows, columns } = data
  const kept = window.ddciTyped
  kept?.shows(table, number)
  let open = null
  // Rows may be sorted, and columns moved: what stands in them tells which they are.
  const chosen = () => {
    const grid = document.querySelector(`.${classOf(key)} ${GRID}`)
    const selected = grid?.querySelectorAll("td[aria-selected=true]")
    if (selected?.length !== 1) return null
    const [cell] = selected
    const heads = [...grid.querySelectorAll("th")]
    const headOf = ({ ariaColIndex }) =>
      heads.find((head) => head.ariaColIndex === ariaColIndex)?.textContent
    const name = [...cell.parentElement.children].find((each) => headOf(each) === names)
    const row = rows[name?.textContent], column = columns[headOf(cell)]
    if (!row || !column) return null
    const field = column + row.after
    const { form, revision } = row
    return { form, revision, field, stands: cell.textContent, noted: kept.noted(form, field) }
  }
  const note = (text) => {
    const { form, revision, field } = open.cell
    if (text === undefined) kept.unnote(form, field)
    else kept.note(form, revision, field, text)
  }
  const typed = () => {
    if (!open?.cell) return
    const { stands, noted } = open.cell
    note(open.input.value === stands ? noted : open.input.value)
  }
  const opened = ({ target }) => {
    if (!kept || !target.matches(CELL) || open?.input === target) return
    open = { input: target, cell: null }
    setTimeout(() => {
      if (open?.input !== target || !target.isConnected) return
      open.cell = chosen()
      typed()
    }, SETTLED)
  }
  const givenUp = ({ key, target }) => {
    if (key !== "Escape" || open?.input !== target) return
    if (open.cell) note(open.cell.noted)
    open = null
  }
  document.addEventListener("focusin", opened)
  document.addEventListener("input", typed)
  document.addEventListener("keydown", givenUp, true)
  return () => {
    document.removeEventListener("focusin", opened)
    document.removeEventListener("input", typed)
    document.removeEventListener("keydown", givenUp, true)
  }
}
"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellsOfRow:
    """Under which form the cells of a row are noted, and what follows the name of each."""

    form: str
    revision: int
    after: str = ""


def keep_cells(
    table: str,
    key: str,
    *,
    number: int,
    names: str,
    rows: Mapping[str, CellsOfRow],
    columns: Mapping[str, str],
) -> None:
    """Have the browser do so for the table that is drawn under a key.

    ``names`` is the heading of the column that tells the rows apart; ``rows`` go by what stands
    there, ``columns`` by their headings. ``number`` is the opening that the page shows.
    """
    data = {
        "table": table,
        "key": key,
        "number": number,
        "names": names,
        "rows": {name: asdict(row) for name, row in rows.items()},
        "columns": dict(columns),
    }
    with st.container(key=f"{_KEY}-box"):
        _component()(key=_KEY, data=data)


def order_of(rows: Iterable[str]) -> int:
    """Tells one order of rows from another, for the key of a table.

    A page says what was edited by the number of a row, so it must never meet other rows.
    """
    return crc32("\n".join(rows).encode())


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_kept_cells", js=_SCRIPT)
