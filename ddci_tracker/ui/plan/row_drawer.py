"""The drawers of Kế hoạch in which a row of the plan is edited, or something is done with it.

Which one is open stands in the address: a row by its table and key, or an act before them. Closing
a drawer loses nothing: what was typed is a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, Final

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.board import default_quarter
from ddci_tracker.domain.plan import Lines
from ddci_tracker.domain.plan_tables import TASKS, PlanCellKind, PlanTable, edited_table
from ddci_tracker.domain.unit_changes import UnitChangeKind
from ddci_tracker.services import plan_things
from ddci_tracker.services.acts import today_of
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.plan_things import PlanThing, RetiredThing, ThingVersion
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.markdown import literal
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.plan import (
    act_ending,
    agency_drawer,
    row_fields,
    table_sheet,
    thing_acts,
    unit_drawer,
    unit_undo_drawer,
)
from ddci_tracker.ui.plan.act_form import PlanActForm, draw_why, labels_of_the_act
from ddci_tracker.ui.plan.agency_drawer import SuccessionForm
from ddci_tracker.ui.plan.row_fields import Names
from ddci_tracker.ui.plan.row_form import EDITED, FORMS, PART, RowForm, called
from ddci_tracker.ui.plan.row_preview import ChangedCell
from ddci_tracker.ui.plan.table_sheet import SHEETS, TableSheet
from ddci_tracker.ui.plan.thing_acts import (
    BACK,
    MERGE,
    MOVE,
    SPLIT,
    BringBackForm,
    MergeForm,
    MoveForm,
    RetireForm,
    SplitForm,
    ThingActForm,
)
from ddci_tracker.ui.plan.unit_forms import UnitChangeForm
from ddci_tracker.ui.shared import draft_form, drawer_links, last_cell, outcome
from ddci_tracker.words import formats, plan_tables
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.labels import label
from ddci_tracker.words.marking import N_
from ddci_tracker.words.sources import printed_lines

EDIT: Final = "edit"
# All rows of a kind in one table: tasks where no other table is named behind it.
MANY: Final = "many"
# In the place of a key: a row that is not there yet, with what it is about behind it.
_NEW: Final = "+"
_WIDTH = 660
_VERSIONS_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What an address opens: a row (or a new one), or an act on it."""

    of: PlanTable
    key: str
    act: str | None = None

    @classmethod
    def asked(cls, address: str) -> Opened | None:
        """What an address asks for; None where that is nothing that is edited."""
        first, _, rest = address.partition("/")
        act = first if first in thing_acts.NAMES else None
        table, _, key = (rest if act else address).partition("/")
        is_known = table in EDITED and (act in (None, BACK) or act in thing_acts.acts_on(table))
        return cls(of=edited_table(table), key=key, act=act) if is_known and key else None

    @property
    def address(self) -> str:
        """As the address says it."""
        return "/".join(filter(None, (self.act, self.of.key, self.key)))

    @property
    def is_new(self) -> bool:
        """Whether it is a row that is not there yet."""
        return self.act is None and self.key.startswith(_NEW)


@dataclass(frozen=True, slots=True)
class RowLinks:
    """The links that open a drawer from a plan that is looked at."""

    look: Look

    def row(self, table: str, key: str) -> Markup:
        """The attributes of a link that opens a row."""
        return self._opens(f"{table}/{key}")

    def new(self, table: str, about: str = "") -> Markup:
        """The attributes of a link that opens the form of a new row, about a part of the plan."""
        return self._opens(f"{table}/{_NEW}{about}")

    def back(self, table: str, key: str) -> Markup:
        """The attributes of a link that opens the form by which a row is brought back."""
        return self._opens(f"{BACK}/{table}/{key}")

    def many(self, table: str) -> Markup:
        """The attributes of a link that opens all rows of a table at once."""
        return self._opens(f"{MANY}/{table}")

    def of_units(self) -> tuple[tuple[UnitChangeKind, Markup], ...]:
        """The links that open the forms of the changes of units."""
        return tuple((kind, self._opens(f"{unit_drawer.CHANGE}{kind}")) for kind in UnitChangeKind)

    def of_agency(self) -> Markup:
        """The attributes of a link that opens whose place the agency took."""
        return self._opens(agency_drawer.AGENCY)

    def undo_of_units(self, change: str) -> Markup:
        """The attributes of a link that opens the taking back of a change of units."""
        return self._opens(f"{unit_undo_drawer.UNDO}{change}")

    def _opens(self, name: str) -> Markup:
        address = self.look.link(paths.PLAN, **{EDIT: name})
        return drawer_links.attributes(address, **{EDIT: name})


