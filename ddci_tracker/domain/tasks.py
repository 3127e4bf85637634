"""Tasks over the quarters of a plan's year: who answers for them and what light each shows.

Brings together the plan, the words that hold at each quarter's judging day and the update days
of the answering unit; ``execution`` decides the light.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ddci_tracker.domain.acts import TaskUpdate
from ddci_tracker.domain.execution import (
    NOT_TRACKED,
    TaskHistory,
    UpdateDay,
    is_update_owed,
    judged_on,
    owes_update,
    start_of,
    task_light,
)
from ddci_tracker.domain.ledger import DatedContent, Ledger, Viewpoint
from ddci_tracker.domain.lights import Light
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Cadence, Plan, SubIndex, Task, Unit, UnitKind
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import Reason, ReasonCode
from ddci_tracker.domain.reports import ReportRow, Timeliness, report_rows
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.domain.views import QuarterLight, TaskView

QuarterUpdates = Mapping[Period, Version[TaskUpdate]]


def office_of(plan: Plan) -> str | None:
    """The code of the Office (Văn phòng Sở), to which unowned tasks fall; None if unnamed."""
    return next((unit.code for unit in plan.units if unit.kind is UnitKind.OFFICE), None)


def answering_unit(plan: Plan, task: Task) -> str | None:
    """Who answers for a task: the first-named lead.

    Tasks led by leaders, by nobody or by outsiders fall to the Office. A group answers as a
    group: any member may speak. None where the plan names no Office either.
    """
    lead = plan.unit(task.lead[0]) if task.lead else None
    if lead is None or _cannot_answer(lead):
        return office_of(plan)
    return lead.code


def _cannot_answer(unit: Unit) -> bool:
    return unit.kind in (UnitKind.LEADERSHIP, UnitKind.EXTERNAL)


def speakers_of(plan: Plan, task: Task) -> tuple[str, ...]:
    """The units of the agency that may speak on a task: who answers, leads and coordinates."""
    answering = answering_unit(plan, task)
    named = ((answering,) if answering else ()) + task.lead + task.with_units
    units = (plan.unit(code) for code in plan.expand(named))
    return tuple(unit.code for unit in units if unit is not None and not _cannot_answer(unit))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTask:
    """A task as one content of the plan has it. ``begins``: the day from which it counts."""

    task: Task
    part: tuple[str, str] | None
    begins: date
    answering: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterBook:
    """What holds at the judging day of one quarter: plan, thresholds, words, what reports ask.

    ``updates`` are by task. ``rows`` are the quarterly reports as they stood on that day, those of
    the plan's earlier years among them: an extension granted later does not change what the quarter
    was.
    """

    quarter: Period
    judged_on: date
    plan: Plan
    policy: Policy
    tasks: Mapping[str, PlannedTask]
    updates: Mapping[str, QuarterUpdates]
    rows: tuple[ReportRow, ...]


def quarter_books(ledger: Ledger, look: Viewpoint, closes_on: date) -> tuple[QuarterBook, ...]:
    """One book for each quarter of the plan's year, each as of its own judging day."""
    books: list[QuarterBook] = []
    for quarter in Period.all_in(PeriodKind.QUARTER, ledger.plan.year):
        day = judged_on(quarter, look.as_of, closes_on)
        held = holding(ledger.updates, as_of=day, known_at=look.known_at)
        updates: dict[str, dict[Period, Version[TaskUpdate]]] = {}
        for version in held.values():
            said = version.value
            if said is not None and said.quarter <= quarter:
                updates.setdefault(said.task, {})[said.quarter] = version
        rows = tuple(
            row
            for year in range(ledger.plan.document.first_year, ledger.plan.year + 1)
            for row in report_rows(
                ledger.in_year(year),
                replace(look, as_of=day),
                cadence=Cadence.QUARTERLY,
                closes_on=closes_on,
            )
        )
        contents = ledger.contents_until(day)
        alike = books and books[-1].plan is contents[-1].plan
        books.append(
            QuarterBook(
                quarter=quarter,
                judged_on=day,
                plan=contents[-1].plan,
                policy=ledger.policy(replace(look, as_of=day)),
                tasks=books[-1].tasks if alike else planned_tasks(contents),
                updates=updates,
                rows=rows,
            )
        )
    return tuple(books)


