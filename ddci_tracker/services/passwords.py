"""Passwords: what makes a good one, and how one is kept (argon2id) and tried."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
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

# Of different letters, of a word that counts as one, of a name's part, and of letters beyond them.
_FEWEST_LETTERS, _SHORTEST_WORD, _SHORTEST_PART, _FEWEST_OF_ONES_OWN = 5, 3, 2, 3
# "1" may stand for an l or an i, so these two count as one letter.
_LOOK_ALIKE = str.maketrans("0134578@$!l", "oieastbasii")
_ONE_LETTER = str.maketrans("l", "i")
_RUNS = (
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "qwertyuiopasdfghjklzxcvbnm",
    "asdfghjkl",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "q1w2e3r4t5y6u7i8o9p0",
    "1q2w3e4r5t6y7u8i9o0p",
)

_HASHER = PasswordHasher()
# Each try takes 64 MiB for a tenth of a second; a crowd waits its turn.
_TURNS = BoundedSemaphore(4)


def refuse_weak(password: str, name: str, *, around: Iterable[str] = ()) -> None:
    """Pass for a password that an account of this name may have; ``Refused`` for ``password``.

    ``around`` are names that others know of whoever it is: their own, the agency's, the province's.
    """
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
    if _is_easily_guessed(plain, (name, *around)):
        raise Refused(
            N_(
                "This password is easily guessed: it is made of words that many use, of one "
                "pattern, or of a name: the account's, its owner's, the agency's, the province's; "
                "take several words of your own"
            ),
            field="password",
        )


def _is_easily_guessed(plain: str, names: Iterable[str]) -> bool:
    """Whether nothing is left of a password without what everybody tries first.

    Marks of Vietnamese letters, capitals, digits for letters, years and signs add nothing.
    """
    letters = _bare(plain)
    if len(set(letters)) < _FEWEST_LETTERS or _is_repeated(letters) or _is_a_run(letters):
        return True
    words = {*_common_words(), *(word for name in names for word in _words_of(name))}
    known = sorted({word.translate(_ONE_LETTER) for word in words}, key=len, reverse=True)
    return any(
        len(_without(known, reading)) < _FEWEST_OF_ONES_OWN for reading in _readings(letters)
    )


def _readings(letters: str) -> Iterator[str]:
    """What may be meant: digits and signs stand for letters, for nothing, or, where several
    follow each other, for a year or a tail.
    """
    for meant in (
        letters.translate(_LOOK_ALIKE),
        letters.translate(_ONE_LETTER),
        re.sub(r"[\W\d_]{2,}", "", letters).translate(_LOOK_ALIKE),
    ):
        yield re.sub(r"[\W\d_]+", "", meant)


def _without(words: Iterable[str], text: str) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def _words_of(name: str) -> Iterator[str]:
    """The ways in which a name is shortened: its parts, all of them, and their first letters."""
    parts = re.findall(r"[^\W\d_]+", _bare(name))
    if not parts:
        return
    first = "".join(part[0] for part in parts)
    for word in (*parts, "".join(parts), first, parts[-1] + first[:-1], first[:-1] + parts[-1]):
        if len(word) >= _SHORTEST_PART:
            yield word


def _bare(text: str) -> str:
    """Small letters without marks."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _is_repeated(letters: str) -> bool:
    """Whether a short piece is written again and again, the last time perhaps in part."""
    return any(
        letters == (letters[:size] * len(letters))[: len(letters)]
        for size in range(1, len(letters) // 2 + 1)
    )


def _is_a_run(letters: str) -> bool:
    """Whether it goes along the keyboard, the alphabet or the digits, there or back."""
    return any(letters in run * 2 or letters in run[::-1] * 2 for run in _RUNS)


@cache
def _common_words() -> frozenset[str]:
    file = Path(__file__).with_name("common_passwords.txt")
    words = file.read_text(encoding="utf-8").split()
    return frozenset(word for word in words if len(word) >= _SHORTEST_WORD)


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
