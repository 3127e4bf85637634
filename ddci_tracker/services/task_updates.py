"""A unit's word on a task in a quarter: giving it, one or many at once, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ddci_tracker.domain import texts
from ddci_tracker.domain.acts import TaskStatus, TaskUpdate, update_key
from ddci_tracker.domain.execution import start_of
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan, Task
from ddci_tracker.domain.tasks import answering_unit, speakers_of
from ddci_tracker.domain.versions import Version, qualifying
from ddci_tracker.services.acts import (
    Act,
    acting_day,
    enter,
    record,
    refuse_before,
    refuse_if_overtaken,
    refuse_other_quarter,
    says_nothing,
    today_of,
)
from ddci_tracker.services.permissions import Action, Actor, Forbidden, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session, writing
from ddci_tracker.store.errors import Conflict
from ddci_tracker.store.kinds import TASK_UPDATE
from ddci_tracker.words.marking import N_

_WHOLE = 100


def find_task(plan: Plan, code: str) -> Task:
    """The task with this code; refused where the plan has none."""
    code = texts.line(code)
    found = next((task for _, task in plan.all_tasks() if task.code == code), None)
    if found is None:
        raise Refused(N_("Plan {plan} has no task {task}"), field="task", plan=plan.id, task=code)
    return found


def update_task(
    tracker: Tracker, plan_id: str, update: TaskUpdate, act: Act
) -> Version[TaskUpdate]:
    """Record what a unit says of a task in a quarter.

    An empty ``unit`` means the one that answers for the task, or the author's own where that may
    speak. ``Refused`` for bad input, ``Forbidden``, ``Conflict`` where somebody came first.
    """
    with writing(tracker.engine) as session:
        return update_in(session, plan_id, update, act)


def update_in(session: Session, plan_id: str, update: TaskUpdate, act: Act) -> Version[TaskUpdate]:
    """As ``update_task``, within what a service does."""
    update = tidy(update)
    plan = enter(session, plan_id, act, Action.UPDATE_TASK)
    task = find_task(plan, update.task)
    speaking = update.unit or _default_unit(plan, task, act.actor)
    update = replace(update, unit=speaking)
    # Staff speak for their own unit and for no other.
    require(act.actor, Action.UPDATE_TASK, agency=plan.agency.code, units=(speaking,))
    refuse_if_overtaken(session, TASK_UPDATE, plan_id, update.key, act)
    on = acting_day(plan, act)
    _check_speaker(plan, task, speaking)
    refuse_other_quarter(plan.in_year(update.quarter.year), update.quarter)
    refuse_before(update.quarter, on, field="quarter")
    _refuse_before_its_start(plan, task, update.quarter)
    _check_texts(update, on)
    _check_percent(update)
    _check_actual(task, update)
    _check_completion(plan, task, update, on)
    return record(session, TASK_UPDATE, plan_id, update, key=update.key, on=on, act=act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """One of many updates to be saved, and the revision that its author saw; 0: nothing yet."""

    update: TaskUpdate
    revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOutcome:
    """What became of one of many updates: a version, or why it was not saved."""

    update: TaskUpdate
    version: Version[TaskUpdate] | None = None
    error: Refused | Conflict | Forbidden | None = None


def update_many(
    tracker: Tracker, plan_id: str, savings: Iterable[Saving], act: Act
) -> tuple[UpdateOutcome, ...]:
    """Record many updates, each for itself: one that is refused holds up no other.

    ``UnknownPlan``, or ``Forbidden`` for who may record none at all.
    """
    with writing(tracker.engine) as session:
        enter(session, plan_id, act, Action.UPDATE_TASK)
    outcomes = []
    for saving in savings:
        by = replace(act, revision=saving.revision)
        try:
            version = update_task(tracker, plan_id, saving.update, by)
            outcomes.append(UpdateOutcome(update=saving.update, version=version))
        except (Refused, Conflict, Forbidden) as error:
            outcomes.append(UpdateOutcome(update=saving.update, error=error))
    return tuple(outcomes)


def undo_update(
    tracker: Tracker, plan_id: str, task: str, quarter: Period, act: Act
) -> Version[TaskUpdate]:
    """Take the last word on a task in a quarter back: what stood before it stands again.

    ``act.revision`` is that of the word. Whoever may give it may also take it back; it stays in
    the history. ``Refused`` where there is none, ``Forbidden``, ``Conflict``.
    """
    key = update_key(texts.line(task), quarter)
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.UPDATE_TASK)
        last = refuse_if_overtaken(session, TASK_UPDATE, plan_id, key, act)
        if last is None or last.value is None:
            raise Refused(N_("There is no update to take back"), field="revision")
        require(act.actor, Action.UPDATE_TASK, agency=plan.agency.code, units=(last.value.unit,))
        before = _stood_before(queries.chain(session, TASK_UPDATE, plan_id, key))
        if before is None or before.value is None:
            # Nothing stood before: the first word is closed again.
            value, on, replaces = None, last.on, None
        else:
            # A word under a clock that ran ahead stands again for the day that it is.
            on = min(before.on, today_of(plan, act.now))
            value, replaces = before.value, last.revision
        undoing = replace(act, revision=last.revision, replaces=replaces)
        return record(session, TASK_UPDATE, plan_id, value, key=key, on=on, act=undoing)


def _stood_before(chain: tuple[Version[TaskUpdate], ...]) -> Version[TaskUpdate] | None:
    """What the last version of a chain displaced; None where it was the first."""
    last = chain[-1]
    if last.replaces is not None:
        return next(each for each in chain if each.revision == last.replaces)
    stood = qualifying(chain[:-1], as_of=last.on, known_at=queries.EVER).get(last.key)
    return stood[-1] if stood else None


def _default_unit(plan: Plan, task: Task, actor: Actor) -> str:
    if actor.unit is not None and actor.unit in who_may_speak(plan, task):
        return actor.unit
    unit = answering_unit(plan, task)
    if unit is None:
        raise Refused(
            N_("Nobody answers for task {task}; say which unit speaks"),
            field="unit",
            task=task.code,
        )
    return unit


def who_may_speak(plan: Plan, task: Task) -> tuple[str, ...]:
    """Who may speak on a task: any unit of the agency where the plan names nobody for it."""
    return speakers_of(plan, task) or speakers_of(plan, replace(task, with_units=_codes(plan)))


def _codes(plan: Plan) -> tuple[str, ...]:
    return tuple(unit.code for unit in plan.units)


def _check_speaker(plan: Plan, task: Task, unit: str) -> None:
    allowed = who_may_speak(plan, task)
    # A plan that names no unit at all cannot say who is one.
    if allowed and unit not in (*allowed, answering_unit(plan, task)):
        raise Refused(
            N_("{unit} neither leads nor coordinates task {task}; those who may speak: {units}"),
            field="unit",
            unit=unit,
            task=task.code,
            units=allowed,
        )


def _check_actual(task: Task, update: TaskUpdate) -> None:
    """A figure that was reached needs one that was asked for, to be held against."""
    if update.actual is None:
        return
    if task.kpi is None or task.kpi.value is None:
        raise Refused(
            N_("Task {task} asks for no figure that could be reached"),
            field="actual",
            task=task.code,
        )
    if not update.actual.is_finite():
        raise Refused(
            N_("{typed} is not a number; write 7,80 or 7.80"),
            field="actual",
            typed=str(update.actual),
        )
    if update.actual < 0 and (task.kpi.unit or "").strip() == "%":
        raise Refused(
            N_("A share in per cent is 0 or more, not {typed}"), field="actual", typed=update.actual
        )


def _check_percent(update: TaskUpdate) -> None:
    """A percentage says the same as the word beside it."""
    if not update.percent:
        return
    if update.status is TaskStatus.NOT_APPLICABLE:
        raise Refused(N_("A task that does not arise has no percentage"), field="percent")
    if update.status is TaskStatus.NOT_STARTED:
        raise Refused(
            N_("A task that has not begun stands at 0%, not at {percent}%"),
            field="percent",
            percent=update.percent,
        )
    if update.percent == _WHOLE and update.status in (TaskStatus.BEHIND, TaskStatus.BLOCKED):
        raise Refused(
            N_("At 100% nothing is left to do: say that the task is done, or correct the figure"),
            field="percent",
        )


def _check_texts(update: TaskUpdate, on: date) -> None:
    if update.percent is not None and not 0 <= update.percent <= 100:
        raise Refused(
            N_("A percentage lies between 0 and 100, not {percent}"),
            field="percent",
            percent=update.percent,
        )
    if update.done_on is not None and update.status is not TaskStatus.DONE:
        raise Refused(N_("Only a task that is done has a day it was done"), field="done_on")
    if update.done_on is not None and update.done_on > on:
        raise Refused(
            N_("On {on} nobody could say that the task was done on {done_on}"),
            field="done_on",
            done_on=update.done_on,
            on=on,
        )
    if update.status is TaskStatus.BLOCKED and says_nothing(update.recovery):
        raise Refused(
            N_("A blocked task needs a recovery line: who does what by when"), field="recovery"
        )
    if update.status is TaskStatus.NOT_APPLICABLE and says_nothing(update.note):
        raise Refused(N_("Say why the task does not arise"), field="note")


def _refuse_before_its_start(plan: Plan, task: Task, quarter: Period) -> None:
    """Nothing is said of a task in a quarter that ends before it begins: it has no light there."""
    begins = start_of(plan, task)
    if quarter.last_day < begins:
        raise Refused(
            N_("Task {task} begins on {begins} only; nothing is recorded of it for {quarter}"),
            field="quarter",
            task=task.code,
            begins=begins,
            quarter=quarter,
        )


def _check_completion(plan: Plan, task: Task, update: TaskUpdate, on: date) -> None:
    """A task is done within its life, and wholly."""
    if update.status is not TaskStatus.DONE:
        return
    done_on, begins = update.done_on or on, start_of(plan, task)
    if done_on < begins:
        raise Refused(
            N_("Task {task} begins on {begins}; it cannot have been done on {done_on}"),
            field="done_on",
            task=task.code,
            begins=begins,
            done_on=done_on,
        )
    if update.percent is not None and update.percent < _WHOLE:
        raise Refused(
            N_("A task that is done stands at 100%, not at {percent}%"),
            field="percent",
            percent=update.percent,
        )
    if task.kpi is None or update.actual is None or not says_nothing(update.note):
        return
    if task.kpi.reached_by(update.actual) is False:
        raise Refused(
            N_(
                "The task asks for {asked} and has reached {actual}: correct one of them, or say "
                "in the note why it is done all the same"
            ),
            field="actual",
            asked=task.kpi.text,
            actual=update.actual,
        )
