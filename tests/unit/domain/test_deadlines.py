"""Which report is due when, to whom, and from when a duty applies."""

import pytest

from ddci_tracker.domain.deadlines import applies, last_day_in_time, periods_of, senders_of
from ddci_tracker.domain.plan import Cadence, DueRule
from tests.unit.domain.build import (
    BEFORE_6_DECEMBER,
    BEFORE_6TH_OF_LAST_MONTH,
    day,
    make_duty,
    make_plan,
    period,
)


def before(number: int, **month: int | bool) -> DueRule:
    return rule(number, inclusive=False, **month)


def by(number: int, **month: int | bool) -> DueRule:
    return rule(number, inclusive=True, **month)


def rule(number: int, *, inclusive: bool, **month: int | bool) -> DueRule:
    return DueRule(
        inclusive=inclusive,
        day=number,
        month_of_quarter=month.get("month_of_quarter"),
        month_of_half=month.get("month_of_half"),
        month=month.get("month"),
        of_next_period=bool(month.get("of_next_period")),
    )


@pytest.mark.parametrize(
    ("due", "reported", "last_day"),
    [
        # "trước ngày N" excludes N; "chậm nhất ngày N" includes it
        (before(6, month_of_quarter=3), "2021-Q2", "2021-06-05"),
        (by(6, month_of_quarter=3), "2021-Q2", "2021-06-06"),
        (before(6, month=12), "2021", "2021-12-05"),
        (by(6, month=12), "2021", "2021-12-06"),
        # "tháng cuối quý" is 3, 6, 9, 12: before the quarter ends
        (before(6, month_of_quarter=3), "2021-Q1", "2021-03-05"),
        (before(6, month_of_quarter=3), "2021-Q3", "2021-09-05"),
        (before(6, month_of_quarter=3), "2021-Q4", "2021-12-05"),
        # other months of a quarter and of a half-year
        (before(6, month_of_quarter=1), "2021-Q3", "2021-07-05"),
        (by(10, month_of_quarter=2), "2021-Q1", "2021-02-10"),
        (by(5, month_of_half=6), "2021-H1", "2021-06-05"),
        (by(5, month_of_half=6), "2021-H2", "2021-12-05"),
        (before(15, month_of_half=1), "2021-H2", "2021-07-14"),
        # no month printed: the period's last
        (by(20), "2021-02", "2021-02-20"),
        (by(20), "2021-Q2", "2021-06-20"),
        (by(20), "2021-H1", "2021-06-20"),
        (by(20), "2021", "2021-12-20"),
        # of the period that follows, into the next year where needed
        (by(5, of_next_period=True), "2021-06", "2021-07-05"),
        (by(5, of_next_period=True), "2021-12", "2022-01-05"),
        (before(5, of_next_period=True), "2021-Q1", "2021-04-04"),
        (by(5, of_next_period=True), "2021-Q4", "2022-01-05"),
        (by(5, of_next_period=True), "2021-H1", "2021-07-05"),
        (by(15, of_next_period=True), "2021", "2022-01-15"),
        # before the first: the last day of the month before
        (before(1, month_of_quarter=3), "2021-Q1", "2021-02-28"),
        (before(1, month_of_quarter=3), "2024-Q1", "2024-02-29"),
        (before(1, of_next_period=True), "2021-12", "2021-12-31"),
        (before(1), "2021-01", "2020-12-31"),
        # a day that the month does not have
        (by(31), "2021-02", "2021-02-28"),
        (by(31), "2024-02", "2024-02-29"),
        (by(30), "2021-02", "2021-02-28"),
        (by(31), "2021-04", "2021-04-30"),
        (by(31), "2021-05", "2021-05-31"),
        (before(31), "2021-02", "2021-02-28"),
        (before(30), "2021-02", "2021-02-28"),
        (before(29), "2021-02", "2021-02-28"),
        (before(29), "2024-02", "2024-02-28"),
        (before(31), "2021-04", "2021-04-30"),
        (before(31), "2021-05", "2021-05-30"),
        # no roll-forward: 5 June 2021 is a Saturday, 5 September a Sunday, 30 April a holiday
        (by(30, month_of_quarter=1), "2021-Q2", "2021-04-30"),
    ],
)
def test_the_last_day_in_time(due: DueRule, reported: str, last_day: str) -> None:
    assert last_day_in_time(due, period(reported)) == day(last_day)


