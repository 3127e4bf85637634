"""Addresses with a secret in them, as they are kept: by the SHA-256 of the secret."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from ddci_tracker.store.tables import METADATA

_LINK = METADATA.tables["secret_link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLink:
    """A link. ``purpose`` is a word of the services, moments are UTC."""

    token_hash: str
    purpose: str
    account_id: int | None
    agency: str | None
    unit: str | None
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    last_used_at: datetime | None


_COLUMNS = [_LINK.c[field.name] for field in fields(KeptLink)]


def keep_link(session: Session, link: KeptLink) -> None:
    """Keep a new link."""
    row = {field.name: getattr(link, field.name) for field in fields(KeptLink)}
    session.connection().execute(insert(_LINK), row)


def link_of(session: Session, token_hash: str) -> KeptLink | None:
    """The link of a token."""
    of_token = select(*_COLUMNS).where(_LINK.c.token_hash == token_hash)
    row = session.connection().execute(of_token).mappings().first()
    return None if row is None else KeptLink(**row)


def links_of_agencies(session: Session) -> tuple[KeptLink, ...]:
    """The links that belong to an agency, the newest first."""
    of_agencies = select(*_COLUMNS).where(_LINK.c.agency.is_not(None))
    newest_first = of_agencies.order_by(_LINK.c.created_at.desc(), _LINK.c.token_hash)
    rows = session.connection().execute(newest_first)
    return tuple(KeptLink(**row) for row in rows.mappings())


def mark_used(session: Session, token_hash: str, now: datetime) -> None:
    """Note that a link was opened."""
    used = update(_LINK).where(_LINK.c.token_hash == token_hash)
    session.connection().execute(used.values(last_used_at=now))


def remove_link(session: Session, token_hash: str) -> None:
    """Remove a link, if it is there."""
    session.connection().execute(delete(_LINK).where(_LINK.c.token_hash == token_hash))


def remove_links_for(session: Session, purpose: str) -> None:
    """Remove every link of a purpose."""
    session.connection().execute(delete(_LINK).where(_LINK.c.purpose == purpose))


def clear_ended_links(session: Session, now: datetime) -> None:
    """Remove the links that have expired."""
    session.connection().execute(delete(_LINK).where(_LINK.c.expires_at <= now))
