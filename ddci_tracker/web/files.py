"""Files that Streamlit keeps in memory: what a screen offers, and what somebody uploads.

It serves the first to whoever knows the address, and takes the second without end. Here a file is
for the session that made it alone, no browser keeps it, and uploads have a quota. It also answers
addresses that none of its pages ask for, the same file under another ending; they are not there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.web.gate import IDENTITY_HEADER
from ddci_tracker.web.refusals import plain_of
from ddci_tracker.words.catalogue import Words

_MEDIA = re.compile(inside.MEDIA, re.ASCII)
_UPLOAD = re.compile(inside.UPLOAD, re.ASCII)

_TOO_MUCH = 413
_MEBIBYTE = 1024**2
OF_ONE_SESSION = 60 * _MEBIBYTE
OF_ALL_SESSIONS = 300 * _MEBIBYTE


class OwnFiles:
    """ASGI middleware behind the gate, which says by a header who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        # Bytes that are being uploaded, by session: several at once have not been counted yet.
        self._coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(inside.FILES):
            await self._app(scope, receive, send)
        elif media := _MEDIA.fullmatch(scope["path"]):
            await self._offer(media[1], scope, receive, send)
        elif upload := _UPLOAD.fullmatch(scope["path"]):
            if scope["method"] == "PUT":
                await self._take(upload[1], scope, receive, send)
            else:
                await self._app(scope, receive, send)
        else:
            await _not_here()(scope, receive, send)

    async def _offer(self, file_id: str, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_own(file_id, scope):
            await _not_here()(scope, receive, send)
            return

        async def send_to_keep_nowhere(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["cache-control"] = "no-store"
            await send(message)

        await self._app(scope, receive, send_to_keep_nowhere)

    async def _take(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        if not inside.is_open(session):
            # Of several processes another one may have it: what stands before them asks there.
            await _not_here()(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        # Without a length nobody knows when to stop; browsers always say it.
        size = int(announced) if announced.isdecimal() else OF_ALL_SESSIONS
        own, everybodys = inside.bytes_uploaded(session)
        own, everybodys = own + self._coming[session], everybodys + self._coming.total()
        if own + size > OF_ONE_SESSION or everybodys + size > OF_ALL_SESSIONS:
            await plain_of(_TOO_MUCH, _no_room, scope)(scope, receive, send)
            return
        self._coming[session] += size
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming[session] -= size
            self._coming += Counter()  # without those of whom nothing comes any more


def _not_here() -> PlainTextResponse:
    return PlainTextResponse("Not Found", 404, headers={"cache-control": "no-store"})


def _no_room(words: Words) -> Iterator[str]:
    yield words.text("There is no room for this file beside those that wait here already.")
    yield words.text("Reload the page, so that they go, and choose this file alone.")


def _is_own(file_id: str, scope: Scope) -> bool:
    return Headers(scope=scope).get(IDENTITY_HEADER.decode()) in inside.makers_of(file_id)
