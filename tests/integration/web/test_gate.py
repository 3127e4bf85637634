"""Who gets through: the owner while no account exists, nobody without signing in afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.types import Message

from ddci_tracker.services.accounts import AccountView
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.sessions import CurrentSession, hash_of
from ddci_tracker.store.errors import StoreUnavailable, Trouble
from ddci_tracker.web import gate as gate_module
from ddci_tracker.web.backend import Backend
from ddci_tracker.web.gate import Gate
from ddci_tracker.web.network import Network
from tests.integration.web.asgi import (
    ELSEWHERE,
    HOST,
    Witness,
    ask,
    converse,
    in_a_loop_of_its_own,
    request,
)

CONNECT: Message = {"type": "websocket.connect"}
TYPED: Message = {"type": "websocket.receive", "bytes": b"typed"}
LEFT: Message = {"type": "websocket.disconnect", "code": 1000}


@pytest.fixture
def behind() -> Witness:
    return Witness()


def gate(
    behind: Witness,
    *,
    accounts_exist: Callable[[], bool] = lambda: True,
    session_of: Callable[[str], CurrentSession | None] = lambda token_hash: None,
    session_watched: Callable[[str], CurrentSession | None] | None = None,
    network: Network | None = None,
) -> Gate:
    backend = Backend(
        prepare=lambda: None,
        tend=lambda: None,
        accounts_exist=accounts_exist,
        session_of=session_of,
        session_watched=session_watched or session_of,
        why_sick=lambda: None,
    )
    return Gate(behind, backend=backend, network=network or Network.of())


def owner_gate(behind: Witness) -> Gate:
    return gate(behind, accounts_exist=lambda: False)


def sign_in_gate(behind: Witness) -> Gate:
    return gate(behind)


def closed_gate(behind: Witness) -> Gate:
    def no_database() -> bool:
        raise OSError("/secret/path: no such database")

    return gate(behind, accounts_exist=no_database)


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8501", "LOCALHOST:80", "127.0.0.1:8501", "[::1]:8501"]
)
def test_the_owner_gets_through_from_this_computer(behind: Witness, client: str, host: str) -> None:
    answer = ask(owner_gate(behind), headers=[("host", host)], client=(client, 50000))
    assert answer.status == 200
    assert answer.text == "behind the gate"


STRANGERS: dict[str, dict[str, Any]] = {
    "another computer": {"client": ELSEWHERE},
    "another computer in IPv6": {"client": ("2001:db8::1", 50000)},
    "another computer in IPv6 clothes": {"client": ("::ffff:192.168.1.20", 50000)},
    "a client that is no address": {"client": ("unix", 0)},
    "no client at all": {"client": None},
    "a name of another computer": {"headers": [("host", "ddci.example.vn")]},
    "a name that only begins like ours": {"headers": [("host", "localhost.example.vn")]},
    "a name with somebody before it": {"headers": [("host", "evil@localhost")]},
    "a port that is none": {"headers": [("host", "localhost:port")]},
    "two names": {"headers": [HOST, ("host", "ddci.example.vn")]},
    "no name": {"headers": []},
    "Forwarded": {"headers": [HOST, ("forwarded", "for=10.0.0.1")]},
    "X-Forwarded-For": {"headers": [HOST, ("x-forwarded-for", "127.0.0.1")]},
    "X-Forwarded-Proto": {"headers": [HOST, ("x-forwarded-proto", "https")]},
    "X-Forwarded-Host": {"headers": [HOST, ("X-Forwarded-Host", "ddci.example.vn")]},
    "X-Real-IP": {"headers": [HOST, ("x-real-ip", "127.0.0.1")]},
    "Via": {"headers": [HOST, ("via", "1.1 proxy")]},
    "HTTP/1.0, as nginx speaks it": {"http_version": "1.0"},
    "a page of another site": {"headers": [HOST, ("origin", "https://example.vn")]},
    "a page of another port": {"headers": [HOST, ("origin", "http://localhost:9999")]},
    "a page of another scheme": {"headers": [HOST, ("origin", "https://localhost:8501")]},
    "a page without origin": {"headers": [HOST, ("origin", "null")]},
    "two origins": {
        "headers": [HOST, ("origin", "http://localhost:8501"), ("origin", "https://example.vn")]
    },
}


@pytest.mark.parametrize("parts", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("path", ["/", "/tong-quan", "/static/js/a.js", "/_stcore/health"])
def test_a_stranger_is_refused_while_no_account_exists(
    behind: Witness, parts: dict[str, Any], path: str
) -> None:
    answer = ask(owner_gate(behind), path, **parts)
    assert answer.status == 403
    assert behind.scopes == []


@pytest.mark.parametrize("parts", STRANGERS.values(), ids=STRANGERS)
def test_a_strangers_websocket_is_refused_before_it_opens(
    behind: Witness, parts: dict[str, Any]
) -> None:
    scope = request("/_stcore/stream", kind="websocket", **parts)
    sent = converse(owner_gate(behind), scope, [CONNECT])
    assert [message["type"] for message in sent] == ["websocket.close"]
    assert behind.scopes == []


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("secure", [False, True])
def test_our_own_page_gets_through(behind: Witness, kind: str, secure: bool) -> None:
    scheme = ("https" if secure else "http") if kind == "http" else ("wss" if secure else "ws")
    headers = [HOST, ("origin", "https://localhost:8501" if secure else "http://localhost:8501")]
    scope = request("/", kind=kind, scheme=scheme, headers=headers)
    converse(owner_gate(behind), scope, [CONNECT, LEFT])
    assert len(behind.scopes) == 1


def test_a_refusal_says_why_and_what_to_do_once_in_the_language_asked_for(
    behind: Witness,
) -> None:
    page = ask(owner_gate(behind), client=ELSEWHERE)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    assert "Khi chưa có tài khoản nào" in page.text
    assert "tạo tài khoản đầu tiên" in page.text
    assert "serves only the computer" not in page.text
    assert 'href="?lang=en"' in page.text
    english = ask(owner_gate(behind), client=ELSEWHERE, query="lang=en")
    assert "serves only the computer on which it runs" in english.text
    assert "create the first account" in english.text
    assert "Khi chưa có tài khoản nào" not in english.text
    assert 'href="?lang=vi"' in english.text


def test_a_refusal_does_not_repeat_what_the_stranger_sent(behind: Witness) -> None:
    page = ask(owner_gate(behind), "/<b>", headers=[("host", "<script>alert(1)</script>")])
    assert page.status == 403
    assert "alert" not in page.text
    assert "<b>" not in page.text


@pytest.mark.parametrize("path", ["/", "/tong-quan", "/healthz/", "/static/js/a.js", "/media/a"])
def test_nobody_gets_through_without_signing_in_once_an_account_exists(
    behind: Witness, path: str
) -> None:
    answer = ask(sign_in_gate(behind), path)
    assert answer.status == 401
    assert "Bạn chưa đăng nhập" in answer.text
    assert behind.scopes == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_no_method_gets_around_the_gate(behind: Witness, method: str) -> None:
    assert ask(sign_in_gate(behind), "/_stcore/upload_file/a/b", method=method).status == 401
    assert behind.scopes == []


def test_no_websocket_opens_without_signing_in_once_an_account_exists(behind: Witness) -> None:
    for path in ("/_stcore/stream", "/healthz"):
        sent = converse(sign_in_gate(behind), request(path, kind="websocket"), [CONNECT])
        assert [(message["type"], message["code"]) for message in sent] == [
            ("websocket.close", 4401)
        ]
    assert behind.scopes == []


def test_a_request_of_an_unknown_kind_does_not_get_through(behind: Witness) -> None:
    scope = {**request(), "type": "webtransport"}
    converse(sign_in_gate(behind), scope, [])
    assert behind.scopes == []


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/livez"])
def test_health_is_told_to_everybody_once_an_account_exists(behind: Witness, address: str) -> None:
    assert ask(sign_in_gate(behind), address, client=ELSEWHERE).status == 200


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/livez"])
def test_health_is_told_to_this_computer_alone_while_no_account_exists(
    behind: Witness, address: str
) -> None:
    assert ask(owner_gate(behind), address).status == 200
    assert ask(owner_gate(behind), address, client=ELSEWHERE).status == 403


def test_nobody_gets_through_while_the_database_cannot_be_read(
    behind: Witness, caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask(closed_gate(behind), "/tong-quan")
    assert answer.status == 503
    assert "/secret/path" not in answer.text
    assert behind.scopes == []
    assert "/secret/path" in caplog.text


def test_health_is_told_to_this_computer_while_the_database_cannot_be_read(
    behind: Witness,
) -> None:
    assert ask(closed_gate(behind), "/healthz").status == 200
    assert ask(closed_gate(behind), "/healthz", client=ELSEWHERE).status == 503


def test_that_a_process_answers_is_told_whatever_its_database_does(behind: Witness) -> None:
    assert ask(closed_gate(behind), "/livez").status == 200
    assert ask(owner_gate(behind), "/livez", client=ELSEWHERE).status == 403
    answers: Iterator[bool] = iter([True])
    seen_before = gate(behind, accounts_exist=lambda: next(answers))
    for _ in range(2):
        assert ask(seen_before, "/livez", client=ELSEWHERE).status == 200
    for address in ("/livez/", "/readyz/"):
        assert ask(sign_in_gate(behind), address, client=ELSEWHERE).status == 401


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_nobody_can_say_who_they_are_by_a_header(behind: Witness, kind: str) -> None:
    headers = [HOST, ("X-DDCI-SID", "1"), ("x-ddci-sid", "0" * 64), ("accept", "*/*")]
    converse(owner_gate(behind), request("/", kind=kind, headers=headers), [CONNECT, LEFT])
    names = [name for name, _ in behind.scopes[0]["headers"]]
    assert names == [b"host", b"accept"]


def test_the_first_account_cuts_off_who_was_in_without_one(behind: Witness) -> None:
    answers: Iterator[bool] = iter([False, False, True])
    until_an_account = gate(behind, accounts_exist=lambda: next(answers))
    sent = converse(until_an_account, request("/", kind="websocket"), [CONNECT, TYPED, TYPED])
    assert [message["type"] for message in sent] == [
        "websocket.accept",
        "websocket.send",
        "websocket.close",
    ]
    assert sent[-1]["code"] == 4401
    assert [message["type"] for message in behind.received] == [
        "websocket.connect",
        "websocket.receive",
        "websocket.disconnect",
    ]


def test_the_life_of_the_application_passes(behind: Witness) -> None:
    in_a_loop_of_its_own(sign_in_gate(behind)({"type": "lifespan"}, _nothing, _ignore))
    assert [scope["type"] for scope in behind.scopes] == ["lifespan"]


async def _nothing() -> Message:
    return {"type": "lifespan.startup"}


async def _ignore(_message: Message) -> None:
    return None


ACCOUNT = AccountView(
    id=1,
    name="lan",
    full_name="Nguyễn Thị Lan",
    role=Role.LEADER,
    agencies=("STTTT-LS",),
    unit=None,
    active=True,
    must_change_password=False,
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)
SESSION = CurrentSession(
    actor=ACCOUNT.actor(),
    account=ACCOUNT,
    must_change_password=False,
    expires_at=datetime(2026, 1, 1, 12, tzinfo=UTC),
)
TOKEN = "t" * 43
SIGNED_IN = [HOST, ("cookie", f"ddci_session={TOKEN}")]


def of_lan(token_hash: str) -> CurrentSession | None:
    return SESSION if token_hash == hash_of(TOKEN) else None


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_streamlit_is_told_whose_session_it_is_and_never_the_token_by_that_name(
    behind: Witness, kind: str
) -> None:
    headers = [*SIGNED_IN, ("X-DDCI-SID", "0" * 64)]
    scope = request("/", kind=kind, client=ELSEWHERE, headers=headers)
    converse(gate(behind, session_of=of_lan), scope, [CONNECT, LEFT])
    told = [value for name, value in behind.scopes[0]["headers"] if name == b"x-ddci-sid"]
    assert told == [hash_of(TOKEN).encode()]


@pytest.mark.parametrize("path", ["/", "/tong-quan", "/static/js/a.js", "/media/a", "/healthz"])
def test_who_has_a_session_gets_through_from_anywhere(behind: Witness, path: str) -> None:
    answer = ask(gate(behind, session_of=of_lan), path, client=ELSEWHERE, headers=SIGNED_IN)
    assert answer.status == 200


def test_who_has_a_session_is_asked_for_once_and_nothing_else_is(behind: Witness) -> None:
    asked: list[str] = []

    def session_of(token_hash: str) -> CurrentSession | None:
        asked.append(token_hash)
        return SESSION

    def not_asked() -> bool:
        raise AssertionError

    ask(gate(behind, session_of=session_of, accounts_exist=not_asked), headers=SIGNED_IN)
    assert asked == [hash_of(TOKEN)]


@pytest.mark.parametrize("host", ["ddci.example.vn", "localhost.example.vn", "evil@localhost"])
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_session_counts_under_no_name_but_ours(behind: Witness, host: str, kind: str) -> None:
    headers = [("host", host), SIGNED_IN[1]]
    sent = converse(
        gate(behind, session_of=of_lan), request(kind=kind, headers=headers), [CONNECT, LEFT]
    )
    assert sent[0].get("status", sent[0].get("code")) in {403, 4403}
    assert behind.scopes == []
    listed = gate(behind, session_of=of_lan, network=Network.of([host.partition("@")[2] or host]))
    assert ask(listed, headers=headers).status == (403 if "@" in host else 200)


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_page_of_another_site_cannot_use_a_session(behind: Witness, kind: str) -> None:
    headers = [*SIGNED_IN, ("origin", "https://example.vn")]
    scope = request("/_stcore/stream", kind=kind, headers=headers)
    sent = converse(gate(behind, session_of=of_lan), scope, [CONNECT, LEFT])
    assert sent[0].get("status", sent[0].get("code")) in {403, 4403}
    assert behind.scopes == []


def test_the_end_of_a_session_cuts_off_an_open_page(behind: Witness) -> None:
    sessions = iter([SESSION, SESSION, None])
    ending = gate(behind, session_of=lambda token_hash: next(sessions))
    scope = request(kind="websocket", client=ELSEWHERE, headers=SIGNED_IN)
    sent = converse(ending, scope, [CONNECT, TYPED, TYPED])
    assert [message["type"] for message in sent] == [
        "websocket.accept",
        "websocket.send",
        "websocket.close",
    ]
    assert sent[-1]["code"] == 4401
    assert [message["type"] for message in behind.received].count("websocket.receive") == 1


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open pages are looked after without a pause."""
    monkeypatch.setattr(gate_module, "WATCHED_EVERY_SECONDS", 0.01)


