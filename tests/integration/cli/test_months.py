"""Frozen months from a terminal: freeze, list, show, compare, write to a file."""

import json
from pathlib import Path

import pytest

from ddci_tracker.briefing.frozen import checksum_of, read_month
from ddci_tracker.services.tracker import open_tracker
from ddci_tracker.settings import load_settings
from tests.integration.cli.terminal import ILLUSTRATION, Terminal
from tests.thawed import forget_months

MARCH, JUNE = "2026-03", "2026-06"


@pytest.fixture
def terminal(terminal: Terminal) -> Terminal:
    """A terminal on an illustration of which no month is frozen yet."""
    settings = load_settings()
    tracker = open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )
    forget_months(tracker, ILLUSTRATION)
    tracker.engine.dispose()
    return terminal


@pytest.fixture
def months(terminal: Terminal) -> Terminal:
    """A terminal on a tracker in which March and June of the illustration are frozen."""
    for month in (MARCH, JUNE):
        terminal.does("month", "freeze", ILLUSTRATION, month)
    return terminal


def test_a_freeze_says_what_was_frozen_beside_the_answer(terminal: Terminal) -> None:
    answer = terminal.does("month", "freeze", ILLUSTRATION, JUNE)
    assert answer.out == ""
    assert answer.err.startswith("Đã chốt tháng 6/2026 tính đến ngày 30/06/2026, lần 1, mã kiểm ")


def test_the_list_names_every_edition(months: Terminal) -> None:
    months.does("month", "freeze", ILLUSTRATION, JUNE, "--as-of", "20/06/2026")
    rows = months.json("month", "list", ILLUSTRATION)
    assert [(row["month"], row["edition"], row["as_of"]) for row in rows] == [
        (MARCH, 1, "2026-03-31"),
        (JUNE, 1, "2026-06-30"),
        (JUNE, 2, "2026-06-20"),
    ]
    assert all(row["plan"] == ILLUSTRATION and len(row["checksum"]) == 64 for row in rows)
    assert all(row["known_at"] == row["frozen_at"] for row in rows)
    assert len(months.does("month", "list", ILLUSTRATION).out.splitlines()) == 3


def test_a_plan_without_frozen_months_has_an_empty_list(terminal: Terminal) -> None:
    assert terminal.json("month", "list", "STTTT-LS-2023") == []
    answer = terminal.does("month", "list", "STTTT-LS-2023")
    assert (answer.out, answer.err) == ("", "Chưa chốt tháng nào\n")


def test_a_frozen_month_is_shown_as_the_board_was(months: Terminal) -> None:
    shown = months.does("month", "show", ILLUSTRATION, JUNE).out
    assert shown.startswith("Số liệu tháng 6/2026, chốt lần 1, ")
    board = months.does("board", ILLUSTRATION, "--as-of", "2026-06-30").out
    assert shown.endswith(board)
    assert "Số liệu minh họa" in shown


def test_a_diff_is_read_aloud_and_had_as_data(months: Terminal) -> None:
    lines = months.does("month", "diff", ILLUSTRATION, MARCH, JUNE).out.splitlines()
    assert lines[0] == "Đèn đổi màu"
    assert any(line.startswith("  Nhiệm vụ “") and "đã hoàn thành" in line for line in lines)
    document = months.json("month", "diff", ILLUSTRATION, MARCH, JUNE)
    assert (document["since"]["month"], document["until"]["month"]) == (MARCH, JUNE)
    assert document["illustration"] is True
    sentences = [row["sentence"] for row in document["changes"]]
    assert [line.strip() for line in lines if line.startswith("  ")] == sentences
    assert {"section", "what", "old", "new", "sentence", "data"} == set(document["changes"][0])


