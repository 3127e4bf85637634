"""Tokens by which other systems read over ``/api/v1``: made here, shown once, and revoked."""

from __future__ import annotations

from ddci_tracker.domain.views import Board
from ddci_tracker.services import api_tokens
from ddci_tracker.services.api_tokens import KeptToken
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.shared import given_out
from ddci_tracker.ui.shared.given_out import Called, Making
from ddci_tracker.words.catalogue import Words


def draw(chosen: Selection, _board: Board | None) -> None:
    """Draw the tokens that read nothing but the agencies of whoever looks, and a form for one."""
    words = chosen.words
    agencies = state.actor().agencies
    drawing.put(
        "administration/tokens_about.html",
        words,
        per_minute=state.tracker().api_per_minute,
        agencies=None if agencies is None else tuple(sorted(agencies)),
    )
    making = _making(words)
    given_out.draw_making(making, _make, words)
    kept = api_tokens.list_tokens(state.tracker(), state.actor())
    drawing.put("administration/tokens.html", words, count=len(kept))
    revoked = words.text("The token reads nothing any more")
    given_out.draw_list(
        kept, lambda each: _called(each, words), _revoke, words, new=making.new, revoked=revoked
    )


def _making(words: Words) -> Making:
    return Making(
        form="api-token",
        field="name",
        label=words.text("System that reads"),
        hint=words.text("Operations centre of the province"),
        button=words.text("Make a token"),
        icon=":material/key:",
        copy=words.text("Copy the token now: it is shown only this once."),
        made=words.text("The token was made"),
    )


def _called(token: KeptToken, words: Words) -> Called:
    reads = words.text("every agency") if token.agencies is None else ", ".join(token.agencies)
    return Called(name=token.name, reads=reads)


def _make(name: str) -> str:
    return api_tokens.make_token(state.tracker(), state.actor(), name, now=state.now())


def _revoke(token_hash: str) -> None:
    api_tokens.revoke_token(state.tracker(), state.actor(), token_hash)
