"""Controls that narrow what a screen shows, each kept in the address under its own name.

The address decides: it holds codes, never labels, and a code that makes no sense there counts
as not given. Plan, quarter, day and language are chosen elsewhere (``frame``).
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ddci_tracker.domain import texts
from ddci_tracker.ui.core import state

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
        placeholder=everything,
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


def pick_pills(
    name: str, label: str, options: Mapping[str, str], *, usual: tuple[str, ...]
) -> tuple[str, ...]:
    """A row of pills of which any number may be on; ``usual`` are on where nothing was chosen."""
    key = _key(name)
    given = st.query_params.get(name)
    codes = usual if given is None else tuple(given.split(","))
    st.session_state[key] = [code for code in options if code in codes]
    chosen = st.pills(
        label,
        list(options),
        selection_mode="multi",
        key=key,
        format_func=options.__getitem__,
        wrap=True,
        on_change=_keep_all,
        args=(name, usual),
    )
    return tuple(chosen)


def pick_segment(
    name: str, label: str, options: Mapping[str, str], *, is_labelled: bool = True
) -> str:
    """One of a few ways to look, always one; the first where nothing was chosen.

    ``is_labelled``: what is chosen stands above it; otherwise only those hear it who do not see.
    """
    key, usual = _key(name), next(iter(options))
    st.session_state[key] = _given(name, options) or usual
    chosen = st.segmented_control(
        label,
        list(options),
        key=key,
        format_func=options.__getitem__,
        required=True,
        label_visibility="visible" if is_labelled else "collapsed",
        on_change=_keep_unusual,
        args=(name, usual),
    )
    return chosen or usual


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
    return texts.line(typed)


def _given(name: str, options: Mapping[str, str]) -> str | None:
    given = st.query_params.get(name)
    return given if given in options else None


def _key(name: str) -> str:
    return f"filter-{name}"


def _keep_all(name: str, usual: tuple[str, ...]) -> None:
    chosen = st.session_state[_key(name)]
    # Nothing at all is a choice as well, and stands as an empty word.
    state.choose(name, None if set(chosen) == set(usual) else ",".join(chosen))


def _keep_unusual(name: str, usual: str) -> None:
    chosen = st.session_state[_key(name)]
    state.choose(name, None if chosen == usual else chosen)


def _keep(name: str) -> None:
    chosen = st.session_state[_key(name)]
    state.choose(name, chosen.strip() if chosen and chosen.strip() else None)
