"""Loading a plan: the first time as it is printed, again as a correction, or as an amendment.

A file is matched by key with what was loaded before, and only what differs gets a new version.
A correction (the print always said so) counts from the plan's issue, on all looks; an amendment
from its own day. Either is carried on into the contents that came later, wherever these say the
same. What vanished is closed. Acts are never touched, and what the Office has set where the print
leaves something open stays while a file leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ddci_tracker.domain.acts import Amendment
from ddci_tracker.domain.lost_acts import LostAct, left_behind, lost_acts
from ddci_tracker.domain.plan import (
    Members,
    MembersBasis,
    Plan,
    Target,
    TargetKind,
    Unit,
)
from ddci_tracker.store.claims import claim, lock
from ddci_tracker.store.commands import append
from ddci_tracker.store.content import ContentItem, Items, flatten
from ddci_tracker.store.contents import Chain, Segment, chains_of, merged
from ddci_tracker.store.errors import ActsWouldBeLost, PlanIdentityChanged
from ddci_tracker.store.kinds import AMENDMENT, CONTENT, DOCUMENT, Kind, Scope
from ddci_tracker.store.order import positions
from ddci_tracker.store.queries import (
    ALWAYS,
    EVER,
    PLAN,
    issue_day,
    load_everything,
    standing,
    versions,
)
from ddci_tracker.store.search import keep_words
from ddci_tracker.store.types import in_utc, to_plain

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
    """What loading a plan changed, in the order of the plan. False when nothing did.

    ``lost`` was recorded and is hidden now, as whoever loaded it wanted; ``kept`` stands in what
    the plan said before an amendment alone. Both are named by ``before``, the plan until then.
    """

    added: tuple[Thing, ...] = ()
    changed: tuple[FieldChange, ...] = ()
    closed: tuple[Thing, ...] = ()
    lost: tuple[LostAct, ...] = ()
    kept: tuple[LostAct, ...] = ()
    before: Plan | None = field(default=None, compare=False, repr=False)

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
    drop_recorded: bool = False,
    read_on: date | None = None,
) -> PlanChanges:
    """Load a plan, or correct what was loaded before; an equal plan writes nothing.

    Of a plan that was amended the file corrects the content that held on ``read_on`` (None: the
    one that it is nearest to), so that a typo is mended in what was printed and in what was
    amended alike. ``ActsWouldBeLost`` rather than
    hide what somebody recorded, unless told to. ``PlanIdentityChanged`` where it would move to
    another agency or year, or turn real.
    """
    _enter(session, plan, at)
    day = plan.document.counts_from
    before = issue_day(session, plan.id, EVER) or day
    first = max(day, before)
    chains = _chains(session, plan.id)
    items = flatten(plan)
    later = {row.on for of in chains.values() for each in of.values() for row in each.rows}
    days = [first, *sorted(each for each in later if each > first)]
    base = first if len(days) == 1 else read_on and max(first, read_on)
    base = base or min(days, key=lambda each: _distance(chains, items, each))
    differences = _differences(chains, items, base)
    writing = _Writing(plan.id, by=by, on=day)
    for each in differences:
        moved = each.chain.revisions_between(day, before)
        for segment in each.chain.segments(first):
            says = each.in_segment(segment, is_base=segment.holds_on(base))
            corrects = moved if segment.is_first else ()
            if corrects or not segment.says(says):
                writing.put(each, says, on=day if segment.is_first else segment.on, of=corrects)
    return _record(session, plan.id, writing, differences, at=at, drop_recorded=drop_recorded)


def amend_plan(
    session: Session,
    plan: Plan,
    *,
    on: date,
    basis: str,
    at: datetime,
    by: str,
    drop_recorded: bool = False,
) -> PlanChanges:
    """Record that a plan says something else from a day on; ``plan`` is all of it as amended.

    What holds on the days before stays. An equal plan writes nothing. ``ActsWouldBeLost`` and
    ``PlanIdentityChanged`` as for ``store_plan``; an amendment keeps the day of issue, too.
    """
    _enter(session, plan, at)
    if plan.document.counts_from != issue_day(session, plan.id, EVER):
        raise PlanIdentityChanged(plan.id, "issued_on")
    chains = _chains(session, plan.id)
    differences = _differences(chains, flatten(plan), on)
    writing = _Writing(plan.id, by=by, on=on)
    for each in differences:
        for segment in each.chain.segments(on):
            says = each.in_segment(segment, is_base=segment.is_first)
            if not segment.says(says):
                writing.put(each, says, on=segment.on)
    if writing:
        _record_basis(session, plan.id, on=on, basis=basis, at=at, by=by)
    return _record(session, plan.id, writing, differences, at=at, drop_recorded=drop_recorded)


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


Chains = Mapping[Kind[Any], Mapping[str, Chain]]


def _chains(session: Session, plan_id: str) -> Chains:
    return {
        kind: chains_of(kind, standing(session, kind, plan_id, ALWAYS, EVER)) for kind in CONTENT
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    """A thing with what held of it on the day compared, and what the file says; None: nothing."""

    chain: Chain
    held: Mapping[str, Any] | None
    says: Mapping[str, Any] | None

    @property
    def thing(self) -> Thing:
        return Thing(what=self.chain.kind.name, key=self.chain.key)

    def changes(self) -> Iterator[FieldChange]:
        if self.held is None or self.says is None:
            return
        for name, value in self.says.items():
            if to_plain(self.held[name]) != to_plain(value):
                yield FieldChange(
                    what=self.chain.kind.name,
                    key=self.chain.key,
                    field=name,
                    before=self.held[name],
                    after=value,
                )

    def in_segment(self, segment: Segment, *, is_base: bool) -> Mapping[str, Any] | None:
        """What the thing says in a stretch of days once the file counts."""
        if is_base:
            return self.says
        if self.held is None:
            # What is added here is not added again where an amendment took it away.
            return self.says if segment.is_first and segment.cells is None else segment.cells
        return merged(self.chain.kind, segment.cells, self.held, self.says)


def _differences(chains: Chains, items: Items, day: date) -> list[_Difference]:
    """Everything that a plan has or had, as it holds on a day and as the file says it."""
    return [each for kind in CONTENT for each in _differences_of(kind, chains, items, day)]


def _differences_of(
    kind: Kind[Any], chains: Chains, items: Items, day: date
) -> Iterator[_Difference]:
    of_kind = chains[kind]
    held = {key: chain.holding(day) for key, chain in of_kind.items()}
    wanted = {item.key: _with_what_was_set(item, held.get(item.key)) for item in items[kind]}
    placed = _placed(items[kind], held)
    for key in dict.fromkeys((*wanted, *of_kind)):
        chain = of_kind.get(key) or Chain(kind=kind, key=key, rows=())
        item, row = wanted.get(key), held.get(key)
        says = None
        if item is not None:
            place = {"parent": item.parent, "position": placed[key]}
            says = kind.cells(item.value) | place
        yield _Difference(chain=chain, held=chain.cells(row), says=says)


def _distance(chains: Chains, items: Items, day: date) -> int:
    """In how many fields and things the file differs from what holds on a day."""
    return sum(
        (each.held is None) != (each.says is None) or sum(1 for _ in each.changes())
        for each in _differences(chains, items, day)
    )


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


def _placed(items: list[ContentItem], held: Mapping[str, Row[Any] | None]) -> dict[str, int]:
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


class _Writing:
    """The versions to be recorded, by kind; their moment is known when they are."""

    def __init__(self, owner: str, *, by: str, on: date) -> None:
        self._owner = owner
        self._by = by
        self.rows: dict[Kind[Any], list[dict[str, Any]]] = {}
        self._last: dict[tuple[Kind[Any], str], int] = {}

    def __bool__(self) -> bool:
        return bool(self.rows)

    def put(
        self,
        difference: _Difference,
        says: Mapping[str, Any] | None,
        *,
        on: date,
        of: tuple[int, ...] = (),
    ) -> None:
        """A version that counts from a day, in the place of each of the revisions it corrects."""
        chain = difference.chain
        for replaces in of or (None,):
            revision = self._last.get((chain.kind, chain.key), chain.last_revision) + 1
            self._last[chain.kind, chain.key] = revision
            # What is gone keeps its place, for it may come back.
            place = difference.says or difference.held or chain.last_place
            cells = says or {
                **dict.fromkeys(chain.kind.value_columns),
                **{name: place[name] for name in ("parent", "position")},
            }
            self.rows.setdefault(chain.kind, []).append(
                {
                    "owner": self._owner,
                    "key": chain.key,
                    "revision": revision,
                    "on": on,
                    "recorded_by": self._by,
                    "replaces": replaces,
                    "closed": says is None,
                    **cells,
                }
            )


def _record_basis(
    session: Session, plan_id: str, *, on: date, basis: str, at: datetime, by: str
) -> None:
    """Keep what an amendment rests on; two of one day on the same basis are one, said again.

    Each is recorded, so that the history tells it from a correction of the same moment.
    """
    known = versions(session, AMENDMENT, plan_id, as_of=ALWAYS, known_at=EVER)
    of_day = [each for each in known if each.on == on and each.value is not None]
    keys = {each.value.basis: each.key for each in of_day if each.value is not None}
    number = len(set(keys.values())) + 1
    another = on.isoformat() if number == 1 else f"{on.isoformat()}#{number}"
    key = keys.get(basis, another)
    append(session, AMENDMENT, plan_id, Amendment(basis=basis), key=key, on=on, by=by, at=at)


def _record(
    session: Session,
    plan_id: str,
    writing: _Writing,
    differences: list[_Difference],
    *,
    at: datetime,
    drop_recorded: bool,
) -> PlanChanges:
    """Record the versions, unless some act would lose what it is about."""
    if not writing:
        return PlanChanges()
    is_new = all(each.held is None for each in differences)
    before = None if is_new else load_everything(session, plan_id)
    recorded_at = claim(session, Scope.CONTENT, plan_id, at)
    for kind, rows in writing.rows.items():
        of_moment = [{**row, "recorded_at": recorded_at} for row in rows]
        session.connection().execute(insert(kind.table), of_moment)
        keep_words(session, kind, plan_id, of_moment)
    lost: tuple[LostAct, ...] = ()
    kept: tuple[LostAct, ...] = ()
    if before is not None:
        after = load_everything(session, plan_id)
        lost, kept = lost_acts(before, after), left_behind(before, after)
        if lost and not drop_recorded:
            raise ActsWouldBeLost(before.plan, lost)
    return PlanChanges(
        lost=lost,
        kept=kept,
        before=before.plan if before else None,
        added=tuple(each.thing for each in differences if each.held is None and each.says),
        changed=tuple(change for each in differences for change in each.changes()),
        closed=tuple(each.thing for each in differences if each.held and each.says is None),
    )
