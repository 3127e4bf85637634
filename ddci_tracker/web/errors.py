"""When a screen fails: why, where a sentence is known for it, else a number that the log has."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from ddci_tracker.services.failures import sentences_for_anybody
from ddci_tracker.web import language
from ddci_tracker.words.catalogue import Words

log = logging.getLogger(__name__)


def on_script_error(error: Exception) -> bool:
    """Log an error of a screen under a new reference number; tell the reader why, or that number.

    True tells Streamlit that the reader has been told, so that it shows nothing of its own.
    """
    reference = secrets.token_hex(4).upper()
    # One line that can be searched; a message of an error may hold several, so it comes below.
    log.error("reference=%s error=%s", reference, type(error).__name__, exc_info=error)
    words = Words.of(language.asked_for(st.query_params))
    known = sentences_for_anybody(error, words)
    if known:
        st.error("\n\n".join(known))
        return True
    st.error(
        words.text(
            "This page could not be shown. Please tell your administrator the reference number"
            " {reference}.",
            reference=reference,
        )
    )
    return True
