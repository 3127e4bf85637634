"""Checks of a plan: contradictions, likely misprints and things worth knowing.

Findings are sentences for people, never corrections. Source: the list of plan checks in the
product description and the rules, "Checks of a plan". Not raised: equal first places with the
full score, and a date of a document about several years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ddci_tracker.domain.arithmetic import mean_estimate, median_place
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.plan import (
    LegalBasis,
    Lines,
    Plan,
    Result,
    SubIndex,
    Target,
    TargetKind,
    Task,
    UnitKind,
)
from ddci_tracker.domain.reasons import Reason
from ddci_tracker.domain.standing import Results
from ddci_tracker.domain.targets import Measure, distance, threshold_of


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # a contradiction in what was entered
    QUESTION = "question"  # looks misprinted
    NOTE = "note"  # worth knowing


class CheckCode(StrEnum):
    """What a check found; the arguments that go with each stand behind it."""

    BREAKS_OFF = "breaks_off"  # line
    WEAK_WITHOUT_TASK = "weak_without_task"  # name
    TASKS_WITHOUT_LEAD = "tasks_without_lead"  # name (None: general tasks), count
    LEAD_OUTSIDE = "lead_outside"  # unit, count
    TARGETS_FALL_SHORT = "targets_fall_short"  # index, estimate, target
    PRINTED_TWICE = "printed_twice"  # names, score, rank, year
    BASIS_DATE_CONTRADICTS = "basis_date_contradicts"  # number, issued_on, year
    BASIS_AFTER_PLAN = "basis_after_plan"  # number, issued_on, plan_issued_on
    ISSUED_OUTSIDE_YEAR = "issued_outside_year"  # issued_on, year
    TASK_ENDS_BEFORE_START = "task_ends_before_start"  # title, start, due
    TASK_DUE_BEFORE_ISSUE = "task_due_before_issue"  # title, due, issued_on
    TARGET_BELOW_LAST = "target_below_last"  # name, target, last, year
    TARGET_RANK_BELOW_LAST = "target_rank_below_last"  # name, target, last, year
    DUTY_WITHOUT_DAY = "duty_without_day"  # duty, cadence, text
    WRITTEN_NOTE = "written_note"  # text, kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding, with the lines of the print it is about."""

    level: Level
    reason: Reason
    lines: tuple[Lines, ...] = ()


def check_plan(plan: Plan, catalog: Catalog) -> tuple[Finding, ...]:
    """Every finding on a plan: errors first, then questions, then notes, each in plan order."""
    found = [
        *_breaks_off(plan),
        *_dates(plan),
        *_printed_twice(plan, catalog),
        *_weak_without_task(plan, catalog),
        *_owners(plan),
        *_sums(plan, catalog),
        *_targets_below_last(plan, catalog),
        *_undated_duties(plan),
        *_written_notes(plan),
    ]
    order = list(Level)
    return tuple(sorted(found, key=lambda finding: order.index(finding.level)))


def _name(plan: Plan, catalog: Catalog, sub_index: SubIndex) -> str:
    known = catalog.sub_index(sub_index.index, sub_index.code, plan.year, plan.agency.province)
    return known.name if known else sub_index.printed_name


def _lines(facts: Iterable[Target | Result | Task]) -> tuple[Lines, ...]:
    return tuple(fact.lines for fact in facts if fact.lines is not None)


def _breaks_off(plan: Plan) -> Iterator[Finding]:
    if plan.complete:
        return
    ends = max((task.lines for _, task in plan.all_tasks() if task.lines), default=None)
    yield Finding(
        level=Level.QUESTION,
        reason=Reason.of(CheckCode.BREAKS_OFF, line=ends.last if ends else None),
        lines=(ends,) if ends else (),
    )


def _dates(plan: Plan) -> Iterator[Finding]:
    issued = plan.document.issued_on
    if issued is not None and issued.year != plan.year:
        reason = Reason.of(CheckCode.ISSUED_OUTSIDE_YEAR, issued_on=issued, year=plan.year)
        yield Finding(level=Level.QUESTION, reason=reason)
    for basis in plan.legal_bases:
        yield from _basis_dates(basis, issued)
    for _, task in plan.all_tasks():
        yield from _task_dates(task, issued)


