"""Plans as files, from the command line."""

import json
from pathlib import Path

import pytest
import yaml

from ddci_tracker.plans import plan_schema
from tests.integration.cli.terminal import ILLUSTRATION, PLANS, SHIPPED, Terminal

PLAN = "SNGV-LS-2021"


def corrected(terminal: Terminal, folder: Path, *changes: tuple[str, str]) -> Path:
    """The file of a plan with some of its texts replaced."""
    text = terminal.does("plan", "export", PLAN).out
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file = folder / "corrected.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("plan", SHIPPED)
def test_a_plan_is_exported_byte_for_byte(terminal: Terminal, plan: str) -> None:
    exported = terminal.does("plan", "export", plan)
    assert exported.out.encode() == (PLANS / f"{plan}.yaml").read_bytes()
    assert exported.err == ""


def test_the_illustration_can_be_exported_and_says_what_it_is(terminal: Terminal) -> None:
    assert "illustration: true" in terminal.does("plan", "export", ILLUSTRATION).out


def test_an_equal_file_changes_nothing(terminal: Terminal) -> None:
    history = terminal.json("history", PLAN)
    answer = terminal.does("plan", "load", PLANS / f"{PLAN}.yaml")
    assert answer.out == f"{PLAN}: không có gì thay đổi\n"
    assert terminal.json("history", PLAN) == history


def test_only_what_changed_is_versioned_and_the_difference_is_printed(
    terminal: Terminal, tmp_path: Path
) -> None:
    task = next(e for e in terminal.json("history", PLAN) if e["what"] == "task")
    update = ("task", "update", PLAN, task["key"], "--quarter", "2021-Q3", "--status", "done")
    terminal.does(*update, "--on", "2021-08-01")
    before = terminal.json("history", PLAN)
    title = task["after"]["title"]
    file = corrected(terminal, tmp_path, (f"title: {title}", "title: Tên đã sửa"))
    answer = terminal.does("plan", "load", file)
    assert answer.out.splitlines() == [
        f"{PLAN}: thêm 0, sửa 1, đóng 0",
        f"  ~ nhiệm vụ {task['key']}, title: {title} → Tên đã sửa",
    ]
    after = terminal.json("history", PLAN)
    assert after[: len(before)] == before
    (version,) = after[len(before) :]
    assert (version["what"], version["key"], version["revision"]) == ("task", task["key"], 2)
    assert version["before"] == task["after"]
    assert version["after"] == {**task["after"], "title": "Tên đã sửa"}
    assert terminal.does("plan", "export", PLAN).out == file.read_text(encoding="utf-8")


def test_a_task_with_updates_is_dropped_only_when_that_is_said(
    terminal: Terminal, tmp_path: Path
) -> None:
    text = terminal.does("plan", "export", PLAN).out
    dropped = yaml.safe_load(text)["general_tasks"][-1]["code"]
    update = ("task", "update", PLAN, dropped, "--quarter", "2021-Q3", "--status", "done")
    terminal.does(*update, "--unit", "VP", "--on", "2021-08-01")
    file = tmp_path / "fewer.yaml"
    start = text.index(f"  - code: {dropped}\n")
    rest = text[start + 1 :]
    ends = min(rest.index(mark) for mark in ("\n  - code: ", "\nreport_duties:") if mark in rest)
    file.write_text(text[:start] + rest[ends + 1 :], encoding="utf-8")
    refused = terminal("plan", "load", file)
    assert (refused.code, refused.out) == (2, "")
    assert dropped in refused.err
    assert "--drop-recorded" in refused.err
    answer = terminal.does("plan", "load", file, "--drop-updated-tasks")
    assert f"  - nhiệm vụ {dropped}" in answer.out
    assert [e["what"] for e in terminal.json("history", PLAN, dropped)] == [
        "task",
        "task_update",
        "task",
    ]


