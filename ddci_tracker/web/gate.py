"""The gate before every request and every websocket: nothing behind it runs for a stranger.

It stands in front of Streamlit, not in its pages, because Streamlit can run a page of ``pages/``
without its entry script, and serves files and uploads without any script. While no account exists
the owner gets through (``owner``); once one exists, whoever has a session does, and anybody to
the few addresses that lead to one (``entrances``). What a session may do, the services decide.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from anyio import CapacityLimiter, move_on_after, to_thread
from starlette.datastructures import Headers, QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ddci_tracker.services.installation import current_user
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.sessions import CurrentSession, hash_of
from ddci_tracker.web import cookies, cross_site, entrances, language, owner
from ddci_tracker.web.backend import Backend
from ddci_tracker.web.health import LIVE, READY
from ddci_tracker.web.health import PATH as HEALTH
from ddci_tracker.web.network import Arrival, Network
from ddci_tracker.web.refusals import Refusal, close_code, refuse

# The header by which Streamlit is told who somebody is. Only this gate may set it.
IDENTITY_HEADER = b"x-ddci-sid"

_ENTRY = "ddci.entry"
# How often it is looked whether an open page may stay open; a few looks at a time, whose database
# may take long to answer.
WATCHED_EVERY_SECONDS = 3.0
_WATCHING = CapacityLimiter(2)
# Where somebody who opens a screen is led instead.
_LEADS_TO = {
    Refusal.SIGN_IN: entrances.SIGN_IN,
    Refusal.CHANGE_PASSWORD: entrances.PASSWORD,
    Refusal.SHOW_CODE: entrances.CODE,
    Refusal.SET_UP_FACTOR: entrances.SECOND_FACTOR,
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateEntry:
    """Who got through: where from, with which token (its hash) and whose session, if any.

    ``accounts_exist`` false is owner mode.
    """

    arrival: Arrival
    token_hash: str | None
    session: CurrentSession | None
    accounts_exist: bool


class _Closed(Exception):
    """Who has a session cannot be told, for the reason that is its cause."""


def entry_of(connection: HTTPConnection) -> GateEntry:
    """What the gate knows of a request that got through."""
    return cast(GateEntry, connection.scope[_ENTRY])


def actor_of(connection: HTTPConnection) -> Actor:
    """Who asks; in owner mode whoever started this computer's tracker."""
    session = entry_of(connection).session
    return Actor.owner(current_user()) if session is None else session.actor


def is_a_screen(connection: HTTPConnection) -> bool:
    """Whether a meeting-room screen asks in a session of its own, as earlier versions began."""
    entry = connection.scope.get(_ENTRY)
    session = entry.session if isinstance(entry, GateEntry) else None
    return session is not None and session.account.role is Role.DISPLAY


