"""No bare answer reaches a person: an error, an address that there is not, a form that is too
long are told on a page, with what to do. Programs get what they would get anyway.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ddci_tracker.services.failures import sentences_for_anybody
from ddci_tracker.web.refusals import page_of
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

log = logging.getLogger(__name__)

_NOTHING_HERE = 404
_TOO_MUCH = 413
_BARE = "text/plain"
_FIRST_ERROR = 400
_OF_OUR_OWN = 500
_UNAVAILABLE = 503

_WHY = {
    _NOTHING_HERE: N_("There is nothing at this address."),
    _TOO_MUCH: N_("What was sent is too long."),
}
_NO_ANSWER = N_("This request cannot be answered.")
_START_ANEW = N_("Open the tracker by its usual address and try again.")


class ToldTroubles:
    """ASGI middleware that puts a page in the place of a bare error."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False
        instead: HTMLResponse | None = None
        wants_a_page = "text/html" in Headers(scope=scope).get("accept", "")

        async def send_no_bare_error(message: Message) -> None:
            nonlocal started, instead
            if message["type"] == "http.response.start":
                started = True
                if wants_a_page and _is_bare(message):
                    instead = page_of(message["status"], lambda words: _said(message, words), scope)
            if instead is None:
                await send(message)

        try:
            await self._app(scope, receive, send_no_bare_error)
        except Exception as error:
            if started and instead is None:
                raise
            instead = _page_of(error, scope)
        if instead is not None:
            await instead(scope, receive, send)


def _is_bare(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] >= _FIRST_ERROR and kind.startswith(_BARE)


def _said(message: Message, words: Words) -> Iterator[str]:
    yield words.text(_WHY.get(message["status"], _NO_ANSWER))
    yield words.text(_START_ANEW)


def _page_of(error: Exception, scope: Scope) -> HTMLResponse:
    reference = secrets.token_hex(4).upper()
    log.error("reference=%s error=%s", reference, type(error).__name__, exc_info=error)
    if sentences_for_anybody(error, Words.of()):
        return page_of(_UNAVAILABLE, lambda words: sentences_for_anybody(error, words), scope)

    def said(words: Words) -> Iterator[str]:
        yield words.text(
            "This page could not be shown. Please tell your administrator the reference number"
            " {reference}.",
            reference=reference,
        )
        yield words.text(_START_ANEW)

    return page_of(_OF_OUR_OWN, said, scope)
