"""Results: published or estimated, never mixed, on their scale, and from their own day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Result, ResultKind, Years
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import SubIndexView
from ddci_tracker.services import boards, history, results
from ddci_tracker.services.acts import Act
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.results import ResultLine
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    NEXT_YEAR,
    OFFICE,
    OWNER,
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


# --- correcting and withdrawing ---------------------------------------------------------------

OF_2020 = published("6.79", year=2020, on=date(2021, 2, 1))


def save(tracker: Tracker, entry: ResultEntry, by: Act | None = None) -> Version[ResultEntry]:
    return results.save_result(tracker, PLAN.id, entry, by or act(now=NEXT_YEAR))


def withdraw(tracker: Tracker, entry: ResultEntry, by: Act | None = None) -> Version[ResultEntry]:
    return results.withdraw_result(tracker, PLAN.id, entry.key, by or act(now=NEXT_YEAR))


def latest(tracker: Tracker, as_of: date | None = None) -> Result | None:
    return part(tracker, as_of).standing.latest


def test_a_score_entered_for_a_year_whose_rank_is_printed_leaves_the_rank(
    tracker: Tracker,
) -> None:
    enter(tracker, OF_2020)
    found = latest(tracker)
    assert found is not None
    assert (found.score, found.rank) == (Decimal("6.79"), 16)


def test_a_withdrawn_result_lets_the_print_show_again_and_stays_in_the_history(
    tracker: Tracker,
) -> None:
    before = latest(tracker)
    enter(tracker, OF_2020)
    closed = withdraw(tracker, OF_2020)
    assert (closed.value, closed.revision) == (None, 2)
    assert latest(tracker) == before
    entries = history.history_of(tracker, OWNER, PLAN.id, now=NEXT_YEAR)
    said = [entry for entry in entries if entry.what == "result_entry"]
    assert [(entry.before is None, entry.after is None) for entry in said] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("day", [date(2021, 1, 20), date(2021, 2, 1), date(2021, 3, 1)])
def test_what_was_withdrawn_does_not_stand_in_the_way_of_what_is_entered_afterwards(
    tracker: Tracker, day: date
) -> None:
    enter(tracker, OF_2020)
    withdraw(tracker, OF_2020)
    again = published("6.90", year=2020, on=day)
    assert save(tracker, again).revision == 3
    found = latest(tracker)
    assert found is not None
    assert found.score == Decimal("6.90")


def test_nothing_is_withdrawn_twice(tracker: Tracker) -> None:
    enter(tracker, OF_2020)
    withdraw(tracker, OF_2020)
    with pytest.raises(Refused):
        withdraw(tracker, OF_2020)


def test_who_withdraws_what_somebody_has_corrected_is_told(tracker: Tracker) -> None:
    enter(tracker, OF_2020)
    save(tracker, published("6.80", year=2020, on=date(2021, 2, 1)), act(OFFICE, now=NEXT_YEAR))
    with pytest.raises(Conflict) as raised:
        withdraw(tracker, OF_2020, act(now=NEXT_YEAR, revision=1))
    assert raised.value.by == OFFICE.name


@pytest.mark.parametrize("day", [date(2021, 1, 20), date(2021, 3, 1)])
def test_a_mistyped_day_of_publication_is_corrected_in_its_place(
    tracker: Tracker, day: date
) -> None:
    enter(tracker, OF_2020)
    save(tracker, published("6.79", year=2020, on=day), act(now=NEXT_YEAR, revision=1))
    before, after = latest(tracker, day - timedelta(days=1)), latest(tracker, day)
    assert before is not None
    assert after is not None
    assert (before.score, after.score) == (Decimal("6.77"), Decimal("6.79"))


def test_an_estimate_of_a_later_day_comes_after_the_one_before(tracker: Tracker) -> None:
    for day, score in ((date(2021, 3, 31), "7.00"), (date(2021, 9, 30), "7.90")):
        save(tracker, estimated(score), act(now=NEXT_YEAR, on=day))
    scores = [
        estimate.score
        for day in (date(2021, 3, 31), date(2021, 12, 31))
        if (estimate := part(tracker, day).standing.estimate)
    ]
    assert scores == [Decimal("7.00"), Decimal("7.90")]


def test_it_is_told_what_was_entered_by_whom_and_from_which_revision(tracker: Tracker) -> None:
    enter(tracker, OF_2020, act(OFFICE, now=NEXT_YEAR))
    (known,) = results.entered_results(tracker, OWNER, PLAN.id).values()
    assert known.held is not None
    assert (known.held.value, known.held.recorded_by, known.revision) == (OF_2020, OFFICE.name, 1)
    (entered,) = part(tracker).standing.results.entered
    assert (entered.version.recorded_by, entered.version.recorded_at) == (OFFICE.name, NEXT_YEAR)
    withdraw(tracker, OF_2020)
    (known,) = results.entered_results(tracker, OWNER, PLAN.id).values()
    assert (known.held, known.revision) == (None, 2)


# --- a whole list of a year -------------------------------------------------------------------


def test_what_is_refused_of_a_list_keeps_nothing_else_out(tracker: Tracker) -> None:
    enter(tracker, published("6.80"), act(OFFICE, now=NEXT_YEAR))
    lines = [
        ResultLine(entry=published("72.40", sub_index=None), revision=0),
        ResultLine(entry=published("11.00", sub_index="time_cost"), revision=0),
        ResultLine(entry=published("7.90"), revision=0),
        ResultLine(entry=published("8.10", sub_index="dynamism", on=None), revision=0),
    ]
    outcomes = results.save_results(tracker, PLAN.id, lines, act(now=NEXT_YEAR))
    assert [outcome.line for outcome in outcomes] == lines
    whole, beyond, overtaken, undated = outcomes
    assert whole.version is not None
    assert (whole.version.revision, whole.problem) == (1, None)
    assert isinstance(beyond.problem, Refused)
    assert beyond.problem.field == "score"
    assert isinstance(overtaken.problem, Conflict)
    assert overtaken.problem.by == OFFICE.name
    assert isinstance(undated.problem, Refused)
    assert undated.problem.field == "published_on"
    known = results.entered_results(tracker, OWNER, PLAN.id)
    assert set(known) == {"DDCI//2021/published", "DDCI/transparency/2021/published"}
    assert latest(tracker) == published("6.80").result


def test_a_list_corrects_what_stands(tracker: Tracker) -> None:
    enter(tracker, published("6.80"))
    (outcome,) = results.save_results(
        tracker,
        PLAN.id,
        [ResultLine(entry=published("7.90", on=date(2022, 1, 15)), revision=1)],
        act(now=NEXT_YEAR),
    )
    assert outcome.version is not None
    assert (outcome.version.revision, outcome.version.replaces) == (2, 1)
    assert part(tracker).standing.light.colour is Colour.GREEN


def doubts(tracker: Tracker, year: int) -> list[str]:
    found = results.contradictions(
        tracker,
        OFFICE,
        PLAN.id,
        now=NEXT_YEAR,
        index="DDCI",
        sub_index="transparency",
        year=year,
    )
    return [str(each.reason.code) for each in found]


def test_no_result_is_taken_for_a_year_in_which_the_index_lacks_the_sub_index(
    tracker: Tracker,
) -> None:
    dropped = replace(PLAN.sub_indices[0], index="PCI", code="labour_training")
    document = replace(PLAN.document, years=Years(2021, 2026))
    of_years = replace(
        PLAN, id="SX-TP-2021-PCI", indices=("PCI",), sub_indices=(dropped,), document=document
    )
    load(tracker, of_years)

    def add(year: int) -> object:
        day = date(year + 1, 5, 1)
        result = replace(published("6.50", on=day).result, year=year)
        entry = ResultEntry(index="PCI", sub_index="labour_training", result=result)
        by = act(now=datetime(year + 1, 6, 1, tzinfo=UTC))
        return results.enter_result(tracker, of_years.id, entry, by)

    assert add(2024)
    with pytest.raises(Refused) as refused:
        add(2025)
    assert refused.value.field == "sub_index"


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"rank": 9, "previous_rank": 12, "rank_change": -3}, "rank_change_contradicts"),
        ({"best_score": Decimal("7.89")}, "best_below_score"),
        ({"best_score": Decimal("7.95"), "median": Decimal("8.01")}, "best_below_middle"),
        ({"published_on": date(2021, 12, 31)}, "result_before_year_ends"),
    ],
)
def test_what_is_odd_in_itself_is_recorded_as_printed_and_told(
    tracker: Tracker, figures: dict[str, Any], code: str
) -> None:
    """Points and places alike: which of two is wrong nobody knows."""
    first = published("7.90")
    enter(tracker, replace(first, result=replace(first.result, **figures)))
    assert code in doubts(tracker, 2021)


def test_figures_that_contradict_another_result_are_told_until_they_agree(
    tracker: Tracker,
) -> None:
    """Which of two is wrong nobody knows: both stay."""
    first = published("7.90")
    enter(tracker, replace(first, result=replace(first.result, rank=9, rank_change=-3)))
    # It contradicts the rank that the plan prints for the year before.
    assert doubts(tracker, 2021) == doubts(tracker, 2020) == ["rank_change_contradicts"]
    found = boards.check(tracker, OFFICE, PLAN.id, now=NEXT_YEAR)
    assert "rank_change_contradicts" in [str(each.reason.code) for each in found]
    before = Result(year=2020, kind=ResultKind.PUBLISHED, rank=6, published_on=date(2021, 2, 1))
    enter(tracker, replace(first, result=before))
    assert doubts(tracker, 2021) == []
