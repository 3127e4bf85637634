"""What every act has in common: who acts, the day it counts for, what it is checked against.

For the services beside this module; whoever is outside calls those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from ddci_tracker.domain import texts
from ddci_tracker.domain.checks import KnownFigures
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import commands, queries
from ddci_tracker.store.claims import lock
from ddci_tracker.store.engine import Session
from ddci_tracker.store.errors import Conflict
from ddci_tracker.store.kinds import Kind, Scope
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


class OnlyTried(Exception):
    """Undoes what a preview has done in its transaction."""


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


def acting_day(plan: Plan, act: Act) -> date:
    """The day that an act on a task or a report counts for; none before the plan's issue."""
    day, issued = counted_day(plan, act), plan.document.counts_from
    if day < issued:
        raise Refused(
            N_("The plan counts from {issued}; nothing is recorded for {on}"),
            field="on",
            issued=issued,
            on=day,
        )
    return day


def refuse_before(period: Period, on: date, *, field: str) -> None:
    """Pass for a day on which a period has begun."""
    if on < period.first_day:
        raise Refused(N_("{period} had not begun on {on}"), field=field, period=period, on=on)


def refuse_other_quarter(plan: Plan, quarter: Period) -> None:
    """Pass for a quarter of the plan's year; of several years, of the one looked at."""
    if (quarter.kind, quarter.year) != (PeriodKind.QUARTER, plan.year):
        raise Refused(
            N_("{quarter} is not a quarter of {year}"),
            field="quarter",
            quarter=quarter,
            year=plan.year,
        )


def refuse_other_year(plan: Plan, year: int) -> None:
    """Pass for one of the plan's years."""
    if not plan.covers(year):
        raise Refused(
            N_("{year} is not a year of the plan, which goes from {first_year} to {last_year}"),
            field="year",
            year=year,
            first_year=plan.document.first_year,
            last_year=plan.document.last_year,
        )


def is_blank(text: str | None) -> bool:
    """Whether a field was left empty."""
    return not texts.line(text or "")


def says_nothing(text: str | None) -> bool:
    """Whether a reason, a basis or a name is none, empty or not: it has no letter and no digit."""
    return not texts.says_something(text or "")


def enter(session: Session, plan_id: str, act: Act, action: Action) -> Plan:
    """Begin an act on a plan: its content as of the day that the act counts for.

    Permission is asked before anything of the plan is told. Other acts on the agency's plans
    wait until this one's transaction ends, so that nobody comes between what is checked and what
    is recorded. ``UnknownPlan``, ``Forbidden``, ``Refused`` for a day to come.
    """
    require(act.actor, action, agency=queries.plan_row(session, plan_id).agency)
    # The plans of an agency are locked together: a result shows on all of them.
    lock(session, Scope.CONTENT, plan_id)
    day = act.on or vietnamese_day(act.now)
    plan = queries.load_plan(session, plan_id, as_of=day, known_at=queries.EVER)
    counted_day(plan, act)
    return plan.in_year(day.year)


def load_ledger(tracker: Tracker, session: Session, plan_id: str, look: Viewpoint) -> Ledger:
    """The ledger that a look needs; the caller has asked for permission."""
    return queries.load_ledger(
        session,
        plan_id,
        as_of=look.as_of,
        known_at=look.known_at,
        results_as_of=look.results_as_of,
        catalog=tracker.catalog,
        calendar=tracker.calendar,
    )


def known_figures(tracker: Tracker, session: Session, plan_id: str, day: date) -> KnownFigures:
    """What is known on a day of the agency's results, beside what the plan prints."""
    look = Viewpoint(as_of=day, known_at=queries.EVER)
    return KnownFigures.of(load_ledger(tracker, session, plan_id, look), look)


def refuse_if_overtaken(
    session: Session, kind: Kind[T], owner: str, key: str, act: Act
) -> Version[T] | None:
    """The newest version of a thing; ``Conflict`` when it is not the one the author saw."""
    last = queries.newest(session, kind, owner, key)
    if last is not None and act.revision is not None and act.revision < last.revision:
        raise Conflict(key, last.revision, last.recorded_by, last.recorded_at)
    return last


def refuse_unseen(stands: int, seen: int | None) -> None:
    """Pass where what stands is what whoever acts has seen, by its mark; None asks for nothing."""
    if seen is not None and seen != stands:
        raise Refused(N_("Somebody else has changed this meanwhile; look at what stands now"))


def record(
    session: Session, kind: Kind[T], owner: str, value: T | None, *, key: str, on: date, act: Act
) -> Version[T]:
    """Append the version that an act makes.

    It takes the place of what was recorded for a day to come, under a clock that ran ahead, so
    that this does not come back on that day.
    """
    ahead = () if act.replaces else ahead_of(queries.chain(session, kind, owner, key), on, act.now)

    def append(replaces: int | None, revision: int | None) -> Version[T]:
        return commands.append(
            session,
            kind,
            owner,
            value,
            key=key,
            on=on,
            by=act.actor.name,
            at=act.now,
            expected_revision=revision,
            replaces=replaces,
        )

    revision = act.revision
    for each in ahead[:-1]:
        append(each.revision, revision)
        revision = None
    return append(ahead[-1].revision if ahead else act.replaces, revision)


def ahead_of(chain: Iterable[Version[T]], on: date, now: datetime) -> tuple[Version[T], ...]:
    """Those versions of a thing that count for a day which has not come at ``now``."""
    versions = tuple(chain)
    corrected = {each.replaces for each in versions}
    latest = max(on, vietnamese_day(now))
    return tuple(each for each in versions if each.on > latest and each.revision not in corrected)
