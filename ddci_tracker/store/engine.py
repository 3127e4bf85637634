"""Engine and sessions: how the tracker reaches its database, SQLite or PostgreSQL.

A reading session sees one state of the database from beginning to end. A writing session is one
transaction: committed when its block ends, undone when the block raises. Short sessions, taken
from a pool where they are needed; never keep one. Who makes many of them to answer one question
lets ``one_state`` make them one.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from pathlib import Path
from random import SystemRandom
from time import monotonic, sleep
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlmodel import Session

from ddci_tracker.store.errors import (
    BadAddress,
    ReadOnlyStore,
    StoreError,
    StoreUnavailable,
    Trouble,
)
from ddci_tracker.store.foreign import is_foreign

# Other rooms name an engine or a session without knowing SQL.
__all__ = [
    "Engine",
    "Session",
    "clear_errors",
    "damages_met",
    "make_engine",
    "once",
    "one_state",
    "reading",
    "sqlite_file",
    "writing",
]

T = TypeVar("T")

# What a reading session keeps the answers under that it has had.
_ANSWERS = "answers"
# How long a writer waits for another one to finish; of many that come before it, for each.
BUSY_SECONDS = 10
# Between two of its tries at most; by chance, so that nobody keeps missing the moment.
_BETWEEN_TRIES_SECONDS = 0.02
_CHANCE = SystemRandom()
_SWITCH_ATTEMPTS = 100
_SWITCH_PAUSE_SECONDS = 0.02
_PRAGMAS = (f"busy_timeout={1000 * BUSY_SECONDS}", "synchronous=NORMAL", "foreign_keys=ON")
# A SQLite connection is an open file and no more; opening one costs as much as many a query.
_MANY_READERS = {"pool_size": 50, "max_overflow": 50}
# A server may have been started anew, or another one may have taken its place, since a connection
# was last used.
_TRY_BEFORE_USE = {"pool_pre_ping": True}
# How soon a PostgreSQL server that does not answer, or that was cut off, is given up: as libpq
# names it, in seconds, but for the last, in milliseconds.
_GIVEN_UP = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
# Of several servers the one that takes writes.
_THE_PRIMARY = {"target_session_attrs": "read-write"}
# postgresql://user:password@first:5432,second:5432/name, as libpq writes it.
_SEVERAL_HOSTS = re.compile(
    r"(?P<before>postgres\w*(?:\+\w+)?://(?:[^@/]*@)?)(?P<hosts>[^@/?,]+(?:,[^@/?,]+)+)(?P<rest>.*)"
)
_SQLITE_TROUBLE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_IOERR: Trouble.UNREACHABLE,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_CANTOPEN: Trouble.UNREACHABLE,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}
_SQLITE_NOT_PREPARED = ("no such table", "no such column")
# How often a database was found damaged by whoever used it, by its address.
_DAMAGES_MET: Counter[URL] = Counter()
_POSTGRES_READ_ONLY = "25006"  # read_only_sql_transaction
_POSTGRES_TROUBLE = {
    "42P01": Trouble.NOT_PREPARED,  # undefined_table
    "42703": Trouble.NOT_PREPARED,  # undefined_column
    "40001": Trouble.BUSY,  # serialization_failure, as a standby that has to catch up calls it
    "40P01": Trouble.BUSY,  # deadlock_detected
    "55P03": Trouble.BUSY,  # lock_not_available
    "53100": Trouble.FULL,  # disk_full
}


def make_engine(url: str | URL) -> Engine:
    """An engine for a database address; opens nothing yet.

    ``sqlite:///file`` or ``postgresql://user:password@host/name``; ``BadAddress`` for any other.
    Of several hosts, ``first:5432,second:5432``, the one is used that takes writes. A SQLite file
    that does not exist is never created by looking at it: only ``upgrade`` does.
    """
    url = _address(url)
    is_sqlite = url.get_backend_name() == "sqlite"
    options: dict[str, Any] = (
        _MANY_READERS if is_sqlite else {**_TRY_BEFORE_USE, "connect_args": _given_up_in_time(url)}
    )
    engine = create_engine(
        url,
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
        # What people typed stands in no log.
        hide_parameters=True,
        **options,
    )
    if is_sqlite:
        same_file = _SameFile(Path(str(url.database)))
        event.listen(engine, "do_connect", same_file.before_connecting)
        event.listen(engine, "checkout", same_file.before_use)
        event.listen(engine, "commit", same_file.before_commit)
        event.listen(engine, "engine_disposed", same_file.forget)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgres)
    return engine


def _address(url: str | URL) -> URL:
    try:
        url = make_url(_each_host_by_itself(url) if isinstance(url, str) else url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise BadAddress from error
    match url.get_backend_name():
        case "postgresql":
            return url.set(drivername="postgresql+psycopg")
        case "sqlite" if url.database not in (None, "", ":memory:"):
            return url.set(drivername="sqlite")
        case _:
            raise BadAddress


def _each_host_by_itself(url: str) -> str:
    """Several hosts of one address in the form that SQLAlchemy reads."""
    found = _SEVERAL_HOSTS.fullmatch(url)
    if found is None:
        return url
    hosts = "&".join(f"host={host}" for host in found["hosts"].split(","))
    return f"{found['before']}{found['rest']}{'&' if '?' in found['rest'] else '?'}{hosts}"


def _given_up_in_time(url: URL) -> dict[str, object]:
    """What the address of a PostgreSQL database does not say itself, for its driver."""
    hosts = url.query.get("host", "")
    several = not isinstance(hosts, str) or "," in hosts
    said = {**_GIVEN_UP, **(_THE_PRIMARY if several else {})}
    return {name: value for name, value in said.items() if name not in url.query}


def sqlite_file(engine: Engine) -> Path | None:
    """The file of a SQLite database, None for PostgreSQL."""
    if engine.dialect.name != "sqlite" or engine.url.database is None:
        return None
    return Path(engine.url.database)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only looks: every query in it sees the same state."""
    shared = _shared(engine)
    if shared is None:
        with clear_errors(), _noting_damage(engine), _reader(engine) as session:
            yield session
        return
    try:
        with clear_errors(), _noting_damage(engine):
            yield shared.session()
    except BaseException:
        # Whatever broke it, the next one begins anew.
        shared.end()
        raise


