"""Kế hoạch shows what was set where the print is open, by whom, and lets the Office set it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ddci_tracker.domain.plan import DueRule, MembersBasis
from ddci_tracker.services import plan_gaps, reports, results
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import look_at, read_content
from ddci_tracker.services.permissions import Actor
from tests.markup import values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen
from tests.screens.test_result_entry import OF_2019

PAGE = "office/plan.py"
PLAN = "STTTT-LS-2023"
FAIR = "DDCI/fair_competition#1"
ROOMS = "PCM"
OFFICE = Actor.owner("Lê Thị Hà")

See = Callable[..., Screen]


def act() -> Act:
    return Act(actor=OFFICE, now=datetime.now(UTC))


def size(folder: Path, places: int | None) -> None:
    plan_gaps.size_top_group(tracker_in(folder), PLAN, FAIR, places, act())


def gap(folder: Path) -> object:
    board = look_at(tracker_in(folder), OWNER, PLAN, now=datetime.now(UTC))
    view = board.sub_index("DDCI", "fair_competition")
    assert view is not None
    return view.standing.targets[0].gap


def press(screen: Screen, key: str) -> Screen:
    screen.app.button(key).click()
    return screen.run()


def members_of(folder: Path) -> Any:
    plan = read_content(tracker_in(folder), OWNER, PLAN, now=datetime.now(UTC))
    unit = plan.unit(ROOMS)
    assert unit is not None
    return unit.members


def test_a_size_that_is_open_says_so_and_leads_to_its_form(see: See) -> None:
    screen = see(PAGE, plan=PLAN)
    assert "chưa xác định quy mô nhóm" in screen.text
    assert (
        values(screen.html, "[data-opens]", "data-opens").count("open=DDCI%2Ffair_competition%231")
        == 1
    )


def size_field(screen: Screen) -> Any:
    """The field that a size is typed into."""
    fields = screen.app.text_input
    return next(each for each in fields if str(each.key).startswith("open-size:"))


def has_size_field(screen: Screen) -> bool:
    return any(str(each.key).startswith("open-size:") for each in screen.app.text_input)


def test_a_size_is_set_shown_with_who_and_when_and_taken_back(
    see_own: See, own_state: Path
) -> None:
    screen = see_own(PAGE, plan=PLAN, open=FAIR)
    assert "“tiếp tục giữ vững phong độ nằm trong nhóm dẫn đầu”" in screen.text
    assert size_field(screen).label == "Nhóm gồm bao nhiêu đơn vị"
    size_field(screen).set_value("5")
    press(screen.run(), f"open-save:{FAIR}")
    assert "Đã lưu: nhóm gồm 5 đơn vị" in screen.text
    assert "quy mô xác định bởi" in screen.text
    assert gap(own_state) == 2, "third, where the first five are asked for"
    press(screen, f"open-back:{FAIR}")
    assert gap(own_state) is None


def test_a_size_longer_than_the_list_is_refused_and_stays_typed(
    see_own: See, own_state: Path
) -> None:
    screen = see_own(PAGE, plan=PLAN, open=FAIR)
    size_field(screen).set_value("26")
    press(screen.run(), f"open-save:{FAIR}")
    assert "Số đơn vị: Nhóm đứng đầu có từ 1 đến 25 đơn vị, không phải 26" in screen.text
    assert size_field(screen).value == "26"
    assert gap(own_state) is None


def test_who_set_a_size_meanwhile_is_told(see_own: See, own_state: Path) -> None:
    screen = see_own(PAGE, plan=PLAN, open=FAIR)
    size_field(screen).set_value("5")
    screen.run()
    size(own_state, 3)
    press(screen, f"open-save:{FAIR}")
    assert "Vừa được xác định bởi Lê Thị Hà, " in screen.text
    assert gap(own_state) == 0, "theirs stands"
    press(screen, f"open-save:{FAIR}")
    assert gap(own_state) == 2


def test_members_are_set_by_the_office_and_inferred_again_by_undo(
    see_own: See, own_state: Path
) -> None:
    before = members_of(own_state)
    screen = see_own(PAGE, plan=PLAN, open=ROOMS)
    assert "đây là thành viên suy luận" in screen.text
    screen.app.multiselect[0].set_value(["TTr", "HTS"])
    press(screen.run(), f"open-save:{ROOMS}")
    assert members_of(own_state).basis is MembersBasis.ENTERED
    assert set(members_of(own_state).units) == {"TTr", "HTS"}
    assert "thành viên xác định bởi" in screen.text
    press(screen, "told-undo")
    assert members_of(own_state) == before


def test_a_group_without_members_is_refused(see_own: See, own_state: Path) -> None:
    before = members_of(own_state)
    screen = see_own(PAGE, plan=PLAN, open=ROOMS)
    screen.app.multiselect[0].set_value([])
    press(screen.run(), f"open-save:{ROOMS}")
    assert "Thành viên của nhóm: Một nhóm cần ít nhất một thành viên" in screen.text
    assert members_of(own_state) == before


def test_a_due_day_that_the_office_set_stands_beside_what_is_printed(
    see_own: See, own_state: Path
) -> None:
    plan = read_content(tracker_in(own_state), OWNER, PLAN, now=datetime.now(UTC))
    duty = next(each for each in plan.report_duties if each.due is None and each.cadence)
    on = replace(act(), on=plan.ends_on)
    rule = DueRule(inclusive=True, day=20)
    reports.set_due(tracker_in(own_state), PLAN, duty.code, rule, on)
    text = see_own(PAGE, plan=PLAN).text
    assert "hạn đặt bởi Lê Thị Hà, " in text
    assert "bản in không nêu hạn" in text


def test_an_entered_result_stands_beside_the_printed_one(see_own: See, own_state: Path) -> None:
    results.save_result(tracker_in(own_state), "STNMT-LS-2020", OF_2019, act())
    text = see_own(PAGE, plan="STNMT-LS-2020").text
    assert "năm 2019, 55,20 điểm (công bố) nhập bởi Lê Thị Hà, " in text


def test_nothing_is_set_from_the_past(see_own: See, own_state: Path) -> None:
    size(own_state, 5)
    screen = see_own(PAGE, plan=PLAN, known_at="2024-01-01T00:00:00+00:00", open=FAIR)
    assert not has_size_field(screen)
    assert "quy mô xác định bởi" not in screen.text
