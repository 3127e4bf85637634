"""The papers for a meeting: two pages however much there is, with what each unit will be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.services import conclusions, meeting_papers, meetings, templates
from ddci_tracker.services.meetings import MeetingDetails
from ddci_tracker.services.notices import NoticeFormat
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.templates import TemplateKind
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import NOW, OFFICE, PLAN, TODAY, act, say, word

DETAILS = MeetingDetails(met_on=TODAY, chair="Giám đốc", units=("A", "B"), title="Giao ban tháng")
EARLIER = Conclusion(
    id="",
    about=None,
    text="Rà soát <quy chế> & phí",
    units=("A",),
    due=TODAY - timedelta(days=3),
    met_on=TODAY - timedelta(days=30),
)
QUESTION = "Vì sao chưa niêm yết?"


@pytest.fixture
def tracker(store_with_plan: Tracker) -> Tracker:
    return store_with_plan


def prepared(tracker: Tracker) -> str:
    key = meetings.open_meeting(tracker, PLAN.id, DETAILS, act(OFFICE)).key
    first, *rest = meetings.meeting_of(tracker, OFFICE, PLAN.id, key).agenda
    agenda = (replace(first, question=QUESTION), *rest)
    meetings.set_agenda(tracker, PLAN.id, key, agenda, act(OFFICE))
    return key


def made(tracker: Tracker, key: str, form: NoticeFormat) -> bytes:
    words = Words.of()
    made = meeting_papers.export_papers(tracker, OFFICE, PLAN.id, key, form, words=words, now=NOW)
    return made.body


def test_they_name_what_is_asked_what_waits_and_what_units_ask_for(tracker: Tracker) -> None:
    conclusions.conclude(tracker, PLAN.id, EARLIER, act(OFFICE))
    say(tracker, replace(word(recovery="ai: làm gì"), difficulty="Thiếu máy quét"))
    key = prepared(tracker)
    document = Document(BytesIO(made(tracker, key, NoticeFormat.DOCX)))
    agenda, earlier, overdue, asked = (
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    )
    assert agenda[1] == [
        "1",
        "Kết luận các kỳ trước",
        "",
        "1 kết luận đang mở, 1 quá hạn",
        QUESTION,
    ]
    assert earlier[1][1] == EARLIER.text
    assert earlier[1][-1] == "Quá hạn 3 ngày. Chưa báo cáo."
    assert any(row[1].startswith("Báo cáo") for row in overdue)
    assert asked[1][-1] == "Thiếu máy quét."
    text = made(tracker, key, NoticeFormat.TXT).decode()
    for cell in (QUESTION, EARLIER.text, "Thiếu máy quét"):
        assert cell in text
    for form in NoticeFormat:
        assert made(tracker, key, form) == made(tracker, key, form)


def test_what_nobody_said_of_a_standing_duty_is_said_once(tracker: Tracker) -> None:
    always = replace(EARLIER, text="Trực đường dây nóng", due=None, ongoing=True)
    conclusions.conclude(tracker, PLAN.id, always, act(OFFICE))
    tables = Document(BytesIO(made(tracker, prepared(tracker), NoticeFormat.DOCX))).tables
    cells = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    (row,) = (each for each in cells if "Trực đường dây nóng" in each)
    assert row[-2:] == ["Thường xuyên", "Chưa báo cáo."]


def test_the_office_edits_their_template_beside_that_of_the_notice(tracker: Tracker) -> None:
    words, papers, agency = Words.of(), TemplateKind.PAPERS, PLAN.agency.code
    key = prepared(tracker)
    shipped = templates.current_body(tracker, OFFICE, agency, words=words, kind=papers)
    document = Document(BytesIO(shipped))
    document.add_paragraph("Đề nghị {{ co_quan }} chuẩn bị trước.")
    written = BytesIO()
    document.save(written)
    before = made(tracker, key, NoticeFormat.DOCX)
    templates.upload(tracker, OFFICE, agency, "m.docx", written.getvalue(), now=NOW, kind=papers)
    assert templates.template_of(tracker, OFFICE, agency, TemplateKind.NOTICE) is None
    lines = [
        each.text for each in Document(BytesIO(made(tracker, key, NoticeFormat.DOCX))).paragraphs
    ]
    assert lines[-1].startswith("Đề nghị ")
    assert "{{" not in lines[-1]
    notice = templates.current_body(tracker, OFFICE, agency, words=words, kind=TemplateKind.NOTICE)
    with pytest.raises(Refused, match="which does not exist"):
        templates.upload(tracker, OFFICE, agency, "n.docx", notice, now=NOW, kind=papers)
    templates.restore_default(tracker, OFFICE, agency, papers)
    assert made(tracker, key, NoticeFormat.DOCX) == before


def test_they_take_two_pages_however_much_there_is_and_say_how_much_more(tracker: Tracker) -> None:
    due = date(2021, 7, 1)
    for number in range(70):
        text = f"Việc số {number}: " + "rà soát, niêm yết và báo cáo kết quả, " * 9
        conclusions.conclude(tracker, PLAN.id, replace(EARLIER, text=text, due=due), act(OFFICE))
    pdf = PdfReader(BytesIO(made(tracker, prepared(tracker), NoticeFormat.PDF)))
    assert len(pdf.pages) == 2
    assert "dòng nữa, xem trên hệ thống" in pdf.pages[1].extract_text()
