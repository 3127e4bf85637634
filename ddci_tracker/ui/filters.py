"""Controls that narrow what a screen shows, each kept in the address under its own name.

The address decides: it holds codes, never labels, and a code that makes no sense there counts
as not given. Plan, quarter, day and language are chosen elsewhere (``frame``).
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ddci_tracker.ui import state

_EVERYTHING = ""


def pick(
    name: str, label: str, options: Mapping[str, str], *, everything: str, width: int = 300
) -> str | None:
    """A list to choose one code from, by its caption; ``everything`` is the caption of none.

    ``width`` in pixels, less where there is no room.
    """
    captions = {_EVERYTHING: everything, **options}
    key = _key(name)
    st.session_state[key] = _given(name, options) or _EVERYTHING
    chosen = st.selectbox(
        label,
        list(captions),
        key=key,
        format_func=captions.__getitem__,
        label_visibility="collapsed",
        width=width,
        on_change=_keep,
        args=(name,),
    )
    return chosen or None


def pick_pill(name: str, label: str, options: Mapping[str, str]) -> str | None:
    """A row of pills of which one may be on."""
    key = _key(name)
    st.session_state[key] = _given(name, options)
    return st.pills(
        label,
        list(options),
        key=key,
        format_func=options.__getitem__,
        label_visibility="collapsed",
        wrap=True,
        on_change=_keep,
        args=(name,),
    )


def search(name: str, label: str, *, hint: str) -> str:
    """What somebody looks for, without spaces around it; empty where nothing is."""
    key = _key(name)
    st.session_state[key] = st.query_params.get(name, "")
    typed = st.text_input(
        label,
        key=key,
        placeholder=hint,
        icon=":material/search:",
        label_visibility="collapsed",
        on_change=_keep,
        args=(name,),
    )
    return typed.strip()


def _given(name: str, options: Mapping[str, str]) -> str | None:
    given = st.query_params.get(name)
    return given if given in options else None


def _key(name: str) -> str:
    return f"filter-{name}"


def _keep(name: str) -> None:
    chosen = st.session_state[_key(name)]
    state.choose(name, chosen.strip() if chosen and chosen.strip() else None)
