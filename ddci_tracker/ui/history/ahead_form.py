"""The question on which day an act was done that a clock which ran ahead has its day from."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ddci_tracker.services import acts_ahead
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.history import HistoryEntry, versions_of
from ddci_tracker.services.permissions import Action
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import outcome
from ddci_tracker.ui.shared.autosave import choices_closed, kept_choice, kept_fields
from ddci_tracker.words.recorded import DOUBTS, Recorded

# The parameter of the address that names the thing asked about, and what stands between its parts.
ASKED = "ahead"
_BETWEEN = "~"
_DAY = "ahead-day"
# Set once it is said: what a callback takes out of the address is only sent to the browser by the
# next run.
_ANSWERED = "ahead-answered"


def name_of(entry: HistoryEntry) -> str:
    """What an address calls the thing that an act is about."""
    return _BETWEEN.join((entry.what, entry.key))


def may_say(look: Look, entry: HistoryEntry) -> bool:
    """Whether there is something to be said of an act, by whoever looks."""
    agency = look.board.plan.agency.code
    may = state.actor().may(Action.LOAD_PLAN, agency=agency)
    return may and entry.doubt is not None and not look.read_only


def draw(look: Look, recorded: Recorded, called: Callable[[str], str]) -> bool:
    """Ask about the act that the address names; False where there is none to be asked about."""
    if st.session_state.pop(_ANSWERED, False):
        state.choose(ASKED, None)
    entry = _named(look)
    if entry is None:
        return False
    title = look.words.text("When was this done?")
    st.dialog(title, width="medium", on_dismiss=_close)(_ask)(look, recorded, called, entry)
    return True


def _named(look: Look) -> HistoryEntry | None:
    """The newest act on the thing asked about of those that there is something to be said of."""
    what, _, key = st.query_params.get(ASKED, "").partition(_BETWEEN)
    if not key:
        return None
    plan_id = look.board.plan.id
    chain = versions_of(state.tracker(), state.actor(), plan_id, what, key, now=state.now())
    return next((each for each in reversed(chain) if may_say(look, each)), None)


def _close() -> None:
    outcome.forget()
    choices_closed()
    state.choose(ASKED, None)


def _ask(look: Look, recorded: Recorded, called: Callable[[str], str], entry: HistoryEntry) -> None:
    words = look.words
    drawing.put(
        "history/ahead.html",
        words,
        thing=recorded.thing(entry.what, entry.key, entry.after or entry.before),
        about=recorded.about(entry.what, entry.key),
        entry=entry,
        doubt=words.text(DOUBTS[entry.doubt]) if entry.doubt else None,
        called=called,
        changes=recorded.changes(entry.what, entry.key, entry.before, entry.after),
    )
    plan = look.board.plan
    today = today_in(state.tracker(), state.actor(), plan.id, now=state.now())
    form = f"ahead/{plan.id}/{name_of(entry)}"
    with kept_fields(form, {}, revision=entry.revision):
        day = st.date_input(
            words.text("The day it was done on"),
            value=None,
            min_value=min(plan.document.counts_from, today),
            max_value=today,
            format="DD/MM/YYYY",
            key=kept_choice(form, "day", _DAY, None, stands=None),
        )
    outcome.draw_refusal(words)
    with st.container(horizontal=True, gap="small"):
        st.button(
            words.text("It was done on this day"),
            type="primary",
            key="ahead-do",
            disabled=day is None,
            on_click=_say,
            args=(look, entry, acts_ahead.done_on, words.text("The day is recorded")),
        )
        st.button(
            words.text("It does not count"),
            key="ahead-leave-out",
            on_click=_say,
            args=(look, entry, acts_ahead.leave_out, words.text("It counts no more")),
        )


def _say(look: Look, entry: HistoryEntry, record: Callable[..., object], done: str) -> None:
    on = st.session_state.get(_DAY) if record is acts_ahead.done_on else None
    act = Act(actor=state.actor(), now=state.now(), on=on)

    def do() -> None:
        record(state.tracker(), look.board.plan.id, entry.what, entry.key, act)
        st.session_state[_ANSWERED] = True

    outcome.attempt(do, done, look.words)
