"""Tables of screens as Excel files: real days and numbers, nothing that people typed a formula."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from ddci_tracker.domain.acts import Conclusion, TaskStatus, TaskUpdate
from ddci_tracker.domain.views import Board
from ddci_tracker.services import boards, table_files
from ddci_tracker.services.acts import Act
from ddci_tracker.services.conclusions import conclude
from ddci_tracker.services.history import Question, asked_of_history
from ddci_tracker.services.task_updates import update_task
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.whole_province import province_of
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import NEXT_YEAR, NOW, OWNER, PLAN, enter, load, published

VI = Words.of()


@pytest.fixture
def database_kind() -> str:
    """A file is made from a board; where that came from makes no difference."""
    return "sqlite"


@pytest.fixture
def board(store_with_plan: Tracker) -> Board:
    return boards.look_at(store_with_plan, OWNER, PLAN.id, now=NOW)


def sheet_of(body: bytes) -> Worksheet:
    sheet = load_workbook(BytesIO(body)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_reports_have_real_days_and_numbers(board: Board) -> None:
    sheet = sheet_of(table_files.reports_file(board, made=NOW, words=VI))
    head, *lines = list(sheet.iter_rows(min_row=4))
    assert [cell.value for cell in head][:3] == ["Đơn vị", "Chế độ báo cáo", "Kỳ"]
    assert len(lines) == len(board.reports)
    days = [line[4] for line in lines if line[4].value is not None]
    assert days
    assert all(isinstance(cell.value, datetime) for cell in days)
    assert {cell.number_format for cell in days} == {"dd/mm/yyyy"}
    expected = [row.days for row in board.reports]
    assert [line[6].value for line in lines] == expected


def test_what_to_act_on_is_there_line_by_line(board: Board) -> None:
    rows = board.attention
    sheet = sheet_of(table_files.attention_file(board, rows, made=NOW, words=VI))
    assert sheet.max_row - 4 == len(rows) > 0


def test_tasks_are_there_with_every_quarter_and_what_was_said(
    store_with_plan: Tracker, board: Board
) -> None:
    (task, *_), now = [view.task for _, view in board.all_tasks()], NOW
    said = TaskUpdate(
        task=task.code,
        quarter=board.quarter,
        unit=task.lead[0],
        status=TaskStatus.BEHIND,
        percent=40,
        note="=cộng",
    )
    update_task(store_with_plan, PLAN.id, said, Act(actor=OWNER, now=now))
    looked_at = boards.look_at(store_with_plan, OWNER, PLAN.id, now=now)
    views = [view for _, view in looked_at.all_tasks()]
    body = table_files.tasks_file(looked_at, "Nhiệm vụ", views, made=now, words=VI)
    head, *lines = ([cell.value for cell in row] for row in sheet_of(body).iter_rows(min_row=4))
    first = dict(zip(head, lines[0], strict=True))
    assert len(lines) == len(views)
    assert (first["Nhiệm vụ"], first["Đã làm"]) == (task.title, "=cộng")
    assert first["Tỷ lệ (%)"] == 40
    assert None not in [first[f"Quý {each}"] for each in ("I", "II", "III", "IV")]


def test_conclusions_have_both_days_and_where_they_stand(
    store_with_plan: Tracker, board: Board
) -> None:
    unit = board.plan.named_units[0]
    said = Conclusion(id="", about=None, text="Rà soát", units=(unit.code,), due=None)
    for each in (said, replace(said, text="Trực đường dây nóng", ongoing=True)):
        conclude(store_with_plan, PLAN.id, each, Act(actor=OWNER, now=NOW))
    looked_at = boards.look_at(store_with_plan, OWNER, PLAN.id, now=NOW)
    body = table_files.conclusions_file(looked_at, looked_at.followed, made=NOW, words=VI)
    head, *lines = ([cell.value for cell in row] for row in sheet_of(body).iter_rows(min_row=4))
    unclear, always = (dict(zip(head, line, strict=True)) for line in lines)
    assert (unclear["Kết luận"], unclear["Đơn vị"]) == ("Rà soát", unit.name)
    assert (unclear["Hạn"], unclear["Tình trạng"]) == (None, "Chưa rõ thời gian")
    assert always["Kết luận"] == "Trực đường dây nóng"
    assert (always["Hạn"], always["Tình trạng"]) == ("Thường xuyên", "Thường xuyên")


def test_a_history_is_there_version_by_version(store_with_plan: Tracker, board: Board) -> None:
    entries = asked_of_history(store_with_plan, OWNER, PLAN.id, Question(task="T1"), now=NOW)
    named = {OWNER.name: "Chị Lan"}
    body = table_files.history_file(board, entries, named, meetings={}, made=NOW, words=VI)
    _, *lines = ([cell.value for cell in row] for row in sheet_of(body).iter_rows(min_row=4))
    assert len(lines) == len(entries) > 0
    assert {line[2] for line in lines} == {"Chị Lan"}
    assert all(isinstance(line[0], datetime) for line in lines)
    nothing = asked_of_history(store_with_plan, OWNER, PLAN.id, Question(person="ai đó"), now=NOW)
    assert nothing == ()


@pytest.mark.parametrize("typed", ["=1+1", "+84", "-1", "@SUM(A1)", "=HYPERLINK(1)"])
def test_no_text_is_a_formula(board: Board, typed: str) -> None:
    body = table_files.table_file(board, "T", {"A": 9}, [(typed,)], made=NOW, words=VI)
    cell = sheet_of(body)["A5"]
    assert isinstance(cell, Cell)
    assert (cell.value, cell.data_type) == (typed, "s")


def test_an_illustration_is_labelled_in_the_file(board: Board) -> None:
    made_up = replace(board, plan=replace(board.plan, illustration=True))
    sheet = sheet_of(table_files.reports_file(made_up, made=NOW, words=VI))
    assert "Số liệu minh họa" in str(sheet["A2"].value)


def test_a_province_is_there_agency_by_agency_with_its_figures(
    store_with_plan: Tracker, board: Board
) -> None:
    load(store_with_plan, replace(PLAN, id="SY-2021", agency=replace(PLAN.agency, code="SY")))
    enter(store_with_plan, published("62.5", sub_index=None))
    looked_at = boards.look_at(store_with_plan, OWNER, PLAN.id, now=NEXT_YEAR)
    view = province_of(store_with_plan, OWNER, looked_at, "DDCI", now=NEXT_YEAR)
    sheet = sheet_of(table_files.province_file(board, view.table, made=NOW, words=VI))
    head, *lines = list(sheet.iter_rows(min_row=4))
    assert len(lines) == len(view.table.lines) > 0
    assert len(head) == 8 + 3 * len(view.table.columns)
    totals = [line[2].value for line in lines if line[2].value is not None]
    assert all(isinstance(each, float) for each in totals)
