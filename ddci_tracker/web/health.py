"""``/healthz``: whether the tracker works, for whoever watches over it. Tells no secrets."""

from __future__ import annotations

from collections.abc import Callable

from anyio import fail_after, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ddci_tracker import __version__

PATH = "/healthz"

# A database that takes longer is not of use to anybody.
_PATIENCE_SECONDS = 5


def health_route(database_reachable: Callable[[], bool]) -> Route:
    """The route that answers 200 while the database can be reached, else 503."""

    async def health(_request: Request) -> JSONResponse:
        reachable = await _holds(database_reachable)
        return JSONResponse(
            {"ok": reachable, "version": __version__, "database": reachable},
            status_code=200 if reachable else 503,
            headers={"cache-control": "no-store"},
        )

    return Route(PATH, health)


async def _holds(question: Callable[[], bool]) -> bool:
    try:
        with fail_after(_PATIENCE_SECONDS):
            return await to_thread.run_sync(question, abandon_on_cancel=True)
    except Exception:
        return False
