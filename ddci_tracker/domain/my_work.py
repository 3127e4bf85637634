"""What a unit owes (việc của tôi): tasks, reports and conclusions in three groups, from a board.

Overdue and due soon; this period; later. Source: the rules, "Time", "Report deadlines" and
"Execution light". Which light a task shows and where a report or a conclusion stands has been
decided before; here it is only asked what follows for the unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.conclusions import ConclusionView
from ddci_tracker.domain.execution import is_silent
from ddci_tracker.domain.plan import Cadence, Plan
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import ReportRow, Timeliness
from ddci_tracker.domain.tasks import update_days
from ddci_tracker.domain.views import Board, TaskView


class Nearness(StrEnum):
    """How near something is that a unit owes."""

    PRESSING = "pressing"  # quá hạn và sắp đến hạn
    NOW = "now"  # kỳ này
    LATER = "later"  # về sau


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedTask:
    """A task that a unit answers for. ``day`` is the next day by which something is asked of it:
    its due day or the unit's update day, None where neither is ahead. ``spoken``: there is a word
    on it in the quarter looked at.
    """

    view: TaskView
    group: Nearness
    day: date | None
    spoken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReport:
    """A report that a unit has to hand in, for the first time or again."""

    row: ReportRow
    group: Nearness

    @property
    def day(self) -> date | None:
        return self.row.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedConclusion:
    """A conclusion of a meeting that a unit answers for and that is not done yet."""

    view: ConclusionView
    group: Nearness


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is owed, and the tasks on which nothing is owed but a word may be said.

    ``others`` are those that the unit coordinates, that are done for good, or that do not arise;
    ``supported`` the open conclusions that others answer for, with this unit beside them. After
    the plan's end nothing is owed, and every task stands among the others.
    """

    tasks: tuple[OwedTask, ...]
    reports: tuple[OwedReport, ...]
    conclusions: tuple[OwedConclusion, ...]
    others: tuple[TaskView, ...]
    supported: tuple[ConclusionView, ...]

    def tasks_in(self, group: Nearness) -> tuple[OwedTask, ...]:
        """The tasks of a group, in their order."""
        return tuple(each for each in self.tasks if each.group is group)

    def reports_in(self, group: Nearness) -> tuple[OwedReport, ...]:
        """The reports of a group, in their order."""
        return tuple(each for each in self.reports if each.group is group)

    def conclusions_in(self, group: Nearness) -> tuple[OwedConclusion, ...]:
        """The conclusions of a group, in their order."""
        return tuple(each for each in self.conclusions if each.group is group)

    def count(self, group: Nearness) -> int:
        """How many tasks, reports and conclusions a group holds."""
        held = (self.tasks_in(group), self.reports_in(group), self.conclusions_in(group))
        return sum(map(len, held))

    @property
    def total(self) -> int:
        return len(self.tasks) + len(self.reports) + len(self.conclusions)

    @property
    def by_now(self) -> int:
        """How many are owed by now, later ones left out."""
        return self.total - self.count(Nearness.LATER)


def owed_by(board: Board, unit: str | None) -> Owed:
    """What a unit owes on the day and in the quarter looked at; None: what all units owe.

    A task that a group answers for is owed by each of its members.
    """
    mine = [
        view for _, view in board.all_tasks() if unit is None or _speaks(board.plan, view, unit)
    ]
    if board.closed:
        return Owed(tasks=(), reports=(), conclusions=(), others=tuple(mine), supported=())
    update_day = _update_day_of(board)
    tasks: list[OwedTask] = []
    others: list[TaskView] = []
    for view in mine:
        answers = unit is None or _answers(board.plan, view, unit)
        asked = update_day(view.answering)
        group = _group_of(board, view, asked) if answers else None
        if group is None:
            others.append(view)
        else:
            day, spoken = _next_day(board, view, asked), is_spoken_of(view, board)
            tasks.append(OwedTask(view=view, group=group, day=day, spoken=spoken))
    reports = [
        OwedReport(row=row, group=group)
        for row in board.reports
        if unit in (None, row.from_unit) and (group := _group_of_report(board, row)) is not None
    ]
    owed, supported = _conclusions_of(board, unit)
    return Owed(
        tasks=tuple(sorted(tasks, key=_worst_first)),
        reports=tuple(sorted(reports, key=lambda each: each.day or date.max)),
        conclusions=owed,
        others=tuple(others),
        supported=supported,
    )


def _conclusions_of(
    board: Board, unit: str | None
) -> tuple[tuple[OwedConclusion, ...], tuple[ConclusionView, ...]]:
    """The open conclusions that a unit answers for and those that it supports, the worst first."""
    owed: list[OwedConclusion] = []
    supported: list[ConclusionView] = []
    for view in board.followed:
        if view.done:
            continue
        if unit is None or unit in board.plan.expand(view.said.units):
            owed.append(OwedConclusion(view=view, group=_group_of_conclusion(board, view)))
        elif unit in board.plan.expand(view.said.with_units):
            supported.append(view)
    return tuple(owed), tuple(supported)


def with_reports_of(owed: Owed, earlier: Iterable[Owed]) -> Owed:
    """What is owed with the reports of the plan's years that still run beside the one looked at.

    The tasks of all years are the same, and spoken of in the one that is looked at.
    """
    joined = (*owed.reports, *(report for each in earlier for report in each.reports))
    return replace(owed, reports=tuple(sorted(joined, key=lambda each: each.day or date.max)))


