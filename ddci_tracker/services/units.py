"""Units over time: the register of an agency, and merging, splitting and renaming units.

One act does all of it: the change is recorded with its two days and its basis, every running plan
is amended from the day on which it is in force, and open conclusions, extensions, accounts and
calendars pass to the successor. What was before keeps the old names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from ddci_tracker.domain.acts import Extension
from ddci_tracker.domain.due_reports import due_reports
from ddci_tracker.domain.ledger import DatedContent, Ledger, Viewpoint
from ddci_tracker.domain.lost_acts import LostAct, lost_acts
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.plan import Plan, UnitKind
from ddci_tracker.domain.unit_changes import (
    UnitChange,
    UnitChangeKind,
    concerns,
    conclusion_after,
    with_change,
)
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.domain.working_days import WorkCalendar
from ddci_tracker.services.acts import Act, OnlyTried, says_nothing
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.store import accounts, commands, queries
from ddci_tracker.store.claims import lock
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.errors import ActsWouldBeLost, Conflict, UnknownPlan
from ddci_tracker.store.kinds import (
    CONCLUSION,
    EVIDENCE,
    EXTENSION,
    REPORT_ACT,
    TASK_UPDATE,
    UNIT_CHANGE,
    Kind,
    Scope,
)
from ddci_tracker.store.loading import PlanChanges, amend_plan
from ddci_tracker.store.passed_on import Passed, PassedOn, keep_passed, pass_links
from ddci_tracker.store.queries import PlanEntry
from ddci_tracker.words.marking import N_

T = TypeVar("T")

_CODE = re.compile(r"[0-9A-Za-zÀ-ỹ][0-9A-Za-zÀ-ỹ._-]{0,63}")
_NO_ROOMS = (UnitKind.GROUP, UnitKind.EXTERNAL, UnitKind.LEADERSHIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry:
    """A unit in the register of its agency.

    ``names`` are what it was called from which day on, the newest last. ``valid_from`` and
    ``valid_until`` are its first and last day, None where no change tells. ``came`` and ``went``
    are the changes that made and ended it, ``changes`` all that it had a part in, oldest first.
    """

    code: str
    kind: UnitKind
    names: tuple[tuple[date, str], ...]
    plans: tuple[str, ...]
    came: UnitChange | None
    went: UnitChange | None
    changes: tuple[UnitChange, ...] = ()

    @property
    def name(self) -> str:
        return self.names[-1][1]

    @property
    def valid_from(self) -> date | None:
        return self.came.in_force_on if self.came else None

    @property
    def valid_until(self) -> date | None:
        return self.went.in_force_on - timedelta(days=1) if self.went else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What followed from a change of units, or would: by plan what changed, and what passed on.

    ``reports`` are those of periods that were over, which the successor owes because nobody had
    handed them in. ``updates`` and ``handed_in`` are what a unit that leaves said and handed in
    since the day: the successor's from now on.
    """

    plans: tuple[tuple[str, PlanChanges], ...]
    reports: tuple[str, ...]
    conclusions: tuple[str, ...]
    extensions: tuple[str, ...]
    updates: tuple[str, ...]
    handed_in: tuple[str, ...]
    accounts: tuple[str, ...]
    calendars: int


