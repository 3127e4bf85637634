"""Loading a plan: the first time as it is printed, again as a correction of the print.

A corrected file is matched by key with what was loaded before. Only what changed gets a new
version, all of them counting from the plan's issue, so that an amendment with a later day still
comes after. What vanished is closed. Updates are never touched, and what the Office has set where
the print leaves something open stays while a file leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ddci_tracker.domain.plan import (
    Members,
    MembersBasis,
    Plan,
    Target,
    TargetKind,
    Unit,
)
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.store.claims import claim, lock
from ddci_tracker.store.commands import as_row
from ddci_tracker.store.content import ContentItem, flatten
from ddci_tracker.store.errors import PlanIdentityChanged, TaskHasUpdates
from ddci_tracker.store.kinds import CONTENT, DOCUMENT, TASK, TASK_UPDATE, Kind, Scope
from ddci_tracker.store.order import positions
from ddci_tracker.store.plain import to_plain
from ddci_tracker.store.queries import ALWAYS, EVER, PLAN, issue_day, standing, versions
from ddci_tracker.store.types import in_utc

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing of a plan: the name of its kind, and its key."""

    what: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """What a field of a thing said before, and what it says now, as the domain's values."""

    what: str
    key: str
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanges:
    """What loading a plan changed, in the order of the plan. False when nothing did."""

    added: tuple[Thing, ...] = ()
    changed: tuple[FieldChange, ...] = ()
    closed: tuple[Thing, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the plan was not here before."""
        return any(thing.what == DOCUMENT.name for thing in self.added)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.closed)


def store_plan(
    session: Session,
    plan: Plan,
    *,
    at: datetime,
    by: str,
    drop_tasks_with_updates: bool = False,
) -> PlanChanges:
    """Load a plan, or correct what was loaded before; an equal plan writes nothing.

    ``TaskHasUpdates`` rather than drop a task on which somebody has reported, unless told to.
    ``PlanIdentityChanged`` where it would move to another agency or year, or turn real.
    """
    _enter(session, plan, at)
    day = plan.document.counts_from
    before = issue_day(session, plan.id, EVER) or day
    items = flatten(plan)
    steps = [
        step
        for kind in CONTENT
        for step in _compare(
            kind, list(standing(session, kind, plan.id, ALWAYS, EVER)), items[kind], day, before
        )
    ]
    if not drop_tasks_with_updates:
        _refuse_to_drop_tasks_with_updates(session, plan.id, steps)
    _record(session, plan.id, steps, on=day, by=by, at=at)
    return PlanChanges(
        added=tuple(step.thing for step in steps if step.held is None and step.item),
        changed=tuple(change for step in steps for change in step.changes()),
        closed=tuple(step.thing for step in steps if step.held is not None and not step.item),
    )


def _enter(session: Session, plan: Plan, at: datetime) -> None:
    """Keep the plan under its id, and make other writers of it wait."""
    found = select(PLAN).where(PLAN.c.id == plan.id)
    if session.connection().execute(found).first() is None:
        lock(session, Scope.AGENCY, plan.agency.code)
        # The milliseconds keep the number from repeating when an illustration comes back.
        data_version = (in_utc(at) - _EPOCH) // timedelta(milliseconds=1)
        try:
            with session.begin_nested():
                session.connection().execute(
                    insert(PLAN).values(
                        id=plan.id,
                        agency=plan.agency.code,
                        year=plan.year,
                        illustration=plan.illustration,
                        data_version=data_version,
                    )
                )
        except IntegrityError:
            pass  # another process has just loaded it for the first time
    lock(session, Scope.CONTENT, plan.id)
    row = session.connection().execute(found).one()
    for name, value in (
        ("agency", plan.agency.code),
        ("year", plan.year),
        ("illustration", plan.illustration),
    ):
        if row._mapping[name] != value:
            raise PlanIdentityChanged(plan.id, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LoadStep:
    """What has to be recorded of one thing so that it is as the file says.

    ``held`` is the row that held so far, ``item`` what the file says, None where it is gone.
    ``corrects`` are the revisions that would count from a day after the plan's issue.
    """

    kind: Kind[Any]
    key: str
    held: Row[Any] | None
    item: ContentItem | None
    position: int
    last_revision: int
    corrects: tuple[int, ...]

    @property
    def thing(self) -> Thing:
        return Thing(what=self.kind.name, key=self.key)

    def changes(self) -> Iterator[FieldChange]:
        if self.held is None or self.item is None:
            return
        said, says = self.held._mapping, self.cells()
        for name, value in says.items():
            if to_plain(said[name]) != to_plain(value):
                yield FieldChange(
                    what=self.kind.name, key=self.key, field=name, before=said[name], after=value
                )

    def cells(self) -> dict[str, Any]:
        """The value and the place that the file gives the thing."""
        assert self.item is not None  # noqa: S101 - asked only of what the file names
        return self.kind.cells(self.item.value) | self.place()

    def place(self) -> dict[str, Any]:
        """Where the file puts the thing; what is gone keeps its place, for it may come back."""
        if self.item is None and self.held is not None:
            return {"parent": self.held.parent, "position": self.held.position}
        return {"parent": self.item.parent if self.item else None, "position": self.position}

    @property
    def is_needed(self) -> bool:
        if self.held is None or self.item is None:
            return bool(self.corrects) or (self.held is None) != (self.item is None)
        return bool(self.corrects) or any(self.changes())

    def rows(
        self, owner: str, *, on: date, by: str, recorded_at: datetime
    ) -> Iterator[dict[str, Any]]:
        for number, replaces in enumerate(self.corrects or (None,), start=1):
            version = Version(
                key=self.key,
                revision=self.last_revision + number,
                on=on,
                recorded_at=recorded_at,
                recorded_by=by,
                value=self.item.value if self.item else None,
                replaces=replaces,
            )
            yield as_row(self.kind, owner, version) | self.place()


def _compare(
    kind: Kind[Any], rows: list[Row[Any]], items: list[ContentItem], day: date, before: date
) -> list[_LoadStep]:
    """What differs between the rows of one kind and what the file says of it.

    What was loaded counts from ``before``, what the file says from ``day``. A later version is
    an amendment, and stays.
    """
    chains: dict[str, list[Row[Any]]] = {}
    for row in rows:
        chains.setdefault(row.key, []).append(row)
    held = {key: _held(chain, max(day, before)) for key, chain in chains.items()}
    placed = _placed(items, held)
    wanted = {item.key: _with_what_was_set(item, held.get(item.key)) for item in items}
    steps = [
        _LoadStep(
            kind=kind,
            key=key,
            held=held.get(key),
            item=wanted.get(key),
            position=placed.get(key, 0),
            last_revision=max((row.revision for row in chains.get(key, ())), default=0),
            corrects=tuple(row.revision for row in chains.get(key, ()) if day < row.on <= before),
        )
        for key in dict.fromkeys((*wanted, *chains))
    ]
    return [step for step in steps if step.is_needed]


def _held(chain: list[Row[Any]], day: date) -> Row[Any] | None:
    counting = [row for row in chain if row.on <= day]
    return counting[-1] if counting and not counting[-1].closed else None


def _with_what_was_set(item: ContentItem, held: Row[Any] | None) -> ContentItem:
    """What a file says of a thing, with what was set here where the file leaves it open."""
    value = item.value
    match value:
        case Target(kind=TargetKind.TOP_GROUP, rank=None):
            if held is not None and held.kind is TargetKind.TOP_GROUP:
                return replace(item, value=replace(value, rank=held.rank))
        case Unit(members=None | Members(basis=MembersBasis.INFERRED)):
            if held is not None and held.members and held.members.basis is MembersBasis.ENTERED:
                return replace(item, value=replace(value, members=held.members))
    return item


def _placed(items: list[ContentItem], held: dict[str, Row[Any] | None]) -> dict[str, int]:
    """A position for everything the file names, among its like."""
    groups: dict[str | None, list[ContentItem]] = {}
    for item in items:
        groups.setdefault(item.parent, []).append(item)
    placed: dict[str, int] = {}
    for parent, group in groups.items():
        rows = [held.get(item.key) for item in group]
        stood = [row.position if row is not None and row.parent == parent else None for row in rows]
        placed.update(zip((item.key for item in group), positions(stood), strict=True))
    return placed


def _refuse_to_drop_tasks_with_updates(
    session: Session, plan_id: str, steps: list[_LoadStep]
) -> None:
    dropped = {
        step.held.code
        for step in steps
        if step.kind is TASK and step.held is not None and step.item is None
    }
    if not dropped:
        return
    updates = versions(session, TASK_UPDATE, plan_id, as_of=ALWAYS, known_at=EVER)
    held = holding(updates, as_of=ALWAYS, known_at=EVER).values()
    lost = dropped & {update.value.task for update in held if update.value is not None}
    if lost:
        raise TaskHasUpdates(tuple(sorted(lost)))


def _record(
    session: Session, plan_id: str, steps: list[_LoadStep], *, on: date, by: str, at: datetime
) -> None:
    if not steps:
        return
    recorded_at = claim(session, Scope.CONTENT, plan_id, at)
    rows: dict[Kind[Any], list[dict[str, Any]]] = {}
    for step in steps:
        rows.setdefault(step.kind, []).extend(
            step.rows(plan_id, on=on, by=by, recorded_at=recorded_at)
        )
    for kind, versions_of_kind in rows.items():
        session.connection().execute(insert(kind.table), versions_of_kind)
