"""Accounts and links from the terminal."""

import io
from pathlib import Path

import pytest

from ddci_tracker.services import api_tokens, links, passwords, sessions
from ddci_tracker.services.links import CalendarLink
from ddci_tracker.services.passwords import SHORTEST
from ddci_tracker.services.sessions import SignInRefused
from ddci_tracker.services.tracker import open_tracker
from ddci_tracker.settings import load_settings
from tests.integration.cli.terminal import NOW, Terminal
from tests.integration.services.people import QUICK_HASHER

AGENCY = "STNMT-LS"
ACCOUNT = {
    "name",
    "full_name",
    "role",
    "agencies",
    "unit",
    "active",
    "left_as",
    "must_change_password",
    "second_factor",
    "created_at",
}
LINK = {
    "id",
    "purpose",
    "agency",
    "unit",
    "place",
    "created_at",
    "created_by",
    "last_used_at",
}
STAFF = ("--role", "staff", "--agency", AGENCY, "--unit", "VP")


def type_in(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))


def gets_in(name: str, password: str) -> bool:
    """Whether somebody can sign in on the tracker that the terminal works on."""
    settings = load_settings()
    tracker = open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )
    try:
        sessions.sign_in(tracker, name, password, address="10.1.2.3", now=NOW)
    except SignInRefused:
        return False
    finally:
        tracker.engine.dispose()
    return True


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", QUICK_HASHER)


@pytest.fixture
def with_accounts(terminal: Terminal) -> Terminal:
    """A terminal on a tracker with an administrator and one of unit VP."""
    terminal.does("user", "add", "Quan.Tri", "--role", "administrator")
    terminal.does("user", "add", "lan", *STAFF, "--full-name", "Nguyễn Thị Lan")
    return terminal


def test_a_password_is_made_and_alone_on_standard_output(terminal: Terminal) -> None:
    answer = terminal.does("user", "add", "quan.tri", "--role", "administrator")
    password = answer.out.removesuffix("\n")
    assert len(password) >= SHORTEST
    assert "\n" not in password
    assert password not in answer.err
    assert "Từ nay ai mở bảng theo dõi cũng phải đăng nhập" in answer.err
    assert gets_in("quan.tri", password)
    again = terminal.does("user", "passwd", "quan.tri").out.removesuffix("\n")
    assert not gets_in("quan.tri", password)
    assert gets_in("quan.tri", again)


@pytest.mark.parametrize("end", ["\n", "\r\n", "", "\nmore\n"])
def test_a_password_is_read_from_the_first_line_of_standard_input(
    with_accounts: Terminal, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    type_in(monkeypatch, f" trà sen buổi sáng {end}")
    answer = with_accounts.does("user", "add", "mai", *STAFF, "--password-stdin")
    assert answer.out == ""
    assert "trà sen buổi sáng" not in answer.err
    assert gets_in("mai", " trà sen buổi sáng ")
    type_in(monkeypatch, f"xe đạp qua cầu gỗ{end}")
    assert with_accounts.does("user", "passwd", "mai", "--password-stdin").out == ""
    assert gets_in("mai", "xe đạp qua cầu gỗ")


def test_the_first_account_must_be_an_administrators(terminal: Terminal) -> None:
    answer = terminal("user", "add", "lan", *STAFF)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "--role: Tài khoản đầu tiên phải là của người quản trị; hãy tạo tài khoản đó trước\n"
    )
    assert terminal.json("user", "list") == []
    assert "chỉ phục vụ máy tính này" in terminal.does("user", "list").err


def test_the_list_of_accounts(with_accounts: Terminal) -> None:
    lan, administrator = with_accounts.json("user", "list")
    assert set(lan) == set(administrator) == ACCOUNT
    assert lan == {
        "name": "lan",
        "full_name": "Nguyễn Thị Lan",
        "role": "staff",
        "agencies": [AGENCY],
        "unit": "VP",
        "active": True,
        "left_as": None,
        "must_change_password": True,
        "second_factor": False,
        "created_at": NOW.isoformat(),
    }
    assert (administrator["name"], administrator["agencies"]) == ("quan.tri", None)
    first, second = with_accounts.does("user", "list").out.splitlines()
    for word in ("lan", "Nguyễn Thị Lan", "Cán bộ đơn vị", AGENCY, "VP", "mật khẩu tạm"):
        assert word in first
    assert "mọi cơ quan" in second


