"""Addresses that Streamlit answers and nobody here asks for: as if they were not there.

Its figures about itself go by no session of its own, and whoever may look at a board may look at
it alone. How the tracker is, says ``health``.
"""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ddci_tracker import streamlit_inside as inside


class ClosedAddresses:
    """ASGI middleware behind the gate."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].rstrip("/") in inside.NOBODY_ASKS:
            answer = PlainTextResponse("Not Found", 404, headers={"cache-control": "no-store"})
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)
