"""The form of a unit goes out to Excel and comes back: right, in conflict, or refused whole."""

import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from ddci_tracker.domain.acts import Conclusion, TaskStatus, TaskUpdate, update_key
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.unit_form import FILLED_IN, FORM_CONCLUSIONS, FORM_TASKS, RowState
from ddci_tracker.services import conclusions, history, unit_forms
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.services.permissions import Actor, Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.table_problems import WrongCells
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.unit_forms import FormOf, FormReading, FormRow
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.errors import Conflict
from ddci_tracker.store.kinds import CONCLUSION, TASK_UPDATE
from ddci_tracker.words import plan_tables
from ddci_tracker.words.catalogue import Language, Words
from tests.integration.services.made import NOW, OFFICE, OWNER, PLAN, Q2, Q3, STAFF_A, STAFF_B, act

VI = Words.of(Language("vi"))
OF_A = FormOf(plan=PLAN.id, unit="A", quarter=Q3)
OF_B = replace(OF_A, unit="B")
TASKS, ABOUT = "Nhiệm vụ của đơn vị", "Biểu của đơn vị"

Change = Callable[[Workbook], None]


def form(tracker: Tracker, of: FormOf = OF_A, actor: Actor = OWNER) -> bytes:
    return unit_forms.export_form(tracker, act(actor), of, VI)


def changed(body: bytes, *changes: Change) -> bytes:
    opened = load_workbook(BytesIO(body))
    for change in changes:
        change(opened)
    saved = BytesIO()
    opened.save(saved)
    return saved.getvalue()


def places(opened: Workbook, sheet: str) -> dict[str, int]:
    """The columns of a sheet by their headings."""
    return {str(cell.value): cell.column for cell in opened[sheet][4] if cell.value}


def fill(code: str, sheet: str = TASKS, **cells: Any) -> Change:
    """Fill in the line of a code, by the keys of the columns."""
    of = FORM_TASKS if sheet == TASKS else FORM_CONCLUSIONS

    def change(opened: Workbook) -> None:
        columns = places(opened, sheet)
        where = columns[plan_tables.heading(of, of.column("code"), VI)]
        (row,) = (
            number
            for number in range(6, opened[sheet].max_row + 1)
            if opened[sheet].cell(number, where).value == code
        )
        for key, value in cells.items():
            column = columns[plan_tables.heading(of, of.column(key), VI)]
            cell = opened[sheet].cell(row, column)
            cell.value = value
            if isinstance(value, str) and not value.startswith("=SUM"):
                cell.data_type = "s"

    return change


def read(
    tracker: Tracker, body: bytes, actor: Actor = OWNER, *, confirm: bool = False, **how: Any
) -> FormReading:
    return unit_forms.read_form(
        tracker, how.pop("name", "bieu.xlsx"), body, act(actor), confirm=confirm, **how
    )


def line(found: FormReading, code: str) -> FormRow:
    return next(row for row in found.rows if row.code == code)


def said(tracker: Tracker, task: str) -> TaskUpdate | None:
    with reading(tracker.engine) as session:
        newest = queries.newest(session, TASK_UPDATE, PLAN.id, update_key(task, Q3))
    return newest.value if newest else None


@pytest.mark.parametrize("is_old", [False, True], ids=["a form of now", "one without the column"])
def test_a_form_names_standing_duties(tracker: Tracker, is_old: bool) -> None:
    sheet, of = "Kết luận các cuộc họp", FORM_CONCLUSIONS
    concluded = Conclusion(id="K1", about=None, text="Trực", units=("A",), due=None, ongoing=True)
    conclusions.conclude(tracker, PLAN.id, concluded, act(on=date(2021, 7, 1)))

    def drop(opened: Workbook) -> None:
        opened[sheet].delete_cols(places(opened, sheet)["Thường xuyên, không định ngày"])

    body = form(tracker, actor=STAFF_A)
    rows = list(load_workbook(BytesIO(body))[sheet].iter_rows(min_row=4, values_only=True))
    line_of = next(row for row in rows if "Trực" in row)
    cells = dict(zip(rows[0], line_of, strict=True))
    assert cells[plan_tables.heading(of, of.column("due"), VI)] is None
    assert cells[plan_tables.heading(of, of.column("ongoing"), VI)] == "có"
    said = fill("K1", sheet, status="Đang làm", note="Trực đủ")
    body = changed(body, *([drop] if is_old else []), said)
    assert line(read(tracker, body, STAFF_A), "K1").state is RowState.CHANGED


