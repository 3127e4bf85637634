"""Taking a change of units back, as long as nothing rests on it; else a refusal that names what.

Plans, conclusions, extensions, accounts and calendars are as they were before, and what changed
otherwise since stays. The change and its end stay in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.unit_changes import UnitChange, naming
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.domain.working_days import WorkCalendar
from ddci_tracker.services.acts import Act, OnlyTried
from ddci_tracker.services.permissions import Action, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.task_updates import who_may_speak
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.units import changes_of
from ddci_tracker.store import accounts, commands, queries
from ddci_tracker.store.claims import lock
from ddci_tracker.store.engine import Session, writing
from ddci_tracker.store.errors import ActsWouldBeLost, UnknownPlan
from ddci_tracker.store.kinds import (
    AMENDMENT,
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
from ddci_tracker.store.passed_on import Passed, give_back
from ddci_tracker.store.queries import PlanEntry
from ddci_tracker.store.reversals import without_the_act
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.recorded import Recorded

_TICK = timedelta(microseconds=1)
_NAMED_AT_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """One thing that rests on a change: its kind and key in the history, and in which plan."""

    plan: Plan | None
    what: str
    key: str


class ChangeIsBuiltOn(Exception):
    """A change of units that cannot be taken back any more, and everything that rests on it."""

    def __init__(self, resting: Iterable[Resting]) -> None:
        self.resting = tuple(dict.fromkeys(resting))
        super().__init__(self.resting)

    def said(self, words: Words) -> list[str]:
        """One sentence that names what rests on it."""
        named = [_called(each, words) for each in self.resting[:_NAMED_AT_MOST]]
        more = len(self.resting) - len(named)
        if more:
            named.append(words.text(N_("and {count} more"), count=more))
        message = N_(
            "This change of units cannot be undone any more, because something rests on it:"
            " {things}. Nothing was changed"
        )
        return [words.text(message, things="; ".join(named))]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What went back, or would: by plan what changed, and what passed to those who had it."""

    plans: tuple[tuple[str, PlanChanges], ...]
    conclusions: tuple[str, ...]
    extensions: tuple[str, ...]
    updates: tuple[str, ...]
    handed_in: tuple[str, ...]
    accounts: tuple[str, ...]
    calendars: int


def take_back(
    tracker: Tracker, agency: str, key: str, act: Act, *, preview: bool = False
) -> TakenBack:
    """Take a change of units back; with ``preview`` nothing is recorded.

    ``Refused`` where there is no such change; ``ChangeIsBuiltOn`` where something rests on it;
    ``Forbidden``.
    """
    require(act.actor, Action.LOAD_PLAN, agency=agency)
    found: list[TakenBack] = []
    try:
        with writing(tracker.engine) as session:
            lock(session, Scope.AGENCY, agency)
            found.append(_take_back(session, agency, key, act, tracker.calendar))
            if preview:
                raise OnlyTried
    except OnlyTried:
        pass
    return found[0]


def _take_back(
    session: Session, agency: str, key: str, act: Act, calendar: WorkCalendar
) -> TakenBack:
    made = queries.newest(session, UNIT_CHANGE, agency, key)
    if made is None or made.value is None:
        raise Refused(
            N_("Agency {agency} has no change of units {key}; there are {keys}"),
            field="change",
            agency=agency,
            key=key,
            keys=tuple(each.key for each in changes_of(session, agency)),
        )
    change = made.value
    entries = [each for each in queries.plans(session) if each.agency == agency]
    later = _changes_on_top(session, agency, made, change)
    if later:
        names = _newest_content(session, entries[0])
        raise ChangeIsBuiltOn(
            Resting(plan=names, what=UNIT_CHANGE.name, key=each) for each in later
        )
    commands.append(
        session,
        UNIT_CHANGE,
        agency,
        None,
        key=key,
        on=made.on,
        by=act.actor.name,
        at=act.now,
        expected_revision=made.revision,
    )
    one_by_one = [_InPlan(session, each, made, change, act, calendar) for each in entries]
    concerned = [each for each in one_by_one if each.is_concerned]
    resting = [
        Resting(plan=None, what="plan", key=each.plan_id)
        for each in one_by_one
        if each.came_later and _names_any(session, each.plan_id, _new_codes(change))
    ]
    for each in concerned:
        each.take_back()
        resting += each.resting
    passed = give_back(session, agency, key, change.successor)
    resting += _stranded(session, agency, change)
    if resting:
        raise ChangeIsBuiltOn(resting)
    return TakenBack(
        plans=tuple((each.plan_id, each.changes) for each in concerned),
        conclusions=tuple(key for each in concerned for key in each.conclusions),
        extensions=tuple(key for each in concerned for key in each.extensions),
        updates=tuple(key for each in concerned for key in each.updates),
        handed_in=tuple(key for each in concerned for key in each.handed_in),
        accounts=tuple(each.name for each in passed if each.what is Passed.ACCOUNT),
        calendars=sum(each.what is Passed.LINK for each in passed),
    )


