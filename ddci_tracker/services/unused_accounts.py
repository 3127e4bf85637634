"""Accounts that nobody uses are switched off, so that no forgotten one is a way in.

Nobody is switched off unannounced: the administrator is told two weeks before, and at least a week
goes by from then on, also where the clock ran ahead or the server stood still for months. The
administrator who signed in last is never switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ddci_tracker.services import security_log
from ddci_tracker.services.permissions import Action, Actor, Role, require
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import accounts, logins
from ddci_tracker.store.accounts import KeptAccount
from ddci_tracker.store.engine import Session, reading, writing

TOLD_BEFORE = timedelta(days=14)
TOLD_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusedAccount:
    """An account that will be switched off, and when at the earliest (UTC)."""

    name: str
    full_name: str
    ends_at: datetime


def soon_switched_off(
    tracker: Tracker, actor: Actor, *, now: datetime
) -> tuple[UnusedAccount, ...]:
    """The accounts that will be switched off within two weeks, the next first; ``Forbidden``."""
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    with reading(tracker.engine) as session:
        found = [
            UnusedAccount(
                name=each.name,
                full_name=each.full_name,
                ends_at=max(ends_at, _told_at(each, now) + TOLD_FOR),
            )
            for each, ends_at in _unused(tracker, session, now)
        ]
    return tuple(sorted(found, key=lambda each: (each.ends_at, each.name)))


def switch_off_unused(tracker: Tracker, *, now: datetime) -> tuple[str, ...]:
    """Note whom the administrator is told of, and switch off who was told of for long enough.

    Returns the names of the accounts that were switched off.
    """
    with reading(tracker.engine) as session:
        if not any(_is_due(*each, now) for each in _unused(tracker, session, now)):
            return ()
    off: list[str] = []
    with writing(tracker.engine) as session:
        accounts.hold_accounts(session)
        for account, ends_at in tuple(_unused(tracker, session, now)):
            if account.unused_told_at != _told_at(account, now):
                accounts.change_account(session, account.id, unused_told_at=now)
            elif _is_due(account, ends_at, now):
                accounts.change_account(session, account.id, active=False, unused_told_at=None)
                logins.end_logins_of(session, account.id)
                security_log.note(session, Event.ACCOUNT_UNUSED, account.name, at=now)
                off.append(account.name)
    return tuple(off)


def _is_due(account: KeptAccount, ends_at: datetime, now: datetime) -> bool:
    """Whether something is to be done: tell of an account, or switch it off."""
    told_at = _told_at(account, now)
    return account.unused_told_at != told_at or now >= max(ends_at, told_at + TOLD_FOR)


def _told_at(account: KeptAccount, now: datetime) -> datetime:
    """Since when the administrator is told; a moment to come is of a clock that ran ahead."""
    told_at = account.unused_told_at
    return now if told_at is None or told_at > now else told_at


def _unused(
    tracker: Tracker, session: Session, now: datetime
) -> Iterator[tuple[KeptAccount, datetime]]:
    """The accounts whose time ends within two weeks, each with when it does."""
    days = tracker.rules.unused_days
    if days is None:
        return
    active = [each for each in accounts.accounts(session) if each.active]
    administrators = [each for each in active if each.role == Role.ADMINISTRATOR]
    stays = max(administrators, key=_used_at, default=None)
    for account in active:
        ends_at = _used_at(account) + timedelta(days=days)
        if account.role != Role.DISPLAY and account != stays and now >= ends_at - TOLD_BEFORE:
            yield account, ends_at


def _used_at(account: KeptAccount) -> datetime:
    return account.last_used_at or account.created_at
