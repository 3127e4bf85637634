"""What every form that changes a plan has in common: of which kind the change is, and since when.

A draft holds only what differs, so that what somebody else changed meanwhile shows in every field
that nobody touched here. Not here: the fields of each form, and how a change is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

import streamlit as st

from ddci_tracker.services.acts import Act
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.plan_edits import Edits
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import state
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening, Values
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

WHY, ON, BASIS = "act.why", "act.on", "act.basis"


class Why(StrEnum):
    """The two kinds of changes of a plan."""

    CORRECTION = "correction"  # the print always said so
    AMENDMENT = "amendment"  # decided later


_WHYS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        Why.CORRECTION: (
            N_("Mend what was entered"),
            N_("The print always said so. Counts from the day of issue, in every quarter."),
        ),
        Why.AMENDMENT: (
            N_("Change the plan"),
            N_("Decided since. Earlier quarters stay as they were judged."),
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanActForm(DraftForm):
    """A form that changes a plan.

    ``revision`` is that of what it is about, ``called`` is what that is called; ``today`` is that
    of the plan and ``first_day`` the first from which an amendment may count.
    """

    PREFIX: ClassVar[str] = "row"
    COMPANIONS: ClassVar[tuple[str, ...]] = (WHY, ON, BASIS)
    # What goes with every form of this kind, behind its own fields.
    FIELDS: ClassVar[tuple[str, ...]] = (WHY, ON, BASIS)
    DAYS: ClassVar[tuple[str, ...]] = (ON,)
    CHOICES: ClassVar[tuple[str, ...]] = (WHY,)
    ANCHOR: ClassVar[str | None] = BASIS

    revision: int
    called: str
    first_day: date
    today: date
    words: Words

    def stands(self) -> Values:
        """The form's own fields as what stands now fills them."""
        return {}

    def edits(self) -> Edits:
        """What was typed, as edits of what was seen; ``Refused`` for what makes none."""
        raise NotImplementedError

    def saved_as(self) -> str:
        """What it is called once it is saved."""
        return self.called

    def differs(self) -> bool:
        """Whether there is anything to be saved."""
        return bool(self.changed().keys() - set(self.COMPANIONS))

    def base(self) -> Values:
        """All fields as what stands now fills them; which kind of change it is, nobody said yet."""
        return {**self.stands(), WHY: None, ON: self.today, BASIS: ""}

    def start(self, _draft: KeptDraft | None) -> Opening:
        """What stands now."""
        return Opening(base=self.base(), revision=self.revision)

    def written(self, values: Values) -> str:
        base = self.opening.base
        differs = {name: each for name, each in values.items() if each != base.get(name)}
        return DraftForm.written(self, differs)

    def read(self, body: str) -> Values:
        """What was typed; a day that an amendment cannot count from any more is today."""
        typed = dict(DraftForm.read(self, body))
        on = typed.get(ON)
        if ON in typed and not (isinstance(on, date) and self.first_day <= on <= self.today):
            typed[ON] = self.today
        return typed

    def catch_up(self) -> bool:
        """Where somebody else came first: what nobody touched here says what stands now.

        Whether there was anything to catch up with. Before the fields are drawn.
        """
        if self.opening.revision >= self.revision:
            return False
        touched, base = self.changed().keys(), self.base()
        self.build_on(base, self.revision)
        self.fill({name: each for name, each in base.items() if name not in touched})
        self.keep()
        return True

    @property
    def why(self) -> Why | None:
        """Which kind of change it is, as far as that was said."""
        chosen = self.value(WHY)
        return Why(chosen) if chosen else None

    @property
    def basis(self) -> str | None:
        """What an amendment rests on, as typed; None for a correction."""
        return self.typed(BASIS) if self.why is Why.AMENDMENT else None

    def act(self) -> Act:
        """The act of whoever types; ``Refused`` while nobody said which kind it is."""
        if self.why is None:
            raise Refused(
                N_("Say whether this mends what was entered or changes the plan"), field="why"
            )
        on = self.day(ON) if self.why is Why.AMENDMENT else None
        return Act(actor=state.actor(), now=state.now(), on=on)


def labels_of_the_act(words: Words) -> dict[str, str]:
    """What the fields of the act are called, by the names that a refusal gives them."""
    return {
        "why": words.text("Why it changes"),
        "on": words.text("Counts from"),
        "basis": words.text("Basis of the amendment"),
    }


def draw_why(form: PlanActForm) -> None:
    """Draw the choice between the two kinds of changes, with the day and basis of an amendment."""
    words = form.words
    with st.container(key="row-why", gap="small"):
        st.radio(
            words.text("Why it changes"),
            [str(each) for each in Why],
            index=None,
            format_func=lambda each: words.text(_WHYS[Why(each)][0]),
            captions=[words.text(_WHYS[each][1]) for each in Why],
            horizontal=True,
            key=form.key(WHY),
            on_change=form.keep,
        )
        amended = form.why is Why.AMENDMENT
        with st.container(
            horizontal=True, gap="small", key="row-amended" if amended else "row-unamended"
        ):
            st.date_input(
                words.text("Counts from"),
                value=None,
                min_value=min(form.first_day, form.today),
                max_value=form.today,
                format="DD/MM/YYYY",
                key=form.key(ON),
                on_change=form.keep,
                width=190,
            )
            st.text_input(
                words.text("Basis of the amendment"),
                key=form.key(BASIS),
                placeholder=words.text("Such as the number of a document, or a meeting"),
                on_change=form.keep,
            )
