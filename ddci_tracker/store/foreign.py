"""Whether a SQLite file at the tracker's address belongs to another program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

# What a tracker's database has had from its first revision on.
_VERSION = "alembic_version"
_OURS = frozenset({_VERSION, "plan"})
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def is_foreign(file: Path) -> bool:
    """Whether a file holds tables, and not the tracker's.

    It is looked at past the engine, which would already change how the file keeps its log. What
    cannot be read is for the engine to tell.
    """
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
