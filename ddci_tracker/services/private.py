"""What the department keeps is for the user alone under whom the tracker runs.

SQLite gives its helping files (``-wal``, ``-shm``) the rights of the database itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ddci_tracker.services import identity, second_factor_keys
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import copies
from ddci_tracker.store.engine import sqlite_file

_FOLDER, _FILE = 0o700, 0o600


def close_state_folder(tracker: Tracker) -> None:
    """Close the state folder, the database, what goes with it and every copy to other users.

    On Windows the rights of the folder above count, which the administrator sets.
    """
    if os.name == "nt":
        return
    tracker.state_dir.mkdir(parents=True, exist_ok=True)
    for path in kept_closed(tracker):
        _close(path, _FOLDER if path.is_dir() else _FILE)


def kept_closed(tracker: Tracker) -> Iterator[Path]:
    """What nobody else may open; not all of it need be there. Not another program's."""
    yield tracker.state_dir
    backups = tracker.state_dir / copies.FOLDER
    yield from backups.glob("*")
    yield backups
    yield tracker.state_dir / identity.FILE
    yield tracker.state_dir / second_factor_keys.FILE
    database = sqlite_file(tracker.engine)
    if database is not None and not identity.is_foreign(tracker):
        for ending in ("", "-wal", "-shm"):
            yield database.with_name(database.name + ending)


def _close(path: Path, mode: int) -> None:
    # Where it is somebody else's, or may not be written, it is left as it is.
    with suppress(OSError):
        path.chmod(mode)
