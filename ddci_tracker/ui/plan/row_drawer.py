"""The drawer of one row of a plan on Kế hoạch: its fields, what a change would turn, its history.

Which row is open stands in the address. Closing the drawer loses nothing: what was typed is a
draft. What stands in the form is for ``row_form``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.plan import Lines
from ddci_tracker.domain.plan_tables import PlanCellKind, PlanTable
from ddci_tracker.domain.plan_tables import table as table_of
from ddci_tracker.services import plan_edit_previews, plan_edits, plan_things
from ddci_tracker.services.acts import Act, today_of
from ddci_tracker.services.failures import ActsWouldBeLost, lost_things, sentences_for
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.plan_edits import Edited, RowEdit
from ddci_tracker.services.plan_things import PlanThing, ThingVersion
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.markdown import literal
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.plan import row_fields, row_preview
from ddci_tracker.ui.plan.row_fields import Names
from ddci_tracker.ui.plan.row_form import FORMS, PART, RowForm, Why
from ddci_tracker.ui.plan.row_preview import ChangedCell
from ddci_tracker.ui.shared import draft_form, drawer_links, outcome
from ddci_tracker.words import plan_tables
from ddci_tracker.words.marking import N_
from ddci_tracker.words.sources import printed_lines

EDIT: Final = "edit"
# In the place of a key: a row that is not there yet, with what it is about behind it.
_NEW: Final = "+"
_WIDTH = 660
_MAY_LOSE = "row-may-lose"
_VERSIONS_SHOWN = 12
# Of each table the columns by which a row is called.
_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "document": ("document.title",),
    "units": ("name",),
    "people": ("name",),
    "sub_indices": ("printed_name",),
    "targets": ("text",),
    "results": ("text", "year"),
    "tasks": ("title",),
    "report_duties": ("text", "code"),
    "legal_bases": ("number", "about"),
    "recipients": ("name",),
}


def may_edit(look: Look) -> bool:
    """Whether whoever looks may edit the plan from here."""
    agency = look.board.plan.agency.code
    return not look.read_only and state.actor().may(Action.LOAD_PLAN, agency=agency)


@dataclass(frozen=True, slots=True)
class RowLinks:
    """The links that open the drawer from a plan that is looked at."""

    look: Look

    def row(self, table: str, key: str) -> Markup:
        """The attributes of a link that opens a row."""
        name = f"{table}/{key}"
        address = self.look.link(paths.PLAN, **{EDIT: name})
        return drawer_links.attributes(address, **{EDIT: name})

    def new(self, table: str, about: str = "") -> Markup:
        """The attributes of a link that opens the form of a new row, about a part of the plan."""
        return self.row(table, f"{_NEW}{about}")


def is_open() -> bool:
    """Whether the drawer is what the address asks for."""
    return EDIT in st.query_params


def draw_drawer(look: Look) -> None:
    """Draw the drawer that the address asks for, if any."""
    table, _, key = st.query_params.get(EDIT, "").partition("/")
    if table not in _CALLED or not key:
        RowForm.close()
        return
    of, words = table_of(table), look.words
    title = plan_tables.table_name(table, words)
    if key.startswith(_NEW):
        title = words.text("Add: {table}", table=title)
    else:
        with suppress(Refused):
            title = _name(of, _thing(look, of, key).cells)
    drawer = st.dialog(literal(title), width=_WIDTH, position="right", on_dismiss=_close)
    drawer(_draw)(look, of, key)


def _thing(look: Look, of: PlanTable, key: str) -> PlanThing:
    plan = look.board.plan.id
    return plan_things.thing(state.tracker(), state.actor(), plan, of.key, key, now=state.now())


def _name(of: PlanTable, cells: Mapping[str, str]) -> str:
    said = (cells.get(each) for each in _CALLED[of.key])
    return next(filter(None, said), of.key)


def _close() -> None:
    outcome.forget()
    _forget_losses()
    RowForm.close()
    state.choose(EDIT, None)


def _forget_losses() -> None:
    st.session_state.pop(_MAY_LOSE, None)


def _draw(look: Look, of: PlanTable, key: str) -> None:
    words = look.words
    try:
        thing = None if key.startswith(_NEW) else _thing(look, of, key)
        form = _form(look, of, key, thing)
    except Refused as refused:
        drawing.put("shared/say.html", words, said=refused.said(words))
        return
    form.open(form.start)
    if form.catch_up() and thing is not None:
        _tell_who_came_first(form, thing)
    names = Names.of(look.board.plan, words)
    drawing.put("plan/row_head.html", words, part=_part(form, names), printed=_lines(form))
    draft_form.draw_restored(form, words)
    with draft_form.frame(form, words):
        row_fields.draw_why(form)
        row_fields.draw_fields(form, names)
        if thing is not None:
            _draw_history(form, names, thing)
        _draw_preview(form, names)
        outcome.draw_refusal(words, row_fields.labels(form))
        _draw_foot(form)


def _form(look: Look, of: PlanTable, key: str, thing: PlanThing | None) -> RowForm:
    plan, now = look.board.plan, state.now()
    if thing is None:
        about = key.removeprefix(_NEW)
        stands = plan_things.new_row(
            state.tracker(), state.actor(), plan.id, of.key, about, now=now
        )
    else:
        stands = thing.cells
    return FORMS[of.key](
        plan=plan.id,
        name=f"row/{of.key}/{key}",
        of=of,
        key_of_row=thing.key if thing else None,
        stands=stands,
        revision=thing.revision if thing else 0,
        first_day=plan.document.counts_from + timedelta(days=1),
        today=today_of(plan, now),
        words=look.words,
    )


def _part(form: RowForm, names: Names) -> str | None:
    """What of the plan the row is about, where it is about a part."""
    part = form.opening.base.get(PART)
    return names.parts.get(str(part)) if part else None


def _lines(form: RowForm) -> str | None:
    """Where in the print it stands."""
    first, last = (form.stands.get(f"lines.{each}") for each in ("first", "last"))
    if not (first and last):
        return None
    return printed_lines(Lines(int(first), int(last)), form.words)


def _draw_preview(form: RowForm, names: Names) -> None:
    """What would change, where anything would; or what keeps it from being told."""
    words, changed = form.words, form.changed_columns()
    if not form.changed().keys() - set(form.COMPANIONS):
        return
    edit = form.edit()
    task = form.key_of_row or dict(changed).get("code", ("", ""))[1]
    try:
        found = plan_edit_previews.preview(
            state.tracker(), form.plan, (edit,), form.act(), basis=form.basis or _untold(form)
        )
    except Exception as error:
        sentences = sentences_for(error, words)
        if not sentences:
            raise
        row_preview.draw_unknown(sentences, words)
        return
    row_preview.draw(
        _cells_of(form, names, changed) if form.key_of_row else (),
        found.quarters,
        words,
        task=task if form.of.key == "tasks" else None,
    )


def _untold(form: RowForm) -> str | None:
    """Stands for a basis that is not typed yet: what turns does not depend on it."""
    return form.words.text("Basis of the amendment") if form.why is Why.AMENDMENT else None


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
    return plan_tables.shown(column, cell, words, known)


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


def _draw_foot(form: RowForm) -> None:
    words = form.words
    may_lose = st.session_state.get(_MAY_LOSE) == form.name
    save = {
        Why.CORRECTION: words.text("Save what was mended"),
        Why.AMENDMENT: words.text("Save the amendment"),
        None: words.text("Save"),
    }[form.why]
    with draft_form.foot(form, save, partial(_save, form)):
        if may_lose:
            st.button(
                words.text("Save all the same"),
                key="row-save-losing",
                on_click=partial(_save, form, drop=True),
            )
        st.button(
            words.text("Close, keep the draft"), key="row-close", on_click=_leave, args=(form,)
        )


def _leave(form: RowForm) -> None:
    form.keep()
    _close()
    st.rerun()


def _save(form: RowForm, *, drop: bool = False) -> None:
    words = form.words

    def record() -> Callable[[], object] | None:
        act, basis = form.act(), form.basis
        made = _recorded(form, (form.edit(),), act, basis, drop=drop)
        return partial(_undo, form.plan, made, act, basis) if made.undo else None

    done = words.text("Saved: {name}", name=_name(form.of, _now(form)))
    form.send(record, done, words, overtaken=partial(_catch_up_after_a_conflict, form), then=_close)


def _recorded(
    form: RowForm, edits: Sequence[RowEdit], act: Act, basis: str | None, *, drop: bool
) -> Edited:
    """Edit the plan; what would lose its thing is told, and may be saved all the same then."""
    _forget_losses()
    try:
        return plan_edits.edit(
            state.tracker(), form.plan, edits, act, basis=basis, drop_recorded=drop
        )
    except ActsWouldBeLost as error:
        st.session_state[_MAY_LOSE] = form.name
        message = N_("What was recorded would lose what it is about: {acts}")
        raise Refused(message, acts=lost_things(error, form.words)) from None


def _now(form: RowForm) -> dict[str, str]:
    """The row with what is typed."""
    return {**form.stands, **{name: after for name, (_, after) in form.changed_columns().items()}}


def _undo(plan: str, made: Edited, act: Act, basis: str | None) -> None:
    again = Act(actor=state.actor(), now=state.now(), on=act.on)
    plan_edits.edit(state.tracker(), plan, made.undo, again, basis=basis)


def _catch_up_after_a_conflict(form: RowForm) -> None:
    """Build on what stands now, and tell who came first; what was typed stays."""
    if form.key_of_row is None:
        return
    now = plan_things.thing(
        state.tracker(), state.actor(), form.plan, form.of.key, form.key_of_row, now=state.now()
    )
    newer = replace(form, stands=now.cells, revision=now.revision)
    newer.catch_up()
    _tell_who_came_first(newer, now)


def _tell_who_came_first(form: RowForm, thing: PlanThing) -> None:
    words, newest = form.words, thing.versions[0]
    first = words.text(
        "{by} changed this at {moment}.", by=full_name(newest.by), moment=newest.recorded_at
    )
    kept = words.text(
        "The fields that you left alone say what stands now; what you typed is still here. "
        "Save once more to put it in its place."
    )
    outcome.tell_overtaken(first, words, kept)
