"""Signing in on the web: the pages, the cookie, the way back, and what ends a session."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ddci_tracker.services import accounts, sessions
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.web.html_pages import HEADERS
from ddci_tracker.web.network import Network
from tests.integration.services.made import OWNER
from tests.integration.services.people import PASSWORD, TEMPORARY, add
from tests.integration.web.asgi import HERE
from tests.integration.web.visiting import Visitor, served
from tests.markup import elements, texts, values

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng"
COOKIE = "ddci_session"
SECURE = f"__Host-{COOKIE}"


@pytest.fixture
def lan(tracker: Tracker) -> Visitor:
    """Somebody with an account, a password of her own, and no session."""
    add(tracker, "lan", now=datetime.now(UTC))
    visitor = Visitor(served(tracker))
    visitor.join("lan")
    visitor.post("/logout", {})
    return visitor


def test_who_opens_a_screen_signs_in_and_gets_what_was_asked_for(lan: Visitor) -> None:
    led = lan.get("/bao-cao?plan=MINI-2021&quarter=2021-Q2")
    assert led.status == 303
    assert led.headers["location"] == (
        "/login?next=%2Fbao-cao%3Fplan%3DMINI-2021%26quarter%3D2021-Q2"
    )
    page = lan.get(led.headers["location"])
    way_back = values(page.text, "[name=next]", "value")
    assert way_back == ["/bao-cao?plan=MINI-2021&quarter=2021-Q2"]
    answer = lan.sign_in("lan", next="/bao-cao?plan=MINI-2021&quarter=2021-Q2")
    assert answer.status == 303
    assert answer.headers["location"] == "/bao-cao?plan=MINI-2021&quarter=2021-Q2"
    assert lan.is_in()


@pytest.mark.parametrize(
    "elsewhere", ["https://example.vn/", "//example.vn/", "/\\example.vn", "/\t/example.vn", "/"]
)
def test_signing_in_never_leads_to_another_site(lan: Visitor, elsewhere: str) -> None:
    answer = lan.sign_in("lan", next=elsewhere)
    assert (answer.status, answer.headers["location"]) == (303, "/tong-quan")


def test_the_page_holds_for_a_password_manager_a_phone_and_a_keyboard(lan: Visitor) -> None:
    page = lan.get("/login")
    assert page.status == 200
    assert values(page.text, "html", "lang") == ["vi"]
    name = "label > [name=name][value=''][autocomplete=username][autocapitalize=none]"
    password = "label > [type=password][autocomplete=current-password]"
    assert len(elements(page.text, name)) == len(elements(page.text, password)) == 1
    assert len(elements(page.text, "[autofocus]")) == 1
    assert len(elements(page.text, "label")) == 2
    assert "width=device-width" in values(page.text, "[name=viewport]", "content")[0]


def test_the_pages_carry_no_script_and_are_kept_nowhere(lan: Visitor) -> None:
    page = lan.get("/login")
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert page.headers["content-security-policy"] == HEADERS["content-security-policy"]
    assert lan.sign_in("lan").headers["cache-control"] == "no-store"


def test_the_pages_speak_english_when_asked(lan: Visitor) -> None:
    page = lan.get("/login?lang=en&next=/bao-cao")
    assert values(page.text, "html", "lang") == ["en"]
    assert "Account name" in page.text
    assert "/login?next=%2Fbao-cao&lang=vi" in values(page.text, "a", "href")
    wrong = lan.sign_in("lan", "sai rồi sai rồi", lang="en")
    assert "The account name or the password is not right" in wrong.text
    assert lan.sign_in("lan", lang="en").headers["location"] == "/tong-quan?lang=en"


def test_an_unknown_account_and_a_wrong_password_are_told_the_same(lan: Visitor) -> None:
    unknown, wrong = lan.sign_in("khong-co"), lan.sign_in("lan", "sai rồi sai rồi")
    assert unknown.status == wrong.status == 401
    assert WRONG in wrong.text
    assert unknown.text.replace("khong-co", "lan") == wrong.text
    assert "set-cookie" not in wrong.headers
    assert not lan.is_in()


def test_what_was_typed_stays_except_the_password(lan: Visitor) -> None:
    page = lan.sign_in(typed := '"><script>alert(1)</script>', "rất bí mật")
    assert "<script" not in page.text
    assert values(page.text, "[name=name]", "value") == [typed]
    assert "rất bí mật" not in page.text


def test_who_fails_too_often_is_told_how_long_to_wait(lan: Visitor) -> None:
    answers = [lan.sign_in("lan", "sai rồi sai rồi") for _ in range(20)]
    held = answers[-1]
    assert held.status == 429
    assert int(held.headers["retry-after"]) > 0
    assert f"{held.headers['retry-after']} giây" in held.text
    assert lan.sign_in("lan").status == 429


def test_the_cookie_is_for_no_script_and_no_form_of_another_site(lan: Visitor) -> None:
    cookie = lan.sign_in("lan").headers["set-cookie"].lower()
    assert cookie.startswith(f"{COOKIE}=")
    for wanted in ("httponly", "samesite=lax", "path=/"):
        assert wanted in cookie.split("; ")
    assert "secure" not in cookie
    assert "domain" not in cookie


def test_behind_https_the_cookie_never_leaves_by_plain_http(tracker: Tracker) -> None:
    add(tracker, "lan", now=datetime.now(UTC))
    network = Network.of(["ddci.example.vn"], ["10.0.0.1"])
    told = (("x-forwarded-proto", "https"), ("x-forwarded-for", "192.168.1.20"))
    app = served(tracker, network)
    lan = Visitor(app, host="ddci.example.vn", scheme="http", client=("10.0.0.1", 1))
    lan.headers += told
    answer = lan.post(
        "/login",
        {"name": "lan", "password": TEMPORARY},
        ("origin", "https://ddci.example.vn"),
        ("sec-fetch-site", "same-origin"),
    )
    assert answer.headers["set-cookie"].startswith(f"{SECURE}=")
    assert "Secure" in answer.headers["set-cookie"]
    # The same cookie under the other name, as another host of the domain could set it.
    lan.cookies = {COOKIE: lan.cookies[SECURE]}
    assert lan.get("/password").headers["location"].startswith("/login")


@pytest.mark.parametrize("token", ["", "a", "a" * 43, "a" * 43 + "'", "ậ" * 43, "../" * 14 + "a"])
def test_a_forged_cookie_lets_nobody_in(lan: Visitor, token: str) -> None:
    lan.cookies = {COOKIE: token.encode().decode("latin-1")}
    assert not lan.is_in()


def test_somebody_elses_page_can_neither_sign_in_nor_out(lan: Visitor) -> None:
    foreign = ("origin", "https://example.vn")
    form = {"name": "lan", "password": PASSWORD}
    assert lan.post("/login", form, foreign).status == 403
    lan.sign_in("lan")
    assert lan.post("/logout", {}, foreign).status == 403
    assert lan.post("/logout", {}, ("sec-fetch-site", "cross-site")).status == 403
    assert lan.is_in()
    assert lan.get("/tong-quan", foreign).status == 403


def test_signing_out_ends_the_session_in_every_tab(lan: Visitor) -> None:
    lan.sign_in("lan")
    kept = dict(lan.cookies)
    answer = lan.post("/logout", {})
    assert (answer.status, answer.headers["location"]) == (303, "/login?said=signed-out")
    assert lan.cookies == {}
    assert "Bạn đã đăng xuất" in lan.get("/login?said=signed-out").text
    lan.cookies = kept
    assert not lan.is_in()
    # Whoever comes late to signing out is signed out all the same.
    assert lan.post("/logout", {}).status == 303


def test_nobody_is_signed_out_by_a_link(lan: Visitor) -> None:
    lan.sign_in("lan")
    assert lan.get("/logout").headers["location"] == "/tong-quan"
    assert lan.is_in()


def test_signing_in_again_gives_another_token_and_ends_the_one_before(lan: Visitor) -> None:
    lan.sign_in("lan")
    before = dict(lan.cookies)
    lan.sign_in("lan")
    assert lan.cookies != before
    assert lan.is_in()
    lan.cookies = before
    assert not lan.is_in()


def test_who_is_signed_in_already_is_led_on(lan: Visitor) -> None:
    lan.sign_in("lan")
    assert lan.get("/login?next=/bao-cao").headers["location"] == "/bao-cao"


def test_a_disabled_account_is_out_at_once(lan: Visitor, tracker: Tracker) -> None:
    lan.sign_in("lan")
    accounts.disable_account(tracker, OWNER, "lan")
    assert not lan.is_in()
    assert WRONG in lan.sign_in("lan").text


def test_a_temporary_password_leads_to_one_of_ones_own_whatever_is_asked(tracker: Tracker) -> None:
    add(tracker, "lan", now=datetime.now(UTC))
    lan = Visitor(served(tracker))
    answer = lan.sign_in("lan", TEMPORARY, next="/bao-cao")
    assert answer.headers["location"] == "/password?next=%2Fbao-cao"
    assert lan.get("/tong-quan").headers["location"] == "/password?next=%2Ftong-quan"
    for path in ("/static/js/a.js", "/_stcore/stream", "/media/a"):
        lan.headers = ()
        assert lan.get(path).status == 403
    page = lan.get("/password?next=/bao-cao")
    assert "Bạn đang dùng mật khẩu tạm." in page.text
    chosen = {"old": TEMPORARY, "new": PASSWORD, "again": PASSWORD, "next": "/bao-cao"}
    assert lan.post("/password", chosen).headers["location"] == "/bao-cao"
    assert lan.is_in()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"again": "một hai ba năm"}, "Hai lần nhập mật khẩu mới không giống nhau"),
        ({"old": "sai rồi sai rồi"}, "không đúng"),
        ({"new": "ngắn", "again": "ngắn"}, "10"),
    ],
)
def test_a_password_that_cannot_be_changed_stays(
    lan: Visitor, changed: dict[str, str], said: str
) -> None:
    lan.sign_in("lan")
    form = {"old": PASSWORD, "new": "năm sáu bảy tám", "again": "năm sáu bảy tám", **changed}
    page = lan.post("/password", form)
    assert page.status == 400
    assert said in texts(page.text, "[role=alert]")[0]
    assert all(value not in page.text for value in form.values())
    lan.post("/logout", {})
    assert lan.sign_in("lan").status == 303


def test_changing_the_password_ends_every_other_session(lan: Visitor, tracker: Tracker) -> None:
    lan.sign_in("lan")
    at_home = Visitor(served(tracker))
    at_home.sign_in("lan")
    new = "năm sáu bảy tám"
    answer = lan.post("/password", {"old": PASSWORD, "new": new, "again": new})
    assert "Đã đổi mật khẩu" in lan.get(answer.headers["location"]).text
    assert lan.is_in()
    assert not at_home.is_in()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"name=" + b"a" * 20000, 413),
        (b"&".join(b"a%d=1" % each for each in range(30)), 400),
        (b"\xff\xfe", 400),
        (b"name=lan%00&password=%00", 401),
        (b"", 401),
    ],
)
def test_a_form_that_nobody_typed_breaks_nothing(lan: Visitor, body: bytes, status: int) -> None:
    assert lan.send("/login", body).status == status


def test_the_first_account_is_made_by_its_link_from_any_computer_once(tracker: Tracker) -> None:
    token = sessions.first_account_link(tracker, now=datetime.now(UTC))
    somebody = Visitor(served(tracker))
    assert somebody.get("/tong-quan").status == 403
    assert somebody.get("/login").status == 403
    page = somebody.get(f"/first/{token}")
    assert page.status == 200
    assert "Tài khoản đầu tiên" in page.text
    form = {"name": "Quan.Tri", "full_name": "Lê Quản", "new": PASSWORD, "again": "khác khác khác"}
    refused = somebody.post(f"/first/{token}", form)
    assert refused.status == 400
    assert 'value="Quan.Tri"' in refused.text
    made = somebody.post(f"/first/{token}", {**form, "again": PASSWORD})
    assert (made.status, made.headers["location"]) == (303, "/tong-quan")
    assert somebody.is_in()
    assert [each.role for each in accounts.list_accounts(tracker, OWNER)] == [Role.ADMINISTRATOR]
    assert somebody.get(f"/first/{token}").status == 404
    assert somebody.post(f"/first/{token}", form | {"again": PASSWORD}).status == 404


def test_the_link_for_the_first_account_opens_under_no_foreign_name(tracker: Tracker) -> None:
    token = sessions.first_account_link(tracker, now=datetime.now(UTC))
    foreign = Visitor(served(tracker), host="example.vn")
    assert foreign.get(f"/first/{token}").status == 403
    assert Visitor(served(tracker)).get("/first/" + "a" * 43).status == 404


def test_the_owner_needs_no_session_and_is_led_to_the_board(tracker: Tracker) -> None:
    owner = Visitor(served(tracker), host="localhost:8501", client=HERE)
    assert owner.is_in()
    for path in ("/login", "/password"):
        assert owner.get(path).headers["location"] == "/tong-quan"
