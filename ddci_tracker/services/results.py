"""Results as they come out: a published score or rank, or the department's own estimate.

Entered, corrected, withdrawn; one at a time or a whole list of a year. What a plan prints is
never touched: it shows again where what was entered is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from ddci_tracker.domain import texts
from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.checks import name_of
from ddci_tracker.domain.figures import OF_FIGURES
from ddci_tracker.domain.findings import CheckCode, Finding
from ddci_tracker.domain.plan import Plan, Result, ResultKind
from ddci_tracker.domain.scales import Scale, is_measured, sub_index_scale, total_scale
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.services.acts import (
    Act,
    counted_day,
    enter,
    record,
    refuse_if_overtaken,
    says_nothing,
)
from ddci_tracker.services.boards import check, read_content
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.errors import Conflict
from ddci_tracker.store.kinds import RESULT_ENTRY
from ddci_tracker.words.marking import N_

# No index is older; a year before it was mistyped.
_FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredResult:
    """What was entered of one thing: ``held`` is what counts now, None where it was withdrawn.

    ``revision`` is the newest one, on which the next act builds.
    """

    held: Version[ResultEntry] | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """A result of a list, with the revision that its author saw (0: nothing yet)."""

    entry: ResultEntry
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOutcome:
    """What became of a line: its version, or why it was not recorded."""

    line: ResultLine
    version: Version[ResultEntry] | None = None
    problem: Refused | Conflict | None = None


def entered_results(tracker: Tracker, actor: Actor, plan_id: str) -> dict[str, EnteredResult]:
    """What was ever entered for the agency of a plan, by the key of the result.

    ``UnknownPlan`` or ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        agency = queries.plan_row(session, plan_id).agency
        require(actor, Action.READ_PLAN, agency=agency)
        known = queries.versions(
            session, RESULT_ENTRY, agency, as_of=queries.ALWAYS, known_at=queries.EVER
        )
    held = holding(known, as_of=queries.ALWAYS, known_at=queries.EVER)
    newest: dict[str, int] = {}
    for version in known:
        newest[version.key] = max(version.revision, newest.get(version.key, 0))
    return {
        key: EnteredResult(held=held.get(key), revision=revision)
        for key, revision in newest.items()
    }


def enter_result(
    tracker: Tracker, plan_id: str, entry: ResultEntry, act: Act
) -> Version[ResultEntry]:
    """Record a result for the agency of a plan.

    A published one counts from its day of publication, an estimate from the act's day.
    ``Refused`` outside the scale, for an unknown index or sub-index, for a year to come, without
    any figure, or for a published one without its day; ``Forbidden``; ``Conflict`` where
    somebody came first.
    """
    entry = tidy(entry)
    with writing(tracker.engine) as session:
        act = replace(act, on=_day(entry.result, act))
        plan = enter(session, plan_id, act, Action.ENTER_RESULT)
        return _record(tracker, session, plan, entry, act)


def save_result(
    tracker: Tracker, plan_id: str, entry: ResultEntry, act: Act
) -> Version[ResultEntry]:
    """Enter a result, or correct in its place what was entered before, whatever its day was.

    A published result that was entered with another day of publication is taken for mistyped; an
    estimate of a later day comes after the one before. Refuses like ``enter_result``.
    """
    entry = tidy(entry)
    with writing(tracker.engine) as session:
        act = replace(act, on=_day(entry.result, act))
        plan = enter(session, plan_id, act, Action.ENTER_RESULT)
        return _save(tracker, session, plan, entry, act)


def save_results(
    tracker: Tracker, plan_id: str, lines: Iterable[ResultLine], act: Act
) -> tuple[ResultOutcome, ...]:
    """Save a list of results, each by itself: what is refused does not keep the others out.

    Each line builds on its own revision. ``Forbidden``; refusals and conflicts are told line by
    line.
    """
    found: list[ResultOutcome] = []
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.ENTER_RESULT)
        for line in lines:
            try:
                own = replace(act, revision=line.revision)
                own = replace(own, on=_day(line.entry.result, own))
                version = _save(tracker, session, plan, tidy(line.entry), own)
            except (Refused, Conflict) as problem:
                found.append(ResultOutcome(line=line, problem=problem))
            else:
                found.append(ResultOutcome(line=line, version=version))
    return tuple(found)


