"""Commands that edit a plan row by row: ``plan rows|edit|add|retire|bring-back|split|merge``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli import text as plain_text
from ddci_tracker.cli.board import Json, PlanId
from ddci_tracker.cli.context import (
    VIETNAMESE,
    prepared,
    print_json,
    say,
    say_closed,
    show,
    tell,
    text,
)
from ddci_tracker.cli.options import Revision
from ddci_tracker.domain.plan_tables import edited_table
from ddci_tracker.services import plan_edit_previews, plan_edits, plan_things
from ddci_tracker.services.documents import changes_document
from ddci_tracker.services.failures import acts_touched
from ddci_tracker.services.plan_edits import PlanChanges, RowAdded, RowChanged, RowRemoved
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words import plan_tables
from ddci_tracker.words.marking import N_

Table = Annotated[
    str, Argument(metavar="TABLE", help=text(N_("What it is a row of, such as tasks or targets")))
]
Key = Annotated[
    str, Argument(metavar="KEY", help=text(N_("The row, as plan rows lists it, such as a code")))
]
Cells = Annotated[
    list[str],
    Option(
        "--set",
        metavar="COLUMN=TEXT",
        help=text(N_("What a column says now; no text clears it")),
    ),
]
AmendedOn = Annotated[
    date | None,
    Option(
        "--on",
        parser=inputs.day,
        metavar="DAY",
        help=text(N_("The day from which it counts, today by default; only with --basis")),
    ),
]
Basis = Annotated[
    str | None,
    Option(
        "--basis",
        help=text(N_("Who decided it, in which document; without it the entry was wrong")),
    ),
]
Preview = Annotated[bool, Option("--preview", help=text(N_("Only show what would follow")))]
DropRecorded = Annotated[
    bool,
    Option(
        "--drop-recorded",
        help=text(N_("Even where what was recorded would lose what it is about")),
    ),
]


def add_to(plan: Typer) -> None:
    """Register the commands below ``plan``."""
    plan.command("rows", help=text(N_("The rows of one table of a plan, with their keys")))(rows)
    plan.command("edit", help=text(N_("Correct or amend one row of a plan")))(edit)
    plan.command("add", help=text(N_("Add a row to a plan")))(add)
    plan.command("retire", help=text(N_("Take a row out of a plan")))(retire)
    plan.command("bring-back", help=text(N_("Bring back what was taken out of a plan")))(bring_back)
    plan.command("split", help=text(N_("Make several tasks of one")))(split)
    plan.command("merge", help=text(N_("Make one task of several")))(merge)


def rows(plan: PlanId, table: Table, as_json: Json = False) -> None:
    here = prepared()
    found = plan_things.things(here.tracker, here.actor, plan, table, now=here.now)
    if as_json:
        print_json(
            [
                {"key": each.key, "revision": each.revision, "cells": dict(each.cells)}
                for each in found
            ]
        )
        return
    for each in found:
        show(each.key)
        for column in edited_table(table).columns:
            if said := plan_tables.shown(column, each.cells.get(column.key, ""), VIETNAMESE):
                show(f"  {column.key}: {said}")


def edit(
    plan: PlanId,
    table: Table,
    key: Key,
    cells: Cells,
    on: AmendedOn = None,
    basis: Basis = None,
    revision: Revision = None,
    preview: Preview = False,
    drop_recorded: DropRecorded = False,
    as_json: Json = False,
) -> None:
    change = RowChanged(table=table, key=key, cells=_cells(table, cells), revision=revision)
    _edit(plan, [change], on, basis, preview=preview, drop=drop_recorded, as_json=as_json)


def add(
    plan: PlanId,
    table: Table,
    cells: Cells,
    on: AmendedOn = None,
    basis: Basis = None,
    preview: Preview = False,
    as_json: Json = False,
) -> None:
    added = RowAdded(table=table, cells=_cells(table, cells))
    _edit(plan, [added], on, basis, preview=preview, drop=False, as_json=as_json)


def retire(
    plan: PlanId,
    table: Table,
    key: Key,
    on: AmendedOn = None,
    basis: Basis = None,
    revision: Revision = None,
    preview: Preview = False,
    drop_recorded: DropRecorded = False,
    as_json: Json = False,
) -> None:
    gone = RowRemoved(table=table, key=key, revision=revision)
    _edit(plan, [gone], on, basis, preview=preview, drop=drop_recorded, as_json=as_json)


def bring_back(
    plan: PlanId,
    table: Table,
    key: Key,
    on: AmendedOn = None,
    basis: Basis = None,
    as_json: Json = False,
) -> None:
    here = prepared()
    act = here.act(on)
    made = plan_edits.bring_back(here.tracker, plan, table, key, act, basis=basis)
    _show(plan, made.changes, as_json=as_json)


def split(
    plan: PlanId,
    task: Annotated[str, Argument(metavar="TASK", help=text(N_("The code of a task")))],
    into: Annotated[
        list[str],
        Option(
            "--into", metavar="TITLE", help=text(N_("A title of each; the first keeps the code"))
        ),
    ],
    on: AmendedOn = None,
    basis: Basis = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    here = prepared()
    act = here.act(on, revision)
    made = plan_edits.split(here.tracker, plan, task, into, act, basis=basis)
    _show(plan, made.changes, as_json=as_json)


def merge(
    plan: PlanId,
    tasks: Annotated[
        list[str],
        Argument(metavar="TASK…", help=text(N_("The tasks; the first keeps its code"))),
    ],
    title: Annotated[str, Option("--title", help=text(N_("What the one task says")))],
    on: AmendedOn = None,
    basis: Basis = None,
    revision: Revision = None,
    drop_recorded: DropRecorded = False,
    as_json: Json = False,
) -> None:
    here = prepared()
    made = plan_edits.merge(
        here.tracker,
        plan,
        tasks,
        title,
        here.act(on, revision),
        basis=basis,
        drop_recorded=drop_recorded,
    )
    _show(plan, made.changes, as_json=as_json)


def _cells(table: str, given: Sequence[str]) -> dict[str, str]:
    """What was typed, as cells of the table hold it."""
    if table not in plan_things.KINDS:
        return dict.fromkeys(given, "")  # the service says which tables there are
    of = edited_table(table)
    columns = {each.key: each for each in of.columns}
    cells = {}
    for each in given:
        name, sign, typed = each.partition("=")
        column = columns.get(name.strip())
        if column is None or not sign:
            raise Refused(
                N_("{typed} is no column and its text; columns are {columns}"),
                field="set",
                typed=each,
                columns=tuple(columns),
            )
        cells[column.key] = plan_tables.meant(column, typed, VIETNAMESE)
    return cells


def _edit(
    plan: str,
    edits: Sequence[plan_edits.RowEdit],
    on: date | None,
    basis: str | None,
    *,
    preview: bool,
    drop: bool,
    as_json: bool,
) -> None:
    here = prepared()
    act = here.act(on)
    if preview:
        tried = plan_edit_previews.preview(here.tracker, plan, edits, act, basis=basis)
        say(N_("Nothing was recorded; this would follow:"))
        _show(plan, tried.changes, as_json=as_json)
        return
    made = plan_edits.edit(here.tracker, plan, edits, act, basis=basis, drop_recorded=drop)
    _show(plan, made.changes, as_json=as_json)
    if basis is not None and not as_json:
        say_closed(plan, act.on)


def _show(plan: str, changes: PlanChanges, *, as_json: bool) -> None:
    if as_json:
        print_json({"plan": plan, **changes_document(changes)})
        return
    for line in plain_text.changes(changes, VIETNAMESE):
        show(line)
    tell(acts_touched(changes, VIETNAMESE))
