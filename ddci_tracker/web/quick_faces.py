"""``/nhanh`` and ``/nhanh/toan-tinh``, ``/man-hinh`` and ``/tim-kiem``: whole pages without a
websocket.

The phone view, the province, the wall and the search are for whoever is signed in;
``/man-hinh/<secret>`` is the wall for a screen that nobody signs in at: the secret in the address
is all that is asked, at each look anew. What they show is drawn elsewhere; here is who gets which,
and how it travels.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Protocol

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ddci_tracker.services.links import screen_of
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.web import language
from ddci_tracker.web.entrances import DISPLAY
from ddci_tracker.web.gate import actor_of, entry_of, is_a_screen
from ddci_tracker.web.secret_links import opens_nothing
from ddci_tracker.web.shell import SEARCH

PHONE = "/nhanh"
PROVINCE = PHONE + "/toan-tinh"


class QuickFace(Protocol):
    """A face: what draws it for somebody by the query of an address at a moment, and its code.

    ``style`` and ``script`` are all that stands between the tags of that name on its page.
    """

    @property
    def draw(self) -> Callable[[Actor, Mapping[str, str], datetime], str]: ...
    @property
    def style(self) -> str: ...
    @property
    def script(self) -> str: ...


def face_routes(
    tracker: Tracker,
    *,
    phone: QuickFace,
    province: QuickFace,
    wall: QuickFace,
    search: QuickFace,
) -> list[Route]:
    """The routes; they stand behind the gate, which tells who asks."""
    return [
        Route(PHONE, partial(_show_signed_in, phone), methods=["GET"]),
        Route(PROVINCE, partial(_show_signed_in, province), methods=["GET"]),
        Route(SEARCH, partial(_show_signed_in, search), methods=["GET"]),
        Route(DISPLAY, partial(_show_wall, wall), methods=["GET"]),
        Route(DISPLAY + "/{token}", partial(_show_screen, tracker, wall), methods=["GET"]),
    ]


async def _show_signed_in(face: QuickFace, request: Request) -> Response:
    if is_a_screen(request):
        return RedirectResponse(DISPLAY, status_code=303)
    return await _drawn(face, actor_of(request), request)


async def _show_wall(face: QuickFace, request: Request) -> Response:
    return await _drawn(face, actor_of(request), request)


async def _show_screen(tracker: Tracker, face: QuickFace, request: Request) -> Response:
    token = request.path_params["token"]
    address = entry_of(request).arrival.address
    ask = partial(screen_of, tracker, token, address=address, now=datetime.now(UTC))
    actor = await to_thread.run_sync(ask)
    if actor is None:
        return opens_nothing(language.asked_for(request.query_params))
    return await _drawn(face, actor, request)


async def _drawn(face: QuickFace, actor: Actor, request: Request) -> Response:
    draw = partial(face.draw, actor, dict(request.query_params), datetime.now(UTC))
    return HTMLResponse(await to_thread.run_sync(draw), headers=_headers(face))


def _headers(face: QuickFace) -> dict[str, str]:
    """No cache keeps a page, and nothing runs on it but its own script."""
    return {
        "cache-control": "no-store",
        "content-security-policy": (
            "default-src 'none'; img-src data:; connect-src 'self'; form-action 'self';"
            " base-uri 'none'; frame-ancestors 'none';"
            f" script-src {_hashed(face.script)}; style-src {_hashed(face.style)};"
            # How long a bar is stands on the bar.
            " style-src-attr 'unsafe-inline'"
        ),
    }


def _hashed(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"