def may_edit(look: Look) -> bool:
    """Whether whoever looks may edit the plan from here."""
    return _is_entitled(look) and not _looks_at_earlier(look)


def is_kept_back(look: Look) -> bool:
    """Whether whoever looks could edit the plan, were it not an earlier quarter that is shown.

    What is shown then is what the plan said in that quarter, and not what would be edited.
    """
    return _is_entitled(look) and _looks_at_earlier(look)


def _is_entitled(look: Look) -> bool:
    agency = look.board.plan.agency.code
    return not look.read_only and state.actor().may(Action.LOAD_PLAN, agency=agency)


def _looks_at_earlier(look: Look) -> bool:
    board = look.board
    return board.quarter < default_quarter(board.plan, board.as_of)


def is_open() -> bool:
    """Whether a drawer is what the address asks for."""
    return EDIT in st.query_params


def draw_drawer(look: Look) -> None:
    """Draw the drawer that the address asks for, if any."""
    asked = st.query_params.get(EDIT, "")
    many = _asked_table(asked)
    if many is not None:
        name = plan_tables.table_name(many.key, look.words).lower()
        title = look.words.text("Edit the whole table: {table}", table=name)
        st.dialog(title, width="large", on_dismiss=_close)(_draw_many)(look, many)
        return
    if asked == agency_drawer.AGENCY:
        title = look.words.text("Predecessors of the agency")
        drawer = st.dialog(title, width=_WIDTH, position="right", on_dismiss=_close)
        drawer(agency_drawer.draw)(look, _close)
        return
    change = unit_undo_drawer.asked(asked)
    if change is not None:
        title = look.words.text("Undo a change of units")
        drawer = st.dialog(title, width=_WIDTH, position="right", on_dismiss=_close)
        drawer(unit_undo_drawer.draw)(look, change, _close)
        return
    kind = unit_drawer.asked(asked)
    if kind is not None:
        title = label(kind, look.words)
        drawer = st.dialog(title, width=_WIDTH, position="right", on_dismiss=_close)
        drawer(unit_drawer.draw)(look, kind, _close)
        return
    opened = Opened.asked(asked)
    if opened is None:
        PlanActForm.close()
        return
    drawer = st.dialog(
        literal(_title(look, opened)), width=_WIDTH, position="right", on_dismiss=_close
    )
    drawer(_draw_act if opened.act else _draw_row)(look, opened)


def _asked_table(asked: str) -> PlanTable | None:
    """The table of which all rows are asked for; None where that is not what is asked."""
    first, _, key = asked.partition("/")
    key = key or TASKS.key
    return edited_table(key) if first == MANY and key in SHEETS else None


def _title(look: Look, opened: Opened) -> str:
    words, title = look.words, plan_tables.table_name(opened.of.key, look.words)
    if opened.is_new:
        return words.text("Add: {table}", table=title)
    with suppress(Refused):
        found = _retired(look, opened) if opened.act == BACK else _thing(look, opened)
        title = called(opened.of, found.cells) or title
    if opened.act is None:
        return title
    return f"{thing_acts.name_of(opened.act, words)}: {title}"


def _thing(look: Look, opened: Opened) -> PlanThing:
    plan, now = look.board.plan.id, state.now()
    return plan_things.thing(
        state.tracker(), state.actor(), plan, opened.of.key, opened.key, now=now
    )