@pytest.mark.usefixtures("watched")
def test_the_end_of_a_session_cuts_off_a_page_that_nobody_uses(behind: Witness) -> None:
    used: list[str] = []
    looks = iter([SESSION, SESSION, None])

    def session_of(token_hash: str) -> CurrentSession | None:
        used.append(token_hash)
        return SESSION

    ending = gate(behind, session_of=session_of, session_watched=lambda token_hash: next(looks))
    scope = request(kind="websocket", client=ELSEWHERE, headers=SIGNED_IN)
    sent = converse(ending, scope, [CONNECT], stays=True)
    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]
    assert sent[-1]["code"] == 4401
    assert used == [hash_of(TOKEN)], "a page that only stands open does not make it hold longer"


@pytest.mark.usefixtures("watched")
def test_an_open_page_is_told_that_the_database_is_sick(behind: Witness) -> None:
    def sick(token_hash: str) -> CurrentSession | None:
        raise StoreUnavailable("malformed", Trouble.DAMAGED)

    scope = request(kind="websocket", client=ELSEWHERE, headers=SIGNED_IN)
    open_page = gate(behind, session_of=of_lan, session_watched=sick)
    sent = converse(open_page, scope, [CONNECT], stays=True)
    assert (sent[-1]["type"], sent[-1]["code"]) == ("websocket.close", 1013)


