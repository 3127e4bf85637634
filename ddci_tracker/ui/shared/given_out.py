"""Secrets that are given out: an address or a token, made for somebody, shown once, and revoked.

What was just made is shown until something else is done, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import streamlit as st

from ddci_tracker.services import links
from ddci_tracker.services.links import LinkView, Purpose
from ddci_tracker.services.tokens import GivenOut
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.shared import outcome
from ddci_tracker.ui.shared.autosave import kept_fields, let_go
from ddci_tracker.words.catalogue import Words

T = TypeVar("T", bound=GivenOut)


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """The form that makes a secret for something that is named: its texts, in the reader's words.

    ``form`` is what the browser calls it, and what its keys begin with; ``field`` what a refusal
    calls the name; ``copy`` is said over what was made, ``made`` that it was.
    """

    form: str
    field: str
    label: str
    hint: str
    button: str
    icon: str
    copy: str
    made: str

    @property
    def key(self) -> str:
        """The key of the field."""
        return f"{self.form}-{self.field}"

    @property
    def new(self) -> str:
        """Where what was just made is until something else is done."""
        return f"{self.form}-new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What a list calls a secret: what kind it is of, if told, for whom, and what it reads."""

    kind: str | None = None
    name: str
    reads: str | None = None


def address_of(purpose: Purpose, token: str) -> str:
    """The address that opens what a token is for, from where the reader sits."""
    here = urlsplit(st.context.url or "")
    return (f"{here.scheme}://{here.netloc}" if here.netloc else "") + links.path_of(purpose, token)


def draw_making(making: Making, make: Callable[[str], str], words: Words) -> None:
    """Draw the form, and what it just made; ``make`` makes one for a name, or refuses."""
    with (
        kept_fields(making.form, {making.field: making.key}),
        st.container(horizontal=True, vertical_alignment="bottom", key=f"{making.form}-form"),
    ):
        st.text_input(making.label, key=making.key, placeholder=making.hint, width=360)
        st.button(
            making.button,
            type="primary",
            icon=making.icon,
            key=f"{making.form}-make",
            on_click=_make,
            args=(making, make, words),
        )
    outcome.draw_told(words, {making.field: making.label})
    draw_new(making.new, making.copy, words)


def _make(making: Making, make: Callable[[str], str], words: Words) -> None:
    def do() -> None:
        st.session_state.pop(making.new, None)
        st.session_state[making.new] = make(str(st.session_state.get(making.key) or ""))
        let_go(making.form, {making.field: making.key})
        st.session_state[making.key] = ""

    outcome.attempt(do, making.made, words)


def draw_new(key: str, copy: str, words: Words) -> None:
    """Draw what was just made, if anything was, under what is said of it."""
    secret = st.session_state.get(key)
    if secret:
        drawing.put("shared/given_out_new.html", words, said=copy)
        st.code(secret, language=None, wrap_lines=True)


def draw_list(
    kept: Iterable[T],
    called: Callable[[T], Called],
    revoke: Callable[[str], None],
    words: Words,
    *,
    new: str,
    revoked: str,
) -> None:
    """Draw a row for each with a button that revokes it, which ``revoked`` tells.

    ``new`` is the key of what was just made, which goes along.
    """
    names = known_names()
    for each in kept:
        with st.container(
            horizontal=True, vertical_alignment="center", wrap=False, key=f"given-{each.token_hash}"
        ):
            by = names.get(each.created_by, each.created_by)
            drawing.put("shared/given_out.html", words, given=each, called=called(each), by=by)
            st.button(
                words.text("Revoke"),
                key=f"revoke-{each.token_hash}",
                on_click=_revoke,
                args=(each.token_hash, new, revoke, revoked, words),
            )


def draw_links(
    kept: Iterable[LinkView],
    called: Callable[[LinkView], Called],
    words: Words,
    *,
    new: str,
) -> None:
    """``draw_list`` of links."""

    def revoke(token_hash: str) -> None:
        links.revoke_link(state.tracker(), state.actor(), token_hash)

    revoked = words.text("The address opens nothing any more")
    draw_list(kept, called, revoke, words, new=new, revoked=revoked)


def _revoke(
    token_hash: str, new: str, revoke: Callable[[str], None], revoked: str, words: Words
) -> None:
    def do() -> None:
        st.session_state.pop(new, None)
        revoke(token_hash)

    outcome.attempt(do, revoked, words)
