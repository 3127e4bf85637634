"""The notice of a meeting: what it says, in every form, by the template of the agency."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document

from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.services import conclusions, meetings, notices, templates
from ddci_tracker.services.meetings import MeetingDetails
from ddci_tracker.services.notices import NoticeFormat
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.templates import TemplateKind
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import AGENCY, NOW, OFFICE, PLAN, TODAY, act

DETAILS = MeetingDetails(met_on=TODAY, chair="Giám đốc", units=("A",), title="Giao ban tháng")
CLEAR = Conclusion(
    id="",
    about="transparency",
    text="Niêm yết đủ thủ tục",
    units=("A",),
    due=date(2021, 8, 1),
    with_units=("B",),
    person="Trưởng phòng A",
    authority="Giám đốc quyết định",
    product="Bảng niêm yết",
)
UNCLEAR = Conclusion(id="", about=None, text="Rà soát <quy chế> & phí", units=("B",), due=None)

ALWAYS = Conclusion(
    id="", about=None, text="Trực đường dây nóng", units=("B",), due=None, ongoing=True
)


@pytest.fixture
def tracker(store_with_plan: Tracker) -> Tracker:
    return store_with_plan


def ended(tracker: Tracker) -> str:
    """A meeting that ended, after one that concluded something nobody has reported on."""
    earlier = replace(CLEAR, text="Việc kỳ trước", met_on=TODAY - timedelta(days=30))
    earlier = replace(earlier, due=TODAY - timedelta(days=9))
    before = act(OFFICE, now=NOW - timedelta(minutes=5))
    written = conclusions.conclude(tracker, PLAN.id, earlier, before).key
    later = TODAY - timedelta(days=3)
    conclusions.move_due(tracker, PLAN.id, written, later, approver="GĐ", basis="CV 1", act=before)
    key = meetings.open_meeting(tracker, PLAN.id, DETAILS, act(OFFICE)).key
    meetings.start(tracker, PLAN.id, key, act(OFFICE))
    for said in (CLEAR, UNCLEAR, ALWAYS):
        meetings.conclude_in(tracker, PLAN.id, key, said, act(OFFICE))
    meetings.close(tracker, PLAN.id, key, act(OFFICE))
    return key


def made(tracker: Tracker, key: str, form: NoticeFormat, now: datetime = NOW) -> bytes:
    words = Words.of()
    return notices.export_notice(tracker, OFFICE, PLAN.id, key, form, words=words, now=now).body


def test_it_says_who_met_what_was_concluded_and_what_became_of_earlier_conclusions(
    tracker: Tracker,
) -> None:
    key = ended(tracker)
    text = made(tracker, key, NoticeFormat.TXT).decode()
    assert text.startswith("THÔNG BÁO\nKết luận của Giám đốc tại cuộc họp ngày 15/07/2021")
    assert "Thành phần dự họp: " in text
    clear = next(line for line in text.splitlines() if "Trưởng phòng A" in line)
    for part in ("Chủ trì: ", "phối hợp: ", "thời hạn 01/08/2021", "kết quả: Bảng niêm yết"):
        assert part in clear
    assert "chưa rõ" not in clear
    lines = text.splitlines()
    unclear = lines[lines.index("- Rà soát <quy chế> & phí") + 1]
    assert unclear.strip().endswith("chưa rõ thời gian."), "what else is missing the step named"
    always = lines[lines.index("- Trực đường dây nóng") + 1]
    assert always.strip().endswith("thường xuyên."), "a standing duty has no day to be clear about"
    (earlier,) = (line for line in lines if "Việc kỳ trước" in line)
    assert earlier.endswith("12/07/2021 (hạn đầu 06/07/2021) – Chưa báo cáo – Quá hạn 3 ngày")


def test_the_next_notice_says_how_far_a_standing_duty_is(tracker: Tracker) -> None:
    ended(tracker)
    later = act(OFFICE, now=NOW + timedelta(minutes=5))
    following = meetings.open_meeting(tracker, PLAN.id, DETAILS, later).key
    meetings.close(tracker, PLAN.id, following, later)
    lines = made(tracker, following, NoticeFormat.TXT, later.now).decode().splitlines()
    (annexed,) = (line for line in lines if "Trực đường dây nóng" in line)
    assert annexed.endswith("– Thường xuyên – Chưa báo cáo – Chưa báo cáo")


def test_word_and_pdf_say_the_same_and_the_same_again(tracker: Tracker) -> None:
    key = ended(tracker)
    body = made(tracker, key, NoticeFormat.DOCX)
    document = Document(BytesIO(body))
    said = [line.text for line in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "- Rà soát <quy chế> & phí" in said
    (end,) = (line for line in document.paragraphs if line.text.endswith("./."))
    above = document.paragraphs[said.index(end.text) - 1]
    assert above.text
    assert above.paragraph_format.keep_with_next, "no signature stands alone on a page"
    assert end.paragraph_format.keep_with_next
    assert {"Việc kỳ trước", "Chưa báo cáo", "Quá hạn 3 ngày"} <= set(cells)
    assert not [text for text in (*said, *cells) if "{{" in text or "{%" in text]
    assert made(tracker, key, NoticeFormat.DOCX) == body
    pdf = made(tracker, key, NoticeFormat.PDF)
    assert pdf.startswith(b"%PDF-")
    assert made(tracker, key, NoticeFormat.PDF) == pdf


def test_a_meeting_that_has_not_ended_gives_a_draft(tracker: Tracker) -> None:
    key = meetings.open_meeting(tracker, PLAN.id, DETAILS, act(OFFICE)).key
    text = made(tracker, key, NoticeFormat.TXT).decode()
    assert text.startswith("DỰ THẢO THÔNG BÁO")
    assert "Cuộc họp không có kết luận." in text
    assert "Cuộc họp kết luận:" not in text
    assert "./." in text


def test_the_office_edits_its_template_and_the_briefing_keeps_its_own(tracker: Tracker) -> None:
    words, notice = Words.of(), TemplateKind.NOTICE
    key = ended(tracker)
    shipped = templates.current_body(tracker, OFFICE, AGENCY, words=words, kind=notice)
    document = Document(BytesIO(shipped))
    document.add_paragraph("Điện thoại: 0205 3812 345")
    written = BytesIO()
    document.save(written)
    templates.upload(tracker, OFFICE, AGENCY, "mau.docx", written.getvalue(), now=NOW, kind=notice)
    assert templates.template_of(tracker, OFFICE, AGENCY) is None
    said = Document(BytesIO(made(tracker, key, NoticeFormat.DOCX))).paragraphs
    assert said[-1].text == "Điện thoại: 0205 3812 345"
    briefing = templates.current_body(tracker, OFFICE, AGENCY, words=words)
    with pytest.raises(Refused, match="which does not exist"):
        templates.upload(tracker, OFFICE, AGENCY, "b.docx", briefing, now=NOW, kind=notice)
    templates.restore_default(tracker, OFFICE, AGENCY, notice)
    assert templates.template_of(tracker, OFFICE, AGENCY, notice) is None
