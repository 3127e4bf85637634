"""The execution light (thực hiện) of a task in a quarter, and of a sub-index.

Source: the rules, "Execution light". A light is the worst of what was declared and what the
dates say. A quarter is judged at the earlier of the day looked at and its own last day, so that
the past stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.arithmetic import clear_of
from ddci_tracker.domain.lights import Colour, Light, LightCounts, worst
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan, Task
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import Reason, ReasonCode
from ddci_tracker.domain.versions import Version

_LAST_QUARTER = 4

NOT_TRACKED = Light(colour=Colour.GREY, reason=Reason.of(ReasonCode.NOT_TRACKED))


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateDay:
    """The day by which a unit owes its word for a quarter; ``owed`` False: it owes none."""

    quarter: Period
    day: date
    owed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskHistory:
    """What the rules need to know of one task to judge one quarter.

    ``updates`` are those that hold on ``judged_on``, by quarter, up to the quarter judged.
    ``update_days`` are those of the answering unit, in order, from the plan's first quarter to
    the quarter judged. ``answering`` is that unit, ``names`` are those of all units by code: what
    another one says is not its word.
    """

    task: Task
    start: date
    quarter: Period
    judged_on: date
    updates: Mapping[Period, Version[TaskUpdate]]
    update_days: tuple[UpdateDay, ...]
    answering: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)


def judged_on(quarter: Period, as_of: date, closes_on: date) -> date:
    """The day at which a quarter is judged: the earlier of its last day and the day looked at.

    The fourth goes on until the plan closes, since nothing follows it.
    """
    is_last = quarter.last_day >= closes_on or quarter.number == _LAST_QUARTER
    return min(closes_on if is_last else quarter.last_day, as_of)


def start_of(plan: Plan, task: Task) -> date:
    """The day from which a task counts: its printed start, else the plan's issue."""
    return task.start or plan.document.counts_from


def owes_update(quarter: Period, start: date) -> bool:
    """Whether a word is owed for a quarter, given the start of the task (or of the plan).

    None is owed for a quarter in whose last month, or after which, the plan was issued or the
    task began.
    """
    return start < date(quarter.year, quarter.last_month, 1)


def task_light(history: TaskHistory, policy: Policy) -> Light:
    """The light of one task in one quarter."""
    if history.judged_on < history.quarter.first_day:
        reason = Reason.of(ReasonCode.QUARTER_NOT_BEGUN, first_day=history.quarter.first_day)
        return Light(colour=None, reason=reason)
    if history.quarter.last_day < history.start:
        return Light(colour=None, reason=Reason.of(ReasonCode.BEFORE_START, start=history.start))
    own = history.updates.get(history.quarter)
    if own is not None:
        declared = _declared(history, history.quarter, own, policy)
        if declared.colour is None or _settled(history.task, own):
            return declared
        return _worse(_past_due(history, own), declared)
    return _without_an_update(history, policy)


def _without_an_update(history: TaskHistory, policy: Policy) -> Light:
    """The light of a quarter in which nothing was said.

    That a task did not arise was said for its own quarter alone: it ends the silence before it,
    and carries no light.
    """
    told = _carried_from(history)
    if told is not None and _settled(history.task, history.updates[told]):
        return _declared(history, told, history.updates[told], policy)
    spoken_in = max(history.updates, default=None)
    missed = _silence(history, spoken_in)
    if spoken_in is None or spoken_in != told:
        return _worse(_past_due(history), missed or _NEVER_UPDATED)
    update = history.updates[spoken_in]
    declared = replace(_declared(history, spoken_in, update, policy), carried=spoken_in)
    if missed is not None:
        missed = _by_whom(missed, history, update)
        # The old word no longer holds, but silence must not make a light better either.
        return _worse(_past_due(history, update), missed, replace(declared, spoken=False))
    return _worse(_past_due(history, update), declared)


def _carried_from(history: TaskHistory) -> Period | None:
    """The quarter of the last word that says how far the task is."""
    telling = (
        quarter
        for quarter, update in history.updates.items()
        if _said(update).status is not TaskStatus.NOT_APPLICABLE
    )
    return max(telling, default=None)


def _settled(task: Task, update: Version[TaskUpdate]) -> bool:
    """Whether the last word ends a task: done, and not one that recurs."""
    return _said(update).status is TaskStatus.DONE and not task.recurs


