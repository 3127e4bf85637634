"""Databases for tests and measurements: one for each process of a run, a schema for each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event, inspect, make_url, text

_DECIDE = command.upgrade


@contextmanager
def database_of_its_own(postgres_url: str, name: str) -> Iterator[str]:
    """The address of another database of the same server, gone afterwards.

    Two processes that share a database would meet in what PostgreSQL keeps for all its schemas,
    as advisory locks are.
    """
    url = make_url(postgres_url)
    inside = url.set(database=f"{url.database}_{name}")
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        # What a run that was killed has left.
        connection.execute(text(f'DROP DATABASE IF EXISTS "{inside.database}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{inside.database}"'))
    yield inside.render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{inside.database}" WITH (FORCE)'))
    server.dispose()


@contextmanager
def empty_schema(postgres_url: str) -> Iterator[str]:
    """The address of a PostgreSQL schema of its own, gone afterwards."""
    url = make_url(postgres_url)
    schema = f"test_{uuid4().hex}"
    server = create_engine(url)
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    inside = url.update_query_dict({"options": f"-csearch_path={schema}"})
    yield inside.render_as_string(hide_password=False)
    with server.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


@contextmanager
def steps_decided_once() -> Iterator[None]:
    """Let the migrations of an empty database say again what they said of the first one.

    What they do there never differs, and nearly all of their time goes into deciding it: every new
    database, and every copy that is restored, would decide it again. A database that holds
    something is migrated as ever, and so is one of other steps.
    """
    decided: dict[tuple[str, str | None, str], list[tuple[str, Any]]] = {}

    def upgrade(config: Config, revision: str) -> None:
        connection: Connection = config.attributes["connection"]
        if inspect(connection).get_table_names():
            _DECIDE(config, revision)
            return
        steps = connection.dialect.name, config.get_main_option("script_location"), revision
        if steps in decided:
            for sql, parameters in decided[steps]:
                connection.exec_driver_sql(sql, parameters)
            return
        said: list[tuple[str, Any]] = []

        def hear(_of: object, _cursor: object, sql: str, parameters: Any, *_: object) -> None:
            if not sql.lstrip().startswith(("SELECT", "PRAGMA")):
                said.append((sql, parameters))

        event.listen(connection, "after_cursor_execute", hear)
        _DECIDE(config, revision)
        event.remove(connection, "after_cursor_execute", hear)
        decided[steps] = said

    with patch.object(command, "upgrade", upgrade):
        yield
