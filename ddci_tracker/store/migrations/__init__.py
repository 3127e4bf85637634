"""Bring a database up to date, and refuse one that a newer tracker has already changed.

The next step in ``versions/`` is drafted from the tables, then read and corrected by hand::

    python -m ddci_tracker.store.migrations "Say what it does"
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from ddci_tracker.store.engine import clear_errors, sqlite_file
from ddci_tracker.store.errors import NewerDatabase, StoreUnavailable, Trouble
from ddci_tracker.store.guards import lift_guards, set_guards

# Names the lock that keeps two upgrades of one PostgreSQL database apart.
_UPGRADE_LOCK = 0x44444349

FOLDER = Path(__file__).parent


def head() -> str:
    """The revision that this tracker works with."""
    return str(_scripts().get_current_head())


def current(engine: Engine) -> str | None:
    """The revision a database is at, None for an empty one."""
    with clear_errors(), engine.connect() as connection:
        return _revision(connection)


def require_head(engine: Engine) -> None:
    """Pass for a database that is at ``head``.

    ``NewerDatabase`` when it is ahead of this tracker, ``StoreUnavailable`` when it is behind.
    """
    revision = current(engine)
    if _is_behind(revision):
        raise StoreUnavailable(f"the database is at {revision}", Trouble.NOT_PREPARED)


def upgrade(engine: Engine) -> None:
    """Bring a database to ``head``, creating it where it does not exist.

    Done wholly or not at all, by one process at a time. An existing SQLite database is first
    copied to ``backups/`` beside it. ``NewerDatabase`` when it is ahead of this tracker.
    """
    file = sqlite_file(engine)
    if file is not None and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    if not _is_behind(current(engine)):
        return
    with clear_errors():
        if file is None:
            _upgrade_postgresql(engine)
        else:
            _upgrade_sqlite(engine, file)


def _upgrade_postgresql(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        if _is_behind(_revision(connection)):
            _migrate(connection)


def _upgrade_sqlite(engine: Engine, file: Path) -> None:
    writer = engine.execution_options(sqlite_begin="IMMEDIATE")
    with writer.connect() as connection, _without_foreign_keys(connection), connection.begin():
        revision = _revision(connection)
        if not _is_behind(revision):
            return
        if revision is not None:
            _back_up(file, revision)
        _migrate(connection)
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"the migration left rows without what they refer to: {broken[:5]}")


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite rebuilds a table by dropping it, and that would take along what refers to it.

    The switch works only outside a transaction, so it goes past SQLAlchemy, which would begin one.
    """
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - an open connection has one
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _back_up(file: Path, revision: str) -> None:
    """Copy a database as it stands; whoever holds the write lock has changed nothing yet."""
    folder = file.parent / "backups"
    folder.mkdir(exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    copy = folder / f"{file.stem}-{revision}-{moment}{file.suffix}"
    half = copy.with_suffix(".part")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(half)) as target:
        source.backup(target)
    half.rename(copy)


def _migrate(connection: Connection) -> None:
    lift_guards(connection)
    command.upgrade(config_for(connection), "head")
    set_guards(connection)


def _is_behind(revision: str | None) -> bool:
    if revision is None:
        return True
    try:
        _scripts().get_revision(revision)
    except CommandError as error:
        raise NewerDatabase(revision) from error
    return revision != head()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(FOLDER)


def config_for(connection: Connection) -> Config:
    """What Alembic's own commands need to work on a connection."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config