def units_that_owe(board: Board) -> dict[str, int]:
    """How much each unit owes by now, what comes later left out; the most first."""
    whole = owed_by(board, None)
    owing: Iterable[tuple[Nearness, tuple[str, ...]]] = (
        *((each.group, _answering(each.view)) for each in whole.tasks),
        *((each.group, (each.row.from_unit,)) for each in whole.reports),
        *((each.group, each.view.said.units) for each in whole.conclusions),
    )
    counts = Counter(
        unit
        for group, units in owing
        if group is not Nearness.LATER
        for unit in board.plan.expand(units)
    )
    return dict(counts.most_common())


def _answering(view: TaskView) -> tuple[str, ...]:
    return () if view.answering is None else (view.answering,)


def _answers(plan: Plan, view: TaskView, unit: str) -> bool:
    return unit in plan.expand(_answering(view))


def _speaks(plan: Plan, view: TaskView, unit: str) -> bool:
    return _answers(plan, view, unit) or unit in view.speakers


def is_spoken_of(view: TaskView, board: Board) -> bool:
    """Whether a unit has spoken of a task in the quarter looked at."""
    return view.said is not None and view.said.quarter == board.quarter


def _group_of(board: Board, view: TaskView, asked: date | None) -> Nearness | None:
    """The group of a task that the unit answers for; None where nothing is owed on it."""
    spoken, code = is_spoken_of(view, board), view.light.reason.code
    if code in (ReasonCode.QUARTER_NOT_BEGUN, ReasonCode.BEFORE_START):
        return Nearness.LATER
    if _finished(view) or code is ReasonCode.NOT_APPLICABLE:
        return Nearness.NOW if spoken else None
    soon = board.as_of + timedelta(days=board.policy.due_soon_days)
    due = view.task.due
    if due is not None and due <= soon and not _done(view):
        return Nearness.PRESSING
    if is_silent(view.light):
        return Nearness.PRESSING
    if view.owes_word and not spoken:
        return Nearness.PRESSING if asked is not None and asked <= soon else Nearness.NOW
    ends_now = due is not None and due <= _ends_on(board)
    return Nearness.NOW if spoken or ends_now else Nearness.LATER


def _ends_on(board: Board) -> date:
    """The last day of the period under way: that of the fourth quarter is the plan's close."""
    day = board.quarter.last_day
    return max(day, board.closes_on or day) if day == board.plan.ends_on else day


def _done(view: TaskView) -> bool:
    return view.said is not None and view.said.status is TaskStatus.DONE


def _finished(view: TaskView) -> bool:
    return _done(view) and not view.task.recurs


def _next_day(board: Board, view: TaskView, asked: date | None) -> date | None:
    """The due day until the task is done, or the update day until the unit has spoken."""
    days = []
    if view.task.due is not None and not _done(view):
        days.append(view.task.due)
    if view.owes_word and not is_spoken_of(view, board):
        days += [asked] if asked is not None else []
    return min(days, default=None)


def _update_day_of(board: Board) -> Callable[[str | None], date | None]:
    """The day by which a unit owes its word for the quarter looked at; None where it owes none."""
    quarterly = {
        duty.code for duty in board.plan.report_duties if duty.cadence is Cadence.QUARTERLY
    }
    rows = tuple(row for row in board.reports if row.duty in quarterly)

    @cache
    def of(unit: str | None) -> date | None:
        days = update_days(board.plan, unit, rows)
        return next(
            (each.day for each in days if each.quarter == board.quarter and each.owed), None
        )

    return of


def _worst_first(task: OwedTask) -> tuple[bool, int, int, date]:
    light = task.view.light
    severity = light.colour.severity if light.colour else 0
    # Of this period, what nobody has spoken of yet comes first.
    answered = task.group is Nearness.NOW and task.spoken
    return (answered, -severity, -(light.days or 0), task.day or date.max)


def _group_of_conclusion(board: Board, view: ConclusionView) -> Nearness:
    """By its due day; one that has none, such as a standing duty, is of every period."""
    due = view.said.due
    if due is None:
        return Nearness.NOW
    if due <= board.as_of + timedelta(days=board.policy.due_soon_days):
        return Nearness.PRESSING
    return Nearness.NOW if due <= _ends_on(board) else Nearness.LATER


def _group_of_report(board: Board, row: ReportRow) -> Nearness | None:
    """The group of a report that is still to be handed in; None for any other."""
    if row.returned:
        return Nearness.PRESSING
    if row.acceptance is not None:
        return None
    today = min(board.as_of, board.quarter.last_day)
    match row.timeliness:
        case Timeliness.OVERDUE | Timeliness.DUE_TODAY | Timeliness.DUE_SOON:
            return Nearness.PRESSING
        case Timeliness.UPCOMING if row.last_day is not None:
            return Nearness.NOW if row.last_day <= _ends_on(board) else Nearness.LATER
        case Timeliness.NO_DUE_DAY:
            # It is never overdue: only that of the period under way is worth naming.
            return Nearness.NOW if row.period.first_day <= today <= row.period.last_day else None
        case _:
            return None
