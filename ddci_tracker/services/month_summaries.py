"""The wording of a month's report: what the Office writes, and what is proposed to it.

It is frozen with the month; what is written afterwards is for its next edition. Not here: the
report itself, which is made of the frozen month.
"""

from __future__ import annotations

from datetime import datetime

from ddci_tracker.briefing.change_sentences import told
from ddci_tracker.briefing.changes import changes_between
from ddci_tracker.briefing.proposed_summary import proposed
from ddci_tracker.domain.month_summary import MonthSummary, Sentences, SummaryPart
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import Act, acting_day, enter, record, refuse_if_overtaken, today_of
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.frozen_months import month_to_freeze, read
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.kinds import MONTH_SUMMARY
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

__all__ = [
    "MonthSummary",
    "Sentences",
    "SummaryPart",
    "proposed_sentences",
    "summary_of",
    "take_back",
    "write_summary",
]


def summary_of(
    tracker: Tracker, actor: Actor, plan_id: str, month: Period
) -> Version[MonthSummary] | None:
    """What was last written for a month, taken back or not; None where nothing ever was.

    ``UnknownPlan`` or ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        return queries.newest(session, MONTH_SUMMARY, plan_id, str(month))


def proposed_sentences(
    tracker: Tracker, actor: Actor, plan_id: str, month: Period, *, words: Words, now: datetime
) -> Sentences:
    """What is proposed for a month that would be frozen now, from its figures and what changed.

    ``Refused`` for what is no month, or one that cannot be frozen yet; ``UnknownPlan``,
    ``Forbidden``.
    """
    _check_kind(month)
    today = today_in(tracker, actor, plan_id, now=now)
    with reading(tracker.engine) as session:
        row = queries.plan_row(session, plan_id)
        frozen = month_to_freeze(
            tracker,
            session,
            plan_id,
            month,
            by=actor.name,
            known_at=max(now, row.changed_at or now),
            now=now,
            as_of=min(today, month.last_day),
        )
    since = frozen.since
    if since is None:
        return proposed(frozen.board, None, "", words)
    before = read(tracker, actor, plan_id, since.month, since.edition)
    changed = told(changes_between(before, frozen), before, frozen, words)
    return proposed(frozen.board, changed, formats.period(since.month, words), words)


def write_summary(
    tracker: Tracker, plan_id: str, summary: MonthSummary, act: Act
) -> Version[MonthSummary]:
    """Write the sentences of a month's report; those that say nothing are as they are proposed.

    ``Refused`` for a month that has not begun or is none of the plan's, or a text that is too
    long; ``UnknownPlan``, ``Forbidden``, ``Conflict``.
    """
    summary, key = tidy(summary), str(summary.month)
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.FREEZE_MONTH)
        _check_month(plan, summary.month, act.now)
        refuse_if_overtaken(session, MONTH_SUMMARY, plan_id, key, act)
        on = acting_day(plan, act)
        return record(session, MONTH_SUMMARY, plan_id, summary, key=key, on=on, act=act)


def take_back(tracker: Tracker, plan_id: str, month: Period, act: Act) -> Version[MonthSummary]:
    """Take back what was last written: what stood before stands again.

    ``act.revision`` is that of the act. ``Refused`` where there is nothing to take back,
    ``Forbidden``, ``Conflict``.
    """
    key = str(month)
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.FREEZE_MONTH)
        last = refuse_if_overtaken(session, MONTH_SUMMARY, plan_id, key, act)
        if last is None or last.value is None:
            raise Refused(N_("There is nothing to take back here"), field="revision")
        on, value = (
            acting_day(plan, act),
            queries.value_before(session, MONTH_SUMMARY, plan_id, last),
        )
        return record(session, MONTH_SUMMARY, plan_id, value, key=key, on=on, act=act)


def _check_kind(month: Period) -> None:
    if month.kind is not PeriodKind.MONTH:
        raise Refused(N_("{period} is not a month; write 2021-06"), field="month", period=month)


def _check_month(plan: Plan, month: Period, now: datetime) -> None:
    _check_kind(month)
    today, issued = today_of(plan, now), plan.document.counts_from
    if month.first_day > today:
        raise Refused(
            N_("{on} has not come yet; today is {today}"),
            field="month",
            on=month.first_day,
            today=today,
        )
    if month.last_day < issued:
        raise Refused(N_("The plan was issued on {issued} only"), field="month", issued=issued)
