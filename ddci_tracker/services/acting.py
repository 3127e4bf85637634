"""What every act has in common: the day it counts for, and the ledger it is checked against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from ddci_tracker.domain.ledger import Ledger, Look
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import commands, queries
from ddci_tracker.store.engine import Session
from ddci_tracker.store.errors import Conflict
from ddci_tracker.store.kinds import Kind
from ddci_tracker.words.marking import N_

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who acts, when it is recorded, for which day it counts, and on which revision it builds.

    ``on`` None is today. ``revision`` None builds on the newest; otherwise it must be the newest
    (0: nothing yet). ``replaces`` names the revision whose day is corrected.
    """

    actor: Actor
    now: datetime
    on: date | None = None
    revision: int | None = None
    replaces: int | None = None


def today_of(plan: Plan, now: datetime) -> date:
    """Today, as a plan counts it: the illustration has a today of its own."""
    return plan.today or vietnamese_day(now)


def counted_day(plan: Plan, act: Act) -> date:
    """The day an act counts for; a day to come is refused."""
    today = today_of(plan, act.now)
    if act.on is not None and act.on > today:
        raise Refused(
            N_("{on} has not come yet; today is {today}"), field="on", on=act.on, today=today
        )
    return act.on or today


def ledger_for(tracker: Tracker, session: Session, plan_id: str, act: Act) -> Ledger:
    """All that is known of a plan now, as of the day an act counts for.

    Asked within the act's own transaction, so that nobody can come between.
    """
    known_at = queries.EVER
    plan = queries.load_plan(session, plan_id, as_of=vietnamese_day(act.now), known_at=known_at)
    look = Look(as_of=counted_day(plan, act), known_at=known_at)
    return load_ledger(tracker, session, plan_id, look)


def load_ledger(tracker: Tracker, session: Session, plan_id: str, look: Look) -> Ledger:
    """The ledger that a look needs; the caller asks for permission."""
    return queries.load_ledger(
        session,
        plan_id,
        as_of=look.as_of,
        known_at=look.known_at,
        results_as_of=look.results_as_of,
        catalog=tracker.catalog,
    )


def refuse_if_overtaken(
    session: Session, kind: Kind[T], owner: str, key: str, act: Act
) -> Version[T] | None:
    """The newest version of a thing; ``Conflict`` when it is not the one the author saw."""
    last = queries.newest(session, kind, owner, key)
    if last is not None and act.revision is not None and act.revision < last.revision:
        raise Conflict(key, last.revision, last.recorded_by, last.recorded_at)
    return last


def record(
    session: Session, kind: Kind[T], owner: str, value: T | None, *, key: str, on: date, act: Act
) -> Version[T]:
    """Append the version that an act makes."""
    return commands.append(
        session,
        kind,
        owner,
        value,
        key=key,
        on=on,
        by=act.actor.name,
        at=act.now,
        expected_revision=act.revision,
        replaces=act.replaces,
    )
