"""Units are merged, split or renamed on Kế hoạch, by one act that shows first what would follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ddci_tracker.services import units
from ddci_tracker.services.agencies import predecessors
from ddci_tracker.services.boards import look_at
from tests.markup import values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE, PLAN, AGENCY = "office/plan.py", "SKHCN-MH-2026", "SKHCN-MH"
DECIDED, IN_FORCE = date(2026, 8, 10), date(2026, 8, 20)
BASIS = "Quyết định 11/QĐ-UBND"

See = Callable[..., Screen]


def opened(see: See, kind: str) -> Screen:
    return see(PAGE, plan=PLAN, edit=f"units-{kind}")


def field(kind: Any, name: str) -> Any:
    return next(each for each in kind if str(each.key).startswith(f"units-{name}:"))


def dated(screen: Screen) -> Screen:
    """The two days and the basis, filled in."""
    field(screen.app.date_input, "decided_on").set_value(DECIDED)
    field(screen.app.date_input, "in_force_on").set_value(IN_FORCE)
    field(screen.app.text_input, "basis").input(BASIS)
    return screen.run()


def saved(screen: Screen) -> Screen:
    screen.app.button("units-save").click()
    return screen.run()


def leads(folder: Path, as_of: date | None = None) -> set[str]:
    board = look_at(tracker_in(folder), OWNER, PLAN, now=datetime.now(UTC), as_of=as_of)
    return {unit for _, task in board.plan.all_tasks() for unit in task.lead}


def test_units_merge_from_a_day_and_their_open_work_passes_on(
    see_own: See, own_state: Path
) -> None:
    assert "edit=units-merged" in values(
        see_own(PAGE, plan=PLAN).html, "[data-opens]", "data-opens"
    )
    screen = opened(see_own, "merged")
    assert field(screen.app.text_input, "into").label == "Mã đơn vị sau sáp nhập"
    field(screen.app.multiselect, "units").set_value(["CDS", "HTS"])
    field(screen.app.text_input, "into").input("PCDS")
    assert "Ngày quyết định: " not in screen.run().text
    assert "Hãy ghi ngày" in screen.text, "what would follow is not known without the days"
    field(screen.app.text_input, "name").input("Phòng Chuyển đổi và Hạ tầng số")
    dated(screen)
    assert "Kéo theo" in screen.text
    assert "chỉ còn gắn với nội dung kế hoạch trước khi điều chỉnh" in screen.text, "what stays"
    assert {"CDS", "HTS"} <= leads(own_state), "only tried"

    saved(screen)
    assert "Đã ghi: Sáp nhập" in screen.text
    assert "PCDS" in leads(own_state)
    assert not {"CDS", "HTS"} & leads(own_state)
    assert {"CDS", "HTS"} <= leads(own_state, date(2026, 8, 19))
    register = {each.code: each for each in units.register(tracker_in(own_state), OWNER, AGENCY)}
    assert register["CDS"].valid_until == date(2026, 8, 19)
    assert "Đơn vị đã thôi" in screen.text
    assert f"đến 19/08/2026, sáp nhập thành PCDS ({BASIS})" in screen.text


def test_a_unit_is_split_and_another_renamed_and_a_draft_is_kept(
    see_own: See, own_state: Path
) -> None:
    split = opened(see_own, "split")
    field(split.app.selectbox, "unit").set_value("KHTC")
    field(split.app.text_area, "parts").input("KH = Phòng Kế hoạch\nTC = Phòng Tài chính")
    split.run()
    again = opened(see_own, "split")
    assert field(again.app.text_area, "parts").value.startswith("KH = ")
    saved(dated(again))
    assert "KH" in leads(own_state)

    renamed = opened(see_own, "renamed")
    field(renamed.app.selectbox, "unit").set_value("TTCNS")
    refused = saved(dated(renamed))
    assert "Đã ghi" not in refused.text
    field(renamed.app.text_input, "name").input("Trung tâm Chuyển đổi số")
    saved(renamed.run())
    assert "Trung tâm Chuyển đổi số" in renamed.text
    assert "trước 20/08/2026: Trung tâm Công nghệ số" in renamed.text


def test_a_change_of_units_is_undone_or_told_what_rests_on_it(
    see_own: See, own_state: Path
) -> None:
    screen = opened(see_own, "merged")
    field(screen.app.multiselect, "units").set_value(["CDS", "HTS"])
    field(screen.app.text_input, "into").input("PCDS")
    field(screen.app.text_input, "name").input("Phòng Chuyển đổi và Hạ tầng số")
    saved(dated(screen))
    before = leads(own_state)
    key = f"{IN_FORCE.isoformat()}/merged/CDS+HTS"
    plan = see_own(PAGE, plan=PLAN)
    assert any("units-undo" in link for link in values(plan.html, "[data-opens]", "data-opens"))
    asked = see_own(PAGE, plan=PLAN, edit=f"units-undo/{key}")
    assert "Những gì đã đổi khác từ đó vẫn giữ nguyên" in asked.text
    assert leads(own_state) == before, "only shown"
    asked.app.button("units-undo").click()
    asked.run()
    assert "Đã hoàn tác: thay đổi đơn vị" in asked.text
    assert {"CDS", "HTS"} <= leads(own_state)
    again = see_own(PAGE, plan=PLAN, edit=f"units-undo/{key}")
    assert "không có thay đổi đơn vị" in again.text


def test_an_agency_that_took_the_place_of_another_shows_its_results_as_theirs(
    see_own: See, own_state: Path
) -> None:
    plan = "STTTT-LS-2023"
    assert "edit=agency" in values(see_own(PAGE, plan=plan).html, "[data-opens]", "data-opens")
    screen = see_own(PAGE, plan=plan, edit="agency")
    key = f"{plan}:plan/agency"
    screen.app.selectbox(key=f"agency-predecessor:{key}").set_value("STNMT-LS")
    screen.app.date_input(key=f"agency-decided_on:{key}").set_value(date(2025, 2, 20))
    screen.app.date_input(key=f"agency-in_force_on:{key}").set_value(date(2025, 3, 1))
    screen.app.text_input(key=f"agency-basis:{key}").input("Nghị quyết 10/NQ-HĐND")
    assert "DDCI: kết quả của" in screen.run().text
    screen.app.button("agency-save").click()
    assert "Đã ghi cơ quan tiền thân" in screen.run().text
    held = see_own(PAGE, plan=plan, edit="agency")
    assert "Nghị quyết 10/NQ-HĐND" in held.text
    held.app.button("agency-undo:STNMT-LS").click()
    assert "Đã hoàn tác" in held.run().text
    assert predecessors(tracker_in(own_state), OWNER, "STTTT-LS") == ()
