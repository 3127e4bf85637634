"""Addresses with a secret in them, made and revoked wherever one is given out.

The address that was just made is shown until something else is done, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import streamlit as st

from ddci_tracker.services import links
from ddci_tracker.services.links import LinkView, Purpose
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.shared import outcome
from ddci_tracker.words.catalogue import Words

LinkTexts = Callable[[LinkView], dict[str, object]]


def address_of(purpose: Purpose, token: str) -> str:
    """The address that opens what a token is for, from where the reader sits."""
    here = urlsplit(st.context.url or "")
    return (f"{here.scheme}://{here.netloc}" if here.netloc else "") + links.path_of(purpose, token)


def draw_new(key: str, template: str, words: Words) -> None:
    """Draw the address that was just made, if any, under what the template says of it."""
    address = st.session_state.get(key)
    if address:
        drawing.put(template, words)
        st.code(address, language=None, wrap_lines=True)


def draw_links(
    kept: Iterable[LinkView], template: str, words: Words, *, new: str, shown: LinkTexts
) -> None:
    """Draw a row for each link with a button that revokes it.

    ``shown`` is what the template needs beside the link; ``new`` is the key of the address that
    was just made, which a link that is revoked takes along.
    """
    called = known_names()
    for link in kept:
        with st.container(
            horizontal=True, vertical_alignment="center", wrap=False, key=f"link-{link.token_hash}"
        ):
            by = called.get(link.created_by, link.created_by)
            drawing.put(template, words, link=link, by=by, **shown(link))
            st.button(
                words.text("Revoke"),
                key=f"revoke-{link.token_hash}",
                on_click=_revoke,
                args=(link, new, words),
            )


def _revoke(link: LinkView, new: str, words: Words) -> None:
    def do() -> None:
        st.session_state.pop(new, None)
        links.revoke_link(state.tracker(), state.actor(), link.token_hash)

    outcome.attempt(do, words.text("The address opens nothing any more"), words)
