"""Due rules in words: when a periodic report falls due, as a plan would print it.

The rule stays as it is; which day is the last one in time is decided in the domain.
"""

from __future__ import annotations

from ddci_tracker.domain.deadlines import month_named
from ddci_tracker.domain.periods import PeriodKind
from ddci_tracker.domain.plan import Cadence, DayOfYear, DueRule
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.formats import listed
from ddci_tracker.words.marking import N_

_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_OF_WEEK = N_("by {weekday} of each week"), N_("before {weekday} of each week")
_OF_MONTH = N_("by day {day} {month}"), N_("before day {day} {month}")
_OF_YEAR = N_("by {day}/{month}"), N_("before {day}/{month}")
_OF_NEXT_YEAR = (
    N_("by {day}/{month} of the following year"),
    N_("before {day}/{month} of the following year"),
)


def due_rule(rule: DueRule, cadence: Cadence | None, words: Words) -> str:
    """When a duty falls due: trước ngày 06 tháng cuối quý, chậm nhất ngày 20 hằng tháng, trong 02
    ngày làm việc sau khi hết kỳ, trước ngày 01/6 và trước ngày 15/11."""
    if rule.days:
        return listed((_day_of_year(each, words) for each in rule.days), words)
    if rule.working_days is not None:
        return _within(rule.working_days, rule.after_day, words)
    if rule.weekday is not None:
        return words.text(_way(_OF_WEEK, rule), weekday=weekday_name(rule.weekday, words))
    if rule.of_next_year:
        day = DayOfYear(
            inclusive=rule.inclusive, day=rule.day or 1, month=rule.month or 1, of_next_year=True
        )
        return _day_of_year(day, words)
    return words.text(
        _way(_OF_MONTH, rule), day=f"{rule.day or 1:02d}", month=_month(rule, cadence, words)
    )


def weekday_name(number: int, words: Words) -> str:
    """A day of the week, 1 Monday to 7 Sunday."""
    return words.text(_WEEKDAYS[number - 1])


def _way(messages: tuple[str, str], rule: DueRule | DayOfYear) -> str:
    by, before = messages
    return by if rule.inclusive else before


def _day_of_year(on: DayOfYear, words: Words) -> str:
    messages = _OF_NEXT_YEAR if on.of_next_year else _OF_YEAR
    return words.text(_way(messages, on), day=f"{on.day:02d}", month=f"{on.month:02d}")


def _within(count: int, after_day: int | None, words: Words) -> str:
    if after_day is None:
        return words.plural(
            "within {count} working day after the period",
            "within {count} working days after the period",
            count=count,
        )
    return words.plural(
        "within {count} working day after day {day} of its last month",
        "within {count} working days after day {day} of its last month",
        count=count,
        day=f"{after_day:02d}",
    )


def _month(rule: DueRule, cadence: Cadence | None, words: Words) -> str:
    """The month of a rule, to stand after its day."""
    if rule.of_next_period:
        return _of_the_next(cadence, words)
    if rule.month is not None:
        return words.text("of month {number}", number=rule.month)
    match cadence:
        case Cadence.MONTHLY:
            return words.text("of each month")
        case Cadence.QUARTERLY:
            number = month_named(rule) or PeriodKind.QUARTER.months
            if number == PeriodKind.QUARTER.months:
                return words.text("of the quarter's last month")
            return words.text("of month {number} of the quarter", number=number)
        case Cadence.HALF_YEARLY:
            number = month_named(rule) or PeriodKind.HALF_YEAR.months
            if number == PeriodKind.HALF_YEAR.months:
                return words.text("of the half-year's last month")
            return words.text("of month {number} of the half-year", number=number)
        case Cadence.NINE_MONTHS:
            return words.text("of month {number}", number=PeriodKind.NINE_MONTHS.months)
    return words.text("of month {number}", number=PeriodKind.YEAR.months)


def _of_the_next(cadence: Cadence | None, words: Words) -> str:
    match cadence:
        case Cadence.MONTHLY:
            return words.text("of the following month")
        case Cadence.QUARTERLY:
            return words.text("of the first month of the following quarter")
        case Cadence.HALF_YEARLY:
            return words.text("of the first month of the following half-year")
        case Cadence.NINE_MONTHS:
            return words.text("of month {number}", number=10)
    return words.text("of month {number} of the following year", number=1)
