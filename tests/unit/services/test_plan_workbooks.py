"""A plan comes back from its workbook equal; a damaged one is refused whole, cell by cell."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.protection import WorkbookProtection

from ddci_tracker.domain.checks import check_plan
from ddci_tracker.domain.findings import CheckCode
from ddci_tracker.domain.plan import Cadence, Plan, Target, TargetKind
from ddci_tracker.domain.plan_tables import TABLES
from ddci_tracker.plans import read_illustration, read_plan
from ddci_tracker.plans.tables import write_tables
from ddci_tracker.services.plan_workbooks import (
    WrongCells,
    book_of,
    empty_book,
    plan_of,
    plan_with_cells,
)
from ddci_tracker.words import plan_tables
from ddci_tracker.words.catalogue import Language, Words, languages
from tests.strategies import plans
from tests.unit.plans.test_plan_tables import CATALOG, DATA, LISTED_DAYS, told, with_listed_days

NOW = datetime(2026, 3, 2, tzinfo=UTC)
VI = Words.of(Language("vi"))
SHIPPED = [read_plan(path, CATALOG) for path in sorted((DATA / "plans").glob("*.yaml"))]
ILLUSTRATION = read_illustration(DATA / "templates" / "illustration.yaml", 2026, CATALOG).plan
# The plan with the most kinds of cells.
PLAN = next(plan for plan in SHIPPED if plan.id == "STNMT-LS-2020")


def book(plan: Plan, words: Words = VI) -> bytes:
    return book_of(CATALOG, write_tables(plan), plan.document.title, words, now=NOW)


def read(body: bytes, name: str = "ke-hoach.xlsx") -> Plan:
    return plan_of(CATALOG, name, body)


def refused(body: bytes, name: str = "ke-hoach.xlsx") -> list[str]:
    with pytest.raises(WrongCells) as wrong:
        read(body, name)
    return wrong.value.said(VI)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("plan", [*SHIPPED, ILLUSTRATION], ids=lambda plan: plan.id)
def test_a_plan_comes_back_from_its_workbook_with_every_printed_place(
    plan: Plan, language: Language
) -> None:
    again = read(book(plan, Words.of(language)))
    assert again == plan
    assert repr(again) == repr(plan)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_any_plan_comes_back_from_its_workbook(plan: Plan) -> None:
    assert repr(read(book(plan))) == repr(told(plan))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("cadence", LISTED_DAYS)
def test_the_days_that_a_duty_lists_come_back_from_a_workbook(
    cadence: Cadence, language: Language
) -> None:
    plan = with_listed_days(PLAN, cadence)
    assert repr(read(book(plan, Words.of(language)))) == repr(plan)


@pytest.mark.parametrize("typed", ["2020-07-05", "05/07/2020", "5/7/2020", " 05-07-2020 "])
def test_a_day_that_excel_took_for_a_text_is_a_day(typed: str) -> None:
    body = changed(book(PLAN), lambda opened: put(opened, "Văn bản", "B16", typed))
    assert read(body).document.issued_on == date(2020, 7, 5)


def test_a_workbook_with_the_names_of_before_is_read_as_well() -> None:

    def as_before(opened: Workbook) -> None:
        opened["Điểm tổng hợp"].title = "Toàn chỉ số"
        opened["Hạng ở danh sách khác"].title = "Thứ hạng ở danh sách khác"
        for row in opened["Mục tiêu"].iter_rows():
            for cell in row:
                if cell.value == "từ hạng trở lên":
                    cell.value = "từ thứ hạng trở lên"

    assert any(
        target.kind is TargetKind.RANK_AT_MOST for each in PLAN.overall for target in each.targets
    )
    assert read(changed(book(PLAN), as_before)) == PLAN


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert book(PLAN) == book(PLAN)


def test_the_empty_workbook_says_what_must_be_filled_in_and_takes_no_example() -> None:
    said = refused(empty_book(CATALOG, VI, now=NOW))
    assert "Trang “Văn bản”, ô B10: Tên kế hoạch – không được để trống" in said
    assert all(sentence.startswith("Trang “Văn bản”") for sentence in said)


def sheets(body: bytes) -> Workbook:
    return load_workbook(BytesIO(body))


def test_days_are_days_numbers_are_numbers_and_texts_are_texts() -> None:
    opened = sheets(book(PLAN))
    document = {row[0].value: row[1] for row in opened["Văn bản"].iter_rows(min_row=5)}
    assert document["Ngày ban hành"].is_date
    results = opened["Kết quả đã có"]
    heads = {cell.value: cell.column for cell in results[4]}
    score = next(
        cell
        for (cell,) in results.iter_rows(6, min_col=heads["Điểm"], max_col=heads["Điểm"])
        if cell.value is not None
    )
    assert isinstance(score.value, float)
    assert score.number_format == "0.00"


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@a", "=HYPERLINK(1)"])
def test_what_begins_like_a_formula_goes_out_and_comes_in_as_text(text: str) -> None:
    body = changed(book(PLAN), lambda opened: put(opened, "Đơn vị", "C6", text))
    opened = sheets(body)
    assert opened["Đơn vị"]["C6"].data_type == "s"
    assert read(body).units[0].name == text
    assert sheets(book(read(body)))["Đơn vị"]["C6"].data_type == "s"


def test_every_list_is_a_range_and_every_heading_has_its_rule() -> None:
    opened = sheets(book(PLAN))
    lists = [rule for sheet in opened for rule in sheet.data_validations.dataValidation]
    assert lists
    assert all("!$" in str(rule.formula1) for rule in lists)
    assert opened["Danh mục"].sheet_state == "hidden"
    for of in TABLES:
        sheet = opened[plan_tables.table_name(of.key, VI)]
        assert sheet.freeze_panes is not None
        rules = [row[2] for row in sheet.iter_rows(min_row=5)] if of.upright else sheet[5][1:]
        assert [cell.value for cell in rules] == [
            plan_tables.rule(of, column, VI) for column in of.columns
        ]


def test_units_and_sub_indices_are_found_by_their_names() -> None:
    unit = PLAN.units[0]
    body = changed(book(PLAN), lambda opened: put(opened, "Nhiệm vụ", "G6", unit.name.upper()))
    task = next(task for _, task in read(body).all_tasks())
    assert task.lead == (unit.code,)


def test_decomposed_letters_and_moved_columns_read_the_same() -> None:
    def move(opened: Workbook) -> None:
        sheet = opened["Nơi nhận"]
        for row in sheet.iter_rows(min_row=4):
            row[1].value, row[2].value = row[2].value, row[1].value
        import unicodedata

        for cell in opened["Đơn vị"][4]:
            cell.value = unicodedata.normalize("NFD", str(cell.value))

    assert read(changed(book(PLAN), move)) == PLAN


# Ways in which a workbook can be damaged, each with what is said of it.


def put(opened: Workbook, sheet: str, cell: str, value: Any) -> None:
    opened[sheet][cell] = value
    if isinstance(value, str):
        opened[sheet][cell].data_type = "s"


def formula(opened: Workbook) -> None:
    opened["Nhiệm vụ"]["E6"] = "=1+1"


def changed(body: bytes, change: Callable[[Workbook], None]) -> bytes:
    opened = sheets(body)
    change(opened)
    saved = BytesIO()
    opened.save(saved)
    return saved.getvalue()


def with_part(body: bytes, name: str, content: bytes) -> bytes:
    saved = BytesIO(body)
    with zipfile.ZipFile(saved, "a") as package:
        package.writestr(name, content)
    return saved.getvalue()


def many_rows(opened: Workbook) -> None:
    sheet = opened["Nơi nhận"]
    for number in range(200_000):
        sheet.append([None, f"Nơi {number}"])


def rename(opened: Workbook) -> None:
    opened["Nhiệm vụ"].title = "Công việc"


def percent(opened: Workbook) -> None:
    put(opened, "Mục tiêu", "E6", 0.78)
    opened["Mục tiêu"]["E6"].number_format = "0%"


def error_of_excel(opened: Workbook) -> None:
    put(opened, "Nhiệm vụ", "E6", "#REF!")
    opened["Nhiệm vụ"]["E6"].data_type = "e"


def month_left_out(opened: Workbook) -> None:
    for cell, value in (("F6", "chậm nhất ngày"), ("G6", 20), ("I6", "của năm"), ("H6", None)):
        put(opened, "Chế độ báo cáo", cell, value)


# Texts that are no day: one that is not in the calendar, one before all documents, a mere month.
NO_DAYS = ["31/02/2020", "2020-02-30", "15/07/0202", "7/2020", "20200715", "07-05", "2020-W01-1"]

CELLS: list[tuple[str, Callable[[Workbook], None], list[str]]] = [
    ("a formula", formula, ["Trang “Nhiệm vụ”, ô E6: ô này có công thức; chỉ giữ lại giá trị"]),
    *(
        (
            f"no day: {typed}",
            lambda opened, typed=typed: put(opened, "Văn bản", "B16", typed),
            [
                f"Trang “Văn bản”, ô B16: “{typed}” đang là chữ, chưa phải ngày; hãy gõ lại, nếu "
                "Excel không nhận thì gõ dạng 2026-08-31"
            ],
        )
        for typed in NO_DAYS
    ),
    (
        "a number as day",
        lambda opened: put(opened, "Nhiệm vụ", "K6", 15),
        ["Trang “Nhiệm vụ”, ô K6: ô này là số, không phải ngày"],
    ),
    (
        "a time of day",
        lambda opened: put(opened, "Nhiệm vụ", "K6", datetime(2020, 5, 1, 8, 30)),  # noqa: DTZ001
        ["Trang “Nhiệm vụ”, ô K6: ô này có cả giờ; chỉ ghi ngày"],
    ),
    (
        "a day in a text",
        lambda opened: put(opened, "Nhiệm vụ", "F6", date(2020, 1, 2)),
        ["Trang “Nhiệm vụ”, ô F6: Excel đã đổi ô này thành ngày; hãy đặt ô ở dạng chữ rồi gõ lại"],
    ),
    (
        "a section turned into a number",
        lambda opened: put(opened, "Nhiệm vụ", "F6", 2.1),
        [
            "Trang “Nhiệm vụ”, ô F6: Excel đã đổi ô này thành số (2,1); hãy đặt ô ở dạng chữ "
            "rồi gõ lại"
        ],
    ),
    (
        "letters for a score",
        lambda opened: put(opened, "Mục tiêu", "E6", "bảy"),
        ["Trang “Mục tiêu”, ô E6: Mức điểm – đây không phải số"],
    ),
    (
        "half a rank",
        lambda opened: put(opened, "Kết quả đã có", "G6", 3.5),
        ["Trang “Kết quả đã có”, ô G6: đây không phải số nguyên"],
    ),
    (
        "a percentage",
        percent,
        ["Trang “Mục tiêu”, ô E6: ô này ở dạng phần trăm; hãy ghi chính số đó, không kèm dấu %"],
    ),
    (
        "an error of Excel",
        error_of_excel,
        ["Trang “Nhiệm vụ”, ô E6: ô này đang báo lỗi Excel: #REF!"],
    ),
    (
        "a word of no list",
        lambda opened: put(opened, "Đơn vị", "D6", "phòng nào đó"),
        [
            "Trang “Đơn vị”, ô D6: Loại – không thể là phòng nào đó; chọn một trong: Văn "
            "phòng, Thanh tra, Phòng chuyên môn, Trung tâm, Chi cục, Đơn vị khác, Nhóm đơn vị, "
            "Ngoài cơ quan, Lãnh đạo"
        ],
    ),
    (
        "a unit that nobody knows",
        lambda opened: put(opened, "Nhiệm vụ", "G6", "Phòng Tin học"),
        [
            "Trang “Nhiệm vụ”, ô G6: Chủ trì – không có đơn vị nào mã hoặc tên là “Phòng Tin "
            "học”; hãy thêm ở trang “Đơn vị”"
        ],
    ),
    (
        "a title left out",
        lambda opened: put(opened, "Nhiệm vụ", "E6", None),
        ["Trang “Nhiệm vụ”, ô E6: Nhiệm vụ – không được để trống"],
    ),
    (
        "a code twice",
        lambda opened: put(opened, "Nhiệm vụ", "D7", opened["Nhiệm vụ"]["D6"].value),
        ["Trang “Nhiệm vụ”, ô D7: Mã – mã II.1-01 đã dùng ở dòng 6"],
    ),
    (
        "a sheet renamed",
        rename,
        [
            "Trang “Công việc”: không có trang tính nào tên như vậy; có phải đã đổi tên?",
            "Trang “Nhiệm vụ”: thiếu trang tính này",
        ],
    ),
    (
        "a heading renamed",
        lambda opened: put(opened, "Nhiệm vụ", "E4", "Việc"),
        [
            "Trang “Nhiệm vụ”, ô E4: không có tiêu đề nào là “Việc”",
            "Trang “Nhiệm vụ”: thiếu tiêu đề “Nhiệm vụ”",
        ],
    ),
    (
        "a heading twice",
        lambda opened: put(opened, "Nơi nhận", "D4", "Tên"),
        ["Trang “Nơi nhận”, ô D4: tiêu đề “Tên” có hai lần"],
    ),
    (
        "a cell beside the table",
        lambda opened: put(opened, "Nơi nhận", "H7", "lạc"),
        ["Trang “Nơi nhận”, ô H7: ô này không có tiêu đề cột ở trên"],
    ),
    (
        "a heading beside the document",
        lambda opened: put(opened, "Văn bản", "A30", "Điện thoại"),
        ["Trang “Văn bản”, ô A30: không có tiêu đề nào là “Điện thoại”"],
    ),
    ("200,000 lines", many_rows, ["Trang “Nơi nhận”: có quá 5.000 dòng"]),
    (
        "a target of no sub-index",
        lambda opened: put(opened, "Mục tiêu", "C8", "Tính vui vẻ"),
        [
            "Trang “Mục tiêu”, ô C8: Chỉ số thành phần – “Tính vui vẻ” chưa có dòng ở trang “Chỉ "
            "số thành phần”"
        ],
    ),
    (
        "a score outside the scale",
        lambda opened: put(opened, "Mục tiêu", "E8", 78),
        [
            "Trang “Mục tiêu”, ô E8: Mức điểm – 78,00 nằm ngoài thang điểm DDCI (0 đến 10); hãy để "
            "trống ô và giữ nguyên văn ở cột “Bản in ghi”"
        ],
    ),
    (
        "a rule without its month",
        month_left_out,
        ["Trang “Chế độ báo cáo”, ô H6: Tháng – không được để trống"],
    ),
]


@pytest.mark.parametrize(
    ("change", "said"), [each[1:] for each in CELLS], ids=[each[0] for each in CELLS]
)
def test_a_wrong_cell_is_named_once_with_its_reason(
    change: Callable[[Workbook], None], said: list[str]
) -> None:
    assert refused(changed(book(PLAN), change)) == said


def locked(body: bytes) -> bytes:
    """As Excel writes a workbook that opens with a password: no package at all."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + body


