"""Accounts: who may sign in, as what. Signing in itself is in ``sessions``.

A password that somebody else has set is temporary: its owner chooses another one at first use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from ddci_tracker.domain.plan import Plan
from ddci_tracker.services import passwords, security_log
from ddci_tracker.services.account_rules import (
    ROLES,
    AccountPlace,
    AccountView,
    good_full_name,
    good_name,
    good_place,
    good_post,
    is_name,
    kept_name,
    known_agencies,
    refuse_weak_password,
    staff_units,
)
from ddci_tracker.services.acts import refuse_unseen
from ddci_tracker.services.boards import list_plans, read_content
from ddci_tracker.services.left_units import StrandedAccount, stranded_accounts
from ddci_tracker.services.permissions import Action, Actor, Role, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.unused_accounts import UnusedAccount, soon_switched_off
from ddci_tracker.store import accounts, logins, second_factors
from ddci_tracker.store.accounts import KeptAccount
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.words.marking import N_

__all__ = [
    "ROLES",
    "AccountBook",
    "AccountPlace",
    "AccountView",
    "Added",
    "Workplace",
    "account_book",
    "add_account",
    "change_account",
    "disable_account",
    "enable_account",
    "find_account",
    "full_names",
    "list_accounts",
    "set_password",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A new account, and the password that was made for it where none was given.

    The password is kept nowhere: it is shown once, or lost.
    """

    account: AccountView
    made_password: str | None


def list_accounts(tracker: Tracker, actor: Actor) -> tuple[AccountView, ...]:
    """Every account, by name; ``Forbidden``."""
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    with reading(tracker.engine) as session:
        return tuple(AccountView.of(each) for each in accounts.accounts(session))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """An agency with a plan here: its name, and the units that its staff may belong to, by code."""

    name: str
    units: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountBook:
    """Every account, by name, and the agencies that one more may belong to, by code.

    ``stranded`` are those whose unit has left, ``second_factors`` the names of those that are
    asked for one, ``unused`` those that are soon switched off.
    """

    accounts: tuple[AccountView, ...]
    stranded: tuple[StrandedAccount, ...]
    workplaces: Mapping[str, Workplace]
    second_factors: frozenset[str]
    unused: tuple[UnusedAccount, ...]


def account_book(tracker: Tracker, actor: Actor, *, now: datetime) -> AccountBook:
    """Every account with what may be chosen for one; ``Forbidden``."""
    kept = list_accounts(tracker, actor)
    plans: dict[str, list[Plan]] = {}
    for entry in list_plans(tracker, actor):
        plan = read_content(tracker, actor, entry.id, now=now)
        plans.setdefault(entry.agency, []).append(plan)
    # Of several plans of an agency the newest comes first, and says what things are called.
    workplaces = {
        code: Workplace(name=f"{of[0].agency.name}, {of[0].agency.province}", units=staff_units(of))
        for code, of in plans.items()
    }
    return AccountBook(
        accounts=kept,
        stranded=stranded_accounts(tracker, actor, now=now),
        workplaces=workplaces,
        second_factors=who_has_second_factor(tracker, actor),
        unused=soon_switched_off(tracker, actor, now=now),
    )


def who_has_second_factor(tracker: Tracker, actor: Actor) -> frozenset[str]:
    """The names of the accounts that are asked for a second factor; ``Forbidden``."""
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    with reading(tracker.engine) as session:
        return frozenset(second_factors.confirmed(session))


def find_account(tracker: Tracker, actor: Actor, name: str) -> AccountView:
    """The account with a name as it is typed; ``Refused`` for an unknown one, ``Forbidden``."""
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    with reading(tracker.engine) as session:
        return AccountView.of(_named(session, name))


def full_names(tracker: Tracker, actor: Actor) -> Mapping[str, str]:
    """What the people are called who record something, by account name; who left is a post.

    Those of the agencies that the actor may read, and those who act for every agency.
    """
    with reading(tracker.engine) as session:
        kept = accounts.accounts(session)
        agencies = set(known_agencies(session))
    agencies.update(agency for each in kept for agency in each.agencies or ())
    readable = {each for each in agencies if actor.may(Action.READ_PLAN, agency=each)}
    return {
        each.name: each.left_as or each.full_name
        for each in kept
        if readable & (agencies if each.agencies is None else set(each.agencies))
    }


