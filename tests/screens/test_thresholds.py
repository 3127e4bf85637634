"""Quản trị → Ngưỡng: what is typed is kept, what would turn is shown, and a refusal names it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ddci_tracker.services import policies
from tests.markup import elements
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE, PLAN = "office/administration.py", "SKHCN-MH-2026"

See = Callable[..., Screen]


def opened(see_own: See) -> Screen:
    return see_own(PAGE, plan=PLAN, part="thresholds")


def type_into(screen: Screen, field: str, text: str) -> None:
    screen.app.text_input(key=f"threshold-{field}:{PLAN}:policy").input(text)
    screen.run()


def revision(folder: Path) -> int:
    view = policies.policy_of(tracker_in(folder), OWNER, PLAN, now=datetime.now(UTC))
    return view.revision


def test_every_threshold_stands_there_with_its_meaning_and_default(see_own: See) -> None:
    screen = opened(see_own)
    assert len(elements(screen.html, ".ddci.threshold")) == len(policies.FIELDS)
    assert "25% số nhiệm vụ · mặc định: 25% số nhiệm vụ" in screen.text
    assert "Những đèn sẽ đổi màu" not in screen.text


def test_what_would_turn_is_shown_before_it_is_saved_and_can_be_undone(
    see_own: See, own_state: Path
) -> None:
    screen = opened(see_own)
    type_into(screen, "due_soon_days", "40")
    assert "Những đèn sẽ đổi màu" in screen.text
    assert "không đèn → vàng" in screen.text
    assert revision(own_state) == 0
    assert "Nội dung gõ dở" in opened(see_own).text
    type_into(screen, "basis", "Quyết định 12")
    screen.app.button(key="threshold-save").click()
    screen.run()
    assert "Đã đặt ngưỡng" in screen.text
    assert "Quyết định 12" in screen.text
    assert revision(own_state) == 1
    screen.app.button(key="told-undo").click()
    screen.run()
    assert "Đang áp dụng các ngưỡng mặc định" in screen.text
    assert revision(own_state) == 2


def test_a_refusal_names_the_field_and_keeps_what_was_typed(see_own: See, own_state: Path) -> None:
    screen = opened(see_own)
    type_into(screen, "amber_lag", "5")
    assert "Độ trễ còn vàng: Độ trễ còn vàng phải lớn hơn độ trễ còn xanh" in screen.text
    type_into(screen, "amber_lag", "30")
    screen.app.button(key="threshold-save").click()
    screen.run()
    assert "Lý do hoặc căn cứ: Hãy nêu lý do hoặc căn cứ đổi ngưỡng" in screen.text
    assert screen.app.text_input(key=f"threshold-amber_lag:{PLAN}:policy").value == "30"
    assert revision(own_state) == 0
