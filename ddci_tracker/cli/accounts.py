"""Commands on accounts: ``user add``, ``list``, ``disable``, ``enable``, ``passwd``, ``role``,
``leave``, ``kept``, ``reset-second-factor``, ``sessions``, ``sign-out``, ``log``.

Whoever may run them sits at the computer of the tracker, so they need no account themselves.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option, Typer

from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import (
    VIETNAMESE,
    Context,
    prepared,
    print_json,
    print_list,
    say,
    show,
    text,
)
from ddci_tracker.services import (
    accounts,
    browsers,
    kept_of_people,
    own_sessions,
    second_factor,
    security_log,
)
from ddci_tracker.services.accounts import ROLES, AccountPlace, AccountView
from ddci_tracker.services.own_sessions import OpenSession
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.roles import ROLE_NAMES
from ddci_tracker.services.security_files import event_called, security_file
from ddci_tracker.services.security_log import KeptEvent
from ddci_tracker.words import formats
from ddci_tracker.words.marking import N_


def _role(typed: str) -> Role:
    if typed.strip() not in ROLES:
        raise Refused(
            N_("{typed} is not one of: {words}"),
            typed=typed,
            words=tuple(str(role) for role in ROLES),
        )
    return Role(typed.strip())


Name = Annotated[str, Argument(metavar="NAME", help=text(N_("The name of an account")))]
RoleOption = Annotated[Role, Option("--role", parser=_role, metavar="ROLE", help=" | ".join(ROLES))]
Agencies = Annotated[
    list[str] | None,
    Option(
        "--agency",
        metavar="AGENCY",
        help=text(N_("An agency, as often as there are (administrator, province: every one)")),
    ),
]
Unit = Annotated[
    str | None, Option("--unit", metavar="UNIT", help=text(N_("The unit of the agency")))
]
PasswordStdin = Annotated[
    bool,
    Option("--password-stdin", help=text(N_("Read the password from standard input"))),
]


def add_to(app: Typer) -> None:
    """Register the commands."""
    user = Typer(help=text(N_("Accounts of those who sign in")), no_args_is_help=True)
    user.command("add", help=text(N_("Make an account; the first one switches sign-in on")))(add)
    user.command("list", help=text(N_("Who may sign in, as what")))(list_users)
    user.command("disable", help=text(N_("Let nobody in under an account any more")))(disable)
    user.command(
        "leave", help=text(N_("Disable an account whose owner left; a post stands for the name"))
    )(leave)
    user.command("kept", help=text(N_("All that is kept of a person")))(kept)
    user.command("log", help=text(N_("What happened to accounts, sign-ins, addresses and copies")))(
        log
    )
    user.command("enable", help=text(N_("Let a disabled account in again")))(enable)
    user.command("passwd", help=text(N_("Give an account a temporary password")))(passwd)
    user.command("reset-second-factor", help=text(N_("Take the second factor of an account away")))(
        reset_second_factor
    )
    user.command("role", help=text(N_("Give an account another role")))(change_role)
    user.command("sessions", help=text(N_("Where an account is signed in")))(list_sessions)
    user.command("sign-out", help=text(N_("End every session of an account")))(sign_out)
    app.add_typer(user, name="user")


def add(
    name: Name,
    role: RoleOption,
    agency: Agencies = None,
    unit: Unit = None,
    full_name: Annotated[
        str, Option("--full-name", metavar="TEXT", help=text(N_("What the person is called")))
    ] = "",
    password_stdin: PasswordStdin = False,
) -> None:
    here = prepared()
    is_first = not accounts.list_accounts(here.tracker, here.actor)
    added = accounts.add_account(
        here.tracker,
        here.actor,
        name=name,
        place=AccountPlace(role=role, agencies=tuple(agency) if agency else None, unit=unit),
        full_name=full_name,
        password=_typed_password() if password_stdin else None,
        now=here.now,
    )
    say(N_("Made account {name}"), name=added.account.name)
    if is_first:
        say(N_("From now on whoever opens the board signs in"))
    _show_password(added.made_password)


def list_users(as_json: Json = False) -> None:
    here = prepared()
    found = accounts.list_accounts(here.tracker, here.actor)
    with_one = accounts.who_has_second_factor(here.tracker, here.actor)
    none = N_("There is no account; the board serves this computer only")
    document = partial(_document, second_factors=with_one) if as_json else None
    print_list(found, document, partial(_line, second_factors=with_one), none)


def disable(name: Name) -> None:
    here = prepared()
    account = accounts.disable_account(here.tracker, here.actor, name)
    say(N_("{name} is let in no more"), name=account.name)


def leave(
    name: Name,
    post: Annotated[
        str, Option("--post", metavar="TEXT", help=text(N_("The post that stands for the name")))
    ],
) -> None:
    here = prepared()
    account = accounts.leave(here.tracker, here.actor, name, post)
    say(N_("{name} is let in no more; {post} stands for the name"), name=account.name, post=post)


def kept(name: Name, as_json: Json = False) -> None:
    here = prepared()
    found = kept_of_people.kept_of(here.tracker, here.actor, name, now=here.now)
    if as_json:
        print_json(found)
        return
    for table, rows in found.items():
        show(f"{table}  {len(rows)}")
    say(N_("These are the tables with what is kept, and how many rows; --json prints them"))


def log(
    out: Annotated[
        Path | None,
        Option("--out", metavar="FILE.xlsx", help=text(N_("Write all of it as an Excel file"))),
    ] = None,
    as_json: Json = False,
) -> None:
    here = prepared()
    if out is None:
        events = security_log.read_log(
            here.tracker, here.actor, most=None if as_json else security_log.SHOWN
        )
        print_list(
            events,
            _event_document if as_json else None,
            _event_line,
            N_("Nothing has happened yet."),
        )
        return
    everything = security_log.read_log(here.tracker, here.actor, most=None)
    out.write_bytes(security_file(everything, made=here.now, words=VIETNAMESE))
    security_log.note_taken(here.tracker, here.actor.name, out.name)
    say(N_("Wrote {path}"), path=str(out))


def _event_document(event: KeptEvent) -> dict[str, Any]:
    return {**asdict(event), "at": event.at.isoformat()}


def _event_line(event: KeptEvent) -> str:
    told = (event.account, event.by, event.address, event.detail)
    happened = formats.moment(event.at, VIETNAMESE), event_called(event, VIETNAMESE)
    return "  ".join((*happened, *(each or "–" for each in told)))


def enable(name: Name) -> None:
    here = prepared()
    account = accounts.enable_account(here.tracker, here.actor, name)
    say(N_("{name} is let in again"), name=account.name)


def passwd(name: Name, password_stdin: PasswordStdin = False) -> None:
    here = prepared()
    password = _typed_password() if password_stdin else None
    made = accounts.set_password(here.tracker, here.actor, name, password)
    say(N_("The password of {name} is changed; whoever was signed in is signed out"), name=name)
    _show_password(made)


def reset_second_factor(name: Name) -> None:
    here = prepared()
    if second_factor.reset(here.tracker, here.actor, name):
        done = N_("The second factor of {name} is reset; whoever was signed in is signed out")
        say(done, name=name)
    else:
        say(second_factor.NONE_SET_UP)


def list_sessions(name: Name, as_json: Json = False) -> None:
    here = prepared()
    found = own_sessions.sessions_of(here.tracker, here.actor, name, now=here.now)
    none = N_("Nobody is signed in under this account")
    print_list(found, _session_document if as_json else None, _session_line, none)


def sign_out(name: Name) -> None:
    here = prepared()
    ended = own_sessions.end_sessions_of(here.tracker, here.actor, name, now=here.now)
    say(N_("Ended {count} sessions of {name}"), count=ended, name=name)


def change_role(name: Name, role: RoleOption, agency: Agencies = None, unit: Unit = None) -> None:
    here = prepared()
    place = AccountPlace(role=role, agencies=tuple(agency) if agency else None, unit=unit)
    if agency is None and role is not Role.ADMINISTRATOR:
        place = _where_it_stood(here, name, place)
    account = accounts.change_account(here.tracker, here.actor, name, place)
    show(_line(account))


def _where_it_stood(here: Context, name: str, place: AccountPlace) -> AccountPlace:
    """Nobody is moved who is only given another role: the agencies stay, and so does the unit."""
    account = accounts.find_account(here.tracker, here.actor, name)
    return AccountPlace(role=place.role, agencies=account.agencies, unit=place.unit or account.unit)


def _typed_password() -> str:
    """The first line of standard input, without its end and the mark that Windows puts first."""
    try:
        return sys.stdin.readline().removeprefix("\ufeff").rstrip("\r\n")
    except UnicodeDecodeError:
        raise Refused(N_("Standard input is not UTF-8 text"), field="password_stdin") from None


def _show_password(made: str | None) -> None:
    if made is not None:
        say(N_("The temporary password is shown this once"))
        show(made)
    say(N_("Another one must be chosen at first use"))


def _document(account: AccountView, *, second_factors: frozenset[str]) -> dict[str, Any]:
    return {
        "name": account.name,
        "full_name": account.full_name,
        "role": str(account.role),
        "agencies": None if account.agencies is None else list(account.agencies),
        "unit": account.unit,
        "active": account.active,
        "left_as": account.left_as,
        "must_change_password": account.must_change_password,
        "second_factor": account.name in second_factors,
        "created_at": account.created_at.isoformat(),
    }


def _session_document(each: OpenSession) -> dict[str, Any]:
    return {
        "begun_at": each.begun_at.isoformat(),
        "last_used_at": each.last_used_at.isoformat(),
        "address": each.address,
        "browser": browsers.name_of(each.browser, VIETNAMESE),
    }


def _session_line(each: OpenSession) -> str:
    begun = formats.moment(each.begun_at, VIETNAMESE)
    return "  ".join([begun, each.address or "–", browsers.name_of(each.browser, VIETNAMESE)])


def _line(account: AccountView, *, second_factors: frozenset[str] = frozenset()) -> str:
    every = text(N_("every agency"))
    where = every if account.agencies is None else ", ".join(account.agencies)
    parts = [account.name, account.full_name, text(ROLE_NAMES[account.role]), where]
    if account.unit:
        parts.append(account.unit)
    if not account.active:
        parts.append(text(N_("disabled")))
    if account.must_change_password:
        parts.append(text(N_("has a temporary password")))
    if account.name in second_factors:
        parts.append(text(N_("second factor")))
    parts.append(formats.moment(account.created_at, VIETNAMESE))
    return "  ".join(parts)
