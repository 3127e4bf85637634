"""Figures of results that contradict each other are told, whichever two they are."""

from decimal import Decimal
from typing import Any

import pytest

from ddci_tracker.domain.block_tables import BlockRow, BlockTable, PartScore
from ddci_tracker.domain.figures import PartFigures, contradicting_figures
from ddci_tracker.domain.findings import CheckCode, Finding
from ddci_tracker.domain.plan import Agency, ListRank, RankList, Result, ResultKind

AGENCY = Agency(
    code="SCT-LC",
    name="Sở Công Thương",
    short_name="Sở CT",
    province="TP. Hải Phòng",
    block="departments",
)
N = Decimal


def result(year: int = 2025, **figures: Any) -> Result:
    return Result(year=year, kind=ResultKind.PUBLISHED, **figures)


def part(*results: Result, name: str = "Chi phí thời gian", code: str | None = "time_cost") -> Any:
    return PartFigures(
        name=name,
        index="DDCI",
        sub_index=code,
        results=tuple(each for each in results if each.of is None),
        predecessors=tuple(each for each in results if each.of),
        own_list=RankList.BLOCK,
    )


def whole(*results: Result) -> PartFigures:
    found: PartFigures = part(*results, name="DDCI", code=None)
    return found


def table(*rows: BlockRow) -> BlockTable:
    return BlockTable(index="DDCI", year=2025, rows=rows)


def row(agency: str, score: str | None = None, rank: int | None = None, **parts: str) -> BlockRow:
    return BlockRow(
        agency=agency,
        score=N(score) if score else None,
        rank=rank,
        parts=tuple(PartScore(sub_index=code, score=N(each)) for code, each in parts.items()),
    )


def found(*parts: PartFigures, tables: tuple[BlockTable, ...] = ()) -> list[Finding]:
    return list(contradicting_figures(parts, tables, AGENCY))


def codes(*parts: PartFigures, tables: tuple[BlockTable, ...] = ()) -> list[str]:
    return [str(each.reason.code) for each in found(*parts, tables=tables)]


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"score": N("8.50"), "best_score": N("8.20")}, CheckCode.BEST_BELOW_SCORE),
        ({"median": N("8.50"), "best_score": N("8.20")}, CheckCode.BEST_BELOW_MIDDLE),
        ({"mean": N("8.50"), "best_score": N("8.20")}, CheckCode.BEST_BELOW_MIDDLE),
        ({"score": N("8.10"), "rank": 1, "best_score": N("8.20")}, CheckCode.FIRST_BELOW_BEST),
        (
            {"score": N("8.10"), "median": N("7.00"), "rank": 14, "out_of": 25},
            CheckCode.RANK_AGAINST_MEDIAN,
        ),
        (
            {"score": N("6.10"), "median": N("7.00"), "rank": 12, "out_of": 25},
            CheckCode.RANK_AGAINST_MEDIAN,
        ),
        (
            {"rank": 3, "ranks": (ListRank(list=RankList.BLOCK, rank=4),)},
            CheckCode.RANKS_OF_ONE_LIST,
        ),
        ({"rank": 9, "previous_rank": 12, "rank_change": -3}, CheckCode.RANK_CHANGE_CONTRADICTS),
    ],
)
def test_figures_of_one_result_that_contradict_each_other(
    figures: dict[str, Any], code: CheckCode
) -> None:
    assert codes(part(result(**figures))) == [code]


@pytest.mark.parametrize(
    "figures",
    [
        {"score": N("8.52"), "best_score": N("8.5"), "rank": 1},
        {"score": N("8.20"), "best_score": N("8.20"), "median": N("7.00"), "rank": 1, "out_of": 25},
        {"score": N("7.00"), "median": N("7.00"), "rank": 13, "out_of": 25},
        {"score": N("7.00"), "median": N("7.00"), "rank": 20, "out_of": 25},
        {"score": N("7.10"), "median": N("7.00"), "rank": 12, "out_of": 24},
        {"rank": 3, "ranks": (ListRank(list=RankList.NATIONAL, rank=4),)},
        {"rank": 9, "previous_rank": 12, "rank_change": 3},
    ],
)
def test_figures_that_agree_are_not_told(figures: dict[str, Any]) -> None:
    assert codes(part(result(**figures))) == []


