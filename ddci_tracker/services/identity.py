"""What the state folder remembers of the database that it goes with, so that no other one, and
no empty one, is ever taken for it in silence.

``installation.json`` keeps the id of the installation, and whether it has had accounts: a
database without any then opens nothing to nobody. Whoever means to begin anew removes the file.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import health, identity
from ddci_tracker.store.engine import sqlite_file, writing
from ddci_tracker.store.errors import StoreUnavailable, Trouble

FILE = "installation.json"


@dataclass(frozen=True, slots=True)
class _Remembered:
    installation: str
    accounts: bool


def refuse_another(tracker: Tracker) -> None:
    """Pass for the database that stood here before, and for any of a tracker where none did.

    ``StoreUnavailable``: the database is gone, another one stands in its place, or it is that of
    another program, into which nothing is written.
    """
    remembered = _read(tracker)
    if is_foreign(tracker):
        trouble = Trouble.FOREIGN if remembered is None else Trouble.REPLACED
        raise StoreUnavailable(str(sqlite_file(tracker.engine)), trouble)
    if remembered is None:
        return
    file = sqlite_file(tracker.engine)
    if file is not None and not file.exists():
        raise StoreUnavailable(f"{file} was here", Trouble.GONE)
    if identity.identity_of(tracker.engine) != remembered.installation:
        raise StoreUnavailable("another database than was here", Trouble.REPLACED)
    if remembered.accounts and not health.has_accounts(tracker.engine):
        raise StoreUnavailable("the accounts are gone", Trouble.REPLACED)


def is_foreign(tracker: Tracker) -> bool:
    """Whether the database is that of another program; ``StoreUnavailable`` for a busy one."""
    return identity.is_foreign(tracker.engine)


def is_known(tracker: Tracker) -> bool:
    """Whether a database stood here before."""
    return _read(tracker) is not None


def is_of(running: Tracker, other: Tracker) -> bool:
    """Whether two databases are of one installation; ``StoreUnavailable`` without a database."""
    found = identity.identity_of(running.engine)
    return found is not None and found == identity.identity_of(other.engine)


def remember(tracker: Tracker) -> None:
    """Remember the database that stands here now; one without an id gets one."""
    found = identity.identity_of(tracker.engine)
    if found is None:
        with writing(tracker.engine) as session:
            found = identity.keep_identity(session, secrets.token_hex(16))
    _write(tracker, _Remembered(found, accounts=health.has_accounts(tracker.engine)))


def remember_accounts(tracker: Tracker) -> None:
    """Remember that people sign in here from now on."""
    remembered = _read(tracker)
    if remembered is not None and not remembered.accounts:
        _write(tracker, _Remembered(remembered.installation, accounts=True))


def has_had_accounts(tracker: Tracker) -> bool:
    """Whether people have signed in here."""
    remembered = _read(tracker)
    return remembered is not None and remembered.accounts


def _place(tracker: Tracker) -> Path:
    return tracker.state_dir / FILE


def _read(tracker: Tracker) -> _Remembered | None:
    try:
        return _Remembered(**json.loads(_place(tracker).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        # Half a file remembers that something was here, and nothing that is here now fits it.
        return _Remembered("", accounts=True)


def _write(tracker: Tracker, remembered: _Remembered) -> None:
    place = _place(tracker)
    if _read(tracker) == remembered:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f"{FILE}.{os.getpid()}.part")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(remembered), file)
    half.replace(place)
