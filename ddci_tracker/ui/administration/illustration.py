"""Taking the illustration away: asked once more, since nothing brings back what was tried in it."""

from __future__ import annotations

import streamlit as st

from ddci_tracker.services import illustration
from ddci_tracker.services.permissions import Action
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.shared import outcome
from ddci_tracker.words.catalogue import Words


def draw(words: Words) -> None:
    """Draw the way to take it away; nothing where there is none, or for who may not."""
    if Action.MANAGE_ILLUSTRATION not in state.actor().actions:
        return
    outcome.draw_told(words)
    found = illustration.list_illustrations(state.tracker(), state.actor())
    if not found:
        return
    drawing.put("administration/illustration.html", words, plans=found)
    with st.popover(words.text("Remove the illustration"), icon=":material/delete:"):
        drawing.put("administration/illustration_sure.html", words)
        st.button(
            words.text("Yes, remove it"),
            type="primary",
            key="illustration-remove",
            on_click=_remove,
            args=(words,),
        )


def _remove(words: Words) -> None:
    def do() -> None:
        illustration.remove_illustrations(state.tracker(), state.actor(), now=state.now())
        # The address names a plan that is there no more.
        for name in ("plan", "quarter", "as_of", "known_at"):
            state.choose(name, None)

    outcome.attempt(do, words.text("The illustration was removed"), words)
