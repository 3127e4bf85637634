"""The drawer of a report: what it tells, what may be done in it, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from ddci_tracker.domain.acts import ReportAct, ReportStep
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.plan import DueRule
from ddci_tracker.domain.reports import Acceptance, ReportRow, Timeliness
from ddci_tracker.domain.views import Board
from ddci_tracker.services import reports
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.report_files import ReportAction
from ddci_tracker.ui.reports.due_day_form import Form
from tests.markup import elements, texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "office/reports.py"
HOSTILE = "<script>alert(1)</script> *đậm* {{ 7 * 7 }} [x](javascript:alert(1))"

# The illustration is always one of this year.
YEAR = vietnamese_day(datetime.now(UTC)).year
OTHER = Actor.owner("Nguyễn Văn A")

See = Callable[..., Screen]


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


@pytest.fixture
def rows(own_state: Path, illustration: str) -> Callable[[], tuple[ReportRow, ...]]:
    """The reports as they stand in the state that a test changes."""

    def now() -> tuple[ReportRow, ...]:
        found = look_at(tracker_in(own_state), OWNER, illustration, now=datetime.now(UTC))
        return found.reports

    return now


Rows = Callable[[], tuple[ReportRow, ...]]


def waiting(rows: Rows) -> ReportRow:
    return next(row for row in rows() if row.acceptance is Acceptance.HANDED_IN)


def overdue(rows: Rows) -> ReportRow:
    return next(row for row in rows() if row.timeliness is Timeliness.OVERDUE)


def again(rows: Rows, row: ReportRow) -> ReportRow:
    return next(each for each in rows() if each.key == row.key)


def field(screen: Screen, kind: str, name: str) -> Any:
    """The input with this name in the drawer."""
    found = screen.app.get(kind)
    return next(each for each in found if str(each.key).startswith(f"report-{name}:"))


def choose(screen: Screen, action: ReportAction) -> Screen:
    field(screen, "button_group", "action").set_value(action)
    return screen.run()


def press(screen: Screen, label: str) -> Screen:
    """Press the button of the form; ``label`` is the last one that says so."""
    [*_, button] = [each for each in screen.app.button if each.label == label]
    button.click()
    return screen.run()


def take(folder: Path, plan: str, row: ReportRow, step: ReportStep, by: Actor = OTHER) -> None:
    act = ReportAct(duty=row.duty, unit=row.from_unit, period=row.period, step=step, note="x")
    reports.take_step(tracker_in(folder), plan, act, Act(actor=by, now=datetime.now(UTC)))


def test_it_opens_by_its_address_and_tells_who_did_what(see: See, illustration: str) -> None:
    text = see(PAGE, plan=illustration, report=f"BC3/TTr/{YEAR}-07").text

    assert f"Thanh tra Sở Báo cáo tháng 7/{YEAR} BC3" in text
    assert "Trễ 2 ngày Trả lại 12/08" in text
    assert f"Lịch sử Cán bộ Văn phòng Sở trả lại báo cáo 09:00 ngày 12/08/{YEAR}" in text
    assert "Thiếu phụ lục danh sách kiến nghị đã trả lời. Cán bộ Thanh tra Sở nộp" in text


@pytest.mark.parametrize("key", ["BC1/X/2026-Q2", "//", "BC1/TTr/2021-Q9"])
def test_an_address_of_no_report_says_so(see: See, illustration: str, key: str) -> None:
    assert "Kế hoạch này không có báo cáo đó" in see(PAGE, plan=illustration, report=key).text


def test_every_report_and_duty_of_every_plan_opens(
    see: See, plan_ids: tuple[str, ...], board_of: Callable[[str], Board]
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        rows = {(row.timeliness, row.acceptance): row for row in board.reports}
        keys = [row.key for row in rows.values()]
        codes = [duty.code for duty in board.plan.report_duties]
        for key in (*keys, *codes):
            assert elements(see(PAGE, plan=plan, report=key).html, ".report-head"), key


def test_a_link_of_each_cell_leads_to_its_report(
    see: See, illustration: str, board_of: Callable[[str], Board]
) -> None:
    links = values(see(PAGE, plan=illustration).html, "[data-opens]", "data-opens")
    for row in board_of(illustration).reports:
        assert urlencode({"report": row.key}) in links


def test_a_report_is_handed_in_for_a_day_and_that_is_undone(
    see_own: See, illustration: str, rows: Rows
) -> None:
    row = overdue(rows)
    screen = see_own(PAGE, plan=illustration, report=row.key)
    field(screen, "date_input", "on").set_value(date(YEAR, 8, 19))
    field(screen, "text_area", "note").set_value("số 12/BC-CĐS")
    press(screen, "Nộp báo cáo")

    assert again(rows, row).handed_in_on == date(YEAR, 8, 19)
    assert f"tính cho ngày 19/08/{YEAR} số 12/BC-CĐS" in screen.text
    assert "Đã ghi nhận nộp báo cáo" in screen.text

    press(screen, "Hoàn tác")
    assert again(rows, row) == row
    assert "Đã hoàn tác: mọi thứ như trước" in screen.text


def test_a_day_to_come_is_refused_with_its_field_named(
    see_own: See, illustration: str, rows: Rows
) -> None:
    row = overdue(rows)
    screen = see_own(PAGE, plan=illustration, report=row.key)
    field(screen, "date_input", "on").set_value(date(YEAR, 12, 1))
    field(screen, "text_area", "note").set_value("số 12")
    press(screen, "Nộp báo cáo")

    assert f"Ngày nộp: Chưa đến ngày 01/12/{YEAR}; hôm nay là 20/08/{YEAR}" in screen.text
    assert field(screen, "text_area", "note").value == "số 12"
    assert again(rows, row) == row


def test_a_report_that_waits_is_accepted_with_one_press(
    see_own: See, illustration: str, rows: Rows
) -> None:
    row = waiting(rows)
    screen = press(see_own(PAGE, plan=illustration, report=row.key), "Tiếp nhận")

    assert again(rows, row).acceptance is Acceptance.ACCEPTED
    assert "Trả lại" not in {each.label for each in screen.app.button}, "nothing else is urged"
    press(screen, "Hoàn tác")
    assert again(rows, row) == row
    assert "hoàn tác: tiếp nhận báo cáo" in screen.text


def test_returning_needs_a_reason_and_asks_for_it_by_name(
    see_own: See, illustration: str, rows: Rows
) -> None:
    row = waiting(rows)
    screen = choose(see_own(PAGE, plan=illustration, report=row.key), ReportAction.RETURN)
    press(screen, "Trả lại")
    assert "Lý do trả lại: Cần ghi lý do trả lại báo cáo" in screen.text
    assert again(rows, row) == row

    field(screen, "text_area", "reason").set_value(HOSTILE)
    press(screen, "Trả lại")
    assert again(rows, row).acceptance is Acceptance.RETURNED
    assert HOSTILE in screen.text
    assert "<script" not in screen.html


def test_an_extension_keeps_what_was_typed_until_it_is_complete(
    see_own: See, illustration: str, rows: Rows
) -> None:
    row = overdue(rows)
    screen = choose(see_own(PAGE, plan=illustration, report=row.key), ReportAction.EXTEND)
    press(screen, "Gia hạn")
    assert "Hạn cuối mới: Hãy chọn hạn cuối mới" in screen.text

    field(screen, "date_input", "last_day").set_value(date(YEAR, 8, 31))
    field(screen, "text_input", "approver").set_value("Giám đốc Sở")
    press(screen, "Gia hạn")
    assert "Căn cứ: " in screen.text
    assert field(screen, "text_input", "approver").value == "Giám đốc Sở"

    field(screen, "text_input", "basis").set_value("Công văn 12/VP")
    press(screen, "Gia hạn")
    assert again(rows, row).last_day == date(YEAR, 8, 31)
    assert f"Hạn cuối 31/08/{YEAR} hạn đầu 05/06/{YEAR}" in screen.text

    press(screen, "Hoàn tác")
    assert again(rows, row) == row


def test_an_extension_is_taken_back(see_own: See, illustration: str, rows: Rows) -> None:
    row = next(row for row in rows() if row.extension)
    screen = choose(see_own(PAGE, plan=illustration, report=row.key), ReportAction.CANCEL_EXTENSION)
    press(screen, "Bỏ gia hạn")
    assert again(rows, row).last_day == row.first_last_day

    press(screen, "Hoàn tác")
    assert again(rows, row) == row


def test_who_comes_second_is_told_who_came_first_and_keeps_what_was_typed(
    see_own: See, own_state: Path, illustration: str, rows: Rows
) -> None:
    row = waiting(rows)
    screen = choose(see_own(PAGE, plan=illustration, report=row.key), ReportAction.RETURN)
    field(screen, "text_area", "reason").set_value("thiếu phụ lục 2")
    take(own_state, illustration, row, ReportStep.ACCEPTED)
    press(screen, "Trả lại")

    assert again(rows, row).acceptance is Acceptance.ACCEPTED
    assert "Nguyễn Văn A đã ghi trước, lúc " in screen.text
    assert "tiếp nhận báo cáo. Tình trạng hiện nay ở phía trên" in screen.text
    assert field(screen, "text_area", "reason").value == "thiếu phụ lục 2"

    press(screen, "Trả lại")
    assert again(rows, row).acceptance is Acceptance.RETURNED


def test_another_session_builds_on_what_was_seen_in_the_one_before(
    see_own: See, own_state: Path, illustration: str, rows: Rows
) -> None:
    row = waiting(rows)
    open_drawer = see_own(PAGE, plan=illustration, report=row.key)
    _, _, opening = open_drawer.app.session_state["report-form"]
    take(own_state, illustration, row, ReportStep.ACCEPTED)
    told = "Nguyễn Văn A đã ghi trước, lúc "
    # As the page says it after a restart of the server, with its drawer open.
    screen = see_own(PAGE, plan=illustration)
    screen.app.session_state["typed.shown"] = {}
    form = f"{illustration}/report/{row.key}"
    screen.app.session_state["typed.seen"] = {form: opening.revision}
    screen.app.query_params["report"] = row.key
    assert told in screen.run().text
    # Whoever opens it now sees what stands; a draft is that of somebody who saw less.
    screen = see_own(PAGE, plan=illustration, report=row.key)
    assert told not in screen.text
    field(choose(screen, ReportAction.RETURN), "text_area", "reason").set_value("thiếu phụ lục")
    screen.run()
    take(own_state, illustration, row, ReportStep.RETURNED)
    take(own_state, illustration, row, ReportStep.HANDED_IN)
    assert told in see_own(PAGE, plan=illustration, report=row.key).text


def test_what_was_typed_for_an_act_that_is_over_can_still_be_copied(
    see_own: See, own_state: Path, illustration: str, rows: Rows
) -> None:
    row = overdue(rows)
    screen = see_own(PAGE, plan=illustration, report=row.key)
    field(screen, "text_area", "note").set_value("gửi kèm phụ lục 3")
    screen.run()
    take(own_state, illustration, row, ReportStep.HANDED_IN)
    screen.run()

    assert "Nguyễn Văn A đã ghi trước" in screen.text
    assert "Nội dung bạn gõ chưa được ghi" in screen.text
    assert "gửi kèm phụ lục 3" in screen.text
    press(screen, "Bỏ nội dung đã gõ")
    assert "gửi kèm phụ lục 3" not in screen.text


def test_the_past_is_read_and_nothing_is_entered_there(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration, as_of=f"{YEAR}-06-30", report=f"BC1/CDS/{YEAR}-Q2")

    assert "Quá hạn 25 ngày" in screen.text
    assert "không ghi nhận tại đây" in screen.text
    assert not [each for each in screen.app.button if each.label == "Nộp báo cáo"]


def test_every_form_of_a_due_day_shows_the_days_it_comes_to(see_own: See) -> None:
    """SNGV-LS-2024 asks for a report each quarter, without a day."""
    screen = see_own(PAGE, plan="SNGV-LS-2024", report="R1")

    def choose(label: str, value: object) -> None:
        widgets = (*screen.app.selectbox, *screen.app.get("button_group"))
        next(each for each in widgets if each.label == label).set_value(value)
        screen.run()

    choose("Ngày trong tháng", 31)
    assert "Tháng 6 không có ngày 31" in screen.text
    assert "Quý II 30/06/2024" in screen.text
    choose("Tính theo", Form.WORKING_DAYS)
    assert "Trong 2 ngày làm việc sau khi kết thúc kỳ" in screen.text
    assert "Quý III 02/10/2024" in screen.text
    choose("Tính sau", 14)
    assert "Quý III 17/09/2024" in screen.text
    choose("Tính theo", Form.YEAR)
    choose("Quý I, ngày", 5)
    assert "Quý I 05/03/2024" in screen.text
    assert "Quý IV 15/12/2024" in screen.text


def test_the_office_sets_a_due_day_and_takes_it_back(
    see_own: See, own_state: Path, board_of: Callable[[str], Board]
) -> None:
    plan = "SNGV-LS-2024"
    screen = see_own(PAGE, plan=plan, report="R1")
    assert "Chưa định hạn" in screen.text
    next(each for each in screen.app.selectbox if each.label == "Ngày trong tháng").set_value(20)
    screen.run()
    assert "Chậm nhất ngày 20 của tháng cuối quý" in screen.text
    assert "Quý III 20/09/2024" in screen.text
    press(screen, "Đặt hạn nộp")

    def last_days() -> set[date | None]:
        now = datetime.now(UTC)
        return {
            row.last_day for row in look_at(tracker_in(own_state), OWNER, plan, now=now).reports
        }

    # Its day had passed when it was set: the last day in time is that of setting it.
    assert last_days() == {vietnamese_day(datetime.now(UTC))}
    assert "do Văn phòng đặt; bản in không nêu hạn" in screen.text
    assert any("đặt hạn nộp" in each for each in texts(screen.html, ".report-log li"))
    press(screen, "Bỏ hạn đã đặt")
    assert last_days() == {None}
    press(screen, "Hoàn tác")
    assert last_days() == {vietnamese_day(datetime.now(UTC))}


def test_a_due_day_builds_on_what_was_seen_and_keeps_what_was_chosen(
    see_own: See, own_state: Path
) -> None:
    plan, chosen = "SNGV-LS-2024", 20

    def day(screen: Screen) -> Any:
        return next(each for each in screen.app.selectbox if each.label == "Ngày trong tháng")

    def somebody_sets(number: int) -> None:
        rule = DueRule(inclusive=True, day=number, month_of_quarter=3)
        act = Act(actor=OTHER, now=datetime.now(UTC))
        reports.set_due(tracker_in(own_state), plan, "R1", rule, act)

    screen = see_own(PAGE, plan=plan, report="R1")
    day(screen).set_value(chosen)
    screen.run()
    somebody_sets(7)
    # Pressed before it could be told: refused, told, and kept.
    press(screen, "Đặt hạn nộp")
    assert "Nguyễn Văn A đã ghi trước" in screen.text
    assert day(screen).value == chosen
    somebody_sets(8)
    assert "Nguyễn Văn A đã ghi trước" in screen.run().text
    assert day(screen).value == chosen
    press(screen, "Đặt hạn nộp")
    assert "Đã đặt hạn nộp" in screen.text
    # The same in another session, to which the page has come back.
    again = see_own(PAGE, plan=plan)
    again.app.session_state["typed.seen"] = {f"due-day/{plan}/R1": 2}
    again.app.query_params["report"] = "R1"
    assert "đã ghi trước" in again.run().text
