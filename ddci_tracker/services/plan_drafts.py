"""Drafts of plans: begun in one of four ways, changed by one or several, taken into tracking.

A draft is the tables of a plan, complete or not. Leaders and units never see it. Every change is a
version of its own, kept through whatever the database is kept through; who builds on a version that
somebody has changed since is told, and keeps what they typed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.checks import check_plan
from ddci_tracker.domain.findings import Finding, Level
from ddci_tracker.domain.next_plan import new_plan_parts, next_plan
from ddci_tracker.domain.plan import Overall, Plan, SubIndex, Target, Task
from ddci_tracker.domain.plan_tables import TABLES, TableRow, Tables, rows_of
from ddci_tracker.domain.reviewed import Review, follow
from ddci_tracker.office.plan_workbook_reading import FilledIn
from ddci_tracker.plans import parse_plan, write_plan
from ddci_tracker.plans.tables import (
    CellProblem,
    TableProblems,
    read_tables,
    sub_index_names,
    write_tables,
)
from ddci_tracker.services.boards import list_plans, look_at, read_content
from ddci_tracker.services.permissions import Action, Actor, Forbidden, require
from ddci_tracker.services.plan_workbooks import book_of, filled_in
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.review_notes import read_review, written_review
from ddci_tracker.services.table_problems import ContradictoryDraft
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import read
from ddci_tracker.store import plan_drafts, queries
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.loading import PlanChanges, store_plan
from ddci_tracker.store.plan_drafts import (
    DraftHead,
    DraftText,
    DraftVersion,
    LookedAt,
    UnknownDraft,
)
from ddci_tracker.words import plan_tables
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

__all__ = [
    "DraftEntry",
    "DraftVersion",
    "DraftView",
    "DraftWay",
    "UnknownDraft",
    "adopt",
    "begin",
    "begin_empty",
    "begin_from_file",
    "begin_from_plan",
    "begin_from_workbook",
    "discard",
    "draft_book",
    "draft_file",
    "draft_of",
    "draft_versions",
    "going_on",
    "list_drafts",
    "replace_by_workbook",
    "restore",
    "restore_version",
    "save",
    "take_over",
]

_ADOPTED, _DISCARDED = "adopted", "discarded"
# In what a workbook notes of its origin, between the draft and the revision it was written from.
_AT_REVISION = "@"


class DraftWay(StrEnum):
    """What was done to a draft."""

    EMPTY = "empty"
    WORKBOOK = "workbook"
    FILE = "file"
    LAST_YEAR = "last_year"
    TEXT = "text"
    CHANGED = "changed"
    REPLACED = "replaced"  # by another workbook
    RESTORED = "restored"
    REVIEWED = "reviewed"  # beside the text that it was read from


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEntry:
    """A draft in a list: whose it is, what it is called, who changed it last and who is at it."""

    id: str
    agency: str
    title: str
    holder: str
    revision: int
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft with its checks: what is contradictory, then what looks wrong or is worth knowing.

    ``plan`` is None while something is contradictory; then there are no findings either.
    ``names`` are those of the sub-indices that it may name, by index and code.
    """

    entry: DraftEntry
    tables: Tables
    problems: tuple[CellProblem, ...]
    plan: Plan | None
    findings: tuple[Finding, ...]
    names: Mapping[tuple[str, str], str]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep a draft out of tracking."""
        return tuple(each for each in self.findings if each.level is Level.ERROR)

    @property
    def blocking(self) -> int:
        """How many places have to be mended before it can be tracked."""
        return len(self.problems) + len(self.errors)


def begin_empty(
    tracker: Tracker,
    actor: Actor,
    *,
    cells: Mapping[str, str],
    now: datetime,
) -> DraftEntry:
    """Begin with the agency, the year and the index: its sub-indices come from the catalogue.

    ``cells`` are those of the document. ``Refused`` for a year that is none, ``Forbidden``.
    """
    known = {key: read(text, key) for key, text in cells.items() if text.strip()}
    year = known.get("document.year", "")
    if not (year.isdigit() and len(year) == 4):
        raise Refused(N_("Say for which year the plan is, in four digits"), field="document.year")
    code = known.get("agency.code", "")
    known.setdefault("id", f"{code}-{year}" if code else "")
    known.setdefault("complete", "true")
    parts = [
        part
        for index in known.get("indices", "").split(", ")
        for part in new_plan_parts(
            index,
            int(year),
            known.get("agency.province", ""),
            known.get("agency.block", ""),
            tracker.catalog,
        )
        if index
    ]
    tables = {
        "document": rows_of([known]),
        "overall": rows_of([{"index": each.index} for each in parts if isinstance(each, Overall)]),
        "sub_indices": rows_of(
            [
                {"index": each.index, "code": each.code, "printed_name": each.printed_name}
                for each in parts
                if isinstance(each, SubIndex)
            ]
        ),
    }
    return begin(tracker, actor, tables, DraftWay.EMPTY, now)


def begin_from_workbook(
    tracker: Tracker, actor: Actor, file_name: str, body: bytes, *, now: datetime
) -> DraftEntry:
    """Begin with a workbook, complete or not; ``WrongCells``, and then nothing of it is kept."""
    return begin(tracker, actor, _taken(file_name, body), DraftWay.WORKBOOK, now)


def begin_from_file(tracker: Tracker, actor: Actor, text: str, *, now: datetime) -> DraftEntry:
    """Begin with a plan file; ``PlanFileError``."""
    plan = parse_plan(text, "plan.yaml", tracker.catalog)
    return begin(tracker, actor, write_tables(plan), DraftWay.FILE, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedTask:
    """A task that may go on in the plan of the next year, with the names of its part and leads."""

    task: Task
    part: str | None
    lead: tuple[str, ...]
    is_done: bool

    @property
    def goes_on(self) -> bool:
        """Whether it recurs, or is unfinished."""
        return self.task.recurs or not self.is_done


def going_on(
    tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime
) -> tuple[OfferedTask, ...]:
    """The tasks of a plan, each with whether it is unfinished or recurs.

    ``UnknownPlan`` or ``Forbidden``.
    """
    board = look_at(tracker, actor, plan_id, now=now)
    names = {unit.code: unit.name for unit in board.plan.named_units}
    return tuple(
        OfferedTask(
            task=view.task,
            part=part.sub_index.printed_name if part else None,
            lead=tuple(names.get(code, code) for code in view.task.lead),
            is_done=view.said is not None and view.said.status is TaskStatus.DONE,
        )
        for part, view in board.all_tasks()
    )


def targets_before(
    tracker: Tracker, actor: Actor, draft_id: str, *, now: datetime
) -> tuple[tuple[int, str, Target], ...]:
    """The targets of the agency's plan before a draft's year: year, name of the part, target.

    Of the plan that follows the same indices, where the year has several; none where there is no
    plan before. ``UnknownDraft`` or ``Forbidden``.
    """
    cells = _document(draft_of(tracker, actor, draft_id).tables)
    agency, year = cells.get("agency.code", ""), cells.get("document.year", "")
    before = [
        read_content(tracker, actor, each.id, now=now)
        for each in list_plans(tracker, actor)
        if each.agency == agency and year.isdecimal() and each.year < int(year)
    ]
    indices = {each.strip() for each in cells.get("indices", "").split(",")}
    if not before:
        return ()
    plan = max(before, key=lambda each: (each.year, len(indices.intersection(each.indices))))
    parts = [
        *((each.index, each.targets) for each in plan.overall),
        *((each.printed_name, each.targets) for each in plan.sub_indices),
    ]
    return tuple((plan.year, name, each) for name, targets in parts for each in targets)


def begin_from_plan(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    *,
    year: int | None = None,
    tasks: Collection[str] | None = None,
    now: datetime,
) -> DraftEntry:
    """Begin next year's plan from one; ``tasks`` None: those that are unfinished or recur.

    ``Refused`` for a year that does not follow, ``UnknownPlan`` or ``Forbidden``.
    """
    plan = read_content(tracker, actor, plan_id, now=now)
    wanted = year or plan.document.last_year + 1
    if wanted <= plan.document.last_year:
        raise Refused(
            N_("The new plan is for a year after {year}"),
            field="year",
            year=plan.document.last_year,
        )
    chosen = tasks
    if chosen is None:
        chosen = {
            each.task.code for each in going_on(tracker, actor, plan_id, now=now) if each.goes_on
        }
    following = next_plan(plan, wanted, chosen, tracker.catalog)
    return begin(tracker, actor, write_tables(following), DraftWay.LAST_YEAR, now)


def list_drafts(tracker: Tracker, actor: Actor) -> tuple[DraftEntry, ...]:
    """The open drafts of the agencies whose plans somebody may bring in; none for all others."""
    with reading(tracker.engine) as session:
        return tuple(
            _entry(head, plan_drafts.newest(session, head.id))
            for head in plan_drafts.open_drafts(session)
            if actor.may(Action.LOAD_PLAN, agency=head.agency)
        )


def draft_of(tracker: Tracker, actor: Actor, draft_id: str) -> DraftView:
    """A draft with its checks. ``UnknownDraft`` or ``Forbidden``."""
    with reading(tracker.engine) as session:
        head = _enter(session, actor, draft_id)
        version = plan_drafts.newest(session, draft_id)
    return _view(tracker, head, version)


def draft_versions(tracker: Tracker, actor: Actor, draft_id: str) -> tuple[DraftVersion, ...]:
    """What was done to a draft, the newest first. ``UnknownDraft`` or ``Forbidden``."""
    with reading(tracker.engine) as session:
        _enter(session, actor, draft_id)
        return plan_drafts.versions(session, draft_id)


def tables_at(tracker: Tracker, actor: Actor, draft_id: str, revision: int) -> Tables:
    """What a draft said at a revision. ``UnknownDraft`` where it has none such, ``Forbidden``."""
    for version in draft_versions(tracker, actor, draft_id):
        if version.revision == revision:
            return _tables(version.body)
    raise UnknownDraft(draft_id)


def changes_of(
    tracker: Tracker, actor: Actor, draft_id: str, table: str, *, since: int
) -> tuple[DraftVersion, ...]:
    """The versions after a revision that changed one table, the oldest first."""
    versions = reversed(draft_versions(tracker, actor, draft_id))
    after = [(each, _tables(each.body).get(table)) for each in versions if each.revision >= since]
    return tuple(now for (_, stood), (now, stands) in pairwise(after) if stands != stood)


def save(
    tracker: Tracker,
    actor: Actor,
    draft_id: str,
    tables: Tables,
    *,
    revision: int,
    now: datetime,
    way: DraftWay = DraftWay.CHANGED,
    review: Review | None = None,
) -> int:
    """Keep what a draft says from now on; the new revision.

    What was read from a text follows its rows, and counts as looked at where it was changed; or
    ``review`` says where it stands now.
    ``Conflict`` where somebody changed it since, ``UnknownDraft`` or ``Forbidden``.
    """
    version = DraftVersion(
        revision=revision + 1, what=way, body=_written(tables), saved_at=now, saved_by=actor.name
    )
    with writing(tracker.engine) as session:
        _enter(session, actor, draft_id)
        before = plan_drafts.newest(session, draft_id)
        if review is None and before.review is not None:
            after = _tables(version.body)
            review, changed = follow(read_review(before.review), _tables(before.body), after)
            plan_drafts.mark_seen(session, draft_id, changed, LookedAt(at=now, by=actor.name))
        if review is not None:
            version = replace(version, review=written_review(review))
        plan_drafts.append(session, draft_id, version)
    return version.revision


def replace_by_workbook(
    tracker: Tracker,
    actor: Actor,
    draft_id: str,
    file_name: str,
    body: bytes,
    *,
    revision: int,
    now: datetime,
    takes_all: bool = False,
) -> int:
    """Let a draft say what a workbook says; like ``save``, or ``WrongCells``.

    Of a workbook that was written from this draft the sheets are taken that were filled in since;
    what somebody changed meanwhile in others stays. ``Refused`` where both changed the same sheet,
    naming it and them, unless ``takes_all``: then the workbook counts.
    """
    book = filled_in(file_name, body)
    tables, origin = _tables_of(book), _revision_of(book, draft_id)
    if origin is not None and not takes_all:
        stands = draft_of(tracker, actor, draft_id).tables
        written = tables_at(tracker, actor, draft_id, origin)
        # Cells come back as a workbook says them: what was written is read the same way.
        again = book_of(tracker.catalog, written, "", book.words, now=now)
        unchanged = _taken(file_name, again)
        filled = [key for key, rows in tables.items() if rows != unchanged[key]]
        both = [key for key in filled if stands.get(key, ()) != written.get(key, ())]
        if both:
            since = draft_versions(tracker, actor, draft_id)
            raise Refused(
                N_(
                    "Since this workbook was written {people} have changed the same sheets: "
                    "{sheets}. Choose that the workbook counts, or write a new one"
                ),
                people=tuple(
                    dict.fromkeys(each.saved_by for each in since if each.revision > origin)
                ),
                sheets=tuple(plan_tables.table_name(each, book.words) for each in both),
            )
        tables = {**stands, **{key: tables[key] for key in filled}}
    return save(tracker, actor, draft_id, tables, revision=revision, now=now, way=DraftWay.REPLACED)


def _revision_of(book: FilledIn, draft_id: str) -> int | None:
    """The revision of this draft that a workbook was written from; None where it is another's."""
    name, _, revision = (book.origin or "").rpartition(_AT_REVISION)
    return int(revision) if name == draft_id and revision.isdecimal() else None


