"""Which installation a database belongs to: an id that it keeps and that travels with copies."""

from __future__ import annotations

from sqlalchemy import insert, inspect, select, text
from sqlmodel import Session

from ddci_tracker.store import foreign
from ddci_tracker.store.engine import BUSY_SECONDS, Engine, clear_errors, reading, sqlite_file
from ddci_tracker.store.tables import METADATA

_INSTALLATION = METADATA.tables["installation"]


def identity_of(engine: Engine) -> str | None:
    """The id that a database keeps; None for one without, also for an empty one."""
    file = sqlite_file(engine)
    if file is not None and not file.exists():
        return None
    with clear_errors(), engine.connect() as connection:
        if not inspect(connection).has_table(_INSTALLATION.name):
            return None
    with reading(engine) as session:
        found = session.connection().execute(select(_INSTALLATION.c.id)).scalars().first()
    return None if found is None else str(found)


def is_foreign(engine: Engine) -> bool:
    """Whether the database is another program's; ``StoreUnavailable`` for a busy one.

    One of PostgreSQL may hold tables of others, too.
    """
    file = sqlite_file(engine)
    return file is not None and foreign.is_foreign(file, patience_seconds=BUSY_SECONDS)


def keep_identity(session: Session, identity: str) -> str:
    """Give a database this id, unless it has one; returns the one that it has."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # On SQLite a writing session is alone already.
        connection.execute(text(f'LOCK TABLE "{_INSTALLATION.name}" IN EXCLUSIVE MODE'))
    found = connection.execute(select(_INSTALLATION.c.id)).scalars().first()
    if found is None:
        connection.execute(insert(_INSTALLATION), {"id": identity})
    return str(found or identity)
