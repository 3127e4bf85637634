"""What is typed at a terminal: one form of texts, one reader of numbers, input in UTF-8."""

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.integration.cli.terminal import ILLUSTRATION, PLANS, ROOT, Terminal
from tests.integration.cli.test_accounts import gets_in

PLAN = "STNMT-LS-2020"
TASK = ("task", "update", PLAN, "II.1-01", "--quarter", "2020-Q4", "--status", "on_track")
COMMAND = (sys.executable, "-W", "error", "-m", "ddci_tracker")


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_the_same_file_in_letters_and_marks_changes_nothing(
    terminal: Terminal, tmp_path: Path
) -> None:
    same = tmp_path / f"{PLAN}.yaml"
    same.write_text(apart((PLANS / same.name).read_text(encoding="utf-8")), encoding="utf-8")
    before = terminal.does("plan", "export", PLAN).out
    terminal.does("plan", "load", same)
    assert terminal.does("plan", "export", PLAN).out == before
    assert terminal.json("history", PLAN) == [
        entry for entry in terminal.json("history", PLAN) if entry["revision"] == 1
    ]


@pytest.mark.parametrize(
    "typed", ["Đã rà soát", apart("Đã rà soát"), "\ufeffĐã\u00a0rà soát\u200b"]
)
def test_a_text_is_recorded_in_the_one_form(terminal: Terminal, typed: str) -> None:
    code = first_task(terminal)
    terminal.does(*TASK[:3], code, *TASK[4:], "--note", typed)
    said = terminal.json("history", PLAN, code)[-1]["after"]
    assert said["note"] == "Đã rà soát"


def first_task(terminal: Terminal) -> str:
    recorded = terminal.json("history", PLAN)
    return str(next(entry["key"] for entry in recorded if entry["what"] == "task"))


def test_an_id_is_found_however_it_is_typed(terminal: Terminal) -> None:
    answer = terminal("board", apart("KHÔNG-CÓ"))
    assert answer.err == "Không có kế hoạch KHÔNG-CÓ\n"
    assert terminal.json("board", f"\u200b{ILLUSTRATION}\u00a0")["plan"] == ILLUSTRATION


def test_a_file_is_found_under_the_name_that_its_folder_has(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / apart("kế hoạch.yaml")
    shutil.copy(PLANS / f"{PLAN}.yaml", path)
    terminal.does("plan", "load", path)


@pytest.mark.parametrize(
    ("typed", "kept"), [("7,5", "7.5"), ("7.50", "7.50"), ("７，５", "7.5"), (" 7,123 ", "7.123")]
)
def test_a_score_is_recorded_as_it_was_typed(terminal: Terminal, typed: str, kept: str) -> None:
    terminal.does(
        *("result", "add", PLAN, "--index", "DDCI", "--sub-index", "transparency"),
        *("--year", "2020", "--estimate", "--score", typed),
    )
    entries = [e for e in terminal.json("history", PLAN) if e["what"] == "result_entry"]
    assert entries[-1]["after"]["score"] == kept


@pytest.mark.parametrize("typed", ["7,5x", ""])
@pytest.mark.parametrize("option", ["--score", "--rank", "--score-change"])
def test_a_number_that_is_none_is_refused_with_its_option(
    terminal: Terminal, option: str, typed: str
) -> None:
    answer = terminal(
        *("result", "add", PLAN, "--index", "DDCI", "--year", "2020", "--estimate"),
        *(option, typed),
    )
    assert answer.code == 2
    assert answer.err.startswith(f"{option}: {typed or '“”'} ")


@pytest.mark.parametrize("typed", ["7,5", "150", "0,75"])
def test_a_percentage_is_neither_rounded_nor_cut(terminal: Terminal, typed: str) -> None:
    answer = terminal(*TASK, "--percent", typed)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        f"--percent: Tỷ lệ phần trăm là số nguyên từ 0 đến 100, không phải {typed}\n"
    )


def test_the_limit_of_a_text_is_told_with_its_option(terminal: Terminal) -> None:
    answer = terminal(*TASK, "--note", "a" * 4001)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "--note: Dài 4.001 ký tự; chỉ lưu được nhiều nhất 4.000 ký tự\n"


# What is piped in by a shell of Windows, of an old server, and of this one.
@pytest.mark.parametrize("first", ["", "\ufeff"])
def test_a_password_is_read_as_utf_8_without_the_mark_that_comes_first(
    terminal: Terminal, first: str
) -> None:
    added = subprocess.run(
        [*COMMAND, "user", "add", "quan.tri", "--role", "administrator", "--password-stdin"],
        input=f"{first}mật khẩu rất dài\r\n".encode(),
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp1258", "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    assert added.returncode == 0, added.stderr.decode()
    assert gets_in("quan.tri", "mật khẩu rất dài")


def test_input_that_is_no_text_is_refused_in_one_sentence(terminal: Terminal) -> None:
    refused = subprocess.run(
        [*COMMAND, "user", "add", "quan.tri", "--role", "administrator", "--password-stdin"],
        input="mật khẩu rất dài".encode("utf-16"),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.decode() == ("--password-stdin: Đầu vào chuẩn không phải văn bản UTF-8\n")
    assert json.loads(terminal.does("user", "list", "--json").out) == []
