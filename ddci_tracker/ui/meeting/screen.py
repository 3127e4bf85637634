"""Họp giao ban: the meetings of a plan; one that the address names, prepared, held or ended.

Everybody who reads the plan may read them; the table of permissions says who runs them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from ddci_tracker.domain.meetings import Meeting, MeetingState
from ddci_tracker.services import meeting_papers, meeting_stages, meetings, notices
from ddci_tracker.services.meetings import MeetingView
from ddci_tracker.services.notices import NoticeFormat
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.templates import TemplateKind
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.meeting import stage
from ddci_tracker.ui.meeting.acting import (
    ALL,
    DETAILS,
    EDIT,
    MEETING,
    NEW,
    OPEN,
    act_button,
    may,
    see,
)
from ddci_tracker.ui.meeting.agenda_form import draw_agenda
from ddci_tracker.ui.meeting.details_form import MeetingForm, draw_details
from ddci_tracker.ui.meeting.steps import step_name
from ddci_tracker.ui.meeting.writing import draw_writing, rows_of
from ddci_tracker.ui.shared import downloads, drawer_links, outcome, template_form
from ddci_tracker.words import plan_names
from ddci_tracker.words.meetings import meeting_name

_WIDTH = 560
# Those that can be done something with stand first.
_ORDER = (MeetingState.HELD, MeetingState.PREPARING, MeetingState.ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMeeting:
    """A meeting in the list of all."""

    it: Meeting
    name: str
    link: str


def draw_meetings(look: Look) -> None:
    """Draw the meeting that the address names, else all of them."""
    drawer_links.listen(OPEN, EDIT)
    tracker, actor, plan = state.tracker(), state.actor(), look.board.plan.id
    asked = st.query_params.get(MEETING) or _at_hand(look)
    if asked == ALL:
        _draw_list(look)
        return
    # Whoever came without naming one stays with it when it ends and another one waits.
    state.choose(MEETING, asked)
    pulse = meeting_stages.pulse_of(tracker, actor, plan, asked)
    view = meetings.look_at_meeting(tracker, actor, plan, asked, now=state.now())
    see(view)
    own = replace(look, board=view.board)
    match view.meeting.state:
        case MeetingState.HELD:
            stage.draw_stage(own, view, pulse)
        case MeetingState.PREPARING:
            _draw_prepared(own, view)
        case MeetingState.ENDED:
            _draw_ended(own, view)


def _at_hand(look: Look) -> str:
    """The meeting that is held, else one that waits, else all."""
    # Who came to open another one is not sent elsewhere.
    found = () if OPEN in st.query_params else _meetings(look)
    return next((each.id for each in found if each.state is not MeetingState.ENDED), ALL)


def _meetings(look: Look) -> list[Meeting]:
    """All meetings: those that are held or wait first."""
    found = meetings.meetings_of(state.tracker(), state.actor(), look.board.plan.id)
    known = [version.value for version in found if version.value is not None]
    return sorted(known, key=lambda each: _ORDER.index(each.state))


def _draw_list(look: Look) -> None:
    words = look.words
    called = meetings.called_of(state.tracker(), state.actor(), look.board.plan.id)
    rows = [
        ListedMeeting(
            it=each,
            name=meeting_name(called[each.id], words),
            link=look.link(paths.MEETINGS, **{MEETING: each.id}),
        )
        for each in _meetings(look)
    ]
    runs = may(look, Action.RUN_MEETING)
    address = look.link(paths.MEETINGS, **{MEETING: ALL, OPEN: NEW})
    opens = drawer_links.attributes(address, **{OPEN: NEW})
    drawing.put("meeting/list.html", words, rows=rows, opens=opens if runs else None)
    _draw_drawer(look, None)


def _draw_drawer(look: Look, view: MeetingView | None) -> None:
    """The drawer in which a meeting is described."""
    wanted = DETAILS if view else NEW
    if st.query_params.get(OPEN) != wanted or not may(look, Action.RUN_MEETING):
        return
    title = look.words.text("The meeting") if view else look.words.text("New meeting")
    dialog = st.dialog(title, width=_WIDTH, position="right", on_dismiss=_close)
    dialog(lambda: draw_details(MeetingForm.of(look, view)))()


def _close() -> None:
    outcome.forget()
    state.choose(OPEN, None)


def _draw_head(look: Look, view: MeetingView, *, opens: str | None = None) -> None:
    words, meeting = look.words, view.meeting
    named = plan_names.unit_names(look.board.plan)
    drawing.put(
        "meeting/title.html",
        words,
        name=meeting_name(view.called, words),
        meeting=meeting,
        units=", ".join(named(meeting.units)),
        all=look.link(paths.MEETINGS, **{MEETING: ALL}),
        opens=opens,
    )


def _draw_prepared(look: Look, view: MeetingView) -> None:
    words, meeting = look.words, view.meeting
    runs = may(look, Action.RUN_MEETING)
    address = look.link(paths.MEETINGS, **{MEETING: meeting.id, OPEN: DETAILS})
    opens = drawer_links.attributes(address, **{OPEN: DETAILS}) if runs else None
    _draw_head(look, view, opens=opens)
    if not runs:
        with st.container(horizontal=True, gap="small"):
            _draw_papers(look, view)
        items = [step_name(look, view, item.key) for item in meeting.steps]
        drawing.put("meeting/agenda.html", words, items=items)
        return
    _draw_drawer(look, view)
    with st.container(horizontal=True, gap="small"):
        act_button(
            look,
            meeting.id,
            meetings.start,
            words.text("Start the meeting"),
            words.text("The meeting has begun"),
            key="meeting-start",
            icon=":material/play_arrow:",
            primary=True,
        )
        act_button(
            look,
            meeting.id,
            meetings.renew_agenda,
            words.text("Bring the agenda up to date"),
            words.text("The agenda holds what the figures give now"),
            key="meeting-renew",
        )
        _draw_papers(look, view)
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        draw_agenda(look, view)
    with right:
        rows = rows_of(look, view, view.conclusions, editable=True)
        drawing.put("meeting/concluded.html", words, rows=rows, more=0)
        draw_writing(look, view, None)


def _draw_ended(look: Look, view: MeetingView) -> None:
    words, meeting = look.words, view.meeting
    _draw_head(look, view)
    if not template_form.is_open():
        outcome.draw_told(words)
    items = [(step_name(look, view, item.key), item) for item in meeting.agenda]
    groups = [
        (name, rows_of(look, view, view.concluded_under(item), editable=False))
        for name, item in items
    ]
    known = {item.key for item in meeting.agenda}
    loose = tuple(each for each in view.conclusions if each.said.item not in known)
    groups.append((words.text("Other conclusions"), rows_of(look, view, loose, editable=False)))
    drawing.put("meeting/ended.html", words, groups=[(name, rows) for name, rows in groups if rows])
    _draw_notice(look, view)
    if may(look, Action.RUN_MEETING):
        act_button(
            look,
            meeting.id,
            meetings.reopen,
            words.text("Reopen the meeting"),
            words.text("The meeting is open again; ending it makes another edition"),
            key="meeting-reopen",
        )


def _draw_papers(look: Look, view: MeetingView) -> None:
    """Offer what is sent out before a meeting."""
    words, plan, key = look.words, look.board.plan.id, view.meeting.id
    tracker, actor, now = state.tracker(), state.actor(), state.now()

    def body(form: NoticeFormat) -> bytes:
        made = meeting_papers.export_papers(tracker, actor, plan, key, form, words=words, now=now)
        return made.body

    captions = {
        NoticeFormat.DOCX: words.text("Papers for the meeting (Word)"),
        NoticeFormat.PDF: "PDF",
    }
    name = partial(meeting_papers.name_of_papers, plan, key)
    _offer("meeting-papers", captions, body, name)
    template_form.draw_button(look, TemplateKind.PAPERS)


def _draw_notice(look: Look, view: MeetingView) -> None:
    """Offer the notice of the conclusions: to sign, to keep, to paste."""
    words, plan, key = look.words, look.board.plan.id, view.meeting.id
    tracker, actor, now = state.tracker(), state.actor(), state.now()

    def body(form: NoticeFormat) -> bytes:
        made = notices.export_notice(tracker, actor, plan, key, form, words=words, now=now)
        return made.body

    captions = {
        NoticeFormat.DOCX: words.text("Notice of the conclusions (Word)"),
        NoticeFormat.PDF: "PDF",
        NoticeFormat.TXT: words.text("Text to paste"),
    }
    with st.container(horizontal=True, gap="small", key="meeting-notice"):
        _offer("meeting-notice", captions, body, partial(notices.name_of_notice, plan, key))
        template_form.draw_button(look, TemplateKind.NOTICE)
    with st.expander(words.text("Text to paste")):
        st.code(body(NoticeFormat.TXT).decode(), language=None, wrap_lines=True)


def _offer(
    key: str,
    captions: Mapping[NoticeFormat, str],
    body: Callable[[NoticeFormat], bytes],
    name: Callable[[NoticeFormat], str],
) -> None:
    """A button for each form of a document, which is made when it is pressed."""
    for form, caption in captions.items():
        downloads.offer(
            caption,
            partial(body, form),
            file_name=name(form),
            media_type=notices.MEDIA_TYPES[form],
            key=f"{key}-{form}",
        )
