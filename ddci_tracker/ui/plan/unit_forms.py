"""The forms by which units are merged, split or renamed: what stands in them, and what it comes to.

A change of units has two days, that of the decision and that from which it counts. What follows
from it is for the services.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Final

import streamlit as st

from ddci_tracker.domain.unit_changes import RegisteredUnit, UnitChange, UnitChangeKind
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.units import UnitEntry
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening, Values
from ddci_tracker.words import labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_PARTS_HEIGHT = 100
_DECIDED, _IN_FORCE, _BASIS = "decided_on", "in_force_on", "basis"
_COMMON: Final = (_DECIDED, _IN_FORCE, _BASIS)
FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "units": N_("Units that merge"),
        "unit": N_("Unit"),
        "into": N_("Code of the unit that they become"),
        "name": N_("New name"),
        "parts": N_("What it becomes: CODE = Name, one a line"),
        "task": N_("Tasks that pass to another than the first: TASK = CODE, one a line"),
        _DECIDED: N_("Decided on"),
        _IN_FORCE: N_("In force from"),
        _BASIS: N_("Basis of the amendment"),
    }
)
_ABOUT: Final[Mapping[UnitChangeKind, str]] = MappingProxyType(
    {
        UnitChangeKind.MERGED: N_(
            "Open tasks, reports, conclusions and accounts pass to the unit that they become: one "
            "of them that goes on, or a new one. The past keeps the old names."
        ),
        UnitChangeKind.SPLIT: N_(
            "The first unit takes over what is open, except the tasks that are given to another. "
            "The past keeps the old name."
        ),
        UnitChangeKind.RENAMED: N_("The code stays; looks at earlier days keep the old name."),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChangeForm(DraftForm):
    """A form about units of an agency; ``known`` are those of its register, by code.

    ``first_day`` is the first from which a change may count, ``today`` the last; ``revision`` is
    how often its units have changed.
    """

    PREFIX: ClassVar[str] = "units"
    DAYS: ClassVar[tuple[str, ...]] = (_DECIDED, _IN_FORCE)
    COMPANIONS: ClassVar[tuple[str, ...]] = DAYS
    ANCHOR: ClassVar[str | None] = _BASIS
    KIND: ClassVar[UnitChangeKind]

    known: Mapping[str, UnitEntry]
    first_day: date
    today: date
    revision: int
    words: Words

    def stands(self) -> Values:
        """The form's own fields before anything is typed."""
        return {}

    def start(self, _draft: KeptDraft | None) -> Opening:
        """A form in which nothing is typed yet."""
        common = {_DECIDED: None, _IN_FORCE: None, _BASIS: ""}
        return Opening(base={**self.stands(), **common}, revision=self.revision)

    def change(self) -> UnitChange:
        """What was typed; ``Refused``, with the field named, while a day or a unit is missing."""
        decided, in_force = self._said_day(_DECIDED), self._said_day(_IN_FORCE)
        before = self.before()
        if not before:
            raise Refused(N_("Say which units"), field=self.FIELDS[0])
        return UnitChange(
            kind=self.KIND,
            before=before,
            after=self.after(),
            decided_on=decided,
            in_force_on=in_force,
            basis=self.typed(_BASIS),
            tasks=self.tasks(),
        )

    def _said_day(self, field: str) -> date:
        day = self.day(field)
        if day is None:
            raise Refused(N_("Say on which day"), field=field)
        return day

    def before(self) -> tuple[str, ...]:
        """The units that change."""
        chosen = self.value("unit")
        return (chosen,) if chosen else ()

    def after(self) -> tuple[RegisteredUnit, ...]:
        """What they become."""
        raise NotImplementedError

    def tasks(self) -> tuple[tuple[str, str], ...]:
        """Tasks that pass to another unit than the first."""
        return ()

    def made(self, code: str, name: str) -> RegisteredUnit:
        """A unit by its code: one that is known keeps its name unless it is given another."""
        stands = self.known.get(code)
        like = stands or self.known[self.before()[0]]
        return RegisteredUnit(
            code=code, name=name or (stands.name if stands else ""), kind=like.kind
        )

    def about(self) -> str:
        """What the act does, in a sentence or two."""
        return self.words.text(_ABOUT[self.KIND])

    def called(self) -> str:
        """What the act is called."""
        return labels.label(self.KIND, self.words)

    def label(self, field: str) -> str:
        """What a field is called."""
        return self.words.text(FIELDS[field])

    def name_of(self, code: str) -> str:
        """A unit as it is chosen."""
        found = self.known.get(code)
        return f"{found.name} ({code})" if found else code

    def draw_fields(self) -> None:
        """Draw the form's own fields."""

    def draw_unit(self) -> None:
        """Draw the choice of the one unit that changes."""
        st.selectbox(
            self.label("unit"),
            list(self.known),
            index=None,
            format_func=self.name_of,
            key=self.key("unit"),
            placeholder=self.words.text("None"),
            on_change=self.keep,
        )

    def draw_days(self) -> None:
        """Draw the two days and the basis."""
        with st.container(horizontal=True, gap="small"):
            for field in self.DAYS:
                st.date_input(
                    self.label(field),
                    value=None,
                    min_value=date(2000, 1, 1) if field == _DECIDED else self.first_day,
                    max_value=self.today,
                    format="DD/MM/YYYY",
                    key=self.key(field),
                    on_change=self.keep,
                )
        st.text_input(
            self.label(_BASIS),
            key=self.key(_BASIS),
            placeholder=self.words.text("Such as the number of a document, or a meeting"),
            on_change=self.keep,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUnitsForm(UnitChangeForm):
    """Several units that become one."""

    KIND: ClassVar[UnitChangeKind] = UnitChangeKind.MERGED
    FIELDS: ClassVar[tuple[str, ...]] = ("units", "into", "name", *_COMMON)
    CHOICES: ClassVar[tuple[str, ...]] = ("units",)

    def stands(self) -> Values:
        return {"units": [], "into": "", "name": ""}

    def before(self) -> tuple[str, ...]:
        into = self.typed("into")
        goes_on = (into,) if into in self.known else ()
        return tuple(dict.fromkeys((*(self.value("units") or ()), *goes_on)))

    def after(self) -> tuple[RegisteredUnit, ...]:
        return (self.made(self.typed("into"), self.typed("name")),)

    def draw_fields(self) -> None:
        st.multiselect(
            self.label("units"),
            list(self.known),
            format_func=self.name_of,
            key=self.key("units"),
            placeholder=self.words.text("None"),
            on_change=self.keep,
            select_all=False,
        )
        with st.container(horizontal=True, gap="small"):
            for field in ("into", "name"):
                st.text_input(self.label(field), key=self.key(field), on_change=self.keep)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitUnitForm(UnitChangeForm):
    """One unit that becomes several."""

    KIND: ClassVar[UnitChangeKind] = UnitChangeKind.SPLIT
    FIELDS: ClassVar[tuple[str, ...]] = ("unit", "parts", "task", *_COMMON)
    CHOICES: ClassVar[tuple[str, ...]] = ("unit",)

    def stands(self) -> Values:
        return {"unit": None, "parts": "", "task": ""}

    def after(self) -> tuple[RegisteredUnit, ...]:
        return tuple(self.made(code, name) for code, name in _pairs(self.typed("parts")))

    def tasks(self) -> tuple[tuple[str, str], ...]:
        return tuple(_pairs(self.typed("task")))

    def draw_fields(self) -> None:
        self.draw_unit()
        for field in ("parts", "task"):
            st.text_area(
                self.label(field),
                key=self.key(field),
                height=_PARTS_HEIGHT,
                on_change=self.keep,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameUnitForm(UnitChangeForm):
    """A unit that is called otherwise from a day on."""

    KIND: ClassVar[UnitChangeKind] = UnitChangeKind.RENAMED
    FIELDS: ClassVar[tuple[str, ...]] = ("unit", "name", *_COMMON)
    CHOICES: ClassVar[tuple[str, ...]] = ("unit",)

    def stands(self) -> Values:
        return {"unit": None, "name": ""}

    def after(self) -> tuple[RegisteredUnit, ...]:
        return (self.made(self.before()[0], self.typed("name")),)

    def draw_fields(self) -> None:
        self.draw_unit()
        st.text_input(self.label("name"), key=self.key("name"), on_change=self.keep)


FORMS: Final[Mapping[UnitChangeKind, type[UnitChangeForm]]] = MappingProxyType(
    {form.KIND: form for form in (MergeUnitsForm, SplitUnitForm, RenameUnitForm)}
)


def _pairs(typed: str) -> list[tuple[str, str]]:
    """``CODE = TEXT``, one a line; what has no sign of equality is a code alone."""
    found = []
    for line in filter(str.strip, typed.splitlines()):
        code, _, rest = line.partition("=")
        found.append((code.strip(), rest.strip()))
    return found
