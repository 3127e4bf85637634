"""What happened to who may get in, as it is kept: plain rows that go after a time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from ddci_tracker.store.tables import METADATA

_EVENT = METADATA.tables["security_event"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEvent:
    """An event. ``what`` is a word of the services, ``at`` is UTC."""

    at: datetime
    what: str
    account: str | None
    by: str | None
    address: str | None
    detail: str | None


def keep_event(session: Session, event: KeptEvent) -> None:
    """Keep what happened."""
    session.connection().execute(insert(_EVENT), asdict(event))


def newest_events(session: Session, count: int | None) -> tuple[KeptEvent, ...]:
    """The newest events, the last one first; ``count`` None is every one."""
    columns = [column for column in _EVENT.columns if column.name != "id"]
    newest = select(*columns).order_by(_EVENT.c.at.desc(), _EVENT.c.id.desc()).limit(count)
    return tuple(KeptEvent(**row) for row in session.connection().execute(newest).mappings())


def newest_like(
    session: Session, what: str, account: str | None, address: str | None, since: datetime
) -> tuple[int, str] | None:
    """The newest event of a kind about an account from an address: its row and its detail."""
    like = select(_EVENT.c.id, _EVENT.c.detail).where(
        _EVENT.c.what == what,
        _EVENT.c.account.is_not_distinct_from(account),
        _EVENT.c.address.is_not_distinct_from(address),
        _EVENT.c.at > since,
    )
    found = session.connection().execute(like.order_by(_EVENT.c.id.desc()).limit(1)).first()
    return (found.id, found.detail) if found else None


def tell_more(session: Session, row: int, detail: str) -> None:
    """Give an event another detail."""
    session.connection().execute(update(_EVENT).where(_EVENT.c.id == row).values(detail=detail))


def clear_old_events(session: Session, before: datetime) -> None:
    """Remove what happened before a moment."""
    session.connection().execute(delete(_EVENT).where(_EVENT.c.at < before))
