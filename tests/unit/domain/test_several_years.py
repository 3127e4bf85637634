"""A plan of several years, looked at one year at a time."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.board import default_quarter
from ddci_tracker.domain.checks import check_plan
from ddci_tracker.domain.findings import CheckCode
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import (
    Cadence,
    DueRule,
    OwnSubIndex,
    Plan,
    SubIndex,
    Target,
    TargetKind,
    Years,
)
from ddci_tracker.domain.reasons import ReasonCode
from tests.unit.domain.build import (
    DROPPING,
    board_of,
    concluded,
    day,
    ledger_of,
    make_duty,
    make_plan,
    make_task,
    period,
    published,
    said,
)


def plan_of_years(first: int = 2021, last: int = 2025) -> Plan:
    plan = make_plan(tasks=(make_task("T1", lead=("A",)),))
    return replace(plan, document=replace(plan.document, year=first, years=Years(first, last)))


def test_a_year_beyond_the_plan_is_the_nearest_of_it() -> None:
    plan = plan_of_years()
    assert [plan.in_year(year).year for year in (2019, 2021, 2023, 2030)] == [
        2021,
        2021,
        2023,
        2025,
    ]
    assert plan.in_year(2021) is plan
    assert [plan.covers(year) for year in (2020, 2021, 2025, 2026)] == [False, True, True, False]


def test_its_quarters_and_reports_are_those_of_the_year_looked_at() -> None:
    ledger = ledger_of(plan_of_years(), conclusions=(concluded(on="2021-02-01"),)).in_year(2023)
    board = board_of(ledger, "2023-08-01", quarter="2023-Q3")
    assert {row.period.year for row in board.reports} == {2023}
    view = board.sub_indices[0].tasks[0]
    assert [str(each.quarter) for each in view.quarters] == [
        *("2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4")
    ]


def test_it_is_looked_at_in_the_quarter_of_the_day_within_its_year() -> None:
    plan = plan_of_years()
    assert default_quarter(plan.in_year(2023), day("2023-05-05")) == period("2023-Q2")
    assert default_quarter(plan.in_year(2022), day("2023-05-05")) == period("2022-Q4")


def test_what_was_said_last_year_is_carried_into_the_next_until_an_update_is_missed() -> None:
    words = (said(TaskStatus.ON_TRACK, "2021-12-01", quarter="2021-Q4"),)
    ledger = ledger_of(plan_of_years(), updates=words).in_year(2022)
    early = board_of(ledger, "2022-01-10", quarter="2022-Q1").sub_indices[0].tasks[0].light
    assert early.carried == period("2021-Q4")
    assert early.colour is Colour.GREEN
    late = board_of(ledger, "2022-07-20", quarter="2022-Q3").sub_indices[0].tasks[0].light
    assert late.colour is Colour.RED


def test_every_update_missed_since_the_last_word_counts_over_the_years_end() -> None:
    words = (said(TaskStatus.ON_TRACK, "2021-05-01", quarter="2021-Q2"),)
    ledger = ledger_of(plan_of_years(), updates=words).in_year(2022)
    light = board_of(ledger, "2022-01-10", quarter="2022-Q1").sub_indices[0].tasks[0].light
    assert light.colour is Colour.RED


@pytest.mark.parametrize(
    ("quarter", "spoken_on"), [("2022-Q1", "2022-01-05"), ("2021-Q4", "2021-12-10")]
)
def test_a_task_that_has_not_begun_gets_no_second_first_quarter_with_the_year(
    quarter: str, spoken_on: str
) -> None:
    words = (said(TaskStatus.NOT_STARTED, spoken_on, quarter=quarter),)
    ledger = ledger_of(plan_of_years(), updates=words).in_year(2022)
    light = board_of(ledger, "2022-01-10", quarter="2022-Q1").sub_indices[0].tasks[0].light
    assert (light.colour, light.reason.code) == (Colour.AMBER, ReasonCode.STILL_NOT_STARTED)


@pytest.mark.parametrize(
    ("year", "measured"), [(2020, True), (2022, True), (2023, False), (2025, False)]
)
def test_a_sub_index_that_its_index_drops_is_not_judged_from_then_on(
    year: int, measured: bool
) -> None:
    parts = tuple(
        SubIndex(
            index="PCI",
            code=code,
            printed_name=code,
            targets=(Target(kind=TargetKind.AT_LEAST, value=Decimal(7)),),
            results=tuple(published(each, "7.10") for each in range(2019, 2023)),
        )
        for code in ("market_entry", "labour_training", "own")
    )
    plan = replace(plan_of_years(2020), indices=("PCI",), sub_indices=parts)
    plan = replace(plan, own_sub_indices=(OwnSubIndex(index="PCI", code="own", name="own"),))
    ledger = replace(ledger_of(plan), catalog=DROPPING).in_year(year)
    kept, dropped, own = board_of(ledger, f"{year}-12-31").sub_indices
    assert all(each.standing.targets for each in (kept, own))
    assert bool(dropped.standing.targets) is measured
    not_measured = dropped.standing.light.reason.code == ReasonCode.NOT_MEASURED
    assert not_measured is not measured
    (asked,) = (
        each
        for each in check_plan(plan, DROPPING)
        if each.reason.code == CheckCode.SUB_INDEX_NOT_MEASURED
    )
    assert asked.reason["years"] == ("2023", "2024", "2025")


BY_THE_10TH = DueRule(inclusive=True, day=10, of_next_period=True)


@pytest.mark.parametrize(
    ("as_of", "quarter", "colour"),
    [
        ("2022-01-10", "2022-Q1", Colour.GREEN),
        ("2022-01-11", "2022-Q1", Colour.AMBER),
        ("2022-04-11", "2022-Q2", Colour.RED),
    ],
)
def test_the_update_day_of_the_old_year_is_that_of_its_report(
    as_of: str, quarter: str, colour: Colour
) -> None:
    plan = replace(plan_of_years(), report_duties=(make_duty(due=BY_THE_10TH),))
    words = (said(TaskStatus.ON_TRACK, "2021-09-20", quarter="2021-Q3"),)
    ledger = ledger_of(plan, updates=words).in_year(2022)
    light = board_of(ledger, as_of, quarter=quarter).sub_indices[0].tasks[0].light
    assert light.colour is colour
    if colour is not Colour.GREEN:
        assert light.reason["day"] == day("2022-01-10")


@pytest.mark.parametrize(
    ("due", "asked_in"),
    [
        (DueRule(inclusive=True, day=30, month=9), 2021),
        # Its day had passed in the year of issue.
        (DueRule(inclusive=False, day=4, month=1), 2022),
        (None, 2021),
    ],
)
def test_what_is_asked_once_is_asked_in_one_of_its_years(
    due: DueRule | None, asked_in: int
) -> None:
    duty = make_duty(cadence=Cadence.ONCE, due=due, from_units=("A",))
    ledger = ledger_of(replace(plan_of_years(), report_duties=(duty,)))
    years = [
        row.period.year
        for year in range(2021, 2026)
        for row in board_of(ledger.in_year(year), "2022-06-01", quarter=f"{year}-Q2").reports
    ]
    assert years == [asked_in]


def test_the_next_milestone_is_every_target_of_the_nearest_later_year() -> None:
    score = Target(kind=TargetKind.REACH, value=Decimal("8"), year=2023)
    place = Target(kind=TargetKind.RANK_AT_MOST, rank=5, year=2023)
    further = replace(place, rank=3, year=2025)
    plan = plan_of_years()
    (part,) = plan.sub_indices
    plan = replace(plan, sub_indices=(replace(part, targets=(further, score, place)),))
    for year, told in ((2022, [score, place]), (2023, [further]), (2025, [])):
        board = board_of(ledger_of(plan).in_year(year), f"{year}-06-01", quarter=f"{year}-Q2")
        standing = board.sub_indices[0].standing
        assert [each.target for each in standing.milestones] == told
        assert not set(told) & {each.target for each in standing.current}
