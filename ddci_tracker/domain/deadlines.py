"""Which report is due when: due rules, periods of a duty, and from when a duty applies.

Source: the rules, "Report deadlines". No day rolls forward for weekends or holidays, since the
plans print no such rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Cadence, DueRule, Plan, ReportDuty

_PERIOD_OF_CADENCE = {
    Cadence.MONTHLY: PeriodKind.MONTH,
    Cadence.QUARTERLY: PeriodKind.QUARTER,
    Cadence.HALF_YEARLY: PeriodKind.HALF_YEAR,
    Cadence.YEARLY: PeriodKind.YEAR,
    Cadence.ONCE: PeriodKind.YEAR,
}
# The field of a due rule that names a month of a period of this kind; a month names none.
MONTH_FIELDS: Mapping[PeriodKind, str] = MappingProxyType(
    {
        PeriodKind.QUARTER: "month_of_quarter",
        PeriodKind.HALF_YEAR: "month_of_half",
        PeriodKind.YEAR: "month",
    }
)
NEXT_PERIOD_FIELD = "of_next_period"
# How a rule names its day, and whether the day itself is still in time.
INCLUSIVE: Mapping[str, bool] = MappingProxyType({"before": False, "by": True})


def period_kind_of(duty: ReportDuty) -> PeriodKind | None:
    """The kind of period that a duty reports on; None without a fixed cadence."""
    return _PERIOD_OF_CADENCE.get(duty.cadence) if duty.cadence else None


def due_fields_of(kind: PeriodKind) -> tuple[str, ...]:
    """The fields by which a due rule may name the month of a period of this kind."""
    return tuple(field for field in (NEXT_PERIOD_FIELD, MONTH_FIELDS.get(kind)) if field)


def due_fields_set(rule: DueRule) -> tuple[str, ...]:
    """The fields by which a due rule names its month; it may use one at most."""
    named = {field: getattr(rule, field) is not None for field in MONTH_FIELDS.values()}
    named[NEXT_PERIOD_FIELD] = rule.of_next_period
    return tuple(field for field, is_set in named.items() if is_set)


def month_named(rule: DueRule) -> int | None:
    """The month that a due rule names, counted in its period; None where it names none."""
    months = (getattr(rule, field) for field in MONTH_FIELDS.values())
    return next((month for month in months if month is not None), None)


def due_rule_in(kind: PeriodKind | None, *, inclusive: bool, day: int, month: int) -> DueRule:
    """A rule that names a month of a period of this kind; 0 is the first of the next one."""
    field = MONTH_FIELDS.get(kind) if kind and month else None
    named: dict[str, Any] = {field: month} if field else {}
    return DueRule(inclusive=inclusive, day=day, of_next_period=not month, **named)


def periods_of(duty: ReportDuty, year: int) -> tuple[Period, ...]:
    """The periods of a year for which a duty asks a report; none without a fixed cadence."""
    kind = period_kind_of(duty)
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
    within = month_named(rule) or period.kind.months
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
