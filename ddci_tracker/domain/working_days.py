"""Which days are worked: weekends, public holidays and the days that make up for them.

A table of days is an argument like any other; where it comes from and who corrects it is for
others. Source: the rules, "Report deadlines".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_FRIDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A day that is not worked although it is no weekend, or worked although it is one."""

    day: date
    worked: bool
    name: str


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days that are not as their weekday says.

    ``years`` are those of which the table is known; in any other only weekends are free.
    """

    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, days: Iterable[SpecialDay], years: Iterable[int] = ()) -> WorkCalendar:
        """A calendar from the days of a table; of two about one day the later one holds."""
        return cls({each.day: each for each in days}, frozenset(years))

    def corrected(self, days: Iterable[SpecialDay]) -> WorkCalendar:
        """The same with single days said otherwise."""
        return WorkCalendar({**self.special, **{each.day: each for each in days}}, self.years)

    @property
    def days(self) -> Iterable[SpecialDay]:
        """The days of the table."""
        return self.special.values()

    def is_worked(self, day: date) -> bool:
        """Whether a day is worked."""
        said = self.special.get(day)
        return day.isoweekday() <= _FRIDAY if said is None else said.worked

    def after(self, day: date, count: int) -> date:
        """The ``count``-th working day after a day, which is not counted itself."""
        left = count
        while left:
            day += timedelta(days=1)
            left -= self.is_worked(day)
        return day


EVERY_WEEKDAY = WorkCalendar()
