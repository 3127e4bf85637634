"""Who looks, as the screens see it: what a role opens, whose plans, and the end of a session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from streamlit.testing.v1 import AppTest

from ddci_tracker.services import accounts, passwords, sessions
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import ALLOWED, Action, Role
from ddci_tracker.services.sessions import hash_of
from tests.markup import elements
from tests.patience import PATIENCE_SECONDS
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import ENTRY, Screen

TEMPORARY, PASSWORD = "tạm thời 0001", "một hai ba bốn"
MINE, OTHERS = "STTTT-LS-2023", "STNMT-LS-2020"
AGENCY = "STTTT-LS"
BOARD = ("leaders/overview.py", "leaders/sub_index.py", "leaders/attention.py")
OF_THE_OFFICE = (
    "office/reports.py",
    "office/results.py",
    "office/plan.py",
    "office/briefing.py",
)
OVERVIEW = BOARD[0]

SignIn = Callable[..., str]


@pytest.fixture
def sign_in(own_state: Path, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Somebody with an account of a role, signed in: the hash by which a session goes."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", hasher)
    monkeypatch.setenv("DDCI_STATE_DIR", str(own_state))
    monkeypatch.delenv("DDCI_DATABASE_URL", raising=False)
    tracker = tracker_in(own_state)

    def add(name: str, place: AccountPlace) -> None:
        now = datetime.now(UTC)
        accounts.add_account(
            tracker, OWNER, name=name, place=place, full_name="Lê Lan", password=TEMPORARY, now=now
        )

    def enter(role: Role, *, temporary: bool = False) -> str:
        if not accounts.list_accounts(tracker, OWNER):
            add("quan-tri", AccountPlace(role=Role.ADMINISTRATOR))
        agencies = None if role is Role.ADMINISTRATOR else (AGENCY,)
        add(
            role,
            AccountPlace(role=role, agencies=agencies, unit="VP" if role is Role.STAFF else None),
        )
        now = datetime.now(UTC)
        signed_in = sessions.sign_in(tracker, role, TEMPORARY, address="10.0.0.1", now=now)
        if not temporary:
            session = hash_of(signed_in.token)
            signed_in = sessions.change_password(tracker, session, TEMPORARY, PASSWORD, now=now)
        return hash_of(signed_in.token)

    return enter


def see_as(session: str | None, page: str | None = OVERVIEW, **address: str) -> Screen:
    """A page as somebody with this session sees it; None is where the address leads by itself."""
    app = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE_SECONDS)
    app.user = {"sid": session}
    app.query_params.update(address)
    screen = Screen(app).run()
    if page is not None:
        app.switch_page(f"pages/{page}")
        app.query_params.update(address)
        screen.run()
    return screen


def offers(screen: Screen, page: str) -> bool:
    """Whether the navigation has a screen."""
    try:
        screen.app.switch_page(f"pages/{page}")
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("session", [None, "0" * 64, "", "a' OR 1=1 --"])
def test_once_an_account_exists_nobody_looks_without_a_session(
    sign_in: SignIn, session: str | None
) -> None:
    sign_in(Role.LEADER)
    screen = see_as(session, None, plan=MINE)
    assert screen.text == "Phiên làm việc đã kết thúc. Đăng nhập lại"
    assert elements(screen.html, '[href^="/login"]')
    assert not screen.app.selectbox


def test_a_session_that_ends_shows_nothing_at_the_next_click(
    sign_in: SignIn, own_state: Path
) -> None:
    session = sign_in(Role.LEADER)
    screen = see_as(session, plan=MINE)
    assert "Sở Thông tin và Truyền thông" in screen.text
    sessions.sign_out(tracker_in(own_state), session)
    screen.app.segmented_control[0].select("2023-Q2")
    assert screen.run().text == "Phiên làm việc đã kết thúc. Đăng nhập lại"


def test_a_temporary_password_comes_first(sign_in: SignIn) -> None:
    screen = see_as(sign_in(Role.COORDINATOR, temporary=True), None, plan=MINE)
    assert screen.text == "Bạn đang dùng mật khẩu tạm. Đặt mật khẩu riêng của bạn"
    assert elements(screen.html, '[href^="/password"]')


def plans_offered(screen: Screen) -> list[str]:
    """The codes of the plans to choose from, which end what each is called."""
    return [option.rpartition("(")[2].rstrip(")") for option in screen.app.selectbox[0].options]


def test_the_plan_of_another_agency_is_as_if_it_were_not_there(sign_in: SignIn) -> None:
    session = sign_in(Role.COORDINATOR)
    others, none = see_as(session, plan=OTHERS), see_as(session, plan="KHONG-CO-2030")
    assert [each.value for each in others.app.warning] == [f"Không có kế hoạch {OTHERS}"]
    assert others.text == none.text
    assert "Tài nguyên" not in others.html
    assert plans_offered(others) == [MINE]


def test_who_reads_several_agencies_sees_those_and_no_other(sign_in: SignIn) -> None:
    province = see_as(sign_in(Role.PROVINCE), plan=MINE)
    assert plans_offered(province) == [MINE]
    everything = see_as(sign_in(Role.ADMINISTRATOR), plan=MINE)
    assert OTHERS in plans_offered(everything)


@pytest.mark.parametrize("role", sorted({*Role} - {Role.DISPLAY, Role.OWNER}))
def test_whoever_reads_the_plan_at_a_desk_is_offered_the_screens_of_the_office(
    sign_in: SignIn, role: Role
) -> None:
    session = sign_in(role)
    for page in OF_THE_OFFICE:
        screen = see_as(session, page, plan=MINE)
        assert "Sở Thông tin và Truyền thông" in screen.text
        assert not screen.app.error
    assert all(offers(screen, page) for page in (*BOARD, *OF_THE_OFFICE))


@pytest.mark.parametrize("role", sorted({*Role} - {Role.OWNER}))
def test_only_who_may_see_who_recorded_what_is_offered_the_history(
    sign_in: SignIn, role: Role
) -> None:
    screen = see_as(sign_in(role), plan=MINE)
    assert offers(screen, "office/history.py") == (Action.READ_HISTORY in ALLOWED[role])


def test_the_menu_says_who_is_signed_in_and_signs_out_by_a_form(sign_in: SignIn) -> None:
    screen = see_as(sign_in(Role.STAFF), plan=MINE)
    assert "Lê Lan" in screen.text
    assert "Cán bộ đơn vị · VP" in screen.text
    assert elements(screen.html, "form[method=post][action='/logout']")
    assert elements(screen.html, '[href^="/password"]')


def test_the_owner_has_no_menu(own_state: Path, sign_in: SignIn) -> None:
    assert not elements(see_as(None, plan=MINE).html, "[action*='/logout'], [href*='/logout']")


@pytest.mark.parametrize(
    ("page", "offered"),
    [("office/reports.py", ".rule [data-opens]"), ("office/plan.py", "[data-opens]")],
)
def test_people_with_other_rights_at_the_same_look_see_what_is_theirs(
    sign_in: SignIn, page: str, offered: str
) -> None:
    """What is kept of a look for one is not shown to another who may do more or less."""
    leader, office = sign_in(Role.LEADER), sign_in(Role.COORDINATOR)
    seen = [see_as(each, page, plan=MINE).html for each in (office, leader, office)]
    assert [bool(elements(html, offered)) for html in seen] == [True, False, True]