def add_account(
    tracker: Tracker,
    actor: Actor,
    *,
    name: str,
    place: AccountPlace,
    now: datetime,
    full_name: str = "",
    password: str | None = None,
) -> Added:
    """Make an account; without a password one is made for it.

    The first account of all must be an administrator's: from then on nobody gets in without one.
    ``Refused`` for bad input or a name that is taken, ``Forbidden``.
    """
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    name = good_name(name)
    full_name = good_full_name(full_name, name)
    if place.role is Role.DISPLAY and password is None:
        raise Refused(
            N_("A meeting-room screen needs no password: make a link for it"), field="role"
        )
    made = passwords.temporary() if password is None else None
    password_hash = _hash_of_good(tracker, password or made or "", name, full_name)
    with writing(tracker.engine) as session:
        accounts.hold_accounts(session)
        if place.role is not Role.ADMINISTRATOR and not accounts.accounts(session):
            raise Refused(
                N_("The first account must be an administrator's; make that one first"),
                field="role",
            )
        kept = keep_account(
            session,
            name=name,
            full_name=full_name,
            place=good_place(session, place),
            password_hash=password_hash,
            must_change_password=True,
            now=now,
            by=actor.name,
        )
        security_log.note(
            session, Event.ACCOUNT_ADDED, name, by=actor.name, detail=str(place.role), at=now
        )
    return Added(account=AccountView.of(kept), made_password=made)


def keep_account(
    session: Session,
    *,
    name: str,
    full_name: str,
    place: AccountPlace,
    password_hash: str | None,
    must_change_password: bool,
    now: datetime,
    by: str,
) -> KeptAccount:
    """Keep a new account whose parts have been found good; ``Refused`` for a name that is taken.

    Whoever calls holds the accounts.
    """
    if accounts.account_named(session, name) is not None:
        raise Refused(N_("There is an account {name} already"), field="name", name=name)
    return accounts.add_account(
        session,
        {
            "name": name,
            "full_name": full_name,
            "password_hash": password_hash,
            "must_change_password": must_change_password,
            "role": str(place.role),
            "agencies": place.agencies,
            "unit": place.unit,
            "active": True,
            "created_at": now,
            "created_by": by,
            "password_set_at": now,
        },
    )


def change_account(
    tracker: Tracker,
    actor: Actor,
    name: str,
    place: AccountPlace,
    *,
    full_name: str | None = None,
    seen: int | None = None,
) -> AccountView:
    """Give an account another role, other agencies or another unit; it counts at once.

    ``full_name`` None leaves the full name; ``seen`` is the mark of the account as it was seen.
    ``Refused`` for bad input, an unknown account, the last active administrator, or where somebody
    else came first; ``Forbidden``.
    """
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    with writing(tracker.engine) as session:
        account = _held(session, name)
        refuse_unseen(AccountView.of(account).mark, seen)
        if (account.role == Role.DISPLAY) != (place.role is Role.DISPLAY):
            raise Refused(
                N_("A meeting-room screen stays one, and nobody becomes one"), field="role"
            )
        if place.role is not Role.ADMINISTRATOR:
            _refuse_last_administrator(session, account, "role")
        good = good_place(session, place)
        called = account.full_name
        if full_name is not None:
            called = good_full_name(full_name, account.name)
        accounts.change_account(
            session,
            account.id,
            role=str(good.role),
            agencies=good.agencies,
            unit=good.unit,
            full_name=called,
        )
        if (str(good.role), good.agencies, good.unit) != (
            account.role,
            account.agencies,
            account.unit,
        ):
            detail = f"{account.role} → {good.role}"
            security_log.note(
                session, Event.ACCOUNT_CHANGED, account.name, by=actor.name, detail=detail
            )
        return _view_of(session, account.id)


