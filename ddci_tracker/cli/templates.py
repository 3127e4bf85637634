"""The Word template of a briefing: ``month template PLAN``, to take, put back, give up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from ddci_tracker.cli.board import PlanId
from ddci_tracker.cli.context import VIETNAMESE, Context, prepared, say, text
from ddci_tracker.services import boards, templates
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_


def template(
    plan: PlanId,
    out: Annotated[
        Path | None,
        Option(metavar="FILE", help=text(N_("Write the template in use to a file"))),
    ] = None,
    put: Annotated[
        Path | None,
        Option(metavar="FILE", help=text(N_("Use this Word document from now on"))),
    ] = None,
    default: Annotated[
        bool, Option("--default", help=text(N_("Use the shipped template again")))
    ] = False,
) -> None:
    here = prepared()
    if sum((out is not None, put is not None, default)) > 1:
        raise Refused(N_("Give one of --out, --put and --default"))
    agency = boards.read_content(here.tracker, here.actor, plan, now=here.now).agency.code
    if out is not None:
        body = templates.current_body(here.tracker, here.actor, agency, words=VIETNAMESE)
        out.write_bytes(body)
        say(N_("Wrote {path}"), path=str(out))
        return
    if put is not None:
        templates.upload(here.tracker, here.actor, agency, put.name, put.read_bytes(), now=here.now)
    elif default:
        templates.restore_default(here.tracker, here.actor, agency)
    _say_which(here, agency)


def _say_which(here: Context, agency: str) -> None:
    own = templates.template_of(here.tracker, here.actor, agency)
    if own is None:
        say(N_("The briefing of {agency} uses the shipped template"), agency=agency)
        return
    say(
        N_("The briefing of {agency} uses {name}, put there by {by} {moment}"),
        agency=agency,
        name=own.file_name,
        by=own.uploaded_by,
        moment=own.uploaded_at,
    )
