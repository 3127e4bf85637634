"""The form in which a meeting is described: its day, what it is called, who chairs and attends.

What is typed is kept as a draft until it is saved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

import streamlit as st

from ddci_tracker.domain.meetings import Meeting
from ddci_tracker.services import meetings
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.meetings import MeetingDetails, MeetingView
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.meeting.acting import OPEN, act_on, show
from ddci_tracker.ui.shared import act_remarks, draft_form, lengths, outcome
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening, Values
from ddci_tracker.words import plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_FIELDS = {
    "met_on": N_("Day of the meeting"),
    "title": N_("What it is called"),
    "chair": N_("Who chairs it"),
    "units": N_("Units that attend"),
    "others": N_("Posts and guests that attend"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingForm(DraftForm):
    """What is said of a meeting; ``view`` None for one that is yet to be opened."""

    PREFIX: ClassVar[str] = "meeting-details"
    FIELDS: ClassVar[tuple[str, ...]] = tuple(_FIELDS)
    DAYS: ClassVar[tuple[str, ...]] = ("met_on",)
    CHOICES: ClassVar[tuple[str, ...]] = ("units",)
    COMPANIONS: ClassVar[tuple[str, ...]] = ("met_on", "units")

    look: Look
    view: MeetingView | None
    today: date

    @classmethod
    def of(cls, look: Look, view: MeetingView | None) -> MeetingForm:
        plan = look.board.plan.id
        today = today_in(state.tracker(), state.actor(), plan, now=state.now())
        name = f"meeting/{view.meeting.id}" if view else "meeting-new"
        return cls(plan=plan, name=name, look=look, view=view, today=today)

    @property
    def words(self) -> Words:
        return self.look.words

    def start(self, _draft: KeptDraft | None) -> Opening:
        if self.view is not None:
            return Opening(base=_as_said(self.view.meeting), revision=self.view.revision)
        # A group or a body of another agency attends only where somebody says so.
        units = [unit.code for unit in self.look.board.plan.units if unit.may_have_staff]
        base = {"met_on": self.today, "title": "", "chair": "", "units": units, "others": ""}
        return Opening(base=base, revision=0)

    def details(self) -> MeetingDetails:
        """What is typed."""
        met_on = self.day("met_on")
        if met_on is None:
            raise Refused(N_("Say on which day it is held"), field="met_on")
        return MeetingDetails(
            met_on=met_on,
            title=self.typed("title") or None,
            chair=self.typed("chair") or None,
            units=tuple(self.value("units") or ()),
            others=self.typed("others") or None,
        )


def _as_said(meeting: Meeting) -> Values:
    return {
        "met_on": meeting.met_on,
        "title": meeting.title or "",
        "chair": meeting.chair or "",
        "units": list(meeting.units),
        "others": meeting.others or "",
    }


def draw_details(form: MeetingForm) -> None:
    """Draw the form."""
    words = form.words
    form.open(form.start)
    said = {name: words.text(label) for name, label in _FIELDS.items()}
    with draft_form.frame(form, words):
        draft_form.draw_restored(form, words)
        st.date_input(
            said["met_on"],
            value=None,
            key=form.key("met_on"),
            format="DD/MM/YYYY",
            persist_state="session",
            on_change=form.keep,
        )
        for field in ("title", "chair"):
            _draw_line(form, field, said[field])
        named = plan_names.unit_names(form.look.board.plan)
        st.multiselect(
            said["units"],
            [unit.code for unit in form.look.board.plan.units],
            format_func=lambda code: named([code])[0],
            key=form.key("units"),
            placeholder=words.text("Unit"),
            persist_state="session",
            on_change=form.keep,
            select_all=False,
        )
        _draw_line(form, "others", said["others"])
        outcome.draw_refusal(words, said)
        label = words.text("Save") if form.view else words.text("Prepare the meeting")
        with draft_form.foot(form, label, partial(_save, form)):
            pass


def _draw_line(form: MeetingForm, field: str, label: str) -> None:
    st.text_input(label, key=form.key(field), persist_state="session", on_change=form.keep)
    lengths.draw_excess(form.typed(field), field, form.words)


def _save(form: MeetingForm) -> None:
    words, plan, tracker = form.words, form.plan, state.tracker()
    made: list[str] = []
    held_on: list[date] = []

    def record() -> Callable[[], object] | None:
        said = form.details()
        held_on.append(said.met_on)
        if form.view is None:
            opened = meetings.open_meeting(tracker, plan, said, act_on(plan, None))
            made.append(opened.key)
            return None
        before, key = _told_before(form.view.meeting), form.view.meeting.id
        act = act_on(plan, form.opening.revision)
        described = meetings.describe(tracker, plan, key, said, act)
        return lambda: meetings.describe(
            tracker, plan, key, before, act_on(plan, described.revision)
        )

    def then() -> None:
        form.close()
        state.choose(OPEN, None)
        if made:
            show(made[0])

    done = words.text("The meeting is described")
    if form.view is None:
        done = words.text("The meeting is prepared: its agenda comes from the figures of now")
    form.send(
        record,
        done,
        words,
        then=then,
        besides=lambda: act_remarks.of_meeting(plan, held_on[-1], words),
    )


def _told_before(meeting: Meeting) -> MeetingDetails:
    return MeetingDetails(
        met_on=meeting.met_on,
        title=meeting.title,
        chair=meeting.chair,
        units=meeting.units,
        others=meeting.others,
    )
