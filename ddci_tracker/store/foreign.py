"""Whether a SQLite file at the tracker's address belongs to another program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ddci_tracker.store.errors import StoreUnavailable, Trouble

# What a tracker's database has had from its first revision on.
_VERSION = "alembic_version"
_OURS = frozenset({_VERSION, "plan"})
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
# Somebody writes, or was cut off: what the file holds by itself is not all.
_UNFINISHED = ("-wal", "-journal")


def is_foreign(file: Path, *, patience_seconds: float) -> bool:
    """Whether a file holds tables, and not the tracker's; ``StoreUnavailable`` for a busy one.

    It is looked at past the engine, which would already change how the file keeps its log, and
    without a file beside it that was not there. What cannot be read is for the engine to tell.
    """
    unfinished = any(file.with_name(file.name + ending).exists() for ending in _UNFINISHED)
    try:
        alone = "" if unfinished else "&immutable=1"
        address = f"{file.resolve().as_uri()}?mode=ro{alone}"
        reading = sqlite3.connect(address, uri=True, timeout=patience_seconds)
        with closing(reading) as connection:
            names = {name for (name,) in connection.execute(_TABLES)}
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise StoreUnavailable(str(error), Trouble.BUSY) from error
        return False
    except OSError:
        return False
    # Some tables are SQLite's own, and one comes first of all: a database in which nothing else was
    # made yet may be anybody's, also ours that was cut off as it began.
    made = {name for name in names if not name.startswith("sqlite_")} - {_VERSION}
    return bool(made) and not names >= _OURS
