"""Runs migrations on the connection it is given, inside that connection's transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from ddci_tracker.store import kinds


def as_plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what they are in the database.

    A migration must keep meaning the same when the tracker's types move on.
    """
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    return f"sa.{type(item.impl_instance).__name__}(" + (
        "timezone=True)" if getattr(item.impl_instance, "timezone", False) else ")"
    )


def is_of_the_tables(name: str | None, _kind: str, _parents: object) -> bool:
    """Whether something in the database is compared with the tables of the code.

    The databases' own index of words, and what SQLite keeps for it, is no table of theirs.
    """
    return name is None or not name.startswith("search_index")


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=kinds.METADATA,
    # SQLite cannot alter most of a table: it is rebuilt.
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=as_plain_type,
    include_name=is_of_the_tables,
)
context.run_migrations()
