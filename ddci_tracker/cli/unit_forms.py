"""Commands on the forms that units fill in with Excel: ``form export``, ``form load``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Exit, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.board import Json, PlanId
from ddci_tracker.cli.context import VIETNAMESE, prepared, print_json, say, show, tell, text
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.unit_form import FORM_TABLES
from ddci_tracker.services import unit_forms
from ddci_tracker.services.act_remarks import after_the_close
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.services.unit_forms import FormOf, FormReading, FormRow, RowState
from ddci_tracker.words import labels, plan_tables
from ddci_tracker.words.marking import N_

_BAD_INPUT, _CAME_SECOND = 2, 3


def add_to(app: Typer) -> None:
    """Register the commands."""
    form = Typer(help=text(N_("Forms that units fill in with Excel")), no_args_is_help=True)
    form.command("export", help=text(N_("The form of a unit for a quarter, as Excel")))(export)
    form.command("load", help=text(N_("What a form that was filled in would change")))(load)
    app.add_typer(form, name="form")


def export(
    plan: PlanId,
    unit: Annotated[str, Option("--unit", help=text(N_("The code of a unit")))],
    quarter: Annotated[
        Period,
        Option(
            "--quarter", parser=inputs.quarter, metavar="QUARTER", help=text(N_("Such as 2021-Q2"))
        ),
    ],
    out: Annotated[Path, Option("--out", metavar="FILE", help=text(N_("The file to write")))],
) -> None:
    here = prepared()
    of = FormOf(plan=plan, unit=unit, quarter=quarter)
    out.write_bytes(unit_forms.export_form(here.tracker, here.act(), of, VIETNAMESE))
    say(N_("Written to {path}"), path=str(out))


def load(
    file: Annotated[Path, Argument(metavar="FILE", help=text(N_("The form as filled in")))],
    confirm: Annotated[
        bool, Option("--confirm", help=text(N_("Record it; without, it is only shown")))
    ] = False,
    as_json: Json = False,
) -> None:
    here = prepared()
    found = unit_forms.read_form(
        here.tracker, file.name, file.read_bytes(), here.act(), confirm=confirm
    )
    if as_json:
        print_json(_document(found))
    else:
        _show(found, confirm=confirm)
    if confirm and not found.recorded:
        if found.count(RowState.ERROR):
            raise Exit(_BAD_INPUT)
        if found.count(RowState.CONFLICT):
            raise Exit(_CAME_SECOND)


def _show(found: FormReading, *, confirm: bool) -> None:
    for row in found.rows:
        if row.state is not RowState.UNCHANGED:
            reason = _reason(row)
            said = f"{labels.label(row.state, VIETNAMESE)}: {row.code} {row.title}"
            show(f"{said} – {_place(row)}{reason}" if reason else said)
    show(
        text(
            N_(
                "{changed} lines changed, {unchanged} unchanged, {conflicts} in conflict, {errors}"
                " wrong"
            ),
            changed=found.count(RowState.CHANGED),
            unchanged=found.count(RowState.UNCHANGED),
            conflicts=found.count(RowState.CONFLICT),
            errors=found.count(RowState.ERROR),
        )
    )
    if found.recorded:
        say(N_("All changed lines were recorded"))
        here = prepared()
        hidden = after_the_close(
            here.tracker,
            here.actor,
            found.plan,
            today_in(here.tracker, here.actor, found.plan, now=here.now),
            now=here.now,
            year=found.quarter.year,
        )
        tell(each.said(VIETNAMESE) for each in hidden)
    elif confirm:
        say(N_("Nothing was recorded"))


def _place(row: FormRow) -> str:
    return f"{row.cell}: " if row.cell else ""


def _reason(row: FormRow) -> str | None:
    return " ".join(sentences_for(row.error, VIETNAMESE)) if row.error else None


def _document(found: FormReading) -> dict[str, Any]:
    tables = {of.key: of for of in FORM_TABLES}
    return {
        "plan": found.plan,
        "unit": found.unit,
        "quarter": str(found.quarter),
        "recorded": found.recorded,
        "rows": [
            {
                "sheet": plan_tables.table_name(row.table, VIETNAMESE),
                "code": row.code,
                "state": str(row.state),
                "cell": row.cell,
                "reason": _reason(row),
                "changes": [
                    {
                        "field": key,
                        "heading": plan_tables.heading(
                            tables[row.table], tables[row.table].column(key), VIETNAMESE
                        ),
                        "before": before or None,
                        "after": after or None,
                    }
                    for key, before, after in row.changes
                ],
            }
            for row in found.rows
        ],
    }