@pytest.mark.parametrize(
    ("before", "now", "code"),
    [
        ({"rank": 12}, {"rank": 9, "rank_change": -3}, CheckCode.RANK_CHANGE_CONTRADICTS),
        ({"rank": 10}, {"previous_rank": 12}, CheckCode.PREVIOUS_RANK_CONTRADICTS),
        (
            {"score": N("60.10")},
            {"score": N("62.10"), "score_change": N("-2.00")},
            CheckCode.SCORE_CHANGE_CONTRADICTS,
        ),
    ],
)
@pytest.mark.parametrize("of", [None, "Sở Du lịch"])
def test_a_change_is_held_against_what_was_published_of_the_year_before(
    before: dict[str, Any], now: dict[str, Any], code: CheckCode, of: str | None
) -> None:
    results = result(2024, of=of, **before), result(2025, of=of, **now)
    assert codes(part(*results)) == [code]
    # What is the predecessor's is never held against the successor's own.
    apart = result(2024, of="Sở khác", **before), result(2025, of=of, **now)
    assert codes(part(*apart)) == []


def test_a_change_within_rounding_is_no_contradiction() -> None:
    assert not found(
        part(result(2024, score=N("60.1")), result(2025, score=N("62.16"), score_change=N("2.0")))
    )


def test_parts_of_one_index_have_lists_of_one_length() -> None:
    same = part(result(out_of=25, rank=3)), part(result(out_of=25, rank=4), code="transparency")
    assert codes(*same) == []
    other = part(result(out_of=24, rank=4), code="transparency")
    assert codes(same[0], other) == [CheckCode.LIST_SIZES_DIFFER]


BLOCK = table(
    row("Sở Công Thương", "80.10", 2, time_cost="8.00"),
    row("Sở Y tế", "82.00", 1, time_cost="9.00"),
    row("Sở Nội vụ", "70.00", 3, time_cost="7.00"),
)


@pytest.mark.parametrize(
    ("of_index", "of_part", "expected"),
    [
        ({"score": N("80.10"), "rank": 2, "out_of": 3}, {"score": N("8.0"), "rank": 2}, []),
        ({"score": N("81.10")}, {}, [CheckCode.BLOCK_SCORE_CONTRADICTS]),
        ({"rank": 1}, {}, [CheckCode.BLOCK_RANK_CONTRADICTS]),
        ({}, {"rank": 3}, [CheckCode.BLOCK_RANK_CONTRADICTS]),
        ({"out_of": 25}, {}, [CheckCode.BLOCK_SIZE_DIFFERS]),
        ({"best_score": N("81.00")}, {}, [CheckCode.BLOCK_FIGURE_CONTRADICTS]),
        ({"median": N("81.00")}, {}, [CheckCode.BLOCK_FIGURE_CONTRADICTS]),
        ({}, {"mean": N("8.50")}, [CheckCode.BLOCK_FIGURE_CONTRADICTS]),
    ],
)
def test_results_are_held_against_the_table_of_their_block(
    of_index: dict[str, Any], of_part: dict[str, Any], expected: list[CheckCode]
) -> None:
    assert codes(whole(result(**of_index)), part(result(**of_part)), tables=(BLOCK,)) == expected


def test_a_table_of_provinces_has_the_row_of_the_agencys_province() -> None:
    provinces = table(row("Quảng Ninh", "73.00", 1), row("Hải Phòng", "70.00", 2))
    assert codes(whole(result(rank=1)), tables=(provinces,)) == [CheckCode.BLOCK_RANK_CONTRADICTS]


def test_a_table_without_the_agency_says_nothing_of_its_place() -> None:
    others = table(row("Sở Y tế", "82.00", 1), row("Sở Nội vụ", "70.00", 2))
    assert codes(whole(result(rank=7, score=N("60.00"))), tables=(others,)) == []


@pytest.mark.parametrize(
    "rows",
    [
        (row("A", "70", 1), row("B", "80", 2)),
        (row("A", "70", 1), row("B", "80", 1)),
    ],
)
def test_places_and_scores_of_a_table_are_in_one_order(rows: tuple[BlockRow, ...]) -> None:
    assert codes(tables=(table(*rows),)) == [CheckCode.BLOCK_ORDER_CONTRADICTS]


def test_equal_scores_may_share_a_place_or_not() -> None:
    assert codes(tables=(table(row("A", "70", 1), row("B", "70", 2), row("C", "60", 3)),)) == []
    assert codes(tables=(table(row("A", "70", 1), row("B", "70", 1), row("C", "60", 3)),)) == []
