"""A plan by unit: what was due, done, accepted and in time, and what stands open.

Only reading of a decided board. Units are compared, persons never. Each figure is a count over
``Matter``s, so that what it counts can be listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.conclusions import ConclusionState, ConclusionView
from ddci_tracker.domain.execution import judged_on
from ddci_tracker.domain.lights import Colour, LightCounts
from ddci_tracker.domain.reminders import chase_of
from ddci_tracker.domain.reports import Acceptance, ReportRow, Timeliness
from ddci_tracker.domain.speaking import LastUpdate
from ddci_tracker.domain.views import AttentionKind, AttentionRow, Board, TaskView


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A task, report or conclusion of a unit. Exactly one of the three views is set.

    ``due`` is its last day, None where none is set. ``done_on`` is the day on which it was done or
    handed in first, ``acceptance`` what became of that. ``is_due``: its day has passed, or it was
    done before. ``is_red``: it counts among the red ones.
    """

    units: tuple[str, ...]
    due: date | None
    done_on: date | None
    is_due: bool
    is_red: bool
    acceptance: Acceptance | None = None
    task: TaskView | None = None
    report: ReportRow | None = None
    conclusion: ConclusionView | None = None

    @property
    def done(self) -> bool:
        return self.done_on is not None

    @property
    def in_time(self) -> bool:
        """Done by its day."""
        return self.done_on is not None and (self.due is None or self.done_on <= self.due)


class UnitFigure(StrEnum):
    """What is counted of a unit."""

    RED = "red"
    QUANTITY = "quantity"  # số lượng: done, of what was due
    QUALITY = "quality"  # chất lượng: accepted, of what was handed in
    TIMELINESS = "timeliness"  # tiến độ: done in time, of what was due

    def counts(self, matter: Matter) -> bool:
        """Whether a matter belongs to what the figure is about (its denominator)."""
        match self:
            case UnitFigure.RED:
                return matter.is_red
            case UnitFigure.QUALITY:
                return matter.acceptance is not None
        return matter.is_due

    def reaches(self, matter: Matter) -> bool:
        """Whether a matter that it counts stands well in it."""
        match self:
            case UnitFigure.RED:
                return False
            case UnitFigure.QUALITY:
                return matter.acceptance is Acceptance.ACCEPTED
            case UnitFigure.TIMELINESS:
                return matter.in_time
        return matter.done


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """So many of so many; ``waiting`` of them are not decided yet."""

    count: int
    total: int
    waiting: int = 0

    @property
    def percent(self) -> int | None:
        """Whole percents, half up; None of nothing."""
        return (200 * self.count + self.total) // (2 * self.total) if self.total else None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOverview:
    """One unit, a group that answers for tasks together, or (``unit`` None) all of the agency.

    ``unit`` is empty where nobody answers.

    ``leads`` are the sub-indices that it leads, by index and code. ``last`` is its last word,
    ``silent``: it owes one for the quarter looked at and has not spoken. ``silent_units`` are
    those of the whole. ``oldest`` is what has been overdue for the most days.
    """

    unit: str | None
    leads: tuple[tuple[str, str], ...]
    matters: tuple[Matter, ...]
    last: LastUpdate | None
    silent: bool
    silent_units: tuple[str, ...]
    oldest: AttentionRow | None
    shared: bool = False

    def listed(self, figure: UnitFigure) -> tuple[Matter, ...]:
        """What a figure counts."""
        return tuple(each for each in self.matters if figure.counts(each))

    def ratio(self, figure: UnitFigure) -> Ratio:
        """A figure as a count of a total."""
        counted = self.listed(figure)
        waiting = sum(each.acceptance is Acceptance.HANDED_IN for each in counted)
        return Ratio(
            count=sum(map(figure.reaches, counted)),
            total=len(counted),
            waiting=waiting if figure is UnitFigure.QUALITY else 0,
        )

    @property
    def red(self) -> int:
        return len(self.listed(UnitFigure.RED))

    @property
    def tasks(self) -> LightCounts:
        return LightCounts.of(each.task.light for each in self.matters if each.task)

    @property
    def reports(self) -> tuple[ReportRow, ...]:
        """The reports that it owes now."""
        rows = (each.report for each in self.matters if each.report)
        return tuple(row for row in rows if chase_of(row) is not None)

    @property
    def conclusions(self) -> tuple[ConclusionView, ...]:
        """The conclusions that are open."""
        views = (each.conclusion for each in self.matters if each.conclusion)
        return tuple(view for view in views if not view.done)


