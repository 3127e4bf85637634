"""Due rules in every form that plans print, and the days that are worked."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddci_tracker.domain.deadlines import last_day_in_time, misfits, missing_day, periods_of
from ddci_tracker.domain.plan import Cadence, DayOfYear, DueRule, ReportDuty
from ddci_tracker.domain.working_days import EVERY_WEEKDAY, SpecialDay
from ddci_tracker.plans.work_calendar import read_work_calendar
from tests.unit.domain.build import day, make_duty, period

DATA = Path(__file__).resolve().parents[3] / "data"
CALENDAR = read_work_calendar(DATA / "work_calendar")


def duty(cadence: Cadence, due: DueRule | None, *periods: str) -> ReportDuty:
    made = make_duty(cadence=cadence, due=due)
    return ReportDuty(
        code=made.code,
        from_units=made.from_units,
        to_units=made.to_units,
        cadence=cadence,
        due=due,
        periods=periods,
    )


def last_days(asked: ReportDuty, year: int = 2026) -> dict[str, date]:
    assert asked.due is not None
    periods = periods_of(asked, year)
    return {str(each): last_day_in_time(asked.due, each, periods, CALENDAR) for each in periods}


@pytest.mark.parametrize(
    ("count", "after_day", "reported", "last_day"),
    [
        (1, None, "2026-03", "2026-04-01"),
        (2, None, "2026-03", "2026-04-02"),
        # 30 April and 1 May are holidays, 2 and 3 May a weekend
        (2, 28, "2026-04", "2026-05-04"),
        (1, 29, "2026-04", "2026-05-04"),
        # 10 January, a Saturday, makes up for Friday 2 January
        (3, None, "2025-12", "2026-01-07"),
        (1, 9, "2026-01", "2026-01-10"),
        # the cut-off is a Saturday: counting begins on Monday
        (2, 14, "2026-02", "2026-02-24"),  # after Tết
        (2, 14, "2026-11", "2026-11-17"),
        # a cut-off that the month does not have is its last day
        (1, 31, "2026-06", "2026-07-01"),
        # of a quarter the last month
        (3, None, "2026-Q3", "2026-10-05"),
        (2, 14, "2026-Q4", "2026-12-16"),
        # 22 August makes up for 31 August
        (5, 19, "2026-08", "2026-08-25"),
        (2, None, "2026-08", "2026-09-04"),
        (5, None, "2026", "2027-01-08"),
    ],
)
def test_within_working_days_after_a_day(
    count: int, after_day: int | None, reported: str, last_day: str
) -> None:
    rule = DueRule(inclusive=True, working_days=count, after_day=after_day)
    assert last_day_in_time(rule, period(reported), (), CALENDAR) == day(last_day)


def test_nine_months_named_quarters_weeks_and_days_of_the_next_year() -> None:
    nine = duty(Cadence.NINE_MONTHS, DueRule(inclusive=False, day=20, month=9))
    assert last_days(nine) == {"2026-9M": day("2026-09-19")}
    named = duty(Cadence.QUARTERLY, DueRule(inclusive=False, day=15), "Q1", "Q3")
    assert last_days(named) == {"2026-Q1": day("2026-03-14"), "2026-Q3": day("2026-09-14")}
    weekly = last_days(duty(Cadence.WEEKLY, DueRule(inclusive=True, weekday=5)))
    assert weekly["2026-W01"] == day("2026-01-02")
    assert weekly["2026-W53"] == day("2027-01-01")
    assert {each.isoweekday() for each in weekly.values()} == {5}
    before = last_days(duty(Cadence.WEEKLY, DueRule(inclusive=False, weekday=5)))
    assert before["2026-W02"] == day("2026-01-08")
    coming = DueRule(inclusive=True, day=25, month=2, of_next_year=True)
    assert last_days(duty(Cadence.YEARLY, coming)) == {"2026": day("2027-02-25")}


def test_several_days_a_year_are_those_of_its_reports_in_their_order() -> None:
    listed = (
        DayOfYear(inclusive=False, day=1, month=6),
        DayOfYear(inclusive=False, day=15, month=11),
    )
    rule = DueRule(inclusive=True, days=listed)
    halves = duty(Cadence.HALF_YEARLY, rule)
    assert last_days(halves) == {"2026-H1": day("2026-05-31"), "2026-H2": day("2026-11-14")}
    turns = duty(Cadence.YEARLY, rule)
    assert last_days(turns) == {"2026-L1": day("2026-05-31"), "2026-L2": day("2026-11-14")}
    only = duty(Cadence.QUARTERLY, rule, "Q2", "Q4")
    assert last_days(only) == {"2026-Q2": day("2026-05-31"), "2026-Q4": day("2026-11-14")}


@pytest.mark.parametrize(
    ("cadence", "due", "odd"),
    [
        (Cadence.WEEKLY, DueRule(inclusive=True, day=5), ("day",)),
        (Cadence.MONTHLY, DueRule(inclusive=True, weekday=5), ("weekday",)),
        (Cadence.MONTHLY, DueRule(inclusive=True, day=5, month=3), ("month",)),
        (
            Cadence.QUARTERLY,
            DueRule(inclusive=True, day=5, month=1, of_next_year=True),
            ("month", "of_next_year"),
        ),
        (
            Cadence.QUARTERLY,
            DueRule(inclusive=True, days=(DayOfYear(inclusive=True, day=5, month=3),)),
            ("days",),
        ),
        (Cadence.MONTHLY, DueRule(inclusive=True, working_days=0), ("working_days",)),
        (Cadence.MONTHLY, DueRule(inclusive=True, day=32), ("day",)),
        (Cadence.NINE_MONTHS, DueRule(inclusive=True, day=5, of_next_period=True), ()),
        (Cadence.YEARLY, DueRule(inclusive=True, working_days=2, after_day=14), ()),
        (Cadence.CONTINUOUS, DueRule(inclusive=True, day=5), ("day",)),
    ],
)
def test_a_rule_that_does_not_fit_its_cadence_is_told(
    cadence: Cadence, due: DueRule, odd: tuple[str, ...]
) -> None:
    assert misfits(due, duty(cadence, due)) == odd


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2027, 11, 1)), st.integers(1, 30))
def test_counting_working_days_meets_each_of_them_once(start: date, count: int) -> None:
    end = CALENDAR.after(start, count)
    between = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    assert sum(CALENDAR.is_worked(each) for each in between) == count
    assert CALENDAR.is_worked(end)


def test_the_office_corrects_single_days() -> None:
    declared = SpecialDay(day=day("2026-11-24"), worked=False, name="Ngày Văn hóa Việt Nam")
    corrected = EVERY_WEEKDAY.corrected([declared])
    assert EVERY_WEEKDAY.is_worked(day("2026-11-24"))
    assert not corrected.is_worked(day("2026-11-24"))
    assert corrected.after(day("2026-11-23"), 1) == day("2026-11-25")


def test_the_shipped_table_names_every_day_once_and_none_that_is_as_usual() -> None:
    for special in CALENDAR.days:
        assert special.worked is not EVERY_WEEKDAY.is_worked(special.day), special


@pytest.mark.parametrize(
    ("cadence", "due", "periods", "missing"),
    [
        (Cadence.YEARLY, DueRule(inclusive=True, day=30, month=2), (), (2, False)),
        (Cadence.YEARLY, DueRule(inclusive=False, day=31, month=6), (), (6, False)),
        (Cadence.ONCE, DueRule(inclusive=True, day=31, month=9), (), (9, False)),
        # 2026 and 2027 have no 29 February
        (Cadence.YEARLY, DueRule(inclusive=True, day=29, month=2), (), (2, False)),
        (
            Cadence.YEARLY,
            DueRule(inclusive=True, day=29, month=2, of_next_year=True),
            (),
            (2, False),
        ),
        (Cadence.QUARTERLY, DueRule(inclusive=True, day=31, month_of_quarter=2), (), (2, True)),
        (Cadence.QUARTERLY, DueRule(inclusive=True, day=31, month_of_quarter=3), (), (6, True)),
        (Cadence.QUARTERLY, DueRule(inclusive=True, day=31), (), (6, True)),
        (Cadence.QUARTERLY, DueRule(inclusive=True, day=31, month_of_quarter=3), ("Q1",), None),
        (
            Cadence.QUARTERLY,
            DueRule(inclusive=True, day=31, month_of_quarter=3),
            ("Q2", "Q3"),
            (6, False),
        ),
        (Cadence.QUARTERLY, DueRule(inclusive=True, day=31, of_next_period=True), (), (4, True)),
        (Cadence.HALF_YEARLY, DueRule(inclusive=True, day=31, month_of_half=6), (), (6, True)),
        (Cadence.NINE_MONTHS, DueRule(inclusive=True, day=31), (), (9, False)),
        # of every month the last day is meant
        (Cadence.MONTHLY, DueRule(inclusive=True, day=31), (), None),
        (Cadence.WEEKLY, DueRule(inclusive=True, weekday=5), (), None),
        (Cadence.QUARTERLY, DueRule(inclusive=True, working_days=2, after_day=31), (), (6, True)),
        (Cadence.MONTHLY, DueRule(inclusive=True, working_days=2, after_day=31), (), None),
        (
            Cadence.YEARLY,
            DueRule(
                inclusive=True,
                days=(
                    DayOfYear(inclusive=True, day=1, month=6),
                    DayOfYear(inclusive=True, day=29, month=2, of_next_year=True),
                ),
            ),
            (),
            (2, False),
        ),
    ],
)
def test_a_day_that_a_month_does_not_have_is_found(
    cadence: Cadence, due: DueRule, periods: tuple[str, ...], missing: tuple[int, bool] | None
) -> None:
    found = missing_day(due, duty(cadence, due, *periods), (2026,))
    assert (found and (found.month, found.ever)) == missing


@pytest.mark.parametrize(("years", "ever"), [((2028,), None), ((2027, 2028, 2029), True)])
def test_29_february_is_there_in_a_leap_year(years: tuple[int, ...], ever: bool | None) -> None:
    due = DueRule(inclusive=True, day=29, month=2)
    found = missing_day(due, duty(Cadence.YEARLY, due), years)
    assert (found and found.ever) == ever
