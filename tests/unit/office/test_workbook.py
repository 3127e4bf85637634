"""The workbook: figures as numbers, days as days, texts as texts, ready to filter and print."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Dispute, ListRank, RankList, Result, ResultKind
from ddci_tracker.office import light_styles, workbook
from ddci_tracker.office.sheets import places_format
from ddci_tracker.words import labels
from ddci_tracker.words.attention import why_in_full
from ddci_tracker.words.catalogue import Words
from tests.unit.office.made import (
    ENGLISH,
    STARTS,
    VIETNAMESE,
    beside_the_median,
    illustration,
    june,
    nothing,
    of_300_tasks,
    of_a_standing_duty,
    spring,
    typed,
)

SHEETS = [
    "Tổng hợp",
    "Cần xử lý",
    "Chỉ số",
    "Nhiệm vụ × quý",
    "Kết quả",
    "Báo cáo",
    "Kết luận",
    "Đề xuất",
    "Thay đổi",
    "Ghi chú",
]
TABLES = SHEETS[1:9]
HEAD = 4


def opened(month: FrozenMonth, told: Any = None, words: Words = VIETNAMESE) -> Any:
    return openpyxl.load_workbook(BytesIO(workbook.write(month, told, words)))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a table by the titles of their columns."""
    titles = [cell.value for cell in sheet[HEAD]]
    rows = sheet.iter_rows(min_row=HEAD + 1, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def cell_of(sheet: Any, title: str, row: int) -> Any:
    titles = [cell.value for cell in sheet[HEAD]]
    return sheet.cell(HEAD + 1 + row, titles.index(title) + 1)


def test_it_has_a_sheet_for_each_subject() -> None:
    assert opened(spring()).sheetnames == SHEETS
    assert opened(spring(), words=ENGLISH).sheetnames[3] == "Tasks × quarters"


def test_figures_of_sub_indices_are_those_of_the_board() -> None:
    month = spring()
    rows = rows_of(opened(month)["Chỉ số"])
    assert len(rows) == len(month.board.sub_indices)
    for row, view in zip(rows, month.board.sub_indices, strict=True):
        latest = view.standing.latest
        assert row["Điểm công bố"] == (float(latest.score) if latest and latest.score else None)
        assert row["Hạng"] == (latest.rank if latest else None)
        assert row["Thực hiện"] == labels.execution_label(view.execution.colour, VIETNAMESE)
        assert row["Chậm"] == view.counts.red
    assert rows[0]["Điểm công bố"] == 6.77
    assert rows[0]["Điểm mục tiêu"] == 7.8
    assert rows[0]["Chênh lệch"] == -1.03


def test_a_score_keeps_the_places_that_were_printed() -> None:
    sheet = opened(spring())["Chỉ số"]
    assert cell_of(sheet, "Điểm mục tiêu", 0).number_format == "0.00"
    assert cell_of(sheet, "Điểm ước tính", 0).value == 7.5
    assert cell_of(sheet, "Điểm ước tính", 0).number_format == "0.0"


@pytest.mark.parametrize(("rank", "gap"), [(11, -0.5), (9, 1.5)])
def test_the_median_place_of_an_even_list_is_not_cut_off(rank: int, gap: float) -> None:
    row = rows_of(opened(beside_the_median(rank))["Chỉ số"])[0]
    assert (row["Hạng mục tiêu"], row["Chênh lệch"]) == (10.5, gap)


@pytest.mark.parametrize(
    ("value", "shown"), [("7.80", "0.00"), ("6.0", "0.0"), ("10", "0"), ("-0.125", "0.000")]
)
def test_the_format_of_a_number_has_its_places(value: str, shown: str) -> None:
    assert places_format(Decimal(value)) == shown


def test_days_are_days() -> None:
    book = opened(spring())
    due = cell_of(book["Nhiệm vụ × quý"], "Hạn", 0)
    assert due.value.date() == date(2021, 5, 20)
    assert due.number_format == "dd/mm/yyyy"
    extended = next(row for row in rows_of(book["Báo cáo"]) if row["Gia hạn"])
    assert extended["Hạn đầu"].date() == date(2021, 6, 5)
    assert extended["Hạn nộp"].date() == date(2021, 6, 12)


def test_tasks_have_a_light_for_each_quarter_and_what_their_unit_said() -> None:
    month = spring()
    codes = [view.task.code for _, view in month.board.all_tasks()]
    sheet = rows_of(opened(month)["Nhiệm vụ × quý"])
    assert [row["STT"] for row in sheet] == [1, 2, 3, 4, 5, 6]
    rows = dict(zip(codes, sheet, strict=True))
    views = {view.task.code: view for part in month.board.sub_indices for view in part.tasks}
    for code, view in views.items():
        words = [labels.execution_label(each.light.colour, VIETNAMESE) for each in view.quarters]
        assert [rows[code][f"Quý {roman}"] for roman in ("I", "II", "III", "IV")] == words
        assert rows[code]["Vì sao"].startswith(month.said(view.light.reason, VIETNAMESE))
    assert rows["T4"]["Khắc phục"] == "Phòng A, xin ý kiến, tháng 7"
    assert rows["T1"]["Tỷ lệ (%)"] == 40
    assert rows["T1"]["Trễ (ngày)"] == 11


def test_every_report_has_a_row() -> None:
    month = spring()
    rows = rows_of(opened(month)["Báo cáo"])
    assert [row["Vì sao"] for row in rows] == [
        month.said(row.reason, VIETNAMESE) for row in month.board.reports
    ]


def test_periods_sort_by_their_first_days() -> None:
    rows = rows_of(opened(spring())["Báo cáo"])
    begun = {row["Kỳ"]: row["Đầu kỳ"] for row in rows}
    assert begun["quý II/2021"].date() == date(2021, 4, 1)
    assert all(isinstance(row["Đầu kỳ"], datetime) for row in rows)


def test_conclusions_and_what_units_ask_for_have_sheets_of_their_own() -> None:
    book = opened(spring())
    (concluded,) = rows_of(book["Kết luận"])
    assert concluded["Hạn"].date() == date(2021, 5, 25)
    assert rows_of(book["Đề xuất"])[0]["Đơn vị"] is not None


def test_a_standing_duty_is_called_so_where_others_have_a_day() -> None:
    (concluded,) = rows_of(opened(of_a_standing_duty())["Kết luận"])
    assert (concluded["Hạn"], concluded["Hạn đầu"]) == ("Thường xuyên", None)


def test_a_text_stays_a_text_when_its_cell_is_edited() -> None:
    book = opened(typed())
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    begun = [cell for cell in cells if isinstance(cell.value, str) and cell.value in STARTS]
    assert begun
    assert all(cell.quotePrefix for cell in begun)


def test_a_month_prints_on_few_sheets_of_paper() -> None:
    book = opened(of_300_tasks())
    printed = [book[name] for name in SHEETS if book[name].print_area != "'Kết quả'!$T$1"]
    assert all(sheet.page_setup.fitToWidth in (None, 1) for sheet in printed)
    assert sum(int(sheet.page_setup.fitToHeight or 1) for sheet in printed) <= 10
    tasks = book["Nhiệm vụ × quý"]
    assert tasks.print_area.startswith("'Nhiệm vụ × quý'!$A$1:$K$")
    last = int(tasks.print_area.rpartition("$")[2])
    assert HEAD < last < HEAD + 300
    assert f"In ra {last - HEAD} dòng đầu trong 300 dòng của bảng" in tasks["A3"].value


def test_a_table_without_rows_takes_no_paper() -> None:
    book = opened(nothing())
    for name in ("Chỉ số", "Báo cáo", "Kết luận", "Đề xuất"):
        area = book[name].print_area.rpartition("!")[2].replace("$", "")
        assert book[name][area].value is None


def test_every_matter_to_act_on_has_a_row() -> None:
    month = spring()
    rows = rows_of(opened(month)["Cần xử lý"])
    because = why_in_full(month.board, VIETNAMESE, lambda reason: month.said(reason, VIETNAMESE))
    assert [row["Vì sao"] for row in rows] == [because(row) for row in month.board.attention]
    assert all(
        row["Vì sao"].startswith(month.said(each.reason, VIETNAMESE))
        for row, each in zip(rows, month.board.attention, strict=True)
    )


def test_changes_stand_with_the_old_struck_through() -> None:
    month, told = june()
    sheet = opened(month, told)["Thay đổi"]
    rows = rows_of(sheet)
    assert [row["Thành câu"] for row in rows] == [each.sentence for each in told]
    done = next(number for number, row in enumerate(rows) if row["Nội dung"] == "Nhiệm vụ T2")
    assert cell_of(sheet, "Trước", done).font.strike
    assert not cell_of(sheet, "Nay", done).font.strike


def test_a_first_month_says_that_there_is_none_before() -> None:
    assert "tháng chốt đầu tiên" in opened(spring())["Thay đổi"].cell(HEAD + 1, 1).value


def test_nothing_changed_is_said() -> None:
    month, _ = june()
    assert opened(month, ())["Thay đổi"].cell(HEAD + 1, 1).value == "Không có gì thay đổi"


@pytest.mark.parametrize("name", TABLES)
def test_a_table_can_be_filtered_and_keeps_its_head_in_sight_and_in_print(name: str) -> None:
    sheet = opened(spring())[name]
    assert sheet.auto_filter.ref.startswith(f"A{HEAD}:")
    assert sheet.freeze_panes.endswith(str(HEAD + 1))
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"


@pytest.mark.parametrize("name", SHEETS)
def test_a_page_is_set_up_and_names_the_month(name: str) -> None:
    month = illustration()
    sheet = opened(month)[name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    foot = sheet.oddFooter.left.text
    for part in ("Sở X, DDCI 2021", "tháng 5/2021, lần 1", month.checksum[:12], "Số liệu minh họa"):
        assert part in foot
    assert "Số liệu minh họa" in sheet["A2"].value


def test_a_sheet_says_which_columns_are_printed_and_numbers_its_pages() -> None:
    book = opened(spring())
    assert book["Chỉ số"]["A3"].value == "In ra 13 cột đầu trong 28 cột của bảng"
    assert book["Kết luận"]["A3"].value is None or "cột" in book["Kết luận"]["A3"].value
    assert all("&P/&N" in book[name].oddFooter.right.text.replace("&9 ", "") for name in SHEETS)


def test_a_real_plan_is_not_called_an_illustration() -> None:
    book = opened(spring())
    assert all("minh họa" not in book[name]["A2"].value for name in SHEETS)
    assert all("minh họa" not in book[name].oddFooter.left.text for name in SHEETS)


def test_lights_are_coloured_by_their_words() -> None:
    sheet = opened(spring())["Nhiệm vụ × quý"]
    rules = {
        rule.formula[0]: rule.dxf.font.color.rgb
        for found in sheet.conditional_formatting
        for rule in found.rules
    }
    for colour in Colour:
        word = labels.execution_label(colour, VIETNAMESE)
        assert rules[f'"{word}"'] == f"FF{light_styles.TONES[colour]}"


def test_no_typed_text_becomes_a_formula_or_a_link() -> None:
    book = opened(typed())
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert set(STARTS[:4]) <= texts
    assert any("{{ 7*7 }} <b>&amp;</b>" in text for text in texts)


def test_the_notes_name_the_month_its_policy_and_what_columns_mean() -> None:
    month = spring()
    sheet = opened(month)["Ghi chú"]
    pairs = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert pairs["Mã kiểm (SHA-256)"] == month.checksum
    assert pairs["Số liệu tính đến ngày"] == "31/05/2021"
    assert pairs["Người chốt"] == "văn thư"
    assert pairs["Tốt"] == "≥ 70"
    described = {(row[0], row[1]) for row in sheet.iter_rows(values_only=True) if row[2]}
    book = opened(month)
    for name in TABLES:
        assert {(name, cell.value) for cell in book[name][HEAD]} <= described


def test_the_same_month_gives_the_same_bytes() -> None:
    month, told = june()
    assert workbook.write(month, told, VIETNAMESE) == workbook.write(month, told, VIETNAMESE)


def test_the_properties_name_the_agency_and_the_moment_of_the_freeze() -> None:
    month = spring()
    properties = opened(month).properties
    assert properties.creator == "Sở X"
    assert month.checksum[:12] in properties.subject
    assert properties.created == month.frozen_at.replace(tzinfo=None)


def test_a_plan_without_anything_gives_every_sheet() -> None:
    book = opened(nothing())
    assert book.sheetnames == SHEETS
    assert book["Chỉ số"].cell(HEAD + 1, 1).value == "Kế hoạch không nêu chỉ số thành phần"


def test_300_tasks_give_300_rows() -> None:
    rows = rows_of(opened(of_300_tasks())["Nhiệm vụ × quý"])
    assert len(rows) == 300
    assert all(row["Nhiệm vụ"].startswith("Rà soát") for row in rows)


def test_it_holds_every_result_with_the_figures_of_its_block() -> None:
    month = spring()
    told = Result(
        year=2020,
        kind=ResultKind.PUBLISHED,
        score=Decimal("7.10"),
        median=Decimal("6.80"),
        mean=Decimal("6.75"),
        best_score=Decimal("8.20"),
        ranks=(ListRank(list=RankList.NATIONAL, rank=12, out_of=34),),
        disputed_by=(Dispute(source="Báo A", rank=13),),
    )
    first, *others = month.board.sub_indices
    results = replace(first.standing.results, published=(told,))
    part = replace(first, standing=replace(first.standing, results=results))
    board = replace(month.board, sub_indices=(part, *others))
    rows = rows_of(opened(replace(month, board=board))["Kết quả"])
    row = next(
        each for each in rows if (each["Chỉ số thành phần"], each["Năm"]) == (part.name, 2020)
    )
    assert (row["Trung vị của khối"], row["Trung bình của khối"]) == (6.8, 6.75)
    assert row["Điểm cao nhất"] == 8.2
    assert row["Hạng ở danh sách khác"] == "hạng 12/34 toàn quốc"
    assert "Báo A" in row["Nguồn khác"]
