"""The form of one task: its fields, and what stands in them as an update is filled in.

What may be done with the form is for the drawer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import streamlit as st

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Task
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.my_work import OpenedTask
from ddci_tracker.services.task_form import Filled, Recovery, asks_for_a_figure, has_an_end
from ddci_tracker.ui.shared import lengths, outcome
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening, Values
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

FIELDS = {
    "status": N_("Status"),
    "percent": N_("Done, %"),
    "actual": N_("Figure reached"),
    "done_on": N_("Done on"),
    "note": N_("What was done"),
    "difficulty": N_("Difficulties, proposals"),
    "needs_help": N_("Help is needed"),
    "recovery": N_("Recovery"),
    "who": N_("Who"),
    "what": N_("Does what"),
    "when": N_("By when"),
}


def field_label(field: str, words: Words) -> str:
    """What an input is called."""
    return words.text(FIELDS[field])


def form_name(task: str, quarter: Period) -> str:
    """What the draft of a task's form is kept under."""
    return f"task/{task}@{quarter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskForm(DraftForm):
    """The form of a task in a quarter."""

    PREFIX: ClassVar[str] = "work"
    FIELDS: ClassVar[tuple[str, ...]] = (
        "status",
        "percent",
        "actual",
        "done_on",
        "note",
        "difficulty",
        "needs_help",
        "who",
        "what",
        "when",
    )
    DAYS: ClassVar[tuple[str, ...]] = ("done_on", "when")
    CHOICES: ClassVar[tuple[str, ...]] = ("status", "needs_help")
    ANCHOR: ClassVar[str | None] = "note"

    quarter: Period

    @classmethod
    def of(cls, plan: str, task: str, quarter: Period) -> TaskForm:
        """The form of a task on a plan."""
        return cls(plan=plan, name=form_name(task, quarter), quarter=quarter)

    @property
    def filled(self) -> Filled:
        """What stands in the fields now."""
        return filled_of(self.values())

    def written(self, values: Values) -> str:
        return filled_of(values).to_json()

    def read(self, body: str) -> Values:
        return values_of(Filled.from_json(body))

    def take(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        self.fill(values_in(texts))
        return texts

    def stands_in(self, field: str) -> object:
        """What stands in a field, with the status that decides what is asked for there."""
        filled = self.filled
        typed = filled.recovery if field == "recovery" else self.values().get(field)
        return filled.status, typed

    def change(self) -> None:
        """Something was typed: it is kept; what was told before is over, a refusal once mended."""
        outcome.forget_unless_refused(self.stands_in)
        self.keep()


def filled_of(values: Values) -> Filled:
    """What stands in the fields, as the form of an update."""
    status = values["status"]
    return Filled(
        status=TaskStatus(status) if status else None,
        percent=values["percent"] or "",
        actual=values["actual"] or "",
        done_on=values["done_on"],
        note=values["note"] or "",
        difficulty=values["difficulty"] or "",
        needs_help=bool(values["needs_help"]),
        recovery=Recovery(who=values["who"] or "", what=values["what"] or "", when=values["when"]),
    )


def values_of(filled: Filled) -> Values:
    """The fields as the form of an update fills them."""
    recovery = filled.recovery
    return {
        "status": filled.status,
        "percent": filled.percent,
        "actual": filled.actual,
        "done_on": filled.done_on,
        "note": filled.note,
        "difficulty": filled.difficulty,
        "needs_help": filled.needs_help,
        "who": recovery.who,
        "what": recovery.what,
        "when": recovery.when,
    }


def values_in(texts: Mapping[str, str]) -> Values:
    """The fields of texts that the browser kept of the form, or of its row in the table."""
    found: dict[str, Any] = {
        field: texts[field] for field in TaskForm.text_fields() if field in texts
    }
    if "recovery" in texts:
        recovery = Recovery.read(texts["recovery"])
        found |= {"who": recovery.who, "what": recovery.what, "when": recovery.when}
    return found


def opening_of(opened: OpenedTask, draft: KeptDraft | None) -> Opening:
    """What the form of a task builds on: what stood when its draft was begun, else what stands."""
    revision = min(draft.revision, opened.revision) if draft else opened.revision
    return Opening(base=values_of(opened.filled_at(revision)), revision=revision)


def draw_fields(form: TaskForm, opened: OpenedTask, words: Words) -> None:
    """Draw the fields."""
    status = _draw_status(form, words)
    with st.container(horizontal=True, gap="small", key="work-figures"):
        if has_an_end(opened.task):
            _draw_percent(form, words)
        if asks_for_a_figure(opened.task):
            _draw_actual(form, opened.task, words)
        if status is TaskStatus.DONE:
            _draw_day(form, "done_on", field_label("done_on", words))
    why = status is TaskStatus.NOT_APPLICABLE
    _draw_text(
        form,
        "note",
        words.text("Why it does not arise (required)") if why else field_label("note", words),
        words,
        height=122,
    )
    _draw_text(form, "difficulty", field_label("difficulty", words), words, height=78)
    st.checkbox(field_label("needs_help", words), key=form.key("needs_help"), on_change=form.change)
    _draw_recovery(form, words, required=status is TaskStatus.BLOCKED)


def _draw_status(form: TaskForm, words: Words) -> TaskStatus | None:
    quarter = formats.period(form.quarter, words)
    chosen = st.segmented_control(
        words.text("Status of {quarter}", quarter=quarter),
        list(TaskStatus),
        format_func=lambda each: labels.label(TaskStatus(each), words),
        key=form.key("status"),
        required=True,
        on_change=form.change,
        width="stretch",
        wrap=True,
    )
    return TaskStatus(chosen) if chosen else None


def _draw_percent(form: TaskForm, words: Words) -> None:
    # Not a field for numbers: that one drops a comma and cuts to its bounds without a word.
    st.text_input(
        field_label("percent", words),
        key=form.key("percent"),
        on_change=form.change,
        width=160,
        placeholder=words.text("not stated"),
    )


def _draw_actual(form: TaskForm, task: Task, words: Words) -> None:
    """What the task's own figure has reached, beside what is asked for."""
    st.text_input(
        field_label("actual", words),
        key=form.key("actual"),
        on_change=form.change,
        width=160,
        placeholder=words.text("asked for: {figure}", figure=formats.kpi(task, words)),
    )


def _draw_day(form: TaskForm, field: str, label: str) -> None:
    st.date_input(
        label,
        value=None,
        format="DD/MM/YYYY",
        key=form.key(field),
        on_change=form.change,
        persist_state="page",
        min_value=date(form.quarter.year - 1, 1, 1),
        max_value=date(form.quarter.year + 2, 12, 31),
        width=180,
    )


def _draw_text(form: TaskForm, field: str, label: str, words: Words, *, height: int) -> None:
    st.text_area(label, key=form.key(field), height=height, on_change=form.change)
    lengths.draw_excess(form.typed(field), field, words)


def _draw_recovery(form: TaskForm, words: Words, *, required: bool) -> None:
    """Who does what by when; asked for where a task is blocked, open to whoever wants to say."""
    if not required and form.filled.recovery.written() is None:
        return
    with st.container(key="work-recovery", gap="xsmall"):
        label = words.text("Recovery (required when blocked)")
        st.markdown(f"**{label}**")
        with st.container(horizontal=True, gap="small"):
            for field in ("who", "what"):
                st.text_input(
                    field_label(field, words),
                    key=form.key(field),
                    on_change=form.change,
                    persist_state="page",
                )
            _draw_day(form, "when", field_label("when", words))
        lengths.draw_excess(form.filled.recovery.written() or "", "recovery", words)
