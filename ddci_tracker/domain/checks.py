"""Checks of a plan: contradictions, likely misprints and things worth knowing.

Findings are sentences for people, never corrections. Source: the list of plan checks in the
product description and the rules, "Checks of a plan". Not raised: equal first places with the
full score, and a date of a document about several years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.arithmetic import mean_estimate, median_place
from ddci_tracker.domain.block_tables import BlockTable
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.deadlines import listed_days, missing_day
from ddci_tracker.domain.excluding_targets import excluding_targets
from ddci_tracker.domain.figures import PartFigures, contradicting_figures
from ddci_tracker.domain.findings import CheckCode, Finding, Level, finding
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.plan import (
    LegalBasis,
    Lines,
    Overall,
    Plan,
    RankList,
    Result,
    ResultKind,
    SubIndex,
    Target,
    TargetKind,
    TargetOf,
    Task,
    UnitKind,
)
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.scales import (
    Scale,
    bands_of,
    is_measured,
    stand_for_total,
    sub_index_scale,
    total_scale,
)
from ddci_tracker.domain.targets import (
    Measure,
    Threshold,
    band_name,
    distance,
    place_in,
    threshold_of,
)
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.domain.working_days import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFigures:
    """What is known of an agency's results beside what the plan prints."""

    entered: tuple[Version[ResultEntry], ...] = ()
    elsewhere: tuple[Version[ResultEntry], ...] = ()
    tables: tuple[BlockTable, ...] = ()

    @classmethod
    def of(cls, ledger: Ledger, look: Viewpoint) -> KnownFigures:
        """What is known from a viewpoint."""
        day, known_at = look.results_day, look.known_at
        held = holding(ledger.blocks, as_of=day, known_at=known_at)
        tables = (version.value for version in held.values())
        return cls(
            entered=tuple(holding(ledger.results, as_of=day, known_at=known_at).values()),
            elsewhere=tuple(
                holding(ledger.printed_elsewhere, as_of=day, known_at=known_at).values()
            ),
            tables=tuple(table for table in tables if table is not None),
        )


NOTHING_ELSE = KnownFigures()
USUAL_POLICY = Policy()


def check_plan(
    plan: Plan,
    catalog: Catalog,
    known: KnownFigures = NOTHING_ELSE,
    *,
    calendar: WorkCalendar | None = None,
    policy: Policy = USUAL_POLICY,
) -> tuple[Finding, ...]:
    """Every finding on a plan: errors first, then questions, then notes, each in plan order.

    Without a ``calendar`` nothing is asked of the days that are worked. ``policy`` is that of the
    agency, whose bands count where the plan prints none.
    """
    found = [
        *_breaks_off(plan),
        *_unknown_block(plan, catalog),
        *_dates(plan),
        *_printed_twice(plan, catalog),
        *check_figures(plan, catalog, known),
        *_list_sizes(plan, catalog),
        *_excluding_targets(plan, catalog),
        *_out_of_reach(plan, catalog),
        *_above_the_best(plan, catalog),
        *_unknown_maxima(plan, catalog),
        *_unknown_lists(plan, catalog),
        *_not_measured(plan, catalog),
        *_unknown_bands(plan, catalog, policy),
        *_disputed(plan, catalog),
        *_weak_without_task(plan, catalog),
        *_owners(plan),
        *_sums(plan, catalog),
        *_targets_below_last(plan, catalog),
        *_undated_duties(plan),
        *_missing_days(plan),
        *_days_out_of_order(plan),
        *_early_results(plan, catalog, known),
        *(_unknown_holidays(plan, calendar) if calendar else ()),
        *_written_notes(plan),
    ]
    order = list(Level)
    return tuple(sorted(found, key=lambda each: order.index(each.level)))


def check_figures(
    plan: Plan, catalog: Catalog, known: KnownFigures = NOTHING_ELSE
) -> Iterator[Finding]:
    """The figures of results that contradict each other, entered ones and tables included."""
    printed = {(part.index, _code(part)): part for part in _parts(plan)}
    entered = _by_place(known.entered)
    elsewhere = _by_place(known.elsewhere)
    yield from contradicting_figures(
        (
            _figures(plan, catalog, place, printed.get(place), entered, elsewhere)
            for place in dict.fromkeys((*printed, *elsewhere, *entered))
        ),
        known.tables,
        plan.agency,
    )


