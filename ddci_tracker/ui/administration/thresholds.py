"""The thresholds of an agency on the screen: each with its meaning, and what a change would turn.

What is typed is a draft until it is saved. Which lights turn is shown before that, from the same
service that saves it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

import streamlit as st

from ddci_tracker.domain.policy import AdoptedPolicy, Policy
from ddci_tracker.domain.views import Board
from ddci_tracker.services import policies
from ddci_tracker.services.acts import Act
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.policies import PolicyView
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.shared import draft_form, outcome
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening, Values
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.policies import (
    meaning_of,
    turned_thing,
    turning,
    typed_value,
    unit_of,
    value_of,
)
from ddci_tracker.words.recorded import threshold_name

_BANDS = "bands"
_BANDS_HEIGHT = 150
# So many lights that turn are listed; of the rest only the number is said.
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyForm(DraftForm):
    """The thresholds of an agency as they are typed, from a day on, and why."""

    PREFIX: ClassVar[str] = "threshold"
    FIELDS: ClassVar[tuple[str, ...]] = (*policies.FIELDS, "on", "basis")
    DAYS: ClassVar[tuple[str, ...]] = ("on",)
    COMPANIONS: ClassVar[tuple[str, ...]] = ("on",)
    ANCHOR: ClassVar[str | None] = "basis"

    view: PolicyView
    words: Words

    def start(self, _draft: KeptDraft | None) -> Opening:
        """What holds today, from today on."""
        return Opening(base=self.stands(), revision=self.view.revision)

    def stands(self) -> Values:
        """The fields as what holds today fills them."""
        return {**self.typed_as(self.view.policy), "on": self.view.today, "basis": ""}

    def typed_as(self, policy: Policy) -> dict[str, str]:
        """Thresholds as the fields hold them."""
        return {field: typed_value(policy, field, self.words) for field in policies.FIELDS}

    def read(self, body: str) -> Values:
        """What was typed; a day that thresholds cannot count from any more is today."""
        typed = dict(DraftForm.read(self, body))
        on, view = typed.get("on"), self.view
        if not (isinstance(on, date) and view.first_day <= on <= view.today):
            typed["on"] = view.today
        return typed

    def differs(self) -> bool:
        """Whether a threshold is typed other than it stands."""
        return bool(self.changed().keys() & set(policies.FIELDS))

    def policy(self) -> Policy:
        """What is typed; ``Refused``, with the field named, for what makes no sense."""
        typed = {field: self.typed(field) for field in policies.FIELDS if field in self.changed()}
        return policies.read_policy(typed, self.view.policy)

    def act(self) -> Act:
        """The act of whoever types, for the day that is chosen."""
        on, revision = self.day("on"), self.opening.revision
        return Act(actor=state.actor(), now=state.now(), on=on, revision=revision)


def draw(chosen: Selection, board: Board | None) -> None:
    """Draw the thresholds of the agency of this plan, as a form."""
    words = chosen.words
    if board is None:
        said = words.text("Thresholds are set for an agency once it has a plan here.")
        drawing.put("shared/say.html", words, said=said)
        return
    if not state.actor().may(Action.SET_POLICY, agency=board.plan.agency.code):
        drawing.put("administration/nothing.html", words)
        return
    form = _form(board.plan.id, words)
    form.open(form.start)
    about = "administration/thresholds_about.html"
    drawing.put(about, words, view=form.view, called=known_names())
    draft_form.draw_restored(form, words)
    with draft_form.frame(form, words):
        _draw_fields(form)
        _draw_effects(form)
        outcome.draw_told(words, _labels(words))
        with draft_form.foot(form, words.text("Save the thresholds"), partial(_save, form)):
            st.button(
                words.text("Fill in the usual values"),
                icon=":material/settings_backup_restore:",
                key="threshold-usual",
                on_click=_fill_in_the_usual,
                args=(form,),
            )


def _form(plan: str, words: Words) -> PolicyForm:
    view = policies.policy_of(state.tracker(), state.actor(), plan, now=state.now())
    return PolicyForm(plan=plan, name="policy", view=view, words=words)


def _labels(words: Words) -> dict[str, str]:
    names = {field: threshold_name(field, words) for field in policies.FIELDS}
    return names | {"on": words.text("Counts from"), "basis": words.text("Reason or basis")}


def _draw_fields(form: PolicyForm) -> None:
    words = form.words
    with st.container(key="threshold-fields"):
        for field in policies.FIELDS:
            with st.container(key=f"threshold-box-{field}", gap=None):
                _draw_threshold(form, field)
    with st.container(horizontal=True, vertical_alignment="bottom", key="threshold-why"):
        st.date_input(
            words.text("Counts from"),
            value=None,
            min_value=form.view.first_day,
            max_value=form.view.today,
            format="DD/MM/YYYY",
            key=form.key("on"),
            on_change=form.keep,
            width=180,
        )
        st.text_input(
            words.text("Reason or basis"),
            key=form.key("basis"),
            placeholder=words.text("Such as the number of a decision, or a meeting"),
            on_change=form.keep,
        )


def _draw_threshold(form: PolicyForm, field: str) -> None:
    """A field with what it means, what holds now, and what usually does."""
    words, key = form.words, form.key(field)
    label = f"{threshold_name(field, words)} ({unit_of(field, words)})"
    if field == _BANDS:
        st.text_area(label, key=key, height=_BANDS_HEIGHT, on_change=form.keep)
    else:
        st.text_input(label, key=key, on_change=form.keep)
    drawing.put(
        "administration/threshold.html",
        words,
        meaning=meaning_of(field, words),
        now=value_of(form.view.policy, field, words),
        usual=value_of(Policy(), field, words),
    )


def _draw_effects(form: PolicyForm) -> None:
    """Which lights turn by what is typed, where anything is; or why it cannot be told."""
    words = form.words
    if not form.differs():
        return
    try:
        found = policies.preview(state.tracker(), form.plan, form.policy(), form.act())
    except Refused as refused:
        drawing.put(
            "administration/threshold_refused.html",
            words,
            field=_labels(words).get(refused.field or ""),
            said=refused.said(words),
        )
        return
    rows = [
        (effect.board.plan.id, turned_thing(each, effect.board, words), each)
        for effect in found
        for each in effect.turned
    ]
    drawing.put(
        "administration/threshold_effects.html",
        words,
        rows=rows[:_SHOWN],
        turning=lambda each: turning(each.before, each.after, words),
        count=len(rows),
        left=max(0, len(rows) - _SHOWN),
    )


def _fill_in_the_usual(form: PolicyForm) -> None:
    outcome.forget()
    form.fill(form.typed_as(Policy()))
    form.keep()


def _save(form: PolicyForm) -> None:
    stood = form.view.held

    def record() -> Callable[[], object]:
        made = policies.set_policy(
            state.tracker(), form.plan, form.policy(), form.typed("basis"), form.act()
        )
        before = stood.value if stood else None
        return partial(_bring_back, form.plan, before, made.on, made.revision)

    form.send(
        record,
        form.words.text("The thresholds are set"),
        form.words,
        overtaken=partial(_tell_who_came_first, form),
        then=form.close,
    )


def _bring_back(plan: str, before: AdoptedPolicy | None, on: date, revision: int) -> None:
    act = Act(actor=state.actor(), now=state.now(), on=on, revision=revision)
    policies.bring_policy_back(state.tracker(), plan, before, act)
    PolicyForm.close()


def _tell_who_came_first(form: PolicyForm) -> None:
    words, now = form.words, _form(form.plan, form.words)
    form.build_on(now.stands(), now.view.revision)
    form.keep()
    if now.view.held is None:
        first = words.text("Somebody else has put the usual thresholds back.")
    else:
        first = outcome.came_first(now.view.held, words)
    kept = words.text(
        "What holds now stands below each field; what you typed is still here. "
        "Save once more to put it in its place."
    )
    outcome.tell_overtaken(first, words, kept)
