"""``/hop/nhip``: whether there is something new in a meeting, for the pages that follow it.

They ask by themselves, several times a second. A whole run of the screen each time would keep the
server busy with one that shows nothing new.
"""

from __future__ import annotations

from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ddci_tracker.services.failures import UnknownPlan
from ddci_tracker.services.meeting_stages import pulse_of
from ddci_tracker.services.permissions import Forbidden
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.web.entrances import MEETING_PULSE
from ddci_tracker.web.gate import actor_of

_HEADERS = {"cache-control": "no-store"}


def pulse_routes(tracker: Tracker) -> list[Route]:
    """The route; it stands behind the gate, which tells who asks."""
    return [Route(MEETING_PULSE, partial(_tell, tracker), methods=["GET"])]


async def _tell(tracker: Tracker, request: Request) -> Response:
    plan, meeting = (request.query_params.get(name, "") for name in ("plan", "meeting"))
    ask = partial(pulse_of, tracker, actor_of(request), plan, meeting)
    try:
        pulse = await to_thread.run_sync(ask)
    except (UnknownPlan, Forbidden):
        return PlainTextResponse("Not Found", 404, headers=_HEADERS)
    return PlainTextResponse(str(pulse), headers=_HEADERS)
