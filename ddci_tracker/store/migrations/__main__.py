"""Drafts the next migration: what differs between the tables and an up-to-date database."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from ddci_tracker.store.engine import make_engine
from ddci_tracker.store.migrations import config_for, head


def draft(message: str) -> None:
    """Write ``versions/<number>_<message>.py``."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "draft.sqlite3"
        file.touch()
        engine = make_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            # Without the guards: they would be set on tables that are yet to be made.
            command.upgrade(config_for(connection), "head")
        with engine.connect() as connection:
            number = f"{int(head()) + 1:04}"
            command.revision(config_for(connection), message, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    draft(sys.argv[1])
