"""The result light (kết quả): a published result of the plan's own year against its targets."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.plan import ListRank, RankList, Result, ResultKind, Target, TargetKind
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.results import Entered, Results, completed
from ddci_tracker.domain.standing import result_light
from tests.unit.domain.build import DEFAULT_POLICY, entered, estimated, published

EIGHT = Target(kind=TargetKind.AT_LEAST, value=Decimal("8.0"), text="từ 8,0 điểm")
ABOVE_7_80 = Target(kind=TargetKind.ABOVE, value=Decimal("7.80"), text="trên 7,80 điểm")
SEVENTY = Target(kind=TargetKind.AT_LEAST, value=Decimal(70), text="từ 70 điểm")
TOP_10 = Target(kind=TargetKind.RANK_AT_MOST, rank=10, text="top 10")
BETTER = Target(kind=TargetKind.QUALITATIVE, text="cải thiện")
TOP_GROUP = Target(kind=TargetKind.TOP_GROUP, text="nhóm đứng đầu")


def light(
    targets: tuple[Target, ...],
    *results: Result,
    scale_max: int = 10,
    policy: Policy = DEFAULT_POLICY,
) -> Light:
    return result_light(
        targets, Results.of(2021, results), scale_max=Decimal(scale_max), policy=policy
    )


@pytest.mark.parametrize(
    ("target", "score", "scale_max", "colour", "code"),
    [
        (EIGHT, "8.01", 10, Colour.GREEN, ReasonCode.TARGET_MET),
        (EIGHT, "8.0", 10, Colour.GREEN, ReasonCode.TARGET_MET),
        (EIGHT, "7.99", 10, Colour.AMBER, ReasonCode.TARGET_NEAR),
        (EIGHT, "7.50", 10, Colour.AMBER, ReasonCode.TARGET_NEAR),  # short by exactly 0.5
        (EIGHT, "7.49", 10, Colour.RED, ReasonCode.TARGET_MISSED),  # short by 0.51
        (EIGHT, "6.8", 10, Colour.RED, ReasonCode.TARGET_MISSED),  # 85 %, and a clear miss
        (ABOVE_7_80, "7.81", 10, Colour.GREEN, ReasonCode.TARGET_MET),
        (ABOVE_7_80, "7.80", 10, Colour.AMBER, ReasonCode.TARGET_NEAR),
        (ABOVE_7_80, "7.30", 10, Colour.AMBER, ReasonCode.TARGET_NEAR),
        (ABOVE_7_80, "7.29", 10, Colour.RED, ReasonCode.TARGET_MISSED),
        (SEVENTY, "70", 100, Colour.GREEN, ReasonCode.TARGET_MET),
        (SEVENTY, "69.99", 100, Colour.AMBER, ReasonCode.TARGET_NEAR),
        (SEVENTY, "65", 100, Colour.AMBER, ReasonCode.TARGET_NEAR),  # short by 5 of 100
        (SEVENTY, "64.99", 100, Colour.RED, ReasonCode.TARGET_MISSED),
    ],
)
def test_a_score_against_its_target(
    target: Target, score: str, scale_max: int, colour: Colour, code: ReasonCode
) -> None:
    found = light((target,), published(2021, score), scale_max=scale_max)
    assert (found.colour, found.reason.code) == (colour, code)
    assert not found.estimated


@pytest.mark.parametrize(
    ("rank", "colour"),
    [
        (9, Colour.GREEN),
        (10, Colour.GREEN),
        (11, Colour.AMBER),
        (13, Colour.AMBER),  # short by 3 places
        (14, Colour.RED),
    ],
)
def test_a_rank_against_its_target(rank: int, colour: Colour) -> None:
    found = light((TOP_10,), published(2021, rank=rank))
    assert found.colour is colour
    assert found.reason["gap"] == 10 - rank
    assert found.reason["measure"] == "places"


def test_the_amber_band_follows_the_policy() -> None:
    narrow = Policy(amber_share=Decimal("0.02"), amber_places=0)
    assert light((EIGHT,), published(2021, "7.80"), policy=narrow).colour is Colour.AMBER
    assert light((EIGHT,), published(2021, "7.79"), policy=narrow).colour is Colour.RED
    assert light((TOP_10,), published(2021, rank=11), policy=narrow).colour is Colour.RED


def test_until_a_result_of_the_year_is_there_the_light_is_grey_with_the_starting_gap() -> None:
    found = light((ABOVE_7_80,), published(2020, "6.77"))
    assert (found.colour, found.reason.code) == (Colour.GREY, ReasonCode.NO_RESULT_YET)
    assert found.reason["year"] == 2021
    assert found.reason["base_year"] == 2020
    assert found.reason["gap"] == Decimal("-1.03")


def test_the_starting_gap_is_that_of_the_target_printed_first() -> None:
    last = published(2020, "7.58", rank=14)
    by_score = light((ABOVE_7_80, TOP_10), last).reason
    assert (by_score["gap"], by_score["measure"]) == (Decimal("-0.22"), "points")
    by_rank = light((TOP_10, ABOVE_7_80), last).reason
    assert (by_rank["gap"], by_rank["measure"]) == (Decimal(-4), "places")


def test_of_targets_missed_alike_the_furthest_is_told() -> None:
    nine = Target(kind=TargetKind.REACH, value=Decimal("8.20"), text="đạt 8,20")
    last = published(2020, "7.79")
    assert light((ABOVE_7_80, nine), last).reason["gap"] == Decimal("-0.41")
    own = light((ABOVE_7_80, nine), published(2021, "7.79"))
    assert (own.colour, own.reason["gap"]) == (Colour.AMBER, Decimal("-0.41"))


def test_of_targets_met_alike_the_one_met_by_the_least_is_told() -> None:
    seven = Target(kind=TargetKind.REACH, value=Decimal("7.00"), text="đạt 7,00")
    assert light((seven, ABOVE_7_80), published(2020, "8.00")).reason["gap"] == Decimal("0.20")
    own = light((seven, ABOVE_7_80), published(2021, "8.00"))
    assert (own.colour, own.reason["gap"]) == (Colour.GREEN, Decimal("0.20"))


def test_nobody_is_told_to_stand_at_the_target_while_another_is_not_reached() -> None:
    last = published(2020, "8.00", rank=14)
    found = light((ABOVE_7_80, TOP_10), last).reason
    assert (found["gap"], found["measure"]) == (Decimal(-4), "places")
    reached = light((ABOVE_7_80, TOP_10), published(2020, "8.00", rank=9)).reason
    assert (reached["gap"], reached["measure"]) == (Decimal("0.20"), "points")


def test_a_last_result_that_already_reaches_the_target_is_no_green_of_this_year() -> None:
    assert light((ABOVE_7_80,), published(2020, "9.00")).colour is Colour.GREY


def test_without_any_result_the_light_is_grey() -> None:
    found = light((EIGHT,))
    assert (found.colour, found.reason.code) == (Colour.GREY, ReasonCode.NO_RESULT_NO_BASE)
    assert found.reason["year"] == 2021


@pytest.mark.parametrize(
    ("kind", "missed"), [(TargetKind.ABOVE, True), (TargetKind.AT_LEAST, None)]
)
def test_a_start_that_only_equals_a_mark_to_be_passed_has_not_reached_it(
    kind: TargetKind, missed: bool | None
) -> None:
    found = light((Target(kind=kind, value=Decimal("8.00")),), published(2020, "8.00"))
    assert found.reason.code == ReasonCode.NO_RESULT_YET
    assert found.reason["gap"] == 0
    assert dict(found.reason.arguments).get("missed") is missed


def test_results_of_later_years_are_not_looked_at() -> None:
    assert light((EIGHT,), published(2022, "9.00")).reason.code is ReasonCode.NO_RESULT_NO_BASE


def test_no_target_is_no_target_and_never_red() -> None:
    found = light((), published(2021, "1.00", rank=25))
    assert (found.colour, found.reason.code) == (Colour.GREY, ReasonCode.NO_TARGET)


def test_an_estimate_colours_the_light_only_with_the_label() -> None:
    found = light((EIGHT,), published(2020, "6.77"), estimated(2021, "8.2"))
    assert found.colour is Colour.GREEN
    assert found.estimated
    assert found.reason["estimated"] is True


def test_a_published_result_comes_before_an_estimate() -> None:
    found = light((EIGHT,), estimated(2021, "9.0"), published(2021, "7.0"))
    assert found.colour is Colour.RED
    assert not found.estimated
    assert found.reason["estimated"] is False


def test_an_estimate_of_an_earlier_year_colours_nothing() -> None:
    assert light((EIGHT,), estimated(2020, "9.0")).colour is Colour.GREY


def test_an_estimate_that_decides_no_target_leaves_the_year_without_a_result() -> None:
    found = light((TOP_10,), published(2020, rank=13), estimated(2021, "7.0"))
    assert (found.colour, found.reason.code) == (Colour.GREY, ReasonCode.NO_RESULT_YET)
    assert found.reason["gap"] == -3
    assert not found.estimated


@pytest.mark.parametrize(
    ("score", "rank", "colour"),
    [
        ("8.1", 9, Colour.GREEN),
        ("8.1", 12, Colour.AMBER),
        ("7.6", 9, Colour.AMBER),
        ("7.6", 20, Colour.RED),
        ("7.0", 9, Colour.RED),
    ],
)
def test_of_several_targets_the_worst_decides(score: str, rank: int, colour: Colour) -> None:
    result = published(2021, score, rank=rank)
    assert light((EIGHT, TOP_10), result).colour is colour
    assert light((TOP_10, EIGHT), result).colour is colour


def test_targets_that_cannot_be_decided_do_not_hide_those_that_can() -> None:
    result = published(2021, "8.1")
    assert light((BETTER, EIGHT, TOP_GROUP, TOP_10), result).colour is Colour.GREEN


def test_where_no_target_can_be_decided_the_light_is_grey_with_the_reason() -> None:
    found = light((BETTER, TOP_GROUP), published(2021, "9.9", rank=1))
    assert (found.colour, found.reason.code) == (Colour.GREY, ReasonCode.UNDECIDABLE)
    assert found.reason["texts"] == ("cải thiện", "nhóm đứng đầu")


def test_a_target_for_a_later_year_does_not_colour_this_one() -> None:
    of_2025 = Target(kind=TargetKind.AT_LEAST, value=Decimal(9), year=2025)
    assert light((of_2025,), published(2021, "5.0")).colour is Colour.GREY
    assert light((of_2025, EIGHT), published(2021, "8.5")).colour is Colour.GREEN


def test_latest_is_the_newest_published_result_up_to_the_plans_year() -> None:
    results = Results.of(
        2021,
        [published(2022, "9.0"), published(2019, "6.0"), estimated(2021, "8.0")],
    )
    assert results.latest == published(2019, "6.0")
    assert results.estimate == estimated(2021, "8.0")
    assert results.own is None


def test_published_and_estimated_are_never_mixed() -> None:
    both = Results.of(2021, [published(2021, "7.0"), estimated(2021, "8.0")])
    assert {result.kind for result in both.published} == {ResultKind.PUBLISHED}
    assert {result.kind for result in both.estimates} == {ResultKind.ESTIMATE}
    assert both.latest == published(2021, "7.0")


def test_the_year_before_is_not_any_earlier_year() -> None:
    results = Results.of(2021, [published(2018, "5.0"), published(2020, "6.0")])
    assert results.latest is not None
    assert results.before(results.latest) is None


# --- what was entered, and what only the print has -------------------------------------------


PRINTED = Result(
    year=2020,
    kind=ResultKind.PUBLISHED,
    score=Decimal("6.77"),
    score_change=Decimal("-0.30"),
    rank=16,
    out_of=23,
    rank_change=-2,
    best_score=Decimal("9.10"),
    text="6,77 điểm, hạng 16/23",
)


def known_of_2020(typed: Result) -> Result:
    """What is known of 2020 once ``typed`` was entered beside the print."""
    found = Results.of(2021, [PRINTED], [entered(typed, "2021-02-01")]).latest
    assert found is not None
    return found


def test_a_score_entered_alone_leaves_the_printed_rank() -> None:
    found = known_of_2020(published(2020, "6.79"))
    assert (found.score, found.rank, found.out_of, found.rank_change) == (
        Decimal("6.79"),
        16,
        23,
        -2,
    )


def test_a_rank_entered_alone_leaves_the_printed_score_with_its_change() -> None:
    found = known_of_2020(published(2020, rank=15, out_of=24))
    assert (found.score, found.score_change) == (Decimal("6.77"), Decimal("-0.30"))
    assert (found.rank, found.out_of) == (15, 24)


def test_what_the_print_says_of_another_figure_goes_with_that_figure() -> None:
    found = known_of_2020(published(2020, "6.79", rank=15))
    assert (found.score_change, found.out_of, found.rank_change) == (None, None, None)
    assert found.best_score == Decimal("9.10")


def test_the_same_figures_entered_again_keep_all_of_the_print() -> None:
    found = known_of_2020(published(2020, "6.77", rank=16))
    assert (found.score_change, found.out_of, found.rank_change) == (Decimal("-0.30"), 23, -2)


def test_a_place_entered_for_a_list_takes_that_of_the_print_and_leaves_the_other_lists() -> None:
    national, region = RankList.NATIONAL, RankList.REGION
    printed = replace(
        published(2021, "7.00"),
        ranks=(ListRank(list=national, rank=7), ListRank(list=region, rank=2)),
    )
    typed = replace(published(2021, "7.00"), ranks=(ListRank(list=national, rank=5),))
    told = {each.list: each.rank for each in completed(typed, printed).ranks}
    assert told == {national: 5, region: 2}
    assert len(completed(typed, printed).ranks) == 2


def test_an_estimate_is_not_completed_from_a_printed_one() -> None:
    printed = estimated(2021, "7.00", rank=9)
    results = Results.of(2021, [printed], [entered(estimated(2021, "7.40"), "2021-06-30")])
    assert results.estimate == estimated(2021, "7.40")


def test_it_is_told_what_was_entered_and_which_print_it_completes() -> None:
    typed = entered(published(2020, "6.79"), "2021-02-01")
    later = entered(published(2022, "8.00"), "2023-02-01")
    results = Results.of(2021, [PRINTED, published(2019, "6.00")], [typed, later])
    assert results.entered == (Entered(version=typed, printed=PRINTED),)
    entry = results.entry_of(results.published[-1])
    assert entry is not None
    assert entry.version == typed
    assert results.entry_of(results.published[0]) is None


def test_what_was_taken_back_leaves_the_print() -> None:
    withdrawn = replace(entered(published(2020, "6.79"), "2021-02-01", revision=2), value=None)
    assert Results.of(2021, [PRINTED], [withdrawn]).published == (PRINTED,)
