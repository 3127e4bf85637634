"""Acts from the command line, and what the documents then say."""

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.integration.cli.terminal import NOW, YESTERDAY, Answer, Terminal

LINK = "https://sngv.gov.vn/a"
PLAN = "SNGV-LS-2021"
TASK_COMMAND = ("task", "update", PLAN)


@pytest.fixture
def task(terminal: Terminal) -> str:
    """The code of a task that a unit leads."""
    history = terminal.json("history", PLAN)
    return str(next(e["key"] for e in history if e["what"] == "task" and e["after"]["lead"]))


def newest(terminal: Terminal, what: str) -> dict[str, Any]:
    entries = [entry for entry in terminal.json("history", PLAN) if entry["what"] == what]
    found: dict[str, Any] = entries[-1]
    return found


def test_an_update_with_everything_that_can_be_said(terminal: Terminal, task: str) -> None:
    answer = terminal.does(
        *TASK_COMMAND,
        task,
        "--quarter",
        "2021-Q3",
        "--status",
        "blocked",
        "--percent",
        "40",
        "--note",
        "Đã trình lần 1",
        "--difficulty",
        "Chờ ý kiến",
        "--needs-help",
        "--recovery",
        "Văn phòng trình lại trước 15/9",
        "--on",
        "05/09/2021",
    )
    assert answer.out == ""
    assert answer.err.startswith(f"Đã ghi {task}@2021-Q3, phiên bản 1, tính từ ngày 05/09/2021")
    entry = newest(terminal, "task_update")
    assert (entry["on"], entry["recorded_at"]) == ("2021-09-05", NOW.isoformat())
    assert entry["before"] is None
    said = entry["after"]
    assert said.pop("unit")
    assert said == {
        "task": task,
        "quarter": "2021-Q3",
        "status": "blocked",
        "percent": 40,
        "actual": None,
        "done_on": None,
        "note": "Đã trình lần 1",
        "difficulty": "Chờ ý kiến",
        "needs_help": True,
        "recovery": "Văn phòng trình lại trước 15/9",
    }


def test_who_acts_on_a_plan_of_the_past_without_a_day_is_told_why_its_board_stays(
    terminal: Terminal, task: str
) -> None:
    board = terminal.json("board", PLAN)
    answer = terminal.does(*TASK_COMMAND, task, "--quarter", "2021-Q3", "--status", "done")
    assert "31/01/2022" in answer.err
    assert "--on" in answer.err
    assert terminal.json("board", PLAN) == board


def test_a_correction_of_a_day_by_naming_the_revision(terminal: Terminal, task: str) -> None:
    update = (*TASK_COMMAND, task, "--quarter", "2021-Q3", "--status", "done")
    terminal.does(*update, "--on", "2021-09-20")
    terminal.does(*update, "--on", "2021-09-02", "--replaces", "1")

    def done(as_of: str) -> int:
        parts = terminal.json("board", PLAN, "--as-of", as_of)["sub_indices"]
        return sum(int(part["tasks"]["green"]) for part in parts)

    assert [done(day) for day in ("2021-09-01", "2021-09-02", "2021-09-20")] == [0, 1, 1]
    assert [e["revision"] for e in terminal.json("history", PLAN, task)] == [1, 1, 2]


def test_of_two_from_one_revision_the_second_exits_3_and_learns_who_came_first(
    terminal: Terminal, task: str
) -> None:
    update = (*TASK_COMMAND, task, "--quarter", "2021-Q3", "--status", "done")
    terminal.does(*update, "--on", "2021-09-20", "--revision", "0")
    second = terminal(*update, "--on", "2021-09-21", "--revision", "0")
    assert (second.code, second.out) == (3, "")
    by = newest(terminal, "task_update")["by"]
    assert by in second.err
    assert "09:00 ngày 11/09/2026" in second.err
    assert terminal.does(*update, "--on", "2021-09-21", "--revision", "1").code == 0


