"""Has the cell that is still being typed reach the server before the button that saves its table.

A browser sends a cell a moment after it is left, so a click that leaves it would come first and
save without it. The click waits in the browser for that moment. Both are timers of one page, which
fire in the order of their ends, so nothing depends on how fast the browser or the network is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from ddci_tracker import streamlit_inside as inside

_KEY = "last-cell"
_SCRIPT = f"const PAUSE = {2 * inside.CELL_SENT_AFTER_MS}\n" + (
    """\
export default function ({ data }) {
  const chosen = `.st-key-${data.button} button`
  let waiting = null
  let passing = false
  const wait = (event) => {
    if (passing || !event.target.closest(chosen)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    clearTimeout(waiting)
    waiting = setTimeout(pass, PAUSE)
  }
  const pass = () => {
    passing = true
    document.querySelector(chosen)?.click()
    passing = false
  }
  window.addEventListener("click", wait, true)
  return () => {
    clearTimeout(waiting)
    window.removeEventListener("click", wait, true)
  }
}
"""
)


def send_before(button: str) -> None:
    """Have the cells of a table sent before a click on the button with this key."""
    with st.container(key=f"{_KEY}-box"):
        _component()(key=_KEY, data={"button": button})


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_last_cell", js=_SCRIPT)
