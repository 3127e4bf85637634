"""Every report of a plan's year with its last day in time, whatever became of it.

A day that the Office set anew holds from its own day; what had fallen due before is judged by the
old one. Which reports are asked for at all is for ``asked_reports``. Source: the rules, "Report
deadlines".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ddci_tracker.domain.acts import Extension
from ddci_tracker.domain.asked_reports import AskedReport, asked_reports
from ddci_tracker.domain.deadlines import applies
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.plan import Cadence, DueRule, ReportDuty
from ddci_tracker.domain.speaking import hand_ins
from ddci_tracker.domain.versions import Version, holding, qualifying


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReport:
    """One report that one unit is asked for in one period.

    ``general_day`` is the last day by ``rule`` for all senders, ``last_day`` that of this one: an
    extension counts where it is later. Both None where no day is set. ``first_day`` is the last
    day for all senders when the report was extended first, wherever that was moved to since; of
    one that is not extended ``general_day``. ``set_by_office`` marks a day that the print does
    not have.
    """

    asked: AskedReport
    rule: DueRule | None
    general_day: date | None
    first_day: date | None
    extension: Extension | None

    @property
    def key(self) -> str:
        return self.asked.key

    @property
    def duty(self) -> ReportDuty:
        return self.asked.duty

    @property
    def set_by_office(self) -> bool:
        return self.duty.due is None and self.rule is not None

    @property
    def once(self) -> bool:
        """Whether it is owed once, and named by no period."""
        return self.duty.cadence is Cadence.ONCE

    @property
    def last_day(self) -> date | None:
        if self.general_day is None or self.extension is None:
            return self.general_day
        return max(self.general_day, self.extension.last_day)

    @property
    def applies(self) -> bool:
        """Whether it is owed, and not from a time before the plan, the unit or the duty."""
        return applies(self.asked.since, self.asked.period, self.general_day)


def due_reports(ledger: Ledger, look: Viewpoint) -> tuple[DueReport, ...]:
    """Every report of the plan's year, by duty, sender and period."""
    book = _Book(ledger, look)
    held = holding(ledger.unit_changes, as_of=look.as_of, known_at=look.known_at).values()
    changes = tuple(each.value for each in held if each.value)
    asked = asked_reports(ledger.contents_until(look.as_of), book.was_decided, changes)
    return tuple(book.due(each) for each in asked)


def last_days(reports: Iterable[DueReport]) -> Iterator[date]:
    """The last days of those that have one."""
    yield from (each.last_day for each in reports if each.last_day is not None)


class _Book:
    """What was set, extended and handed in, as a look can see it."""

    def __init__(self, ledger: Ledger, look: Viewpoint) -> None:
        self._calendar = ledger.calendar
        self._set_days = qualifying(ledger.due_days, as_of=look.as_of, known_at=look.known_at)
        self._extended = qualifying(ledger.extensions, as_of=look.as_of, known_at=look.known_at)
        self._acts = qualifying(ledger.report_acts, as_of=look.as_of, known_at=look.known_at)

    def due(self, asked: AskedReport, before: date = date.max) -> DueReport:
        """A report by what was set and extended before a day."""
        first, extension = self._extended_by(asked, before)
        rule, day = self._general_day(asked, lambda change: change.on < before)
        return DueReport(
            asked=asked,
            rule=rule,
            general_day=day,
            first_day=day if first is None else self._first_day(asked, first),
            extension=extension,
        )

    def _first_day(self, asked: AskedReport, first: Version[Extension]) -> date | None:
        """The last day for all senders that stood when a report was extended first."""
        while asked.moved_from and asked.moved_on and first.on < asked.moved_on:
            asked = asked.moved_from
        _, day = self._general_day(
            asked,
            lambda change: (
                change.on < first.on
                or (change.on == first.on and change.recorded_at <= first.recorded_at)
            ),
        )
        return day

    def _general_day(
        self, asked: AskedReport, counts: Callable[[Version[DueRule]], bool]
    ) -> tuple[DueRule | None, date | None]:
        """The rule and the last day for all senders, by those days that the Office set and count.

        A day that is set anew moves what was still open on its own day, as an amendment does: an
        extended report is open for as long as it was extended.
        """
        rule = asked.duty.due
        day = asked.last_day(rule, self._calendar)
        for change in () if rule else self._set_days.get(asked.duty.code, ()):
            if not counts(change):
                continue
            if change.value is None:
                # Taken back: as in print, whatever had been set.
                rule = day = None
            elif day is None or not self._is_closed(asked, day, change.on):
                rule = change.value
                found = asked.last_day(rule, self._calendar)
                # A day that had passed when it was set: nobody could keep it before it was set.
                day = max(found, change.on) if found else None
        return rule, day

    def was_decided(self, asked: AskedReport, day: date) -> bool:
        """Whether a report had fallen due before a day, or was handed in before it.

        One without a due day is decided once its period is over. What was set or extended from
        that day on comes too late to keep it open.
        """
        general_day = self.due(asked, day).general_day
        return self._is_closed(asked, general_day or asked.period.last_day, day)

    def _is_closed(self, asked: AskedReport, general_day: date, day: date) -> bool:
        """Whether a report that all senders owe by ``general_day`` had come to its end before a
        day: it had fallen due, extended or not, or was handed in."""
        if any(hand_ins(act for act in self._acts.get(asked.key, ()) if act.on < day)):
            return True
        _, extension = self._extended_by(asked, day)
        last_day = max(general_day, extension.last_day) if extension else general_day
        return last_day < day

    def _extended_by(
        self, asked: AskedReport, before: date
    ) -> tuple[Version[Extension] | None, Extension | None]:
        """The first extension and the one that held just before a day: that reaching furthest.

        A further one makes the last day no earlier; only taking it back does.
        """
        first: Version[Extension] | None = None
        standing: Extension | None = None
        for each in self._extended.get(asked.key, ()):
            if each.on >= before:
                break
            given = each.value
            if given is None:
                first = standing = None
                continue
            first = first or each
            if standing is None or given.last_day >= standing.last_day:
                standing = given
        return first, standing