def planned_tasks(contents: tuple[DatedContent, ...]) -> dict[str, PlannedTask]:
    """The tasks of the last content by code; what an amendment added begins on its day."""
    added: dict[str, date] = {}
    for before, content in pairwise(contents):
        known = {task.code for _, task in before.plan.all_tasks()}
        for _, task in content.plan.all_tasks():
            if task.code not in known:
                added[task.code] = content.since
    plan = contents[-1].plan
    return {
        task.code: PlannedTask(
            task=task,
            part=(sub_index.index, sub_index.code) if sub_index else None,
            begins=max(start_of(plan, task), added.get(task.code, date.min)),
            answering=answering_unit(plan, task),
        )
        for sub_index, task in plan.all_tasks()
    }


def update_days(plan: Plan, unit: str | None, rows: tuple[ReportRow, ...]) -> tuple[UpdateDay, ...]:
    """When a unit owes its word for each quarter of the plan's year; see ``update_day``."""
    return tuple(
        update_day(plan, unit, rows, quarter)
        for quarter in Period.all_in(PeriodKind.QUARTER, plan.year)
    )


def update_day(
    plan: Plan, unit: str | None, rows: tuple[ReportRow, ...], quarter: Period
) -> UpdateDay:
    """When a unit owes its word for a quarter.

    The last day in time of its quarterly report (``rows``), of several the earliest, else the
    quarter's last day. None is owed where its report is not applicable. The reports of a group
    are those of its members.
    """
    members = plan.expand((unit,)) if unit else ()
    asked = [row for row in rows if row.from_unit in members and row.period == quarter]
    owed = [row for row in asked if row.timeliness is not Timeliness.NOT_APPLICABLE]
    return UpdateDay(
        quarter=quarter,
        day=min((row.last_day for row in owed if row.last_day), default=quarter.last_day),
        owed=owes_update(quarter, plan.document.counts_from) and (bool(owed) or not asked),
    )


def _reports_quarterly(plan: Plan, unit: str) -> bool:
    """Whether a unit, or a member of a group, owes a report of each quarter."""
    members = set(plan.expand((unit,)))
    return any(
        duty.cadence is Cadence.QUARTERLY and not members.isdisjoint(plan.expand(duty.from_units))
        for duty in plan.report_duties
    )


