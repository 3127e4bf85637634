"""The JSON documents that scripts rely on, key by key, and what they say of the five plans."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ddci_tracker.web.api.schemas import SCHEMAS
from tests.integration.cli.terminal import (
    ILLUSTRATION,
    NOW,
    PLANS,
    SHIPPED,
    YESTERDAY,
    Terminal,
)
from tests.integration.services.made import DATA

EVERY_PLAN = (*SHIPPED, ILLUSTRATION)

BOARD = {
    "plan",
    "as_of",
    "known_at",
    "quarter",
    "illustration",
    "past",
    "overall",
    "sub_indices",
    "attention",
    "reports",
    "conclusions",
    "freshness",
}
OVERALL = {"index", "targets", "latest", "estimate"}
SUB_INDEX = {
    "index",
    "code",
    "name",
    "lead",
    "targets",
    "latest",
    "result_light",
    "execution_light",
    "tasks",
}
LATEST = {"year", "kind", "score", "rank", "out_of"}
# Each stands there where it is known.
OF_THE_BLOCK = {"median", "mean", "best"}
ESTIMATE = {"year", "score", "basis"}
RESULT_LIGHT = {"colour", "code", "reason"}
EXECUTION_LIGHT = {"colour", "code", "reason", "carried"}
TASKS = {"green", "amber", "red", "grey", "none"}
ATTENTION = {"kind", "what", "units", "days", "colour", "reason"}
REPORT_TOTALS = {"expected", "on_time", "late", "missing", "upcoming", "no_due_day"}
CONCLUSIONS = {"open", "overdue", "due_soon", "done", "done_late"}
FRESHNESS = {"last_update", "units_updated", "units_expected"}
REPORT = {
    "duty",
    "from",
    "to",
    "period",
    "first_last_day",
    "last_day_in_time",
    "state",
    "days",
    "acceptance",
    "handed_in_on",
    "entered_on",
    "extension",
    "reason",
}
FINDING = {"level", "code", "text", "lines"}
VERSION = {"what", "key", "revision", "on", "recorded_at", "by", "before", "after"}
# The values that go with each kind of target, beside what every target has.
TARGET_VALUES = {
    "above": {"value"},
    "at_least": {"value"},
    "reach": {"value"},
    "range": {"low", "high"},
    "rank_at_most": {"rank"},
    "rank_range": {"low", "high"},
    "hold_rank": {"rank", "basis", "base_year"},
    "top_group": {"rank"},
    "increase": {"of", "low", "high", "basis", "base_year"},
    "hold_score": {"basis", "base_year"},
    "about": {"value"},
    "versus": {"of", "margin", "strict", "basis"},
    "band": {"band", "basis"},
    "qualitative": set[str](),
}
# Of any kind, where the target names them.
WHERE_THEY_APPLY = {"list", "year"}
COLOURS = {"green", "amber", "red", "grey"}


def assert_decimal(written: object) -> None:
    """A string with a point, or unknown."""
    assert written is None or (isinstance(written, str) and Decimal(written).is_finite())


def assert_light(light: dict[str, Any], keys: set[str]) -> None:
    assert set(light) == keys
    assert light["colour"] in COLOURS | {None}
    assert light["code"]
    assert light["reason"]


def assert_target(target: dict[str, Any]) -> None:
    values = set(target) - {"kind", "text", "met", "gap"}
    assert values - WHERE_THEY_APPLY <= TARGET_VALUES[target["kind"]], target
    assert target["met"] in (True, False, None)
    for name in values & {"value", "low", "high"}:
        assert_decimal(target[name])
    if not isinstance(target["gap"], int):
        assert_decimal(target["gap"])


@pytest.mark.parametrize("plan", EVERY_PLAN)
def test_a_board_has_exactly_these_keys(terminal: Terminal, plan: str) -> None:
    board = terminal.json("board", plan)
    assert set(board) == BOARD
    assert board["plan"] == plan
    assert datetime.fromisoformat(board["known_at"]) == NOW
    date.fromisoformat(board["as_of"])
    for overall in board["overall"]:
        assert set(overall) == OVERALL
        assert overall["latest"] is None or set(overall["latest"]) - OF_THE_BLOCK == LATEST
        assert overall["estimate"] is None or set(overall["estimate"]) == ESTIMATE
        for target in overall["targets"]:
            assert_target(target)
    for part in board["sub_indices"]:
        assert set(part) == SUB_INDEX
        assert part["latest"] is None or set(part["latest"]) - OF_THE_BLOCK == LATEST
        assert_light(part["result_light"], RESULT_LIGHT)
        assert_light(part["execution_light"], EXECUTION_LIGHT)
        assert set(part["tasks"]) == TASKS
        for target in part["targets"]:
            assert_target(target)
    for row in board["attention"]:
        assert set(row) == ATTENTION
        assert row["kind"] in {"task", "report", "silence", "owner", "conclusion"}
        assert row["colour"] in COLOURS
    assert set(board["reports"]) == REPORT_TOTALS
    assert set(board["freshness"]) == FRESHNESS


@pytest.mark.parametrize("plan", EVERY_PLAN)
def test_reports_have_exactly_these_keys(terminal: Terminal, plan: str) -> None:
    rows = terminal.json("reports", plan)
    totals = terminal.json("board", plan)["reports"]
    assert totals["expected"] == totals["on_time"] + totals["late"] + totals["missing"]
    counted = {
        "on_time": ("on_time",),
        "late": ("late",),
        "missing": ("overdue",),
        "upcoming": ("upcoming", "due_soon", "due_today"),
        "no_due_day": ("no_due_day",),
    }
    for name, states in counted.items():
        assert sum(row["state"] in states for row in rows) == totals[name], name
    for row in rows:
        assert set(row) == REPORT
        assert row["acceptance"] in (None, "handed_in", "accepted", "returned")
        assert row["reason"]


@pytest.mark.parametrize("plan", SHIPPED)
def test_findings_have_exactly_these_keys_by_id_and_by_file(terminal: Terminal, plan: str) -> None:
    found = terminal.json("plan", "check", plan)
    assert found == terminal.json("plan", "check", PLANS / f"{plan}.yaml")
    for finding in found:
        assert set(finding) == FINDING
        assert finding["level"] in {"error", "question", "note"}
        assert all(first <= last for first, last in finding["lines"])


def test_tasks_and_results_are_what_other_systems_read(terminal: Terminal) -> None:
    """Their keys are those that the description of the API names, where each is held."""
    tasks = terminal.json("tasks", ILLUSTRATION, "--quarter", "2026-Q2")
    assert all(list(task) == list(SCHEMAS["Task"]["properties"]) for task in tasks)
    lines = terminal.does("tasks", ILLUSTRATION, "--quarter", "2026-Q2").out
    assert all(task["code"] in lines for task in tasks)
    results = terminal.json("results", "STNMT-LS-2020")
    assert all(list(result) == list(SCHEMAS["Result"]["properties"]) for result in results)
    assert "2019  công bố" in terminal.does("results", "STNMT-LS-2020").out


def test_a_history_has_exactly_these_keys(terminal: Terminal) -> None:
    for entry in terminal.json("history", ILLUSTRATION):
        assert set(entry) == VERSION
        date.fromisoformat(entry["on"])
        datetime.fromisoformat(entry["recorded_at"])


def test_a_meeting_is_opened_concludes_and_ends(terminal: Terminal) -> None:
    plan = ILLUSTRATION
    opened = terminal.json("meeting", "open", plan, "--on", "2026-08-20", "--chair", "Giám đốc")
    key = opened["meeting"]
    assert (key, opened["state"]) == ("2026-08-20-2", "preparing"), "one waits that day already"
    agenda = terminal.json("meeting", "agenda", plan, key, "--add", "Việc khác")
    assert agenda[0]["kind"] == "previous"
    assert agenda[-1]["what"] == "Việc khác"
    said = ("--text", "Niêm yết đủ", "--unit", "VP", "--about", "transparency")
    written = terminal.json("meeting", "conclude", plan, key, *said)
    assert written["missing"] == ["due", "authority", "product"]
    assert terminal.json("meeting", "start", plan, key)["state"] == "held"
    ended = terminal.json("meeting", "close", plan, key)
    assert (ended["state"], ended["missing"]) == ("ended", [written])
    shown = terminal.json("meeting", "show", plan, key)
    (concluded,) = shown["conclusions"]
    assert (concluded["id"], concluded["state"]) == (written["conclusion"], "open")
    assert {"id", "text", "units", "due", "result", "progress"} <= set(shown["previous"][0])
    assert written["conclusion"] in {
        each["id"] for each in terminal.json("conclusion", "list", plan)
    }
    listed = terminal.json("meeting", "list", plan)[0]
    assert (listed["meeting"], listed["name"]) == (key, "Họp 20/08/2026 (cuộc 2)")
    assert concluded["of"] == "20/08/2026 (cuộc 2)"
    notice = terminal.state_dir / "notice.txt"
    terminal.does("meeting", "export", plan, key, "--format", "txt", "--out", notice)
    assert "Kết luận của Giám đốc tại cuộc họp ngày 20/08/2026" in notice.read_text("utf-8")
    exported = ("--kind", "papers", "--format", "txt", "--out", notice)
    terminal.does("meeting", "export", plan, key, *exported)
    assert "TÀI LIỆU HỌP" in notice.read_text("utf-8")


def test_a_conclusion_is_written_followed_and_counted(terminal: Terminal) -> None:
    plan = "STTTT-LS-2023"
    begun = ("conclusion", "add", plan, "--on", "2023-05-10", "--unit", "VP")
    said = (*begun, "--text", "Niêm yết đủ", "--product", "Danh mục")
    added = terminal.json(*said, "--due", "2023-05-31")
    assert added == {"conclusion": "2023-05-10-1", "missing": ["authority"]}
    key = added["conclusion"]
    terminal.does("conclusion", "update", plan, key, "--status", "done", "--on", "2023-06-02")
    terminal.does("conclusion", "accept", plan, key, "--on", "2023-06-03")
    (listed,) = terminal.json("conclusion", "list", plan)
    assert (listed["state"], listed["days"], listed["accepted"]) == ("done_late", 2, True)
    assert not listed["ongoing"]
    counts = terminal.json("board", plan)["conclusions"]
    assert counts == {"open": 0, "overdue": 0, "due_soon": 0, "done": 0, "done_late": 1}
    assert terminal.json("board", plan, "--as-of", "2023-05-30")["conclusions"] == {
        **counts,
        "open": 1,
        "due_soon": 1,
        "done_late": 0,
    }
    always = terminal.json(*begun, "--text", "Trực đường dây nóng", "--ongoing")
    assert always["missing"] == ["authority", "product"], "a standing duty needs no day"
    found = {each["id"]: each for each in terminal.json("conclusion", "list", plan)}
    assert found[always["conclusion"]]["ongoing"]
    lines = terminal.does("conclusion", "list", plan).out.splitlines()
    (line,) = (each for each in lines if each.startswith(always["conclusion"]))
    assert "Thường xuyên" in line


def test_every_state_is_seen_somewhere(terminal: Terminal) -> None:
    """The illustration shows every kind of light and of report, so the documents do too."""
    board = terminal.json("board", ILLUSTRATION)
    lights = [part["execution_light"] for part in board["sub_indices"]]
    assert {light["colour"] for light in lights} == COLOURS
    assert any(light["carried"] for light in lights)
    assert {part["result_light"]["colour"] for part in board["sub_indices"]} == COLOURS
    assert {"task", "report", "silence", "owner", "conclusion"} == {
        row["kind"] for row in board["attention"]
    }
    states = {row["state"] for row in terminal.json("reports", ILLUSTRATION)}
    assert states >= {"on_time", "late", "overdue", "upcoming", "no_due_day", "not_applicable"}
    assert board["illustration"]
    assert "(ước tính)" in " ".join(part["result_light"]["reason"] for part in board["sub_indices"])


def test_every_number_of_stnmt_2020_stands_on_its_board(terminal: Terminal) -> None:
    board = terminal.json("board", "STNMT-LS-2020", "--as-of", "2020-12-31")
    parts = board["sub_indices"]
    above = [[t for t in part["targets"] if t["kind"] == "above"] for part in parts]
    assert [target["value"] for (target,) in above] == [
        *("7.80", "7.70", "6.50", "6.0"),
        *("7.5", "7.0", "6.3", "7.4"),
    ]
    assert [part["latest"]["score"] for part in parts] == [
        *("6.77", "6.83", "5.53", "2.65"),
        *("4.50", "6.78", "4.69", "6.26"),
    ]
    for part, (target,) in zip(parts, above, strict=True):
        latest = part["latest"]
        assert (latest["year"], latest["kind"], latest["out_of"]) == (2019, "published", 23)
        gap = Decimal(latest["score"]) - Decimal(target["value"])
        assert (Decimal(target["gap"]), target["met"]) == (gap, None)
        light = part["result_light"]
        assert (light["colour"], light["code"]) == ("grey", "no_result_yet")
        # The worst of its targets counts: the score, or the rank that some are to reach as well.
        short = [f"còn thiếu {abs(gap)} điểm".replace(".", ",")]
        ranks = [t for t in part["targets"] if t["kind"] == "rank_at_most"]
        short += [f"còn thiếu {-t['gap']} bậc" for t in ranks]
        assert light["reason"].removeprefix("Chưa có kết quả năm 2020; năm 2019 ") in short
        assert part["execution_light"]["code"] == "not_tracked"
    (overall,) = board["overall"]
    at_least, top = overall["targets"]
    assert (at_least["kind"], at_least["value"]) == ("at_least", "70")
    assert (top["kind"], top["rank"]) == ("rank_at_most", 10)
    assert overall["latest"] == {
        "year": 2019,
        "kind": "published",
        "score": None,
        "rank": 20,
        "out_of": 23,
    }
    assert overall["estimate"] == {"year": 2019, "score": "55.01", "basis": "mean"}
    assert (board["past"], board["quarter"]) == (True, "2020-Q4")


def test_a_plan_of_the_past_stands_as_of_its_close(terminal: Terminal) -> None:
    board = terminal.json("board", "STNMT-LS-2020")
    given = terminal.json("board", "STNMT-LS-2020", "--as-of", "2021-01-31")
    assert board == given
    silence = [row for row in board["attention"] if row["kind"] == "silence"]
    assert len(silence) == 1, "said once, not for every unit"


def test_the_yearly_report_of_stnmt_2020_is_owed_by_each_of_eight_units(
    terminal: Terminal,
) -> None:
    rows = terminal.json("reports", "STNMT-LS-2020", "--as-of", "2020-12-14")
    yearly = [row for row in rows if row["period"] == "2020"]
    assert len({row["from"] for row in yearly}) == len(yearly) == 8
    assert {row["last_day_in_time"] for row in yearly} == {"2020-12-14"}
    assert {row["state"] for row in yearly} == {"due_today"}
    assert {unit for row in yearly for unit in row["to"]} == {"KHTC", "VP"}
    office = next(row for row in yearly if row["from"] == "VP")
    assert office["to"] == ["KHTC"], "to itself it owes nothing, to the other it does"
    board = terminal.json("board", "STNMT-LS-2020")
    assert (board["reports"]["expected"], board["reports"]["missing"]) == (8, 8)
    assert board["reports"]["no_due_day"] == sum(
        row["period"] != "2020" and row["state"] == "no_due_day" for row in rows
    )


def rows_of(terminal: Terminal, period: str, as_of: str, duty: str) -> list[dict[str, Any]]:
    rows = terminal.json("reports", "SNGV-LS-2021", "--as-of", as_of)
    return [row for row in rows if (row["period"], row["duty"]) == (period, duty)]


def test_a_quarterly_report_before_the_6th_is_due_on_the_5th(terminal: Terminal) -> None:
    for row in rows_of(terminal, "2021-Q2", "2021-06-05", "R1"):
        assert row["last_day_in_time"] == row["first_last_day"] == "2021-06-05"
        assert (row["state"], row["days"]) == ("due_today", 0)
    for row in rows_of(terminal, "2021-Q2", "2021-06-06", "R1"):
        assert (row["state"], row["days"]) == ("overdue", 1)
    sender = rows_of(terminal, "2021-Q2", "2021-06-06", "R1")[0]["from"]
    hand_in = ("report", "hand-in", "SNGV-LS-2021", "R1", sender, "2021-Q2")
    terminal.does(*hand_in, "--on", "2021-06-06")
    (row, *others) = rows_of(terminal, "2021-Q2", "2021-12-31", "R1")
    assert (row["from"], row["state"], row["days"]) == (sender, "late", 1)
    assert (row["handed_in_on"], row["acceptance"]) == ("2021-06-06", "handed_in")
    assert {other["state"] for other in others} == {"overdue"}


def test_no_report_is_owed_for_a_quarter_whose_day_had_passed_at_the_issue(
    terminal: Terminal,
) -> None:
    for as_of in ("2021-03-05", "2021-03-31", "2021-12-31"):
        rows = rows_of(terminal, "2021-Q1", as_of, "R1")
        assert {row["state"] for row in rows} == {"not_applicable"}
    refused = terminal("report", "hand-in", "SNGV-LS-2021", "R1", rows[0]["from"], "2021-Q1")
    assert (refused.code, refused.out) == (2, "")


def test_the_fourth_quarter_and_the_year_are_two_reports_of_one_day(terminal: Terminal) -> None:
    fourth = rows_of(terminal, "2021-Q4", "2021-12-05", "R1")
    year = rows_of(terminal, "2021", "2021-12-05", "R2")
    assert fourth
    assert [row["from"] for row in fourth] == [row["from"] for row in year]
    for row in (*fourth, *year):
        assert (row["last_day_in_time"], row["state"]) == ("2021-12-05", "due_today")


def test_two_senders_without_a_due_day_are_never_overdue(terminal: Terminal) -> None:
    for as_of in ("2024-03-31", "2024-12-31", "2026-09-11"):
        rows = terminal.json("reports", "SNGV-LS-2024", "--as-of", as_of)
        assert [(row["from"], row["period"]) for row in rows] == [
            (unit, f"2024-Q{number}") for unit in ("LSHTQT", "TTTTDVDN") for number in (1, 2, 3, 4)
        ]
        assert {row["state"] for row in rows} <= {"no_due_day", "not_applicable"}
        assert {row["last_day_in_time"] for row in rows} == {None}


def test_a_plan_without_a_duty_gets_none_invented(terminal: Terminal) -> None:
    assert terminal.json("reports", "SCT-KG-2021") == []
    board = terminal.json("board", "SCT-KG-2021")
    assert set(board["reports"].values()) == {0}
    assert len(board["overall"]) == 4
    assert all(target["met"] is None for part in board["sub_indices"] for target in part["targets"])


def test_what_looks_misprinted_is_named_and_nothing_is_mended(terminal: Terminal) -> None:
    found = terminal.json("plan", "check", "STTTT-LS-2023")
    texts = {finding["code"]: finding["text"] for finding in found}
    assert "6,79" in texts["printed_twice"]
    assert "24" in texts["printed_twice"]
    assert "basis_date_contradicts" in texts
    monthly = [finding for finding in found if finding["code"] == "duty_without_day"]
    assert any("hàng tháng" in finding["text"] for finding in monthly)
    assert "breaks_off" in {f["code"] for f in terminal.json("plan", "check", "SCT-KG-2021")}


def test_what_is_entered_today_for_a_past_day_shows_on_that_day_and_not_as_known_before(
    terminal: Terminal,
) -> None:
    plan, day = "STNMT-LS-2020", "2020-09-20"
    board = ("board", plan, "--as-of", day)
    before = terminal.json(*board)
    task = terminal.json("history", plan)
    code = next(entry["key"] for entry in task if entry["what"] == "task")
    update = ("task", "update", plan, code, "--quarter", "2020-Q3", "--status", "on_track")
    terminal.does(*update, "--on", day)
    after = terminal.json(*board)
    assert sum(part["tasks"]["green"] for part in after["sub_indices"]) == 1
    assert after["freshness"]["last_update"] == NOW.isoformat()
    known = terminal.json(*board, "--known-at", YESTERDAY)
    assert {**known, "known_at": before["known_at"]} == before
    earlier = terminal.json("board", plan, "--as-of", "2020-09-19")
    assert sum(part["tasks"]["green"] for part in earlier["sub_indices"]) == 0


def test_nine_tasks_of_which_one_has_spoken_are_grey_and_not_green(terminal: Terminal) -> None:
    plan = "STNMT-LS-2020"
    board = terminal.json("board", plan, "--as-of", "2020-07-10")
    part = next(p for p in board["sub_indices"] if sum(p["tasks"].values()) >= 8)
    total = sum(part["tasks"].values())
    parent = f"DDCI/{part['code']}"
    tasks = [
        entry["key"]
        for entry in terminal.json("history", plan)
        if entry["what"] == "task" and entry["after"]["parent"] == parent
    ]
    update = ("task", "update", plan, tasks[0], "--quarter", "2020-Q3", "--status", "on_track")
    terminal.does(*update, "--on", "2020-07-05")
    board = terminal.json("board", plan, "--as-of", "2020-07-10")
    (light,) = [p["execution_light"] for p in board["sub_indices"] if p["code"] == part["code"]]
    assert (light["colour"], light["code"]) == ("grey", "few_updated")
    assert f"1/{total}" in light["reason"]


def test_the_plan_nobody_has_seen_loads_and_gives_a_board(terminal: Terminal) -> None:
    file = DATA.parent / "tests" / "unit" / "plans" / "files" / "unseen.yaml"
    terminal.does("plan", "load", file)
    plan = "SCT-DT-2025-B"
    board = terminal.json("board", plan)
    assert len(board["sub_indices"]) == 9
    ranks, score = board["overall"][0]["targets"]
    assert (ranks["kind"], ranks["low"], ranks["high"], ranks["gap"]) == (
        "rank_range",
        "8",
        "12",
        -1,
    )
    assert (score["kind"], score["gap"]) == ("at_least", "-3.60")
    increase = board["sub_indices"][0]["targets"][0]
    assert (increase["kind"], increase["of"]) == ("increase", "places")
    assert (increase["low"], increase["high"]) == ("2", "3")
    rows = terminal.json("reports", plan)
    monthly = [row for row in rows if row["period"] == "2025-06"]
    assert monthly
    assert {row["last_day_in_time"] for row in monthly} == {"2025-06-20"}, "the 20th belongs to it"
    assert terminal.does("plan", "export", plan).out == terminal.does("plan", "export", plan).out
