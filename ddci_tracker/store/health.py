"""Whether a database answers and takes writes; nothing is left behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlalchemy import false, func, select, text, update

from ddci_tracker.store.engine import Engine, reading, sqlite_file, writing
from ddci_tracker.store.errors import StoreUnavailable, Trouble
from ddci_tracker.store.tables import METADATA

_PLAN = METADATA.tables["plan"]
_ACCOUNT = METADATA.tables["account"]
_OTHER_CLIENTS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND usename = current_user AND backend_type = 'client backend'"
    " AND pid <> pg_backend_pid()"
)


def reach(engine: Engine) -> None:
    """Pass when the database answers; ``StoreUnavailable`` when it does not."""
    with reading(engine) as session:
        session.connection().execute(select(func.count()).select_from(_PLAN))


def try_writing(engine: Engine) -> None:
    """Pass when the database takes writes; ``ReadOnlyStore`` or ``StoreUnavailable`` otherwise."""
    nothing = update(_PLAN).where(false()).values(data_version=_PLAN.c.data_version)
    with writing(engine) as session:
        session.connection().execute(nothing)


def has_accounts(engine: Engine) -> bool:
    """Whether anybody can sign in; as long as nobody can, the tracker serves this computer only."""
    with reading(engine) as session:
        return session.connection().execute(select(_ACCOUNT.c.id).limit(1)).first() is not None


def is_open_elsewhere(engine: Engine) -> bool:
    """Whether anybody but this process has the database open, a server that only waits included.

    What this process has open is closed first. ``StoreUnavailable`` where there is no database.
    """
    engine.dispose()
    file = sqlite_file(engine)
    if file is None:
        with reading(engine) as session:
            return bool(session.connection().execute(_OTHER_CLIENTS).scalar_one())
    _answer(engine)
    # Whoever has a file with a write-ahead log open holds a lock that shuts out this one.
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as alone:
        try:
            alone.execute("PRAGMA locking_mode=EXCLUSIVE")
            alone.execute("BEGIN IMMEDIATE")
            alone.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return True
            raise StoreUnavailable(str(error)) from error
        except sqlite3.DatabaseError as error:
            raise StoreUnavailable(str(error), Trouble.DAMAGED) from error
    return False


def _answer(engine: Engine) -> None:
    """Pass where a database answers at all, at whatever revision; ``StoreUnavailable``."""
    with reading(engine) as session:
        session.connection().execute(text("SELECT 1"))
    engine.dispose()
