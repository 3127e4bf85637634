"""Looking at a plan: the board as of a day, known at a moment, and the checks of a plan.

A board is kept until the plan changes or the day does, so that many people may look at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import takewhile

from ddci_tracker.domain.attention import with_reports_of
from ddci_tracker.domain.board import decide_board, default_day, default_quarter
from ddci_tracker.domain.checks import KnownFigures, check_plan
from ddci_tracker.domain.clock import ClockStep, step_of_looker
from ddci_tracker.domain.closing import close_of
from ddci_tracker.domain.findings import Finding
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.moments import VIETNAM, vietnamese_day
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.views import Board
from ddci_tracker.services.acts import (
    load_ledger,
    refuse_other_quarter,
    refuse_other_year,
    today_of,
)
from ddci_tracker.services.at_once import asked_at_once
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.errors import UnknownPlan
from ddci_tracker.store.queries import PlanEntry
from ddci_tracker.words.marking import N_

__all__ = [
    "PlanEntry",
    "check",
    "closing_day",
    "list_plans",
    "look_at",
    "plan_of",
    "plan_to_show",
    "read_content",
    "still_running",
    "today_in",
    "usual_day",
]

# Enough for every plan of a province looked at in a few ways; a board is some hundred kilobytes.
_BOARDS_KEPT = 512
# A ledger is needed but for the board and the close that are decided from it one after the other.
_LEDGERS_KEPT = 4


def list_plans(tracker: Tracker, actor: Actor) -> tuple[PlanEntry, ...]:
    """The plans that somebody may read, by agency, newest first."""
    with reading(tracker.engine) as session:
        entries = queries.plans(session, actor.agencies)
    return tuple(each for each in entries if actor.may(Action.READ_PLAN, agency=each.agency))


def plan_of(tracker: Tracker, name: str) -> str:
    """The id of a plan, or of the newest plan of an agency by its code. ``UnknownPlan``."""
    with reading(tracker.engine) as session:
        entries = queries.plans(session)
    if any(entry.id == name for entry in entries):
        return name
    of_agency = [entry for entry in entries if entry.agency == name]
    if not of_agency:
        raise UnknownPlan(name)
    return max(of_agency, key=lambda entry: (entry.year, entry.id)).id


def look_at(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    *,
    now: datetime,
    as_of: date | None = None,
    known_at: datetime | None = None,
    quarter: Period | None = None,
    year: int | None = None,
) -> Board:
    """The board of a plan; of a plan of several years in one of them (``year``).

    ``as_of`` defaults to the earlier of today and the plan's close (results then count up to
    today, since they may still arrive), ``known_at`` to now, ``quarter`` to that of the day,
    ``year`` to that of the quarter or of the day, within the plan's; where neither is asked for,
    *Cần xử lý* also names what the years before owe that still run on that day.
    At a moment before the plan was loaded nothing was known but its print. ``UnknownPlan``,
    ``Forbidden``, or ``Refused`` for a quarter of another year or a day to come; a later moment
    of today is now.
    """
    if known_at is not None:
        if vietnamese_day(known_at) > vietnamese_day(now):
            raise Refused(N_("{moment} has not come yet"), field="known_at", moment=known_at)
        known_at = min(known_at, now)
    at = _place(tracker, actor, plan_id)
    plan = _content(tracker, plan_id, at.version, vietnamese_day(now))
    today = today_of(plan, now)
    if as_of is not None and as_of > today:
        raise Refused(
            N_("{on} has not come yet; today is {today}"), field="as_of", on=as_of, today=today
        )
    if year is not None:
        refuse_other_year(plan, year)
        plan = plan.in_year(year)
    if quarter is not None:
        refuse_other_quarter(plan if year else plan.in_year(quarter.year), quarter)
    plan = plan.in_year(year or (quarter.year if quarter else (as_of or today).year))
    # Whatever is recorded before midnight counts; the version tells one look from the next. What
    # was recorded under a clock that ran ahead is known as well.
    everything = max(_end_of_day(vietnamese_day(now)), at.changed_at)
    known = known_at or everything
    closes_on = _close(tracker, plan_id, at.version, today, known, plan.year)
    look = Viewpoint(
        as_of=as_of or default_day(plan, today, closes_on),
        known_at=known,
        results_as_of=None if as_of else today,
        seen_on=None if known_at else vietnamese_day(now),
    )
    asked = quarter
    if asked is None and known_at is None:
        # What is asked for and what goes without saying are one board.
        asked = default_quarter(plan, look.as_of)
    seen = None if known_at else step_of_looker(at.changed_at, now)
    board = _board(tracker, plan_id, at.version, look, plan.year, asked, seen)
    if year is None and quarter is None:
        before = range(plan.year - 1, plan.document.first_year - 1, -1)
        earlier = (_board(tracker, plan_id, at.version, look, each, None, seen) for each in before)
        board = with_reports_of(board, takewhile(_runs, earlier))
    return board if known_at else _seen(board, now)


def still_running(
    tracker: Tracker, actor: Actor, board: Board, *, now: datetime
) -> tuple[Board, ...]:
    """The years before the one that is looked at which have not closed, the newest first.

    Only a plan of several years has any: at the turn of a year, what fell due for the old one is
    owed beside what the new one asks for. ``Forbidden``.
    """
    require(actor, Action.READ_PLAN, agency=board.plan.agency.code)
    found = []
    for year in range(board.plan.year - 1, board.plan.document.first_year - 1, -1):
        earlier = look_at(tracker, actor, board.plan.id, now=now, as_of=board.as_of, year=year)
        if earlier.closed:
            break
        found.append(earlier)
    return tuple(found)


def beside(tracker: Tracker, actor: Actor, board: Board, *, now: datetime) -> tuple[Board, ...]:
    """The other plans of the agency that run now, each as it is looked at today; by their ids.

    An agency that follows DDCI by one plan and PAR INDEX by another works on both at once. Real
    plans and illustrations never stand beside each other. ``Forbidden``.
    """
    require(actor, Action.READ_PLAN, agency=board.plan.agency.code)
    found = (
        look_at(tracker, actor, each.id, now=now)
        for each in list_plans(tracker, actor)
        if each.agency == board.plan.agency.code
        and each.illustration == board.plan.illustration
        and each.id != board.plan.id
    )
    return tuple(sorted((each for each in found if not each.past), key=lambda each: each.plan.id))


def _runs(board: Board) -> bool:
    """Whether a year of a plan had not closed on the day that is looked at."""
    return board.closes_on is not None and board.as_of <= board.closes_on


def _seen(board: Board, now: datetime) -> Board:
    """A board as somebody sees it now: of two clocks that differ by seconds, theirs counts."""
    fresh = board.freshness
    seen = replace(
        fresh,
        last_update=min(fresh.last_update, now) if fresh.last_update else None,
        last=tuple(replace(each, at=min(each.at, now) if each.at else None) for each in fresh.last),
    )
    return replace(board, known_at=now, freshness=seen)


def usual_day(tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime) -> date:
    """The day that a look shows when none is asked for. ``UnknownPlan`` or ``Forbidden``."""
    plan = read_content(tracker, actor, plan_id, now=now)
    closes_on = closing_day(tracker, actor, plan_id, now=now)
    return default_day(plan, today_of(plan, now), closes_on)


def today_in(tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime) -> date:
    """Today as a plan counts it: the day of an act that happens now. Errors as above."""
    return today_of(read_content(tracker, actor, plan_id, now=now), now)


def closing_day(
    tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime, year: int | None = None
) -> date:
    """The day on which a plan closes, as known now. ``UnknownPlan`` or ``Forbidden``.

    Of a plan of several years one of these; None: the year that is looked at today.
    """
    at = _place(tracker, actor, plan_id)
    plan = _content(tracker, plan_id, at.version, vietnamese_day(now))
    today = today_of(plan, now)
    known = max(_end_of_day(vietnamese_day(now)), at.changed_at)
    of_year = plan.in_year(year or today.year).year
    return _close(tracker, plan_id, at.version, today, known, of_year)


def plan_to_show(
    tracker: Tracker, actor: Actor, plans: Iterable[PlanEntry], *, now: datetime
) -> PlanEntry | None:
    """The plan that is shown when none is asked for; None of none.

    The illustration while it is here, else the newest one that runs: a plan of next year that is
    loaded already does not hide it. Where none runs, the last that ran, else the next to begin.
    """
    ordered = sorted(plans, key=lambda each: (each.illustration, each.year, each.id), reverse=True)
    if not ordered or ordered[0].illustration:
        return ordered[0] if ordered else None
    begun = [each for each in ordered if _begins(tracker, each, now) <= vietnamese_day(now)]
    if not begun:
        return ordered[-1]
    runs = (
        each
        for each in begun
        if closing_day(tracker, actor, each.id, now=now) >= vietnamese_day(now)
    )
    return next(runs, begun[0])


def _begins(tracker: Tracker, entry: PlanEntry, now: datetime) -> date:
    """The day from which a plan is looked at first: its issue, in its own year."""
    plan = _content(tracker, entry.id, entry.data_version, vietnamese_day(now))
    return max(plan.document.counts_from, date(plan.document.first_year, 1, 1))


def _end_of_day(day: date) -> datetime:
    return datetime.combine(day, time.max, VIETNAM).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the history of a plan stands: a number for its state, and the last change."""

    version: int
    changed_at: datetime


