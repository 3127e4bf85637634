"""Which installation a database belongs to: an id that it keeps and that travels with copies."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlalchemy import insert, inspect, select, text
from sqlmodel import Session

from ddci_tracker.store.engine import Engine, clear_errors, reading, sqlite_file
from ddci_tracker.store.tables import METADATA

_INSTALLATION = METADATA.tables["installation"]
# What a tracker's database has had from its first revision on.
_VERSION = "alembic_version"
_OURS = frozenset({_VERSION, "plan"})
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


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
    """Whether a SQLite file holds tables, and not the tracker's: it is another program's.

    It is looked at past the engine, which would already change how the file keeps its log. What
    cannot be read is for the engine to tell. A PostgreSQL database may hold tables of others too.
    """
    file = sqlite_file(engine)
    if file is None:
        return False
    try:
        address = f"{file.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            names = {name for (name,) in connection.execute(_TABLES)}
    except (OSError, sqlite3.Error):
        return False
    # Some tables are SQLite's own, and one comes first of all: a database in which nothing else was
    # made yet may be anybody's, also ours that was cut off as it began.
    made = {name for name in names if not name.startswith("sqlite_")} - {_VERSION}
    return bool(made) and not names >= _OURS


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
