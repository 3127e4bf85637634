"""Which days are worked: weekends, public holidays and the days that make up for them.

A table of days is an argument like any other; where it comes from and who corrects it is for
others. Source: the rules, "Report deadlines".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

_FRIDAY = 5


class DayBasis(StrEnum):
    """What a day of the shipped table rests on."""

    LAW = "law"  # ngày dương lịch cố định, nghỉ bù theo luật
    LUNAR = "lunar"  # tính theo âm lịch
    NOTICE = "notice"  # theo thông báo của cơ quan có thẩm quyền
    UNCONFIRMED = "unconfirmed"  # chưa đối chiếu thông báo

    @property
    def is_sure(self) -> bool:
        """Whether it is a fact; the choice of other days is that of a notice, year by year."""
        return self in (DayBasis.LAW, DayBasis.NOTICE)


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
    ``bases`` say what the days of the shipped table rest on.
    """

    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    bases: Mapping[date, DayBasis] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        days: Iterable[SpecialDay],
        years: Iterable[int] = (),
        bases: Mapping[date, DayBasis] | None = None,
    ) -> WorkCalendar:
        """A calendar from the days of a table; of two about one day the later one holds."""
        return cls({each.day: each for each in days}, frozenset(years), bases or {})

    def corrected(self, days: Iterable[SpecialDay]) -> WorkCalendar:
        """The same with single days said otherwise."""
        said = {each.day: each for each in days}
        return WorkCalendar({**self.special, **said}, self.years, self.bases)

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
