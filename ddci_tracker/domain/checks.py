"""Checks of a plan: contradictions, likely misprints and things worth knowing.

Findings are sentences for people, never corrections. Source: the list of plan checks in the
product description and the rules, "Checks of a plan". Not raised: equal first places with the
full score, and a date of a document about several years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import combinations, pairwise

from ddci_tracker.domain.arithmetic import mean_estimate, median_place
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.plan import (
    LegalBasis,
    Lines,
    Overall,
    Plan,
    RankList,
    Result,
    SubIndex,
    Target,
    TargetKind,
    Task,
    UnitKind,
)
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import Reason
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.scales import Scale, bands_of, sub_index_scale, total_scale
from ddci_tracker.domain.targets import Measure, Threshold, distance, place_in, threshold_of


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # a contradiction in what was entered
    QUESTION = "question"  # looks misprinted
    NOTE = "note"  # worth knowing


class CheckCode(StrEnum):
    """What a check found; the arguments that go with each stand behind it."""

    BREAKS_OFF = "breaks_off"  # line
    WEAK_WITHOUT_TASK = "weak_without_task"  # name
    BELOW_TARGET_WITHOUT_TASK = "below_target_without_task"  # name
    TASKS_WITHOUT_LEAD = "tasks_without_lead"  # name (None: general tasks), count
    LEAD_OUTSIDE = "lead_outside"  # unit, count
    TARGETS_FALL_SHORT = "targets_fall_short"  # index, estimate, target
    PRINTED_TWICE = "printed_twice"  # names, score, rank, year
    RANK_CHANGE_CONTRADICTS = "rank_change_contradicts"  # name, year, before, rank, change
    SCORE_CHANGE_CONTRADICTS = "score_change_contradicts"  # name, year, before, score, change
    LIST_SIZE_CHANGES = "list_size_changes"  # name, year, before, out_of, list_year
    TARGETS_EXCLUDE = "targets_exclude"  # name, texts
    DISPUTED = "disputed"  # name, year, source, score, rank
    BASIS_DATE_CONTRADICTS = "basis_date_contradicts"  # number, issued_on, year
    BASIS_AFTER_PLAN = "basis_after_plan"  # number, issued_on, plan_issued_on
    NO_DAY_OF_ISSUE = "no_day_of_issue"  # counted_from
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
        *_contradicting_changes(plan, catalog),
        *_list_sizes(plan, catalog),
        *_excluding_targets(plan, catalog),
        *_disputed(plan, catalog),
        *_weak_without_task(plan, catalog),
        *_owners(plan),
        *_sums(plan, catalog),
        *_targets_below_last(plan, catalog),
        *_undated_duties(plan),
        *_written_notes(plan),
    ]
    order = list(Level)
    return tuple(sorted(found, key=lambda finding: order.index(finding.level)))


def _name(plan: Plan, catalog: Catalog, part: SubIndex | Overall) -> str:
    if isinstance(part, Overall):
        return part.index
    agency = plan.agency
    known = catalog.sub_index(part.index, part.code, plan.year, agency.province, agency.block)
    return known.name if known else part.printed_name


def _parts(plan: Plan) -> tuple[SubIndex | Overall, ...]:
    """What targets and results hang on: whole indices and their parts."""
    return (*plan.overall, *plan.sub_indices)


def _scale(plan: Plan, catalog: Catalog, part: SubIndex | Overall) -> Scale:
    index = catalog.index(part.index)
    if isinstance(part, Overall):
        return total_scale(plan, index, part.index)
    return sub_index_scale(index)


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
    issued, document = plan.document.issued_on, plan.document
    if issued is None and document.issued_not_before is None:
        reason = Reason.of(CheckCode.NO_DAY_OF_ISSUE, counted_from=document.counts_from)
        yield Finding(level=Level.QUESTION, reason=reason)
    if issued is not None and document.years is None and issued.year != plan.year:
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


def _results(plan: Plan, catalog: Catalog, part: SubIndex | Overall) -> Results:
    index = catalog.index(part.index)
    bands = bands_of(plan, index, part.index, Policy()) if isinstance(part, Overall) else ()
    found = Results.of(plan.year, part.results)
    return replace(found, own_list=index.list if index else None, bands=bands)


def _contradicting_changes(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """A printed change that is not what lies between the figures printed beside it."""
    for part in _parts(plan):
        results = _results(plan, catalog, part)
        for result in results.published:
            yield from _contradicting(_name(plan, catalog, part), result, results.before(result))


def _contradicting(name: str, result: Result, previous: Result | None) -> Iterator[Finding]:
    lines = _lines((result, previous) if previous else (result,))
    before = result.previous_rank or (previous.rank if previous else None)
    if None not in (before, result.rank, result.rank_change):
        assert before is not None and result.rank is not None  # noqa: S101, PT018 - just asked
        if before - result.rank != result.rank_change:
            reason = Reason.of(
                CheckCode.RANK_CHANGE_CONTRADICTS,
                name=name,
                year=result.year,
                before=before,
                rank=result.rank,
                change=result.rank_change,
            )
            yield Finding(level=Level.ERROR, reason=reason, lines=lines)
    score, change = result.score, result.score_change
    if previous is None or previous.score is None or score is None or change is None:
        return
    # Figures are printed rounded, so that the last place may differ by one.
    finest = max(score.as_tuple().exponent, previous.score.as_tuple().exponent, key=int)
    if abs(previous.score + change - score) > Decimal(1).scaleb(int(finest)):
        reason = Reason.of(
            CheckCode.SCORE_CHANGE_CONTRADICTS,
            name=name,
            year=result.year,
            before=previous.score,
            score=score,
            change=change,
        )
        yield Finding(level=Level.ERROR, reason=reason, lines=lines)


def _list_sizes(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """A list that changes its size: a place among 63 says nothing among 34."""
    for part in _parts(plan):
        results, name = _results(plan, catalog, part), _name(plan, catalog, part)
        for chosen in (None, *RankList):
            lists: list[tuple[int, int, Result | Target]] = [
                (result.year, place.out_of, result)
                for result in results.published
                if (place := place_in(result, chosen, results.own_list)) and place.out_of
                if chosen is None or chosen is not results.own_list
            ]
            aims: list[tuple[int, int, Result | Target]] = [
                (target.year or plan.year, target.out_of, target)
                for target in part.targets
                if target.out_of is not None and target.list is chosen
            ]
            for (year, before, one), (list_year, out_of, other) in pairwise([*lists, *aims]):
                if before != out_of:
                    reason = Reason.of(
                        CheckCode.LIST_SIZE_CHANGES,
                        name=name,
                        year=year,
                        before=before,
                        out_of=out_of,
                        list_year=list_year,
                    )
                    yield Finding(level=Level.QUESTION, reason=reason, lines=_lines((one, other)))


# Kinds that ask for one figure and no other: two of them with different figures disagree.
_ONE_FIGURE = frozenset(
    {
        TargetKind.ABOVE,
        TargetKind.AT_LEAST,
        TargetKind.REACH,
        TargetKind.ABOUT,
        TargetKind.RANK_AT_MOST,
    }
)


def _excluding_targets(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Two targets of one thing of which only one can be meant."""
    for part in _parts(plan):
        results = _results(plan, catalog, part)
        asked = [
            (target, threshold)
            for target in part.targets
            if (threshold := threshold_of(target, results)) is not None
        ]
        for (one, first), (other, second) in combinations(asked, 2):
            if _exclude(one, first, other, second):
                texts = tuple(each.text or str(each.kind) for each in (one, other))
                reason = Reason.of(
                    CheckCode.TARGETS_EXCLUDE, name=_name(plan, catalog, part), texts=texts
                )
                yield Finding(level=Level.QUESTION, reason=reason, lines=_lines((one, other)))


