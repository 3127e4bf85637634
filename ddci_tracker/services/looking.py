"""Looking at a plan: the board as of a day, known at a moment, and the checks of a plan.

A board is kept until the plan changes or the day does, so that many people may look at once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import lru_cache

from ddci_tracker.domain.board import decide_board, default_day, default_quarter
from ddci_tracker.domain.checks import Finding, check_plan
from ddci_tracker.domain.ledger import Look
from ddci_tracker.domain.moments import VIETNAM, vietnamese_day
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.views import Board
from ddci_tracker.services.acting import load_ledger
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.queries import PlanEntry
from ddci_tracker.words.marking import N_

__all__ = ["PlanEntry", "check", "list_plans", "look_at", "read_content"]

# Enough for every plan of a province looked at in a few ways; a board is some hundred kilobytes.
_BOARDS_KEPT = 128


def list_plans(tracker: Tracker, actor: Actor) -> tuple[PlanEntry, ...]:
    """The plans that somebody may read, by agency, newest first."""
    with reading(tracker.engine) as session:
        entries = queries.plans(session)
    return tuple(each for each in entries if actor.may(Action.READ_PLAN, agency=each.agency))


def look_at(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    *,
    now: datetime,
    as_of: date | None = None,
    known_at: datetime | None = None,
    quarter: Period | None = None,
) -> Board:
    """The board of a plan.

    ``as_of`` defaults to the earlier of today and the plan's end (results then count up to
    today, since they may still arrive), ``known_at`` to now, ``quarter`` to that of the day.
    ``UnknownPlan``, ``Forbidden``, or ``Refused`` for a quarter of another year or a moment to
    come.
    """
    if known_at is not None and known_at > now:
        raise Refused(N_("{moment} has not come yet"), field="known_at", moment=known_at)
    plan, version = _plan(tracker, actor, plan_id, now)
    if quarter is not None and (quarter.kind, quarter.year) != (PeriodKind.QUARTER, plan.year):
        raise Refused(
            N_("{quarter} is not a quarter of {year}"),
            field="quarter",
            quarter=str(quarter),
            year=str(plan.year),
        )
    today = plan.today or vietnamese_day(now)
    look = Look(
        as_of=as_of or default_day(plan, today),
        # Whatever is recorded before midnight counts; the version tells one look from the next.
        known_at=known_at or _end_of_day(vietnamese_day(now)),
        results_as_of=None if as_of else today,
    )
    board = _board(tracker, plan_id, version, look, quarter)
    return board if known_at else replace(board, known_at=now)


def _end_of_day(day: date) -> datetime:
    return datetime.combine(day, time.max, VIETNAM).astimezone(UTC)


@lru_cache(maxsize=_BOARDS_KEPT)
def _board(
    tracker: Tracker, plan_id: str, version: int, look: Look, quarter: Period | None
) -> Board:
    """A board by all that it depends on; ``version`` only tells boards apart."""
    with reading(tracker.engine) as session:
        ledger = load_ledger(tracker, session, plan_id, look)
    return decide_board(ledger, look, quarter or default_quarter(ledger.plan, look.as_of))


def _plan(tracker: Tracker, actor: Actor, plan_id: str, now: datetime) -> tuple[Plan, int]:
    with reading(tracker.engine) as session:
        version = queries.data_version(session, plan_id)
        plan = _content(tracker, plan_id, version, vietnamese_day(now))
    require(actor, Action.READ_PLAN, agency=plan.agency.code)
    return plan, version


@lru_cache(maxsize=_BOARDS_KEPT)
def _content(tracker: Tracker, plan_id: str, version: int, today: date) -> Plan:
    with reading(tracker.engine) as session:
        return queries.load_plan(session, plan_id, as_of=today, known_at=queries.EVER)


def read_content(tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime) -> Plan:
    """A plan's content as it holds today. ``UnknownPlan`` or ``Forbidden``."""
    return _plan(tracker, actor, plan_id, now)[0]


def check(tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime) -> tuple[Finding, ...]:
    """The findings of the checks on a stored plan, errors first."""
    return check_plan(read_content(tracker, actor, plan_id, now=now), tracker.catalog)
