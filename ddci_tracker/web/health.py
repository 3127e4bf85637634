"""``/healthz``: whether the tracker works, for whoever watches over it. Tells no secrets."""

from __future__ import annotations

from collections.abc import Callable

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
        return JSONResponse(
            {"ok": error is None, "version": __version__, "database": error is None, **said},
            status_code=200 if error is None else 503,
            headers={"cache-control": "no-store"},
        )

    return Route(PATH, health)


async def _asked(why_sick: Callable[[], Exception | None]) -> Exception | None:
    try:
        with fail_after(_PATIENCE_SECONDS):
            return await to_thread.run_sync(why_sick, abandon_on_cancel=True)
    except TimeoutError:
        return Refused(_NO_ANSWER)
    except Exception as error:
        return error
