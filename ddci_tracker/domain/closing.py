"""When a plan closes: until then it is a running plan, after that nothing of it is owed.

Source: the rules, "Time".
"""

from __future__ import annotations

from datetime import date, timedelta

from ddci_tracker.domain.acts import CLOSE_KEY
from ddci_tracker.domain.due_reports import due_reports, last_days
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.versions import holding

CLOSES_AFTER = timedelta(days=31)


def close_of(ledger: Ledger, look: Viewpoint) -> date:
    """The day on which a plan closes: its last running day.

    31 days after the latest of 31 December and the last day of any of its duties and tasks,
    extended or set by the Office included; the day that the Office chose, where it closed it.
    """
    closed = holding(ledger.closes, as_of=look.as_of, known_at=look.known_at).get(CLOSE_KEY)
    if closed is not None and closed.value is not None:
        return closed.value.day
    plan = ledger.plan
    days = [plan.ends_on, *last_days(due_reports(ledger, look))]
    tasks = [task.due for _, task in plan.all_tasks() if task.due is not None]
    # What falls due in a later year of the plan is for that year.
    is_last = plan.year == plan.document.last_year
    days += [due for due in tasks if is_last or due <= plan.ends_on]
    return max(days) + CLOSES_AFTER
