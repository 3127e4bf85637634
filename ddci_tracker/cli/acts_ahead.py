"""Commands on acts whose day a clock that ran ahead has given: ``act list|done-on|leave-out``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.board import Json, PlanId
from ddci_tracker.cli.context import VIETNAMESE, prepared, print_list, say_recorded, text
from ddci_tracker.cli.options import Revision
from ddci_tracker.services import acts_ahead as service
from ddci_tracker.services.acts_ahead import ActAhead
from ddci_tracker.words import formats
from ddci_tracker.words.marking import N_
from ddci_tracker.words.recorded import DOUBTS

What = Annotated[
    str, Argument(metavar="WHAT", help=text(N_("The kind of the act, as act list has it")))
]
Key = Annotated[str, Argument(metavar="KEY", help=text(N_("What it is about, as act list has it")))]


def add_to(app: Typer) -> None:
    """Register the commands."""
    act = Typer(help=text(N_("Acts recorded under a clock that ran ahead")), no_args_is_help=True)
    act.command("list", help=text(N_("Those that somebody has to look at")))(list_acts)
    act.command("done-on", help=text(N_("Say on which day one was done")))(done_on)
    act.command("leave-out", help=text(N_("Say that one counts for nothing")))(leave_out)
    app.add_typer(act, name="act")


def list_acts(plan: PlanId, as_json: Json = False) -> None:
    here = prepared()
    found = service.acts_ahead(here.tracker, here.actor, plan, now=here.now)
    print_list(found, _document if as_json else None, _line, N_("There is none"))


def done_on(
    plan: PlanId,
    what: What,
    key: Key,
    on: Annotated[
        date,
        Option("--on", parser=inputs.day, metavar="DAY", help=text(N_("The day it was done on"))),
    ],
    revision: Revision = None,
) -> None:
    here = prepared()
    say_recorded(service.done_on(here.tracker, plan, what, key, here.act(on, revision)))


def leave_out(plan: PlanId, what: What, key: Key, revision: Revision = None) -> None:
    here = prepared()
    say_recorded(service.leave_out(here.tracker, plan, what, key, here.act(None, revision)))


def _document(act: ActAhead) -> dict[str, Any]:
    return {
        "what": act.what,
        "key": act.key,
        "revision": act.revision,
        "on": act.on.isoformat(),
        "by": act.by,
        "doubt": str(act.doubt),
    }


def _line(act: ActAhead) -> str:
    said = VIETNAMESE.text(DOUBTS[act.doubt])
    return f"{act.what} {act.key}  {formats.day(act.on, VIETNAMESE)}, {act.by}: {said}"
