"""Báo cáo draws the report rows of the board: every state, every day, every reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ddci_tracker.domain.acts import Extension
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Cadence, DueRule, Plan, UnitKind, Years
from ddci_tracker.domain.reports import Acceptance, ReportRow, Timeliness, totals
from ddci_tracker.domain.unit_changes import RegisteredUnit, UnitChange, UnitChangeKind
from ddci_tracker.domain.views import Board
from ddci_tracker.services import reports, units
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Language, Words, languages
from ddci_tracker.words.report_names import short_period_of
from tests.markup import element, elements, text_of, texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "office/reports.py"
WORDS = Words.of()
HOSTILE = "<script>alert('x')</script> & <b>đậm</b>"
OWED = (Timeliness.OVERDUE, Timeliness.DUE_TODAY, Timeliness.DUE_SOON)
COUNTED = {
    Timeliness.OVERDUE: {"vi": "Quá hạn {} ngày", "en": "{} days overdue"},
    Timeliness.LATE: {"vi": "Trễ {} ngày", "en": "{} days late"},
    Timeliness.UPCOMING: {"vi": "Còn {} ngày", "en": "{} days left"},
    Timeliness.DUE_SOON: {"vi": "Còn {} ngày", "en": "{} days left"},
}

See = Callable[..., Screen]
BoardOf = Callable[[str], Board]


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


def name_of(plan: Plan, code: str) -> str:
    return next(unit.name for unit in plan.units if unit.code == code)


def cell_of(screen: Screen, board: Board, row: ReportRow, words: Words = WORDS) -> str:
    """The cell of one report: its block, then its sender's line, then its period."""
    sender = name_of(board.plan, row.from_unit)
    lines = elements(screen.html, f'[id="bc-{row.duty}"] tbody tr')
    line = next(line for line in lines if texts(line, "th") == [sender])
    period = formats.capital(short_period_of(row, words))
    return next(cell for cell in elements(line, "td") if texts(cell, ".period") == [period])


def drawn_states(screen: Screen) -> Counter[str]:
    return Counter(kinds.split()[0] for kinds in values(screen.html, "td", "class"))


@pytest.mark.parametrize("language", languages())
def test_every_report_of_every_plan_has_a_cell_in_its_state(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf, language: Language
) -> None:
    for plan in plan_ids:
        rows = board_of(plan).reports

        assert drawn_states(see(PAGE, plan=plan, lang=language)) == Counter(
            str(row.timeliness) for row in rows
        )


@pytest.mark.parametrize("language", languages())
def test_each_cell_says_its_days_in_words(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf, language: Language
) -> None:
    for plan in plan_ids:
        screen, board = see(PAGE, plan=plan, lang=language), board_of(plan)
        for row in board.reports:
            if row.timeliness in COUNTED:
                said = COUNTED[row.timeliness][language].format(row.days)
                assert said in cell_of(screen, board, row, Words.of(language))


