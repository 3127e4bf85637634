"""The days that are worked or not, beside the reports whose due days are counted in working days.

Each says what it rests on, so that nobody takes a computed day for one of a notice; the Office
corrects them for the whole installation.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from ddci_tracker.domain.working_days import SpecialDay
from ddci_tracker.services import work_calendar
from ddci_tracker.services.acts import Act
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.work_calendar import ListedDay, WorkTable
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import outcome, seen_revision
from ddci_tracker.ui.shared.autosave import kept_choice, kept_fields, let_go
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_KINDS = {False: N_("free"), True: N_("worked")}
# What the browser calls the form, and the keys of its fields of text.
_FORM, _YEAR, _BACK = "workdays", "workdays-year", "workdays-back"
_TEXTS = {"name": "workdays-name"}


def draw_workdays(look: Look) -> None:
    """Draw the days of a year, and the form that corrects one."""
    words, year = look.words, look.board.plan.year
    with kept_fields(_YEAR, {}):
        years = [year, year + 1]
        key = kept_choice(_YEAR, "year", _YEAR, years, stands=year)
        chosen = st.selectbox(words.text("Year"), years, key=key, width=140)
    table = work_calendar.work_table(state.tracker(), state.actor(), chosen)
    drawing.put(
        "reports/workdays.html",
        words,
        table=table,
        days=[(each, _basis(each, words)) for each in table.days],
        doubtful=sum(each.basis is not None and not each.basis.is_sure for each in table.days),
    )
    seen_revision.tell_if_overtaken(_FORM, table.revision, words)
    outcome.draw_told(words, {"name": words.text("Why")})
    _draw_form(table, words)
    corrected = [each.day.day for each in table.days if each.corrected]
    if corrected:
        _draw_way_back(table, corrected, words)


def _basis(listed: ListedDay, words: Words) -> str:
    if listed.basis is None:
        return words.text("corrected here")
    return labels.label(listed.basis, words)


def _draw_form(table: WorkTable, words: Words) -> None:
    with (
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
        kept_fields(_FORM, _TEXTS, revision=table.revision),
    ):
        st.date_input(
            words.text("Day"),
            value=None,
            min_value=date(table.year, 1, 1),
            max_value=date(table.year, 12, 31),
            format="DD/MM/YYYY",
            key=kept_choice(_FORM, "day", "workdays-day", None, stands=None),
            width=150,
        )
        st.segmented_control(
            words.text("This day is"),
            list(_KINDS),
            default=False,
            format_func=lambda each: formats.capital(words.text(_KINDS[each])),
            key=kept_choice(_FORM, "worked", "workdays-worked", list(_KINDS), stands=False),
            required=True,
        )
        st.text_input(words.text("Why, with the notice"), key=_TEXTS["name"], width=320)
    st.button(
        words.text("Record the day"),
        type="primary",
        key="workdays-set",
        on_click=_set,
        args=(table, words),
    )


def _draw_way_back(table: WorkTable, days: list[date], words: Words) -> None:
    with (
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
        kept_fields(_BACK, {}, revision=table.revision),
    ):
        day = st.selectbox(
            words.text("Corrected day"),
            days,
            format_func=lambda each: formats.day(each, words),
            key=kept_choice(_BACK, "day", "workdays-corrected", days, stands=days[0]),
            width=180,
        )
        st.button(
            words.text("As in the table again"),
            key="workdays-unset",
            on_click=_unset,
            args=(table, day, words),
        )


def _set(table: WorkTable, words: Words) -> None:
    """Record what stands in the form when the button is pressed."""
    day, worked, name = (
        st.session_state.get(f"workdays-{field}") for field in ("day", "worked", "name")
    )

    def do() -> Callable[[], object]:
        if not isinstance(day, date):
            raise Refused(N_("Choose the day"), field="day")
        special = SpecialDay(day=day, worked=bool(worked), name=str(name or ""))
        made = work_calendar.set_day(state.tracker(), special, _act(table.revisions.get(day, 0)))
        _see_own_act(table)
        let_go(_FORM, _TEXTS)
        return partial(_take_back, table, day, made.revision)

    said = day if isinstance(day, date) else ""
    outcome.attempt(do, words.text("Recorded for {day}", day=said), words)


def _unset(table: WorkTable, day: date, words: Words) -> None:
    def do() -> None:
        _take_back(table, day, table.revisions.get(day, 0))

    outcome.attempt(do, words.text("Recorded for {day}", day=day), words)


def _take_back(table: WorkTable, day: date, revision: int) -> None:
    work_calendar.take_day_back(state.tracker(), day, _act(revision))
    _see_own_act(table)


def _see_own_act(table: WorkTable) -> None:
    now = work_calendar.work_table(state.tracker(), state.actor(), table.year)
    seen_revision.sees(_FORM, now.revision)


def _act(revision: int) -> Act:
    return Act(actor=state.actor(), now=state.now(), revision=revision)
