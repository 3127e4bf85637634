"""The question whether an earlier version is to stand again, and what comes of the answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.earlier_versions import may_restore, restore_version
from ddci_tracker.services.history import HistoryEntry, versions_of
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import outcome
from ddci_tracker.words.recorded import Recorded

# The parameter of the address that names the version asked about.
ASKED = "restore"
_BETWEEN = "~"
# Set once a version stands again: what a callback takes out of the address is only sent to the
# browser by the next run.
_ANSWERED = "restore-answered"


def name_of(entry: HistoryEntry) -> str:
    """What an address calls a version."""
    return _BETWEEN.join((entry.what, str(entry.revision), entry.key))


def draw(look: Look, recorded: Recorded, called: Callable[[str], str]) -> None:
    """Ask about the version that the address names, where there is one that may stand again."""
    if st.session_state.pop(_ANSWERED, False):
        state.choose(ASKED, None)
    found = _named(look)
    if found is None:
        outcome.draw_told(look.words)
        return
    title = look.words.text("Bring an earlier version back")
    st.dialog(title, width="medium", on_dismiss=_close)(_ask)(look, recorded, called, *found)


def _named(look: Look) -> tuple[HistoryEntry, HistoryEntry] | None:
    """The version asked about and the newest one of the same thing."""
    what, _, rest = st.query_params.get(ASKED, "").partition(_BETWEEN)
    revision, _, key = rest.partition(_BETWEEN)
    plan = look.board.plan
    chain = versions_of(state.tracker(), state.actor(), plan.id, what, key, now=state.now())
    entry = next((each for each in chain if str(each.revision) == revision), None)
    if entry is None or look.read_only:
        return None
    newest = max(chain, key=lambda each: each.revision)
    may = may_restore(state.actor(), plan.agency.code, entry, newest.revision)
    return (entry, newest) if may else None


def _close() -> None:
    outcome.forget()
    state.choose(ASKED, None)


def _ask(
    look: Look,
    recorded: Recorded,
    called: Callable[[str], str],
    entry: HistoryEntry,
    newest: HistoryEntry,
) -> None:
    words = look.words
    drawing.put(
        "history/restore.html",
        words,
        thing=recorded.thing(entry.what, entry.key, entry.after or entry.before),
        about=recorded.about(entry.what, entry.key),
        entry=entry,
        newest=newest,
        called=called,
        changes=recorded.changes(entry.what, entry.key, newest.after, entry.after),
    )
    outcome.draw_refusal(words)
    st.button(
        words.text("Bring this version back"),
        type="primary",
        icon=":material/history:",
        key="restore-do",
        on_click=_restore,
        args=(look, entry, newest.revision),
    )


def _restore(look: Look, entry: HistoryEntry, newest: int) -> None:
    def do() -> Callable[[], object]:
        made = _record(look, entry, entry.revision, newest)
        st.session_state[_ANSWERED] = True
        return partial(_record, look, entry, newest, made)

    outcome.attempt(do, look.words.text("The earlier version stands again"), look.words)


def _record(look: Look, entry: HistoryEntry, revision: int, seen: int) -> int:
    """Let a version stand again, and return the revision that it stands under now."""
    plan_id = look.board.plan.id
    on = today_in(state.tracker(), state.actor(), plan_id, now=state.now())
    act = Act(actor=state.actor(), now=state.now(), on=on, revision=seen)
    made = restore_version(state.tracker(), plan_id, entry.what, entry.key, revision, act)
    return made.revision
