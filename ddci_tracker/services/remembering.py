"""Who did what: the history of a plan and of everything in it."""

from __future__ import annotations

from datetime import datetime

from ddci_tracker.services.looking import read_content
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.updating import find_task
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.queries import HistoryEntry

__all__ = ["HistoryEntry", "history_of"]


def history_of(
    tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime, task: str | None = None
) -> tuple[HistoryEntry, ...]:
    """Every version of a plan, or of one of its tasks, in the order of recording."""
    plan = read_content(tracker, actor, plan_id, now=now)
    require(actor, Action.READ_HISTORY, agency=plan.agency.code)
    with reading(tracker.engine) as session:
        entries = queries.history(session, plan_id, task)
    if task is not None and not entries:
        find_task(plan, task)
    return entries
