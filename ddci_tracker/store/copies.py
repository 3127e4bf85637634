"""A safe copy: all that a database holds, in one file that says whether it is whole.

The file is an ordinary ZIP archive: ``ddci.json`` says what is inside, ``tables/NAME.jsonl`` has
the rows of a table, ``evidence/SHA256`` is a file that rows name. Its comment is the SHA-256 of
every byte before, so that a changed, missing or added byte is found wherever it is. A copy of one
kind of database is restored into either.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, Table, select

from ddci_tracker.store import dump, evidence_files, migrations
from ddci_tracker.store.engine import Engine, make_engine, reading, sqlite_file
from ddci_tracker.store.errors import (
    BadCopy,
    Flaw,
    NewerDatabase,
    StoreUnavailable,
    Trouble,
)
from ddci_tracker.store.types import in_utc

# Where the tracker keeps copies of its own, within its state folder.
FOLDER = "backups"
SUFFIX = ".zip"
_FORMAT = 1
_CONTENTS = "ddci.json"
_EVIDENCE = "evidence/"
_MARK = b"sha256:"
_DIGITS = 64
# Where the name of the first member stands in a ZIP archive.
_FIRST_NAME = slice(30, 30 + len(_CONTENTS))
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a copy says of itself. ``made_at`` is UTC, ``rows`` by table, ``size`` in bytes.

    ``files`` are the digests of the files of evidence in it.
    """

    file: Path
    made_at: datetime
    revision: str
    rows: Mapping[str, int]
    size: int
    files: tuple[str, ...] = ()


def back_up(engine: Engine, file: Path, *, made_at: datetime, evidence: Path | None = None) -> Copy:
    """Copy a database into ``file`` as it stands at one moment, while others go on writing.

    The files that it names go along from the folder ``evidence``; None: without. The copy is
    opened again and restored for trial before it gets its name; what had that name is replaced.
    ``StoreUnavailable`` where there is no database to copy, OSError where the file cannot be
    written.
    """
    with reading(engine) as session:
        return keep_copy(session.connection(), file, made_at=made_at, evidence=evidence)


def keep_copy(
    connection: Connection, file: Path, *, made_at: datetime, evidence: Path | None = None
) -> Copy:
    """Like ``back_up``, of what an open transaction sees."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.part")
    try:
        # It holds what only the department may read: nobody else may open it.
        half.unlink(missing_ok=True)
        with os.fdopen(os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+b") as target:
            _write(connection, target, made_at, evidence)
            _seal(target)
            target.flush()
            os.fsync(target.fileno())
        _try_out(open_copy(half))
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
    return open_copy(file)


def open_copy(file: Path) -> Copy:
    """What a whole copy says of itself; ``BadCopy`` for any other file, OSError for none."""
    with file.open("rb") as source:
        _refuse_damage(file, source)
    with ZipFile(file) as archive:
        contents = json.loads(archive.read(_CONTENTS))
        members = archive.namelist()
    if contents["format"] > _FORMAT:
        raise BadCopy(file, Flaw.NEWER)
    return Copy(
        file=file,
        made_at=datetime.fromisoformat(contents["made_at"]),
        revision=contents["revision"],
        rows={name: table["rows"] for name, table in contents["tables"].items()},
        size=file.stat().st_size,
        files=tuple(name.removeprefix(_EVIDENCE) for name in members if name.startswith(_EVIDENCE)),
    )


def name_for(moment: datetime, mark: str = "") -> str:
    """The name of a copy made at a moment; names sort as the moments do."""
    return f"ddci-{mark}{in_utc(moment):%Y%m%dT%H%M%S%fZ}{SUFFIX}"


def upgrade(
    engine: Engine, folder: Path, *, now: datetime, evidence: Path | None = None
) -> Copy | None:
    """Bring a database up to date; one that is there already is copied into ``folder`` first.

    Returns the copy; None where nothing was to be done, or nothing was there.
    """
    kept: list[Copy] = []

    def keep(connection: Connection, revision: str) -> None:
        file = folder / name_for(now, f"{revision}-")
        kept.append(keep_copy(connection, file, made_at=now, evidence=evidence))

    migrations.upgrade(engine, before=keep)
    return kept[0] if kept else None


def keep_exact(engine: Engine, file: Path) -> bool:
    """Copy the file of a SQLite database page by page, to be put back by ``put_back``.

    False for PostgreSQL, which has none. ``StoreUnavailable``; OSError where it cannot be written.
    """
    source = sqlite_file(engine)
    if source is None:
        return False
    engine.dispose()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(source)) as before, closing(sqlite3.connect(file)) as exact:
            before.backup(exact)
    except sqlite3.Error as error:
        file.unlink(missing_ok=True)
        raise StoreUnavailable(str(error)) from error
    return True


def put_back(engine: Engine, file: Path) -> None:
    """Let a file of ``keep_exact`` be the database again; nobody else may have it open."""
    database = sqlite_file(engine)
    assert database is not None  # noqa: S101 - only of such a file there is an exact copy
    engine.dispose()
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    file.replace(database)


def restore(engine: Engine, copy: Copy, *, evidence: Path | None = None) -> None:
    """Make a copy's database in an empty place, and bring it up to date; its files go to theirs.

    Wholly or not at all. ``BadCopy`` for one of a newer tracker, ``NotEmpty`` where a database
    stands already.
    """
    try:
        with _none_left(engine), _files_of(copy, evidence):
            migrations.build(engine, copy.revision, _filler(copy))
    except NewerDatabase as error:
        raise BadCopy(copy.file, Flaw.NEWER) from error


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: how many rows, and a checksum of them in whatever order."""

    rows: int
    checksum: str