def test_a_form_that_was_filled_in_is_shown_first_and_recorded_once(tracker: Tracker) -> None:
    concluded = Conclusion(id="K1", about=None, text="Rà soát", units=("A",), due=date(2021, 9, 1))
    conclusions.conclude(tracker, PLAN.id, concluded, act(on=date(2021, 7, 1)))
    words = {
        "status": "Vướng",
        "note": "=1+1 là chữ",
        "difficulty": "-thiếu người",
        "recovery": "Phòng A: mời họp (20/08/2021)",
        "needs_help": "Có",
    }
    body = changed(
        form(tracker, actor=STAFF_A),
        fill("T1", **words),
        fill("K1", "Kết luận các cuộc họp", status="Hoàn thành", done_on="14/07/2021", note="xong"),
    )
    before = len(history.history_of(tracker, OWNER, PLAN.id, now=NOW))
    seen = read(tracker, body, STAFF_A)
    assert (seen.count(RowState.CHANGED), seen.may_be_recorded, seen.recorded) == (2, True, False)
    assert len(history.history_of(tracker, OWNER, PLAN.id, now=NOW)) == before
    done = read(tracker, body, STAFF_A, confirm=True, expected=OF_A)
    assert done.recorded
    assert [row.state for row in done.rows] == [row.state for row in seen.rows]
    assert len(history.history_of(tracker, OWNER, PLAN.id, now=NOW)) == before + 2
    told = said(tracker, "T1")
    assert told == TaskUpdate(
        task="T1",
        quarter=Q3,
        unit="A",
        status=TaskStatus.BLOCKED,
        note="=1+1 là chữ",
        difficulty="-thiếu người",
        needs_help=True,
        recovery="Phòng A: mời họp (20/08/2021)",
    )
    with reading(tracker.engine) as session:
        newest = queries.newest(session, CONCLUSION, PLAN.id, "K1")
    assert newest is not None
    assert newest.value is not None
    assert (newest.value.done_on, newest.value.said_by) == (date(2021, 7, 14), "A")
    # The same file again builds on what it was made from, which is old now.
    again = read(tracker, body, STAFF_A, confirm=True)
    assert (line(again, "T1").state, again.recorded) == (RowState.CONFLICT, False)
    fresh = read(tracker, form(tracker), STAFF_A)
    assert {row.state for row in fresh.rows} == {RowState.UNCHANGED}


def test_two_forms_at_once_name_the_conflict_and_lose_nothing(tracker: Tracker) -> None:
    of_a, of_b = form(tracker, OF_A), form(tracker, OF_B)
    first = changed(of_a, fill("T1", status="Đang làm", note="phòng A"))
    second = changed(
        of_b, fill("T1", status="Đang chậm", note="phòng B"), fill("G1", status="Đang làm")
    )
    assert read(tracker, first, STAFF_A, confirm=True).recorded
    found = read(tracker, second, STAFF_B, confirm=True)
    assert not found.recorded
    conflict = line(found, "T1")
    assert conflict.state is RowState.CONFLICT
    assert isinstance(conflict.error, Conflict)
    assert conflict.error.by == STAFF_A.name
    assert ("note", "", "phòng B") in conflict.changes
    assert line(found, "G1").state is RowState.CHANGED
    assert said(tracker, "G1") is None, "all or nothing"
    told = said(tracker, "T1")
    assert told is not None
    assert told.note == "phòng A"
    # With a new form both words have their place.
    anew = changed(form(tracker, OF_B), fill("T1", note="phòng A; phòng B"))
    assert read(tracker, anew, STAFF_B, confirm=True).recorded


def test_a_form_holds_the_lines_of_its_unit_alone_and_locks_the_rest(tracker: Tracker) -> None:
    opened = load_workbook(BytesIO(form(tracker)))
    sheet = opened[TASKS]
    columns = places(opened, TASKS)
    codes = {row[columns["Mã"] - 1].value for row in sheet.iter_rows(min_row=6)} - {None}
    assert codes == {"T1", "T2"}, "led by A, alone or in a group; not those of others"
    assert sheet.protection.sheet
    for each in FORM_TASKS.columns:
        cell = sheet.cell(6, columns[plan_tables.heading(FORM_TASKS, each, VI)])
        assert cell.protection.locked is (each.key not in FILLED_IN), each.key
    (rule,) = (
        each
        for each in sheet.data_validations.dataValidation
        if sheet.cell(6, columns["Tình hình"]).coordinate in each.sqref
    )
    assert "!$" in rule.formula1


def test_what_the_screen_refuses_a_form_is_refused_with_its_cell(tracker: Tracker) -> None:
    body = changed(
        form(tracker), fill("T1", status="Vướng"), fill("T2", status="Đang làm", percent=130)
    )
    found = read(tracker, body, confirm=True)
    assert not found.recorded
    assert [row.state for row in found.rows] == [RowState.ERROR, RowState.ERROR]
    cells = {row.code: row.cell for row in found.rows}
    opened = load_workbook(BytesIO(body))
    columns = places(opened, TASKS)
    assert cells["T1"] == opened[TASKS].cell(6, columns["Khắc phục"]).coordinate
    assert cells["T2"] == opened[TASKS].cell(7, columns["Phần trăm"]).coordinate