def _exclude(one: Target, first: Threshold, other: Target, second: Threshold) -> bool:
    same = first.measure is second.measure and (one.list, one.year) == (other.list, other.year)
    if not same or first.at == second.at:
        return False
    if one.kind in _ONE_FIGURE and other.kind in _ONE_FIGURE:
        return True
    return _lies_outside(one, second) or _lies_outside(other, first)


def _lies_outside(ranged: Target, asked: Threshold) -> bool:
    """Whether a range of scores or places ends short of what another target asks for."""
    if ranged.kind is TargetKind.RANGE:
        return ranged.high is not None and ranged.high < asked.at
    if ranged.kind is TargetKind.RANK_RANGE:
        ends = [end for end in (ranged.low, ranged.high) if end is not None]
        return bool(ends) and min(ends) > asked.at
    return False


def _disputed(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    for part in _parts(plan):
        for result in part.results:
            for other in result.disputed_by:
                reason = Reason.of(
                    CheckCode.DISPUTED,
                    name=_name(plan, catalog, part),
                    year=result.year,
                    source=other.source,
                    score=other.score,
                    rank=other.rank,
                )
                yield Finding(level=Level.NOTE, reason=reason, lines=_lines((result,)))


def _weak_without_task(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    for sub_index in plan.sub_indices:
        if sub_index.tasks:
            continue
        if _is_weak(plan, catalog, sub_index):
            code = CheckCode.WEAK_WITHOUT_TASK
        elif _is_below_target(plan, catalog, sub_index):
            code = CheckCode.BELOW_TARGET_WITHOUT_TASK
        else:
            continue
        reason = Reason.of(code, name=_name(plan, catalog, sub_index))
        lines = _lines((*sub_index.targets, *sub_index.results))
        yield Finding(level=Level.QUESTION, reason=reason, lines=lines)


def _is_weak(plan: Plan, catalog: Catalog, sub_index: SubIndex) -> bool:
    """Below the median place; where that is not known, below half of the scale."""
    latest = _results(plan, catalog, sub_index).latest
    if latest is None:
        return False
    if latest.rank is not None and latest.out_of is not None:
        return latest.rank > median_place(latest.out_of)
    scale = _scale(plan, catalog, sub_index)
    middle = (scale.minimum + scale.maximum) / 2
    return latest.score is not None and latest.score < middle


def _is_below_target(plan: Plan, catalog: Catalog, sub_index: SubIndex) -> bool:
    results = _results(plan, catalog, sub_index)
    current = (target for target in sub_index.targets if target.holds_in(plan.year))
    apart = (distance(target, results, results.latest) for target in current)
    return any(found is not None and not found.met for found in apart)


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
        aims = {part.code: aim for part in parts if (aim := _aim(plan, catalog, part)) is not None}
        if index is None or not parts or len(aims) < len(parts):
            continue
        mean = mean_estimate(
            aims,
            sub_index_max=index.sub_index_max,
            total_max=total_scale(plan, index, overall.index).maximum,
        )
        for target in overall.targets:
            asked = threshold_of(target, _results(plan, catalog, overall))
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


def _aim(plan: Plan, catalog: Catalog, sub_index: SubIndex) -> Decimal | None:
    """The highest score that a sub-index's targets ask for."""
    results = _results(plan, catalog, sub_index)
    asked = [
        target.high if target.kind is TargetKind.RANGE and target.high else threshold.at
        for target in sub_index.targets
        if target.holds_in(plan.year)
        and (threshold := threshold_of(target, results))
        and threshold.measure is Measure.POINTS
    ]
    return max(asked, default=None)


def _targets_below_last(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    for sub_index in plan.sub_indices:
        results = _results(plan, catalog, sub_index)
        base = results.base
        if base is None:
            continue
        for target in sub_index.targets:
            asked = threshold_of(target, results, base)
            if asked is None or asked.list not in (None, results.own_list):
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
            # A place beside half a one: rank 10 is the last within a median place of 10.5.
            elif base.rank is not None and int(asked.at) > base.rank:
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