def move(
    source: Engine, target: Engine, *, made_at: datetime
) -> tuple[Mapping[str, Content], Mapping[str, Content]]:
    """Copy a database into an empty place, of whichever kind; files of evidence stay.

    Returns what each table held at the moment of the copy, and what it holds there now. Wholly or
    not at all. ``StoreUnavailable`` where the source is not up to date, ``NewerDatabase``,
    ``NotEmpty``.
    """
    migrations.require_head(source)
    with TemporaryDirectory(prefix="ddci-move-") as folder:
        with reading(source) as session:
            connection = session.connection()
            copy = keep_copy(connection, Path(folder) / name_for(made_at), made_at=made_at)
            before = _contents(connection)
        restore(target, copy)
    with reading(target) as session:
        return before, _contents(session.connection())


def _contents(connection: Connection) -> dict[str, Content]:
    return {
        table.name: _content(dump.written_rows(connection, table))
        for table in dump.tables_in(connection)
    }


def _content(lines: Iterable[bytes]) -> Content:
    """Databases sort texts differently, so the checksums of rows are added up."""
    rows, total = 0, 0
    for line in lines:
        rows += 1
        total += int.from_bytes(hashlib.sha256(line).digest())
    return Content(rows, f"{total % (1 << 256):064x}")


def _write(
    connection: Connection, target: BinaryIO, made_at: datetime, evidence: Path | None = None
) -> None:
    revision = migrations.revision_of(connection)
    if revision is None:
        raise StoreUnavailable("there are no tables to copy", Trouble.NOT_PREPARED)
    tables = dump.tables_in(connection)
    contents = {
        "format": _FORMAT,
        "made_at": in_utc(made_at).isoformat(),
        "revision": revision,
        "tables": {
            table.name: {
                "columns": [column.name for column in table.columns],
                "rows": dump.count_rows(connection, table),
            }
            for table in tables
        },
    }
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_CONTENTS, json.dumps(contents, indent=1))
        for table in tables:
            with archive.open(_member(table.name), "w", force_zip64=True) as member:
                member.writelines(dump.written_rows(connection, table))
        if evidence is not None:
            for digest in _named_files(connection, tables):
                # One that is missing or altered is the doctor's to name: a copy keeps what is.
                if evidence_files.is_sound(evidence, digest):
                    path = evidence_files.path_of(evidence, digest)
                    archive.write(path, evidence_member(digest))
        archive.comment = _MARK + b"0" * _DIGITS


