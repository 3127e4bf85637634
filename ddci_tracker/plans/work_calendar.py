"""The table of days that are worked or not: reading the files of a folder, one year each.

What was corrected of it is kept with the other acts; nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from ddci_tracker.domain.working_days import DayBasis, SpecialDay, WorkCalendar
from ddci_tracker.plans.form import Day, record_of
from ddci_tracker.plans.nodes import compose, read_text
from ddci_tracker.plans.places import Places, item, join
from ddci_tracker.plans.problems import PlanFileError, Problem, ProblemCode
from ddci_tracker.plans.reading import read_value


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedDay:
    """A day of the table, and what it rests on."""

    day: Annotated[date, Day()]
    worked: bool
    name: str
    basis: DayBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkYear:
    """The days of one year that are not as their weekday says; ``source`` says who decided."""

    year: int
    source: str
    days: tuple[ShippedDay, ...]


_FORM = record_of(WorkYear)


def read_work_calendar(folder: Path) -> WorkCalendar:
    """The table in a folder of YAML files; raises PlanFileError with all their problems.

    Without a file only weekends are free.
    """
    years: list[WorkYear] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        places = Places(path.as_posix())
        try:
            year: WorkYear = read_value(compose(read_text(path), places.file), _FORM, places)
            _check_year(year, places)
            places.raise_problems()
            years.append(year)
        except PlanFileError as error:
            problems.extend(error.problems)
    if problems:
        raise PlanFileError(problems)
    listed = [day for year in years for day in year.days]
    return WorkCalendar.of(
        (SpecialDay(day=each.day, worked=each.worked, name=each.name) for each in listed),
        (year.year for year in years),
        {each.day: each.basis for each in listed},
    )


def _check_year(year: WorkYear, places: Places) -> None:
    for number, special in enumerate(year.days):
        if special.day.year != year.year:
            places.contradict(
                join(item("days", number), "day"),
                ProblemCode.DAY_OF_ANOTHER_YEAR,
                day=special.day.isoformat(),
                year=year.year,
            )
