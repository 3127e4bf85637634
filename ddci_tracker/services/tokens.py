"""Secrets that a browser or an address carries: long, random, and kept only by their SHA-256.

Nothing can be read from one, so it needs no signature; whoever reads the database can use none.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Protocol

_BYTES = 32


def new_token() -> str:
    """A secret of 256 random bits, of letters that need no quoting in an address or a cookie."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a secret: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class GivenOut(Protocol):
    """A secret that was given out, found again by ``token_hash``. Moments are UTC."""

    @property
    def token_hash(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def created_by(self) -> str: ...
    @property
    def last_used_at(self) -> datetime | None: ...
