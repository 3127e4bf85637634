"""Commands on evidence: ``evidence add|list|remove|save``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.board import Json, PlanId
from ddci_tracker.cli.context import prepared, print_json, say, say_closed, show, text
from ddci_tracker.domain.acts import update_key
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import evidence as service
from ddci_tracker.services.act_remarks import CLOSED_EVIDENCE, year_of
from ddci_tracker.services.evidence import Held
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_

About = Annotated[
    str, Argument(metavar="TASK|REPORT", help=text(N_("A task, or a report as in R1/VP/2021-Q2")))
]
Quarter = Annotated[
    Period | None,
    Option("--quarter", parser=inputs.quarter, metavar="QUARTER", help=text(N_("Of a task"))),
]
Key = Annotated[str, Argument(metavar="KEY", help=text(N_("As evidence list names it")))]


def add_to(app: Typer) -> None:
    """Register the commands."""
    commands = Typer(help=text(N_("Links and files for updates and reports")), no_args_is_help=True)
    commands.command("add", help=text(N_("Add a link or a file")))(add)
    commands.command("list", help=text(N_("The evidence of a plan, a task or a report")))(list_all)
    commands.command("remove", help=text(N_("Take evidence away")))(remove)
    commands.command("save", help=text(N_("Save a file of evidence")))(save)
    app.add_typer(commands, name="evidence")


def add(
    plan: PlanId,
    about: About,
    quarter: Quarter = None,
    file: Annotated[Path | None, Option("--file", help=text(N_("The file to add")))] = None,
    link: Annotated[str | None, Option("--link", help=text(N_("The address of a page")))] = None,
    name: Annotated[str, Option("--name", help=text(N_("What a link is called")))] = "",
    unit: Annotated[str, Option("--unit", help=text(N_("Whose it is")))] = "",
    as_json: Json = False,
) -> None:
    here = prepared()
    if (file is None) == (link is None):
        raise Refused(N_("Give either --file or --link"))
    key = _about(about, quarter)
    if file is not None:
        held = service.add_file(
            here.tracker, plan, key, unit, file.name, file.read_bytes(), here.act()
        )
    else:
        held = service.add_link(here.tracker, plan, key, unit, link or "", name, here.act())
    if as_json:
        print_json(_document(held))
    else:
        say(N_("Added {key}"), key=held.key)
        say_closed(plan, year=year_of(key), told=CLOSED_EVIDENCE)


def list_all(
    plan: PlanId,
    about: Annotated[
        str | None, Argument(metavar="[TASK|REPORT]", help=text(N_("Without: the whole plan")))
    ] = None,
    quarter: Quarter = None,
    as_json: Json = False,
) -> None:
    here = prepared()
    key = _about(about, quarter) if about else None
    found = service.evidence_of(here.tracker, here.actor, plan, key)
    if as_json:
        print_json([_document(each) for each in found])
        return
    for each in found:
        show(f"{each.key}  {each.value.url or each.value.file_name}")


def remove(plan: PlanId, key: Key) -> None:
    here = prepared()
    service.remove(here.tracker, plan, key, here.act())
    say(N_("Taken away: {key}"), key=key)


def save(
    plan: PlanId,
    key: Key,
    out: Annotated[Path, Option("--out", metavar="FILE", help=text(N_("The file to write")))],
) -> None:
    here = prepared()
    _, body = service.fetch(here.tracker, here.actor, plan, key)
    out.write_bytes(body)
    say(N_("Written to {path}"), path=str(out))


def _about(about: str, quarter: Period | None) -> str:
    """A task in a quarter, or a report, by its key."""
    if "/" in about and quarter is None:
        return about
    if quarter is None:
        raise Refused(N_("Say of which quarter: --quarter 2021-Q2"))
    return update_key(about, quarter)


def _document(held: Held) -> dict[str, Any]:
    value = held.value
    return {
        "key": held.key,
        "about": value.about,
        "unit": value.unit,
        "name": value.name,
        "url": value.url,
        "file": value.file_name if value.sha256 else None,
        "sha256": value.sha256,
        "size": value.size,
        "sound": held.sound,
        "by": held.by,
        "at": held.at.isoformat(),
    }
