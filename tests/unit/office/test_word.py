"""The Word briefing: what it says, what typed text cannot do, and a document that Word opens."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from ddci_tracker.briefing.change_sentences import ToldChange
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.month_summary import SummaryPart
from ddci_tracker.domain.plan import Members, MembersBasis, ResultKind, Unit, UnitKind
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.views import Estimate, EstimateBasis
from ddci_tracker.office import letterhead, measuring, word
from ddci_tracker.office.default_template import default_template
from ddci_tracker.office.layout import Layout, read_layout
from ddci_tracker.office.light_styles import SHAPES
from ddci_tracker.office.material import material_of
from ddci_tracker.office.report_room import ROOMS
from ddci_tracker.office.template_check import refuse_unfit
from ddci_tracker.settings import load_settings
from ddci_tracker.words.catalogue import Words
from tests.unit.briefing.made import PLAN, SPRING, kept, with_acts, with_plan
from tests.unit.domain.build import estimated, ledger_of, published, said, step
from tests.unit.office import made
from tests.unit.office.made import ENGLISH, VIETNAMESE

SECTIONS = [
    "I. KẾT QUẢ ĐẠT ĐƯỢC",
    "II. TỒN TẠI, HẠN CHẾ",
    "III. NGUYÊN NHÂN",
    "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG TỚI",
    "V. ĐỀ XUẤT, KIẾN NGHỊ",
]

# The order in which the schema of Word wants the properties that are set here.
ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing "
    "ind contextualSpacing jc rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs strike color spacing sz szCs lang",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "w:sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


def layout() -> Layout:
    return read_layout(load_settings({}).data_dir / "templates" / "briefing-layout.toml")


def written(
    month: FrozenMonth, told: tuple[ToldChange, ...] | None = None, words: Words = VIETNAMESE
) -> bytes:
    template = default_template(layout(), words.language)
    return word.write(material_of(month, told, words), words, layout(), template)


def opened(*args: Any, **kwargs: Any) -> Any:
    return Document(BytesIO(written(*args, **kwargs)))


def texts(document: Any) -> list[str]:
    """Every line of the body, those of tables included, in the order of the page."""
    return [
        "".join(node.text or "" for node in line.iter(qn("w:t")))
        for line in document.element.body.iter(qn("w:p"))
    ]


def grids(document: Any) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


MONTHS = {
    "a first month": made.spring,
    "an illustration": made.illustration,
    "nothing": made.nothing,
    "typed": made.typed,
    "300 tasks": made.of_300_tasks,
}


@pytest.mark.parametrize("month", MONTHS.values(), ids=MONTHS)
@pytest.mark.parametrize("words", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
def test_every_month_makes_a_document_in_order(month: Any, words: Words) -> None:
    body = written(month(), words=words)
    assert list(misplaced(body)) == []
    for element in Document(BytesIO(body)).element.body.iter():
        if element.tag == qn("w:tc"):
            assert element[-1].tag == qn("w:p"), "a cell ends with a line"
    assert "{%" not in "".join(texts(Document(BytesIO(body))))


def misplaced(body: bytes) -> Iterator[str]:
    """Properties that do not stand in the order of the schema."""
    document = Document(BytesIO(body))
    roots = [document.element]
    for section in document.sections:
        roots += [section.header._element, section.footer._element]
    for root in roots:
        for name, order in ORDERS.items():
            places = [qn(f"w:{each}") for each in order.split()]
            for element in root.iter(qn(name)):
                here = [places.index(child.tag) for child in element]
                if here != sorted(here):
                    yield f"{name}: {[child.tag for child in element]}"


def test_the_same_month_gives_the_same_bytes() -> None:
    assert written(made.spring()) == written(made.spring())


def test_the_head_stands_in_the_order_of_an_official_document() -> None:
    document = opened(made.spring())
    first, second, third = document.tables[0].rows
    agency, nation = first.cells
    assert agency.text.splitlines()[1] == "SỞ X"
    assert nation.text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    number, dated = second.cells
    assert number.text == "Số: ……/BC-……"
    assert dated.text.endswith(", ngày …… tháng …… năm 2021")
    assert third.cells[0].text == "DỰ THẢO"
    lines = texts(document)
    title = lines.index("BÁO CÁO")
    assert lines[title + 1].startswith("Tình hình thực hiện Kế hoạch nâng cao chỉ số DDCI năm 2021")
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == [*SECTIONS, "Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert all(text.isupper() for text in SECTIONS)
    (end,) = (line for line in lines if line.startswith("Trên đây là báo cáo"))
    assert end.endswith("./.")
    assert lines.index(headings[4]) < lines.index(end) < lines.index("Nơi nhận:")
    assert lines.index("Nơi nhận:") < lines.index("Phụ lục I")


# What the decree asks of each part: sizes in points, bold, italic. As the layout sets them.
BY_THE_DECREE = {
    "ỦY BAN NHÂN DÂN TỈNH\u00a0P": (12, 13, False, False),
    "SỞ X": (12, 13, True, False),
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, 13, True, False),
    "Độc lập - Tự do - Hạnh phúc": (13, 14, True, False),
    "Số: ……/BC-……": (13, 13, False, False),
    "P, ngày …… tháng …… năm 2021": (13, 14, False, True),
    "BÁO CÁO": (13, 14, True, False),
    "I. KẾT QUẢ ĐẠT ĐƯỢC": (13, 14, True, False),
    "1. Nhiệm vụ đã thực hiện trong tháng": (13, 14, True, False),
    "Chưa có đơn vị nào đề xuất, kiến nghị.": (13, 14, False, False),
    "Nơi nhận:": (12, 12, True, True),
    "- Lưu: VT.": (11, 11, False, False),
    "GIÁM ĐỐC": (13, 14, True, False),
    "Phụ lục I": (14, 14, True, False),
    "TOÀN BỘ NHIỆM VỤ CỦA KẾ HOẠCH": (13, 14, True, False),
    "(Kèm theo Báo cáo số ……/BC-…… ngày …… tháng …… năm 2021 của Sở X)": (13, 14, False, True),
}


def test_each_part_has_the_letters_that_the_decree_asks_for() -> None:
    document = opened(made.spring())
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    lines = [*document.paragraphs, *(line for cell in cells for line in cell.paragraphs)]
    for text, (least, most, bold, italic) in BY_THE_DECREE.items():
        line = next((each for each in lines if each.text.strip() == text), None)
        assert line is not None, text
        style, normal = line.style.font, document.styles["Normal"].font
        run = next(each for each in line.runs if each.text.strip())
        size = (run.font.size or style.size or normal.size).pt
        assert least <= size <= most, (text, size)
        assert bool(style.bold if run.bold is None else run.bold) is bold, text
        assert bool(style.italic if run.italic is None else run.italic) is italic, text
        assert (run.font.name or style.name or normal.name) == "Times New Roman", text
        assert run.font.color.rgb in (None, "000000"), text


def test_an_annex_is_named_in_the_letter_and_names_the_letter() -> None:
    letter = letter_of(opened(made.of_300_tasks()))
    assert any("(xem Phụ lục I)" in line for line in letter)


def rule_sides(document: Any) -> list[int]:
    """What the rules of the head leave free on either side, in twips."""
    found = []
    for line in document.element.body.iter(qn("w:p")):
        if line.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None:
            indent = line.find(f"{qn('w:pPr')}/{qn('w:ind')}")
            found.append(int(indent.get(qn("w:left"))))
    return found


def test_the_rules_are_as_long_as_the_decree_asks() -> None:
    names = "Sở Thông tin và Truyền thông"
    plan = replace(PLAN, agency=replace(PLAN.agency, name=names))
    below_agency, below_motto, _ = rule_sides(opened(kept(with_plan(SPRING, plan))))
    room_left, room_right = letterhead.columns(layout())
    twips = 1440 / 25.4
    agency = room_left - 2 * below_agency / twips
    motto = room_right - 2 * below_motto / twips
    inch, font = 25.4, layout().font
    named = measuring.longest_line(names.upper(), room_left / inch, font.heading, bold=True) * inch
    spoken = measuring.longest_line(
        "Độc lập - Tự do - Hạnh phúc", room_right / inch, font.motto, bold=True
    )
    assert 1 / 3 <= agency / named <= 1 / 2
    assert motto == pytest.approx(spoken * inch, abs=0.2)


@pytest.mark.parametrize(
    ("province", "superior", "place"),
    [
        ("Lào Cai", "TỈNH LÀO CAI", "Lào Cai"),
        ("Tỉnh Lào Cai", "TỈNH LÀO CAI", "Lào Cai"),
        ("Hải Phòng", "THÀNH PHỐ HẢI PHÒNG", "Hải Phòng"),
        ("Thành phố Đà Nẵng", "THÀNH PHỐ ĐÀ NẴNG", "Đà Nẵng"),
        ("TP. Hồ Chí Minh", "THÀNH PHỐ HỒ CHÍ MINH", "Thành phố Hồ Chí Minh"),
    ],
)
def test_a_province_has_one_head_with_or_without_its_rank(
    province: str, superior: str, place: str
) -> None:
    plan = replace(PLAN, agency=replace(PLAN.agency, province=province))
    first, second, _ = opened(kept(with_plan(SPRING, plan))).tables[0].rows
    agency = first.cells[0].text.replace("\u00a0", " ")
    assert agency.splitlines()[0] == f"ỦY BAN NHÂN DÂN {superior}"
    assert second.cells[1].text.startswith(f"{place}, ngày")


@pytest.mark.parametrize(
    ("name", "block", "head", "place", "signer"),
    [
        ("UBND phường Hòa An", "communes", "ỦY BAN NHÂN DÂN\nPHƯỜNG HÒA AN", "Hòa An", "CHỦ TỊCH"),
        ("UBND tỉnh Lào Cai", "", "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "Lào Cai", "CHỦ TỊCH"),
        ("Thuế tỉnh Lào Cai", "vertical", "\nTHUẾ TỈNH LÀO CAI", "Lào Cai", "THỦ TRƯỞNG CƠ QUAN"),
    ],
)
def test_an_agency_that_is_no_department_has_a_head_and_a_signer_of_its_own(
    name: str, block: str, head: str, place: str, signer: str
) -> None:
    agency = replace(PLAN.agency, name=name, block=block, province="Lào Cai")
    unsigned = replace(PLAN.document, signer=None)
    plan = replace(PLAN, agency=agency, document=unsigned)
    letter = opened(kept(with_plan(SPRING, plan)))
    first, second, _ = letter.tables[0].rows
    assert first.cells[0].text.replace("\u00a0", " ").startswith(head)
    assert second.cells[1].text.startswith(f"{place}, ngày")
    assert f"của {name}" in " ".join(each.text for each in letter.paragraphs)
    signed = [row.cells[-1].text for table in letter.tables for row in table.rows]
    assert any(signer in text for text in signed)


def test_the_body_is_upright_without_a_number_on_its_first_page_and_the_annex_lies_across() -> None:
    body, *annexes = opened(made.spring()).sections
    assert body.orientation == WD_ORIENT.PORTRAIT
    assert len(annexes) == 3
    for annex in annexes:
        assert annex.orientation == WD_ORIENT.LANDSCAPE
        assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert (body.page_width.mm, body.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    margins = (body.top_margin, body.bottom_margin, body.left_margin, body.right_margin)
    assert [margin.mm for margin in margins] == pytest.approx([20, 20, 30, 15], abs=0.1)
    assert body.different_first_page_header_footer
    assert not body.first_page_header.paragraphs[0].runs
    for section in (body, *annexes):
        codes = section.header._element.iter(qn("w:instrText"))
        assert [code.text for code in codes] == ["PAGE"]


def test_every_annex_names_the_month_its_edition_and_its_checksum_and_the_letter_none() -> None:
    month = made.spring()
    document = opened(month)
    letter, *annexes = document.sections
    whence = f"Sở X, DDCI 2021 · tháng 5/2021, lần 1 · mã kiểm {month.checksum[:12]}"
    for section in annexes:
        assert section.footer.paragraphs[0].text.startswith(whence)
    for foot in (letter.footer, letter.first_page_footer):
        assert not foot.paragraphs[0].text.strip()
    assert document.core_properties.comments == whence


def test_an_illustration_says_so_above_its_title_and_below_every_page() -> None:
    document = opened(made.illustration())
    assert "SỐ LIỆU MINH HỌA" in texts(document)
    for section in document.sections:
        assert "SỐ LIỆU MINH HỌA" in section.footer.paragraphs[0].text
    assert "SỐ LIỆU MINH HỌA" in document.sections[0].first_page_footer.paragraphs[0].text
    assert "MINH HỌA" not in "".join(texts(opened(made.spring())))


def test_lights_have_a_shape_and_a_word_in_the_black_of_the_paper() -> None:
    document = opened(made.spring())
    lights = {
        run.text: run.font.color.rgb
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for line in cell.paragraphs
        for run in line.runs
        if run.text[:1] in "●▲■○" and run.text
    }
    shapes = {shape for colour, shape in SHAPES.items() if colour is not None}
    assert {text[0] for text in lights} == shapes
    for text, colour in lights.items():
        assert (colour, text[1]) == (None, " ")
        assert text[2:], "a word stands beside the shape"


def test_heading_rows_are_repeated_on_every_page_and_no_row_of_the_letter_is_broken() -> None:
    _, parts, late, _, tasks, reports = opened(made.of_300_tasks()).tables
    for table in (parts, late, tasks, reports):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    for table in (parts, late):
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])


def test_a_row_of_the_annexes_is_broken_only_where_it_may_fill_a_page() -> None:
    (long,) = (each for each in opened(made.of_300_long()).tables if len(each.columns) == 12)
    broken = [row for row in long.rows if row._tr.trPr.find(qn("w:cantSplit")) is None]
    assert broken
    assert all(max(len(cell.text) for cell in row.cells) > 1500 for row in broken)
    for table in opened(made.spring()).tables:
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_title_of_every_annex_stands_in_capitals() -> None:
    month, told = made.june()
    lines = [each for each in opened(month, told).paragraphs if each.text]
    below = [after for line, after in pairwise(lines) if line.text.startswith("Phụ lục ")]
    assert below[-1].text.startswith("Thay đổi so với")
    assert all(each.text.isupper() or each.runs[0].font.all_caps for each in below)


def test_what_ends_a_letter_or_an_annex_below_a_table_takes_no_room() -> None:
    month, told = made.june()
    body = opened(month, told).element.body
    ends = [each for each in body.iter(qn("w:p")) if each.find(f".//{qn('w:sectPr')}") is not None]
    last = [each for each in body if each.tag == qn("w:p")][-1]
    assert len(ends) >= 2
    for paragraph in (*ends, last):
        spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        assert spacing.get(qn("w:lineRule")) == "exact"
        assert int(spacing.get(qn("w:line"))) <= 2
        assert int(spacing.get(qn("w:before"))) == int(spacing.get(qn("w:after"))) == 0


def test_the_annex_has_all_300_tasks_and_the_body_the_worst_and_how_many_more() -> None:
    document = opened(made.of_300_tasks())
    _, _, late, _, annex, _ = grids(document)
    named = [row for row in annex[1:] if len(set(row)) > 1]
    assert [row[0] for row in named] == [str(number) for number in range(1, 301)]
    assert max(len(row[1]) for row in named) < 250, "a longer title stands below its row"
    shown = len(late) - 1
    assert shown in {room.late for room in ROOMS}
    assert f"… và {300 - shown} nội dung khác (xem Phụ lục I)." in texts(document)


def letter_of(document: Any) -> list[str]:
    lines = texts(document)
    return lines[: next(at for at, line in enumerate(lines) if line.startswith("Phụ lục"))]


def test_a_letter_stays_short_however_much_was_typed_and_the_annex_has_it_whole() -> None:
    document = opened(made.of_300_long())
    letter = letter_of(document)
    # Three pages have some 9,000 characters.
    assert sum(map(len, letter)) < 9000
    assert max(map(len, letter)) < 1500
    whole = "Đã phối hợp các phòng chuyên môn rà soát, tổng hợp và báo cáo Lãnh đạo Sở, " * 26
    assert sum(whole.strip(" ,") in line for line in texts(document)) > 150


def test_the_fullest_letter_gives_way_in_every_section_and_the_annex_has_it_whole() -> None:
    month = made.of_everything_at_length()
    document = opened(month)
    letter, everything = letter_of(document), " ".join(texts(document))
    assert sum(map(len, letter)) < 9000
    headings = ("I. KẾT QUẢ", "II. TỒN TẠI", "III. NGUYÊN NHÂN", "IV. PHƯƠNG HƯỚNG", "V. ĐỀ XUẤT")
    for heading in headings:
        assert any(line.startswith(heading) for line in letter)
    assert all(written in everything for written in month.summary.values())
    opening = month.summary[SummaryPart.OPENING]
    assert f"Đoạn mở đầu: {opening}" in everything, "it says where it belongs"
    assert "các cơ quan nêu trên" in " ".join(letter)


def test_the_letter_reads_as_sentences_and_says_nothing_twice() -> None:
    letter = letter_of(opened(made.spring()))
    assert any("(số liệu tính đến ngày 31/05/2021) như sau:" in line for line in letter)
    late = next(line for line in letter if "xin ý kiến" in line)
    assert late.count("xin ý kiến") == 1
    assert "khắc phục:" not in " ".join(letter)


def test_a_letter_of_a_usual_month_is_not_cut() -> None:
    written = {part: f"Câu của Văn phòng về mục {part.value}." for part in SummaryPart}
    letter = " ".join(letter_of(opened(replace(made.spring(), summary=written))))
    assert all(sentence in letter for sentence in written.values())


def test_what_is_asked_of_others_is_cut_last() -> None:
    assert all(room.asked > max(room.said, room.cause) for room in ROOMS)
    assert [room.asked for room in ROOMS] == sorted((r.asked for r in ROOMS), reverse=True)


def test_what_is_done_is_told_before_what_goes_on_however_many_are_late() -> None:
    letter = " ".join(letter_of(opened(made.of_300_long())))
    assert letter.count(" hoàn thành “") in {room.done for room in ROOMS}
    assert "đang thực hiện “" not in letter


def test_whoever_is_silent_is_named_and_what_is_asked_stands_under_its_own_heading() -> None:
    lines = letter_of(opened(made.of_300_long()))
    silent = lines.index("2. Đơn vị chưa cập nhật tiến độ nhiệm vụ trong quý")
    assert lines[silent + 1] == "- Phòng B."
    asked = lines[lines.index(SECTIONS[4]) :]
    shown = sum(line.startswith("- Phòng A, nhiệm vụ “") for line in asked)
    assert shown in {room.requests for room in ROOMS}
    more = f"… và {made.LONG - shown} nội dung khác (xem Phụ lục I)."
    assert sum(line.endswith(more) for line in asked) == 1


def test_a_task_that_nobody_knows_of_is_named_though_its_unit_has_spoken() -> None:
    updates = (
        said(TaskStatus.ON_TRACK, "2021-03-03", percent=40),
        said(TaskStatus.ON_TRACK, "2021-03-03", task="T4", unit="B"),
    )
    month = kept(ledger_of(PLAN, updates=updates), "2021-03-04")
    assert "B" not in month.board.freshness.silent, "which spoke of T4 and not of T5"
    lines = letter_of(opened(month))
    at = lines.index("3. Nhiệm vụ chưa được cập nhật")
    named = lines[at + 1 : lines.index(SECTIONS[2])]
    grey = [view for _, view in month.board.all_tasks() if view.light.colour is Colour.GREY]
    assert grey
    for view in grey:
        assert sum(f"“{view.task.title}”" in line for line in named) == 1


def test_the_annex_says_of_each_task_why_it_stands_so_and_calls_done_what_is_done() -> None:
    month, told = made.june()
    annex = next(each for each in grids(opened(month, told)) if "Tình hình" in each[0][4:])
    why = {row[1]: row[annex[0].index("Tình hình")] for row in annex[1:]}
    views = [view for _, view in month.board.all_tasks() if view.light.colour is not None]
    assert all(why[view.task.title] for view in views)
    late = next(view for view in views if view.light.reason.code is ReasonCode.PAST_DUE)
    assert why[late.task.title].startswith(f"Quá hạn {late.light.days} ngày")
    done = next(row for row in annex if row[1] == made.title_of(month, "T2"))
    assert "● Hoàn thành" in done


def test_the_annex_calls_a_standing_duty_so_where_others_have_a_day() -> None:
    (found,) = (
        [cell.text for cell in row.cells]
        for table in opened(made.of_a_standing_duty()).tables
        for row in table.rows
        if "Báo cáo lại" in [cell.text for cell in row.cells]
    )
    assert found[-3:] == ["Thường xuyên", "Chưa báo cáo", "Chưa báo cáo"]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (ResultKind.PUBLISHED, "tính từ điểm các chỉ số thành phần đã công bố đạt 75,00 điểm"),
        (ResultKind.ESTIMATE, "(một số là điểm ước tính), điểm tổng hợp năm 2020 đạt khoảng 75,00"),
    ],
)
def test_a_total_that_is_counted_from_scores_is_not_called_an_estimate_of_the_department(
    kind: ResultKind, told: str
) -> None:
    board = made.spring().board
    first, second = (
        replace(
            part,
            standing=replace(
                part.standing,
                results=Results(
                    year=2021,
                    published=(published(2020, "7.50"),) if each is ResultKind.PUBLISHED else (),
                    estimates=(estimated(2020, "7.50"),) if each is ResultKind.ESTIMATE else (),
                ),
            ),
        )
        for part, each in zip(board.sub_indices, (ResultKind.PUBLISHED, kind), strict=True)
    )
    mean = Estimate(year=2020, score=Decimal("75.00"), rank=None, basis=EstimateBasis.MEAN)
    whole = board.overall[0]
    overall = (replace(whole, standing=replace(whole.standing, estimate=mean)),)
    month = replace(
        made.spring(), board=replace(board, sub_indices=(first, second), overall=overall)
    )
    letter = " ".join(letter_of(opened(month)))
    assert told in letter
    assert "Sở tự ước tính" not in letter


def test_reports_that_went_back_are_counted_beside_those_that_are_missing() -> None:
    more = ledger_of(
        PLAN,
        report_acts=(
            step(ReportStep.RETURNED, "2021-03-12", of="2021-Q1", note="thiếu phụ lục", revision=2),
        ),
    )
    lines = letter_of(opened(kept(with_acts(SPRING, more))))
    assert "Trong số đã nộp có 1 báo cáo bị trả lại, phải nộp lại." in " ".join(lines)
    assert any("bị trả lại ngày 12/03/2021" in line for line in lines)


def test_what_is_asked_in_words_alone_is_asked() -> None:
    update = said(TaskStatus.BEHIND, "2021-05-12", task="T3")
    assert update.value is not None
    asking = replace(update.value, difficulty="Thiếu máy quét, đề nghị Sở Tài chính bổ sung.")
    lines = letter_of(opened(kept(ledger_of(PLAN, updates=(replace(update, value=asking),)))))
    asked = lines[lines.index(SECTIONS[4]) :]
    assert any("Thiếu máy quét, đề nghị Sở Tài chính bổ sung." in line for line in asked)
    assert any("đối với 1 đề xuất nêu trên" in line for line in asked)


def test_changes_strike_the_old_value_through() -> None:
    month, told = made.june()
    document = opened(month, told)
    table = next(each for each in document.tables if each.rows[0].cells[1].text == "Trước")
    rows = [row for row in table.rows[1:] if len({cell._tc for cell in row.cells}) == 3]
    assert {row.cells[0].text for row in rows} == {change.what for change in told}
    for row in rows:
        assert all(run.font.strike for run in row.cells[1].paragraphs[0].runs if run.text)
        assert not any(run.font.strike for run in row.cells[2].paragraphs[0].runs)


def test_a_plan_without_anything_says_so_under_each_heading() -> None:
    document = opened(made.nothing())
    assert len(document.tables) == 2, "only the head and the signature"
    lines = texts(document)
    for heading, told in (
        ("1. Nhiệm vụ đã thực hiện trong tháng", "Trong tháng, chưa có đơn vị nào"),
        ("1. Nhiệm vụ chậm, có nguy cơ chậm hoặc vướng mắc", "Chưa có nhiệm vụ nào được đánh giá."),
        ("III. NGUYÊN NHÂN", "Chưa có đơn vị nào nêu"),
        ("V. ĐỀ XUẤT, KIẾN NGHỊ", "Chưa có đơn vị nào đề xuất"),
    ):
        assert lines[lines.index(heading) + 1].startswith(told)
    ranks = lines.index("2. Điểm số và hạng")
    assert lines[ranks + 1] == "Kế hoạch không nêu chỉ số thành phần nào."
    assert "Kế hoạch không nêu nhiệm vụ nào." in lines


def test_what_was_typed_stays_text() -> None:
    lines = texts(opened(made.typed()))
    assert any('=HYPERLINK("http://x") {{ 7*7 }} <b>&amp;</b>' in line for line in lines)
    for start in made.STARTS[:3]:
        assert any(start in line for line in lines)
    assert not any("49" in line for line in lines)


def test_no_letter_is_lost_of_a_very_long_word() -> None:
    long = "ĐƯỜNG DÂY NÓNG " * 330
    assert any(long.strip() in line for line in texts(opened(made.spoken(long))))


def test_a_long_text_stands_across_the_page_below_its_task() -> None:
    long = "Đã rà soát từng thủ tục, " * 40
    (annex,) = (each for each in opened(made.spoken(long)).tables if len(each.columns) == 12)
    rows = list(annex.rows)
    at = next(n for n, row in enumerate(rows) if row.cells[9].text.startswith("Đã rà soát"))
    number, begun = rows[at].cells[0].text, rows[at].cells[9].text
    assert begun.endswith("… (đầy đủ ở dòng dưới)")
    assert len({cell._tc for cell in rows[at + 1].cells}) == 1
    assert rows[at + 1].cells[0].text == f"STT {number}, Đã làm: {long.strip(' ,')}."


def test_a_template_of_before_has_long_texts_in_their_columns() -> None:
    long = "Đã rà soát từng thủ tục, " * 40
    template = (Path(__file__).parent / "old" / "edited-in-libreoffice.docx").read_bytes()
    material = material_of(made.spoken(long), None, VIETNAMESE)
    lines = texts(Document(BytesIO(word.write(material, VIETNAMESE, layout(), template))))
    assert f"{long.strip(' ,')}." in lines


def test_a_line_of_a_table_is_as_high_as_its_letters() -> None:
    # Word gives a line the height of the mark at its end.
    for table, size in zip(opened(made.spring()).tables[1:3], ("20", "20"), strict=True):
        marks = table._tbl.findall(f".//{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:sz')}")
        assert len(marks) == len(list(table._tbl.iter(qn("w:p"))))
        assert {mark.get(qn("w:val")) for mark in marks} == {size}


def test_what_closes_the_last_section_stays_with_the_signature() -> None:
    lines = [each for each in opened(made.spring()).paragraphs if each.text]
    last = next(at for at, each in enumerate(lines) if each.text.startswith("Trên đây là"))
    assert lines[last - 1].text
    assert all(each.paragraph_format.keep_with_next for each in lines[last - 1 : last + 1])


def test_a_count_is_widened_where_three_pages_leave_room() -> None:
    report = material_of(made.of_requests(9), None, VIETNAMESE).report
    assert all(len(task.title) <= ROOMS[2].title for task in report.late)
    assert len(report.requests) == ROOMS[1].requests > ROOMS[2].requests


def test_the_task_of_a_group_is_told_of_the_group() -> None:
    rooms = Unit(
        code="G",
        name="Các phòng chuyên môn",
        kind=UnitKind.GROUP,
        members=Members(units=("A", "B"), basis=MembersBasis.PRINTED),
    )
    first, *rest = PLAN.sub_indices
    led = replace(first, tasks=tuple(replace(task, lead=("G",)) for task in first.tasks))
    plan = replace(PLAN, units=(*PLAN.units, rooms), sub_indices=(led, *rest))
    material = material_of(kept(with_plan(SPRING, plan)), None, VIETNAMESE)
    titles = {task.title for task in first.tasks}
    named = [each.unit for each in material.report.late if each.title in titles]
    assert named
    assert set(named) == {"Các phòng chuyên môn"}


def test_every_word_is_in_the_language_of_the_document() -> None:
    for words, language in ((VIETNAMESE, "vi-VN"), (ENGLISH, "en-GB")):
        with ZipFile(BytesIO(written(made.spring(), words=words))) as package:
            assert f'w:val="{language}"'.encode() in package.read("word/styles.xml")


def test_the_document_names_its_agency_and_nothing_of_a_computer() -> None:
    month = made.spring()
    properties = opened(month).core_properties
    assert properties.author == properties.last_modified_by == month.board.plan.agency.name
    assert properties.title.startswith("Tình hình thực hiện Kế hoạch")


def test_a_template_edited_before_the_five_sections_is_filled_in_as_it_was() -> None:
    template = (Path(__file__).parent / "old" / "template-1.docx").read_bytes()
    material = material_of(made.spring(), None, VIETNAMESE)
    lines = texts(Document(BytesIO(word.write(material, VIETNAMESE, layout(), template))))
    for heading in ("I. Tình hình chung", "III. Nhiệm vụ chậm hoặc có nguy cơ"):
        assert lines[lines.index(heading) + 1], "its fields still have values"
    assert "Đây là tháng chốt đầu tiên của kế hoạch: chưa có tháng trước để so sánh." in lines
    assert not any("{{" in line or "{%" in line for line in lines)


def test_a_template_edited_in_another_program_is_filled_in() -> None:
    # Through ODT and back, with styles renamed, fields split over runs, and further fields.
    template = (Path(__file__).parent / "old" / "edited-in-libreoffice.docx").read_bytes()
    refuse_unfit("mau.docx", template, layout())
    month, more = made.june()
    written = word.write(material_of(month, more, VIETNAMESE), VIETNAMESE, layout(), template)
    lines = texts(Document(BytesIO(written)))
    assert not any("{{" in line or "{%" in line for line in lines)
    assert [line for line in lines if line in SECTIONS] == list(SECTIONS)
    assert any(line.startswith("Nguồn: Sở X, DDCI 2021 · tháng 6/2021, lần 1") for line in lines)
    assert {"Phụ lục I", "Phụ lục II"} <= set(lines)
