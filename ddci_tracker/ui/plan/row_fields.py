"""The fields of a row of a plan as they are drawn: those that matter first, the rest folded away.

What stands in them is for ``row_form``. All are always drawn: one that is not would be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

import streamlit as st

from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.plan_edits import IDENTITY
from ddci_tracker.domain.plan_tables import PlanCellKind, TableColumn
from ddci_tracker.ui.plan.act_form import labels_of_the_act
from ddci_tracker.ui.plan.row_form import PART, RowForm
from ddci_tracker.ui.shared import draft_form
from ddci_tracker.words import plan_tables
from ddci_tracker.words.catalogue import Words

_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_PROSE_HEIGHT, _TALL = 80, 150
_A_ROW = 3
_OF_LINES = (
    *(PlanCellKind.PROSE, PlanCellKind.NAMES),
    *(PlanCellKind.DAYS_OF_YEAR, PlanCellKind.BANDS),
)
# What stands side by side; columns that are not named are folded away.
_LAYOUT: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {
        "document": (
            ("document.title",),
            ("document.number", "document.symbol", "document.issued_on"),
            ("document.signer.name", "document.signer.role", "document.signer.on_behalf_of"),
        ),
        "units": (("name",), ("code", "kind"), ("aliases",)),
        "people": (("name", "role"), ("code",)),
        "overall": (("index", "minimum", "maximum"), ("bands",)),
        "sub_indices": (
            ("index", "code"),
            ("printed_name",),
            ("lead", "with"),
            ("person", "section", "group"),
        ),
        "targets": ((PART,), ("kind",), ("value", "low", "high", "rank"), ("text",)),
        "results": ((PART,), ("year", "kind"), ("score", "rank", "out_of"), ("text",)),
        "tasks": (
            ("title",),
            ("lead", "with"),
            ("cadence", "start", "due"),
            ("kpi.text", "kpi.value", "kpi.unit"),
            (PART,),
        ),
        "report_duties": (
            ("from", "to"),
            ("cadence", "due.way"),
            ("due.day", "due.month", "due.counted"),
            ("text",),
        ),
        "legal_bases": (("number", "issued_on"), ("issuer",), ("about",), ("note",)),
        "recipients": (("name", "mark"),),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What codes of a plan are called, in its order: units, leaders, indices and their parts.

    ``sub_indices`` are those that the catalogue has for the plan's indices.
    """

    units: Mapping[str, str]
    people: Mapping[str, str]
    indices: Mapping[str, str]
    parts: Mapping[str, str]
    sub_indices: Mapping[str, str]

    @classmethod
    def of(cls, plan: Plan, catalog: Catalog, words: Words) -> Names:
        """The names that a plan and the catalogue give."""
        wholes = {
            each.index: words.text("{index} as a whole", index=each.index) for each in plan.overall
        }
        several = len(plan.indices) > 1
        parts = {
            f"{each.index}/{each.code}": f"{each.index}: {each.printed_name}"
            if several
            else each.printed_name
            for each in plan.sub_indices
        }
        return cls(
            units={each.code: each.name for each in plan.named_units},
            people={each.code: each.name for each in plan.people},
            indices={each: each for each in plan.indices},
            parts={**wholes, **parts},
            sub_indices={
                known.code: known.name
                for index in catalog.indices
                if index.code in plan.indices
                and (known_set := index.set_for(plan.year, plan.agency.province, plan.agency.block))
                for known in known_set.sub_indices
            },
        )

    def of_column(self, column: TableColumn, words: Words) -> Mapping[str, str]:
        """What may be chosen in a column, by the codes that cells hold."""
        match column.kind:
            case PlanCellKind.UNITS:
                return self.units
            case PlanCellKind.PERSON:
                return self.people
            case PlanCellKind.INDICES | PlanCellKind.INDEX:
                return self.indices
            case PlanCellKind.SUB_INDEX:
                return self.sub_indices
        return plan_tables.choices(column, words)


def labels(form: RowForm) -> dict[str, str]:
    """What the fields are called, by the names that a refusal gives them."""
    words = form.words
    return {
        **{each.key: _heading(form, each) for each in form.of.columns},
        **labels_of_the_act(words),
    }


