"""Signing in and out, and choosing a password: ``/login``, ``/logout``, ``/password``.

What is right is decided by ``services.sessions``; here it becomes pages, a cookie and a way back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ddci_tracker.services import sessions
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.sessions import SignedIn, SignInRefused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.web import cookies, html_pages, language
from ddci_tracker.web.entrances import CODE, PASSWORD, SECOND_FACTOR, SIGN_IN, SIGN_OUT, way_back
from ddci_tracker.web.gate import entry_of
from ddci_tracker.web.shell import START
from ddci_tracker.words.catalogue import DEFAULT, Language, Words
from ddci_tracker.words.marking import N_

Tried = TypeVar("Tried")

NEXT = "next"
PASSWORDS_DIFFER = N_("The two new passwords differ")

# Trying a password takes a tenth of a second and 64 MiB, so few are tried at a time.
_TRYING = CapacityLimiter(4)
_CHOOSE = N_("Choose a password of your own")
_CHANGE = N_("Change password")
_SAID = "said"
_SIGNED_OUT, _CHANGED = "signed-out", "changed"


def sign_in_routes(tracker: Tracker) -> list[Route]:
    """The routes; they stand behind the gate, which tells who asks."""
    return [
        Route(SIGN_IN, _show_sign_in, methods=["GET"]),
        Route(SIGN_IN, partial(_sign_in, tracker), methods=["POST"]),
        Route(SIGN_OUT, partial(_sign_out, tracker), methods=["POST"]),
        # A link signs nobody out: any page could hold one.
        Route(SIGN_OUT, _show_the_board, methods=["GET"]),
        Route(PASSWORD, _show_password, methods=["GET"]),
        Route(PASSWORD, partial(_change_password, tracker), methods=["POST"]),
    ]


async def trying(attempt: partial[Tried]) -> Tried:
    """Run what hashes a password, in a thread, a few at a time."""
    return await to_thread.run_sync(attempt, limiter=_TRYING)


def let_in(request: Request, signed_in: SignedIn, back: str | None, spoken: Language) -> Response:
    """Lead somebody who has just signed in to where they wanted to go."""
    if signed_in.must_show_code:
        address = with_query(CODE, {NEXT: back}, spoken)
    elif signed_in.must_change_password:
        address = with_query(PASSWORD, {NEXT: back}, spoken)
    elif signed_in.must_set_up_factor:
        address = with_query(SECOND_FACTOR, {NEXT: back}, spoken)
    else:
        address = back or with_query(START, {}, spoken)
    response = leading_to(address)
    cookies.put(response, signed_in.token, secure=entry_of(request).arrival.secure)
    return response


def leading_to(address: str) -> RedirectResponse:
    """Lead the browser to a page, which it then asks for by GET."""
    return RedirectResponse(address, status_code=303, headers={"cache-control": "no-store"})


def with_query(address: str, query: Mapping[str, str | None], spoken: Language) -> str:
    """An address of ours with the parameters that are set; the default language is not named."""
    given = {name: value for name, value in query.items() if value}
    if spoken.parameter:
        given[language.PARAMETER] = spoken.parameter
    return f"{address}?{urlencode(given)}" if given else address


async def _show_sign_in(request: Request) -> Response:
    entry, query = entry_of(request), request.query_params
    spoken = language.asked_for(query)
    back = way_back(query.get(NEXT))
    if entry.session is not None or not entry.accounts_exist:
        return leading_to(back or with_query(START, {}, spoken))
    return _sign_in_page(spoken, back, has_signed_out=query.get(_SAID) == _SIGNED_OUT)


async def _sign_in(tracker: Tracker, request: Request) -> Response:
    entry, typed = entry_of(request), await html_pages.fields_of(request)
    spoken = language.asked_for(typed)
    back, name = way_back(typed.get(NEXT)), typed.get("name", "")
    try:
        signed_in = await trying(
            partial(
                sessions.sign_in,
                tracker,
                name,
                typed.get("password", ""),
                address=entry.arrival.address,
                browser=request.headers.get("user-agent"),
                now=datetime.now(UTC),
            )
        )
    except SignInRefused as refused:
        return _sign_in_page(spoken, back, refused=refused, name=name)
    if entry.token_hash is not None:
        # Whoever was signed in here before is so no more, in no tab.
        await to_thread.run_sync(sessions.sign_out, tracker, entry.token_hash)
    return let_in(request, signed_in, back, spoken)


def _sign_in_page(
    spoken: Language,
    back: str | None,
    *,
    has_signed_out: bool = False,
    refused: SignInRefused | None = None,
    name: str = "",
) -> Response:
    words = Words.of(spoken)
    response = html_pages.page(
        "sign_in.html",
        words,
        title=words.text("Sign in"),
        status=200 if refused is None else 401 if refused.wait is None else 429,
        note=words.text("You have signed out.") if has_signed_out else "",
        wrong=refused.said(words) if refused else "",
        switch_at=with_query(SIGN_IN, {NEXT: back}, DEFAULT),
        next=back or "",
        name=name,
    )
    if refused is not None and refused.wait is not None:
        response.headers["retry-after"] = str(refused.wait)
    return response


async def _sign_out(tracker: Tracker, request: Request) -> Response:
    entry, typed = entry_of(request), await html_pages.fields_of(request)
    if entry.token_hash is not None:
        await to_thread.run_sync(sessions.sign_out, tracker, entry.token_hash)
    spoken = language.asked_for(typed)
    response = leading_to(with_query(SIGN_IN, {_SAID: _SIGNED_OUT}, spoken))
    cookies.take_away(response, secure=entry.arrival.secure)
    return response


async def _show_the_board(request: Request) -> Response:
    return leading_to(with_query(START, {}, language.asked_for(request.query_params)))


async def _show_password(request: Request) -> Response:
    spoken = language.asked_for(request.query_params)
    back = way_back(request.query_params.get(NEXT))
    if entry_of(request).session is None:  # The owner has none.
        return leading_to(back or with_query(START, {}, spoken))
    if request.query_params.get(_SAID) == _CHANGED:
        words = Words.of(spoken)
        return html_pages.page(
            "said.html",
            words,
            title=words.text("Your password is changed"),
            sentence=words.text("Wherever else you were signed in, you are signed out now."),
            address=back or with_query(START, {}, spoken),
            onward=words.text("Go on"),
        )
    return _password_page(request, spoken, back)


async def _change_password(tracker: Tracker, request: Request) -> Response:
    entry, typed = entry_of(request), await html_pages.fields_of(request)
    spoken, back = language.asked_for(typed), way_back(typed.get(NEXT))
    if entry.session is None or entry.token_hash is None:
        return leading_to(with_query(START, {}, spoken))
    old, new = typed.get("old", ""), typed.get("new", "")
    if new != typed.get("again"):
        return _password_page(request, spoken, back, wrong=Words.of(spoken).text(PASSWORDS_DIFFER))
    try:
        signed_in = await trying(
            partial(
                sessions.change_password,
                tracker,
                entry.token_hash,
                old,
                new,
                now=datetime.now(UTC),
            )
        )
    except Refused as refused:
        return _password_page(request, spoken, back, wrong=refused.said(Words.of(spoken)))
    if not entry.session.must_change_password:
        back = with_query(PASSWORD, {_SAID: _CHANGED, NEXT: back}, spoken)
    return let_in(request, signed_in, back, spoken)


def _password_page(
    request: Request, spoken: Language, back: str | None, *, wrong: str = ""
) -> Response:
    words, session = Words.of(spoken), entry_of(request).session
    assert session is not None  # noqa: S101 - both callers have looked
    is_temporary = session.must_change_password
    return html_pages.page(
        "password.html",
        words,
        title=words.text(_CHOOSE if is_temporary else _CHANGE),
        status=400 if wrong else 200,
        note=words.text("Your password is a temporary one.") if is_temporary and not wrong else "",
        wrong=wrong,
        switch_at=with_query(PASSWORD, {NEXT: back}, DEFAULT),
        next=back or "",
        name=session.account.name,
        may_go_back=not is_temporary,
    )
