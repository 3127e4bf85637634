"""Months, quarters, half-years and years, as plans and reports name them.

A period is a plain value; which day is "today" is somebody else's business.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Number of months in one period of this kind."""
        return {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[self.value]

    @property
    def per_year(self) -> int:
        """Number of periods of this kind in a year."""
        return 12 // self.months


_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|Q(?P<quarter>\d)|H(?P<half>\d)))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period of a year: ``2021-06``, ``2021-Q2``, ``2021-H1`` or ``2021``.

    Periods of the same kind sort by time.
    """

    kind: PeriodKind
    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.kind.per_year:
            raise ValueError(f"no {self.kind} {self.number} in a year")
        if not 1900 <= self.year <= 2999:
            raise ValueError(f"year {self.year} is out of range")

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
    def parse(cls, written: str) -> Period:
        """Read ``2021-06``, ``2021-Q2``, ``2021-H1`` or ``2021``; ValueError for anything else."""
        found = _WRITTEN.fullmatch(written.strip())
        if found is None:
            raise ValueError(f"not a period: {written!r}")
        year = int(found["year"])
        if found["month"]:
            return cls.month(year, int(found["month"]))
        if found["quarter"]:
            return cls.quarter(year, int(found["quarter"]))
        if found["half"]:
            return cls.half(year, int(found["half"]))
        return cls.whole_year(year)

    @classmethod
    def containing(cls, kind: PeriodKind, day: date) -> Period:
        """The period of this kind that ``day`` lies in."""
        return cls(kind, day.year, (day.month - 1) // kind.months + 1)

    @classmethod
    def all_in(cls, kind: PeriodKind, year: int) -> tuple[Period, ...]:
        """Every period of this kind in a year, in order."""
        return tuple(cls(kind, year, number) for number in range(1, kind.per_year + 1))

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year}-{self.number:02d}"
            case PeriodKind.QUARTER:
                return f"{self.year}-Q{self.number}"
            case PeriodKind.HALF_YEAR:
                return f"{self.year}-H{self.number}"
            case PeriodKind.YEAR:
                return f"{self.year}"

    @property
    def last_month(self) -> int:
        """Calendar month (1 to 12) in which the period ends."""
        return self.number * self.kind.months

    @property
    def first_day(self) -> date:
        return date(self.year, self.last_month - self.kind.months + 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    @property
    def following(self) -> Period:
        """The next period of the same kind, into the next year where needed."""
        if self.number == self.kind.per_year:
            return Period(self.kind, self.year + 1, 1)
        return Period(self.kind, self.year, self.number + 1)
