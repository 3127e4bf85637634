"""``/api/v1``: what other systems read, by a token in ``Authorization``; off unless it is set.

Cookies mean nothing here. Whatever goes wrong is told in JSON, by one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ddci_tracker.services import api_tokens
from ddci_tracker.services.failures import UnknownPlan, sentences_for_anybody
from ddci_tracker.services.permissions import Actor, Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tokens import hash_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.web import language
from ddci_tracker.web.api.answers import CSV, JSON, answer, trouble, wanted
from ddci_tracker.web.api.document import DESCRIPTION, description
from ddci_tracker.web.api.parameters import read_all, read_one
from ddci_tracker.web.api.resources import RESOURCES, ApiQuestion, ApiResource
from ddci_tracker.web.api.schemas import columns_of
from ddci_tracker.web.entrances import API, READ
from ddci_tracker.web.gate import entry_of
from ddci_tracker.web.rates import Rate
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_ASK_WITH = "Bearer"
# What other systems ask for at once waits for each other, not the people at their screens for it.
_AT_ONCE = CapacityLimiter(2)
_TRY_AGAIN_SECONDS = 60

T = TypeVar("T")


class _Troubled(Exception):
    """A request that gets no other answer than why."""

    def __init__(
        self,
        status: int,
        said: Callable[[Words], str],
        *,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status)
        self.status = status
        self.said = said
        self.field = field
        self.headers = headers


def api_routes(tracker: Tracker) -> list[Route]:
    """The routes; they stand behind the gate, which lets anybody through to them."""
    api = _Api(tracker)
    return [Route(API, api), Route(API + "/{rest:path}", api)]


class _Api:
    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        per_minute = tracker.api_per_minute
        self._rates = None if per_minute is None else _Rates(Rate(per_minute), Rate(per_minute))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        words = Words.of(language.asked_for(request.query_params))
        try:
            response = await self._answer(request, words)
        except _Troubled as troubled:
            response = trouble(
                troubled.status,
                troubled.said(words),
                words.language,
                field=troubled.field,
                headers=troubled.headers,
            )
        await response(scope, receive, send)

    async def _answer(self, request: Request, words: Words) -> Response:
        path = request.url.path.removeprefix(API)
        if self._rates is None:
            raise _Troubled(404, _said(_SWITCHED_OFF))
        if path == DESCRIPTION:
            _refuse_writing(request)
            return JSONResponse(description(words.language), headers={"cache-control": "no-cache"})
        actor = await self._who_asks(request, self._rates)
        resource, named = _found(path)
        _refuse_writing(request)
        offered = (JSON, CSV) if resource.is_list else (JSON,)
        form = wanted(request.headers, offered)
        if form is None:
            raise _Troubled(406, _said(_NO_SUCH_FORM, forms=offered))
        asked = ApiQuestion(
            tracker=self._tracker,
            actor=actor,
            said={**_read(request, resource), **_named(resource, named)},
            words=words,
            now=datetime.now(UTC),
        )
        document = await _in_a_thread(partial(_find, resource, asked))
        columns = columns_of(resource.schema)
        return answer(document, form, columns, words.language, request.headers)

    async def _who_asks(self, request: Request, rates: _Rates) -> Actor:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        token = token.strip() if scheme.lower() == _ASK_WITH.lower() else ""
        address, token_hash = entry_of(request).arrival.address, hash_of(token)
        # Who guesses is held off before the database is asked, but no system beside them that
        # is known already.
        if not rates.of_tokens.knows(token_hash):
            _refuse_soon(rates.of_strangers.is_spent(address))
        ask = partial(api_tokens.reader_of, self._tracker, token, now=datetime.now(UTC))
        actor = await _in_a_thread(ask) if token else None
        if actor is None:
            _refuse_soon(rates.of_strangers.wait(address))
            raise _Troubled(401, _said(_NO_TOKEN), headers={"www-authenticate": _ASK_WITH})
        _refuse_soon(rates.of_tokens.wait(token_hash))
        return actor


@dataclass(frozen=True, slots=True)
class _Rates:
    """How often each token may ask, and each address without one that reads something."""

    of_tokens: Rate
    of_strangers: Rate


_SWITCHED_OFF = N_(
    "No other system reads here; whoever runs the tracker lets them by DDCI_API_PER_MINUTE"
)
_NOTHING_HERE = N_("There is nothing at this address; {description} says what there is")
_ONLY_READ = N_("Here is only read; ask with GET")
_NO_SUCH_FORM = N_("It comes as {forms}; ask for one of them in Accept")
_NO_TOKEN = N_(
    "Send a token of the tracker: Authorization: Bearer TOKEN; one that was revoked reads nothing"
)
_NOT_YOURS = N_("The token does not read this; it reads the agencies of whoever made it")
_TOO_OFTEN = N_("Asked too often; ask again in {seconds} seconds")


def _said(message: str, **arguments: Any) -> Callable[[Words], str]:
    return lambda words: words.text(message, **arguments)


def _found(path: str) -> tuple[ApiResource, Mapping[str, str]]:
    for resource in RESOURCES:
        if found := resource.pattern.fullmatch(path):
            return resource, found.groupdict()
    raise _Troubled(404, _said(_NOTHING_HERE, description=API + DESCRIPTION))


def _named(resource: ApiResource, named: Mapping[str, str]) -> Mapping[str, Any]:
    """What a path names; one that names nothing that could be is an address that there is not."""
    try:
        return {each.name: read_one(each, named[each.name]) for each in resource.of_path}
    except Refused as refused:
        raise _Troubled(404, _of_the_services(refused), field=refused.field) from None


def _read(request: Request, resource: ApiResource) -> Mapping[str, Any]:
    try:
        return read_all(request.query_params, resource.of_query)
    except Refused as refused:
        raise _Troubled(422, _of_the_services(refused), field=refused.field) from None


def _find(resource: ApiResource, asked: ApiQuestion) -> Any:
    """What is asked for, all of it of one moment."""
    with asked.tracker.one_look():
        return resource.find(asked)


def _refuse_writing(request: Request) -> None:
    if request.method not in READ:
        raise _Troubled(405, _said(_ONLY_READ), headers={"allow": ", ".join(sorted(READ))})


def _refuse_soon(seconds: int) -> None:
    if seconds:
        raise _Troubled(
            429, _said(_TOO_OFTEN, seconds=seconds), headers={"retry-after": str(seconds)}
        )


async def _in_a_thread(ask: Callable[[], T]) -> T:
    """What is found, or the trouble that an error of the services is to whoever asks."""
    try:
        return await to_thread.run_sync(ask, limiter=_AT_ONCE)
    except Forbidden:
        raise _Troubled(403, _said(_NOT_YOURS)) from None
    except UnknownPlan as error:
        raise _Troubled(404, _of_the_services(error), field="plan") from None
    except Refused as refused:
        # What is written well names something that there is not: a year, a month, a day to come.
        status = 404 if refused.field else 500
        raise _Troubled(status, _of_the_services(refused), field=refused.field) from refused
    except Exception as error:
        # What nobody should meet is told, with a number to find it by, where every screen's is.
        if not sentences_for_anybody(error, Words.of()):
            raise
        again = {"retry-after": str(_TRY_AGAIN_SECONDS)}
        raise _Troubled(503, _of_the_services(error), headers=again) from error


def _of_the_services(error: Exception) -> Callable[[Words], str]:
    return lambda words: " ".join(sentences_for_anybody(error, words))