def disable_account(tracker: Tracker, actor: Actor, name: str) -> AccountView:
    """Let nobody in under an account any more, and cut off whoever is.

    ``Refused`` for an unknown account or the last active administrator; ``Forbidden``.
    """
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    with writing(tracker.engine) as session:
        account = _held(session, name)
        _refuse_last_administrator(session, account, "name")
        accounts.change_account(session, account.id, active=False)
        security_log.note(session, Event.ACCOUNT_DISABLED, account.name, by=actor.name)
        logins.end_logins_of(session, account.id)
        return _view_of(session, account.id)


def leave(tracker: Tracker, actor: Actor, name: str, post: str) -> AccountView:
    """Somebody has left the agency: like ``disable_account``, and what is shown and made from now
    on names the post instead of the person, until the account is enabled again.

    ``Refused`` as well for a post that is empty or too long.
    """
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    stands = good_post(post)
    with writing(tracker.engine) as session:
        account = _held(session, name)
        _refuse_last_administrator(session, account, "name")
        accounts.change_account(session, account.id, active=False, left_as=stands)
        security_log.note(session, Event.ACCOUNT_LEFT, account.name, by=actor.name, detail=stands)
        logins.end_logins_of(session, account.id)
        return _view_of(session, account.id)


def enable_account(tracker: Tracker, actor: Actor, name: str) -> AccountView:
    """Let a disabled account in again; ``Refused`` for an unknown one, ``Forbidden``."""
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    with writing(tracker.engine) as session:
        account = _held(session, name)
        # Nobody has used it: without a new beginning it would soon be switched off again.
        accounts.change_account(
            session,
            account.id,
            active=True,
            last_used_at=datetime.now(UTC),
            unused_told_at=None,
            left_as=None,
        )
        security_log.note(session, Event.ACCOUNT_ENABLED, account.name, by=actor.name)
        return _view_of(session, account.id)


def set_password(
    tracker: Tracker, actor: Actor, name: str, password: str | None = None
) -> str | None:
    """Give somebody a temporary password, and end their sessions.

    Returns the one that was made where none was given. ``Refused``, ``Forbidden``.
    """
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    made = passwords.temporary() if password is None else None
    account = find_account(tracker, actor, name)
    password_hash = _hash_of_good(tracker, password or made or "", account.name, account.full_name)
    with writing(tracker.engine) as session:
        held = _held(session, name)
        accounts.change_account(
            session,
            held.id,
            password_hash=password_hash,
            must_change_password=True,
            password_set_at=datetime.now(UTC),
        )
        security_log.note(session, Event.PASSWORD_RESET, held.name, by=actor.name)
        logins.end_logins_of(session, held.id)
    return made


def _hash_of_good(tracker: Tracker, password: str, name: str, full_name: str) -> str:
    """What is kept of a password; ``Refused`` for a weak one.

    Before the database is written: hashing takes long, and nobody should wait for it.
    """
    with reading(tracker.engine) as session:
        refuse_weak_password(session, password, name, full_name)
    return passwords.hashed(password)


def _held(session: Session, name: str) -> KeptAccount:
    """An account to change; nobody else changes one until this transaction ends."""
    accounts.hold_accounts(session)
    return _named(session, name)


def _named(session: Session, typed: str) -> KeptAccount:
    name = kept_name(typed)
    account = accounts.account_named(session, name) if is_name(name) else None
    if account is None:
        raise Refused(N_("There is no account {name}"), field="name", name=typed)
    return account


def _refuse_last_administrator(session: Session, account: KeptAccount, field: str) -> None:
    """Pass while an active administrator remains without this account."""
    administrators = [
        each.id
        for each in accounts.accounts(session)
        if each.active and each.role == Role.ADMINISTRATOR
    ]
    if administrators == [account.id]:
        raise Refused(
            N_("{name} is the last active administrator; make another one first"),
            field=field,
            name=account.name,
        )


def _view_of(session: Session, account_id: int) -> AccountView:
    kept = accounts.account_of(session, account_id)
    if kept is None:
        raise LookupError(account_id)
    return AccountView.of(kept)
