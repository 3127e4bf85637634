"""Editing a plan where it is read: one thing or several, corrected or amended.

A correction (the print always said so) counts from the day of issue, on all looks; an amendment
from its own day, on a basis, and what was judged before keeps what it was judged by. Both go the
way of a plan file, with its checks and in one transaction. Not here: whole files (``plan_files``)
and units that are merged, split or renamed (``units``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from ddci_tracker.domain import texts
from ddci_tracker.domain.board import decide_board, default_day, default_quarter
from ddci_tracker.domain.closing import close_of
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.lost_acts import LostAct, lost_acts
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.plan_edits import (
    IdentityChanged,
    KeyedRow,
    KeyedTables,
    NoSuchRow,
    RowAdded,
    RowChanged,
    RowEdit,
    RowRemoved,
    apply,
    merge_tasks,
    split_task,
)
from ddci_tracker.domain.plan_tables import PlanCellKind
from ddci_tracker.domain.plan_tables import table as table_of
from ddci_tracker.domain.policy_effects import TurnedLight, turned_lights
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board
from ddci_tracker.plans.tables import TableProblems, cells_of, read_tables, write_tables
from ddci_tracker.services.acts import (
    Act,
    OnlyTried,
    counted_day,
    enter,
    is_blank,
    load_ledger,
    today_of,
)
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.table_problems import WrongEdit
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import read
from ddci_tracker.store import queries
from ddci_tracker.store.content import flatten
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.errors import ActsWouldBeLost, Conflict, NoSuchRevision
from ddci_tracker.store.kinds import (
    AGENCY,
    AMENDMENT,
    DOCUMENT,
    HEADER,
    LEGAL_BASIS,
    NOTE,
    OVERALL,
    OWN_SUB_INDEX,
    PERSON,
    RECIPIENT,
    REPORT_DUTY,
    RESULT,
    SUB_INDEX,
    TARGET,
    TASK,
    TASK_UPDATE,
    UNIT,
    Kind,
)
from ddci_tracker.store.loading import PlanChanges, amend_plan, store_plan
from ddci_tracker.words.marking import N_

__all__ = [
    "KINDS",
    "EditPreview",
    "Edited",
    "PlanChanges",
    "PlanThing",
    "RetiredThing",
    "RowAdded",
    "RowChanged",
    "RowEdit",
    "RowRemoved",
    "ThingVersion",
    "bring_back",
    "edit",
    "merge",
    "preview",
    "retired",
    "split",
    "thing",
    "things",
]

# Which kinds of things the rows of a table are; the head of a document is three in one.
KINDS: Mapping[str, Kind[Any]] = MappingProxyType(
    {
        "document": DOCUMENT,
        "units": UNIT,
        "people": PERSON,
        "overall": OVERALL,
        "sub_indices": SUB_INDEX,
        "own_sub_indices": OWN_SUB_INDEX,
        "targets": TARGET,
        "results": RESULT,
        "tasks": TASK,
        "report_duties": REPORT_DUTY,
        "legal_bases": LEGAL_BASIS,
        "recipients": RECIPIENT,
        "notes": NOTE,
    }
)
_HEAD = (DOCUMENT, AGENCY, HEADER)
# Cells that may hold several lines.
_OF_LINES = (
    *(PlanCellKind.PROSE, PlanCellKind.NAMES, PlanCellKind.UNITS),
    *(PlanCellKind.INDICES, PlanCellKind.PERIODS, PlanCellKind.DAYS_OF_YEAR),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingVersion:
    """What a thing said from a day on, and who recorded it; ``cells`` None: it was taken out.

    ``basis`` is that of an amendment, None of a correction. Where the thing stands in the plan is
    not told.
    """

    revision: int
    on: date
    recorded_at: datetime
    by: str
    cells: Mapping[str, str] | None
    basis: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanThing:
    """One row of a plan as it holds today; ``versions`` are the newest first."""

    table: str
    key: str
    cells: Mapping[str, str]
    revision: int
    versions: tuple[ThingVersion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredThing:
    """A thing that was taken out on a day; ``cells`` are the last that it said."""

    table: str
    key: str
    cells: Mapping[str, str]
    since: date
    basis: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What an edit changed, and the edits that undo it, each from what stands now."""

    changes: PlanChanges
    undo: tuple[RowEdit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterEffect:
    """A quarter on the day looked at, before and after; ``turned`` are its lights that differ."""

    quarter: Period
    before: Board
    after: Board
    turned: tuple[TurnedLight, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPreview:
    """What an edit would change, and what it would do to each quarter up to today's."""

    changes: PlanChanges
    quarters: tuple[QuarterEffect, ...]


def things(
    tracker: Tracker, actor: Actor, plan_id: str, table: str, *, now: datetime
) -> tuple[PlanThing, ...]:
    """The rows of a table of a plan as it holds today, in their order.

    ``Refused`` for a table that is none, ``UnknownPlan``, ``Forbidden``.
    """
    kind = _kind(table)
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        plan = _content(session, plan_id, _today(session, plan_id, now))
        rows = _keyed(plan).get(table, ())
        chains = queries.chains(session, kind, plan_id, [row.key for row in rows])
        head = _revision(session, plan_id, "document", "document")[0]
    return tuple(
        PlanThing(
            table=table,
            key=row.key,
            cells=row.cells,
            revision=head if kind is DOCUMENT else chains[row.key][-1].revision,
        )
        for row in rows
    )


def thing(
    tracker: Tracker, actor: Actor, plan_id: str, table: str, key: str, *, now: datetime
) -> PlanThing:
    """One row of a plan with all its versions; errors as of ``things``, ``Refused`` for no such."""
    key = texts.line(key)
    found = next((e for e in things(tracker, actor, plan_id, table, now=now) if e.key == key), None)
    if found is None:
        raise _no_such(key)
    with reading(tracker.engine) as session:
        return replace(found, versions=tuple(_versions(session, plan_id, table, key)))


def retired(
    tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime
) -> tuple[RetiredThing, ...]:
    """The tasks and report duties that were taken out by an amendment, the newest first.

    ``UnknownPlan`` or ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        return tuple(_retired(session, plan_id, _today(session, plan_id, now)))


def edit(
    tracker: Tracker,
    plan_id: str,
    edits: Sequence[RowEdit],
    act: Act,
    *,
    basis: str | None = None,
    drop_recorded: bool = False,
) -> Edited:
    """Edit a plan: without a basis as a correction, with one as an amendment from the act's day.

    What is typed is what differs; of a thing that says something else on the day of an amendment
    the other cells stay. ``Refused`` for a thing that is not there, a code that would change,
    nothing that differs, or a day up to the issue or to come; ``WrongEdit`` with all that is wrong;
    ``ActsWouldBeLost``, ``Conflict``, ``UnknownPlan``, ``Forbidden``.
    """
    with writing(tracker.engine) as session:
        return _edit(tracker, session, plan_id, edits, act, basis, drop_recorded=drop_recorded)


def split(
    tracker: Tracker,
    plan_id: str,
    task: str,
    titles: Sequence[str],
    act: Act,
    *,
    basis: str | None = None,
) -> Edited:
    """Make several tasks of one: the first keeps its code, all else is like it. As ``edit``."""
    titles = [text for text in (read(each, "title") for each in titles) if text]
    if len(titles) < 2:
        raise Refused(
            N_("A task is split into at least two; write a title for each"), field="title"
        )
    with writing(tracker.engine) as session:
        keyed = _keyed_as_edited(session, plan_id, act, basis)
        with _told("tasks"):
            edits = split_task(keyed, texts.line(task), titles, revision=act.revision)
        return _edit(tracker, session, plan_id, edits, act, basis, drop_recorded=False)


def merge(
    tracker: Tracker,
    plan_id: str,
    tasks: Sequence[str],
    title: str,
    act: Act,
    *,
    basis: str | None = None,
    drop_recorded: bool = False,
) -> Edited:
    """Make one task of several: the first keeps its code, the others are taken out. As ``edit``."""
    title, tasks = read(title, "title"), tuple(dict.fromkeys(map(texts.line, tasks)))
    if len(tasks) < 2:
        raise Refused(N_("At least two tasks are merged"), field="tasks")
    with writing(tracker.engine) as session:
        keyed = _keyed_as_edited(session, plan_id, act, basis)
        seen = {} if act.revision is None else {tasks[0]: act.revision}
        with _told("tasks"):
            edits = merge_tasks(keyed, tasks, title, revisions=seen)
        return _edit(tracker, session, plan_id, edits, act, basis, drop_recorded=drop_recorded)


def bring_back(
    tracker: Tracker, plan_id: str, table: str, key: str, act: Act, *, basis: str | None = None
) -> Edited:
    """Let a thing that was taken out be there again, as it was. As ``edit``."""
    with writing(tracker.engine) as session:
        enter(session, plan_id, act, Action.LOAD_PLAN)
        key = texts.line(key)
        day = _today(session, plan_id, act.now)
        gone = (each for each in _retired(session, plan_id, day))
        found = next((each for each in gone if (each.table, each.key) == (table, key)), None)
        if found is None:
            raise Refused(
                N_("Nothing called {key} was taken out of the plan"), field="key", key=key
            )
        edits = (RowAdded(table=table, cells=found.cells),)
        return _edit(tracker, session, plan_id, edits, act, basis, drop_recorded=False)


def preview(
    tracker: Tracker, plan_id: str, edits: Sequence[RowEdit], act: Act, *, basis: str | None = None
) -> EditPreview:
    """What ``edit`` would do, of which nothing is kept; errors as there.

    What would lose its thing is shown rather than refused.
    """
    found: list[EditPreview] = []
    with suppress(OnlyTried), writing(tracker.engine) as session:
        before = _boards(tracker, session, plan_id, act.now)
        made = _edit(tracker, session, plan_id, edits, act, basis, drop_recorded=True)
        after = _boards(tracker, session, plan_id, act.now)
        effects = tuple(
            QuarterEffect(
                quarter=old.quarter, before=old, after=new, turned=turned_lights(old, new)
            )
            for old, new in zip(before, after, strict=True)
        )
        found.append(EditPreview(changes=made.changes, quarters=effects))
        raise OnlyTried
    return found[0]


def _edit(
    tracker: Tracker,
    session: Session,
    plan_id: str,
    edits: Iterable[RowEdit],
    act: Act,
    basis: str | None,
    *,
    drop_recorded: bool,
) -> Edited:
    day, basis = _counts_from(session, plan_id, act, basis), _basis(basis)
    edits = tuple(_in_form(each) for each in edits)
    for each in edits:
        _refuse_if_overtaken(session, plan_id, each)
    with _told(*{each.table for each in edits}):
        edited = apply(_keyed(_content(session, plan_id, day)), edits)
    try:
        plan = read_tables(edited.tables, tracker.catalog)
    except TableProblems as wrong:
        raise WrongEdit(wrong.problems, edited.rows) from None
    before = queries.load_everything(session, plan_id)
    at, by = act.now, act.actor.name
    if basis is None:
        changes = store_plan(session, plan, at=at, by=by, drop_recorded=True, read_on=day)
    else:
        changes = amend_plan(session, plan, on=day, basis=basis, at=at, by=by, drop_recorded=True)
    if not changes:
        raise Refused(N_("Nothing differs from what the plan says already"))
    lost = lost_acts(before, queries.load_everything(session, plan_id))
    meant = _meant_to_go(edits) if basis is not None else frozenset[str]()
    left = tuple(each for each in lost if not _belongs_to(each, meant))
    if left and not drop_recorded:
        raise ActsWouldBeLost(before.plan, left)
    now = _keyed(_content(session, plan_id, day))
    return Edited(
        changes=changes,
        undo=tuple(_from_now(session, plan_id, each) for each in edited.undo(now)),
    )


def _counts_from(session: Session, plan_id: str, act: Act, basis: str | None) -> date:
    """The day whose content is edited: today's by a correction, that of an amendment by one."""
    held = enter(session, plan_id, act, Action.LOAD_PLAN)
    if basis is None:
        if act.on is not None:
            raise Refused(
                N_("A correction counts from the day of issue; an amendment needs its basis"),
                field="basis",
            )
        return today_of(held, act.now)
    day, issued = counted_day(held, act), held.document.counts_from
    if day <= issued:
        raise Refused(
            N_("An amendment counts from a day after the plan's issue, {issued}"),
            field="on",
            issued=issued,
        )
    return day


def _in_form(each: RowEdit) -> RowEdit:
    """An edit with every text in the one form."""
    _kind(each.table)
    if isinstance(each, RowRemoved):
        return replace(each, key=texts.line(each.key))
    of = table_of(each.table)
    cells = {
        name: texts.prose(typed) if of.column(name).kind in _OF_LINES else texts.line(typed)
        for name, typed in each.cells.items()
    }
    if isinstance(each, RowAdded):
        return replace(each, cells=cells)
    return replace(each, key=texts.line(each.key), cells=cells)


def _basis(typed: str | None) -> str | None:
    if typed is None:
        return None
    basis = read(typed, "basis")
    if is_blank(basis):
        raise Refused(N_("Say on what basis the plan is amended"), field="basis")
    return basis


def _keyed_as_edited(session: Session, plan_id: str, act: Act, basis: str | None) -> KeyedTables:
    return _keyed(_content(session, plan_id, _counts_from(session, plan_id, act, basis)))


def _meant_to_go(edits: Iterable[RowEdit]) -> frozenset[str]:
    """The tasks that are taken out: what was said on them goes with them, and stays in history."""
    return frozenset(
        each.key for each in edits if isinstance(each, RowRemoved) and each.table == "tasks"
    )


def _belongs_to(lost: LostAct, tasks: frozenset[str]) -> bool:
    return lost.what == TASK_UPDATE.name and lost.key.rpartition("@")[0] in tasks


def _refuse_if_overtaken(session: Session, plan_id: str, each: RowEdit) -> None:
    if isinstance(each, RowAdded) or each.revision is None:
        return
    _kind(each.table)
    now, last = _revision(session, plan_id, each.table, each.key)
    if each.revision > now:
        raise NoSuchRevision(each.key, each.revision)
    if last is not None and each.revision < now:
        raise Conflict(each.key, now, last.recorded_by, last.recorded_at)


def _revision(
    session: Session, plan_id: str, table: str, key: str
) -> tuple[int, Version[Any] | None]:
    """The revision of a row and who made it; the three things of a head count together."""
    kinds = _HEAD if table == "document" else (KINDS[table],)
    found = [
        newest
        for kind in kinds
        if (newest := queries.newest(session, kind, plan_id, kind.name if len(kinds) > 1 else key))
    ]
    last = max(found, key=lambda each: each.recorded_at, default=None)
    return sum(each.revision for each in found), last


def _from_now(session: Session, plan_id: str, each: RowEdit) -> RowEdit:
    if isinstance(each, RowAdded):
        return each
    return replace(each, revision=_revision(session, plan_id, each.table, each.key)[0])


@contextmanager
def _told(*tables: str) -> Iterator[None]:
    """Say what an edit of these tables cannot find, or may not change."""
    for each in tables:
        _kind(each)
    try:
        yield
    except NoSuchRow as error:
        raise _no_such(error.key) from None
    except IdentityChanged as error:
        raise Refused(
            N_(
                "This names what was recorded and stays as it is: "
                "take the thing out and add another"
            ),
            field=error.column,
        ) from None


def _no_such(key: str) -> Refused:
    return Refused(
        N_("The plan had no {key} on that day; look at the list again"), field="key", key=key
    )


def _kind(table: str) -> Kind[Any]:
    kind = KINDS.get(table)
    if kind is None:
        raise Refused(
            N_("{table} is no part of a plan that is edited; there are {tables}"),
            field="table",
            table=table,
            tables=tuple(KINDS),
        )
    return kind


def _today(session: Session, plan_id: str, now: datetime) -> date:
    plan = _content(session, plan_id, vietnamese_day(now))
    return today_of(plan, now)


def _content(session: Session, plan_id: str, day: date) -> Plan:
    return queries.load_plan(session, plan_id, as_of=day, known_at=queries.EVER)


def _keyed(plan: Plan) -> dict[str, tuple[KeyedRow, ...]]:
    """The tables of a plan with the key of each row; rows that nobody edits alone have none."""
    items = flatten(plan)
    found = {}
    for table, rows in write_tables(plan).items():
        kind = KINDS.get(table)
        if kind is None or table == "document":
            keys = [table] * len(rows)
        else:
            keys = [each.key for each in items[kind] if _says_something(each.value)]
        found[table] = tuple(
            KeyedRow(key=key, cells=row.cells) for key, row in zip(keys, rows, strict=True)
        )
    return found


def _says_something(value: Any) -> bool:
    """Whether a thing fills any cell: a legal basis of which nothing is known has no row."""
    return any(getattr(value, field.name) not in (None, (), "") for field in fields(value))


def _versions(session: Session, plan_id: str, table: str, key: str) -> Iterator[ThingVersion]:
    """What a thing said, the newest first; of what was recorded at one moment the last."""
    bases = _bases(session, plan_id)
    seen: set[datetime] = set()
    kind = KINDS[table]
    key = kind.name if kind is DOCUMENT else key
    for version in reversed(queries.chain(session, kind, plan_id, key)):
        if version.recorded_at in seen:
            continue
        seen.add(version.recorded_at)
        value = version.value
        yield ThingVersion(
            revision=version.revision,
            on=version.on,
            recorded_at=version.recorded_at,
            by=version.recorded_by,
            cells=None if value is None else cells_of(table_of(table), value),
            basis=bases.get(version.recorded_at),
        )


def _bases(session: Session, plan_id: str) -> dict[datetime, str]:
    """What the amendments rest on, by the moment at which they were recorded."""
    known = queries.versions(
        session, AMENDMENT, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
    )
    keys = {each.key for each in known}
    chains = queries.chains(session, AMENDMENT, plan_id, keys)
    return {
        each.recorded_at: each.value.basis
        for chain in chains.values()
        for each in chain
        if each.value is not None
    }


def _retired(session: Session, plan_id: str, day: date) -> Iterator[RetiredThing]:
    contents = queries.load_contents(session, plan_id, as_of=day, known_at=queries.EVER)
    tables = [(each.since, _keyed(each.plan)) for each in contents]
    bases = _bases_by_day(session, plan_id)
    for table in ("tasks", "report_duties"):
        here = {row.key for row in tables[-1][1].get(table, ())}
        gone: dict[str, RetiredThing] = {}
        for (_, then), (since, later) in pairwise(tables):
            stays = {row.key for row in later.get(table, ())}
            for row in then.get(table, ()):
                if row.key not in stays and row.key not in here:
                    gone[row.key] = RetiredThing(
                        table=table,
                        key=row.key,
                        cells=row.cells,
                        since=since,
                        basis=bases.get(since),
                    )
        yield from sorted(gone.values(), key=lambda each: each.since, reverse=True)


def _bases_by_day(session: Session, plan_id: str) -> dict[date, str]:
    known = queries.versions(
        session, AMENDMENT, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
    )
    found: dict[date, list[str]] = {}
    for each in known:
        if each.value is not None:
            found.setdefault(each.on, []).append(each.value.basis)
    return {day: "; ".join(dict.fromkeys(each)) for day, each in found.items()}


def _boards(tracker: Tracker, session: Session, plan_id: str, now: datetime) -> list[Board]:
    """The board of each quarter of the plan's year up to that of today."""
    plan = _content(session, plan_id, vietnamese_day(now))
    today = today_of(plan, now)
    plan = plan.in_year(today.year)
    known_at = max(now, queries.plan_row(session, plan_id).changed_at)
    look = Viewpoint(as_of=today, known_at=known_at, results_as_of=today)
    closes_on = close_of(load_ledger(tracker, session, plan_id, look).in_year(plan.year), look)
    look = replace(look, as_of=default_day(plan, today, closes_on))
    ledger = load_ledger(tracker, session, plan_id, look).in_year(plan.year)
    last = default_quarter(plan, look.as_of)
    first = default_quarter(plan, plan.document.counts_from)
    return [
        decide_board(ledger, look, quarter)
        for quarter in Period.all_in(PeriodKind.QUARTER, plan.year)
        if first <= quarter <= last
    ]
