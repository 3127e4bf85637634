"""What the Office sets where the print of a plan leaves something open.

The size of a "top group" target and the members of a group of units. Both are versions of the
plan's own content and count from its issue, like the print that they complete, so that every look
decides by them; the printed text stays beside them. Not here: due days (``reports``) and plan
files (``plan_files``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import takewhile
from types import MappingProxyType
from typing import TypeVar

from ddci_tracker.domain import texts
from ddci_tracker.domain.plan import (
    DueRule,
    Members,
    MembersBasis,
    Plan,
    Result,
    Target,
    TargetKind,
    Unit,
    UnitKind,
)
from ddci_tracker.domain.versions import Version, qualifying
from ddci_tracker.services.acts import Act, counted_day, enter, record, refuse_if_overtaken
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused, first_unknown
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.kinds import DUE_DAY, TARGET, UNIT, Kind
from ddci_tracker.words.marking import N_

T = TypeVar("T")

# No list that anybody ranks is longer; more places were mistyped.
_LONGEST_LIST = 999
_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Who set something, and at which UTC moment."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TopGroup:
    """A target whose size is not printed; ``target.rank`` is the size once it was set.

    ``index`` and ``sub_index`` (None: the whole index) say of what it is the target. ``revision``
    is the newest one, on which the next act builds.
    """

    key: str
    index: str
    sub_index: str | None
    target: Target
    revision: int
    set_by: Setting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGroup:
    """A group of units whose members the print does not list."""

    unit: Unit
    revision: int
    set_by: Setting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOpen:
    """What a plan leaves open, with what was set; due days that were set, by duty."""

    top_groups: tuple[TopGroup, ...]
    groups: tuple[OpenGroup, ...]
    due_days: Mapping[str, tuple[DueRule, Setting]] = field(hash=False)


def left_open(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    *,
    as_of: date,
    known_at: datetime | None = None,
) -> LeftOpen:
    """What a plan leaves open as of a day, and who set what of it by a moment (None: by now).

    ``UnknownPlan`` or ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        row = queries.plan_row(session, plan_id)
    require(actor, Action.READ_PLAN, agency=row.agency)
    return _left_open(tracker, plan_id, row.data_version, as_of, known_at)


@lru_cache(maxsize=_KEPT)
def _left_open(
    tracker: Tracker, plan_id: str, version: int, as_of: date, known_at: datetime | None
) -> LeftOpen:
    """By all that it depends on; ``version`` only tells one state of the plan from the next."""
    with reading(tracker.engine) as session:
        known = max(known_at or queries.EVER, queries.first_known(session, plan_id))
        plan = queries.load_plan(session, plan_id, as_of=as_of, known_at=known)
        day = max(as_of, plan.document.counts_from)
        targets = _chains(session, TARGET, plan_id, day, known)
        units = _chains(session, UNIT, plan_id, day, known)
        due_days = _chains(session, DUE_DAY, plan_id, as_of, known)
    return LeftOpen(
        top_groups=tuple(_top_groups(plan, targets)),
        groups=tuple(_groups(plan, units)),
        due_days=MappingProxyType(
            {
                duty: (rule, _setting(chain, lambda value: value))
                for duty, chain in due_days.items()
                if (rule := chain[-1].value) is not None
            }
        ),
    )


def size_top_group(
    tracker: Tracker, plan_id: str, key: str, size: int | None, act: Act
) -> Version[Target]:
    """Set how many places a "top group" has, None to leave it open again; the print is kept.

    ``key`` names the target (``TopGroup.key``). ``Refused`` where there is no such target, for a
    size that no list has, or where nothing was set; ``Forbidden``; ``Conflict`` where somebody
    came first.
    """
    key = texts.line(key)
    with writing(tracker.engine) as session:
        plan, last, target = _entered(session, TARGET, plan_id, key, act)
        if last is None or target is None or target.kind is not TargetKind.TOP_GROUP:
            raise Refused(
                N_("Plan {plan} has no target {target} for a leading group"),
                field="target",
                plan=plan_id,
                target=key,
            )
        if size is None and target.rank is None:
            raise Refused(N_("Nothing was set here that could be taken back"), field="size")
        if size is not None:
            _check_size(size, target, _results_beside(plan, key))
        sized = replace(target, rank=size)
        return record(session, TARGET, plan_id, sized, key=key, on=_day(plan, last, act), act=act)


def set_members(
    tracker: Tracker, plan_id: str, group: str, members: tuple[str, ...] | None, act: Act
) -> Version[Unit]:
    """Set which units a group stands for, None to go back to what the plan file infers.

    ``Refused`` where there is no such group, its members are printed, a member is no unit of the
    agency or none is given, or where nothing was set; ``Forbidden``; ``Conflict`` where somebody
    came first.
    """
    group = texts.line(group)
    members = None if members is None else tuple(map(texts.line, members))
    with writing(tracker.engine) as session:
        plan, last, unit = _entered(session, UNIT, plan_id, group, act)
        if last is None or unit is None or unit.kind is not UnitKind.GROUP:
            raise Refused(
                N_("Plan {plan} has no group {group}"), field="group", plan=plan_id, group=group
            )
        if unit.members is not None and unit.members.basis is MembersBasis.PRINTED:
            raise Refused(
                N_("The plan prints the members of {group}"), field="group", group=unit.name
            )
        chosen = (
            _inferred(session, plan_id, unit)
            if members is None
            else Members(units=_checked(plan, members), basis=MembersBasis.ENTERED)
        )
        made_of = replace(unit, members=chosen)
        return record(session, UNIT, plan_id, made_of, key=group, on=_day(plan, last, act), act=act)


