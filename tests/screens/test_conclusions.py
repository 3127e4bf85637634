"""Kết luận họp as it is drawn: every conclusion of the illustration, searched and narrowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ddci_tracker.domain.acts import Conclusion, TaskStatus
from ddci_tracker.domain.conclusions import ConclusionState, ConclusionView
from ddci_tracker.domain.views import Board
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.conclusions import ConclusionWord, conclude, say_of
from ddci_tracker.ui.faces.opening import FaceAsked
from ddci_tracker.ui.faces.phone import phone_page
from tests.markup import elements, texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen
from tests.screens.test_kept_cells import bring_back

PAGE = "leaders/conclusions.py"
See = Callable[..., Screen]


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(plan for plan in plan_ids if "-MH-" in plan)


def test_every_conclusion_is_a_row_the_worst_first(
    see: See, illustration: str, board_of: Callable[[str], Board]
) -> None:
    views = board_of(illustration).followed
    screen = see(PAGE, plan=illustration)
    said = [view.said.text for view in views]
    shown = texts(screen.html, ".conclusions summary .what")
    assert [text.startswith(begun) for text, begun in zip(shown, said, strict=True)] == [True] * 6
    assert shown[0].endswith("Chưa báo cáo")
    assert texts(screen.html, ".conclusions summary > b:first-of-type")[0] == "Quá hạn 20 ngày"


def test_the_one_that_the_address_names_is_open_and_says_what_it_lacks(
    see: See, illustration: str, board_of: Callable[[str], Board]
) -> None:
    first, *_ = board_of(illustration).followed
    screen = see(PAGE, plan=illustration, conclusion=first.said.id)
    assert values(screen.html, "details[open]", "id") == [f"kl-{first.said.id}"]
    assert "chưa rõ kết quả" in texts(screen.html, "details[open]")[0]


@pytest.mark.parametrize(
    ("narrowed", "rows"),
    [
        ({"state": "overdue"}, 1),
        ({"state": "due"}, 2),
        ({"state": "done"}, 2),
        ({"state": "silent"}, 3),
        ({"unit": "VP"}, 2),
        ({"q": "kien nghi"}, 1),
        ({"q": "xyz"}, 0),
        ({"meeting": "07-08"}, 4),
    ],
)
def test_filters_and_a_search_narrow_it(
    see: See, illustration: str, narrowed: dict[str, str], rows: int
) -> None:
    if "meeting" in narrowed:
        narrowed = {"meeting": f"{illustration[-4:]}-{narrowed['meeting']}"}
    screen = see(PAGE, plan=illustration, **narrowed)
    assert len(elements(screen.html, ".conclusions details")) == rows


def test_a_plan_without_meetings_says_so(see: See, plan_ids: tuple[str, ...]) -> None:
    assert "Chưa có kết luận họp nào" in see(PAGE, plan=plan_ids[0]).text


def test_the_overview_counts_them_and_what_is_to_be_acted_on_leads_there(
    see: See, illustration: str
) -> None:
    overview = see("leaders/overview.py", plan=illustration)
    assert any("4 kết luận đang mở" in text for text in texts(overview.html, "a.more"))
    attention = see("leaders/attention.py", plan=illustration, kind="conclusion")
    (link,) = values(attention.html, 'a.row[href*="conclusion="]', "href")[:1]
    assert link.startswith("/ket-luan?")


def test_before_the_meeting_there_is_none(see: See, illustration: str) -> None:
    day = date(int(illustration[-4:]), 5, 1)
    assert "Chưa có kết luận họp nào" in see(PAGE, plan=illustration, as_of=str(day)).text


def test_a_unit_says_how_far_it_is_and_the_office_takes_it_back(
    see_own: See, own_state: Path, illustration: str, board_of: Callable[[str], Board]
) -> None:
    first, *_ = board_of(illustration).followed
    key = first.said.id
    screen = see_own(PAGE, plan=illustration, conclusion=key, say=key)
    field = f"{illustration}:conclusion/{key}"
    screen.app.segmented_control(key=f"conclusion-status:{field}").set_value("done").run()
    screen.app.text_area(key=f"conclusion-note:{field}").input("Đã niêm yết đủ").run()
    screen.app.button(key="conclusion-save").click()
    screen.run()

    def seen() -> ConclusionView:
        board = look_at(tracker_in(own_state), OWNER, illustration, now=datetime.now(UTC))
        return next(view for view in board.followed if view.said.id == key)

    assert (seen().state, seen().said.note) == (ConclusionState.DONE_LATE, "Đã niêm yết đủ")
    assert "Hoàn thành quá hạn 20 ngày" in screen.text
    screen.app.button(key="told-undo").click()
    screen.run()
    assert seen().state is ConclusionState.OVERDUE


def test_the_office_writes_a_conclusion_down(
    see_own: See, own_state: Path, illustration: str
) -> None:
    screen = see_own(PAGE, plan=illustration, say="new")
    field = f"{illustration}:conclusion-new"
    screen.app.text_area(key=f"new-conclusion-text:{field}").input("Rà soát quy chế").run()
    screen.app.multiselect(key=f"new-conclusion-units:{field}").set_value(["VP"]).run()
    screen.app.button(key="new-conclusion-save").click()
    screen.run()
    board = look_at(tracker_in(own_state), OWNER, illustration, now=datetime.now(UTC))
    (written,) = (view for view in board.followed if view.said.text == "Rà soát quy chế")
    assert written.said.units == ("VP",)
    assert "chưa rõ thời gian" in screen.text


def test_a_standing_duty_is_called_so_wherever_others_have_a_day(
    see_own: See, own_state: Path, illustration: str
) -> None:
    tracker, met_on = tracker_in(own_state), date(int(illustration[-4:]), 8, 18)
    unclear = Conclusion(
        id="", about=None, text="Rà soát quy chế", units=("TTr",), due=None, met_on=met_on
    )
    always = replace(unclear, text="Trực đường dây nóng", ongoing=True)
    act = Act(actor=OWNER, now=datetime.now(UTC))
    conclude(tracker, illustration, unclear, act)
    key = conclude(tracker, illustration, always, act).key

    screen = see_own(PAGE, plan=illustration, conclusion=key, say=key)
    (opened,) = texts(screen.html, f"#kl-{key}")
    assert opened.startswith("Thường xuyên")
    assert "Rõ thời gian thường xuyên" in opened
    assert "chưa rõ thời gian" not in opened
    assert any("· thường xuyên · chưa báo cáo" in text for text in texts(screen.html, ".second"))
    (unit,) = (
        text
        for text in texts(see_own("leaders/units.py", plan=illustration).html, "tbody tr")
        if text.startswith("Thanh tra Sở")
    )
    assert "2 1 chưa rõ thời gian" in unit

    asked = FaceAsked(
        tracker=tracker,
        actor=OWNER,
        query={"plan": illustration},
        now=act.now,
        old_after=timedelta(minutes=10),
    )
    rows = texts(
        phone_page(asked),
        "section[aria-labelledby=ket-luan] li, section[aria-labelledby=ket-luan] a",
    )
    (row,) = {text for text in rows if "Trực đường dây nóng" in text}
    assert row.startswith("Thường xuyên")
    assert "chưa rõ" not in row


def test_what_was_typed_of_a_conclusion_comes_back_beside_what_was_chosen(
    see_own: See, illustration: str
) -> None:
    screen = see_own(PAGE, plan=illustration, say="new")
    field = f"{illustration}:conclusion-new"
    screen.app.multiselect(key=f"new-conclusion-units:{field}").set_value(["VP"]).run()
    bring_back(screen, f"{illustration}/conclusion-new", text="Rà soát", units="VP")
    assert screen.app.text_area(key=f"new-conclusion-text:{field}").value == "Rà soát"
    assert screen.app.multiselect(key=f"new-conclusion-units:{field}").value == ["VP"]
    assert "Đã lấy lại nội dung vừa gõ" in screen.text


def test_a_status_that_was_chosen_is_a_draft(
    see_own: See, illustration: str, board_of: Callable[[str], Board]
) -> None:
    key = board_of(illustration).followed[0].said.id
    where = {"plan": illustration, "conclusion": key, "say": key}
    status = f"conclusion-status:{illustration}:conclusion/{key}"
    see_own(PAGE, **where).app.segmented_control(key=status).set_value("behind").run()
    assert see_own(PAGE, **where).app.segmented_control(key=status).value == "behind"


def test_a_draft_of_a_word_does_not_overrule_what_came_meanwhile_unseen(
    see_own: See, own_state: Path, illustration: str, board_of: Callable[[str], Board]
) -> None:
    said = board_of(illustration).followed[0].said
    where = {"plan": illustration, "conclusion": said.id, "say": said.id}
    status = f"conclusion-status:{illustration}:conclusion/{said.id}"
    see_own(PAGE, **where).app.segmented_control(key=status).set_value("behind").run()
    word = ConclusionWord(unit=said.units[0], status=TaskStatus.ON_TRACK, note="của họ")
    act = Act(actor=OWNER, now=datetime.now(UTC))
    say_of(tracker_in(own_state), illustration, said.id, word, act)

    def stands() -> TaskStatus | None:
        board = look_at(tracker_in(own_state), OWNER, illustration, now=datetime.now(UTC))
        return next(view.said.status for view in board.followed if view.said.id == said.id)

    screen = see_own(PAGE, **where)
    for expected in (TaskStatus.ON_TRACK, TaskStatus.BEHIND):
        screen.app.button(key="conclusion-save").click()
        screen.run()
        assert stands() is expected, "the second press is meant"


def test_my_work_lists_the_open_conclusions_of_a_unit(see: See, illustration: str) -> None:
    screen = see("staff/my_work.py", plan=illustration, unit="HTS")
    links = values(screen.html, 'a.work-row[href*="/ket-luan"]', "href")
    assert len(links) == 1
    assert "say=" in links[0]


def test_a_sub_index_shows_what_was_concluded_about_it(see: See, illustration: str) -> None:
    screen = see("leaders/sub_index.py", plan=illustration, index="DDCI", sub="informal_cost")
    said = texts(screen.html, ".concluded li")
    assert any("Niêm yết đủ 4 thủ tục" in each for each in said)