def draw_fields(form: RowForm, names: Names) -> None:
    """Draw all fields of the row."""
    columns = {each.key: each for each in form.own}
    shown = _LAYOUT.get(form.of.key, ())
    for fields in shown:
        _draw_beside(form, fields, columns, names)
    rest = [name for name in columns if not any(name in fields for fields in shown)]
    if rest:
        with draft_form.fold(form, form.words.text("Further fields"), rest):
            for fields in _by_threes(rest):
                _draw_beside(form, fields, columns, names)


def _by_threes(names: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(names), _A_ROW):
        yield tuple(names[start : start + _A_ROW])


def _draw_beside(
    form: RowForm, fields: Iterable[str], columns: Mapping[str, TableColumn], names: Names
) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="top"):
        for name in fields:
            if name == PART:
                _draw_part(form, names)
            else:
                _draw_column(form, columns[name], names)


def _draw_part(form: RowForm, names: Names) -> None:
    """What of the plan the row is about; choosing another part moves it there."""
    words = form.words
    general = {"": words.text("General tasks")} if form.of.key == "tasks" else {}
    parts = {**names.parts, **general}
    if form.of.key == "tasks":
        parts = {key: name for key, name in parts.items() if "/" in key or not key}
    stands = form.opening.base.get(PART) or ""
    st.selectbox(
        words.text("Part of the plan"),
        list(dict.fromkeys((*parts, stands))),
        format_func=lambda key: parts.get(key, key),
        key=form.key(PART),
        on_change=form.keep,
    )


def _draw_column(form: RowForm, column: TableColumn, names: Names) -> None:
    if column.kind is PlanCellKind.DAY:
        _draw_day(form, column)
    elif column.kind in (PlanCellKind.UNITS, PlanCellKind.INDICES):
        _draw_several(form, column, names)
    elif column.key in form.CHOICES:
        _draw_choice(form, column, names)
    elif column.kind in _OF_LINES:
        st.text_area(
            _label(form, column),
            key=form.key(column.key),
            height=_TALL if column.kind is PlanCellKind.BANDS else _PROSE_HEIGHT,
            placeholder=_hint(form, column),
            on_change=form.keep,
        )
    else:
        st.text_input(
            _label(form, column),
            key=form.key(column.key),
            disabled=_names_the_row(form, column),
            on_change=form.keep,
        )


def _draw_day(form: RowForm, column: TableColumn) -> None:
    st.date_input(
        _label(form, column),
        value=None,
        min_value=_FIRST_DAY,
        max_value=_LAST_DAY,
        format="DD/MM/YYYY",
        key=form.key(column.key),
        on_change=form.keep,
    )


def _draw_several(form: RowForm, column: TableColumn, names: Names) -> None:
    known = names.of_column(column, form.words)
    stands = form.opening.base.get(column.key) or []
    st.multiselect(
        _label(form, column),
        list(dict.fromkeys((*known, *stands))),
        format_func=lambda code: known.get(code, code),
        key=form.key(column.key),
        placeholder=form.words.text("None"),
        on_change=form.keep,
        select_all=False,
    )


def _draw_choice(form: RowForm, column: TableColumn, names: Names) -> None:
    known = names.of_column(column, form.words)
    stands = form.opening.base.get(column.key)
    st.selectbox(
        _label(form, column),
        list(dict.fromkeys((*known, *([stands] if stands else ())))),
        index=None,
        format_func=lambda code: known.get(code, code),
        key=form.key(column.key),
        placeholder=form.words.text("None"),
        disabled=_names_the_row(form, column),
        on_change=form.keep,
    )


def _heading(form: RowForm, column: TableColumn) -> str:
    return plan_tables.heading(form.of, column, form.words)


def _label(form: RowForm, column: TableColumn) -> str:
    heading = _heading(form, column)
    return f"{heading} *" if column.required else heading


def _hint(form: RowForm, column: TableColumn) -> str | None:
    """How several things are written in one field, where that is a matter of form."""
    if column.kind not in (PlanCellKind.DAYS_OF_YEAR, PlanCellKind.BANDS):
        return None
    return plan_tables.rule(form.of, column, form.words)


def _names_the_row(form: RowForm, column: TableColumn) -> bool:
    """Whether everything recorded on the row names it by this cell."""
    return form.key_of_row is not None and column.key in IDENTITY.get(form.of.key, ())
