"""The agenda while a meeting is prepared: its order, what is skipped, asked and added by hand.

Each change is one act that counts at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Any

import streamlit as st

from ddci_tracker.domain.meetings import (
    AgendaItem,
    AgendaKind,
    Meeting,
    changed_item,
    colour_of,
    moved_item,
)
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import meetings
from ddci_tracker.services.acts import Act
from ddci_tracker.services.meetings import MeetingView
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.meeting.acting import change
from ddci_tracker.ui.shared.autosave import kept_fields, let_go
from ddci_tracker.words.meetings import item_name

Agenda = tuple[AgendaItem, ...]
_ADDED = "meeting-item-added"
# Which button moves the same item on, and how often one was moved: the focus goes with the item.
_MOVED, _FOCUS = "meeting-item-moved", "meeting-item-focus"
_SCRIPT = """\
let followed = 0

export default function ({ data }) {
  if (data.turn <= followed) return
  followed = data.turn
  // A button with a tooltip is drawn twice; one of the two is hidden.
  const drawn = [...document.querySelectorAll(`.st-key-${data.button} button`)]
  drawn.find((button) => button.offsetParent)?.focus()
}
"""


def draw_agenda(look: Look, view: MeetingView) -> None:
    """Draw every item with what may be done with it."""
    words, meeting = look.words, view.meeting
    keys = {item.key: _question_key(meeting, item) for item in meeting.agenda}
    form = f"agenda/{meeting.id}"
    fields = {**keys, _ADDED: f"{_ADDED}:{meeting.id}"}
    for item in meeting.agenda:
        # What somebody else asked meanwhile is shown, unless something is being typed here.
        seen = f"{keys[item.key]}:seen"
        if st.session_state.get(seen) != item.question:
            st.session_state[seen] = item.question
            st.session_state[keys[item.key]] = item.question or ""
    with kept_fields(form, fields, revision=view.revision) as came:
        for item in meeting.agenda:
            # A field that has come back says no more that it was left.
            if item.key in came:
                _ask(look, view, item, form, keys[item.key])
        for place, item in enumerate(meeting.agenda):
            with st.container(
                horizontal=True, vertical_alignment="center", gap="small", key=f"agenda-{place}"
            ):
                drawing.put(
                    "meeting/agenda_item.html",
                    words,
                    number=place + 1,
                    name=item_name(view.board, item, words),
                    colour=_colour(view, item),
                    is_skipped=item.skipped,
                )
                st.text_input(
                    words.text("The question that it is to answer"),
                    key=keys[item.key],
                    placeholder=words.text("The question that it is to answer"),
                    label_visibility="collapsed",
                    on_change=_ask,
                    args=(look, view, item, form, keys[item.key]),
                )
                _draw_buttons(look, view, item, place)
        button, turn = st.session_state.get(_MOVED, ("", 0))
        with st.container(key=f"{_FOCUS}-box"):
            _component()(key=_FOCUS, data={"button": button, "turn": turn})
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            add = partial(_add, look, view, form, fields[_ADDED])
            st.text_input(
                words.text("Add an item of your own"),
                key=fields[_ADDED],
                placeholder=words.text("What is to be talked about besides"),
                on_change=add,
            )
            st.button(words.text("Add"), key="agenda-add", on_click=add)


def _question_key(meeting: Meeting, item: AgendaItem) -> str:
    return f"meeting-question:{meeting.id}:{item.key}"


def _colour(view: MeetingView, item: AgendaItem) -> str | None:
    if item.kind is AgendaKind.REPORTS:
        return "red"
    index, _, code = (item.about or "").partition("/")
    part = view.board.sub_index(index, code) if item.kind is AgendaKind.SUB_INDEX else None
    return colour_of(part) if part else None


def _draw_buttons(look: Look, view: MeetingView, item: AgendaItem, place: int) -> None:
    words, name = look.words, item_name(view.board, item, look.words)
    last = len(view.meeting.agenda) - 1
    for arrow, by, help_, off in (
        ("↑", -1, words.text("Move {name} up", name=name), place == 0),
        ("↓", 1, words.text("Move {name} down", name=name), place == last),
    ):
        st.button(
            arrow,
            help=help_,
            key=_mover(place, by),
            disabled=off,
            on_click=_change,
            args=(
                look,
                view,
                partial(_moved, item.key, by),
                partial(_follow, place + by, by, last),
            ),
        )
    skipped = replace(item, skipped=not item.skipped)
    st.button(
        words.text("Take in again") if item.skipped else words.text("Skip"),
        key=f"agenda-skip-{place}",
        on_click=_change,
        args=(look, view, partial(_replaced, skipped)),
    )


def _mover(place: int, by: int) -> str:
    return f"agenda-move{by}-{place}"


def _follow(place: int, by: int, last: int) -> None:
    """Take the focus to where an item has gone; at either end only the way back is open."""
    onward = -by if place in (0, last) else by
    _, turn = st.session_state.get(_MOVED, ("", 0))
    st.session_state[_MOVED] = (_mover(place, onward), turn + 1)


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_agenda_focus", js=_SCRIPT)


def _moved(key: str, by: int, agenda: Agenda) -> Agenda:
    return moved_item(agenda, key, by)


def _replaced(item: AgendaItem, agenda: Agenda) -> Agenda:
    return changed_item(agenda, item)


def _ask(look: Look, view: MeetingView, item: AgendaItem, form: str, key: str) -> None:
    question = st.session_state[key].strip() or None

    def then() -> None:
        st.session_state[f"{key}:seen"] = question
        let_go(form, {item.key: key})

    _change(look, view, partial(_asked, item.key, question), then)


def _asked(key: str, question: str | None, agenda: Agenda) -> Agenda:
    return tuple(replace(item, question=question) if item.key == key else item for item in agenda)


def _add(look: Look, view: MeetingView, form: str, key: str) -> None:
    title = st.session_state[key].strip()
    if not title:
        return
    added = AgendaItem(kind=AgendaKind.OWN, title=title)

    def then() -> None:
        let_go(form, {_ADDED: key})
        st.session_state[key] = ""

    _change(look, view, lambda agenda: (*agenda, added), then)


def _change(
    look: Look,
    view: MeetingView,
    changed: Callable[[Agenda], Agenda],
    then: Callable[[], None] | None = None,
) -> None:
    """Change the agenda as it stands by now; what one person does at once is not in its own way."""
    tracker, actor = state.tracker(), state.actor()
    plan, key = look.board.plan.id, view.meeting.id

    def make(act: Act) -> Version[Meeting]:
        newest = meetings.meeting_of(tracker, actor, plan, key)
        return meetings.set_agenda(tracker, plan, key, changed(newest.agenda), act)

    change(look, key, look.words.text("The agenda is changed"), make, then)