def test_the_fourth_quarter_and_the_year_may_share_a_day() -> None:
    of_the_quarter = last_day_in_time(BEFORE_6TH_OF_LAST_MONTH, period("2021-Q4"))
    of_the_year = last_day_in_time(BEFORE_6_DECEMBER, period("2021"))
    assert of_the_quarter == of_the_year == day("2021-12-05")


@pytest.mark.parametrize(
    ("cadence", "count", "first", "last"),
    [
        (Cadence.MONTHLY, 12, "2021-01", "2021-12"),
        (Cadence.QUARTERLY, 4, "2021-Q1", "2021-Q4"),
        (Cadence.HALF_YEARLY, 2, "2021-H1", "2021-H2"),
        (Cadence.YEARLY, 1, "2021", "2021"),
        (Cadence.ONCE, 1, "2021", "2021"),
    ],
)
def test_a_duty_asks_for_every_period_of_its_cadence(
    cadence: Cadence, count: int, first: str, last: str
) -> None:
    periods = periods_of(make_duty(cadence=cadence), 2021)
    assert len(periods) == count
    assert (str(periods[0]), str(periods[-1])) == (first, last)


@pytest.mark.parametrize("cadence", [None, Cadence.AD_HOC, Cadence.CONTINUOUS, Cadence.SEASONAL])
def test_a_duty_on_request_has_no_rows(cadence: Cadence | None) -> None:
    assert periods_of(make_duty(cadence=cadence), 2021) == ()


@pytest.mark.parametrize(
    ("issued", "reported", "last_day", "expected"),
    [
        # a deadline that had passed by the day of issue
        ("2021-03-04", "2021-Q1", "2021-03-05", True),
        ("2021-03-05", "2021-Q1", "2021-03-05", True),
        ("2021-03-06", "2021-Q1", "2021-03-05", False),
        ("2021-03-11", "2021-Q1", "2021-03-05", False),
        ("2021-03-11", "2021-Q2", "2021-06-05", True),
        # a period that had ended, though its deadline had not
        ("2021-03-31", "2021-Q1", "2021-04-05", True),
        ("2021-04-01", "2021-Q1", "2021-04-05", False),
        # no due day: only the period's end counts
        ("2021-03-31", "2021-03", None, True),
        ("2021-04-01", "2021-03", None, False),
        # the year's report of a plan issued after its day
        ("2021-12-05", "2021", "2021-12-05", True),
        ("2021-12-06", "2021", "2021-12-05", False),
    ],
)
def test_a_duty_applies_from_the_day_the_plan_is_issued(
    issued: str, reported: str, last_day: str | None, expected: bool
) -> None:
    plan = make_plan(issued_on=day(issued))
    found = applies(
        plan.document.counts_from, period(reported), day(last_day) if last_day else None
    )
    assert found is expected


def test_a_blank_day_of_issue_means_the_earliest_possible_day() -> None:
    plan = make_plan(issued_on=None, issued_not_before=day("2021-03-11"))
    assert not applies(plan.document.counts_from, period("2021-Q1"), day("2021-03-05"))
    assert applies(plan.document.counts_from, period("2021-Q2"), day("2021-06-05"))


def test_a_plan_without_any_day_of_issue_counts_from_the_first_day_of_its_year() -> None:
    plan = make_plan(issued_on=None)
    assert plan.document.counts_from == day("2021-01-01")
    assert applies(plan.document.counts_from, period("2021-01"), None)


@pytest.mark.parametrize(
    ("from_units", "to_units", "expected"),
    [
        (("A", "B"), ("VP",), (("A", ("VP",)), ("B", ("VP",)))),
        # one report to two recipients is one report
        (("A",), ("B", "VP"), (("A", ("B", "VP")),)),
        # a sender who is also a recipient owes the other, and nothing to itself alone
        (("A", "B", "VP"), ("B", "VP"), (("A", ("B", "VP")), ("B", ("VP",)), ("VP", ("B",)))),
        (("A", "VP"), ("VP",), (("A", ("VP",)),)),
        (("VP",), ("VP",), ()),
        # members of groups, each once
        (("ROOMS",), ("VP",), (("A", ("VP",)), ("B", ("VP",)))),
        (("A", "ROOMS"), ("VP",), (("A", ("VP",)), ("B", ("VP",)))),
        # nobody named as recipient
        (("A",), (), (("A", ()),)),
    ],
)
def test_each_sender_owes_its_own_report(
    from_units: tuple[str, ...],
    to_units: tuple[str, ...],
    expected: tuple[tuple[str, tuple[str, ...]], ...],
) -> None:
    duty = make_duty(from_units=from_units, to_units=to_units)
    assert senders_of(make_plan(duties=(duty,)), duty) == expected
