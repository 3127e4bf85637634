"""Periodic reports: handing in, accepting, returning, extending, setting a due day."""

from __future__ import annotations

from datetime import date

from ddci_tracker.domain.acts import Extension, ReportAct, ReportStep, report_key
from ddci_tracker.domain.deadlines import PERIOD_OF_CADENCE
from ddci_tracker.domain.ledger import Ledger, Look
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import DueRule, Plan, ReportDuty
from ddci_tracker.domain.reports import Acceptance, ReportRow, report_rows
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acting import (
    Act,
    counted_day,
    ledger_for,
    record,
    refuse_if_overtaken,
)
from ddci_tracker.services.permissions import Action, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import writing
from ddci_tracker.store.kinds import DUE_DAY, EXTENSION, REPORT_ACT
from ddci_tracker.words.marking import N_

# What must have happened to a report before a step may follow; None: it was not handed in.
_MAY_FOLLOW: dict[ReportStep, frozenset[Acceptance | None]] = {
    ReportStep.HANDED_IN: frozenset({None, Acceptance.RETURNED}),
    ReportStep.WITHDRAWN: frozenset({Acceptance.HANDED_IN}),
    ReportStep.ACCEPTED: frozenset({Acceptance.HANDED_IN}),
    ReportStep.RETURNED: frozenset({Acceptance.HANDED_IN, Acceptance.ACCEPTED}),
}
_REFUSED_STEP = {
    ReportStep.HANDED_IN: N_("This report has already been handed in"),
    ReportStep.WITHDRAWN: N_("Only a report that waits to be accepted can be withdrawn"),
    ReportStep.ACCEPTED: N_("Only a report that was handed in can be accepted"),
    ReportStep.RETURNED: N_("Only a report that was handed in can be returned"),
}
_BY_THE_SENDER = (ReportStep.HANDED_IN, ReportStep.WITHDRAWN)


def take_step(tracker: Tracker, plan_id: str, step: ReportAct, act: Act) -> Version[ReportAct]:
    """Hand a report in, withdraw it, accept it, or return it with a reason.

    ``Refused`` where no such report is owed, the step does not follow from what happened before,
    or a reason is missing; ``Forbidden``; ``Conflict`` where somebody came first.
    """
    with writing(tracker.engine) as session:
        ledger = ledger_for(tracker, session, plan_id, act)
        plan = ledger.plan
        if step.step in _BY_THE_SENDER:
            agency, units = plan.agency.code, (step.unit,)
            require(act.actor, Action.HAND_IN_REPORT, agency=agency, units=units)
        else:
            require(act.actor, Action.REVIEW_REPORT, agency=plan.agency.code)
        on = counted_day(plan, act)
        row = find_report(ledger, step.duty, step.unit, step.period, on)
        refuse_if_overtaken(session, REPORT_ACT, plan_id, step.key, act)
        if act.replaces is None and row.acceptance not in _MAY_FOLLOW[step.step]:
            raise Refused(_REFUSED_STEP[step.step], field="report")
        if step.step is ReportStep.RETURNED and not (step.note or "").strip():
            raise Refused(N_("Say why the report is returned"), field="note")
        return record(session, REPORT_ACT, plan_id, step, key=step.key, on=on, act=act)


def extend(tracker: Tracker, plan_id: str, extension: Extension, act: Act) -> Version[Extension]:
    """Give one report a later last day; the first one stays on show.

    ``Refused`` without an approver and a basis, for a report without a due day, or for a day
    that is not later.
    """
    with writing(tracker.engine) as session:
        ledger = ledger_for(tracker, session, plan_id, act)
        require(act.actor, Action.REVIEW_REPORT, agency=ledger.plan.agency.code)
        on = counted_day(ledger.plan, act)
        row = find_report(ledger, extension.duty, extension.unit, extension.period, on)
        refuse_if_overtaken(session, EXTENSION, plan_id, extension.key, act)
        if row.first_last_day is None:
            raise Refused(N_("A report without a due day cannot be extended"), field="period")
        if extension.last_day <= row.first_last_day:
            raise Refused(
                N_("The new last day must come after {day}"),
                field="last_day",
                day=row.first_last_day,
            )
        for field in ("approver", "basis"):
            if not getattr(extension, field).strip():
                raise Refused(
                    N_("An extension names who approved it and on what basis"), field=field
                )
        return record(session, EXTENSION, plan_id, extension, key=extension.key, on=on, act=act)


def set_due(
    tracker: Tracker, plan_id: str, duty_code: str, rule: DueRule, act: Act
) -> Version[DueRule]:
    """Set the due day that a plan left open; the print is kept.

    ``Refused`` for a duty whose day is printed, or a rule that does not fit its cadence.
    """
    with writing(tracker.engine) as session:
        plan = ledger_for(tracker, session, plan_id, act).plan
        require(act.actor, Action.REVIEW_REPORT, agency=plan.agency.code)
        duty = _find_duty(plan, duty_code)
        if duty.due is not None:
            raise Refused(
                N_("The plan prints a due day for {duty}; extend single reports instead"),
                field="duty",
                duty=duty_code,
            )
        _check_rule(duty, rule)
        refuse_if_overtaken(session, DUE_DAY, plan_id, duty_code, act)
        on = counted_day(plan, act)
        return record(session, DUE_DAY, plan_id, rule, key=duty_code, on=on, act=act)


def find_report(ledger: Ledger, duty: str, unit: str, period: Period, day: date) -> ReportRow:
    """The row of one report as it stands on a day; refused where none is owed."""
    _find_duty(ledger.plan, duty)
    key = report_key(duty, unit, period)
    rows = report_rows(ledger, Look(as_of=day, known_at=queries.EVER))
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        senders = tuple(dict.fromkeys(row.from_unit for row in rows if row.duty == duty))
        raise Refused(
            N_("{unit} owes no report {duty} for {period}; senders: {units}"),
            field="unit",
            unit=unit,
            duty=duty,
            period=str(period),
            units=senders,
        )
    return found


def _find_duty(plan: Plan, code: str) -> ReportDuty:
    found = next((duty for duty in plan.report_duties if duty.code == code), None)
    if found is None:
        raise Refused(
            N_("Plan {plan} has no report duty {duty}"), field="duty", plan=plan.id, duty=code
        )
    return found


def _check_rule(duty: ReportDuty, rule: DueRule) -> None:
    kind = PERIOD_OF_CADENCE.get(duty.cadence) if duty.cadence else None
    if kind is None:
        raise Refused(
            N_("Duty {duty} has no fixed cadence, so no due day"), field="duty", duty=duty.code
        )
    months = (
        (rule.month_of_quarter, PeriodKind.QUARTER),
        (rule.month_of_half, PeriodKind.HALF_YEAR),
        (rule.month, PeriodKind.YEAR),
    )
    fits = all(
        month is None or (kind is of_kind and 1 <= month <= of_kind.months)
        for month, of_kind in months
    )
    if not fits or not 1 <= rule.day <= 31:
        raise Refused(
            N_("This due day does not fit the cadence of duty {duty}"),
            field="rule",
            duty=duty.code,
        )
