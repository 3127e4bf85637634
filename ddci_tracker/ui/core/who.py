"""Who looks: the person whose session the gate let in, or the owner while no account exists.

The gate tells Streamlit which session it is; everything else is asked anew from the services, so
that an account which is disabled or given another role is so at the next click. What a browser
says of itself is never believed: an unknown session is nobody's.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import streamlit as st

from ddci_tracker.services.accounts import AccountView
from ddci_tracker.services.installation import accounts_exist, current_user
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.sessions import session_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.core import drawing
from ddci_tracker.words.catalogue import Words

_SESSION = "sid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks; ``account`` None is the owner of this computer."""

    actor: Actor
    account: AccountView | None


_KNOWN: ContextVar[Viewer | None] = ContextVar("who looks in this run", default=None)


def begin(tracker: Tracker, words: Words) -> None:
    """Ask once for a whole run who looks; ends the run, with a sentence, where it is nobody."""
    _KNOWN.set(asked(tracker, words))


def end() -> None:
    """End of a run: what is clicked next asks again, also before the next run begins."""
    _KNOWN.set(None)


def known() -> Viewer | None:
    """Who looks, as this run has asked; None outside of one, as in what a click calls."""
    return _KNOWN.get()


def asked(tracker: Tracker, words: Words) -> Viewer:
    """Who looks now; ends the run, with a sentence, where it is nobody."""
    given = st.user.get(_SESSION)
    current = session_of(tracker, str(given), now=datetime.now(UTC)) if given else None
    if current is None and not accounts_exist(tracker):
        return Viewer(actor=Actor.owner(current_user()), account=None)
    if current is None or current.owes:
        _say_what_comes_first(
            words, has_session=current is not None and current.must_change_password
        )
        st.stop()
    return Viewer(actor=current.actor, account=current.account)


def _say_what_comes_first(words: Words, *, has_session: bool) -> None:
    drawing.put(
        "core/signed_out.html",
        words,
        has_session=has_session,
        address=address_to("/password" if has_session else "/login", words),
    )


def address_to(path: str, words: Words) -> str:
    """An address of the transport's that leads back to this screen afterwards."""
    here = urlsplit(st.context.url or "")
    back = f"{here.path}?{here.query}" if here.query else here.path
    return drawing.link(path, next=back or None, lang=words.language.parameter)
