"""In / Trình chiếu, on every screen: what is seen now on paper, and the plan as slides.

How a screen looks on paper is said by its stylesheet. Not here: the papers of a frozen month.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from ddci_tracker.services.current_slides import export_current, name_of_slides
from ddci_tracker.services.exports import FORMS, ExportFormat
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import downloads

_SCRIPT = """\
export default function () {
  const print = (event) => {
    if (!event.target.closest("a[data-print]")) return
    event.preventDefault()
    window.print()
  }
  document.addEventListener("click", print)
  return () => document.removeEventListener("click", print)
}
"""


def draw_ways_out(look: Look) -> None:
    """Draw the button that opens them."""
    words, board = look.words, look.board
    tracker, actor, now = state.tracker(), state.actor(), state.now()
    label = words.text("Print / Present")
    with st.popover(label, icon=":material/print:", width="content", key="ddci-ways-out"):
        _component()(key="print")
        drawing.put("frame/taking_away.html", words)
        downloads.offer(
            words.text("Slides of what is seen now (PowerPoint)"),
            lambda: export_current(tracker, actor, board, words=words, now=now).body,
            file_name=name_of_slides(board),
            media_type=FORMS[ExportFormat.PPTX].media_type,
            key="current-slides",
        )


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_print", js=_SCRIPT)
