"""Việc của tôi: what a unit owes in three groups, each row opening where it is dealt with.

What is owed, and how near, comes from the rules; a task opens in the drawer (``drawer``),
a report on its own screen. Many tasks at once: ``table``; with Excel: ``excel_form``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.conclusions import ConclusionView
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.my_work import (
    Nearness,
    Owed,
    OwedReport,
    OwedTask,
    owed_by,
    with_reports_of,
)
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.reports import ReportRow
from ddci_tracker.domain.views import TaskView
from ddci_tracker.services.boards import beside, still_running
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.my_work import open_desk, units_to_choose
from ddci_tracker.services.permissions import Action, Role
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.my_work import excel_form, table
from ddci_tracker.ui.my_work.drawer import TASK, draw_drawer
from ddci_tracker.ui.my_work.form import form_name
from ddci_tracker.ui.shared import drawer_links, outcome
from ddci_tracker.words import formats, labels, plan_names, reasons
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import meeting_day
from ddci_tracker.words.progress import progress, timing
from ddci_tracker.words.report_names import report_of

UNIT, MANY, EXCEL = "unit", "many", "excel"
ALL = "all"

GROUPS = {
    Nearness.PRESSING: N_("Overdue and due soon"),
    Nearness.NOW: N_("This period"),
    Nearness.LATER: N_("Later"),
}

_SEVERITY = {"none": 0, **{str(colour): colour.severity for colour in Colour}}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """A task, a report or a conclusion as a row.

    ``opens``: the attributes of its link, None where it has none.
    ``colour`` "none" is the dash of what is still to come. ``draft``: something typed waits.
    """

    colour: str
    state: str
    title: str
    where: str
    last: str
    opens: Markup | None
    draft: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A group of rows with its heading."""

    name: str
    rows: tuple[WorkRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """Whose work is drawn, for whom; ``drafts`` are the forms of which something typed waits.

    ``beside``: the plan stands beside the one that is looked at, whose list it joins.
    """

    look: Look
    unit: str | None
    owed: Owed
    drafts: Mapping[str, KeptDraft]
    may_update: bool
    beside: bool = False

    @property
    def words(self) -> Words:
        return self.look.words


def draw_my_work(look: Look) -> None:
    """Draw what a unit owes."""
    actor, board, words = state.actor(), look.board, look.words
    if not actor.may(Action.UPDATE_TASK, agency=board.plan.agency.code):
        drawing.put("shared/say.html", words, said=words.text("Nothing is entered here by you."))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="work-head"):
        title = st.container()
        unit = _choose_unit(look)
        found = open_desk(state.tracker(), actor, board.plan, now=state.now())
        desk = _Work(
            look=look,
            unit=unit,
            owed=_owed(look, unit),
            drafts=found.drafts,
            may_update=not look.read_only,
        )
        with title:
            _draw_title(desk)
        _draw_switch(desk)
    if found.left is not None:
        drawing.put("my_work/left_unit.html", words, left=found.left)
    if outcome.ending() is outcome.Ending.DONE:
        outcome.draw_told(words)
    if EXCEL in st.query_params and desk.may_update and unit is not None:
        excel_form.draw_form(look, unit)
    elif MANY in st.query_params and desk.may_update and desk.owed.tasks:
        table.draw_table(look, unit, desk.owed, desk.drafts)
    else:
        drawing.put(
            "my_work/groups.html",
            words,
            board=board,
            blocks=_blocks(desk, _beside(desk)),
            others=_others(desk),
        )
        draw_drawer(look)


def _beside(desk: _Work) -> list[_Work]:
    """What the unit owes by the agency's other plans that run: one list, whichever plan asks."""
    look = desk.look
    if look.read_only:
        return []
    boards = beside(state.tracker(), state.actor(), look.board, now=state.now())
    return [
        replace(
            desk,
            look=replace(look, board=board),
            owed=owed_by(board, desk.unit),
            drafts=open_desk(state.tracker(), state.actor(), board.plan, now=state.now()).drafts,
            beside=True,
        )
        for board in boards
        if desk.unit is None or board.plan.unit(desk.unit) is not None
    ]


def _owed(look: Look, unit: str | None) -> Owed:
    """What is owed by now, of the plan's old year too while that still runs."""
    owed = owed_by(look.board, unit)
    if look.read_only:
        return owed
    running = still_running(state.tracker(), state.actor(), look.board, now=state.now())
    return with_reports_of(owed, (owed_by(each, unit) for each in running))


