"""Tokens by which other systems read, as they are kept: by the SHA-256 of the secret."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from ddci_tracker.store.tables import METADATA

_TOKEN = METADATA.tables["api_token"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptToken:
    """A token without its secret. ``agencies`` None is every one; moments are UTC."""

    token_hash: str
    name: str
    agencies: tuple[str, ...] | None
    created_at: datetime
    created_by: str
    last_used_at: datetime | None


_COLUMNS = [_TOKEN.c[field.name] for field in fields(KeptToken)]


def keep_token(session: Session, token: KeptToken) -> None:
    """Keep a new token."""
    row = {field.name: getattr(token, field.name) for field in fields(KeptToken)}
    session.connection().execute(insert(_TOKEN), row)


def token_of(session: Session, token_hash: str) -> KeptToken | None:
    """The token of a hash."""
    of_hash = select(*_COLUMNS).where(_TOKEN.c.token_hash == token_hash)
    row = session.connection().execute(of_hash).mappings().first()
    return None if row is None else KeptToken(**row)


def tokens(session: Session) -> tuple[KeptToken, ...]:
    """Every token, the newest first."""
    newest_first = select(*_COLUMNS).order_by(_TOKEN.c.created_at.desc(), _TOKEN.c.token_hash)
    return tuple(KeptToken(**row) for row in session.connection().execute(newest_first).mappings())


def mark_used(session: Session, token_hash: str, now: datetime) -> None:
    """Note that a token was used."""
    used = update(_TOKEN).where(_TOKEN.c.token_hash == token_hash)
    session.connection().execute(used.values(last_used_at=now))


def remove_token(session: Session, token_hash: str) -> None:
    """Remove a token, if it is there."""
    session.connection().execute(delete(_TOKEN).where(_TOKEN.c.token_hash == token_hash))
