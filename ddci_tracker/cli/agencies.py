"""Commands on agencies over time: ``agency succeed``, ``agency list``, ``agency undo``."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Typer

from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import VIETNAMESE, prepared, print_json, say, show, text
from ddci_tracker.cli.units import Agency, Basis, DecidedOn, InForceOn, Preview
from ddci_tracker.services import agencies as service
from ddci_tracker.services.agencies import Succession
from ddci_tracker.words import formats
from ddci_tracker.words.marking import N_

Predecessor = Annotated[
    str, Argument(metavar="PREDECESSOR", help=text(N_("The agency whose place it took")))
]


def add_to(app: Typer) -> None:
    """Register the commands."""
    agency = Typer(help=text(N_("Agencies that took the place of others")), no_args_is_help=True)
    agency.command("succeed", help=text(N_("Record that an agency took the place of another")))(
        succeed
    )
    agency.command("list", help=text(N_("Whose place an agency took")))(list_all)
    agency.command("undo", help=text(N_("Take that back")))(undo)
    app.add_typer(agency, name="agency")


def succeed(
    agency: Agency,
    predecessor: Predecessor,
    decided_on: DecidedOn,
    in_force_on: InForceOn,
    basis: Basis,
    preview: Preview = False,
    as_json: Json = False,
) -> None:
    here = prepared()
    found = service.succeed(
        here.tracker,
        agency,
        predecessor,
        decided_on=decided_on,
        in_force_on=in_force_on,
        basis=basis,
        act=here.act(),
        preview=preview,
    )
    if as_json:
        results = {index: list(years) for index, years in found.results}
        print_json({**_document(found.succession), "recorded": not preview, "results": results})
        return
    if preview:
        say(N_("Nothing was recorded; this would follow:"))
    show(
        text(
            N_("Results of {name} that stand beside as its own: {results}"),
            name=found.succession.name,
            results=tuple(
                f"{index} {', '.join(map(str, years))}" for index, years in found.results
            ),
        )
    )


def list_all(agency: Agency, as_json: Json = False) -> None:
    here = prepared()
    found = service.predecessors(here.tracker, here.actor, agency)
    if as_json:
        print_json([_document(each) for each in found])
        return
    for each in found:
        day = formats.day(each.in_force_on, VIETNAMESE)
        show(f"{each.predecessor:<12} {each.name}, {day} ({each.basis})")


def undo(agency: Agency, predecessor: Predecessor) -> None:
    here = prepared()
    service.take_back(here.tracker, agency, predecessor, here.act())
    say(N_("{agency} stands alone again"), agency=agency)


def _document(each: Succession) -> dict[str, Any]:
    return {
        "predecessor": each.predecessor,
        "name": each.name,
        "decided_on": each.decided_on.isoformat(),
        "in_force_on": each.in_force_on.isoformat(),
        "basis": each.basis,
    }
