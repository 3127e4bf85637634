"""Periodic reports: one row per duty, sender and period, its timeliness and its acceptance.

Both are derived from the acts; neither is ever stored. Source: the rules, "Report deadlines".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ddci_tracker.domain.acts import Extension, ReportAct, ReportStep, report_key
from ddci_tracker.domain.asked_reports import AskedReport, asked_reports
from ddci_tracker.domain.deadlines import applies
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Cadence, DueRule
from ddci_tracker.domain.reasons import Reason, ReasonCode
from ddci_tracker.domain.versions import Version, holding, qualifying


class Timeliness(StrEnum):
    """Where a report stands against its last day in time."""

    NOT_APPLICABLE = "not_applicable"
    NO_DUE_DAY = "no_due_day"
    UPCOMING = "upcoming"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    ON_TIME = "on_time"
    LATE = "late"


class Acceptance(StrEnum):
    """What the Office made of a report that was handed in; none of these: not handed in."""

    HANDED_IN = "handed_in"
    ACCEPTED = "accepted"
    RETURNED = "returned"


def colour_of(state: Timeliness | Acceptance) -> Colour | None:
    """The colour of a report's state; None where nothing is asked yet, or nothing by a day."""
    match state:
        case Timeliness.OVERDUE:
            return Colour.RED
        case Timeliness.LATE | Timeliness.DUE_TODAY | Timeliness.DUE_SOON | Acceptance.RETURNED:
            return Colour.AMBER
        case Timeliness.ON_TIME:
            return Colour.GREEN
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report that one unit owes for one period.

    ``first_last_day`` is by ``rule``, ``last_day`` after an extension; all None where no day is
    set. ``days`` counts overdue or late days, or days left; None where neither applies.
    ``set_by_office`` marks a due day that the print does not have.
    """

    duty: str
    from_unit: str
    to_units: tuple[str, ...]
    period: Period
    first_last_day: date | None
    last_day: date | None
    timeliness: Timeliness
    days: int | None
    acceptance: Acceptance | None
    handed_in_on: date | None
    reason: Reason
    rule: DueRule | None
    set_by_office: bool
    extension: Extension | None

    @property
    def key(self) -> str:
        return report_key(self.duty, self.from_unit, self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTotals:
    """Counts over report rows; always ``expected == on_time + late + missing``.

    Expected are reports of dated duties that were handed in, or whose last day lies before the
    day looked at.
    """

    on_time: int
    late: int
    missing: int
    upcoming: int
    no_due_day: int

    @property
    def expected(self) -> int:
        return self.on_time + self.late + self.missing


@dataclass(frozen=True, slots=True)
class _HandIn:
    """What the acts on one report amount to."""

    first_on: date | None = None
    acceptance: Acceptance | None = None
    last_note: str | None = None
    last_on: date | None = None


def report_rows(
    ledger: Ledger, look: Viewpoint, *, cadence: Cadence | None = None
) -> tuple[ReportRow, ...]:
    """Every report row of the plan's year, by duty, sender and period.

    Only those of duties that recur so where a ``cadence`` is given.
    """
    book = _ReportBook(ledger, look)
    return tuple(
        book.row(asked)
        for asked in asked_reports(ledger.contents_until(look.as_of), book.was_decided)
        if cadence in (None, asked.duty.cadence)
    )


class _ReportBook:
    """What was recorded on the reports of a plan, as a look can see it."""

    def __init__(self, ledger: Ledger, look: Viewpoint) -> None:
        self._ledger = ledger
        self._as_of = look.as_of
        self._set_days = holding(ledger.due_days, as_of=look.as_of, known_at=look.known_at)
        self._extended = holding(ledger.extensions, as_of=look.as_of, known_at=look.known_at)
        self._acts = qualifying(ledger.report_acts, as_of=look.as_of, known_at=look.known_at)

    def row(self, asked: AskedReport) -> ReportRow:
        """The row of one report that is asked for."""
        set_day, extended = self._set_days.get(asked.duty.code), self._extended.get(asked.key)
        return _row(
            self._ledger,
            self._as_of,
            asked,
            set_day.value if set_day else None,
            extended.value if extended else None,
            _handed_in(self._acts.get(asked.key, ())),
        )

    def was_decided(self, asked: AskedReport, day: date) -> bool:
        """Whether a report had fallen due before a day, or was handed in before it.

        One without a due day is decided once its period is over. What was set or extended from
        that day on comes too late to keep it open.
        """
        acts = [act for act in self._acts.get(asked.key, ()) if act.on < day]
        if _handed_in(acts).first_on is not None:
            return True
        set_day, extended = self._set_days.get(asked.duty.code), self._extended.get(asked.key)
        office_rule = set_day.value if set_day and set_day.on < day else None
        last_day = asked.last_day(asked.duty.due or office_rule)
        if extended and extended.value and extended.on < day:
            last_day = extended.value.last_day
        return (last_day or asked.period.last_day) < day


# A dated report that is still to come.
WAITING = (Timeliness.UPCOMING, Timeliness.DUE_SOON, Timeliness.DUE_TODAY)


def totals(rows: Iterable[ReportRow]) -> ReportTotals:
    """Count rows; those that do not apply are not counted."""
    states = [row.timeliness for row in rows]
    return ReportTotals(
        on_time=states.count(Timeliness.ON_TIME),
        late=states.count(Timeliness.LATE),
        missing=states.count(Timeliness.OVERDUE),
        upcoming=sum(states.count(state) for state in WAITING),
        no_due_day=states.count(Timeliness.NO_DUE_DAY),
    )


def _handed_in(acts: Iterable[Version[ReportAct]]) -> _HandIn:
    """Fold the acts on one report, in the order in which they take effect.

    A returned report keeps the day of its first hand-in; a withdrawn one was never handed in.
    """
    state = _HandIn()
    for version in acts:
        act = version.value
        if act is None or act.step is ReportStep.WITHDRAWN:
            state = _HandIn()
            continue
        first = state.first_on or (version.on if act.step is ReportStep.HANDED_IN else None)
        acceptance = Acceptance(act.step) if first else None
        state = _HandIn(first, acceptance, act.note, version.on)
    return state


def _row(
    ledger: Ledger,
    as_of: date,
    asked: AskedReport,
    office_rule: DueRule | None,
    extension: Extension | None,
    handed_in: _HandIn,
) -> ReportRow:
    duty = asked.duty
    rule = duty.due or office_rule
    first_last_day = asked.last_day(rule)
    last_day = extension.last_day if extension else first_last_day
    if applies(asked.since, asked.period, first_last_day):
        timeliness, days, reason = _judge(ledger, as_of, last_day, handed_in)
    else:
        timeliness, days, reason = Timeliness.NOT_APPLICABLE, None, _not_asked(asked)
    return ReportRow(
        duty=duty.code,
        from_unit=asked.sender,
        to_units=asked.recipients,
        period=asked.period,
        first_last_day=first_last_day,
        last_day=last_day,
        timeliness=timeliness,
        days=days,
        acceptance=handed_in.acceptance,
        handed_in_on=handed_in.first_on,
        reason=reason,
        rule=rule,
        set_by_office=duty.due is None and office_rule is not None,
        extension=extension,
    )


def _judge(
    ledger: Ledger, as_of: date, last_day: date | None, handed_in: _HandIn
) -> tuple[Timeliness, int | None, Reason]:
    if last_day is None:
        return Timeliness.NO_DUE_DAY, None, _undated_reason(handed_in)
    if handed_in.first_on is not None:
        late = (handed_in.first_on - last_day).days
        state = Timeliness.LATE if late > 0 else Timeliness.ON_TIME
        days = late if late > 0 else None
        return state, days, _dated_reason(state, days, last_day, handed_in)
    left = (last_day - as_of).days
    if left < 0:
        # Day counts stop at the end of the plan's year, unless the day itself lies beyond it.
        ends_on = ledger.plan.ends_on
        until = min(as_of, ends_on) if last_day < ends_on else as_of
        days = (until - last_day).days
        return Timeliness.OVERDUE, days, _waiting_reason(ReasonCode.REPORT_OVERDUE, days, last_day)
    if left == 0:
        reason = _waiting_reason(ReasonCode.REPORT_DUE_TODAY, 0, last_day)
        return Timeliness.DUE_TODAY, 0, reason
    if left <= ledger.policy.due_soon_days:
        reason = _waiting_reason(ReasonCode.REPORT_DUE_SOON, left, last_day)
        return Timeliness.DUE_SOON, left, reason
    return Timeliness.UPCOMING, left, _waiting_reason(ReasonCode.REPORT_UPCOMING, left, last_day)


def _not_asked(asked: AskedReport) -> Reason:
    """Why a report is not applicable: its period lay before the plan, or before an amendment."""
    document = asked.plan.document
    if asked.since > document.counts_from:
        return Reason.of(ReasonCode.REPORT_NOT_ASKED_YET, since=asked.since)
    return Reason.of(
        ReasonCode.REPORT_NOT_APPLICABLE,
        issued=document.counts_from,
        issue_known=document.issued_on is not None,
    )


def _waiting_reason(code: ReasonCode, days: int, last_day: date) -> Reason:
    return Reason.of(code, days=days, due=last_day)


def _undated_reason(handed_in: _HandIn) -> Reason:
    if handed_in.acceptance is Acceptance.RETURNED:
        return _returned_reason(handed_in)
    if handed_in.first_on is not None:
        return Reason.of(ReasonCode.REPORT_HANDED_IN, handed_in=handed_in.first_on)
    return Reason.of(ReasonCode.REPORT_NO_DUE_DAY)


def _dated_reason(
    state: Timeliness, days: int | None, last_day: date, handed_in: _HandIn
) -> Reason:
    if handed_in.acceptance is Acceptance.RETURNED:
        return _returned_reason(handed_in)
    code = ReasonCode.REPORT_LATE if state is Timeliness.LATE else ReasonCode.REPORT_ON_TIME
    return Reason.of(code, days=days, handed_in=handed_in.first_on, due=last_day)


def _returned_reason(handed_in: _HandIn) -> Reason:
    return Reason.of(
        ReasonCode.REPORT_RETURNED,
        on=handed_in.last_on,
        note=handed_in.last_note,
        handed_in=handed_in.first_on,
    )
