"""In / Trình chiếu, on every screen: what is seen now on paper, and the plan as slides.

How a screen looks on paper is said by its stylesheet. Not here: the papers of a frozen month.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.services.current_slides import export_current, name_of_slides
from ddci_tracker.services.exports import FORMS, ExportFormat
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import downloads

# A chart is drawn for the width of its window: one that is wider than the sheet would be cut off
# there, so it is scaled for as long as is printed, whoever asked for it.
_SCRIPT = (
    f"const CHARTS = {json.dumps(inside.CHARTS)}\n"
    """\
const PAPER = 703 // CSS pixels: an A4 sheet without its margins
const charts = () => [...document.querySelectorAll(CHARTS)]

const fit = () => {
  for (const chart of charts()) {
    const { width, height } = chart.getBoundingClientRect()
    if (width <= PAPER) continue
    chart.dataset.fitted = ""
    chart.style.setProperty("--shape", `${width} / ${height}`)
    for (const layer of chart.querySelectorAll(".main-svg"))
      layer.setAttribute("viewBox", `0 0 ${width} ${height}`)
  }
}
const unfit = () => {
  for (const chart of charts()) {
    delete chart.dataset.fitted
    for (const layer of chart.querySelectorAll(".main-svg")) layer.removeAttribute("viewBox")
  }
}

export default function () {
  const print = (event) => {
    if (!event.target.closest("a[data-print]")) return
    event.preventDefault()
    window.print()
  }
  document.addEventListener("click", print)
  window.addEventListener("beforeprint", fit)
  window.addEventListener("afterprint", unfit)
  return () => {
    document.removeEventListener("click", print)
    window.removeEventListener("beforeprint", fit)
    window.removeEventListener("afterprint", unfit)
  }
}
"""
)


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