def _entered(
    session: Session, kind: Kind[T], plan_id: str, key: str, act: Act
) -> tuple[Plan, Version[T] | None, T | None]:
    """The plan that may be completed, with the newest version of a thing and what it says."""
    plan = enter(session, plan_id, act, Action.COMPLETE_PLAN)
    last = refuse_if_overtaken(session, kind, plan_id, key, act)
    return plan, last, last.value if last else None


def _day(plan: Plan, last: Version[T], act: Act) -> date:
    """The day it counts from: that of the print that it completes, unless told otherwise."""
    if act.on is not None:
        return counted_day(plan, act)
    return max(plan.document.counts_from, last.on)


def _check_size(size: int, target: Target, results: tuple[Result, ...]) -> None:
    lists = [target.out_of, *(result.out_of for result in results)]
    longest = max((each for each in lists if each is not None), default=_LONGEST_LIST)
    if not 1 <= size <= longest:
        raise Refused(
            N_("A leading group has 1 to {longest} places, not {size}"),
            field="size",
            longest=longest,
            size=size,
        )


def _results_beside(plan: Plan, key: str) -> tuple[Result, ...]:
    """What the plan prints of that which a target is for: it tells how long the list is."""
    index, sub_index = _part(key)
    if sub_index is None:
        return next((each.results for each in plan.overall if each.index == index), ())
    parts = (each for each in plan.sub_indices if (each.index, each.code) == (index, sub_index))
    return next((part.results for part in parts), ())


def _checked(plan: Plan, members: tuple[str, ...]) -> tuple[str, ...]:
    """The members in the order of the plan, each once."""
    if not members:
        raise Refused(N_("A group needs at least one member"), field="members")
    known = tuple(unit.code for unit in plan.units if unit.may_have_staff)
    if (stranger := first_unknown(members, known)) is not None:
        raise Refused(
            N_("{unit} cannot be a member of a group; units are {units}"),
            field="members",
            unit=stranger,
            units=known,
        )
    return tuple(code for code in known if code in members)


def _inferred(session: Session, plan_id: str, unit: Unit) -> Members:
    """The members that a group had before any were set."""
    chain = _chains(session, UNIT, plan_id, queries.ALWAYS, queries.EVER)[unit.code]
    if unit.members is not None and unit.members.basis is MembersBasis.ENTERED:
        for version in reversed(chain):
            before = version.value.members if version.value else None
            if before is not None and before.basis is not MembersBasis.ENTERED:
                return before
    raise Refused(N_("Nothing was set here that could be taken back"), field="members")


def _chains(
    session: Session, kind: Kind[T], plan_id: str, day: date, known_at: datetime
) -> dict[str, list[Version[T]]]:
    """The versions of each thing in the order in which they take effect; the last one holds."""
    known = queries.versions(session, kind, plan_id, as_of=day, known_at=known_at)
    return qualifying(known, as_of=day, known_at=known_at)


def _top_groups(plan: Plan, chains: Mapping[str, list[Version[Target]]]) -> Iterator[TopGroup]:
    parts = [each.index for each in plan.overall]
    parts += [f"{part.index}/{part.code}" for part in plan.sub_indices]
    for key, chain in sorted(chains.items(), key=lambda pair: _place(parts, pair[0])):
        target = chain[-1].value
        if target is None or target.kind is not TargetKind.TOP_GROUP:
            continue
        index, sub_index = _part(key)
        yield TopGroup(
            key=key,
            index=index,
            sub_index=sub_index,
            target=target,
            revision=_newest(chain),
            set_by=_set_since(chain, lambda value: value.rank) if target.rank else None,
        )


def _groups(plan: Plan, chains: Mapping[str, list[Version[Unit]]]) -> Iterator[OpenGroup]:
    for unit in plan.units:
        basis = unit.members.basis if unit.members else None
        if unit.kind is not UnitKind.GROUP or basis is MembersBasis.PRINTED:
            continue
        chain, entered = chains[unit.code], basis is MembersBasis.ENTERED
        yield OpenGroup(
            unit=unit,
            revision=_newest(chain),
            set_by=_set_since(chain, lambda value: value.members) if entered else None,
        )


def _part(key: str) -> tuple[str, str | None]:
    """The index and sub-index (None: the whole index) that the key of a target begins with."""
    index, _, sub_index = key.rpartition("#")[0].partition("/")
    return index, sub_index or None


def _place(parts: list[str], key: str) -> tuple[int, str]:
    part = key.rpartition("#")[0]
    return (parts.index(part) if part in parts else len(parts)), key


def _newest(chain: Iterable[Version[T]]) -> int:
    return max(version.revision for version in chain)


def _set_since(chain: list[Version[T]], of: Callable[[T], object]) -> Setting | None:
    """Who made something what it is now; None where it has been so since the plan was loaded."""
    unchanged = _unchanged(chain, of)
    return _setting(chain, of) if len(unchanged) < len(chain) else None


def _setting(chain: list[Version[T]], of: Callable[[T], object]) -> Setting:
    version = _unchanged(chain, of)[-1]
    return Setting(by=version.recorded_by, at=version.recorded_at)


def _unchanged(chain: list[Version[T]], of: Callable[[T], object]) -> list[Version[T]]:
    """The versions that say the same of a thing as the last one, back to the first of them."""

    def said(version: Version[T]) -> object:
        return None if version.value is None else of(version.value)

    return list(takewhile(lambda version: said(version) == said(chain[-1]), reversed(chain)))