_YEAR_NAMED = re.compile(r"năm (20\d\d)")


def _basis_dates(basis: LegalBasis, plan_issued: date | None) -> Iterator[Finding]:
    issued = basis.issued_on
    if issued is None:
        return
    if plan_issued is not None and issued > plan_issued:
        reason = Reason.of(
            CheckCode.BASIS_AFTER_PLAN,
            number=basis.number,
            issued_on=issued,
            plan_issued_on=plan_issued,
        )
        yield Finding(level=Level.ERROR, reason=reason)
    years = {int(year) for year in _YEAR_NAMED.findall(basis.about or "")}
    # A paper for a year may come out late in the year before, so only an earlier date
    # contradicts; one about several years says nothing by its date.
    if len(years) == 1 and issued < date(min(years) - 1, 10, 1):
        reason = Reason.of(
            CheckCode.BASIS_DATE_CONTRADICTS,
            number=basis.number,
            issued_on=issued,
            year=min(years),
        )
        yield Finding(level=Level.QUESTION, reason=reason)


def _task_dates(task: Task, issued: date | None) -> Iterator[Finding]:
    if task.due is None:
        return
    if task.start is not None and task.due < task.start:
        reason = Reason.of(
            CheckCode.TASK_ENDS_BEFORE_START, title=task.title, start=task.start, due=task.due
        )
        yield Finding(level=Level.ERROR, reason=reason, lines=_lines((task,)))
    elif issued is not None and task.due < issued:
        reason = Reason.of(
            CheckCode.TASK_DUE_BEFORE_ISSUE, title=task.title, due=task.due, issued_on=issued
        )
        yield Finding(level=Level.QUESTION, reason=reason, lines=_lines((task,)))