def other_office(_: bytes) -> bytes:
    saved = BytesIO()
    Workbook().save(saved)
    return saved.getvalue()


def bomb(body: bytes) -> bytes:
    saved = BytesIO(body)
    with zipfile.ZipFile(saved, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.png", bytes(80 * 1024 * 1024))
    return saved.getvalue()


def doctype(body: bytes) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("workbook.xml"):
                content = content.replace(
                    b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook', 1
                )
            new.writestr(name, content)
    return saved.getvalue()


def without_part(body: bytes) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet3.xml":
                new.writestr(name, old.read(name))
    return saved.getvalue()


UNREADABLE = "Không mở được tệp này như sổ Excel; hãy lưu lại từ Excel thành .xlsx"
FILES: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("torn", lambda body: body[: len(body) // 2], UNREADABLE),
    ("nothing", lambda body: b"", UNREADABLE),
    ("a picture", lambda _: b"\x89PNG\r\n" + bytes(400), UNREADABLE),
    ("a part lost", without_part, "Trang “Đơn vị”: thiếu trang tính này"),
    ("types declared", doctype, UNREADABLE),
    (
        "locked",
        locked,
        "Sổ có mật khẩu, hoặc do Excel đời cũ ghi; hãy bỏ mật khẩu và lưu thành .xlsx",
    ),
    ("a bomb", bomb, "Sổ chứa nhiều hơn hẳn một kế hoạch; có đúng tệp không?"),
    ("too large", lambda body: body + bytes(6 * 1024 * 1024), "Sổ kế hoạch lớn nhất 5 MB"),
    (
        "another workbook",
        other_office,
        "Đây không phải sổ kế hoạch; hãy bắt đầu từ sổ mẫu tải tại đây",
    ),
    (
        "a macro",
        lambda body: with_part(body, "xl/vbaProject.bin", b"x"),
        "Sổ có macro, đối tượng nhúng hoặc liên kết tới sổ khác (xl/vbaProject.bin)",
    ),
    (
        "a link to another workbook",
        lambda body: with_part(body, "xl/externalLinks/externalLink1.xml", b"<a/>"),
        "Sổ có macro, đối tượng nhúng hoặc liên kết tới sổ khác "
        "(xl/externalLinks/externalLink1.xml)",
    ),
]


@pytest.mark.parametrize(
    ("damage", "said"), [each[1:] for each in FILES], ids=[each[0] for each in FILES]
)
def test_a_damaged_file_is_refused_in_a_sentence(
    damage: Callable[[bytes], bytes], said: str
) -> None:
    assert refused(damage(book(PLAN))) == [said]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ke-hoach.xlsm", "Không nhận sổ có macro; hãy lưu thành .xlsx"),
        ("ke-hoach.xls", "Sổ kế hoạch là tệp Excel (.xlsx), không phải ke-hoach.xls"),
        ("ke-hoach.csv", "Sổ kế hoạch là tệp Excel (.xlsx), không phải ke-hoach.csv"),
    ],
)
def test_another_kind_of_file_is_refused_by_its_name(name: str, said: str) -> None:
    assert refused(book(PLAN), name) == [said]


