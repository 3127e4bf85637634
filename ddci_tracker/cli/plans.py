"""Commands on plans: ``plan load|amend|list|export|workbook|check|schema`` and those below."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs, plan_drafts, plan_edits, plan_gaps, plan_imports
from ddci_tracker.cli import text as plain_text
from ddci_tracker.cli.board import AsOf, Json, PlanId
from ddci_tracker.cli.context import (
    VIETNAMESE,
    context,
    prepared,
    print_json,
    say,
    say_closed,
    show,
    tell,
    text,
)
from ddci_tracker.cli.text import finding_line
from ddci_tracker.domain.findings import Finding
from ddci_tracker.services import boards, closing, plan_files, plan_workbooks
from ddci_tracker.services.documents import changes_document, findings_document, plan_document
from ddci_tracker.services.failures import acts_touched
from ddci_tracker.services.plan_files import CheckedFile, FileFinding, PlanChanges
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_


def add_to(app: Typer) -> None:
    """Register the commands."""
    plan = Typer(help=text(N_("Plans and plan files")), no_args_is_help=True)
    plan.command("load", help=text(N_("Load plan files, or corrected ones again")))(load)
    plan.command("amend", help=text(N_("Record what was decided to change, from its day on")))(
        amend
    )
    plan.command("list", help=text(N_("The plans that are here")))(list_plans)
    plan.command("export", help=text(N_("Print the plan file of a plan")))(export)
    plan.command("workbook", help=text(N_("Write a plan as an Excel workbook, or the empty one")))(
        workbook
    )
    plan.command("check", help=text(N_("What looks wrong or is worth knowing")))(check)
    plan.command("schema", help=text(N_("Print the JSON Schema of a plan file")))(schema)
    plan.command("close", help=text(N_("Close a plan on another day than the rules give")))(close)
    plan_gaps.add_to(plan)
    plan_edits.add_to(plan)
    plan_drafts.add_to(plan)
    plan_imports.add_to(plan)
    app.add_typer(plan, name="plan")


DropRecorded = Annotated[
    bool,
    # The first name is older than anything but updates of tasks could be lost.
    Option(
        "--drop-updated-tasks",
        "--drop-recorded",
        help=text(N_("Even where what was recorded would lose what it is about")),
    ),
]


def load(
    files: Annotated[
        list[Path],
        Argument(metavar="FILE…", help=text(N_("Plan files (YAML) or workbooks (xlsx)"))),
    ],
    drop_recorded: DropRecorded = False,
) -> None:
    here = prepared()
    # All are read before any is loaded: nothing of a bad file comes in.
    for file, read in [(file, plan_files.read_file(here.tracker, file)) for file in files]:
        plan = read.plan
        changes = plan_files.load_plan(
            here.tracker,
            here.actor,
            plan,
            now=here.now,
            drop_recorded=drop_recorded,
        )
        show_changes(plan.id, changes)
        _tell_doubts(file, read)


def amend(
    plan: PlanId,
    file: Annotated[Path, Argument(metavar="FILE", help=text(N_("All of the plan as amended")))],
    on: Annotated[
        date,
        Option(
            "--on", parser=inputs.day, metavar="DAY", help=text(N_("The day from which it counts"))
        ),
    ],
    basis: Annotated[
        str, Option("--basis", help=text(N_("Who decided it, and in which document")))
    ],
    drop_recorded: DropRecorded = False,
    as_json: Json = False,
) -> None:
    here = prepared()
    amended = plan_files.read_file(here.tracker, file)
    act = here.act(on)
    changes = plan_files.amend(
        here.tracker, plan, amended.plan, act, basis=basis, drop_recorded=drop_recorded
    )
    _tell_doubts(file, amended)
    if as_json:
        print_json({"plan": plan, "on": on.isoformat(), **changes_document(changes)})
        return
    show_changes(plan, changes)
    say_closed(plan, on)


def show_changes(plan_id: str, changes: PlanChanges) -> None:
    """Print what loading a plan changed; of a new plan only how much it holds."""
    if not changes:
        show(text(N_("{plan}: nothing changed"), plan=plan_id))
        return
    show(
        text(
            N_("{plan}: {added} added, {changed} changed, {closed} closed"),
            plan=plan_id,
            added=len(changes.added),
            changed=len({(each.what, each.key) for each in changes.changed}),
            closed=len(changes.closed),
        )
    )
    if changes.is_new:
        return
    for line in plain_text.changes(changes, VIETNAMESE):
        show(line)
    tell(acts_touched(changes, VIETNAMESE))


def list_plans(as_json: Json = False) -> None:
    here = prepared()
    entries = boards.list_plans(here.tracker, here.actor)
    if as_json:
        print_json([plan_document(each) for each in entries])
        return
    for each in entries:
        mark = text(N_("illustration")) if each.illustration else ""
        show(f"{each.id:<20} {each.year} {mark}".rstrip())


def export(plan: PlanId, as_of: AsOf = None) -> None:
    here = prepared()
    written = plan_files.export_plan(here.tracker, here.actor, plan, now=here.now, as_of=as_of)
    print(written, end="")


def workbook(
    out: Annotated[Path, Option(metavar="FILE", help=text(N_("The file to write")))],
    plan: Annotated[
        str | None, Argument(metavar="[PLAN]", help=text(N_("A plan's id; not with --empty")))
    ] = None,
    empty: Annotated[
        bool, Option("--empty", help=text(N_("The workbook that a plan is typed into")))
    ] = False,
) -> None:
    if (plan is None) != empty:
        raise Refused(N_("Give either a plan, or --empty"))
    if plan is None:
        here = context()
        body = plan_workbooks.empty_book(here.tracker.catalog, VIETNAMESE, now=here.now)
    else:
        here = prepared()
        body = plan_workbooks.export_book(here.tracker, here.actor, plan, VIETNAMESE, now=here.now)
    out.write_bytes(body)
    say(N_("Written to {path}"), path=str(out))


def check(
    plan: Annotated[str, Argument(metavar="PLAN|FILE", help=text(N_("A plan's id, or a file")))],
    as_json: Json = False,
) -> None:
    path = Path(plan)
    found: tuple[Finding | FileFinding, ...]
    if path.suffix in (".yaml", ".yml", *plan_files.WORKBOOKS) or path.is_file():
        found = plan_files.read_file(context().tracker, path).findings
    else:
        here = prepared()
        found = boards.check(here.tracker, here.actor, plan, now=here.now)
    if as_json:
        print_json(findings_document(found, VIETNAMESE))
        return
    for each in found:
        show(finding_line(each, VIETNAMESE))
    if not found:
        say(N_("Nothing to remark"))


def _tell_doubts(file: Path, read: CheckedFile) -> None:
    """Tell what looks wrong in a file that was taken; what is only worth knowing waits."""
    tell(f"{file.name}: {finding_line(each, VIETNAMESE)}" for each in read.doubtful)


def schema() -> None:
    print_json(plan_files.schema())


def close(
    plan: PlanId,
    on: Annotated[
        date | None,
        Option(parser=inputs.day, metavar="DAY", help=text(N_("Its last running day"))),
    ] = None,
    take_back: Annotated[
        bool, Option("--take-back", help=text(N_("Let it close as the rules give it")))
    ] = False,
) -> None:
    if (on is None) != take_back:
        raise Refused(N_("Give either --on with a day, or --take-back"))
    here = prepared()
    closing.close_plan(here.tracker, plan, on, here.act())
    closes_on = boards.closing_day(here.tracker, here.actor, plan, now=here.now)
    say(N_("{plan} closes on {day}"), plan=plan, day=closes_on)
