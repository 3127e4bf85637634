"""Acts of whoever looks on a meeting: they build on what they have seen, and on their own acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from ddci_tracker.domain.meetings import Meeting, MeetingState
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.meetings import MeetingView
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.core import state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import act_remarks, outcome

# The parameters of the address: which meeting, and what of it is open or how it is seen.
MEETING, OPEN, EDIT, VIEW = "meeting", "open", "edit", "view"
# What opens the form of a new meeting, and of what is said of one.
NEW, DETAILS = "new", "details"
# What asks for the list of all meetings; without any, the one that is held or waits is shown.
ALL = "all"
# How a projector sees a meeting.
PROJECTOR = "projector"

_SEEN = "meeting-seen"


def may(look: Look, action: Action) -> bool:
    """Whether whoever looks may do this here and now."""
    return not look.read_only and state.actor().may(action, agency=look.board.plan.agency.code)


def act_on(plan: str, revision: int | None) -> Act:
    """An act of whoever looks, for today."""
    tracker, actor, now = state.tracker(), state.actor(), state.now()
    return Act(actor=actor, now=now, on=today_in(tracker, actor, plan, now=now), revision=revision)


def see(view: MeetingView) -> None:
    """What is drawn from here on is this revision of the meeting."""
    st.session_state[_SEEN] = (view.meeting.id, view.revision)


def change(
    look: Look,
    key: str,
    done: str,
    make: Callable[[Act], Version[Meeting]],
    then: Callable[[], None] | None = None,
) -> None:
    """Change a meeting, from a callback, and tell how that ended; ``then`` once it is done.

    Two inputs that are sent together act one after the other on what one person saw.
    """

    ended: list[Meeting] = []

    def act() -> None:
        meeting, revision = st.session_state.get(_SEEN, (key, None))
        version = make(act_on(look.board.plan.id, revision if meeting == key else None))
        st.session_state[_SEEN] = (key, version.revision)
        if version.value is not None and version.value.state is MeetingState.ENDED:
            ended.append(version.value)
        if then is not None:
            then()

    def besides() -> Iterable[str]:
        for each in ended:
            yield from act_remarks.of_meeting(look.board.plan.id, each.met_on, look.words)

    outcome.attempt(act, done, look.words, besides=besides)


def act_button(
    look: Look,
    meeting: str,
    service: Callable[[Tracker, str, str, Act], Version[Meeting]],
    label: str,
    done: str,
    *,
    key: str,
    icon: str | None = None,
    primary: bool = False,
) -> None:
    """A button that does one thing with a meeting and says that it is ``done``."""
    st.button(
        label,
        type="primary" if primary else "secondary",
        key=key,
        icon=icon,
        on_click=change,
        args=(look, meeting, done, partial(service, state.tracker(), look.board.plan.id, meeting)),
    )


def show(key: str | None) -> None:
    """Go to a meeting, or to the list of all."""
    outcome.forget()
    for name in (OPEN, EDIT, VIEW):
        state.choose(name, None)
    state.choose(MEETING, key)
