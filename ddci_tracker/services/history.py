"""Who did what: the history of a plan and of everything in it, whole or as somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from ddci_tracker.domain import texts
from ddci_tracker.domain.clock import ClockDoubt, ClockStep, doubt_of, step_of_looker, typed_at
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.task_updates import find_task
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.kinds import ACTS, AMENDMENT, CONTENT
from ddci_tracker.store.queries import HistoryEntry

__all__ = [
    "HistoryEntry",
    "HistoryPage",
    "Question",
    "RecordedAct",
    "asked_of_history",
    "history_of",
    "is_undoing",
    "look_back",
    "versions_of",
]

# How many plans' histories are kept at hand; one has some hundred entries.
_KEPT = 8
_PER_PAGE = 25
_ACTS = frozenset(kind.name for kind in ACTS)
_OF_CONTENT = frozenset(kind.name for kind in CONTENT)
# In which fields of a version units stand by their codes.
_ONE_UNIT = ("unit",)
_UNITS = ("units", "lead", "with_units", "from_units", "to_units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What of a history is asked for; None asks for everything.

    ``task`` and ``unit`` are codes, ``report`` the key of a report or the code of a duty,
    ``person`` the name that was recorded, ``since`` and ``until`` days in Vietnam.
    """

    task: str | None = None
    report: str | None = None
    unit: str | None = None
    person: str | None = None
    since: date | None = None
    until: date | None = None

    def fits(self, entry: HistoryEntry) -> bool:
        """Whether an entry is asked for."""
        return (
            (self.task is None or _is_of_task(entry, self.task))
            and (self.report is None or _is_of_report(entry, self.report))
            and (self.unit is None or self.unit in _units_in(entry))
            and (self.person is None or entry.by == self.person)
            and _lies_in(vietnamese_day(entry.seen_at), self.since, self.until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAct:
    """What somebody recorded at one moment: one act, or all that a plan file brought at once.

    Of an amendment its basis comes first. ``at`` is when it was typed, or the beginning of the day
    that it counts for where only a clock that ran ahead says it.
    """

    by: str
    at: datetime
    entries: tuple[HistoryEntry, ...]

    @property
    def amended(self) -> date | None:
        """The day from which the plan was amended; None for a correction and any other act."""
        first = self.entries[0]
        is_one = first.what == AMENDMENT.name and len(self.entries) > 1
        return first.on if is_one else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """A page of a history, the newest first.

    ``pages`` and ``count`` are of all that was asked for; ``page`` counts from 1. ``newest`` is
    the last revision of each thing by (what, key), whatever was asked for; ``people`` are all who
    ever recorded anything.
    """

    acts: tuple[RecordedAct, ...]
    page: int
    pages: int
    count: int
    newest: dict[tuple[str, str], int]
    people: tuple[str, ...]


def history_of(
    tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime, task: str | None = None
) -> tuple[HistoryEntry, ...]:
    """Every version of a plan, or of one of its tasks, in the order of recording."""
    task = None if task is None else texts.line(task)
    plan = read_content(tracker, actor, plan_id, now=now)
    require(actor, Action.READ_HISTORY, agency=plan.agency.code)
    with reading(tracker.engine) as session:
        row = queries.plan_row(session, plan_id)
        entries = queries.history(session, plan_id, task)
    entries = _by_the_clock(tracker, plan_id, row, entries, now)
    if task is not None and not entries:
        find_task(plan, task)
    return entries


def look_back(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    question: Question,
    *,
    now: datetime,
    page: int = 1,
) -> HistoryPage:
    """What was recorded of a plan as somebody asks for it, the newest first, page by page.

    A page that does not exist is the nearest one that does. ``UnknownPlan`` or ``Forbidden``.
    """
    question = tidy(question)
    entries = _readable(tracker, actor, plan_id, now)
    acts = _recorded_acts(entry for entry in reversed(entries) if question.fits(entry))
    pages = max(1, -(-len(acts) // _PER_PAGE))
    page = min(max(page, 1), pages)
    newest: dict[tuple[str, str], int] = {}
    for entry in entries:
        newest[entry.what, entry.key] = max(entry.revision, newest.get((entry.what, entry.key), 0))
    return HistoryPage(
        acts=tuple(acts[(page - 1) * _PER_PAGE : page * _PER_PAGE]),
        page=page,
        pages=pages,
        count=len(acts),
        newest=newest,
        people=tuple(sorted({entry.by for entry in entries})),
    )


def asked_of_history(
    tracker: Tracker, actor: Actor, plan_id: str, question: Question, *, now: datetime
) -> tuple[HistoryEntry, ...]:
    """Every version that somebody asks for, the newest first. ``UnknownPlan`` or ``Forbidden``."""
    question = tidy(question)
    return tuple(filter(question.fits, reversed(_readable(tracker, actor, plan_id, now))))


def is_undoing(entry: HistoryEntry) -> bool:
    """Whether a version takes back the step of a report that the one before it recorded."""
    if entry.replaces is None or entry.before is None or entry.after is None:
        return False
    return bool(entry.before.get("step") != entry.after.get("step"))


def versions_of(
    tracker: Tracker, actor: Actor, plan_id: str, what: str, key: str, *, now: datetime
) -> tuple[HistoryEntry, ...]:
    """Every version of one thing, the oldest first. ``UnknownPlan`` or ``Forbidden``."""
    entries = _readable(tracker, actor, plan_id, now)
    return tuple(each for each in entries if (each.what, each.key) == (what, key))


def _readable(
    tracker: Tracker, actor: Actor, plan_id: str, now: datetime
) -> tuple[HistoryEntry, ...]:
    """The whole history, for who may read it."""
    with reading(tracker.engine) as session:
        row = queries.plan_row(session, plan_id)
    require(actor, Action.READ_HISTORY, agency=row.agency)
    entries = _entries(tracker, plan_id, row.data_version)
    return _by_the_clock(tracker, plan_id, row, entries, now)


@lru_cache(maxsize=_KEPT)
def _entries(tracker: Tracker, plan_id: str, version: int) -> tuple[HistoryEntry, ...]:
    """The whole history; ``version`` only tells one state of the plan from another."""
    with reading(tracker.engine) as session:
        return queries.history(session, plan_id)


@lru_cache(maxsize=_KEPT)
def _clock(
    tracker: Tracker, plan_id: str, agency: str, version: int
) -> tuple[tuple[ClockStep, ...], frozenset[datetime]]:
    """What is known of clocks that ran ahead of a plan, and when anything was recorded."""
    with reading(tracker.engine) as session:
        steps = queries.clock_steps(session, plan_id, known_at=queries.EVER)
        return steps, queries.recorded_moments(session, agency) if steps else frozenset()


def _by_the_clock(
    tracker: Tracker,
    plan_id: str,
    row: Any,
    entries: tuple[HistoryEntry, ...],
    now: datetime,
) -> tuple[HistoryEntry, ...]:
    """Entries with the moment at which each was typed, and what is the matter with its day."""
    steps, recorded = _clock(tracker, plan_id, row.agency, row.data_version)
    seen = step_of_looker(row.changed_at, now)
    if row.illustration or not (steps or seen):
        return entries
    known = (*steps, *([seen] if seen else []))
    replaced = {(each.what, each.key, each.replaces) for each in entries if each.replaces}
    today = vietnamese_day(now)

    def doubt(entry: HistoryEntry) -> ClockDoubt | None:
        if entry.what not in _ACTS or (entry.what, entry.key, entry.revision) in replaced:
            return None
        return doubt_of(entry.on, entry.recorded_at, known, recorded, today=today)

    return tuple(
        replace(each, typed=typed_at(each.recorded_at, known), doubt=doubt(each))
        for each in entries
    )


def _recorded_acts(entries: Iterable[HistoryEntry]) -> list[RecordedAct]:
    """Entries as acts; of a plan's content, all of one moment and person are one act.

    The basis of an amendment goes with what it brought.
    """
    found: list[RecordedAct] = []
    for (at, _, by), group in groupby(
        entries, key=lambda each: (each.seen_at, each.recorded_at, each.by)
    ):
        of_moment = tuple(group)
        content = [each for each in of_moment if each.what in _OF_CONTENT]
        if content:
            basis = [each for each in of_moment if each.what == AMENDMENT.name]
            found.append(RecordedAct(by=by, at=at, entries=(*basis, *content)))
        alone = [
            each
            for each in of_moment
            if each.what not in _OF_CONTENT and not (content and each.what == AMENDMENT.name)
        ]
        found += [RecordedAct(by=by, at=at, entries=(each,)) for each in alone]
    return found


def _is_of_task(entry: HistoryEntry, task: str) -> bool:
    if entry.what == "task":
        return entry.key == task
    return entry.what in ("task_update", "evidence") and entry.key.startswith(f"{task}@")


def _is_of_report(entry: HistoryEntry, report: str) -> bool:
    """A report by its key, or all that hangs on a duty by its code."""
    if entry.what in ("report_act", "extension", "evidence"):
        return entry.key.partition("#")[0] == report or entry.key.startswith(f"{report}/")
    return entry.what in ("report_duty", "due_day") and entry.key == report


def _units_in(entry: HistoryEntry) -> set[str]:
    """The units that a version, or the one before it, names."""
    found: set[str] = set()
    for said in (entry.before, entry.after):
        if said is None:
            continue
        found.update(said[name] for name in _ONE_UNIT if said.get(name))
        found.update(code for name in _UNITS for code in said.get(name) or ())
    if entry.what == "unit":
        found.add(entry.key)
    return found


def _lies_in(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)
