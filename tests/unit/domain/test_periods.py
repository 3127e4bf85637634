"""Months, quarters, half-years and years: how they are written, begin, end and follow."""

from itertools import pairwise

import pytest

from ddci_tracker.domain.periods import Period, PeriodKind
from tests.unit.domain.build import day, period


@pytest.mark.parametrize(
    ("written", "kind", "first_day", "last_day", "following"),
    [
        ("2021-06", PeriodKind.MONTH, "2021-06-01", "2021-06-30", "2021-07"),
        ("2021-12", PeriodKind.MONTH, "2021-12-01", "2021-12-31", "2022-01"),
        ("2021-02", PeriodKind.MONTH, "2021-02-01", "2021-02-28", "2021-03"),
        ("2024-02", PeriodKind.MONTH, "2024-02-01", "2024-02-29", "2024-03"),
        ("2021-Q1", PeriodKind.QUARTER, "2021-01-01", "2021-03-31", "2021-Q2"),
        ("2021-Q2", PeriodKind.QUARTER, "2021-04-01", "2021-06-30", "2021-Q3"),
        ("2021-Q4", PeriodKind.QUARTER, "2021-10-01", "2021-12-31", "2022-Q1"),
        ("2021-H1", PeriodKind.HALF_YEAR, "2021-01-01", "2021-06-30", "2021-H2"),
        ("2021-H2", PeriodKind.HALF_YEAR, "2021-07-01", "2021-12-31", "2022-H1"),
        ("2021", PeriodKind.YEAR, "2021-01-01", "2021-12-31", "2022"),
    ],
)
def test_a_period_is_written_begins_ends_and_is_followed(
    written: str, kind: PeriodKind, first_day: str, last_day: str, following: str
) -> None:
    found = Period.parse(written)
    assert found.kind is kind
    assert str(found) == written
    assert found.first_day == day(first_day)
    assert found.last_day == day(last_day)
    assert str(found.following) == following


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2021-13",
        "2021-00",
        "2021-Q0",
        "2021-Q5",
        "2021-H3",
        "2021-6",
        "21-Q1",
        "Q1/2021",
        "1899",
    ],
)
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"period|in 20|out of range"):
        Period.parse(written)


@pytest.mark.parametrize("year", [1900, 2999])
def test_the_first_and_the_last_year_are_periods(year: int) -> None:
    assert Period.whole_year(year).year == year


@pytest.mark.parametrize(
    ("last_month", "quarter"), [(3, "2021-Q1"), (6, "2021-Q2"), (9, "2021-Q3"), (12, "2021-Q4")]
)
def test_the_last_month_of_a_quarter_is_3_6_9_or_12(last_month: int, quarter: str) -> None:
    assert period(quarter).last_month == last_month


@pytest.mark.parametrize(
    ("on", "month", "quarter", "half"),
    [
        ("2021-01-01", "2021-01", "2021-Q1", "2021-H1"),
        ("2021-03-31", "2021-03", "2021-Q1", "2021-H1"),
        ("2021-04-01", "2021-04", "2021-Q2", "2021-H1"),
        ("2021-06-30", "2021-06", "2021-Q2", "2021-H1"),
        ("2021-07-01", "2021-07", "2021-Q3", "2021-H2"),
        ("2021-12-31", "2021-12", "2021-Q4", "2021-H2"),
    ],
)
def test_a_day_lies_in_one_month_one_quarter_and_one_half(
    on: str, month: str, quarter: str, half: str
) -> None:
    assert str(Period.containing(PeriodKind.MONTH, day(on))) == month
    assert str(Period.containing(PeriodKind.QUARTER, day(on))) == quarter
    assert str(Period.containing(PeriodKind.HALF_YEAR, day(on))) == half
    assert str(Period.containing(PeriodKind.YEAR, day(on))) == "2021"


@pytest.mark.parametrize(
    "kind", [PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR]
)
def test_the_periods_of_a_year_fill_it_without_gap_or_overlap(kind: PeriodKind) -> None:
    periods = Period.all_in(kind, 2024)
    assert periods[0].first_day == day("2024-01-01")
    assert periods[-1].last_day == day("2024-12-31")
    for earlier, later in pairwise(periods):
        assert earlier.following == later
        assert (later.first_day - earlier.last_day).days == 1
        assert earlier < later


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),  # a year of 53 weeks
        ("2026-9M", "2026-01-01", "2026-09-30"),
        ("2026-L2", "2026-01-01", "2026-12-31"),
    ],
)
def test_weeks_nine_months_and_turns_have_their_days(written: str, first: str, last: str) -> None:
    read = Period.parse(written)
    assert str(read) == written
    assert (read.first_day, read.last_day) == (day(first), day(last))


@pytest.mark.parametrize("written", ["2025-W53", "2026-W5", "2026-W00", "2026-L0", "2026-Q02"])
def test_a_week_or_turn_that_the_year_does_not_have_is_none(written: str) -> None:
    with pytest.raises(ValueError, match=r"period|in 20"):
        Period.parse(written)
