"""The page of one's own sessions: what it says, what it ends, and for whom it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ddci_tracker.services import links
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import AGENCY, OWNER
from tests.integration.services.people import add
from tests.integration.web.visiting import HTML, Visitor, served
from tests.markup import texts, values

PAGE = "/phien-dang-nhap"
PHONE = ("user-agent", "Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537.36")


@pytest.fixture
def both(tracker: Tracker) -> tuple[Visitor, Visitor]:
    """Somebody at a computer and, signed in a second time, with a phone."""
    add(tracker, "lan", now=datetime.now(UTC))
    app = served(tracker)
    computer = Visitor(app)
    computer.join("lan")
    phone = Visitor(app, client=("192.168.1.77", 40000), headers=(HTML, PHONE))
    phone.sign_in("lan")
    return computer, phone


def test_one_signs_out_the_phone_from_the_computer(both: tuple[Visitor, Visitor]) -> None:
    computer, phone = both
    page = computer.get(PAGE)
    assert page.status == 200
    assert texts(page.text, ".sessions b") == ["Trình duyệt không rõ", "Chrome trên Android"]
    assert "phiên này" in page.text
    assert "từ 192.168.1.77" in page.text
    (session,) = values(page.text, "button[name=session]", "value")
    answer = computer.post(PAGE, {"session": session})
    assert (answer.status, answer.headers["location"]) == (303, PAGE)
    assert not phone.is_in()
    assert computer.is_in()
    assert "Bạn không đăng nhập ở nơi nào khác." in computer.get(PAGE).text


def test_a_third_session_lets_all_others_end_at_once(both: tuple[Visitor, Visitor]) -> None:
    computer, phone = both
    third = Visitor(computer.app)
    third.sign_in("lan")
    assert "others" in values(third.get(PAGE).text, "button[name=session]", "value")
    third.post(PAGE, {"session": "others", "lang": "en"})
    assert [each.is_in() for each in (computer, phone, third)] == [False, False, True]


def test_no_other_site_and_no_link_ends_a_session(both: tuple[Visitor, Visitor]) -> None:
    computer, phone = both
    foreign = ("origin", "https://example.vn")
    assert computer.post(PAGE, {"session": "others"}, foreign).status == 403
    computer.get(f"{PAGE}?session=others")
    assert phone.is_in()


def test_the_page_is_for_whoever_is_signed_in_and_not_for_a_screen_on_a_wall(
    tracker: Tracker, both: tuple[Visitor, Visitor]
) -> None:
    computer, _ = both
    stranger = Visitor(computer.app).get(PAGE)
    assert stranger.status == 303
    assert stranger.headers["location"].startswith("/login")
    token = links.make_display_link(tracker, OWNER, AGENCY, "Phòng họp", now=datetime.now(UTC))
    wall = Visitor(computer.app)
    assert wall.get(f"/man-hinh/{token}").status == 200
    assert wall.get(PAGE).headers["location"].startswith("/login")


def test_the_way_back_is_kept(both: tuple[Visitor, Visitor]) -> None:
    computer, _ = both
    page = computer.get(f"{PAGE}?next=%2Fbao-cao%3Fquarter%3D2021-Q2")
    assert values(page.text, "main > p > a", "href") == ["/bao-cao?quarter=2021-Q2"]
    assert values(page.text, "[name=next]", "value") == ["/bao-cao?quarter=2021-Q2"]
