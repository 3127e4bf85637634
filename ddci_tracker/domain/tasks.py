"""Tasks over the quarters of a plan's year: who answers for them and what light each shows.

Brings together the plan, the words that hold at each quarter's judging day and the update days
of the answering unit; ``execution`` decides the light.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

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
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.lights import Light
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Cadence, Plan, SubIndex, Task, Unit, UnitKind
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
class QuarterBook:
    """What holds at the judging day of one quarter: every word, by task, and what reports ask.

    ``rows`` are the quarterly reports as they stood on that day: an extension granted later
    does not change what the quarter was.
    """

    quarter: Period
    judged_on: date
    words: Mapping[str, QuarterUpdates]
    rows: tuple[ReportRow, ...]


def quarter_books(ledger: Ledger, look: Viewpoint) -> tuple[QuarterBook, ...]:
    """One book for each quarter of the plan's year, each as of its own judging day."""
    books = []
    for quarter in Period.all_in(PeriodKind.QUARTER, ledger.plan.year):
        day = judged_on(quarter, look.as_of)
        held = holding(ledger.updates, as_of=day, known_at=look.known_at)
        words: dict[str, dict[Period, Version[TaskUpdate]]] = {}
        for version in held.values():
            said = version.value
            if said is not None and said.quarter <= quarter:
                words.setdefault(said.task, {})[said.quarter] = version
        rows = _quarterly_rows(ledger, replace(look, as_of=day))
        books.append(QuarterBook(quarter=quarter, judged_on=day, words=words, rows=rows))
    return tuple(books)


def _quarterly_rows(ledger: Ledger, look: Viewpoint) -> tuple[ReportRow, ...]:
    duties = tuple(duty for duty in ledger.plan.report_duties if duty.cadence is Cadence.QUARTERLY)
    return report_rows(replace(ledger, plan=replace(ledger.plan, report_duties=duties)), look)


def update_days(plan: Plan, unit: str | None, rows: tuple[ReportRow, ...]) -> tuple[UpdateDay, ...]:
    """When a unit owes its word for each quarter of the plan's year.

    The last day in time of its quarterly report (``rows``), of several the earliest, else the
    quarter's last day. None is owed where its report is not applicable. The reports of a group
    are those of its members.
    """
    members = plan.expand((unit,)) if unit else ()
    days = []
    for quarter in Period.all_in(PeriodKind.QUARTER, plan.year):
        asked = [row for row in rows if row.from_unit in members and row.period == quarter]
        owed = [row for row in asked if row.timeliness is not Timeliness.NOT_APPLICABLE]
        days.append(
            UpdateDay(
                quarter=quarter,
                day=min((row.last_day for row in owed if row.last_day), default=quarter.last_day),
                owed=owes_update(quarter, plan.document.counts_from) and (bool(owed) or not asked),
            )
        )
    return tuple(days)


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
        self._quarter = quarter
        self._tracked = tracked
        self._update_days: dict[tuple[Period, str | None], tuple[UpdateDay, ...]] = {}

    def of(self, task: Task, sub_index: SubIndex | None) -> TaskView:
        """The view of one task."""
        answering = answering_unit(self._ledger.plan, task)
        histories = {book.quarter: self._history(task, answering, book) for book in self._books}
        lights = tuple(
            QuarterLight(quarter=quarter, light=self._light(history))
            for quarter, history in histories.items()
        )
        current = histories[self._quarter]
        return TaskView(
            task=task,
            index=sub_index.index if sub_index else None,
            sub_index=sub_index.code if sub_index else None,
            answering=answering,
            speakers=speakers_of(self._ledger.plan, task),
            quarters=lights,
            light=next(each.light for each in lights if each.quarter == self._quarter),
            word=current.words[max(current.words)] if current.words else None,
            owes_word=is_update_owed(current),
        )

    def _history(self, task: Task, answering: str | None, book: QuarterBook) -> TaskHistory:
        return TaskHistory(
            task=task,
            start=start_of(self._ledger.plan, task),
            quarter=book.quarter,
            judged_on=book.judged_on,
            words=book.words.get(task.code, {}),
            update_days=self._update_days_of(answering, book),
        )

    def _light(self, history: TaskHistory) -> Light:
        light = task_light(history, self._ledger.policy)
        # A plan that nobody ever spoke of says so once, instead of rows of silence.
        return light if self._tracked or light.colour is None else NOT_TRACKED

    def _update_days_of(self, answering: str | None, book: QuarterBook) -> tuple[UpdateDay, ...]:
        key = (book.quarter, answering)
        if key not in self._update_days:
            days = update_days(self._ledger.plan, answering, book.rows)
            self._update_days[key] = tuple(day for day in days if day.quarter <= book.quarter)
        return self._update_days[key]
