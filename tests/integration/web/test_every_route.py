"""Every route of the entry, asked by strangers and by somebody of another agency: who gets what,
and the headers of whatever comes. One that is not named here as open is open to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from ddci_tracker.services import installation, passwords
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import Actor, Role
from tests.browser.people import tracker_in
from tests.integration.services.people import QUICK_HASHER, add
from tests.integration.web.asgi import ELSEWHERE, HOST, Answer, Witness, ask
from tests.integration.web.visiting import Visitor

ROOT = Path(__file__).parents[3]
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
READ = {"GET", "HEAD"}
# What is answered to whoever has no session, by the methods that are; all else needs one.
OPEN: dict[str, set[str]] = {
    "/healthz": READ,
    "/readyz": READ,
    "/livez": READ,
    "/login": {*READ, "POST"},
    "/logout": {"POST"},
    # By a secret in the address.
    "/first/{token}": {*READ, "POST"},
    "/man-hinh/{token}": READ,
    "/lich/{token}.ics": READ,
    # By a secret in a header.
    "/metrics": READ,
    "/api/v1": set(METHODS),
    "/api/v1/{rest:path}": set(METHODS),
}
# What is the same for everybody, and may be kept by whoever asks.
KEPT = re.compile(r"/looks-[0-9a-f]+\.css|/favicon\.png")
MINE, OTHERS, OTHERS_AGENCY = "STTTT-LS-2023", "STNMT-LS-2020", "Tài nguyên"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """What the entry gives Streamlit, with everything switched on, over the shipped plans."""
    folder = tmp_path_factory.mktemp("routes")
    now = datetime.now(UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", QUICK_HASHER)
        tracker = tracker_in(folder)
        installation.initialise(tracker, Actor.owner("tests"), now=now)
        add(tracker, "quan-tri", AccountPlace(role=Role.ADMINISTRATOR), now=now)
        mine = AccountPlace(role=Role.COORDINATOR, agencies=("STTTT-LS",))
        add(tracker, "lan", mine, now=now)
        patch.setenv("DDCI_STATE_DIR", str(folder))
        patch.delenv("DDCI_DATABASE_URL", raising=False)
        patch.setenv("DDCI_API_PER_MINUTE", "100000")
        patch.setenv("DDCI_METRICS_TOKEN", "a-secret-of-the-setting")
        spec = spec_from_file_location("the_entry", ROOT / "dashboard.py")
        assert spec is not None
        assert spec.loader is not None
        entry = module_from_spec(spec)
        spec.loader.exec_module(entry)
        yield entry.parts
    entry.tracker.engine.dispose()


@pytest.fixture(scope="module")
def app(parts: Any) -> ASGIApp:
    """The whole application but Streamlit, in whose place a witness stands."""
    return Starlette(routes=[*parts.routes, Mount("/", Witness())], middleware=parts.middleware)


@pytest.fixture(scope="module")
def lan(app: ASGIApp) -> Visitor:
    """Somebody of one agency, signed in."""
    visitor = Visitor(app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", QUICK_HASHER)
        visitor.join("lan")
    return visitor


def addresses(parts: Any) -> dict[str, str]:
    """Every route with an address of it."""
    filled = {"token": "a" * 43, "rest:path": "plans", "name:screen": "tong-quan"}
    return {
        route.path: re.sub(r"{([\w:]+)}", lambda name: filled.get(name[1], "a/b"), route.path)
        for route in parts.routes
        if isinstance(route, Route)
    }


def is_careful(address: str, answer: Answer) -> None:
    """Whether an answer has the headers that each has."""
    headers = answer.headers
    assert headers["x-content-type-options"] == "nosniff", address
    assert headers["referrer-policy"] == "same-origin", address
    assert "camera=()" in headers["permissions-policy"], address
    policy = headers["content-security-policy"]
    assert re.search("default-src '(none|self)'", policy), address
    assert re.search("frame-ancestors '(none|self)'", policy), address
    if not KEPT.fullmatch(address) and answer.status != 405:
        kept = headers.get("cache-control", "")
        assert re.search("no-store|no-cache", kept), (address, answer.status, kept)
    for cookie in filter(None, [headers.get("set-cookie")]):
        assert re.search("httponly", cookie, re.IGNORECASE), address
        assert re.search("samesite=(lax|strict)", cookie, re.IGNORECASE), address


def test_every_open_route_is_one_of_ours(parts: Any) -> None:
    assert set(OPEN) <= set(addresses(parts))


def test_a_stranger_gets_nothing_but_what_is_open_to_everybody(app: ASGIApp, parts: Any) -> None:
    for path, address in addresses(parts).items():
        for method in METHODS:
            answer = ask(app, address, method=method, client=ELSEWHERE, headers=[HOST])
            is_careful(address, answer)
            assert "behind the gate" not in answer.text, address
            assert OTHERS_AGENCY not in answer.text, address
            if method not in OPEN.get(path, ()):
                assert answer.status == 401, (method, path)
                assert "www-authenticate" not in answer.headers, path


def test_a_secret_that_is_none_opens_nothing(app: ASGIApp) -> None:
    for address, status in (
        (f"/first/{'a' * 43}", 404),
        (f"/man-hinh/{'a' * 43}", 404),
        (f"/lich/{'a' * 43}.ics", 404),
        ("/metrics", 401),
        ("/api/v1/plans", 401),
    ):
        guess = ("authorization", "Bearer " + "a" * 43)
        answer = ask(app, address, client=ELSEWHERE, headers=[HOST, guess])
        assert answer.status == status, address


def test_who_is_signed_in_gets_nothing_of_another_agency(lan: Visitor, parts: Any) -> None:
    for path, address in addresses(parts).items():
        answer = lan.get(f"{address}?plan={OTHERS}&q=tai%20nguyen")
        is_careful(address, answer)
        assert answer.status < 500, path
        assert OTHERS_AGENCY not in answer.text, path
    mine = lan.get(f"/nhanh?plan={MINE}").text
    assert "Thông tin và Truyền thông" in mine


def test_a_page_of_another_site_changes_nothing_for_who_is_signed_in(
    lan: Visitor, parts: Any
) -> None:
    for path, address in addresses(parts).items():
        assert lan.post(address, {}, ("origin", "https://example.vn")).status == 403, path
