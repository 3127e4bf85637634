"""Safe copies on the screen: what there is, one more at a click, and one to take away."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ddci_tracker.services import keeping
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.services.keeping import KeptFile
from ddci_tracker.ui import acting, drawing, state
from ddci_tracker.ui.look import Look
from ddci_tracker.words.catalogue import Words

_MEBIBYTE = 1024**2


def draw(look: Look) -> None:
    """Draw the folder of copies and what can be done with it."""
    words = look.words
    kept = keeping.list_copies(state.tracker(), state.actor())
    drawing.put("administration_copies_about.html", words)
    st.button(
        words.text("Make a copy now"),
        type="primary",
        icon=":material/save:",
        key="copy-now",
        on_click=_keep,
        args=(words,),
    )
    acting.draw_told(words)
    drawing.put(
        "administration_copies.html",
        words,
        copies=kept,
        said=lambda error: " ".join(sentences_for(error, words)),
        mebibytes=lambda size: max(1, round(size / _MEBIBYTE)),
        rows=lambda copy: sum(copy.rows.values()),
    )
    _draw_download([each for each in kept if each.copy is not None], words)


def _draw_download(kept: list[KeptFile], words: Words) -> None:
    if not kept:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="copy-download"):
        name = st.selectbox(
            words.text("Copy"), [each.name for each in kept], key="copy-name", width=460
        )
        st.download_button(
            words.text("Download"),
            data=partial(keeping.read_copy, state.tracker(), state.actor(), name),
            file_name=name,
            mime="application/zip",
            icon=":material/download:",
            on_click="ignore",
        )


def _keep(words: Words) -> None:
    def do() -> None:
        keeping.keep_copy(state.tracker(), state.actor(), now=state.now())

    acting.attempt(do, words.text("The copy was made, opened and tried out"), words)
