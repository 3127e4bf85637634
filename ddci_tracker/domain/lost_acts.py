"""What people recorded and would lose the thing it is about, were a plan's content to change.

An update needs its task and its unit, a hand-in or an extension its report, a result its index or
sub-index, a conclusion its units. Each is looked for in the content that decides it: a task in
that of its quarter, a unit in that of the day on which it spoke.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from ddci_tracker.domain.acts import Conclusion, ResultEntry, TaskUpdate
from ddci_tracker.domain.closing import close_of
from ddci_tracker.domain.execution import judged_on
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.reports import Timeliness, report_rows
from ddci_tracker.domain.versions import Version, holding

T = TypeVar("T")

# Whatever the day and the moment: all that was ever recorded.
_ALL = Viewpoint(as_of=date.max, known_at=datetime.max.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class LostAct:
    """One thing that was recorded: ``what`` it is, in the words of the history, and its key."""

    what: str
    key: str


def lost_acts(before: Ledger, after: Ledger) -> tuple[LostAct, ...]:
    """The acts that have their place before a change and none after it, in a fixed order."""
    placed = set(_placed(after))
    return tuple(sorted(act for act in _placed(before) if act not in placed))


def left_behind(before: Ledger, after: Ledger) -> tuple[LostAct, ...]:
    """The acts that keep their place in what the plan said before an amendment, and there alone.

    Nothing of them is hidden; but what they are about is no part of the plan any more.
    """
    gone = set(lost_acts(_newest_alone(before), _newest_alone(after)))
    gone -= set(lost_acts(before, after))
    return tuple(sorted(gone - set(_still_about_something(after))))


def _still_about_something(ledger: Ledger) -> Iterator[LostAct]:
    """What is about a task or a report that the plan goes on naming.

    Whoever spoke of the task may be gone, and another day of the report may lie before the issue:
    neither takes the thing itself out of the plan.
    """
    newest = _newest_alone(ledger)
    tasks = {task.code for _, task in ledger.plan.all_tasks()}
    for said in _held(newest.updates):
        if said.value is not None and said.value.task in tasks:
            yield LostAct(what="task_update", key=said.key)
    for row in report_rows(newest, _ALL):
        yield LostAct(what="report_act", key=row.key)
        yield LostAct(what="extension", key=row.key)


def _newest_alone(ledger: Ledger) -> Ledger:
    """As if the plan had said from its issue what it says now."""
    return replace(ledger, earlier=())


def _placed(ledger: Ledger) -> Iterator[LostAct]:
    """The acts that hold and whose thing is there."""
    yield from _reports(ledger)
    closes_on = close_of(ledger, _ALL)
    for said in _held(ledger.updates):
        if _has_task_and_unit(ledger, said, closes_on):
            yield LostAct(what="task_update", key=said.key)
    duties = {duty.code for each in _contents(ledger) for duty in each.report_duties}
    for set_day in _held(ledger.due_days):
        if set_day.key in duties:
            yield LostAct(what="due_day", key=set_day.key)
    for entered in _held(ledger.results):
        if _has_part(ledger.plan, entered):
            yield LostAct(what="result_entry", key=entered.key)
    for concluded in _held(ledger.conclusions):
        if _has_units(ledger, concluded):
            yield LostAct(what="conclusion", key=concluded.key)


def _held(versions: tuple[Version[T], ...]) -> list[Version[T]]:
    return list(holding(versions, as_of=_ALL.as_of, known_at=_ALL.known_at).values())


def _contents(ledger: Ledger) -> Iterator[Plan]:
    return (each.plan for each in ledger.contents_until(_ALL.as_of))


def _reports(ledger: Ledger) -> Iterator[LostAct]:
    """The reports that were handed in or extended, and that somebody still owes."""
    for row in report_rows(ledger, _ALL):
        if row.timeliness is Timeliness.NOT_APPLICABLE:
            continue
        if row.handed_in_on is not None:
            yield LostAct(what="report_act", key=row.key)
        if row.extension is not None:
            yield LostAct(what="extension", key=row.key)


def _has_task_and_unit(ledger: Ledger, said: Version[TaskUpdate], closes_on: date) -> bool:
    update = said.value
    if update is None:
        return False
    plan = ledger.content_on(judged_on(update.quarter, _ALL.as_of, closes_on))
    has_task = any(task.code == update.task for _, task in plan.all_tasks())
    return has_task and _names(ledger.content_on(said.on), update.unit)


def _has_part(plan: Plan, entered: Version[ResultEntry]) -> bool:
    entry = entered.value
    if entry is None:
        return False
    if entry.sub_index is None:
        return entry.index in plan.indices
    return (entry.index, entry.sub_index) in {(each.index, each.code) for each in plan.sub_indices}


def _has_units(ledger: Ledger, concluded: Version[Conclusion]) -> bool:
    """Whether the units of a conclusion are there: as long as it is open, those of today."""
    said = concluded.value
    if said is None:
        return False
    plan = ledger.plan if said.done_on is None else ledger.content_on(concluded.on)
    return all(_names(plan, unit) for unit in said.units)


def _names(plan: Plan, unit: str) -> bool:
    return any(each.code == unit for each in plan.units)
