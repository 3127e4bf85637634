"""Which report is due when: due rules, periods of a duty, and from when a duty applies.

Source: the rules, "Report deadlines". No day rolls forward for weekends or holidays, since the
plans print no such rule; only "trong N ngày làm việc" counts working days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Cadence, DayOfYear, DueRule, Plan, ReportDuty
from ddci_tracker.domain.working_days import EVERY_WEEKDAY, WorkCalendar

_PERIOD_OF_CADENCE: Mapping[Cadence, PeriodKind] = {
    Cadence.WEEKLY: PeriodKind.WEEK,
    Cadence.MONTHLY: PeriodKind.MONTH,
    Cadence.QUARTERLY: PeriodKind.QUARTER,
    Cadence.HALF_YEARLY: PeriodKind.HALF_YEAR,
    Cadence.NINE_MONTHS: PeriodKind.NINE_MONTHS,
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
NEXT_YEAR_FIELD = "of_next_year"
# How a rule names its day, and whether the day itself is still in time.
INCLUSIVE: Mapping[str, bool] = MappingProxyType({"before": False, "by": True})


def period_kind_of(duty: ReportDuty) -> PeriodKind | None:
    """The kind of period that a duty reports on; None without a fixed cadence."""
    return _PERIOD_OF_CADENCE.get(duty.cadence) if duty.cadence else None


def month_named(rule: DueRule) -> int | None:
    """The month that a due rule names, counted in its period; None where it names none."""
    months = (getattr(rule, field) for field in MONTH_FIELDS.values())
    return next((month for month in months if month is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMonth:
    """In which month a report falls due: of its period, of the next year, or the next period's
    first one (``number`` 0)."""

    number: int
    of_next_year: bool = False


NEXT_PERIOD = DueMonth(number=0)


def due_months(kind: PeriodKind) -> tuple[DueMonth, ...]:
    """The months that a due rule may name for a period of this kind; none where it names a day of
    the week."""
    match kind:
        case PeriodKind.WEEK:
            return ()
        case PeriodKind.YEAR | PeriodKind.NINE_MONTHS | PeriodKind.TURN:
            return tuple(
                DueMonth(number=number, of_next_year=later)
                for later in (False, True)
                for number in range(1, 13)
            )
    return (*(DueMonth(number=number) for number in range(1, kind.months + 1)), NEXT_PERIOD)


def due_rule_in(kind: PeriodKind, *, inclusive: bool, day: int, month: DueMonth) -> DueRule:
    """A rule that names a month that a period of this kind may have."""
    named: dict[str, Any] = {}
    if month.number and kind is not PeriodKind.MONTH:
        named = {MONTH_FIELDS.get(kind, "month"): month.number}
    return DueRule(
        inclusive=inclusive,
        day=day,
        of_next_period=month == NEXT_PERIOD,
        of_next_year=month.of_next_year,
        **named,
    )


def due_month_of(rule: DueRule, kind: PeriodKind) -> DueMonth:
    """The month that a rule names, or means where it names none: the last of its period."""
    if rule.of_next_period:
        is_year = kind in (PeriodKind.YEAR, PeriodKind.TURN)
        october = DueMonth(number=10) if kind is PeriodKind.NINE_MONTHS else NEXT_PERIOD
        return DueMonth(number=1, of_next_year=True) if is_year else october
    number = month_named(rule) or (1 if rule.of_next_year else kind.months)
    return DueMonth(number=number, of_next_year=rule.of_next_year)


# A year with 53 weeks, to count how many reports a duty asks for.
_ANY_YEAR = 2026


def periods_of(duty: ReportDuty, year: int) -> tuple[Period, ...]:
    """The periods of a year for which a duty asks a report; none without a fixed cadence.

    A yearly duty whose print lists several days of the year has as many turns.
    """
    kind = period_kind_of(duty)
    if kind is None:
        return ()
    listed = len(duty.due.days) if duty.due else 0
    if kind is PeriodKind.YEAR and listed > 1:
        return tuple(Period(PeriodKind.TURN, year, number) for number in range(1, listed + 1))
    owed = Period.all_in(kind, year)
    return tuple(each for each in owed if not duty.periods or period_mark(each) in duty.periods)


def period_mark(period: Period) -> str:
    """A period within its year, as a plan file names it: Q1, H2, M6."""
    written = str(period)
    return f"M{period.number}" if period.kind is PeriodKind.MONTH else written.partition("-")[2]


def last_day_in_time(
    rule: DueRule,
    period: Period,
    periods: tuple[Period, ...] = (),
    calendar: WorkCalendar = EVERY_WEEKDAY,
) -> date:
    """The last day on which a report for ``period`` is in time.

    "trước ngày N" excludes N, "chậm nhất ngày N" includes it. A day that the month does not
    have means the month's last day. ``periods`` are those of the year that the duty asks for:
    they say which of several listed days is that of the period.
    """
    if rule.days:
        place = periods.index(period) if period in periods else period.number - 1
        return _on_the_list(rule.days[min(place, len(rule.days) - 1)], period.year)
    if rule.working_days is not None:
        return calendar.after(_cut_off(rule, period), rule.working_days)
    if rule.weekday is not None:
        day = period.first_day + timedelta(days=rule.weekday - 1)
        return day if rule.inclusive else day - timedelta(days=1)
    if rule.day is None:
        raise ValueError(f"a rule without a day: {rule}")
    return _of_month(*_due_month(rule, period), rule.day, inclusive=rule.inclusive)


def _on_the_list(listed: DayOfYear, year: int) -> date:
    return _of_month(
        year + listed.of_next_year, listed.month, listed.day, inclusive=listed.inclusive
    )


def listed_days(rule: DueRule, year: int) -> tuple[date, ...]:
    """The last days in time that a rule with several days a year lists; none of any other."""
    return tuple(_on_the_list(each, year) for each in rule.days)


def day_listed_twice(rule: DueRule, years: Iterable[int]) -> int | None:
    """The place on the list of a day that stands there already; None where each comes once.

    "trước 11/6" and "chậm nhất 10/6" are one day.
    """
    for year in years:
        days = listed_days(rule, year)
        for place, day in enumerate(days):
            if day in days[:place]:
                return place
    return None


def _of_month(year: int, month: int, day: int, *, inclusive: bool) -> date:
    found = date(year, month, 1) + timedelta(days=day - 1 if inclusive else day - 2)
    return min(found, Period.month(year, month).last_day)


def _cut_off(rule: DueRule, period: Period) -> date:
    """The day after which working days are counted ("số liệu đến ngày 14")."""
    if rule.after_day is None:
        return period.last_day
    last = period.last_day
    return min(last, date(last.year, last.month, 1) + timedelta(days=rule.after_day - 1))


def _due_month(rule: DueRule, period: Period) -> tuple[int, int]:
    if rule.of_next_period:
        first = period.day_after
        return first.year, first.month
    if rule.of_next_year:
        return period.year + 1, rule.month or 1
    if rule.month is not None:
        return period.year, rule.month
    within = month_named(rule)
    if within is None:
        return period.last_day.year, period.last_month
    return period.year, period.first_day.month + within - 1


# By which fields a due rule may say its day, for a period of this kind.
_OF_A_YEAR = frozenset({NEXT_PERIOD_FIELD, NEXT_YEAR_FIELD, "month"})
_FIELDS_OF: Mapping[PeriodKind, frozenset[str]] = {
    PeriodKind.WEEK: frozenset(),
    PeriodKind.MONTH: frozenset({NEXT_PERIOD_FIELD}),
    PeriodKind.QUARTER: frozenset({NEXT_PERIOD_FIELD, "month_of_quarter"}),
    PeriodKind.HALF_YEAR: frozenset({NEXT_PERIOD_FIELD, "month_of_half"}),
    PeriodKind.NINE_MONTHS: _OF_A_YEAR,
    PeriodKind.YEAR: _OF_A_YEAR,
}
_SEVERAL_DAYS = "days"
_WEEKDAY = "weekday"
_DAY = "day"
_MONTH = "month"
_WORKING_DAYS = "working_days"
_MOST_WORKING_DAYS, _LONGEST_MONTH, _DAYS_OF_WEEK = 99, 31, 7


def misfits(rule: DueRule, duty: ReportDuty) -> tuple[str, ...]:
    """The fields of a due rule that do not fit a duty of this cadence; none where all is well.

    Several days a year are as many as the reports of the year; a yearly duty has one for each.
    """
    kind = period_kind_of(duty)
    if kind is None:
        return (_DAY,)
    if rule.days:
        owed = len(periods_of(replace(duty, due=None), _ANY_YEAR))
        as_many = kind is not PeriodKind.WEEK and len(rule.days) == owed
        return () if as_many or duty.cadence is Cadence.YEARLY else (_SEVERAL_DAYS,)
    if rule.working_days is not None:
        within = 1 <= rule.working_days <= _MOST_WORKING_DAYS and _is_day(rule.after_day)
        alone = not _fields_set(rule) and rule.day is None and rule.weekday is None
        return () if within and alone else (_WORKING_DAYS,)
    odd = [field for field in _fields_set(rule) if field not in _FIELDS_OF[kind]]
    of_week = kind is PeriodKind.WEEK
    # A day of the week in the place of a day of the month, or the other way round, is one slip.
    if rule.weekday is not None and not of_week:
        odd.append(_WEEKDAY)
    elif rule.day is None and not of_week:
        odd.append(_DAY)
    if rule.day is not None and of_week:
        odd.append(_DAY)
    elif rule.weekday is None and of_week:
        odd.append(_WEEKDAY)
    if not _is_day(rule.day):
        odd.append(_DAY)
    if rule.weekday is not None and not 1 <= rule.weekday <= _DAYS_OF_WEEK:
        odd.append(_WEEKDAY)
    month, most = month_named(rule), kind.months
    if month is not None and not 1 <= month <= (most if kind is not PeriodKind.NINE_MONTHS else 12):
        odd.append(_MONTH)
    if rule.after_day is not None:
        odd.append(_WORKING_DAYS)
    return tuple(dict.fromkeys(odd))


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingDay:
    """A day that a due rule names and a month does not have, such as 30/2.

    ``ever``: the month of another report of the duty has it, so that the month's last day is
    meant where it is missing. Otherwise there is no such day at all.
    """

    day: int
    month: int
    ever: bool


def missing_day(rule: DueRule, duty: ReportDuty, years: Iterable[int]) -> MissingDay | None:
    """The first day that a rule names and a month does not have, in the years of a plan.

    A day of every month ("ngày 31 hằng tháng") is nowhere missing: it is the month's last.
    """
    for number, months in _months_of_days(rule, duty, tuple(years)):
        missing = [month for month in months if number > month.last_day.day]
        if missing:
            ever = len(missing) < len(months)
            return MissingDay(day=number, month=missing[0].number, ever=ever)
    return None


def _months_of_days(
    rule: DueRule, duty: ReportDuty, years: tuple[int, ...]
) -> Iterator[tuple[int, tuple[Period, ...]]]:
    """Each day of a month that a rule names, with the months in which its reports fall due."""
    for listed in rule.days:
        of = tuple(Period.month(year + listed.of_next_year, listed.month) for year in years)
        yield listed.day, of
    if rule.days or period_kind_of(duty) in (None, PeriodKind.WEEK, PeriodKind.MONTH):
        return
    periods = [period for year in years for period in periods_of(duty, year)]
    if rule.day is not None:
        yield rule.day, tuple(Period.month(*_due_month(rule, period)) for period in periods)
    if rule.after_day is not None:
        last = (period.last_day for period in periods)
        yield rule.after_day, tuple(Period.month(day.year, day.month) for day in last)


def _is_day(day: int | None) -> bool:
    return day is None or 1 <= day <= _LONGEST_MONTH


def months_named(rule: DueRule) -> tuple[str, ...]:
    """The fields by which a rule names its month; more than one contradict each other.

    The next year needs a month besides.
    """
    named = _fields_set(rule)
    return tuple(field for field in named if field != NEXT_YEAR_FIELD or "month" not in named)


def _fields_set(rule: DueRule) -> tuple[str, ...]:
    said = {field: getattr(rule, field) is not None for field in MONTH_FIELDS.values()}
    said |= {NEXT_PERIOD_FIELD: rule.of_next_period, NEXT_YEAR_FIELD: rule.of_next_year}
    return tuple(field for field, is_set in said.items() if is_set)


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
