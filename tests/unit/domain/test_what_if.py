"""What it would take: rises that bring an estimated total to its target."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddci_tracker.domain.block_tables import BlockRow, BlockTable
from ddci_tracker.domain.plan import Overall, Result, SubIndex, Target, TargetKind
from ddci_tracker.domain.targets import Measure
from ddci_tracker.domain.views import Board
from ddci_tracker.domain.what_if import NotTold, Way, WhatIf, what_if
from tests.unit.domain import build
from tests.unit.domain.build import (
    CATALOG,
    estimated,
    ledger_of,
    make_plan,
    make_sub_index,
    published,
)

INDEX = CATALOG.index("DDCI")
EIGHTY = Target(kind=TargetKind.AT_LEAST, value=Decimal(80), text="từ 80 điểm")
ABOVE_80 = Target(kind=TargetKind.ABOVE, value=Decimal(80), text="trên 80 điểm")
TOP_3 = Target(kind=TargetKind.RANK_AT_MOST, rank=3, text="top 3")
LIST_2020 = BlockTable(
    index="DDCI",
    year=2020,
    rows=(
        BlockRow(agency="Sở A", score=Decimal("85.00")),
        BlockRow(agency="Sở B", score=Decimal("82.00")),
        BlockRow(agency="Sở C", score=Decimal("79.50")),
        BlockRow(agency="sở x", score=Decimal("74.00")),
        BlockRow(agency="Sở D", score=Decimal("70.00")),
    ),
)


def at_least(score: str) -> tuple[Target, ...]:
    return (Target(kind=TargetKind.AT_LEAST, value=Decimal(score), text=f"từ {score} điểm"),)


def looked_at(sub_indices: tuple[SubIndex, ...], overall: Overall) -> Board:
    plan = make_plan(sub_indices=sub_indices, overall=(overall,))
    return build.board_of(ledger_of(plan), "2021-06-30")


def board_of(
    *parts: tuple[str, str | None, str | None],
    targets: tuple[Target, ...] = (EIGHTY,),
    results: tuple[Result, ...] = (),
) -> Board:
    """A board of 2021 whose sub-indices have these names, estimates and targets."""
    sub_indices = tuple(
        make_sub_index(
            code,
            targets=at_least(goal) if goal else (),
            results=(estimated(2021, score),) if score else (),
        )
        for code, score, goal in parts
    )
    return looked_at(sub_indices, Overall(index="DDCI", targets=targets, results=results))


FOUR = board_of(("a", "6", "8"), ("b", "7", "8"), ("c", "7.5", "8"), ("d", "9", "8"))
"""A mean of 7.375, so 73.75 points; each point of a sub-index is 2.5 of the total."""


def tried_of(board: Board, *tables: BlockTable) -> WhatIf:
    found = what_if(board, "DDCI", INDEX, tables)
    assert isinstance(found, WhatIf), found
    return found


def test_the_total_starts_from_the_mean_and_each_part_has_its_share() -> None:
    found = tried_of(FOUR)
    assert (found.total, found.goal, found.entered) == (Decimal("73.75"), Decimal(80), False)
    assert {part.per_point for part in found.parts} == {Fraction(5, 2)}
    assert [part.room for part in found.parts] == [2, 1, Decimal("0.5"), 0]
    assert [part.missing for part in found.parts] == [2, 1, Decimal("0.5"), 0]


@pytest.mark.parametrize(
    ("way", "rises"),
    [
        # 6.25 points are missing: 2.5 points of sub-indices, of 3.5 that they can gain.
        (Way.BY_ROOM, {"a": "1.42", "b": "0.72", "c": "0.36"}),
        (Way.NEAREST, {"c": "0.5", "b": "1", "a": "1"}),
        (Way.FEWEST, {"a": "2", "b": "0.5"}),
    ],
)
def test_each_way_reaches_it_exactly(way: Way, rises: dict[str, str]) -> None:
    tried = tried_of(FOUR).spread(way, Decimal(80))
    found = {code: rise for code, rise in tried.rises.items() if rise}
    assert found == {code: Decimal(rise) for code, rise in rises.items()}
    assert (tried.total, tried.reaches, tried.sum) == (Decimal("80.00"), True, Decimal("2.50"))


def test_out_of_reach_everything_rises_as_far_as_it_can() -> None:
    tried = tried_of(FOUR).spread(Way.FEWEST, Decimal(90))
    assert (tried.total, tried.reaches) == (Decimal("82.50"), False)
    assert tried.sum == Decimal("3.5")


def test_more_than_a_target_asks_for_it_by_the_least_there_is() -> None:
    found = tried_of(board_of(("a", "7", "8"), targets=(ABOVE_80,)))
    assert found.goal == Decimal("80.01")
    assert not found.tried({"a": Decimal(1)}, found.goal).reaches


def test_what_is_reached_asks_for_nothing() -> None:
    tried = tried_of(board_of(("a", "8.5", "8"))).spread(Way.BY_ROOM, Decimal(80))
    assert (tried.raised, tried.total, tried.reaches) == ((), Decimal("85.00"), True)


def test_a_total_that_was_entered_is_where_it_starts() -> None:
    board = board_of(("a", "6", "8"), ("b", "8", "8"), results=(estimated(2021, "76.4"),))
    found = tried_of(board)
    assert (found.total, found.entered) == (Decimal("76.40"), True)
    assert found.spread(Way.FEWEST, Decimal(80)).rises["a"] == Decimal("0.72")  # 3.6 of 5 a point


def test_the_last_published_score_stands_where_there_is_no_estimate() -> None:
    sub = make_sub_index("a", results=(published(2020, "6.5"),), targets=at_least("8"))
    found = tried_of(looked_at((sub,), Overall(index="DDCI", targets=(EIGHTY,))))
    start = found.parts[0].start
    assert start is not None
    assert (start.score, start.year, start.estimated) == (Decimal("6.5"), 2020, False)


def test_a_place_is_reached_above_the_score_that_holds_it_among_the_others() -> None:
    board = board_of(("a", "6", "8"), targets=(TOP_3,))
    found = tried_of(board, LIST_2020)
    assert found.place is not None
    assert (found.place.rank, found.place.score) == (3, Decimal("79.50"))
    assert found.aim(Measure.PLACES) == Decimal("79.51")
    assert found.aim(Measure.POINTS) is None


@pytest.mark.parametrize(
    ("total", "rank"),
    [("85.01", 1), ("85", 1), ("84.99", 2), ("79.50", 3), ("79.49", 4), ("74", 4), ("60", 5)],
)
def test_the_place_in_the_list_is_counted_without_the_agency_itself(total: str, rank: int) -> None:
    assert tried_of(FOUR, LIST_2020).rank_of(Decimal(total)) == rank


def test_the_agency_is_found_by_its_score_where_the_list_calls_it_otherwise() -> None:
    rows = tuple(replace(row, agency=f"Đơn vị {place}") for place, row in enumerate(LIST_2020.rows))
    board = board_of(("a", "6", "8"), results=(published(2020, "74"),))
    found = tried_of(board, replace(LIST_2020, rows=rows))
    assert Decimal(74) not in found.others


@pytest.mark.parametrize(
    ("board", "why"),
    [
        (board_of(("a", "6", "8"), results=(published(2021, "81"),)), NotTold.PUBLISHED),
        (board_of(("a", "6", "8"), ("b", None, "8")), NotTold.NO_SCORES),
        (board_of(("a", "6", "8"), targets=(TOP_3,)), NotTold.NO_GOAL),
    ],
)
def test_it_says_why_nothing_can_be_said(board: Board, why: NotTold) -> None:
    assert what_if(board, "DDCI", INDEX, ()) is why


def test_an_index_whose_total_is_no_mean_is_not_guessed_at() -> None:
    assert INDEX is not None
    by_parts = replace(INDEX, total_by_mean=False)
    assert what_if(FOUR, "DDCI", by_parts, ()) is NotTold.NO_MEAN
    assert what_if(FOUR, "DDCI", None, ()) is NotTold.NO_MEAN


SCORES = st.decimals("0", "10", places=2)


@given(
    scores=st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=6),
    aim=st.decimals("1", "100", places=2),
    way=st.sampled_from(Way),
)
def test_no_way_gives_more_than_there_is_room_or_a_hundredth_too_many(
    scores: list[tuple[Decimal, Decimal]], aim: Decimal, way: Way
) -> None:
    parts = [(f"p{place}", str(score), str(goal)) for place, (score, goal) in enumerate(scores)]
    found = tried_of(board_of(*parts, targets=(replace(EIGHTY, value=aim),)))
    tried = found.spread(way, aim)
    room = {part.code: part.room for part in found.parts}
    assert all(rise <= room[code] for code, rise in tried.rises.items())
    everything = found.tried(room, aim)
    assert tried.reaches == everything.reaches
    if not tried.reaches:
        assert tried.total == everything.total
    for code in tried.raised:
        less = {**tried.rises, code: tried.rises[code] - Decimal("0.01")}
        assert not (tried.reaches and found.tried(less, aim).reaches)
