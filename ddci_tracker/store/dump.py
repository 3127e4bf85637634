"""Every row of a database as lines of JSON and back, the same for SQLite and PostgreSQL.

Works on the tables as they stand in the database, whatever its revision, and knows nothing of
what they mean. The file around it is made in ``copies``.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Connection, MetaData, Table, func, insert, select, text

# The revision is told apart. Who is signed in, and who tried to, belongs to one machine and hour:
# after a restore everybody signs in anew.
_LEFT_OUT = frozenset({"alembic_version", "login_session", "sign_in_failures"})
# What SQLite keeps for its index of words: it makes that anew from the table that it is over.
_INDEX_OF_WORDS = "search_index"
_AT_ONCE = 500


def tables_in(connection: Connection) -> tuple[Table, ...]:
    """The tables whose rows are kept, each after those that it refers to."""
    metadata = MetaData()
    metadata.reflect(connection, only=_is_kept)
    tables = tuple(metadata.sorted_tables)
    for column in (each for table in tables for each in table.columns):
        if isinstance(column.type, JSON):
            # None is no value here, not the word null.
            column.type.none_as_null = True
    return tables


def _is_kept(name: str, _metadata: MetaData) -> bool:
    return name not in _LEFT_OUT and not name.startswith(_INDEX_OF_WORDS)


def count_rows(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def written_rows(connection: Connection, table: Table) -> Iterator[bytes]:
    """Each row as one line, its values in the order of the table's columns."""
    in_order = select(table).order_by(*table.primary_key)
    for row in connection.execute(in_order, execution_options={"yield_per": _AT_ONCE}):
        values = [_written(value) for value in row]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def fill_table(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    """Put rows into a table; ValueError or TypeError for lines that are not ``written_rows``."""
    readers = [(column.name, _reader(column)) for column in table.columns]
    for some in _batches(lines):
        rows = [
            {
                name: None if value is None else read(value)
                for (name, read), value in zip(readers, json.loads(line), strict=True)
            }
            for line in some
        ]
        connection.execute(insert(table), rows)
    if connection.dialect.name == "postgresql":
        _count_on(connection, table)


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    some: list[bytes] = []
    for line in lines:
        some.append(line)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _count_on(connection: Connection, table: Table) -> None:
    """Let numbers that PostgreSQL gives begin after those that the rows brought along."""
    for column in table.primary_key:
        if column.server_default is None:
            continue
        newest = connection.execute(select(func.max(column))).scalar()
        if newest is not None:
            counter = text("SELECT setval(pg_get_serial_sequence(:table, :column), :newest)")
            quoted = f'"{table.name}"'
            connection.execute(counter, {"table": quoted, "column": column.name, "newest": newest})


def _written(value: Any) -> Any:
    match value:
        case datetime():
            aware = value if value.tzinfo else value.replace(tzinfo=UTC)  # SQLite keeps no zone
            return aware.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return b64encode(value).decode()
    return value


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    python_type = column.type.python_type
    if python_type is datetime:
        return datetime.fromisoformat
    if python_type is date:
        return date.fromisoformat
    return b64decode if python_type is bytes else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
