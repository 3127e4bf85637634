"""What the Office does with many reports at once, and who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from ddci_tracker.domain.acts import ReportAct, ReportStep
from ddci_tracker.domain.reminders import owed_reports
from ddci_tracker.domain.reports import Acceptance, ReportRow
from ddci_tracker.domain.views import Board
from ddci_tracker.services import links, reports
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.calendars import calendar_feed
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.reminders import reminder
from ddci_tracker.ui.core import state
from ddci_tracker.words.catalogue import Language, Words
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "office/reports.py"
AGENCY = "SKHCN-MH"
BUTTONS = {"Tiếp nhận nhiều…", "Văn bản đôn đốc…", "Lịch hạn nộp…"}

See = Callable[..., Screen]


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


@pytest.fixture
def board_now(own_state: Path, illustration: str) -> Callable[[], Board]:
    """The board over the state that a test changes."""
    return lambda: look_at(tracker_in(own_state), OWNER, illustration, now=datetime.now(UTC))


def waiting(board: Board) -> list[ReportRow]:
    return [row for row in board.reports if row.acceptance is Acceptance.HANDED_IN]


def button(screen: Screen, label: str) -> Any:
    return next(each for each in screen.app.button if each.label == label)


def labels(screen: Screen) -> set[str]:
    return {each.label for each in screen.app.button}


def as_somebody(monkeypatch: pytest.MonkeyPatch, role: Role, unit: str | None = None) -> None:
    """Let whoever looks be somebody of the illustration's agency."""
    actor = Actor(name=str(role), role=role, agencies=frozenset({AGENCY}), unit=unit)
    monkeypatch.setattr(state, "actor", lambda: actor)


def test_the_buttons_open_their_drawers(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration)
    assert labels(screen) >= BUTTONS
    button(screen, "Văn bản đôn đốc…").click()
    assert "Bấm nút sao chép" in screen.run().text


def test_those_that_are_ticked_are_accepted_at_once_and_that_is_undone(
    see_own: See, illustration: str, board_now: Callable[[], Board]
) -> None:
    before = board_now()
    rows = waiting(before)
    screen = see_own(PAGE, plan=illustration, panel="accept")
    screen.app.checkbox(key="accept-everything").check()
    screen.run()
    button(screen, f"Tiếp nhận {len(rows)} báo cáo").click()
    screen.run()

    assert waiting(board_now()) == []
    assert f"Đã tiếp nhận {len(rows)} báo cáo" in screen.text
    button(screen, "Hoàn tác").click()
    screen.run()
    assert board_now().reports == before.reports


def test_one_that_waits_no_more_is_told_by_name_and_the_others_are_accepted(
    see_own: See, own_state: Path, illustration: str, board_now: Callable[[], Board]
) -> None:
    gone, *others = waiting(board_now())
    screen = see_own(PAGE, plan=illustration, panel="accept")
    screen.app.checkbox(key="accept-everything").check()
    screen.run()
    step = ReportAct(
        duty=gone.duty, unit=gone.from_unit, period=gone.period, step=ReportStep.WITHDRAWN
    )
    act = Act(actor=OWNER, now=datetime.now(UTC))
    reports.take_step(tracker_in(own_state), illustration, step, act)
    button(screen, f"Tiếp nhận {len(others) + 1} báo cáo").click()
    screen.run()

    stand = {row.key: row.acceptance for row in board_now().reports}
    assert stand[gone.key] is None
    assert {stand[row.key] for row in others} == {Acceptance.ACCEPTED}
    assert f"({gone.duty}): Người khác vừa thay đổi nội dung này" in screen.text


def test_nothing_ticked_accepts_nothing(see: See, illustration: str) -> None:
    assert button(see(PAGE, plan=illustration, panel="accept"), "Tiếp nhận 0 báo cáo").disabled