def restore_version(
    tracker: Tracker, actor: Actor, draft_id: str, wanted: int, *, revision: int, now: datetime
) -> int:
    """Let a draft say again what an earlier version said, about its text as well; like ``save``."""
    for earlier in draft_versions(tracker, actor, draft_id):
        if earlier.revision == wanted:
            version = replace(
                earlier,
                revision=revision + 1,
                what=DraftWay.RESTORED,
                saved_at=now,
                saved_by=actor.name,
            )
            with writing(tracker.engine) as session:
                _enter(session, actor, draft_id)
                plan_drafts.append(session, draft_id, version)
            return version.revision
    raise UnknownDraft(draft_id)


def take_over(tracker: Tracker, actor: Actor, draft_id: str) -> None:
    """Note that it is now oneself who is at a draft. ``UnknownDraft`` or ``Forbidden``."""
    with writing(tracker.engine) as session:
        _enter(session, actor, draft_id)
        plan_drafts.hand_over(session, draft_id, actor.name)


def adopt(
    tracker: Tracker, actor: Actor, draft_id: str, *, revision: int, now: datetime
) -> tuple[str, PlanChanges]:
    """Take a draft into tracking: the id of its plan, and what came with it.

    ``ContradictoryDraft`` names the places that are, ``Refused`` where there is such a plan
    already; ``Conflict``, ``UnknownDraft`` or ``Forbidden``.
    """
    view = draft_of(tracker, actor, draft_id)
    if view.plan is None:
        raise ContradictoryDraft(view.problems)
    if view.errors:
        raise Refused(N_("The plan contradicts itself in {count} places"), count=len(view.errors))
    plan = view.plan
    require(actor, Action.LOAD_PLAN, agency=plan.agency.code)
    with writing(tracker.engine) as session:
        _enter(session, actor, draft_id)
        now_at = plan_drafts.newest(session, draft_id)
        if now_at.revision != revision:
            raise plan_drafts.overtaken(session, draft_id)
        if plan.id in {each.id for each in queries.plans(session)}:
            raise Refused(
                N_("There is a plan {plan} already; give this one a suffix, such as {plan}-B"),
                field="id",
                plan=plan.id,
            )
        changes = store_plan(session, plan, at=now, by=actor.name)
        plan_drafts.end(session, draft_id, _ADOPTED)
    return plan.id, changes


