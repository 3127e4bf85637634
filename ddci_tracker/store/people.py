"""Every row that is about somebody, of whatever table: by the account, its name, the full name.

New tables are looked through as well, without being named here. Secrets are left out, and so is
what is kept as bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, String, Table, cast, or_, select
from sqlmodel import AutoString, Session

from ddci_tracker.store.kinds import METADATA
from ddci_tracker.store.types import Json, in_utc

# What opens something, or from which that could be worked out.
_SECRETS = frozenset({"password_hash", "token_hash", "salt", "key_id", "recovery"})


def rows_about(
    session: Session, account_id: int, name: str, full_name: str
) -> Mapping[str, list[dict[str, Any]]]:
    """The rows about an account by the name of their table, without the tables that have none.

    A full name of one word alone is not looked for within texts: it could be anybody's.
    """
    found = {}
    for table in METADATA.sorted_tables:
        conditions = _conditions(table, account_id, name, full_name)
        if not conditions:
            continue
        columns = [
            each
            for each in table.columns
            if each.name not in _SECRETS and not isinstance(each.type, LargeBinary)
        ]
        rows = session.connection().execute(select(*columns).where(or_(*conditions))).mappings()
        told = [{key: _plain(value) for key, value in row.items()} for row in rows]
        if told:
            found[table.name] = told
    return found


def _conditions(
    table: Table, account_id: int, name: str, full_name: str
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for column in table.columns:
        if column.name in _SECRETS:
            continue
        if column.name == "account_id" or (table.name, column.name) == ("account", "id"):
            conditions.append(column == account_id)
        elif isinstance(column.type, AutoString):
            conditions.append(column == name)
            if " " in full_name:
                conditions.append(column.contains(full_name, autoescape=True))
        elif isinstance(column.type, Json) and " " in full_name:
            # Letters beyond ASCII may stand there by their numbers.
            conditions += [
                cast(column, String).contains(written, autoescape=True)
                for written in {full_name, json.dumps(full_name)[1:-1]}
            ]
    return conditions


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return in_utc(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
