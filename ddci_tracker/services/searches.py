"""One search over what somebody may read: tasks, conclusions, reports, evidence and results.

What is found is what holds today, wherever its words stand: in its title, or in what a unit said
of it. The plan that is looked at comes first, then the others of its agency.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from ddci_tracker.domain.acts import Conclusion, ReportAct, ResultEntry, TaskUpdate
from ddci_tracker.domain.catalog import CatalogSubIndex
from ddci_tracker.domain.evidence import Evidence
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import ReportDuty, Result, SubIndex, Task
from ddci_tracker.domain.searching import index_words, occurs
from ddci_tracker.services.boards import list_plans
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.content import ContentItem
from ddci_tracker.store.engine import Session, reading
from ddci_tracker.store.kinds import (
    AGENCY,
    CONCLUSION,
    EVIDENCE,
    REPORT_ACT,
    REPORT_DUTY,
    RESULT,
    RESULT_ENTRY,
    SUB_INDEX,
    TASK,
    TASK_UPDATE,
    UNIT,
    Kind,
)
from ddci_tracker.store.queries import PlanEntry
from ddci_tracker.store.search import Asked, find

# Fewer letters find half of everything.
FEWEST_LETTERS = 2
# So many of a kind are shown; whoever wants fewer types more.
MOST = 20
# So many plans, the newest, are looked at before all of them: what is common stands in them, and
# whoever looks for it wants that of today.
_NEWEST = 20
# So many more are looked at, since a thing may have said so once and say it no longer.
_LOOKED_AT = MOST * 2


class FoundKind(StrEnum):
    """What was found, in the order in which it is shown."""

    TASK = "task"
    CONCLUSION = "conclusion"
    REPORT = "report"
    EVIDENCE = "evidence"
    SUB_INDEX = "sub_index"
    RESULT = "result"


_KINDS: Mapping[FoundKind, tuple[Kind[Any], ...]] = MappingProxyType(
    {
        FoundKind.TASK: (TASK, TASK_UPDATE),
        FoundKind.CONCLUSION: (CONCLUSION,),
        FoundKind.REPORT: (REPORT_DUTY, REPORT_ACT),
        FoundKind.EVIDENCE: (EVIDENCE,),
        FoundKind.SUB_INDEX: (SUB_INDEX,),
        FoundKind.RESULT: (RESULT, RESULT_ENTRY),
    }
)
# What is said of a thing, or belongs to it, and leads there.
_OF_THINGS = (TASK_UPDATE, REPORT_ACT, EVIDENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A thing that was found: what it is called, where it stands, and what of it was found.

    ``key`` names it within its plan: the code of a task, the key of a report or the code of its
    duty, the id of a conclusion. ``agency`` and ``units`` are names. ``said`` is what was said of
    it in a ``period``, where the words stand there; ``day`` is that by which it is due. ``part``
    is what the catalogue knows of the sub-index that it belongs to. ``of`` is the kind of thing
    that evidence belongs to, whose title it then says.
    """

    what: FoundKind
    key: str
    title: str
    plan: PlanEntry
    agency: str = ""
    units: tuple[str, ...] = ()
    said: str | None = None
    period: Period | None = None
    day: date | None = None
    index: str | None = None
    sub_index: str | None = None
    part: CatalogSubIndex | None = None
    result: Result | None = None
    of: FoundKind | None = None

    def texts(self) -> Iterator[str | None]:
        """Everything of it in which somebody may look for words."""
        yield from (self.title, self.key, self.said, self.index)
        if self.part:
            yield from _names_of(self.part)
        if self.result:
            score = str(self.result.score or "")
            yield from (str(self.result.year), score, score.replace(".", ","))
            yield from (self.result.source, self.result.text, self.result.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGroup:
    """What was found of one kind; ``more``: not all of it is here."""

    what: FoundKind
    found: tuple[Found, ...]
    more: bool


def search(
    tracker: Tracker, actor: Actor, typed: str, *, now: datetime, first: str | None = None
) -> tuple[FoundGroup, ...]:
    """What somebody who may read it finds by words; nothing by fewer than two letters.

    ``first``: the plan that is looked at.
    """
    words = index_words(typed)
    if sum(map(len, words)) < FEWEST_LETTERS:
        return ()
    plans = {each.id: each for each in list_plans(tracker, actor)}
    with reading(tracker.engine) as session:
        looking = _Looking(session, tracker, actor, plans, plans.get(first or ""), now)
        places = looking.places(words)
        groups = (looking.group(what, words, places) for what in FoundKind)
        return tuple(each for each in groups if each.found)


Place = tuple[str, str]
Places = Mapping[Kind[Any], Collection[Place]]


class _Looking:
    """One search in one state of the database, among the plans that may be read."""

    def __init__(
        self,
        session: Session,
        tracker: Tracker,
        actor: Actor,
        plans: Mapping[str, PlanEntry],
        first: PlanEntry | None,
        now: datetime,
    ) -> None:
        self._session = session
        self._parts = _parts_of(tracker)
        self._agencies = actor.agencies
        self._first = first
        newest = sorted(plans.values(), key=lambda each: (-each.year, each.id))
        self._newest = tuple(each.id for each in newest[:_NEWEST])
        self._has_more = len(newest) > _NEWEST
        self._today = vietnamese_day(now)
        # What was entered for an agency is looked at in the plan that is looked at, or its newest.
        ordered = sorted(plans.values(), key=lambda each: each is first or each.year)
        self._plans = {each.agency: each for each in ordered if each is not first}
        self._plans |= {first.agency: first} if first else {}
        self._plans |= plans

    def places(self, words: tuple[str, ...]) -> Places:
        """Where the index finds the words, by kind: so many of each as are looked at."""
        ways = [Asked(words=words[:-1], last=words[-1])]
        by_name = [*ways, *self._ways_by_name(words)]
        asked = {
            kind: by_name if kind in (RESULT, RESULT_ENTRY) else ways
            for kinds in _KINDS.values()
            for kind in kinds
        }
        places: dict[Kind[Any], dict[Place, None]] = {kind: {} for kind in asked}
        for of in self._turns():
            few = {kind: asked[kind] for kind in asked if len(places[kind]) < _LOOKED_AT}
            for kind, found in find(self._session, few, of=of, most=_LOOKED_AT).items():
                places[kind] |= dict.fromkeys(each for each in found if each[0] in self._plans)
        return places

    def group(self, what: FoundKind, words: tuple[str, ...], places: Places) -> FoundGroup:
        """Everything of a kind in whose texts each of the words occurs."""
        found: dict[tuple[str, str, str], Found] = {}
        for kind in _KINDS[what]:
            for each in self._found(kind, places[kind]):
                if occurs(words, each.texts()):
                    found.setdefault((each.plan.id, each.key, each.title), each)
        ordered = sorted(found.values(), key=self._nearness)
        shown = self._named(ordered[:MOST])
        return FoundGroup(what=what, found=shown, more=len(ordered) > MOST)

    def _nearness(self, found: Found) -> tuple[bool, bool, int]:
        """The plan that is looked at first, then its agency, and of each the newest plan."""
        first = self._first
        is_near = first is not None and found.plan.agency == first.agency
        return found.plan is not first, not is_near, -found.plan.year

    def _found(self, kind: Kind[Any], places: Iterable[Place]) -> Iterator[Found]:
        """What the index found of a kind, as it holds today."""
        held = self._held(kind, places)
        about = self._about(kind, held)
        for place in places:
            item = held.get(place)
            if item is None:
                continue
            thing = about.get(place) if kind in _OF_THINGS else item
            if thing is not None:
                yield self._read(self._plans[place[0]], thing, item)

    def _turns(self) -> Iterator[Collection[str] | None]:
        """Where is looked one after the other: at the plan that is looked at, its agency, the
        newest plans, all."""
        if self._first:
            yield (self._first.id,)
            yield (self._first.agency,)
        if self._first is None or self._agencies != frozenset({self._first.agency}):
            if self._has_more:
                yield self._newest
            yield self._agencies

    def _held(self, kind: Kind[Any], places: Iterable[Place]) -> dict[Place, ContentItem]:
        keys: dict[str, set[str]] = {}
        for owner, key in places:
            keys.setdefault(owner, set()).add(key)
        return queries.held(self._session, kind, keys, as_of=self._today)

    def _about(
        self, kind: Kind[Any], held: Mapping[Place, ContentItem]
    ) -> dict[Place, ContentItem]:
        """Of what is said of things, the things themselves; those that are gone lack."""
        if kind not in _OF_THINGS:
            return {}
        found: dict[Place, ContentItem] = {}
        for of in (TASK, REPORT_DUTY):
            named = {
                place: (place[0], key)
                for place, item in held.items()
                for kind_of, key in [_thing_of(item.value)]
                if kind_of is of
            }
            things = self._held(of, named.values())
            found |= {place: things[thing] for place, thing in named.items() if thing in things}
        return found

    def _read(self, plan: PlanEntry, of: ContentItem, item: ContentItem) -> Found:
        """A thing with what was found of it, both the same where its own words were found."""
        found = self._read_thing(plan, of)
        match item.value:
            case TaskUpdate() as said:
                texts = (said.note, said.difficulty, said.recovery)
                told = " · ".join(each for each in texts if each)
                return replace(found, said=told, period=said.quarter)
            case ReportAct() as act:
                units = (act.unit,)
                return replace(found, key=act.key, said=act.note, period=act.period, units=units)
            case Evidence() as proof:
                is_report = found.what is FoundKind.REPORT
                return replace(
                    found,
                    what=FoundKind.EVIDENCE,
                    of=found.what,
                    key=proof.about if is_report else found.key,
                    title=proof.name,
                    said=" · ".join(each for each in (proof.url, found.title) if each),
                    units=(proof.unit,),
                )
        return found

    def _read_thing(self, plan: PlanEntry, of: ContentItem) -> Found:
        value = of.value
        match value:
            case Task():
                found = Found(what=FoundKind.TASK, key=value.code, title=value.title, plan=plan)
                return self._in_part(replace(found, units=value.lead, day=value.due), of.parent)
            case Conclusion():
                texts = (value.product, value.person, value.note, value.returned)
                return Found(
                    what=FoundKind.CONCLUSION,
                    key=value.id,
                    title=value.text,
                    plan=plan,
                    units=value.units,
                    said=" · ".join(each for each in texts if each) or None,
                    day=value.due,
                )
            case ReportDuty():
                return Found(
                    what=FoundKind.REPORT,
                    key=value.code,
                    title=value.text or value.code,
                    plan=plan,
                    units=value.from_units,
                )
            case SubIndex():
                found = Found(
                    what=FoundKind.SUB_INDEX,
                    key=of.key,
                    title=value.printed_name or "",
                    plan=plan,
                    units=value.lead,
                )
                return self._in_part(found, of.key)
            case ResultEntry(result=result):
                of_entry = "/".join(each for each in (value.index, value.sub_index) if each)
                return self._in_part(_of_result(plan, of, result), of_entry)
        return self._in_part(_of_result(plan, of, value), of.parent)

    def _in_part(self, found: Found, part: str | None) -> Found:
        index, _, code = (part or "").partition("/")
        named = self._parts.get((index, code))
        known = named.known if named else None
        return replace(found, index=index or None, sub_index=code or None, part=known)

    def _ways_by_name(self, words: tuple[str, ...]) -> Iterator[Asked]:
        """A result is called by its sub-index, whose name stands in the catalogue alone."""
        parts: dict[tuple[tuple[str, ...], str | None], list[str]] = {}
        for (index, code), part in self._parts.items():
            others = tuple(word for word in words[:-1] if word not in part.names)
            last = words[-1]
            is_named = any(name.startswith(last) for name in part.names)
            if is_named or len(others) < len(words) - 1:
                left = others, None if is_named else last
                parts.setdefault(left, []).append(f"{index}/{code}")
        for (others, begun), of in parts.items():
            yield Asked(words=others, last=begun, parts=tuple(of))

    def _named(self, found: list[Found]) -> tuple[Found, ...]:
        """The same with names of agencies and units in the place of codes."""
        agencies = self._held(AGENCY, {(each.plan.id, AGENCY.name) for each in found})
        units = self._held(UNIT, {(each.plan.id, code) for each in found for code in each.units})
        names = {place: item.value.name for place, item in units.items()}
        return tuple(
            replace(
                each,
                agency=agencies[each.plan.id, AGENCY.name].value.name,
                units=tuple(names.get((each.plan.id, code), code) for code in each.units),
            )
            for each in found
        )


def _thing_of(value: TaskUpdate | ReportAct | Evidence) -> tuple[Kind[Any], str]:
    """The kind and the key of the thing that something is said of."""
    match value:
        case TaskUpdate():
            return TASK, value.task
        case ReportAct():
            return REPORT_DUTY, value.duty
    task, _, _ = value.about.rpartition("@")
    return (TASK, task) if task else (REPORT_DUTY, value.about.partition("/")[0])


def _of_result(plan: PlanEntry, of: ContentItem, result: Result) -> Found:
    return Found(what=FoundKind.RESULT, key=of.key, title="", plan=plan, result=result)


@dataclass(frozen=True, slots=True)
class _NamedPart:
    """A sub-index of the catalogue, with the words of all its names."""

    known: CatalogSubIndex
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def _parts_of(tracker: Tracker) -> Mapping[tuple[str, str], _NamedPart]:
    """Every sub-index of the catalogue by index and code."""
    return MappingProxyType(
        {
            (index.code, part.code): _NamedPart(part, index_words(" ".join(_names_of(part))))
            for index in tracker.catalog.indices
            for each in index.sets
            for part in each.sub_indices
        }
    )


def _names_of(part: CatalogSubIndex) -> Iterator[str]:
    yield from (part.name, part.english_name, *part.aliases)
