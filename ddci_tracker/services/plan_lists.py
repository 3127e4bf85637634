"""The plans that somebody may read, as people call them: by agency, index and year.

Read from the few things that name a plan: a list of hundreds opens none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.searching import index_words, occurs
from ddci_tracker.services.boards import list_plans
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.kinds import AGENCY, DOCUMENT, HEADER
from ddci_tracker.store.queries import PlanEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlan:
    """A plan by the name of its agency, its indices and its years."""

    entry: PlanEntry
    agency: str
    indices: tuple[str, ...]
    years: Sequence[int]

    def texts(self) -> Iterator[str]:
        """Everything of it in which somebody may look for words."""
        yield from (self.agency, self.entry.agency, self.entry.id, *self.indices)
        yield from map(str, self.years)


def plans_by_name(
    tracker: Tracker, actor: Actor, *, now: datetime, typed: str = "", first: str | None = None
) -> tuple[FoundPlan, ...]:
    """The plans that somebody may read, by the names of their agencies.

    The agency that is looked at (``first`` is its plan) comes before the others, of each the plan
    of this year, then the newest. ``typed``: only those in whose names, indices and years each
    word occurs.
    """
    plans = list_plans(tracker, actor)
    today = vietnamese_day(now)
    with reading(tracker.engine) as session:
        headers, agencies, documents = (
            queries.held(session, kind, {each.id: (kind.name,) for each in plans}, as_of=today)
            for kind in (HEADER, AGENCY, DOCUMENT)
        )
    found = [
        FoundPlan(
            entry=each,
            agency=agencies[each.id, AGENCY.name].value.name,
            indices=headers[each.id, HEADER.name].value.indices,
            years=documents[each.id, DOCUMENT.name].value.covered,
        )
        for each in plans
    ]
    here = next((each.agency for each in plans if each.id == first), None)
    words = index_words(typed)
    return tuple(
        sorted(
            (each for each in found if occurs(words, each.texts())),
            key=lambda each: (
                each.entry.agency != here,
                each.agency,
                today.year not in each.years,
                -each.entry.year,
            ),
        )
    )
