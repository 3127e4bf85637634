"""Commands on tokens by which other systems read: ``token make|list|revoke``."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Typer

from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import prepared, print_list, say, show, text
from ddci_tracker.cli.given_out import document_of, line_of, meant_by
from ddci_tracker.services import api_tokens
from ddci_tracker.services.api_tokens import KeptToken
from ddci_tracker.words.marking import N_


def add_to(app: Typer) -> None:
    """Register the commands."""
    token = Typer(help=text(N_("Let other systems read, by tokens")), no_args_is_help=True)
    token.command("make", help=text(N_("Make a token that reads every agency")))(make)
    token.command("list", help=text(N_("The tokens that read something")))(list_tokens)
    token.command("revoke", help=text(N_("Let a token read nothing any more")))(revoke)
    app.add_typer(token, name="token")


def make(
    name: Annotated[str, Argument(metavar="NAME", help=text(N_("Which system reads by it")))],
) -> None:
    here = prepared()
    token = api_tokens.make_token(here.tracker, here.actor, name, now=here.now)
    say(N_("Send it as Authorization: Bearer; it is shown this once"))
    show(token)


def list_tokens(as_json: Json = False) -> None:
    here = prepared()
    found = api_tokens.list_tokens(here.tracker, here.actor)
    print_list(found, _document if as_json else None, _line, N_("No token was given out."))


def revoke(
    token: Annotated[
        str, Argument(metavar="ID", help=text(N_("The id of a token, as the list shows it")))
    ],
) -> None:
    here = prepared()
    known = api_tokens.list_tokens(here.tracker, here.actor)
    api_tokens.revoke_token(here.tracker, here.actor, meant_by(token, known))
    say(N_("The token reads nothing any more"))


def _document(token: KeptToken) -> dict[str, Any]:
    agencies = None if token.agencies is None else list(token.agencies)
    return document_of(token, {"name": token.name, "agencies": agencies})


def _line(token: KeptToken) -> str:
    reads = text(N_("every agency")) if token.agencies is None else ", ".join(token.agencies)
    return line_of(token, token.name, reads)
