"""Signed-in browsers and failed attempts to sign in, as they are kept.

A session is kept under the SHA-256 of its token, so that whoever reads the database can use none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ddci_tracker.store.accounts import ACCOUNT, COLUMNS, KeptAccount
from ddci_tracker.store.second_factors import SECOND_FACTOR
from ddci_tracker.store.tables import METADATA

_LOGIN = METADATA.tables["login_session"]
_FAILURES = METADATA.tables["sign_in_failures"]
_CONFIRMED = SECOND_FACTOR.c.confirmed_at
# Both tables have a created_at.
_OF_A_LOGIN = (
    "token_hash",
    "created_at",
    "last_seen_at",
    "expires_at",
    "address",
    "browser",
    "proven",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLogin:
    """A session with its account. Moments are UTC.

    ``proven``: the second factor was shown; ``has_second_factor``: the account is asked for one.
    """

    token_hash: str
    account: KeptAccount
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    address: str | None
    browser: str | None
    proven: bool
    has_second_factor: bool


def begin_login(
    session: Session,
    token_hash: str,
    account_id: int,
    *,
    now: datetime,
    expires_at: datetime,
    address: str | None = None,
    browser: str | None = None,
    proven: bool = False,
) -> None:
    """Keep a new session of an account, and from where and with what it was begun."""
    row = {
        "token_hash": token_hash,
        "account_id": account_id,
        "created_at": now,
        "last_seen_at": now,
        "expires_at": expires_at,
        "address": address,
        "browser": browser,
        "proven": proven,
    }
    session.connection().execute(insert(_LOGIN), row)


def login_of(session: Session, token_hash: str) -> KeptLogin | None:
    """The session of a token, with its account: one look by the primary key."""
    found = _logins(session, _LOGIN.c.token_hash == token_hash)
    return found[0] if found else None


def logins_of(session: Session, account_id: int) -> tuple[KeptLogin, ...]:
    """Every session of an account, the one that was used last first."""
    return _logins(session, _LOGIN.c.account_id == account_id)


def _logins(session: Session, which: ColumnElement[bool]) -> tuple[KeptLogin, ...]:
    found = (
        select(
            *(_LOGIN.c[name].label(f"login_{name}") for name in _OF_A_LOGIN),
            _CONFIRMED.is_not(None).label("has_second_factor"),
            *COLUMNS,
        )
        .join(ACCOUNT, ACCOUNT.c.id == _LOGIN.c.account_id)
        .outerjoin(SECOND_FACTOR, SECOND_FACTOR.c.account_id == _LOGIN.c.account_id)
        .where(which)
        .order_by(_LOGIN.c.last_seen_at.desc(), _LOGIN.c.token_hash)
    )
    return tuple(
        KeptLogin(
            account=KeptAccount(**{column.name: row[column.name] for column in COLUMNS}),
            has_second_factor=row["has_second_factor"],
            **{name: row[f"login_{name}"] for name in _OF_A_LOGIN},
        )
        for row in session.connection().execute(found).mappings()
    )


def mark_seen(session: Session, token_hash: str, now: datetime) -> None:
    """Note that a session was used."""
    seen = update(_LOGIN).where(_LOGIN.c.token_hash == token_hash)
    session.connection().execute(seen.values(last_seen_at=now))


def mark_proven(session: Session, token_hash: str) -> None:
    """Note that whoever is in a session has shown the second factor."""
    proven = update(_LOGIN).where(_LOGIN.c.token_hash == token_hash)
    session.connection().execute(proven.values(proven=True))


def end_login(session: Session, token_hash: str) -> None:
    """Remove a session, if it is there."""
    session.connection().execute(delete(_LOGIN).where(_LOGIN.c.token_hash == token_hash))


def end_logins_of(session: Session, account_id: int) -> None:
    """Remove every session of an account."""
    session.connection().execute(delete(_LOGIN).where(_LOGIN.c.account_id == account_id))


def clear_ended_logins(session: Session, now: datetime) -> None:
    """Remove the sessions that have expired."""
    ended = select(_LOGIN.c.token_hash).where(_LOGIN.c.expires_at <= now)
    # Two who clear at once never wait for each other.
    ended = ended.with_for_update(skip_locked=True)
    session.connection().execute(delete(_LOGIN).where(_LOGIN.c.token_hash.in_(ended)))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFailures:
    """How many attempts failed under a key, and when the last one was made (UTC)."""

    key: str
    count: int
    last_at: datetime


def lock_failures(session: Session, keys: Iterable[str], now: datetime) -> dict[str, KeptFailures]:
    """The failures under keys; others who would count under them wait for this transaction."""
    keys = sorted(keys)  # Always in the same order, so that two never wait for each other.
    connection = session.connection()
    for key in keys:
        of_key = select(_FAILURES.c.key).where(_FAILURES.c.key == key).with_for_update()
        if connection.execute(of_key).first() is not None:
            continue
        try:
            with session.begin_nested():
                # Asked for anew: a connection that was had before is in no savepoint.
                row = {"key": key, "count": 0, "since": now}
                session.connection().execute(insert(_FAILURES), row)
        except IntegrityError:
            connection.execute(of_key)
    rows = connection.execute(select(_FAILURES).where(_FAILURES.c.key.in_(keys)))
    return {
        row["key"]: KeptFailures(key=row["key"], count=row["count"], last_at=row["since"])
        for row in rows.mappings()
    }


def keep_failures(session: Session, failures: KeptFailures) -> None:
    """Keep how often it failed under a key that this transaction has locked."""
    of_key = update(_FAILURES).where(_FAILURES.c.key == failures.key)
    session.connection().execute(of_key.values(count=failures.count, since=failures.last_at))


def forgive(session: Session, key: str, *, attempts: int | None = None) -> None:
    """Take attempts back, all of them unless told how many."""
    of_key = _FAILURES.c.key == key
    if attempts is None:
        session.connection().execute(delete(_FAILURES).where(of_key))
        return
    enough = update(_FAILURES).where(of_key, _FAILURES.c.count >= attempts)
    session.connection().execute(enough.values(count=_FAILURES.c.count - attempts))


def clear_old_failures(session: Session, before: datetime) -> None:
    """Remove the failures whose last attempt was made before a moment."""
    old = select(_FAILURES.c.key).where(_FAILURES.c.since < before)
    old = old.with_for_update(skip_locked=True)
    session.connection().execute(delete(_FAILURES).where(_FAILURES.c.key.in_(old)))