# The unit of what nobody answers for.
NOBODY = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByUnit:
    """The whole agency, its units with the most red first, and what groups share."""

    whole: UnitOverview
    units: tuple[UnitOverview, ...]
    shared: tuple[UnitOverview, ...]

    def row(self, unit: str | None) -> UnitOverview | None:
        """The row of a unit or group; of None the whole."""
        rows = (self.whole, *self.units, *self.shared)
        return next((each for each in rows if each.unit == unit), None)


def by_unit(board: Board) -> ByUnit:
    """The units of a board that have anything to answer for, and the whole."""
    matters = tuple(_matters(board))
    named = {unit.code: unit for unit in board.plan.named_units}
    involved = {unit for each in matters for unit in each.units}
    groups = {code for code in involved if code in named and named[code].members is not None}
    known = [
        code
        for code in named
        if code not in groups and (code in involved or code in board.freshness.expected)
    ]
    strangers = sorted(involved - set(named))
    units = (_row(board, code, matters) for code in (*known, *strangers))
    shared = [_row(board, code, matters, shared=True) for code in named if code in groups]
    unanswered = tuple(each for each in matters if not each.units)
    if unanswered:
        shared.append(replace(_row(board, NOBODY, (), shared=True), matters=unanswered))
    newest = max(board.freshness.last, key=lambda each: each.on, default=None)
    return ByUnit(
        whole=UnitOverview(
            unit=None,
            leads=(),
            matters=matters,
            last=newest,
            silent=False,
            silent_units=board.freshness.silent,
            oldest=_oldest(board.attention),
        ),
        units=tuple(sorted(units, key=_most_red_first)),
        shared=tuple(shared),
    )


def _row(
    board: Board, unit: str, matters: Iterable[Matter], *, shared: bool = False
) -> UnitOverview:
    silent = unit in board.freshness.silent
    return UnitOverview(
        unit=unit,
        leads=tuple(
            (view.index, view.code) for view in board.sub_indices if unit in view.sub_index.lead
        ),
        matters=tuple(each for each in matters if unit in each.units),
        last=board.freshness.last_of(unit),
        silent=silent,
        silent_units=(unit,) if silent else (),
        oldest=_oldest(row for row in board.attention if unit in row.units),
        shared=shared,
    )


def _most_red_first(row: UnitOverview) -> tuple[int, int, int]:
    days = row.oldest.days if row.oldest else None
    return -row.red, -(days or 0), -row.tasks.amber


def _oldest(rows: Iterable[AttentionRow]) -> AttentionRow | None:
    # A report that came back counts the days that it was late by, and is not overdue.
    overdue = [
        row
        for row in rows
        if row.days and not (row.kind is AttentionKind.REPORT and row.colour is not Colour.RED)
    ]
    return max(overdue, key=lambda row: row.days or 0, default=None)


def _matters(board: Board) -> Iterator[Matter]:
    closes_on = board.closes_on or board.as_of
    day = judged_on(board.quarter, board.as_of, closes_on)
    yield from (_task(view, day) for _, view in board.all_tasks())
    yield from map(_report, board.reports)
    yield from map(_conclusion, board.followed)


def _task(view: TaskView, day: date) -> Matter:
    """A task; one that is out of play is never due, and neither is one without a day."""
    due, said = view.task.due, view.said
    done = said is not None and said.status is TaskStatus.DONE
    done_on = (said.done_on or (view.word.on if view.word else None)) if done and said else None
    dated = due is not None and view.light.colour is not None
    return Matter(
        units=(view.answering,) if view.answering else (),
        due=due,
        done_on=done_on,
        is_due=dated and (done or (due is not None and due < day)),
        is_red=view.light.colour is Colour.RED,
        task=view,
    )


def _report(row: ReportRow) -> Matter:
    counted = row.timeliness in (Timeliness.ON_TIME, Timeliness.LATE, Timeliness.OVERDUE)
    handed_in = row.timeliness in (Timeliness.ON_TIME, Timeliness.LATE)
    # A day that a unit claims counts only once the Office has accepted it.
    on = row.entered_on if row.entry_counts else row.handed_in_on
    return Matter(
        units=(row.from_unit,),
        due=row.last_day,
        done_on=on if handed_in else None,
        is_due=counted,
        is_red=row.timeliness is Timeliness.OVERDUE,
        acceptance=row.acceptance,
        report=row,
    )


def _conclusion(view: ConclusionView) -> Matter:
    said = view.said
    acceptance = None
    if said.done_on is not None:
        acceptance = Acceptance.ACCEPTED if said.accepted else Acceptance.HANDED_IN
    elif said.returned is not None:
        acceptance = Acceptance.RETURNED
    overdue = view.state is ConclusionState.OVERDUE
    return Matter(
        units=said.units,
        due=said.due,
        done_on=said.done_on,
        is_due=overdue or view.done,
        is_red=overdue,
        acceptance=acceptance,
        conclusion=view,
    )