class Gate:
    """ASGI middleware around everything; asks the backend for each request."""

    def __init__(self, app: ASGIApp, *, backend: Backend, network: Network) -> None:
        self._app = app
        self._backend = backend
        self._network = network
        # Whether anybody has been seen to have an account: from then on somebody has one.
        self._accounts_seen = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        try:
            entry = await self._judge(scope)
        except _Closed as closed:
            await refuse(Refusal.UNAVAILABLE, scope, receive, send, because=closed.__cause__)
            return
        if isinstance(entry, Refusal):
            if entry in _LEADS_TO and _opens_a_page(scope):
                await _lead(_LEADS_TO[entry], scope)(scope, receive, send)
            else:
                await refuse(entry, scope, receive, send)
            return
        headers = [pair for pair in scope["headers"] if pair[0].lower() != IDENTITY_HEADER]
        if entry.session is not None and entry.token_hash is not None:
            headers.append((IDENTITY_HEADER, entry.token_hash.encode()))
        scope = {**scope, "headers": headers, _ENTRY: entry}
        if scope["type"] == "websocket":
            receive, send = self._watched(scope, receive, send)
        await self._app(scope, receive, send)

    async def _judge(self, scope: Scope, *, is_use: bool = True) -> GateEntry | Refusal:
        if cross_site.is_foreign(scope):
            return Refusal.FOREIGN_ORIGIN
        arrival = self._network.arrival(scope)
        token = cookies.token_in(scope, secure=arrival.secure)
        token_hash = hash_of(token) if token else None
        stranger = owner.why_refused(scope)
        is_read = scope["type"] == "http" and scope["method"] in entrances.READ
        asked_after = scope["path"] if is_read else ""
        is_health = asked_after in (HEALTH, READY)
        if asked_after == LIVE and (stranger is None or self._accounts_seen):
            # Of a process whose database does not answer it is told as well.
            return GateEntry(
                arrival=arrival, token_hash=None, session=None, accounts_exist=self._accounts_seen
            )
        try:
            session, accounts_exist = await to_thread.run_sync(
                self._ask, token_hash, is_use, limiter=None if is_use else _WATCHING
            )
        except Exception as error:
            if is_health and stranger is None:
                # Whoever looks after this computer must learn that the database is gone.
                session, accounts_exist = None, False
            else:
                log.exception("gate closed: who has a session cannot be told")
                raise _Closed from error
        self._accounts_seen |= accounts_exist
        entry = GateEntry(
            arrival=arrival,
            token_hash=token_hash,
            session=session,
            accounts_exist=accounts_exist,
        )
        if (is_health or asked_after == LIVE) and (accounts_exist or stranger is None):
            return entry
        if not accounts_exist and not entrances.needs_no_owner(scope):
            return stranger or entry
        return self._why_refused(scope, entry) or entry

    async def _judge_again(self, scope: Scope, *, is_use: bool) -> GateEntry | Refusal:
        try:
            return await self._judge(scope, is_use=is_use)
        except _Closed:
            return Refusal.UNAVAILABLE

    def _ask(self, token_hash: str | None, is_use: bool) -> tuple[CurrentSession | None, bool]:
        """Whose session it is, and whether accounts exist; for who is signed in, one question."""
        session_of = self._backend.session_of if is_use else self._backend.session_watched
        session = session_of(token_hash) if token_hash else None
        return session, session is not None or self._backend.accounts_exist()

    def _why_refused(self, scope: Scope, entry: GateEntry) -> Refusal | None:
        """Why somebody from anywhere does not get through."""
        if not self._network.answers_to(entry.arrival.host):
            return Refusal.UNKNOWN_HOST
        if entry.session is None:
            is_open = entrances.needs_no_session(scope)
            return None if is_open else Refusal.SIGN_IN
        if entry.session.must_show_code:
            return None if entrances.needs_no_code(scope) else Refusal.SHOW_CODE
        if entry.session.must_change_password:
            return None if entrances.needs_no_own_password(scope) else Refusal.CHANGE_PASSWORD
        if entry.session.must_set_up_factor and not entrances.needs_no_second_factor(scope):
            return Refusal.SET_UP_FACTOR
        return None

    def _watched(self, scope: Scope, receive: Receive, send: Send) -> tuple[Receive, Send]:
        """Judge an open websocket again at each message, and every few seconds, so that the end of
        a session, or the first account, cuts off who was in before they type on."""
        cut_off = False

        async def receive_if_let_in() -> Message:
            nonlocal cut_off
            while True:
                message: Message | None = None
                with move_on_after(WATCHED_EVERY_SECONDS):
                    message = await receive()
                if message is not None and message["type"] != "websocket.receive":
                    return message
                judged = await self._judge_again(scope, is_use=message is not None)
                if isinstance(judged, Refusal):
                    cut_off = True
                    code = close_code(judged)
                    await send({"type": "websocket.close", "code": code, "reason": judged})
                    return {"type": "websocket.disconnect", "code": code}
                if message is not None:
                    return message

        async def send_until_cut_off(message: Message) -> None:
            if not cut_off:
                await send(message)

        return receive_if_let_in, send_until_cut_off


def _opens_a_page(scope: Scope) -> bool:
    """Whether a browser asks for a page to show, not a script for data."""
    return (
        scope["type"] == "http"
        and scope["method"] in {"GET", "HEAD"}
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


def _lead(address: str, scope: Scope) -> RedirectResponse:
    """Lead somebody elsewhere first, and from there back to what they asked for."""
    spoken = language.asked_for(QueryParams(scope["query_string"]))
    back = entrances.way_back(entrances.asked_for(scope))
    query = {
        **({"next": back} if back else {}),
        **({language.PARAMETER: spoken.parameter} if spoken.parameter else {}),
    }
    return RedirectResponse(
        f"{address}?{urlencode(query)}" if query else address,
        status_code=303,
        headers={"cache-control": "no-store"},
    )
