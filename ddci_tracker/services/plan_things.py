"""The rows of a plan as somebody edits them: what each says, since when and on what basis.

Only reading: what an edit does to them is in ``plan_edits``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from ddci_tracker.domain import texts
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.plan_edits import KeyedRow, bands_in_rows, free_code
from ddci_tracker.domain.plan_tables import edited_table
from ddci_tracker.domain.versions import Version
from ddci_tracker.plans.tables import cells_of, write_tables
from ddci_tracker.services.acts import today_of
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.content import flatten
from ddci_tracker.store.engine import Session, reading
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
    UNIT,
    Kind,
)
from ddci_tracker.words.marking import N_

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
# How codes begin where no other code shows how.
_TASK, _DUTY = "NV", "R"


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


def things(
    tracker: Tracker, actor: Actor, plan_id: str, table: str, *, now: datetime
) -> tuple[PlanThing, ...]:
    """The rows of a table of a plan as it holds today, in their order.

    ``Refused`` for a table that is none, ``UnknownPlan``, ``Forbidden``.
    """
    kind = kind_of(table)
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        plan = content_on(session, plan_id, plan_today(session, plan_id, now))
        rows = keyed_tables(plan).get(table, ())
        chains = queries.chains(session, kind, plan_id, [row.key for row in rows])
        head = revision_of(session, plan_id, "document", "document")[0]
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
        raise no_such(key)
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
        return tuple(retired_in(session, plan_id, plan_today(session, plan_id, now)))


def new_row(
    tracker: Tracker, actor: Actor, plan_id: str, table: str, about: str, *, now: datetime
) -> Mapping[str, str]:
    """The cells that a new row begins with: what it is about, and a code that nothing has had.

    ``about`` is an index or a sub-index ("DDCI/time_cost"), blank for the plan as a whole. A task
    goes on where those beside it end. Errors as of ``things``.
    """
    kind_of(table)
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        day = plan_today(session, plan_id, now)
        rows = keyed_tables(content_on(session, plan_id, day))
        codes = keys_ever(session, plan_id, table)
    index, _, sub = texts.line(about).partition("/")
    columns = {each.key for each in edited_table(table).columns}
    cells = {"index": index, "sub": sub} if {"index", "sub"} <= columns else {}
    here = [row.cells for row in rows.get(table, ())]
    if table == "tasks":
        parts = (row.cells for row in rows["sub_indices"])
        part = next((p for p in parts if (p["index"], p["code"]) == (index, sub)), {})
        beside = [
            each for each in here if (each.get("index", ""), each.get("sub", "")) == (index, sub)
        ]
        last = beside[-1] if beside else {}
        section = last.get("section") or part.get("section", "")
        like = last.get("code") or f"{section or _TASK}-00"
        cells |= {"code": free_code(codes, like), "section": section, "lead": part.get("lead", "")}
    elif table == "report_duties":
        cells["code"] = free_code(codes, here[-1]["code"] if here else f"{_DUTY}0")
    return {name: each for name, each in cells.items() if each}


def row_keys(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The keys of the rows of each table that is edited, in the order in which a plan has them."""
    found = flatten(plan)
    return {
        table: tuple(each.key for each in found[kind])
        for table, kind in KINDS.items()
        if kind is not DOCUMENT
    }


def keys_ever(session: Session, plan_id: str, table: str) -> frozenset[str]:
    """The keys that rows of a table have ever had: those that were taken out as well."""
    known = queries.versions(
        session, KINDS[table], plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
    )
    return frozenset(each.key for each in known)


def revision_of(
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


def no_such(key: str) -> Refused:
    return Refused(
        N_("The plan had no {key} on that day; look at the list again"), field="key", key=key
    )


def kind_of(table: str) -> Kind[Any]:
    kind = KINDS.get(table)
    if kind is None:
        raise Refused(
            N_("{table} is no part of a plan that is edited; there are {tables}"),
            field="table",
            table=table,
            tables=tuple(KINDS),
        )
    return kind


def plan_today(session: Session, plan_id: str, now: datetime) -> date:
    plan = content_on(session, plan_id, vietnamese_day(now))
    return today_of(plan, now)


def content_on(session: Session, plan_id: str, day: date) -> Plan:
    return queries.load_plan(session, plan_id, as_of=day, known_at=queries.EVER)


def keyed_tables(plan: Plan) -> dict[str, tuple[KeyedRow, ...]]:
    """The tables of a plan with the key of each row; rows that nobody edits alone have none."""
    items = flatten(plan)
    found = {}
    for table, rows in bands_in_rows(write_tables(plan)).items():
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
            cells=None if value is None else cells_of(edited_table(table), value),
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


def retired_in(session: Session, plan_id: str, day: date) -> Iterator[RetiredThing]:
    contents = queries.load_contents(session, plan_id, as_of=day, known_at=queries.EVER)
    tables = [(each.since, keyed_tables(each.plan)) for each in contents]
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
