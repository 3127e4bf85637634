"""What a browser keeps of the typing in open forms until the server has it, and says so.

The browser notes each letter (``web/static/typed.js``). A run tells it which texts have arrived;
what has not comes back with the first run after a cut, and ``take`` hands it to its form. With it
comes which opening the page shows of a form that counts them, which revision, and which draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ddci_tracker.domain.texts import beginning

# Where a tab keeps which draft it shows in which form.
DRAFTS_SHOWN = "ddci-drafts"

_ARRIVED = "typed.arrived"
_BACK = "typed.back"
_SEEN = "typed.seen"
_SHOWN = "typed.shown"
_DRAFTS = "typed.drafts"
_TAKEN = "typed.taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Texts of a form by field, and the revision that whoever typed them had seen.

    ``held`` are choices that the page itself held when it came back.
    """

    revision: int
    texts: Mapping[str, str]
    held: frozenset[str] = frozenset()


def arrived(form: str, texts: Mapping[str, str]) -> None:
    """The server has these texts of a form: of each as much as is kept."""
    everything = st.session_state.setdefault(_ARRIVED, {})
    came = {field: beginning(text) for field, text in texts.items()}
    everything[form] = {**everything.get(form, {}), **came}


def all_arrived() -> Mapping[str, Mapping[str, str]]:
    """What has arrived in this session, by form; of each field the last text."""
    found: Mapping[str, Mapping[str, str]] = st.session_state.get(_ARRIVED, {})
    return found


def bring_back(
    forms: Mapping[str, Any],
    openings: object = None,
    revisions: object = None,
    drafts: object = None,
) -> None:
    """What a browser kept, by form, as it sent it; anything that makes no sense is left out."""
    shown = drafts if isinstance(drafts, dict) else {}
    st.session_state[_DRAFTS] = {
        form: mark for form, mark in shown.items() if isinstance(mark, str)
    }
    for place, sent in ((_SHOWN, openings), (_SEEN, revisions)):
        found = sent if isinstance(sent, dict) else {}
        st.session_state[place] = {form: n for form, n in found.items() if type(n) is int}
    st.session_state[_BACK] = {
        form: Typed(
            revision=kept["revision"],
            texts={
                field: beginning(text)
                for field, text in kept["fields"].items()
                if isinstance(text, str)
            },
            held=_names(kept.get("held")),
        )
        for form, kept in forms.items()
        if isinstance(kept, dict)
        and isinstance(kept.get("revision"), int)
        and isinstance(kept.get("fields"), dict)
    }


def _names(sent: object) -> frozenset[str]:
    return (
        frozenset(each for each in sent if isinstance(each, str))
        if isinstance(sent, list)
        else frozenset()
    )


def take(form: str, *, is_kept_here: bool = True) -> Typed | None:
    """What came back of a form, once; the browser goes on keeping what the server does not."""
    found: Typed | None = st.session_state.get(_BACK, {}).pop(form, None)
    if found is not None and is_kept_here:
        arrived(form, found.texts)
    return found


def waits(form: str) -> bool:
    """Whether something came back of a form that nobody has taken yet."""
    return waiting(form) is not None


def waiting(form: str) -> Typed | None:
    """What came back of a form and nobody has taken yet."""
    found: Typed | None = st.session_state.get(_BACK, {}).get(form)
    return found


def draft_shown(form: str) -> str | None:
    """The mark of the draft that the page showed of a form that came back open, once."""
    mark: str | None = st.session_state.get(_DRAFTS, {}).pop(form, None)
    return mark


def shown_opening(form: str) -> int:
    """The opening of a form that the page shows, as it said when it came back; else 0."""
    shown: int = st.session_state.get(_SHOWN, {}).get(form, 0)
    return shown


def seen_revision(form: str) -> int | None:
    """The revision that the page showed of a form that came back open, once; None of no other."""
    seen: int | None = st.session_state.get(_SEEN, {}).pop(form, None)
    return seen


def has_come_back() -> bool:
    """Whether the page of this session has come back to it, perhaps from another one."""
    return _SHOWN in st.session_state


def tell_taken_back(form: str) -> None:
    """Something came back of a form, which is told until something else is typed."""
    st.session_state[_TAKEN] = form


def was_taken_back(form: str) -> bool:
    """Whether it is to be told that something came back of a form."""
    return st.session_state.get(_TAKEN) == form


def tell_no_more() -> None:
    """Something was typed since."""
    st.session_state.pop(_TAKEN, None)
