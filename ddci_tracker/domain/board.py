"""The board: one look at one plan, from its ledger, a day, a moment and a quarter.

Pure: the same ledger and look give the same board for ever. This module only brings the rules
together; each rule lives in its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ddci_tracker.domain.acts import Amendment, ResultEntry
from ddci_tracker.domain.arithmetic import mean_estimate, rank_change, score_change
from ddci_tracker.domain.attention import AttentionSources, attention_rows
from ddci_tracker.domain.block_tables import (
    BlockTable,
    Neighbours,
    exact_means,
    neighbours,
    with_block_figures,
)
from ddci_tracker.domain.closing import close_of
from ddci_tracker.domain.execution import NOT_TRACKED, judged_on, sub_index_light
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.lights import Colour, Light, LightCounts
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan, Result, ResultKind, SubIndex, Target
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import Reason, ReasonCode
from ddci_tracker.domain.reports import report_rows, totals
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.scales import (
    Scale,
    bands_of,
    is_measured,
    stand_for_total,
    sub_index_scale,
    total_scale,
)
from ddci_tracker.domain.speaking import given_updates, last_of_each, units_that_spoke
from ddci_tracker.domain.standing import result_light, standing_of
from ddci_tracker.domain.tasks import TaskViews, quarter_books
from ddci_tracker.domain.versions import Version, holding, qualifying
from ddci_tracker.domain.views import (
    Board,
    Estimate,
    EstimateBasis,
    Freshness,
    OverallView,
    QuarterLight,
    Standing,
    SubIndexView,
    TaskView,
)


def default_day(plan: Plan, today: date, closes_on: date) -> date:
    """The day a plan is looked at unless told otherwise: the earlier of today and its close.

    The illustration plan has a today of its own.
    """
    return min(plan.today or today, closes_on)


def default_quarter(plan: Plan, day: date) -> Period:
    """The quarter of a day, between the quarter of the plan's issue and its fourth.

    The first of its year for a plan issued before that year.
    """
    issued = Period.containing(PeriodKind.QUARTER, plan.document.counts_from)
    first, last = max(issued, Period.quarter(plan.year, 1)), Period.quarter(plan.year, 4)
    return min(max(Period.containing(PeriodKind.QUARTER, day), first), last)


def is_past(plan: Plan, seen_on: date, closes_on: date) -> bool:
    """Whether a plan is closed for somebody who looks on a day."""
    return (plan.today or seen_on) > closes_on


def decide_board(ledger: Ledger, look: Viewpoint, quarter: Period) -> Board:
    """The board of a plan as of a day, known at a moment, in a quarter of the plan's year."""
    closes_on = close_of(ledger, look)
    judged = judged_on(quarter, look.as_of, closes_on)
    # A quarter shows the plan as it was then: what was amended later has no part in it.
    plan = ledger.as_looked_at(judged)
    rows = report_rows(ledger, look, closes_on=closes_on)
    tracked = _is_tracked(ledger, look)
    make = TaskViews(ledger, quarter_books(ledger, look, closes_on), quarter, tracked=tracked)
    results = _ResultBook(ledger, look)
    adopted = ledger.adopted_policy(look)
    sub_indices = tuple(
        _sub_index(ledger, plan, results, each, make, tracked=tracked) for each in plan.sub_indices
    )
    general = tuple(make.of(task, None) for task in plan.general_tasks)
    tasks = tuple(view for each in sub_indices for view in each.tasks) + general
    held = holding(ledger.conclusions, as_of=look.as_of, known_at=look.known_at)
    # In an order of their own, so that a board does not depend on how they were recorded.
    conclusions = tuple(held[key] for key in sorted(held))
    sources = AttentionSources(
        tasks=tasks,
        reports=rows,
        conclusions=conclusions,
        standings={(each.index, each.code): each.standing for each in sub_indices},
        as_of=look.as_of,
        closes_on=closes_on,
        tracked=tracked,
        policy=results.policy,
    )
    return Board(
        plan=plan,
        as_of=look.as_of,
        known_at=look.known_at,
        quarter=quarter,
        past=is_past(plan, look.seen_on or vietnamese_day(look.known_at), closes_on),
        closes_on=closes_on,
        tracked=tracked,
        policy=results.policy,
        quarter_policy=make.policy if make.policy != results.policy else None,
        policy_since=adopted.on if adopted else None,
        policy_basis=adopted.value.basis if adopted and adopted.value else None,
        overall=tuple(_overall(ledger, plan, results, code, sub_indices) for code in plan.indices),
        sub_indices=sub_indices,
        general=general,
        general_execution=_execution((view.light for view in general), make.policy, tracked),
        counts=LightCounts.of(view.light for view in tasks),
        attention=attention_rows(sources),
        reports=rows,
        report_totals=totals(rows),
        freshness=_freshness(ledger, plan, look, judged, quarter, tasks),
        conclusions=conclusions,
        meetings=ledger.meetings,
        amendments=_amendments(ledger, look, judged),
    )


