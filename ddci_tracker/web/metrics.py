"""``/metrics``: what this process has done, as Prometheus reads it; off unless a token is set.

Whoever brings the token of the setting reads it; nobody's session does.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from time import perf_counter

from anyio import CapacityLimiter, fail_after, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ddci_tracker import __version__
from ddci_tracker.measures import EVERYTHING
from ddci_tracker.services.refusals import Refused
from ddci_tracker.web.entrances import METRICS
from ddci_tracker.words.marking import N_

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_LEAST_LETTERS = 20
_PATIENCE_SECONDS = 5
# Who watches waits for a database that does not answer, and nobody else for them.
_ASKED_AT_ONCE = CapacityLimiter(1)
_SECRET = {"cache-control": "no-store"}


def metrics_routes(
    token: str | None, *, ping: Callable[[], object], newest_copy: Callable[[], datetime | None]
) -> list[Route]:
    """The route. ``ping`` asks the database something, ``newest_copy`` is when one was last made.

    ``Refused`` for a token that could be guessed.
    """
    if token is not None and len(token) < _LEAST_LETTERS:
        raise Refused(
            N_("DDCI_METRICS_TOKEN is too short; at least {least} letters"), least=_LEAST_LETTERS
        )

    async def metrics(request: Request) -> Response:
        if token is None:
            return PlainTextResponse("Not Found", 404, headers=_SECRET)
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {token}".encode()):
            refused = {**_SECRET, "www-authenticate": "Bearer"}
            return PlainTextResponse("Unauthorized", 401, headers=refused)
        lines = [*_counted(), *await _of_now(ping, newest_copy)]
        return Response("\n".join((*lines, "")), headers={**_SECRET, "content-type": MEDIA_TYPE})

    return [Route(METRICS, metrics, methods=["GET"])]


def _counted() -> Iterator[str]:
    for each in EVERYTHING:
        yield from _described(each.name, each.kind, each.about)
        yield from each.lines()


async def _of_now(
    ping: Callable[[], object], newest_copy: Callable[[], datetime | None]
) -> list[str]:
    """What is looked at when it is asked for; what cannot be known is left out."""
    lines = _gauge("ddci_build_info", "Always 1.", [f'{{version="{__version__}"}} 1'])
    began = perf_counter()
    try:
        with fail_after(_PATIENCE_SECONDS):
            await to_thread.run_sync(ping, limiter=_ASKED_AT_ONCE, abandon_on_cancel=True)
        answers = True
    except Exception:
        # Why, says the health check.
        answers = False
    took = perf_counter() - began
    lines += _gauge("ddci_database_up", "Whether the database answers.", [f" {int(answers)}"])
    if answers:
        about = "How long the database took to answer."
        lines += _gauge("ddci_database_ping_seconds", about, [f" {took:.6f}"])
    made = await to_thread.run_sync(newest_copy)
    if made is not None:
        age = (datetime.now(UTC) - made).total_seconds()
        about = "How old the newest safe copy is."
        lines += _gauge("ddci_newest_copy_age_seconds", about, [f" {max(age, 0):.0f}"])
    return lines


def _gauge(name: str, about: str, values: Iterable[str]) -> list[str]:
    return [*_described(name, "gauge", about), *(f"{name}{value}" for value in values)]


def _described(name: str, kind: str, about: str) -> list[str]:
    return [f"# HELP {name} {about}", f"# TYPE {name} {kind}"]
