"""What can be set right in a database without a fact being touched: guards, indexes, words of
search, the write-ahead log. Facts themselves come back from a copy alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import text

from ddci_tracker.store.engine import Engine, clear_errors, reading, sqlite_file, writing
from ddci_tracker.store.guards import missing_guards, set_guards
from ddci_tracker.store.search import keep_words, rows_without_words

# What SQLite says of an index that does not fit its table; all of it can be made anew from that.
_OF_AN_INDEX = re.compile(r"row \d+ missing from index .+|wrong # of entries in index .+")


def guards_lacking(engine: Engine) -> tuple[str, ...]:
    """The names of triggers that should keep versions from being changed, and do not stand."""
    with reading(engine) as session:
        return missing_guards(session.connection())


def set_guards_again(engine: Engine) -> None:
    """Let every guard stand again."""
    with writing(engine) as session:
        set_guards(session.connection())


def without_words(engine: Engine) -> int:
    """How many things that say something cannot be found by it."""
    with reading(engine) as session:
        found = rows_without_words(session)
        return len({(kind.name, owner, row["key"]) for kind, owner, rows in found for row in rows})


def find_again(engine: Engine) -> None:
    """Let everything be found by its words."""
    with writing(engine) as session:
        for kind, owner, rows in tuple(rows_without_words(session)):
            keep_words(session, kind, owner, rows)


def only_indexes_are_damaged(engine: Engine) -> bool:
    """Whether all that is wrong with a SQLite file is wrong with indexes, which can be made anew.

    False for a sound file, and for PostgreSQL.
    """
    if sqlite_file(engine) is None:
        return False
    with clear_errors(), engine.connect() as connection:
        found = [str(each) for each in connection.execute(text("PRAGMA integrity_check")).scalars()]
    return found != ["ok"] and all(map(_OF_AN_INDEX.fullmatch, _lines(found)))


def _lines(found: Iterable[str]) -> list[str]:
    return [line for each in found for line in each.splitlines()]


def make_indexes_anew(engine: Engine) -> None:
    """Make every index of a SQLite file anew from its table."""
    with writing(engine) as session:
        session.connection().execute(text("REINDEX"))


def size_of_log(engine: Engine) -> int:
    """How many bytes the write-ahead log of a SQLite file has; 0 for PostgreSQL."""
    file = sqlite_file(engine)
    log = file and file.with_name(f"{file.name}-wal")
    return log.stat().st_size if log and log.exists() else 0


def shorten_log(engine: Engine) -> None:
    """Bring what the write-ahead log holds into the SQLite file; while others read, what can be."""
    with clear_errors(), engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - an open connection has one
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