def test_the_export_is_the_document_that_was_frozen(months: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "thang-6.json"
    answer = months.does("month", "export", ILLUSTRATION, JUNE, "--format", "json", "--out", file)
    assert answer.err == f"Đã ghi {file}\n"
    (row,) = [row for row in months.json("month", "list", ILLUSTRATION) if row["month"] == JUNE]
    frozen = read_month(file.read_bytes())
    assert frozen.checksum == row["checksum"] == checksum_of(json.loads(file.read_bytes()))
    assert frozen.plan_id == ILLUSTRATION


@pytest.mark.parametrize(
    ("form", "begins"),
    [("docx", b"PK"), ("pptx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-"), ("json", b"{")],
)
def test_a_month_is_had_in_every_form(
    months: Terminal, tmp_path: Path, form: str, begins: bytes
) -> None:
    file, again = tmp_path / f"thang-6.{form}", tmp_path / "again"
    months.does("month", "export", ILLUSTRATION, JUNE, "--format", form, "--out", file)
    months.does("month", "export", ILLUSTRATION, JUNE, "--format", form, "--out", again)
    assert file.read_bytes().startswith(begins)
    assert again.read_bytes() == file.read_bytes()


def test_an_older_edition_can_still_be_had(months: Terminal, tmp_path: Path) -> None:
    first, again = tmp_path / "1.json", tmp_path / "again.json"
    export = ("month", "export", ILLUSTRATION, JUNE, "--out")
    months.does(*export, first)
    months.does("month", "freeze", ILLUSTRATION, JUNE)
    months.does(*export, again, "--edition", 1)
    assert again.read_bytes() == first.read_bytes()
    months.does(*export, again)
    assert again.read_bytes() != first.read_bytes()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("freeze", ILLUSTRATION, "2026-12"), "Chưa hết tháng 12/2026"),
        (("freeze", ILLUSTRATION, "2026-Q2"), "“quý II/2026” không phải là tháng"),
        (("freeze", ILLUSTRATION, "June"), "June"),
        (("freeze", ILLUSTRATION, JUNE, "--as-of", "2026-07-01"), "--as-of: Ngày 01/07/2026"),
        (("freeze", "KHONG-CO-2026", JUNE), "KHONG-CO-2026"),
        (("show", ILLUSTRATION, "2026-05"), "Chưa chốt số liệu tháng 5/2026"),
        (("show", ILLUSTRATION, JUNE, "--edition", 7), "--edition: Số liệu tháng 6/2026 có 1"),
        (("diff", ILLUSTRATION, JUNE, MARCH), "Hãy nêu tháng trước trước"),
        (("export", ILLUSTRATION, JUNE, "--format", "odt", "--out", "x"), "odt"),
        (("export", ILLUSTRATION, JUNE, "--out", "/khong/co/thang.json"), "/khong/co"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    months: Terminal, typed: tuple[str | int, ...], said: str
) -> None:
    answer = months("month", *typed)
    assert answer.code == 2
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
    assert answer.out == ""


def test_the_day_of_the_automatic_freeze_is_set_shown_and_taken_back(terminal: Terminal) -> None:
    by_hand = f"{ILLUSTRATION} chỉ chốt thủ công\n"
    assert terminal.does("month", "schedule", ILLUSTRATION).err == by_hand
    set_by = terminal.does("month", "schedule", ILLUSTRATION, "--day", "25").err
    assert set_by.startswith(f"{ILLUSTRATION} tự chốt khi hết ngày 25 hằng tháng; ")
    assert terminal.does("month", "schedule", ILLUSTRATION).err == set_by
    assert terminal.does("month", "schedule", ILLUSTRATION, "--never").err == by_hand


def test_the_template_of_the_briefing_is_taken_put_back_and_given_up(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "mau.docx"
    template = ("month", "template", ILLUSTRATION)
    shipped = "Bản tin của SKHCN-MH dùng mẫu có sẵn\n"
    assert terminal.does(*template).err == shipped
    assert terminal.does(*template, "--out", file).err == f"Đã ghi {file}\n"
    own = terminal.does(*template, "--put", file).err
    assert own.startswith("Bản tin của SKHCN-MH dùng mẫu mau.docx, do ")
    assert terminal.does(*template).err == own
    assert terminal.does(*template, "--default").err == shipped


def test_a_template_that_does_not_fit_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "mau.docm"
    file.write_bytes(b"x")
    template = ("month", "template", ILLUSTRATION)
    said = "Mẫu phải là văn bản Word không có macro (.docx), không phải mau.docm"
    answer = terminal(*template, "--put", file)
    assert (answer.code, said in answer.err) == (2, True)


def test_the_wording_of_a_report_is_written_part_by_part(terminal: Terminal) -> None:
    ask = ("month", "summary", ILLUSTRATION, JUNE)
    proposed = terminal.json(*ask)
    assert (proposed["plan"], proposed["month"], proposed["revision"]) == (ILLUSTRATION, JUNE, 0)
    assert proposed["parts"]["opening"]["written"] is None
    assert "đúng tiến độ" in proposed["parts"]["opening"]["proposed"]

    terminal.does(*ask, "--opening", "Mở đầu.", "--requests", "Kính trình.")
    written = terminal.json(*ask, "--requests", "", "--revision", 1)
    assert {part: said["written"] for part, said in written["parts"].items()} == {
        **dict.fromkeys(written["parts"]),
        "opening": "Mở đầu.",
    }
    assert "Đoạn mở đầu: Mở đầu." in terminal.does(*ask).out
    assert terminal(*ask, "--opening", "Khác", "--revision", 1).code == 3
