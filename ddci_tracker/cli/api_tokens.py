"""Commands on tokens by which other systems read: ``token make|list|revoke``."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Typer

from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import prepared, print_list, say, show, text
from ddci_tracker.services import api_tokens
from ddci_tracker.services.api_tokens import KeptToken
from ddci_tracker.words.marking import N_

# Enough of a hash to tell tokens apart, short enough to copy.
_ID = 12


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
    known = [each.token_hash for each in api_tokens.list_tokens(here.tracker, here.actor)]
    meant = [each for each in known if each.startswith(token)]
    api_tokens.revoke_token(here.tracker, here.actor, meant[0] if len(meant) == 1 else token)
    say(N_("The token reads nothing any more"))


def _document(token: KeptToken) -> dict[str, Any]:
    used = token.last_used_at
    return {
        "id": token.token_hash[:_ID],
        "name": token.name,
        "agencies": None if token.agencies is None else list(token.agencies),
        "created_at": token.created_at.isoformat(),
        "created_by": token.created_by,
        "last_used_at": None if used is None else used.isoformat(),
    }


def _line(token: KeptToken) -> str:
    reads = text(N_("every agency")) if token.agencies is None else ", ".join(token.agencies)
    made = text(
        N_("made by {by} {moment}, last used {used}"),
        by=token.created_by,
        moment=token.created_at,
        used=token.last_used_at,
    )
    return f"{token.token_hash[:_ID]}  {token.name}  {reads}  {made}"
