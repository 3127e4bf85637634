"""Where one is signed in, and signing out there: ``/phien-dang-nhap``, for whoever has a session.

A page of plain HTML, so that it also opens where the tracker itself is slow to.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ddci_tracker.services import browsers, own_sessions
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.web import html_pages, language
from ddci_tracker.web.entrances import OWN_SESSIONS, way_back
from ddci_tracker.web.gate import entry_of
from ddci_tracker.web.shell import START
from ddci_tracker.web.signing_in import NEXT, leading_to, with_query
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import DEFAULT, Words

_SESSION = "session"
_OTHERS = "others"


def own_session_routes(tracker: Tracker) -> list[Route]:
    """The routes; they stand behind the gate, which tells who asks."""
    return [
        Route(OWN_SESSIONS, partial(_show, tracker), methods=["GET"]),
        Route(OWN_SESSIONS, partial(_end, tracker), methods=["POST"]),
    ]


async def _show(tracker: Tracker, request: Request) -> Response:
    spoken = language.asked_for(request.query_params)
    back = way_back(request.query_params.get(NEXT))
    token_hash = _asking(request)
    if token_hash is None:
        return leading_to(back or with_query(START, {}, spoken))
    words = Words.of(spoken)
    found = await to_thread.run_sync(
        partial(own_sessions.own_sessions, tracker, token_hash, now=datetime.now(UTC))
    )
    return html_pages.page(
        "sessions.html",
        words,
        title=words.text("My signed-in sessions"),
        switch_at=with_query(OWN_SESSIONS, {NEXT: back}, DEFAULT),
        sessions=[(each, browsers.name_of(each.browser, words)) for each in found],
        moment=lambda at: formats.moment(at, words),
        next=back or "",
        back=back or with_query(START, {}, spoken),
    )


async def _end(tracker: Tracker, request: Request) -> Response:
    typed = await html_pages.fields_of(request)
    spoken, back = language.asked_for(typed), way_back(typed.get(NEXT))
    token_hash, now = _asking(request), datetime.now(UTC)
    if token_hash is not None:
        chosen = typed.get(_SESSION, "")
        await to_thread.run_sync(
            partial(own_sessions.end_other_sessions, tracker, token_hash, now=now)
            if chosen == _OTHERS
            else partial(own_sessions.end_own_session, tracker, token_hash, chosen, now=now)
        )
    return leading_to(with_query(OWN_SESSIONS, {NEXT: back}, spoken))


def _asking(request: Request) -> str | None:
    """The session that asks. A screen on a wall came by its link, and ends nobody's session."""
    entry = entry_of(request)
    if entry.session is None or entry.session.account.role is Role.DISPLAY:
        return None
    return entry.token_hash
