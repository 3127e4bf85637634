"""The illustration as if nobody had frozen a month yet, to freeze some in a test."""

from __future__ import annotations

from sqlalchemy import delete

from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import writing
from ddci_tracker.store.months import MONTH


def forget_months(tracker: Tracker, plan_id: str) -> None:
    """Forget every frozen month of a plan."""
    with writing(tracker.engine) as session:
        session.connection().execute(delete(MONTH).where(MONTH.c.plan_id == plan_id))
