"""The bytes of evidence: files in a folder of the state folder, each named by what it holds.

A file is written wholly or not at all, and never changed: two of the same content are one.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile

FOLDER = "evidence"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def path_of(folder: Path, digest: str) -> Path:
    """Where a file of this SHA-256 lies; ValueError for what is none, whatever a row may say."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return folder / digest[:2] / digest


def digest_of(body: bytes) -> str:
    """The SHA-256 by which a file is known."""
    return hashlib.sha256(body).hexdigest()


def keep(folder: Path, body: bytes) -> str:
    """Keep a file; returns its SHA-256. One that is there and sound is left as it is."""
    digest = digest_of(body)
    path = path_of(folder, digest)
    if is_sound(folder, digest):
        return digest
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as half:
        try:
            half.write(body)
            half.flush()
            os.fsync(half.fileno())
            os.replace(half.name, path)
        except BaseException:
            Path(half.name).unlink(missing_ok=True)
            raise
    return digest


def read(folder: Path, digest: str) -> bytes | None:
    """The bytes of a file; None where it is missing or altered."""
    try:
        body = path_of(folder, digest).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return body if digest_of(body) == digest else None


def is_sound(folder: Path, digest: str) -> bool:
    """Whether a file is there as it was kept."""
    return read(folder, digest) is not None
