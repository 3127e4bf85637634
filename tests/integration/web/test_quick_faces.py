"""The quick faces as they are asked for: who gets which, and what travels with them."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from starlette.applications import Starlette

from ddci_tracker.services import installation, links, sessions
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.web.backend import Backend
from ddci_tracker.web.gate import Gate
from ddci_tracker.web.network import Network
from ddci_tracker.web.shell import NO_LOOKS, shell_routes
from tests.integration.services.made import AGENCY, OWNER, PLAN
from tests.integration.services.people import add
from tests.integration.web.asgi import HERE, Answer
from tests.integration.web.visiting import Visitor, served
from tests.markup import element, texts, values

FACES = ("/nhanh", "/nhanh/toan-tinh", "/man-hinh")
LARGEST = 100_000


def visitor_with(tracker: Tracker, name: str, place: AccountPlace | None = None) -> Visitor:
    add(tracker, name, place, now=datetime.now(UTC)) if place else add(
        tracker, name, now=datetime.now(UTC)
    )
    visitor = Visitor(served(tracker))
    visitor.join(name)
    return visitor


@pytest.fixture
def screen_link(tracker: Tracker) -> str:
    add(tracker, "quan-tri", AccountPlace(role=Role.ADMINISTRATOR))
    now = datetime.now(UTC)
    return links.make_display_link(tracker, OWNER, AGENCY, "Phòng họp", now=now)


def is_a_face(answer: Answer) -> bool:
    return answer.status == 200 and bool(values(answer.text, "body[data-edition]", "data-edition"))


@pytest.mark.parametrize("address", ["/nhanh?plan=MINI-2021&lang=en", "/man-hinh"])
def test_who_is_not_signed_in_signs_in_and_is_led_back(tracker: Tracker, address: str) -> None:
    visitor = visitor_with(tracker, "lan")
    assert is_a_face(visitor.get(address))
    visitor.post("/logout", {})
    led = visitor.get(address)
    assert (led.status, led.headers["location"].partition("?")[0]) == (303, "/login")
    (way_back,) = values(visitor.get(led.headers["location"]).text, "[name=next]", "value")
    assert way_back == address
    assert visitor.sign_in("lan", next=way_back).headers["location"] == address


@pytest.mark.parametrize("address", FACES)
def test_the_owner_of_the_computer_sees_both_and_nobody_else(
    tracker: Tracker, address: str
) -> None:
    here = Visitor(served(tracker), host="localhost:8501", client=HERE)
    assert is_a_face(here.get(address))
    assert Visitor(served(tracker)).get(address).status == 403


@pytest.mark.parametrize("address", FACES)
def test_a_face_is_small_whole_and_runs_nothing_but_its_own(tracker: Tracker, address: str) -> None:
    answer = visitor_with(tracker, "lan").get(address)
    assert len(answer.body) < LARGEST
    assert not re.search(r'(?:src|href)="(?:https?:)?//', answer.text)
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        code = element(answer.text, tag).removeprefix(f"<{tag}>").removesuffix(f"</{tag}>")
        digest = b64encode(sha256(code.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("address", FACES)
def test_without_javascript_it_renews_itself(tracker: Tracker, address: str) -> None:
    (content,) = values(
        visitor_with(tracker, "lan").get(address).text, "noscript meta[http-equiv]", "content"
    )
    assert re.fullmatch(r"60|20;url=\?trang=\d+", content)


def test_a_display_link_shows_the_wall_without_a_session(
    tracker: Tracker, screen_link: str
) -> None:
    screen = Visitor(served(tracker))
    answer = screen.get(f"/man-hinh/{screen_link}")
    assert is_a_face(answer)
    assert "set-cookie" not in answer.headers
    assert not screen.is_in()
    assert screen.get("/nhanh").status == 303


def test_a_revoked_display_link_is_one_that_there_never_was(
    tracker: Tracker, screen_link: str
) -> None:
    links.revoke_link(tracker, OWNER, sessions.hash_of(screen_link))
    answer = Visitor(served(tracker)).get(f"/man-hinh/{screen_link}")
    assert answer.status == 404
    assert answer.text == Visitor(served(tracker)).get("/man-hinh/" + "a" * 43).text


def test_an_unknown_plan_is_named_beside_the_one_that_is_shown(tracker: Tracker) -> None:
    page = visitor_with(tracker, "lan").get("/nhanh?plan=%3Cb%3E")
    assert "Không có kế hoạch <b>" in texts(page.text, ".said")


def test_the_search_answers_those_alone_who_may_come_in(tracker: Tracker) -> None:
    asked = "/tim-kiem?q=nhiem+vu+t1&plan=" + PLAN.id
    answer = visitor_with(tracker, "lan").get(asked)
    (found, *_) = values(answer.text, "main a.hit", "href")
    assert found.startswith("/chi-so?")
    assert "task=T1" in found
    assert "<script" not in answer.text
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    stranger = Visitor(served(tracker)).get(asked)
    assert (stranger.status, stranger.headers["location"].partition("?")[0]) == (303, "/login")


def test_a_screen_with_a_session_of_an_earlier_version_is_led_to_its_face(
    tracker: Tracker,
) -> None:
    screen = visitor_with(tracker, "man-hinh", AccountPlace(role=Role.DISPLAY, agencies=(AGENCY,)))
    assert screen.get("/nhanh").headers["location"] == "/man-hinh"
    assert is_a_face(screen.get("/man-hinh"))
    backend = Backend(
        prepare=lambda: None,
        tend=lambda: None,
        accounts_exist=lambda: installation.accounts_exist(tracker),
        session_of=lambda it: sessions.session_of(tracker, it, now=datetime.now(UTC)),
        session_watched=lambda it: sessions.session_of(tracker, it, now=datetime.now(UTC)),
        why_sick=lambda: None,
    )
    screen.app = Gate(
        Starlette(routes=shell_routes(NO_LOOKS)), backend=backend, network=Network.of()
    )
    assert screen.get("/tong-quan").headers["location"] == "/man-hinh"
