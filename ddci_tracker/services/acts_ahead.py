"""Acts that a clock which ran ahead has their day from: which they are, and the way out.

Whoever knows when such an act was done says so, or that it counts for nothing; either is an act of
its own in the history. Not here: what is believed until then (``domain.clock``).
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import Act, counted_day
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import commands, queries
from ddci_tracker.store.claims import lock
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.errors import Conflict
from ddci_tracker.store.kinds import ACTS, Kind, Scope
from ddci_tracker.store.queries import ActAhead
from ddci_tracker.words.marking import N_

# How many plans' are kept at hand.
_KEPT = 32

__all__ = ["ActAhead", "acts_ahead", "done_on", "leave_out"]


def acts_ahead(
    tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime
) -> tuple[ActAhead, ...]:
    """Those of a plan and its agency that are to be looked at. ``UnknownPlan``, ``Forbidden``."""
    with reading(tracker.engine) as session:
        row = queries.plan_row(session, plan_id)
    require(actor, Action.READ_HISTORY, agency=row.agency)
    return _of_plan(tracker, plan_id, row.agency, row.data_version, vietnamese_day(now))


@lru_cache(maxsize=_KEPT)
def _of_plan(
    tracker: Tracker, plan_id: str, agency: str, _version: int, day: date
) -> tuple[ActAhead, ...]:
    """Asked at every look of whoever may settle them; the version tells states of a plan apart."""
    with reading(tracker.engine) as session:
        return queries.acts_ahead(session, day, of=(plan_id, agency))


def done_on(tracker: Tracker, plan_id: str, what: str, key: str, act: Act) -> Version[Any]:
    """Record that the newest such act on a thing was done on the day of ``act``.

    The day that it had is a way to confirm it. ``Refused`` where there is nothing to be said of,
    or for a day to come; ``UnknownPlan``, ``Forbidden``, ``Conflict``.
    """
    with writing(tracker.engine) as session:
        kind, owner, found = _enter(session, plan_id, what, key, act)
        plan = queries.load_plan(session, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER)
        return _instead_of(session, kind, owner, found, found.value, counted_day(plan, act), act)


def leave_out(tracker: Tracker, plan_id: str, what: str, key: str, act: Act) -> Version[Any]:
    """Record that the newest such act on a thing counts for nothing: what stood before stands.

    Errors as above.
    """
    with writing(tracker.engine) as session:
        kind, owner, found = _enter(session, plan_id, what, key, act)
        today = vietnamese_day(act.now)
        ahead = {each.revision for each in _named(session, owner, what, key, act)}
        chain = queries.chain(session, kind, owner, key)
        replaced = {each.replaces for each in chain}
        stood = [
            each
            for each in chain
            if each.revision not in ahead | replaced and each.revision < found.revision
        ]
        before = max(stood, key=lambda each: (each.on, each.revision), default=None)
        said, on = (before.value, before.on) if before else (None, min(found.on, today))
        return _instead_of(session, kind, owner, found, said, on, act)


def _enter(
    session: Session, plan_id: str, what: str, key: str, act: Act
) -> tuple[Kind[Any], str, Version[Any]]:
    """The kind of an act, its owner, and the version that is asked about."""
    agency = queries.plan_row(session, plan_id).agency
    require(act.actor, Action.LOAD_PLAN, agency=agency)
    lock(session, Scope.CONTENT, plan_id)
    kind = next((each for each in ACTS if each.name == what), None)
    owner = agency if kind is not None and kind.scope is Scope.AGENCY else plan_id
    named = _named(session, owner, what, key, act)
    if kind is None or not named:
        raise Refused(N_("No clock that ran ahead has given {key} its day"), field="key", key=key)
    chain = {each.revision: each for each in queries.chain(session, kind, owner, key)}
    newest = chain[max(chain)]
    if act.revision is not None and act.revision < newest.revision:
        raise Conflict(key, newest.revision, newest.recorded_by, newest.recorded_at)
    return kind, owner, chain[max(each.revision for each in named)]


def _named(session: Session, owner: str, what: str, key: str, act: Act) -> tuple[ActAhead, ...]:
    found = queries.acts_ahead(session, vietnamese_day(act.now), of=(owner,))
    return tuple(each for each in found if (each.what, each.key) == (what, key))


def _instead_of(
    session: Session,
    kind: Kind[Any],
    owner: str,
    found: Version[Any],
    said: Any,
    on: date,
    act: Act,
) -> Version[Any]:
    return commands.append(
        session,
        kind,
        owner,
        said,
        key=found.key,
        on=on,
        by=act.actor.name,
        at=act.now,
        replaces=found.revision,
    )
