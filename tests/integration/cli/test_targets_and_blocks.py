"""Figures of the block, ranks in several lists, plans of several years and figures of tasks."""

from pathlib import Path
from typing import Any

import pytest

from tests.integration.cli.terminal import Terminal

PROVINCES = Path(__file__).resolve().parents[2] / "unit" / "plans" / "provinces"
SCT, UBND = "SCT-VG-2026", "UBND-TS-2025-2030"
PUBLISHED = ("--published-on", "2026-09-01")
BLOCK = """\
Đơn vị;Điểm;Hạng;Tính minh bạch
Sở A;78,20;1;8,10
Sở Công Thương;66,40;2;7,90
Sở C;64,00;3;7,00
Sở D;60,50;4;6,50
"""


@pytest.fixture
def provinces(terminal: Terminal) -> Terminal:
    """A terminal with two plans of other provinces loaded besides."""
    for plan in (SCT, UBND):
        terminal.does("plan", "load", PROVINCES / f"{plan}.yaml")
    return terminal


def overall(terminal: Terminal, plan: str, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = terminal.json("board", plan, *options)["overall"][0]
    return found


def met(terminal: Terminal, plan: str, *options: str) -> list[bool | None]:
    return [target["met"] for target in overall(terminal, plan, *options)["targets"]]


def add(terminal: Terminal, plan: str, index: str, *options: str) -> None:
    terminal.does("result", "add", plan, "--index", index, *options, *PUBLISHED)


def test_figures_of_the_block_decide_and_are_told_as_the_basis(provinces: Terminal) -> None:
    add(provinces, SCT, "DDCI", "--year", "2026", "--score", "65,20", "--median", "65,10")
    first, second, third = overall(provinces, SCT)["targets"]
    assert first["basis"] == {"kind": "base", "year": 2023, "score": "62.00"}
    assert (first["base_year"], first["met"], first["gap"]) == (2023, True, "0.10")
    assert second["basis"] == {"kind": "median", "year": 2026, "score": "65.10"}
    assert (second["strict"], second["met"]) == (True, True)
    assert (third["met"], "basis" in third) == (None, False)
    assert overall(provinces, SCT)["latest"]["median"] == "65.10"


def test_a_rank_that_only_lies_beyond_a_place(provinces: Terminal) -> None:
    add(provinces, UBND, "PCI", "--year", "2025", "--rank-over", "30")
    board = overall(provinces, UBND, "--year", "2025")
    assert [target["met"] for target in board["targets"]] == [False, None, None, None]
    assert [target.get("list") for target in board["targets"]] == [
        *("national", "region", "national", "national")
    ]
    assert board["latest"]["rank_over"] == 30
    assert "ngoài nhóm 30" in provinces.does("board", UBND, "--year", "2025").out


def test_ranks_in_other_lists(provinces: Terminal) -> None:
    ranks = ("--rank", "25", "--out-of", "34", "--rank-in", "region=4/6")
    add(provinces, UBND, "PCI", "--year", "2026", *ranks)
    assert met(provinces, UBND) == [True, True, None, None]
    assert "hạng 4/6 trong vùng" in provinces.does("board", UBND).out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("--rank-in", "world=4/6"), "national"),
        (("--rank-in", "region=4/x"), "x"),
        (("--rank-in", "region=7/6"), "6"),
        (("--rank", "3", "--rank-over", "30"), "ngoài"),
        (("--median", "100,5"), "Trung vị"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    provinces: Terminal, typed: tuple[str, ...], told: str
) -> None:
    place = ("--index", "PCI", "--year", "2026")
    answer = provinces("result", "add", UBND, *place, *typed, *PUBLISHED)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert len(answer.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("--rank", "9", "--previous-rank", "12", "--rank-change", "-3"), "thay đổi −3 bậc"),
        (("--score", "62,10", "--score-change", "20"), "thay đổi 20 điểm"),
        (("--score", "62,10", "--best", "60"), "điểm cao nhất"),
    ],
)
def test_figures_that_contradict_each_other_are_recorded_as_printed_and_told(
    provinces: Terminal, typed: tuple[str, ...], told: str
) -> None:
    before = ("--index", "PCI", "--year", "2025", "--score", "60,10")
    provinces.does("result", "add", UBND, *before, "--published-on", "2026-05-10")
    place = ("--index", "PCI", "--year", "2026")
    answer = provinces("result", "add", UBND, *place, *typed, *PUBLISHED)
    assert answer.code == 0
    (line,) = (each for each in answer.err.splitlines() if each.startswith("Lỗi: "))
    assert told in line


