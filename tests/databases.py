"""Databases for tests and measurements."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text


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
