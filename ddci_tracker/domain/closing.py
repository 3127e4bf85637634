"""When a plan closes: until then it is a running plan, after that nothing of it is owed.

Source: the rules, "Time".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ddci_tracker.domain.acts import PlanClose
from ddci_tracker.domain.due_reports import due_reports, last_days
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.versions import Version, qualifying

CLOSES_AFTER = timedelta(days=31)
_EVER = datetime.max.replace(tzinfo=UTC)


def close_of(ledger: Ledger, look: Viewpoint) -> date:
    """The day on which a plan closes: its last running day.

    31 days after the latest of 31 December and the last day of any of its duties and tasks,
    extended or set by the Office included; the day that the Office chose, where it closed it.
    The years before the last of a plan of several close on their own days, at the latest on it.
    """
    plan = ledger.plan
    chosen = _chosen(ledger.closes, look.known_at)
    is_last = plan.year == plan.document.last_year
    if chosen is not None and is_last:
        return chosen.day
    days = [plan.ends_on, *last_days(due_reports(ledger, look))]
    tasks = [task.due for _, task in plan.all_tasks() if task.due is not None]
    # What falls due in a later year of the plan is for that year.
    days += [due for due in tasks if is_last or due <= plan.ends_on]
    own = max(days) + CLOSES_AFTER
    return own if chosen is None else min(own, chosen.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAfter:
    """An act that counts for a day after a close: of what, and which."""

    on: date
    what: str
    key: str


def acts_after(ledger: Ledger, day: date) -> list[ActAfter]:
    """The acts for days after ``day`` that a close on it would hide, by day; not those of results.

    What was both done and taken back after it has nothing to hide.
    """
    recorded: tuple[tuple[str, Iterable[Version[object]]], ...] = (
        ("task_update", ledger.updates),
        ("report_act", ledger.report_acts),
        ("extension", ledger.extensions),
        ("due_day", ledger.due_days),
        ("conclusion", ledger.conclusions),
        ("amendment", ledger.amendments),
    )
    found = [
        ActAfter(on=each.on, what=what, key=each.key)
        for what, versions in recorded
        for chain in _chains(versions)
        if chain[-1].value is not None or chain[0].on <= day
        for each in chain
        if each.on > day
    ]
    return sorted(found, key=lambda each: each.on)


def _chosen(closes: Iterable[Version[PlanClose]], known_at: datetime) -> PlanClose | None:
    """The close that the Office chose, as known at a moment: its newest act, whatever day it names.

    A close is a fact about the plan as a whole: what replaces it or takes it back does so for
    every day looked at.
    """
    known = (each for each in closes if each.recorded_at <= known_at)
    newest = max(known, key=lambda each: each.revision, default=None)
    return newest.value if newest is not None else None


def _chains(versions: Iterable[Version[object]]) -> Iterable[list[Version[object]]]:
    """What was recorded of each thing, whatever the day and the moment."""
    return qualifying(versions, as_of=date.max, known_at=_EVER).values()
