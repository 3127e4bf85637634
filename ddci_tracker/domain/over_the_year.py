"""How a year went: sub-indices by quarter, tasks left against their days, reports by month.

Made of what a board says; nothing is judged here again. A month that has not begun says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.lights import LightCounts
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.reports import Timeliness
from ddci_tracker.domain.views import Board, QuarterLight, SubIndexView, TaskView

_TO_COME = {Timeliness.UPCOMING, Timeliness.DUE_SOON, Timeliness.DUE_TODAY}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartQuarter:
    """A sub-index in a quarter: its light, and how the lights of its tasks were."""

    it: QuarterLight
    counts: LightCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class PartYear:
    """A sub-index over the quarters of the year."""

    view: SubIndexView
    quarters: tuple[PartQuarter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksLeft:
    """How many tasks are not done at the end of a day, and how many by their days should not be.

    ``left`` None: the day has not come. A task without a day of its own has until the year's end.
    """

    on: date
    planned: int
    left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReports:
    """The reports whose last day lies in a month; ``to_come``: it has not passed."""

    month: Period
    on_time: int
    late: int
    missing: int
    to_come: int

    @property
    def total(self) -> int:
        return self.on_time + self.late + self.missing + self.to_come


def parts_by_quarter(board: Board) -> tuple[PartYear, ...]:
    """Each sub-index over the quarters, in the order of the plan."""
    return tuple(
        PartYear(
            view=view,
            quarters=tuple(
                PartQuarter(
                    it=each,
                    counts=LightCounts.of(
                        light.light
                        for task in view.tasks
                        for light in task.quarters
                        if light.quarter == each.quarter
                    ),
                )
                for each in view.quarters
            ),
        )
        for view in board.sub_indices
    )


def tasks_left(board: Board) -> tuple[TasksLeft, ...]:
    """The tasks that are left at the end of each month, and on the day that is looked at.

    What does not arise any more is nobody's task. A task that was begun anew counts as it stands
    on the day that is looked at.
    """
    tasks = [view for _, view in board.all_tasks() if not _is_dropped(view)]
    days = {month.last_day for month in Period.all_in(PeriodKind.MONTH, board.plan.year)}
    if board.plan.year == board.as_of.year:
        days.add(board.as_of)
    begun = board.plan.document.counts_from
    return tuple(
        TasksLeft(
            on=day,
            planned=sum((view.task.due or board.plan.ends_on) > day for view in tasks),
            left=sum(not _is_done(view, day) for view in tasks) if day <= board.as_of else None,
        )
        for day in sorted(days)
        if day >= begun
    )


def reports_by_month(board: Board) -> tuple[MonthReports, ...]:
    """The reports of the year by the month of their last day; months without any are left out."""
    return tuple(each for each in _months(board) if each.total)


def _months(board: Board) -> Iterator[MonthReports]:
    due = [(row.last_day, row.timeliness) for row in board.reports if row.last_day is not None]
    months = {Period.containing(PeriodKind.MONTH, day) for day, _ in due}
    for month in sorted(months):
        states = [state for day, state in due if month.first_day <= day <= month.last_day]
        yield MonthReports(
            month=month,
            on_time=states.count(Timeliness.ON_TIME),
            late=states.count(Timeliness.LATE),
            missing=states.count(Timeliness.OVERDUE),
            to_come=sum(state in _TO_COME for state in states),
        )


def _is_done(view: TaskView, day: date) -> bool:
    said, word = view.said, view.word
    if said is None or word is None or said.status is not TaskStatus.DONE:
        return False
    return (said.done_on or word.on) <= day


def _is_dropped(view: TaskView) -> bool:
    return view.said is not None and view.said.status is TaskStatus.NOT_APPLICABLE
