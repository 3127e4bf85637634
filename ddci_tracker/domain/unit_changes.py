"""Units over time: merged, split, renamed; and what a plan says once they are.

Decides only. A change is an act of the agency, and every plan that is running follows it by an
amendment of the same day, so that the past keeps the old names and what was handed in stays with
whoever handed it in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.domain.plan import Plan, ReportDuty, SubIndex, Task, Unit, UnitKind


class UnitChangeKind(StrEnum):
    """What becomes of units."""

    MERGED = "merged"  # sáp nhập
    SPLIT = "split"  # chia tách
    RENAMED = "renamed"  # đổi tên


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredUnit:
    """What a unit is called from a day on."""

    code: str
    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """One change of the units of an agency: ``before`` become ``after``, from ``in_force_on``.

    ``after`` has one unit for a merger and a renaming, several for a split; the first one takes
    over what is open. ``tasks`` gives single tasks of a split unit to another of them, by code.
    """

    kind: UnitChangeKind
    before: tuple[str, ...]
    after: tuple[RegisteredUnit, ...]
    decided_on: date
    in_force_on: date
    basis: str
    tasks: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The natural key within the agency: what became of which units on which day."""
        return f"{self.in_force_on.isoformat()}/{self.kind}/{'+'.join(self.before)}"

    @property
    def leaving(self) -> tuple[str, ...]:
        """The units that are none any more."""
        codes = {unit.code for unit in self.after}
        return tuple(code for code in self.before if code not in codes)

    @property
    def successor(self) -> str:
        """Who takes over what is open."""
        return self.after[0].code


def with_change(plan: Plan, change: UnitChange) -> Plan:
    """What a plan says once a change is in force."""
    follow = _Following(change)
    return replace(
        plan,
        units=_units(plan, change, follow),
        sub_indices=tuple(follow.sub_index(each) for each in plan.sub_indices),
        general_tasks=tuple(follow.task(each) for each in plan.general_tasks),
        report_duties=tuple(follow.duty(each) for each in plan.report_duties),
    )


def conclusion_after(conclusion: Conclusion, change: UnitChange) -> Conclusion:
    """An open conclusion with the successors of its units; a done one stays as it was."""
    if conclusion.done_on is not None:
        return conclusion
    follow = _Following(change)
    return replace(
        conclusion,
        units=follow.one(conclusion.units),
        with_units=follow.one(conclusion.with_units),
    )


def predecessors(unit: str, changes: tuple[UnitChange, ...]) -> frozenset[str]:
    """The units whose open work a unit takes over, itself left out; one after another counts."""
    of_unit = {each for change in changes if change.successor == unit for each in change.before}
    found = of_unit - {unit}
    others = tuple(change for change in changes if change.successor != unit)
    return frozenset(found).union(*(predecessors(each, others) for each in found))


def concerns(plan: Plan, change: UnitChange) -> bool:
    """Whether a plan names a unit that changes."""
    return any(unit.code in change.before for unit in plan.units)


def naming(plan: Plan, codes: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What of a plan names one of these units besides their own lines: kind and key of each."""
    for part in plan.sub_indices:
        if codes.intersection((*part.lead, *part.with_units)):
            yield "sub_index", f"{part.index}/{part.code}"
    for _, task in plan.all_tasks():
        if codes.intersection((*task.lead, *task.with_units)):
            yield "task", task.code
    for duty in plan.report_duties:
        if codes.intersection((*duty.from_units, *duty.to_units)):
            yield "report_duty", duty.code
    for unit in plan.units:
        if unit.members is not None and codes.intersection(unit.members.units):
            yield "unit", unit.code


class _Following:
    """Puts successors in the place of the units that leave."""

    def __init__(self, change: UnitChange) -> None:
        self._one: Mapping[str, tuple[str, ...]] = dict.fromkeys(
            change.leaving, (change.successor,)
        )
        everybody = tuple(unit.code for unit in change.after)
        # Of a split unit each part owes reports, also where the old one goes on as one of them.
        split = change.before if change.kind is UnitChangeKind.SPLIT else change.leaving
        self._all: Mapping[str, tuple[str, ...]] = dict.fromkeys(split, everybody)
        self._given = dict(change.tasks)

    def one(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Codes with the one successor that takes over what is open."""
        return _each_once(codes, self._one)

    def all(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Codes with every successor: who reports, who is told, who belongs to a group."""
        return _each_once(codes, self._all)

    def task(self, task: Task) -> Task:
        lead = self.one(task.lead)
        if task.code in self._given:
            lead = _each_once((self._given[task.code], *lead[1:]), {})
        with_units = tuple(code for code in self.one(task.with_units) if code not in lead)
        return replace(task, lead=lead, with_units=with_units)

    def sub_index(self, part: SubIndex) -> SubIndex:
        lead = self.one(part.lead)
        return replace(
            part,
            lead=lead,
            with_units=tuple(code for code in self.one(part.with_units) if code not in lead),
            tasks=tuple(self.task(task) for task in part.tasks),
        )

    def duty(self, duty: ReportDuty) -> ReportDuty:
        return replace(duty, from_units=self.all(duty.from_units), to_units=self.one(duty.to_units))

    def members(self, unit: Unit) -> Unit:
        if unit.members is None:
            return unit
        return replace(unit, members=replace(unit.members, units=self.all(unit.members.units)))


def _each_once(codes: tuple[str, ...], follow: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    followed = (each for code in codes for each in follow.get(code, (code,)))
    return tuple(dict.fromkeys(followed))


def _units(plan: Plan, change: UnitChange, follow: _Following) -> tuple[Unit, ...]:
    """The units in their order; what is new stands where the first that changes stood."""
    known = {unit.code: unit for unit in plan.units}
    after = {
        each.code: (
            replace(known[each.code], name=each.name, kind=each.kind)
            if each.code in known
            else Unit(code=each.code, name=each.name, kind=each.kind)
        )
        for each in change.after
    }
    found: dict[str, Unit] = {}
    for unit in plan.units:
        if unit.code in change.before:
            new = {code: each for code, each in after.items() if code not in known}
            found |= {code: each for code, each in new.items() if code not in found}
        if unit.code in after:
            found[unit.code] = after[unit.code]
        elif unit.code not in change.leaving:
            found[unit.code] = follow.members(unit)
    return tuple(found.values())
