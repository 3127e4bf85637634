"""What somebody may do with a conclusion, as forms in its drawer; and writing one down.

What is typed is kept as a draft until its act is done: over closing, loading anew and a restart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import ClassVar

import streamlit as st

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.conclusions import ConclusionView
from ddci_tracker.services import conclusions
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.conclusions import ConclusionWord
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.permissions import Action, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import act_remarks, draft_form, lengths, outcome, written_conclusion
from ddci_tracker.ui.shared.act_choice import ACT, choose_act
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening
from ddci_tracker.ui.shared.written_conclusion import WRITTEN, WrittenForm, nothing_written
from ddci_tracker.words import labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

# The parameter of the address that says which conclusion is acted on.
SAY = "say"


class ConclusionAction(StrEnum):
    """What may be done with a conclusion."""

    SAY = "say"
    ACCEPT = "accept"
    RETURN = "return"
    EXTEND = "extend"


_ACTIONS = {
    ConclusionAction.SAY: N_("Say how far it is"),
    ConclusionAction.ACCEPT: N_("Accept"),
    ConclusionAction.RETURN: N_("Return"),
    ConclusionAction.EXTEND: N_("Extend"),
}
_DONE = {
    ConclusionAction.SAY: N_("What you said is recorded"),
    ConclusionAction.ACCEPT: N_("The conclusion is accepted"),
    ConclusionAction.RETURN: N_("The conclusion is returned"),
    ConclusionAction.EXTEND: N_("The conclusion is extended"),
}
_STATUSES = (TaskStatus.ON_TRACK, TaskStatus.BEHIND, TaskStatus.BLOCKED, TaskStatus.DONE)
_FIELDS = {
    "status": N_("Status"),
    "done_on": N_("Done on"),
    "note": N_("What was done"),
    "reason": N_("Reason for returning"),
    "due": N_("New last day"),
    "approver": N_("Approved by"),
    "basis": N_("Basis"),
}
_MET_ON = N_("Day of the meeting")


def _act(plan: str, revision: int | None) -> Act:
    """An act of whoever looks, for today."""
    tracker, actor, now = state.tracker(), state.actor(), state.now()
    return Act(actor=actor, now=now, on=today_in(tracker, actor, plan, now=now), revision=revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionForm(DraftForm):
    """The forms of one conclusion: a field is the same one in each of them."""

    PREFIX: ClassVar[str] = "conclusion"
    FIELDS: ClassVar[tuple[str, ...]] = tuple(_FIELDS)
    DAYS: ClassVar[tuple[str, ...]] = ("done_on", "due")
    CHOICES: ClassVar[tuple[str, ...]] = ("status",)

    look: Look
    view: ConclusionView

    @classmethod
    def of(cls, look: Look, view: ConclusionView) -> ConclusionForm:
        name = f"conclusion/{view.said.id}"
        return cls(plan=look.board.plan.id, name=name, look=look, view=view)

    @property
    def words(self) -> Words:
        return self.look.words

    def start(self, _draft: KeptDraft | None) -> Opening:
        said = self.view.said
        base = {
            "status": str(said.status) if said.status else None,
            "done_on": None,
            "note": "",
            "reason": "",
            "due": None,
            "approver": "",
            "basis": "",
        }
        return Opening(base=base, revision=self.view.revision)

    def finish(self) -> None:
        """The act is done: the drawer closes, and what came of it is told on the screen."""
        st.session_state.pop(self.key("action"), None)
        self.close()
        leave()


def leave() -> None:
    """Close the drawer."""
    for name in (SAY, ACT):
        state.choose(name, None)


def actions_on(look: Look, view: ConclusionView) -> tuple[ConclusionAction, ...]:
    """What whoever looks may do with a conclusion as it stands."""
    if look.read_only:
        return ()
    actor, agency, said = state.actor(), look.board.plan.agency.code, view.said
    found = []
    if actor.may(Action.UPDATE_CONCLUSION, agency=agency, units=said.units + said.with_units):
        found.append(ConclusionAction.SAY)
    if actor.may(Action.CONCLUDE, agency=agency):
        if view.done:
            found += [] if said.accepted else [ConclusionAction.ACCEPT]
            found.append(ConclusionAction.RETURN)
        elif said.due is not None:
            found.append(ConclusionAction.EXTEND)
    return tuple(found)


def draw_acts(form: ConclusionForm, actions: tuple[ConclusionAction, ...]) -> None:
    """Draw what may be done, the form of what was chosen, and how the last act ended."""
    words = form.words
    form.open(form.start)
    captions = {action: words.text(_ACTIONS[action]) for action in actions}
    chosen = choose_act(form, captions, words, likely=actions[0])
    if chosen is None:
        return
    with draft_form.frame(form, words):
        _FORMS[chosen](form)
        named = {name: words.text(label) for name, label in _FIELDS.items()}
        outcome.draw_refusal(
            words,
            {**named, "note": named["reason"]} if chosen is ConclusionAction.RETURN else named,
        )
        with draft_form.foot(form, words.text(_ACTIONS[chosen]), partial(_do, form, chosen)):
            pass


def _draw_word(form: ConclusionForm) -> None:
    words = form.words
    label = _FIELDS["status"]
    status = st.segmented_control(
        words.text(label),
        [str(each) for each in _STATUSES],
        format_func=lambda each: labels.label(TaskStatus(each), words),
        key=form.key("status"),
        persist_state="session",
        on_change=form.keep,
    )
    if status == TaskStatus.DONE:
        _draw_day(form, "done_on")
    _draw_text(form, "note", words.text("One sentence: what was done, what is left"))


def _draw_return(form: ConclusionForm) -> None:
    _draw_text(form, "reason", form.words.text("What is to be completed; the unit reads this"))


def _draw_extension(form: ConclusionForm) -> None:
    _draw_day(form, "due")
    for field in ("approver", "basis"):
        _draw_line(form, field, form.words.text(_FIELDS[field]))


def _draw_acceptance(form: ConclusionForm) -> None:
    said = form.words.text("The conclusion counts as carried out.")
    drawing.put("shared/say.html", form.words, said=said)


_FORMS: dict[ConclusionAction, Callable[[ConclusionForm], None]] = {
    ConclusionAction.SAY: _draw_word,
    ConclusionAction.ACCEPT: _draw_acceptance,
    ConclusionAction.RETURN: _draw_return,
    ConclusionAction.EXTEND: _draw_extension,
}


def _draw_text(form: ConclusionForm, field: str, hint: str) -> None:
    words = form.words
    st.text_area(
        words.text(_FIELDS[field]),
        key=form.key(field),
        placeholder=hint,
        height=100,
        persist_state="session",
        on_change=form.keep,
    )
    lengths.draw_excess(form.typed(field), "note", words)


def _draw_line(form: ConclusionForm, field: str, label: str) -> None:
    st.text_input(label, key=form.key(field), persist_state="session", on_change=form.keep)
    lengths.draw_excess(form.typed(field), field, form.words)


def _draw_day(form: DraftForm, field: str, label: str | None = None) -> None:
    words = Words.of(state.selection().language)
    st.date_input(
        label or words.text(_FIELDS[field]),
        value=None,
        key=form.key(field),
        format="DD/MM/YYYY",
        persist_state="session",
        on_change=form.keep,
    )


def _do(form: ConclusionForm, action: ConclusionAction) -> None:
    record = partial(_record, form, action)
    form.send(
        record,
        form.words.text(_DONE[action]),
        form.words,
        then=form.finish,
        besides=lambda: act_remarks.of_day(form.plan, form.words),
    )


def _record(form: ConclusionForm, action: ConclusionAction) -> Callable[[], object]:
    tracker, plan, key = state.tracker(), form.plan, form.view.said.id
    act = _act(plan, form.opening.revision)
    match action:
        case ConclusionAction.SAY:
            made = conclusions.say_of(tracker, plan, key, _word(form), act)
        case ConclusionAction.ACCEPT:
            made = conclusions.accept(tracker, plan, key, act)
        case ConclusionAction.RETURN:
            made = conclusions.send_back(tracker, plan, key, form.typed("reason"), act)
        case ConclusionAction.EXTEND:
            due = form.day("due")
            if due is None:
                raise Refused(N_("Choose the new last day"), field="due")
            approver, basis = form.typed("approver"), form.typed("basis")
            made = conclusions.move_due(
                tracker, plan, key, due, approver=approver, basis=basis, act=act
            )
    return lambda: conclusions.take_back(tracker, plan, key, _act(plan, made.revision))


def _word(form: ConclusionForm) -> ConclusionWord:
    status = form.value("status")
    if status is None:
        raise Refused(N_("Choose a status"), field="status")
    actor, said = state.actor(), form.view.said
    own = actor.unit if actor.role is Role.STAFF and actor.unit else said.units[0]
    return ConclusionWord(
        unit=own,
        status=TaskStatus(status),
        note=form.typed("note") or None,
        done_on=form.day("done_on") if status == TaskStatus.DONE else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConclusionForm(WrittenForm):
    """The form by which a conclusion is written down."""

    PREFIX: ClassVar[str] = "new-conclusion"
    FIELDS: ClassVar[tuple[str, ...]] = (*WRITTEN, "met_on")
    DAYS: ClassVar[tuple[str, ...]] = ("due", "met_on")
    COMPANIONS: ClassVar[tuple[str, ...]] = ("met_on",)

    today: date

    @classmethod
    def of(cls, look: Look) -> NewConclusionForm:
        plan = look.board.plan.id
        today = today_in(state.tracker(), state.actor(), plan, now=state.now())
        return cls(plan=plan, name="conclusion-new", look=look, today=today)

    def start(self, _draft: KeptDraft | None) -> Opening:
        return Opening(base={**nothing_written(), "met_on": self.today}, revision=0)


def may_conclude(look: Look) -> bool:
    """Whether whoever looks may write a conclusion down here."""
    agency = look.board.plan.agency.code
    return not look.read_only and state.actor().may(Action.CONCLUDE, agency=agency)


def draw_new(look: Look) -> None:
    """Draw the form by which a conclusion is written down."""
    words, form = look.words, NewConclusionForm.of(look)
    form.open(form.start)
    said = {name: words.text(label) for name, label in WRITTEN.items()}
    said["met_on"] = words.text(_MET_ON)
    with draft_form.frame(form, words):
        draft_form.draw_restored(form, words)
        written_conclusion.draw_needed(form)
        written_conclusion.draw_rest(form)
        _draw_day(form, "met_on", said["met_on"])
        outcome.draw_refusal(words, said)
        with draft_form.foot(form, words.text("Write it down"), partial(_conclude, form)):
            pass


def _conclude(form: NewConclusionForm) -> None:
    def record() -> Callable[[], object]:
        concluded = replace(form.concluded(), met_on=form.day("met_on"))
        tracker = state.tracker()
        made = conclusions.conclude(tracker, form.plan, concluded, _act(form.plan, None))
        return lambda: conclusions.take_back(
            tracker, form.plan, made.key, _act(form.plan, made.revision)
        )

    def then() -> None:
        form.close()
        leave()

    words = form.look.words
    form.send(
        record,
        words.text("The conclusion is written down"),
        words,
        then=then,
        besides=lambda: act_remarks.of_day(form.plan, words),
    )
