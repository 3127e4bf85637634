"""Diễn biến: every picture says its point, and of a plan that nobody follows only that."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ddci_tracker.plans import read_plan
from ddci_tracker.services.plan_files import load_plan
from tests.markup import elements, text_of
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

CASE = Path(__file__).parents[1] / "cases" / "sdl-mh-2026.yaml"
PAGE = "leaders/over_the_year.py"
NOT_TRACKED = "Chưa theo dõi trên hệ thống: chưa đơn vị nào ghi nhận"


def titles(screen: Screen) -> list[str]:
    return [text_of(each) for each in elements(screen.html, '.name[aria-level="2"]')]


def test_a_plan_that_nobody_follows_is_accused_by_no_picture(
    see: Callable[..., Screen], plan_ids: tuple[str, ...]
) -> None:
    followed = next(each for each in plan_ids if each.startswith("SKHCN-MH-"))
    assert NOT_TRACKED not in titles(see(PAGE, plan=followed))
    screen = see(PAGE, plan="STNMT-LS-2020")
    assert titles(screen) == [NOT_TRACKED] * 3
    (chart,) = screen.app.get("plotly_chart")
    assert "theo hạn" in json.dumps(json.loads(chart.proto.spec), ensure_ascii=False)
    assert "chưa xong" not in json.dumps(json.loads(chart.proto.spec), ensure_ascii=False)


def test_a_month_of_the_next_year_is_named_with_it(
    see_own: Callable[..., Screen], own_state: Path
) -> None:
    tracker = tracker_in(own_state)
    load_plan(tracker, OWNER, read_plan(CASE, tracker.catalog), now=datetime.now(UTC))
    screen = see_own(PAGE, plan="SDL-MH-2026")
    months = [
        text_of(each) for each in elements(screen.html, ".year-head .months li > span:first-child")
    ]
    assert months == ["Tháng 4", "Tháng 7", "Tháng 10", "Tháng 12", "Tháng 1/2027"]


def test_a_word_of_a_key_stands_with_its_mark(
    see: Callable[..., Screen], plan_ids: tuple[str, ...]
) -> None:
    drawn = see(PAGE, plan=plan_ids[0]).html
    keys = [each for row in elements(drawn, ".keys") for each in elements(row, "span")]
    assert len(keys) == 8
    assert all(text_of(each) and elements(each, "i") for each in keys)