def test_each_cell_says_when_the_report_came_or_is_due(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    screen, board = see(PAGE, plan=illustration), board_of(illustration)

    for row in board.reports:
        cell = cell_of(screen, board, row)
        if row.handed_in_on is not None:
            assert f"nộp {formats.short_day(row.handed_in_on, row.period.year, WORDS)}" in cell
        elif row.last_day is not None and row.timeliness is not Timeliness.NOT_APPLICABLE:
            assert f"hạn {formats.short_day(row.last_day, row.period.year, WORDS)}" in cell
        if row.acceptance is Acceptance.ACCEPTED:
            assert "đã tiếp nhận" in cell


def test_totals_are_those_of_the_board_and_add_up(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        if not board.reports:
            continue
        expected, on_time, late, missing, upcoming, no_due_day, not_owed = drawn_terms(
            see(PAGE, plan=plan)
        )

        found = board.report_totals
        assert (expected, on_time, late, missing, upcoming, no_due_day) == (
            found.expected,
            found.on_time,
            found.late,
            found.missing,
            found.upcoming,
            found.no_due_day,
        )
        assert expected == on_time + late + missing
        assert expected + upcoming + no_due_day + not_owed == len(board.reports)


def drawn_terms(screen: Screen) -> list[int]:
    return [int(number) for number in texts(screen.html, "p.term b")]


def test_whoever_owes_stands_in_a_list_the_longest_overdue_first(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    board = board_of(illustration)
    owing = {
        name_of(board.plan, row.from_unit)
        for row in board.reports
        if row.timeliness in OWED or row.acceptance is Acceptance.RETURNED
    }
    overdue = [row for row in board.reports if row.timeliness is Timeliness.OVERDUE]
    worst = max(overdue, key=lambda row: row.days or 0)

    listed = texts(see(PAGE, plan=illustration).html, "a.unit")

    assert set(listed) == owing
    assert len(listed) == len(owing)
    assert listed[0] == name_of(board.plan, worst.from_unit)


def test_a_plan_without_dated_reports_does_not_say_that_nobody_owes_one(see: See) -> None:
    text = see(PAGE, plan="SNGV-LS-2024").text

    assert "Không báo cáo nào có hạn nộp nên không thể nói ai còn nợ" in text
    assert "Không đơn vị nào nợ báo cáo" not in text


def test_an_extension_keeps_the_first_day_in_sight_and_says_who_approved_it_on_what_basis(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    screen, board = see(PAGE, plan=illustration), board_of(illustration)
    row = next(row for row in board.reports if row.extension)
    assert row.extension is not None
    assert row.first_last_day is not None

    cell = cell_of(screen, board, row)
    always, opened = text_of(element(cell, "summary")), texts(cell, "details > p")

    assert (
        f"gia hạn đến {formats.short_day(row.extension.last_day, row.period.year, WORDS)}" in always
    )
    assert f"hạn đầu {formats.short_day(row.first_last_day, row.period.year, WORDS)}" in always
    assert opened == [
        f"Người duyệt: {row.extension.approver}",
        f"Căn cứ: {row.extension.basis}",
    ]


def test_a_returned_report_keeps_its_timeliness_and_gives_the_reason(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    screen, board = see(PAGE, plan=illustration), board_of(illustration)
    row = next(row for row in board.reports if row.acceptance is Acceptance.RETURNED)

    cell = cell_of(screen, board, row)

    assert COUNTED[row.timeliness]["vi"].format(row.days) in cell
    assert str(row.reason["note"]) in text_of(element(cell, "details.returned > p"))


def test_a_duty_says_whether_its_day_is_printed_or_set_by_the_office(
    see: See, illustration: str
) -> None:
    blocks = texts(see(PAGE, plan=illustration).html, "section.duty")
    quarterly, by_the_office = blocks[0], blocks[2]

    assert "Trước ngày 06 của tháng cuối quý" in quarterly
    assert "theo bản in" in quarterly
    assert "Chậm nhất ngày 20 hằng tháng" in by_the_office
    assert "do Văn phòng đặt; bản in không nêu hạn" in by_the_office


def test_a_duty_is_quoted_with_its_lines_and_marks_members_that_were_inferred(see: See) -> None:
    text = see(PAGE, plan="SNGV-LS-2021").text

    assert "“định kỳ báo cáo kết quả từng quý (trước ngày 6 tháng cuối quý)” dòng 121" in text
    assert "thành viên do suy ra, bản in không nêu" in text


def test_reports_that_are_not_owed_say_why(see: See) -> None:
    assert (
        "Không phải nộp: kế hoạch ban hành ngày 11/06/2020" in see(PAGE, plan="STNMT-LS-2020").text
    )


def test_a_duty_on_request_has_no_matrix(see: See, illustration: str) -> None:
    last = elements(see(PAGE, plan=illustration).html, "section.duty")[-1]

    assert "Báo cáo theo yêu cầu" in text_of(last)
    assert not elements(last, "table")


def test_a_plan_without_a_duty_says_so_and_that_a_part_may_be_missing(see: See) -> None:
    text = see(PAGE, plan="SCT-KG-2021").text

    assert "Kế hoạch này không quy định báo cáo định kỳ" in text
    assert "Văn bản bị ngắt giữa chừng" in text


def test_a_unit_and_a_duty_in_the_address_narrow_cells_and_totals(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    board = board_of(illustration)
    rows = [row for row in board.reports if (row.duty, row.from_unit) == ("BC3", "TTr")]

    screen = see(PAGE, plan=illustration, duty="BC3", unit="TTr")

    assert drawn_states(screen) == Counter(str(row.timeliness) for row in rows)
    assert drawn_terms(screen)[0] == totals(rows).expected
    assert f"{len(rows)} báo cáo theo bộ lọc" in screen.text


def test_a_state_keeps_the_lines_that_have_it_and_frames_their_cells(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    board = board_of(illustration)
    overdue = [row for row in board.reports if row.timeliness is Timeliness.OVERDUE]

    screen = see(PAGE, plan=illustration, state="overdue")

    lines = {(row.duty, row.from_unit) for row in overdue}
    assert len(elements(screen.html, "td.overdue.picked")) == len(overdue)
    assert len(elements(screen.html, ".picked")) == len(overdue)
    assert len(elements(screen.html, "th[scope=row]")) == len(lines)


def test_codes_that_make_no_sense_narrow_nothing(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    screen = see(PAGE, plan=illustration, duty="X", unit="Y", state="Z")

    assert sum(drawn_states(screen).values()) == len(board_of(illustration).reports)


def test_choosing_a_unit_writes_its_code_into_the_address(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration)

    screen.app.selectbox(key="filter-unit").select("HTS")
    screen.run()

    assert screen.app.query_params["unit"] == "HTS"
    assert set(texts(screen.html, "th[scope=row]")) == {"Phòng Hạ tầng số"}


def test_what_people_write_is_shown_as_text(see_own: See, own_state: Path) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    plan = read_content(tracker, OWNER, "SNGV-LS-2021", now=now)
    duties = tuple(replace(duty, text=HOSTILE) for duty in plan.report_duties)
    units = tuple(replace(unit, name=f"{unit.name} {HOSTILE}") for unit in plan.units)
    load_plan(tracker, OWNER, replace(plan, report_duties=duties, units=units), now=now)
    quarter = Period.quarter(2021, 4)
    extension = Extension(
        duty="R1",
        unit="TTr",
        period=quarter,
        last_day=date(2021, 12, 20),
        approver=HOSTILE,
        basis=HOSTILE,
    )
    reports.extend(tracker, plan.id, extension, Act(actor=OWNER, now=now, on=date(2021, 12, 1)))

    drawn = see_own(PAGE, plan=plan.id).html

    assert text_of(drawn).count(HOSTILE) > len(plan.units) / 2
    assert "<script" not in drawn
    assert "<b>đậm" not in drawn


def test_a_day_that_the_office_sets_is_on_the_screen_at_the_next_look(
    see_own: See, own_state: Path
) -> None:
    before = see_own(PAGE, plan="SNGV-LS-2024")
    assert "Chưa định hạn bản in không nêu ngày" in before.text

    rule = DueRule(inclusive=True, day=15, month_of_quarter=3)
    act = Act(actor=OWNER, now=datetime.now(UTC), on=date(2024, 3, 1))
    reports.set_due(tracker_in(own_state), "SNGV-LS-2024", "R1", rule, act)

    assert "Chậm nhất ngày 15 của tháng cuối quý do Văn phòng đặt" in before.run().text


def test_weekly_reports_stand_month_by_month_and_open_to_their_weeks(
    see_own: See, own_state: Path
) -> None:
    plan_id = "SNGV-LS-2024"
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    plan = read_content(tracker, OWNER, plan_id, now=now)
    friday = DueRule(inclusive=True, weekday=5)
    duty = replace(plan.report_duties[0], cadence=Cadence.WEEKLY, due=friday)
    load_plan(tracker, OWNER, replace(plan, report_duties=(duty,)), now=now, drop_recorded=True)
    screen = see_own(PAGE, plan=plan_id)
    heads = texts(screen.html, f'[id="bc-{duty.code}"] thead th')
    assert heads == ["Đơn vị", *(f"Tháng {number}" for number in range(1, 13))]
    july = elements(screen.html, "td.month")[6]
    assert text_of(elements(july, "summary")[0]) == "Tháng 7 4 quá hạn"
    assert [text_of(each).split(" Quá hạn")[0] for each in elements(july, "li")] == [
        *("Tuần 27 (01/07–07/07)", "Tuần 28 (08/07–14/07)"),
        *("Tuần 29 (15/07–21/07)", "Tuần 30 (22/07–28/07)"),
    ]
    # Of many reports that are owed the first stand in the list, the others behind it.
    owing = elements(screen.html, ".owing")[0]
    assert "báo cáo nữa" in text_of(elements(owing, "details")[0])


def test_in_january_the_old_year_of_a_plan_stands_beside_the_new_one(
    see_own: See, own_state: Path
) -> None:
    plan_id = "SNGV-LS-2024"
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    plan = read_content(tracker, OWNER, plan_id, now=now)
    document = replace(plan.document, years=Years(2024, 2026))
    duty = replace(plan.report_duties[0], due=DueRule(inclusive=True, day=20, month_of_quarter=3))
    lasting = replace(plan, document=document, report_duties=(duty,))
    load_plan(tracker, OWNER, lasting, now=now, drop_recorded=True)
    screen = see_own(PAGE, plan=plan_id, as_of="2025-01-10")
    owing = element(screen.html, ".owing a.unit")
    assert text_of(owing) == "Năm 2024 còn nợ 8 báo cáo →"
    assert "quarter=2024-Q4" in screen.html
    assert "Không đơn vị nào còn nợ báo cáo" not in screen.text
    assert (
        "quarter=2024-Q4" in see_own("leaders/attention.py", plan=plan_id, as_of="2025-01-10").html
    )


def test_each_cell_stands_under_its_period_though_units_came_and_went(
    see_own: See, own_state: Path
) -> None:
    merger = UnitChange(
        kind=UnitChangeKind.MERGED,
        before=("LSHTQT", "TTr"),
        after=(RegisteredUnit(code="PMOI", name="Phòng Mới", kind=UnitKind.DIVISION),),
        decided_on=date(2021, 6, 18),
        in_force_on=date(2021, 7, 1),
        basis="Quyết định số 11",
    )
    act = Act(actor=OWNER, now=datetime.now(UTC), on=date(2021, 7, 1))
    units.change_units(tracker_in(own_state), "SNGV-LS", merger, act)

    table = element(see_own(PAGE, plan="SNGV-LS-2021").html, "table")

    columns = [name.split(" (")[0] for name in texts(table, "thead th")[1:]]
    rows = elements(table, "tbody tr")
    assert [len(elements(row, "td")) for row in rows] == [len(columns)] * len(rows)
    for row in rows:
        for column, cell in zip(columns, elements(row, "td"), strict=True):
            assert "absent" in cell or column.startswith(texts(cell, ".period")[0])
    assert any("absent" in row for row in rows)