@contextmanager
def one_state(engine: Engine) -> Iterator[None]:
    """Let all reading sessions of this thread be one: they see one state, and begin but once.

    Until this thread writes: what is read afterwards is what was written.
    """
    shared = _Shared(engine)
    before = _SHARED.set(shared)
    try:
        yield
    finally:
        _SHARED.reset(before)
        shared.end()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that is one transaction, begun as a writer so that it cannot be overtaken."""
    _end_shared(engine)
    # A deferred SQLite transaction that turns writer fails at once when somebody else wrote.
    writer = engine.execution_options(sqlite_begin="IMMEDIATE")
    try:
        with clear_errors(), _noting_damage(engine), Session(writer) as session, session.begin():
            yield session
    finally:
        _end_shared(engine)


class _Shared:
    """The one reading session of a thread, open from the first that asks for it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._session: Session | None = None

    def session(self) -> Session:
        if self._session is None:
            self._session = _reader(self.engine)
        return self._session

    def end(self) -> None:
        if self._session is not None:
            ended, self._session = self._session, None
            ended.close()


_SHARED: ContextVar[_Shared | None] = ContextVar("shared reading session", default=None)


def _shared(engine: Engine) -> _Shared | None:
    shared = _SHARED.get()
    return shared if shared is not None and shared.engine is engine else None


def _end_shared(engine: Engine) -> None:
    if (shared := _shared(engine)) is not None:
        shared.end()


def _reader(engine: Engine) -> Session:
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    return Session(engine, info={_ANSWERS: {}})


def once(session: Session, question: Hashable, ask: Callable[[], T]) -> T:
    """What is asked, of a reading session but once: the state that it sees does not change."""
    answers = session.info.get(_ANSWERS)
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    answer: T = answers[question]
    return answer


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what a driver says about an unusable database into the store's own errors."""
    try:
        yield
    except NoConnectionLeft as error:
        raise StoreUnavailable(str(error), Trouble.BUSY) from error
    except DBAPIError as error:
        clear = _clear(error)
        if clear is None:
            raise
        raise clear from error


def damages_met(engine: Engine) -> int:
    """How often somebody met a damaged page of this database, in this process."""
    return _DAMAGES_MET[engine.url]


