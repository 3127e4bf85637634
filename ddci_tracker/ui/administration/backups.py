"""Safe copies on the screen: what there is, one more at a click, and one to take away."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ddci_tracker.domain.views import Board
from ddci_tracker.services import backups
from ddci_tracker.services.backups import KeptFile
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.shared import outcome
from ddci_tracker.words.catalogue import Words

_MEBIBYTE = 1024**2


def draw(chosen: Selection, _board: Board | None) -> None:
    """Draw the folder of copies and what can be done with it."""
    words = chosen.words
    kept = backups.list_copies(state.tracker(), state.actor())
    drawing.put("administration/backups_about.html", words)
    st.button(
        words.text("Make a copy now"),
        type="primary",
        icon=":material/save:",
        key="copy-now",
        on_click=_keep,
        args=(words,),
    )
    outcome.draw_told(words)
    drawing.put(
        "administration/backups.html",
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
        st.download_button(  # which the service notes
            words.text("Download"),
            data=partial(backups.read_copy, state.tracker(), state.actor(), name),
            file_name=name,
            mime="application/zip",
            icon=":material/download:",
            on_click="ignore",
        )


def _keep(words: Words) -> None:
    def do() -> None:
        backups.keep_copy(state.tracker(), state.actor(), now=state.now())

    outcome.attempt(do, words.text("The copy was made, opened and tried out"), words)
