"""``/lich/<secret>.ics``: the calendar of due days, for programs that subscribe to it.

The secret in the address is all that is asked. One that opens nothing is answered like any
address that there is not.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ddci_tracker.services.calendars import calendar_feed
from ddci_tracker.services.tracker import Tracker

_HEADERS = {
    # Only for whoever knows the address, and asked for anew each time: it may be revoked.
    "cache-control": "private, no-cache",
    "content-disposition": 'inline; filename="ddci.ics"',
}


def calendar_routes(tracker: Tracker) -> list[Route]:
    """The route of the calendars."""

    async def calendar(request: Request) -> Response:
        token = request.path_params["token"]
        body = await to_thread.run_sync(
            lambda: calendar_feed(tracker, token, now=datetime.now(UTC))
        )
        if body is None:
            return PlainTextResponse("Not Found", 404, headers={"cache-control": "no-store"})
        tag = f'"{sha256(body).hexdigest()[:32]}"'
        headers = {**_HEADERS, "etag": tag}
        if tag in _tags(request):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="text/calendar; charset=utf-8")

    return [Route("/lich/{token}.ics", calendar, methods=["GET"])]


def _tags(request: Request) -> set[str]:
    """The versions that a client already has."""
    written = request.headers.get("if-none-match", "")
    return {tag.strip().removeprefix("W/") for tag in written.split(",")}
