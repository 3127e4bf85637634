"""Meetings one after the other: what the next one and its notice say of what the last concluded.

Two of one day are told apart, and what was done late says when and how late, on every way out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from ddci_tracker.domain.acts import Conclusion, TaskStatus
from ddci_tracker.domain.views import Board
from ddci_tracker.services import boards, calendars, conclusions, links, meetings, notices
from ddci_tracker.services.conclusions import ConclusionWord
from ddci_tracker.services.meetings import MeetingDetails
from ddci_tracker.services.notices import NoticeFormat
from ddci_tracker.services.table_files import conclusions_file
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.what_changed import changed_since
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.meetings import dated_meeting, meeting_day, meeting_name
from tests.integration.services.made import AGENCY, NOW, OFFICE, PLAN, STAFF_A, TODAY, act

WORDS = Words.of()
SAID = Conclusion(id="", about=None, text="Niêm yết đủ", units=("A",), due=TODAY)
# They begin at nine and at two o'clock.
MORNING, AFTERNOON = NOW, NOW + timedelta(hours=5)
LATE = timedelta(days=12)
NEXT = NOW + timedelta(days=20)


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def tracker(store_with_plan: Tracker) -> Tracker:
    return store_with_plan


def held(
    tracker: Tracker, *texts: str, at: datetime, title: str | None = None, due: date = TODAY
) -> str:
    """A meeting that is opened, begun and ended at a moment, with what it concludes."""
    details = MeetingDetails(met_on=TODAY + (at - NOW), title=title)
    key = meetings.open_meeting(tracker, PLAN.id, details, act(OFFICE, now=at)).key
    meetings.start(tracker, PLAN.id, key, act(OFFICE, now=at))
    for text in texts:
        said = replace(SAID, text=text, due=due)
        meetings.conclude_in(tracker, PLAN.id, key, said, act(OFFICE, now=at))
    meetings.close(tracker, PLAN.id, key, act(OFFICE, now=at))
    return key


def board_at(tracker: Tracker, now: datetime) -> Board:
    return boards.look_at(tracker, OFFICE, PLAN.id, now=now)


def notice(tracker: Tracker, key: str, form: NoticeFormat, *, now: datetime) -> bytes:
    return notices.export_notice(tracker, OFFICE, PLAN.id, key, form, words=WORDS, now=now).body


def notice_text(tracker: Tracker, key: str, *, now: datetime) -> str:
    return notice(tracker, key, NoticeFormat.TXT, now=now).decode()


def test_a_meeting_alone_on_its_day_is_called_by_it(tracker: Tracker) -> None:
    key = held(tracker, "Một", at=MORNING)
    (view,) = board_at(tracker, NEXT).followed
    assert meeting_day(view.called, WORDS) == f"{TODAY:%d/%m/%Y}"
    assert meeting_name(view.called, WORDS) == f"Họp {TODAY:%d/%m/%Y}"
    assert "(cuộc" not in notice_text(tracker, key, now=NEXT)


def test_two_meetings_of_one_day_are_told_apart_on_every_way_out(tracker: Tracker) -> None:
    first = held(tracker, "Một", "Hai", at=MORNING)
    second = held(tracker, "Ba", at=AFTERNOON, title="Họp về phí")
    day = f"{TODAY:%d/%m/%Y}"
    morning, afternoon = f"{day} (cuộc 1, 09:00)", f"{day} (cuộc 2, 14:00)"
    board = board_at(tracker, NEXT)
    by_text = {view.said.text: meeting_day(view.called, WORDS) for view in board.followed}
    assert by_text == {"Một": morning, "Hai": morning, "Ba": afternoon}
    called = meetings.called_of(tracker, OFFICE, PLAN.id)
    assert [meeting_name(called[key], WORDS) for key in (first, second)] == [
        f"Họp {morning}",
        "Họp về phí (cuộc 2, 14:00)",
    ]
    assert dated_meeting(called[second], WORDS) == f"Họp {afternoon}: Họp về phí"
    # In its own notice, and in what is compared since the last one.
    assert f"cuộc họp ngày {morning}" in notice_text(tracker, first, now=NEXT)
    assert f"cuộc họp ngày {afternoon}" in notice_text(tracker, second, now=NEXT)
    since = changed_since(tracker, OFFICE, board, now=NEXT, of_meeting=True)
    assert since is not None
    assert since.meeting == called[second]
    # In the calendar feed and in the table to take away.
    token = links.make_calendar_link(tracker, OFFICE, AGENCY, "A", now=NEXT)
    feed = calendars.calendar_feed(tracker, token, now=NEXT)
    assert feed is not None
    events = Calendar.from_ical(feed).walk("VEVENT")
    assert any(afternoon in str(event["description"]) for event in events)
    table = load_workbook(BytesIO(conclusions_file(board, board.followed, made=NEXT, words=WORDS)))
    assert "Họp về phí (cuộc 2, 14:00)" in [cell.value for row in table.active for cell in row]


def test_a_conclusion_outside_any_meeting_is_not_taken_for_one_of_that_day(
    tracker: Tracker,
) -> None:
    held(tracker, "Một", at=MORNING)
    outside = replace(SAID, text="Ngoài", met_on=TODAY)
    conclusions.conclude(tracker, PLAN.id, outside, act(OFFICE, now=AFTERNOON))
    called = {view.said.text: view.called for view in board_at(tracker, NEXT).followed}
    assert called["Một"].key != called["Ngoài"].key
    assert meeting_day(called["Một"], WORDS) != meeting_day(called["Ngoài"], WORDS)


def test_a_meeting_does_not_take_what_a_later_one_of_its_day_concluded_for_earlier(
    tracker: Tracker,
) -> None:
    first = held(tracker, "Một", at=MORNING)
    second = held(tracker, "Ba", at=AFTERNOON)
    meetings.reopen(tracker, PLAN.id, first, act(OFFICE, now=NEXT))
    meetings.take_newer_figures(tracker, PLAN.id, first, act(OFFICE, now=NEXT))
    for key, earlier in ((first, []), (second, ["Một"])):
        view = meetings.look_at_meeting(tracker, OFFICE, PLAN.id, key, now=NEXT)
        assert [each.said.text for each in view.previous] == earlier


def test_the_next_notice_says_of_each_earlier_conclusion_when_it_was_done_and_how_late(
    tracker: Tracker,
) -> None:
    held(tracker, "Đúng hạn", "Trễ", "Im lặng", at=MORNING)
    keys = {view.said.text: view.said.id for view in board_at(tracker, MORNING).followed}
    for text, at in (("Đúng hạn", MORNING), ("Trễ", MORNING + LATE)):
        done = ConclusionWord(unit="A", status=TaskStatus.DONE, note=f"Xong việc {text}")
        conclusions.say_of(tracker, PLAN.id, keys[text], done, act(STAFF_A, now=at))
    key = held(tracker, at=NEXT)
    stands = {
        "Đúng hạn": ("Xong việc Đúng hạn", f"Hoàn thành ngày {TODAY:%d/%m/%Y}"),
        "Trễ": (
            "Xong việc Trễ",
            f"Hoàn thành ngày {TODAY + LATE:%d/%m/%Y}, quá hạn 12 ngày",
        ),
        "Im lặng": ("Chưa báo cáo", "Quá hạn 20 ngày"),
    }
    document = Document(BytesIO(notice(tracker, key, NoticeFormat.DOCX, now=NEXT)))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    pdf = PdfReader(BytesIO(notice(tracker, key, NoticeFormat.PDF, now=NEXT)))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    pasted = notice_text(tracker, key, now=NEXT)
    for text, (result, progress) in stands.items():
        assert any(row[1] == text and row[-2:] == [result, progress] for row in rows), text
        assert progress in printed
        assert f"{result} – {progress}" in pasted
