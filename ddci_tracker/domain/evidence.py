"""Evidence of what a unit says: a link, or a file known by its content.

It belongs to one update or one hand-in. Where the bytes of a file lie, and who may see them, is
decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024
LARGEST_FILE = 20 * MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence: ``about`` is the key of the update or the report that it is for.

    Either ``url``, or a file with the SHA-256 of its bytes, its size in bytes and its ``ending``
    by what it holds (pdf, docx, xlsx, pptx, png, jpg). ``unit`` is whose it is.
    """

    about: str
    unit: str
    name: str
    url: str | None = None
    sha256: str | None = None
    size: int | None = None
    ending: str | None = None

    @property
    def file_name(self) -> str:
        """A name under which a file is saved: what it holds, not what it was called, ends it."""
        return f"{self.name}.{self.ending}"
