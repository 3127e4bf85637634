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


_WAYS = "ddci-ways-out"


def draw_ways_out(look: Look) -> None:
    """Draw a button for each."""
    words, board = look.words, look.board
    tracker, actor, now = state.tracker(), state.actor(), state.now()
    with st.container(horizontal=True, wrap=False, width="content", gap="xsmall", key=_WAYS):
        drawing.put("frame/taking_away.html", words)
        with st.container(key="ddci-print"):
            _component()(key="print")
        downloads.offer(
            words.text("Present"),
            lambda: export_current(tracker, actor, board, words=words, now=now).body,
            file_name=name_of_slides(board),
            media_type=FORMS[ExportFormat.PPTX].media_type,
            icon=":material/slideshow:",
            hint=words.text(
                "Slides (PowerPoint) of what is seen now; they say that nobody has frozen it"
            ),
            key="current-slides",
        )


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_print", js=_SCRIPT)