def _changes_on_top(
    session: Session, agency: str, made: Version[UnitChange], change: UnitChange
) -> list[str]:
    """The later changes of a unit that this one is about."""
    known = queries.versions(
        session, UNIT_CHANGE, agency, as_of=queries.ALWAYS, known_at=queries.EVER
    )
    held = holding(known, as_of=queries.ALWAYS, known_at=queries.EVER).values()
    return [
        each.key
        for each in held
        if each.value is not None
        and each.recorded_at > made.recorded_at
        and _codes(each.value) & _codes(change)
    ]


def _codes(change: UnitChange) -> set[str]:
    return {*change.before, *(unit.code for unit in change.after)}


def _new_codes(change: UnitChange) -> frozenset[str]:
    """The units that there are by the change alone."""
    return frozenset({unit.code for unit in change.after} - set(change.before))


def _newest_content(session: Session, entry: PlanEntry) -> Plan:
    return queries.load_plan(session, entry.id, as_of=queries.ALWAYS, known_at=queries.EVER)


def _names_any(session: Session, plan_id: str, codes: frozenset[str]) -> bool:
    contents = queries.load_contents(session, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER)
    return any(unit.code in codes for each in contents for unit in each.plan.units)


def _stranded(session: Session, agency: str, change: UnitChange) -> Iterator[Resting]:
    """Who signs in for a unit that would be none."""
    for account in accounts.accounts(session):
        if account.agencies == (agency,) and account.unit in _new_codes(change):
            yield Resting(plan=None, what="account", key=account.name)


