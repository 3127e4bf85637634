"""Commands on addresses with a secret in them: ``link display|calendar|list|revoke``."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Option, Typer

from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import prepared, print_list, say, show, text
from ddci_tracker.cli.given_out import document_of, line_of, meant_by
from ddci_tracker.services import links
from ddci_tracker.services.links import LinkView, Purpose
from ddci_tracker.words.marking import N_

_NAMES = {
    Purpose.DISPLAY: N_("meeting-room screen"),
    Purpose.CALENDAR: N_("calendar of due days"),
}

Agency = Annotated[str, Argument(metavar="AGENCY", help=text(N_("The code of an agency")))]


def add_to(app: Typer) -> None:
    """Register the commands."""
    link = Typer(
        help=text(N_("Addresses that let in whoever has them")),
        no_args_is_help=True,
    )
    link.command("display", help=text(N_("Make a link for a meeting-room screen")))(display)
    link.command("calendar", help=text(N_("Make a link to a calendar of due days")))(calendar)
    link.command("list", help=text(N_("The links that open something")))(list_links)
    link.command("revoke", help=text(N_("Let a link open nothing any more")))(revoke)
    app.add_typer(link, name="link")


def display(
    agency: Agency,
    place: Annotated[str, Argument(metavar="PLACE", help=text(N_("Where the screen hangs")))],
) -> None:
    here = prepared()
    token = links.make_display_link(here.tracker, here.actor, agency, place, now=here.now)
    _show(Purpose.DISPLAY, token)


def calendar(
    agency: Agency,
    unit: Annotated[
        str | None, Option(metavar="UNIT", help=text(N_("The due days of this unit only")))
    ] = None,
) -> None:
    here = prepared()
    token = links.make_calendar_link(here.tracker, here.actor, agency, unit, now=here.now)
    _show(Purpose.CALENDAR, token)


def list_links(as_json: Json = False) -> None:
    here = prepared()
    found = links.list_every_link(here.tracker, here.actor)
    none = N_("There is no link")
    print_list(found, _document if as_json else None, _line, none)


def revoke(
    link: Annotated[
        str, Argument(metavar="ID", help=text(N_("The id of a link, as the list shows it")))
    ],
) -> None:
    here = prepared()
    known = links.list_every_link(here.tracker, here.actor)
    links.revoke_link(here.tracker, here.actor, meant_by(link, known))
    say(N_("The link opens nothing any more"))


def _show(purpose: Purpose, token: str) -> None:
    say(N_("Put this behind the address of the board; it is shown this once"))
    show(links.path_of(purpose, token))


def _document(link: LinkView) -> dict[str, Any]:
    about = {
        "purpose": str(link.purpose),
        "agency": link.agency,
        "unit": link.unit,
        "place": link.place,
    }
    return document_of(link, about)


def _line(link: LinkView) -> str:
    what = text(_NAMES[link.purpose])
    where = ", ".join(each for each in (link.agency, link.unit, link.place) if each)
    return line_of(link, what, where)
