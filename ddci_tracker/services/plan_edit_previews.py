"""What an edit of a plan would do before it is made: what changes, and which lights turn."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from ddci_tracker.domain.board import decide_board, default_day, default_quarter
from ddci_tracker.domain.closing import close_of
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.policy_effects import TurnedLight, turned_lights
from ddci_tracker.domain.views import Board
from ddci_tracker.services.acts import Act, OnlyTried, load_ledger, today_of
from ddci_tracker.services.plan_edits import Edits, edit_in
from ddci_tracker.services.plan_things import content_on
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session, writing
from ddci_tracker.store.loading import PlanChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterEffect:
    """A quarter on the day looked at, before and after; ``turned`` are its lights that differ."""

    quarter: Period
    before: Board
    after: Board
    turned: tuple[TurnedLight, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPreview:
    """What an edit would change, and what it would do to each quarter up to today's."""

    changes: PlanChanges
    quarters: tuple[QuarterEffect, ...]


def preview(
    tracker: Tracker, plan_id: str, edits: Edits, act: Act, *, basis: str | None = None
) -> EditPreview:
    """What ``edit`` would do, of which nothing is kept; errors as there.

    What would lose its thing is shown rather than refused.
    """
    found: list[EditPreview] = []
    with suppress(OnlyTried), writing(tracker.engine) as session:
        before = _boards(tracker, session, plan_id, act.now)
        made = edit_in(tracker.catalog, session, plan_id, edits, act, basis, drop_recorded=True)
        after = _boards(tracker, session, plan_id, act.now)
        effects = tuple(
            QuarterEffect(
                quarter=old.quarter, before=old, after=new, turned=turned_lights(old, new)
            )
            for old, new in zip(before, after, strict=True)
        )
        found.append(EditPreview(changes=made.changes, quarters=effects))
        raise OnlyTried
    return found[0]


def _boards(tracker: Tracker, session: Session, plan_id: str, now: datetime) -> list[Board]:
    """The board of each quarter of the plan's year up to that of today."""
    plan = content_on(session, plan_id, vietnamese_day(now))
    today = today_of(plan, now)
    plan = plan.in_year(today.year)
    known_at = max(now, queries.plan_row(session, plan_id).changed_at)
    look = Viewpoint(as_of=today, known_at=known_at, results_as_of=today)
    closes_on = close_of(load_ledger(tracker, session, plan_id, look).in_year(plan.year), look)
    look = replace(look, as_of=default_day(plan, today, closes_on))
    ledger = load_ledger(tracker, session, plan_id, look).in_year(plan.year)
    last = default_quarter(plan, look.as_of)
    first = default_quarter(plan, plan.document.counts_from)
    return [
        decide_board(ledger, look, quarter)
        for quarter in Period.all_in(PeriodKind.QUARTER, plan.year)
        if first <= quarter <= last
    ]