def test_a_report_from_hand_in_to_acceptance(terminal: Terminal) -> None:
    def act(*typed: str) -> Answer:
        command, *rest = typed
        return terminal("report", command, PLAN, "R1", "TTr", "2021-Q2", *rest)

    def row() -> tuple[str, int | None, str | None, str | None]:
        rows = terminal.json("reports", PLAN)
        found = next(r for r in rows if (r["from"], r["period"]) == ("TTr", "2021-Q2"))
        return found["state"], found["days"], found["acceptance"], found["handed_in_on"]

    assert row() == ("overdue", 240, None, None)
    assert act("accept").code == 2, "nothing was handed in yet"
    assert act("hand-in", "--on", "2021-06-04", "--note", "Số 12/BC-TTr").code == 0
    assert row() == ("on_time", None, "handed_in", "2021-06-04")
    assert act("hand-in", "--on", "2021-06-05").code == 2
    assert act("return", "--reason", "Thiếu phụ lục", "--on", "2021-06-07").code == 0
    assert row() == ("on_time", None, "returned", "2021-06-04")
    attention = terminal.json("board", PLAN)["attention"]
    assert any(a["kind"] == "report" and "Thiếu phụ lục" in a["reason"] for a in attention)
    assert act("hand-in", "--on", "2021-06-09").code == 0
    assert act("accept", "--on", "2021-06-10").code == 0
    assert row() == ("on_time", None, "accepted", "2021-06-04")
    assert act("withdraw", "--on", "2021-06-11").code == 2
    assert [entry["revision"] for entry in terminal.json("history", PLAN, "R1/TTr/2021-Q2")] == [
        *(1, 2, 3, 4)
    ]


def test_an_extension_keeps_the_first_day_on_show(terminal: Terminal) -> None:
    extend = ("report", "extend", PLAN, "R1", "TTr", "2021-Q2")
    by = ("--approver", "Giám đốc", "--basis", "Công văn 45/VP")
    terminal.does(*extend, "--until", "2021-06-20", *by, "--on", "2021-06-03")
    rows = terminal.json("reports", PLAN, "--as-of", "2021-06-18")
    (row,) = [r for r in rows if (r["from"], r["period"]) == ("TTr", "2021-Q2")]
    assert (row["first_last_day"], row["last_day_in_time"]) == ("2021-06-05", "2021-06-20")
    assert (row["state"], row["days"]) == ("due_soon", 2)
    given = {"last_day": "2021-06-20", "approver": "Giám đốc", "basis": "Công văn 45/VP"}
    assert row["extension"] == given
    assert [each["extension"] for each in rows if each != row] == [None] * (len(rows) - 1)
    refused = terminal(*extend, "--until", "2021-06-05", *by)
    assert (refused.code, refused.err.partition(":")[0]) == (2, "--until")


def test_an_extension_and_a_due_day_are_taken_back(terminal: Terminal) -> None:
    of = (PLAN, "R1", "TTr", "2021-Q2")
    by = ("--approver", "Giám đốc", "--basis", "Công văn 45/VP")
    terminal.does("report", "extend", *of, "--until", "2021-06-20", *by, "--on", "2021-06-03")
    terminal.does("report", "cancel-extension", *of, "--on", "2021-06-04")
    rows = terminal.json("reports", PLAN, "--as-of", "2021-06-18")
    (row,) = [r for r in rows if (r["from"], r["period"]) == ("TTr", "2021-Q2")]
    assert (row["last_day_in_time"], row["state"]) == ("2021-06-05", "overdue")
    assert terminal("report", "cancel-extension", *of).code == 2

    plan = "SNGV-LS-2024"
    terminal.does("report", "set-due", plan, "R1", "--by", 20, "--on", "2024-03-01")
    terminal.does("report", "unset-due", plan, "R1", "--on", "2024-03-02")
    rows = terminal.json("reports", plan)
    assert {row["last_day_in_time"] for row in rows} == {None}
    assert terminal("report", "unset-due", plan, "R1").code == 2


def test_a_due_day_is_set_where_the_plan_left_it_open(terminal: Terminal) -> None:
    plan = "SNGV-LS-2024"
    terminal.does("report", "set-due", plan, "R1", "--by", 20, "--on", "2024-03-01")
    rows = terminal.json("reports", plan, "--as-of", "2024-06-21")
    states = {(row["period"], row["last_day_in_time"]): row["state"] for row in rows}
    assert states["2024-Q2", "2024-06-20"] == "overdue"
    before = ("--before", 6, "--month-of-quarter", 3, "--on", "2024-03-02")
    terminal.does("report", "set-due", plan, "R1", *before)
    rows = terminal.json("reports", plan, "--as-of", "2024-06-21")
    assert "2024-06-05" in {row["last_day_in_time"] for row in rows}
    assert terminal("report", "set-due", "SNGV-LS-2021", "R1", "--by", 20).code == 2


