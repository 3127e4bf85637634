"""Results as they come out: a published score or rank, or the department's own estimate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.plan import Plan, Result, ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acting import (
    Act,
    counted_day,
    ledger_for,
    record,
    refuse_if_overtaken,
)
from ddci_tracker.services.permissions import Action, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import writing
from ddci_tracker.store.kinds import RESULT_ENTRY
from ddci_tracker.words.marking import N_


def enter_result(
    tracker: Tracker, plan_id: str, entry: ResultEntry, act: Act
) -> Version[ResultEntry]:
    """Record a result for the agency of a plan.

    A published one counts from its day of publication, an estimate from the act's day.
    ``Refused`` outside the scale, for an unknown index or sub-index, for a year to come, without
    any figure, or for a published one without its day.
    """
    result = entry.result
    if result.kind is ResultKind.PUBLISHED:
        if result.published_on is None:
            raise Refused(N_("Say on which day the result was published"), field="published_on")
        act = replace(act, on=result.published_on)
    with writing(tracker.engine) as session:
        plan = ledger_for(tracker, session, plan_id, act).plan
        agency = plan.agency.code
        require(act.actor, Action.ENTER_RESULT, agency=agency)
        on = counted_day(plan, act)
        _check_place(plan, tracker.catalog, entry)
        _check_figures(entry, tracker.catalog, on)
        refuse_if_overtaken(session, RESULT_ENTRY, agency, entry.key, act)
        return record(session, RESULT_ENTRY, agency, entry, key=entry.key, on=on, act=act)


def _check_place(plan: Plan, catalog: Catalog, entry: ResultEntry) -> None:
    if catalog.index(entry.index) is None:
        known = tuple(index.code for index in catalog.indices)
        raise Refused(
            N_("There is no index {index}; known are {indices}"),
            field="index",
            index=entry.index,
            indices=known,
        )
    if entry.sub_index is None:
        return
    of_plan = {each.code for each in plan.sub_indices if each.index == entry.index}
    province = plan.agency.province
    year = entry.result.year
    known_here = catalog.sub_index(entry.index, entry.sub_index, year, province)
    if known_here is None and entry.sub_index not in of_plan:
        raise Refused(
            N_("Index {index} has no sub-index {sub_index}; known are {codes}"),
            field="sub_index",
            index=entry.index,
            sub_index=entry.sub_index,
            codes=tuple(sorted(of_plan)),
        )


def _check_figures(entry: ResultEntry, catalog: Catalog, on: date) -> None:
    result = entry.result
    if result.year > on.year:
        raise Refused(
            N_("{year} has not come yet on {on}"), field="year", year=str(result.year), on=on
        )
    if result.score is None and result.rank is None:
        raise Refused(N_("A result needs a score or a rank"), field="score")
    if result.score is not None:
        _check_score(result.score, _scale(entry, catalog))
    _check_rank(result)


def _scale(entry: ResultEntry, catalog: Catalog) -> Decimal:
    index = catalog.index(entry.index)
    if index is None:
        raise ValueError(f"no index {entry.index}")
    return index.sub_index_max if entry.sub_index else index.total_max


def _check_score(score: Decimal, maximum: Decimal) -> None:
    if not score.is_finite() or not 0 <= score <= maximum:
        raise Refused(
            N_("A score lies between 0 and {maximum}, not {score}"),
            field="score",
            maximum=maximum,
            score=str(score),
        )


def _check_rank(result: Result) -> None:
    if result.rank is not None and result.rank < 1:
        raise Refused(N_("A rank is 1 or more, not {rank}"), field="rank", rank=str(result.rank))
    if result.out_of is not None and result.out_of < (result.rank or 1):
        raise Refused(
            N_("Rank {rank} does not fit a list of {out_of}"),
            field="out_of",
            rank=result.rank or 1,
            out_of=result.out_of,
        )
