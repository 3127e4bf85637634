"""Commands on drafts of plans: ``plan new`` and ``plan draft list|show|start|adopt|…``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import (
    VIETNAMESE,
    Context,
    prepared,
    print_json,
    print_list,
    say,
    text,
)
from ddci_tracker.cli.context import show as put
from ddci_tracker.services import plan_drafts, table_problems
from ddci_tracker.services.plan_drafts import DraftEntry, DraftView
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_
from ddci_tracker.words.plan_tables import table_name
from ddci_tracker.words.reasons import sentence

DraftId = Annotated[str, Argument(metavar="DRAFT", help=text(N_("The name of a draft")))]
Revision = Annotated[
    int | None,
    Option(parser=inputs.revision, metavar="N", help=text(N_("Only if this is still the newest"))),
]


def add_to(plan: Typer) -> None:
    """Register the commands beside those on plans."""
    draft = Typer(help=text(N_("Plans that are being brought in")), no_args_is_help=True)
    draft.command("list", help=text(N_("The drafts that are open")))(list_drafts)
    draft.command("show", help=text(N_("What a draft holds, and what keeps it out")))(show)
    draft.command("start", help=text(N_("Begin with a workbook or a plan file")))(start)
    draft.command("replace", help=text(N_("Let a draft say what a workbook says")))(replace)
    draft.command("export", help=text(N_("Write a draft as a workbook or a plan file")))(export)
    draft.command("take-over", help=text(N_("Note that you are at it now")))(take_over)
    draft.command("adopt", help=text(N_("Take a draft into tracking")))(adopt)
    draft.command("discard", help=text(N_("Throw a draft away")))(discard)
    draft.command("restore", help=text(N_("Bring back a draft that was thrown away")))(restore)
    plan.command("new", help=text(N_("Begin next year's plan from one, as a draft")))(new)
    plan.add_typer(draft, name="draft")


def new(
    source: Annotated[str, Option("--from", metavar="PLAN", help=text(N_("The plan before")))],
    year: Annotated[
        int | None, Option(metavar="YEAR", help=text(N_("Its year; usually the next")))
    ] = None,
    task: Annotated[
        list[str] | None,
        Option(help=text(N_("A task that goes on; without any: unfinished and recurring ones"))),
    ] = None,
    as_json: Json = False,
) -> None:
    here = prepared()
    entry = plan_drafts.begin_from_plan(
        here.tracker, here.actor, source, year=year, tasks=task or None, now=here.now
    )
    _tell(here, entry.id, as_json=as_json)


def start(
    file: Annotated[Path, Argument(metavar="FILE", help=text(N_("A workbook or a plan file")))],
    as_json: Json = False,
) -> None:
    here = prepared()
    if file.suffix.lower() in (".yaml", ".yml"):
        try:
            written = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise Refused(N_("{file} cannot be read as UTF-8 text"), file=str(file)) from None
        entry = plan_drafts.begin_from_file(here.tracker, here.actor, written, now=here.now)
    else:
        entry = plan_drafts.begin_from_workbook(
            here.tracker, here.actor, file.name, file.read_bytes(), now=here.now
        )
    _tell(here, entry.id, as_json=as_json)


def list_drafts(as_json: Json = False) -> None:
    here = prepared()
    print_list(
        plan_drafts.list_drafts(here.tracker, here.actor),
        _entry_document if as_json else None,
        lambda each: f"{each.id:<24} {each.title}",
        N_("There is no draft"),
    )


def show(draft: DraftId, as_json: Json = False) -> None:
    _tell(prepared(), draft, as_json=as_json)


def replace(
    draft: DraftId,
    file: Annotated[Path, Argument(metavar="FILE", help=text(N_("A workbook (xlsx)")))],
    revision: Revision = None,
    takes_all: Annotated[
        bool,
        Option(
            "--workbook-counts",
            help=text(N_("Where somebody changed the same sheet meanwhile, the workbook counts")),
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    here = prepared()
    seen = _revision(here, draft, revision)
    plan_drafts.replace_by_workbook(
        here.tracker,
        here.actor,
        draft,
        file.name,
        file.read_bytes(),
        revision=seen,
        now=here.now,
        takes_all=takes_all,
    )
    _tell(here, draft, as_json=as_json)


def export(
    draft: DraftId,
    out: Annotated[
        Path, Option(metavar="FILE", help=text(N_("The file to write: .xlsx or .yaml")))
    ],
) -> None:
    here = prepared()
    if out.suffix.lower() == ".xlsx":
        out.write_bytes(
            plan_drafts.draft_book(here.tracker, here.actor, draft, VIETNAMESE, now=here.now)
        )
    else:
        written = plan_drafts.draft_file(here.tracker, here.actor, draft)
        out.write_text(written, encoding="utf-8")
    say(N_("Written to {path}"), path=str(out))


def take_over(draft: DraftId) -> None:
    here = prepared()
    plan_drafts.take_over(here.tracker, here.actor, draft)
    say(N_("You are at {draft} now"), draft=draft)


def adopt(draft: DraftId, revision: Revision = None, as_json: Json = False) -> None:
    here = prepared()
    seen = _revision(here, draft, revision)
    plan, changes = plan_drafts.adopt(here.tracker, here.actor, draft, revision=seen, now=here.now)
    if as_json:
        print_json({"draft": draft, "plan": plan, "added": len(changes.added)})
        return
    say(N_("{plan} is tracked from now on"), plan=plan)


def discard(draft: DraftId) -> None:
    here = prepared()
    plan_drafts.discard(here.tracker, here.actor, draft)
    say(N_("{draft} is thrown away; plan draft restore brings it back"), draft=draft)


def restore(draft: DraftId) -> None:
    here = prepared()
    plan_drafts.restore(here.tracker, here.actor, draft)
    say(N_("{draft} is open again"), draft=draft)


def _revision(here: Context, draft: str, given: int | None) -> int:
    if given is not None:
        return given
    return plan_drafts.draft_of(here.tracker, here.actor, draft).entry.revision


def _tell(here: Context, draft: str, *, as_json: bool) -> None:
    view = plan_drafts.draft_of(here.tracker, here.actor, draft)
    said = table_problems.in_a_draft(view.problems, VIETNAMESE)
    findings = [sentence(each.reason, VIETNAMESE) for each in view.findings]
    if as_json:
        print_json({**_entry_document(view.entry), **_checks(view, said, findings)})
        return
    put(f"{view.entry.id}: {view.entry.title}")
    for key, rows in view.tables.items():
        if rows:
            put(f"  {table_name(key, VIETNAMESE)}: {len(rows)}")
    for line in (*said, *findings):
        put(f"  - {line}")


def _checks(view: DraftView, said: list[str], findings: list[str]) -> dict[str, Any]:
    return {
        "rows": {key: len(rows) for key, rows in view.tables.items()},
        "blocking": view.blocking,
        "problems": said,
        "findings": findings,
    }


def _entry_document(entry: DraftEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "agency": entry.agency,
        "title": entry.title,
        "holder": entry.holder,
        "revision": entry.revision,
        "saved_at": entry.saved_at.isoformat(),
        "saved_by": entry.saved_by,
    }