@pytest.mark.parametrize(
    ("query", "said"), [("", "bị hỏng"), ("lang=vi", "bị hỏng"), ("lang=en", "is damaged")]
)
def test_a_script_of_a_page_is_told_the_illness_in_one_sentence(
    behind: Witness, query: str, said: str
) -> None:
    def sick(token_hash: str) -> CurrentSession | None:
        raise StoreUnavailable("/secret/path: malformed", Trouble.DAMAGED)

    headers = [*SIGNED_IN, ("accept", "application/json")]
    answer = ask(
        gate(behind, session_of=sick),
        "/_stcore/health",
        query=query,
        client=ELSEWHERE,
        headers=headers,
    )
    assert answer.status == 503
    told = json.loads(answer.text)
    assert list(told) == ["said"]
    assert said in told["said"]
    assert "/secret" not in answer.text
    unknown = ask(closed_gate(behind), "/_stcore/health", headers=headers)
    assert unknown.status == 503
    assert "không đọc được cơ sở dữ liệu" in json.loads(unknown.text)["said"]


def test_a_password_that_became_temporary_cuts_off_an_open_page(behind: Witness) -> None:
    held = replace(SESSION, must_change_password=True)
    sessions = iter([SESSION, held])
    ending = gate(behind, session_of=lambda token_hash: next(sessions))
    sent = converse(ending, request(kind="websocket", headers=SIGNED_IN), [CONNECT, TYPED])
    assert (sent[-1]["type"], sent[-1]["code"]) == ("websocket.close", 4403)


@pytest.mark.parametrize(
    ("path", "query", "led_to"),
    [
        ("/", "", "/login"),
        ("/tong-quan", "", "/login?next=%2Ftong-quan"),
        ("/chi-so", "sub=a&lang=en", "/login?next=%2Fchi-so%3Fsub%3Da%26lang%3Den&lang=en"),
        ("//example.vn/", "", "/login"),
        ("/\\example.vn", "", "/login?next=%2F%255Cexample.vn"),
    ],
)
def test_a_browser_is_led_to_the_page_where_one_signs_in(
    behind: Witness, path: str, query: str, led_to: str
) -> None:
    headers = [HOST, ("accept", "text/html,application/xhtml+xml,*/*;q=0.8")]
    answer = ask(sign_in_gate(behind), path, query=query, headers=headers)
    assert (answer.status, answer.headers["location"]) == (303, led_to)
    assert answer.headers["cache-control"] == "no-store"
    assert ask(sign_in_gate(behind), path, method="POST", headers=headers).status == 401
    assert behind.scopes == []