def _choose_unit(look: Look) -> str | None:
    """The unit whose work is shown; None: all. Staff have no choice."""
    words, units = look.words, units_to_choose(state.actor(), look.board)
    called = plan_names.unit_names(look.board.plan)
    if state.actor().role is Role.STAFF:
        return state.actor().unit
    captions = {code: f"{called([code])[0]} ({count})" for code, count in units.items()}
    captions[ALL] = words.text("All units")
    given = st.query_params.get(UNIT)
    key = "work-unit"
    st.session_state[key] = given if given in captions else next(iter(captions))
    chosen = st.selectbox(
        words.text("Unit"),
        list(captions),
        key=key,
        format_func=captions.__getitem__,
        placeholder=words.text("All units"),
        label_visibility="collapsed",
        width=320,
        on_change=_pick_unit,
        args=(key,),
    )
    return None if chosen == ALL else chosen


def _pick_unit(key: str) -> None:
    outcome.forget()
    state.choose(UNIT, st.session_state[key])


def _draw_title(desk: _Work) -> None:
    board, called = desk.look.board, plan_names.unit_names(desk.look.board.plan)
    drawing.put(
        "my_work/title.html",
        desk.words,
        board=board,
        unit=called([desk.unit])[0] if desk.unit else None,
        owed=desk.owed,
        last=_last_update(desk),
    )


def _last_update(desk: _Work) -> datetime | date | None:
    """When the unit last spoke; of all units together, when the last of them did."""
    fresh = desk.look.board.freshness
    if desk.unit is None:
        return fresh.last_update
    last = fresh.last_of(desk.unit)
    return last.when if last else None


def _draw_switch(desk: _Work) -> None:
    if desk.may_update and desk.unit is not None:
        excel = EXCEL in st.query_params
        st.button(
            desk.words.text("One at a time") if excel else desk.words.text("Form for Excel"),
            icon=":material/list:" if excel else ":material/table_view:",
            key="work-excel",
            on_click=_switch_excel,
            args=(None if excel else "1",),
        )
    if not desk.may_update or not desk.owed.tasks or EXCEL in st.query_params:
        return
    many = MANY in st.query_params
    st.button(
        desk.words.text("One at a time") if many else desk.words.text("Update many at once"),
        icon=":material/list:" if many else ":material/table_rows:",
        key="work-many",
        on_click=_switch,
        args=(None if many else "1",),
    )


def _switch(many: str | None) -> None:
    outcome.forget()
    state.choose(MANY, many)


def _switch_excel(excel: str | None) -> None:
    outcome.forget()
    state.choose(EXCEL, excel)


def _blocks(desk: _Work, others: list[_Work]) -> list[Block]:
    blocks, desks = [], (desk, *others)
    for group, name in GROUPS.items():
        tasks = [_task_row(of, each) for of in desks for each in of.owed.tasks_in(group)]
        reports = [_report_row(of, each) for of in desks for each in of.owed.reports_in(group)]
        concluded = [
            _concluded_row(of, each.view) for of in desks for each in of.owed.conclusions_in(group)
        ]
        heading = desk.words.text(name)
        if group is Nearness.NOW:
            quarter = formats.period(desk.look.board.quarter, desk.words)
            heading = f"{heading}, {quarter}"
        rows: Iterable[WorkRow] = chain(tasks, concluded, reports)
        if group is Nearness.PRESSING:
            # Of what is equally bad, reports come first: one can be handed in at once.
            rows = sorted(chain(reports, concluded, tasks), key=lambda row: -_SEVERITY[row.colour])
        blocks.append(Block(name=heading, rows=tuple(rows)))
    return blocks


def _of_plan(desk: _Work) -> str:
    """The plan that a row is of, where it is not the one that is looked at."""
    return desk.look.board.plan.id if desk.beside else ""