def test_an_account_of_several_agencies(with_accounts: Terminal) -> None:
    two = ("--agency", AGENCY, "--agency", "SNGV-LS")
    with_accounts.does("user", "add", "tinh", "--role", "province", *two)
    assert with_accounts.json("user", "list")[-1]["agencies"] == [AGENCY, "SNGV-LS"]


def test_an_account_is_disabled_and_let_in_again(
    with_accounts: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "trà nhài buổi chiều")
    with_accounts.does("user", "passwd", "lan", "--password-stdin")
    with_accounts.does("user", "disable", "LAN")
    assert not gets_in("lan", "trà nhài buổi chiều")
    assert "đã khóa" in with_accounts.does("user", "list").out
    with_accounts.does("user", "enable", "lan")
    assert gets_in("lan", "trà nhài buổi chiều")


def test_somebody_given_another_role_stays_where_they_are(with_accounts: Terminal) -> None:
    def lan() -> tuple[object, ...]:
        found = with_accounts.json("user", "list")[0]
        return found["role"], found["agencies"], found["unit"]

    with_accounts.does("user", "role", "lan", "--role", "coordinator")
    assert lan() == ("coordinator", [AGENCY], "VP")
    with_accounts.does("user", "role", "lan", "--role", "leader", "--agency", "SNGV-LS")
    assert lan() == ("leader", ["SNGV-LS"], None)
    with_accounts.does("user", "role", "lan", "--role", "administrator")
    assert lan() == ("administrator", None, None)
    back = with_accounts("user", "role", "lan", "--role", "leader")
    assert (back.code, back.err) == (2, "--agency: Hãy cho biết tài khoản thuộc cơ quan nào\n")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("add", "lan", *STAFF), "Đã có tài khoản lan"),
        (("add", "mai", "--role", "staff", "--agency", "SAI"), "--agency: Không có kế hoạch nào"),
        (("add", "mai", "--role", "staff", "--agency", AGENCY), "thuộc đơn vị nào"),
        (("add", "mai", *STAFF[:-1], "SAI"), "--unit: Cơ quan STNMT-LS không có đơn vị SAI"),
        (("add", "mai", "--role", "owner"), "owner không thuộc các giá trị"),
        (("add", "mai"), "thiếu --role"),
        (("disable", "quan.tri"), "người quản trị cuối cùng"),
        (("disable", "khong-co"), "Không có tài khoản khong-co"),
        (("enable", "khong-co"), "Không có tài khoản khong-co"),
        (("passwd", "khong-co"), "Không có tài khoản khong-co"),
        (("role", "khong-co", "--role", "leader"), "Không có tài khoản khong-co"),
        (("role", "quan.tri", *STAFF), "--role: quan.tri là người quản trị cuối cùng"),
    ],
)
def test_bad_input_is_told_in_one_sentence(
    with_accounts: Terminal, typed: tuple[str, ...], told: str
) -> None:
    before = with_accounts.json("user", "list")
    answer = with_accounts("user", *typed)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert told.lower() in answer.err.lower()
    assert with_accounts.json("user", "list") == before