def test_several_days_of_a_year_are_set_in_their_order(terminal: Terminal) -> None:
    plan = "SNGV-LS-2024"
    typed = ("15/03", "by １０/06", "before 16-9", "5/1 next_year")
    days = [part for each in typed for part in ("--day-of-year", each)]
    terminal.does("report", "set-due", plan, "R1", *days, "--on", "2024-03-01")
    rows = terminal.json("reports", plan, "--as-of", "2024-06-21")
    assert [row["last_day_in_time"] for row in rows if row["from"] == "LSHTQT"] == [
        *("2024-03-15", "2024-06-10", "2024-09-15", "2025-01-05")
    ]
    for refused in (("30/2",), ("15/06 sang năm",), (*typed, "--by", "3"), typed[:3]):
        answer = terminal("report", "set-due", plan, "R1", "--day-of-year", *refused)
        assert (answer.code, answer.out) == (2, "")


def test_a_published_result_after_the_end_of_the_plan_shows_on_its_board(
    terminal: Terminal,
) -> None:
    plan = "STNMT-LS-2020"
    add = ("result", "add", plan, "--index", "DDCI", "--sub-index", "transparency")
    terminal.does(
        *add,
        *("--year", 2020, "--score", "7,80", "--rank", 9, "--out-of", 23),
        *("--published-on", "2021-03-15", "--source", "Quyết định 500/QĐ-UBND"),
    )

    def part(*options: str) -> dict[str, Any]:
        found: dict[str, Any] = terminal.json("board", plan, *options)["sub_indices"][0]
        return found

    assert part()["latest"] == {
        "year": 2020,
        "kind": "published",
        "score": "7.80",
        "rank": 9,
        "out_of": 23,
    }
    above, rank, improved = part()["targets"]
    assert (above["met"], above["gap"]) == (False, "0.00"), "exactly 7.80 misses"
    assert (rank["met"], rank["gap"]) == (True, 1)
    assert (improved["met"], improved["gap"]) == (None, None), "no figure is printed"
    assert part()["result_light"]["colour"] == "amber"
    assert part("--as-of", "2020-12-31")["latest"]["year"] == 2019, "a day by hand is honoured"
    assert part("--as-of", "2021-03-15")["latest"]["year"] == 2020


def test_an_estimate_is_never_taken_for_a_result(terminal: Terminal) -> None:
    plan = "STNMT-LS-2020"
    add = ("result", "add", plan, "--index", "DDCI", "--sub-index", "transparency")
    terminal.does(*add, "--year", 2020, "--score", "7.9", "--estimate", "--on", "2020-11-01")
    part = terminal.json("board", plan)["sub_indices"][0]
    assert (part["latest"]["year"], part["targets"][0]["met"]) == (2019, None)
    assert part["result_light"]["colour"] == "green"
    assert "ước tính" in part["result_light"]["reason"]
    terminal.does(*add, "--year", 2020, "--score", "7.1", "--published-on", "2021-03-15")
    part = terminal.json("board", plan)["sub_indices"][0]
    assert part["result_light"]["colour"] == "red"
    assert "ước tính" not in part["result_light"]["reason"]


def test_a_change_may_be_negative(terminal: Terminal) -> None:
    add = ("result", "add", PLAN, "--index", "PCI", "--year", 2021, "--score", "63.9")
    change = ("--score-change", "-1.05", "--rank-change", "-3", "--published-on", "2022-04-27")
    terminal.does(*add, *change)
    result = newest(terminal, "result_entry")["after"]
    assert (result["score_change"], result["rank_change"]) == ("-1.05", -3)


@pytest.mark.parametrize(
    ("figures", "option"),
    [
        (("--score", "10.5"), "--score"),
        (("--score", "9", "--best-score", "12"), "--best-score"),
        (("--score", "9", "--score-change", "11"), "--score-change"),
        (("--rank", "0"), "--rank"),
        (("--rank", "24", "--out-of", "23"), "--out-of"),
    ],
)
def test_a_figure_outside_the_scale_is_refused_by_its_name(
    terminal: Terminal, figures: tuple[str, ...], option: str
) -> None:
    add = ("result", "add", PLAN, "--index", "DDCI", "--sub-index", "time_cost", "--year", 2021)
    answer = terminal(*add, *figures, "--published-on", "2022-01-01")
    assert (answer.code, answer.out) == (2, "")
    assert re.match(rf"{option}: \w+", answer.err)


