"""No bare answer reaches a person: an error, an address that there is not, a form that is too
long are told with what to do, in the language that is asked for. On a page where one is asked for;
scripts and programs get the same sentences as plain text, which a page of ours may show.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ddci_tracker.services.failures import sentences_for_anybody
from ddci_tracker.web.entrances import is_of_the_api
from ddci_tracker.web.refusals import json_of, page_of, plain_of
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

log = logging.getLogger(__name__)

_NOTHING_HERE = 404
_TOO_MUCH = 413
_BARE = "text/plain"
_FIRST_ERROR = 400
_OF_OUR_OWN = 500
_UNAVAILABLE = 503

_START_ANEW = N_("Open the tracker by its usual address and try again.")
_WAIT = N_("Wait a minute and try again. If it stays so, tell your administrator.")
# Why there is no answer, and the way out.
_WHY = {
    _NOTHING_HERE: (N_("There is nothing at this address."), _START_ANEW),
    405: (N_("This address is not for such a request."), _START_ANEW),
    408: (N_("What was sent took too long to arrive."), _WAIT),
    _TOO_MUCH: (N_("What was sent is too long."), N_("Make it shorter and send it again.")),
    429: (N_("There were too many attempts."), _WAIT),
    431: (
        N_("The browser sent along more than can be read."),
        N_("Delete the cookies of this address in the browser and try again."),
    ),
    _UNAVAILABLE: (N_("The tracker cannot answer just now."), _WAIT),
}
_NO_ANSWER = (N_("This request cannot be answered."), _START_ANEW)


class ToldTroubles:
    """ASGI middleware that puts a page in the place of a bare error."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False
        instead: Response | None = None
        told = _form_for(scope)

        async def send_no_bare_error(message: Message) -> None:
            nonlocal started, instead
            if message["type"] == "http.response.start":
                started = True
                if _is_bare(message):
                    instead = told(message["status"], lambda words: _said(message, words), scope)
                    _keep_what_programs_go_by(message, instead)
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


def _form_for(scope: Scope) -> Callable[[int, Callable[[Words], Iterable[str]], Scope], Response]:
    """How whoever asks is told: a page, plain text, or JSON where another system does."""
    if is_of_the_api(scope):
        return json_of
    return page_of if "text/html" in Headers(scope=scope).get("accept", "") else plain_of


def _is_bare(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    is_text = headers.get("content-type", _BARE).startswith(_BARE)
    # Ours say in which language they speak.
    return message["status"] >= _FIRST_ERROR and is_text and "content-language" not in headers


def _keep_what_programs_go_by(message: Message, instead: Response) -> None:
    """What may be asked, and when again, is told beside the sentences as before."""
    headers = Headers(raw=message["headers"])
    for name in ("allow", "retry-after", "www-authenticate"):
        if name in headers:
            instead.headers[name] = headers[name]


def _said(message: Message, words: Words) -> Iterator[str]:
    yield from map(words.text, _WHY.get(message["status"], _NO_ANSWER))


def _page_of(error: Exception, scope: Scope) -> Response:
    reference = secrets.token_hex(4).upper()
    log.error("reference=%s error=%s", reference, type(error).__name__, exc_info=error)
    told = json_of if is_of_the_api(scope) else page_of
    if sentences_for_anybody(error, Words.of()):
        return told(_UNAVAILABLE, lambda words: sentences_for_anybody(error, words), scope)

    def said(words: Words) -> Iterator[str]:
        yield words.text(
            "This page could not be shown. Please tell your administrator the reference number"
            " {reference}.",
            reference=reference,
        )
        yield words.text(_START_ANEW)

    return told(_OF_OUR_OWN, said, scope)
