"""Which report is due when: due rules, periods of a duty, and from when a duty applies.

Source: the rules, "Report deadlines". No day rolls forward for weekends or holidays, since the
plans print no such rule.
"""

from __future__ import annotations

from datetime import date, timedelta

from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Cadence, DueRule, Plan, ReportDuty

PERIOD_OF_CADENCE = {
    Cadence.MONTHLY: PeriodKind.MONTH,
    Cadence.QUARTERLY: PeriodKind.QUARTER,
    Cadence.HALF_YEARLY: PeriodKind.HALF_YEAR,
    Cadence.YEARLY: PeriodKind.YEAR,
    Cadence.ONCE: PeriodKind.YEAR,
}


def periods_of(duty: ReportDuty, year: int) -> tuple[Period, ...]:
    """The periods of a year for which a duty asks a report; none without a fixed cadence."""
    kind = PERIOD_OF_CADENCE.get(duty.cadence) if duty.cadence else None
    return Period.all_in(kind, year) if kind else ()


def last_day_in_time(rule: DueRule, period: Period) -> date:
    """The last day on which a report for ``period`` is in time.

    "trước ngày N" excludes N, "chậm nhất ngày N" includes it. A day that the month does not
    have means the month's last day.
    """
    year, month = _due_month(rule, period)
    offset = rule.day - 1 if rule.inclusive else rule.day - 2
    day = date(year, month, 1) + timedelta(days=offset)
    return min(day, Period.month(year, month).last_day)


def _due_month(rule: DueRule, period: Period) -> tuple[int, int]:
    if rule.of_next_period:
        first = period.following.first_day
        return first.year, first.month
    within = rule.month_of_quarter or rule.month_of_half or rule.month
    if within is None:
        return period.year, period.last_month
    return period.year, period.first_day.month + within - 1


def applies(since: date, period: Period, last_day: date | None) -> bool:
    """Whether a duty applies to a period. It does ``since`` a day, as a rule the plan's issue.

    A deadline that had passed by then, or a period that had ended, is not applicable.
    """
    return period.last_day >= since and (last_day is None or last_day >= since)


def senders_of(plan: Plan, duty: ReportDuty) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who owes a report and to whom, groups replaced by their members.

    A sender who is also a recipient still owes the others; to itself alone it owes nothing.
    """
    owed = []
    for sender in plan.expand(duty.from_units):
        recipients = tuple(unit for unit in plan.expand(duty.to_units) if unit != sender)
        if recipients or not duty.to_units:
            owed.append((sender, recipients))
    return tuple(owed)
