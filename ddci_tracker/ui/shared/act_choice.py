"""Which of several acts somebody chose in a drawer: a row of pills, kept in the address."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from ddci_tracker.ui.core import state
from ddci_tracker.ui.shared import outcome
from ddci_tracker.ui.shared.draft_form import DraftForm
from ddci_tracker.words.catalogue import Words

# The parameter of the address that says which form of a drawer is chosen.
ACT = "act"

A = TypeVar("A", bound=StrEnum)


def choose_act(
    form: DraftForm, captions: Mapping[A, str], words: Words, *, likely: A | None
) -> A | None:
    """Draw the acts by their captions; what is chosen. ``likely`` is, where nothing was yet."""
    key = form.key("action")
    if st.session_state.get(key) not in captions:
        # A session that knows nothing of the drawer finds the choice in the address.
        asked = st.query_params.get(ACT)
        st.session_state[key] = next((each for each in captions if each == asked), likely)
    chosen = st.pills(
        words.text("What to do"),
        list(captions),
        format_func=captions.__getitem__,
        key=key,
        label_visibility="collapsed",
        on_change=_chosen,
        args=(key,),
    )
    return next((each for each in captions if each == chosen), None)


def _chosen(key: str) -> None:
    outcome.forget()
    state.choose(ACT, st.session_state[key])
