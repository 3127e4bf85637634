"""Every kind of target at, just above and just below what it asks for."""

from decimal import Decimal

import pytest

from ddci_tracker.domain.plan import Result, Target, TargetKind, TargetOf
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.standing import standing_of
from ddci_tracker.domain.targets import Distance, Measure, distance
from tests.unit.domain.build import estimated, published

BASE = published(2020, "6.50", rank=15, out_of=25)

ABOVE = Target(kind=TargetKind.ABOVE, value=Decimal("7.80"))
AT_LEAST = Target(kind=TargetKind.AT_LEAST, value=Decimal(70))
REACH = Target(kind=TargetKind.REACH, value=Decimal("8.5"))
RANGE = Target(kind=TargetKind.RANGE, low=Decimal(7), high=Decimal(8))
MORE_POINTS = Target(kind=TargetKind.INCREASE, of=TargetOf.POINTS, low=Decimal("1.5"))
MORE_PLACES = Target(kind=TargetKind.INCREASE, of=TargetOf.PLACES, low=Decimal(2), high=Decimal(3))
TOP_10 = Target(kind=TargetKind.RANK_AT_MOST, rank=10)
FROM_10_TO_15 = Target(kind=TargetKind.RANK_RANGE, low=Decimal(10), high=Decimal(15))
HOLD_FIRST = Target(kind=TargetKind.HOLD_RANK, rank=1)
HOLD = Target(kind=TargetKind.HOLD_RANK)
TOP_GROUP = Target(kind=TargetKind.TOP_GROUP, text="nhóm đứng đầu")
TOP_GROUP_OF_5 = Target(kind=TargetKind.TOP_GROUP, rank=5)
BETTER = Target(kind=TargetKind.QUALITATIVE, text="cải thiện")


def seen(result: Result | None, base: Result | None) -> Results:
    """The results of a plan of 2021: a base and one of the year itself."""
    return Results.of(2021, [each for each in (base, result) if each is not None])


def decided(target: Target, result: Result, base: Result | None = BASE) -> Distance:
    found = distance(target, seen(result, base), result)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("target", "score", "met", "gap"),
    [
        (ABOVE, "7.79", False, "-0.01"),
        (ABOVE, "7.80", False, "0.00"),
        (ABOVE, "7.8", False, "0.00"),
        (ABOVE, "7.81", True, "0.01"),
        (AT_LEAST, "69.99", False, "-0.01"),
        (AT_LEAST, "70", True, "0"),
        (AT_LEAST, "70.01", True, "0.01"),
        (REACH, "8.49", False, "-0.01"),
        (REACH, "8.5", True, "0.0"),
        (REACH, "8.51", True, "0.01"),
        (RANGE, "6.99", False, "-0.01"),
        (RANGE, "7", True, "0"),
        (RANGE, "8", True, "1"),
        (RANGE, "8.01", True, "1.01"),
        (MORE_POINTS, "7.99", False, "-0.01"),
        (MORE_POINTS, "8.00", True, "0.00"),
        (MORE_POINTS, "8.01", True, "0.01"),
    ],
)
def test_a_target_of_points(target: Target, score: str, met: bool, gap: str) -> None:
    found = decided(target, published(2021, score))
    assert found.met is met
    assert (found.gap, found.measure) == (Decimal(gap), Measure.POINTS)


@pytest.mark.parametrize(
    ("target", "rank", "met", "gap"),
    [
        (TOP_10, 11, False, -1),
        (TOP_10, 10, True, 0),
        (TOP_10, 9, True, 1),
        (FROM_10_TO_15, 16, False, -1),
        (FROM_10_TO_15, 15, True, 0),
        (FROM_10_TO_15, 10, True, 5),
        (FROM_10_TO_15, 9, True, 6),
        (HOLD_FIRST, 1, True, 0),
        (HOLD_FIRST, 2, False, -1),
        (HOLD, 14, True, 1),
        (HOLD, 15, True, 0),
        (HOLD, 16, False, -1),
        (MORE_PLACES, 14, False, -1),
        (MORE_PLACES, 13, True, 0),
        (MORE_PLACES, 12, True, 1),
        (TOP_GROUP_OF_5, 5, True, 0),
        (TOP_GROUP_OF_5, 6, False, -1),
    ],
)
def test_a_target_of_places_where_lower_is_better(
    target: Target, rank: int, met: bool, gap: int
) -> None:
    found = decided(target, published(2021, rank=rank))
    assert found.met is met
    assert (found.gap, found.measure) == (Decimal(gap), Measure.PLACES)


