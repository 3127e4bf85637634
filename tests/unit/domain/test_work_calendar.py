"""The shipped table of days against the moon and the law, computed here by other means.

Tết is the first day of the lunar month in which the sun passes 330°, the day of the Hùng kings
the tenth of that in which it passes 30°: new moons and the sun's longitude by Meeus, in Hanoi time.
"""

from datetime import date, timedelta
from math import floor, pi, sin
from pathlib import Path

import pytest

from ddci_tracker.domain.working_days import EVERY_WEEKDAY, DayBasis
from ddci_tracker.plans.work_calendar import read_work_calendar

CALENDAR = read_work_calendar(Path(__file__).parents[3] / "data" / "work_calendar")
YEARS = sorted(CALENDAR.years)
_HANOI = 7 / 24
_EPOCH = date(2000, 1, 1)
_JULIAN_EPOCH = 2451545
_SYNODIC = 29.530588853


def new_moon(number: int) -> float:
    """The Julian day of the ``number``-th new moon since January 2000, in universal time."""
    t = number / 1236.85
    rad = pi / 180
    mean = 2451550.09766 + _SYNODIC * number + 0.00015437 * t * t
    sun = (2.5534 + 29.1053567 * number) * rad
    moon = (201.5643 + 385.81693528 * number) * rad
    latitude = (160.7108 + 390.67050284 * number) * rad
    correction = (
        -0.4072 * sin(moon)
        + 0.17241 * sin(sun)
        + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * latitude)
        + 0.00739 * sin(moon - sun)
        - 0.00514 * sin(moon + sun)
        + 0.00208 * sin(2 * sun)
    )
    earth_slows = 69 / 86400
    return mean + correction - earth_slows


def hanoi_day(julian: float) -> date:
    """The day in Hanoi of a Julian day."""
    return _EPOCH + timedelta(days=floor(julian + 0.5 + _HANOI) - _JULIAN_EPOCH)


def longitude(on: date) -> float:
    """The sun's longitude in degrees at the beginning of a day in Hanoi."""
    t = ((on - _EPOCH).days - 0.5 - _HANOI) / 36525
    mean = (357.52911 + 35999.05029 * t) * pi / 180
    centre = 1.914602 * sin(mean) + 0.019993 * sin(2 * mean) + 0.000289 * sin(3 * mean)
    seen = 280.46646 + 36000.76983 * t + centre - 0.00569
    return seen % 360


def lunar_month_passing(degrees: int, year: int) -> date:
    """The first day of the lunar month of a year in which the sun passes a longitude."""
    first = round((year - 2000) * 12.3685) - 1
    for number in range(first, first + 8):
        start, end = hanoi_day(new_moon(number)), hanoi_day(new_moon(number + 1))
        before = (longitude(start) - degrees + 180) % 360
        after = (longitude(end) - degrees + 180) % 360
        if before < 180 <= after and start.year in (year - 1, year):
            return start
    raise AssertionError(year)


@pytest.mark.parametrize(
    ("year", "first_day"),
    [
        (2007, date(2007, 2, 17)),
        (2020, date(2020, 1, 25)),
        (2023, date(2023, 1, 22)),
        (2024, date(2024, 2, 10)),
        (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)),
        (2027, date(2027, 2, 6)),
    ],
)
def test_the_moon_gives_the_years_that_everybody_knows(year: int, first_day: date) -> None:
    assert lunar_month_passing(330, year) == first_day


def free_days(year: int, name: str) -> list[date]:
    return [
        each.day
        for each in CALENDAR.days
        if each.day.year == year and name in each.name and not each.worked
    ]


@pytest.mark.parametrize("year", YEARS)
def test_tet_is_free_around_its_first_day(year: int) -> None:
    first_day = lunar_month_passing(330, year)
    tet = free_days(year, "Tết Nguyên đán")
    assert len(tet) == 5
    # One or two days of the old year, the others of the new one; a weekend moves them on.
    assert first_day - timedelta(days=2) <= tet[0] < first_day
    assert tet[-1] <= first_day + timedelta(days=5)
    for number in range(3):
        assert not CALENDAR.is_worked(first_day + timedelta(days=number))


@pytest.mark.parametrize("year", YEARS)
def test_the_day_of_the_hung_kings_is_the_tenth_of_the_third_month(year: int) -> None:
    tenth = lunar_month_passing(30, year) + timedelta(days=9)
    assert not CALENDAR.is_worked(tenth)
    # On a weekend the next working day is free instead.
    free = tenth
    while not EVERY_WEEKDAY.is_worked(free):
        free += timedelta(days=1)
    assert free_days(year, "Hùng Vương") == [free]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("month", "number"), [(1, 1), (4, 30), (5, 1), (9, 2)])
def test_the_fixed_holidays_are_free(year: int, month: int, number: int) -> None:
    holiday = date(year, month, number)
    assert not CALENDAR.is_worked(holiday)
    if EVERY_WEEKDAY.is_worked(holiday):
        assert CALENDAR.bases[holiday] is DayBasis.LAW


def test_no_day_that_only_a_notice_can_know_passes_for_sure() -> None:
    for each in CALENDAR.days:
        if each.worked or "hoán đổi" in each.name:
            assert not CALENDAR.bases[each.day].is_sure


@pytest.mark.parametrize("year", YEARS)
def test_a_day_is_made_up_for_each_day_that_was_exchanged(year: int) -> None:
    made_up = [each for each in CALENDAR.days if each.day.year == year and each.worked]
    assert len(made_up) == len(free_days(year, "hoán đổi"))
