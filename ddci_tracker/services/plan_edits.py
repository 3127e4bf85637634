"""Editing a plan where it is read: one thing or several, corrected or amended.

A correction (the print always said so) counts from the day of issue, on all looks; an amendment
from its own day, on a basis, and what was judged before keeps what it was judged by. Both go the
way of a plan file, with its checks and in one transaction. Not here: whole files (``plan_files``)
and units that are merged, split or renamed (``units``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from ddci_tracker.domain import texts
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.lost_acts import LostAct
from ddci_tracker.domain.plan_edits import (
    EditedTables,
    IdentityChanged,
    KeyedTables,
    NoSuchRow,
    RowAdded,
    RowChanged,
    RowEdit,
    RowRemoved,
    apply,
    bands_apart,
    merge_tasks,
    split_task,
)
from ddci_tracker.domain.plan_tables import PlanCellKind, edited_table
from ddci_tracker.plans.tables import TableProblems, read_tables
from ddci_tracker.services.acts import Act, counted_day, enter, says_nothing, today_of
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.plan_things import (
    content_on,
    keyed_tables,
    keys_ever,
    kind_of,
    no_such,
    plan_today,
    retired_in,
    revision_of,
)
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.table_problems import WrongEdit
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import read
from ddci_tracker.store.engine import Session, writing
from ddci_tracker.store.errors import ActsWouldBeLost, Conflict, NoSuchRevision
from ddci_tracker.store.kinds import TASK_UPDATE
from ddci_tracker.store.loading import PlanChanges, amend_plan, store_plan
from ddci_tracker.words.marking import N_

__all__ = [
    "Edited",
    "Edits",
    "PlanChanges",
    "RowAdded",
    "RowChanged",
    "RowEdit",
    "RowRemoved",
    "bring_back",
    "edit",
    "edit_in",
    "merge",
    "merging",
    "split",
    "splitting",
]

# Edits of rows, or what tells them once it is known what stands on the day that they count for.
# The codes are those that a task has ever had.
Edits = Sequence[RowEdit] | Callable[[KeyedTables, Collection[str]], Sequence[RowEdit]]

# Cells that may hold several lines.
_OF_LINES = (
    *(PlanCellKind.PROSE, PlanCellKind.NAMES, PlanCellKind.UNITS),
    *(PlanCellKind.INDICES, PlanCellKind.PERIODS, PlanCellKind.DAYS_OF_YEAR, PlanCellKind.BANDS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What an edit changed, and the edits that undo it, each from what stands now."""

    changes: PlanChanges
    undo: tuple[RowEdit, ...]


