"""The Word briefing: what it says, what typed text cannot do, and a document that Word opens."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from ddci_tracker.briefing.change_sentences import ToldChange
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.office import word
from ddci_tracker.office.default_template import default_template
from ddci_tracker.office.layout import Layout, read_layout
from ddci_tracker.office.light_styles import SHAPES, TONES
from ddci_tracker.office.material import material_of
from ddci_tracker.settings import load_settings
from ddci_tracker.words.catalogue import Words
from tests.unit.briefing.made import PLAN, SPRING, kept, with_plan
from tests.unit.office import made
from tests.unit.office.made import ENGLISH, VIETNAMESE

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
    agency, nation = document.tables[0].rows[0].cells
    assert agency.text.splitlines()[1:] == ["SỞ X", "", "Số: ……/BC-……"]
    assert nation.text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert "ngày …… tháng …… năm 2021" in nation.text
    lines = texts(document)
    title = lines.index("BÁO CÁO")
    assert lines[title + 1].startswith("Tình hình thực hiện Kế hoạch nâng cao chỉ số DDCI năm 2021")
    headings = [line for line in lines if line.split(".")[0] in {"I", "II", "III", "IV", "V", "VI"}]
    assert [line.split(".")[0] for line in headings] == ["I", "II", "III", "IV", "V", "VI"]
    assert lines.index("Phụ lục") > lines.index(headings[-1])


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
    cells = opened(kept(with_plan(SPRING, plan))).tables[0].rows[0].cells
    agency, nation = (cell.text.replace("\u00a0", " ") for cell in cells)
    assert agency.splitlines()[0] == f"ỦY BAN NHÂN DÂN {superior}"
    assert f"{place}, ngày" in nation


def test_the_body_is_upright_without_a_number_on_its_first_page_and_the_annex_lies_across() -> None:
    body, annex = opened(made.spring()).sections
    assert (body.orientation, annex.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert (body.page_width.mm, body.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    margins = (body.top_margin, body.bottom_margin, body.left_margin, body.right_margin)
    assert [margin.mm for margin in margins] == pytest.approx([20, 20, 30, 15], abs=0.1)
    assert body.different_first_page_header_footer
    assert not body.first_page_header.paragraphs[0].runs
    for section in (body, annex):
        codes = section.header._element.iter(qn("w:instrText"))
        assert [code.text for code in codes] == ["PAGE"]


def test_every_page_names_the_month_its_edition_and_its_checksum() -> None:
    month = made.spring()
    for section in opened(month).sections:
        foot = section.footer.paragraphs[0].text
        assert foot.startswith(f"SX-TP-2021 · tháng 5/2021, lần 1 · mã kiểm {month.checksum[:12]}")


def test_an_illustration_says_so_above_its_title_and_below_every_page() -> None:
    document = opened(made.illustration())
    assert "SỐ LIỆU MINH HỌA" in texts(document)
    for section in document.sections:
        assert "SỐ LIỆU MINH HỌA" in section.footer.paragraphs[0].text
    assert "MINH HỌA" not in "".join(texts(opened(made.spring())))


def test_lights_have_a_shape_a_word_and_their_colour() -> None:
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
    tones = {shape: TONES[colour] for colour, shape in SHAPES.items() if colour is not None}
    assert {text[0] for text in lights} == set(tones)
    for text, colour in lights.items():
        assert (str(colour), text[1]) == (tones[text[0]], " ")
        assert text[2:], "a word stands beside the shape"


def test_heading_rows_are_repeated_on_every_page_and_no_row_is_broken() -> None:
    for table in opened(made.of_300_tasks()).tables[1:-2]:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in others)


def test_the_annex_has_all_300_tasks_and_the_body_the_worst_and_how_many_more() -> None:
    document = opened(made.of_300_tasks())
    late, annex = grids(document)[2], grids(document)[-1]
    assert len(annex) == 301
    assert len(late) == 13
    assert any(line.startswith("… và 288") for line in texts(document))


def test_a_first_month_has_nothing_to_compare_with() -> None:
    lines = texts(opened(made.spring()))
    after = lines.index("V. Thay đổi so với tháng trước")
    assert lines[after + 1].startswith("Đây là tháng chốt đầu tiên của kế hoạch")


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
    for heading, said in (
        ("II. Theo chỉ số thành phần", "Kế hoạch không nêu chỉ số thành phần nào."),
        ("III. Nhiệm vụ chậm hoặc có nguy cơ", "Chưa có nhiệm vụ nào được đánh giá."),
        ("IV. Báo cáo định kỳ", "Chưa có báo cáo nào đến hạn."),
        ("VI. Khó khăn và đề xuất của các đơn vị", "Không đơn vị nào nêu."),
        ("TOÀN BỘ NHIỆM VỤ CỦA KẾ HOẠCH", "Kế hoạch không nêu nhiệm vụ nào."),
    ):
        assert lines[lines.index(heading) + 1] == said


def test_what_was_typed_stays_text() -> None:
    lines = texts(opened(made.typed()))
    assert any('=HYPERLINK("http://x") {{ 7*7 }} <b>&amp;</b>' in line for line in lines)
    for start in made.STARTS[:3]:
        assert any(start in line for line in lines)
    assert not any("49" in line for line in lines)


def test_no_letter_is_lost_of_a_very_long_word() -> None:
    long = "ĐƯỜNG DÂY NÓNG " * 330
    assert any(long.strip() in line for line in texts(opened(made.spoken(long))))


def test_every_word_is_in_the_language_of_the_document() -> None:
    for words, language in ((VIETNAMESE, "vi-VN"), (ENGLISH, "en-GB")):
        with ZipFile(BytesIO(written(made.spring(), words=words))) as package:
            assert f'w:val="{language}"'.encode() in package.read("word/styles.xml")


def test_the_document_names_its_agency_and_nothing_of_a_computer() -> None:
    month = made.spring()
    properties = opened(month).core_properties
    assert properties.author == properties.last_modified_by == month.board.plan.agency.name
    assert properties.title.startswith("Tình hình thực hiện Kế hoạch")
