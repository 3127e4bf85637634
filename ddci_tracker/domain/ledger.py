"""All that is known of one plan: its content and every act on it, with their versions.

The store hands a ledger to the rules; the rules hand nothing back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from ddci_tracker.domain.acts import (
    Amendment,
    Conclusion,
    Extension,
    PlanClose,
    ReportAct,
    ResultEntry,
    TaskUpdate,
)
from ddci_tracker.domain.block_tables import BlockTable
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.clock import ClockStep
from ddci_tracker.domain.conclusions import CalledMeeting
from ddci_tracker.domain.plan import DueRule, OtherContents, Plan
from ddci_tracker.domain.policy import AdoptedPolicy, Policy
from ddci_tracker.domain.unit_changes import UnitChange
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.domain.working_days import EVERY_WEEKDAY, WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierContent:
    """What a plan said until an amendment: it held on the days before ``until``."""

    until: date
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedContent:
    """What a plan says from a day on: from its issue, or from that of an amendment."""

    since: date
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One plan's content as it holds on the day looked at, and the acts on it.

    ``earlier`` are the contents that held before, the oldest first: a quarter is judged by the
    one that held on its judging day, a report by the one that held when it fell due.

    ``updates`` and ``report_acts`` keep every version, since past quarters are judged at their
    own last day. ``due_days`` are the due rules that the Office set for duties whose print has
    none, keyed by duty code. ``closes`` is the day on which it closed the plan. ``calendar`` says
    which days are worked. ``results`` are those entered for the agency, ``printed_elsewhere``
    those that its other plans print; the plan's own print is in its content. ``blocks`` are the
    tables of the blocks that it is ranked in. ``amendments`` tell what the later contents rest on.
    ``policies`` are the thresholds that the agency set, a quarter being judged by those that held
    on its judging day. ``unit_changes`` are the mergers, splits and renamings of the agency's
    units: they say who takes over what was open. ``meetings`` are what those that concluded
    something are known by. ``clock`` says where one had run ahead.
    """

    plan: Plan
    catalog: Catalog
    earlier: tuple[EarlierContent, ...] = ()
    policies: tuple[Version[AdoptedPolicy], ...] = ()
    updates: tuple[Version[TaskUpdate], ...] = ()
    report_acts: tuple[Version[ReportAct], ...] = ()
    extensions: tuple[Version[Extension], ...] = ()
    due_days: tuple[Version[DueRule], ...] = ()
    closes: tuple[Version[PlanClose], ...] = ()
    calendar: WorkCalendar = EVERY_WEEKDAY
    results: tuple[Version[ResultEntry], ...] = ()
    printed_elsewhere: tuple[Version[ResultEntry], ...] = ()
    blocks: tuple[Version[BlockTable], ...] = ()
    conclusions: tuple[Version[Conclusion], ...] = ()
    meetings: tuple[CalledMeeting, ...] = ()
    amendments: tuple[Version[Amendment], ...] = ()
    unit_changes: tuple[Version[UnitChange], ...] = ()
    clock: tuple[ClockStep, ...] = ()

    def in_year(self, year: int) -> Ledger:
        """The ledger of the plan as it is looked at in one of its years."""
        earlier = tuple(replace(each, plan=each.plan.in_year(year)) for each in self.earlier)
        return replace(self, plan=self.plan.in_year(year), earlier=earlier)

    def content_on(self, day: date) -> Plan:
        """What the plan said on a day; before its issue, what it was issued with."""
        return next((each.plan for each in self.earlier if day < each.until), self.plan)

    def adopted_policy(self, look: Viewpoint) -> Version[AdoptedPolicy] | None:
        """What the agency set of thresholds that holds from a viewpoint; None: nothing."""
        held = holding(self.policies, as_of=look.as_of, known_at=look.known_at)
        # An agency has one policy, whatever its key.
        return max(held.values(), key=lambda each: (each.on, each.revision), default=None)

    def policy(self, look: Viewpoint) -> Policy:
        """The thresholds that hold from a viewpoint: those that the agency set, else the usual."""
        adopted = self.adopted_policy(look)
        return adopted.value.policy if adopted and adopted.value else Policy()

    def contents_until(self, day: date) -> tuple[DatedContent, ...]:
        """Every content that held up to a day, the oldest first; never none."""
        since = self.plan.document.counts_from
        found = []
        for each in self.earlier:
            found.append(DatedContent(since=since, plan=each.plan))
            since = each.until
        found.append(DatedContent(since=since, plan=self.plan))
        return (found[0], *(each for each in found[1:] if each.since <= day))

    def left_on(self, task: str, day: date) -> date:
        """The day on which a task left the plan that it is no part of on a day."""
        contents = self.contents_until(day)
        left = contents[0].since
        for before, content in pairwise(contents):
            if _has_task(before.plan, task) and not _has_task(content.plan, task):
                left = content.since
        return left

    def as_looked_at(self, day: date) -> Plan:
        """What the plan said on a day, with the names that only its other contents know."""
        plan = self.content_on(day)
        if not self.earlier:
            return plan
        contents = (*(each.plan for each in self.earlier), self.plan)
        # Of two contents that name one thing, the later one says what it is called.
        units = {unit.code: unit for each in contents for unit in each.units}
        duties = {duty.code: duty for each in contents for duty in each.report_duties}
        here = {unit.code for unit in plan.units}, {duty.code for duty in plan.report_duties}
        elsewhere = OtherContents(
            units=tuple(unit for code, unit in units.items() if code not in here[0]),
            report_duties=tuple(duty for code, duty in duties.items() if code not in here[1]),
        )
        return replace(plan, elsewhere=elsewhere)


def _has_task(plan: Plan, code: str) -> bool:
    return any(task.code == code for _, task in plan.all_tasks())


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """From where one looks: as of a day, known at a moment.

    ``results_as_of`` is set where results count up to another day: a plan whose year is over is
    looked at as of its end, and its results may still arrive. ``seen_on`` is the day of whoever
    looks, where the moment of knowledge does not say it: acts may have been recorded under a
    clock that ran ahead.
    """

    as_of: date
    known_at: datetime
    results_as_of: date | None = None
    seen_on: date | None = None

    @property
    def results_day(self) -> date:
        """The day up to which results count."""
        return self.results_as_of or self.as_of
