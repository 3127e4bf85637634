"""The automatic freeze: a plan's month is frozen once a set day of it is over.

Whoever keeps the server running calls ``freeze_what_is_due`` from time to time. Where it was not
running on the day, the month is frozen at the next call, as of that day all the same.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan
from ddci_tracker.services.acts import refuse_unseen, today_of
from ddci_tracker.services.frozen_months import KeptMonth, freeze_in
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import freeze_days, months, queries
from ddci_tracker.store.claims import lock
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.freeze_days import FreezeDay
from ddci_tracker.store.kinds import Scope
from ddci_tracker.words.marking import N_

__all__ = ["FreezeDay", "freeze_day_of", "freeze_what_is_due", "set_freeze_day"]

log = logging.getLogger(__name__)

_LAST = 31
# Who froze a month that froze by itself: whoever set the day, and that nobody pressed a button.
_BY_ITSELF = "{name} (tự động)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A month that is to be frozen by itself, as of its set day."""

    plan_id: str
    month: Period
    as_of: date
    by: str


def freeze_day_of(tracker: Tracker, actor: Actor, plan_id: str) -> FreezeDay | None:
    """The day on which a plan is frozen by itself. ``UnknownPlan``, ``Forbidden``."""
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        return next(iter(freeze_days.freeze_days(session, plan_id)), None)


def set_freeze_day(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    day: int | None,
    *,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Freeze a plan by itself once this day of each month is over; None: by hand alone.

    31 is the last day of every month. Months whose day lies before today are left to people.
    ``seen`` is the day that was seen to be set, 0 for none. ``Refused`` for no day of a month, or
    where somebody else came first; ``UnknownPlan``, ``Forbidden``.
    """
    with writing(tracker.engine) as session:
        require(actor, Action.FREEZE_MONTH, agency=queries.plan_row(session, plan_id).agency)
        lock(session, Scope.PLAN, plan_id)
        stands = next(iter(freeze_days.freeze_days(session, plan_id)), None)
        refuse_unseen(stands.day if stands else 0, seen)
        if day is None:
            freeze_days.take_freeze_day(session, plan_id)
            return
        if not 1 <= day <= _LAST:
            raise Refused(
                N_("A day of a month lies between 1 and 31, not {day}"), field="day", day=day
            )
        plan = queries.load_plan(session, plan_id, as_of=vietnamese_day(now), known_at=queries.EVER)
        wanted = FreezeDay(
            plan_id=plan_id,
            day=day,
            since=today_of(plan, now),
            set_at=now,
            set_by=actor.name,
        )
        freeze_days.put_freeze_day(session, wanted)


def freeze_what_is_due(tracker: Tracker, *, now: datetime) -> tuple[KeptMonth, ...]:
    """Freeze every month whose set day is over and that nobody has frozen since.

    Not for people: it acts for whoever set the day. What goes wrong with one plan is logged and
    leaves the others alone.
    """
    with reading(tracker.engine) as session:
        due = [
            each
            for set_day in freeze_days.freeze_days(session)
            for each in _due(session, set_day, now)
        ]
    frozen = []
    for each in due:
        try:
            with writing(tracker.engine) as session:
                # Another server on this database may have come first.
                lock(session, Scope.PLAN, each.plan_id)
                if _is_frozen(session, each):
                    continue
                frozen.append(
                    freeze_in(
                        tracker,
                        session,
                        each.plan_id,
                        each.month,
                        by=each.by,
                        now=now,
                        as_of=each.as_of,
                    )
                )
        except Exception:
            log.exception("%s of %s could not be frozen by itself", each.month, each.plan_id)
    return tuple(frozen)


def _due(session: Session, set_day: FreezeDay, now: datetime) -> Iterator[Due]:
    plan = queries.load_plan(
        session, set_day.plan_id, as_of=vietnamese_day(now), known_at=queries.EVER
    )
    years = range(plan.document.first_year, plan.document.last_year + 1)
    for month in (each for year in years for each in Period.all_in(PeriodKind.MONTH, year)):
        day = _day_in(month, set_day.day)
        each = Due(
            plan_id=plan.id, month=month, as_of=day, by=_BY_ITSELF.format(name=set_day.set_by)
        )
        if _has_come(plan, set_day, day, now) and not _is_frozen(session, each):
            yield each


def _has_come(plan: Plan, set_day: FreezeDay, day: date, now: datetime) -> bool:
    """Whether a set day is over; what is entered on the day itself still counts."""
    return max(set_day.since, plan.document.counts_from) <= day < today_of(plan, now)


def _day_in(month: Period, day: int) -> date:
    return min(month.first_day + timedelta(days=day - 1), month.last_day)


def _is_frozen(session: Session, due: Due) -> bool:
    """Whether a month has been frozen as of its set day or a later one."""
    return any(
        kept.month == due.month and kept.as_of >= due.as_of
        for kept in months.kept_months(session, due.plan_id)
    )
