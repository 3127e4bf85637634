"""Weeks, months, quarters, half-years, nine months and years, as plans and reports name them.

A period is a plain value; which day is "today" is somebody else's business.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """How long a period is.

    ``TURN`` is the n-th report (lần) of a year whose days the plan lists: it covers the year.
    """

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    TURN = "turn"

    @property
    def months(self) -> int:
        """Number of months in one period of this kind; 0: it is not counted in months."""
        return _MONTHS[self]


_MONTHS = {
    PeriodKind.WEEK: 0,
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
    PeriodKind.TURN: 12,
}
# More reports a year at listed days than there are weeks would be a list of something else.
_MOST_TURNS = 53
_MARKS = {
    PeriodKind.WEEK: "W",
    PeriodKind.QUARTER: "Q",
    PeriodKind.HALF_YEAR: "H",
    PeriodKind.TURN: "L",
}
_KINDS = {mark: kind for kind, mark in _MARKS.items()}
_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|(?P<nine>9M)|(?P<mark>[QHWL])(?P<number>\d{1,2})))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period of a year: ``2021-06``, ``2021-Q2``, ``2021-H1``, ``2021-9M``, ``2021``, the
    ISO week ``2021-W05`` or the n-th report of a year ``2021-L2``.

    Periods of the same kind sort by time.
    """

    kind: PeriodKind
    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1900 <= self.year <= 2999:
            raise ValueError(f"year {self.year} is out of range")
        if not 1 <= self.number <= _count(self.kind, self.year):
            raise ValueError(f"no {self.kind} {self.number} in {self.year}")

    @classmethod
    def month(cls, year: int, number: int) -> Period:
        """Month 1 to 12 (tháng)."""
        return cls(PeriodKind.MONTH, year, number)

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """Quarter 1 to 4 (quý)."""
        return cls(PeriodKind.QUARTER, year, number)

    @classmethod
    def half(cls, year: int, number: int) -> Period:
        """Half-year 1 or 2 (6 tháng đầu năm, 6 tháng cuối năm)."""
        return cls(PeriodKind.HALF_YEAR, year, number)

    @classmethod
    def whole_year(cls, year: int) -> Period:
        """The year itself (năm)."""
        return cls(PeriodKind.YEAR, year, 1)

    @classmethod
    def nine_months(cls, year: int) -> Period:
        """January to September (9 tháng)."""
        return cls(PeriodKind.NINE_MONTHS, year, 1)

    @classmethod
    def parse(cls, written: str) -> Period:
        """Read a period as it is written; ValueError for anything else."""
        found = _WRITTEN.fullmatch(written.strip())
        if found is None:
            raise ValueError(f"not a period: {written!r}")
        year = int(found["year"])
        if found["month"]:
            return cls.month(year, int(found["month"]))
        if found["nine"]:
            return cls.nine_months(year)
        if found["mark"]:
            read = cls(_KINDS[found["mark"]], year, int(found["number"]))
            if str(read) != written.strip():
                raise ValueError(f"not a period: {written!r}")
            return read
        return cls.whole_year(year)

    @classmethod
    def containing(cls, kind: PeriodKind, day: date) -> Period:
        """The period of this kind that ``day`` lies in, of those that follow one another."""
        if kind is PeriodKind.WEEK:
            year, week, _ = day.isocalendar()
            return cls(kind, year, week)
        return cls(kind, day.year, (day.month - 1) // kind.months + 1)

    @classmethod
    def all_in(cls, kind: PeriodKind, year: int) -> tuple[Period, ...]:
        """Every period of this kind in a year, in order; turns are numbered by a plan alone."""
        count = 0 if kind is PeriodKind.TURN else _count(kind, year)
        return tuple(cls(kind, year, number) for number in range(1, count + 1))

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year}-{self.number:02d}"
            case PeriodKind.NINE_MONTHS:
                return f"{self.year}-9M"
            case PeriodKind.YEAR:
                return f"{self.year}"
            case PeriodKind.WEEK:
                return f"{self.year}-W{self.number:02d}"
            case _:
                return f"{self.year}-{_MARKS[self.kind]}{self.number}"

    @property
    def last_month(self) -> int:
        """Calendar month (1 to 12) in which the period ends."""
        match self.kind:
            case PeriodKind.WEEK:
                return self.last_day.month
            case PeriodKind.TURN:
                return 12
            case _:
                return self.number * self.kind.months

    @property
    def first_day(self) -> date:
        if self.kind is PeriodKind.WEEK:
            return date.fromisocalendar(self.year, self.number, 1)
        return date(self.year, self.last_month - self.kind.months + 1, 1)

    @property
    def last_day(self) -> date:
        if self.kind is PeriodKind.WEEK:
            return date.fromisocalendar(self.year, self.number, 7)
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    @property
    def following(self) -> Period:
        """The next period of the same kind, into the next year where needed."""
        if self.number == _count(self.kind, self.year):
            return Period(self.kind, self.year + 1, 1)
        return Period(self.kind, self.year, self.number + 1)

    @property
    def day_after(self) -> date:
        """The first day that no longer belongs to it."""
        return self.last_day + timedelta(days=1)


def _count(kind: PeriodKind, year: int) -> int:
    """How many periods of a kind a year has at most."""
    match kind:
        case PeriodKind.WEEK:
            # 28 December always lies in the last week of its year.
            return date(year, 12, 28).isocalendar().week
        case PeriodKind.NINE_MONTHS:
            return 1
        case PeriodKind.TURN:
            return _MOST_TURNS
        case _:
            return 12 // kind.months
