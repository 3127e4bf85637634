"""Files that a screen offers: made when they are asked for, and noted for the administrator.

Every screen offers its files by this; copies of everything note themselves.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ddci_tracker.services import security_log
from ddci_tracker.services.table_files import MEDIA_TYPE
from ddci_tracker.ui.core import state
from ddci_tracker.words.catalogue import Words


def offer(
    label: str,
    make: Callable[[], bytes | str],
    *,
    file_name: str,
    media_type: str,
    icon: str = ":material/download:",
    hint: str | None = None,
    key: str | None = None,
) -> None:
    """A button that makes a file; ``make`` is called outside of a run, and knows no screen.

    ``hint`` says more of it to whoever points at it.
    """
    tracker, by = state.tracker(), state.actor().name

    def made() -> bytes | str:
        body = make()
        security_log.note_taken(tracker, by, file_name)
        return body

    st.download_button(
        label,
        data=made,
        file_name=file_name,
        mime=media_type,
        icon=icon,
        help=hint,
        on_click="ignore",
        key=key,
    )


def offer_table(
    words: Words, make: Callable[[], bytes], *, file_name: str, key: str | None = None
) -> None:
    """The button that takes a table of the screen away as Excel; ``make`` as in ``offer``."""
    offer(
        words.text("Download as Excel"), make, file_name=file_name, media_type=MEDIA_TYPE, key=key
    )