def register(tracker: Tracker, actor: Actor, named: str) -> tuple[UnitEntry, ...]:
    """The units of an agency, or those that a plan ever named, by code.

    ``named`` is the id of a plan or the code of an agency. ``UnknownPlan``, ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        entries = queries.plans(session)
        of_plan = next((each for each in entries if each.id == named), None)
        agency = of_plan.agency if of_plan else named
        of_agency = [each for each in entries if each.agency == agency]
        if not of_agency:
            raise UnknownPlan(named)
        require(actor, Action.READ_PLAN, agency=agency)
        contents = {each.id: _contents(session, each) for each in of_agency}
        changes = changes_of(session, agency)
    found = _entries(contents, changes)
    return tuple(each for each in found if of_plan is None or of_plan.id in each.plans)


def changes_so_far(tracker: Tracker, actor: Actor, agency: str) -> int:
    """How often the units of an agency have changed: what a change builds on. ``Forbidden``."""
    require(actor, Action.READ_PLAN, agency=agency)
    with reading(tracker.engine) as session:
        return len(_recorded(session, agency))


def change_units(
    tracker: Tracker,
    agency: str,
    change: UnitChange,
    act: Act,
    *,
    preview: bool = False,
    drop_recorded: bool = False,
) -> Followed:
    """Merge, split or rename units; with ``preview`` nothing is recorded.

    ``act.revision`` is how many changes were seen. ``Conflict`` where somebody came first.
    ``Refused`` for units that are none, a code that is taken, days in the wrong order or to come,
    or a missing basis; ``ActsWouldBeLost`` for what has no successor; ``Forbidden``.
    """
    require(act.actor, Action.LOAD_PLAN, agency=agency)
    change = tidy(change)
    _check_days(change, act)
    followed: list[Followed] = []
    try:
        with writing(tracker.engine) as session:
            lock(session, Scope.AGENCY, agency)
            found = _follow(
                session,
                agency,
                change,
                act,
                calendar=tracker.calendar,
                drop_recorded=drop_recorded,
            )
            followed.append(found)
            if preview:
                raise OnlyTried
    except OnlyTried:
        pass
    return followed[0]


def _check_days(change: UnitChange, act: Act) -> None:
    today = vietnamese_day(act.now)
    if change.in_force_on > today:
        raise Refused(
            N_("{on} has not come yet; today is {today}"),
            field="in_force_on",
            on=change.in_force_on,
            today=today,
        )
    if change.decided_on > change.in_force_on:
        raise Refused(
            N_("A change is decided on, not after, the day on which it is in force"),
            field="decided_on",
        )
    if says_nothing(change.basis):
        raise Refused(N_("Say on what basis the units change"), field="basis")


def _follow(
    session: Session,
    agency: str,
    change: UnitChange,
    act: Act,
    *,
    calendar: WorkCalendar,
    drop_recorded: bool,
) -> Followed:
    before_day = change.in_force_on - timedelta(days=1)
    entries = queries.plans(session, frozenset({agency}))
    if not entries:
        raise Refused(
            N_("No plan here is of agency {agency}; there are {agencies}"),
            field="agency",
            agency=agency,
            agencies=tuple(dict.fromkeys(each.agency for each in queries.plans(session))),
        )
    held = {each.id: _held(session, each, before_day) for each in entries}
    running = {
        each.id: plan
        for each in entries
        if (plan := held[each.id]) is not None
        and plan.document.counts_from < change.in_force_on
        and each.year >= change.in_force_on.year - 1
        and concerns(plan, change)
    }
    known = _recorded(session, agency)
    if act.revision is not None and act.revision < len(known):
        last = max(known, key=lambda each: each.recorded_at)
        raise Conflict(last.key, len(known), last.recorded_by, last.recorded_at)
    _check_units(change, list(running.values()), agency)
    commands.append(
        session,
        UNIT_CHANGE,
        agency,
        change,
        key=change.key,
        on=change.in_force_on,
        by=act.actor.name,
        at=act.now,
    )
    followed = [
        _follow_in(session, plan_id, change, act, calendar=calendar, drop_recorded=drop_recorded)
        for plan_id in running
    ]
    return Followed(
        plans=tuple((each.plan, each.changes) for each in followed),
        reports=tuple(key for each in followed for key in each.reports),
        conclusions=tuple(key for each in followed for key in each.conclusions),
        extensions=tuple(key for each in followed for key in each.extensions),
        updates=tuple(key for each in followed for key in each.updates),
        handed_in=tuple(key for each in followed for key in each.handed_in),
        accounts=tuple(_pass_accounts(session, agency, change)),
        calendars=len(pass_links(session, agency, change.key, change.leaving, change.successor)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _FollowedIn:
    """What followed in one plan."""

    plan: str
    changes: PlanChanges
    reports: tuple[str, ...]
    conclusions: tuple[str, ...]
    extensions: tuple[str, ...]
    updates: tuple[str, ...]
    handed_in: tuple[str, ...]


def _follow_in(
    session: Session,
    plan_id: str,
    change: UnitChange,
    act: Act,
    *,
    calendar: WorkCalendar,
    drop_recorded: bool,
) -> _FollowedIn:
    """Amend a plan, and pass on what is open; refused where anything has nobody to pass to."""
    conclusions = tuple(_pass_conclusions(session, plan_id, change, act))
    before = queries.load_everything(session, plan_id, calendar)
    plan = queries.load_plan(session, plan_id, as_of=change.in_force_on, known_at=queries.EVER)
    changes = amend_plan(
        session,
        with_change(plan, change),
        on=change.in_force_on,
        basis=change.basis,
        at=act.now,
        by=act.actor.name,
        drop_recorded=True,
    )
    after = queries.load_everything(session, plan_id, calendar)
    lost = lost_acts(before, after)
    extensions = tuple(_pass_extensions(session, plan_id, lost, before, change, act))
    updates = tuple(_pass_updates(session, plan_id, lost, before, change, act))
    handed_in = tuple(_pass_reports(session, plan_id, lost, change, act))
    passed = {
        *((EXTENSION.name, key) for key in extensions),
        *((TASK_UPDATE.name, key) for key in updates),
        *((REPORT_ACT.name, key) for key in handed_in),
    }
    left = tuple(each for each in lost if (each.what, each.key) not in passed)
    if left and not drop_recorded:
        raise ActsWouldBeLost(before.plan, left)
    return _FollowedIn(
        plan=plan_id,
        changes=replace(changes, lost=left),
        reports=tuple(_open_reports(before, after, change)),
        conclusions=conclusions,
        extensions=extensions,
        updates=updates,
        handed_in=handed_in,
    )


def _open_reports(before: Ledger, after: Ledger, change: UnitChange) -> Iterator[str]:
    """The reports of periods that were over which the successor owes by the change alone."""
    on = change.in_force_on
    look = Viewpoint(as_of=on, known_at=queries.EVER)
    for year in range(after.plan.document.first_year, on.year + 1):
        own = {each.key for each in due_reports(before.in_year(year), look)}
        for each in due_reports(after.in_year(year), look):
            new = each.asked.sender == change.successor and each.key not in own
            if new and each.applies and each.asked.period.last_day < on:
                yield each.key


def _held(session: Session, entry: PlanEntry, day: date) -> Plan | None:
    try:
        return queries.load_plan(session, entry.id, as_of=day, known_at=queries.EVER)
    except UnknownPlan:
        return None


def _check_units(change: UnitChange, plans: list[Plan], agency: str) -> None:
    rooms = {
        unit.code: unit.name for plan in plans for unit in plan.units if unit.kind not in _NO_ROOMS
    }
    named = {unit.code for plan in plans for unit in plan.units}
    for code in change.before:
        if code not in rooms:
            raise Refused(
                N_("Agency {agency} has no unit {unit}; there are {units}"),
                field="unit",
                agency=agency,
                unit=code,
                units=tuple(rooms),
            )
    for unit in change.after:
        if unit.code not in change.before and unit.code in named:
            raise Refused(
                N_("There is a unit {unit} already; give the new one a code of its own"),
                field="into",
                unit=unit.code,
            )
        if _CODE.fullmatch(unit.code) is None or says_nothing(unit.name):
            raise Refused(
                N_("A unit has a code without spaces, and a name: {unit}"),
                field="into",
                unit=unit.code,
            )
    _check_kind(change)
    if change.kind is UnitChangeKind.RENAMED and rooms[change.successor] == change.after[0].name:
        raise Refused(
            N_("{unit} is called so already: write its new name"),
            field="name",
            unit=change.successor,
        )
    tasks = {task.code for plan in plans for _, task in plan.all_tasks()}
    for task, taker in change.tasks:
        if task not in tasks or taker not in {each.code for each in change.after}:
            raise Refused(
                N_("Task {task} cannot pass to {unit}: say a task of the plan and a new unit"),
                field="task",
                task=task,
                unit=taker,
            )


def _check_kind(change: UnitChange) -> None:
    match change.kind:
        case UnitChangeKind.MERGED if not change.leaving:
            raise Refused(N_("A merger ends at least one unit"), field="into")
        case UnitChangeKind.SPLIT if len(change.after) < 2:
            raise Refused(N_("A split makes at least two units of one"), field="into")
        case _:
            return


def _pass_conclusions(
    session: Session, plan_id: str, change: UnitChange, act: Act
) -> Iterator[str]:
    known = queries.versions(
        session, CONCLUSION, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
    )
    for version in holding(known, as_of=queries.ALWAYS, known_at=queries.EVER).values():
        if version.value is None:
            continue
        passed = conclusion_after(version.value, change)
        if passed != version.value:
            _record_passed(session, CONCLUSION, plan_id, version, passed, version.key, change, act)
            yield version.key


def _pass_extensions(
    session: Session,
    plan_id: str,
    lost: Iterable[LostAct],
    before: Ledger,
    change: UnitChange,
    act: Act,
) -> Iterator[str]:
    """Give the successor the later day that was granted for a report that it takes over."""
    held = holding(before.extensions, as_of=queries.ALWAYS, known_at=queries.EVER)
    for each in lost:
        version = held.get(each.key) if each.what == EXTENSION.name else None
        if version is None or version.value is None:
            continue
        passed: Extension = replace(version.value, unit=change.successor)
        if passed.key not in held:
            _record_passed(session, EXTENSION, plan_id, version, passed, passed.key, change, act)
        yield each.key


def _pass_updates(
    session: Session,
    plan_id: str,
    lost: Iterable[LostAct],
    before: Ledger,
    change: UnitChange,
    act: Act,
) -> Iterator[str]:
    """Let the successor have said what a unit that leaves said since the day."""
    held = holding(before.updates, as_of=queries.ALWAYS, known_at=queries.EVER)
    takers = dict(change.tasks)
    for each in lost:
        version = held.get(each.key) if each.what == TASK_UPDATE.name else None
        said = version.value if version else None
        if version is None or said is None or said.unit not in change.leaving:
            continue
        taker = takers.get(said.task, change.successor)
        passed = replace(said, unit=taker)
        _record_passed(session, TASK_UPDATE, plan_id, version, passed, each.key, change, act)
        _pass_evidence(session, plan_id, each.key, each.key, taker, change, act)
        yield each.key


def _pass_reports(
    session: Session, plan_id: str, lost: Iterable[LostAct], change: UnitChange, act: Act
) -> Iterator[str]:
    """Let the successor have handed in what a unit that leaves did, unless it did so itself.

    Of two units that merge it is what the first had handed in; the other's has no place.
    """
    for each in lost:
        if each.what != REPORT_ACT.name:
            continue
        chain = queries.chain(session, REPORT_ACT, plan_id, each.key)
        step = next((version.value for version in chain if version.value), None)
        if step is None or step.unit not in change.leaving:
            continue
        key = replace(step, unit=change.successor).key
        if queries.newest(session, REPORT_ACT, plan_id, key) is not None:
            continue
        for version in chain:
            commands.append(
                session,
                REPORT_ACT,
                plan_id,
                replace(version.value, unit=change.successor) if version.value else None,
                key=key,
                on=version.on,
                by=act.actor.name,
                at=act.now,
                replaces=version.replaces,
            )
        _pass_evidence(session, plan_id, each.key, key, change.successor, change, act)
        yield each.key


def _pass_evidence(
    session: Session, plan_id: str, about: str, now: str, unit: str, change: UnitChange, act: Act
) -> None:
    """Let the evidence for an update or a report go with it."""
    known = queries.versions(
        session, EVIDENCE, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
    )
    for key, version in holding(known, as_of=queries.ALWAYS, known_at=queries.EVER).items():
        if version.value is not None and version.value.about == about:
            passed = replace(version.value, about=now, unit=unit)
            _record_passed(session, EVIDENCE, plan_id, version, passed, key, change, act)


def _record_passed(
    session: Session,
    kind: Kind[T],
    plan_id: str,
    held: Version[T],
    passed: T,
    key: str,
    change: UnitChange,
    act: Act,
) -> None:
    """Record for the successor what held for a unit that leaves, from when it does."""
    on = max(change.in_force_on, held.on)
    commands.append(session, kind, plan_id, passed, key=key, on=on, by=act.actor.name, at=act.now)


def _pass_accounts(session: Session, agency: str, change: UnitChange) -> Iterator[str]:
    accounts.hold_accounts(session)
    for account in accounts.accounts(session):
        if account.agencies == (agency,) and account.unit in change.leaving:
            accounts.change_account(session, account.id, unit=change.successor)
            passed = PassedOn(
                agency=agency,
                change=change.key,
                what=Passed.ACCOUNT,
                name=account.name,
                unit=account.unit,
            )
            keep_passed(session, (passed,))
            yield account.name


def _contents(session: Session, entry: PlanEntry) -> tuple[DatedContent, ...]:
    return queries.load_contents(session, entry.id, as_of=queries.ALWAYS, known_at=queries.EVER)


def _recorded(session: Session, agency: str) -> Sequence[Version[UnitChange]]:
    return queries.versions(
        session, UNIT_CHANGE, agency, as_of=queries.ALWAYS, known_at=queries.EVER
    )


def changes_of(session: Session, agency: str) -> tuple[UnitChange, ...]:
    """The changes of the units of an agency that hold, the oldest first."""
    known = _recorded(session, agency)
    held = holding(known, as_of=queries.ALWAYS, known_at=queries.EVER).values()
    return tuple(sorted((each.value for each in held if each.value), key=lambda each: each.key))


def _entries(
    contents: dict[str, tuple[DatedContent, ...]], changes: tuple[UnitChange, ...]
) -> Iterator[UnitEntry]:
    named: dict[str, dict[date, str]] = {}
    kinds: dict[str, UnitKind] = {}
    plans: dict[str, dict[str, None]] = {}
    every = [(each, plan_id) for plan_id, of in contents.items() for each in of]
    for content, plan_id in sorted(every, key=lambda pair: (pair[0].since, pair[1])):
        for unit in content.plan.units:
            names = named.setdefault(unit.code, {})
            if list(names.values())[-1:] != [unit.name]:
                names[content.since] = unit.name
            kinds[unit.code] = unit.kind
            plans.setdefault(unit.code, {})[plan_id] = None
    for code in sorted(named):
        made = [
            each
            for each in changes
            if code not in each.before and code in {unit.code for unit in each.after}
        ]
        ended = [each for each in changes if code in each.leaving]
        yield UnitEntry(
            code=code,
            kind=kinds[code],
            names=tuple(named[code].items()),
            plans=tuple(plans[code]),
            came=made[-1] if made else None,
            went=ended[-1] if ended else None,
            changes=tuple(
                each
                for each in changes
                if code in {*each.before, *(unit.code for unit in each.after)}
            ),
        )
