"""The page that carries every screen, in the reader's language: Streamlit's index page, rewritten.

Also where the tracker starts (``/`` leads to the overview, so that it has an address of its own)
and its mark in the browser's tab.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.domain.texts import LONGEST_TYPED
from ddci_tracker.web import fixed_words, html_pages, language
from ddci_tracker.web.entrances import DISPLAY, SIGN_IN, SIGN_OUT
from ddci_tracker.web.gate import is_a_screen
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.marking import N_

START = "/tong-quan"
SEARCH = "/tim-kiem"

_TITLE = N_("DDCI tracker")
_NEEDS_JAVASCRIPT = N_("This page needs JavaScript. Switch it on in your browser and reload.")
_STATIC = Path(__file__).parent / "static"
_MARK = (_STATIC / "mark.svg").read_bytes()
# In the order in which they run, before any script of Streamlit's.
_SCRIPTS = "\n".join(
    (_STATIC / name).read_text(encoding="utf-8")
    for name in ("words.js", "typed.js", "connection.js", "search.js")
)

_INLINE = re.compile("<script>(.*?)</script>", re.DOTALL)
_POLICY = "; ".join(
    (
        "default-src 'self'",
        # Streamlit loads the scripts of components from what it holds in memory itself.
        "script-src 'self' blob: {scripts}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)

# The surfaces of the two themes in .streamlit/config.toml.
_THEME_COLOURS = (
    '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#F3F4F2" />'
    '<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#11161B" />'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What every screen of ours needs on the page: a stylesheet, and shapes as SVG to point to.

    Sent once with the page, so that no look has to bring them again.
    """

    stylesheet: str = ""
    shapes: str = ""

    @property
    def address(self) -> str:
        """Where the stylesheet is; another one has another address."""
        return f"/looks-{sha256(self.stylesheet.encode()).hexdigest()[:16]}.css"


NO_LOOKS = Looks()


class _ScreenName(Convertor[str]):
    """The address of a screen: one segment of small letters, digits and hyphens."""

    regex = "[a-z0-9][a-z0-9-]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _NoAddress(Convertor[str]):
    """What is neither a screen's address nor one that Streamlit answers to itself."""

    regex = inside.NOT_ITS_ADDRESS

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("screen", _ScreenName())
register_url_convertor("nowhere", _NoAddress())


def shell_routes(looks: Looks) -> list[Route]:
    """The start, the mark, the stylesheet, and every address that can be a screen's.

    Which screens there are, the navigation knows; Streamlit's own addresses look
    different. Routes of our own must stand before these.
    """

    async def stylesheet(_request: Request) -> Response:
        return Response(
            looks.stylesheet,
            media_type="text/css",
            headers={"cache-control": "public, immutable, max-age=31536000"},
        )

    async def shell(request: Request) -> Response:
        if is_a_screen(request):
            # Nobody types at one: it has a face of its own.
            return RedirectResponse(DISPLAY, status_code=303)
        page = shell_page(language.asked_for(request.query_params), looks)
        return HTMLResponse(
            page,
            headers={"cache-control": "no-cache", "content-security-policy": policy_of(page)},
        )

    return [
        Route("/", _start),
        Route(inside.ICON, _mark),
        Route(looks.address, stylesheet),
        Route("/{name:screen}", shell),
        # Streamlit would answer with its index page as it is, in English.
        Route("/{path:nowhere}", _nothing_here),
    ]


async def _start(request: Request) -> RedirectResponse:
    query = request.url.query
    address = f"{START}?{query}" if query else START
    return RedirectResponse(address, headers={"cache-control": "no-store"})


async def _nothing_here(_request: Request) -> Response:
    return PlainTextResponse("Not Found", 404)


async def _mark(_request: Request) -> Response:
    return Response(
        _MARK, media_type="image/svg+xml", headers={"cache-control": "public, max-age=86400"}
    )


@cache
def shell_page(spoken: Language, looks: Looks) -> str:
    """Streamlit's index page in a language: its name, its title and no word of another one.

    Raises RuntimeError when the page is no longer the one that is rewritten here.
    """
    words = Words.of(spoken)
    page = (inside.static_folder() / "index.html").read_text(encoding="utf-8")
    page = _replace(page, inside.INDEX_LANGUAGE, f'<html lang="{spoken.tag}">')
    title = f"<title>{escape(words.text(_TITLE))}</title>"
    page = _replace(page, inside.INDEX_TITLE, title)
    # The interface for programs is switched off, so nothing points to it.
    page = _replace(page, inside.INDEX_SERVICE, _THEME_COLOURS)
    needs_javascript = f"<p>{escape(words.text(_NEEDS_JAVASCRIPT))}</p>"
    page = _replace(page, inside.INDEX_NOSCRIPT, f"<noscript>{needs_javascript}</noscript>")
    said = f"window.ddciWords = {fixed_words.table(words)};"
    first = "\n".join((f"{inside.INDEX_SCRIPT}{inside.FIND_THE_SERVER}", said, _SCRIPTS))
    page = _replace(page, inside.INDEX_SCRIPT, first)
    # At the end, since the later of two equal rules holds and Streamlit's own stand in the head.
    stylesheet = f'<link rel="stylesheet" href="{looks.address}" />'
    last = f"{stylesheet}{looks.shapes}{_connection(words)}{_search(words)}{inside.INDEX_END}"
    page = _replace(page, inside.INDEX_END, last)
    return _replace(page, inside.INDEX_NOTES, "")


@cache
def policy_of(page: str) -> str:
    """What a page that carries a screen may run and load: ours, and no script but those on it."""
    scripts = (sha256(script.encode()).digest() for script in _INLINE.findall(page))
    hashes = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in scripts)
    return _POLICY.format(scripts=hashes)


def _connection(words: Words) -> str:
    """What ``connection.js`` shows when the page stops answering, and what the scripts go by."""
    asked = words.language.parameter
    spoken = f"{language.PARAMETER}={asked}&" if asked else ""
    return html_pages.fragment(
        "connection.html",
        words,
        address=f"{SIGN_IN}?{spoken}next=",
        health=f"{inside.HEALTH}?{language.PARAMETER}={words.language}",
        buttons=inside.BUTTONS,
        acts=inside.ACTS,
        settled=inside.SETTLED,
        sign_out=SIGN_OUT,
        longest=LONGEST_TYPED,
    )


def _search(words: Words) -> str:
    """The box that ``search.js`` opens over a screen."""
    return html_pages.fragment("search.html", words, address=SEARCH)


def _replace(page: str, pattern: str, new: str) -> str:
    page, count = re.subn(pattern, lambda _: new, page, flags=re.DOTALL)
    if not count:
        raise RuntimeError(f"Streamlit's index page has no {pattern!r} any more")
    return page