_Place = tuple[str, str | None]
_Entries = Mapping[_Place, list[Version[ResultEntry]]]


def _by_place(versions: Iterable[Version[ResultEntry]]) -> _Entries:
    found: dict[_Place, list[Version[ResultEntry]]] = {}
    for version in versions:
        if version.value is not None:
            found.setdefault((version.value.index, version.value.sub_index), []).append(version)
    return found


def _figures(
    plan: Plan,
    catalog: Catalog,
    place: _Place,
    part: SubIndex | Overall | None,
    entered: _Entries,
    elsewhere: _Entries,
) -> PartFigures:
    index, code = place
    others = (each.value.result for each in elsewhere.get(place, ()) if each.value)
    printed = part.results if part else ()
    results = Results.of(plan.document.last_year, (*printed, *others), entered.get(place, ()))
    entry = catalog.index(index)
    return PartFigures(
        name=_name(plan, catalog, part) if part else name_of(plan, catalog, index, code),
        index=index,
        sub_index=code,
        results=results.published,
        predecessors=tuple(
            each for each in results.predecessors if each.kind is ResultKind.PUBLISHED
        ),
        own_list=entry.list if entry else None,
    )


def _code(part: SubIndex | Overall) -> str | None:
    return None if isinstance(part, Overall) else part.code


def name_of(plan: Plan, catalog: Catalog, index: str, code: str | None) -> str:
    """What a whole index or a sub-index is called in findings."""
    for part in _parts(plan):
        if (part.index, _code(part)) == (index, code):
            return _name(plan, catalog, part)
    agency = plan.agency
    known = (
        catalog.sub_index(index, code, plan.year, agency.province, agency.block) if code else None
    )
    return known.name if known else code or index


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
    return sub_index_scale(plan, index, part.index, part.code)


def _breaks_off(plan: Plan) -> Iterator[Finding]:
    if plan.complete:
        return
    read = [task for _, task in plan.all_tasks() if task.lines]
    ends = max(read, key=lambda task: task.lines or Lines(0, 0), default=None)
    yield finding(
        Level.QUESTION,
        CheckCode.BREAKS_OFF,
        *((ends,) if ends else ()),
        line=ends.lines.last if ends and ends.lines else None,
    )