def discard(tracker: Tracker, actor: Actor, draft_id: str) -> None:
    """Throw a draft away; ``restore`` brings it back. ``UnknownDraft`` or ``Forbidden``."""
    with writing(tracker.engine) as session:
        _enter(session, actor, draft_id)
        plan_drafts.end(session, draft_id, _DISCARDED)


def restore(tracker: Tracker, actor: Actor, draft_id: str) -> None:
    """Bring a draft back that was thrown away. ``UnknownDraft`` or ``Forbidden``."""
    with writing(tracker.engine) as session:
        head = plan_drafts.find(session, draft_id)
        require(actor, Action.LOAD_PLAN, agency=head.agency)
        if head.ended != _DISCARDED:
            raise UnknownDraft(draft_id)
        plan_drafts.end(session, draft_id, None)


def draft_file(tracker: Tracker, actor: Actor, draft_id: str) -> str:
    """The plan file of a draft; ``ContradictoryDraft`` while something is contradictory."""
    view = draft_of(tracker, actor, draft_id)
    if view.plan is None:
        raise ContradictoryDraft(view.problems)
    return write_plan(view.plan)


def draft_book(
    tracker: Tracker, actor: Actor, draft_id: str, words: Words, *, now: datetime
) -> bytes:
    """The workbook of a draft, complete or not."""
    view = draft_of(tracker, actor, draft_id)
    entry = view.entry
    origin = f"{entry.id}{_AT_REVISION}{entry.revision}"
    return book_of(tracker.catalog, view.tables, entry.title, words, now=now, origin=origin)


