"""Units that left the plan of their agency while people still sign in for them.

Nobody may be left to find out alone: the people are told where they work, whoever keeps the
accounts is told which ones, and so is the doctor. Not here: giving somebody another unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.versions import holding
from ddci_tracker.services.account_rules import AccountView
from ddci_tracker.services.permissions import Action, Actor, Role, require
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import accounts, queries
from ddci_tracker.store.engine import Session, reading
from ddci_tracker.store.kinds import AMENDMENT
from ddci_tracker.store.queries import PlanEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftUnit:
    """A unit that the newest plan of its agency does not name any more.

    ``name`` is what it was last called. ``plan`` left it out from ``since`` on, on ``basis``; both
    None where it never named it.
    """

    agency: str
    unit: str
    name: str
    plan: str
    since: date | None
    basis: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrandedAccount:
    """Somebody who can sign in for a unit that has left."""

    account: AccountView
    left: LeftUnit


def stranded_accounts(
    tracker: Tracker, actor: Actor, *, now: datetime
) -> tuple[StrandedAccount, ...]:
    """Everybody who can sign in for a unit that has left, by account name; ``Forbidden``."""
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    with reading(tracker.engine) as session:
        kept = [AccountView.of(each) for each in accounts.accounts(session)]
        places = {
            (each.agencies[0], each.unit)
            for each in kept
            if each.active and each.unit and each.agencies and len(each.agencies) == 1
        }
        left = {place: _left(session, *place, vietnamese_day(now)) for place in places}
    return tuple(
        StrandedAccount(account=each, left=gone)
        for each in kept
        if each.active
        and each.unit
        and each.agencies
        and (gone := left.get((each.agencies[0], each.unit))) is not None
    )


def left_unit_of(tracker: Tracker, actor: Actor, agency: str, *, now: datetime) -> LeftUnit | None:
    """The unit of whoever looks, where it has left the plan of the agency; else None.

    ``Forbidden`` for who may not read the agency's plans.
    """
    require(actor, Action.READ_PLAN, agency=agency)
    if actor.unit is None or actor.role is not Role.STAFF:
        return None
    with reading(tracker.engine) as session:
        return _left(session, agency, actor.unit, vietnamese_day(now))


def _left(session: Session, agency: str, unit: str, today: date) -> LeftUnit | None:
    entries = queries.plans(session, frozenset({agency}))
    if not entries:
        return None
    newest = max(entry.year for entry in entries)
    current = [entry for entry in entries if entry.year == newest]
    if any(_names(_content(session, entry, today), unit) for entry in current):
        return None
    found = [_left_by(session, entry, unit, today) for entry in current]
    known = next((each for each in found if each.since is not None), found[0])
    if known.since is not None:
        return known
    # A plan of another year may know what it was called.
    names = (_name_in(_content(session, entry, today), unit) for entry in entries)
    name = next((each for each in names if each is not None), unit)
    return LeftUnit(agency=agency, unit=unit, name=name, plan=known.plan, since=None, basis=None)


def _left_by(session: Session, entry: PlanEntry, unit: str, today: date) -> LeftUnit:
    """The unit as a plan that does not name it today last named it."""
    contents = queries.load_contents(session, entry.id, as_of=today, known_at=queries.EVER)
    since, name = None, unit
    for before, after in pairwise(contents):
        called = _name_in(before.plan, unit)
        if called is not None and not _names(after.plan, unit):
            since, name = after.since, called
    return LeftUnit(
        agency=entry.agency,
        unit=unit,
        name=name,
        plan=entry.id,
        since=since,
        basis=_basis_of(session, entry.id, since) if since else None,
    )


def _basis_of(session: Session, plan_id: str, day: date) -> str | None:
    known = queries.versions(session, AMENDMENT, plan_id, as_of=day, known_at=queries.EVER)
    held = holding(known, as_of=day, known_at=queries.EVER).values()
    of_day = [each.value.basis for each in held if each.on == day and each.value is not None]
    return "; ".join(of_day) or None


def _content(session: Session, entry: PlanEntry, today: date) -> Plan:
    return queries.load_plan(session, entry.id, as_of=today, known_at=queries.EVER)


def _names(plan: Plan, unit: str) -> bool:
    return _name_in(plan, unit) is not None


def _name_in(plan: Plan, unit: str) -> str | None:
    found = plan.unit(unit)
    return found.name if found else None
