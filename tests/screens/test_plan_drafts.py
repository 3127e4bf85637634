"""Drafts of plans on Kế hoạch: begun, read from a workbook, changed cell by cell, tracked."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from ddci_tracker.domain.plan_tables import rows_of, table
from ddci_tracker.plans import write_plan
from ddci_tracker.services import plan_drafts, plan_workbooks
from ddci_tracker.services.boards import list_plans, read_content
from ddci_tracker.services.installation import current_user
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.plan.draft_screen import with_cells, with_changes
from ddci_tracker.ui.shared.typed import Typed
from ddci_tracker.words.catalogue import Words
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen
from tests.screens.test_kept_cells import bring_back
from tests.unit.plans.importing.test_reading import PLAN as PRINTED

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
    screen = see_own(PAGE, plan=PLAN, draft="list", begin="so-excel")
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


@pytest.mark.parametrize(
    ("begin", "button"),
    [("van-ban", "Đọc văn bản"), ("so-excel", "Đọc sổ Excel"), ("tep", "Đọc tệp kế hoạch")],
)
def test_a_file_that_is_not_there_or_still_coming_is_asked_for(
    see_own: See, begin: str, button: str
) -> None:
    screen = press(see_own(PAGE, plan=PLAN, draft="list", begin=begin), button)
    assert "Máy chủ chưa nhận được tệp: hãy chọn tệp ở trên và đợi tải lên xong" in screen.text


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (PRINTED, "nâng cao chỉ số DDCI của Sở Xây dựng năm 2024"),
        (["THÔNG BÁO", "Kết luận của Giám đốc Sở"], "Đây có vẻ là thông báo, không phải kế hoạch"),
    ],
)
def test_a_printed_text_becomes_a_draft_or_is_called_by_what_it_is(
    see_own: See, lines: list[str], said: str
) -> None:
    screen = see_own(PAGE, plan=PLAN, draft="list", begin="van-ban")
    screen.app.file_uploader[0].upload("ke-hoach.txt", "\n".join(lines).encode())
    assert said in press(screen.run(), "Đọc văn bản").text


def test_a_press_counts_although_the_file_that_arrives_cuts_its_run_short(
    see_own: See, tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = see_own(PAGE, plan=PLAN, draft="list", begin="van-ban")
    screen.app.file_uploader[0].upload("ke-hoach.txt", "\n".join(PRINTED).encode())
    screen.run()
    listing = plan_drafts.list_drafts
    cut_short: list[bool] = []

    def list_and_be_cut_short_once(*about: Any) -> Any:
        if not cut_short:
            cut_short.append(True)
            st.rerun()
        return listing(*about)

    monkeypatch.setattr(plan_drafts, "list_drafts", list_and_be_cut_short_once)
    assert "Đã đọc văn bản" in press(screen, "Đọc văn bản").text
    assert cut_short
    assert len(listing(tracker, OWNER)) == 1


def test_what_was_typed_of_an_empty_plan_comes_back_until_it_has_begun(see_own: See) -> None:
    screen = see_own(PAGE, plan=PLAN, draft="list", begin="trong")
    indices = json.dumps(["DDCI", "PAR"])
    bring_back(screen, "draft-begin", **{"agency.name": "Sở Y tế", "no": "x", "indices": indices})
    assert screen.app.text_input(key="draft-begin-agency.name").value == "Sở Y tế"
    assert screen.app.multiselect(key="draft-begin-indices").value == ["DDCI", "PAR"]


def test_cells_count_for_the_rows_that_they_were_typed_into() -> None:
    edits = {"edited_rows": {0: {"name": "A"}}, "added_rows": [{"code": "C"}], "deleted_rows": []}
    cells = {"name@1": "An", "name@3": "Ca", "code@4": "D", "code@9": "?", "no@1": "?", "x": "?"}
    assert with_cells(edits, cells, 2, table("units")) == {
        "edited_rows": {0: {"name": "An"}},
        "added_rows": [{"code": "C", "name": "Ca"}, {"code": "D"}],
        "deleted_rows": [],
    }


def units_in(tracker: Tracker, draft: str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in plan_drafts.draft_of(tracker, OWNER, draft).tables["units"]]


def open_units(see: See, draft: str) -> tuple[Screen, str]:
    """The table of the units of a draft, and what the browser calls it."""
    screen = see(PAGE, plan=PLAN, draft=draft)
    screen.app.pills(key=f"draft-table-{draft}").set_value("units")
    screen.run()
    return screen, f"plan-draft/{draft}/units"


def test_a_cell_that_did_not_arrive_comes_back_into_its_row_and_is_kept(
    see_own: See, tracker: Tracker
) -> None:
    draft = draft_in(tracker)
    screen, form = open_units(see_own, draft)
    screen.app.session_state["typed.shown"] = {}
    texts = {"name@2": "Trung tâm", f"code@{len(units_in(tracker, draft)) + 1}": "MOI"}
    screen.app.session_state["typed.back"] = {form: Typed(revision=1, texts=texts)}
    screen.run()
    units = units_in(tracker, draft)
    assert (units[1]["name"], units[-1]) == ("Trung tâm", {"code": "MOI"})
    assert "Đã lấy lại nội dung vừa gõ" in screen.text


def come_back(screen: Screen, draft: str, edits: dict[int, dict[str, str]]) -> None:
    """As a page does that shows a table as it was opened at first, to another server."""
    state = screen.app.session_state
    del state["draft-base"], state["draft-tables-opened"]
    state["typed.shown"] = {f"plan-draft/{draft}/units": 1}
    held = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    state[f"draft-editor-{draft}-units-1"] = held
    screen.run()


def change_a_unit(tracker: Tracker, actor: Actor, draft: str, name: str) -> None:
    """Keep another name of the first unit, as the second version of a draft."""
    tables = dict(plan_drafts.draft_of(tracker, actor, draft).tables)
    first, *rest = units_in(tracker, draft)
    tables["units"] = rows_of([{**first, "name": name}, *rest])
    plan_drafts.save(tracker, actor, draft, tables, revision=1, now=NOW)


def test_what_a_page_held_of_a_table_is_kept_when_it_comes_back(
    see_own: See, tracker: Tracker
) -> None:
    draft = draft_in(tracker)
    screen, _ = open_units(see_own, draft)
    me = Actor.owner(current_user())
    change_a_unit(tracker, me, draft, "đã lưu")
    come_back(screen, draft, {0: {"name": "đã lưu"}, 1: {"name": "chưa lưu"}})
    assert [each["name"] for each in units_in(tracker, draft)[:2]] == ["đã lưu", "chưa lưu"]


def test_a_page_that_held_nothing_shows_what_the_table_says_now(
    see_own: See, tracker: Tracker
) -> None:
    draft = draft_in(tracker)
    screen, _ = open_units(see_own, draft)
    change_a_unit(tracker, Actor.owner("lan"), draft, "của Lan")
    come_back(screen, draft, {})
    assert next(iter(screen.app.data_editor[0].value["name"])) == "của Lan"
    assert len(plan_drafts.draft_versions(tracker, OWNER, draft)) == 2


def test_what_a_page_held_does_not_go_over_what_a_colleague_changed_meanwhile(
    see_own: See, tracker: Tracker
) -> None:
    draft = draft_in(tracker)
    screen, _ = open_units(see_own, draft)
    change_a_unit(tracker, Actor.owner("lan"), draft, "của Lan")
    come_back(screen, draft, {0: {"name": "của tôi"}})
    assert units_in(tracker, draft)[0]["name"] == "của Lan"
    assert next(iter(screen.app.data_editor[0].value["name"])) == "của tôi"
    assert "Nội dung vừa rồi của bạn chưa được giữ" in screen.text


def test_what_two_people_change_in_one_table_is_kept_of_both(
    see_own: See, tracker: Tracker
) -> None:
    draft = draft_in(tracker)
    screen, _ = open_units(see_own, draft)
    change_a_unit(tracker, Actor.owner("lan"), draft, "của Lan")
    come_back(screen, draft, {0: {"kind": "Chi cục"}, 1: {"name": "của tôi"}})
    first, second = units_in(tracker, draft)[:2]
    assert (first["name"], first["kind"], second["name"]) == ("của Lan", "branch", "của tôi")


def test_next_years_plan_takes_the_tasks_that_are_left_chosen(
    see_own: See, tracker: Tracker
) -> None:
    screen = see_own(PAGE, plan=PLAN, draft="list", begin="nam-truoc")
    before = screen.app.selectbox("draft-from")
    assert before.value == PLAN
    assert "Sở Tài nguyên và Môi trường, DDCI 2020" in before.options
    first, *others = screen.app.checkbox
    assert first.label.endswith("· Văn phòng Sở")
    first.uncheck()
    press(screen, "Lập kế hoạch năm sau")
    (entry,) = plan_drafts.list_drafts(tracker, OWNER)
    tables = plan_drafts.draft_of(tracker, OWNER, entry.id).tables
    assert len(tables["tasks"]) == len(others)
    screen.app.pills(key=f"draft-table-{entry.id}").set_value("targets")
    assert "Mục tiêu năm 2020" in screen.run().text