_NEVER_UPDATED = Light(colour=Colour.GREY, reason=Reason.of(ReasonCode.NEVER_UPDATED))


def _worse(*lights: Light | None) -> Light:
    """The worst of the lights given, the first of equals."""
    found = worst(light for light in lights if light is not None)
    if found is None:
        raise ValueError("no light to choose from")
    return found


def _said(update: Version[TaskUpdate]) -> TaskUpdate:
    if update.value is None:
        raise ValueError(f"{update.key} is closed")
    return update.value


def _declared(
    history: TaskHistory, quarter: Period, update: Version[TaskUpdate], policy: Policy
) -> Light:
    """The light of what a unit declared, as it was on the day it declared it.

    Its reason names the unit where it is not the one that answers for the task.
    """
    return _by_whom(_of_word(history, quarter, update, policy), history, update)


def _by_whom(light: Light, history: TaskHistory, update: Version[TaskUpdate]) -> Light:
    unit = _said(update).unit
    if unit == history.answering or history.answering is None:
        return light
    return replace(light, reason=light.reason.and_also(by=history.names.get(unit, unit)))


def _of_word(
    history: TaskHistory, quarter: Period, update: Version[TaskUpdate], policy: Policy
) -> Light:
    said = _said(update)
    match said.status:
        case TaskStatus.NOT_APPLICABLE:
            reason = Reason.of(ReasonCode.NOT_APPLICABLE, note=said.note)
            return Light(colour=None, reason=reason, spoken=True)
        case TaskStatus.DONE:
            # Green whatever help is asked for: the request is put to the leaders by itself.
            return _done(history.task, update)
        case TaskStatus.BLOCKED:
            reason = Reason.of(ReasonCode.BLOCKED, recovery=said.recovery)
            return Light(colour=Colour.RED, reason=reason, spoken=True)
        case TaskStatus.BEHIND:
            return _spoken(Colour.AMBER, ReasonCode.BEHIND)
        case TaskStatus.NOT_STARTED:
            light = _not_started(history, quarter)
        case TaskStatus.ON_TRACK:
            light = _on_track(history, update, policy)
    if said.needs_help:
        return _worse(light, _spoken(Colour.AMBER, ReasonCode.NEEDS_HELP))
    return light


def _spoken(colour: Colour, code: ReasonCode) -> Light:
    return Light(colour=colour, reason=Reason.of(code), spoken=True)


def _done(task: Task, update: Version[TaskUpdate]) -> Light:
    done_on = _said(update).done_on or update.on
    late = (done_on - task.due).days if task.due else 0
    if late > 0:
        reason = Reason.of(ReasonCode.DONE_LATE, days=late, done_on=done_on)
    else:
        reason = Reason.of(ReasonCode.DONE, done_on=done_on)
    return Light(colour=Colour.GREEN, reason=reason, spoken=True)


def _not_started(history: TaskHistory, quarter: Period) -> Light:
    begun = Period.containing(PeriodKind.QUARTER, history.start)
    # A task of a plan that was issued before its first year begins with that year.
    first = min((each.quarter for each in history.update_days), default=begun)
    if quarter <= max(begun, first):
        return _spoken(Colour.GREY, ReasonCode.JUST_NOT_STARTED)
    return _spoken(Colour.AMBER, ReasonCode.STILL_NOT_STARTED)


def _on_track(history: TaskHistory, update: Version[TaskUpdate], policy: Policy) -> Light:
    """Green, unless a stated percentage lags behind the straight line from start to due.

    The line is read on the day the percentage was stated, not on the day looked at.
    """
    said = _said(update)
    due = history.task.due
    if said.percent is None or due is None:
        return _spoken(Colour.GREEN, ReasonCode.ON_TRACK)
    expected = _expected_percent(history.start, due, update.on)
    lag = expected - said.percent
    shown = clear_of(lag, (policy.green_lag, policy.amber_lag))
    if lag <= policy.green_lag:
        colour, code = Colour.GREEN, ReasonCode.ON_LINE
    elif lag <= policy.amber_lag:
        colour, code = Colour.AMBER, ReasonCode.BEHIND_LINE
    else:
        colour, code = Colour.RED, ReasonCode.BEHIND_LINE
    reason = Reason.of(
        code, percent=said.percent, expected=said.percent + shown, lag=shown, stated_on=update.on
    )
    return Light(colour=colour, reason=reason, spoken=True)