def _place(tracker: Tracker, actor: Actor, plan_id: str) -> _Place:
    """Where a plan stands, for whoever may read it; ``UnknownPlan`` or ``Forbidden``."""
    with reading(tracker.engine) as session:
        row = queries.plan_row(session, plan_id)
    require(actor, Action.READ_PLAN, agency=row.agency)
    return _Place(row.data_version, row.changed_at)


@asked_at_once(_BOARDS_KEPT)
def _board(
    tracker: Tracker,
    plan_id: str,
    version: int,
    look: Viewpoint,
    year: int,
    quarter: Period | None,
    seen: ClockStep | None,
) -> Board:
    """A board by all that it depends on; ``version`` only tells boards apart."""
    results_day = look.results_as_of or look.as_of
    ledger = _ledger(tracker, plan_id, version, look.as_of, results_day, look.known_at)
    if seen is not None and not ledger.plan.illustration:
        ledger = replace(ledger, clock=(*ledger.clock, seen))
    ledger = ledger.in_year(year)
    return decide_board(ledger, look, quarter or default_quarter(ledger.plan, look.as_of))


@asked_at_once(_BOARDS_KEPT)
def _close(
    tracker: Tracker, plan_id: str, version: int, today: date, known_at: datetime, year: int
) -> date:
    """The day on which a plan closes, by what counts today."""
    ledger = _ledger(tracker, plan_id, version, today, today, known_at)
    return close_of(ledger.in_year(year), Viewpoint(as_of=today, known_at=known_at))


