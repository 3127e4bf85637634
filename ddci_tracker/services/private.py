"""What the department keeps is for the user alone under whom the tracker runs.

SQLite gives its helping files (``-wal``, ``-shm``) the rights of the database itself.
"""

from __future__ import annotations

import os
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
    _close(tracker.state_dir, _FOLDER)
    backups = tracker.state_dir / copies.FOLDER
    for file in backups.glob("*"):
        _close(file, _FILE)
    _close(backups, _FOLDER)
    _close(tracker.state_dir / identity.FILE, _FILE)
    _close(tracker.state_dir / second_factor_keys.FILE, _FILE)
    database = sqlite_file(tracker.engine)
    if database is not None:
        for ending in ("", "-wal", "-shm"):
            _close(database.with_name(database.name + ending), _FILE)


def _close(path: Path, mode: int) -> None:
    # Where it is somebody else's, or may not be written, it is left as it is.
    with suppress(OSError):
        path.chmod(mode)
