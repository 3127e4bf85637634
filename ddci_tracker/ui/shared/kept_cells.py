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
    # Longer than it takes until the grid tells which cell is chosen, and surely so.
    f"const TOLD = {inside.CELL_TOLD_AFTER_MS + 50}\n"
    f"const SETTLED = {2 * inside.CELL_TOLD_AFTER_MS}\n"
    """\
const MOVES = /^(Arrow|Page|Home|End|Tab)/
const classOf = (key) => "st-key-" + key.trim().replaceAll(/[^a-zA-Z0-9_-]/g, "-")
// All of this outlasts a run of the script. What is shown; the cell that is typed in; since when
// another one may be chosen, and the one that a key led to from a cell that is known.
let shown = null
let open = null
let moved = 0
let led = null
const kept = window.ddciTyped
const grid = () => shown && document.querySelector(`.${classOf(shown.key)} ${GRID}`)
// Rows may be sorted, and columns moved: what stands in them tells which they are.
const told = (cell) => {
  const heads = [...grid().querySelectorAll("th")]
  const { names, rows, columns } = shown
  const headOf = ({ ariaColIndex }) =>
    heads.find((head) => head.ariaColIndex === ariaColIndex)?.textContent
  const line = cell.parentElement
  const name = [...line.children].find((each) => headOf(each) === names)
  const row = rows[name?.textContent], column = columns[headOf(cell)]
  if (!row || !column) return null
  const { form, revision } = row, field = column + row.after
  const at = [Number(line.ariaRowIndex), Number(cell.ariaColIndex)]
  return { form, revision, field, at, stands: cell.textContent, noted: kept.noted(form, field) }
}
const chosen = () => {
  const selected = grid()?.querySelectorAll("td[aria-selected=true]")
  return selected?.length === 1 ? told(selected[0]) : null
}
const ledTo = () => {
  const [row, column] = led ?? []
  const cell = grid()?.querySelector(
    `tr[aria-rowindex="${row}"] td[aria-colindex="${column}"]`)
  return cell ? told(cell) : null
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
  open = { input: target, cell: Date.now() - moved > TOLD ? chosen() : ledTo() }
  typed()
  const look = () => {
    if (open?.input !== target || !target.isConnected) return
    const cell = chosen(), before = open.cell
    // A table without a connection tells nothing.
    if (!cell && !before) setTimeout(look, SETTLED)
    if (!cell || (cell.form === before?.form && cell.field === before?.field)) return
    if (before) note(before.noted)
    open.cell = cell
    typed()
  }
  setTimeout(look, SETTLED)
}
const pressed = ({ key, target, shiftKey }) => {
  const isTyping = open?.input === target
  if (key === "Escape" && isTyping) {
    if (open.cell) note(open.cell.noted)
    open = null
  } else if (isTyping && !shiftKey && (key === "Enter" || key === "Tab")) {
    const [row, column] = open.cell?.at ?? []
    led = row ? [row + (key === "Enter"), column + (key === "Tab")] : null
    moved = Date.now()
  } else if (!isTyping && MOVES.test(key)) {
    led = null
    moved = Date.now()
  }
}
const touched = () => {
  led = null
  moved = Date.now()
}
export default function ({ data }) {
  shown = data
  kept?.shows(data.table, data.number)
  document.addEventListener("focusin", opened)
  document.addEventListener("input", typed)
  document.addEventListener("keydown", pressed, true)
  document.addEventListener("pointerdown", touched, true)
  return () => {
    if (shown === data) shown = null
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
