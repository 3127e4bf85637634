"""The drawers of Báo cáo: one report, or one report duty, with its history and what may be done.

Which one is open stands in the address, so that other screens lead to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import streamlit as st

from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.report_files import (
    DutyFile,
    FileEntry,
    Happening,
    ReportFile,
    duty_file,
    report_file,
)
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.reports import forms, panels
from ddci_tracker.ui.reports.cells import cell_of, duty_name
from ddci_tracker.ui.reports.due_day_form import draw_due_day, is_late
from ddci_tracker.ui.reports.forms import ReportForm
from ddci_tracker.ui.shared import drawer_links, evidence, outcome, seen_revision
from ddci_tracker.ui.shared.act_choice import ACT
from ddci_tracker.ui.shared.autosave import choices_closed
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.deadlines import due_rule
from ddci_tracker.words.marking import N_

REPORT, PANEL, TO = "report", "panel", "to"
_OPEN, _SEEN = "report-open", "report-seen"
_WIDTH = 560

F = TypeVar("F", ReportFile, DutyFile)

_HAPPENED = {
    Happening.HANDED_IN: N_("handed the report in"),
    Happening.WITHDRAWN: N_("withdrew the report"),
    Happening.ACCEPTED: N_("accepted the report"),
    Happening.RETURNED: N_("returned the report"),
    Happening.UNDONE: N_("took a step back"),
    Happening.EXTENDED: N_("extended the report"),
    Happening.EXTENSION_CANCELLED: N_("took the extension back"),
    Happening.DUE_SET: N_("set the due day"),
    Happening.DUE_UNSET: N_("took the due day back"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """An entry of a history, with the name of who made it and the words of what happened.

    ``on`` is the day it counts for, where that says more than the day on which it was recorded.
    """

    it: FileEntry
    by: str
    what: str
    on: date | None
    rule: str | None


def draw_drawer(look: Look) -> None:
    """Draw the drawer that the address asks for, if any, and listen to what opens one."""
    drawer_links.listen(REPORT, PANEL, TO)
    key, panel = st.query_params.get(REPORT), st.query_params.get(PANEL)
    words = look.words
    if st.session_state.get(_OPEN) != (key, panel):
        # What was told of one report is not about the next.
        outcome.forget()
        seen_revision.forget()
        st.session_state[_OPEN] = (key, panel)
    if key is not None and "/" in key:
        _open(words.text("Periodic report"), lambda: _draw_report(look, key))
    elif key is not None:
        _open(words.text("Report duty"), lambda: _draw_duty(look, key))
    elif panel is not None and panel in panels.PANELS:
        found = panels.PANELS[panel]
        if found.allowed(look):
            _open(words.text(found.title), lambda: found.draw(look))


def _open(title: str, draw: Callable[[], None]) -> None:
    st.dialog(title, width=_WIDTH, position="right", on_dismiss=_close)(draw)()


def _close() -> None:
    outcome.forget()
    seen_revision.forget()
    choices_closed()
    st.session_state.pop(_SEEN, None)
    for name in (REPORT, PANEL, TO, ACT):
        state.choose(name, None)


def _found(look: Look, find: Callable[..., F | None], key: str, missing: str) -> F | None:
    """A report or a duty with its history, as of the look; ``missing`` is said of none."""
    chosen = look.selection
    file = find(
        state.tracker(),
        state.actor(),
        look.board.plan.id,
        key,
        now=state.now(),
        as_of=chosen.as_of,
        known_at=chosen.known_at,
    )
    if file is None:
        drawing.put("shared/say.html", look.words, said=missing)
    return file


def _draw_report(look: Look, key: str) -> None:
    words = look.words
    file = _found(look, report_file, key, words.text("There is no such report in this plan."))
    if file is None:
        return
    _draw_head(look, file)
    lines = _lines(file.entries, file, words)
    if look.read_only:
        drawing.put(
            "shared/say.html", words, said=words.text("This is the past: nothing is entered here.")
        )
    else:
        form = ReportForm.of(look, file)
        forms.open_form(form)
        now = (key, file.revision, file.extension_revision)
        _tell_if_overtaken(now, lines, words, late=form.catch_up())
        forms.draw_acts(form)
        _draw_left_over(form)
    agency, unit = look.board.plan.agency.code, file.row.from_unit
    may_add = not look.read_only and state.actor().may(
        Action.HAND_IN_REPORT, agency=agency, units=(unit,)
    )
    evidence.draw(look.board.plan.id, key, unit, words, may_add=may_add)
    drawing.put("reports/history.html", words, entries=lines)


def _draw_head(look: Look, file: ReportFile) -> None:
    row, words = file.row, look.words
    called = plan_names.unit_names(file.plan)
    open_in_print = file.duty.due is None and not look.read_only
    drawing.put(
        "reports/head.html",
        words,
        row=row,
        cell=cell_of(row, words),
        unit=called([row.from_unit])[0],
        recipients=formats.listed(called(row.to_units), words),
        duty=file.duty,
        duty_name=duty_name(file.duty, words),
        rule=due_rule(row.rule, file.duty.cadence, words) if row.rule else None,
        opens_duty=drawer_links.attributes(
            look.link(paths.REPORTS, report=row.duty), **{REPORT: row.duty}
        )
        if open_in_print
        else None,
    )


def _draw_left_over(form: ReportForm) -> None:
    """What was typed for an act that somebody else made impossible meanwhile."""
    typed = forms.left_over(form)
    if not typed:
        return
    words = form.words
    drawing.put("reports/typed.html", words, typed=typed)
    st.button(words.text("Throw away what was typed"), on_click=form.throw_away)


def _tell_if_overtaken(
    now: tuple[str | int, ...],
    lines: list[StepLine] | None,
    words: Words,
    *,
    late: bool = False,
) -> None:
    """Tell whoever looks where somebody recorded something since the look before.

    ``now`` is what is open, with its revisions. A revision that comes with a new act is their own.
    ``late``: the look before was in another session, or is that of a draft, and saw less.
    """
    what = outcome.told()
    before, told_before = st.session_state.get(_SEEN, (None, None))
    st.session_state[_SEEN] = now, what
    is_first = before is None or before[0] != now[0]
    if (is_first and not late) or before == now:
        return
    if what is not None and what.ending is outcome.Ending.DONE and what is not told_before:
        return
    newest = lines[0] if lines else None
    sentence = (
        words.text(
            "{by} came first, at {moment}: {what}.",
            by=newest.by,
            moment=newest.it.at,
            what=newest.what,
        )
        if newest
        else words.text("Somebody came first.")
    )
    kept = words.text("What stands now is shown above; what you typed is still here.")
    outcome.tell_overtaken(sentence, words, kept)


def _draw_duty(look: Look, code: str) -> None:
    words = look.words
    file = _found(look, duty_file, code, words.text("There is no such report duty in this plan."))
    if file is None:
        return
    called = plan_names.unit_names(file.plan)
    drawing.put(
        "reports/duty_head.html",
        words,
        file=file,
        duty=file.duty,
        duty_name=duty_name(file.duty, words),
        senders=formats.listed(called(file.duty.from_units), words),
        recipients=formats.listed(called(file.duty.to_units), words),
        rule=due_rule(file.rule, file.duty.cadence, words) if file.rule else None,
    )
    lines = _lines(file.entries, file, words)
    if file.may_set and not look.read_only:
        _tell_if_overtaken((code, file.revision), lines, words, late=is_late(file))
        draw_due_day(look, file)
    drawing.put("reports/history.html", words, entries=lines)


def _lines(
    entries: tuple[FileEntry, ...] | None, file: ReportFile | DutyFile, words: Words
) -> list[StepLine] | None:
    if entries is None:
        return None
    called = known_names()
    return [
        StepLine(
            it=entry,
            by=called.get(entry.by, entry.by),
            what=_what(entry, words),
            on=None if entry.undoes or entry.on == vietnamese_day(entry.at) else entry.on,
            rule=due_rule(entry.rule, file.duty.cadence, words) if entry.rule else None,
        )
        for entry in entries
    ]


def _what(entry: FileEntry, words: Words) -> str:
    """What happened; what was undone by its own words."""
    said = words.text(_HAPPENED[entry.what])
    if entry.undoes is None:
        return said
    return f"{said}: {words.text(_HAPPENED[Happening(entry.undoes)])}"