def test_the_reminder_of_the_address_is_the_one_to_copy(
    see: See, illustration: str, board_of: Callable[[str], Board]
) -> None:
    board, words = board_of(illustration), Words.of(Language("vi"))
    everybody = see(PAGE, plan=illustration, panel="remind")
    assert everybody.app.code[0].value == (reminder(board, words) or "").rstrip()
    unit = owed_reports(board.reports)[-1].unit
    one = see(PAGE, plan=illustration, panel="remind", to=unit, lang="en")
    assert one.app.code[0].value == (reminder(board, words, unit) or "").rstrip()


def test_an_address_of_a_calendar_is_shown_once_and_revoked(
    see_own: See, own_state: Path, illustration: str
) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    screen = see_own(PAGE, plan=illustration, panel="calendar")
    screen.app.selectbox(key="calendar-unit").select("TTr")
    screen.run()
    button(screen, "Tạo địa chỉ").click()
    screen.run()

    token = urlsplit(screen.app.code[0].value).path.removeprefix("/lich/").removesuffix(".ics")
    assert links.calendar_of(tracker, token, now=now) == links.CalendarLink(
        agency=AGENCY, unit="TTr"
    )
    assert "chỉ hiện một lần này" in screen.text
    assert "Địa chỉ đã cấp 1 Thanh tra Sở" in screen.text
    reopened = see_own(PAGE, plan=illustration, panel="calendar")
    assert not reopened.app.code

    button(reopened, "Thu hồi").click()
    assert "không còn dùng được" in reopened.run().text
    assert calendar_feed(tracker, token, now=now) is None


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.LEADER, set[str]()),
        (Role.STAFF, set[str]()),
        (Role.COORDINATOR, BUTTONS),
    ],
)
def test_who_may_not_review_is_shown_no_panel_and_no_way_to_open_one(
    see: See, illustration: str, monkeypatch: pytest.MonkeyPatch, role: Role, shown: set[str]
) -> None:
    as_somebody(monkeypatch, role, "TTr" if role is Role.STAFF else None)
    assert labels(see(PAGE, plan=illustration)) & BUTTONS == shown
    for panel, text in {
        "accept": "Chọn tất cả",
        "remind": "Bấm nút sao chép",
        "calendar": "Outlook",
    }.items():
        found = see(PAGE, plan=illustration, panel=panel)
        assert (text in found.text) <= bool(shown)
        assert bool(found.app.code) <= bool(shown)


@pytest.mark.parametrize(
    ("role", "unit", "may"),
    [
        (Role.STAFF, "CDS", True),
        (Role.STAFF, "TTr", False),
        (Role.LEADER, None, False),
        (Role.COORDINATOR, None, True),
    ],
)
def test_a_report_is_handed_in_by_its_unit_or_the_office(
    see: See,
    illustration: str,
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
    unit: str | None,
    may: bool,
) -> None:
    as_somebody(monkeypatch, role, unit)
    year = illustration[-4:]
    screen = see(PAGE, plan=illustration, report=f"BC1/CDS/{year}-Q2")
    assert ("Nộp báo cáo" in labels(screen)) is may
    assert "Quá hạn 76 ngày" in screen.text
    assert "Lịch sử" in screen.text


def test_the_days_that_are_worked_say_what_they_rest_on_and_are_corrected_there(
    see_own: See,
) -> None:
    screen = see_own(PAGE, plan="SNGV-LS-2024", panel="workdays")
    assert "01/01/2024 nghỉ Tết Dương lịch theo luật" in screen.text
    assert "10/02/2024" not in screen.text
    assert "04/05/2024 làm việc Làm bù cho ngày 29/4 chưa đối chiếu thông báo" in screen.text
    days = next(each for each in screen.app.date_input if each.key == "workdays-day")
    days.set_value(date(2024, 5, 6))
    screen.run()
    next(each for each in screen.app.text_input if each.key == "workdays-name").set_value("Mưa bão")
    next(each for each in screen.app.button if each.key == "workdays-set").click()
    screen.run()
    assert "06/05/2024 nghỉ Mưa bão đã sửa tại đây" in screen.text
