"""Plans as files: loading, exporting, checking, and what loading one again would change."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from ddci_tracker.domain.checks import Finding, check_plan
from ddci_tracker.domain.plan import Plan
from ddci_tracker.plans import plan_schema, read_plan, write_plan
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import writing
from ddci_tracker.store.loading import PlanChanges, store_plan

__all__ = [
    "PlanChanges",
    "check_file",
    "export_plan",
    "load_plan",
    "load_shipped",
    "read_file",
    "schema",
]


def schema() -> dict[str, Any]:
    """The JSON Schema of a plan file."""
    return plan_schema()


def read_file(tracker: Tracker, path: Path) -> Plan:
    """A plan file, checked against the catalogue; ``PlanFileError`` names every problem."""
    return read_plan(path, tracker.catalog)


def check_file(tracker: Tracker, path: Path) -> tuple[Finding, ...]:
    """The findings on a plan file that need not be loaded."""
    return check_plan(read_file(tracker, path), tracker.catalog)


def load_plan(
    tracker: Tracker,
    actor: Actor,
    plan: Plan,
    *,
    now: datetime,
    drop_tasks_with_updates: bool = False,
) -> PlanChanges:
    """Load a plan, or correct the one that was loaded before.

    ``TaskHasUpdates`` when it would drop a task that has updates and was not told to;
    ``PlanIdentityChanged``; ``Forbidden``. An equal plan changes nothing.
    """
    require(actor, Action.LOAD_PLAN, agency=plan.agency.code)
    with writing(tracker.engine) as session:
        return store_plan(
            session,
            plan,
            at=now,
            by=actor.name,
            drop_tasks_with_updates=drop_tasks_with_updates,
        )


def load_shipped(tracker: Tracker, actor: Actor, plan: Plan, *, now: datetime) -> PlanChanges:
    """Load a plan that comes with the tracker, unless it was corrected here since.

    A file that says what the plan has said before is older than what was made of it; one that
    says something new is loaded. Like ``load_plan`` in all else.
    """
    require(actor, Action.LOAD_PLAN, agency=plan.agency.code)
    with writing(tracker.engine) as session:
        if plan in queries.earlier_contents(session, plan.id):
            return PlanChanges()
        return store_plan(session, plan, at=now, by=actor.name)


def export_plan(tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime) -> str:
    """The plan file of a stored plan, equal to the one it was loaded from."""
    return write_plan(read_content(tracker, actor, plan_id, now=now))
