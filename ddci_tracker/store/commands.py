"""Recording a version: the one way in which a fact changes.

Each command runs in a writing session, which is one transaction. What may be recorded, and by
whom, the services have decided before.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ddci_tracker.domain.versions import Version
from ddci_tracker.store.claims import claim
from ddci_tracker.store.errors import Conflict, NoSuchRevision, NotAnIllustration
from ddci_tracker.store.kinds import KINDS, Kind, Scope
from ddci_tracker.store.order import STEP
from ddci_tracker.store.queries import PLAN, newest, plan_row
from ddci_tracker.store.search import forget_words, keep_words
from ddci_tracker.store.tables import METADATA

T = TypeVar("T")


def append(
    session: Session,
    kind: Kind[T],
    owner: str,
    value: T | None,
    *,
    key: str,
    on: date,
    by: str,
    at: datetime,
    expected_revision: int | None = None,
    replaces: int | None = None,
    parent: str | None = None,
) -> Version[T]:
    """Record the next version of a thing; ``value`` None closes it.

    ``expected_revision`` is the revision that the author saw, 0 for nothing: when somebody came
    first, ``Conflict`` names them. Without it the version builds on the newest. ``replaces`` is
    the revision whose day this one corrects. ``parent`` is the key of the index or sub-index
    that a part of a plan belongs to; without it the part stays where it is, with it the part goes
    behind its like. ``NoSuchRevision`` for a revision that was never recorded.
    """
    recorded_at = claim(session, kind.scope, owner, at)
    while True:
        last = newest(session, kind, owner, key)
        revision_now = last.revision if last else 0
        if max(expected_revision or 0, replaces or 0) > revision_now:
            raise NoSuchRevision(key, max(expected_revision or 0, replaces or 0))
        if last and expected_revision not in (None, revision_now):
            raise Conflict(key, revision_now, last.recorded_by, last.recorded_at)
        version = Version(
            key=key,
            revision=revision_now + 1,
            on=on,
            recorded_at=recorded_at,
            recorded_by=by,
            value=value,
            replaces=replaces,
        )
        row = as_row(kind, owner, version)
        if kind.scope is Scope.CONTENT:
            row |= _place(session, kind, owner, key, parent)
        try:
            with session.begin_nested():
                session.connection().execute(insert(kind.table), row)
                keep_words(session, kind, owner, [row])
        except IntegrityError:
            # Of two writers who could lock no plan, because the agency has none yet, one comes
            # second. Anything else that the database refuses is for the caller.
            now = newest(session, kind, owner, key)
            if now is None or now.revision == revision_now:
                raise
        else:
            return version


def as_row(kind: Kind[T], owner: str, version: Version[T]) -> dict[str, Any]:
    """A version as the columns of its table, without its place."""
    row: dict[str, Any] = {
        "owner": owner,
        "key": version.key,
        "revision": version.revision,
        "on": version.on,
        "recorded_at": version.recorded_at,
        "recorded_by": version.recorded_by,
        "replaces": version.replaces,
        "closed": version.value is None,
    }
    cells = (
        dict.fromkeys(kind.value_columns) if version.value is None else kind.cells(version.value)
    )
    return row | cells


def _place(
    session: Session, kind: Kind[Any], owner: str, key: str, parent: str | None
) -> dict[str, Any]:
    connection, columns = session.connection(), kind.table.c
    places = select(columns.parent, columns.position).where(columns.owner == owner)
    stood = connection.execute(
        places.where(columns.key == key).order_by(columns.revision.desc()).limit(1)
    ).first()
    if stood is not None and parent in (None, stood.parent):
        return {"parent": stood.parent, "position": stood.position}
    last = connection.execute(places.order_by(columns.position.desc()).limit(1)).first()
    return {"parent": parent, "position": (last.position if last else 0) + STEP}


def remove_illustration(session: Session, plan_id: str, *, at: datetime) -> None:
    """Remove an illustration wholly, with its history; ``NotAnIllustration`` for a real plan.

    What was entered for its agency goes with the agency's last plan.
    """
    this = plan_row(session, plan_id)
    if not this.illustration:
        raise NotAnIllustration(plan_id)
    claim(session, Scope.CONTENT, plan_id, at)
    connection = session.connection()
    siblings = select(func.count()).where(PLAN.c.agency == this.agency)
    is_last = connection.execute(siblings).scalar() == 1
    for kind in KINDS:
        if kind.scope in (Scope.PLAN, Scope.CONTENT):
            connection.execute(delete(kind.table).where(kind.table.c.owner == plan_id))
        elif kind.scope is Scope.AGENCY and is_last:
            connection.execute(delete(kind.table).where(kind.table.c.owner == this.agency))
    forget_words(session, plan_id)
    if is_last:
        forget_words(session, this.agency)
    frozen = METADATA.tables["frozen_month"]
    connection.execute(delete(frozen).where(frozen.c.plan_id == plan_id))
    connection.execute(delete(PLAN).where(PLAN.c.id == plan_id))
