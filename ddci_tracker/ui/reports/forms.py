"""What somebody may do with a report, as forms in its drawer: hand in, accept, return, extend.

What is typed is kept as a draft until its act is done: over closing, loading anew and a restart.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from ddci_tracker.domain.acts import Extension, ReportAct, ReportStep
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import reports
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import usual_day
from ddci_tracker.services.drafts import draft_of, drop_draft, keep_draft
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.report_files import ReportAction, ReportFile
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import outcome
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

_FIELDS = {
    "on": N_("Day it was handed in"),
    "note": N_("Remark"),
    "reason": N_("Reason for returning"),
    "last_day": N_("New last day"),
    "approver": N_("Approved by"),
    "basis": N_("Basis"),
}
# What a draft holds; the day of handing in is usually today.
_TEXTS, _DAYS = ("note", "reason", "approver", "basis"), ("last_day",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm:
    """The forms of one report: where their fields are kept, and what they build on.

    ``revision`` and ``extension_revision`` are those that whoever acts has seen.
    """

    look: Look
    file: ReportFile
    revision: int
    extension_revision: int

    @property
    def words(self) -> Words:
        return self.look.words

    def key(self, field: str) -> str:
        """The key of a field."""
        return f"report-{field}:{self.file.plan.id}:{self.file.row.key}"

    @property
    def report(self) -> tuple[str, str, Period]:
        """Duty, unit and period."""
        return self.file.row.duty, self.file.row.from_unit, self.file.row.period

    @property
    def draft(self) -> str:
        """The name of the draft of what is typed."""
        return f"report/{self.file.row.key}"

    def restore(self) -> None:
        """Bring back what was typed before, at another time or in another window."""
        agency = self.file.plan.agency.code
        types = state.actor().may(Action.UPDATE_TASK, agency=agency)
        if not types or self.key("restored") in st.session_state:
            return
        st.session_state[self.key("restored")] = True
        kept = draft_of(state.tracker(), state.actor(), self.file.plan.id, self.draft)
        for field, typed in json.loads(kept.body).items() if kept else ():
            value = date.fromisoformat(typed) if field in _DAYS else typed
            st.session_state[self.key(field)] = value

    def keep(self) -> None:
        """Keep what is typed now."""
        texts = {field: self.typed(field) for field in _TEXTS}
        days = {field: str(day) for field in _DAYS if (day := self.day(field))}
        body = {field: typed for field, typed in texts.items() if typed} | days
        keep_draft(
            state.tracker(),
            state.actor(),
            self.file.plan.id,
            self.draft,
            json.dumps(body, ensure_ascii=False),
            revision=self.revision,
            now=state.now(),
        )

    def drop(self) -> None:
        """Throw away what was typed."""
        for field in (*_FIELDS, "action", "restored"):
            st.session_state.pop(self.key(field), None)
        drop_draft(state.tracker(), state.actor(), self.file.plan.id, self.draft)

    def typed(self, field: str) -> str | None:
        """What was typed into a field, without spaces around it; None for nothing."""
        value = st.session_state.get(self.key(field))
        return value.strip() or None if isinstance(value, str) else None

    def day(self, field: str) -> date | None:
        """The day that was chosen."""
        value = st.session_state.get(self.key(field))
        return value if isinstance(value, date) else None

    def act(self, revision: int | None, on: date | None = None) -> Act:
        """An act of whoever looks."""
        return Act(actor=state.actor(), now=state.now(), on=on or self.usual_day, revision=revision)

    @property
    def usual_day(self) -> date:
        """The day that an act counts for unless told otherwise: today, or the plan's last day."""
        return usual_day(state.tracker(), state.actor(), self.file.plan.id, now=state.now())


def field_labels(words: Words, action: ReportAction | None) -> dict[str, str]:
    """The labels of the inputs by the names that refusals call them."""
    labels = {name: words.text(label) for name, label in _FIELDS.items()}
    if action is ReportAction.RETURN:
        labels["note"] = labels["reason"]
    return labels


def draw_acts(form: ReportForm) -> None:
    """Draw what may be done, the form of what was chosen, and how the last act ended."""
    words, actions = form.words, form.file.actions
    form.restore()
    if not actions:
        outcome.draw_told(words)
        return
    chosen = _choose(form)
    outcome.draw_told(words, field_labels(words, chosen))
    if chosen is None:
        return
    _FORMS[chosen](form)
    st.button(
        words.text(ACTIONS[chosen]),
        type="primary",
        key=form.key("do"),
        on_click=_do,
        args=(form, chosen),
    )


def left_over(form: ReportForm) -> dict[str, str]:
    """What was typed for an act that may not be done any more, by the labels of the fields."""
    asked = {
        "note": ReportAction.HAND_IN,
        "reason": ReportAction.RETURN,
        "approver": ReportAction.EXTEND,
    }
    return {
        form.words.text(_FIELDS[field]): typed
        for field, action in {**asked, "basis": ReportAction.EXTEND}.items()
        if action not in form.file.actions and (typed := form.typed(field))
    }


