"""Accounts as they are kept: plain rows, without a history, so that none is kept of a secret.

Who may make or change one, and what makes a good one, the services decide.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, text, update
from sqlmodel import Session

from ddci_tracker.store.tables import METADATA

ACCOUNT = METADATA.tables["account"]
# Any number that no other lock of the tracker has.
_ACCOUNTS_LOCK = 7_041_902


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAccount:
    """An account with everything that is kept of it. ``role`` is a word of the services."""

    id: int
    name: str
    full_name: str
    password_hash: str | None
    must_change_password: bool
    role: str
    agencies: tuple[str, ...] | None
    unit: str | None
    active: bool
    created_at: datetime
    created_by: str
    password_set_at: datetime | None = None
    last_used_at: datetime | None = None
    unused_told_at: datetime | None = None
    left_as: str | None = None


COLUMNS = [ACCOUNT.c[field.name] for field in fields(KeptAccount)]


def hold_accounts(session: Session) -> None:
    """Make others who would make or change an account wait until this transaction ends.

    On SQLite a writing session has done so already.
    """
    if session.connection().dialect.name == "postgresql":
        session.connection().execute(
            text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ACCOUNTS_LOCK}
        )


def accounts(session: Session) -> tuple[KeptAccount, ...]:
    """Every account, by name."""
    return _found(session, ACCOUNT.c.id.is_not(None))


def account_named(session: Session, name: str) -> KeptAccount | None:
    """The account with a name in the form in which names are kept."""
    return next(iter(_found(session, ACCOUNT.c.name == name)), None)


def account_of(session: Session, account_id: int) -> KeptAccount | None:
    """The account with an id."""
    return next(iter(_found(session, ACCOUNT.c.id == account_id)), None)


def lock_account(session: Session, account_id: int) -> KeptAccount | None:
    """The account with an id; others who would change it wait until this transaction ends."""
    locked = select(*COLUMNS).where(ACCOUNT.c.id == account_id).with_for_update()
    row = session.connection().execute(locked).mappings().first()
    return None if row is None else KeptAccount(**row)


def add_account(session: Session, values: dict[str, Any]) -> KeptAccount:
    """Keep a new account: the fields of ``KeptAccount`` but its id."""
    added = session.connection().execute(insert(ACCOUNT).returning(*COLUMNS), values)
    return KeptAccount(**added.mappings().one())


def change_account(session: Session, account_id: int, **values: Any) -> None:
    """Change fields of an account."""
    session.connection().execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(**values))


def remove_account(session: Session, account_id: int) -> None:
    """Remove an account with its sessions and links."""
    session.connection().execute(delete(ACCOUNT).where(ACCOUNT.c.id == account_id))


def _found(session: Session, condition: ColumnElement[bool]) -> tuple[KeptAccount, ...]:
    rows = session.connection().execute(select(*COLUMNS).where(condition).order_by(ACCOUNT.c.name))
    return tuple(KeptAccount(**row) for row in rows.mappings())
