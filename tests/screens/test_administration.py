"""Quản trị: accounts, links, roles, copies and the state, for those who may, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ddci_tracker.measures import ACTS, LOOKS
from ddci_tracker.services import accounts, api_tokens, backups, boards, links, sessions
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import ALLOWED, Role
from ddci_tracker.services.roles import ACTION_NAMES
from ddci_tracker.store import migrations
from tests.markup import elements, texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen
from tests.screens.test_kept_cells import bring_back, bring_back_held
from tests.screens.test_who import see_as

PAGE = "office/administration.py"
PLAN, AGENCY = "STTTT-LS-2023", "STTTT-LS"
TEMPORARY, PASSWORD = "tạm thời 0001", "một hai ba bốn"

See = Callable[..., Screen]


@pytest.fixture
def signed_in(own_state: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Role], str]:
    """Signs somebody of a role in, beside the administrator; returns the session."""
    monkeypatch.setenv("DDCI_STATE_DIR", str(own_state))
    monkeypatch.delenv("DDCI_DATABASE_URL", raising=False)
    tracker, now = tracker_in(own_state), datetime.now(UTC)

    def enter(role: Role) -> str:
        agencies = None if role is Role.ADMINISTRATOR else (AGENCY,)
        unit = "VP" if role is Role.STAFF else None
        for name, place in (
            ("quan-tri", AccountPlace(role=Role.ADMINISTRATOR)),
            ("lan", AccountPlace(role=role, agencies=agencies, unit=unit)),
        ):
            accounts.add_account(
                tracker, OWNER, name=name, place=place, password=TEMPORARY, now=now
            )
        first = sessions.sign_in(tracker, "lan", TEMPORARY, address="10.0.0.1", now=now)
        session = sessions.hash_of(first.token)
        second = sessions.change_password(tracker, session, TEMPORARY, PASSWORD, now=now)
        return sessions.hash_of(second.token)

    return enter


@pytest.fixture
def administrator(signed_in: Callable[[Role], str]) -> str:
    return signed_in(Role.ADMINISTRATOR)


def parts(screen: Screen) -> list[str]:
    """The parts that can be chosen."""
    control = next(each for each in screen.app.segmented_control if each.key == "filter-part")
    return list(control.options)


def names(screen: Screen) -> list[str]:
    """The accounts in the table."""
    return texts(screen.html, '[data-label="Tên đăng nhập"]')


def test_while_there_is_no_account_a_link_leads_to_the_first(see_own: See, own_state: Path) -> None:
    screen = see_own(PAGE, plan=PLAN)
    assert "Chưa có tài khoản nào" in screen.text
    screen.app.button(key="account-first").click()
    screen.run()
    (address,) = values(screen.html, 'a[href*="/first/"]', "href")
    made = sessions.create_first_account(
        tracker_in(own_state),
        urlsplit(address).path.rpartition("/")[2],
        name="quan-tri",
        full_name="Quản trị",
        password=PASSWORD,
        now=datetime.now(UTC),
    )
    assert made.token


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (
            Role.COORDINATOR,
            ["Màn hình và liên kết", "Hệ thống khác", "Vai trò và quyền", "Ngưỡng"],
        ),
        (
            Role.ADMINISTRATOR,
            [
                "Tài khoản",
                "Màn hình và liên kết",
                "Hệ thống khác",
                "Vai trò và quyền",
                "Ngưỡng",
                "Sao lưu",
                "Nhật ký an ninh",
                "Tình trạng",
            ],
        ),
    ],
)
def test_everybody_sees_the_parts_that_they_may_work_on(
    signed_in: Callable[[Role], str], role: Role, seen: list[str]
) -> None:
    session = signed_in(role)
    assert parts(see_as(session, PAGE, plan=PLAN)) == seen
    for part in ("accounts", "copies", "state"):
        screen = see_as(session, PAGE, plan=PLAN, part=part)
        assert ("quan-tri" in screen.text) is (role is Role.ADMINISTRATOR and part == "accounts")


def test_an_account_is_added_and_its_password_is_shown_once(
    administrator: str, own_state: Path
) -> None:
    screen = see_as(administrator, PAGE, plan=PLAN, account="+")
    screen.app.text_input(key="account-name:+").input("nguyen.van.a")
    screen.app.text_input(key="account-full_name:+").input("Nguyễn Văn A <b>")
    screen.app.selectbox(key="account-role:+").select(Role.STAFF)
    screen.run()
    screen.app.button(key="account-do:+").click()
    screen.run()
    made = screen.app.code[0].value
    added = accounts.find_account(tracker_in(own_state), OWNER, "nguyen.van.a")
    assert (added.role, added.agencies, added.must_change_password) == (
        Role.STAFF,
        (AGENCY,),
        True,
    )
    assert added.unit is not None
    assert sessions.sign_in(
        tracker_in(own_state), added.name, made, address="10.0.0.2", now=datetime.now(UTC)
    ).must_change_password
    again = see_as(administrator, PAGE, plan=PLAN)
    assert made not in again.html
    assert not again.app.code
    assert "Nguyễn Văn A <b>" in texts(again.html, "tbody th")
    assert names(again) == ["lan", "nguyen.van.a", "quan-tri"]


def test_what_was_typed_stays_when_it_is_refused(administrator: str) -> None:
    screen = see_as(administrator, PAGE, plan=PLAN, account="+")
    screen.app.text_input(key="account-name:+").input("Nguyễn A")
    screen.app.selectbox(key="account-role:+").select(Role.PROVINCE)
    screen.run()
    screen.app.button(key="account-do:+").click()
    screen.run()
    assert "Tên đăng nhập: Nguyễn A không dùng làm tên đăng nhập được" in screen.text
    assert screen.app.text_input(key="account-name:+").value == "Nguyễn A"


def test_a_role_that_somebody_else_gave_meanwhile_is_told_before_it_is_taken(
    administrator: str, own_state: Path
) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    staff = AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit="VP")
    leader = AccountPlace(role=Role.LEADER, agencies=(AGENCY,))
    accounts.add_account(tracker, OWNER, name="hoa", place=staff, password=TEMPORARY, now=now)
    screen = see_as(administrator, PAGE, plan=PLAN, account="hoa")
    screen.app.text_input(key="account-full_name:hoa").input("Lê Thị Hoa")
    screen.run()
    accounts.change_account(tracker, OWNER, "hoa", leader)
    for told in ("Người khác vừa thay đổi mục này; hiện là: hoa · Lãnh đạo", "Đã lưu"):
        screen.app.button(key="account-do:hoa").click()
        assert told in screen.run().text
        if told != "Đã lưu":
            assert accounts.find_account(tracker, OWNER, "hoa").role is Role.LEADER
    found = accounts.find_account(tracker, OWNER, "hoa")
    assert (found.full_name, found.role) == ("Lê Thị Hoa", Role.STAFF)


def test_what_was_chosen_for_a_new_account_is_there_again_when_the_page_is_loaded_anew(
    administrator: str,
) -> None:
    screen = see_as(administrator, PAGE, plan=PLAN, account="+")
    chosen = {"role": "staff", "agency": AGENCY, f"unit-{AGENCY}-True": "VP"}
    bring_back(screen, "account/account-:+", name="nguyen.van.a", **chosen)
    boxes = {each.label: each.value for each in screen.app.selectbox}
    assert boxes == boxes | {"Vai trò": Role.STAFF, "Cơ quan": AGENCY, "Đơn vị": "VP"}
    assert screen.app.text_input(key="account-name:+").value == "nguyen.van.a"


@pytest.mark.parametrize("chosen", [Role.LEADER, None])
@pytest.mark.parametrize("held", [frozenset({"role"}), frozenset()])
def test_what_was_kept_of_a_choice_is_older_than_what_the_page_holds(
    administrator: str, chosen: Role | None, held: frozenset[str]
) -> None:
    screen = see_as(administrator, PAGE, plan=PLAN, account="+")
    role = screen.app.selectbox(key="account-role:+")
    role.set_value(chosen)
    screen.run()
    bring_back_held(screen, "account/account-:+", held, {"role": "staff"})
    # One that stands as it began has been chosen by nobody, where the page holds nothing.
    came = Role.STAFF if chosen is None and not held else chosen
    assert screen.app.selectbox(key="account-role:+").value == came


def test_what_can_be_chosen_no_more_does_not_come_back(administrator: str) -> None:
    screen = see_as(administrator, PAGE, plan=PLAN, account="+")
    bring_back(screen, "account/account-:+", role="emperor")
    assert screen.app.selectbox(key="account-role:+").value is None


def test_an_account_is_changed_disabled_and_given_another_password(
    administrator: str, own_state: Path
) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    staff = AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit="VP")
    accounts.add_account(tracker, OWNER, name="hoa", place=staff, password=TEMPORARY, now=now)
    screen = see_as(administrator, PAGE, plan=PLAN, account="hoa")
    screen.app.selectbox(key="account-role:hoa").select(Role.LEADER)
    screen.run()
    screen.app.button(key="account-do:hoa").click()
    screen.run()
    changed = accounts.find_account(tracker, OWNER, "hoa")
    assert changed.role is Role.LEADER
    screen = see_as(administrator, PAGE, plan=PLAN, account="hoa")
    screen.app.button(key="account-password:hoa").click()
    screen.run()
    assert sessions.sign_in(
        tracker, "hoa", screen.app.code[0].value, address="10.0.0.3", now=datetime.now(UTC)
    ).must_change_password
    screen.app.button(key="account-active:hoa").click()
    screen.run()
    assert not accounts.find_account(tracker, OWNER, "hoa").active
    assert "đã khóa" in see_as(administrator, PAGE, plan=PLAN).text


def test_the_last_administrator_cannot_be_disabled(administrator: str, own_state: Path) -> None:
    tracker = tracker_in(own_state)
    accounts.disable_account(tracker, OWNER, "quan-tri")
    screen = see_as(administrator, PAGE, plan=PLAN, account="lan")
    screen.app.button(key="account-active:lan").click()
    screen.run()
    assert accounts.find_account(tracker, OWNER, "lan").active
    assert "quản trị" in screen.text.lower()


def test_the_address_of_a_screen_is_shown_once_and_can_be_revoked(
    signed_in: Callable[[Role], str], own_state: Path
) -> None:
    screen = see_as(signed_in(Role.COORDINATOR), PAGE, plan=PLAN, part="links")
    screen.app.text_input(key="screen-place").input("Phòng họp <b>")
    screen.app.button(key="screen-make").click()
    screen.run()
    token = screen.app.code[0].value.rpartition("/")[2]
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    assert links.screen_of(tracker, token, now=now) is not None
    (link,) = links.list_links(tracker, OWNER, AGENCY)
    assert texts(screen.html, ".given-out b") == ["Phòng họp <b>"]
    screen.app.button(key=f"revoke-{link.token_hash}").click()
    screen.run()
    assert links.list_links(tracker, OWNER, AGENCY) == ()
    assert links.screen_of(tracker, token, now=now) is None
    assert not screen.app.code


def test_a_token_is_shown_once_and_can_be_revoked(
    signed_in: Callable[[Role], str], own_state: Path
) -> None:
    screen = see_as(signed_in(Role.COORDINATOR), PAGE, plan=PLAN, part="tokens")
    assert "DDCI_API_PER_MINUTE" in screen.text, "it is off"
    screen.app.text_input(key="api-token-name").input("IOC <b>")
    screen.app.button(key="api-token-make").click()
    screen.run()
    token, tracker, now = screen.app.code[0].value, tracker_in(own_state), datetime.now(UTC)
    assert api_tokens.reader_of(tracker, token, now=now) is not None
    (kept,) = api_tokens.list_tokens(tracker, OWNER)
    assert kept.agencies == (AGENCY,)
    assert texts(screen.html, ".given-out b") == ["IOC <b>"]
    screen.app.button(key=f"revoke-{kept.token_hash}").click()
    screen.run()
    assert api_tokens.reader_of(tracker, token, now=now) is None
    assert not screen.app.code
    assert any(line.startswith('ddci_acts_total{ending="done"}') for line in ACTS.lines())
    assert any('_count{screen="quan-tri"}' in line for line in LOOKS.lines())


def test_the_table_of_roles_is_the_one_that_decides(see: See) -> None:
    screen = see(PAGE, plan=PLAN, part="roles")
    allowed = texts(screen.html, '.matrix [aria-label="có"]')
    assert allowed == ["✓"] * sum(map(len, ALLOWED.values()))
    assert len(elements(screen.html, ".matrix tbody th")) == len(ACTION_NAMES)


def test_a_copy_is_made_and_a_damaged_one_is_told(see_own: See, own_state: Path) -> None:
    screen = see_own(PAGE, plan=PLAN, part="copies")
    assert "Chưa có bản sao lưu nào" in screen.text
    screen.app.button(key="copy-now").click()
    screen.run()
    (kept,) = backups.list_copies(tracker_in(own_state), OWNER)
    assert kept.copy is not None
    assert "✓ nguyên vẹn" in screen.text
    assert kept.name in screen.text
    kept.copy.file.write_bytes(kept.copy.file.read_bytes()[:-1])
    screen.run()
    assert "✗" in screen.text
    assert "bị hỏng hoặc không đầy đủ" in screen.text


def test_the_state_of_the_installation_is_shown(see: See) -> None:
    assert "Phiên bản hệ thống" in see(PAGE, plan=PLAN, part="state").text


@pytest.mark.parametrize(
    "part", ["accounts", "links", "tokens", "roles", "copies", "state", "none"]
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_part_is_drawn_in_both_languages(see: See, part: str, language: str) -> None:
    text = see(PAGE, plan=PLAN, part=part, lang=language).text
    assert "{" not in text
    assert "None" not in text


# While there is no plan yet.


@pytest.fixture
def nothing_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder in which the tracker was installed, and no plan loaded."""
    monkeypatch.setenv("DDCI_STATE_DIR", str(tmp_path))
    monkeypatch.delenv("DDCI_DATABASE_URL", raising=False)
    migrations.upgrade(tracker_in(tmp_path).engine)
    return tmp_path


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("accounts", "Chưa có tài khoản nào"),
        ("links", "Khi cơ quan đã có kế hoạch ở đây"),
        ("tokens", "Chưa cấp mã truy cập nào"),
        ("roles", "Quản trị hệ thống"),
        ("copies", "Sao lưu ngay"),
        ("state", "Phiên bản hệ thống"),
    ],
)
def test_every_part_opens_without_any_plan(nothing_loaded: Path, part: str, said: str) -> None:
    screen = Screen.opened(PAGE, part=part)
    assert "Chưa có kế hoạch nào" in screen.text
    labels = " ".join(button.label for button in screen.app.button)
    assert said in f"{screen.text} {labels}"


