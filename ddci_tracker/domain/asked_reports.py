"""Which reports are asked of whom, where a plan was amended in the course of its year.

One content asks by itself: every duty, sender and period. Of several, a report is decided by the
one that held when it fell due or was handed in; what was still open then follows the next content.
Source: the rules, "Report deadlines": a moved deadline holds from its own day, and a unit owes
from the day it exists, beside what it took over by a change of units. How a report stands is for
``reports``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ddci_tracker.domain.acts import report_key
from ddci_tracker.domain.deadlines import last_day_in_time, periods_of, senders_of
from ddci_tracker.domain.ledger import DatedContent
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Cadence, DueRule, Plan, ReportDuty
from ddci_tracker.domain.unit_changes import UnitChange, predecessors
from ddci_tracker.domain.working_days import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReport:
    """One report that a plan asks for. ``plan`` is the content that decides it.

    ``since``: the day from which it is asked, the plan's issue or that of an amendment.
    ``moved_on`` is the day on which an amendment set another due rule: its last day does not lie
    before that; ``moved_from`` is the same report as it was asked for until then.
    """

    plan: Plan
    duty: ReportDuty
    sender: str
    recipients: tuple[str, ...]
    period: Period
    since: date
    moved_on: date | None = None
    moved_from: AskedReport | None = None

    @property
    def key(self) -> str:
        return report_key(self.duty.code, self.sender, self.period)

    def last_day(self, rule: DueRule | None, calendar: WorkCalendar) -> date | None:
        """The last day in time by a rule; None where no day is set."""
        if rule is None:
            return None
        periods = periods_of(self.duty, self.plan.year)
        day = last_day_in_time(rule, self.period, periods, calendar)
        return max(day, self.moved_on) if self.moved_on else day


# Whether a report was decided before a day: it had fallen due by then, or was handed in.
WasDecided = Callable[[AskedReport, date], bool]


def asked_reports(
    contents: tuple[DatedContent, ...],
    was_decided: WasDecided,
    unit_changes: tuple[UnitChange, ...] = (),
) -> tuple[AskedReport, ...]:
    """Every report of the plan's year, by duty, sender and period, in the order of the contents.

    ``unit_changes`` say which unit took over what others had open.
    """
    first, *later = contents
    asked = {each.key: each for each in _asked_by(first)}
    before = first
    for content in later:
        if _asks_alike(before.plan, content.plan):
            continue
        of_that_day = tuple(each for each in unit_changes if each.in_force_on == content.since)
        asked = _follow(asked, content, was_decided, of_that_day)
        before = content
    return tuple(asked.values()) if before is first else _in_order(asked, before)


def _asked_by(content: DatedContent) -> Iterator[AskedReport]:
    for duty in content.plan.report_duties:
        for sender, recipients in senders_of(content.plan, duty):
            for period in _asked_in_the_year(content.plan, duty):
                yield AskedReport(
                    plan=content.plan,
                    duty=duty,
                    sender=sender,
                    recipients=recipients,
                    period=period,
                    since=content.since,
                )


def _asked_in_the_year(plan: Plan, duty: ReportDuty) -> tuple[Period, ...]:
    """The periods of the plan's year; what a plan of several years asks for once is in one of them.

    That is the first in which its last day does not lie before the plan's issue.
    """
    periods, document = periods_of(duty, plan.year), plan.document
    if duty.cadence is not Cadence.ONCE or document.first_year == document.last_year:
        return periods
    years = [
        year
        for year in document.covered
        if duty.due is None
        or last_day_in_time(duty.due, Period.whole_year(year)) >= document.counts_from
    ]
    return periods if plan.year == min(years, default=document.first_year) else ()


def _asks_alike(one: Plan, other: Plan) -> bool:
    return (one.report_duties, one.units) == (other.report_duties, other.units)


def _follow(
    asked: dict[str, AskedReport],
    content: DatedContent,
    was_decided: WasDecided,
    unit_changes: tuple[UnitChange, ...],
) -> dict[str, AskedReport]:
    """What is asked once another content holds: what was decided stays as it is."""
    decided = {key: each for key, each in asked.items() if was_decided(each, content.since)}
    open_before = [each for key, each in asked.items() if key not in decided]
    now = {each.key: each for each in _asked_by(content)}
    followed = {
        key: decided.get(key) or _carried(asked.get(key), each) for key, each in now.items()
    }
    left = [each for each in open_before if each.key not in now]
    return decided | {
        key: each if key in asked else _taken_over(each, left, unit_changes)
        for key, each in followed.items()
    }


def _carried(before: AskedReport | None, now: AskedReport) -> AskedReport:
    """An open report as the new content asks for it, from the day it was asked first."""
    if before is None:
        return now
    if before.duty.due == now.duty.due:
        moved_on, moved_from = before.moved_on, before.moved_from
    else:
        moved_on, moved_from = now.since, before
    return replace(now, since=before.since, moved_on=moved_on, moved_from=moved_from)


def _taken_over(
    each: AskedReport, left: list[AskedReport], unit_changes: tuple[UnitChange, ...]
) -> AskedReport:
    """A new sender's report, which is one of those that were open where a change gave it those.

    By itself a unit owes nothing for a period that had ended before it existed.
    """
    before = predecessors(each.sender, unit_changes)
    open_since = [
        gone.since
        for gone in left
        if gone.sender in before and (gone.duty.code, gone.period) == (each.duty.code, each.period)
    ]
    return replace(each, since=min(open_since)) if open_since else each


def _in_order(asked: dict[str, AskedReport], content: DatedContent) -> tuple[AskedReport, ...]:
    """By duty, sender and period, what only earlier contents ask for behind its like."""
    duties = {duty.code: place for place, duty in enumerate(content.plan.report_duties)}
    senders = {each.key: place for place, each in enumerate(_asked_by(content))}
    return tuple(
        sorted(
            asked.values(),
            key=lambda each: (
                duties.get(each.duty.code, len(duties)),
                each.duty.code,
                each.key not in senders,
                senders.get(each.key, 0),
                each.sender,
                each.period,
            ),
        )
    )
