"""A form for trying the mechanism that keeps what is typed: a text, a day, and a companion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

import streamlit as st

from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import state
from ddci_tracker.ui.shared import draft_form, outcome
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening
from tests.screens.conftest import tracker_in

PLAN, NAME = "STTTT-LS-2023", "note/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteForm(DraftForm):
    """The form of a thing that stands at a revision, with a text."""

    PREFIX: ClassVar[str] = "note"
    CHOICES: ClassVar[tuple[str, ...]] = ("year",)
    COMPANIONS: ClassVar[tuple[str, ...]] = ("year",)
    FIELDS: ClassVar[tuple[str, ...]] = ("text", "on", "year")
    DAYS: ClassVar[tuple[str, ...]] = ("on",)
    ANCHOR: ClassVar[str | None] = "text"

    stands: str
    revision: int

    def start(self, _draft: KeptDraft | None) -> Opening:
        base = {"text": self.stands, "on": None, "year": 2026}
        return Opening(base=base, revision=self.revision)


def draw(folder: str, stands: str, revision: int, ending: str) -> None:
    """Draw the form; saving it ends as it is told to."""
    state.begin(tracker_in(Path(folder)))
    words = state.selection().words
    form = NoteForm(plan=PLAN, name=NAME, stands=stands, revision=revision)
    if st.checkbox("shown", value=True):
        form.open(form.start)
        with draft_form.frame(form, words):
            st.text_area("text", key=form.key("text"), on_change=form.keep)
            st.date_input("on", value=None, key=form.key("on"), on_change=form.keep)
            st.number_input("year", key=form.key("year"), on_change=form.keep)
            draft_form.draw_restored(form, words)
            outcome.draw_told(words)
            then = form.close if ending == "closed" else None
            send = partial(form.send, partial(_record, form, ending), "done", words, then=then)
            with draft_form.foot(form, "Save", send):
                st.button("Drop", on_click=form.throw_away)
                st.button("Close", on_click=form.close)
        st.text(f"revision {form.opening.revision}")
    state.end()


def _record(form: NoteForm, ending: str) -> Callable[[], object]:
    if ending == "refused":
        raise Refused("refused")
    if ending == "overtaken":
        raise Conflict("thing", 2, "Lan", state.now())
    st.session_state["saved"] = dict(form.values())
    st.session_state["times-saved"] = st.session_state.get("times-saved", 0) + 1
    return lambda: None
