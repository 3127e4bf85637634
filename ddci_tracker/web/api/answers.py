"""How ``/api/v1`` answers: JSON or CSV, a tag for whoever has it already, and troubles in JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response

from ddci_tracker.words.language import Language

JSON, CSV = "application/json", "text/csv"

# Only for whoever holds the token, and asked for anew each time: it may be revoked.
_KEPT_BY_NOBODY = "private, no-cache"
# What a spreadsheet would take for a formula, unless it is a number.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def trouble(
    status: int,
    said: str,
    language: Language,
    *,
    field: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Why there is no other answer; ``field`` is the parameter that is wrong."""
    named = {} if field is None else {"field": field}
    kept = {"cache-control": "no-store", "content-language": language.tag, **(headers or {})}
    return JSONResponse({"said": said, **named}, status, headers=kept)


def wanted(headers: Headers, offered: Sequence[str]) -> str | None:
    """Which of the media types that are offered is asked for most; None: none of them."""
    written = ",".join(headers.getlist("accept")).strip()
    if not written:
        return offered[0]
    liked = [(_how_much(each, written), -place, each) for place, each in enumerate(offered)]
    most, _, chosen = max(liked)
    return chosen if most > 0 else None


def _how_much(media_type: str, written: str) -> float:
    """The weight of a media type in ``Accept``: the most exact range that fits it decides."""
    main = media_type.partition("/")[0]
    exact = {"*/*": 1, f"{main}/*": 2, media_type: 3}
    found = (0, 0.0)
    for part in written.split(","):
        name, *parameters = (each.strip().lower() for each in part.split(";"))
        if name in exact:
            found = max(found, (exact[name], _weight(parameters)))
    return found[1]


def _weight(parameters: Sequence[str]) -> float:
    told = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    return float(told) if re.fullmatch(r"[01](\.[0-9]{0,3})?", told, re.ASCII) else 0.0


def answer(
    document: Any, media_type: str, columns: Sequence[str], language: Language, headers: Headers
) -> Response:
    """A document, or that it is the one which the asker has already.

    ``columns`` are those of the CSV of a list. Bytes are a document that was kept as such.
    """
    body = _written(document, media_type, columns)
    tag = f'W/"{sha256(_without_its_moment(document, body)).hexdigest()[:32]}"'
    said = {
        "etag": tag,
        "cache-control": _KEPT_BY_NOBODY,
        "vary": "accept, authorization",
        "content-language": language.tag,
    }
    if _has_it(tag, headers):
        return Response(status_code=304, headers=said)
    if media_type == CSV:
        return Response(body, headers={**said, "content-type": f"{CSV}; charset=utf-8"})
    return Response(body, headers=said, media_type=JSON)


def _written(document: Any, media_type: str, columns: Sequence[str]) -> bytes:
    if isinstance(document, bytes):
        return document
    if media_type == CSV:
        return _table(document, columns).encode()
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _without_its_moment(document: Any, body: bytes) -> bytes:
    """What two answers have in common that differ by the moment of the question alone."""
    if isinstance(document, dict) and "known_at" in document:
        lasting = {name: value for name, value in document.items() if name != "known_at"}
        return json.dumps(lasting, ensure_ascii=False).encode()
    return body


def _has_it(tag: str, headers: Headers) -> bool:
    written = headers.get("if-none-match", "")
    known = {each.strip().removeprefix("W/") for each in written.split(",")}
    return "*" in known or tag.removeprefix("W/") in known


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Lines by RFC 4180, the first with the names of the columns; codes of a list by ``;``."""
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(columns)
    for row in rows:
        lines.writerow([_cell(_within(row, name)) for name in columns])
    return written.getvalue()


def _within(row: Any, column: str) -> Any:
    """The value of a column; ``a.b`` is the field of a thing that may be missing."""
    for name in column.split("."):
        row = None if row is None else row[name]
    return row


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return ";".join(map(str, value))
    text = str(value)
    # Nothing that people typed may become a formula where somebody opens the file.
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