# What is told of a result as soon as it is entered; which of two figures is wrong is not known.
_TOLD = OF_FIGURES | {CheckCode.RESULT_BEFORE_YEAR_ENDS, CheckCode.RESULT_BEFORE_PLAN}


def contradictions(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    *,
    now: datetime,
    index: str,
    sub_index: str | None,
    year: int,
) -> tuple[Finding, ...]:
    """What contradicts a result of a year, or is asked of its day, whichever way it came in.

    Those between it and the year after as well. ``UnknownPlan`` or ``Forbidden``.
    """
    plan = read_content(tracker, actor, plan_id, now=now)
    name = name_of(plan, tracker.catalog, index, sub_index)
    return tuple(
        each
        for each in check(tracker, actor, plan_id, now=now)
        if each.reason.code in _TOLD
        and name in (each.reason["name"], dict(each.reason.arguments).get("other"))
        and each.reason["year"] in (year, year + 1)
    )


def withdraw_result(tracker: Tracker, plan_id: str, key: str, act: Act) -> Version[ResultEntry]:
    """Withdraw what was entered, from the day it counted; what a plan prints shows again.

    ``Refused`` where nothing is entered; ``Forbidden``; ``Conflict`` where somebody came first.
    """
    with writing(tracker.engine) as session:
        agency = enter(session, plan_id, act, Action.ENTER_RESULT).agency.code
        key = texts.line(key)
        last = refuse_if_overtaken(session, RESULT_ENTRY, agency, key, act)
        if last is None or last.value is None:
            raise Refused(N_("Nothing is entered here that could be withdrawn"), field="year")
        act = replace(act, replaces=last.revision)
        return record(session, RESULT_ENTRY, agency, None, key=key, on=last.on, act=act)


def _save(
    tracker: Tracker, session: Session, plan: Plan, entry: ResultEntry, act: Act
) -> Version[ResultEntry]:
    """Record an entry in the place of the newest one where that would stand in its way."""
    last = queries.newest(session, RESULT_ENTRY, plan.agency.code, entry.key)
    on = counted_day(plan, act)
    if last is not None and (
        on < last.on or (on > last.on and entry.result.kind is ResultKind.PUBLISHED)
    ):
        act = replace(act, replaces=last.revision)
    return _record(tracker, session, plan, entry, act)


def _record(
    tracker: Tracker, session: Session, plan: Plan, entry: ResultEntry, act: Act
) -> Version[ResultEntry]:
    on = counted_day(plan, act)
    _check_place(plan, tracker.catalog, entry)
    _check_year(entry.result, on)
    _check_figures(plan, entry, tracker.catalog)
    agency = plan.agency.code
    last = refuse_if_overtaken(session, RESULT_ENTRY, agency, entry.key, act)
    if last is not None and last.value is None and act.replaces is None:
        # What was withdrawn does not stand in the way of what is entered afterwards.
        act = replace(act, replaces=last.revision)
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
    chosen = index.set_for(entry.result.year, plan.agency.province, plan.agency.block)
    of_index = [each.code for each in chosen.sub_indices] if chosen else []
    of_plan = [
        each.code
        for each in plan.sub_indices
        if each.index == entry.index and is_measured(plan, index, each.code, entry.result.year)
    ]
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


# The figures that make a result, whichever is known.
_FIGURES = ("score", "rank", "rank_over", "ranks", "median", "mean", "best_score")


def _check_figures(plan: Plan, entry: ResultEntry, catalog: Catalog) -> None:
    result = entry.result
    if not any(getattr(result, figure) not in (None, ()) for figure in _FIGURES):
        raise Refused(N_("A result needs a score or a rank"), field="score")
    scale = _scale(plan, entry, catalog)
    _check_scores(result, scale)
    _check_disputes(result, scale)
    _check_places(result)
    _check_beyond(result)