def _expected_percent(start: date, due: date, day: date) -> Fraction:
    """Where the straight line from 0 at start to 100 at due stands on a day, 0 to 100."""
    if day >= due or due <= start:
        return Fraction(100)
    return max(Fraction((day - start).days * 100, (due - start).days), Fraction(0))


def _past_due(history: TaskHistory, update: Version[TaskUpdate] | None = None) -> Light | None:
    """Red from the day after the due day, unless the last word is that it is done."""
    due = history.task.due
    if due is None or history.judged_on <= due:
        return None
    if update is not None and _said(update).status is TaskStatus.DONE:
        return None
    days = (history.judged_on - due).days
    reason = Reason.of(ReasonCode.PAST_DUE, days=days, due=due)
    return Light(colour=Colour.RED, reason=reason, days=days, spoken=update is not None)


def _silence(history: TaskHistory, last_word: Period | None) -> Light | None:
    """What silence in the quarter says: by the update days missed since the last word.

    None where no update day was missed.
    """
    missed = [
        update
        for update in history.update_days
        if _asks(update, history.start)
        and (last_word is None or update.quarter > last_word)
        and update.day < history.judged_on
    ]
    if not missed:
        return None
    first = missed[0].day
    days = (history.judged_on - first).days
    if len(missed) == 1:
        reason = Reason.of(ReasonCode.MISSED_ONE_UPDATE, day=first, last_word=last_word)
        return Light(colour=Colour.AMBER, reason=reason, days=days)
    reason = Reason.of(ReasonCode.MISSED_UPDATES, count=len(missed), day=first, last_word=last_word)
    return Light(colour=Colour.RED, reason=reason, days=days)


def _asks(update: UpdateDay, start: date) -> bool:
    """Whether an update day asks for a word on a task that counts from ``start``."""
    return update.owed and owes_update(update.quarter, start) and start <= update.day


def is_update_owed(history: TaskHistory) -> bool:
    """Whether a word on the task is owed for the quarter judged, given or not.

    None is owed before the quarter or the task begins, nor once the task is done for good.
    """
    if history.judged_on < history.quarter.first_day:
        return False
    before = {of: update for of, update in history.updates.items() if of < history.quarter}
    earlier = _carried_from(replace(history, updates=before))
    if earlier is not None and _settled(history.task, before[earlier]):
        return False
    return any(
        update.quarter == history.quarter and _asks(update, history.start)
        for update in history.update_days
    )


def is_silent(light: Light) -> bool:
    """Whether a light owes its colour to an update that was missed."""
    return light.reason.code in (ReasonCode.MISSED_ONE_UPDATE, ReasonCode.MISSED_UPDATES)


def sub_index_light(lights: Iterable[Light], policy: Policy) -> Light:
    """The execution light of a sub-index from the lights of its tasks.

    Red when a quarter or more of those in play are red; amber when any is, or a quarter or more
    are amber; green when at least three quarters have a word that still holds and at least half
    are green; else grey, with what is lacking.
    """
    in_play = [light for light in lights if light.colour is not None]
    counts = LightCounts.of(in_play)
    total = len(in_play)
    if total == 0:
        return Light(colour=None, reason=Reason.of(ReasonCode.NO_TASK))
    spoken = sum(light.spoken for light in in_play)
    carried = sum(light.carried is not None for light in in_play)
    if counts.red >= policy.red_share * total:
        return _summary(Colour.RED, ReasonCode.TASKS_RED, count=counts.red, total=total)
    if counts.red:
        return _summary(Colour.AMBER, ReasonCode.TASKS_RED, count=counts.red, total=total)
    if counts.amber >= policy.amber_task_share * total:
        return _summary(Colour.AMBER, ReasonCode.TASKS_AMBER, count=counts.amber, total=total)
    if spoken < policy.spoken_share * total:
        return _summary(Colour.GREY, ReasonCode.FEW_UPDATED, count=spoken, total=total)
    if counts.green < policy.green_share * total:
        begun = counts.green + counts.amber
        return _summary(Colour.GREY, ReasonCode.FEW_STARTED, count=begun, total=total)
    return _summary(
        Colour.GREEN, ReasonCode.TASKS_GREEN, count=spoken, total=total, carried=carried
    )


def _summary(colour: Colour, code: ReasonCode, **counts: int) -> Light:
    return Light(colour=colour, reason=Reason.of(code, **counts))
