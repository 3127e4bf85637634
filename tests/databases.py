"""Databases for tests and measurements: one for each process of a run, a schema for each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text


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
