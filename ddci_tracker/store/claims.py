"""The moment of a writing transaction, and the plans that look different after it.

Whoever writes claims the plans concerned first: their rows are locked until the transaction ends,
their ``data_version`` grows, and the moment under which everything is recorded comes after
whatever was recorded on them before. So what was known at a moment stays what was known at it,
for a frozen month as for any look back, even when two people write at once or a clock goes wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    insert,
    literal,
    select,
    true,
    union_all,
    update,
)
from sqlmodel import Session

from ddci_tracker.domain.clock import CLOCKS_DIFFER
from ddci_tracker.store.errors import UnknownPlan
from ddci_tracker.store.kinds import SUCCESSION, Scope
from ddci_tracker.store.queries import CLOCK_STEP, PLAN
from ddci_tracker.store.types import in_utc

_TICK = timedelta(microseconds=1)


@dataclass(slots=True)
class _Claims:
    """What one transaction has claimed so far."""

    made: set[tuple[Scope, str]] = field(default_factory=set)
    plans: set[str] = field(default_factory=set)
    moment: datetime | None = None


def claim(session: Session, scope: Scope, owner: str, at: datetime) -> datetime:
    """The moment to record under, ``at`` or just after the last one; ValueError for a naive one.

    ``UnknownPlan`` where the owner should be a plan and is none. Asking again for the same owner
    costs nothing.
    """
    claims: _Claims = session.info.setdefault("claims", _Claims())
    if claims.moment is None or (scope, owner) not in claims.made:
        _extend(session, claims, lock(session, scope, owner), in_utc(at))
        claims.made.add((scope, owner))
    assert claims.moment is not None  # noqa: S101 - set just above
    return claims.moment


def lock(session: Session, scope: Scope, owner: str) -> list[Row[str, datetime | None]]:
    """Make other writers of the plans concerned wait until this transaction ends.

    On SQLite a writing session has done so already.
    """
    columns = (PLAN.c.id, PLAN.c.changed_at)
    # Always in the same order, so that two writers never wait for each other.
    statement = select(*columns).where(_concerned(scope, owner)).order_by(PLAN.c.id)
    rows = session.connection().execute(statement.with_for_update()).all()
    if not rows and scope in (Scope.PLAN, Scope.CONTENT):
        raise UnknownPlan(owner)
    return list(rows)


def _extend(
    session: Session, claims: _Claims, rows: list[Row[str, datetime | None]], at: datetime
) -> None:
    fresh = [row for row in rows if row.id not in claims.plans]
    after = [row.changed_at + _TICK for row in fresh if row.changed_at is not None]
    moment = max([at, *after] if claims.moment is None else [claims.moment, *after])
    connection = session.connection()
    if claims.plans and moment != claims.moment:
        overtaken = update(PLAN).where(PLAN.c.id.in_(claims.plans))
        connection.execute(overtaken.values(changed_at=moment))
    if fresh:
        changed = update(PLAN).where(PLAN.c.id.in_(row.id for row in fresh))
        connection.execute(changed.values(data_version=PLAN.c.data_version + 1, changed_at=moment))
    if moment - at > CLOCKS_DIFFER:
        told = {row.id for row in fresh} | (claims.plans if moment != claims.moment else set())
        steps = [{"plan_id": each, "recorded_at": moment, "clock": at} for each in sorted(told)]
        if steps:
            connection.execute(insert(CLOCK_STEP), steps)
    claims.moment = moment
    claims.plans.update(row.id for row in fresh)


def _concerned(scope: Scope, owner: str) -> ColumnElement[bool]:
    match scope:
        case Scope.PLAN:
            return PLAN.c.id == owner
        case Scope.CONTENT:
            this = PLAN.alias("this")
            return _of(select(this.c.agency).where(this.c.id == owner))
        case Scope.AGENCY:
            return _of(select(literal(owner)))
        case Scope.INSTALLATION:
            return true()


def _of(agency: Select[str]) -> ColumnElement[bool]:
    """The plans of an agency, and of those that ever took its place: they show its results.

    Asked as one list of agencies, so that the plans are found by the index of theirs.
    """
    succession = SUCCESSION.table.c
    after = select(succession.owner).where(succession.key.in_(agency))
    return PLAN.c.agency.in_(union_all(agency, after))
