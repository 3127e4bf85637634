"""The briefing as PDF, read back: what it says, to whom it can be read, and what never happens."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from ddci_tracker.briefing.change_sentences import ToldChange
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.office import letterhead, measuring, pdf
from ddci_tracker.office.figures import stamp
from ddci_tracker.office.layout import Layout, read_layout
from ddci_tracker.office.material import material_of
from ddci_tracker.settings import load_settings
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.formats import NOTHING
from tests.unit.briefing.made import PLAN, kept, with_plan
from tests.unit.domain.build import ledger_of, said
from tests.unit.office import made
from tests.unit.office.made import (
    ENGLISH,
    STARTS,
    VIETNAMESE,
    illustration,
    june,
    nothing,
    of_300_long,
    of_300_tasks,
    spring,
    typed,
)

TEMPLATES: Path = load_settings({}).data_dir / "templates"
LAYOUT: Layout = read_layout(TEMPLATES / "briefing-layout.toml")


def write(
    month: FrozenMonth,
    told: tuple[ToldChange, ...] | None = None,
    words: Words = VIETNAMESE,
    layout: Layout = LAYOUT,
) -> bytes:
    return pdf.write(material_of(month, told, words), words, layout, TEMPLATES / "briefing.typ")


def opened(month: FrozenMonth, told: tuple[ToldChange, ...] | None = None) -> PdfReader:
    return PdfReader(BytesIO(write(month, told)))


def words_of(page: PageObject) -> str:
    """What a page says, on one line."""
    return " ".join(page.extract_text().split())


def said_in(month: FrozenMonth, told: tuple[ToldChange, ...] | None = None) -> str:
    return " ".join(map(words_of, opened(month, told).pages))


def catalogue_of(reader: PdfReader) -> Any:
    return reader.root_object


def tags(node: Any) -> Iterator[Any]:
    """Every element of the structure that is read aloud, in its order."""
    node = node.get_object()
    children = node.get("/K", []) if hasattr(node, "get") else []
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object()
        if hasattr(child, "get") and child.get("/S"):
            yield child
            yield from tags(child)


def tagged(reader: PdfReader, kind: str) -> list[Any]:
    return [each for each in tags(catalogue_of(reader)["/StructTreeRoot"]) if each["/S"] == kind]


def test_it_is_tagged_for_those_who_hear_it_and_names_its_language() -> None:
    reader = opened(spring())
    catalogue = catalogue_of(reader)
    assert catalogue["/MarkInfo"]["/Marked"].value is True
    assert catalogue["/Lang"] == "vi"
    assert len(tagged(reader, "/H1")) == 1 + 3, "the title and the annexes"
    assert len(tagged(reader, "/H2")) == 5
    heads = tagged(reader, "/TH")
    assert len(heads) == 6 + 5 + 12 + 7 + 6 + 3, "the last ones name the groups of tasks"
    assert {str(each["/A"][0]["/Scope"]) for each in heads} == {"/Column"}


def test_a_bar_says_in_words_what_it_shows() -> None:
    (bar,) = (each for each in tagged(opened(spring()), "/Figure") if "/Alt" in each)
    assert bar["/Alt"] == "6,77 điểm, hạng 16/23 (2020); mục tiêu trên 7,80"


def test_it_is_an_archive_with_every_font_inside() -> None:
    reader = opened(spring())
    about = reader.xmp_metadata
    assert about is not None
    described = about.rdf_root.toxml()
    assert "<pdfaid:part>2</pdfaid:part>" in described
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in described
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for page in reader.pages
        for font in resources_of(page)["/Font"].values()
    ]
    assert fonts
    assert all("Tinos" in font["/FontName"] and "/FontFile2" in font for font in fonts)


def test_the_title_and_the_agency_are_its_properties() -> None:
    about = opened(spring()).metadata
    assert about is not None
    assert about.title == "Tình hình thực hiện Kế hoạch nâng cao chỉ số DDCI năm 2021, tháng 5/2021"
    assert about.author == PLAN.agency.name


def rules_of(reader: PdfReader) -> list[float]:
    """How long the rules of the first page are, in inches, from above."""
    page = reader.pages[0]
    drawn = ContentStream(page["/Contents"].get_object(), reader).operations
    lines = ((begin, end) for (begin, _), (end, drawing) in pairwise(drawn) if drawing == b"l")
    return [abs(float(end[0]) - float(begin[0])) / 72 for begin, end in lines]


def test_the_rules_are_as_long_as_the_decree_asks() -> None:
    month = nothing()
    agency, motto, subject = rules_of(opened(month))[:3]
    font, room = LAYOUT.font, letterhead.text_width(LAYOUT) / 25.4
    subject_said = material_of(month, None, VIETNAMESE).subject
    for ruled, text, size in (
        (agency, month.board.plan.agency.name.upper(), font.heading),
        (subject, subject_said, font.title),
    ):
        wide = measuring.longest_line(text, room, size, bold=True)
        assert 1 / 3 <= ruled / wide <= 1 / 2
    said_there = measuring.longest_line("Độc lập - Tự do - Hạnh phúc", room, font.motto, bold=True)
    assert motto == pytest.approx(said_there, rel=0.03)


def test_pages_are_numbered_but_the_first_and_the_annex_lies_across() -> None:
    pages = opened(spring()).pages
    assert not words_of(pages[0]).startswith("1 ")
    assert words_of(pages[1]).startswith("2 ")
    across = [page.mediabox.width > page.mediabox.height for page in pages]
    assert across == sorted(across), "the letter, then the annexes"
    assert across[0] is False
    annexes = [page for page in pages if "Phụ lục I" in words_of(page)[:16]]
    assert [words_of(page).split()[0] for page in annexes] == ["1", "1", "1"]


def test_a_reader_lists_the_title_the_sections_and_the_annexes() -> None:
    outline: Any = opened(spring()).outline
    title, sections, *annexes = outline
    assert "BÁO CÁO" in title.title
    assert [each.title[:3] for each in sections if not isinstance(each, list)] == [
        "I. ",
        "II.",
        "III",
        "IV.",
        "V. ",
    ]
    assert [each.title.split(" ")[2] for each in annexes] == ["I", "II", "III"]


def test_every_annex_names_the_month_its_edition_and_its_checksum_and_the_letter_none() -> None:
    month = spring()
    for page in opened(month).pages:
        is_annex = page.mediabox.width > page.mediabox.height
        assert (stamp(month, VIETNAMESE) in words_of(page)) is is_annex
    assert month.checksum[:12] in stamp(month, VIETNAMESE)


def test_invented_figures_are_marked_on_every_page_and_real_ones_on_none() -> None:
    assert all("Số liệu minh họa" in words_of(page) for page in opened(illustration()).pages)
    assert "minh họa" not in said_in(spring()).lower()


def test_it_says_what_the_month_says_in_the_order_of_a_report() -> None:
    parts = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BÁO CÁO",
        "Kính gửi:",
        "Thực hiện Kế hoạch",
        "I. KẾT QUẢ ĐẠT ĐƯỢC",
        "mục tiêu top 10. Kết quả công bố gần nhất (năm 2020)",
        "Bảng 1. Tình hình các chỉ số thành phần",
        "II. TỒN TẠI, HẠN CHẾ",
        "Quá hạn 11 ngày",
        "III. NGUYÊN NHÂN",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG TỚI",
        "V. ĐỀ XUẤT, KIẾN NGHỊ",
        "Trên đây là báo cáo",
        "Nơi nhận:",
        "(Kèm theo",
    ]
    text = said_in(spring())
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_the_annex_calls_a_standing_duty_so_where_others_have_a_day() -> None:
    assert "Thường xuyên" not in said_in(spring())
    assert "Thường xuyên Chưa báo cáo" in said_in(made.of_a_standing_duty())


def test_what_changed_stands_with_what_was_before() -> None:
    month, told = june()
    text = said_in(month, told)
    assert "THAY ĐỔI SO VỚI THÁNG 5/2021, LẦN 1" in text
    assert "Nhiệm vụ T2 Đúng tiến độ Hoàn thành" in text
    spans = tagged(opened(month, told), "/Span")
    struck = [each for each in spans if each["/A"][0].get("/TextDecorationType") == "/LineThrough"]
    assert len(struck) == len([row for row in told or () if row.old != NOTHING])


def test_it_can_be_had_in_english() -> None:
    reader = PdfReader(BytesIO(write(spring(), words=ENGLISH)))
    text = " ".join(map(words_of, reader.pages))
    assert "SOCIALIST REPUBLIC OF VIET NAM" in text
    assert catalogue_of(reader)["/Lang"] == "en"


def test_a_plan_with_nothing_in_it_has_a_briefing_that_says_so() -> None:
    text = said_in(nothing())
    assert "Kế hoạch không nêu chỉ số thành phần nào." in text
    assert "Kế hoạch không nêu nhiệm vụ nào." in text
    assert "Chưa có đơn vị nào đề xuất, kiến nghị." in text


def test_every_page_of_a_long_annex_repeats_its_heads_and_no_task_is_missing() -> None:
    pages = [page for page in opened(of_300_tasks()).pages if page.mediabox.width > 800]
    *tasks, reports = pages
    assert len(tasks) > 10
    assert all("STT Nhiệm vụ" in words_of(page) for page in tasks)
    assert "BÁO CÁO ĐỊNH KỲ" in words_of(reports)
    text = " ".join(map(words_of, tasks)).split()
    assert {str(number) for number in range(1, 301)} <= set(text)


def test_a_letter_has_at_most_three_pages_however_much_was_typed() -> None:
    full = made.of_everything_at_length()
    for month in (spring(), of_300_tasks(), of_300_long(), made.odd(), full):
        letter = [page for page in opened(month).pages if page.mediabox.width < 800]
        assert len(letter) <= 3
        assert "Trên đây là báo cáo" in words_of(letter[-1]), "the signature never stands alone"


def noted(note: str) -> FrozenMonth:
    update = said(TaskStatus.BEHIND, "2021-05-12", task="T3")
    assert update.value is not None
    said_so = replace(update, value=replace(update.value, note=note))
    return kept(with_plan(ledger_of(PLAN, updates=(said_so,)), PLAN))


def test_whatever_was_typed_stays_text() -> None:
    text = said_in(typed())
    assert all(start in text for start in STARTS[: len(PLAN.sub_indices[0].tasks)])
    assert "{{ 7*7 }} <b>&amp;</b>" in text
    assert '#panic("x") $x$ *b* @y // z' in said_in(noted('#panic("x") $x$ *b* @y // z'))


def test_letters_that_no_face_has_do_not_keep_a_month_from_the_archive() -> None:
    assert "Xong □ rồi □" in said_in(noted("xong 🧮 rồi \ue000\u0000\u200b"))


def test_letters_that_the_main_face_lacks_are_set_in_another() -> None:
    assert "Xong ✓ → tốt ★" in said_in(noted("xong ✓ → tốt ★"))


def test_a_very_long_text_stays_whole() -> None:
    _, _, whole = said_in(noted("lời nói dài " * 420)).partition("(đầy đủ ở dòng dưới)")
    assert whole.count("nói") == 420


def test_a_very_long_word_is_broken_where_its_column_ends() -> None:
    lines = [line for page in opened(noted("w" * 200)).pages for line in lines_of(page)]
    assert sum(line.lower().count("w") for line in lines) == 200
    assert max(line.count("w") for line in lines) < 25


def test_a_word_longer_than_its_column_is_broken_where_the_page_ends() -> None:
    lines = [line for page in opened(noted("w" * 5000)).pages for line in lines_of(page)]
    # Whole below its row, and its beginning in it.
    assert sum(line.lower().count("w") for line in lines) > 5000
    assert max(line.count("w") for line in lines) < 120


def resources_of(page: Any) -> Any:
    return page["/Resources"]


def lines_of(page: PageObject) -> list[str]:
    return page.extract_text().splitlines()


def test_the_margins_and_sizes_are_those_of_the_layout() -> None:
    wide = replace(LAYOUT, page=replace(LAYOUT.page, left=35), font=replace(LAYOUT.font, body=14))
    assert write(spring(), layout=wide) != write(spring())


def test_the_same_month_gives_the_same_bytes() -> None:
    assert write(spring()) == write(spring())
