"""Kế hoạch is edited where it is read: a row opens in a drawer, corrected or amended, and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ddci_tracker.domain.plan import Plan, Task
from ddci_tracker.domain.plan_tables import edited_table
from ddci_tracker.services import plan_edits, plan_things
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import look_at, read_content
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.plan_edits import RowChanged
from ddci_tracker.ui.plan.row_form import FORMS
from ddci_tracker.words.catalogue import Words
from tests.markup import values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen
from tests.screens.test_my_work import edit

PAGE, PLAN, TASK = "office/plan.py", "SKHCN-MH-2026", "II.1-03"
OFFICE = Actor.owner("Lê Thị Hà")
BASIS = "Thông báo 45/TB-SKHCN"

See = Callable[..., Screen]


def opened(see: See, name: str = f"tasks/{TASK}") -> Screen:
    return see(PAGE, plan=PLAN, edit=name)


def field(kind: Any, name: str) -> Any:
    """The field of a form by the name of its column."""
    return next(each for each in kind if str(each.key).startswith(f"row-{name}:"))


def typed(screen: Screen, **texts: str) -> Screen:
    for name, text in texts.items():
        field(screen.app.text_input, name).input(text)
    return screen.run()


def chosen(screen: Screen, why: str, basis: str = "") -> Screen:
    field(screen.app.radio, "act.why").set_value(why)
    if basis:
        field(screen.app.text_input, "act.basis").input(basis)
    return screen.run()


def press(screen: Screen, key: str) -> Screen:
    screen.app.button(key).click()
    return screen.run()


def task(folder: Path, as_of: date | None = None, code: str = TASK) -> Task | None:
    board = look_at(tracker_in(folder), OWNER, PLAN, now=datetime.now(UTC), as_of=as_of)
    return next((each for _, each in board.plan.all_tasks() if each.code == code), None)


def title(folder: Path, as_of: date | None = None) -> str:
    found = task(folder, as_of)
    assert found is not None
    return found.title


def test_every_row_leads_to_its_form_for_who_may_edit_and_looks_at_today(see: See) -> None:
    opens = values(see(PAGE, plan=PLAN).html, "[data-opens]", "data-opens")
    assert {
        "edit=document%2Fdocument",
        "edit=units%2FVP",
        "edit=targets%2FDDCI%231",
        "edit=report_duties%2FBC1",
        "edit=sub_indices%2FDDCI%2Ftransparency",
        f"edit=tasks%2F{TASK}",
        "edit=tasks%2F%2BDDCI%2Ftransparency",
    } <= set(opens)
    past = see(PAGE, plan=PLAN, as_of="2026-06-30")
    earlier = see(PAGE, plan=PLAN, quarter="2026-Q2")
    for screen in (past, earlier):
        opens = values(screen.html, "[data-opens]", "data-opens")
        assert not [each for each in opens if "edit" in each]
    assert "muốn sửa, hãy xem quý hiện tại" in earlier.text


@pytest.mark.parametrize("plan", [PLAN, "SNGV-LS-2021"])
def test_fields_give_back_the_cells_that_they_were_filled_with(six_plans: Path, plan: str) -> None:
    today = date(2026, 8, 20)
    for table in plan_things.KINDS:
        now = datetime.now(UTC)
        for row in plan_things.things(tracker_in(six_plans), OWNER, plan, table, now=now):
            form = FORMS[table](
                plan=plan,
                name=row.key,
                of=edited_table(table),
                key_of_row=row.key,
                cells=row.cells,
                called=row.key,
                revision=row.revision,
                first_day=today,
                today=today,
                words=Words.of(),
            )
            cells = {name: cell for name, cell in form.cells_in(form.base()).items() if cell}
            assert cells == row.cells, (table, row.key)


def test_a_typo_is_mended_in_every_look_and_the_way_back_is_offered(
    see_own: See, own_state: Path
) -> None:
    before = title(own_state)
    screen = chosen(typed(opened(see_own), title="Công khai kế hoạch đấu thầu"), "correction")
    assert "Nội dung thay đổi" in screen.text
    assert "Không đổi đèn: quý I, quý II và quý III" in screen.text
    assert title(own_state) == before, "only tried"
    press(screen, "row-save")
    assert "Đã ghi: Công khai kế hoạch đấu thầu" in screen.text
    assert title(own_state, date(2026, 3, 1)) == title(own_state) == "Công khai kế hoạch đấu thầu"
    press(screen, "told-undo")
    assert title(own_state) == before


def test_what_is_decided_later_counts_from_its_day_and_needs_a_basis(
    see_own: See, own_state: Path
) -> None:
    before = title(own_state)
    screen = chosen(typed(opened(see_own), title="Công khai qua mạng"), "amendment")
    press(screen, "row-save")
    assert "Căn cứ: " in screen.text
    assert field(screen.app.text_input, "title").value == "Công khai qua mạng"
    press(chosen(screen, "amendment", BASIS), "row-save")
    assert (title(own_state, date(2026, 8, 19)), title(own_state)) == (before, "Công khai qua mạng")
    again = opened(see_own)
    assert f"điều chỉnh theo {BASIS}" in again.text
    restore = next(each for each in again.app.button if str(each.key).startswith("row-restore-"))
    restore.click()
    again.run()
    assert field(again.app.text_input, "title").value == before, "into the field, not yet saved"
    assert title(own_state) == "Công khai qua mạng"


def test_nothing_is_saved_before_it_is_said_which_kind_of_change_it_is(
    see_own: See, own_state: Path
) -> None:
    before = title(own_state)
    screen = press(typed(opened(see_own), title="Khác"), "row-save")
    assert "Vì sao đổi: Hãy chọn đây là sửa lỗi nhập hay điều chỉnh kế hoạch" in screen.text
    assert title(own_state) == before


def test_who_came_first_is_told_and_only_what_both_touched_is_contested(
    see_own: See, own_state: Path
) -> None:
    screen = chosen(typed(opened(see_own), title="Của tôi"), "correction")
    theirs = {"title": "Của bạn", "section": "II.9"}
    change = RowChanged(table="tasks", key=TASK, cells=theirs)
    act = Act(actor=OFFICE, now=datetime.now(UTC))
    plan_edits.edit(tracker_in(own_state), PLAN, (change,), act)

    press(screen, "row-save")
    assert "Lê Thị Hà đã sửa nội dung này lúc" in screen.text
    assert field(screen.app.text_input, "title").value == "Của tôi"
    assert field(screen.app.text_input, "section").value == "II.9", "nobody touched it here"
    assert title(own_state) == "Của bạn"
    press(screen, "row-save")
    found = task(own_state)
    assert found is not None
    assert (found.title, found.section) == ("Của tôi", "II.9")


def test_what_was_typed_is_there_again_over_what_somebody_saved_since(
    see_own: See, own_state: Path
) -> None:
    typed(opened(see_own), title="Gõ dở")
    change = RowChanged(table="tasks", key=TASK, cells={"section": "II.9"})
    act = Act(actor=OFFICE, now=datetime.now(UTC))
    plan_edits.edit(tracker_in(own_state), PLAN, (change,), act)

    again = opened(see_own)
    assert "Nội dung gõ dở" in again.text
    assert "Lê Thị Hà đã sửa nội dung này lúc" in again.text
    assert field(again.app.text_input, "title").value == "Gõ dở"
    assert field(again.app.text_input, "section").value == "II.9"


def test_a_task_is_added_with_the_next_code_from_its_day(see_own: See, own_state: Path) -> None:
    screen = opened(see_own, "tasks/+DDCI/transparency")
    assert field(screen.app.text_input, "code").value == "II.1-06"
    chosen(typed(screen, title="Mở đường dây nóng"), "amendment", BASIS)
    assert "Nội dung thay đổi" not in screen.text, "all of it is new"
    press(screen, "row-save")
    assert "Đã ghi: Mở đường dây nóng" in screen.text
    assert task(own_state, date(2026, 8, 19), "II.1-06") is None
    added = task(own_state, code="II.1-06")
    assert added is not None
    assert added.lead == ("TTCNS",)


def test_a_task_is_split_merged_taken_out_and_brought_back(see_own: See, own_state: Path) -> None:
    before = title(own_state)
    split = opened(see_own, f"split/tasks/{TASK}")
    field(split.app.text_area, "titles").input(f"{before}\nCông khai kết quả đấu thầu")
    press(chosen(split, "amendment", BASIS), "row-save")
    second = task(own_state, code="II.1-06")
    assert second is not None
    assert second.title == "Công khai kết quả đấu thầu"

    merge = opened(see_own, f"merge/tasks/{TASK}")
    field(merge.app.multiselect, "others").set_value(["II.1-06"])
    press(chosen(merge, "amendment", BASIS), "row-save")
    assert task(own_state, code="II.1-06") is None

    retire = chosen(opened(see_own, f"retire/tasks/{TASK}"), "amendment")
    assert "không còn nhiệm vụ" in retire.text
    press(retire, "row-save")
    assert "Căn cứ: " in retire.text
    press(chosen(retire, "amendment", BASIS), "row-save")
    assert (task(own_state), title(own_state, date(2026, 8, 19))) == (None, before)
    assert "Đã rút khỏi kế hoạch" in retire.text

    back = opened(see_own, f"back/tasks/{TASK}")
    press(chosen(back, "correction"), "row-save")
    assert title(own_state) == before


def test_what_was_recorded_is_lost_only_where_that_is_said_twice(
    see_own: See, own_state: Path
) -> None:
    screen = chosen(opened(see_own, f"retire/tasks/{TASK}"), "correction")
    press(screen, "row-save")
    assert "Số liệu đã ghi nhận sẽ không còn chỗ thuộc về" in screen.text
    assert task(own_state) is not None
    press(screen, "row-save-losing")
    assert task(own_state) is None
    press(screen, "told-undo")
    assert task(own_state) is not None


def cells(screen: Screen, rows: dict[int, dict[str, object]]) -> Screen:
    edit(screen.app, rows)
    return screen.run()


def test_many_tasks_are_changed_by_one_act_all_or_none(see_own: See, own_state: Path) -> None:
    screen = see_own(PAGE, plan=PLAN, edit="many")
    (table,) = screen.app.data_editor
    codes = list(table.value["row"])
    first, second = codes.index("II.1-02"), codes.index(TASK)
    typed_in: dict[int, dict[str, object]] = {
        first: {"lead": "Văn phòng Sở; TTCNS"},
        second: {"title": "Công khai qua mạng", "due": "31/02/2026"},
    }
    press(chosen(cells(screen, typed_in), "amendment", BASIS), "row-save")
    assert f"{TASK}: Hạn – không có ngày 31/02/2026" in screen.text
    found = task(own_state, code="II.1-02")
    assert found is not None
    assert found.lead == ("TTCNS",), "nothing of it was saved"

    typed_in[second]["due"] = "31/10/2026"
    cells(screen, typed_in)
    act = Act(actor=OFFICE, now=datetime.now(UTC))
    theirs = RowChanged(table="tasks", key=TASK, cells={"section": "II.9"})
    plan_edits.edit(tracker_in(own_state), PLAN, (theirs,), act)
    press(screen, "row-save")
    assert f"Vừa có người khác sửa: {TASK}" in screen.text
    press(screen, "row-save")
    lead, changed = task(own_state, code="II.1-02"), task(own_state)
    assert lead is not None
    assert changed is not None
    assert lead.lead == ("VP", "TTCNS")
    assert (changed.title, changed.due) == ("Công khai qua mạng", date(2026, 10, 31))
    assert changed.section == "II.9"
    assert title(own_state, date(2026, 8, 19)) != changed.title


# A cell of the first row of each other table, and what a plan says once it is saved.
WHOLE_TABLES: dict[str, tuple[dict[str, object], Callable[[Plan], object], object]] = {
    "targets": (
        {"value": "83,5"},
        lambda plan: plan.overall[0].targets[0].value,
        Decimal("83.5"),
    ),
    "sub_indices": (
        {"with": "Thanh tra Sở; VP"},
        lambda plan: plan.sub_indices[0].with_units,
        ("TTr", "VP"),
    ),
    "units": ({"name": "Văn phòng"}, lambda plan: plan.units[0].name, "Văn phòng"),
    "people": ({"role": "Quyền Giám đốc"}, lambda plan: plan.people[0].role, "Quyền Giám đốc"),
    "report_duties": (
        {"due.day": "5"},
        lambda plan: plan.report_duties[1].due and plan.report_duties[1].due.day,
        5,
    ),
    "legal_bases": (
        {"issued_on": "05/02/2026"},
        lambda plan: plan.legal_bases[0].issued_on,
        date(2026, 2, 5),
    ),
    "recipients": ({"mark": "để b/c"}, lambda plan: plan.recipients[0].mark, "để b/c"),
}


@pytest.mark.parametrize("table", WHOLE_TABLES)
def test_any_table_of_the_plan_is_typed_into_as_a_whole(
    table: str, see_own: See, own_state: Path
) -> None:
    typed_in, said, meant = WHOLE_TABLES[table]
    screen = see_own(PAGE, plan=PLAN, edit=f"many/{table}")
    (editor,) = screen.app.data_editor
    names = list(editor.value["row"])
    assert len(set(names)) == len(names) > 0
    row = 1 if table == "report_duties" else 0
    cells(screen, {row: typed_in})
    press(chosen(screen, "correction"), "row-save")
    plan = read_content(tracker_in(own_state), OFFICE, PLAN, now=datetime.now(UTC))
    assert said(plan) == meant


def test_the_order_of_rows_is_changed_and_undone(see_own: See, own_state: Path) -> None:
    def codes() -> list[str]:
        board = look_at(tracker_in(own_state), OWNER, PLAN, now=datetime.now(UTC))
        return [each.code for each in board.plan.sub_indices[1].tasks]

    before = codes()
    first, *_, last = before
    screen = opened(see_own, f"move/tasks/{last}")
    field(screen.app.selectbox, "behind").set_value(first)
    press(chosen(screen, "correction"), "row-save")
    assert codes() == [first, last, *before[1:-1]]
    again = opened(see_own, f"move/tasks/{last}")
    field(again.app.selectbox, "behind").set_value("/")
    press(chosen(again, "amendment", BASIS), "row-save")
    assert codes() == [last, *before[:-1]]
    press(again, "told-undo")
    assert codes() == [first, last, *before[1:-1]]


def test_a_note_on_the_print_is_added_mended_and_taken_out(see_own: See, own_state: Path) -> None:
    def notes() -> tuple[str, ...]:
        board = look_at(tracker_in(own_state), OWNER, PLAN, now=datetime.now(UTC))
        return tuple(each.text for each in board.plan.notes)

    before = notes()
    screen = opened(see_own, "notes/+")
    field(screen.app.text_area, "text").input("Bản in thiếu phụ lục 2")
    field(screen.app.selectbox, "kind").set_value("missing")
    press(chosen(screen.run(), "correction"), "row-save")
    assert notes() == (*before, "Bản in thiếu phụ lục 2")
    opens = values(see_own(PAGE, plan=PLAN).html, "[data-opens]", "data-opens")
    assert "edit=notes%2Fmissing" in opens
    press(chosen(opened(see_own, "retire/notes/missing"), "correction"), "row-save")
    assert notes() == before


def test_the_bands_of_an_index_are_typed_a_line_each_and_shown(
    see_own: See, own_state: Path
) -> None:
    screen = opened(see_own, "overall/DDCI")
    bands = field(screen.app.text_area, "bands")
    assert bands.proto.placeholder == "Mỗi mức một dòng: điểm bắt đầu, rồi tên mức"
    bands.input("80,5: Tốt\n65 Khá\n")
    press(chosen(screen.run(), "correction"), "row-save")

    (whole,) = look_at(tracker_in(own_state), OWNER, PLAN, now=datetime.now(UTC)).plan.overall
    assert [(each.name, str(each.from_score)) for each in whole.bands] == [
        ("Tốt", "80.5"),
        ("Khá", "65"),
    ]
    text = see_own(PAGE, plan=PLAN).text
    assert "Thang điểm riêng của kế hoạch: Tốt từ 80,5; Khá từ 65" in text
    assert field(opened(see_own, "overall/DDCI").app.text_area, "bands").value == (
        "80,5 Tốt\n65 Khá"
    )


def test_a_sub_index_that_was_left_out_is_added_and_may_have_its_first_task(
    see_own: See, own_state: Path
) -> None:
    plan = "SCT-KG-2021"
    screen = see_own(PAGE, plan=plan, edit="sub_indices/+")
    field(screen.app.selectbox, "index").set_value("PCI")
    code = field(screen.app.selectbox, "code")
    assert "Tiếp cận đất đai" in " ".join(code.options)
    code.set_value("land_access")
    field(screen.app.text_input, "printed_name").input("Tiếp cận đất đai")
    press(chosen(screen.run(), "correction"), "row-save")

    content = look_at(tracker_in(own_state), OWNER, plan, now=datetime.now(UTC)).plan
    assert ("PCI", "land_access") in {(each.index, each.code) for each in content.sub_indices}
    opens = values(see_own(PAGE, plan=plan).html, "[data-opens]", "data-opens")
    assert {
        "edit=tasks%2F%2BPCI%2Fland_access",
        "edit=results%2F%2BPCI%2Fland_access",
        "edit=tasks%2F%2B",
    } <= set(opens)