def _amendments(ledger: Ledger, look: Viewpoint, day: date) -> tuple[Version[Amendment], ...]:
    """The amendments that the plan follows on the judging day of a quarter, by their days."""
    held = holding(ledger.amendments, as_of=day, known_at=look.known_at)
    return tuple(sorted(held.values(), key=lambda each: (each.on, each.key)))


def _is_tracked(ledger: Ledger, look: Viewpoint) -> bool:
    acts: tuple[Iterable[Version[object]], ...] = (
        ledger.updates,
        ledger.report_acts,
        ledger.extensions,
        ledger.due_days,
        ledger.conclusions,
    )
    return any(qualifying(each, as_of=look.as_of, known_at=look.known_at) for each in acts)


class _ResultBook:
    """The results of a plan's agency that a look can see, by index and part.

    What a person entered comes before the plan's own print, which completes it, and that before
    what other plans of the agency print.
    """

    def __init__(self, ledger: Ledger, look: Viewpoint) -> None:
        self._ledger = ledger
        # Results are judged by the thresholds of the day looked at, whatever the quarter.
        self.policy = ledger.policy(look)
        self._year = ledger.plan.year
        self._tables = self._blocks(ledger, look)
        self._entered = self._entries(ledger.results, look)
        self._elsewhere = self._entries(ledger.printed_elsewhere, look)

    @staticmethod
    def _entries(
        versions: Iterable[Version[ResultEntry]], look: Viewpoint
    ) -> dict[tuple[str, str | None], list[Version[ResultEntry]]]:
        found: dict[tuple[str, str | None], list[Version[ResultEntry]]] = {}
        held = holding(versions, as_of=look.results_day, known_at=look.known_at)
        for version in held.values():
            if version.value is not None:
                about = version.value.index, version.value.sub_index
                found.setdefault(about, []).append(version)
        return found

    @staticmethod
    def _blocks(ledger: Ledger, look: Viewpoint) -> tuple[BlockTable, ...]:
        held = holding(ledger.blocks, as_of=look.results_day, known_at=look.known_at)
        tables = (held[key].value for key in sorted(held))
        return tuple(table for table in tables if table is not None)

    def neighbours_of(
        self, result: Result | None, index: str, sub_index: str | None
    ) -> Neighbours | None:
        """Who stands next to a result in the table of its block."""
        return neighbours(result, index, sub_index, self._tables)

    def of(self, index: str, sub_index: str | None, printed: tuple[Result, ...]) -> Results:
        about = index, sub_index
        elsewhere = (each.value.result for each in self._elsewhere.get(about, ()) if each.value)
        found = Results.of(self._year, (*printed, *elsewhere), self._entered.get(about, ()))
        entry = self._ledger.catalog.index(index)
        return replace(
            found,
            published=tuple(
                with_block_figures(each, index, sub_index, self._tables) for each in found.published
            ),
            exact_means=exact_means(found.published, index, sub_index, self._tables),
            own_list=entry.list if entry else None,
            bands=() if sub_index else bands_of(self._ledger.plan, entry, index, self.policy),
        )


def _sub_index(
    ledger: Ledger,
    plan: Plan,
    book: _ResultBook,
    sub_index: SubIndex,
    make: TaskViews,
    *,
    tracked: bool,
) -> SubIndexView:
    index = ledger.catalog.index(sub_index.index)
    known = ledger.catalog.sub_index(
        sub_index.index, sub_index.code, plan.year, plan.agency.province, plan.agency.block
    )
    own_name = next(
        (
            own.name
            for own in plan.own_sub_indices
            if (own.index, own.code) == (sub_index.index, sub_index.code)
        ),
        sub_index.printed_name,
    )
    tasks = tuple(make.of(task, sub_index) for task in sub_index.tasks)
    quarters = tuple(
        QuarterLight(
            quarter=quarter,
            light=_execution(
                make.lights_in(quarter, (sub_index.index, sub_index.code)),
                make.policy_in(quarter),
                tracked,
            ),
        )
        for quarter in Period.all_in(PeriodKind.QUARTER, plan.year)
    )
    results = book.of(sub_index.index, sub_index.code, sub_index.results)
    measured = is_measured(plan, index, sub_index.code, plan.year)
    standing = _standing(
        sub_index.targets if measured else (),
        results,
        estimate=_entered_estimate(results),
        scale=sub_index_scale(plan, index, sub_index.index, sub_index.code),
        near=book.neighbours_of(results.latest, sub_index.index, sub_index.code),
        policy=book.policy,
    )
    if not measured:
        standing = replace(standing, light=_not_measured(plan, sub_index))
    return SubIndexView(
        sub_index=sub_index,
        name=known.name if known else own_name,
        short_name=known.short_name if known else own_name,
        english_name=known.english_name if known else None,
        standing=standing,
        execution=_execution((view.light for view in tasks), make.policy, tracked),
        quarters=quarters,
        counts=LightCounts.of(view.light for view in tasks),
        tasks=tasks,
    )


