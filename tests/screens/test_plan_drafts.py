"""Drafts of plans on Kế hoạch: begun, read from a workbook, changed cell by cell, tracked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ddci_tracker.domain.plan_tables import rows_of, table
from ddci_tracker.plans import write_plan
from ddci_tracker.services import plan_drafts, plan_workbooks
from ddci_tracker.services.boards import list_plans, read_content
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.plan.draft_screen import with_changes
from ddci_tracker.words.catalogue import Words
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "office/plan.py"
PLAN = "STNMT-LS-2020"
NOW = datetime(2026, 3, 2, tzinfo=UTC)

See = Callable[..., Screen]


@pytest.fixture
def tracker(own_state: Path) -> Tracker:
    return tracker_in(own_state)


def press(screen: Screen, label: str) -> Screen:
    next(each for each in screen.app.button if each.label == label).click()
    return screen.run()


def draft_in(tracker: Tracker) -> str:
    """A sound draft of another plan of the same agency and year."""
    plan = read_content(tracker, OWNER, PLAN, now=NOW)
    text = write_plan(replace(plan, id=f"{PLAN}-B"))
    return plan_drafts.begin_from_file(tracker, OWNER, text, now=NOW).id


def test_a_workbook_becomes_a_draft_and_a_draft_becomes_a_plan(
    see_own: See, tracker: Tracker
) -> None:
    body = plan_workbooks.export_book(tracker, OWNER, PLAN, Words.of(), now=NOW)
    screen = see_own(PAGE, plan=PLAN, draft="list")
    screen.app.file_uploader[0].upload("ke-hoach.xlsx", body)
    opened = press(screen.run(), "Đọc sổ Excel")
    (entry,) = plan_drafts.list_drafts(tracker, OWNER)
    assert entry.title in opened.text
    # The plan itself is here already, under the same code.
    refused = press(opened, "Đưa vào theo dõi")
    assert f"Đã có kế hoạch {PLAN}" in refused.text


def test_a_sound_draft_is_tracked_from_its_screen(see_own: See, tracker: Tracker) -> None:
    draft = draft_in(tracker)
    press(see_own(PAGE, plan=PLAN, draft=draft), "Đưa vào theo dõi")
    assert f"{PLAN}-B" in {each.id for each in list_plans(tracker, OWNER)}
    assert plan_drafts.list_drafts(tracker, OWNER) == ()


def test_what_an_editor_tells_is_what_the_rows_say_then() -> None:
    rows = rows_of(
        [{"code": "A", "name": "Phòng A", "kind": "division"}, {"code": "B", "name": "Phòng B"}]
    )
    typed = {
        "edited_rows": {0: {"kind": "Thanh tra", "name": None}},
        "added_rows": [{"code": "C", "aliases": "Phòng Ba", "_index": 3}, {}],
        "deleted_rows": [1],
    }
    kept = with_changes(rows, typed, table("units"), Words.of())
    assert [dict(row.cells) for row in kept] == [
        {"code": "A", "kind": "inspectorate"},
        {"code": "C", "aliases": "Phòng Ba"},
    ]


def test_a_contradiction_is_shown_and_keeps_the_draft_out(see_own: See, tracker: Tracker) -> None:
    draft = draft_in(tracker)
    tables = dict(plan_drafts.draft_of(tracker, OWNER, draft).tables)
    tables["document"] = rows_of([{**tables["document"][0].cells, "document.title": ""}])
    plan_drafts.save(tracker, OWNER, draft, tables, revision=1, now=NOW)
    seen = see_own(PAGE, plan=PLAN, draft=draft)
    assert "Văn bản: Tên kế hoạch – không được để trống" in seen.text
    (tracking,) = [each for each in seen.app.button if each.label == "Đưa vào theo dõi"]
    assert tracking.disabled


def test_a_draft_that_is_thrown_away_can_be_brought_back(see_own: See, tracker: Tracker) -> None:
    draft = draft_in(tracker)
    gone = press(see_own(PAGE, plan=PLAN, draft=draft), "Bỏ bản thảo")
    assert plan_drafts.list_drafts(tracker, OWNER) == ()
    press(gone, "Hoàn tác")
    assert [each.id for each in plan_drafts.list_drafts(tracker, OWNER)] == [draft]