def _unknown_block(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """A block of which no set of sub-indices and no band can be said to hold."""
    if plan.agency.block not in catalog.blocks:
        yield finding(
            Level.QUESTION,
            CheckCode.BLOCK_UNKNOWN,
            plan.agency,
            field="block",
            block=plan.agency.block,
            known=catalog.blocks,
        )


def _dates(plan: Plan) -> Iterator[Finding]:
    issued, document = plan.document.issued_on, plan.document
    if issued is None and document.issued_not_before is None:
        yield finding(
            Level.QUESTION,
            CheckCode.NO_DAY_OF_ISSUE,
            document,
            field="issued_on",
            counted_from=document.counts_from,
        )
    if issued is not None and document.years is None and issued.year != plan.year:
        yield finding(
            Level.QUESTION,
            CheckCode.ISSUED_OUTSIDE_YEAR,
            document,
            field="issued_on",
            issued_on=issued,
            year=plan.year,
        )
    for basis in plan.legal_bases:
        yield from _basis_dates(basis, issued)
    for _, task in plan.all_tasks():
        yield from _task_dates(task, issued)
        yield from _far_beyond(task, document.last_year)


_YEAR_NAMED = re.compile(r"năm (20\d\d)")


def _basis_dates(basis: LegalBasis, plan_issued: date | None) -> Iterator[Finding]:
    issued = basis.issued_on
    if issued is None:
        return
    if plan_issued is not None and issued > plan_issued:
        yield finding(
            Level.ERROR,
            CheckCode.BASIS_AFTER_PLAN,
            basis,
            field="issued_on",
            number=basis.number,
            issued_on=issued,
            plan_issued_on=plan_issued,
        )
    years = {int(year) for year in _YEAR_NAMED.findall(basis.about or "")}
    # A paper for a year may come out late in the year before, so only an earlier date
    # contradicts; one about several years says nothing by its date.
    if len(years) == 1 and issued < date(min(years) - 1, 10, 1):
        yield finding(
            Level.QUESTION,
            CheckCode.BASIS_DATE_CONTRADICTS,
            basis,
            field="issued_on",
            number=basis.number,
            issued_on=issued,
            year=min(years),
        )


def _task_dates(task: Task, issued: date | None) -> Iterator[Finding]:
    if task.due is None:
        return
    if task.start is not None and task.due < task.start:
        yield finding(
            Level.ERROR,
            CheckCode.TASK_ENDS_BEFORE_START,
            task,
            field="due",
            title=task.title,
            start=task.start,
            due=task.due,
        )
    elif issued is not None and task.due < issued:
        yield finding(
            Level.QUESTION,
            CheckCode.TASK_DUE_BEFORE_ISSUE,
            task,
            field="due",
            title=task.title,
            due=task.due,
            issued_on=issued,
        )


def _far_beyond(task: Task, last_year: int) -> Iterator[Finding]:
    """A day more than a year after the plan's years: most likely its year is a slip."""
    for field, day in (("start", task.start), ("due", task.due)):
        if day is not None and day > date(last_year + 1, 12, 31):
            yield finding(
                Level.QUESTION,
                CheckCode.TASK_FAR_BEYOND_YEARS,
                task,
                field=field,
                title=task.title,
                day=day,
                last_year=last_year,
            )


def _early_results(plan: Plan, catalog: Catalog, known: KnownFigures) -> Iterator[Finding]:
    """Published results from before they can have been published."""
    issued = plan.document.issued_on
    for part in _parts(plan):
        for result in part.results:
            published = result.kind is ResultKind.PUBLISHED
            if published and issued is not None and issued.year <= result.year:
                yield finding(
                    Level.QUESTION,
                    CheckCode.RESULT_BEFORE_YEAR_ENDS,
                    result,
                    field="year",
                    name=_name(plan, catalog, part),
                    year=result.year,
                    issued_on=issued,
                )
    for version in known.entered:
        entry = version.value
        published_on = entry.result.published_on if entry else None
        if entry is None or published_on is None:
            continue
        name, year = name_of(plan, catalog, entry.index, entry.sub_index), entry.result.year
        if plan.covers(year) and issued is not None and published_on < issued:
            yield finding(
                Level.QUESTION,
                CheckCode.RESULT_BEFORE_PLAN,
                entry.result,
                field="published_on",
                name=name,
                year=year,
                published_on=published_on,
                issued_on=issued,
            )
        elif published_on.year <= year:
            yield finding(
                Level.QUESTION,
                CheckCode.RESULT_BEFORE_YEAR_ENDS,
                entry.result,
                field="published_on",
                name=name,
                year=year,
                published_on=published_on,
            )


def _unknown_holidays(plan: Plan, calendar: WorkCalendar) -> Iterator[Finding]:
    """Working days in years of which only the weekends are known to be free."""
    unknown = tuple(str(year) for year in plan.document.covered if year not in calendar.years)
    for duty in plan.report_duties:
        if unknown and duty.due is not None and duty.due.working_days is not None:
            yield finding(
                Level.QUESTION,
                CheckCode.HOLIDAYS_UNKNOWN,
                duty,
                field="due",
                duty=duty.code,
                years=unknown,
            )


def _printed_twice(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Different sub-indices with the same score and the same rank in the same year."""
    seen: dict[tuple[str, int, Decimal, int], list[tuple[SubIndex, Result]]] = {}
    for sub_index in plan.sub_indices:
        for result in sub_index.results:
            if result.score is None or result.rank is None:
                continue
            if result.rank == 1 and result.score == _scale(plan, catalog, sub_index).maximum:
                continue
            key = (sub_index.index, result.year, result.score, result.rank)
            seen.setdefault(key, []).append((sub_index, result))
    for (_, year, score, rank), printed in seen.items():
        if len(printed) < 2:
            continue
        names = tuple(_name(plan, catalog, sub_index) for sub_index, _ in printed)
        yield finding(
            Level.QUESTION,
            CheckCode.PRINTED_TWICE,
            *(result for _, result in printed),
            names=names,
            score=score,
            rank=rank,
            year=year,
        )


def _results(plan: Plan, catalog: Catalog, part: SubIndex | Overall) -> Results:
    index = catalog.index(part.index)
    bands = bands_of(plan, index, part.index, Policy()) if isinstance(part, Overall) else ()
    found = Results.of(plan.year, part.results)
    return replace(found, own_list=index.list if index else None, bands=bands)


def _asked(plan: Plan, target: Target, results: Results) -> Threshold | None:
    """What a target asks for in the plan's year; None where nobody can say yet.

    The median, mean or best score of a block that is known is that of the newest result: of an
    earlier year it says where one stood, and is no mark that the plan prints. A place in the
    middle of its list is one already, as far as the list keeps its size.
    """
    asked, latest = threshold_of(target, results), results.latest
    if (
        asked is not None
        and target.kind is TargetKind.VERSUS
        and asked.measure is Measure.POINTS
        and (latest is None or latest.year < plan.year)
    ):
        return None
    return asked


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
                    yield finding(
                        Level.QUESTION,
                        CheckCode.LIST_SIZE_CHANGES,
                        one,
                        other,
                        name=name,
                        year=year,
                        before=before,
                        out_of=out_of,
                        list_year=list_year,
                    )


def _excluding_targets(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Two targets of one thing of which only one can be meant."""
    for part in _parts(plan):
        for both in excluding_targets(part.targets, _results(plan, catalog, part)):
            yield finding(
                Level.QUESTION,
                CheckCode.TARGETS_EXCLUDE,
                *both,
                name=_name(plan, catalog, part),
                targets=both,
            )


def _out_of_reach(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Targets that nobody can meet: before the first place, above the highest score."""
    for part in _parts(plan):
        results, name = _results(plan, catalog, part), _name(plan, catalog, part)
        maximum = _scale(plan, catalog, part).maximum
        for target in part.targets:
            asked = _asked(plan, target, results)
            if asked is None:
                listed = _places_listed(target, results)
                if listed is not None and target.low is not None and target.low >= listed:
                    yield finding(
                        Level.QUESTION,
                        CheckCode.MORE_PLACES_THAN_LIST,
                        target,
                        name=name,
                        targets=(target,),
                        out_of=listed,
                    )
            elif asked.measure is Measure.PLACES and asked.at < 1:
                basis = asked.basis
                yield finding(
                    Level.QUESTION,
                    CheckCode.BEYOND_FIRST_PLACE,
                    target,
                    name=name,
                    targets=(target,),
                    rank=int(basis.rank) if basis and basis.rank else None,
                    year=basis.year if basis else None,
                )
            elif asked.measure is Measure.POINTS and asked.at > maximum and asked.basis:
                yield finding(
                    Level.QUESTION,
                    CheckCode.BEYOND_SCALE,
                    target,
                    name=name,
                    targets=(target,),
                    at=asked.at,
                    maximum=maximum,
                )


def _unknown_maxima(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Scores whose most nobody gives, where each sub-index of the index has one of its own."""
    for code in plan.indices:
        index = catalog.index(code)
        if index is None or index.total_by_mean:
            continue
        parts = [
            part
            for part in plan.sub_indices
            if part.index == code and _has_scores(part) and not _scale(plan, catalog, part).known
        ]
        if parts:
            yield finding(
                Level.NOTE,
                CheckCode.HIGHEST_SCORE_UNKNOWN,
                *(target for part in parts for target in part.targets),
                *(result for part in parts for result in part.results),
                index=code,
                names=tuple(_name(plan, catalog, part) for part in parts),
            )


def _has_scores(part: SubIndex) -> bool:
    """Whether its targets or results say anything in points."""
    points = any(target.value is not None for target in part.targets)
    return points or any(result.score is not None for result in part.results)


def _above_the_best(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Targets above the best of the block: nobody is, so that most likely below it is meant."""
    for part in _parts(plan):
        for target in part.targets:
            if target.kind is not TargetKind.VERSUS or target.of is not TargetOf.BEST:
                continue
            margin = target.margin or Decimal(0)
            if margin > 0 or (target.strict and margin == 0):
                yield finding(
                    Level.QUESTION,
                    CheckCode.ABOVE_THE_BEST,
                    target,
                    field="margin",
                    name=_name(plan, catalog, part),
                    targets=(target,),
                )


def _places_listed(target: Target, results: Results) -> int | None:
    """How long the list is that a rise of places is counted in, where its start is not known."""
    if target.kind is not TargetKind.INCREASE or target.of is not TargetOf.PLACES:
        return None
    if target.out_of is not None or results.latest is None:
        return target.out_of
    place = place_in(results.latest, target.list, results.own_list)
    if place is not None:
        return place.out_of
    return results.latest.out_of if target.list in (None, results.own_list) else None


def _unknown_lists(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Targets in a list, where nobody can say in which list the places of the results count."""
    for part in _parts(plan):
        results = _results(plan, catalog, part)
        latest = results.latest
        if results.own_list is not None or latest is None or latest.rank is None:
            continue
        for target in part.targets:
            if target.list is not None and place_in(latest, target.list, None) is None:
                yield finding(
                    Level.QUESTION,
                    CheckCode.RANK_WITHOUT_LIST,
                    target,
                    latest,
                    name=_name(plan, catalog, part),
                    targets=(target,),
                    rank=latest.rank,
                    year=latest.year,
                )


def _not_measured(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Sub-indices that their index does not have in a year that the plan covers or prints."""
    for part in plan.sub_indices:
        years = dict.fromkeys((*plan.document.covered, *(each.year for each in part.results)))
        missing = [
            year
            for year in sorted(years)
            if not is_measured(plan, catalog.index(part.index), part.code, year)
        ]
        if missing:
            yield finding(
                Level.QUESTION,
                CheckCode.SUB_INDEX_NOT_MEASURED,
                *part.targets,
                *(each for each in part.results if each.year in missing),
                name=part.printed_name,
                index=part.index,
                years=tuple(map(str, missing)),
            )


def _unknown_bands(plan: Plan, catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Targets by a band that nobody has said where it begins."""
    for part in _parts(plan):
        index = catalog.index(part.index)
        known = bands_of(plan, index, part.index, policy) if isinstance(part, Overall) else ()
        for target in part.targets:
            if target.kind is not TargetKind.BAND or not target.band:
                continue
            named = band_name(target.band)
            if any(band_name(each.name) == named for each in known):
                continue
            name = _name(plan, catalog, part)
            if known:
                yield finding(
                    Level.QUESTION,
                    CheckCode.BAND_UNKNOWN,
                    target,
                    field="band",
                    name=name,
                    band=target.band,
                    known=tuple(each.name for each in known),
                )
            else:
                yield finding(
                    Level.QUESTION,
                    CheckCode.BAND_WITHOUT_BOUNDS,
                    target,
                    field="band",
                    name=name,
                    band=target.band,
                )


def _disputed(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    for part in _parts(plan):
        for result in part.results:
            for other in result.disputed_by:
                yield finding(
                    Level.NOTE,
                    CheckCode.DISPUTED,
                    result,
                    name=_name(plan, catalog, part),
                    year=result.year,
                    source=other.source,
                    score=other.score,
                    rank=other.rank,
                )


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
        yield finding(
            Level.QUESTION,
            code,
            *sub_index.targets,
            *sub_index.results,
            name=_name(plan, catalog, sub_index),
        )


def _is_weak(plan: Plan, catalog: Catalog, sub_index: SubIndex) -> bool:
    """Below the median place; where that is not known, below half of a scale that is."""
    latest = _results(plan, catalog, sub_index).latest
    if latest is None:
        return False
    if latest.rank is not None and latest.out_of is not None:
        return latest.rank > median_place(latest.out_of)
    scale = _scale(plan, catalog, sub_index)
    middle = (scale.minimum + scale.maximum) / 2
    return scale.known and latest.score is not None and latest.score < middle


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
            yield finding(
                Level.NOTE, CheckCode.TASKS_WITHOUT_LEAD, *unowned, name=name, count=len(unowned)
            )
    outside: dict[str, list[Task]] = {}
    for _, task in plan.all_tasks():
        for code in task.lead:
            unit = plan.unit(code)
            if unit is not None and unit.kind is UnitKind.EXTERNAL:
                outside.setdefault(unit.name, []).append(task)
    for name, tasks_led in outside.items():
        yield finding(
            Level.QUESTION, CheckCode.LEAD_OUTSIDE, *tasks_led, unit=name, count=len(tasks_led)
        )


def _sums(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Targets of the sub-indices that cannot add up to the overall target, as an estimate."""
    for overall in plan.overall:
        index = catalog.index(overall.index)
        parts = [each for each in plan.sub_indices if each.index == overall.index]
        aims = {part.code: aim for part in parts if (aim := _aim(plan, catalog, part)) is not None}
        if index is None or not parts or len(aims) < len(parts):
            continue
        if not stand_for_total(plan, index, aims, plan.year):
            continue
        mean = mean_estimate(
            aims,
            sub_index_max=index.sub_index_max,
            total_max=total_scale(plan, index, overall.index).maximum,
        )
        for target in overall.targets:
            asked = _asked(plan, target, _results(plan, catalog, overall))
            if asked is None or asked.measure is Measure.PLACES or mean is None:
                continue
            if not target.holds_in(plan.year):
                continue
            if mean < asked.at:
                yield finding(
                    Level.QUESTION,
                    CheckCode.TARGETS_FALL_SHORT,
                    target,
                    index=overall.index,
                    estimate=mean,
                    target=asked.at,
                )


def _aim(plan: Plan, catalog: Catalog, sub_index: SubIndex) -> Decimal | None:
    """The highest score that a sub-index's targets ask for."""
    results = _results(plan, catalog, sub_index)
    asked = [
        target.high if target.kind is TargetKind.RANGE and target.high else threshold.at
        for target in sub_index.targets
        if target.holds_in(plan.year)
        and (threshold := _asked(plan, target, results))
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
            asked = _asked(plan, target, results)
            if asked is None or asked.list not in (None, results.own_list):
                continue
            name = _name(plan, catalog, sub_index)
            if asked.measure is Measure.POINTS:
                if base.score is not None and asked.at < base.score:
                    yield finding(
                        Level.NOTE,
                        CheckCode.TARGET_BELOW_LAST,
                        target,
                        base,
                        name=name,
                        target=asked.at,
                        last=base.score,
                        year=base.year,
                    )
            # A place beside half a one: rank 10 is the last within a median place of 10.5.
            elif base.rank is not None and int(asked.at) > base.rank:
                yield finding(
                    Level.NOTE,
                    CheckCode.TARGET_RANK_BELOW_LAST,
                    target,
                    base,
                    name=name,
                    target=int(asked.at),
                    last=base.rank,
                    year=base.year,
                )


def _undated_duties(plan: Plan) -> Iterator[Finding]:
    for duty in plan.report_duties:
        if duty.due is None and duty.cadence is not None:
            yield finding(
                Level.NOTE,
                CheckCode.DUTY_WITHOUT_DAY,
                duty,
                field="due",
                duty=duty.code,
                cadence=duty.cadence,
                text=duty.text,
            )


def _missing_days(plan: Plan) -> Iterator[Finding]:
    """A day that only some months of a duty have: the last of the month is meant in the others."""
    for duty in plan.report_duties:
        missing = missing_day(duty.due, duty, plan.document.covered) if duty.due else None
        if missing is not None:
            yield finding(
                Level.QUESTION,
                CheckCode.DUE_DAY_MISSING,
                duty,
                field="due",
                duty=duty.code,
                day=missing.day,
                month=missing.month,
            )


def _days_out_of_order(plan: Plan) -> Iterator[Finding]:
    """Several days a year of which a later one comes first: the first report has the first day."""
    for duty in plan.report_duties:
        days = listed_days(duty.due, plan.year) if duty.due else ()
        if list(days) != sorted(days):
            yield finding(
                Level.QUESTION,
                CheckCode.DUE_DAYS_OUT_OF_ORDER,
                duty,
                field="due",
                duty=duty.code,
            )


def _written_notes(plan: Plan) -> Iterator[Finding]:
    for note in plan.notes:
        doubtful = note.kind in ("suspected_misprint", "contradiction")
        level = Level.QUESTION if doubtful else Level.NOTE
        yield finding(level, CheckCode.WRITTEN_NOTE, note, text=note.text, kind=note.kind)
