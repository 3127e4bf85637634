"""Due rules in words: when a periodic report falls due, as a plan would print it.

The rule stays as it is; which day is the last one in time is decided in the domain.
"""

from __future__ import annotations

from ddci_tracker.domain.deadlines import month_named
from ddci_tracker.domain.periods import PeriodKind
from ddci_tracker.domain.plan import Cadence, DueRule
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_


def due_rule(rule: DueRule, cadence: Cadence | None, words: Words) -> str:
    """When a duty falls due: trước ngày 06 tháng cuối quý, chậm nhất ngày 20 hằng tháng."""
    message = N_("by day {day} {month}") if rule.inclusive else N_("before day {day} {month}")
    return words.text(message, day=f"{rule.day:02d}", month=_month(rule, cadence, words))


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
    return words.text("of month {number}", number=PeriodKind.YEAR.months)


def _of_the_next(cadence: Cadence | None, words: Words) -> str:
    match cadence:
        case Cadence.MONTHLY:
            return words.text("of the following month")
        case Cadence.QUARTERLY:
            return words.text("of the first month of the following quarter")
        case Cadence.HALF_YEARLY:
            return words.text("of the first month of the following half-year")
    return words.text("of month {number} of the following year", number=1)