def _not_measured(plan: Plan, sub_index: SubIndex) -> Light:
    """The result light in a year of a plan of several in which the index lacks the sub-index."""
    reason = Reason.of(ReasonCode.NOT_MEASURED, index=sub_index.index, year=plan.year)
    return Light(colour=Colour.GREY, reason=reason)


def _execution(lights: Iterable[Light], policy: Policy, tracked: bool) -> Light:
    light = sub_index_light(lights, policy)
    return light if tracked or light.colour is None else NOT_TRACKED


def _overall(
    ledger: Ledger,
    plan: Plan,
    book: _ResultBook,
    code: str,
    sub_indices: tuple[SubIndexView, ...],
) -> OverallView:
    index = ledger.catalog.index(code)
    scale = total_scale(plan, index, code)
    printed = plan.overall_of(code)
    results = book.of(code, None, printed.results)
    parts = tuple(each for each in sub_indices if each.index == code)
    estimate = _entered_estimate(results) or _mean(ledger, plan, results, parts, scale)
    if estimate and estimate.basis is EstimateBasis.MEAN and estimate.year == plan.year:
        mean = Result(year=plan.year, kind=ResultKind.ESTIMATE, score=estimate.score, derived=True)
        results = replace(results, estimates=(*results.estimates, mean))
    return OverallView(
        index=code,
        name=index.name if index else code,
        standing=_standing(
            printed.targets,
            results,
            estimate=estimate,
            scale=scale,
            near=book.neighbours_of(results.latest, code, None),
            policy=book.policy,
        ),
    )


def _entered_estimate(results: Results) -> Estimate | None:
    found = results.estimate
    if found is None:
        return None
    return Estimate(
        year=found.year, score=found.score, rank=found.rank, basis=EstimateBasis.ENTERED
    )


def _mean(
    ledger: Ledger,
    plan: Plan,
    results: Results,
    parts: tuple[SubIndexView, ...],
    scale: Scale,
) -> Estimate | None:
    """The mean of the sub-indices where the total itself is not known, weighted if weights are.

    For the plan's own year before its total is published, else for the newest year that every
    sub-index has a score of and whose total was not printed. None where the plan has only some of
    the index's sub-indices.
    """
    index = ledger.catalog.index(parts[0].index) if parts else None
    if index is None:
        return None
    years = {r.year for part in parts for r in part.standing.results.published} | {plan.year}
    for candidate in sorted(years, reverse=True):
        total = next((r for r in results.published if r.year == candidate), None)
        if total is not None and total.score is not None:
            return None
        scores = {
            part.code: _score(part.standing.results, candidate)
            for part in parts
            if is_measured(plan, index, part.code, candidate)
        }
        known = {code: score for code, score in scores.items() if score is not None}
        complete = known and len(known) == len(scores)
        if complete and stand_for_total(plan, index, known, candidate):
            chosen = index.set_for(candidate, plan.agency.province, plan.agency.block)
            mean = mean_estimate(
                known,
                sub_index_max=index.sub_index_max,
                total_max=scale.maximum,
                weights=chosen.weights() if chosen else None,
            )
            return Estimate(year=candidate, score=mean, rank=None, basis=EstimateBasis.MEAN)
    return None


def _score(results: Results, year: int) -> Decimal | None:
    """A year's score, published before estimated."""
    of_year = (r for r in (*results.published, *results.estimates) if r.year == year)
    return next((r.score for r in of_year if r.score is not None), None)


def _standing(
    targets: tuple[Target, ...],
    results: Results,
    *,
    estimate: Estimate | None,
    scale: Scale,
    near: Neighbours | None,
    policy: Policy,
) -> Standing:
    latest = results.latest
    previous = results.before(latest) if latest else None
    return Standing(
        targets=tuple(standing_of(target, results) for target in targets),
        results=results,
        latest=latest,
        score_change=score_change(latest, previous) if latest else None,
        rank_change=rank_change(latest, previous) if latest else None,
        estimate=estimate,
        light=result_light(targets, results, scale_max=scale.measures, policy=policy),
        scale_max=scale.maximum,
        scale_min=scale.minimum,
        scale_known=scale.known,
        neighbours=near,
    )


def _freshness(
    ledger: Ledger,
    plan: Plan,
    look: Viewpoint,
    day: date,
    quarter: Period,
    tasks: tuple[TaskView, ...],
) -> Freshness:
    """How fresh the words on a quarter are; ``day`` is the one at which the quarter is judged."""
    expected: dict[str, None] = {}
    for view in tasks:
        if view.owes_word and view.answering is not None:
            expected.update(dict.fromkeys(plan.expand((view.answering,))))
    at_its_day = replace(look, as_of=day)
    spoken = units_that_spoke(ledger.updates, ledger.report_acts, at_its_day, quarter)
    given = given_updates(ledger.updates, ledger.report_acts, look, ledger.clock)
    return Freshness(
        last_update=max((each.not_before for each in given), default=None),
        expected=tuple(expected),
        updated=tuple(unit for unit in expected if unit in spoken),
        last=last_of_each(given),
    )
