"""Việc của tôi: what a unit owes is listed, said, saved, taken back; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.my_work import Nearness, owed_by
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board
from ddci_tracker.services import accounts, sessions
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import look_at, read_content
from ddci_tracker.services.drafts import drafts_of
from ddci_tracker.services.evidence import evidence_of
from ddci_tracker.services.installation import current_user
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.services.task_updates import update_task
from ddci_tracker.services.unit_forms import FormOf, export_form
from ddci_tracker.words.catalogue import Words
from tests.markup import elements, text_of, texts
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen
from tests.screens.test_who import offers, see_as

LIST = "leaders/sub_index.py"
PAGE = "staff/my_work.py"
UNIT = "TTr"
FIRST, SECOND = "tạm thời 0001", "một hai ba bốn"
HOSTILE = "<script>alert('x')</script> & <b>đậm</b> [a](javascript:alert(1)) $x$ :red[x]"

See = Callable[..., Screen]
BoardOf = Callable[[str], Board]
# Whoever opens the screen without an account.
ME = Actor.owner(current_user())


@pytest.fixture
def plan(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


@pytest.fixture
def task(plan: str, board_of: BoardOf) -> str:
    """A task of the unit that goes on without an end, on which nothing was said this quarter."""
    owed = owed_by(board_of(plan), UNIT)
    return next(each.view.task.code for each in owed.tasks_in(Nearness.NOW) if not each.spoken)


def field(screen: Screen, kind: str, name: str) -> Any:
    """An input of the form, by what it is for."""
    found = [each for each in screen.app.get(kind) if (each.key or "").startswith(f"work-{name}:")]
    assert found, f"no {name}"
    return found[0]


def has_field(screen: Screen, kind: str, name: str) -> bool:
    return any((each.key or "").startswith(f"work-{name}:") for each in screen.app.get(kind))


def choose(screen: Screen, status: TaskStatus) -> Screen:
    field(screen, "button_group", "status").set_value(status)
    return screen.run()


def press(screen: Screen, key: str) -> Screen:
    screen.app.button(key=key).click()
    return screen.run()


def write(screen: Screen, name: str, text: str) -> Screen:
    field(screen, "text_area", name).set_value(text)
    return screen.run()


def word_on(folder: Path, plan: str, code: str) -> Version[TaskUpdate] | None:
    board = look_at(tracker_in(folder), OWNER, plan, now=datetime.now(UTC))
    view = next(each for _, each in board.all_tasks() if each.task.code == code)
    said = view.word.value if view.word else None
    return view.word if said and said.quarter == board.quarter else None


def say_as_somebody_else(folder: Path, plan: str, code: str, note: str) -> None:
    tracker = tracker_in(folder)
    board = look_at(tracker, OWNER, plan, now=datetime.now(UTC))
    said = TaskUpdate(
        task=code, quarter=board.quarter, unit="", status=TaskStatus.ON_TRACK, note=note
    )
    update_task(tracker, plan, said, Act(actor=OWNER, now=datetime.now(UTC)))


@pytest.mark.parametrize("with_conclusions", [False, True])
def test_what_a_unit_owes_stands_in_three_groups_with_counts(
    see: See, plan: str, board_of: BoardOf, with_conclusions: bool
) -> None:
    open_one = next(view for view in board_of(plan).followed if not view.done)
    unit = open_one.said.units[0] if with_conclusions else UNIT
    owed = owed_by(board_of(plan), unit)
    assert bool(owed.conclusions) is with_conclusions
    screen = see(PAGE, plan=plan, unit=unit)
    this_quarter = f"Kỳ này, quý III/{board_of(plan).plan.year}"
    names = ("Quá hạn và sắp đến hạn", this_quarter, "Về sau")
    assert texts(screen.html, ".work > section > .group") == [
        f"{name} {owed.count(group)} mục" for group, name in zip(Nearness, names, strict=True)
    ]
    pressing = elements(screen.html, ".work > section:first-of-type .work-row")
    worse = [text_of(each).startswith("Quá hạn") or "Thiếu 2" in text_of(each) for each in pressing]
    assert worse == sorted(worse, reverse=True)
    titles = [each.view.task.title for each in owed.tasks]
    for title in (*titles, *(each.view.said.text for each in owed.conclusions)):
        assert title in screen.text
    rows = owed.total + len(owed.others) + len(owed.supported)
    assert len(elements(screen.html, ".work-row")) == rows


def test_nothing_is_owed_of_a_plan_whose_year_is_over(see: See) -> None:
    screen = see(PAGE, plan="STNMT-LS-2020", unit="VP")
    assert "Năm kế hoạch đã qua nên không còn việc nào phải làm" in screen.text
    assert "Quá hạn và sắp đến hạn" not in screen.text


def test_all_units_or_one_by_the_address(see: See, plan: str, board_of: BoardOf) -> None:
    everything = owed_by(board_of(plan), None)
    assert f"{everything.by_now} mục" in see(PAGE, plan=plan, unit="all").text
    # Whoever has no unit of their own begins with the Office.
    assert "Văn phòng Sở, " in see(PAGE, plan=plan).text


def test_an_update_is_saved_once_and_taken_back(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    write(choose(screen, TaskStatus.BEHIND), "note", "Đã đăng 3 kết quả")
    press(screen, "work-save")
    saved = word_on(own_state, plan, task)
    assert saved is not None
    assert saved.value is not None
    assert (saved.value.status, saved.value.note) == (TaskStatus.BEHIND, "Đã đăng 3 kết quả")
    assert "Đã gửi: " in screen.text
    assert not has_field(screen, "text_area", "note"), "the drawer is closed"
    press(screen, "told-undo")
    assert word_on(own_state, plan, task) is None


def test_what_is_typed_is_a_draft_until_it_is_saved(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    write(screen, "note", "đang gõ dở")
    assert "Nháp, chưa gửi" in screen.text
    # Another session of the same person, as after a time-out or a restart.
    again = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    assert field(again, "text_area", "note").value == "đang gõ dở"
    press(choose(again, TaskStatus.ON_TRACK), "work-save")
    assert drafts_of(tracker_in(own_state), ME, plan) == {}


def test_a_draft_is_marked_in_the_list_and_can_be_thrown_away(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    write(see_own(PAGE, plan=plan, unit=UNIT, task=task), "note", "đang gõ dở")
    assert "nháp, chưa gửi" in see_own(PAGE, plan=plan, unit=UNIT).text
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    press(screen, "work-drop")
    assert field(screen, "text_area", "note").value == ""
    assert drafts_of(tracker_in(own_state), ME, plan) == {}


def test_text_taken_out_again_leaves_no_draft(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    write(write(screen, "note", "đang gõ dở"), "note", "")
    assert drafts_of(tracker_in(own_state), ME, plan) == {}


def test_a_blocked_task_says_which_part_of_the_recovery_is_missing(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    choose(write(screen, "note", "Chưa ký"), TaskStatus.BLOCKED)
    press(screen, "work-save")
    assert "Làm gì: Nhiệm vụ vướng phải có hướng khắc phục: hãy ghi làm gì" in screen.text
    assert field(screen, "text_area", "note").value == "Chưa ký"
    write(screen, "difficulty", "Chờ ý kiến")
    assert "hãy ghi làm gì" in screen.text, "it is told until it is mended"
    field(screen, "text_input", "what").set_value("ký quy chế")
    assert "hãy ghi làm gì" not in screen.run().text
    press(screen, "work-save")
    assert "Ai: Nhiệm vụ vướng phải có hướng khắc phục: hãy ghi ai làm" in screen.text
    field(screen, "text_input", "who").set_value("Thanh tra Sở")
    press(screen, "work-save")
    assert "hãy ghi bao giờ xong" in screen.text
    field(screen, "date_input", "when").set_value(date(2026, 9, 18))
    press(screen, "work-save")
    saved = word_on(own_state, plan, task)
    assert saved is not None
    assert saved.value is not None
    assert saved.value.recovery == "Thanh tra Sở: ký quy chế (18/09/2026)"


def test_a_percentage_is_asked_only_where_the_task_has_an_end(
    see: See, plan: str, task: str, board_of: BoardOf
) -> None:
    assert not has_field(see(PAGE, plan=plan, unit=UNIT, task=task), "text_input", "percent")
    owed = owed_by(board_of(plan), UNIT)
    due = next(each.view.task.code for each in owed.tasks if each.view.task.due is not None)
    assert has_field(see(PAGE, plan=plan, unit=UNIT, task=due), "text_input", "percent")


def test_the_text_of_the_last_quarter_is_at_hand(see_own: See, plan: str, task: str) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    assert field(screen, "text_area", "note").value == ""
    press(screen, "work-copy")
    copied = field(screen, "text_area", "note").value
    assert copied
    assert " ".join(copied.split()) in screen.text
    assert "Nháp, chưa gửi" in screen.text


@pytest.mark.parametrize(
    ("button", "replaced"),
    [("work-copy-replace", True), ("work-copy-fill", False), ("work-copy-leave", False)],
)
def test_the_text_of_the_last_quarter_asks_before_it_takes_the_place_of_another(
    see_own: See, plan: str, task: str, button: str, *, replaced: bool
) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    write(screen, "note", "của tôi")
    press(screen, "work-copy")
    assert field(screen, "text_area", "note").value == "của tôi"
    assert "Đã có nội dung được gõ." in screen.text
    press(screen, button)
    assert (field(screen, "text_area", "note").value != "của tôi") is replaced
    assert "Đã có nội dung được gõ." not in screen.text


def test_of_two_at_once_the_second_sees_both_texts_and_chooses(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    write(choose(screen, TaskStatus.BEHIND), "note", "của tôi")
    say_as_somebody_else(own_state, plan, task, "của họ")
    press(screen, "work-save")
    assert "Có bản mới hơn bản bạn đang sửa" in screen.text
    assert "tests đã gửi lúc" in screen.text
    choices = [texts(each, "mark") for each in elements(screen.html, ".work-choice")]
    assert ["tôi", "họ"] in [sorted(each, reverse=True) for each in choices]
    press(screen, "work-settle")
    saved = word_on(own_state, plan, task)
    assert saved is not None
    assert saved.value is not None
    assert (saved.revision, saved.value.status, saved.value.note) == (
        2,
        TaskStatus.BEHIND,
        "của tôi",
    )


def test_both_texts_can_be_taken_and_edited_further(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    write(choose(screen, TaskStatus.ON_TRACK), "note", "của tôi")
    say_as_somebody_else(own_state, plan, task, "của họ")
    press(screen, "work-save")
    field(screen, "button_group", "take").set_value("both")
    press(screen.run(), "work-edit")
    assert field(screen, "text_area", "note").value == "của họ\ncủa tôi"
    press(screen, "work-save")
    saved = word_on(own_state, plan, task)
    assert saved is not None
    assert saved.revision == 2


def test_a_draft_overtaken_meanwhile_is_told_when_it_is_opened_again(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    write(see_own(PAGE, plan=plan, unit=UNIT, task=task), "note", "của tôi")
    say_as_somebody_else(own_state, plan, task, "của họ")
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    assert "Có bản mới hơn bản bạn đang sửa" in screen.text
    assert field(screen, "text_area", "note").value == "của tôi"


def test_mine_can_be_given_up(see_own: See, own_state: Path, plan: str, task: str) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    write(choose(screen, TaskStatus.BEHIND), "note", "của tôi")
    say_as_somebody_else(own_state, plan, task, "của họ")
    press(press(screen, "work-save"), "work-give-up")
    saved = word_on(own_state, plan, task)
    assert saved is not None
    assert saved.value is not None
    assert (saved.revision, saved.value.note) == (1, "của họ")
    assert drafts_of(tracker_in(own_state), ME, plan) == {}


def test_script_texts_show_as_text(see_own: See, own_state: Path, plan: str, task: str) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    write(choose(screen, TaskStatus.BEHIND), "note", HOSTILE)
    write(screen, "difficulty", HOSTILE)
    say_as_somebody_else(own_state, plan, task, HOSTILE + " khác")
    press(screen, "work-save")
    assert "<script" not in screen.html
    assert "<script>" in screen.text


def test_a_quarter_to_come_opens_nothing(see: See, plan: str, board_of: BoardOf) -> None:
    year = board_of(plan).plan.year
    screen = see(PAGE, plan=plan, unit=UNIT, quarter=f"{year}-Q4")
    assert elements(screen.html, "[data-opens]") == []


def test_the_past_is_read_and_not_written(see: See, plan: str, task: str) -> None:
    screen = see(PAGE, plan=plan, unit=UNIT, task=task, as_of="2026-07-10")
    assert not has_field(screen, "text_area", "note")
    assert elements(screen.html, "[data-opens]") == []


# Many at once.


def test_many_are_saved_at_once_and_what_is_refused_stays_as_a_draft(
    see_own: See, own_state: Path, plan: str, board_of: BoardOf
) -> None:
    codes = [each.view.task.code for each in owed_by(board_of(plan), UNIT).tasks]
    screen = see_own(PAGE, plan=plan, unit=UNIT, many="1")
    edit(
        screen.app,
        {0: {"status": "Đang chậm", "note": "một"}, 1: {"status": "Vướng", "note": "hai"}},
    )
    press(screen, "work-save-all")
    first, second = (word_on(own_state, plan, code) for code in codes[:2])
    assert first is not None
    assert first.value is not None
    assert (first.value.status, first.value.note) == (TaskStatus.BEHIND, "một")
    assert second is None
    assert "Đã gửi 1 nhiệm vụ" in screen.text
    assert "Nhiệm vụ vướng phải có hướng khắc phục" in screen.text
    (draft,) = drafts_of(tracker_in(own_state), ME, plan).values()
    assert "hai" in draft.body
    press(screen, "told-undo")
    assert word_on(own_state, plan, codes[0]) is None


@pytest.mark.parametrize("typed", ["7,5", "37,5", "12.5", "150", "0,75"])
def test_a_percentage_in_the_table_is_neither_rounded_nor_cut(
    see_own: See, own_state: Path, plan: str, board_of: BoardOf, typed: str
) -> None:
    row, code = row_with_an_end(board_of(plan))
    screen, stood = see_own(PAGE, plan=plan, unit=UNIT, many="1"), word_on(own_state, plan, code)
    edit(screen.app, {row: {"percent": typed}})
    press(screen, "work-save-all")
    assert word_on(own_state, plan, code) == stood
    assert (
        f"Đã làm được, %: Tỷ lệ phần trăm là số nguyên từ 0 đến 100, không phải {typed}"
        in screen.text
    )
    (draft,) = drafts_of(tracker_in(own_state), ME, plan).values()
    assert typed in draft.body, "it stays as it was typed"


@pytest.mark.parametrize("typed", ["75", "75%", "75,00 %", "７５"])
def test_a_pasted_percentage_is_what_it_says(
    see_own: See, own_state: Path, plan: str, board_of: BoardOf, typed: str
) -> None:
    row, code = row_with_an_end(board_of(plan))
    screen = see_own(PAGE, plan=plan, unit=UNIT, many="1")
    edit(screen.app, {row: {"percent": typed}})
    press(screen, "work-save-all")
    saved = word_on(own_state, plan, code)
    assert saved is not None
    assert saved.value is not None
    assert saved.value.percent == 75


def test_a_cell_that_is_too_long_is_refused_with_its_field_and_stays_typed(
    see_own: See, own_state: Path, plan: str, board_of: BoardOf
) -> None:
    row, code = row_with_an_end(board_of(plan))
    screen, stood = see_own(PAGE, plan=plan, unit=UNIT, many="1"), word_on(own_state, plan, code)
    edit(screen.app, {row: {"note": "a" * 5000}})
    press(screen, "work-save-all")
    assert word_on(own_state, plan, code) == stood
    assert "Dài 5.000 ký tự; chỉ lưu được nhiều nhất 4.000 ký tự" in screen.text


def row_with_an_end(board: Board) -> tuple[int, str]:
    """The number and code of a task in the table whose percentage is asked for."""
    tasks = [each.view.task for each in owed_by(board, UNIT).tasks]
    return next((n, task.code) for n, task in enumerate(tasks) if task.due is not None)


def test_a_text_that_is_too_long_is_told_before_it_is_saved(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    write(choose(screen, TaskStatus.ON_TRACK), "note", "a" * 5000)
    assert "Dài 5.000 ký tự; chỉ lưu được nhiều nhất 4.000 ký tự" in screen.text
    press(screen, "work-save")
    assert word_on(own_state, plan, task) is None
    assert field(screen, "text_area", "note").value == "a" * 5000


def edit(app: AppTest, rows: dict[int, dict[str, object]]) -> None:
    """Change cells of the table, as the browser tells it."""
    (table,) = app.data_editor
    assert table.key is not None
    app.session_state[table.key] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}


# Who is signed in.


@pytest.fixture
def signed_in(own_state: Path, plan: str, board_of: BoardOf) -> Callable[[Role], str]:
    """Signs somebody of a role in, beside the administrator; returns the session."""
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    agencies = (board_of(plan).plan.agency.code,)

    def enter(role: Role) -> str:
        unit = UNIT if role is Role.STAFF else None
        for name, place in (
            ("quan-tri", AccountPlace(role=Role.ADMINISTRATOR)),
            ("lan", AccountPlace(role=role, agencies=agencies, unit=unit)),
        ):
            accounts.add_account(tracker, OWNER, name=name, place=place, password=FIRST, now=now)
        held = sessions.sign_in(tracker, "lan", FIRST, address="10.0.0.1", now=now)
        own = sessions.change_password(
            tracker, sessions.hash_of(held.token), FIRST, SECOND, now=now
        )
        return sessions.hash_of(own.token)

    return enter


def test_staff_see_and_say_what_is_of_their_own_unit(
    see_own: See, signed_in: Callable[[Role], str], own_state: Path, plan: str, task: str
) -> None:
    session = signed_in(Role.STAFF)
    screen = see_as(session, PAGE, plan=plan, unit="VP")
    assert "Thanh tra Sở, " in screen.text
    assert not [each for each in screen.app.selectbox if each.key == "work-unit"]
    screen = see_as(session, PAGE, plan=plan, task=task)
    press(choose(write(screen, "note", "của Lan"), TaskStatus.ON_TRACK), "work-save")
    saved = word_on(own_state, plan, task)
    assert saved is not None
    assert saved.recorded_by == "lan"


def test_staff_are_told_where_their_unit_has_no_part(
    see_own: See, signed_in: Callable[[Role], str], plan: str, board_of: BoardOf
) -> None:
    board = board_of(plan)
    foreign = next(view for _, view in board.all_tasks() if UNIT not in view.speakers)
    screen = see_as(signed_in(Role.STAFF), PAGE, plan=plan, task=foreign.task.code)
    assert "Đơn vị của bạn không chủ trì, không phối hợp nhiệm vụ này" in screen.text
    assert not has_field(screen, "text_area", "note")


def test_who_updates_nothing_has_no_such_screen(
    see_own: See, signed_in: Callable[[Role], str], plan: str
) -> None:
    assert not offers(see_as(signed_in(Role.LEADER), None, plan=plan), PAGE)


def test_a_form_for_excel_is_brought_back_shown_and_recorded(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    tracker = tracker_in(own_state)
    board = look_at(tracker, OWNER, plan, now=datetime.now(UTC))
    of = FormOf(plan=plan, unit=UNIT, quarter=board.quarter)
    act = Act(actor=OWNER, now=datetime.now(UTC))
    opened = load_workbook(BytesIO(export_form(tracker, act, of, Words.of())))
    sheet = opened["Nhiệm vụ của đơn vị"]
    heads = {cell.value: cell.column for cell in sheet[4]}
    row = next(n for n in range(6, 200) if sheet.cell(n, heads["Mã"]).value == task)
    sheet.cell(row, heads["Tình hình"]).value = "Đang làm"
    sheet.cell(row, heads["Việc đã làm"]).value = "từ Excel"
    body = BytesIO()
    opened.save(body)
    screen = see_own(PAGE, plan=plan, unit=UNIT, excel="1")
    screen.app.file_uploader[0].upload("bieu.xlsx", body.getvalue())
    shown = screen.run()
    assert "1 Có đổi" in shown.text
    assert "Việc đã làm: từ Excel" in shown.text
    assert word_on(own_state, plan, task) is None, "only shown"
    recorded = press(shown, "work-excel-record")
    assert "Đã ghi mọi dòng có đổi của biểu" in recorded.text
    said = word_on(own_state, plan, task)
    assert said is not None
    assert said.value is not None
    assert said.value.note == "từ Excel"
    recorded.app.file_uploader[0].upload("bieu.xlsx", body.getvalue()[:2000])
    assert "Không nhận biểu này; chưa có gì thay đổi" in recorded.run().text


def test_evidence_is_added_in_the_drawer_of_its_task_and_taken_away(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    screen = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    screen.app.file_uploader(key="evidence-file").upload("Biên bản.pdf", b"%PDF-1.7")
    added = press(screen.run(), "evidence-add")
    assert "Đã thêm minh chứng" in added.text
    assert "Biên bản.pdf" in added.text
    board = look_at(tracker_in(own_state), OWNER, plan, now=datetime.now(UTC))
    (held,) = evidence_of(tracker_in(own_state), OWNER, plan, f"{task}@{board.quarter}")
    # Leaders find it under the tasks; not in a past in which nobody had brought it yet.
    (shown,) = see_own(LIST, plan=plan, sub="all").app.expander
    assert shown.label == "Minh chứng (1)"
    assert "Biên bản.pdf" in shown.markdown[0].value
    earlier = see_own(LIST, plan=plan, sub="all", as_of=f"{board.as_of - timedelta(days=1)}")
    assert earlier.app.expander == []
    refused = see_own(PAGE, plan=plan, unit=UNIT, task=task)
    refused.app.text_input(key="evidence-url").input("javascript:alert(1)")
    assert "không phải địa chỉ trang web" in press(refused.run(), "evidence-add").text
    gone = press(see_own(PAGE, plan=plan, unit=UNIT, task=task), f"evidence-remove:{held.key}")
    assert "Đã gỡ minh chứng" in gone.text
    assert evidence_of(tracker_in(own_state), OWNER, plan) == ()


def test_the_work_of_all_plans_of_the_agency_is_one_list(
    see_own: See, own_state: Path, plan: str, task: str
) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    other = replace(read_content(tracker, OWNER, plan, now=now), id=f"{plan}-PAR")
    load_plan(tracker, OWNER, other, now=now)
    rows = elements(see_own(PAGE, plan=plan, unit=UNIT).html, "a.work-row")
    asks = [each for each in rows if f"task={task}" in each]
    here, there = (
        [each for each in asks if f"plan={name}&" in each.replace("&amp;", "&")]
        for name in (plan, other.id)
    )
    assert len(here) == len(there) == 1
    assert other.id in text_of(there[0])
    assert "data-opens" in here[0]
    assert "data-opens" not in there[0], "it opens on the other plan"
