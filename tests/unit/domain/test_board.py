"""The board: which day and quarter it shows, what it knows, and that its parts agree."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.board import default_day, default_quarter, is_past
from ddci_tracker.domain.catalog import Catalog, CatalogSubIndex, Index, SubIndexSet
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.plan import (
    Cadence,
    Overall,
    OwnSubIndex,
    Plan,
    Result,
    ResultKind,
    ScoreBand,
    SubIndex,
    Target,
    TargetKind,
)
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import Board, Estimate, EstimateBasis, SubIndexView
from tests.unit.domain.build import (
    CATALOG,
    board_of,
    concluded,
    day,
    entered,
    estimated,
    extended,
    ledger_of,
    make_plan,
    make_sub_index,
    make_task,
    noon,
    period,
    published,
    said,
    step,
)

ON_TRACK, BLOCKED, DONE = TaskStatus.ON_TRACK, TaskStatus.BLOCKED, TaskStatus.DONE
ABOVE_7_80 = Target(kind=TargetKind.ABOVE, value=Decimal("7.80"), text="trên 7,80 điểm")
# The plan of these tests has no day after 31 December 2021.
CLOSE = day("2022-01-31")
SEVENTY = Target(kind=TargetKind.AT_LEAST, value=Decimal(70), text="từ 70 điểm trở lên")
TOP_10 = Target(kind=TargetKind.RANK_AT_MOST, rank=10, text="top 10")

SCORES_OF_2019 = ("6.77", "6.83", "5.53", "2.65", "4.50", "6.78", "4.69", "6.26")


def the_sub_index(board: Board) -> SubIndexView:
    (found,) = board.sub_indices
    return found


# --- the day and the quarter looked at -----------------------------------------------------


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2021-06-05", "2021-06-05"),
        ("2022-01-01", "2022-01-01"),
        ("2022-01-31", "2022-01-31"),
        ("2022-02-01", "2022-01-31"),
        ("2025-08-20", "2022-01-31"),
    ],
)
def test_without_a_day_a_plan_shows_the_earlier_of_today_and_its_close(
    today: str, expected: str
) -> None:
    assert default_day(make_plan(), day(today), CLOSE) == day(expected)


def test_the_illustration_plan_has_a_today_of_its_own() -> None:
    plan = make_plan(illustration=True, today=day("2021-08-20"))
    assert default_day(plan, day("2021-02-01"), CLOSE) == day("2021-08-20")
    assert default_day(plan, day("2030-02-01"), CLOSE) == day("2021-08-20")
    assert not is_past(plan, day("2099-01-01"), CLOSE)


@pytest.mark.parametrize(
    ("issued", "looked_at", "expected"),
    [
        ("2021-01-04", "2021-03-31", "2021-Q1"),
        ("2021-01-04", "2021-04-01", "2021-Q2"),
        ("2021-04-13", "2021-02-01", "2021-Q2"),  # not before the quarter of issue
        ("2021-04-13", "2021-08-01", "2021-Q3"),
        ("2021-01-04", "2022-05-01", "2021-Q4"),  # not after the fourth
        ("2020-12-20", "2020-12-25", "2021-Q1"),  # issued ahead of its year
    ],
)
def test_the_quarter_lies_between_that_of_issue_and_the_fourth(
    issued: str, looked_at: str, expected: str
) -> None:
    plan = make_plan(issued_on=day(issued))
    assert default_quarter(plan, day(looked_at)) == period(expected)


@pytest.mark.parametrize(
    ("moment", "past"),
    [
        (datetime(2022, 1, 31, 16, 59, tzinfo=UTC), False),
        (datetime(2022, 1, 31, 17, 0, tzinfo=UTC), True),
    ],
)
def test_a_plan_is_past_once_it_is_closed_in_vietnam(moment: datetime, past: bool) -> None:
    assert is_past(make_plan(), vietnamese_day(moment), CLOSE) is past
    assert board_of(ledger_of(make_plan()), "2021-12-31", known_at=moment).past is past


def test_results_may_still_arrive_and_a_day_given_by_hand_is_honoured() -> None:
    plan = make_plan(sub_indices=(make_sub_index(targets=(ABOVE_7_80,), tasks=(make_task(),)),))
    result = entered(published(2021, "7.90", rank=3, out_of=25), "2022-03-10")
    ledger = ledger_of(plan, results=[result], updates=[said(ON_TRACK, "2021-12-01")])
    at_the_end = board_of(ledger, "2021-12-31")
    assert the_sub_index(at_the_end).standing.light.colour is Colour.GREY
    by_hand = board_of(ledger, "2022-03-10", quarter="2021-Q4")
    assert the_sub_index(by_hand).standing.light.colour is Colour.GREEN
    assert the_sub_index(by_hand).execution == the_sub_index(at_the_end).execution


# --- a plan that nobody tracks -------------------------------------------------------------


def test_a_plan_on_which_nobody_recorded_anything_is_grey_with_that_reason() -> None:
    tasks = (make_task("T1"), make_task("T2", cadence=Cadence.ONCE, due=day("2021-02-01")))
    board = board_of(ledger_of(make_plan(tasks=tasks)), "2021-12-31")
    assert not board.tracked
    assert (board.counts.grey, board.counts.in_play) == (2, 2)
    view = the_sub_index(board)
    for light in (view.execution, *(task.light for task in view.tasks)):
        assert (light.colour, light.reason.code) == (Colour.GREY, ReasonCode.NOT_TRACKED)
    assert board.report_totals.missing == 8


@pytest.mark.parametrize("as_of", ["2021-06-30", "2021-12-31"])
def test_an_untracked_plan_says_so_in_every_quarter(as_of: str) -> None:
    plan = make_plan(tasks=(make_task(start=day("2021-04-01")),))
    view = the_sub_index(board_of(ledger_of(plan), as_of, quarter="2021-Q1"))
    codes = {str(each.quarter): each.light.reason.code for each in view.quarters}
    assert codes["2021-Q1"] is ReasonCode.NO_TASK
    assert codes["2021-Q2"] is ReasonCode.NOT_TRACKED


def test_one_act_of_anybody_and_the_plan_is_tracked_from_its_day() -> None:
    ledgers = [
        ledger_of(make_plan(tasks=(make_task(),)), updates=[said(ON_TRACK, "2021-06-10")]),
        ledger_of(
            make_plan(tasks=(make_task(),)), report_acts=[step(ReportStep.HANDED_IN, "2021-06-10")]
        ),
        ledger_of(
            make_plan(tasks=(make_task(),)), extensions=[extended("2021-06-20", "2021-06-10")]
        ),
        ledger_of(make_plan(tasks=(make_task(),)), conclusions=[concluded(on="2021-06-10")]),
    ]
    for ledger in ledgers:
        assert not board_of(ledger, "2021-06-09").tracked
        assert board_of(ledger, "2021-06-10").tracked


# --- as of, known at -----------------------------------------------------------------------


def test_the_board_of_a_day_as_it_was_known_then_is_not_changed_by_what_came_later() -> None:
    plan = make_plan(tasks=(make_task(),))
    words = [said(ON_TRACK, "2021-05-02"), said(BLOCKED, "2021-05-20", revision=2)]
    then = board_of(
        ledger_of(plan, updates=words[:1]), "2021-05-10", known_at=noon(day("2021-05-10"))
    )
    now = board_of(ledger_of(plan, updates=words), "2021-05-10", known_at=noon(day("2021-05-10")))
    assert now == then
    assert now.counts.green == 1
    assert board_of(ledger_of(plan, updates=words), "2021-05-20").counts.red == 1


# --- sub-indices ---------------------------------------------------------------------------


def test_a_sub_index_shows_its_tasks_over_the_quarters() -> None:
    plan = make_plan(tasks=tuple(make_task(f"T{n}") for n in range(1, 5)))
    words = [said(ON_TRACK, "2021-02-01", task=f"T{n}") for n in range(1, 4)]
    view = the_sub_index(board_of(ledger_of(plan, updates=words), "2021-04-02"))
    lights = {str(each.quarter): each.light for each in view.quarters}
    assert lights["2021-Q1"].colour is Colour.AMBER  # one of four missed its update
    assert lights["2021-Q2"] == view.execution
    assert lights["2021-Q3"].colour is None
    assert (view.counts.green, view.counts.amber) == (3, 1)
    assert sum(task.light.carried is not None for task in view.tasks) == 3


def test_general_tasks_belong_to_no_sub_index_and_are_counted() -> None:
    plan = make_plan(tasks=(make_task(),), general_tasks=(make_task("G1"),))
    words = [said(ON_TRACK, "2021-02-01"), said(BLOCKED, "2021-02-01", task="G1")]
    board = board_of(ledger_of(plan, updates=words), "2021-02-02")
    assert the_sub_index(board).execution.colour is Colour.GREEN
    assert board.general_execution.colour is Colour.RED
    assert (board.counts.green, board.counts.red) == (1, 1)


def test_the_two_lights_of_a_sub_index_are_never_merged() -> None:
    plan = make_plan(
        sub_indices=(
            make_sub_index(
                tasks=(make_task(),), targets=(ABOVE_7_80,), results=(published(2021, "5.00"),)
            ),
        )
    )
    board = board_of(ledger_of(plan, updates=[said(ON_TRACK, "2021-02-01")]), "2021-02-02")
    view = the_sub_index(board)
    assert (view.standing.light.colour, view.execution.colour) == (Colour.RED, Colour.GREEN)


def test_a_starting_gap_against_last_years_result() -> None:
    plan = make_plan(
        sub_indices=(
            make_sub_index(
                targets=(ABOVE_7_80,), results=(published(2020, "6.77", rank=16, out_of=23),)
            ),
        )
    )
    standing = the_sub_index(board_of(ledger_of(plan), "2021-12-31")).standing
    (target,) = standing.targets
    assert (target.met, str(target.gap)) == (None, "-1.03")
    assert standing.latest == published(2020, "6.77", rank=16, out_of=23)
    assert standing.light.reason.code is ReasonCode.NO_RESULT_YET


# --- results -------------------------------------------------------------------------------


def weak_plan(*results: Result) -> Plan:
    return make_plan(sub_indices=(make_sub_index(targets=(ABOVE_7_80,), results=results),))


def test_what_was_entered_comes_before_the_print_and_that_before_other_plans() -> None:
    plan = weak_plan(published(2020, "6.77"))
    elsewhere = entered(published(2020, "6.00"), "2021-01-04")
    ledger = ledger_of(plan, printed_elsewhere=[elsewhere])
    assert the_sub_index(board_of(ledger, "2021-12-31")).standing.latest == published(2020, "6.77")
    typed = entered(published(2020, "6.79"), "2021-02-01")
    ledger = ledger_of(plan, printed_elsewhere=[elsewhere], results=[typed])
    assert the_sub_index(board_of(ledger, "2021-01-31")).standing.latest == published(2020, "6.77")
    assert the_sub_index(board_of(ledger, "2021-02-01")).standing.latest == published(2020, "6.79")


def test_of_several_estimates_of_a_year_the_one_of_the_newest_day_counts() -> None:
    estimates = [
        entered(estimated(2021, "7.20"), "2021-06-30"),
        entered(estimated(2021, "7.90"), "2021-09-30", revision=2),
        entered(estimated(2021, "7.00"), "2021-03-31", revision=3),
    ]
    ledger = ledger_of(weak_plan(), results=estimates)
    for as_of, score in (("2021-03-31", "7.00"), ("2021-06-30", "7.20"), ("2021-12-31", "7.90")):
        standing = the_sub_index(board_of(ledger, as_of)).standing
        assert standing.estimate == Estimate(
            year=2021, score=Decimal(score), rank=None, basis=EstimateBasis.ENTERED
        )
        assert standing.light.estimated
        assert standing.latest is None


def test_changes_against_last_year_are_those_of_the_latest_result() -> None:
    plan = weak_plan(published(2019, "6.50", rank=18), published(2020, "6.77", rank=16))
    standing = the_sub_index(board_of(ledger_of(plan), "2021-12-31")).standing
    assert (standing.score_change, standing.rank_change) == (Decimal("0.27"), 2)


def eight_sub_indices(
    year: int, *scores: str, total: Result | None = None, targets: tuple[Target, ...] = ()
) -> Plan:
    return make_plan(
        sub_indices=tuple(
            make_sub_index(f"part-{number}", results=(published(year, score),))
            for number, score in enumerate(scores)
        ),
        overall=(Overall(index="DDCI", targets=targets, results=(total,) if total else ()),),
    )


def test_an_unknown_total_is_estimated_by_the_mean_and_says_so() -> None:
    total = published(2020, rank=20, out_of=23)
    plan = eight_sub_indices(2020, *SCORES_OF_2019, total=total, targets=(SEVENTY, TOP_10))
    (overall,) = board_of(ledger_of(plan), "2021-12-31").overall
    assert overall.standing.estimate == Estimate(
        year=2020, score=Decimal("55.01"), rank=None, basis=EstimateBasis.MEAN
    )
    assert overall.standing.latest == total
    by_score, by_rank = overall.standing.targets
    assert (by_score.met, by_score.gap) == (None, None)
    assert (by_rank.met, by_rank.gap) == (None, Decimal(-10))
    assert overall.standing.light.colour is Colour.GREY


def test_weights_of_the_catalogue_weigh_the_mean() -> None:
    codes = [part.code for part in eight_sub_indices(2020, *SCORES_OF_2019).sub_indices]
    known = tuple(
        CatalogSubIndex(
            code=code,
            name=code,
            short_name=code,
            english_name=code,
            weight=Decimal(3) if number == 0 else Decimal(1),
        )
        for number, code in enumerate(codes)
    )
    chosen = SubIndexSet(from_year=None, to_year=None, provinces=(), sub_indices=known)
    weighted = Catalog(indices=(replace(CATALOG.indices[0], sets=(chosen,)),))
    plan = eight_sub_indices(2020, *SCORES_OF_2019, total=published(2020, rank=20))
    ledger = replace(ledger_of(plan), catalog=weighted)
    (overall,) = board_of(ledger, "2021-12-31").overall
    assert overall.standing.estimate is not None
    # (44.01 + 2 × 6.77) / 10 × 10
    assert overall.standing.estimate.score == Decimal("57.55")


def test_a_published_total_is_never_replaced_by_a_mean() -> None:
    plan = eight_sub_indices(2020, *SCORES_OF_2019, total=published(2020, "56.20", rank=20))
    (overall,) = board_of(ledger_of(plan), "2021-12-31").overall
    assert overall.standing.estimate is None
    assert overall.standing.latest == published(2020, "56.20", rank=20)


def test_a_mean_of_the_plans_own_year_colours_the_light_as_an_estimate() -> None:
    plan = eight_sub_indices(2021, *["7.20"] * 8, targets=(SEVENTY,))
    (overall,) = board_of(ledger_of(plan), "2021-12-31").overall
    assert overall.standing.light.colour is Colour.GREEN
    assert overall.standing.light.estimated
    assert overall.standing.targets[0].met is None
    assert overall.standing.latest is None
    assert [(result.kind, result.derived) for result in overall.standing.results.estimates] == [
        (ResultKind.ESTIMATE, True)
    ]


def test_the_mean_is_of_the_newest_year_that_is_complete_and_whose_total_is_unknown() -> None:
    def part(code: str, *results: Result) -> SubIndex:
        return make_sub_index(code, results=results)

    plan = make_plan(
        sub_indices=(
            part("one", published(2018, "5.0"), published(2019, "6.0"), published(2020, "9.0")),
            part("two", published(2018, "5.0"), published(2019, "7.0")),
        ),
        overall=(Overall(index="DDCI", results=(published(2018, "51.00"),)),),
    )
    (overall,) = board_of(ledger_of(plan), "2021-12-31").overall
    assert overall.standing.estimate == Estimate(
        year=2019, score=Decimal("65.00"), rank=None, basis=EstimateBasis.MEAN
    )


def test_no_mean_is_made_of_some_of_the_sub_indices() -> None:
    plan = make_plan(
        sub_indices=(
            make_sub_index("known", results=(published(2020, "7.0"),)),
            make_sub_index("unknown"),
        )
    )
    (overall,) = board_of(ledger_of(plan), "2021-12-31").overall
    assert overall.standing.estimate is None


def test_no_mean_is_made_where_the_plan_leaves_sub_indices_out_or_each_has_its_own_most() -> None:
    plan = eight_sub_indices(2020, *SCORES_OF_2019, total=published(2020, rank=20))
    codes = [part.code for part in plan.sub_indices]
    index = CATALOG.indices[0]

    def estimate(index: Index) -> Estimate | None:
        ledger = replace(ledger_of(plan), catalog=Catalog(indices=(index,)))
        return board_of(ledger, "2021-12-31").overall[0].standing.estimate

    def with_set(*codes: str) -> Index:
        known = tuple(
            CatalogSubIndex(code=code, name=code, short_name=code, english_name=code)
            for code in codes
        )
        chosen = SubIndexSet(from_year=None, to_year=None, provinces=(), sub_indices=known)
        return replace(index, sets=(chosen,))

    assert estimate(with_set(*codes)) is not None
    assert estimate(with_set(*codes, "land_access")) is None
    assert estimate(replace(with_set(*codes), total_by_mean=False)) is None


def test_a_sub_index_that_only_the_plan_knows_is_called_as_the_plan_defines_it() -> None:
    plan = replace(
        make_plan(sub_indices=(make_sub_index("own"), make_sub_index("other"))),
        own_sub_indices=(OwnSubIndex(index="DDCI", code="own", name="Chỉ số riêng"),),
    )
    views = board_of(ledger_of(plan), "2021-12-31").sub_indices
    assert [view.name for view in views] == ["Chỉ số riêng", "other"]


# --- freshness -----------------------------------------------------------------------------


def test_freshness_says_when_the_last_update_came_and_who_has_spoken_this_quarter() -> None:
    plan = make_plan(
        tasks=(make_task("T1"), make_task("T2", lead=("B",)), make_task("T3", lead=()))
    )
    recorded = datetime(2021, 5, 4, 8, 15, tzinfo=UTC)
    word = said(ON_TRACK, "2021-05-02", task="T1")
    words = [replace(word, recorded_at=recorded), said(ON_TRACK, "2021-02-01", task="T2", unit="B")]
    freshness = board_of(ledger_of(plan, updates=words), "2021-05-31").freshness
    assert freshness.last_update == recorded
    assert set(freshness.expected) == {"A", "B", "VP"}
    assert freshness.updated == ("A",)
    assert set(freshness.silent) == {"B", "VP"}


def test_a_word_that_was_typed_after_the_day_looked_at_is_told_apart() -> None:
    typed = datetime(2021, 6, 1, 1, tzinfo=UTC)
    late = replace(said(ON_TRACK, "2021-05-02", task="T1"), recorded_at=typed)
    ledger = ledger_of(make_plan(tasks=(make_task("T1"),)), updates=[late])
    found = board_of(ledger, "2021-05-31").entered_since
    assert found is not None
    assert (found.on, found.at) == (date(2021, 5, 2), typed)
    assert board_of(ledger, "2021-06-01").entered_since is None
    assert board_of(ledger, "2021-05-01").entered_since is None


def test_freshness_of_a_plan_of_which_nothing_is_known() -> None:
    freshness = board_of(ledger_of(make_plan(tasks=(make_task(),))), "2021-05-31").freshness
    assert freshness.last_update is None
    assert freshness.expected == ("A",)
    assert freshness.updated == ()


def test_every_member_of_a_group_that_answers_owes_a_word() -> None:
    plan = make_plan(tasks=(make_task(lead=("ROOMS",)),))
    freshness = board_of(
        ledger_of(plan, updates=[said(ON_TRACK, "2021-05-02")]), "2021-05-31"
    ).freshness
    assert freshness.expected == ("A", "B")
    assert freshness.updated == ("A",)


def test_a_unit_whose_one_time_tasks_are_done_owes_no_word_any_more() -> None:
    plan = make_plan(tasks=(make_task(cadence=Cadence.ONCE), make_task("T2", lead=("B",))))
    ledger = ledger_of(plan, updates=[said(DONE, "2021-02-01")])
    in_its_quarter = board_of(ledger, "2021-02-02").freshness
    assert (in_its_quarter.expected, in_its_quarter.updated) == (("A", "B"), ("A",))
    assert board_of(ledger, "2021-05-31").freshness.expected == ("B",)


def test_a_unit_that_said_that_nothing_arises_has_spoken() -> None:
    plan = make_plan(tasks=(make_task(),))
    word = said(TaskStatus.NOT_APPLICABLE, "2021-02-01")
    freshness = board_of(ledger_of(plan, updates=[word]), "2021-02-02").freshness
    assert (freshness.expected, freshness.updated) == (("A",), ("A",))


@pytest.mark.parametrize(
    ("issued", "expected"), [("2021-02-28", ("A",)), ("2021-03-01", ()), ("2021-03-31", ())]
)
def test_nobody_owes_a_word_for_a_quarter_in_whose_last_month_the_plan_was_issued(
    issued: str, expected: tuple[str, ...]
) -> None:
    plan = make_plan(tasks=(make_task(),), issued_on=day(issued))
    assert board_of(ledger_of(plan), "2021-03-31").freshness.expected == expected
    assert board_of(ledger_of(plan), "2021-06-30").freshness.expected == ("A",)


def test_a_unit_whose_tasks_have_not_begun_owes_no_word() -> None:
    plan = make_plan(tasks=(make_task(start=day("2021-07-01")),))
    assert board_of(ledger_of(plan), "2021-06-30").freshness.expected == ()
    assert board_of(ledger_of(plan), "2021-06-30", quarter="2021-Q3").freshness.expected == ()
    assert board_of(ledger_of(plan), "2021-07-01").freshness.expected == ("A",)


def test_the_newest_word_up_to_the_quarter_is_on_the_task() -> None:
    plan = make_plan(tasks=(make_task(),))
    words = [said(ON_TRACK, "2021-02-01"), said(BLOCKED, "2021-05-02")]
    ledger = ledger_of(plan, updates=words)

    def word(quarter: str) -> date | None:
        view = the_sub_index(board_of(ledger, "2021-08-01", quarter=quarter))
        return view.tasks[0].word.on if view.tasks[0].word else None

    assert word("2021-Q1") == day("2021-02-01")
    assert word("2021-Q3") == day("2021-05-02")


def test_bands_are_those_of_the_whole_index_and_of_no_sub_index() -> None:
    good = Target(kind=TargetKind.BAND, band="tốt", text="loại tốt")
    bands = (ScoreBand(name="Tốt", from_score=Decimal(5)),)
    whole = Overall(index="DDCI", bands=bands, targets=(good,), results=(published(2021, "80.00"),))
    part = make_sub_index(targets=(good,), results=(published(2021, "8.00"),))
    board = board_of(ledger_of(make_plan(sub_indices=(part,), overall=(whole,))), "2021-06-01")
    assert board.overall[0].standing.targets[0].met is True
    assert board.sub_indices[0].standing.targets[0].met is None