def test_nothing_of_several_files_is_loaded_when_one_is_bad(
    terminal: Terminal, tmp_path: Path
) -> None:
    good = corrected(terminal, tmp_path, ("short_name: ", "short_name: Sửa "))
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: X\ncomplete: maybe\n", encoding="utf-8")
    history = terminal.json("history", PLAN)
    answer = terminal("plan", "load", good, bad)
    assert (answer.code, answer.out) == (2, "")
    assert terminal.json("history", PLAN) == history
    lines = answer.err.splitlines()
    assert all(line.startswith(str(bad)) for line in lines)
    assert any("dòng 2" in line and "complete" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.yaml", b""),
        ("broken.yaml", b"id: [\n"),
        ("tab.yaml", b"id:\tX\n"),
        ("list.yaml", b"- a\n- b\n"),
        ("binary.yaml", bytes(range(256))),
        ("latin.yaml", "tên: Sở".encode("utf-16")),
        ("text.txt", b"just text"),
        ("number.yaml", b"7.80\n"),
    ],
)
def test_a_file_that_is_no_plan_is_told_without_a_traceback(
    terminal: Terminal, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    for command in (("plan", "load", file), ("plan", "check", file)):
        answer = terminal(*command)
        assert (answer.code, answer.out) == (2, "")
        assert str(file) in answer.err
        assert "Traceback" not in answer.err


@pytest.mark.parametrize("path", ["/nowhere/plan.yaml", "/", "x" * 300 + ".yaml"])
def test_a_path_that_cannot_be_read_is_told(terminal: Terminal, path: str) -> None:
    answer = terminal("plan", "load", path)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


def test_a_plan_cannot_move_to_another_agency(terminal: Terminal, tmp_path: Path) -> None:
    text = terminal.does("plan", "export", ILLUSTRATION).out
    file = tmp_path / "real.yaml"
    real = text.replace("illustration: true\n", "").replace("today: 2026-08-20\n", "")
    assert real != text
    file.write_text(real, encoding="utf-8")
    answer = terminal("plan", "load", file)
    assert (answer.code, answer.out) == (2, "")
    assert ILLUSTRATION in answer.err


def test_the_list_tells_real_plans_from_the_illustration(terminal: Terminal) -> None:
    listed = terminal.json("plan", "list")
    assert all(set(plan) == {"id", "agency", "year", "illustration"} for plan in listed)
    assert [plan["id"] for plan in listed if plan["illustration"]] == [ILLUSTRATION]
    lines = terminal.does("plan", "list").out.splitlines()
    assert len(lines) == len(listed)
    assert [line for line in lines if "minh họa" in line] == [
        line for line in lines if line.startswith(ILLUSTRATION)
    ]


def test_a_file_is_checked_before_it_is_loaded(bare: Terminal) -> None:
    answer = bare.does("plan", "check", PLANS / "STTTT-LS-2023.yaml")
    assert "6,79" in answer.out
    assert list(bare.state_dir.iterdir()) == [], "no database is needed for it"


def test_the_schema_is_printed_as_json(bare: Terminal) -> None:
    assert json.loads(bare.does("plan", "schema").out) == plan_schema()


def test_the_workbook_of_a_plan_is_loaded_like_its_file(terminal: Terminal, tmp_path: Path) -> None:
    book = tmp_path / "ke-hoach.xlsx"
    terminal.does("plan", "workbook", PLAN, "--out", str(book))
    assert terminal.does("plan", "load", book).out == f"{PLAN}: không có gì thay đổi\n"
    found = [each["text"] for each in terminal.json("plan", "check", str(book))]
    assert found == [each["text"] for each in terminal.json("plan", "check", PLAN)]


def test_the_empty_workbook_is_refused_cell_by_cell(terminal: Terminal, tmp_path: Path) -> None:
    book = tmp_path / "mau.xlsx"
    terminal.does("plan", "workbook", "--empty", "--out", str(book))
    answer = terminal("plan", "load", book)
    assert answer.code == 2
    assert "Trang “Văn bản”, ô B10: Tên kế hoạch – không được để trống" in answer.err.splitlines()


def test_a_draft_begins_with_a_workbook_and_ends_as_a_plan(
    terminal: Terminal, tmp_path: Path
) -> None:
    book = tmp_path / "ke-hoach.xlsx"
    begun = terminal.json("plan", "new", "--from", PLAN)
    assert begun["id"] == "SNGV-LS-2022"
    terminal.does("plan", "draft", "export", "SNGV-LS-2022", "--out", str(book))
    terminal.does("plan", "draft", "discard", "SNGV-LS-2022")
    again = terminal.json("plan", "draft", "start", book)
    assert (again["id"], again["blocking"]) == ("SNGV-LS-2022-2", 0)
    assert [each["id"] for each in terminal.json("plan", "draft", "list")] == ["SNGV-LS-2022-2"]
    taken = terminal.json("plan", "draft", "adopt", "SNGV-LS-2022-2")
    assert taken["plan"] == "SNGV-LS-2022"
    assert "SNGV-LS-2022" in terminal.does("plan", "list").out
    assert terminal("plan", "draft", "show", "SNGV-LS-2022-2").code == 2
