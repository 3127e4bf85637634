"""What the store is asked: a plan's ledger, its history, which plans there are.

Every query takes a reading session. Rows travel as tuples and leave as the domain's values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, func, null, or_, select
from sqlmodel import Session

from ddci_tracker.domain import texts
from ddci_tracker.domain.acts import Conclusion, ResultEntry
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.clock import ClockDoubt, ClockStep, doubt_of, is_set_aside
from ddci_tracker.domain.conclusions import CalledMeeting
from ddci_tracker.domain.ledger import DatedContent, EarlierContent, Ledger
from ddci_tracker.domain.meetings import Meeting, called_meetings, opened_as
from ddci_tracker.domain.moments import VIETNAM
from ddci_tracker.domain.plan import Plan, ResultKind
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.domain.working_days import EVERY_WEEKDAY, WorkCalendar
from ddci_tracker.store.content import ContentItem, Items, as_entry, assemble
from ddci_tracker.store.engine import once
from ddci_tracker.store.errors import UnknownPlan
from ddci_tracker.store.kinds import (
    ACTS,
    AMENDMENT,
    BLOCK_TABLE,
    CONCLUSION,
    CONTENT,
    DOCUMENT,
    DUE_DAY,
    EXTENSION,
    INSTALLATION,
    KINDS,
    MEETING,
    PLAN_CLOSE,
    POLICY,
    REPORT_ACT,
    RESULT,
    RESULT_ENTRY,
    SPECIAL_DAY,
    SUCCESSION,
    TASK_UPDATE,
    UNIT,
    UNIT_CHANGE,
    Kind,
    Scope,
)
from ddci_tracker.store.tables import METADATA
from ddci_tracker.store.types import to_plain

T = TypeVar("T")

PLAN = METADATA.tables["plan"]
CLOCK_STEP = METADATA.tables["clock_step"]
_AGENCY = METADATA.tables["plan_agency"]
# Later than anything: to look at all that is known, whatever the day it counts for.
ALWAYS = date.max
EVER = datetime.max.replace(tzinfo=UTC)
_ABOUT = ("key", "revision", "on", "recorded_at", "recorded_by", "replaces", "closed")
_PLACE = ("parent", "position")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """One line of the list of plans. ``data_version`` grows with every change a look could show."""

    id: str
    agency: str
    year: int
    illustration: bool
    data_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One version in the history of a plan, with what it says and what it was made from.

    ``what`` is the name of the kind. ``before`` and ``after`` are plain data by field, None where
    there was nothing yet or the thing was closed. ``replaces`` is the revision whose place this
    one takes instead of following on the last. ``typed`` is when it was typed, None where only a
    clock that ran ahead says so; ``doubt`` is what is the matter with its day then.
    """

    what: str
    key: str
    revision: int
    on: date
    recorded_at: datetime
    by: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    replaces: int | None
    typed: datetime | None
    doubt: ClockDoubt | None = None

    @property
    def seen_at(self) -> datetime:
        """When it was typed; where nobody knows, the beginning of the day that it counts for."""
        return self.typed or datetime.combine(self.on, time(), VIETNAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAhead:
    """An act that a clock which ran ahead has its day from: ``owner`` is its plan or agency."""

    owner: str
    what: str
    key: str
    revision: int
    on: date
    by: str
    doubt: ClockDoubt


def plans(session: Session, of: frozenset[str] | None = None) -> tuple[PlanEntry, ...]:
    """The plans ``of`` these agencies, None is all, by agency and year, newest first."""
    return once(session, (plans, of), lambda: _plans(session, of))


def _plans(session: Session, of: frozenset[str] | None) -> tuple[PlanEntry, ...]:
    names = tuple(PlanEntry.__dataclass_fields__)
    order = (PLAN.c.agency, PLAN.c.year.desc(), PLAN.c.id)
    asked = select(*(PLAN.c[name] for name in names)).order_by(*order)
    if of is not None:
        asked = asked.where(PLAN.c.agency.in_(sorted(of)))
    rows = session.connection().execute(asked)
    return tuple(PlanEntry(**dict(zip(names, row, strict=True))) for row in rows.all())


def agency_names(session: Session) -> frozenset[str]:
    """Everything that the agencies with a plan here, and their provinces, are or were called."""
    called = (_AGENCY.c[name] for name in ("code", "name", "short_name", "province"))
    rows = session.connection().execute(select(*called).distinct())
    return frozenset(name for row in rows for name in row if name)


def data_version(session: Session, plan_id: str) -> int:
    """The number that grows with every change to what a look at this plan could show."""
    return int(plan_row(session, plan_id).data_version)


def load_plan(session: Session, plan_id: str, *, as_of: date, known_at: datetime) -> Plan:
    """A plan's content as it holds on a day; before its issue, as it was issued.

    ``UnknownPlan`` where it was not known at that moment.
    """
    illustration = plan_row(session, plan_id).illustration
    issue = issue_day(session, plan_id, known_at)
    if issue is None:
        raise UnknownPlan(plan_id)
    day = max(as_of, issue)
    items: Items = {
        kind: [_item(kind, row) for row in _content(session, kind, plan_id, day, known_at)]
        for kind in CONTENT
    }
    return assemble(plan_id, illustration=illustration, items=items)


def load_contents(
    session: Session, plan_id: str, *, as_of: date, known_at: datetime
) -> tuple[DatedContent, ...]:
    """What a plan said from which day on, up to a day, as known at a moment; the oldest first.

    The first one is what it was issued with. ``UnknownPlan`` where it was not known then.
    """
    illustration = plan_row(session, plan_id).illustration
    issue = issue_day(session, plan_id, known_at)
    if issue is None:
        raise UnknownPlan(plan_id)
    rows = {kind: standing(session, kind, plan_id, max(as_of, issue), known_at) for kind in CONTENT}
    days = {row.on for each in rows.values() for row in each if row.on > issue}
    values: dict[tuple[Kind[Any], str, int], ContentItem] = {}

    def item(kind: Kind[Any], row: Row[Any]) -> ContentItem:
        """Each version is read once, however many contents it is part of."""
        key = kind, row.key, row.revision
        if key not in values:
            values[key] = _item(kind, row)
        return values[key]

    def content(day: date) -> Plan:
        items: Items = {
            kind: [item(kind, row) for row in _holding_rows(row for row in of if row.on <= day)]
            for kind, of in rows.items()
        }
        return assemble(plan_id, illustration=illustration, items=items)

    return tuple(DatedContent(since=day, plan=content(day)) for day in sorted({issue, *days}))


def load_ledger(
    session: Session,
    plan_id: str,
    *,
    as_of: date,
    known_at: datetime,
    catalog: Catalog,
    calendar: WorkCalendar = EVERY_WEEKDAY,
    results_as_of: date | None = None,
    even_set_aside: bool = False,
) -> Ledger:
    """All that is known of a plan as of a day, known at a moment.

    ``calendar`` is the table of days as it is shipped; what was corrected of it counts here.

    Results count up to ``results_as_of`` where it is given: they may arrive after a plan's end.

    Acts keep every version that counts by then, so that the rules can judge past quarters at
    their own last day. ``even_set_aside``: also those that a clock that ran ahead made void.
    ``UnknownPlan`` where the plan was not known at that moment.
    """

    results_day = results_as_of or as_of

    def of(kind: Kind[T], owner: str, day: date = as_of) -> tuple[Version[T], ...]:
        return tuple(
            _version(kind, row)
            for row in standing(session, kind, owner, day, known_at, even_set_aside=even_set_aside)
        )

    contents = load_contents(session, plan_id, as_of=as_of, known_at=known_at)
    agency = plan_row(session, plan_id).agency
    # A day is corrected for good: which days were worked does not depend on the day looked at.
    special = holding(of(SPECIAL_DAY, INSTALLATION, ALWAYS), as_of=ALWAYS, known_at=known_at)
    concluded = of(CONCLUSION, plan_id)
    return Ledger(
        plan=contents[-1].plan,
        earlier=tuple(
            EarlierContent(until=following.since, plan=each.plan)
            for each, following in pairwise(contents)
        ),
        catalog=catalog,
        policies=of(POLICY, agency),
        updates=of(TASK_UPDATE, plan_id),
        report_acts=of(REPORT_ACT, plan_id),
        extensions=of(EXTENSION, plan_id),
        due_days=of(DUE_DAY, plan_id),
        # Which close holds does not depend on the day looked at either.
        closes=of(PLAN_CLOSE, plan_id, ALWAYS),
        calendar=calendar.corrected(each.value for each in special.values() if each.value),
        results=of(RESULT_ENTRY, agency, results_day),
        blocks=of(BLOCK_TABLE, agency, results_day),
        printed_elsewhere=(
            *_printed_elsewhere(session, plan_id, results_day, known_at),
            *results_of_predecessors(session, agency, results_day, known_at),
        ),
        conclusions=concluded,
        meetings=_called(concluded, lambda: of(MEETING, plan_id, ALWAYS)),
        amendments=of(AMENDMENT, plan_id),
        unit_changes=of(UNIT_CHANGE, agency),
        clock=clock_steps(session, plan_id, known_at=known_at),
    )


def _called(
    concluded: Iterable[Version[Conclusion]], opened: Callable[[], Iterable[Version[Meeting]]]
) -> tuple[CalledMeeting, ...]:
    """What the meetings are known by that concluded something; read only where some did."""
    said = [(each.value, each.on) for each in concluded if each.value is not None]
    keys = {value.meeting for value, _ in said if value.meeting is not None}
    if not keys:
        return ()
    elsewhere = (value.met_on or on for value, on in said if value.meeting is None)
    # The one recorded last holds: what a meeting is called does not depend on the day looked at.
    newest = {each.key: each.value for each in opened()}
    called = called_meetings((each for each in newest.values() if each is not None), elsewhere)
    return tuple(called[key] for key in sorted(keys, key=opened_as) if key in called)


def load_everything(
    session: Session, plan_id: str, calendar: WorkCalendar = EVERY_WEEKDAY
) -> Ledger:
    """All that was ever recorded of a plan, whatever the day; for what needs no catalogue."""
    return load_ledger(
        session,
        plan_id,
        as_of=ALWAYS,
        known_at=EVER,
        catalog=Catalog(),
        calendar=calendar,
        even_set_aside=True,
    )


def versions(
    session: Session, kind: Kind[T], owner: str, *, as_of: date, known_at: datetime
) -> tuple[Version[T], ...]:
    """The versions of one kind to be looked at as of a day, known at a moment, by key.

    Those that ``qualifying`` of the rules would choose, in the order in which they take effect.
    """
    return tuple(_version(kind, row) for row in standing(session, kind, owner, as_of, known_at))


def every_version(session: Session, kind: Kind[T], owner: str) -> tuple[Version[T], ...]:
    """Every version of a kind that was ever recorded for an owner, in no fixed order."""
    rows = session.connection().execute(_select(kind).where(kind.table.c.owner == owner))
    return tuple(_version(kind, row) for row in rows)


def newest(session: Session, kind: Kind[T], owner: str, key: str) -> Version[T] | None:
    """The version of a thing that was recorded last: what the next one builds on."""
    columns = kind.table.c
    chain = _select(kind).where(columns.owner == owner, columns.key == key)
    latest = chain.order_by(columns.revision.desc()).limit(1)
    row = session.connection().execute(latest).first()
    return None if row is None else _version(kind, row)


def chain(session: Session, kind: Kind[T], owner: str, key: str) -> tuple[Version[T], ...]:
    """Every version of one thing in the order of recording, with those corrected since."""
    columns = kind.table.c
    own = _select(kind).where(columns.owner == owner, columns.key == key)
    rows = session.connection().execute(own.order_by(columns.revision))
    return tuple(_version(kind, row) for row in rows)


def value_before(session: Session, kind: Kind[T], owner: str, last: Version[T]) -> T | None:
    """What the revision before a version said; None where it was the first, or said nothing."""
    earlier = (
        each for each in chain(session, kind, owner, last.key) if each.revision < last.revision
    )
    before = max(earlier, key=lambda each: each.revision, default=None)
    return before.value if before else None


def chains(
    session: Session, kind: Kind[T], owner: str, keys: Iterable[str]
) -> dict[str, tuple[Version[T], ...]]:
    """Like ``chain`` for many things of one owner at once; those of which there is nothing lack."""
    columns = kind.table.c
    own = _select(kind).where(columns.owner == owner, columns.key.in_(set(keys)))
    found: dict[str, list[Version[T]]] = {}
    for row in session.connection().execute(own.order_by(columns.revision)):
        version = _version(kind, row)
        found.setdefault(version.key, []).append(version)
    return {key: tuple(versions) for key, versions in found.items()}


def held(
    session: Session, kind: Kind[Any], keys: Mapping[str, Collection[str]], *, as_of: date
) -> dict[tuple[str, str], ContentItem]:
    """What holds on a day of many things of many owners, by owner and key; what is gone lacks.

    Of what counts from a later day only, what it says first.
    """
    if not keys:
        return {}
    columns = kind.table.c
    owners: dict[frozenset[str], list[str]] = {}
    for owner, of in keys.items():
        owners.setdefault(frozenset(of), []).append(owner)
    these = (and_(columns.owner.in_(each), columns.key.in_(of)) for of, each in owners.items())
    parent = columns.parent if "parent" in columns else null().label("parent")
    rows = (
        session.connection()
        .execute(
            select(columns.owner, parent, *kind.columns(*_ABOUT, *kind.value_columns))
            .where(or_(*these))
            .order_by(columns.owner, columns.key, columns.on, columns.revision)
        )
        .all()
    )
    corrected = {(row.owner, row.key, row.replaces) for row in rows if row.replaces is not None}
    last: dict[tuple[str, str], Row[Any]] = {}
    for row in rows:
        place = row.owner, row.key
        if (*place, row.revision) not in corrected and (row.on <= as_of or place not in last):
            last[place] = row
    return {
        place: ContentItem(row.key, _value(kind, row), row.parent)
        for place, row in last.items()
        if not row.closed
    }


def issue_day(session: Session, plan_id: str, known_at: datetime) -> date | None:
    """The day a plan counts from, as known at a moment; None where it was not known yet."""
    rows = _content(session, DOCUMENT, plan_id, ALWAYS, known_at)
    return _value(DOCUMENT, rows[0]).counts_from if rows else None


def earlier_contents(session: Session, plan_id: str) -> Iterator[Plan]:
    """What a plan said as it was issued, after each time that something of it was recorded.

    The newest first; nothing for a plan that was never loaded.
    """
    moments: set[datetime] = set()
    for kind in CONTENT:
        table = kind.table.c
        recorded = select(table.recorded_at).where(table.owner == plan_id).distinct()
        moments.update(session.connection().execute(recorded).scalars())
    for moment in sorted(moments, reverse=True):
        yield load_plan(session, plan_id, as_of=date.min, known_at=moment)


def clock_steps(session: Session, owner: str, *, known_at: datetime) -> tuple[ClockStep, ...]:
    """The steps of the clock in the history of a plan or of an agency's plans, as known then.

    None of illustrations, which have a day of their own.
    """
    every = once(session, (clock_steps, owner), lambda: _clock_steps(session, owner))
    return tuple(each for each in every if each.recorded_at <= known_at)


def _clock_steps(session: Session, owner: str) -> tuple[ClockStep, ...]:
    step = CLOCK_STEP.c
    rows = session.connection().execute(
        select(step.recorded_at, step.clock)
        .join(PLAN, PLAN.c.id == step.plan_id)
        .where(PLAN.c.illustration.is_(False), or_(PLAN.c.id == owner, PLAN.c.agency == owner))
        .order_by(step.recorded_at)
        .distinct()
    )
    return tuple(ClockStep(recorded_at=row.recorded_at, clock=row.clock) for row in rows)


def plans_ahead_of(session: Session, moment: datetime, *, since: datetime) -> tuple[str, ...]:
    """The plans that were last changed after a moment, without a reading of the clock since."""
    told = exists().where(CLOCK_STEP.c.plan_id == PLAN.c.id, CLOCK_STEP.c.clock > since)
    ahead = select(PLAN.c.id).where(PLAN.c.changed_at > moment, ~told).order_by(PLAN.c.id)
    return tuple(session.connection().execute(ahead).scalars())


def acts_ahead(
    session: Session, day: date, of: Collection[str] | None = None
) -> tuple[ActAhead, ...]:
    """The acts that a clock which ran ahead has its day from, as they are looked at on a day.

    ``of`` these plans and agencies; None, which reads every act that there is, is all. Without
    illustrations, which have a day of their own, and without those whose place another
    version has taken.
    """
    illustrated: ColumnElement[bool] = PLAN.c.illustration.is_(True)
    if of is not None:
        illustrated = and_(illustrated, or_(PLAN.c.id.in_(of), PLAN.c.agency.in_(of)))
    theirs = select(PLAN.c.id).where(illustrated).union(select(PLAN.c.agency).where(illustrated))
    found: list[ActAhead] = []
    first = session.connection().execute(select(func.min(CLOCK_STEP.c.clock))).scalar()
    for kind in ACTS:
        this, other = kind.table.c, kind.table.alias().c
        replaced = exists().where(
            other.owner == this.owner, other.key == this.key, other.replaces == this.revision
        )
        late = this.on > day if first is None else or_(this.on > day, this.recorded_at > first)
        names = (this.owner, this.key, this.revision, this.on, this.recorded_at, this.recorded_by)
        asked = select(*names).where(late, this.owner.not_in(theirs), ~replaced)
        if of is not None:
            asked = asked.where(this.owner.in_(of))
        for row in session.connection().execute(asked.order_by(*names[:3])).all():
            doubt = doubt_of(
                row.on,
                row.recorded_at,
                clock_steps(session, row.owner, known_at=EVER),
                recorded_moments(session, row.owner),
                today=day,
            )
            if doubt is not None:
                act = ActAhead(
                    owner=row.owner,
                    what=kind.name,
                    key=row.key,
                    revision=row.revision,
                    on=row.on,
                    by=row.recorded_by,
                    doubt=doubt,
                )
                found.append(act)
    return tuple(found)


def recorded_moments(session: Session, owner: str) -> frozenset[datetime]:
    """The moments under which anything was recorded of a plan, or of an agency and its plans."""
    return once(session, (recorded_moments, owner), lambda: _recorded_moments(session, owner))


def _recorded_moments(session: Session, owner: str) -> frozenset[datetime]:
    own = select(PLAN.c.id).where(or_(PLAN.c.id == owner, PLAN.c.agency == owner))
    found: set[datetime] = set()
    for kind in (*ACTS, DOCUMENT):
        this = kind.table.c
        theirs = or_(this.owner == owner, this.owner.in_(own))
        moments = select(this.recorded_at).where(theirs).distinct()
        found.update(session.connection().execute(moments).scalars())
    return frozenset(found)


def codes_out_of_form(session: Session) -> tuple[tuple[str, str], ...]:
    """The units whose code is not in the one form of texts, by plan: an upgrade has left them,
    because it would have made one of two."""
    unit = UNIT.table.c
    rows = session.connection().execute(select(unit.owner, unit.key).distinct())
    found = ((row.owner, row.key) for row in rows if texts.line(row.key) != row.key)
    return tuple(sorted(found))


def first_known(session: Session, plan_id: str) -> datetime:
    """The UTC moment at which a plan was first loaded; ``UnknownPlan`` where there is none."""
    loaded = DOCUMENT.table.c
    first = select(func.min(loaded.recorded_at)).where(loaded.owner == plan_id)
    moment: datetime | None = session.connection().execute(first).scalar()
    if moment is None:
        raise UnknownPlan(plan_id)
    return moment


def _printed_elsewhere(
    session: Session, plan_id: str, as_of: date, known_at: datetime
) -> tuple[Version[ResultEntry], ...]:
    """The results that the agency's other plans print, from their day of issue.

    Illustrations and real plans never lend each other results.
    """
    this = plan_row(session, plan_id)
    others = select(PLAN.c.id).where(
        PLAN.c.agency == this.agency,
        PLAN.c.illustration == this.illustration,
        PLAN.c.id != plan_id,
    )
    found: list[Version[ResultEntry]] = []
    for other in session.connection().execute(others.order_by(PLAN.c.year, PLAN.c.id)).scalars():
        found += _printed_in(session, other, as_of, known_at)
    return tuple(found)


def _printed_in(
    session: Session, plan_id: str, as_of: date, known_at: datetime
) -> Iterator[Version[ResultEntry]]:
    """The results that a plan prints, from its day of issue, as if they had been entered."""
    issue = issue_day(session, plan_id, known_at)
    if issue is None or issue > as_of:
        return
    for row in _content(session, RESULT, plan_id, as_of, known_at):
        entry = as_entry(_item(RESULT, row))
        result = replace(entry.result, source=plan_id)
        yield Version(
            # Its own key, so that it is never taken for a version of an entry.
            key=f"{plan_id}:{row.key}",
            revision=row.revision,
            on=issue,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
            value=replace(entry, result=result),
        )


def results_of_predecessors(
    session: Session, agency: str, as_of: date, known_at: datetime
) -> tuple[Version[ResultEntry], ...]:
    """The published results of the agencies whose place an agency took, marked as theirs.

    What was entered comes before what their plans print. Estimates were for their own use.
    """
    known = versions(session, SUCCESSION, agency, as_of=as_of, known_at=known_at)
    found: list[Version[ResultEntry]] = []
    for succession in holding(known, as_of=as_of, known_at=known_at).values():
        if succession.value is None:
            continue
        code, name = succession.value.predecessor, succession.value.name
        entered = versions(session, RESULT_ENTRY, code, as_of=as_of, known_at=known_at)
        theirs = list(holding(entered, as_of=as_of, known_at=known_at).values())
        plans_of = select(PLAN.c.id).where(PLAN.c.agency == code, PLAN.c.illustration.is_(False))
        for plan_id in session.connection().execute(plans_of.order_by(PLAN.c.year)).scalars():
            theirs += _printed_in(session, plan_id, as_of, known_at)
        for version in theirs:
            entry = version.value
            if entry is None or entry.result.of is not None:
                continue
            if entry.result.kind is ResultKind.PUBLISHED:
                marked = replace(entry, result=replace(entry.result, of=name))
                found.append(replace(version, key=f"{code}:{version.key}", value=marked))
    return tuple(found)


def history(session: Session, plan_id: str, key: str | None = None) -> tuple[HistoryEntry, ...]:
    """Every version that concerns a plan, in the order in which they were recorded.

    That includes what was entered for its agency, its thresholds too. With a ``key``, only that
    thing and what hangs on it: a task with its updates, a duty with its reports, a sub-index
    with its targets and results.
    """
    agency = plan_row(session, plan_id).agency
    found = [
        (row.recorded_at, number, row.row_id, entry)
        for number, kind in enumerate(KINDS)
        for row, entry in _history_of(session, kind, _owner(kind, plan_id, agency), key)
    ]
    return tuple(entry for *_, entry in sorted(found, key=lambda each: each[:3]))


def authors(session: Session, agency: str) -> frozenset[str]:
    """The names of all who ever recorded something on the plans of an agency, or for itself.

    Whoever loaded a plan has recorded nothing on it.
    """
    own = select(PLAN.c.id).where(PLAN.c.agency == agency)
    found: set[str] = set()
    for kind in KINDS:
        columns = kind.table.c
        by = select(columns.recorded_by).distinct()
        if kind.scope is Scope.PLAN:
            found.update(session.connection().execute(by.where(columns.owner.in_(own))).scalars())
        elif kind.scope is Scope.AGENCY:
            found.update(session.connection().execute(by.where(columns.owner == agency)).scalars())
    return frozenset(found)


def _history_of(
    session: Session, kind: Kind[Any], owner: str, key: str | None
) -> Iterator[tuple[Row[Any], HistoryEntry]]:
    columns = kind.table.c
    place = [name for name in _PLACE if name in columns]
    statement = select(*kind.table.columns).where(columns.owner == owner)
    if key is not None:
        below = (columns.key.startswith(key + mark, autoescape=True) for mark in "@#/")
        statement = statement.where(or_(columns.key == key, *below))
    said: dict[tuple[str, int], dict[str, Any] | None] = {}
    for row in session.connection().execute(statement.order_by(columns.key, columns.revision)):
        cells = row._mapping
        said[row.key, row.revision] = (
            None
            if row.closed
            else {name: to_plain(cells[name]) for name in (*kind.value_columns, *place)}
        )
        yield (
            row,
            HistoryEntry(
                what=kind.name,
                key=row.key,
                revision=row.revision,
                on=row.on,
                recorded_at=row.recorded_at,
                typed=row.recorded_at,
                by=row.recorded_by,
                before=said.get((row.key, row.replaces or row.revision - 1)),
                after=said[row.key, row.revision],
                replaces=row.replaces,
            ),
        )


def _owner(kind: Kind[Any], plan_id: str, agency: str) -> str:
    return {Scope.AGENCY: agency, Scope.INSTALLATION: INSTALLATION}.get(kind.scope, plan_id)


def plan_row(session: Session, plan_id: str) -> Row[Any]:
    """The row that a plan is kept under, ``UnknownPlan`` where there is none."""
    row = once(session, (plan_row, plan_id), lambda: _plan_row(session, plan_id))
    if row is None:
        raise UnknownPlan(plan_id)
    return row


def _plan_row(session: Session, plan_id: str) -> Row[Any] | None:
    return session.connection().execute(select(PLAN).where(PLAN.c.id == plan_id)).first()


def _content(
    session: Session, kind: Kind[Any], plan_id: str, day: date, known_at: datetime
) -> list[Row[Any]]:
    """The rows that hold on a day, in their order in the plan."""
    return _holding_rows(standing(session, kind, plan_id, day, known_at))


def _holding_rows(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Of the rows of one kind those that hold, in their order in the plan."""
    # Rows of one key come in the order in which they take effect: the last one holds.
    last = {row.key: row for row in rows}
    return sorted(
        (row for row in last.values() if not row.closed), key=lambda row: (row.position, row.key)
    )


def standing(
    session: Session,
    kind: Kind[Any],
    owner: str,
    as_of: date,
    known_at: datetime,
    *,
    even_set_aside: bool = False,
) -> Sequence[Row[Any]]:
    """The rows behind ``versions``: meta columns, the place of content, the value's columns."""
    rows: Sequence[Row[Any]]
    if kind in CONTENT:
        # A look asks for what a plan says more than once, from other viewpoints: it is read once.
        every = once(
            session,
            (standing, kind, owner),
            lambda: _known_rows(session, kind, owner, ALWAYS, EVER),
        )
        rows = [
            row
            for row in every
            if row.recorded_at <= known_at and (row.on <= as_of or row.replaces is not None)
        ]
    else:
        rows = _known_rows(session, kind, owner, as_of, known_at)
    steps = (
        clock_steps(session, owner, known_at=known_at)
        if kind in ACTS and not even_set_aside
        else ()
    )
    if steps:
        rows = [row for row in rows if not is_set_aside(row.on, row.recorded_at, steps)]
    corrected = {(row.key, row.replaces) for row in rows if row.replaces is not None}
    if not corrected:
        return rows
    return [row for row in rows if row.on <= as_of and (row.key, row.revision) not in corrected]


def _known_rows(
    session: Session, kind: Kind[Any], owner: str, as_of: date, known_at: datetime
) -> Sequence[Row[Any]]:
    look = {"owner": owner, "as_of": as_of, "known_at": known_at}
    return session.connection().execute(select_known(kind), look).all()


@cache
def select_known(kind: Kind[Any]) -> Select[Any]:
    """What was recorded by a moment for days up to a given one, and every correction of a day.

    A correction counts whatever the corrected day is. The corrected versions are taken out
    afterwards: asking for them here would make PostgreSQL compare every version with every other.
    """
    this = kind.table.c
    return (
        _select(kind)
        .where(this.owner == bindparam("owner"), this.recorded_at <= bindparam("known_at"))
        .where(or_(this.on <= bindparam("as_of"), this.replaces.is_not(None)))
        .order_by(this.key, this.on, this.revision)
    )


def _select(kind: Kind[Any]) -> Select[Any]:
    """Meta columns, the place of content, then the value's columns: ``_value`` relies on it."""
    place = [name for name in _PLACE if name in kind.table.c]
    return select(*kind.columns(*_ABOUT, *place, *kind.value_columns))


def _value(kind: Kind[T], row: Row[Any]) -> T:
    return kind.value(row[-len(kind.value_columns) :])


def _version(kind: Kind[T], row: Row[Any]) -> Version[T]:
    return Version(
        key=row.key,
        revision=row.revision,
        on=row.on,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        replaces=row.replaces,
        value=None if row.closed else _value(kind, row),
    )


def _item(kind: Kind[Any], row: Row[Any]) -> ContentItem:
    return ContentItem(row.key, _value(kind, row), row.parent)
