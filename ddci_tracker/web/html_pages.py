"""Pages of plain HTML without scripts, in the looks of the tracker; and the forms that they send.

Quick on the slowest line, since whoever meets one has nothing of the tracker in the browser yet.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ddci_tracker.web import language
from ddci_tracker.words.catalogue import Language, Words, languages

_HERE = Path(__file__).parent
_MARK = (_HERE / "static" / "mark.svg").read_text(encoding="utf-8")
_STYLE = (_HERE / "static" / "plain.css").read_text(encoding="utf-8")
_ICON = f"data:image/svg+xml;base64,{b64encode(_MARK.encode()).decode()}"

# Nobody types more; whoever sends more is not worth the memory.
_LARGEST_FORM = 16 * 1024
_MOST_FIELDS = 20

HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; img-src data:; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none';"
        f" style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
    ),
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        style=Markup(_STYLE),  # noqa: S704 - a file of ours
        mark=Markup(_MARK),  # noqa: S704 - a file of ours
        icon=_ICON,
    )
    return environment


def page(
    template: str,
    words: Words,
    *,
    title: str,
    status: int = 200,
    note: str = "",
    wrong: str = "",
    switch_at: str = "",
    **shown: object,
) -> HTMLResponse:
    """An answer made of a template; every value in it is escaped.

    ``note`` and ``wrong`` are sentences above the rest. ``switch_at`` is the address of the same
    page without a language, to offer it in the others.
    """
    html = (
        _environment()
        .get_template(template)
        .render(
            t=words.text,
            lang=words.language.tag,
            title=title,
            note=note,
            wrong=wrong,
            others=_others(words.language, switch_at),
            **shown,
        )
    )
    return HTMLResponse(html, status_code=status, headers=dict(HEADERS))


def fragment(template: str, words: Words, **shown: object) -> str:
    """A template as a piece of a page that is made elsewhere; every value in it is escaped."""
    return _environment().get_template(template).render(t=words.text, **shown)


def _others(spoken: Language, address: str) -> list[Mapping[str, str]]:
    if not address:
        return []
    joint = "&" if "?" in address else "?"
    return [
        {
            "address": f"{address}{joint}{language.PARAMETER}={other}",
            "lang": other.tag,
            "name": other.own_name,
        }
        for other in languages()
        if other != spoken
    ]


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a form that was sent, the last of each name; 413 and 400 as HTTPException."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            raise HTTPException(413)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(400) from None
    # No database takes a NUL, and nobody types one.
    return {name: value.replace("\0", "") for name, value in pairs}
