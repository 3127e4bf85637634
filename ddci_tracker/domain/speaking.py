"""Which units have spoken in a quarter, and when each last did: the one definition of it.

Source: the rules, "Freshness". A unit has spoken when it gave a word on any task, or handed in;
what another unit says on the same task takes nothing from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from ddci_tracker.domain.acts import ReportAct, ReportStep, TaskUpdate
from ddci_tracker.domain.clock import ClockStep, typed_at
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.moments import VIETNAM
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.versions import Version, qualifying


@dataclass(frozen=True, slots=True, kw_only=True)
class LastUpdate:
    """The newest word or hand-in of a unit: for which day, typed when (UTC) and by whom.

    ``at`` is None where only a clock that ran ahead says it.
    """

    unit: str
    on: date
    at: datetime | None
    by: str

    @property
    def when(self) -> datetime | date:
        """When it came; where nobody knows the moment, the day that it counts for."""
        return self.at or self.on

    @property
    def not_before(self) -> datetime:
        """The moment at which it came; where nobody knows it, the beginning of its day."""
        return self.at or datetime.combine(self.on, time(), VIETNAM)


def units_that_spoke(
    updates: Iterable[Version[TaskUpdate]],
    steps: Iterable[Version[ReportAct]],
    look: Viewpoint,
    quarter: Period,
) -> frozenset[str]:
    """The units that spoke of a quarter by the day looked at, or handed in during it."""
    said = qualifying(updates, as_of=look.as_of, known_at=look.known_at)
    handed_in = qualifying(steps, as_of=look.as_of, known_at=look.known_at)
    spoken = (update for chain in said.values() for update in updates_given(chain))
    reports = (step for chain in handed_in.values() for step in hand_ins(chain))
    return frozenset(
        {
            version.value.unit
            for version in spoken
            if version.value and version.value.quarter == quarter
        }
        | {
            version.value.unit
            for version in reports
            if version.value and version.on >= quarter.first_day
        }
    )


def given_updates(
    updates: Iterable[Version[TaskUpdate]],
    steps: Iterable[Version[ReportAct]],
    look: Viewpoint,
    clock: Iterable[ClockStep] = (),
) -> tuple[LastUpdate, ...]:
    """The words and hand-ins that count on the day looked at, in the order of recording."""
    known = tuple(clock)
    said = qualifying(updates, as_of=look.as_of, known_at=look.known_at)
    handed_in = qualifying(steps, as_of=look.as_of, known_at=look.known_at)
    spoken: list[Version[TaskUpdate] | Version[ReportAct]] = [
        *(update for chain in said.values() for update in updates_given(chain)),
        *(step for chain in handed_in.values() for step in hand_ins(chain)),
    ]
    return tuple(
        LastUpdate(
            unit=version.value.unit,
            on=version.on,
            at=typed_at(version.recorded_at, known),
            by=version.recorded_by,
        )
        for version in sorted(spoken, key=lambda each: (each.recorded_at, each.key))
        if version.value is not None
    )


def last_of_each(spoken: Iterable[LastUpdate]) -> tuple[LastUpdate, ...]:
    """The newest of each unit, by unit."""
    found = {each.unit: each for each in spoken}
    return tuple(found[unit] for unit in sorted(found))


def updates_given(chain: Iterable[Version[TaskUpdate]]) -> list[Version[TaskUpdate]]:
    """The words on one task in one quarter, without those that were taken back."""
    given: list[Version[TaskUpdate]] = []
    for version in chain:
        if version.value is not None:
            given.append(version)
        elif given:
            given.pop()
    return given


def hand_ins(chain: Iterable[Version[ReportAct]]) -> Iterator[Version[ReportAct]]:
    """The hand-ins of one report, without those that were withdrawn."""
    standing: list[Version[ReportAct]] = []
    for version in chain:
        if version.value is None or version.value.step is ReportStep.WITHDRAWN:
            standing = []
        elif version.value.step is ReportStep.HANDED_IN:
            standing.append(version)
    yield from standing
