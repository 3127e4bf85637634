"""The command line as programs start it: processes with their own bytes and exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.cli.terminal import ROOT, Terminal

COMMAND = (sys.executable, "-W", "error", "-m", "ddci_tracker")
PLAN = "STNMT-LS-2020"


def start(*typed: str | bytes, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *typed],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(*typed: str | bytes, **environment: str) -> tuple[int, bytes, bytes]:
    process = start(*typed, **environment)
    out, err = process.communicate()
    return process.returncode, out, err


def test_a_document_is_utf_8_whatever_the_machine_speaks(terminal: Terminal) -> None:
    """A Windows terminal and a bare server have no Vietnamese letters."""
    code, out, err = run("board", PLAN, "--json", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (code, err) == (0, b"")
    assert json.loads(out.decode("utf-8"))["sub_indices"][0]["name"].startswith("Tính minh bạch")
    code, out, err = run("board", "KHÔNG-CÓ", PYTHONIOENCODING="ascii", LC_ALL="C.UTF-8")
    assert (code, out) == (2, b"")
    assert err.decode("utf-8") == "Không có kế hoạch KHÔNG-CÓ\n"


def test_a_plan_is_exported_with_the_line_ends_of_its_file(terminal: Terminal) -> None:
    code, out, err = run("plan", "export", PLAN)
    assert (code, err) == (0, b"")
    assert out == (ROOT / "data" / "plans" / f"{PLAN}.yaml").read_bytes()


def test_whoever_has_read_enough_may_close_the_pipe(terminal: Terminal) -> None:
    for command in (("plan", "export", PLAN), ("plan", "list")):
        process = start(*command)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
        process.stderr.close()


def test_bytes_that_are_no_letters_are_told(terminal: Terminal) -> None:
    code, out, err = run("board", b"\xff\xfe", PYTHONUTF8="1")
    assert (code, out) == (2, b"")
    assert b"UTF-8" in err
    assert b"Traceback" not in err


def test_of_two_processes_on_one_revision_exactly_one_succeeds(terminal: Terminal) -> None:
    task = next(e["key"] for e in terminal.json("history", PLAN) if e["what"] == "task")
    update = ("task", "update", PLAN, task, "--quarter", "2020-Q3", "--status", "done")
    both = [start(*update, "--on", "2020-09-01", "--revision", "0") for _ in range(2)]
    told = [process.communicate()[1].decode("utf-8") for process in both]
    codes = [process.returncode for process in both]
    assert sorted(codes) == [0, 3]
    entries = [e for e in terminal.json("history", PLAN, task) if e["what"] == "task_update"]
    assert len(entries) == 1
    assert entries[0]["by"] in told[codes.index(3)]


def test_two_processes_may_set_up_one_tracker(bare: Terminal) -> None:
    both = [start("init") for _ in range(2)]
    for process in both:
        _, err = process.communicate()
        assert (process.returncode, err) == (0, b"")
    plans = [plan["id"] for plan in bare.json("plan", "list")]
    assert len(plans) == len(set(plans)) == 6
    assert (
        bare.does("plan", "export", PLAN).out.encode()
        == (ROOT / "data" / "plans" / f"{PLAN}.yaml").read_bytes()
    )
    assert {e["revision"] for e in bare.json("history", PLAN)} == {1}


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_a_tracker_on_postgresql_answers_like_one_on_sqlite(
    terminal: Terminal, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_sqlite = {plan: terminal.json("board", plan) for plan in (PLAN, "STTTT-LS-2023")}
    monkeypatch.setenv("DDCI_DATABASE_URL", database_url)
    terminal.does("init", "--no-illustration")
    assert {plan: terminal.json("board", plan) for plan in on_sqlite} == on_sqlite
    assert terminal.json("doctor")["well"]


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_a_database_that_may_only_be_read_is_looked_at_and_not_written(
    bare: Terminal, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a standby may, too: the commands are those that the guide to deployment names."""
    monkeypatch.setenv("DDCI_DATABASE_URL", database_url)
    bare.does("init", "--no-illustration")
    looks = (("board", PLAN), ("history", PLAN), ("plan", "list"))
    seen = [bare.json(*look) for look in looks]
    written = bare.does("plan", "export", PLAN).out
    options = "-cdefault_transaction_read_only=on"
    monkeypatch.setenv("DDCI_DATABASE_URL", f"{database_url}%20{options}")
    assert [bare.json(*look) for look in looks] == seen
    assert bare.does("plan", "export", PLAN).out == written
    bare.does("backup", tmp_path / "copy.zip")
    result = ("result", "add", PLAN, "--index", "DDCI", "--year", "2019", "--rank", "1")
    for command in ((*result, "--published-on", "2020-02-01"), ("demo", "add")):
        answer = bare(*command)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith("Không ghi được vào cơ sở dữ liệu")
    found = {check["name"]: check["well"] for check in bare("doctor", "--json").json["checks"]}
    assert (found["Database"], found["Write test"]) == (True, False)
