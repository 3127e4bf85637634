"""Which units have spoken in a quarter: the one definition, for every screen.

Source: the rules, "Freshness". A unit has spoken when it gave a word on any task, or handed in;
what another unit says on the same task takes nothing from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddci_tracker.domain.acts import ReportAct, ReportStep, TaskUpdate
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.versions import Version, qualifying


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