def test_a_rank_range_is_met_by_the_larger_however_it_is_printed() -> None:
    backwards = Target(kind=TargetKind.RANK_RANGE, low=Decimal(15), high=Decimal(10))
    assert decided(backwards, published(2021, rank=15)).met


@pytest.mark.parametrize(
    ("target", "result", "base"),
    [
        # cannot be decided whatever comes
        (TOP_GROUP, published(2021, "9.9", rank=1), BASE),
        (BETTER, published(2021, "9.9", rank=1), BASE),
        # refers to a base that is not known
        (HOLD, published(2021, rank=1), None),
        (HOLD, published(2021, rank=1), published(2020, "6.50")),
        (MORE_POINTS, published(2021, "9.9"), None),
        (MORE_POINTS, published(2021, "9.9"), published(2020, rank=3)),
        (MORE_PLACES, published(2021, rank=1), None),
        (MORE_PLACES, published(2021, rank=1), published(2020, "6.50")),
        # a score is not a rank
        (TOP_10, published(2021, "9.9"), BASE),
        (ABOVE, published(2021, rank=1), BASE),
        # no result at all
        (ABOVE, None, BASE),
        (TOP_10, None, BASE),
    ],
)
def test_what_cannot_be_decided(target: Target, result: Result | None, base: Result | None) -> None:
    assert distance(target, seen(result, base), result) is None


def test_a_held_rank_that_is_printed_counts_before_that_of_the_base_year() -> None:
    assert not decided(HOLD_FIRST, published(2021, rank=2), published(2020, rank=5)).met


def test_a_gap_is_of_decimals_with_the_printed_places() -> None:
    found = decided(ABOVE, published(2021, "6.77"))
    assert str(found.gap) == "-1.03"


def test_met_is_decided_by_a_published_result_of_the_plans_own_year_only() -> None:
    last_year = Results.of(2021, [published(2020, "9.00")])
    standing = standing_of(ABOVE, last_year)
    assert (standing.met, standing.gap) == (None, Decimal("1.20"))

    guessed = Results.of(2021, [published(2020, "6.50"), estimated(2021, "9.00")])
    standing = standing_of(ABOVE, guessed)
    assert (standing.met, standing.gap) == (None, Decimal("-1.30"))

    own = Results.of(2021, [published(2020, "6.50"), published(2021, "7.81")])
    standing = standing_of(ABOVE, own)
    assert (standing.met, standing.gap) == (True, Decimal("0.01"))


def test_a_gap_is_null_where_the_target_cannot_be_decided() -> None:
    results = Results.of(2021, [published(2021, "9.00", rank=1)])
    for target in (TOP_GROUP, BETTER, HOLD):
        standing = standing_of(target, results)
        assert (standing.met, standing.gap, standing.measure) == (None, None, None)


def test_a_base_is_the_newest_published_result_before_the_plans_year() -> None:
    results = Results.of(
        2021,
        [
            published(2018, rank=3),
            published(2019, rank=7),
            estimated(2020, rank=1),
            published(2021, rank=7),
        ],
    )
    assert results.base == published(2019, rank=7)
    assert standing_of(HOLD, results).met is True


def test_a_target_for_another_year_is_not_decided_by_this_years_result() -> None:
    of_2025 = Target(kind=TargetKind.AT_LEAST, value=Decimal(8), year=2025)
    results = Results.of(2021, [published(2021, "8.5")])
    assert standing_of(of_2025, results).met is None