def test_the_first_accounts_are_made_and_a_copy_is_kept_before_any_plan(
    nothing_loaded: Path,
) -> None:
    tracker, now = tracker_in(nothing_loaded), datetime.now(UTC)
    administrator = AccountPlace(role=Role.ADMINISTRATOR)
    accounts.add_account(
        tracker, OWNER, name="quan-tri", place=administrator, password=TEMPORARY, now=now
    )
    first = sessions.sign_in(tracker, "quan-tri", TEMPORARY, address="10.0.0.1", now=now)
    held = sessions.hash_of(first.token)
    session = sessions.hash_of(
        sessions.change_password(tracker, held, TEMPORARY, PASSWORD, now=now).token
    )
    screen = see_as(session, PAGE, account="+")
    screen.app.text_input(key="account-name:+").input("tran.b")
    screen.app.selectbox(key="account-role:+").select(Role.COORDINATOR)
    screen.run()
    screen.app.button(key="account-do:+").click()
    screen.run()
    assert "Cơ quan: " in screen.text, "an office needs an agency, and there is none"
    screen.app.selectbox(key="account-role:+").select(Role.PROVINCE)
    screen.run()
    screen.app.button(key="account-do:+").click()
    screen.run()
    assert names(see_as(session, PAGE)) == ["quan-tri", "tran.b"]
    copies = see_as(session, PAGE, part="copies")
    copies.app.button(key="copy-now").click()
    copies.run()
    assert len(backups.list_copies(tracker, OWNER)) == 1


def test_the_illustration_is_removed_at_two_clicks(see_own: See, own_state: Path) -> None:
    screen = see_own(PAGE, part="state")
    assert "Số liệu không phải của cơ quan nào" in screen.text
    screen.app.button(key="illustration-remove").click()
    after = screen.run()
    assert "Đã gỡ số liệu minh họa" in after.text
    tracker = tracker_in(own_state)
    assert not [each for each in boards.list_plans(tracker, OWNER) if each.illustration]
    assert "illustration-remove" not in [each.key for each in after.app.button]


def test_the_banner_says_where_the_illustration_is_removed(see_own: See) -> None:
    screen = see_own("leaders/overview.py")
    (leads,) = values(screen.html, ".ddci.illustration a", "href")
    assert urlsplit(leads).path == "/quan-tri"
    assert "part=state" in leads
