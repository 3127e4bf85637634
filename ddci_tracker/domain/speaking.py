"""Which units have spoken in a quarter, and when each last did: the one definition of it.

Source: the rules, "Freshness". A unit has spoken when it gave a word on any task, or handed in;
what another unit says on the same task takes nothing from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ddci_tracker.domain.acts import ReportAct, ReportStep, TaskUpdate
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.versions import Version, qualifying


@dataclass(frozen=True, slots=True, kw_only=True)
class LastUpdate:
    """The newest word or hand-in of a unit: for which day, recorded when (UTC) and by whom."""

    unit: str
    on: date
    at: datetime
    by: str


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


def last_updates(
    updates: Iterable[Version[TaskUpdate]],
    steps: Iterable[Version[ReportAct]],
    look: Viewpoint,
) -> tuple[LastUpdate, ...]:
    """The newest word or hand-in of each unit that counts on the day looked at, by unit."""
    said = qualifying(updates, as_of=look.as_of, known_at=look.known_at)
    handed_in = qualifying(steps, as_of=look.as_of, known_at=look.known_at)
    spoken: list[Version[TaskUpdate] | Version[ReportAct]] = [
        *(update for chain in said.values() for update in updates_given(chain)),
        *(step for chain in handed_in.values() for step in hand_ins(chain)),
    ]
    found: dict[str, LastUpdate] = {}
    for version in sorted(spoken, key=lambda each: (each.recorded_at, each.key)):
        if version.value is not None:
            found[version.value.unit] = LastUpdate(
                unit=version.value.unit,
                on=version.on,
                at=version.recorded_at,
                by=version.recorded_by,
            )
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