def _taken(file_name: str, body: bytes) -> Tables:
    """The tables of a workbook with rows counted from 1."""
    return _tables_of(filled_in(file_name, body))


def _tables_of(book: FilledIn) -> Tables:
    return {key: rows_of([dict(row.cells) for row in rows]) for key, rows in book.tables.items()}


def begin(
    tracker: Tracker,
    actor: Actor,
    tables: Tables,
    way: DraftWay,
    now: datetime,
    *,
    text: DraftText | None = None,
    review: str | None = None,
) -> DraftEntry:
    """Begin a draft with tables, complete or not; ``Forbidden``.

    ``text`` is what they were read from, ``review`` where its facts stand in them.
    """
    cells = _document(tables)
    agency = cells.get("agency.code", "")
    if not agency and actor.agencies is not None and len(actor.agencies) == 1:
        (agency,) = actor.agencies
    require(actor, Action.LOAD_PLAN, agency=agency)
    version = DraftVersion(
        revision=1,
        what=way,
        body=_written(tables),
        saved_at=now,
        saved_by=actor.name,
        review=review,
    )
    wanted = cells.get("id") or agency or "KH"
    with writing(tracker.engine) as session:
        used = plan_drafts.used_ids(session)
        name, number = wanted, 1
        while name in used:
            number += 1
            name = f"{wanted}-{number}"
        head = DraftHead(id=name, agency=agency, holder=actor.name, ended=None)
        plan_drafts.begin(session, head, version)
        if text is not None:
            plan_drafts.keep_text(session, name, text)
    return _entry(head, version)


