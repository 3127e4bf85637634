"""Bring a database up to date, and refuse one that a newer tracker has already changed.

The next step in ``versions/`` is drafted from the tables, then read and corrected by hand::

    python -m ddci_tracker.store.migrations "Say what it does"
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect, text

from ddci_tracker.store.engine import clear_errors, sqlite_file
from ddci_tracker.store.errors import NewerDatabase, NotEmpty, StoreUnavailable, Trouble
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
        return revision_of(connection)


def require_head(engine: Engine) -> None:
    """Pass for a database that is at ``head``.

    ``NewerDatabase`` when it is ahead of this tracker, ``StoreUnavailable`` when it is behind.
    """
    revision = current(engine)
    if _is_behind(revision):
        raise StoreUnavailable(f"the database is at {revision}", Trouble.NOT_PREPARED)


def upgrade(engine: Engine, *, before: Callable[[Connection, str], None] | None = None) -> None:
    """Bring a database to ``head``, creating it where it does not exist.

    Done wholly or not at all, by one process at a time. ``before`` is called with an existing
    database and its revision while nobody can change it: the moment to copy it. ``NewerDatabase``
    when it is ahead of this tracker.
    """
    _make_a_file(engine)
    if not _is_behind(current(engine)):
        return
    with clear_errors(), _alone(engine) as connection:
        revision = revision_of(connection)
        if not _is_behind(revision):
            return
        if before is not None and revision is not None:
            before(connection, revision)
        _migrate(connection)


def build(engine: Engine, revision: str, fill: Callable[[Connection], None]) -> None:
    """Make a database in an empty place as it was at ``revision``, and bring it to ``head``.

    ``fill`` puts in what it holds. Done wholly or not at all. ``NewerDatabase`` for a revision
    that this tracker does not know, ``NotEmpty`` where tables stand already.
    """
    _is_behind(revision)
    _make_a_file(engine)
    with clear_errors(), _alone(engine) as connection:
        if inspect(connection).get_table_names():
            raise NotEmpty("tables stand already")
        command.upgrade(config_for(connection), revision)
        fill(connection)
        _migrate(connection)


def refuse_a_damaged(engine: Engine) -> None:
    """Pass for a sound database; SQLite tells whether it is one, PostgreSQL sees to it itself."""
    if sqlite_file(engine) is None:
        return
    with clear_errors(), engine.connect() as connection:
        # A line for each damage, up to a hundred.
        found = connection.execute(text("PRAGMA integrity_check")).scalars().all()[0]
    if found != "ok":
        raise StoreUnavailable(str(found), Trouble.DAMAGED)


def _make_a_file(engine: Engine) -> None:
    file = sqlite_file(engine)
    if file is not None and not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else writes, so that tables may be rebuilt."""
    if sqlite_file(engine) is None:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
            for table in inspect(connection).get_table_names():
                connection.execute(text(f'LOCK TABLE "{table}" IN SHARE MODE'))
            yield connection
        return
    writer = engine.execution_options(sqlite_begin="IMMEDIATE")
    with writer.connect() as connection, _without_foreign_keys(connection), connection.begin():
        yield connection
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
        # Whoever interrupts a statement closes the connection, and it dies with the switch.
        with suppress(sqlite3.ProgrammingError):
            driver.execute("PRAGMA foreign_keys=ON")


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


def revision_of(connection: Connection) -> str | None:
    """The revision that an open transaction sees, None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def _scripts() -> ScriptDirectory:
    return _read_once(FOLDER)


@cache
def _read_once(folder: Path) -> ScriptDirectory:
    """The steps as the process found them: they never change, and reading compiles them all."""
    return ScriptDirectory(folder)


def config_for(connection: Connection) -> Config:
    """What Alembic's own commands need to work on a connection."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config
