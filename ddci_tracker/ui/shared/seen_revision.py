"""Which revision of its thing whoever fills in a form has seen, for forms that keep no draft.

The page knows it as long as the form stands there (``autosave``), so that whoever comes back to
another session builds on what they saw, not on what somebody else has recorded since. What has no
revisions has a mark, which differs where something else stands.
"""

from __future__ import annotations

import streamlit as st

from ddci_tracker.ui.shared import outcome, typed
from ddci_tracker.words.catalogue import Words

_SEEN = "seen-revisions"


def seen(form: str, newest: int) -> int:
    """The revision that was seen; the newest, of a form that is opened now."""
    known = _known()
    if form not in known:
        shown = typed.seen_revision(form)
        known[form] = newest if shown is None else shown
    return known[form]


def sees(form: str, revision: int) -> None:
    """From now on whoever fills it in knows this one: they were told of it, or it is their own."""
    _known()[form] = revision


def tell_if_overtaken(form: str, newest: int, words: Words, *, stands: str | None = None) -> None:
    """Tell where something else stands by now than whoever fills in the form has seen.

    ``stands`` says what, where the form itself does not show it.
    """
    if seen(form, newest) == newest:
        return
    sees(form, newest)
    if stands is None:
        outcome.tell_overtaken(words.text("Somebody else has changed this meanwhile."), words)
    else:
        first = words.text(
            "Somebody else has changed this meanwhile; now: {stands}.", stands=stands
        )
        kept = words.text("What you typed is still here. Save once more to put it in its place.")
        outcome.tell_overtaken(first, words, kept)


def forget() -> None:
    """No form is open any more."""
    st.session_state.pop(_SEEN, None)


def _known() -> dict[str, int]:
    known: dict[str, int] = st.session_state.setdefault(_SEEN, {})
    return known
