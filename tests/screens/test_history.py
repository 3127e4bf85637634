"""Lịch sử tells who did what, what stood before, and lets an earlier version stand again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import task_updates
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.freshness import freshness_of
from ddci_tracker.services.history import Question, look_back, versions_of
from tests.markup import elements, texts
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "office/history.py"
NOW = datetime.now(UTC)
HOSTILE = "<script>alert('x')</script> & <b>đậm</b>"
TASK, QUARTER = "II.1-02", "2026-Q3"

See = Callable[..., Screen]


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


@pytest.fixture
def updated(own_state: Path, illustration: str) -> str:
    """A task on which two more words were said; returns the plan."""
    tracker = tracker_in(own_state)
    now = datetime.now(UTC)
    today = read_content(tracker, OWNER, illustration, now=now).today
    assert today is not None
    quarter = Period.quarter(today.year, 3)
    for status, note, recovery in (
        (TaskStatus.BLOCKED, HOSTILE, "VP, gỡ vướng, 15/9"),
        (TaskStatus.ON_TRACK, "Đã gỡ", None),
    ):
        said = TaskUpdate(
            task=TASK, quarter=quarter, unit="", status=status, note=note, recovery=recovery
        )
        task_updates.update_task(tracker, illustration, said, Act(actor=OWNER, now=now))
    return illustration


def key_of(plan: str) -> str:
    return f"{TASK}@{plan[-4:]}-Q3"


def items(screen: Screen) -> list[str]:
    """The text of each act."""
    return texts(screen.html, "li:has(> time)")


def test_what_was_done_last_comes_first_with_what_stood_before_struck_through(
    see_own: See, updated: str
) -> None:
    screen = see_own(PAGE, plan=updated, task=TASK)
    first, second, *_ = items(screen)
    assert "tests sửa cập nhật của nhiệm vụ II.1-02, quý III/" in first
    assert "Trạng thái Vướng → Đang làm" in first
    assert "Vướng" in texts(screen.html, "del")
    assert "Hướng khắc phục VP, gỡ vướng, 15/9" in second


def test_what_people_typed_shows_as_text(see_own: See, updated: str) -> None:
    screen = see_own(PAGE, plan=updated, task=TASK)
    assert "<script>" not in screen.html
    assert "<b>đậm</b>" not in screen.html
    assert HOSTILE in screen.text


def test_a_history_that_is_longer_than_a_page_has_more_of_them(
    see: See, six_plans: Path, illustration: str
) -> None:
    tracker = tracker_in(six_plans)
    whole = look_back(tracker, OWNER, illustration, Question(), now=NOW)
    assert whole.pages > 1
    told = []
    for page in range(1, whole.pages + 1):
        screen = see(PAGE, plan=illustration, p=str(page))
        assert f"Trang {page}/{whole.pages}" in screen.text
        told += items(screen)
    assert len(told) == whole.count
    assert see(PAGE, plan=illustration, p="x").text == see(PAGE, plan=illustration).text


def test_the_address_asks_for_a_task_a_unit_a_person_or_days(
    see: See, six_plans: Path, illustration: str
) -> None:
    tracker = tracker_in(six_plans)
    person = look_back(tracker, OWNER, illustration, Question(), now=NOW).people[0]
    for address, question in (
        ({"task": TASK}, Question(task=TASK)),
        ({"unit": "VP"}, Question(unit="VP")),
        ({"person": person}, Question(person=person)),
        ({"task": "NONE"}, Question(task="NONE")),
    ):
        count = look_back(tracker, OWNER, illustration, question, now=NOW).count
        assert f"{count} mục" in see(PAGE, plan=illustration, **address).text


def test_what_a_plan_file_brought_is_one_deed_that_opens(see: See, illustration: str) -> None:
    screen = see(PAGE, plan="STNMT-LS-2020")
    assert len(items(screen)) == 1
    assert "nạp kế hoạch: thêm 175, sửa 0, bỏ 0 mục" in screen.text
    assert "và 135 mục nữa" in screen.text


def test_an_earlier_version_is_shown_before_it_is_brought_back(
    see_own: See, own_state: Path, updated: str
) -> None:
    screen = see_own(PAGE, plan=updated, restore=f"task_update~2~{key_of(updated)}")
    assert "Đang làm" in texts(screen.html, "del")
    assert "Vướng" in texts(screen.html, "ins")
    screen.app.button(key="restore-do").click()
    screen.run()
    chain = versions_of(
        tracker_in(own_state), OWNER, updated, "task_update", key_of(updated), now=NOW
    )
    assert [each.revision for each in chain] == [1, 2, 3, 4]
    assert chain[3].after == chain[1].after
    assert "Bản trước đã có hiệu lực trở lại" in screen.text
    assert "restore" not in screen.app.query_params
    assert not [each for each in screen.app.button if each.key == "restore-do"]


def test_an_act_of_a_clock_that_ran_ahead_is_marked_and_settled(
    see_own: See, own_state: Path
) -> None:
    plan, tracker = "STTTT-LS-2023", tracker_in(own_state)
    word = TaskUpdate(
        task="II.1.1-01", quarter=Period.quarter(2023, 4), unit="", status=TaskStatus.ON_TRACK
    )
    ahead = Act(actor=OWNER, now=NOW + timedelta(days=40))
    key = task_updates.update_task(tracker, plan, word, ahead).key
    screen = see_own(PAGE, plan=plan)
    assert "Đồng hồ máy chạy nhanh: ngày này chưa đến" in screen.text
    assert "Việc này làm ngày nào?" in screen.text
    assert "Có 1 việc ghi khi đồng hồ máy có thể chạy nhanh" in screen.text, "on every screen"
    screen = see_own(PAGE, plan=plan, ahead=f"task_update~{key}")
    assert screen.app.button(key="ahead-do").disabled
    screen.app.date_input(key="ahead-day").set_value(vietnamese_day(NOW))
    screen.run()
    screen.app.button(key="ahead-do").click()
    screen.run()
    assert "Đã ghi ngày" in screen.text
    assert "ồng hồ máy" not in screen.text
    chain = versions_of(tracker, OWNER, plan, "task_update", key, now=NOW)
    assert [(each.on, each.replaces) for each in chain][1:] == [(vietnamese_day(NOW), 1)]


def test_the_way_back_from_bringing_back_is_one_click(
    see_own: See, own_state: Path, updated: str
) -> None:
    screen = see_own(PAGE, plan=updated, restore=f"task_update~2~{key_of(updated)}")
    screen.app.button(key="restore-do").click()
    screen.run()
    screen.app.button(key="told-undo").click()
    screen.run()
    chain = versions_of(
        tracker_in(own_state), OWNER, updated, "task_update", key_of(updated), now=NOW
    )
    assert chain[-1].after == chain[2].after


def test_whoever_came_first_meanwhile_is_named_and_nothing_is_recorded(
    see_own: See, own_state: Path, updated: str
) -> None:
    screen = see_own(PAGE, plan=updated, restore=f"task_update~2~{key_of(updated)}")
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    said = TaskUpdate(
        task=TASK,
        quarter=Period.parse(key_of(updated).partition("@")[2]),
        unit="",
        status=TaskStatus.BEHIND,
    )
    task_updates.update_task(tracker, updated, said, Act(actor=OWNER, now=now))
    screen.app.button(key="restore-do").click()
    screen.run()
    assert "đã ghi trước" in screen.text or "trước" in screen.text
    chain = versions_of(tracker, OWNER, updated, "task_update", key_of(updated), now=NOW)
    assert chain[-1].after is not None
    assert chain[-1].after["status"] == "behind"


@pytest.mark.parametrize(
    "asked", ["", "task_update", "task_update~99~II.1-02@2026-Q3", "task~1~II.1-02", "~~", "x~y~z"]
)
def test_a_version_that_cannot_stand_again_is_not_asked_about(
    see: See, illustration: str, asked: str
) -> None:
    screen = see(PAGE, plan=illustration, restore=asked)
    assert not [each for each in screen.app.button if each.key == "restore-do"]


def test_a_look_at_the_past_brings_nothing_back(see_own: See, updated: str) -> None:
    moment = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    screen = see_own(PAGE, plan=updated, known_at=moment, task=TASK)
    assert "Khôi phục…" not in screen.text
    assert "đã có bản sau" in screen.text


def test_freshness_tells_each_unit_and_each_task_without_an_owner(
    see: See, six_plans: Path, illustration: str
) -> None:
    screen = see(PAGE, plan=illustration, view="freshness")
    found = freshness_of(tracker_in(six_plans), OWNER, illustration, now=datetime.now(UTC))
    assert len(elements(screen.html, ".freshness tbody th")) == len(found.units)
    silent = sum(each.is_silent for each in found.units)
    assert texts(screen.html, ".freshness .state").count("Chưa cập nhật kỳ này") == silent
    assert f"Nhiệm vụ chưa có người phụ trách {len(found.ownerless)}" in screen.text


@pytest.mark.parametrize("view", ["acts", "freshness"])
def test_every_plan_can_be_looked_back_at_in_both_languages(
    see: See, plan_ids: tuple[str, ...], view: str
) -> None:
    for plan in plan_ids:
        for language in ("vi", "en"):
            text = see(PAGE, plan=plan, view=view, lang=language).text
            assert "{" not in text
            assert "None" not in text


def test_days_are_chosen_and_kept_in_the_address(
    see: See, six_plans: Path, illustration: str
) -> None:
    whole = look_back(tracker_in(six_plans), OWNER, illustration, Question(), now=NOW)
    first = vietnamese_day(whole.acts[-1].at)
    counted = look_back(
        tracker_in(six_plans), OWNER, illustration, Question(since=first, until=first), now=NOW
    ).count
    assert 0 < counted < whole.count
    screen = see(PAGE, plan=illustration, since=first.isoformat())
    screen.app.date_input(key="history-until-None").set_value(first)
    screen.run()
    assert f"{counted} mục" in screen.text


def test_another_question_begins_at_its_first_page(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration, p="3")
    assert "Trang 3/" in screen.text
    screen.app.selectbox(key="filter-person").select_index(1)
    screen.run()
    assert "Trang 2/" not in screen.text
    assert "Trang 3/" not in screen.text
