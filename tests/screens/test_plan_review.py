"""A draft beside the text that it was read from: gone through place by place, then tracked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ddci_tracker.services import plan_imports, plan_reviews
from ddci_tracker.services.boards import list_plans
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.plan_reviews import ReviewView
from ddci_tracker.services.tracker import Tracker
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen
from tests.screens.test_plan_drafts import NOW, PAGE, PLAN, press
from tests.unit.plans.importing.test_reading import PLAN as PRINTED

See = Callable[..., Screen]
OTHER = Actor.owner("Nguyễn Văn A")
LEFT = "2. Kế hoạch này có hiệu lực từ ngày ký."
TEXT = "\n".join([*PRINTED[:26], LEFT, *PRINTED[26:]]).encode()


@pytest.fixture
def tracker(own_state: Path) -> Tracker:
    return tracker_in(own_state)


@pytest.fixture
def draft(tracker: Tracker) -> str:
    found = plan_imports.begin_from_text(tracker, OWNER, "ke-hoach.txt", TEXT, now=NOW)
    return found.begun().id


def review(tracker: Tracker, draft: str) -> ReviewView:
    view = plan_reviews.review_of(tracker, OWNER, draft)
    assert view is not None
    return view


def task(tracker: Tracker, draft: str, number: int) -> str:
    tasks = [each for each in review(tracker, draft).facts if each.fact.table == "tasks"]
    return str(tasks[number].key)


def test_a_draft_is_gone_through_place_by_place_and_tracked(
    see_own: See, tracker: Tracker, draft: str
) -> None:
    still = review(tracker, draft).still
    screen = see_own(PAGE, plan=PLAN, draft=draft)
    assert f"Còn {still} chỗ cần xem" in screen.text
    assert "trên 8,20" in screen.text
    assert LEFT in screen.text
    accepted = press(screen, "Nhận")
    assert f"Còn {still - 1} chỗ cần xem" in accepted.text
    # Loaded anew, all of it is as it was.
    assert f"Còn {still - 1} chỗ cần xem" in see_own(PAGE, plan=PLAN, draft=draft).text
    done = press(accepted, "Coi như đã xem xong")
    assert "Đã xem hết" in done.text
    press(done, "Đưa vào theo dõi")
    assert "SXD-HG-2024" in {each.id for each in list_plans(tracker, OWNER)}


def test_a_place_is_split_corrected_moved_dropped_and_brought_back(
    see_own: See, tracker: Tracker, draft: str
) -> None:
    key = task(tracker, draft, 0)
    screen = see_own(PAGE, plan=PLAN, draft=draft, place=key, does="split")
    form = f"review/{draft}/{key}/split"
    screen.app.text_area(key=form).set_value("Rà soát thủ tục\nCông khai thủ tục")
    screen.app.button(key=f"{form}-save").click()
    assert "Công khai thủ tục" in screen.run().text
    form = f"review/{draft}/{key}/edit"
    screen = see_own(PAGE, plan=PLAN, draft=draft, place=key, does="edit")
    screen.app.selectbox(key=f"{form}/part@DDCI/time_cost").set_value(
        ("DDCI", "legal_institutions")
    )
    screen.app.text_input(key=f"{form}/title").set_value("Kiểm tra thủ tục")
    screen.app.button(key=f"{form}-save").click()
    screen.run()
    moved = review(tracker, draft)
    (fact,) = [each for each in moved.facts if str(each.key) == key]
    assert (fact.part[1], fact.cells["title"]) == ("legal_institutions", "Kiểm tra thủ tục")
    dropped = press(see_own(PAGE, plan=PLAN, draft=draft, place=key), "Bỏ")
    assert "Kiểm tra thủ tục" not in dropped.text
    assert "Kiểm tra thủ tục" in press(dropped, "Hoàn tác").text
    left = str(review(tracker, draft).left[0].key)
    added = press(see_own(PAGE, plan=PLAN, draft=draft, place=left), "Thêm thành nhiệm vụ")
    assert review(tracker, draft).left == ()
    tables = press(added, "Bảng kế hoạch")
    assert "Kiểm tra kế hoạch" in tables.text
    assert "chỗ cần xem" in press(tables, "Đối chiếu văn bản").text


def test_what_a_colleague_changed_meanwhile_is_told_and_stays_beside_what_is_typed(
    see_own: See, tracker: Tracker, draft: str
) -> None:
    key = task(tracker, draft, 0)
    form = f"review/{draft}/{key}/edit"
    screen = see_own(PAGE, plan=PLAN, draft=draft, place=key, does="edit")
    screen.app.text_input(key=f"{form}/title").set_value("Rà soát thủ tục").run()
    cells = {"title": "Của đồng nghiệp", "kpi.text": "10 thủ tục"}
    plan_reviews.edit(tracker, OTHER, draft, int(key), cells, revision=1, now=NOW)
    assert f"{OTHER.name} đã sửa bản nháp này" in screen.run().text
    assert screen.app.text_input(key=f"{form}/title").value == "Rà soát thủ tục"
    screen.app.button(key=f"{form}-save").click()
    screen.run()
    (fact,) = [each for each in review(tracker, draft).facts if str(each.key) == key]
    assert (fact.cells["title"], fact.cells["kpi.text"]) == ("Rà soát thủ tục", "10 thủ tục")
    # The same in another session, to which the page has come back.
    plan_reviews.edit(tracker, OTHER, draft, int(key), cells, revision=3, now=NOW)
    again = see_own(PAGE, plan=PLAN, draft=draft, place=key)
    again.app.session_state["typed.seen"] = {form: 3}
    again.app.query_params["does"] = "edit"
    assert "đã sửa bản nháp này" in again.run().text
