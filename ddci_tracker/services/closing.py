"""Closing a plan on another day than the rules give, and taking that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ddci_tracker.domain.acts import CLOSE_KEY, PlanClose
from ddci_tracker.domain.closing import acts_after, close_of
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import (
    Act,
    acting_day,
    enter,
    load_ledger,
    record,
    refuse_if_overtaken,
    today_of,
)
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import writing
from ddci_tracker.store.kinds import PLAN_CLOSE
from ddci_tracker.words.marking import N_


def close_plan(tracker: Tracker, plan_id: str, day: date | None, act: Act) -> Version[PlanClose]:
    """Let a plan run until a day, its last one; None: as the rules give it again.

    The newest act holds. ``Refused`` for a day before the plan's issue, where the close (that of
    the rules as well) would hide acts, or where nothing was set that could be taken back;
    ``Forbidden``; ``Conflict`` where somebody came first.
    """
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.COMPLETE_PLAN)
        on = acting_day(plan, act)
        last = refuse_if_overtaken(session, PLAN_CLOSE, plan_id, CLOSE_KEY, act)
        everything = Viewpoint(as_of=today_of(plan, act.now), known_at=queries.EVER)
        ledger = load_ledger(tracker, session, plan_id, everything)
        if day is None:
            if last is None or last.value is None:
                raise Refused(N_("The Office has set no day of closing"), field="day")
            _refuse_hiding(
                ledger, close_of(replace(ledger, closes=()).in_year(plan.year), everything)
            )
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
            _refuse_hiding(ledger, day)
            value = PlanClose(day=day)
        return record(session, PLAN_CLOSE, plan_id, value, key=CLOSE_KEY, on=on, act=act)


# As many acts are named; the others are counted.
_NAMED = 5


def _refuse_hiding(ledger: Ledger, day: date) -> None:
    """Pass for a close that hides nothing that was recorded; refused with what it would hide."""
    hidden = acts_after(ledger, day)
    if not hidden:
        return
    latest = hidden[-1].on
    named = [f"{each.key} ({each.on:%d/%m/%Y})" for each in hidden[:_NAMED]]
    if len(hidden) > _NAMED:
        named.append("…")
    raise Refused(
        N_(
            "Acts recorded for days after {on}: {count}, the last for {latest}; "
            "the plan can close on {latest} at the earliest: {acts}"
        ),
        field="on",
        on=day,
        count=len(hidden),
        latest=latest,
        acts=tuple(named),
    )
