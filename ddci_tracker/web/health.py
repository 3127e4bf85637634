"""Whether the tracker works, for whoever watches over it. Tells no secrets.

``/livez``: the process answers; one that does not is started anew. ``/readyz``: it can answer
people, since its database says who may come in; one that cannot is sent nobody. ``/healthz``: all
that people need is well, writing included.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from anyio import fail_after, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ddci_tracker import __version__
from ddci_tracker.services.failures import sentences_for_anybody
from ddci_tracker.services.refusals import Refused
from ddci_tracker.web import language
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

PATH = "/healthz"
READY = "/readyz"
LIVE = "/livez"

# A database that takes longer is not of use to anybody.
_PATIENCE_SECONDS = 5
_NO_ANSWER = N_(
    "The database does not answer in time; look which program holds its file, or whether its "
    "server is overloaded"
)


def health_route(why_sick: Callable[[], Exception | None]) -> Route:
    """The route that answers 200 while the tracker works, else 503 and why, in one sentence."""

    async def health(request: Request) -> JSONResponse:
        error = await _asked(why_sick)
        words = Words.of(language.asked_for(request.query_params))
        said = {} if error is None else {"said": " ".join(sentences_for_anybody(error, words))}
        well = error is None
        document = {"ok": well, "version": __version__, "database": well, **said}
        return _told(document, 200 if well else 503)

    return Route(PATH, health)


def ready_routes(accounts_exist: Callable[[], bool]) -> list[Route]:
    """The routes that say whether the process answers, and whether it can answer people."""

    def why_unready() -> None:
        accounts_exist()

    async def ready(request: Request) -> JSONResponse:
        error = await _asked(why_unready)
        words = Words.of(language.asked_for(request.query_params))
        said = {} if error is None else {"said": " ".join(sentences_for_anybody(error, words))}
        return _told({"ok": error is None, **said}, 200 if error is None else 503)

    async def live(_request: Request) -> JSONResponse:
        return _told({"ok": True}, 200)

    return [Route(READY, ready), Route(LIVE, live)]


def _told(document: Mapping[str, object], status: int) -> JSONResponse:
    return JSONResponse(document, status_code=status, headers={"cache-control": "no-store"})


async def _asked(why: Callable[[], Exception | None]) -> Exception | None:
    try:
        with fail_after(_PATIENCE_SECONDS):
            return await to_thread.run_sync(why, abandon_on_cancel=True)
    except TimeoutError:
        return Refused(_NO_ANSWER)
    except Exception as error:
        return error
