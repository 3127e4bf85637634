"""Headers that every answer carries so that browsers treat it carefully."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ddci_tracker.web.network import Network

# Types are as declared; foreign sites learn nothing from links. What is no page of ours may run
# and load nothing where somebody opens it as a page; pages say for themselves what they need.
_HEADERS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'self'"
    ),
    "referrer-policy": "same-origin",
    # None of our pages asks for these, so nothing that got into one may.
    "permissions-policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(),"
        " display-capture=()"
    ),
}

# Whoever came by HTTPS comes by nothing else for a year; other names of the domain are not ours.
_HTTPS_ONLY = "max-age=31536000"


class CarefulHeaders:
    """ASGI middleware that adds the headers which an answer does not set itself."""

    def __init__(self, app: ASGIApp, *, network: Network) -> None:
        self._app = app
        self._network = network

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        secure = self._network.arrival(scope).secure

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if secure:
                    headers["strict-transport-security"] = _HTTPS_ONLY
            await send(message)

        await self._app(scope, receive, send_with_headers)
