"""The command that reads a plan from its printed text: ``plan import``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from typer import Argument, Typer

from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import VIETNAMESE, prepared, print_json, say, show, text
from ddci_tracker.domain.imported import ImportedFact
from ddci_tracker.services import plan_imports
from ddci_tracker.services.plan_imports import ImportedText
from ddci_tracker.words.import_doubts import DOUBTS
from ddci_tracker.words.marking import N_


def add_to(plan: Typer) -> None:
    """Register the command beside those on plans."""
    plan.command("import", help=text(N_("Read a plan from Word, PDF or text into a draft")))(
        import_plan
    )


def import_plan(
    file: Annotated[
        Path, Argument(metavar="FILE", help=text(N_("A plan as docx, doc, odt, pdf or txt")))
    ],
    as_json: Json = False,
) -> None:
    here = prepared()
    found = plan_imports.begin_from_text(
        here.tracker, here.actor, file.name, file.read_bytes(), now=here.now
    )
    if as_json:
        print_json(_document(found))
        return
    read, draft = found.read, found.begun()
    say(
        N_("{draft}: {facts} facts read, {open} of them to be looked at"),
        draft=draft.id,
        facts=len(read.facts),
        open=sum(not fact.sure for fact in read.facts),
    )
    for each in read.unplaced:
        show(f"  {each.lines.first}–{each.lines.last}: {each.text[:100]}")


def _document(found: ImportedText) -> dict[str, Any]:
    """What ``--json`` prints, as the contract of the command line says."""
    read = found.read
    written = plan_imports.printed_plan(read.plan) if read.plan else "null"
    return {
        "refused": str(read.refused) if read.refused else None,
        "draft": found.draft.id if found.draft else None,
        "plan": _plain(yaml.safe_load(written)),
        "facts": [_fact(each) for each in read.facts],
        "unplaced": [{"lines": list(each.lines), "text": each.text} for each in read.unplaced],
        "announced": [
            {
                "what": each.what,
                "announced": each.announced,
                "found": each.found,
                "lines": list(each.lines),
            }
            for each in read.announced
        ],
    }


def _fact(fact: ImportedFact) -> dict[str, Any]:
    return {
        "path": fact.path,
        "lines": list(fact.lines),
        "sure": fact.sure,
        "why": VIETNAMESE.text(DOUBTS[fact.doubt]) if fact.doubt else None,
    }


def _plain(content: Any) -> Any:
    """Days as texts; what could not be read, as null."""
    match content:
        case dict():
            return {key: _plain(each) for key, each in content.items()}
        case list():
            return [_plain(each) for each in content]
        case date():
            return content.isoformat()
        case "":
            return None
    return content