def test_a_workbook_whose_structure_is_protected_is_read_all_the_same() -> None:
    def protect(opened: Workbook) -> None:
        opened.security = WorkbookProtection(workbookPassword="x", lockStructure=True)

    assert read(changed(book(PLAN), protect)) == PLAN


def test_a_saved_workbook_keeps_the_places_that_were_printed(tmp_path: Path) -> None:
    assert repr(read(changed(book(PLAN), lambda opened: None))) == repr(PLAN)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_every_plan_comes_back_from_the_workbook_that_libreoffice_saved(tmp_path: Path) -> None:
    shipped = [*SHIPPED, ILLUSTRATION]
    files = [tmp_path / f"{plan.id}.xlsx" for plan in shipped]
    for file, plan in zip(files, shipped, strict=True):
        file.write_bytes(book(plan))
    profile, folder = f"-env:UserInstallation=file://{tmp_path}/profile", tmp_path / "saved"
    save = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*save, *map(str, files)], check=True, capture_output=True)
    for file, plan in zip(files, shipped, strict=True):
        assert repr(read((folder / file.name).read_bytes())) == repr(plan)


def test_a_finding_on_a_workbook_names_the_cells_it_is_about() -> None:
    part = replace(
        PLAN.sub_indices[0],
        targets=(Target(kind=TargetKind.BAND, band="giỏi", text="xếp loại giỏi"),),
    )
    changed = replace(PLAN, sub_indices=(part, *PLAN.sub_indices[1:]))
    plan, cells_of = plan_with_cells(CATALOG, "ke-hoach.xlsx", book(changed))
    (found,) = (
        each
        for each in check_plan(plan, CATALOG)
        if each.reason.code in (CheckCode.BAND_UNKNOWN, CheckCode.BAND_WITHOUT_BOUNDS)
    )
    (cell,) = cells_of(found)
    sheet = load_workbook(BytesIO(book(changed)))[plan_tables.table_name(cell.table, VI)]
    assert cell.address is not None
    assert sheet[cell.address].value == "giỏi"
