"""The further kinds of targets: from a base year, of the block, in lists, in bands, of years."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ddci_tracker.domain.block_tables import (
    BlockRow,
    BlockTable,
    exact_means,
    with_block_figures,
)
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import (
    ListRank,
    RankList,
    Result,
    ScoreBand,
    Target,
    TargetKind,
    TargetOf,
)
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.standing import result_light, standing_of
from ddci_tracker.domain.targets import BasisKind, Measure, distance, threshold_of
from tests.unit.domain.build import (
    DEFAULT_POLICY,
    board_of,
    entered,
    make_sub_index,
    of_own_maxima,
    published,
)

OF_2019 = published(2019, "60.00", rank=30, out_of=63)
BASE = published(2020, "6.50", rank=15, out_of=25)
BANDS = (
    ScoreBand(name="Khá", from_score=Decimal(65)),
    ScoreBand(name="Tốt", from_score=Decimal(80)),
)


def target(kind: TargetKind, **fields: object) -> Target:
    return Target(kind=kind, **fields)  # type: ignore[arg-type]


def judged(
    aim: Target, result: Result, *earlier: Result, own_list: RankList | None = RankList.BLOCK
) -> bool | None:
    known = replace(Results.of(2021, [*earlier, result]), own_list=own_list, bands=BANDS)
    return standing_of(aim, known).met


def block(score: str | None = None, **figures: object) -> Result:
    return replace(published(2021, score), **figures)  # type: ignore[arg-type]


PERCENT = target(TargetKind.INCREASE, of=TargetOf.PERCENT, low=Decimal(5), base_year=2019)
PLACES_SINCE_2019 = target(TargetKind.INCREASE, of=TargetOf.PLACES, low=Decimal(5), base_year=2019)
HOLD_SCORE = target(TargetKind.HOLD_SCORE)
ABOUT = target(TargetKind.ABOUT, value=Decimal("68.9"))


@pytest.mark.parametrize(
    ("aim", "score", "met"),
    [
        (PERCENT, "62.99", False),
        (PERCENT, "63.00", True),
        (PERCENT, "63.01", True),
        (HOLD_SCORE, "6.49", False),
        (HOLD_SCORE, "6.50", True),
        (HOLD_SCORE, "6.51", True),
        (ABOUT, "68.84", False),
        (ABOUT, "68.85", True),
        (ABOUT, "68.9", True),
        (ABOUT, "70", True),
    ],
)
def test_a_score_against_what_it_counts_from(aim: Target, score: str, met: bool) -> None:
    assert judged(aim, published(2021, score), OF_2019, BASE) is met


@pytest.mark.parametrize(
    ("score", "gap"), [("68.84", "-0.06"), ("68.85", "0.0"), ("68.9", "0.0"), ("70", "1.1")]
)
def test_the_gap_of_a_score_that_is_rounded_says_what_decides(score: str, gap: str) -> None:
    known = Results.of(2021, [published(2021, score)])
    standing = standing_of(ABOUT, known)
    assert str(standing.gap) == gap
    assert standing.met is (Decimal(gap) >= 0)


def test_a_base_year_counts_before_the_newest_result() -> None:
    assert judged(PLACES_SINCE_2019, published(2021, rank=25), OF_2019, BASE) is True
    assert judged(PLACES_SINCE_2019, published(2021, rank=26), OF_2019, BASE) is False


@pytest.mark.parametrize("aim", [PERCENT, PLACES_SINCE_2019])
def test_a_base_year_that_nobody_knows_leaves_it_open(aim: Target) -> None:
    assert judged(aim, published(2021, "9.9", rank=1), BASE) is None


MEDIAN = target(TargetKind.VERSUS, of=TargetOf.MEDIAN)
ABOVE_MEDIAN = replace(MEDIAN, strict=True)
TWO_ABOVE_MEDIAN = replace(MEDIAN, margin=Decimal(2))
MEAN = target(TargetKind.VERSUS, of=TargetOf.MEAN)
BEST = target(TargetKind.VERSUS, of=TargetOf.BEST)
WITHIN_3_OF_BEST = replace(BEST, margin=Decimal(-3))
UNDER_3_FROM_BEST = replace(WITHIN_3_OF_BEST, strict=True)


@pytest.mark.parametrize(
    ("aim", "result", "met"),
    [
        (MEDIAN, block("63.84", median=Decimal("63.85")), False),
        (MEDIAN, block("63.85", median=Decimal("63.85")), True),
        (ABOVE_MEDIAN, block("63.85", median=Decimal("63.85")), False),
        (ABOVE_MEDIAN, block("63.86", median=Decimal("63.85")), True),
        (TWO_ABOVE_MEDIAN, block("65.84", median=Decimal("63.85")), False),
        (TWO_ABOVE_MEDIAN, block("65.85", median=Decimal("63.85")), True),
        (MEAN, block("60.00", mean=Decimal("60.00")), True),
        (MEAN, block("59.99", mean=Decimal("60.00")), False),
        (BEST, block("80.1", best_score=Decimal("80.1")), True),
        (BEST, block("80.0", best_score=Decimal("80.1")), False),
        # "kém đơn vị dẫn đầu không quá 3 điểm", and "dưới 3 điểm"
        (WITHIN_3_OF_BEST, block("77.09", best_score=Decimal("80.1")), False),
        (WITHIN_3_OF_BEST, block("77.10", best_score=Decimal("80.1")), True),
        (WITHIN_3_OF_BEST, block("80.1", best_score=Decimal("80.1")), True),
        (UNDER_3_FROM_BEST, block("77.10", best_score=Decimal("80.1")), False),
        (UNDER_3_FROM_BEST, block("77.11", best_score=Decimal("80.1")), True),
        (replace(MEAN, margin=Decimal(-2)), block("58.00", mean=Decimal("60.00")), True),
        (replace(MEAN, margin=Decimal(-2)), block("57.99", mean=Decimal("60.00")), False),
        (WITHIN_3_OF_BEST, published(2021, "70", rank=1, out_of=25), None),
        # by the median place, which follows from the list of the result itself
        (MEDIAN, published(2021, rank=13, out_of=25), True),
        (MEDIAN, published(2021, rank=14, out_of=25), False),
        (ABOVE_MEDIAN, published(2021, rank=13, out_of=25), False),
        (ABOVE_MEDIAN, published(2021, rank=12, out_of=25), True),
        (MEDIAN, published(2021, rank=12, out_of=24), True),
        (MEDIAN, published(2021, rank=13, out_of=24), False),
        # unknown
        (MEDIAN, published(2021, "70"), None),
        (MEDIAN, published(2021, rank=1), None),
        (MEAN, published(2021, "70", rank=1, out_of=25), None),
        (BEST, published(2021, "70", rank=1, out_of=25), None),
        (TWO_ABOVE_MEDIAN, published(2021, rank=1, out_of=25), None),
    ],
)
def test_against_the_block(aim: Target, result: Result, met: bool | None) -> None:
    assert judged(aim, result, BASE) is met


def test_the_block_of_another_year_decides_nothing() -> None:
    before = replace(published(2020, "60"), median=Decimal(50))
    assert judged(MEDIAN, published(2021, "70"), before) is None


@pytest.mark.parametrize(
    ("band", "score", "met"),
    [
        ("Khá", "64.99", False),
        ("Khá", "65.00", True),
        ("nhóm khá", "65.00", True),
        ("xếp loại Tốt", "79.99", False),
        ("Xếp loại tốt", "80.00", True),
        ("khá", "99", True),
        ("Trung bình", "99", None),
    ],
)
def test_a_band_is_met_from_its_own_bound_on(band: str, score: str, met: bool | None) -> None:
    assert judged(target(TargetKind.BAND, band=band), published(2021, score)) is met


TOP_10_OF_THE_COUNTRY = target(TargetKind.RANK_AT_MOST, rank=10, list=RankList.NATIONAL)
TOP_10 = target(TargetKind.RANK_AT_MOST, rank=10)
TOP_10_OF_THE_BLOCK = replace(TOP_10, list=RankList.BLOCK)


@pytest.mark.parametrize(
    ("aim", "met"), [(TOP_10, False), (TOP_10_OF_THE_BLOCK, False), (TOP_10_OF_THE_COUNTRY, True)]
)
def test_a_target_is_judged_by_the_rank_in_its_list_only(aim: Target, met: bool) -> None:
    ranks = (ListRank(list=RankList.NATIONAL, rank=9, out_of=34),)
    result = replace(published(2021, rank=11, out_of=20), ranks=ranks)
    assert judged(aim, result) is met


def test_a_list_in_which_no_place_is_known_leaves_it_open() -> None:
    assert judged(TOP_10_OF_THE_COUNTRY, published(2021, rank=1, out_of=20)) is None
    in_the_country = judged(
        TOP_10_OF_THE_COUNTRY, published(2021, rank=1, out_of=34), own_list=RankList.NATIONAL
    )
    assert in_the_country is True


def test_a_rank_that_lies_beyond_a_place_misses_whatever_asks_for_that_place_or_less() -> None:
    beyond = replace(published(2021), rank_over=30)
    for rank, met in ((29, False), (30, False), (31, None)):
        assert judged(target(TargetKind.RANK_AT_MOST, rank=rank), beyond) is met
    known = Results.of(2021, [beyond])
    found = distance(target(TargetKind.RANK_AT_MOST, rank=30), known, beyond)
    assert found is not None
    assert (found.met, found.gap, found.measure) == (False, None, Measure.PLACES)
    aims = (target(TargetKind.RANK_AT_MOST, rank=30),)
    light = result_light(aims, known, scale_max=Decimal(100), policy=DEFAULT_POLICY)
    assert light.colour is Colour.RED


def test_places_in_lists_of_different_lengths_are_named() -> None:
    aim = target(TargetKind.INCREASE, of=TargetOf.PLACES, low=Decimal(5))
    now = published(2021, rank=22, out_of=34)
    known = Results.of(2021, [published(2020, rank=28, out_of=63), now])
    found = distance(aim, known, now)
    assert found is not None
    assert found.lists == (63, 34)
    light = result_light((aim,), known, scale_max=Decimal(100), policy=DEFAULT_POLICY)
    assert dict(light.reason.arguments)["from_list"] == 63


def test_what_a_target_was_counted_from_is_told() -> None:
    known = Results.of(2021, [OF_2019, BASE, published(2021, "7")])
    percent = threshold_of(PERCENT, known)
    assert percent is not None
    assert percent.basis is not None
    assert (percent.basis.kind, percent.basis.year) == (BasisKind.BASE, 2019)
    assert str(percent.basis.score) == "60.00"
    assert threshold_of(TOP_10, known) is not None
    assert standing_of(TOP_10, known).basis is None


def test_a_target_of_a_later_year_decides_nothing_before() -> None:
    later = target(TargetKind.AT_LEAST, value=Decimal(80), year=2025)
    known = Results.of(2021, [published(2021, "60")])
    assert standing_of(later, known).met is None
    assert standing_of(later, known).gap == Decimal(-20)
    light = result_light((later,), known, scale_max=Decimal(100), policy=DEFAULT_POLICY)
    assert light.colour is Colour.GREY


def test_a_predecessors_result_stands_beside() -> None:
    others = replace(published(2020, "50", rank=20), of="Sở Kế hoạch và Đầu tư")
    known = Results.of(2021, [others, published(2021, "60", rank=5)])
    assert known.base is None
    assert known.predecessors == (others,)
    assert standing_of(target(TargetKind.HOLD_RANK), known).met is None


ABOVE_MEAN = replace(MEAN, strict=True)


def of_block(own: str, *others: str, mean: str | None = None) -> Results:
    """What is known of an agency beside the table of its block, which has all of these scores."""
    rows = tuple(
        BlockRow(agency=f"Sở {number}", score=Decimal(score))
        for number, score in enumerate((own, *others))
    )
    tables = (BlockTable(index="DDCI", year=2021, rows=rows),)
    told = replace(published(2021, own), mean=Decimal(mean) if mean else None)
    found = Results.of(2021, [told])
    return replace(
        found,
        published=(with_block_figures(told, "DDCI", None, tables),),
        exact_means=exact_means(found.published, "DDCI", None, tables),
    )


@pytest.mark.parametrize(
    ("aim", "known", "met"),
    [
        # the mean is 68.9967, shown as 69.00
        (ABOVE_MEAN, of_block("69.0", *["69.0"] * 28, "68.9"), True),
        # the mean is 69.0033, shown as 69.00
        (MEAN, of_block("69.0", *["69.0"] * 28, "69.1"), False),
        (ABOVE_MEAN, of_block("69.0", "69.0", "69.0"), False),
        (MEAN, of_block("69.0", "69.0", "69.0"), True),
        # the mean is 69.0033; shown with its margin as 69.10
        (replace(MEAN, margin=Decimal("0.1")), of_block("69.1", *["69.0"] * 29), False),
        # a mean that was told decides as it was told
        (ABOVE_MEAN, of_block("69.0", *["69.0"] * 28, "68.9", mean="69.00"), False),
    ],
)
def test_a_target_is_judged_by_the_mean_before_it_is_rounded(
    aim: Target, known: Results, met: bool
) -> None:
    assert standing_of(aim, known).met is met
    threshold = threshold_of(aim, known)
    assert threshold is not None
    assert threshold.at == round(threshold.at, 2), "it is shown rounded"


@pytest.mark.parametrize(
    ("aim", "known", "gap"),
    [
        # the mean is 69.0033, shown as 69.00: met would be read from a gap of 0.0
        (MEAN, of_block("69.0", *["69.0"] * 28, "69.1"), "-0.003"),
        # the mean is 68.9967: equal is not above
        (ABOVE_MEAN, of_block("69.0", *["69.0"] * 28, "68.9"), "0.003"),
        (MEAN, of_block("69.4", *["69.0"] * 28, "69.1"), "0.38"),
    ],
)
def test_the_gap_to_a_mean_says_what_decides(aim: Target, known: Results, gap: str) -> None:
    standing = standing_of(aim, known)
    assert str(standing.gap) == gap
    assert standing.met is (Decimal(gap) > 0)


@pytest.mark.parametrize(
    ("score", "rank", "colour"),
    [
        ("9.20", 4, Colour.GREEN),
        # How near it is depends on a highest score that nobody gives.
        ("9.10", 4, Colour.GREY),
        ("2.00", 4, Colour.GREY),
        # What is sure of another target is not hidden by it.
        ("9.10", 7, Colour.AMBER),
        ("9.10", 20, Colour.RED),
    ],
)
def test_a_miss_is_neither_near_nor_far_where_the_highest_score_is_not_known(
    score: str, rank: int, colour: Colour
) -> None:
    aims = (
        target(TargetKind.AT_LEAST, value=Decimal("9.20")),
        target(TargetKind.RANK_AT_MOST, rank=5),
    )
    known = Results.of(2021, [published(2021, score, rank=rank, out_of=25)])
    light = result_light(aims, known, scale_max=None, policy=DEFAULT_POLICY)
    assert light.colour is colour
    assert (light.reason.code is ReasonCode.MAXIMUM_UNKNOWN) is (colour is Colour.GREY)


def test_the_board_judges_by_a_highest_score_that_is_printed_and_by_no_other() -> None:
    aim = (target(TargetKind.AT_LEAST, value=Decimal("9.20")),)
    results = [entered(published(2021, "8.85"), "2022-02-01")]
    for maximum, colour in ((None, Colour.GREY), (Decimal(10), Colour.AMBER)):
        part = replace(make_sub_index(targets=aim), maximum=maximum)
        board = board_of(of_own_maxima(part, results), "2022-03-01", quarter="2021-Q4")
        (view,) = board.sub_indices
        assert view.standing.light.colour is colour
        assert view.standing.current[0].met is False
        assert view.standing.scale.known is (maximum is not None)
