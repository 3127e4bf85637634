"""Tokens by which other systems read over ``/api/v1``: made here, shown once, and revoked."""

from __future__ import annotations

import streamlit as st

from ddci_tracker.domain.views import Board
from ddci_tracker.services import api_tokens
from ddci_tracker.services.api_tokens import KeptToken
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.shared import outcome
from ddci_tracker.ui.shared.autosave import kept_fields, let_go
from ddci_tracker.words.catalogue import Words

_FORM, _NAME = "api-token", "api-token-name"
# The token that was just made: it is shown until something else is done, and kept nowhere.
_NEW = "api-token-new"


def draw(chosen: Selection, _board: Board | None) -> None:
    """Draw the tokens that read nothing but the agencies of whoever looks, and a form for one."""
    words = chosen.words
    per_minute = state.tracker().api_per_minute
    agencies = state.actor().agencies
    drawing.put(
        "administration/tokens_about.html",
        words,
        per_minute=per_minute,
        agencies=None if agencies is None else tuple(sorted(agencies)),
    )
    with (
        kept_fields(_FORM, {"name": _NAME}),
        st.container(horizontal=True, vertical_alignment="bottom", key="api-token-form"),
    ):
        st.text_input(
            words.text("System that reads"),
            key=_NAME,
            placeholder=words.text("Operations centre of the province"),
            width=360,
        )
        st.button(
            words.text("Make a token"),
            type="primary",
            icon=":material/key:",
            key="api-token-make",
            on_click=_make,
            args=(words,),
        )
    outcome.draw_told(words, {"name": words.text("System that reads")})
    if token := st.session_state.get(_NEW):
        drawing.put("administration/new_token.html", words)
        st.code(token, language=None, wrap_lines=True)
    _draw_list(words)


def _draw_list(words: Words) -> None:
    kept, called = api_tokens.list_tokens(state.tracker(), state.actor()), known_names()
    drawing.put("administration/tokens.html", words, count=len(kept))
    for token in kept:
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            wrap=False,
            key=f"api-token-{token.token_hash}",
        ):
            by = called.get(token.created_by, token.created_by)
            drawing.put("administration/token.html", words, token=token, by=by)
            st.button(
                words.text("Revoke"),
                key=f"revoke-{token.token_hash}",
                on_click=_revoke,
                args=(token, words),
            )


def _make(words: Words) -> None:
    def do() -> None:
        st.session_state.pop(_NEW, None)
        name = st.session_state.get(_NAME, "")
        token = api_tokens.make_token(state.tracker(), state.actor(), name, now=state.now())
        st.session_state[_NEW] = token
        let_go(_FORM, {"name": _NAME})
        st.session_state[_NAME] = ""

    outcome.attempt(do, words.text("The token was made"), words)


def _revoke(token: KeptToken, words: Words) -> None:
    def do() -> None:
        st.session_state.pop(_NEW, None)
        api_tokens.revoke_token(state.tracker(), state.actor(), token.token_hash)

    outcome.attempt(do, words.text("The token reads nothing any more"), words)
