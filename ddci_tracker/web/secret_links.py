"""The link with a secret that leads to the first account.

Whoever has such a link needs nothing else, so it is shown to nobody but whom it is meant for.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ddci_tracker.services import sessions
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.web import html_pages, language
from ddci_tracker.web.entrances import FIRST
from ddci_tracker.web.gate import entry_of
from ddci_tracker.web.shell import START
from ddci_tracker.web.signing_in import PASSWORDS_DIFFER, let_in, trying, with_query
from ddci_tracker.words.catalogue import Language, Words


def opening_routes(tracker: Tracker) -> list[Route]:
    """The routes; they stand behind the gate, which tells where a request comes from."""
    return [
        Route(FIRST + "/{token}", partial(_show_first, tracker), methods=["GET"]),
        Route(FIRST + "/{token}", partial(_create_first, tracker), methods=["POST"]),
    ]


async def _show_first(tracker: Tracker, request: Request) -> Response:
    spoken = language.asked_for(request.query_params)
    token = request.path_params["token"]
    look = partial(sessions.refuse_bad_first_link, tracker, token, now=datetime.now(UTC))
    try:
        await to_thread.run_sync(look)
    except Refused:
        return opens_nothing(spoken)
    return _first_page(request, spoken)


async def _create_first(tracker: Tracker, request: Request) -> Response:
    typed, token = await html_pages.fields_of(request), request.path_params["token"]
    spoken = language.asked_for(typed)
    name, full_name = typed.get("name", ""), typed.get("full_name", "")
    if typed.get("new") != typed.get("again"):
        said = Words.of(spoken).text(PASSWORDS_DIFFER)
        return _first_page(request, spoken, wrong=said, name=name, full_name=full_name)
    try:
        signed_in = await trying(
            partial(
                sessions.create_first_account,
                tracker,
                token,
                name=name,
                full_name=full_name,
                password=typed.get("new", ""),
                address=entry_of(request).arrival.address,
                browser=request.headers.get("user-agent"),
                now=datetime.now(UTC),
            )
        )
    except Refused as refused:
        if refused.field is None:
            return opens_nothing(spoken)
        said = refused.said(Words.of(spoken))
        return _first_page(request, spoken, wrong=said, name=name, full_name=full_name)
    return let_in(request, signed_in, None, spoken)


def _first_page(
    request: Request,
    spoken: Language,
    *,
    wrong: str = "",
    name: str = "",
    full_name: str = "",
) -> Response:
    words = Words.of(spoken)
    return html_pages.page(
        "first.html",
        words,
        title=words.text("The first account"),
        status=400 if wrong else 200,
        wrong=wrong,
        switch_at=request.url.path,
        name=name,
        full_name=full_name,
    )


def opens_nothing(spoken: Language) -> Response:
    """The page of a link that opens nothing, whatever it once was for."""
    words = Words.of(spoken)
    return html_pages.page(
        "said.html",
        words,
        title=words.text("This link opens nothing"),
        status=404,
        sentence=words.text("It was revoked, used or has expired. Ask for a new one."),
        address=with_query(START, {}, spoken),
        onward=words.text("To the tracker"),
    )
