"""The form of one task: its fields, what was typed into them, and the draft that keeps it.

The fields hold what the browser shows; whatever changes in them is kept as a draft at once, so
that a form opened again, in another session or after a restart, is as it was left. Drawing the
fields is here too; what may be done with the form is ``my_work_drawer``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.periods import Period
from ddci_tracker.services.drafts import KeptDraft, draft_of, drop_draft, keep_draft
from ddci_tracker.services.my_work import OpenedTask
from ddci_tracker.services.task_form import Filled, Recovery, differing, has_an_end
from ddci_tracker.ui.core import state
from ddci_tracker.ui.shared import outcome
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_OPEN = "work.form"
# Enough for a page of text; longer ones belong into a report.
_LONGEST = 4000

FIELDS = {
    "status": N_("Status"),
    "percent": N_("Done, %"),
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
class OpenForm:
    """The form that is open: of which task, and the revision that its author saw.

    ``base`` is what stood in it then. ``settling`` is what was typed, once it is to be settled
    what becomes of it beside somebody else's words; None while the fields are drawn.
    """

    plan: str
    task: str
    quarter: Period
    revision: int
    base: Filled
    kept: KeptDraft | None = None
    settling: Filled | None = None

    @property
    def name(self) -> str:
        return form_name(self.task, self.quarter)

    def key(self, field: str) -> str:
        """The key of a field."""
        return f"work-{field}:{self.plan}:{self.name}"

    @property
    def is_drawn(self) -> bool:
        """Whether what was typed is here; fields that are not drawn are forgotten."""
        return self.settling is not None or self.key("note") in st.session_state

    @property
    def typed(self) -> Filled:
        """What stands in the fields now."""
        if self.settling is not None:
            return self.settling

        def value(field: str) -> Any:
            return st.session_state.get(self.key(field))

        status, percent = value("status"), value("percent")
        return Filled(
            status=TaskStatus(status) if status else None,
            percent=None if percent is None else int(percent),
            done_on=value("done_on"),
            note=value("note") or "",
            difficulty=value("difficulty") or "",
            needs_help=bool(value("needs_help")),
            recovery=Recovery(who=value("who") or "", what=value("what") or "", when=value("when")),
        )


def current() -> OpenForm | None:
    """The form that is open in this session."""
    found = st.session_state.get(_OPEN)
    return found if isinstance(found, OpenForm) else None


def remember(form: OpenForm | None) -> None:
    """Make this the form that is open; None: there is none."""
    st.session_state[_OPEN] = form


def fill(form: OpenForm, filled: Filled) -> None:
    """Put something into the fields. Only before they are drawn, or from a callback."""
    values = {
        "status": filled.status,
        "percent": filled.percent,
        "done_on": filled.done_on,
        "note": filled.note,
        "difficulty": filled.difficulty,
        "needs_help": filled.needs_help,
        "who": filled.recovery.who,
        "what": filled.recovery.what,
        "when": filled.recovery.when,
    }
    for field, value in values.items():
        st.session_state[form.key(field)] = value


def opened_form(plan: str, opened: OpenedTask, base_at: Callable[[int], Filled]) -> OpenForm:
    """The form of a task as it was left: open already, from its draft, or from what stands.

    ``base_at`` answers what stood at a revision.
    """
    name = form_name(opened.task.code, opened.quarter)
    form = current()
    if form is not None and (form.plan, form.name) == (plan, name) and form.is_drawn:
        return form
    draft = draft_of(state.tracker(), state.actor(), plan, name)
    revision = opened.revision if draft is None else min(draft.revision, opened.revision)
    form = OpenForm(
        plan=plan,
        task=opened.task.code,
        quarter=opened.quarter,
        revision=revision,
        base=opened.filled if revision == opened.revision else base_at(revision),
        kept=draft,
    )
    fill(form, opened.filled if draft is None else Filled.from_json(draft.body))
    remember(form)
    return form


def keep() -> None:
    """Keep what stands in the fields as a draft; a form in which nothing differs needs none."""
    form = current()
    if form is None:
        return
    outcome.forget()
    typed, kept = form.typed, None
    if differing(form.base, typed):
        kept = keep_draft(
            state.tracker(),
            state.actor(),
            form.plan,
            form.name,
            typed.to_json(),
            revision=form.revision,
            now=state.now(),
        )
    elif form.kept is not None:
        drop_draft(state.tracker(), state.actor(), form.plan, form.name)
    remember(replace(form, kept=kept))


def draw_fields(form: OpenForm, opened: OpenedTask, words: Words) -> None:
    """Draw the fields."""
    status = _draw_status(form, words)
    with st.container(horizontal=True, gap="small", key="work-figures"):
        if has_an_end(opened.task):
            _draw_percent(form, words)
        if status is TaskStatus.DONE:
            _draw_day(form, "done_on", field_label("done_on", words))
    why = status is TaskStatus.NOT_APPLICABLE
    _draw_text(
        form,
        "note",
        words.text("Why it does not arise (required)") if why else field_label("note", words),
        height=122,
    )
    _draw_text(form, "difficulty", field_label("difficulty", words), height=78)
    st.checkbox(field_label("needs_help", words), key=form.key("needs_help"), on_change=keep)
    _draw_recovery(form, words, required=status is TaskStatus.BLOCKED)


def _draw_status(form: OpenForm, words: Words) -> TaskStatus | None:
    quarter = formats.period(form.quarter, words)
    chosen = st.segmented_control(
        words.text("Status of {quarter}", quarter=quarter),
        list(TaskStatus),
        format_func=lambda each: labels.label(TaskStatus(each), words),
        key=form.key("status"),
        required=True,
        on_change=keep,
        width="stretch",
        wrap=True,
    )
    return TaskStatus(chosen) if chosen else None


def _draw_percent(form: OpenForm, words: Words) -> None:
    st.number_input(
        field_label("percent", words),
        min_value=0,
        max_value=100,
        step=5,
        value=None,
        key=form.key("percent"),
        on_change=keep,
        width=160,
        placeholder=words.text("not stated"),
    )


def _draw_day(form: OpenForm, field: str, label: str) -> None:
    st.date_input(
        label,
        value=None,
        format="DD/MM/YYYY",
        key=form.key(field),
        on_change=keep,
        persist_state="page",
        min_value=date(form.quarter.year - 1, 1, 1),
        max_value=date(form.quarter.year + 2, 12, 31),
        width=180,
    )


def _draw_text(form: OpenForm, field: str, label: str, *, height: int) -> None:
    st.text_area(label, key=form.key(field), height=height, max_chars=_LONGEST, on_change=keep)


def _draw_recovery(form: OpenForm, words: Words, *, required: bool) -> None:
    """Who does what by when; asked for where a task is blocked, open to whoever wants to say."""
    if not required and form.typed.recovery.written() is None:
        return
    with st.container(key="work-recovery", gap="xsmall"):
        label = words.text("Recovery (required when blocked)")
        st.markdown(f"**{label}**")
        with st.container(horizontal=True, gap="small"):
            for field in ("who", "what"):
                st.text_input(
                    field_label(field, words),
                    key=form.key(field),
                    max_chars=_LONGEST,
                    on_change=keep,
                    persist_state="page",
                )
            _draw_day(form, "when", field_label("when", words))
