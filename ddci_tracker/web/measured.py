"""Measures each request, and tells it to the log where that is for programs, but for what pages
that follow a meeting ask all the time.

By the address that was meant, never as it was typed: no secret of an address, no query, nobody.
"""

from __future__ import annotations

import logging
import re
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ddci_tracker.measures import OTHER, REQUESTS
from ddci_tracker.web.api.resources import RESOURCES
from ddci_tracker.web.entrances import API, MEETING_PULSE

_ONE_OF_OURS = re.compile(r"/([a-z_]+(?:-[a-z]+)*)(?:/.*)?", re.ASCII)
_ANSWERED, _FIRST_ERROR = 200, 400

log = logging.getLogger(__name__)


class Measured:
    """ASGI middleware around everything; ``tells`` each request to the log."""

    def __init__(self, app: ASGIApp, *, tells: bool) -> None:
        self._app = app
        self._tells = tells

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 0, perf_counter()

        async def send_noting_the_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noting_the_status)
        finally:
            took, address = perf_counter() - began, address_meant(scope["path"], status)
            REQUESTS.add(took, address, str(status))
            # Pages ask this by themselves, several times a second.
            if self._tells and address != MEETING_PULSE:
                figures = {
                    "method": scope["method"],
                    "address": address,
                    "status": status,
                    "ms": round(took * 1000, 1),
                }
                log.info("request", extra={"figures": figures})


def address_meant(path: str, status: int) -> str:
    """The address of ours that a path is one of; what was refused or is nowhere is one of none."""
    if path == API or path.startswith(f"{API}/"):
        rest = path.removeprefix(API)
        found = (each.path for each in RESOURCES if each.pattern.fullmatch(rest))
        return API + next(found, "")
    if path == MEETING_PULSE and status == _ANSWERED:
        return path
    found_here = _ONE_OF_OURS.fullmatch(path)
    if path != "/" and (found_here is None or not status or status >= _FIRST_ERROR):
        return OTHER
    return f"/{found_here[1]}" if found_here else "/"