def test_every_revision_stands_in_the_history_with_what_was_before(
    terminal: Terminal, task: str
) -> None:
    update = (*TASK_COMMAND, task, "--quarter", "2021-Q3", "--on", "2021-09-02")
    terminal.does(*update, "--status", "behind", "--note", "một")
    terminal.does(*update, "--status", "done", "--note", "hai")
    loaded, first, second = terminal.json("history", PLAN, task)
    assert loaded["what"] == "task"
    assert second["before"] == first["after"]
    assert (second["after"]["status"], second["after"]["note"]) == ("done", "hai")
    told = terminal.does("history", PLAN, task).out.splitlines()
    assert len(told) == 3
    assert told[2].startswith("09:00 ngày 11/09/2026")


def test_the_form_of_a_unit_goes_out_and_comes_back(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "bieu.xlsx"
    options = ("--unit", "VP", "--quarter", "2021-Q3", "--out", str(file))
    terminal.does("form", "export", PLAN, *options)
    found = terminal.json("form", "load", str(file))
    assert (found["plan"], found["unit"], found["quarter"]) == (PLAN, "VP", "2021-Q3")
    assert {row["state"] for row in found["rows"]} == {"unchanged"}
    opened = load_workbook(file)
    sheet = opened["Nhiệm vụ của đơn vị"]
    heads = {cell.value: cell.column for cell in sheet[4]}
    sheet.cell(6, heads["Tình hình"]).value = "Đang làm"
    opened.save(file)
    changed = terminal.json("form", "load", str(file), "--confirm")
    assert changed["recorded"]
    assert changed["rows"][0]["changes"] == [
        {"field": "status", "heading": "Tình hình", "before": None, "after": "on_track"}
    ]
    sheet.cell(6, heads["Tình hình"]).value = "Đang chậm"
    opened.save(file)
    answer = terminal("form", "load", str(file), "--confirm")
    assert answer.code == 3
    assert "Xung đột" in answer.out


def test_evidence_is_added_listed_saved_and_taken_away(
    terminal: Terminal, task: str, tmp_path: Path
) -> None:
    file = tmp_path / "Biên bản.pdf"
    file.write_bytes(b"%PDF-1.7")
    where = (PLAN, task, "--quarter", "2021-Q3")
    added = terminal.json("evidence", "add", *where, "--file", str(file))
    assert (added["key"], added["file"], added["sound"]) == (
        f"{task}@2021-Q3#1",
        "Biên bản.pdf",
        True,
    )
    terminal.does("evidence", "add", *where, "--link", LINK)
    found = terminal.json("evidence", "list", *where)
    assert [each["url"] for each in found] == [None, LINK]
    out = tmp_path / "lai.pdf"
    terminal.does("evidence", "save", PLAN, added["key"], "--out", str(out))
    assert out.read_bytes() == b"%PDF-1.7"
    terminal.does("evidence", "remove", PLAN, added["key"])
    assert len(terminal.json("evidence", "list", PLAN)) == 1


def test_what_a_board_does_not_follow_since_its_plan_closed_is_told(
    terminal: Terminal, task: str
) -> None:
    closed = "Kế hoạch đã đóng ngày 31/01/2022"
    told = terminal.does("evidence", "add", PLAN, task, "--quarter", "2021-Q3", "--link", LINK).err
    assert closed in told
    assert "minh chứng được lưu ở đây" in told
    meeting = terminal.json("meeting", "open", PLAN, "--on", "2026-09-11")["meeting"]
    said = ("--text", "Rà soát", "--unit", "VP")
    for typed in (("conclude", PLAN, meeting, *said), ("close", PLAN, meeting)):
        told = terminal.does("meeting", *typed).err
        assert closed in told
        assert "không được theo dõi trên bảng" in told
    assert closed in terminal.does("meeting", "open", PLAN, "--on", "2022-02-01").err
    assert closed not in terminal.does("meeting", "open", PLAN, "--on", "2022-01-31").err
    amended = ("plan", "edit", PLAN, "tasks", task, "--set", "due=01/12/2021", "--basis", "KL 1")
    assert closed in terminal.does(*amended, "--on", YESTERDAY).err
    assert closed not in terminal.does(*amended, "--on", "2022-01-31").err
