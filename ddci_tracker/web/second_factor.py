"""The second factor: giving its code, setting it up, giving it up; ``/ma-xac-thuc`` and
``/xac-thuc-hai-yeu-to``.

Pages of plain HTML. What is right is decided by ``services.second_factor``. Recovery codes are on
the answer of the form that made them and nowhere else.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import segno
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ddci_tracker.services import second_factor
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.sessions import SignInRefused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.web import html_pages, language
from ddci_tracker.web.entrances import CODE, SECOND_FACTOR, way_back
from ddci_tracker.web.gate import entry_of
from ddci_tracker.web.shell import START
from ddci_tracker.web.signing_in import NEXT, leading_to, let_in, trying, with_query
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import DEFAULT, Language, Words

_ACT = "act"
_CONFIRM, _RENEW, _GIVE_UP = "confirm", "renew", "give-up"
# Pixels of a dot, and dots of white around, which apps need to find it.
_DOT, _AROUND = 5, 4


def second_factor_routes(tracker: Tracker) -> list[Route]:
    """The routes; they stand behind the gate, which tells who asks."""
    return [
        Route(CODE, _show_code, methods=["GET"]),
        Route(CODE, partial(_give_code, tracker), methods=["POST"]),
        Route(SECOND_FACTOR, partial(_show_own, tracker), methods=["GET"]),
        Route(SECOND_FACTOR, partial(_change_own, tracker), methods=["POST"]),
    ]


async def _show_code(request: Request) -> Response:
    spoken = language.asked_for(request.query_params)
    back = way_back(request.query_params.get(NEXT))
    if not _waits_for_code(request):
        return leading_to(back or with_query(START, {}, spoken))
    return _code_page(spoken, back)


async def _give_code(tracker: Tracker, request: Request) -> Response:
    entry, typed = entry_of(request), await html_pages.fields_of(request)
    spoken, back = language.asked_for(typed), way_back(typed.get(NEXT))
    if not _waits_for_code(request) or entry.token_hash is None:
        return leading_to(back or with_query(START, {}, spoken))
    try:
        signed_in = await to_thread.run_sync(
            partial(
                second_factor.show,
                tracker,
                entry.token_hash,
                typed.get("code", ""),
                now=datetime.now(UTC),
            )
        )
    except Refused as refused:
        return _code_page(spoken, back, refused)
    return let_in(request, signed_in, back, spoken)


def _code_page(spoken: Language, back: str | None, refused: Refused | None = None) -> Response:
    words = Words.of(spoken)
    response = html_pages.page(
        "code.html",
        words,
        title=words.text("Second factor"),
        status=_status(refused),
        wrong=refused.said(words) if refused else "",
        switch_at=with_query(CODE, {NEXT: back}, DEFAULT),
        next=back or "",
    )
    return _held_off(response, refused)


async def _show_own(tracker: Tracker, request: Request) -> Response:
    spoken = language.asked_for(request.query_params)
    back = way_back(request.query_params.get(NEXT))
    token_hash = _asking(request)
    if token_hash is None:
        return leading_to(back or with_query(START, {}, spoken))
    return await _own_page(tracker, token_hash, spoken, back)


async def _change_own(tracker: Tracker, request: Request) -> Response:
    typed = await html_pages.fields_of(request)
    spoken, back = language.asked_for(typed), way_back(typed.get(NEXT))
    token_hash, now = _asking(request), datetime.now(UTC)
    if token_hash is None:
        return leading_to(back or with_query(START, {}, spoken))
    act, code = typed.get(_ACT), typed.get("code", "")
    codes: tuple[str, ...] = ()
    try:
        if act == _CONFIRM:
            password = typed.get("password", "")
            confirm = partial(second_factor.confirm, tracker, token_hash, password, code, now=now)
            codes = await trying(confirm)
        elif act == _RENEW:
            renew = partial(second_factor.renew_codes, tracker, token_hash, code, now=now)
            codes = await to_thread.run_sync(renew)
        elif act == _GIVE_UP:
            give_up = partial(second_factor.give_up, tracker, token_hash, code, now=now)
            await to_thread.run_sync(give_up)
    except Refused as refused:
        return await _own_page(tracker, token_hash, spoken, back, refused)
    if not codes:
        return leading_to(with_query(SECOND_FACTOR, {NEXT: back}, spoken))
    words = Words.of(spoken)
    return html_pages.page(
        "recovery_codes.html",
        words,
        title=words.text("Your recovery codes"),
        codes=codes,
        back=back or with_query(START, {}, spoken),
    )


async def _own_page(
    tracker: Tracker,
    token_hash: str,
    spoken: Language,
    back: str | None,
    refused: Refused | None = None,
) -> Response:
    words, now = Words.of(spoken), datetime.now(UTC)
    own = await to_thread.run_sync(partial(second_factor.own_factor, tracker, token_hash, now=now))
    shown: dict[str, object] = {"setup": None, "picture": "", "since": "", "secret": ""}
    if own.since is None:
        setup = await to_thread.run_sync(
            partial(
                second_factor.begin_setup,
                tracker,
                token_hash,
                words.text("DDCI tracker"),
                now=now,
            )
        )
        picture = segno.make(setup.address, error="m", micro=False).svg_data_uri(
            scale=_DOT, border=_AROUND, light="#fff"
        )
        groups = " ".join(setup.secret[at : at + 4] for at in range(0, len(setup.secret), 4))
        shown = {"setup": setup, "picture": picture, "since": "", "secret": groups}
    else:
        shown["since"] = formats.moment(own.since, words)
    response = html_pages.page(
        "second_factor.html",
        words,
        title=words.text("Second factor"),
        status=_status(refused),
        note=words.text("This account must have a second factor.")
        if own.is_required and own.since is None and refused is None
        else "",
        wrong=refused.said(words) if refused else "",
        switch_at=with_query(SECOND_FACTOR, {NEXT: back}, DEFAULT),
        own=own,
        next=back or "",
        back=back or with_query(START, {}, spoken),
        **shown,
    )
    return _held_off(response, refused)


def _status(refused: Refused | None) -> int:
    if isinstance(refused, SignInRefused):
        return 401 if refused.wait is None else 429
    return 200 if refused is None else 400


def _held_off(response: Response, refused: Refused | None) -> Response:
    if isinstance(refused, SignInRefused) and refused.wait is not None:
        response.headers["retry-after"] = str(refused.wait)
    return response


def _waits_for_code(request: Request) -> bool:
    session = entry_of(request).session
    return session is not None and session.must_show_code


def _asking(request: Request) -> str | None:
    """The session that asks. The owner has none, and a screen on a wall signs in nowhere."""
    entry = entry_of(request)
    if entry.session is None or entry.session.account.role is Role.DISPLAY:
        return None
    return entry.token_hash