def test_nobody_takes_out_or_brings_in_the_form_of_another_unit(tracker: Tracker) -> None:
    with pytest.raises(Forbidden):
        form(tracker, OF_A, STAFF_B)
    body = changed(form(tracker), fill("T1", status="Đang làm"))
    with pytest.raises(Forbidden):
        read(tracker, body, STAFF_B, confirm=True)
    assert read(tracker, body, OFFICE, confirm=True).recorded


@pytest.mark.parametrize(
    "other",
    [OF_B, replace(OF_A, quarter=Q2), replace(OF_A, plan="SX-TP-2020")],
    ids=["unit", "quarter", "plan"],
)
def test_the_form_of_another_unit_quarter_or_plan_is_refused(
    tracker: Tracker, other: FormOf
) -> None:
    with pytest.raises(Refused, match="is for"):
        read(tracker, form(tracker), expected=other, confirm=True)


def test_a_form_of_what_is_not_there_is_refused(tracker: Tracker) -> None:
    with pytest.raises(Refused, match="no unit"):
        form(tracker, replace(OF_A, unit="Z"))
    with pytest.raises(Refused, match="not begun"):
        form(tracker, replace(OF_A, quarter=Period.quarter(2021, 4)))


def put(sheet: str, cell: str, value: Any) -> Change:
    def change(opened: Workbook) -> None:
        opened[sheet][cell] = value
        if isinstance(value, str) and not value.startswith("="):
            opened[sheet][cell].data_type = "s"

    return change


def title(sheet: str, name: str) -> Change:
    def change(opened: Workbook) -> None:
        opened[sheet].title = name

    return change


def with_part(name: str, content: bytes) -> Callable[[bytes], bytes]:
    def damage(body: bytes) -> bytes:
        saved = BytesIO(body)
        with zipfile.ZipFile(saved, "a") as package:
            package.writestr(name, content)
        return saved.getvalue()

    return damage


