"""Họp giao ban as it is drawn: prepared, held step by step, ended, projected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.domain.meetings import Meeting, MeetingState, agenda_of
from ddci_tracker.domain.views import Board
from ddci_tracker.services import meeting_stages, meetings, templates
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.meetings import MeetingDetails, MeetingView
from ddci_tracker.services.templates import TemplateKind
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.core import paths
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.meetings import item_name
from tests.markup import elements, texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen
from tests.screens.test_kept_cells import bring_back
from tests.screens.test_template_form import upload, with_a_line

PAGE = "office/meetings.py"
See = Callable[..., Screen]


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(plan for plan in plan_ids if "-MH-" in plan)


@pytest.fixture
def tracker(own_state: Path) -> Tracker:
    return tracker_in(own_state)


def act(tracker: Tracker, plan: str) -> Act:
    now = datetime.now(UTC)
    return Act(actor=OWNER, now=now, on=today_in(tracker, OWNER, plan, now=now))


def opened(tracker: Tracker, plan: str) -> str:
    today = today_in(tracker, OWNER, plan, now=datetime.now(UTC))
    details = MeetingDetails(met_on=today, title="Giao ban thử")
    return meetings.open_meeting(tracker, plan, details, act(tracker, plan)).key


def held(tracker: Tracker, plan: str) -> str:
    key = opened(tracker, plan)
    meetings.start(tracker, plan, key, act(tracker, plan))
    return key


def looked_at(tracker: Tracker, plan: str, key: str) -> MeetingView:
    return meetings.look_at_meeting(tracker, OWNER, plan, key, now=datetime.now(UTC))


def newest(tracker: Tracker, plan: str) -> Meeting:
    found = meetings.meetings_of(tracker, OWNER, plan)[0].value
    assert found is not None
    return found


def test_a_meeting_is_prepared_with_the_agenda_of_the_board(
    see_own: See, tracker: Tracker, illustration: str
) -> None:
    screen = see_own(PAGE, plan=illustration, open="new")
    title = f"meeting-details-title:{illustration}:meeting-new"
    screen.app.text_input(key=title).input("Giao ban tháng 8").run()
    screen.app.button(key="meeting-details-save").click()
    screen.run()
    meeting = newest(tracker, illustration)
    assert (meeting.title, meeting.state) == ("Giao ban tháng 8", MeetingState.PREPARING)
    board = looked_at(tracker, illustration, meeting.id).board
    own = {unit.code for unit in board.plan.units if unit.may_have_staff}
    assert set(meeting.units) == own, "no group, nobody of another agency"
    named = texts(screen.html, ".agenda-item b")
    assert named[:2] == ["Kết luận các kỳ trước", "Tổng quan"]

    question = f"meeting-question:{meeting.id}:{meeting.agenda[1].key}"
    screen.app.text_input(key=question).input("Vì sao chậm?").run()
    screen.app.button(key="agenda-move-1-1").click()
    screen.run()
    screen.app.button(key="agenda-skip-1").click()
    screen.run()
    agenda = newest(tracker, illustration).agenda
    assert [agenda[0].question, agenda[1].skipped] == ["Vì sao chậm?", True]
    screen.app.text_input(key=f"meeting-item-added:{meeting.id}").input("Việc khác").run()
    screen.app.button(key="meeting-start").click()
    screen.run()
    assert newest(tracker, illustration).state is MeetingState.HELD
    assert texts(screen.html, ".meeting-head .title") == ["Tổng quan"]
    assert "Vì sao chậm?" in screen.text


def test_the_office_edits_the_template_of_the_papers_where_they_are_made(
    see_own: See, tracker: Tracker, illustration: str
) -> None:
    key, words = opened(tracker, illustration), Words.of()
    agency, _, _ = illustration.rpartition("-")
    papers = TemplateKind.PAPERS
    shipped = templates.current_body(tracker, OWNER, agency, words=words, kind=papers)
    screen = see_own(PAGE, plan=illustration, meeting=key)
    upload(screen, "mau.docx", with_a_line(shipped, "Đề nghị chuẩn bị trước"))
    assert "Tài liệu họp tiếp theo dùng mẫu này" in screen.text
    kept = templates.template_of(tracker, OWNER, agency, papers)
    assert kept is not None
    assert kept.file_name == "mau.docx"


def test_a_conclusion_is_written_on_its_step_named_where_it_is_not_clear_and_followed_at_the_end(
    see_own: See, tracker: Tracker, illustration: str
) -> None:
    key = held(tracker, illustration)
    step = next(
        item.key for item in looked_at(tracker, illustration, key).meeting.steps if item.about
    )
    now = datetime.now(UTC)
    meeting_stages.move_to(tracker, OWNER, illustration, key, step, now=now)
    screen = see_own(PAGE, plan=illustration, meeting=key)
    field = f"{illustration}:meeting/{key}/new"
    text = f"meeting-conclusion-text:{field}"
    screen.app.text_area(key=text).input("Niêm yết đủ thủ tục").run()
    # The meeting moves on: what was begun stays with its step.
    screen.app.button(key="meeting-after").click()
    screen.run()
    screen.app.multiselect(key=f"meeting-conclusion-units:{field}").set_value(["VP"]).run()
    screen.app.button(key="meeting-conclusion-save").click()
    screen.run()
    (written,) = looked_at(tracker, illustration, key).conclusions
    assert (written.said.item, written.said.units) == (step, ("VP",))
    assert screen.app.text_area(key=text).value == ""

    # Changed on the way, then named at the end as not clear, and followed once it has ended.
    meeting_stages.move_to(tracker, OWNER, illustration, key, meeting_stages.CLOSING, now=now)
    screen = see_own(PAGE, plan=illustration, meeting=key, edit=written.said.id)
    edited = f"{illustration}:meeting/{key}/{written.said.id}"
    screen.app.text_area(key=f"meeting-conclusion-text:{edited}").input("Niêm yết đủ").run()
    screen.app.button(key="meeting-conclusion-save").click()
    screen.run()
    assert "chưa rõ thời gian" in texts(screen.html, ".on-step .unclear")[0].lower()
    assert "còn 1 kết luận chưa rõ" in screen.app.button(key="meeting-close").label
    screen.app.button(key="meeting-close").click()
    screen.run()
    (link,) = values(screen.html, ".meetings-list a.row", "href")
    assert f"conclusion={written.said.id}" in link
    mine = see_own("staff/my_work.py", plan=illustration, unit="VP")
    assert "Niêm yết đủ" in mine.text
    concluded = see_own("leaders/conclusions.py", plan=illustration, conclusion=written.said.id)
    assert any(f"meeting={key}" in each for each in values(concluded.html, "details a", "href"))

    screen.app.button(key="meeting-reopen").click()
    screen.run()
    assert newest(tracker, illustration).state is MeetingState.HELD


def test_a_standing_duty_needs_no_day_and_is_called_so_wherever_it_stands(
    see_own: See, tracker: Tracker, illustration: str
) -> None:
    key = held(tracker, illustration)
    now, closing = datetime.now(UTC), meeting_stages.CLOSING
    meeting_stages.move_to(tracker, OWNER, illustration, key, closing, now=now)
    screen = see_own(PAGE, plan=illustration, meeting=key)
    field = f"{illustration}:meeting/{key}/new"
    screen.app.text_area(key=f"meeting-conclusion-text:{field}").input("Trực đường dây nóng").run()
    screen.app.multiselect(key=f"meeting-conclusion-units:{field}").set_value(["VP"]).run()
    screen.app.checkbox(key=f"meeting-conclusion-ongoing:{field}").check().run()
    screen.app.button(key="meeting-conclusion-save").click()
    screen.run()
    (written,) = looked_at(tracker, illustration, key).conclusions
    assert "thường xuyên" in texts(screen.html, ".concluded-here .one")[0]
    assert "thời gian" not in texts(screen.html, ".on-step .unclear")[0]
    screen.app.button(key="meeting-close").click()
    screen.run()
    assert "Thường xuyên" in texts(screen.html, ".meetings-list a.row .timing")
    mine = see_own("staff/my_work.py", plan=illustration, unit="VP")
    assert "Thường xuyên" in mine.text
    listed = see_own("leaders/conclusions.py", plan=illustration, conclusion=written.said.id)
    (row,) = texts(listed.html, "details[open]")
    assert "Rõ thời gian thường xuyên" in row
    history = see_own("office/history.py", plan=illustration)
    assert "Thường xuyên, không định ngày" in history.text


def test_a_projector_shows_what_was_concluded_and_writes_nothing(
    see_own: See, tracker: Tracker, illustration: str
) -> None:
    key = held(tracker, illustration)
    first = looked_at(tracker, illustration, key).meeting.steps[0].key
    said = Conclusion(
        id="", about=None, text="Rà soát quy chế", units=("VP",), due=None, item=first
    )
    meetings.conclude_in(tracker, illustration, key, said, act(tracker, illustration))
    screen = see_own(PAGE, plan=illustration, meeting=key, view="projector")
    assert texts(screen.html, ".concluded-here .text") == ["Rà soát quy chế"]
    assert texts(screen.html, ".concluded-here .unclear") == [
        "Chưa rõ thời gian, chưa rõ thẩm quyền và chưa rõ kết quả"
    ], "its unit says who"
    assert not screen.app.text_area
    assert not elements(screen.html, ".concluded-here a")
    for number in range(8):
        more = replace(said, text=f"Việc {number}")
        meetings.conclude_in(tracker, illustration, key, more, act(tracker, illustration))
    projected = see_own(PAGE, plan=illustration, meeting=key, view="projector").html
    assert texts(projected, ".concluded-here .text")[-1] == "Việc 7", "the newest has its place"
    assert texts(projected, ".concluded-here > .second") == ["+3 mục"]
    written = see_own(PAGE, plan=illustration, meeting=key).html
    assert len(texts(written, ".concluded-here .text")) == 9


def test_a_step_leads_to_what_it_has_no_room_for_and_the_overview_says_the_whole(
    see_own: See, tracker: Tracker, illustration: str
) -> None:
    key, now = held(tracker, illustration), datetime.now(UTC)

    def step(item: str) -> str:
        meeting_stages.move_to(tracker, OWNER, illustration, key, item, now=now)
        return see_own(PAGE, plan=illustration, meeting=key).html

    (previous,) = values(step("previous"), ".on-step .rest a", "href")
    assert previous.startswith(paths.CONCLUSIONS)
    assert "74,62 công bố 2025" in texts(step("overview"), ".on-step .rest")[0]
    (asked,) = values(step("asked"), ".on-step .rest a", "href")
    assert asked.startswith(paths.ATTENTION)
    closing = step(meeting_stages.CLOSING)
    assert texts(closing, ".on-step .name") == ["Chưa có kết luận"], "nothing is clear by itself"


def test_every_step_is_drawn_one_after_the_other(
    see_own: See, tracker: Tracker, illustration: str
) -> None:
    key = held(tracker, illustration)
    steps = meeting_stages.steps_of(looked_at(tracker, illustration, key).meeting)
    screen = see_own(PAGE, plan=illustration, meeting=key)
    for number, _ in enumerate(steps, start=1):
        assert texts(screen.html, ".meeting-head .where") == [f"bước {number} /{len(steps)}"]
        assert elements(screen.html, ".on-step")
        after = screen.app.button(key="meeting-after")
        assert after.disabled is (number == len(steps))
        if not after.disabled:
            after.click()
            screen.run()


def test_an_earlier_day_shows_a_meeting_and_lets_nobody_run_it(
    see_own: See, tracker: Tracker, illustration: str
) -> None:
    key = opened(tracker, illustration)
    day = f"{illustration[-4:]}-07-01"
    screen = see_own(PAGE, plan=illustration, meeting=key, as_of=day)
    assert "Giao ban thử" in screen.text
    assert not screen.app.text_input


def test_the_meeting_that_waits_opens_by_itself_and_leads_to_all_of_them(
    see: See, illustration: str, board_of: Callable[[str], Board]
) -> None:
    screen = see(PAGE, plan=illustration)
    named = texts(screen.html, ".agenda-item b")
    words = Words.of()
    board = board_of(illustration)
    assert named == [item_name(board, item, words) for item in agenda_of(board)]
    every = see(PAGE, plan=illustration, meeting="all")
    assert texts(every.html, ".meetings-list .row .state") == [
        "Đang chuẩn bị",
        "Đã kết thúc",
        "Đã kết thúc",
    ]


def test_what_was_typed_into_an_agenda_comes_back_and_counts(
    see_own: See, tracker: Tracker, illustration: str
) -> None:
    key = opened(tracker, illustration)
    item = newest(tracker, illustration).agenda[1].key
    screen = see_own(PAGE, plan=illustration, meeting=key)
    bring_back(screen, f"agenda/{key}", **{item: "Vì sao chậm?", "meeting-item-added": "Việc khác"})
    assert newest(tracker, illustration).agenda[1].question == "Vì sao chậm?"
    assert newest(tracker, illustration).agenda[-1].title != "Việc khác", "nobody said it was whole"
    assert screen.app.text_input(key=f"meeting-item-added:{key}").value == "Việc khác"
    screen.app.button(key="agenda-add").click()
    screen.run()
    assert newest(tracker, illustration).agenda[-1].title == "Việc khác"
    assert screen.app.text_input(key=f"meeting-item-added:{key}").value == ""


def test_of_two_who_change_one_conclusion_the_second_is_told_and_keeps_what_was_typed(
    see_own: See, tracker: Tracker, illustration: str
) -> None:
    key = held(tracker, illustration)
    said = Conclusion(id="", about=None, text="Niêm yết", units=("VP",), due=None)
    act_now = act(tracker, illustration)
    written = meetings.conclude_in(tracker, illustration, key, said, act_now).key
    text = f"meeting-conclusion-text:{illustration}:meeting/{key}/{written}"
    first, second = (see_own(PAGE, plan=illustration, meeting=key, edit=written) for _ in range(2))
    for screen, typed in ((first, "Niêm yết đủ"), (second, "Niêm yết lại")):
        screen.app.text_area(key=text).input(typed).run()
    for screen in (first, second):
        # Every screen follows what the other one did before.
        screen.run()
        screen.app.button(key="meeting-conclusion-save").click()
        screen.run()
    (only,) = looked_at(tracker, illustration, key).conclusions
    assert only.said.text == "Niêm yết đủ"
    assert second.app.text_area(key=text).value == "Niêm yết lại"
    assert texts(second.html, ".told")