class TaskViews:
    """Makes the views of a plan's tasks; keeps what they share (update days per unit)."""

    def __init__(
        self,
        ledger: Ledger,
        books: tuple[QuarterBook, ...],
        quarter: Period,
        *,
        tracked: bool,
    ) -> None:
        self._ledger = ledger
        self._books = books
        self._current = self._book(quarter)
        self._tracked = tracked
        self._lights: dict[tuple[Period, str], Light] = {}
        self._update_days: dict[tuple[Period, Period, str | None, str | None], UpdateDay] = {}
        self._planned: dict[str, tuple[tuple[Period, Plan, str | None], ...]] = {}
        self._names = {
            book.quarter: {unit.code: unit.name for unit in book.plan.named_units} for book in books
        }

    def of(self, task: Task, sub_index: SubIndex | None) -> TaskView:
        """The view of one task of the plan as it was in the quarter looked at."""
        plan, book = self._current.plan, self._current
        history = self._history(book.tasks[task.code], book)
        spoken = history.updates
        return TaskView(
            task=task,
            index=sub_index.index if sub_index else None,
            sub_index=sub_index.code if sub_index else None,
            answering=book.tasks[task.code].answering,
            speakers=speakers_of(plan, task),
            quarters=tuple(
                QuarterLight(quarter=each.quarter, light=self._light(task.code, each))
                for each in self._books
            ),
            light=self._light(task.code, book),
            word=spoken[max(spoken)] if spoken else None,
            owes_word=is_update_owed(history),
        )

    @property
    def policy(self) -> Policy:
        """The thresholds that the quarter looked at is judged by."""
        return self._current.policy

    def policy_in(self, quarter: Period) -> Policy:
        """The thresholds that a quarter is judged by."""
        return self._book(quarter).policy

    def lights_in(self, quarter: Period, part: tuple[str, str]) -> tuple[Light, ...]:
        """The lights in a quarter of the tasks that a sub-index had then."""
        book = self._book(quarter)
        return tuple(
            self._light(code, book) for code, each in book.tasks.items() if each.part == part
        )

    def _book(self, quarter: Period) -> QuarterBook:
        return next(book for book in self._books if book.quarter == quarter)

    def _history(self, planned: PlannedTask, book: QuarterBook) -> TaskHistory:
        return TaskHistory(
            task=planned.task,
            start=planned.begins,
            quarter=book.quarter,
            judged_on=book.judged_on,
            updates=book.updates.get(planned.task.code, {}),
            update_days=tuple(self._asked_in(planned.task.code, book)),
            answering=planned.answering,
            names=self._names[book.quarter],
        )

    def _light(self, code: str, book: QuarterBook) -> Light:
        key = (book.quarter, code)
        if key not in self._lights:
            self._lights[key] = self._judged(code, book)
        return self._lights[key]

    def _judged(self, code: str, book: QuarterBook) -> Light:
        planned = book.tasks.get(code)
        if planned is None:
            return self._out_of_the_plan(code, book)
        light = task_light(self._history(planned, book), book.policy)
        # A plan that nobody ever spoke of says so once, instead of rows of silence.
        return light if self._tracked or light.colour is None else NOT_TRACKED

    def _out_of_the_plan(self, code: str, book: QuarterBook) -> Light:
        """No light: an amendment brings the task in later, or took it out before."""
        later = (
            each.tasks[code].begins
            for each in self._books
            if each.quarter > book.quarter and code in each.tasks
        )
        start = next(later, None)
        if start is not None:
            return Light(colour=None, reason=Reason.of(ReasonCode.BEFORE_START, start=start))
        left = self._ledger.left_on(code, book.judged_on)
        return Light(colour=None, reason=Reason.of(ReasonCode.LEFT_THE_PLAN, since=left))

    def _asked_in(self, code: str, book: QuarterBook) -> Iterator[UpdateDay]:
        """The update days of a task up to a quarter: of who answered for it in each of them."""
        answers = book.tasks[code].answering
        if code not in self._planned:
            self._planned[code] = tuple(self._planned_in(code))
        for quarter, plan, unit in self._planned[code]:
            if quarter > book.quarter:
                break
            key = (book.quarter, quarter, unit, answers)
            if key not in self._update_days:
                self._update_days[key] = self._day_of(book, quarter, plan, unit, answers)
            yield self._update_days[key]

    @staticmethod
    def _day_of(
        book: QuarterBook, quarter: Period, plan: Plan, unit: str | None, answers: str | None
    ) -> UpdateDay:
        """The update day of a quarter for which ``unit`` answered by ``plan``, and now ``answers``.

        A day that had passed before a new unit took over stays missed: a merger does not end a
        silence. One that was still to come is owed by the new unit where the report passed to it,
        else by nobody.
        """
        day = update_day(plan, unit, book.rows, quarter)
        if unit is None or answers is None or not _reports_quarterly(plan, unit):
            return day
        was_there = any(each.code == answers for each in plan.units)
        asked = {row.from_unit for row in book.rows if row.period == quarter}
        if was_there or not asked.isdisjoint(plan.expand((unit,))):
            return day
        passed = update_day(book.plan, answers, book.rows, quarter)
        passes = not asked.isdisjoint(book.plan.expand((answers,)))
        return passed if passes else replace(passed, owed=False)

    def _planned_in(self, code: str) -> Iterator[tuple[Period, Plan, str | None]]:
        """The quarters that a task is planned in, from the plan's first year on, with the content
        that judges each and who answered for the task by it."""
        plan = self._ledger.plan
        for year in range(plan.document.first_year, plan.year):
            for quarter in Period.all_in(PeriodKind.QUARTER, year):
                then = self._ledger.content_on(quarter.last_day)
                task = next((task for _, task in then.all_tasks() if task.code == code), None)
                if task is not None:
                    yield quarter, then, answering_unit(then, task)
        for each in self._books:
            if code in each.tasks:
                yield each.quarter, each.plan, each.tasks[code].answering
