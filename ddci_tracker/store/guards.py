"""Nothing is overwritten: the database itself refuses to change or delete a version.

Triggers, not promises. The one exception is an illustration, which may be removed wholly. They
are set again after every migration, because rebuilding a SQLite table drops its triggers, and
lifted during one, so that a migration may reshape what is stored.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from ddci_tracker.store.kinds import KINDS, Scope

_SAYS = "nothing is overwritten"

# Whether a row may be deleted, with {old} for it and {owner} for the column that names its owner.
_OF_ILLUSTRATION = "EXISTS (SELECT 1 FROM plan WHERE plan.id = {old}.{owner} AND illustration)"
_OF_ILLUSTRATIONS_ONLY = (
    "(EXISTS (SELECT 1 FROM plan WHERE agency = {old}.{owner} AND illustration) AND NOT"
    " EXISTS (SELECT 1 FROM plan WHERE agency = {old}.{owner} AND NOT illustration))"
)
_NEVER = "(1 = 0)"

# Table, column of the owner, what may be deleted.
_FINAL: tuple[tuple[str, str, str], ...] = (
    *(
        (
            kind.name,
            "owner",
            {Scope.AGENCY: _OF_ILLUSTRATIONS_ONLY, Scope.INSTALLATION: _NEVER}.get(
                kind.scope, _OF_ILLUSTRATION
            ),
        )
        for kind in KINDS
    ),
    ("frozen_month", "plan_id", _OF_ILLUSTRATION),
)
# What of a plan never changes, and which plans may be deleted.
_PLAN_KEEPS = ("id", "agency", "year", "illustration")
_PLAN_MAY_GO = "{old}.illustration"


def set_guards(connection: Connection) -> None:
    """Forbid changes to versions, frozen months and the identity of plans."""
    lift_guards(connection)
    guard = _guard_on_sqlite if connection.dialect.name == "sqlite" else _guard_on_postgresql
    for table, owner, may_go in _FINAL:
        guard(connection, table, "UPDATE", _NEVER, owner)
        guard(connection, table, "DELETE", may_go, owner)
    guard(connection, "plan", f"UPDATE OF {', '.join(_PLAN_KEEPS)}", _NEVER, "id")
    guard(connection, "plan", "DELETE", _PLAN_MAY_GO, "id")


def lift_guards(connection: Connection) -> None:
    """Remove every guard that stands."""
    for name, table in _standing(connection):
        of_table = "" if connection.dialect.name == "sqlite" else f' ON "{table}"'
        connection.execute(text(f'DROP TRIGGER "{name}"{of_table}'))


def missing_guards(connection: Connection) -> tuple[str, ...]:
    """The names of guards that should stand and do not."""
    tables = (*(table for table, _, _ in _FINAL), "plan")
    wanted = [_name(table, event) for table in tables for event in ("UPDATE", "DELETE")]
    stand = {name for name, _ in _standing(connection)}
    return tuple(name for name in wanted if name not in stand)


def _standing(connection: Connection) -> Sequence[tuple[str, str]]:
    """Each guard that stands, and its table."""
    if connection.dialect.name == "sqlite":
        found = text(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keep_%'"
        )
    else:
        found = text(
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname LIKE 'keep_%' AND relnamespace = current_schema()::regnamespace"
        )
    return [(row[0], row[1]) for row in connection.execute(found)]


def _name(table: str, event: str) -> str:
    return f"keep_{table}_on_{event.split()[0].lower()}"


def _guard_on_sqlite(connection: Connection, table: str, event: str, may: str, owner: str) -> None:
    allowed = may.format(old="OLD", owner=owner)
    connection.exec_driver_sql(
        f'CREATE TRIGGER "{_name(table, event)}" BEFORE {event} ON "{table}"'
        f" WHEN NOT {allowed} BEGIN SELECT RAISE(ABORT, '{_SAYS}: {table}'); END"
    )


def _guard_on_postgresql(
    connection: Connection, table: str, event: str, may: str, owner: str
) -> None:
    allowed = may.format(old="OLD", owner=owner)
    name = _name(table, event)
    connection.exec_driver_sql(
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN'
        f" IF NOT {allowed} THEN RAISE EXCEPTION '{_SAYS}: {table}'"
        " USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$"
    )
    connection.exec_driver_sql(
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}"'
        f' FOR EACH ROW EXECUTE FUNCTION "{name}"()'
    )