def _retired(look: Look, opened: Opened) -> RetiredThing:
    gone = plan_things.retired(state.tracker(), state.actor(), look.board.plan.id, now=state.now())
    for each in gone:
        if (each.table, each.key) == (opened.of.key, opened.key):
            return each
    raise Refused(N_("Nothing called {key} was taken out of the plan"), key=opened.key)


def _close() -> None:
    act_ending.forget()
    PlanActForm.close()
    UnitChangeForm.close()
    SuccessionForm.close()
    state.choose(EDIT, None)


def _common(look: Look, address: str, name: str, revision: int) -> dict[str, Any]:
    """What every form here knows."""
    plan = look.board.plan
    return {
        "plan": plan.id,
        "name": f"plan/{address}",
        "called": name,
        "revision": revision,
        "first_day": plan.document.counts_from + timedelta(days=1),
        "today": today_of(plan, state.now()),
        "words": look.words,
    }


# A row.


def _draw_row(look: Look, opened: Opened) -> None:
    words, of = look.words, opened.of
    try:
        thing = None if opened.is_new else _thing(look, opened)
        form = _row_form(look, opened, thing)
    except Refused as refused:
        drawing.put("shared/say.html", words, said=refused.said(words))
        return
    form.open(form.start)
    if form.catch_up() and thing is not None:
        act_ending.tell_who_came_first(thing, words)
    names = Names.of(look.board.plan, state.tracker().catalog, words)
    drawing.put("plan/row_head.html", words, part=_part(form, names), printed=_lines(form))
    draft_form.draw_restored(form, words)
    with draft_form.frame(form, words):
        draw_why(form)
        row_fields.draw_fields(form, names)
        if thing is not None:
            _draw_history(form, names, thing)
            _draw_acts(opened, words)
        changed = form.changed_columns() if thing is not None else {}
        code = thing.key if thing else form.typed("code")
        act_ending.draw_preview(
            form, _cells_of(form, names, changed), task=code if of.key == "tasks" else None
        )
        outcome.draw_refusal(words, row_fields.labels(form))
        act_ending.draw_foot(form, close=_close, catch_up=partial(_catch_up, look, opened, form))


def _row_form(look: Look, opened: Opened, thing: PlanThing | None) -> RowForm:
    if thing is None:
        about, plan = opened.key.removeprefix(_NEW), look.board.plan.id
        tracker, actor, now = state.tracker(), state.actor(), state.now()
        cells = plan_things.new_row(tracker, actor, plan, opened.of.key, about, now=now)
    else:
        cells = thing.cells
    return FORMS[opened.of.key](
        of=opened.of,
        key_of_row=thing.key if thing else None,
        cells=cells,
        **_common(look, opened.address, called(opened.of, cells), thing.revision if thing else 0),
    )


def _catch_up(look: Look, opened: Opened, form: RowForm) -> None:
    """Build on what stands now, and tell who came first; what was typed stays."""
    if form.key_of_row is None:
        return
    now = _thing(look, opened)
    replace(form, cells=now.cells, revision=now.revision).catch_up()
    act_ending.tell_who_came_first(now, form.words)


def _part(form: RowForm, names: Names) -> str | None:
    """What of the plan the row is about, where it is about a part."""
    part = form.opening.base.get(PART)
    return names.parts.get(str(part)) if part else None


def _lines(form: RowForm) -> str | None:
    """Where in the print it stands."""
    first, last = (form.cells.get(f"lines.{each}") for each in ("first", "last"))
    if not (first and last):
        return None
    return printed_lines(Lines(int(first), int(last)), form.words)


def _draw_acts(opened: Opened, words: Words) -> None:
    """The ways to what is done with the row as a whole."""
    acts = thing_acts.acts_on(opened.of.key)
    if acts:
        with st.container(horizontal=True, gap="small", key="row-acts"):
            for act in acts:
                st.button(
                    thing_acts.name_of(act, words),
                    key=f"row-act-{act}",
                    type="tertiary",
                    on_click=_go_to,
                    args=(replace(opened, act=act),),
                )