class _InPlan:
    """Takes the change back in one plan, and gathers what rests on it there."""

    def __init__(
        self,
        session: Session,
        entry: PlanEntry,
        made: Version[UnitChange],
        change: UnitChange,
        act: Act,
        calendar: WorkCalendar,
    ) -> None:
        self._session, self._made, self._change = session, made, change
        self._act, self._calendar = act, calendar
        self.plan_id = entry.id
        self.changes = PlanChanges()
        self.conclusions: tuple[str, ...] = ()
        self.extensions: tuple[str, ...] = ()
        self.updates: tuple[str, ...] = ()
        self.handed_in: tuple[str, ...] = ()
        self.resting: list[Resting] = []
        just_before = made.recorded_at - _TICK
        try:
            self._before: Plan | None = self._content(just_before)
            self._after = self._content(made.recorded_at)
        except UnknownPlan:  # the plan came later
            self._before = None

    @property
    def came_later(self) -> bool:
        """Whether the plan was not here yet when the units changed."""
        return self._before is None

    @property
    def is_concerned(self) -> bool:
        """Whether the plan followed the change."""
        return self._before is not None and self._before != self._after

    def take_back(self) -> None:
        """Put back what the change did, and note what does not let it."""
        session, change = self._session, self._change
        assert self._before is not None  # noqa: S101 - asked before
        ledger = queries.load_everything(session, self.plan_id, self._calendar)
        now = self._content(queries.EVER)
        reverted, overtaken = without_the_act(self._before, self._after, now)
        self._rests(ledger.plan, ((each.what, each.key) for each in overtaken))
        self._rests(ledger.plan, self._spoken(reverted))
        self.conclusions = self._back(CONCLUSION, ledger.plan)
        self.extensions = self._back(EXTENSION, ledger.plan)
        self.updates = self._back(TASK_UPDATE, ledger.plan)
        self.handed_in = self._back(REPORT_ACT, ledger.plan)
        self._back(EVIDENCE, ledger.plan)
        if self.resting:
            return
        try:
            self.changes = amend_plan(
                session,
                reverted,
                on=change.in_force_on,
                basis=change.basis,
                at=self._act.now,
                by=self._act.actor.name,
            )
        except ActsWouldBeLost as error:
            self._rests(error.plan, ((each.what, each.key) for each in error.lost))
            return
        self._close_amendment()
        contents = queries.load_contents(
            session, self.plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
        )
        for content in contents:
            if content.since >= change.in_force_on:
                self._rests(ledger.plan, naming(content.plan, _new_codes(change)))

    def _content(self, known_at: Any) -> Plan:
        return queries.load_plan(
            self._session, self.plan_id, as_of=self._change.in_force_on, known_at=known_at
        )

    def _rests(self, plan: Plan, things: Iterable[tuple[str, str]]) -> None:
        self.resting += (Resting(plan=plan, what=what, key=key) for what, key in things)

    def _spoken(self, reverted: Plan) -> Iterator[tuple[str, str]]:
        """What a unit said since on a task on which it could say nothing without the change."""
        tasks = {task.code: task for _, task in reverted.all_tasks()}
        for said in self._held(TASK_UPDATE).values():
            if said.value is None or said.recorded_at <= self._made.recorded_at:
                continue
            task = tasks.get(said.value.task)
            could = who_may_speak(reverted, task) if task else ()
            if said.value.unit in _codes(self._change) and said.value.unit not in could:
                yield TASK_UPDATE.name, said.key

    def _back(self, kind: Kind[Any], plan: Plan) -> tuple[str, ...]:
        """Give back what the change passed on; what was done with it since rests on it."""
        back = []
        for key, held in self._held(kind).items():
            chain = queries.chain(self._session, kind, self.plan_id, key)
            passed = [each for each in chain if each.recorded_at == self._made.recorded_at]
            if not passed:
                continue
            if passed[-1] != held:
                self._rests(plan, ((kind.name, key),))
                continue
            stood = [each for each in chain if each.revision < passed[0].revision]
            value = stood[-1].value if stood else None
            commands.append(
                self._session,
                kind,
                self.plan_id,
                value,
                key=key,
                on=held.on,
                by=self._act.actor.name,
                at=self._act.now,
            )
            back.append(key)
        return tuple(back)

    def _close_amendment(self) -> None:
        """The plan is amended by the change no more, unless something else has its basis too."""
        for key, held in self._held(AMENDMENT).items():
            chain = queries.chain(self._session, AMENDMENT, self.plan_id, key)
            moments = {each.recorded_at for each in chain if each.value is not None}
            if moments == {self._made.recorded_at, held.recorded_at}:
                commands.append(
                    self._session,
                    AMENDMENT,
                    self.plan_id,
                    None,
                    key=key,
                    on=held.on,
                    by=self._act.actor.name,
                    at=self._act.now,
                )

    def _held(self, kind: Kind[Any]) -> dict[str, Version[Any]]:
        known = queries.versions(
            self._session, kind, self.plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
        )
        return holding(known, as_of=queries.ALWAYS, known_at=queries.EVER)


def _called(thing: Resting, words: Words) -> str:
    if thing.what == "account":
        return words.text(N_("account {name}"), name=thing.key)
    if thing.plan is None:
        return words.text(N_("plan {plan}"), plan=thing.key)
    return Recorded(thing.plan, words).thing(thing.what, thing.key)