def _choose(form: ReportForm) -> ReportAction | None:
    actions, words = form.file.actions, form.words
    key = form.key("action")
    if st.session_state.get(key) not in actions:
        # What somebody has just done is usually all that they came for.
        what = outcome.told()
        is_done = what is not None and what.ending is outcome.Ending.DONE
        st.session_state[key] = actions[0] if actions[0] in _LIKELY and not is_done else None
    chosen = st.pills(
        words.text("What to do"),
        list(actions),
        format_func=lambda action: words.text(ACTIONS[action]),
        key=key,
        label_visibility="collapsed",
        on_change=outcome.forget,
    )
    return ReportAction(chosen) if chosen else None


def _field(words: Words, name: str) -> str:
    """The label of an input."""
    return words.text(_FIELDS[name])


def _draw_hand_in(form: ReportForm) -> None:
    words = form.words
    _day_input(form, "on", form.usual_day)
    st.text_area(
        _field(words, "note"),
        key=form.key("note"),
        placeholder=words.text("Number and day of the document, or what else goes with it"),
        height=90,
        persist_state="session",
        on_change=form.keep,
    )


def _draw_return(form: ReportForm) -> None:
    st.text_area(
        _field(form.words, "reason"),
        key=form.key("reason"),
        placeholder=form.words.text("What is to be completed; the unit reads this"),
        height=120,
        persist_state="session",
        on_change=form.keep,
    )


def _draw_extension(form: ReportForm) -> None:
    words, extension = form.words, form.file.row.extension
    _day_input(form, "last_day", extension.last_day if extension else None)
    for field in ("approver", "basis"):
        key = form.key(field)
        if key not in st.session_state and extension is not None:
            st.session_state[key] = getattr(extension, field)
        st.text_input(
            words.text(_FIELDS[field]), key=key, persist_state="session", on_change=form.keep
        )


def _day_input(form: ReportForm, field: str, usual: date | None) -> None:
    key = form.key(field)
    if key not in st.session_state:
        st.session_state[key] = usual
    st.date_input(
        form.words.text(_FIELDS[field]),
        key=key,
        format="DD/MM/YYYY",
        persist_state="session",
        on_change=form.keep,
    )


def _say(message: str) -> Callable[[ReportForm], None]:
    return lambda form: drawing.put("shared/say.html", form.words, said=form.words.text(message))


_FORMS: dict[ReportAction, Callable[[ReportForm], None]] = {
    ReportAction.HAND_IN: _draw_hand_in,
    ReportAction.ACCEPT: _say(N_("The report counts as received and complete.")),
    ReportAction.RETURN: _draw_return,
    ReportAction.WITHDRAW: _say(
        N_("The report counts as not handed in, until it is handed in again.")
    ),
    ReportAction.EXTEND: _draw_extension,
    ReportAction.CANCEL_EXTENSION: _say(N_("The first last day counts again.")),
}


def _do(form: ReportForm, action: ReportAction) -> None:
    act = partial(
        _extend if action in (ReportAction.EXTEND, ReportAction.CANCEL_EXTENSION) else _step,
        form,
        action,
    )

    def do() -> Callable[[], object]:
        undo = act()
        form.drop()
        return undo

    outcome.attempt(do, form.words.text(_DONE[action]), form.words)


def _step(form: ReportForm, action: ReportAction) -> Callable[[], object]:
    row, plan_id = form.file.row, form.file.plan.id
    note = {
        ReportAction.HAND_IN: form.typed("note"),
        ReportAction.RETURN: form.typed("reason"),
    }.get(action)
    step = ReportAct(
        duty=row.duty, unit=row.from_unit, period=row.period, step=_STEPS[action], note=note
    )
    on = form.day("on") if action is ReportAction.HAND_IN else None
    made = reports.take_step(state.tracker(), plan_id, step, form.act(form.revision, on))
    return lambda: reports.undo_step(state.tracker(), plan_id, step, form.act(made.revision))


def _extend(form: ReportForm, action: ReportAction) -> Callable[[], object]:
    row, plan_id, before = form.file.row, form.file.plan.id, form.file.row.extension
    if action is ReportAction.CANCEL_EXTENSION:
        made = reports.cancel_extension(
            state.tracker(), plan_id, *form.report, form.act(form.extension_revision)
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
            approver=form.typed("approver") or "",
            basis=form.typed("basis") or "",
        )
        made = reports.extend(
            state.tracker(), plan_id, extension, form.act(form.extension_revision)
        )

    def undo() -> object:
        act = form.act(made.revision)
        if before is None:
            return reports.cancel_extension(state.tracker(), plan_id, *form.report, act)
        return reports.extend(state.tracker(), plan_id, before, act)

    return undo