def test_another_source_that_disagrees_is_kept_beside_what_is_used(provinces: Terminal) -> None:
    others = ("--disputed-by", "Báo Thanh Sơn=62,90/31", "--disputed-by", "Cổng tin tỉnh=/27")
    figures = ("--year", "2025", "--score", "63,40", "--rank", "28")
    add(provinces, UBND, "PCI", *figures, *others, "--why", "bản tin chép nhầm")
    latest = overall(provinces, UBND, "--year", "2025")["latest"]
    assert (latest["score"], latest["rank"]) == ("63.40", 28)
    assert latest["disputed_by"] == [
        {"source": source, "score": score, "rank": rank, "why": "bản tin chép nhầm"}
        for source, score, rank in (
            ("Báo Thanh Sơn", "62.90", 31),
            ("Cổng tin tỉnh", None, 27),
        )
    ]
    said = " ".join(provinces.does("board", UBND, "--year", "2025").out.split())
    assert "nguồn khác (Báo Thanh Sơn): 62,90, hạng 31, bản tin chép nhầm" in said
    place = ("--index", "PCI", *figures, *PUBLISHED)
    for refused in ("Báo", "=68", "Báo=", "Báo=x/2", "Báo=700/2", "Báo=60/0"):
        answer = provinces("result", "add", UBND, *place, "--disputed-by", refused)
        assert (answer.code, answer.out) == (2, "")


