"""The fields in which a conclusion is written down, alike wherever that is done.

Not here: what is done with it, and the day of its meeting, which a meeting knows by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Final

import streamlit as st

from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import lengths
from ddci_tracker.ui.shared.draft_form import DraftForm, Values
from ddci_tracker.words import plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

WRITTEN: Mapping[str, str] = MappingProxyType(
    {
        "text": N_("What is to be done"),
        "units": N_("Who answers for it"),
        "with_units": N_("Who supports it"),
        "due": N_("Due"),
        "ongoing": N_("Ongoing, without a day"),
        "product": N_("What must come of it"),
        "person": N_("The post or person that is named"),
        "authority": N_("Who decided, and who may decide next"),
    }
)


# What makes a conclusion clearer than it has to be.
_FURTHER_LINES: Final = ("product", "person", "authority")
FURTHER: Final = ("with_units", *_FURTHER_LINES)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenForm(DraftForm):
    """A form with the fields of a conclusion."""

    FIELDS: ClassVar[tuple[str, ...]] = tuple(WRITTEN)
    DAYS: ClassVar[tuple[str, ...]] = ("due",)
    CHOICES: ClassVar[tuple[str, ...]] = ("units", "with_units", "ongoing")

    look: Look

    @property
    def words(self) -> Words:
        return self.look.words

    def concluded(self) -> Conclusion:
        """What is typed, as a conclusion of no meeting yet."""
        return Conclusion(
            id="",
            about=None,
            text=self.typed("text"),
            units=tuple(self.value("units") or ()),
            due=self.day("due"),
            ongoing=bool(self.value("ongoing")),
            with_units=tuple(self.value("with_units") or ()),
            person=self.typed("person") or None,
            authority=self.typed("authority") or None,
            product=self.typed("product") or None,
        )


def nothing_written() -> Values:
    """What stands in the fields before anything does."""
    return {
        "text": "",
        "units": [],
        "with_units": [],
        "due": None,
        "ongoing": False,
        "product": "",
        "person": "",
        "authority": "",
    }


def as_written(said: Conclusion) -> Values:
    """What stands in the fields of a conclusion that is written anew."""
    return {
        "text": said.text,
        "units": list(said.units),
        "with_units": list(said.with_units),
        "due": said.due,
        "ongoing": said.ongoing,
        "product": said.product or "",
        "person": said.person or "",
        "authority": said.authority or "",
    }


def draw_needed(form: WrittenForm) -> None:
    """Draw what every conclusion says: what, who, by when."""
    _draw_text(form, "text")
    with st.container(horizontal=True, gap="small"):
        _draw_units(form, "units")
        _draw_day(form, "due")
    label = form.words.text(WRITTEN["ongoing"])
    st.checkbox(label, key=form.key("ongoing"), persist_state="session", on_change=form.keep)


def draw_rest(form: WrittenForm) -> None:
    """Draw what makes it clear: who supports it, what comes of it, who in person, who decides."""
    _draw_units(form, "with_units")
    for field in _FURTHER_LINES:
        _draw_line(form, field)


def _draw_text(form: WrittenForm, field: str) -> None:
    st.text_area(
        form.words.text(WRITTEN[field]),
        key=form.key(field),
        height=100,
        persist_state="session",
        on_change=form.keep,
    )
    lengths.draw_excess(form.typed(field), "note", form.words)


def _draw_line(form: WrittenForm, field: str) -> None:
    label = form.words.text(WRITTEN[field])
    st.text_input(label, key=form.key(field), persist_state="session", on_change=form.keep)
    lengths.draw_excess(form.typed(field), field, form.words)


def _draw_day(form: WrittenForm, field: str) -> None:
    st.date_input(
        form.words.text(WRITTEN[field]),
        value=None,
        key=form.key(field),
        format="DD/MM/YYYY",
        persist_state="session",
        on_change=form.keep,
        width=180,
    )


def _draw_units(form: WrittenForm, field: str) -> None:
    named = plan_names.unit_names(form.look.board.plan)
    st.multiselect(
        form.words.text(WRITTEN[field]),
        [unit.code for unit in form.look.board.plan.units],
        format_func=lambda code: named([code])[0],
        key=form.key(field),
        placeholder=form.words.text("Unit"),
        persist_state="session",
        on_change=form.keep,
        select_all=False,
    )
