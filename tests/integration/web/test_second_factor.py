"""The second factor on the web: the page for the code, the way back, and setting it up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from bs4 import BeautifulSoup

from ddci_tracker.services.sign_in_rules import RequiredOf, SignInRules
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.people import ADMINISTRATOR, PASSWORD, add
from tests.integration.web.asgi import Answer
from tests.integration.web.visiting import Visitor, served
from tests.markup import texts, values

CODE, OWN = "/ma-xac-thuc", "/xac-thuc-hai-yeu-to"


def code_of(page: Answer, later: timedelta = timedelta(0)) -> str:
    """The code that an app shows which has scanned the picture of a page."""
    address = values(page.text, "a[href^=otpauth]", "href")[0]
    app = pyotp.parse_uri(address)
    assert isinstance(app, pyotp.TOTP)
    return app.at(datetime.now(UTC) + later)


@pytest.fixture
def lan(tracker: Tracker) -> Visitor:
    add(tracker, "lan", now=datetime.now(UTC))
    visitor = Visitor(served(tracker))
    visitor.join("lan")
    return visitor


def set_up(visitor: Visitor) -> tuple[list[str], Callable[[], str]]:
    """The recovery codes, and what gives the next code of the app."""
    page = visitor.get(OWN)
    made = visitor.post(OWN, {"act": "confirm", "password": PASSWORD, "code": code_of(page)})
    assert made.status == 200
    return texts(made.text, ".recovery code"), lambda: code_of(page, timedelta(seconds=30))


def test_it_is_set_up_asked_for_and_leads_back(lan: Visitor) -> None:
    codes, next_code = set_up(lan)
    assert len(codes) == 8
    assert lan.is_in()
    lan.post("/logout", {})
    asked = lan.sign_in("lan", next="/bao-cao?plan=MINI-2021")
    assert asked.headers["location"] == f"{CODE}?next=%2Fbao-cao%3Fplan%3DMINI-2021"
    for address in ("/tong-quan", OWN, "/password", "/phien-dang-nhap", "/nhanh"):
        assert lan.get(address).headers["location"].startswith(CODE), address
    assert not lan.is_in()
    page = lan.get(asked.headers["location"])
    assert values(page.text, "[name=next]", "value") == ["/bao-cao?plan=MINI-2021"]
    assert values(page.text, "[name=code]", "autocomplete") == ["one-time-code"]
    wrong = lan.post(CODE, {"code": "000000", "next": "/bao-cao?plan=MINI-2021"})
    assert wrong.status == 400
    assert "Mã không đúng" in wrong.text
    assert values(wrong.text, "[name=next]", "value") == ["/bao-cao?plan=MINI-2021"]
    let_in = lan.post(CODE, {"code": next_code(), "next": "/bao-cao?plan=MINI-2021"})
    assert (let_in.status, let_in.headers["location"]) == (303, "/bao-cao?plan=MINI-2021")
    assert lan.is_in()
    assert lan.get(CODE).headers["location"] == "/tong-quan"


def test_who_guesses_is_told_how_long_to_wait(lan: Visitor) -> None:
    set_up(lan)
    lan.sign_in("lan")
    answers = [lan.post(CODE, {"code": f"{guess:06}"}) for guess in range(6)]
    assert answers[-1].status == 429
    assert int(answers[-1].headers["retry-after"]) > 0


def test_a_wrong_password_or_code_sets_nothing_up_and_keeps_the_picture(lan: Visitor) -> None:
    key = BeautifulSoup(lan.get(OWN).text, "html.parser").select_one(".steps code")
    assert key is not None
    for form in ({"password": "sai", "code": "123456"}, {"password": PASSWORD, "code": "12"}, {}):
        refused = lan.post(OWN, {"act": "confirm", **form})
        assert refused.status == 400
        assert key.text in refused.text
        assert PASSWORD not in refused.text
    assert lan.is_in()


def test_recovery_codes_are_renewed_and_it_is_given_up_by_a_code(lan: Visitor) -> None:
    codes, next_code = set_up(lan)
    page = lan.get(OWN)
    assert "otpauth" not in page.text
    assert not set(codes) & set(page.text.split())
    renewed = lan.post(OWN, {"act": "renew", "code": next_code()})
    fresh = texts(renewed.text, ".recovery code")
    assert len(fresh) == 8
    assert not set(fresh) & set(codes)
    assert lan.post(OWN, {"act": "give-up", "code": codes[0]}).status == 400
    assert lan.post(OWN, {"act": "give-up", "code": fresh[0]}).status == 303
    lan.post("/logout", {})
    assert lan.sign_in("lan").headers["location"] == "/tong-quan"


def test_who_must_have_one_sets_it_up_before_anything_else(tracker: Tracker) -> None:
    rules = SignInRules(asked=frozenset({RequiredOf.ADMINISTRATORS}))
    add(tracker, "quan-tri", ADMINISTRATOR, now=datetime.now(UTC))
    visitor = Visitor(served(replace(tracker, rules=rules)))
    visitor.join("quan-tri")
    assert visitor.get("/tong-quan").headers["location"].startswith(OWN)
    page = visitor.get(OWN)
    assert "bắt buộc" in page.text
    assert "/tong-quan" not in values(page.text, "a", "href")
    set_up(visitor)
    assert visitor.is_in()
    assert "give-up" not in visitor.get(OWN).text
    refused = visitor.post(OWN, {"act": "give-up", "code": "000000"})
    assert refused.status == 400


def test_a_secret_never_stands_in_an_address_or_a_cache(lan: Visitor) -> None:
    page = lan.get(OWN)
    assert page.headers["cache-control"] == "no-store"
    made = lan.post(OWN, {"act": "confirm", "password": PASSWORD, "code": code_of(page)})
    assert made.headers["cache-control"] == "no-store"
    assert "location" not in made.headers
    assert "img-src data:" in page.headers["content-security-policy"]