def with_lines(count: int) -> Callable[[bytes], bytes]:
    """Far more lines than any unit has, as somebody gets them who fills a column to its end."""
    lines = "".join(
        f'<row r="{n}"><c r="J{n}" t="inlineStr"><is><t>x</t></is></c></row>'
        for n in range(100, 100 + count)
    ).encode()

    def damage(body: bytes) -> bytes:
        saved = BytesIO()
        with (
            zipfile.ZipFile(BytesIO(body)) as old,
            zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                content = old.read(name)
                if name == "xl/worksheets/sheet3.xml":
                    content = content.replace(b"</sheetData>", lines + b"</sheetData>")
                new.writestr(name, content)
        return saved.getvalue()

    return damage


def other_office(_: bytes) -> bytes:
    saved = BytesIO()
    Workbook().save(saved)
    return saved.getvalue()


def remade(*changes: Change) -> Callable[[bytes], bytes]:
    return lambda body: changed(body, *changes)


UNREADABLE = "Không mở được tệp này như sổ Excel; hãy lưu lại từ Excel thành .xlsx"
# Every way in which a form comes back damaged, with the sentence that says so.
DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "torn": (lambda body: body[: len(body) // 2], UNREADABLE),
    "empty": (lambda _: b"", UNREADABLE),
    "a picture": (lambda _: b"\x89PNG\r\n" + bytes(400), UNREADABLE),
    "with a password": (
        lambda body: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + body,
        "Sổ có mật khẩu, hoặc do Excel đời cũ ghi; hãy bỏ mật khẩu và lưu thành .xlsx",
    ),
    "with a macro": (
        with_part("xl/vbaProject.bin", b"x"),
        "Sổ có macro, đối tượng nhúng hoặc liên kết tới sổ khác (xl/vbaProject.bin)",
    ),
    "with a link": (
        with_part("xl/externalLinks/externalLink1.xml", b"<a/>"),
        "Sổ có macro, đối tượng nhúng hoặc liên kết tới sổ khác "
        "(xl/externalLinks/externalLink1.xml)",
    ),
    "too large": (lambda body: body + bytes(6 * 1024 * 1024), "Biểu của đơn vị lớn nhất 5 MB"),
    "200,000 lines": (with_lines(200_000), f"Trang “{TASKS}”: có quá 5.000 dòng"),
    "another workbook": (
        other_office,
        "Đây không phải biểu của đơn vị; hãy tải biểu tại đây rồi điền",
    ),
    "a sheet renamed": (
        remade(title(TASKS, "Việc")),
        "Trang “Việc”: không có trang tính nào tên như vậy; có phải đã đổi tên?",
    ),
    "a heading renamed": (
        remade(put(TASKS, "F4", "Sao rồi")),
        f"Trang “{TASKS}”, ô F4: không có tiêu đề nào là “Sao rồi”",
    ),
    "a formula": (
        remade(put(TASKS, "J6", "=SUM(A1:A2)")),
        f"Trang “{TASKS}”, ô J6: ô này có công thức; chỉ giữ lại giá trị",
    ),
    "a text that is no day": (
        remade(put(TASKS, "I6", "31/02/2021")),
        f"Trang “{TASKS}”, ô I6: “31/02/2021” đang là chữ, chưa phải ngày; hãy gõ lại, nếu Excel "
        "không nhận thì gõ dạng 2026-08-31",
    ),
    "a number that is no day": (
        remade(put(TASKS, "I6", 15)),
        f"Trang “{TASKS}”, ô I6: ô này là số, không phải ngày",
    ),
    "no quarter": (
        remade(put(ABOUT, "B7", "quý ba")),
        "Biểu không còn ghi đúng kế hoạch, đơn vị và quý; hãy tải lại biểu",
    ),
    "no plan that there is": (
        remade(put(ABOUT, "B5", "KHÔNG-CÓ-2021")),
        "Không có kế hoạch KHÔNG-CÓ-2021",
    ),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_form_is_refused_in_a_sentence_and_changes_nothing(
    tracker: Tracker, damage: str
) -> None:
    spoil, sentence = DAMAGED[damage]
    before = history.history_of(tracker, OWNER, PLAN.id, now=NOW)
    with pytest.raises(Exception) as refused:  # noqa: PT011 - known by what is said of it
        read(tracker, spoil(changed(form(tracker), fill("T1", status="Đang làm"))), confirm=True)
    assert sentence in sentences_for(refused.value, VI)
    assert history.history_of(tracker, OWNER, PLAN.id, now=NOW) == before


@pytest.mark.parametrize("name", ["bieu.xlsm", "bieu.xls", "bieu.csv"])
def test_a_form_that_is_another_kind_of_file_is_refused(tracker: Tracker, name: str) -> None:
    with pytest.raises(WrongCells):
        read(tracker, form(tracker), name=name)


def test_lines_that_are_none_of_the_form_are_named(tracker: Tracker) -> None:
    def reasons(*changes: Change) -> list[str]:
        found = read(tracker, changed(form(tracker), *changes), confirm=True)
        assert not found.recorded
        wrong = (row for row in found.rows if row.error is not None)
        return [
            f"{row.cell}: {' '.join(sentences_for(row.error, VI))}" for row in wrong if row.error
        ]

    assert reasons(put(TASKS, "B6", "G1")) == [
        "B6: “G1” không phải dòng của biểu này; các ô đầu dòng phải giữ nguyên"
    ]
    assert reasons(put(TASKS, "B7", "T1")) == ["B7: “T1” có hai dòng"]
    assert reasons(put(TASKS, "N6", None)) == ["N6: Dòng T1 không còn lần ghi; hãy tải lại biểu"]
    ahead = reasons(put(TASKS, "N6", 7), fill("T1", status="Đang làm"))
    assert ahead == ["B6: T1@2021-Q3 không có phiên bản 7"]


def test_decomposed_letters_and_days_that_are_texts_are_meant(tracker: Tracker) -> None:
    name = unicodedata.normalize("NFD", "Hoàn thành")
    body = changed(form(tracker), fill("T1", status=name, done_on="5/7/2021", note="xong"))
    assert read(tracker, body, confirm=True).recorded
    told = said(tracker, "T1")
    assert told is not None
    assert (told.status, told.done_on) == (TaskStatus.DONE, date(2021, 7, 5))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_a_form_that_libreoffice_saved_comes_back_right(tracker: Tracker, tmp_path: Path) -> None:
    body = changed(
        form(tracker), fill("T1", status="Đang làm", note="=1+1"), fill("T2", status="Đang chậm")
    )
    (tmp_path / "bieu.xlsx").write_bytes(body)
    folder = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    save = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*save, str(tmp_path / "bieu.xlsx")], check=True, capture_output=True)
    found = read(tracker, (folder / "bieu.xlsx").read_bytes(), confirm=True, expected=OF_A)
    assert found.recorded, [row.error for row in found.rows]
    told = said(tracker, "T1")
    assert told is not None
    assert (told.status, told.note) == (TaskStatus.ON_TRACK, "=1+1")
    other = said(tracker, "T2")
    assert other is not None
    assert other.status is TaskStatus.BEHIND
