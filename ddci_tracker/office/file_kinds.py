"""What a file is, told by what it holds and never by its name.

Only kinds that show nothing but themselves are known: no page, no drawing with scripts, no macros.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

KINDS: Final = ("pdf", "docx", "xlsx", "pptx", "png", "jpg")
# What ``zipfile`` raises for a damaged package, wherever the damage lies; for one that needs a
# password it raises RuntimeError.
DAMAGED_PACKAGE: Final = (
    *(BadZipFile, EOFError, KeyError, NotImplementedError, OSError),
    # ValueError: for a place before the beginning.
    *(lzma.LZMAError, struct.error, ValueError, zlib.error),
)
_PNG, _JPG, _PDF, _ZIP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04"
# The part that tells a document from a workbook and from slides.
_MAIN_PARTS: Final = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}


def kind_of(body: bytes) -> str | None:
    """The ending of a file of this content; None for what is no such file."""
    if body.startswith(_PNG):
        return "png"
    if body.startswith(_JPG):
        return "jpg"
    if body.startswith(_PDF):
        return "pdf"
    return _office_kind(body) if body.startswith(_ZIP) else None


def _office_kind(body: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(body)) as package:
            names = set(package.namelist())
            types = package.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except (*DAMAGED_PACKAGE, RuntimeError):
        return None
    if b"macroEnabled" in types or any("vbaproject.bin" in name.lower() for name in names):
        return None
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names and types), None)
