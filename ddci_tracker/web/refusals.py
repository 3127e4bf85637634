"""What somebody is told who does not get through the gate: why, and what to do about it.

The pages are plain HTML without scripts, in the language that the address asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from html import escape
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send

from ddci_tracker.services.failures import sentences_for_anybody
from ddci_tracker.web import entrances, language
from ddci_tracker.words.catalogue import Words, languages
from ddci_tracker.words.marking import N_


class Refusal(StrEnum):
    """Why a request does not get through."""

    ANOTHER_COMPUTER = "another_computer"
    PROXY = "proxy"
    FOREIGN_HOST = "foreign_host"
    FOREIGN_ORIGIN = "foreign_origin"
    UNKNOWN_HOST = "unknown_host"
    SIGN_IN = "sign_in"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 - the name of a reason
    SHOW_CODE = "show_code"
    SET_UP_FACTOR = "set_up_factor"
    UNAVAILABLE = "unavailable"


class _Answer(NamedTuple):
    """HTTP status, code that closes a websocket, and two sentences as message ids."""

    status: int
    close_code: int
    why: str
    what_to_do: str


_OPEN_IT_HERE = N_(
    "Open the tracker in a browser on the computer on which it runs, at http://localhost and its"
    " port. To use it from elsewhere, create the first account on that computer: from then on"
    " everybody signs in."
)

_ANSWERS: Mapping[Refusal, _Answer] = MappingProxyType(
    {
        Refusal.ANOTHER_COMPUTER: _Answer(
            403,
            4403,
            N_("While no account exists, the tracker serves only the computer on which it runs."),
            _OPEN_IT_HERE,
        ),
        Refusal.PROXY: _Answer(
            403,
            4403,
            N_(
                "This request came through another server (a proxy). While no account exists, the"
                " tracker serves only the computer on which it runs."
            ),
            _OPEN_IT_HERE,
        ),
        Refusal.FOREIGN_HOST: _Answer(
            403,
            4403,
            N_(
                "The name in this address is not this computer's own. While no account exists, the"
                " tracker answers only to localhost, 127.0.0.1 and [::1]."
            ),
            _OPEN_IT_HERE,
        ),
        Refusal.FOREIGN_ORIGIN: _Answer(
            403,
            4403,
            N_("This request was sent by the page of another site."),
            N_("Close that page and open the tracker by its own address."),
        ),
        Refusal.UNKNOWN_HOST: _Answer(
            403,
            4403,
            N_("The tracker does not go by the name in this address."),
            N_(
                "Open it by its usual address. Whoever runs it sets the names that it answers to"
                " in DDCI_ALLOWED_HOSTS."
            ),
        ),
        Refusal.SIGN_IN: _Answer(
            401,
            4401,
            N_("You are not signed in."),
            N_("Sign in with the account that your administrator gave you."),
        ),
        Refusal.CHANGE_PASSWORD: _Answer(
            403,
            4403,
            N_("Your password is a temporary one."),
            N_("Open the tracker again and choose a password of your own first."),
        ),
        # An open page goes on as soon as this is done, as after signing in.
        Refusal.SHOW_CODE: _Answer(
            401,
            4401,
            N_("The code of your second factor is still to be given."),
            N_("Open the tracker again and type the code that your phone shows."),
        ),
        Refusal.SET_UP_FACTOR: _Answer(
            401,
            4401,
            N_("This account must have a second factor."),
            N_("Open the tracker again and set one up; it takes a minute with a phone."),
        ),
        Refusal.UNAVAILABLE: _Answer(
            503,
            1013,
            N_("The tracker cannot read its database, so it lets nobody in."),
            N_("Try again in a minute. If it stays so, tell your administrator."),
        ),
    }
)

_STYLE = (
    "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:40rem;margin:12vh auto;padding:0 1.5rem;"
    "color:#182026;background:#f3f4f2}h1{font-size:1em}a{color:inherit}"
    "@media(prefers-color-scheme:dark){body{color:#eef2f5;background:#11161b}}"
)


async def refuse(
    refusal: Refusal,
    scope: Scope,
    receive: Receive,
    send: Send,
    *,
    because: BaseException | None = None,
) -> None:
    """Answer a request with the page of its refusal, or close a websocket before it opens.

    ``because``: the error behind it, which the page names where a sentence is known for it. A
    script of a page that asks for JSON gets that sentence alone.
    """
    answer = _ANSWERS[refusal]
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": answer.close_code, "reason": refusal})
        return
    if because is not None and "application/json" in Headers(scope=scope).get("accept", ""):
        words = _words_for(scope)
        said = sentences_for_anybody(because, words) or [words.text(answer.why)]
        await JSONResponse(
            {"said": " ".join(said)}, answer.status, headers={"cache-control": "no-store"}
        )(scope, receive, send)
        return
    if entrances.is_of_the_api(scope):
        told = json_of(answer.status, lambda words: _said(answer, because, words), scope)
        await told(scope, receive, send)
        return
    page = page_of(answer.status, lambda words: _said(answer, because, words), scope)
    await page(scope, receive, send)


def page_of(status: int, sentences: Callable[[Words], Iterable[str]], scope: Scope) -> HTMLResponse:
    """A page of plain HTML that says something; the first sentence stands out.

    It leads to the same in every other language: its reader may know that one alone.
    """
    words = _words_for(scope)
    return HTMLResponse(
        _page(list(sentences(words)), words),
        status_code=status,
        headers={
            "cache-control": "no-store",
            "content-security-policy": (
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
            ),
        },
    )


def plain_of(
    status: int, sentences: Callable[[Words], Iterable[str]], scope: Scope
) -> PlainTextResponse:
    """The same for a request that asks for no page: sentences as plain text."""
    words = _words_for(scope)
    return PlainTextResponse(
        " ".join(sentences(words)),
        status_code=status,
        headers={"cache-control": "no-store", "content-language": words.language.tag},
    )


def json_of(status: int, sentences: Callable[[Words], Iterable[str]], scope: Scope) -> JSONResponse:
    """The same for another system."""
    words = _words_for(scope)
    return JSONResponse(
        {"said": " ".join(sentences(words))},
        status_code=status,
        headers={"cache-control": "no-store", "content-language": words.language.tag},
    )


def _words_for(scope: Scope) -> Words:
    """The words of the language that a request asks for, by itself or from a page that did."""
    asked = QueryParams(scope["query_string"])
    page = urlsplit(Headers(scope=scope).get("referer", ""))
    return Words.of(language.asked_for({**dict(parse_qsl(page.query)), **asked}))


def close_code(refusal: Refusal) -> int:
    """The code that closes an open websocket for this reason."""
    return _ANSWERS[refusal].close_code


def _said(answer: _Answer, because: BaseException | None, words: Words) -> Iterator[str]:
    yield words.text(answer.why)
    if because is not None:
        yield from sentences_for_anybody(because, words)
    yield words.text(answer.what_to_do)


def _page(sentences: list[str], words: Words) -> str:
    first, *others = map(escape, sentences)
    said = f"<h1>{first}</h1>" + "".join(f"<p>{each}</p>" for each in others)
    elsewhere = "".join(
        f'<p><a href="?{language.PARAMETER}={each}" lang="{each.tag}" hreflang="{each.tag}">'
        f"{each.own_name}</a></p>"
        for each in languages()
        if each != words.language
    )
    return (
        f'<!doctype html><html lang="{words.language.tag}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{first}</title><style>{_STYLE}</style></head>"
        f'<body class="trouble"><main>{said}</main><footer>{elsewhere}</footer></body></html>'
    )
