"""The form of one row of a plan: what stands in its fields, and the edit that it comes to.

A draft holds only what differs, so that what somebody else changed meanwhile shows in every field
that nobody touched here. How the fields are drawn is for ``row_fields``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Final

from ddci_tracker.domain.plan_tables import TABLES, PlanCellKind, PlanTable, TableColumn
from ddci_tracker.domain.plan_tables import table as table_of
from ddci_tracker.services.acts import Act
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.plan_edits import RowAdded, RowChanged, RowEdit
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import state
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening, Values
from ddci_tracker.words import plan_tables
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

WHY, ON, BASIS = "act.why", "act.on", "act.basis"
# Two columns that are chosen as one: what of the plan a row is about.
PART: Final = "part"
_PART_COLUMNS: Final = ("index", "sub")
_OF_A_PART: Final = ("targets", "results", "tasks")

_CODES = (PlanCellKind.UNITS, PlanCellKind.INDICES)
_CHOSEN = (*_CODES, PlanCellKind.CHOICE, PlanCellKind.NAMED, PlanCellKind.PERSON)


class Why(StrEnum):
    """The two kinds of changes of a plan."""

    CORRECTION = "correction"  # the print always said so
    AMENDMENT = "amendment"  # decided later


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm(DraftForm):
    """The form of a row, or of a new one where it has no ``key``.

    ``stands`` are its cells now, ``revision`` is theirs; ``today`` is that of the plan and
    ``first_day`` the first from which an amendment may count.
    """

    PREFIX: ClassVar[str] = "row"
    COMPANIONS: ClassVar[tuple[str, ...]] = (WHY, ON, BASIS)

    of: PlanTable
    key_of_row: str | None
    stands: Mapping[str, str]
    revision: int
    first_day: date
    today: date
    words: Words

    def start(self, draft: KeptDraft | None) -> Opening:
        """What stands now; of a draft, with the revision that whoever typed it has seen."""
        seen = self.revision if draft is None else min(draft.revision, self.revision)
        return Opening(base=self.base(), revision=seen)

    def base(self) -> Values:
        """The fields as what stands now fills them."""
        return {**self.typed_as(self.stands), WHY: None, ON: self.today, BASIS: ""}

    def typed_as(self, cells: Mapping[str, str]) -> Values:
        """Cells as the fields of the row hold them."""
        typed = {each.key: _typed(each, cells.get(each.key, ""), self.words) for each in self.own}
        if PART in self.FIELDS:
            typed[PART] = "/".join(filter(None, (cells.get(each) for each in _PART_COLUMNS)))
        return typed

    def as_it_was(self, cells: Mapping[str, str]) -> Values:
        """The fields as the cells of an earlier version fill them; what it does not tell stays."""
        whole = self.of.key != "document"
        names = {each.key for each in self.own if whole or each.key in cells}
        typed = self.typed_as({**self.stands, **{each: cells.get(each, "") for each in names}})
        return {name: each for name, each in typed.items() if name in names}

    @property
    def own(self) -> tuple[TableColumn, ...]:
        """The columns that have a field of their own."""
        return own_columns(self.of)

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
        opening = self.opening
        if opening.revision >= self.revision:
            return False
        touched, base = self.changed().keys(), self.base()
        self.build_on(base, self.revision)
        self.fill({name: each for name, each in base.items() if name not in touched})
        self.keep()
        return True

    @property
    def why(self) -> Why | None:
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

    def changed_columns(self) -> dict[str, tuple[str, str]]:
        """The cells that would say something else: before and after, by column."""
        after = self.cells_in(self.values())
        if self.key_of_row is None:
            return {name: ("", cell) for name, cell in after.items() if cell}
        before = self.cells_in(self.opening.base)
        return {name: (before[name], cell) for name, cell in after.items() if cell != before[name]}

    def edit(self) -> RowEdit:
        """What was typed, as an edit of the row that was seen."""
        cells = {name: after for name, (_, after) in self.changed_columns().items()}
        if self.key_of_row is None:
            return RowAdded(table=self.of.key, cells=cells)
        revision = self.opening.revision
        return RowChanged(table=self.of.key, key=self.key_of_row, cells=cells, revision=revision)

    def cells_in(self, values: Values) -> dict[str, str]:
        """The cells that fields come to, with those that are blank."""
        cells = {each.key: _cell(each, values.get(each.key), self.words) for each in self.own}
        if PART in self.FIELDS:
            index, _, sub = str(values.get(PART) or "").partition("/")
            cells |= dict(zip(_PART_COLUMNS, (index, sub), strict=True))
        return cells


def own_columns(of: PlanTable) -> tuple[TableColumn, ...]:
    """The columns of a table that have a field of their own in a form."""
    apart = _PART_COLUMNS if of.key in _OF_A_PART else ()
    return tuple(each for each in of.columns if each.key not in apart)


def _form_of(of: PlanTable) -> type[RowForm]:
    """The kind of forms that a table has."""
    own = own_columns(of)
    part = (PART,) if of.key in _OF_A_PART else ()
    chosen = tuple(each.key for each in own if each.kind in _CHOSEN)
    days = tuple(each.key for each in own if each.kind is PlanCellKind.DAY)
    return type(
        f"{RowForm.__name__}_{of.key}",
        (RowForm,),
        {
            "__slots__": (),
            "FIELDS": (*part, *(each.key for each in own), WHY, ON, BASIS),
            "DAYS": (*days, ON),
            "CHOICES": (*part, *chosen, WHY),
            "ANCHOR": next(each.key for each in own if each.key not in (*chosen, *days)),
        },
    )


FORMS: Mapping[str, type[RowForm]] = MappingProxyType(
    {of.key: _form_of(table_of(of.key)) for of in TABLES}
)


def _typed(column: TableColumn, cell: str, words: Words) -> Any:
    if column.kind in _CODES:
        return [each.strip() for each in cell.split(",") if each.strip()]
    if column.kind is PlanCellKind.DAY:
        return date.fromisoformat(cell) if cell else None
    if column.kind in _CHOSEN:
        return cell or None
    return plan_tables.shown(column, cell, words)


def _cell(column: TableColumn, typed: Any, words: Words) -> str:
    if column.kind in _CODES:
        return ", ".join(typed or ())
    if column.kind is PlanCellKind.DAY:
        return typed.isoformat() if isinstance(typed, date) else ""
    if column.kind in _CHOSEN:
        return str(typed or "")
    return plan_tables.meant(column, str(typed or ""), words)
