"""Results: published or estimated, never mixed, on their scale, and from their own day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Result, ResultKind
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import SubIndexView
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    NEXT_YEAR,
    OFFICE,
    PLAN,
    act,
    enter,
    estimated,
    load,
    look,
    published,
)


def part(tracker: Tracker, as_of: date | None = None, plan_id: str = PLAN.id) -> SubIndexView:
    return look(tracker, now=NEXT_YEAR, as_of=as_of, plan_id=plan_id).sub_indices[0]


def test_a_result_after_the_end_of_the_plan_shows_on_its_board_of_today(tracker: Tracker) -> None:
    version = enter(tracker, published("7.90"))
    assert version.on == date(2022, 2, 1)
    standing = part(tracker).standing
    assert (standing.light.colour, standing.light.reason.code) == (
        Colour.GREEN,
        ReasonCode.TARGET_MET,
    )
    assert standing.targets[0].met is True
    assert standing.latest is not None
    assert str(standing.latest.score) == "7.90", "with its places"


def test_a_day_given_by_hand_is_honoured(tracker: Tracker) -> None:
    enter(tracker, published("7.90"))
    assert part(tracker, as_of=date(2021, 12, 31)).standing.light.colour is Colour.GREY
    assert part(tracker, as_of=date(2022, 1, 31)).standing.light.colour is Colour.GREY
    assert part(tracker, as_of=date(2022, 2, 1)).standing.light.colour is Colour.GREEN


def test_exactly_the_mark_misses_a_target_above_it(tracker: Tracker) -> None:
    enter(tracker, published("7.80"))
    standing = part(tracker).standing
    assert (standing.targets[0].met, standing.light.colour) == (False, Colour.AMBER)


def test_an_estimate_colours_the_light_with_its_label_and_meets_no_target(
    tracker: Tracker,
) -> None:
    enter(tracker, estimated("8.10"), act(now=NEXT_YEAR, on=date(2021, 11, 1)))
    standing = part(tracker).standing
    assert (standing.light.colour, standing.light.estimated) == (Colour.GREEN, True)
    assert standing.targets[0].met is None
    assert standing.latest is not None
    assert (standing.latest.year, standing.latest.kind) == (2020, ResultKind.PUBLISHED)


def test_a_published_result_takes_the_place_of_an_estimate(tracker: Tracker) -> None:
    enter(tracker, estimated("8.10"), act(now=NEXT_YEAR, on=date(2021, 11, 1)))
    enter(tracker, published("6.80"))
    standing = part(tracker).standing
    assert (standing.light.colour, standing.light.estimated) == (Colour.RED, False)


def test_a_corrected_result_is_another_version_of_the_same(tracker: Tracker) -> None:
    enter(tracker, published("6.80"))
    assert enter(tracker, published("7.90"), act(now=NEXT_YEAR, revision=1)).revision == 2
    assert part(tracker).standing.light.colour is Colour.GREEN
    with pytest.raises(Conflict):
        enter(tracker, published("7.95"), act(now=NEXT_YEAR, revision=1))


def test_a_mistyped_day_of_publication_is_corrected_by_naming_it(tracker: Tracker) -> None:
    enter(tracker, published("7.90", on=date(2022, 2, 20)))
    enter(tracker, published("7.90", on=date(2022, 2, 2)), act(now=NEXT_YEAR, replaces=1))
    assert part(tracker, as_of=date(2022, 2, 2)).standing.light.colour is Colour.GREEN


def test_a_result_of_an_agency_shows_on_its_other_plans(tracker: Tracker) -> None:
    document = replace(PLAN.document, year=2022, issued_on=date(2022, 2, 10))
    load(tracker, replace(PLAN, id="SX-TP-2022", document=document), NEXT_YEAR)
    enter(tracker, published("7.90"))
    latest = part(tracker, plan_id="SX-TP-2022").standing.latest
    assert latest is not None
    assert (latest.year, latest.score) == (2021, Decimal("7.90"))


def test_everything_that_a_press_release_says_may_be_entered(tracker: Tracker) -> None:
    result = Result(
        year=2021,
        kind=ResultKind.PUBLISHED,
        score=Decimal("72.4"),
        rank=11,
        out_of=25,
        score_change=Decimal("-1.05"),
        rank_change=-3,
        previous_rank=8,
        improvement_rank=20,
        best_score=Decimal("88.10"),
        published_on=date(2022, 2, 1),
        source="Quyết định 100/QĐ-UBND",
    )
    entry = replace(published(sub_index=None), result=result)
    assert enter(tracker, entry, act(OFFICE, now=NEXT_YEAR)).value == entry
    overall = look(tracker, now=NEXT_YEAR).overall[0]
    assert overall.standing.latest == result


@pytest.mark.parametrize("score", ["0", "10", "10.00", "7.123456"])
def test_the_ends_of_the_scale_belong_to_it(tracker: Tracker, score: str) -> None:
    version = enter(tracker, published(score))
    assert version.value is not None
    assert str(version.value.result.score) == score


def test_a_rank_alone_is_a_result(tracker: Tracker) -> None:
    enter(tracker, published(None, rank=23, out_of=23))
    latest = part(tracker).standing.latest
    assert latest is not None
    assert (latest.score, latest.rank, latest.out_of) == (None, 23, 23)


def test_a_result_of_an_index_that_the_plan_does_not_name_is_kept_for_the_agency(
    tracker: Tracker,
) -> None:
    version = enter(tracker, published("63.9", index="PCI", sub_index=None))
    assert version.key == "PCI//2021/published"
