"""The checks of a plan ask about years that are likely slips, and of holidays nobody knows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from ddci_tracker.domain.checks import KnownFigures, check_plan
from ddci_tracker.domain.findings import CheckCode, Finding, Level
from ddci_tracker.domain.plan import DueRule, Overall, Plan, Years
from ddci_tracker.domain.working_days import WorkCalendar
from tests.unit.domain.build import CATALOG, entered, make_duty, make_plan, make_task, published

ASKED = frozenset(
    {
        CheckCode.TASK_FAR_BEYOND_YEARS,
        CheckCode.RESULT_BEFORE_YEAR_ENDS,
        CheckCode.RESULT_BEFORE_PLAN,
        CheckCode.HOLIDAYS_UNKNOWN,
    }
)


def asked(found: Iterable[Finding]) -> list[CheckCode]:
    """What is asked of the kinds that are tried here; all of it are questions."""
    mine = [each for each in found if each.reason.code in ASKED]
    assert {each.level for each in mine} <= {Level.QUESTION}
    return [CheckCode(each.reason.code) for each in mine]


def of_years(plan: Plan, first: int, last: int) -> Plan:
    return replace(plan, document=replace(plan.document, year=first, years=Years(first, last)))


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2022, 12, 31), []),
        (date(2023, 1, 1), [CheckCode.TASK_FAR_BEYOND_YEARS]),
    ],
)
def test_a_day_of_a_task_more_than_a_year_beyond_the_plan(
    day: date, codes: list[CheckCode]
) -> None:
    plan = make_plan(tasks=(replace(make_task("T1"), due=day),))
    assert asked(check_plan(plan, CATALOG)) == codes
    assert asked(check_plan(of_years(plan, 2021, 2025), CATALOG)) == []


@pytest.mark.parametrize(
    ("year", "issued_on", "codes"),
    [
        (2020, date(2021, 3, 11), []),
        (2021, date(2021, 3, 11), [CheckCode.RESULT_BEFORE_YEAR_ENDS]),
        (2021, date(2021, 12, 31), [CheckCode.RESULT_BEFORE_YEAR_ENDS]),
        (2021, date(2022, 1, 1), []),
        (2021, None, []),
        # a plan of 2021 that was issued before the year whose result it prints was over
        (2020, date(2020, 12, 20), [CheckCode.RESULT_BEFORE_YEAR_ENDS]),
    ],
)
def test_a_result_that_is_printed_before_its_year_was_over(
    year: int, issued_on: date | None, codes: list[CheckCode]
) -> None:
    overall = Overall(index="DDCI", results=(published(year, "70.10"),))
    plan = make_plan(issued_on=issued_on, overall=(overall,))
    assert asked(check_plan(plan, CATALOG)) == codes


@pytest.mark.parametrize(
    ("year", "published_on", "codes"),
    [
        (2021, date(2021, 3, 10), [CheckCode.RESULT_BEFORE_PLAN]),
        (2021, date(2021, 3, 11), [CheckCode.RESULT_BEFORE_YEAR_ENDS]),
        (2021, date(2021, 12, 31), [CheckCode.RESULT_BEFORE_YEAR_ENDS]),
        (2021, date(2022, 1, 1), []),
        (2021, None, []),
        (2020, date(2021, 2, 1), []),
        (2020, date(2020, 12, 31), [CheckCode.RESULT_BEFORE_YEAR_ENDS]),
    ],
)
def test_a_result_that_was_published_before_the_plan_or_the_end_of_its_year(
    year: int, published_on: date | None, codes: list[CheckCode]
) -> None:
    result = replace(published(year, "7.10"), published_on=published_on)
    known = KnownFigures(entered=(entered(result, "2022-03-01"),))
    plan = make_plan(issued_on=date(2021, 3, 11))
    assert asked(check_plan(plan, CATALOG, known)) == codes


WITHIN_WORKING_DAYS = make_duty(due=DueRule(inclusive=True, working_days=5))


def test_working_days_of_a_year_without_holidays() -> None:
    known = WorkCalendar.of((), years=(2021, 2022))
    plan = make_plan(duties=(WITHIN_WORKING_DAYS,))
    assert asked(check_plan(plan, CATALOG, calendar=known)) == []
    assert asked(check_plan(plan, CATALOG)) == []
    assert asked(check_plan(make_plan(duties=(make_duty(),)), CATALOG, calendar=known)) == []
    (found,) = (
        each
        for each in check_plan(of_years(plan, 2021, 2024), CATALOG, calendar=known)
        if each.reason.code in ASKED
    )
    assert dict(found.reason.arguments)["years"] == ("2023", "2024")
