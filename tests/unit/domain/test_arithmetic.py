"""What may be computed from scores and ranks, and what may not."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddci_tracker.domain.arithmetic import (
    clear_of,
    derived_score,
    mean_estimate,
    median_place,
    median_score,
    rank_change,
    score_change,
)
from ddci_tracker.domain.plan import Result, ResultKind
from tests.unit.domain.build import published

TEN, HUNDRED = Decimal(10), Decimal(100)

SCORES_OF_2019 = ("6.77", "6.83", "5.53", "2.65", "4.50", "6.78", "4.69", "6.26")


def mean(scores: dict[str, Decimal], weights: dict[str, Decimal] | None = None) -> Decimal | None:
    return mean_estimate(scores, sub_index_max=TEN, total_max=HUNDRED, weights=weights)


def test_a_mean_of_eight_sub_indices_times_ten() -> None:
    scores = {str(number): Decimal(score) for number, score in enumerate(SCORES_OF_2019)}
    assert mean(scores) == Decimal("55.01")
    assert str(mean(scores)) == "55.01"


def test_a_mean_is_rounded_half_up_to_two_places() -> None:
    # 6.0005 times ten is 60.005
    assert mean({"a": Decimal("6.001"), "b": Decimal("6.000")}) == Decimal("60.01")


def test_weights_may_be_given() -> None:
    scores = {"a": Decimal(8), "b": Decimal(4)}
    assert mean(scores, {"a": Decimal(3), "b": Decimal(1)}) == Decimal("70.00")
    assert mean(scores, {"a": Decimal(1)}) == Decimal("80.00")


def test_a_mean_of_nothing_is_unknown_and_not_zero() -> None:
    assert mean({}) is None
    assert mean({"a": Decimal(8)}, {"b": Decimal(1)}) is None


@pytest.mark.parametrize(
    ("out_of", "place"), [(25, "13"), (23, "12"), (24, "12.5"), (1, "1"), (2, "1.5")]
)
def test_of_25_the_median_place_is_13(out_of: int, place: str) -> None:
    assert median_place(out_of) == Decimal(place)


def test_a_median_score_is_the_middle_one_or_between_the_two() -> None:
    assert median_score([Decimal("7.1"), Decimal("9.0"), Decimal("5.5")]) == Decimal("7.1")
    assert median_score([Decimal(6), Decimal(9), Decimal(5), Decimal(7)]) == Decimal("6.5")
    assert median_score([]) is None


def test_a_missing_score_is_derived_from_last_years_plus_the_change() -> None:
    changed = Result(year=2020, kind=ResultKind.PUBLISHED, score_change=Decimal("-0.25"))
    assert derived_score(changed, published(2019, "6.77")) == Decimal("6.52")


def test_a_printed_score_is_never_derived_and_an_unknown_one_stays_unknown() -> None:
    changed = Result(year=2020, kind=ResultKind.PUBLISHED, score_change=Decimal("-0.25"))
    both = Result(
        year=2020, kind=ResultKind.PUBLISHED, score=Decimal(7), score_change=Decimal("0.1")
    )
    assert derived_score(both, published(2019, "6.77")) is None
    assert derived_score(changed, None) is None
    assert derived_score(changed, published(2019, rank=3)) is None
    assert derived_score(published(2020, rank=3), published(2019, "6.77")) is None


def test_a_change_of_rank_is_positive_up_the_list() -> None:
    assert rank_change(published(2020, rank=5), published(2019, rank=8)) == 3
    assert rank_change(published(2020, rank=8), published(2019, rank=5)) == -3


@pytest.mark.parametrize(
    ("before", "after", "change"), [(63, 34, None), (34, 34, 4), (None, 34, 4), (63, None, 4)]
)
def test_places_in_lists_of_different_lengths_are_not_subtracted(
    before: int | None, after: int | None, change: int | None
) -> None:
    last, result = published(2019, rank=20, out_of=before), published(2020, rank=16, out_of=after)
    assert rank_change(result, last) == change
    assert rank_change(replace(result, rank_change=2), last) == 2, "as it is printed"


def test_printed_changes_count_before_computed_ones() -> None:
    printed = Result(
        year=2020,
        kind=ResultKind.PUBLISHED,
        score=Decimal("7.00"),
        rank=5,
        score_change=Decimal("0.30"),
        rank_change=2,
    )
    before = published(2019, "6.50", rank=8)
    assert rank_change(printed, before) == 2
    assert score_change(printed, before) == Decimal("0.30")


def test_a_printed_previous_rank_counts_before_last_years_result() -> None:
    result = Result(year=2020, kind=ResultKind.PUBLISHED, rank=5, previous_rank=6)
    assert rank_change(result, published(2019, rank=8)) == 1
    assert rank_change(result, None) == 1


def test_changes_against_nothing_are_unknown() -> None:
    assert rank_change(published(2020, rank=5), None) is None
    assert rank_change(published(2020, "7.0"), published(2019, rank=5)) is None
    assert score_change(published(2020, "7.0"), None) is None
    assert score_change(published(2020, rank=5), published(2019, "7.0")) is None
    assert score_change(published(2020, "7.50"), published(2019, "7.25")) == Decimal("0.25")


@pytest.mark.parametrize(
    ("value", "bounds", "shown"),
    [
        (Fraction(10), (10, 25), "10"),
        (Fraction(104, 10), (10, 25), "10.4"),
        (Fraction(1004, 100), (10, 25), "10.04"),
        (Fraction(96, 10), (10, 25), "9.6"),
        (Fraction(2496, 100), (10, 25), "24.96"),
        (Fraction(2501, 100), (10, 25), "25.01"),
        (Fraction(204, 10), (10, 25), "20"),
        (Fraction(204, 10), (20,), "20.4"),
        (Fraction(-1, 250), (0,), "-0.004"),
    ],
)
def test_a_figure_is_shown_on_the_side_of_each_bound_that_it_stands_on(
    value: Fraction, bounds: tuple[int, ...], shown: str
) -> None:
    assert str(clear_of(value, bounds)) == shown


def test_a_figure_is_shown_with_the_places_asked_for_at_least() -> None:
    assert str(clear_of(Fraction(1, 4), (0,), places=2)) == "0.25"
    assert str(clear_of(Fraction(3), (0,), places=2)) == "3.00"


@given(st.fractions(-200, 200, max_denominator=400), st.sets(st.integers(0, 100), max_size=3))
def test_a_shown_figure_never_changes_sides(value: Fraction, bounds: set[int]) -> None:
    told = clear_of(value, tuple(bounds))
    assert [(told > bound, told < bound) for bound in bounds] == [
        (value > bound, value < bound) for bound in bounds
    ]
