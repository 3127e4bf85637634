"""The slides: native and editable, readable from afar, never run over, with notes to speak from."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from ddci_tracker.briefing.change_sentences import told
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.plan import Target, TargetKind
from ddci_tracker.domain.views import worst_first
from ddci_tracker.office import figures, material, slides, workbook
from ddci_tracker.words.catalogue import Words
from tests.unit.briefing.made import PLAN, SPRING, changes, kept, with_plan
from tests.unit.domain.build import ledger_of, published, said
from tests.unit.office import made
from tests.unit.office.made import (
    ENGLISH,
    VIETNAMESE,
    illustration,
    june,
    nothing,
    of_300_tasks,
    spring,
    typed,
)

TEMPLATE = Path(__file__).resolve().parents[3] / "data" / "templates" / "briefing.pptx"
INCH = 914_400
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def written(month: FrozenMonth, told: Any = None, words: Words = VIETNAMESE) -> bytes:
    return slides.write(month, told, words, TEMPLATE.read_bytes())


def opened(month: FrozenMonth, told: Any = None, words: Words = VIETNAMESE) -> Any:
    return Presentation(BytesIO(written(month, told, words)))


@cache
def large() -> Any:
    return opened(of_300_tasks())


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def titled(deck: Any, beginning: str) -> Any:
    return next(s for s in deck.slides if s.shapes.title.text_frame.text.startswith(beginning))


def notes(slide: Any) -> str:
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def table(slide: Any) -> list[list[str]]:
    found = next(shape.table for shape in slide.shapes if shape.has_table)
    return [[cell.text_frame.text for cell in row.cells] for row in found.rows]


def texts(slide: Any) -> str:
    parts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            parts += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(parts)


def runs(frame: Any) -> Iterator[Any]:
    for paragraph in frame.paragraphs:
        yield from paragraph.runs


def chart_of(deck: Any) -> Any:
    return next(s.chart for slide in deck.slides for s in slide.shapes if s.has_chart)


def test_it_tells_overview_chart_red_sub_indices_matters_reports_and_changes_in_this_order() -> (
    None
):
    assert titles(opened(spring())) == [
        "Tháng 5/2021: 2 nhiệm vụ chậm, 1 báo cáo còn thiếu",
        "1/2 chỉ số đèn đỏ, nặng nhất là time_cost",
        "DDCI: 1/1 chỉ số có điểm công bố thấp hơn mục tiêu 2021",
        "Kết quả nổi bật: chưa có nhiệm vụ hoàn thành",
        "time_cost: 2/4 nhiệm vụ chậm",
        "Cần xử lý: 8 mục, 4 mục đỏ",
        "Cần xử lý: 8 mục, 4 mục đỏ (tiếp)",
        "Báo cáo năm 2021: 1 còn thiếu, 1 nộp trễ",
        "Thay đổi so với tháng chốt trước",
        "Xin ý kiến chỉ đạo: chưa có đề nghị",
    ]


def test_it_speaks_english_as_well() -> None:
    deck = opened(spring(), words=ENGLISH)
    assert titles(deck)[0] == "May 2021: 2 tasks late, 1 report missing"
    assert "Behind" in texts(deck.slides[1])


def test_the_overview_has_both_lights_of_each_sub_index_the_worst_first() -> None:
    month = spring()
    head, *rows = table(opened(month).slides[1])
    assert head[2:4] == ["Thực hiện", "Kết quả (* ước tính)"]
    views = worst_first(month.board.sub_indices)
    assert [row[0] for row in rows] == [view.name for view in views]
    assert rows[0][2:] == ["■\u00a0Chậm", "▲\u00a0Gần đạt*", "6,77", "7,5", "trên 7,80"]


def test_a_target_without_a_figure_is_not_taken_for_none() -> None:
    aim = Target(kind=TargetKind.QUALITATIVE, text="Giữ vững phong độ trong nhóm dẫn đầu")
    first, *rest = PLAN.sub_indices
    plan = replace(PLAN, sub_indices=(replace(first, targets=(aim,)), *rest))
    slide = opened(kept(with_plan(SPRING, plan))).slides[1]
    _, *rows = table(slide)
    assert {row[0]: row[6] for row in rows}[first.code] == "bằng lời"
    assert "giữ vững phong độ" in notes(slide)


def test_the_overview_counts_tasks_and_reports_as_the_board_does() -> None:
    month = spring()
    said_there = texts(opened(month).slides[0])
    assert f"tổng số {month.board.counts.in_play}" in said_there
    descriptions = _descriptions(opened(month).slides[0])
    counts, totals = month.board.counts, month.board.report_totals
    assert {f"{counts.red} chậm", f"{counts.green} đúng tiến độ"} <= descriptions
    assert {f"{totals.missing} còn thiếu", f"{totals.late} nộp trễ"} <= descriptions


def _descriptions(slide: Any) -> set[str]:
    return {
        element.get("descr")
        for shape in slide.shapes
        for element in shape._element.xpath(".//p:cNvPr")[:1]
    }


def test_a_chart_holds_the_exact_figures_in_a_workbook_that_can_be_edited() -> None:
    chart = chart_of(opened(spring()))
    sheet = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        [None, "Công bố 2020", "Ước tính 2021", "Mục tiêu 2021"],
        ["time_cost", 6.77, 7.5, 7.8],
    ]
    assert sheet["C2"].number_format == "0.0"


def test_a_chart_shows_scores_as_columns_and_targets_as_marks_of_the_same_axes() -> None:
    chart = chart_of(opened(spring()))
    columns, marks = chart.plots
    assert [series.name for series in columns.series] == ["Công bố 2020", "Ước tính 2021"]
    assert [series.name for series in marks.series] == ["Mục tiêu 2021"]
    assert list(marks.series[0].values) == [7.8]
    assert [axis.get("val") for axis in marks._element.findall(f"{C}axId")] == [
        axis.get("val") for axis in columns._element.findall(f"{C}axId")
    ]
    assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (0, 10)


def test_the_parts_of_a_chart_stand_in_the_order_that_the_format_asks_for() -> None:
    ordered = {
        f"{C}barChart": "barDir grouping varyColors ser gapWidth overlap axId",
        f"{C}lineChart": "grouping varyColors ser marker axId",
        f"{C}ser": "idx order tx spPr marker invertIfNegative dLbls cat val smooth",
    }
    space = chart_of(opened(spring()))._chartSpace
    for tag, names in ordered.items():
        for element in space.iter(tag):
            place = [names.split().index(child.tag.split("}")[1]) for child in element]
            assert place == sorted(place)


def test_labels_of_a_chart_keep_the_places_that_were_printed() -> None:
    space = chart_of(opened(spring()))._chartSpace
    shown = [label.find(f"{C}numFmt").get("formatCode") for label in space.iter(f"{C}dLbl")]
    assert shown == ["0.00", "0.0", "0.00"]


def test_a_red_sub_index_names_its_late_tasks_who_answers_and_why() -> None:
    month = spring()
    slide = titled(opened(month), "time_cost")
    rows = table(slide)[1:]
    red = {row[1]: row for row in rows if row[0].startswith("■")}
    assert red["Nhiệm vụ T1"][2:4] == ["Phòng A", "11"]
    assert red["Nhiệm vụ T1"][4] == "Quá hạn 11 ngày, hạn 20/05/2021"
    assert red["Nhiệm vụ T4"][2] == "Phòng B"
    assert [row[0][0] for row in rows] == sorted((row[0][0] for row in rows), key="■▲".index)


def test_the_notes_say_the_reasons_in_sentences() -> None:
    said_there = notes(titled(opened(spring()), "time_cost"))
    assert "Thực hiện: Chậm, 2/4 nhiệm vụ chậm." in said_there
    assert "Kết quả: Gần đạt, thiếu 0,30 điểm (ước tính)." in said_there
    assert "Nhiệm vụ T4 (Phòng B): Vướng; khắc phục: Phòng A, xin ý kiến, tháng 7" in said_there


def test_a_sub_index_is_red_by_its_result_alone_and_then_says_that_no_task_is_late() -> None:
    first = replace(PLAN.sub_indices[0], tasks=(), results=(published(2021, "3.00"),))
    plan = replace(PLAN, sub_indices=(first,), general_tasks=())
    slide = titled(opened(kept(ledger_of(plan, updates=SPRING.updates))), "time_cost")
    assert "Chưa đạt" in texts(slide)
    assert "không có nhiệm vụ chậm hoặc có nguy cơ" in texts(slide)


def test_no_red_sub_index_is_said_on_one_slide() -> None:
    updates = [
        said(TaskStatus.ON_TRACK, "2021-05-10", task=task.code, unit=task.lead[0])
        for part in PLAN.sub_indices
        for task in part.tasks
    ]
    calm = [replace(part, targets=()) for part in PLAN.sub_indices]
    tasks = tuple(replace(task, due=None) for task in calm[0].tasks)
    plan = replace(PLAN, sub_indices=(replace(calm[0], tasks=tasks), calm[1]))
    deck = opened(kept(ledger_of(plan, updates=updates)))
    assert titles(deck).count("Không có chỉ số thành phần nào đỏ") == 1
    lights = {row[2] for row in table(titled(deck, "Không có chỉ số"))[1:]}
    assert lights == {"●\u00a0Đúng tiến độ"}


def test_nothing_known_is_not_sold_as_nothing_red() -> None:
    deck = opened(kept(ledger_of(PLAN)))
    assert "Chưa đánh giá được chỉ số thành phần nào" in titles(deck)
    assert "Không có chỉ số thành phần nào đỏ" not in titles(deck)


def test_reports_stand_by_unit_with_what_each_still_owes() -> None:
    month = spring()
    rows = {row[0]: row for row in table(titled(opened(month), "Báo cáo năm"))[1:]}
    for each in figures.reports_by_unit(month.board):
        unit = month.board.plan.unit(each.unit)
        assert unit is not None
        assert rows[unit.name][1:5] == [
            str(each.totals.expected),
            str(each.totals.on_time),
            str(each.totals.late),
            str(each.totals.missing),
        ]
        assert rows[unit.name][5].count("quá hạn") == each.totals.missing


def test_changes_have_the_old_struck_through_and_are_told_in_the_notes() -> None:
    month, told = june()
    slide = titled(opened(month, told), "Thay đổi so với tháng 5/2021")
    made = next(shape.table for shape in slide.shapes if shape.has_table)
    row = next(r for r in made.rows if r.cells[1].text_frame.text == "Nhiệm vụ T2")
    strikes = [
        [run._r.get_or_add_rPr().get("strike") for run in runs(cell.text_frame)]
        for cell in row.cells
    ]
    assert strikes[2] == ["sngStrike"]
    assert strikes[3] == [None, None]
    assert told[0].sentence.rstrip(".") in notes(slide)


def test_a_task_that_is_newly_late_says_by_how_many_days() -> None:
    found, old, new = changes(SPRING, "2021-10-05")
    month = replace(new, since=old.named)
    rows = table(titled(opened(month, told(found, old, new, VIETNAMESE)), "Thay đổi"))
    assert next(row for row in rows if row[1] == "Nhiệm vụ T2")[3] == "■\u00a0Quá hạn 5 ngày"


def test_a_first_month_and_one_without_changes_say_so() -> None:
    month, _ = june()
    assert "tháng chốt đầu tiên" in texts(titled(opened(spring()), "Thay đổi"))
    said_there = texts(titled(opened(month, ()), "Thay đổi"))
    assert "Không có thay đổi so với tháng 5/2021, lần 1." in said_there


def test_every_slide_names_the_month_its_edition_and_its_checksum() -> None:
    month = spring()
    for number, slide in enumerate(opened(month).slides, start=1):
        foot = texts(slide)
        assert f"Sở X, DDCI 2021 · tháng 5/2021, lần 1 · mã kiểm {month.checksum[:12]}" in foot
        assert "số liệu đến 31/05/2021" in foot
        assert slide._element.xpath(".//a:fld[@type='slidenum']"), number


def test_every_slide_of_an_illustration_says_so_and_none_of_a_real_plan() -> None:
    assert all("Số liệu minh họa" in texts(slide) for slide in opened(illustration()).slides)
    assert not any("minh họa" in texts(slide) + notes(slide) for slide in opened(spring()).slides)


@pytest.mark.parametrize("deck", [large, lambda: opened(spring()), lambda: opened(nothing())])
def test_nothing_runs_over_the_edges_of_a_slide(deck: Any) -> None:
    made = deck()
    for slide in made.slides:
        for shape in slide.shapes:
            if shape.is_placeholder and shape._element.spPr.find(f"{A}xfrm") is None:
                continue
            assert shape.left >= 0
            assert shape.left + shape.width <= made.slide_width
            assert shape.top + shape.height <= 7.1 * INCH


def test_too_many_tasks_take_two_slides_each_and_say_how_many_are_left() -> None:
    found = [title for title in titles(large()) if title.startswith("Chỉ số thành phần số")]
    assert len(found) == 2 * 8
    left = [text for slide in large().slides for text in texts(slide).split("\n") if "Còn" in text]
    assert any("mục nữa, xem bản Excel" in text for text in left)


@pytest.mark.parametrize(
    "deck",
    [
        large,
        lambda: opened(made.of_300_long()),
        lambda: opened(illustration()),
        lambda: opened(nothing()),
    ],
)
def test_nothing_on_a_slide_is_smaller_than_what_is_read_from_afar(deck: Any) -> None:
    made = deck()
    parts = [made.slide_master, *made.slide_layouts, *made.slides]
    parts += [s.chart.part for slide in made.slides for s in slide.shapes if s.has_chart]
    for part in parts:
        sizes = [
            int(each.get("sz")) for each in part._element.iter() if each.get("sz", "").isdigit()
        ]
        assert min(sizes, default=1800) >= 1800


def asking_for_help(month: FrozenMonth) -> list[Any]:
    return [s for s in opened(month).slides if s.shapes.title.text.startswith("Xin ý kiến")]


def test_the_title_of_the_changes_counts_tasks_as_the_letter_does() -> None:
    month, told = june()
    title = titled(opened(month, told), "Thay đổi so với tháng 5/2021").shapes.title.text
    report = material.material_of(month, told, VIETNAMESE).report
    assert "thêm 1 nhiệm vụ hoàn thành" in title
    assert "thêm 1 nhiệm vụ hoàn thành" in report.lead
    for way in ("kém hơn", "tốt hơn"):
        counted = [word for word in title.split(", ") if word.endswith(way)]
        closing = [each for each in report.closings if each.endswith(f"{way}.")]
        assert len(counted) == len(closing)


def test_a_reason_without_room_is_told_in_fewer_words_and_not_cut() -> None:
    month = made.of_300_long()
    acted = [s for s in opened(month).slides if s.shapes.title.text.startswith("Cần xử lý")]
    why = [row[3] for slide in acted for row in table(slide)[1:]]
    assert why
    assert not any(each.endswith("…") for each in why)


def test_every_request_for_help_is_put() -> None:
    (slide,) = asking_for_help(made.of_requests(6))
    assert [row[2] for row in table(slide)[1:]] == [f"Cần hỗ trợ việc {n}" for n in range(6)]


def test_more_requests_than_slides_have_room_for_are_counted_by_unit() -> None:
    month = made.of_300_long()
    slides_of_them = asking_for_help(month)
    rows = [row for slide in slides_of_them for row in table(slide)[1:]]
    assert len(slides_of_them) <= 2
    assert sum(int(row[1]) for row in rows) == made.LONG
    assert sum(notes(slide).count("Rà soát") for slide in slides_of_them) >= made.LONG
    book = openpyxl.load_workbook(BytesIO(workbook.write(month, None, VIETNAMESE)))
    assert book["Đề xuất"].max_row >= made.LONG  # where the subtitle sends its readers


def test_what_a_table_leaves_out_stands_in_the_excel_form() -> None:
    month = made.of_300_long()
    acted = [s for s in opened(month).slides if s.shapes.title.text.startswith("Cần xử lý")]
    shown = sum(len(table(slide)) - 1 for slide in acted)
    assert f"Còn {len(month.board.attention) - shown} mục nữa" in texts(acted[-1])
    book = openpyxl.load_workbook(BytesIO(workbook.write(month, None, VIETNAMESE)))
    assert book["Cần xử lý"].max_row >= len(month.board.attention)


def test_long_texts_leave_room_for_more_than_two_rows_a_slide() -> None:
    acted = [s for s in opened(made.of_300_long()).slides if "Cần xử lý" in s.shapes.title.text]
    assert [len(table(slide)) - 1 for slide in acted] == [7, 7]


def test_what_was_done_stands_out() -> None:
    (done,) = (s for s in opened(made.of_300_long()).slides if "Kết quả nổi" in s.shapes.title.text)
    assert done.shapes.title.text == "Kết quả nổi bật: 51 nhiệm vụ hoàn thành"


def test_the_axes_of_a_chart_have_no_negative_numbers() -> None:
    space = chart_of(opened(spring()))._chartSpace
    numbers = [each.get("val") for each in space.iter(f"{C}axId", f"{C}crossAx")]
    assert numbers
    assert all(int(number) > 0 for number in numbers)


def test_every_light_table_and_chart_says_in_words_what_it_shows() -> None:
    kinds = (MSO_SHAPE_TYPE.GROUP, MSO_SHAPE_TYPE.TABLE, MSO_SHAPE_TYPE.CHART)
    for slide in opened(spring()).slides:
        for shape in slide.shapes:
            if shape.shape_type in kinds:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_shapes_of_a_slide_have_numbers_of_their_own() -> None:
    for slide in opened(illustration()).slides:
        numbers = slide._element.xpath(".//p:cNvPr/@id")
        assert len(numbers) == len(set(numbers))


def test_typed_text_stays_text() -> None:
    deck = opened(typed())
    said_there = "".join(texts(slide) + notes(slide) for slide in deck.slides)
    assert '=HYPERLINK("http://x") {{ 7*7 }} <b>&amp;</b>' in said_there
    assert "=1+1" in said_there
    links = [relation for slide in deck.slides for relation in slide.part.rels.values()]
    assert not any(relation.is_external for relation in links)


def test_a_plan_without_anything_says_so() -> None:
    deck = opened(nothing())
    assert "Kế hoạch không nêu chỉ số thành phần" in texts(deck.slides[1])
    assert not any(shape.has_chart for slide in deck.slides for shape in slide.shapes)
    assert "Kế hoạch không quy định báo cáo định kỳ" in texts(titled(deck, "Báo cáo"))


def test_the_same_month_gives_the_same_bytes() -> None:
    month, told = june()
    assert written(month, told) == written(month, told)


def test_the_properties_name_the_agency_and_the_moment_of_the_freeze() -> None:
    month = spring()
    properties = opened(month).core_properties
    assert (properties.author, properties.language) == ("Sở X", "vi-VN")
    assert properties.created.replace(tzinfo=None) == month.frozen_at.replace(tzinfo=None)
