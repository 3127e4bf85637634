"""The gate before every request and every websocket: nothing behind it runs for a stranger.

It stands in front of Streamlit, not in its pages, because Streamlit can run a page of ``pages/``
without its entry script, and serves files and uploads without any script. While no account exists
the owner gets through (``owner``); once one exists nobody does without signing in.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ddci_tracker.web import owner
from ddci_tracker.web.health import PATH as HEALTH
from ddci_tracker.web.refusals import Refusal, close_code, refuse

# The header by which Streamlit is told who somebody is. Only this gate may set it.
IDENTITY_HEADER = b"x-ddci-sid"

log = logging.getLogger(__name__)


class Gate:
    """ASGI middleware. ``accounts_exist`` is asked for each request, in a worker thread."""

    def __init__(self, app: ASGIApp, *, accounts_exist: Callable[[], bool]) -> None:
        self._app = app
        self._accounts_exist = accounts_exist

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = await self._why_refused(scope)
        if refusal is not None:
            await refuse(refusal, scope, receive, send)
            return
        scope = {
            **scope,
            "headers": [pair for pair in scope["headers"] if pair[0].lower() != IDENTITY_HEADER],
        }
        if scope["type"] == "websocket":
            receive, send = self._watched(scope, receive, send)
        await self._app(scope, receive, send)

    async def _why_refused(self, scope: Scope) -> Refusal | None:
        stranger = owner.why_refused(scope)
        is_health = scope["type"] == "http" and scope["path"] == HEALTH
        if is_health and stranger is None:
            # Whoever looks after this computer must learn that the database is gone.
            return None
        try:
            accounts_exist = await to_thread.run_sync(self._accounts_exist)
        except Exception:
            log.exception("gate closed: whether accounts exist cannot be told")
            return Refusal.UNAVAILABLE
        if not accounts_exist:
            return stranger
        return None if is_health else Refusal.SIGN_IN

    def _watched(self, scope: Scope, receive: Receive, send: Send) -> tuple[Receive, Send]:
        """Judge an open websocket again at each message, so that the first account, once created,
        cuts off who was in without one."""
        cut_off = False

        async def receive_if_let_in() -> Message:
            nonlocal cut_off
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            refusal = await self._why_refused(scope)
            if refusal is None:
                return message
            cut_off = True
            code = close_code(refusal)
            await send({"type": "websocket.close", "code": code, "reason": refusal})
            return {"type": "websocket.disconnect", "code": code}

        async def send_until_cut_off(message: Message) -> None:
            if not cut_off:
                await send(message)

        return receive_if_let_in, send_until_cut_off
