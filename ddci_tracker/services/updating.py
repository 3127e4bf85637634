"""A unit's word on a task in a quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import PeriodKind
from ddci_tracker.domain.plan import Plan, Task
from ddci_tracker.domain.tasks import answering_unit, speakers_of
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acting import (
    Act,
    counted_day,
    ledger_for,
    record,
    refuse_if_overtaken,
    today_of,
)
from ddci_tracker.services.permissions import Action, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import writing
from ddci_tracker.store.kinds import TASK_UPDATE
from ddci_tracker.words.marking import N_


def find_task(plan: Plan, code: str) -> Task:
    """The task with this code; refused where the plan has none."""
    found = next((task for _, task in plan.all_tasks() if task.code == code), None)
    if found is None:
        raise Refused(N_("Plan {plan} has no task {task}"), field="task", plan=plan.id, task=code)
    return found


def default_unit(plan: Plan, task: Task) -> str:
    """The unit that speaks unless somebody else says so; refused where nobody answers."""
    unit = answering_unit(plan, task)
    if unit is None:
        raise Refused(
            N_("Nobody answers for task {task}; say which unit speaks"),
            field="unit",
            task=task.code,
        )
    return unit


def update_task(
    tracker: Tracker, plan_id: str, update: TaskUpdate, act: Act
) -> Version[TaskUpdate]:
    """Record what a unit says of a task in a quarter.

    An empty ``unit`` means the one that answers for the task. ``Refused`` for bad input,
    ``Forbidden``, ``Conflict`` where somebody came first.
    """
    with writing(tracker.engine) as session:
        plan = ledger_for(tracker, session, plan_id, act).plan
        task = find_task(plan, update.task)
        if not update.unit:
            update = replace(update, unit=default_unit(plan, task))
        may_speak = speakers_of(plan, task) or (update.unit,)
        require(act.actor, Action.UPDATE_TASK, agency=plan.agency.code, units=may_speak)
        refuse_if_overtaken(session, TASK_UPDATE, plan_id, update.key, act)
        on = counted_day(plan, act)
        _check_speaker(plan, task, update)
        _check_quarter(plan, update, on)
        _check_words(update, today_of(plan, act.now))
        return record(session, TASK_UPDATE, plan_id, update, key=update.key, on=on, act=act)


def _check_speaker(plan: Plan, task: Task, update: TaskUpdate) -> None:
    speakers = speakers_of(plan, task)
    allowed = {*speakers, answering_unit(plan, task)} if speakers else None
    known = allowed is None or update.unit in allowed
    if not known:
        raise Refused(
            N_("{unit} neither leads nor coordinates task {task}; those who may speak: {units}"),
            field="unit",
            unit=update.unit,
            task=task.code,
            units=speakers,
        )


def _check_quarter(plan: Plan, update: TaskUpdate, on: date) -> None:
    quarter = update.quarter
    if (quarter.kind, quarter.year) != (PeriodKind.QUARTER, plan.year):
        raise Refused(
            N_("{quarter} is not a quarter of {year}"),
            field="quarter",
            quarter=str(quarter),
            year=str(plan.year),
        )
    if on < quarter.first_day:
        raise Refused(
            N_("{quarter} had not begun on {on}"), field="quarter", quarter=quarter, on=on
        )


def _check_words(update: TaskUpdate, today: date) -> None:
    if update.percent is not None and not 0 <= update.percent <= 100:
        raise Refused(
            N_("A percentage lies between 0 and 100, not {percent}"),
            field="percent",
            percent=update.percent,
        )
    if update.done_on is not None and update.status is not TaskStatus.DONE:
        raise Refused(N_("Only a task that is done has a day it was done"), field="done_on")
    if update.done_on is not None and update.done_on > today:
        raise Refused(
            N_("{on} has not come yet; today is {today}"),
            field="done_on",
            on=update.done_on,
            today=today,
        )
    if update.status is TaskStatus.BLOCKED and not (update.recovery or "").strip():
        raise Refused(
            N_("A blocked task needs a recovery line: who does what by when"), field="recovery"
        )
    if update.status is TaskStatus.NOT_APPLICABLE and not (update.note or "").strip():
        raise Refused(N_("Say why the task does not arise"), field="note")