def _named_files(connection: Connection, tables: Iterable[Table]) -> list[str]:
    """The files that rows name; none in a database of before there was evidence."""
    found = next((table for table in tables if table.name == "evidence"), None)
    if found is None:
        return []
    named = select(found.c.sha256).where(found.c.sha256.is_not(None)).distinct()
    return sorted(connection.execute(named).scalars())


def evidence_member(digest: str) -> str:
    """The name under which a copy holds a file of evidence."""
    return _EVIDENCE + digest


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _seal(target: BinaryIO) -> None:
    """Put the checksum of everything before it where the comment keeps room for it."""
    length = target.seek(0, os.SEEK_END) - _DIGITS
    digest = _digest(target, length)
    target.seek(length)
    target.write(digest)


def _refuse_damage(file: Path, source: BinaryIO) -> None:
    first = source.read(_FIRST_NAME.stop)
    if first[:2] != b"PK" or first[_FIRST_NAME] != _CONTENTS.encode():
        raise BadCopy(file, Flaw.NO_COPY)
    length = source.seek(0, os.SEEK_END) - _DIGITS
    source.seek(max(length - len(_MARK), 0))
    if source.read(len(_MARK)) != _MARK or source.read() != _digest(source, length):
        raise BadCopy(file, Flaw.DAMAGED)


def _digest(source: BinaryIO, length: int) -> bytes:
    """The checksum of the first ``length`` bytes, as it is written."""
    digest = hashlib.sha256()
    source.seek(0)
    while length > 0 and (chunk := source.read(min(_CHUNK, length))):
        digest.update(chunk)
        length -= len(chunk)
    return digest.hexdigest().encode()


def _filler(copy: Copy) -> Callable[[Connection], None]:
    def fill(connection: Connection) -> None:
        with ZipFile(copy.file) as archive:
            contents = json.loads(archive.read(_CONTENTS))["tables"]
            tables = dump.tables_in(connection)
            stand = {table.name: [column.name for column in table.columns] for table in tables}
            if stand != {name: table["columns"] for name, table in contents.items()}:
                raise BadCopy(copy.file, Flaw.DAMAGED)
            for table in tables:
                with archive.open(_member(table.name)) as lines:
                    dump.fill_table(connection, table, lines)
                if dump.count_rows(connection, table) != copy.rows[table.name]:
                    raise BadCopy(copy.file, Flaw.DAMAGED)

    return fill


def _try_out(copy: Copy) -> None:
    """Pass for a copy from which everything can be restored."""
    with TemporaryDirectory(prefix="ddci-copy-") as folder:
        engine = make_engine(f"sqlite:///{(Path(folder) / 'trial.sqlite3').as_posix()}")
        try:
            restore(engine, copy, evidence=Path(folder) / evidence_files.FOLDER)
            migrations.refuse_a_damaged(engine)
        finally:
            engine.dispose()


@contextmanager
def _files_of(copy: Copy, folder: Path | None) -> Iterator[None]:
    """Put the files of a copy where they belong; those that were not there go if it fails."""
    if folder is None:
        yield
        return
    added: list[Path] = []
    try:
        with ZipFile(copy.file) as archive:
            for digest in copy.files:
                if evidence_files.is_sound(folder, digest):
                    continue
                body = archive.read(evidence_member(digest))
                if evidence_files.digest_of(body) != digest:
                    raise BadCopy(copy.file, Flaw.DAMAGED)
                evidence_files.keep(folder, body)
                added.append(evidence_files.path_of(folder, digest))
        yield
    except BaseException:
        for path in added:
            path.unlink(missing_ok=True)
        raise


@contextmanager
def _none_left(engine: Engine) -> Iterator[None]:
    """Leave no file behind where there was none and none could be made."""
    file = sqlite_file(engine)
    if file is None or file.exists():
        yield
        return
    try:
        yield
    except BaseException:
        engine.dispose()
        file.unlink(missing_ok=True)
        raise