def _go_to(opened: Opened) -> None:
    act_ending.forget()
    state.choose(EDIT, opened.address)
    st.rerun()


def _cells_of(
    form: RowForm, names: Names, changed: Mapping[str, tuple[str, str]]
) -> list[ChangedCell]:
    return [
        ChangedCell(
            name=plan_tables.heading(form.of, form.of.column(name), form.words),
            before=_said(form, names, name, before),
            after=_said(form, names, name, after),
        )
        for name, (before, after) in changed.items()
    ]


def _said(form: RowForm, names: Names, name: str, cell: str) -> str:
    """A cell as people read it."""
    column, words = form.of.column(name), form.words
    if column.kind is PlanCellKind.UNITS:
        codes = (each.strip() for each in cell.split(",") if each.strip())
        return "; ".join(names.units.get(each, each) for each in codes)
    parts = {key.rpartition("/")[2]: each for key, each in names.parts.items()}
    known = names.people if column.kind is PlanCellKind.PERSON else parts
    said = plan_tables.shown(column, cell, words, known)
    return said if column.kind is PlanCellKind.PROSE else said.replace("\n", "; ")


def _draw_history(form: RowForm, names: Names, thing: PlanThing) -> None:
    """What the row said before, the newest first, each to be taken into the fields again."""
    words, versions = form.words, thing.versions
    with st.expander(words.text("History ({count})", count=len(versions))):
        for number, version in enumerate(versions[:_VERSIONS_SHOWN]):
            before = versions[number + 1] if number + 1 < len(versions) else None
            with st.container(
                horizontal=True,
                vertical_alignment="center",
                key=f"row-version-{version.revision}",
            ):
                drawing.put(
                    "plan/row_version.html",
                    words,
                    version=version,
                    by=full_name(version.by),
                    cells=_differences(form, names, before, version),
                    first=before is None,
                )
                if number and version.cells is not None:
                    st.button(
                        words.text("Restore"),
                        key=f"row-restore-{version.revision}",
                        on_click=_take_into_fields,
                        args=(form, version.cells),
                    )


def _differences(
    form: RowForm, names: Names, before: ThingVersion | None, version: ThingVersion
) -> list[ChangedCell]:
    if before is None or version.cells is None:
        return []
    old, new = before.cells or {}, version.cells
    changed = {
        name: (old.get(name, ""), new.get(name, ""))
        for name in dict.fromkeys((*old, *new))
        if old.get(name, "") != new.get(name, "")
    }
    return _cells_of(form, names, changed)


def _take_into_fields(form: RowForm, cells: Mapping[str, str]) -> None:
    """Let the fields say what a version said; which kind of change that is, is still to be said."""
    outcome.forget()
    form.fill(form.as_it_was(cells))
    form.keep()


# An act on a row.


def _draw_act(look: Look, opened: Opened) -> None:
    words = look.words
    try:
        form, thing = _act_form(look, opened)
    except Refused as refused:
        drawing.put("shared/say.html", words, said=refused.said(words))
        return
    form.open(form.start)
    if form.catch_up() and thing is not None:
        act_ending.tell_who_came_first(thing, words)
    drawing.put("plan/row_head.html", words, part=form.about(), printed=None)
    draft_form.draw_restored(form, words)
    with draft_form.frame(form, words):
        draw_why(form)
        form.draw_fields()
        is_task = opened.of.key == "tasks"
        act_ending.draw_preview(form, task=opened.key if is_task else None)
        outcome.draw_refusal(words, {**thing_acts.labels(words), **labels_of_the_act(words)})
        act_ending.draw_foot(form, close=_close, catch_up=partial(_renew, look, opened))