@pytest.fixture
def even_list(tmp_path: Path) -> Path:
    """A plan that aims at the median, its last rank counted in a list of 20."""
    text = (PROVINCES / f"{SCT}.yaml").read_text(encoding="utf-8")
    aim, last = '{kind: about, value: "7.9", text: "khoảng 7,9 điểm"}', 'score: "7.52"'
    assert (text.count(aim), text.count(last)) == (1, 1)
    text = text.replace(aim, "{kind: versus, of: median, text: từ trung vị trở lên}")
    path = tmp_path / "even.yaml"
    path.write_text(text.replace(last, "rank: 10, out_of: 20"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rank", "gap", "said"),
    [
        (9, "1.5", "vượt 1,5 bậc"),
        (11, "-0.5", "thiếu 0,5 bậc"),
        (14, "-3.5", "thiếu 3,5 bậc"),
    ],
)
def test_half_a_place_from_the_median_of_an_even_list_is_told(
    terminal: Terminal, even_list: Path, rank: int, gap: str, said: str
) -> None:
    terminal.does("plan", "load", even_list)
    part = ("--index", "DDCI", "--sub-index", "transparency")
    place = ("--rank", str(rank), "--out-of", "20", *PUBLISHED)
    terminal.does("result", "add", SCT, *part, "--year", "2026", *place)
    assert terminal.json("board", SCT)["sub_indices"][0]["targets"][0]["gap"] == gap
    assert said in terminal.does("board", SCT).out


def test_half_a_place_before_any_result_of_the_year(terminal: Terminal, even_list: Path) -> None:
    terminal.does("plan", "load", even_list)
    assert "vượt 0,5 bậc" in terminal.does("board", SCT).out


@pytest.mark.parametrize(("rank", "found"), [(10, False), (9, True)])
def test_a_median_half_a_place_below_the_last_rank_is_no_worse_a_target(
    terminal: Terminal, even_list: Path, rank: int, found: bool
) -> None:
    text = even_list.read_text(encoding="utf-8").replace("rank: 10,", f"rank: {rank},")
    even_list.write_text(text, encoding="utf-8")
    assert ("mục tiêu hạng 10" in terminal("plan", "check", even_list).out) is found


def test_a_sub_index_with_a_highest_score_of_its_own_is_judged_by_it(terminal: Terminal) -> None:
    plan = "SNV-TB-2026-PAR"
    terminal.does("plan", "load", PROVINCES / f"{plan}.yaml")
    place = ("--index", "PAR", "--year", "2026", *PUBLISHED, "--sub-index")
    off = terminal("result", "add", plan, *place, "institutional_reform", "--score", "10,1")
    assert off.code == 2
    assert off.err.strip() == "--score: Điểm phải trong khoảng 0 đến 10, không phải 10,1"
    # Near is half a point of 10.
    for score, colour in (("8,70", "amber"), ("8,69", "red")):
        terminal.does("result", "add", plan, *place, "institutional_reform", "--score", score)
        light = terminal.json("board", plan)["sub_indices"][0]["result_light"]
        assert light["colour"] == colour, score
    terminal.does("result", "add", plan, *place, "public_finance", "--score", "10,60")
    # Nobody gives the most of this one, so that what misses its target is neither near nor far.
    light = terminal.json("board", plan)["sub_indices"][1]["result_light"]
    assert (light["colour"], light["code"]) == ("grey", "maximum_unknown")


def test_a_predecessors_result_is_kept_beside(provinces: Terminal) -> None:
    add(provinces, SCT, "DDCI", "--year", "2025", "--score", "77", "--of", "Sở Thương mại")
    assert overall(provinces, SCT)["latest"]["score"] == "63.40"
    provinces.does(
        "result", "withdraw", SCT, "--index", "DDCI", "--year", "2025", "--of", "Sở Thương mại"
    )


def test_a_year_of_a_plan_of_several(provinces: Terminal) -> None:
    board = provinces.json("board", UBND, "--year", "2025")
    assert (board["quarter"][:4], board["past"]) == ("2025", True)
    assert provinces.json("board", UBND)["quarter"] == "2026-Q3"
    assert provinces.json("board", UBND, "--as-of", "2025-05-05")["quarter"] == "2025-Q2"
    for year in ("2024", "2031"):
        assert provinces("board", UBND, "--year", year).code == 2
    assert provinces("board", SCT, "--year", "2025").code == 2


def test_the_table_of_a_block_gives_its_median_mean_and_best(
    provinces: Terminal, tmp_path: Path
) -> None:
    table = tmp_path / "khoi.csv"
    table.write_text(BLOCK, encoding="utf-8-sig")
    add(provinces, SCT, "DDCI", "--year", "2026", "--score", "66,40", "--rank", "2")
    provinces.does("block", "add", "SCT-VG", "--index", "DDCI", "--year", "2026", "--file", table)
    latest = overall(provinces, SCT)["latest"]
    assert (latest["median"], latest["mean"]) == ("65.20", "67.28")
    assert latest["best"] == "78.20"
    assert latest["out_of"] == 4
    add(provinces, SCT, "DDCI", "--sub-index", "transparency", "--year", "2026", "--score", "7,90")
    part = provinces.json("board", SCT)["sub_indices"][0]["latest"]
    assert (part["median"], part["mean"], part["best"]) == ("7.45", "7.38", "8.10")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "tiêu đề"),
        ("Điểm\n7\n", "tên đơn vị"),
        ("Đơn vị;Điểm\nSở A;101\n", "Dòng 2"),
        ("Đơn vị;Điểm\nSở A;bảy\n", "Dòng 2, cột “Điểm”: bảy không phải là số"),
        ("Đơn vị;Điểm;Hạng\nSở A;70;1\nSở B;69;0\n", "Dòng 3, cột “Hạng”: Hạng"),
        ("Đơn vị;Hạng;Điểm\nSở A;1;101\n", "Dòng 2, cột “Điểm”: Điểm phải trong khoảng 0 đến 100"),
        ("Đơn vị;Điểm;Hạng\nSở A;70;1,5\n", "Dòng 2, cột “Hạng”: 1,5"),
        ("Đơn vị;Điểm\n;70\n", "Dòng 2"),
        ("Đơn vị;Điểm\nSở A;70\nSỞ A;71\n", "Sở A"),
        ("Đơn vị;Điểm;Điểm\nSở A;70;71\n", "cột 3"),
        ("Đơn vị;Xếp loại\nSở A;Tốt\n", "Xếp loại"),
    ],
)
def test_what_is_no_table_of_a_block_is_refused(
    provinces: Terminal, tmp_path: Path, text: str, told: str
) -> None:
    table = tmp_path / "khoi.csv"
    table.write_text(text, encoding="utf-8")
    answer = provinces("block", "add", SCT, "--index", "DDCI", "--year", "2026", "--file", table)
    assert answer.code == 2
    assert told.casefold() in answer.err.casefold()


def test_a_figure_that_a_task_has_reached(provinces: Terminal) -> None:
    said = ("task", "update", SCT, "1-01", "--quarter", "2026-Q3", "--status", "on_track")
    provinces.does(*said, "--actual", "87,5")
    newest = provinces.json("history", SCT)[-1]["after"]
    assert newest["actual"] == "87.5"
    task = provinces.json("history", "SNGV-LS-2021")
    code = next(e["key"] for e in task if e["what"] == "task" and e["after"]["lead"])
    said = ("task", "update", "SNGV-LS-2021", code, "--quarter", "2021-Q3", "--status", "done")
    answer = provinces(*said, "--on", "2021-09-05", "--actual", "5")
    assert answer.code == 2
    assert code in answer.err
