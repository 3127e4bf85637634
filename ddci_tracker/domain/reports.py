"""Periodic reports: one row per duty, sender and period, its timeliness and its acceptance.

Both are derived from the acts; neither is ever stored. Source: the rules, "Report deadlines".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ddci_tracker.domain import texts
from ddci_tracker.domain.acts import Extension, ReportAct, ReportStep, report_key
from ddci_tracker.domain.asked_reports import AskedReport
from ddci_tracker.domain.clock import entered_on
from ddci_tracker.domain.closing import close_of
from ddci_tracker.domain.due_reports import DueReport, due_reports
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Cadence, DueRule
from ddci_tracker.domain.reasons import Argument, Reason, ReasonCode
from ddci_tracker.domain.versions import Version, qualifying


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
    """The colour of a state; None where nothing is asked yet, or nothing by a day.

    That of a report is its ``colour``, which a return decides before its timeliness.
    """
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
    set. ``general_day`` is the last day of all senders by now, which may have been moved since
    the report was extended. ``days`` counts overdue or late days, or days left; None where
    neither applies. ``set_by_office`` marks a due day that the print does not have.
    ``entered_on`` is the day on which somebody entered that it had been handed in on
    ``handed_in_on``, where that is an earlier day; ``entry_counts``: timeliness follows it, since
    the unit entered it and the Office has not accepted the earlier one. ``once``: the report is
    owed once, and named by no period. ``twin``: its sender owes another report for the same
    period, so that the period alone does not name it. Then ``printed`` is how the plan words it,
    None where that does not tell it from the other one
    either, and ``own_recipients`` says whether its recipients do.
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
    entered_on: date | None = None
    entry_counts: bool = False
    once: bool = False
    twin: bool = False
    printed: str | None = None
    own_recipients: bool = False
    general_day: date | None = None

    @property
    def key(self) -> str:
        return report_key(self.duty, self.from_unit, self.period)

    @property
    def returned(self) -> bool:
        """Whether the Office sent it back, so that it is owed again, in time or not."""
        return self.acceptance is Acceptance.RETURNED

    @property
    def colour(self) -> Colour | None:
        """Its colour on every screen, in every document and at the terminal."""
        return colour_of(Acceptance.RETURNED if self.returned else self.timeliness)


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
    """What the acts on one report amount to.

    ``first_on`` is the day of the first hand-in; ``entered_on`` the later one on which it was
    entered, ``confirmed`` once the Office has accepted the earlier one, or entered it itself.
    ``returned_on`` is the day of the last return, ``again_on`` that on which it was handed in
    again after it.
    """

    first_on: date | None = None
    entered_on: date | None = None
    confirmed: bool = False
    acceptance: Acceptance | None = None
    last_note: str | None = None
    last_on: date | None = None
    returned_on: date | None = None
    again_on: date | None = None

    @property
    def counts_on(self) -> date | None:
        """The day that timeliness follows."""
        if self.entered_on is not None and not self.confirmed:
            return self.entered_on
        return self.first_on


def report_rows(
    ledger: Ledger,
    look: Viewpoint,
    *,
    cadence: Cadence | None = None,
    closes_on: date | None = None,
) -> tuple[ReportRow, ...]:
    """Every report row of the plan's year, by duty, sender and period.

    Only those of duties that recur so where a ``cadence`` is given. ``closes_on`` is the close of
    the plan where it is known already.
    """
    # Day counts stop when the plan closes.
    today = min(look.as_of, closes_on or close_of(ledger, look))
    acts = qualifying(ledger.report_acts, as_of=look.as_of, known_at=look.known_at)
    soon = ledger.policy(look).due_soon_days
    reports = due_reports(ledger, look)
    twins = _twins(reports)
    return tuple(
        _told_apart(
            _row(soon, today, due, _handed_in(acts.get(due.key, ()), look.as_of, ledger)),
            due,
            twins[_named_by(due)],
        )
        for due in reports
        if cadence in (None, due.duty.cadence)
    )


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


def _handed_in(acts: Iterable[Version[ReportAct]], as_of: date, ledger: Ledger) -> _HandIn:
    """Fold the acts on one report, in the order in which they take effect.

    A returned report keeps the day of its first hand-in; a withdrawn one was never handed in. A
    hand-in that its unit entered for an earlier day was not in before the day of its entry,
    unless the Office has accepted the earlier one.
    """
    state = _HandIn()
    for version in acts:
        act = version.value
        if act is None or act.step is ReportStep.WITHDRAWN:
            state = _HandIn()
            continue
        if state.first_on is None:
            if act.step is not ReportStep.HANDED_IN:
                continue
            claimed = act.entered_on is not None
            entered = _entered_later(version, ledger, act.entered_on)
            state = _HandIn(first_on=version.on, entered_on=entered, confirmed=not claimed)
        elif act.step is ReportStep.HANDED_IN and state.acceptance is Acceptance.RETURNED:
            state = replace(state, again_on=version.on)
        if act.step is ReportStep.RETURNED:
            state = replace(state, returned_on=version.on, again_on=None)
        accepts_day = act.step is ReportStep.ACCEPTED and act.entered_on is None
        state = replace(
            state,
            confirmed=state.confirmed or accepts_day,
            acceptance=Acceptance(act.step),
            last_note=act.note,
            last_on=version.on,
        )
    counts_on = state.counts_on
    return _HandIn() if counts_on is not None and counts_on > as_of else state


_LONGEST_NAME = 100
# Who owes a report, for which period, and whether only once.
_Name = tuple[str, Period, bool]


def _named_by(due: DueReport) -> _Name:
    """What a report is called by, as long as nothing else is called so."""
    return due.asked.sender, due.asked.period, due.once


def _twins(reports: Iterable[DueReport]) -> Mapping[_Name, tuple[DueReport, ...]]:
    """The reports of each name; mostly one."""
    found: dict[_Name, tuple[DueReport, ...]] = {}
    for due in reports:
        found[_named_by(due)] = (*found.get(_named_by(due), ()), due)
    return found


def _print_of(due: DueReport) -> str:
    """How the plan words the duty of a report, on a line that a name may be as long as."""
    return texts.shortened(texts.line(due.duty.text or ""), _LONGEST_NAME)


def _told_apart(row: ReportRow, due: DueReport, twins: tuple[DueReport, ...]) -> ReportRow:
    """A row with what tells it from the others of its name."""
    if len(twins) == 1:
        return row
    printed = _print_of(due)
    is_own = [_print_of(each) for each in twins].count(printed) == 1
    recipients = [each.asked.recipients for each in twins]
    return replace(
        row,
        twin=True,
        printed=printed if printed and is_own else None,
        own_recipients=recipients.count(due.asked.recipients) == 1,
    )


def _entered_later(version: Version[ReportAct], ledger: Ledger, said: date | None) -> date | None:
    """The day on which a hand-in was entered, where that is not the day that it says.

    ``said`` is the day of entry that was recorded with it, which may be that of a clock that ran
    ahead over midnight. Without it None in an illustration, whose today is its own, and where
    a clock that ran ahead says it.
    """
    known = None
    if ledger.plan.today is None:
        known = entered_on(version.recorded_at, ledger.clock)
    days = [each for each in (said, known) if each is not None]
    day = min(days, default=None)
    return day if day is not None and day > version.on else None


def _row(soon: int, today: date, due: DueReport, handed_in: _HandIn) -> ReportRow:
    if due.applies:
        timeliness, days, reason = _judge(soon, today, due.last_day, handed_in)
    else:
        timeliness, days, reason = Timeliness.NOT_APPLICABLE, None, _not_asked(due.asked)
    return ReportRow(
        duty=due.duty.code,
        from_unit=due.asked.sender,
        to_units=due.asked.recipients,
        period=due.asked.period,
        first_last_day=due.first_day,
        general_day=due.general_day,
        last_day=due.last_day,
        timeliness=timeliness,
        days=days,
        acceptance=handed_in.acceptance,
        handed_in_on=handed_in.first_on,
        reason=reason,
        rule=due.rule,
        set_by_office=due.set_by_office,
        extension=due.extension,
        entered_on=handed_in.entered_on,
        entry_counts=handed_in.entered_on is not None and not handed_in.confirmed,
        once=due.once,
    )


def _judge(
    soon: int, today: date, last_day: date | None, handed_in: _HandIn
) -> tuple[Timeliness, int | None, Reason]:
    if last_day is None:
        return Timeliness.NO_DUE_DAY, None, _undated_reason(handed_in)
    if handed_in.counts_on is not None:
        late = (handed_in.counts_on - last_day).days
        state = Timeliness.LATE if late > 0 else Timeliness.ON_TIME
        days = late if late > 0 else None
        return state, days, _dated_reason(state, days, last_day, handed_in)
    left = (last_day - today).days
    if left < 0:
        reason = _waiting_reason(ReasonCode.REPORT_OVERDUE, -left, last_day)
        return Timeliness.OVERDUE, -left, reason
    if left == 0:
        reason = _waiting_reason(ReasonCode.REPORT_DUE_TODAY, 0, last_day)
        return Timeliness.DUE_TODAY, 0, reason
    if left <= soon:
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
    if handed_in.first_on is None:
        return Reason.of(ReasonCode.REPORT_NO_DUE_DAY)
    return _handed_in_reason(ReasonCode.REPORT_HANDED_IN, handed_in)


def _dated_reason(
    state: Timeliness, days: int | None, last_day: date, handed_in: _HandIn
) -> Reason:
    if handed_in.acceptance is Acceptance.RETURNED:
        return _returned_reason(handed_in)
    code = ReasonCode.REPORT_LATE if state is Timeliness.LATE else ReasonCode.REPORT_ON_TIME
    return _handed_in_reason(code, handed_in, days=days, due=last_day)


def _handed_in_reason(code: ReasonCode, handed_in: _HandIn, **arguments: Argument) -> Reason:
    """Both days where a unit entered an earlier one, and whether the Office has accepted it.

    Of one that came back in between, when that was and when it was handed in again.
    """
    if handed_in.entered_on is not None:
        arguments |= {"entered": handed_in.entered_on, "confirmed": handed_in.confirmed}
    if handed_in.again_on is not None:
        arguments |= {"returned": handed_in.returned_on, "again": handed_in.again_on}
    return Reason.of(code, handed_in=handed_in.first_on, **arguments)


def _returned_reason(handed_in: _HandIn) -> Reason:
    return Reason.of(
        ReasonCode.REPORT_RETURNED,
        on=handed_in.last_on,
        note=handed_in.last_note,
        handed_in=handed_in.first_on,
        **({"entered": handed_in.entered_on} if handed_in.entered_on else {}),
    )