def _act_form(look: Look, opened: Opened) -> tuple[ThingActForm, PlanThing | None]:
    """The form of an act; ``Refused`` where there is no such row."""
    if opened.act == BACK:
        gone = _retired(look, opened)
        back = BringBackForm(
            cells=gone.cells, **_about(look, opened, called(opened.of, gone.cells), 0)
        )
        return back, None
    thing = _thing(look, opened)
    about = _about(look, opened, called(opened.of, thing.cells), thing.revision)
    if opened.act == SPLIT:
        return SplitForm(**about), thing
    if opened.act == MERGE:
        tasks = (task for _, task in look.board.plan.all_tasks() if task.code != opened.key)
        return MergeForm(others={each.code: each.title for each in tasks}, **about), thing
    if opened.act == MOVE:
        return MoveForm(**_places(look, opened), **about), thing
    return RetireForm(**about), thing


def _places(look: Look, opened: Opened) -> dict[str, Any]:
    """Where a row stands among those of its part, and where the others do."""
    rows = plan_things.things(
        state.tracker(), state.actor(), look.board.plan.id, opened.of.key, now=state.now()
    )
    at = next(number for number, each in enumerate(rows) if each.key == opened.key)
    part = tuple(rows[at].cells.get(each) for each in ("index", "sub"))
    others = {
        each.key: (f"{each.key} {called(opened.of, each.cells)}".strip(), number)
        for number, each in enumerate(rows)
        if number != at and tuple(each.cells.get(of) for of in ("index", "sub")) == part
    }
    return {"at": at, "others": others}


def _about(look: Look, opened: Opened, name: str, revision: int) -> dict[str, Any]:
    common = _common(look, opened.address, name, revision)
    return {**common, "table": opened.of.key, "key_of_row": opened.key}


def _renew(look: Look, opened: Opened) -> None:
    """Build on what stands now, and tell who came first; what was typed stays."""
    form, thing = _act_form(look, opened)
    form.catch_up()
    if thing is not None:
        act_ending.tell_who_came_first(thing, form.words)


# All rows of a table at once.


def _draw_many(look: Look, of: PlanTable) -> None:
    words, form = look.words, _sheet(look, of)
    form.open(form.start)
    with draft_form.frame(form, words):
        draw_why(form)
        drawing.put(
            "shared/say.html",
            words,
            said=words.text(
                "Type or paste from Excel: units by name or code with semicolons between, days as "
                "day/month/year. All of it is saved at once."
            ),
        )
        draft_form.draw_restored(form, words)
        table_sheet.draw_table(form)
        if form.gather():
            st.rerun()
        act_ending.draw_preview(form, form.told())
        outcome.draw_refusal(words, labels_of_the_act(words))
        act_ending.draw_foot(form, close=_close, catch_up=partial(_see_what_stands, look, of))
        last_cell.send_before(draft_form.save_key(form))


def _sheet(look: Look, of: PlanTable) -> TableSheet:
    plan, words = look.board.plan, look.words
    things = plan_things.things(state.tracker(), state.actor(), plan.id, of.key, now=state.now())
    names = Names.of(plan, state.tracker().catalog, words)
    # What was typed of tasks before there were other tables is kept under the bare name.
    address = MANY if of.key == TASKS.key else f"{MANY}/{of.key}"
    name = plan_tables.table_name(of.key, words).lower()
    return SHEETS[of.key](of=of, things=things, names=names, **_common(look, address, name, 0))


def _see_what_stands(look: Look, of: PlanTable) -> None:
    """Build on what stands now, and tell that somebody came first; what was typed stays."""
    form = _sheet(look, of)
    seen: Mapping[str, int] = form.value("revisions")
    newer = [each for each in form.things if each.revision > seen.get(each.key, each.revision)]
    form.see_what_stands()
    first = form.words.text(
        "Somebody else has changed meanwhile: {tasks}.",
        tasks=tuple(_with_who_changed_it(look, of, each.key) for each in newer),
    )
    outcome.tell_overtaken(first, form.words)


def _with_who_changed_it(look: Look, of: PlanTable, key: str) -> str:
    """A row with who changed it last, and when."""
    last = _thing(look, Opened(of=of, key=key)).versions[0]
    return f"{key} ({full_name(last.by)}, {formats.moment(last.recorded_at, look.words)})"
