"""Passwords: what makes a good one, and how one is kept (argon2id) and tried."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_

SHORTEST = 10
# Long enough for anybody's sentence, short enough that trying one costs little.
LONGEST = 200

# Read aloud or copied by hand: no letter that looks like another.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4

_HASHER = PasswordHasher()
# Each try takes 64 MiB for a tenth of a second; a crowd waits its turn.
_TURNS = BoundedSemaphore(4)


def refuse_weak(password: str, name: str) -> None:
    """Pass for a password that an account of this name may have; ``Refused`` for ``password``."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise Refused(
            N_("A password has at least {shortest} characters"),
            field="password",
            shortest=SHORTEST,
        )
    if len(plain) > LONGEST:
        raise Refused(
            N_("A password has at most {longest} characters"), field="password", longest=LONGEST
        )
    if plain.casefold() == name.casefold():
        raise Refused(N_("A password must differ from the account name"), field="password")


def temporary() -> str:
    """A password to hand to somebody, who then chooses another one; 79 random bits."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _TURNS:
        return _HASHER.hash(_bytes(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one that was kept.

    Without a hash the answer is no, but it takes as long, so that nobody learns from the time
    which accounts there are.
    """
    decoy = _decoy()
    if len(password) > LONGEST:
        password_hash, password = None, ""
    try:
        with _TURNS:
            _HASHER.verify(password_hash or decoy, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether a password was kept in a weaker way than one is today."""
    return _HASHER.check_needs_rehash(password_hash)


@cache
def _decoy() -> str:
    return hashed(temporary())


def _plain(password: str) -> str:
    """One form for what may be typed in several: "é" as one character or as two."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    # A terminal may send what is no text; it is nobody's password, but no mistake of ours either.
    return _plain(password).encode("utf-8", "surrogatepass")