def _enter(session: Session, actor: Actor, draft_id: str) -> DraftHead:
    """An open draft that somebody may see and change."""
    head = plan_drafts.find(session, draft_id)
    if not actor.may(Action.LOAD_PLAN, agency=head.agency):
        raise Forbidden(actor, Action.LOAD_PLAN)
    if head.ended is not None:
        raise UnknownDraft(draft_id)
    return head


def _view(tracker: Tracker, head: DraftHead, version: DraftVersion) -> DraftView:
    tables = _tables(version.body)
    plan, problems = None, tuple[CellProblem, ...]()
    try:
        plan = read_tables(tables, tracker.catalog)
    except TableProblems as wrong:
        problems = wrong.problems
    findings = check_plan(plan, tracker.catalog, calendar=tracker.calendar) if plan else ()
    return DraftView(
        entry=_entry(head, version),
        tables=tables,
        problems=problems,
        plan=plan,
        findings=findings,
        names=sub_index_names(tables, tracker.catalog),
    )


def _entry(head: DraftHead, version: DraftVersion) -> DraftEntry:
    cells = _document(_tables(version.body))
    return DraftEntry(
        id=head.id,
        agency=head.agency,
        title=cells.get("document.title") or cells.get("id") or head.id,
        holder=head.holder,
        revision=version.revision,
        saved_at=version.saved_at,
        saved_by=version.saved_by,
    )


def _document(tables: Tables) -> Mapping[str, str]:
    rows = tables.get("document", ())
    return rows[0].cells if rows else {}


def _written(tables: Tables) -> str:
    rows = {
        each.key: [dict(row.cells) for row in tables[each.key]]
        for each in TABLES
        if tables.get(each.key)
    }
    return json.dumps(rows, ensure_ascii=False)


def _tables(body: str) -> dict[str, tuple[TableRow, ...]]:
    return {key: rows_of(rows) for key, rows in json.loads(body).items()}