def edit(
    tracker: Tracker,
    plan_id: str,
    edits: Edits,
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
        return edit_in(
            tracker.catalog, session, plan_id, edits, act, basis, drop_recorded=drop_recorded
        )


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
    return edit(tracker, plan_id, splitting(task, titles, act.revision), act, basis=basis)


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
    edits = merging(tasks, title, act.revision)
    return edit(tracker, plan_id, edits, act, basis=basis, drop_recorded=drop_recorded)


def splitting(task: str, titles: Sequence[str], revision: int | None = None) -> Edits:
    """The edits that split a task; ``Refused`` for fewer than two titles."""
    titles = [text for text in (read(each, "title") for each in titles) if text]
    if len(titles) < 2:
        raise Refused(
            N_("A task is split into at least two; write a title for each"), field="title"
        )
    key = texts.line(task)
    return lambda tables, taken: split_task(tables, key, titles, revision=revision, taken=taken)


def merging(tasks: Sequence[str], title: str, revision: int | None = None) -> Edits:
    """The edits that merge tasks; ``revision`` is that of the first. ``Refused`` for one alone."""
    title, keys = read(title, "title"), tuple(dict.fromkeys(map(texts.line, tasks)))
    if len(keys) < 2:
        raise Refused(N_("At least two tasks are merged"), field="tasks")
    seen = {} if revision is None else {keys[0]: revision}
    return lambda tables, _: merge_tasks(tables, keys, title, revisions=seen)


def bring_back(
    tracker: Tracker, plan_id: str, table: str, key: str, act: Act, *, basis: str | None = None
) -> Edited:
    """Let a thing that was taken out be there again, as it was. As ``edit``."""
    with writing(tracker.engine) as session:
        enter(session, plan_id, act, Action.LOAD_PLAN)
        key = texts.line(key)
        day = plan_today(session, plan_id, act.now)
        gone = (each for each in retired_in(session, plan_id, day))
        found = next((each for each in gone if (each.table, each.key) == (table, key)), None)
        if found is None:
            raise Refused(
                N_("Nothing called {key} was taken out of the plan"), field="key", key=key
            )
        edits = (RowAdded(table=table, cells=found.cells),)
        return edit_in(tracker.catalog, session, plan_id, edits, act, basis, drop_recorded=False)


def edit_in(
    catalog: Catalog,
    session: Session,
    plan_id: str,
    edits: Edits,
    act: Act,
    basis: str | None,
    *,
    drop_recorded: bool,
) -> Edited:
    """As ``edit``, within what a service does."""
    day, basis = _counts_from(session, plan_id, act, basis), _basis(basis)
    standing = keyed_tables(content_on(session, plan_id, day))
    if callable(edits):
        with _told():
            edits = edits(standing, keys_ever(session, plan_id, "tasks"))
    edits = tuple(_in_form(each) for each in edits)
    for each in edits:
        _refuse_if_overtaken(session, plan_id, each)
    with _told(*{each.table for each in edits}):
        edited = apply(standing, edits)
    try:
        plan = read_tables(bands_apart(edited.tables), catalog)
    except TableProblems as wrong:
        raise WrongEdit(wrong.problems, _codes_of(edited)) from None
    at, by = act.now, act.actor.name
    if basis is None:
        changes = store_plan(session, plan, at=at, by=by, drop_recorded=True, read_on=day)
    else:
        changes = amend_plan(session, plan, on=day, basis=basis, at=at, by=by, drop_recorded=True)
    if not changes:
        raise Refused(N_("Nothing differs from what the plan says already"))
    meant = _meant_to_go(edits) if basis is not None else frozenset[str]()
    left = tuple(each for each in changes.lost if not _belongs_to(each, meant))
    if left and not drop_recorded and changes.before is not None:
        raise ActsWouldBeLost(changes.before, left)
    now = keyed_tables(content_on(session, plan_id, day))
    return Edited(
        changes=changes,
        undo=tuple(_from_now(session, plan_id, each) for each in edited.undo(now)),
    )


def _codes_of(edited: EditedTables) -> dict[tuple[str, int | None], str]:
    """The rows that were edited, with the codes of those that have one."""
    return {
        (table, number): edited.tables[table][number - 1].cells.get("code", "")
        for table, number in edited.rows
    }


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
    kind_of(each.table)
    if isinstance(each, RowRemoved):
        return replace(each, key=texts.line(each.key))
    of = edited_table(each.table)
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
    if says_nothing(basis):
        raise Refused(N_("Say on what basis the plan is amended"), field="basis")
    return basis


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
    kind_of(each.table)
    now, last = revision_of(session, plan_id, each.table, each.key)
    if each.revision > now:
        raise NoSuchRevision(each.key, each.revision)
    if last is not None and each.revision < now:
        raise Conflict(each.key, now, last.recorded_by, last.recorded_at)


def _from_now(session: Session, plan_id: str, each: RowEdit) -> RowEdit:
    if isinstance(each, RowAdded):
        return each
    return replace(each, revision=revision_of(session, plan_id, each.table, each.key)[0])


@contextmanager
def _told(*tables: str) -> Iterator[None]:
    """Say what an edit of these tables cannot find, or may not change."""
    for each in tables:
        kind_of(each)
    try:
        yield
    except NoSuchRow as error:
        raise no_such(error.key) from None
    except IdentityChanged as error:
        raise Refused(
            N_(
                "This names what was recorded and stays as it is: "
                "take the thing out and add another"
            ),
            field=error.column,
        ) from None
