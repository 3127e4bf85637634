"""What never leaves in a document, whatever was recorded: over many random months."""

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from io import BytesIO
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from ddci_tracker.briefing.change_sentences import told
from ddci_tracker.briefing.changes import changes_between
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.conclusions import CalledMeeting
from ddci_tracker.domain.ledger import Ledger
from ddci_tracker.domain.meetings import Meeting, agenda_of
from ddci_tracker.domain.plan import Cadence
from ddci_tracker.office import slides, workbook
from ddci_tracker.office.layout import read_layout
from ddci_tracker.office.material import material_of
from ddci_tracker.office.notice import NoticeSource, notice_of
from ddci_tracker.office.papers import papers_of
from ddci_tracker.office.reminder import reminder_of
from ddci_tracker.settings import load_settings
from ddci_tracker.words.catalogue import Words
from tests.unit.briefing.made import kept
from tests.unit.domain.build import make_duty
from tests.unit.domain.strategies import ledgers
from tests.unit.office.made import ENGLISH, VIETNAMESE

TEMPLATES = load_settings({}).data_dir / "templates"
DECK = (TEMPLATES / "briefing.pptx").read_bytes()
LAYOUT = read_layout(TEMPLATES / "briefing-layout.toml")

# As people end what they type, and as they paste it.
TYPED = (
    "",
    "Đã xong.",
    "Đang làm;",
    "Chờ Sở ý kiến…",
    "Chưa cập nhật",
    "Thiếu cán bộ chuyên trách:",
    "Xem tệp \u202egnp.exe\u202c đính\u200b kèm\ufeff",
)
NEVER = {
    "letters that nobody sees": re.compile("[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]"),
    "a key": re.compile(r"@\d{4}-Q|/\d{4}-(Q\d|\d\d)\b"),
    "a code of a duty or of a task": re.compile(r"(?<!Nhiệm vụ )\b[RT]\d\b"),
    "two stops": re.compile(r"[.;,:]\s*[;,]|[;,:]\.|\.\.(?!\.)|(?<!/)…\.(?!/)"),
    "a word twice": re.compile(r"(?i)\b(\w[\w ]{3,}) \(\1\)|\b(\w[\w ]{3,}): \2$"),
    "a name of the code": re.compile(r"\bNone\b(?! of)|\bon_track\b|\bnot_started\b"),
}


# Reports whose period alone does not name them: one owed once, two for the same quarter.
NAMELESS = (
    replace(make_duty("R7", cadence=Cadence.ONCE), text="tự chấm điểm giữa năm"),
    replace(make_duty("R8"), text="báo cáo kết quả từng quý"),
    make_duty("R9"),
)


def with_typed(ledger: Ledger, typed: list[str]) -> Ledger:
    """The same acts in words that people use."""
    words = iter(typed * 100)
    return replace(
        ledger,
        plan=replace(ledger.plan, report_duties=(*ledger.plan.report_duties, *NAMELESS)),
        updates=tuple(
            replace(
                each,
                value=each.value
                and replace(
                    each.value, note=next(words), difficulty=next(words), recovery=next(words)
                ),
            )
            for each in ledger.updates
        ),
        report_acts=tuple(
            replace(each, value=each.value and replace(each.value, note=next(words)))
            for each in ledger.report_acts
        ),
        conclusions=tuple(
            replace(each, value=each.value and replace(each.value, returned=next(words) or None))
            for each in ledger.conclusions
        ),
    )


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)


def cells(body: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(BytesIO(body), read_only=True):
        for row in sheet.iter_rows(values_only=True):
            yield from (value for value in row if isinstance(value, str))


def shown(body: bytes) -> Iterator[str]:
    for slide in Presentation(BytesIO(body)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


def of_all_forms(old: FrozenMonth, new: FrozenMonth, words: Words) -> Iterator[str]:
    rows = told(changes_between(old, new), old, new, words)
    yield from texts_in(asdict(material_of(new, rows, words)))
    yield from cells(workbook.write(new, rows, words))
    yield from shown(slides.write(new, rows, words, DECK))
    board = new.board
    meeting = Meeting(id="1", met_on=new.as_of, agenda=agenda_of(board))
    called = CalledMeeting(key="1", met_on=meeting.met_on)
    papers = papers_of(meeting, called, board, board.followed, LAYOUT, words)
    source = NoticeSource(
        meeting=meeting,
        called=called,
        board=board,
        conclusions=board.followed,
        previous=board.followed,
    )
    for paper in (papers, notice_of(source, words), reminder_of(board, words)):
        if paper is not None:
            yield from texts_in(asdict(paper))


@settings(max_examples=10, deadline=None, derandomize=True)
@given(
    ledgers(),
    ledgers(),
    st.lists(st.sampled_from(TYPED), min_size=5, max_size=9),
    st.sampled_from([VIETNAMESE, ENGLISH]),
)
def test_no_month_says_what_no_paper_should(
    first: Ledger, second: Ledger, typed: list[str], words: Words
) -> None:
    old = kept(with_typed(first, typed), "2021-06-30")
    new = replace(kept(with_typed(second, typed), "2021-07-31"), since=old.named)
    for text in of_all_forms(old, new, words):
        for name, pattern in NEVER.items():
            found = pattern.search(text)
            assert found is None, f"{name}: {text!r}"
