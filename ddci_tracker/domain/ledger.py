"""All that is known of one plan: its content and every act on it, with their versions.

The store hands a ledger to the rules; the rules hand nothing back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ddci_tracker.domain.acts import Conclusion, Extension, ReportAct, ResultEntry, TaskUpdate
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.plan import DueRule, Plan
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One plan's content as it holds on the day looked at, and the acts on it.

    ``updates`` and ``report_acts`` keep every version, since past quarters are judged at their
    own last day. ``due_days`` are the due rules that the Office set for duties whose print has
    none, keyed by duty code. ``results`` are those entered for the agency, ``printed_elsewhere``
    those that its other plans print; the plan's own print is in its content.
    """

    plan: Plan
    catalog: Catalog
    policy: Policy = field(default_factory=Policy)
    updates: tuple[Version[TaskUpdate], ...] = ()
    report_acts: tuple[Version[ReportAct], ...] = ()
    extensions: tuple[Version[Extension], ...] = ()
    due_days: tuple[Version[DueRule], ...] = ()
    results: tuple[Version[ResultEntry], ...] = ()
    printed_elsewhere: tuple[Version[ResultEntry], ...] = ()
    conclusions: tuple[Version[Conclusion], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """From where one looks: as of a day, known at a moment.

    ``results_as_of`` is set where results count up to another day: a plan whose year is over is
    looked at as of its end, and its results may still arrive.
    """

    as_of: date
    known_at: datetime
    results_as_of: date | None = None

    @property
    def results_day(self) -> date:
        """The day up to which results count."""
        return self.results_as_of or self.as_of
