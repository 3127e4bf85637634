"""Closing a plan on another day than the rules give, and taking that back."""

from __future__ import annotations

from datetime import date

from ddci_tracker.domain.acts import CLOSE_KEY, PlanClose
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import Act, acting_day, enter, record, refuse_if_overtaken
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import writing
from ddci_tracker.store.kinds import PLAN_CLOSE
from ddci_tracker.words.marking import N_


def close_plan(tracker: Tracker, plan_id: str, day: date | None, act: Act) -> Version[PlanClose]:
    """Let a plan run until a day, its last one; None: as the rules give it again.

    ``Refused`` for a day before the plan's issue, or where nothing was set that could be taken
    back; ``Forbidden``; ``Conflict`` where somebody came first.
    """
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.COMPLETE_PLAN)
        on = acting_day(plan, act)
        last = refuse_if_overtaken(session, PLAN_CLOSE, plan_id, CLOSE_KEY, act)
        if day is None:
            if last is None or last.value is None:
                raise Refused(N_("The Office has set no day of closing"), field="day")
            value = None
        else:
            issued = plan.document.counts_from
            if day < issued:
                raise Refused(
                    N_("The plan counts from {issued}; it cannot close on {on}"),
                    field="on",
                    issued=issued,
                    on=day,
                )
            value = PlanClose(day=day)
            # Closed after the fact, it was closed from that day on.
            on = min(on, day)
        return record(session, PLAN_CLOSE, plan_id, value, key=CLOSE_KEY, on=on, act=act)
