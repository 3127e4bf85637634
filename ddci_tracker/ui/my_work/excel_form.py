"""The form of a unit for Excel on Việc của tôi: downloaded, filled in elsewhere, brought back.

What it would change is shown line by line before it is recorded, all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import streamlit as st

from ddci_tracker.domain.unit_form import FORM_TABLES
from ddci_tracker.services import unit_forms
from ddci_tracker.services.acts import Act
from ddci_tracker.services.failures import sentences_for_anybody
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.unit_forms import FormOf, FormReading, FormRow, RowState
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import act_remarks, downloads, outcome, uploads
from ddci_tracker.words import labels, plan_tables
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE, _COLOURS = (
    "work-excel-file",
    {
        RowState.CHANGED: "green",
        RowState.CONFLICT: "amber",
        RowState.ERROR: "red",
        RowState.UNCHANGED: "none",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """A line of a form that was brought back, in words."""

    colour: str
    state: str
    title: str
    changes: tuple[tuple[str, str, str], ...]
    reason: str


def draw_form(look: Look, unit: str) -> None:
    """Draw the ways out and in of the form of a unit, and what the chosen file would change."""
    words = look.words
    of = FormOf(plan=look.board.plan.id, unit=unit, quarter=look.board.quarter)
    tracker, act = state.tracker(), _act()
    drawing.put("my_work/excel_form.html", words, quarter=of.quarter)
    downloads.offer(
        words.text("Download the form"),
        lambda: unit_forms.export_form(tracker, act, of, words),
        file_name=f"{of.plan}-{unit}-{of.quarter}.xlsx",
        media_type=XLSX,
        key="work-excel-download",
    )
    st.file_uploader(
        words.text("The form as filled in (.xlsx, at most 5 MB)"), type="xlsx", key=_FILE
    )
    if outcome.ending() is not outcome.Ending.DONE:
        outcome.draw_refusal(words)
    if st.session_state.get(_FILE) is None:
        return
    try:
        found = _read(of)
    except Exception as error:
        sentences = sentences_for_anybody(error, words)
        if not sentences:
            raise
        drawing.put("my_work/excel_refused.html", words, sentences=sentences)
        return
    drawing.put(
        "my_work/excel_lines.html",
        words,
        found=found,
        counts=[(labels.label(each, words), found.count(each)) for each in RowState],
        rows=list(_lines(found, words)),
    )
    if found.may_be_recorded:
        st.button(
            words.text("Record what changed"),
            type="primary",
            key="work-excel-record",
            on_click=_record,
            args=(of, words),
        )


def _read(of: FormOf, *, confirm: bool = False) -> FormReading:
    file = uploads.chosen(_FILE)
    return unit_forms.read_form(
        state.tracker(), file.name, file.getvalue(), _act(), expected=of, confirm=confirm
    )


def _record(of: FormOf, words: Words) -> None:
    def act() -> None:
        if not _read(of, confirm=True).recorded:
            # Somebody came in between: the lines now say who.
            raise Refused(N_("Something changed meanwhile, so nothing was recorded; look again"))

    outcome.attempt(
        act,
        words.text("All changed lines of the form were recorded"),
        words,
        besides=lambda: act_remarks.of_day(of.plan, words, year=of.quarter.year),
    )


def _lines(found: FormReading, words: Words) -> Iterator[FormLine]:
    """The lines with something to be said of them, those in the way first."""
    order = (RowState.ERROR, RowState.CONFLICT, RowState.CHANGED)
    for state_ in order:
        for row in found.rows:
            if row.state is state_:
                yield FormLine(
                    colour=_COLOURS[state_],
                    state=labels.label(state_, words),
                    title=f"{row.code} {row.title}",
                    changes=tuple(_changes(row, words)),
                    reason=_reason(row, words),
                )


def _changes(row: FormRow, words: Words) -> Iterator[tuple[str, str, str]]:
    (of,) = (each for each in FORM_TABLES if each.key == row.table)
    for key, before, after in row.changes:
        column = of.column(key)
        yield (
            plan_tables.heading(of, column, words),
            plan_tables.shown(column, before, words),
            plan_tables.shown(column, after, words),
        )


def _reason(row: FormRow, words: Words) -> str:
    if row.error is None:
        return ""
    said = " ".join(sentences_for_anybody(row.error, words))
    if row.cell is None:
        return said
    sheet = plan_tables.table_name(row.table, words)
    return words.text("Sheet “{sheet}”, cell {cell}: {said}", sheet=sheet, cell=row.cell, said=said)


def _act() -> Act:
    return Act(actor=state.actor(), now=state.now())
