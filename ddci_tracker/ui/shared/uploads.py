"""A file that somebody chose on a screen, for what is done with it.

A server that was restarted has none of the files that pages still show: it is asked for again.
Over a slow line a page shows a file before it has arrived; the server cannot tell these two apart.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import streamlit as st

from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_


@runtime_checkable
class ChosenFile(Protocol):
    """What is known of it."""

    name: str

    def getvalue(self) -> bytes:
        """Its content."""


def chosen(key: str) -> ChosenFile:
    """The file that was chosen in the field of a key; ``Refused`` where there is none."""
    file = st.session_state.get(key)
    # Streamlit keeps a stand-in without content for one that it no longer has.
    if not isinstance(file, ChosenFile):
        raise Refused(
            N_(
                "The file has not arrived: choose it above and wait until it is uploaded; "
                "if the line was cut meanwhile, choose it again"
            )
        )
    return file