def _concluded_row(desk: _Work, view: ConclusionView) -> WorkRow:
    look, words, said = desk.look, desk.words, view.said
    year = look.board.plan.year
    named = plan_names.unit_names(look.board.plan)
    told = progress(view, look.board.plan, words)
    of = words.text("Conclusion of the meeting of {day}", day=meeting_day(view.called, words))
    address = look.link(paths.CONCLUSIONS, conclusion=said.id, say=said.id)
    return WorkRow(
        colour=str(view.colour),
        state=formats.capital(timing(view, words)),
        title=said.text,
        where=" · ".join(filter(None, (_of_plan(desk), of, ", ".join(named(said.units)), told))),
        last=words.text("Due {day}", day=formats.short_day(said.due, year, words))
        if said.due
        else "",
        opens=Markup('target="_self" href="{}"').format(address),
        draft=f"conclusion/{said.id}" in desk.drafts,
    )


def _others(desk: _Work) -> list[WorkRow]:
    return [
        *(_concluded_row(desk, view) for view in desk.owed.supported),
        *(_row_of(desk, view, when=None) for view in desk.owed.others),
    ]


def _task_row(desk: _Work, owed: OwedTask) -> WorkRow:
    words = desk.words
    when = None
    if owed.group is Nearness.LATER and owed.view.task.start is not None:
        when = words.text("from {day}", day=owed.view.task.start)
    return _row_of(desk, owed.view, when=when, owed=owed)


def _row_of(
    desk: _Work, view: TaskView, *, when: str | None, owed: OwedTask | None = None
) -> WorkRow:
    look, words = desk.look, desk.words
    short = when or reasons.short(view.light.reason, words, look.board.plan.year)
    carried = reasons.carried_note(view.light, words)
    name = form_name(view.task.code, look.board.quarter)
    return WorkRow(
        colour=str(view.light.colour or "none"),
        state=formats.capital(f"{short}, {carried}" if carried and not when else short),
        title=view.task.title,
        where=_where(desk, view),
        last=_last(desk, view, owed),
        opens=_opens(desk, view),
        draft=name in desk.drafts,
        here=not desk.beside and st.query_params.get(TASK) == view.task.code,
    )


def _opens(desk: _Work, view: TaskView) -> Markup | None:
    look = desk.look
    begun = look.board.quarter.first_day <= look.board.as_of
    if not desk.may_update or not begun:
        return None
    address = look.link(paths.MY_WORK, unit=desk.unit or ALL, task=view.task.code)
    if desk.beside:
        return Markup('target="_self" href="{}"').format(address)
    return drawer_links.attributes(address, **{TASK: view.task.code})


def _where(desk: _Work, view: TaskView) -> str:
    look, words = desk.look, desk.words
    part = (
        look.board.sub_index(view.index, view.sub_index) if view.index and view.sub_index else None
    )
    unit = view.answering if desk.unit is None else None
    said = (
        _of_plan(desk),
        plan_names.unit_name(look.board.plan, unit) if unit else "",
        plan_names.part_name(part, words),
    )
    return " · ".join(filter(None, said))


def _last(desk: _Work, view: TaskView, owed: OwedTask | None) -> str:
    """When something is asked next, or was said last."""
    words, year = desk.words, desk.look.board.plan.year
    if owed is not None and owed.day is not None and not owed.spoken:
        return words.text("Due {day}", day=formats.short_day(owed.day, year, words))
    if view.word is not None:
        return words.text("Updated {day}", day=formats.short_day(view.word.on, year, words))
    return ""


def _in_its_year(look: Look, row: ReportRow) -> dict[str, str]:
    """A report of another year than the one looked at shows in a quarter of its own."""
    if row.period.year == look.board.plan.year:
        return {}
    return {"quarter": str(Period.containing(PeriodKind.QUARTER, row.period.last_day))}


def _report_row(desk: _Work, owed: OwedReport) -> WorkRow:
    look, words, row = desk.look, desk.words, owed.row
    state_words = labels.label(row.acceptance, words) if row.acceptance else ""
    year = look.board.plan.year
    address = look.link(paths.REPORTS, report=row.key, **_in_its_year(look, row))
    called = plan_names.unit_names(look.board.plan)
    return WorkRow(
        colour=str(row.colour or "none"),
        state=formats.capital(state_words or reasons.short(row.reason, words, year)),
        title=report_of(row, words),
        where=" · ".join(
            part
            for part in (
                _of_plan(desk),
                called([row.from_unit])[0] if desk.unit is None else "",
                row.duty,
                reasons.sentence(row.reason, words) if row.returned else "",
            )
            if part
        ),
        last=words.text("Last day {day}", day=formats.short_day(row.last_day, year, words))
        if row.last_day
        else "",
        opens=Markup('target="_self" href="{}"').format(address),
    )
