"""Codes in the one form of texts: older databases keep some in letters taken apart, and whoever
typed such a code did not find what hangs on it.

Where two codes of one plan would become one, nothing of that plan is touched: which of them is
meant is for people to say, and the doctor names them.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_CODES = ("key", "parent", "code", "unit", "task", "duty", "person")
_LISTS = ("lead", "with_units", "from_units", "to_units", "units", "members")


def upgrade() -> None:
    connection = op.get_bind()
    tables = list(_versioned(connection))
    left = set(_colliding(connection, tables))
    plan = sa.table("plan", sa.column("id"), sa.column("agency"))
    agencies = connection.execute(sa.select(plan.c.agency).where(plan.c.id.in_(left)))
    left |= {row.agency for row in agencies}
    for table in tables:
        _put_in_form(connection, table, "row_id", left)
    for name, key, owner in (
        ("account", "id", None),
        ("secret_link", "token_hash", "agency"),
    ):
        _put_units_in_form(connection, name, key, owner, left)


def _versioned(connection: sa.Connection) -> Iterator[sa.Table]:
    metadata = sa.MetaData()
    inspector = sa.inspect(connection)
    for name in inspector.get_table_names():
        columns = {column["name"] for column in inspector.get_columns(name)}
        if {"row_id", "owner", "key", "revision"} <= columns:
            yield sa.Table(name, metadata, autoload_with=connection, resolve_fks=False)


def _colliding(connection: sa.Connection, tables: list[sa.Table]) -> Iterator[str]:
    """The owners of two keys that differ in nothing but how their letters are written."""
    for table in tables:
        rows = connection.execute(sa.select(table.c.owner, table.c.key).distinct())
        seen: set[tuple[str, str]] = set()
        for owner, key in rows:
            place = owner, _in_form(key)
            if place in seen:
                yield owner
            seen.add(place)


def _put_in_form(connection: sa.Connection, table: sa.Table, key: str, left: set[str]) -> None:
    named = [name for name in (*_CODES, *_LISTS) if name in table.c]
    rows = connection.execute(sa.select(table.c[key], table.c.owner, *(table.c[n] for n in named)))
    for row in rows.all():
        if row.owner in left:
            continue
        _update(connection, table, key, row, named)


def _put_units_in_form(
    connection: sa.Connection, name: str, key: str, owner: str | None, left: set[str]
) -> None:
    table = sa.Table(name, sa.MetaData(), autoload_with=connection, resolve_fks=False)
    whose = table.c[owner] if owner else table.c.agencies
    for row in connection.execute(
        sa.select(table.c[key], whose.label("whose"), table.c.unit)
    ).all():
        theirs = row.whose if isinstance(row.whose, list) else [row.whose]
        if left.isdisjoint(theirs):
            _update(connection, table, key, row, ["unit"])


def _update(
    connection: sa.Connection, table: sa.Table, key: str, row: Any, named: list[str]
) -> None:
    stood = {name: getattr(row, name) for name in named}
    changed = {name: new for name, old in stood.items() if (new := _in_form(old)) != old}
    if changed:
        place = table.c[key] == getattr(row, key)
        connection.execute(sa.update(table).where(place).values(**changed))


def _in_form(value: Any) -> Any:
    """A code, or codes in lists and maps, with their letters put together."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_in_form(each) for each in value]
    if isinstance(value, dict):
        return {name: _in_form(each) for name, each in value.items()}
    return value