def test_a_screen_and_a_calendar_get_links_that_open_until_they_are_revoked(
    with_accounts: Terminal,
) -> None:
    screen = with_accounts.does("link", "display", AGENCY, "Phòng họp").out.strip()
    calendar = with_accounts.does("link", "calendar", AGENCY, "--unit", "VP").out.strip()
    assert screen.startswith("/man-hinh/")
    settings = load_settings()
    tracker = open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )
    token = calendar.removeprefix("/lich/").removesuffix(".ics")
    assert links.screen_of(tracker, screen.removeprefix("/man-hinh/"), now=NOW) is not None
    assert links.calendar_of(tracker, token, now=NOW) == CalendarLink(agency=AGENCY, unit="VP")
    found = with_accounts.json("link", "list")
    assert all(set(each) == LINK for each in found)
    assert {(each["purpose"], each["unit"], each["place"]) for each in found} == {
        ("calendar", "VP", None),
        ("display", None, "Phòng họp"),
    }
    lines = with_accounts.does("link", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == [each["id"] for each in found]
    for each in found:
        with_accounts.does("link", "revoke", each["id"])
    assert links.calendar_of(tracker, token, now=NOW) is None
    tracker.engine.dispose()
    assert with_accounts.json("link", "list") == []
    assert "Chưa có đường dẫn nào" in with_accounts.does("link", "list").err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("display", "SAI", "Phòng họp"), "Không có kế hoạch nào của cơ quan SAI"),
        (("display", AGENCY, " "), "Hãy cho biết màn hình đặt ở đâu"),
        (("calendar", AGENCY, "--unit", "SAI"), "--unit: Cơ quan STNMT-LS không có đơn vị SAI"),
        (("revoke", "0123456789ab"), "Không có đường dẫn này"),
        (("revoke", ""), "Không có đường dẫn này"),
    ],
)
def test_bad_links_are_told_in_one_sentence(
    with_accounts: Terminal, typed: tuple[str, ...], told: str
) -> None:
    for place in ("một", "hai"):
        with_accounts.does("link", "display", AGENCY, place)
    answer = with_accounts("link", *typed)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert told in answer.err
    assert len(with_accounts.json("link", "list")) == 2


def test_a_system_gets_a_token_that_reads_until_it_is_revoked(with_accounts: Terminal) -> None:
    token = with_accounts.does("token", "make", "IOC tỉnh").out.strip()
    settings = load_settings()
    tracker = open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )
    assert api_tokens.reader_of(tracker, token, now=NOW) is not None
    (kept,) = with_accounts.json("token", "list")
    assert (kept["name"], kept["agencies"]) == ("IOC tỉnh", None)
    assert kept["last_used_at"] is not None
    assert "IOC tỉnh  mọi cơ quan" in with_accounts.does("token", "list").out
    assert with_accounts("token", "revoke", "0123456789ab").code == 2
    with_accounts.does("token", "revoke", kept["id"])
    assert api_tokens.reader_of(tracker, token, now=NOW) is None
    tracker.engine.dispose()
    assert "Chưa cấp mã truy cập nào" in with_accounts.does("token", "list").err


def test_a_screen_waits_for_the_first_account(terminal: Terminal) -> None:
    answer = terminal("link", "display", AGENCY, "Phòng họp")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "Hãy tạo tài khoản đầu tiên trước khi tạo đường dẫn\n"
    assert terminal.json("user", "list") == []


def test_a_second_factor_is_reset_at_the_terminal_once_there_is_one(
    with_accounts: Terminal,
) -> None:
    answer = with_accounts.does("user", "reset-second-factor", "lan")
    assert answer.out == ""
    assert "chưa bật xác thực hai yếu tố" in answer.err
    assert with_accounts("user", "reset-second-factor", "khong-co").code == 2


def test_the_security_log_is_printed_and_written(terminal: Terminal, tmp_path: Path) -> None:
    terminal.does("user", "add", "quan.tri", "--role", "administrator")
    (added,) = terminal.json("user", "log")
    assert (added["what"], added["account"]) == ("account_added", "quan.tri")
    assert "quan.tri" in terminal.does("user", "log").out
    file = tmp_path / "nhat-ky.xlsx"
    terminal.does("user", "log", "--out", file)
    assert file.read_bytes()[:2] == b"PK"
    taken = terminal.json("user", "log")[0]
    assert (taken["what"], taken["detail"]) == ("exported", file.name)