@asked_at_once(_LEDGERS_KEPT)
def _ledger(
    tracker: Tracker,
    plan_id: str,
    version: int,
    as_of: date,
    results_as_of: date,
    known_at: datetime,
) -> Ledger:
    """All that is known of a plan on a day; before it was loaded, its print."""
    with reading(tracker.engine) as session:
        known = max(known_at, queries.first_known(session, plan_id))
        look = Viewpoint(as_of=as_of, known_at=known, results_as_of=results_as_of)
        return load_ledger(tracker, session, plan_id, look)


@asked_at_once(_BOARDS_KEPT)
def _content(tracker: Tracker, plan_id: str, version: int, today: date) -> Plan:
    with reading(tracker.engine) as session:
        return queries.load_plan(session, plan_id, as_of=today, known_at=queries.EVER)


def read_content(tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime) -> Plan:
    """A plan's content as it holds today. ``UnknownPlan`` or ``Forbidden``."""
    version = _place(tracker, actor, plan_id).version
    return _content(tracker, plan_id, version, vietnamese_day(now))


def check(tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime) -> tuple[Finding, ...]:
    """The findings of the checks on a stored plan, errors first.

    What was entered for its agency counts as well: figures that contradict each other are told,
    whichever way they came in.
    """
    version = _place(tracker, actor, plan_id).version
    return _findings(tracker, plan_id, version, vietnamese_day(now))


@asked_at_once(_BOARDS_KEPT)
def _findings(tracker: Tracker, plan_id: str, version: int, today: date) -> tuple[Finding, ...]:
    plan = _content(tracker, plan_id, version, today)
    with reading(tracker.engine) as session:
        look = Viewpoint(as_of=plan.today or today, known_at=queries.EVER)
        ledger = load_ledger(tracker, session, plan_id, look)
    known, policy = KnownFigures.of(ledger, look), ledger.policy(look)
    return check_plan(plan, tracker.catalog, known, calendar=tracker.calendar, policy=policy)
