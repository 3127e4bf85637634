"""The drawer of Kết luận họp: one conclusion with what may be done with it, or a new one.

Which one is open stands in the address, so that other screens lead to it.
"""

from __future__ import annotations

import streamlit as st

from ddci_tracker.ui.conclusions import forms
from ddci_tracker.ui.conclusions.forms import SAY, ConclusionForm
from ddci_tracker.ui.core import drawing
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import drawer_links, outcome
from ddci_tracker.words.progress import progress

NEW = "new"
_OPEN = "conclusion-open"
_WIDTH = 560


def draw_drawer(look: Look) -> None:
    """Draw the drawer that the address asks for, if any, and listen to what opens one."""
    drawer_links.listen(SAY)
    asked, words = st.query_params.get(SAY), look.words
    if st.session_state.get(_OPEN) != asked:
        # What was told of one conclusion is not about the next.
        if asked is not None:
            outcome.forget()
        st.session_state[_OPEN] = asked
    view = next((each for each in look.board.followed if each.said.id == asked), None)
    if asked == NEW and forms.may_conclude(look):
        dialog = st.dialog(
            words.text("New conclusion"), width=_WIDTH, position="right", on_dismiss=_close
        )
        dialog(lambda: forms.draw_new(look))()
    elif view is not None and (actions := forms.actions_on(look, view)):
        dialog = st.dialog(
            words.text("Meeting conclusion"), width=_WIDTH, position="right", on_dismiss=_close
        )

        def draw() -> None:
            told = progress(view, look.board.plan, words)
            drawing.put("conclusions/drawer.html", words, view=view, progress=told)
            forms.draw_acts(ConclusionForm.of(look, view), actions)

        dialog(draw)()


def _close() -> None:
    outcome.forget()
    forms.leave()
