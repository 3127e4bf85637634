"""What the Office does with many reports at once, each in a drawer of its own: accept those that
wait, remind the units that owe, and give out calendars of due days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

import streamlit as st

from ddci_tracker.domain.acts import ReportAct, ReportStep
from ddci_tracker.domain.reminders import owed_reports
from ddci_tracker.domain.reports import Acceptance, ReportRow
from ddci_tracker.domain.views import Board
from ddci_tracker.services import links, reports
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import still_running, today_in
from ddci_tracker.services.exports import FORMS, ExportFormat
from ddci_tracker.services.links import Purpose
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.reminders import name_of_reminder, reminder, reminder_file
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.markdown import literal
from ddci_tracker.ui.reports.cells import cell_of
from ddci_tracker.ui.reports.workdays import draw_workdays
from ddci_tracker.ui.shared import downloads, given_out, outcome
from ddci_tracker.ui.shared.autosave import kept_choice, kept_fields
from ddci_tracker.ui.shared.given_out import Called
from ddci_tracker.words import plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.report_names import report_of_duty

ACCEPT, REMIND, CALENDAR, WORKDAYS = "accept", "remind", "calendar", "workdays"
_TO = "to"
_EVERYBODY = ""
_NEW_ADDRESS = "calendar-address"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPanel:
    """A drawer: its title, whether whoever looks may open it, and what draws it."""

    title: str
    allowed: Callable[[Look], bool]
    draw: Callable[[Look], None]


def draw_buttons(look: Look) -> None:
    """Draw the buttons that open the panels, for those who may."""
    words = look.words
    waiting = len(_waiting(look))
    buttons = {
        ACCEPT: (words.text("Accept many…"), ":material/done_all:", bool(waiting)),
        REMIND: (words.text("Reminder text…"), ":material/outgoing_mail:", bool(_owing(look))),
        CALENDAR: (words.text("Calendar of due days…"), ":material/calendar_month:", True),
        WORKDAYS: (words.text("Working days…"), ":material/event_available:", True),
    }
    allowed = {
        name: button
        for name, button in buttons.items()
        if button[-1] and PANELS[name].allowed(look)
    }
    if not allowed:
        return
    with st.container(horizontal=True, gap="small", key="reports-panels"):
        for name, (label, icon, _) in allowed.items():
            st.button(
                label, icon=icon, key=f"panel-{name}", on_click=state.choose, args=("panel", name)
            )


def _may(action: Action, look: Look) -> bool:
    return state.actor().may(action, agency=look.board.plan.agency.code)


def _may_correct_days(look: Look) -> bool:
    return not look.read_only and state.actor().may(Action.EDIT_WORK_CALENDAR, agency=None)


def _may_review(look: Look) -> bool:
    return not look.read_only and _may(Action.REVIEW_REPORT, look)


def _waiting(look: Look) -> tuple[ReportRow, ...]:
    """Reports that were handed in and wait to be accepted, the longest first."""
    rows = (row for row in look.board.reports if row.acceptance is Acceptance.HANDED_IN)
    return tuple(sorted(rows, key=lambda row: (row.handed_in_on is None, row.handed_in_on)))


def _owing(look: Look) -> tuple[str, ...]:
    """The units that can be reminded: after its close nothing of a plan is owed."""
    if look.board.closed:
        return ()
    rows = (row for year in (*_running(look), look.board) for row in year.reports)
    return tuple(each.unit for each in owed_reports(rows))


def _running(look: Look) -> tuple[Board, ...]:
    """The years of the plan that still run beside the one looked at; none where one looks back."""
    if look.read_only:
        return ()
    return still_running(state.tracker(), state.actor(), look.board, now=state.now())


# Accepting many


def _draw_accept(look: Look) -> None:
    words, rows = look.words, _waiting(look)
    outcome.draw_told(words)
    if not rows:
        drawing.put("shared/say.html", words, said=words.text("No report waits to be accepted."))
        return
    called = plan_names.unit_names(look.board.plan)
    form = f"accept/{look.board.plan.id}"
    with kept_fields(form, {}):
        every = kept_choice(form, "everything", "accept-everything", (False, True), stands=False)
        everything = st.checkbox(words.text("All {count} reports", count=len(rows)), key=every)
        # What is ticked is the report as it stands here, and no other.
        keys = [f"accept:{form}:{row.key}:{_stands(row)}:{everything}" for row in rows]
        ticked = [
            row
            for row, key in zip(rows, keys, strict=True)
            if st.checkbox(
                _described(row, called([row.from_unit])[0], words),
                key=kept_choice(form, key, key, (False, True), stands=everything),
                value=everything,
            )
        ]
    st.button(
        words.plural("Accept {count} report", "Accept {count} reports", count=len(ticked)),
        type="primary",
        key="accept-many",
        on_click=_accept,
        args=(look, tuple(ticked)),
        disabled=not ticked,
    )


def _described(row: ReportRow, unit: str, words: Words) -> str:
    """A report as the label of its box."""
    cell = cell_of(row, words)
    report = report_of_duty(row, words)
    stands = ", ".join(part for part in (cell.when, cell.state.lower()) if part)
    return f"**{literal(unit)}** · {literal(report)} · {literal(stands)}"


def _stands(row: ReportRow) -> str:
    return f"{row.handed_in_on}:{row.entered_on if row.entry_counts else ''}"


def _accept(look: Look, rows: tuple[ReportRow, ...]) -> None:
    words, called = look.words, plan_names.unit_names(look.board.plan)

    def name(row: ReportRow) -> str:
        report = report_of_duty(row, words)
        return f"{called([row.from_unit])[0]}, {report}"

    outcome.attempt_each(
        {name(row): partial(_take, look, row) for row in rows},
        lambda count: words.plural(
            "Accepted {count} report", "Accepted {count} reports", count=count
        ),
        words,
    )


def _take(look: Look, row: ReportRow) -> Callable[[], object]:
    """Accept one report; the way back. One that waits no more is refused by itself.

    An earlier day that a unit entered is confirmed one by one, never with many.
    """
    step = ReportAct(
        duty=row.duty,
        unit=row.from_unit,
        period=row.period,
        step=ReportStep.ACCEPTED,
        entered_on=row.entered_on if row.entry_counts else None,
    )
    plan_id = look.board.plan.id
    made = reports.take_step(state.tracker(), plan_id, step, _act(look), seen=row)
    return lambda: reports.undo_step(state.tracker(), plan_id, step, _act(look, made.revision))


def _act(look: Look, revision: int | None = None) -> Act:
    on = today_in(state.tracker(), state.actor(), look.board.plan.id, now=state.now())
    return Act(actor=state.actor(), now=state.now(), on=on, revision=revision)


# Reminding


def _draw_remind(look: Look) -> None:
    words, owing = look.words, _owing(look)
    if not owing:
        said = (
            words.text("The year of this plan is over, so nothing of it is owed any more.")
            if look.board.closed
            else words.text("No unit owes a report")
        )
        drawing.put("shared/say.html", words, said=said)
        return
    called = dict(zip(owing, plan_names.unit_names(look.board.plan)(list(owing)), strict=True))
    asked = st.query_params.get(_TO)
    names = {
        _EVERYBODY: words.text("All {count} units that owe", count=len(owing)),
        **called,
    }
    unit = st.selectbox(
        words.text("To"),
        list(names),
        index=list(names).index(asked) if asked in names else 0,
        format_func=names.__getitem__,
        key=f"remind-{asked}",
    )
    # An official letter is written in the default language, whatever the screen speaks.
    text = reminder(look.board, Words.of(), unit or None, _running(look)) or ""
    with st.container(horizontal=True, gap="small"):
        downloads.offer(
            words.text("Save as a Word file"),
            partial(_word_file, state.tracker().data_dir, look.board, unit or None, _running(look)),
            file_name=name_of_reminder(look.board, unit, "docx"),
            media_type=FORMS[ExportFormat.DOCX].media_type,
            key="reminder-word",
        )
        downloads.offer(
            words.text("Save as a text file"),
            # Notepad and Word on Windows know by its first character that it is Unicode.
            lambda: ("\ufeff" + text.replace("\n", "\r\n")).encode(),
            file_name=name_of_reminder(look.board, unit, "txt"),
            media_type="text/plain; charset=utf-8",
        )
    drawing.put(
        "shared/say.html",
        words,
        said=words.text("Copy it with the button in its corner and finish it in Word."),
    )
    with st.container(key="reminder"):
        st.code(text, language=None, wrap_lines=True)


def _word_file(data_dir: Path, board: Board, unit: str | None, earlier: tuple[Board, ...]) -> bytes:
    """It is called outside of a run, where nothing of the screen is known."""
    return reminder_file(data_dir, board, Words.of(), unit, earlier).body


# Calendars


def _draw_calendar(look: Look) -> None:
    words, agency = look.words, look.board.plan.agency.code
    drawing.put("reports/calendar_about.html", words)
    senders = tuple(dict.fromkeys(row.from_unit for row in look.board.reports))
    called = dict(zip(senders, plan_names.unit_names(look.board.plan)(list(senders)), strict=True))
    names = {_EVERYBODY: words.text("All units"), **called}
    form = f"calendar/{agency}"
    with kept_fields(form, {}):
        unit = st.selectbox(
            words.text("Calendar of"),
            list(names),
            format_func=names.__getitem__,
            key=kept_choice(form, "unit", "calendar-unit", list(names), stands=_EVERYBODY),
        )
    st.button(
        words.text("Make an address"),
        type="primary",
        icon=":material/add_link:",
        on_click=_make_link,
        args=(agency, unit or None, words),
    )
    copy = words.text("Copy the address now: it is shown only this once.")
    given_out.draw_new(_NEW_ADDRESS, copy, words)
    outcome.draw_told(words)
    _draw_links(agency, {**names, **_all_units(look)}, words)


def _all_units(look: Look) -> Mapping[str, str]:
    return {unit.code: unit.name for unit in look.board.plan.named_units}


def _draw_links(agency: str, names: Mapping[str, str], words: Words) -> None:
    kept = [
        link
        for link in links.list_links(state.tracker(), state.actor(), agency)
        if link.purpose is Purpose.CALENDAR
    ]
    if not kept:
        return
    drawing.put("reports/calendar_links.html", words, count=len(kept))
    given_out.draw_links(
        kept,
        lambda link: Called(name=names.get(link.unit or _EVERYBODY, link.unit or "")),
        words,
        new=_NEW_ADDRESS,
    )


def _make_link(agency: str, unit: str | None, words: Words) -> None:
    def do() -> None:
        token = links.make_calendar_link(
            state.tracker(), state.actor(), agency, unit, now=state.now()
        )
        st.session_state[_NEW_ADDRESS] = given_out.address_of(Purpose.CALENDAR, token)

    outcome.attempt(do, words.text("The address was made"), words)


PANELS: Mapping[str, ReportPanel] = MappingProxyType(
    {
        ACCEPT: ReportPanel(
            title=N_("Accept many reports"), allowed=_may_review, draw=_draw_accept
        ),
        REMIND: ReportPanel(
            title=N_("Reminder text"),
            allowed=partial(_may, Action.REVIEW_REPORT),
            draw=_draw_remind,
        ),
        CALENDAR: ReportPanel(
            title=N_("Calendar of due days"),
            allowed=partial(_may, Action.MAKE_LINK),
            draw=_draw_calendar,
        ),
        WORKDAYS: ReportPanel(
            title=N_("Working days and holidays"), allowed=_may_correct_days, draw=draw_workdays
        ),
    }
)
