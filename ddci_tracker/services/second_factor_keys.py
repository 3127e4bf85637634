"""The key that second factors rest on: in a file of the state folder, in no database and no copy.

Whoever has read the database, or a copy of it, can work out no code. Where the key is lost or
another one, recovery codes still open, and an administrator or the command line resets the factor.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from ddci_tracker.services.tracker import Tracker

FILE = "second-factor.key"

_BYTES = 32
_WRITTEN = re.compile(r"[0-9a-f]{64}\s*")
_ID = 16
# What RFC 4226 recommends: 160 bits.
_SECRET_BYTES = 20


def key_of(tracker: Tracker) -> bytes | None:
    """The key; None where there is none, or what stands there is none. OSError."""
    try:
        written = _file(tracker).read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return None
    return bytes.fromhex(written.strip()) if _WRITTEN.fullmatch(written) else None


def made_key(tracker: Tracker) -> bytes:
    """The key, made where there is no file; OSError, also where the file holds none."""
    key = key_of(tracker)
    if key is not None:
        return key
    file = _file(tracker)
    half = file.with_name(f"{FILE}.{secrets.token_hex(4)}.part")
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
        target.write(f"{secrets.token_hex(_BYTES)}\n")
        target.flush()
        os.fsync(target.fileno())
    try:
        # Of two processes that make one at once the first counts.
        with suppress(FileExistsError):
            os.link(half, file)
    finally:
        half.unlink()
    key = key_of(tracker)
    if key is None:
        raise OSError(None, "no key of second factors", str(file))
    return key


def id_of(key: bytes) -> str:
    """What tells a key from another one and gives nothing of it away."""
    return hashlib.sha256(b"id of " + key).hexdigest()[:_ID]


def secret_of(key: bytes, salt: str) -> bytes:
    """The secret that codes are worked out from, by the key and what is kept of an account."""
    return hmac.digest(key, f"second factor {salt}".encode(), "sha256")[:_SECRET_BYTES]


def _file(tracker: Tracker) -> Path:
    return tracker.state_dir / FILE
