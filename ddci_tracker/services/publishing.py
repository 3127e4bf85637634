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
    enter,
    record,
    refuse_if_overtaken,
)
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import writing
from ddci_tracker.store.kinds import RESULT_ENTRY
from ddci_tracker.words.marking import N_

# No index is older; a year before it was mistyped.
_FIRST_YEAR = 2000


def enter_result(
    tracker: Tracker, plan_id: str, entry: ResultEntry, act: Act
) -> Version[ResultEntry]:
    """Record a result for the agency of a plan.

    A published one counts from its day of publication, an estimate from the act's day.
    ``Refused`` outside the scale, for an unknown index or sub-index, for a year to come, without
    any figure, or for a published one without its day; ``Forbidden``; ``Conflict`` where
    somebody came first.
    """
    with writing(tracker.engine) as session:
        act = replace(act, on=_day(entry.result, act))
        plan = enter(session, plan_id, act, Action.ENTER_RESULT)
        on = counted_day(plan, act)
        _check_place(plan, tracker.catalog, entry)
        _check_year(entry.result, on)
        _check_figures(entry, tracker.catalog)
        agency = plan.agency.code
        refuse_if_overtaken(session, RESULT_ENTRY, agency, entry.key, act)
        return record(session, RESULT_ENTRY, agency, entry, key=entry.key, on=on, act=act)


def _day(result: Result, act: Act) -> date | None:
    """The day that a result counts for, None for the act's today."""
    if result.kind is ResultKind.ESTIMATE:
        if result.published_on is not None:
            raise Refused(N_("An estimate is not published"), field="published_on")
        return act.on
    if result.published_on is None:
        raise Refused(N_("Say on which day the result was published"), field="published_on")
    if act.on not in (None, result.published_on):
        raise Refused(
            N_("A published result counts from its day of publication, {day}"),
            field="on",
            day=result.published_on,
        )
    return result.published_on


def _check_place(plan: Plan, catalog: Catalog, entry: ResultEntry) -> None:
    index = catalog.index(entry.index)
    if index is None:
        raise Refused(
            N_("There is no index {index}; known are {indices}"),
            field="index",
            index=entry.index,
            indices=tuple(index.code for index in catalog.indices),
        )
    if entry.sub_index is None:
        return
    chosen = index.set_for(entry.result.year, plan.agency.province)
    of_index = [each.code for each in chosen.sub_indices] if chosen else []
    of_plan = [each.code for each in plan.sub_indices if each.index == entry.index]
    if entry.sub_index not in (*of_index, *of_plan):
        raise Refused(
            N_("Index {index} has no sub-index {sub_index}; known are {codes}"),
            field="sub_index",
            index=entry.index,
            sub_index=entry.sub_index,
            codes=tuple(dict.fromkeys((*of_index, *of_plan))),
        )


def _check_year(result: Result, on: date) -> None:
    if not _FIRST_YEAR <= result.year <= on.year:
        raise Refused(
            N_("The year lies between {first_year} and {last_year}, not {year}"),
            field="year",
            first_year=_FIRST_YEAR,
            last_year=on.year,
            year=result.year,
        )


def _check_figures(entry: ResultEntry, catalog: Catalog) -> None:
    result = entry.result
    if result.score is None and result.rank is None:
        raise Refused(N_("A result needs a score or a rank"), field="score")
    maximum = _scale(entry, catalog)
    _check_scores(result, maximum)
    _check_places(result)


def _check_scores(result: Result, maximum: Decimal) -> None:
    for field, (message, lowest) in {
        "score": (N_("A score lies between {lowest} and {highest}, not {typed}"), Decimal(0)),
        "best_score": (
            N_("The best score lies between {lowest} and {highest}, not {typed}"),
            Decimal(0),
        ),
        "score_change": (
            N_("A change of score lies between {lowest} and {highest}, not {typed}"),
            -maximum,
        ),
    }.items():
        score: Decimal | None = getattr(result, field)
        if score is not None and not (score.is_finite() and lowest <= score <= maximum):
            raise Refused(
                message,
                field=field,
                lowest=lowest,
                highest=maximum,
                typed=score if score.is_finite() else str(score),
            )


def _check_places(result: Result) -> None:
    for field, message in {
        "rank": N_("A rank is 1 or more, not {typed}"),
        "previous_rank": N_("The previous rank is 1 or more, not {typed}"),
        "improvement_rank": N_("The rank by improvement is 1 or more, not {typed}"),
        "out_of": N_("A list has 1 place or more, not {typed}"),
    }.items():
        place: int | None = getattr(result, field)
        if place is not None and place < 1:
            raise Refused(message, field=field, typed=place)
    for field in ("rank", "improvement_rank"):
        place = getattr(result, field)
        if place is not None and result.out_of is not None and place > result.out_of:
            raise Refused(
                N_("Rank {rank} does not fit a list of {out_of}"),
                field="out_of",
                rank=place,
                out_of=result.out_of,
            )


def _scale(entry: ResultEntry, catalog: Catalog) -> Decimal:
    index = catalog.index(entry.index)
    if index is None:
        raise ValueError(f"no index {entry.index}")
    return index.sub_index_max if entry.sub_index else index.total_max