def _check_scores(result: Result, scale: Scale) -> None:
    span = scale.maximum - scale.minimum
    for field, (message, lowest, highest) in {
        "score": (
            N_("A score lies between {lowest} and {highest}, not {typed}"),
            scale.minimum,
            scale.maximum,
        ),
        "best_score": (
            N_("The best score lies between {lowest} and {highest}, not {typed}"),
            scale.minimum,
            scale.maximum,
        ),
        "median": (
            N_("The median lies between {lowest} and {highest}, not {typed}"),
            scale.minimum,
            scale.maximum,
        ),
        "mean": (
            N_("The mean lies between {lowest} and {highest}, not {typed}"),
            scale.minimum,
            scale.maximum,
        ),
        "score_change": (
            N_("A change of score lies between {lowest} and {highest}, not {typed}"),
            -span,
            span,
        ),
    }.items():
        score: Decimal | None = getattr(result, field)
        if score is not None and not (score.is_finite() and lowest <= score <= highest):
            raise Refused(
                message,
                field=field,
                lowest=lowest,
                highest=highest,
                typed=score if score.is_finite() else str(score),
            )


def _check_disputes(result: Result, scale: Scale) -> None:
    """What another source says lies on the scale as well; what is typed as why says why."""
    for other in result.disputed_by:
        if other.why is not None and says_nothing(other.why):
            raise Refused(N_("Say why that is not the one that is used"), field="dispute_why")
        if other.score is not None and not scale.minimum <= other.score <= scale.maximum:
            raise Refused(
                N_("A score lies between {lowest} and {highest}, not {typed}"),
                field="dispute_score",
                lowest=scale.minimum,
                highest=scale.maximum,
                typed=other.score,
            )
        if other.rank is not None and other.rank < 1:
            raise Refused(
                N_("A rank is 1 or more, not {typed}"), field="dispute_rank", typed=other.rank
            )


def _check_beyond(result: Result) -> None:
    """Either a rank, or only what it lies beyond; and each other list with a place in it."""
    if result.rank is not None and result.rank_over is not None:
        raise Refused(
            N_("A result has either a rank or only a rank that it lies beyond"), field="rank_over"
        )
    lists = [each.list for each in result.ranks]
    for each in result.ranks:
        if each.rank < 1 or (each.out_of is not None and each.rank > each.out_of):
            raise Refused(
                N_("Rank {rank} does not fit a list of {out_of}"),
                field="ranks",
                rank=each.rank,
                out_of=each.out_of or 0,
            )
        if lists.count(each.list) > 1:
            raise Refused(N_("A list is named twice: {list}"), field="ranks", list=str(each.list))


def _check_places(result: Result) -> None:
    for field, message in {
        "rank": N_("A rank is 1 or more, not {typed}"),
        "previous_rank": N_("The previous rank is 1 or more, not {typed}"),
        "improvement_rank": N_("The rank by improvement is 1 or more, not {typed}"),
        "rank_over": N_("A rank is 1 or more, not {typed}"),
        "out_of": N_("A list has 1 place or more, not {typed}"),
    }.items():
        place: int | None = getattr(result, field)
        if place is not None and place < 1:
            raise Refused(message, field=field, typed=place)
    for field in ("rank", "improvement_rank", "rank_over"):
        place = getattr(result, field)
        # Beyond the last place there is none.
        last = (result.out_of or 0) - (field == "rank_over")
        if place is not None and result.out_of is not None and place > last:
            raise Refused(
                N_("Rank {rank} does not fit a list of {out_of}"),
                field="out_of",
                rank=place,
                out_of=result.out_of,
            )


def _scale(plan: Plan, entry: ResultEntry, catalog: Catalog) -> Scale:
    index = catalog.index(entry.index)
    if entry.sub_index:
        return sub_index_scale(plan, index, entry.index, entry.sub_index)
    return total_scale(plan, index, entry.index)