@contextmanager
def _noting_damage(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        clear = _clear(error)
        if isinstance(clear, StoreUnavailable) and clear.trouble is Trouble.DAMAGED:
            _DAMAGES_MET[engine.url] += 1
        raise


def _clear(error: DBAPIError) -> StoreError | None:
    cause: Any = error.orig
    if isinstance(cause, sqlite3.Error):
        # The low byte is the kind of error, the rest its detail.
        kind = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if kind == sqlite3.SQLITE_READONLY:
            return ReadOnlyStore(str(cause))
        not_prepared = str(cause).startswith(_SQLITE_NOT_PREPARED)
        trouble = Trouble.NOT_PREPARED if not_prepared else _SQLITE_TROUBLE.get(kind)
    else:
        if cause.sqlstate == _POSTGRES_READ_ONLY:
            return ReadOnlyStore(str(cause))
        is_away = isinstance(error, OperationalError) or error.connection_invalidated
        out_of_reach = Trouble.UNREACHABLE if is_away else None
        trouble = _POSTGRES_TROUBLE.get(cause.sqlstate, out_of_reach)
    return StoreUnavailable(str(cause), trouble) if trouble else None


class _SameFile:
    """Sees to it that a SQLite engine works on the file that stands at its address, and no other.

    An open connection goes on writing into a file that was deleted, or that another one took the
    place of: everything would be confirmed and nothing kept.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._opened: tuple[int, int] | None = None

    def before_connecting(self, *_of_sqlalchemy: Any) -> None:
        found = self._refuse_another()
        # Looked at but once: nobody else makes tables in a database that is the tracker's.
        if self._opened is None and is_foreign(self._file, patience_seconds=BUSY_SECONDS):
            raise StoreUnavailable(str(self._file), Trouble.FOREIGN)
        if not os.access(self._file.parent, os.W_OK):
            # Not even a look works without files beside it, and SQLite would not say why.
            raise ReadOnlyStore(f"{self._file.parent} may not be written")
        self._opened = found

    def before_use(self, *_of_sqlalchemy: Any) -> None:
        self._refuse_another()

    def before_commit(self, _connection: Any) -> None:
        self._refuse_another()

    def forget(self, _engine: Any) -> None:
        """Nothing is open any more: the next connection may find another file."""
        self._opened = None

    def _refuse_another(self) -> tuple[int, int]:
        try:
            stat = os.stat(self._file)
        except (FileNotFoundError, NotADirectoryError):
            trouble = Trouble.MISSING if self._opened is None else Trouble.GONE
            raise StoreUnavailable(f"there is no database {self._file}", trouble) from None
        except OSError as error:
            raise StoreUnavailable(str(error)) from error
        found = stat.st_dev, stat.st_ino
        if self._opened not in (None, found):
            raise StoreUnavailable(f"{self._file} is another file now", Trouble.REPLACED)
        return found


def _prepare_postgres(connection: Any, _record: object) -> None:
    connection.adapters.register_dumper(str, _without_nul())


@cache
def _without_nul() -> type[Any]:
    """What sends a text to PostgreSQL, which keeps none with a NUL in it and refuses to look for
    one, as an address may: it is looked for as it could be kept, and found nowhere.
    """
    from psycopg.types.string import StrDumperUnknown

    class WithoutNul(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd"))

    return WithoutNul


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin_sqlite does
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _keep_a_write_ahead_log(connection)


def _keep_a_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Let readers read while somebody writes. The file remembers it, so this is done but once.

    SQLite does not wait here: of several who open a new file together, all but one are told that
    it is locked. The database works without the log, so that is not worth failing for.
    """
    for _ in range(_SWITCH_ATTEMPTS):
        if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            return
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            sleep(_SWITCH_PAUSE_SECONDS)


def _begin_sqlite(connection: Any) -> None:
    kind = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    if kind == "IMMEDIATE":
        _begin_writing(connection)
    else:
        connection.exec_driver_sql(f"BEGIN {kind}")


def _begin_writing(connection: Any) -> None:
    """Begin as the one writer, once all others have finished.

    SQLite's own waiting counts all of them together, and sleeps longer the longer it lasts, so that
    those who come later overtake: of many who write for a while, somebody would wait in vain.
    """
    driver: sqlite3.Connection = connection.connection.driver_connection
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute("PRAGMA busy_timeout=0")
    try:
        stands, since = None, monotonic()
        while monotonic() - since < patience / 1000:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break
            else:
                return
            # Another number whenever somebody else has finished.
            (number,) = driver.execute("PRAGMA data_version").fetchone()
            if number != stands:
                stands, since = number, monotonic()
            sleep(_CHANCE.uniform(0, _BETWEEN_TRIES_SECONDS))
        # Who fails here fails as with any other statement.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout={patience}")
