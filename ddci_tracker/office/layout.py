"""How a printed briefing is laid out: margins, sizes and spacing, as an installation sets them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any


class BadLayout(Exception):
    """The layout file is no layout; says what is wrong in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLayout:
    """Margins in millimetres on an A4 page."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FontLayout:
    """The name that Word is told, and sizes in points."""

    name: str
    body: float
    heading: float
    motto: float
    date: float
    title: float
    recipients_title: float
    recipients: float
    page_number: float
    table: float
    annex: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLayout:
    """The first line in millimetres, the space after in points, the spacing in lines."""

    first_line: float
    after: float
    line_spacing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The whole of it; get one by ``read_layout``."""

    page: PageLayout
    font: FontLayout
    paragraph: ParagraphLayout


def read_layout(file: Path) -> Layout:
    """The layout that a file sets; ``BadLayout`` where it is none."""
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadLayout(f"{file.name}: {error}") from error
    return Layout(
        page=_part(PageLayout, "page", read, file),
        font=_part(FontLayout, "font", read, file),
        paragraph=_part(ParagraphLayout, "paragraph", read, file),
    )


def _part(cls: Any, name: str, read: dict[str, Any], file: Path) -> Any:
    given = read.get(name)
    wanted = {field.name for field in fields(cls)}
    if not isinstance(given, dict) or set(given) != wanted:
        raise BadLayout(f"{file.name}: [{name}] needs exactly {', '.join(sorted(wanted))}")
    for key, value in given.items():
        is_name = key == "name"
        fits = isinstance(value, str) if is_name else isinstance(value, (int, float)) and value > 0
        if isinstance(value, bool) or not fits:
            raise BadLayout(f"{file.name}: [{name}] {key} = {value!r}")
    return cls(**given)