def _printed_twice(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Different sub-indices with the same score and the same rank in the same year."""
    seen: dict[tuple[str, int, Decimal, int], list[tuple[SubIndex, Result]]] = {}
    for sub_index in plan.sub_indices:
        for result in sub_index.results:
            if result.score is None or result.rank is None:
                continue
            index = catalog.index(sub_index.index)
            if result.rank == 1 and index is not None and result.score == index.sub_index_max:
                continue
            key = (sub_index.index, result.year, result.score, result.rank)
            seen.setdefault(key, []).append((sub_index, result))
    for (_, year, score, rank), printed in seen.items():
        if len(printed) < 2:
            continue
        names = tuple(_name(plan, catalog, sub_index) for sub_index, _ in printed)
        reason = Reason.of(CheckCode.PRINTED_TWICE, names=names, score=score, rank=rank, year=year)
        lines = _lines(result for _, result in printed)
        yield Finding(level=Level.QUESTION, reason=reason, lines=lines)


def _results(plan: Plan, sub_index: SubIndex) -> Results:
    return Results.of(plan.year, sub_index.results)


def _weak_without_task(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    for sub_index in plan.sub_indices:
        if not sub_index.tasks and _is_weak(plan, catalog, sub_index):
            reason = Reason.of(CheckCode.WEAK_WITHOUT_TASK, name=_name(plan, catalog, sub_index))
            lines = _lines((*sub_index.targets, *sub_index.results))
            yield Finding(level=Level.QUESTION, reason=reason, lines=lines)


def _is_weak(plan: Plan, catalog: Catalog, sub_index: SubIndex) -> bool:
    """Below a target, below the median place, or below half of the scale."""
    results = _results(plan, sub_index)
    latest = results.latest
    if latest is None:
        return False
    current = (target for target in sub_index.targets if target.holds_in(plan.year))
    apart = [distance(target, latest, results.base) for target in current]
    if any(found is not None and not found.met for found in apart):
        return True
    if latest.rank is not None and latest.out_of is not None:
        return latest.rank > median_place(latest.out_of)
    index = catalog.index(sub_index.index)
    return (
        latest.score is not None and index is not None and (latest.score < index.sub_index_max / 2)
    )


def _owners(plan: Plan) -> Iterator[Finding]:
    groups: list[tuple[str | None, tuple[Task, ...]]] = [
        (sub_index.printed_name, sub_index.tasks) for sub_index in plan.sub_indices
    ]
    for name, tasks in [*groups, (None, plan.general_tasks)]:
        unowned = [task for task in tasks if not task.lead]
        if unowned:
            reason = Reason.of(CheckCode.TASKS_WITHOUT_LEAD, name=name, count=len(unowned))
            yield Finding(level=Level.NOTE, reason=reason, lines=_lines(unowned))
    outside: dict[str, list[Task]] = {}
    for _, task in plan.all_tasks():
        for code in task.lead:
            unit = plan.unit(code)
            if unit is not None and unit.kind is UnitKind.EXTERNAL:
                outside.setdefault(unit.name, []).append(task)
    for name, tasks_led in outside.items():
        reason = Reason.of(CheckCode.LEAD_OUTSIDE, unit=name, count=len(tasks_led))
        yield Finding(level=Level.QUESTION, reason=reason, lines=_lines(tasks_led))


def _sums(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Targets of the sub-indices that cannot add up to the overall target, as an estimate."""
    for overall in plan.overall:
        index = catalog.index(overall.index)
        parts = [each for each in plan.sub_indices if each.index == overall.index]
        aims = {part.code: aim for part in parts if (aim := _aim(plan, part)) is not None}
        if index is None or not parts or len(aims) < len(parts):
            continue
        mean = mean_estimate(aims, sub_index_max=index.sub_index_max, total_max=index.total_max)
        for target in overall.targets:
            asked = threshold_of(target, Results.of(plan.year, overall.results).base)
            if asked is None or asked.measure is Measure.PLACES or mean is None:
                continue
            if not target.holds_in(plan.year):
                continue
            if mean < asked.at:
                reason = Reason.of(
                    CheckCode.TARGETS_FALL_SHORT,
                    index=overall.index,
                    estimate=mean,
                    target=asked.at,
                )
                yield Finding(level=Level.QUESTION, reason=reason, lines=_lines((target,)))


def _aim(plan: Plan, sub_index: SubIndex) -> Decimal | None:
    """The highest score that a sub-index's targets ask for."""
    base = _results(plan, sub_index).base
    asked = [
        target.high if target.kind is TargetKind.RANGE and target.high else threshold.at
        for target in sub_index.targets
        if target.holds_in(plan.year)
        and (threshold := threshold_of(target, base))
        and threshold.measure is Measure.POINTS
    ]
    return max(asked, default=None)


def _targets_below_last(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    for sub_index in plan.sub_indices:
        base = _results(plan, sub_index).base
        if base is None:
            continue
        for target in sub_index.targets:
            asked = threshold_of(target, base)
            if asked is None:
                continue
            name = _name(plan, catalog, sub_index)
            lines = _lines((target, base))
            if asked.measure is Measure.POINTS:
                if base.score is not None and asked.at < base.score:
                    reason = Reason.of(
                        CheckCode.TARGET_BELOW_LAST,
                        name=name,
                        target=asked.at,
                        last=base.score,
                        year=base.year,
                    )
                    yield Finding(level=Level.NOTE, reason=reason, lines=lines)
            elif base.rank is not None and asked.at > base.rank:
                reason = Reason.of(
                    CheckCode.TARGET_RANK_BELOW_LAST,
                    name=name,
                    target=int(asked.at),
                    last=base.rank,
                    year=base.year,
                )
                yield Finding(level=Level.NOTE, reason=reason, lines=lines)


def _undated_duties(plan: Plan) -> Iterator[Finding]:
    for duty in plan.report_duties:
        if duty.due is None and duty.cadence is not None:
            reason = Reason.of(
                CheckCode.DUTY_WITHOUT_DAY, duty=duty.code, cadence=duty.cadence, text=duty.text
            )
            lines = (duty.lines,) if duty.lines else ()
            yield Finding(level=Level.NOTE, reason=reason, lines=lines)


def _written_notes(plan: Plan) -> Iterator[Finding]:
    for note in plan.notes:
        doubtful = note.kind in ("suspected_misprint", "contradiction")
        level = Level.QUESTION if doubtful else Level.NOTE
        reason = Reason.of(CheckCode.WRITTEN_NOTE, text=note.text, kind=note.kind)
        yield Finding(level=level, reason=reason, lines=(note.lines,) if note.lines else ())
