"""What somebody may do with a report, as forms in its drawer: hand in, accept, return, extend.

What is typed is kept as a draft until its act is done: over closing, loading anew and a restart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

import streamlit as st

from ddci_tracker.domain.acts import Extension, ReportAct, ReportStep
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import reports
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.permissions import Action, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.report_files import ReportAction, ReportFile
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import act_remarks, draft_form, lengths, outcome
from ddci_tracker.ui.shared.act_choice import ACT, choose_act
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening, Values
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

ACTIONS = {
    ReportAction.HAND_IN: N_("Hand in"),
    ReportAction.ACCEPT: N_("Accept"),
    ReportAction.RETURN: N_("Return"),
    ReportAction.WITHDRAW: N_("Withdraw"),
    ReportAction.EXTEND: N_("Extend"),
    ReportAction.CANCEL_EXTENSION: N_("Take the extension back"),
}
_DONE = {
    ReportAction.HAND_IN: N_("The report is recorded as handed in"),
    ReportAction.ACCEPT: N_("The report is accepted"),
    ReportAction.RETURN: N_("The report is returned"),
    ReportAction.WITHDRAW: N_("The report is withdrawn"),
    ReportAction.EXTEND: N_("The report is extended"),
    ReportAction.CANCEL_EXTENSION: N_("The extension was taken back"),
}
_STEPS = {
    ReportAction.HAND_IN: ReportStep.HANDED_IN,
    ReportAction.ACCEPT: ReportStep.ACCEPTED,
    ReportAction.RETURN: ReportStep.RETURNED,
    ReportAction.WITHDRAW: ReportStep.WITHDRAWN,
}
# What is shown at once where it may be done; the other forms are asked for.
_LIKELY = (ReportAction.HAND_IN, ReportAction.ACCEPT)

_CONFIRMS = "confirms"
_FIELDS = {
    "on": N_("Day it was handed in"),
    "note": N_("Remark"),
    "reason": N_("Reason for returning"),
    "last_day": N_("New last day"),
    "approver": N_("Approved by"),
    "basis": N_("Basis"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm(DraftForm):
    """The forms of one report: a field is the same one in each of them."""

    PREFIX: ClassVar[str] = "report"
    FIELDS: ClassVar[tuple[str, ...]] = tuple(_FIELDS)
    DAYS: ClassVar[tuple[str, ...]] = ("on", "last_day")

    look: Look
    file: ReportFile

    @classmethod
    def of(cls, look: Look, file: ReportFile) -> ReportForm:
        """The forms of a report as it was opened."""
        return cls(plan=file.plan.id, name=f"report/{file.row.key}", look=look, file=file)

    @property
    def words(self) -> Words:
        return self.look.words

    @property
    def report(self) -> tuple[str, str, Period]:
        """Duty, unit and period."""
        return self.file.row.duty, self.file.row.from_unit, self.file.row.period

    def written(self, values: Values) -> str:
        """Only what was typed: the rest is as things stand when it is read."""
        changed = {field: value for field, value in values.items() if field in self.changed()}
        return DraftForm.written(self, changed)

    def start(self, _draft: KeptDraft | None) -> Opening:
        """The fields before anything is typed; an extension begins with the one that holds."""
        extension = self.file.row.extension
        base = {
            "on": self.file.today,
            "note": "",
            "reason": "",
            "last_day": extension.last_day if extension else None,
            "approver": extension.approver if extension else "",
            "basis": extension.basis if extension else "",
        }
        return Opening(base=base, revision=self.acts)

    @property
    def acts(self) -> int:
        """Grows with every act on the report, an extension among them."""
        return self.file.revision + self.file.extension_revision

    def catch_up(self) -> bool:
        """Go on from what stands now; whether somebody acted since this was opened or typed."""
        is_late = self.is_open and self.opening.revision < self.acts
        if is_late:
            self.build_on(self.opening.base, self.acts)
        return is_late

    def finish(self) -> None:
        """The act is done: what may be done next is chosen anew."""
        st.session_state.pop(self.key("action"), None)
        state.choose(ACT, None)
        self.close()

    def act(self, revision: int | None, on: date | None = None) -> Act:
        """An act of whoever looks, for today unless told otherwise."""
        tracker, actor, now = state.tracker(), state.actor(), state.now()
        on = on or today_in(tracker, actor, self.plan, now=now)
        return Act(actor=actor, now=now, on=on, revision=revision)


def field_labels(words: Words, action: ReportAction | None) -> dict[str, str]:
    """The labels of the inputs by the names that refusals call them."""
    labels = {name: words.text(label) for name, label in _FIELDS.items()}
    if action is ReportAction.RETURN:
        labels["note"] = labels["reason"]
    return labels


def open_form(form: ReportForm) -> None:
    """Show the fields as they were left, to whoever may type there."""
    if state.actor().may(Action.UPDATE_TASK, agency=form.file.plan.agency.code):
        form.open(form.start)


def draw_acts(form: ReportForm) -> None:
    """Draw what may be done, the form of what was chosen, and how the last act ended."""
    words, actions = form.words, form.file.actions
    if not actions:
        outcome.draw_told(words)
        return
    chosen = _choose(form)
    labels = field_labels(words, chosen)
    beside_the_button = chosen is not None and outcome.ending() is not outcome.Ending.DONE
    if not beside_the_button:
        outcome.draw_told(words, labels)
    if chosen is None:
        return
    with draft_form.frame(form, words):
        _FORMS[chosen](form)
        if beside_the_button:
            outcome.draw_told(words, labels)
        with draft_form.foot(form, words.text(ACTIONS[chosen]), partial(_do, form, chosen)):
            pass


def left_over(form: ReportForm) -> dict[str, str]:
    """What was typed for an act that may not be done any more, by the labels of the fields."""
    asked = {
        "note": ReportAction.HAND_IN,
        "reason": ReportAction.RETURN,
        "approver": ReportAction.EXTEND,
        "basis": ReportAction.EXTEND,
    }
    changed = form.changed() if form.is_open else {}
    return {
        form.words.text(_FIELDS[field]): form.typed(field)
        for field, action in asked.items()
        if action not in form.file.actions and field in changed and form.typed(field)
    }


def _choose(form: ReportForm) -> ReportAction | None:
    actions, words = form.file.actions, form.words
    # What somebody has just done is usually all that they came for.
    is_done = outcome.ending() is outcome.Ending.DONE
    likely = actions[0] if actions[0] in _LIKELY and not is_done else None
    captions = {action: words.text(ACTIONS[action]) for action in actions}
    return choose_act(form, captions, words, likely=likely)


def _draw_hand_in(form: ReportForm) -> None:
    _draw_day(form, "on")
    if state.actor().role is Role.STAFF:
        _say(N_("An earlier day counts once the Office has confirmed it."))(form)
    hint = form.words.text("Number and day of the document, or what else goes with it")
    _draw_text(form, "note", hint, height=90)


def _draw_acceptance(form: ReportForm) -> None:
    """What accepting says; whether the earlier day that the unit entered is confirmed with it."""
    row, words = form.file.row, form.words
    _say(N_("The report counts as received and complete."))(form)
    if row.entry_counts:
        st.checkbox(
            words.text(
                "Confirm that it was handed in on {day}; the unit entered this on {entered}",
                day=row.handed_in_on,
                entered=row.entered_on,
            ),
            key=form.key(_CONFIRMS),
        )


def _draw_return(form: ReportForm) -> None:
    hint = form.words.text("What is to be completed; the unit reads this")
    _draw_text(form, "reason", hint, height=120)


def _draw_extension(form: ReportForm) -> None:
    _draw_day(form, "last_day")
    for field in ("approver", "basis"):
        st.text_input(
            form.words.text(_FIELDS[field]),
            key=form.key(field),
            persist_state="session",
            on_change=form.keep,
        )
        lengths.draw_excess(form.typed(field), field, form.words)


def _draw_text(form: ReportForm, field: str, hint: str, *, height: int) -> None:
    st.text_area(
        form.words.text(_FIELDS[field]),
        key=form.key(field),
        placeholder=hint,
        height=height,
        persist_state="session",
        on_change=form.keep,
    )
    # The reason of a return is kept as the note of that step.
    lengths.draw_excess(form.typed(field), "note", form.words)


def _draw_day(form: ReportForm, field: str) -> None:
    st.date_input(
        form.words.text(_FIELDS[field]),
        value=None,
        key=form.key(field),
        format="DD/MM/YYYY",
        persist_state="session",
        on_change=form.keep,
    )


def _say(message: str) -> Callable[[ReportForm], None]:
    return lambda form: drawing.put("shared/say.html", form.words, said=form.words.text(message))


_FORMS: dict[ReportAction, Callable[[ReportForm], None]] = {
    ReportAction.HAND_IN: _draw_hand_in,
    ReportAction.ACCEPT: _draw_acceptance,
    ReportAction.RETURN: _draw_return,
    ReportAction.WITHDRAW: _say(
        N_("The report counts as not handed in, until it is handed in again.")
    ),
    ReportAction.EXTEND: _draw_extension,
    ReportAction.CANCEL_EXTENSION: _say(N_("The first last day counts again.")),
}


def _do(form: ReportForm, action: ReportAction) -> None:
    extends = action in (ReportAction.EXTEND, ReportAction.CANCEL_EXTENSION)
    record = partial(_extend if extends else _step, form, action)
    on = form.day("on") if action is ReportAction.HAND_IN else None
    form.send(
        record,
        form.words.text(_DONE[action]),
        form.words,
        then=form.finish,
        besides=lambda: act_remarks.of_day(
            form.plan, form.words, on=on, year=form.file.row.period.year
        ),
    )


def _step(form: ReportForm, action: ReportAction) -> Callable[[], object]:
    row, plan_id = form.file.row, form.plan
    note = {
        ReportAction.HAND_IN: form.typed("note") or None,
        ReportAction.RETURN: form.typed("reason") or None,
    }.get(action)
    # Without the day: the report is accepted, and the day of its entry goes on counting.
    confirms = bool(st.session_state.get(form.key(_CONFIRMS)))
    without_day = action is ReportAction.ACCEPT and row.entry_counts and not confirms
    step = ReportAct(
        duty=row.duty,
        unit=row.from_unit,
        period=row.period,
        step=_STEPS[action],
        note=note,
        entered_on=row.entered_on if without_day else None,
    )
    on = form.day("on") if action is ReportAction.HAND_IN else None
    made = reports.take_step(state.tracker(), plan_id, step, form.act(form.file.revision, on))
    return lambda: reports.undo_step(state.tracker(), plan_id, step, form.act(made.revision))


def _extend(form: ReportForm, action: ReportAction) -> Callable[[], object]:
    row, plan_id, before = form.file.row, form.plan, form.file.row.extension
    if action is ReportAction.CANCEL_EXTENSION:
        made = reports.cancel_extension(
            state.tracker(), plan_id, *form.report, form.act(form.file.extension_revision)
        )
    else:
        last_day = form.day("last_day")
        if last_day is None:
            raise Refused(N_("Choose the new last day"), field="last_day")
        extension = Extension(
            duty=row.duty,
            unit=row.from_unit,
            period=row.period,
            last_day=last_day,
            approver=form.typed("approver"),
            basis=form.typed("basis"),
        )
        made = reports.extend(
            state.tracker(), plan_id, extension, form.act(form.file.extension_revision)
        )

    def undo() -> object:
        act = form.act(made.revision)
        if before is None:
            return reports.cancel_extension(state.tracker(), plan_id, *form.report, act)
        return reports.extend(state.tracker(), plan_id, before, act)

    return undo
