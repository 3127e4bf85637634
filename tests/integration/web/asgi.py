"""Asks an ASGI application as a server would, with every part of the request chosen by the test."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HERE = ("127.0.0.1", 50000)
ELSEWHERE = ("192.168.1.20", 50000)
HOST = ("host", "localhost:8501")

Header = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers by lower-case name, and the whole body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def request(
    path: str = "/",
    *,
    kind: str = "http",
    method: str = "GET",
    headers: Iterable[Header] = (HOST,),
    client: tuple[str, int] | None = HERE,
    query: str = "",
    scheme: str | None = None,
    http_version: str = "1.1",
) -> Scope:
    """The scope of a request from a browser on this computer, where nothing else is said."""
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": http_version,
        "method": method,
        "scheme": scheme or {"http": "http", "websocket": "ws"}[kind],
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
        "client": client,
        "server": ("127.0.0.1", 8501),
        "subprotocols": [],
    }


def ask(app: ASGIApp, path: str = "/", *, body: bytes = b"", **parts: Any) -> Answer:
    """The answer to one request; ``parts`` are those of ``request``."""
    sent = converse(
        app, request(path, **parts), [{"type": "http.request", "body": body, "more_body": False}]
    )
    start = sent[0]
    return Answer(
        status=start["status"],
        headers={name.decode().lower(): value.decode() for name, value in start["headers"]},
        body=b"".join(message.get("body", b"") for message in sent[1:]),
    )


def converse(
    app: ASGIApp, scope: Scope, received: Sequence[Message], *, stays: bool = False
) -> list[Message]:
    """What an application sends while it receives these messages, until it asks for one more.

    Whoever ``stays`` is there and says nothing more, until the application ends by itself.
    """
    sent: list[Message] = []
    waiting = iter(received)

    async def receive() -> Message:
        for message in waiting:
            return message
        if stays:
            await asyncio.Event().wait()
        raise _NothingMore

    async def send(message: Message) -> None:
        sent.append(message)

    async def conversation() -> None:
        with suppress(_NothingMore):
            await app(scope, receive, send)

    in_a_loop_of_its_own(conversation())
    return sent


def in_a_loop_of_its_own(conversation: Coroutine[Any, Any, None]) -> None:
    """Run a conversation in a thread: a browser of other tests may keep a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as other:
        other.submit(asyncio.run, conversation).result()


class _NothingMore(Exception):
    """The other side has said all that it says in this test."""


class Witness:
    """An application that keeps what reached it and answers everything."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []
        self.received: list[Message] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"behind the gate"})
        elif scope["type"] == "websocket":
            await self._listen(receive, send)

    async def _listen(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            self.received.append(message)
            if message["type"] == "websocket.disconnect":
                # A program may still be writing when its reader is gone.
                await send({"type": "websocket.send", "bytes": b"too late"})
                return
            if message["type"] == "websocket.connect":
                await send({"type": "websocket.accept"})
            else:
                await send({"type": "websocket.send", "bytes": b"answer"})
