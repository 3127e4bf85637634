"""Periodic reports: handing in, accepting, returning, extending, setting a due day; and taking
each of these back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from zlib import crc32

from ddci_tracker.domain import texts
from ddci_tracker.domain.acts import Extension, ReportAct, ReportStep, report_key
from ddci_tracker.domain.deadlines import (
    day_listed_twice,
    last_day_in_time,
    misfits,
    missing_day,
    period_kind_of,
    periods_of,
)
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import DueRule, Plan, ReportDuty
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import Acceptance, ReportRow, Timeliness, report_rows
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import (
    Act,
    acting_day,
    ahead_of,
    enter,
    load_ledger,
    record,
    refuse_before,
    refuse_if_overtaken,
    refuse_unseen,
    says_nothing,
    today_of,
)
from ddci_tracker.services.permissions import Action, Actor, Role, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session, reading, writing
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
_BECOMES: dict[ReportStep, Acceptance | None] = {
    ReportStep.HANDED_IN: Acceptance.HANDED_IN,
    ReportStep.WITHDRAWN: None,
    ReportStep.ACCEPTED: Acceptance.ACCEPTED,
    ReportStep.RETURNED: Acceptance.RETURNED,
}
_BY_THE_SENDER = (ReportStep.HANDED_IN, ReportStep.WITHDRAWN)


def take_step(
    tracker: Tracker, plan_id: str, step: ReportAct, act: Act, *, seen: ReportRow | None = None
) -> Version[ReportAct]:
    """Hand a report in, withdraw it, accept it, or return it with a reason.

    ``seen`` is the report as it was seen in a list, where nobody opened it by itself.
    ``Refused`` where no such report is owed, the step does not fit what was recorded before and
    after its day, or a reason is missing; ``Forbidden``; ``Conflict`` where somebody came first.
    """
    step = tidy(step)
    with writing(tracker.engine) as session:
        plan = _enter_for(session, plan_id, step, act)
        on = acting_day(plan, act)
        rows = _rows(tracker, session, plan_id, on, step.period.year)
        row = _owed_report(rows, plan, duty=step.duty, unit=step.unit, period=step.period)
        refuse_before(step.period, on, field="on")
        refuse_if_overtaken(session, REPORT_ACT, plan_id, step.key, act)
        refuse_unseen(_mark(row), _mark(seen) if seen else None)
        if step.step is ReportStep.RETURNED and says_nothing(step.note):
            raise Refused(N_("Say why the report is returned"), field="note")
        step = replace(step, entered_on=_entered_on(plan, step, row, on, act))
        _check_order(session, plan_id, step, on, act)
        return record(session, REPORT_ACT, plan_id, step, key=step.key, on=on, act=act)


def _mark(row: ReportRow) -> int:
    """Differs where a list would say something else of a report."""
    said = (row.acceptance, row.handed_in_on, row.entered_on, row.entry_counts)
    return crc32(repr(said).encode())


def _enter_for(session: Session, plan_id: str, step: ReportAct, act: Act) -> Plan:
    """The plan of a step that somebody may take or undo: the sender theirs, the Office its own."""
    if step.step not in _BY_THE_SENDER:
        return enter(session, plan_id, act, Action.REVIEW_REPORT)
    plan = enter(session, plan_id, act, Action.HAND_IN_REPORT)
    require(act.actor, Action.HAND_IN_REPORT, agency=plan.agency.code, units=(step.unit,))
    return plan


def _entered_on(plan: Plan, step: ReportAct, row: ReportRow, on: date, act: Act) -> date | None:
    """The day of entry, where the day that a step counts for is a claim.

    A hand-in that its unit enters for an earlier day; the acceptance of one without that day.
    """
    today = today_of(plan, act.now)
    if step.step is ReportStep.HANDED_IN:
        return today if act.actor.role is Role.STAFF and on < today else None
    return row.entered_on if step.step is ReportStep.ACCEPTED and step.entered_on else None


def may_follow(step: ReportStep, acceptance: Acceptance | None) -> bool:
    """Whether a step may follow on what became of a report so far; None: it was not handed in."""
    return acceptance in _MAY_FOLLOW[step]


def undo_step(tracker: Tracker, plan_id: str, done: ReportAct, act: Act) -> Version[ReportAct]:
    """Take the last step of a report back: what stood before it stands again.

    ``act.revision`` is that of the step. Whoever may take it may also undo it. The step stays in
    the history. ``Refused`` where it is not the last one any more, ``Forbidden``, ``Conflict``.
    """
    done = tidy(done)
    with writing(tracker.engine) as session:
        plan = _enter_for(session, plan_id, done, act)
        last = refuse_if_overtaken(session, REPORT_ACT, plan_id, done.key, act)
        chain = _steps(session, plan_id, done.key)
        taken = last is not None and last.value is not None and _same_step(last.value, done)
        if last is None or not taken or chain[-1] != last or last.replaces is not None:
            raise Refused(N_("Only the last step of a report can be undone"), field="revision")
        before = chain[-2] if len(chain) > 1 else None
        if before is None or before.value is None:
            # Nothing stood before: the report was handed in by mistake.
            value, on, replaces = replace(done, step=ReportStep.WITHDRAWN, note=None), last.on, None
        else:
            on = min(before.on, today_of(plan, act.now))
            value, replaces = before.value, last.revision
        undoing = replace(act, revision=last.revision, replaces=replaces)
        return record(session, REPORT_ACT, plan_id, value, key=done.key, on=on, act=undoing)


def _same_step(recorded: ReportAct, done: ReportAct) -> bool:
    """Whether two are the same step, whatever day of entry was recorded with it."""
    return replace(recorded, entered_on=None) == replace(done, entered_on=None)


def extend(tracker: Tracker, plan_id: str, extension: Extension, act: Act) -> Version[Extension]:
    """Give one report a later last day; the first one stays on show.

    ``Refused`` without an approver and a basis, for a report that is not owed or has no due day,
    or for a day that is not later; ``Forbidden``; ``Conflict`` where somebody came first.
    """
    extension = tidy(extension)
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.REVIEW_REPORT)
        on = acting_day(plan, act)
        rows = _rows(tracker, session, plan_id, on, extension.period.year)
        row = _owed_report(
            rows, plan, duty=extension.duty, unit=extension.unit, period=extension.period
        )
        refuse_before(extension.period, on, field="on")
        refuse_if_overtaken(session, EXTENSION, plan_id, extension.key, act)
        _refuse_earlier(extension.last_day, row)
        for field in ("approver", "basis"):
            if says_nothing(getattr(extension, field)):
                raise Refused(
                    N_("An extension names who approved it and on what basis"), field=field
                )
        return record(session, EXTENSION, plan_id, extension, key=extension.key, on=on, act=act)


def _refuse_earlier(last_day: date, row: ReportRow) -> None:
    """An extension goes beyond the day of all senders, and no further one makes a day earlier."""
    if row.general_day is None:
        raise Refused(N_("A report without a due day cannot be extended"), field="period")
    if last_day <= row.general_day:
        raise Refused(
            N_("The new last day must come after {day}"), field="last_day", day=row.general_day
        )
    if row.last_day is not None and last_day < row.last_day:
        raise Refused(
            N_(
                "The report is extended until {day} already, and an extension makes no day "
                "earlier; take it back first"
            ),
            field="last_day",
            day=row.last_day,
        )


def cancel_extension(
    tracker: Tracker, plan_id: str, duty: str, unit: str, period: Period, act: Act
) -> Version[Extension]:
    """Take the extension of one report back: the first last day counts again.

    ``Refused`` where the report has none, ``Forbidden``, ``Conflict`` where somebody came first.
    """
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.REVIEW_REPORT)
        on = acting_day(plan, act)
        rows = _rows(tracker, session, plan_id, on, period.year)
        row = _owed_report(rows, plan, duty=texts.line(duty), unit=texts.line(unit), period=period)
        refuse_if_overtaken(session, EXTENSION, plan_id, row.key, act)
        if row.extension is None:
            raise Refused(N_("This report was not extended"), field="period")
        return record(session, EXTENSION, plan_id, None, key=row.key, on=on, act=act)


def set_due(
    tracker: Tracker, plan_id: str, duty_code: str, rule: DueRule, act: Act
) -> Version[DueRule]:
    """Set the due day that a plan left open; the print is kept.

    ``Refused`` for a duty whose day is printed, or a rule that does not fit its cadence;
    ``Forbidden``; ``Conflict`` where somebody came first.
    """
    duty_code = texts.line(duty_code)
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.REVIEW_REPORT)
        duty = _find_duty(plan, duty_code)
        if duty.due is not None:
            raise Refused(
                N_("The plan prints a due day for {duty}; extend single reports instead"),
                field="duty",
                duty=duty_code,
            )
        _check_rule(plan, duty, rule)
        refuse_if_overtaken(session, DUE_DAY, plan_id, duty_code, act)
        on = acting_day(plan, act)
        return record(session, DUE_DAY, plan_id, rule, key=duty_code, on=on, act=act)


def days_by_rule(
    tracker: Tracker, actor: Actor, plan_id: str, duty_code: str, rule: DueRule, *, now: datetime
) -> tuple[tuple[Period, date], ...]:
    """The last day in time of each period by a rule that could be set; errors as of ``set_due``."""
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        look = Viewpoint(as_of=vietnamese_day(now), known_at=queries.EVER)
        ledger = load_ledger(tracker, session, plan_id, look)
    plan = ledger.plan.in_year(today_of(ledger.plan, now).year)
    duty = _find_duty(plan, duty_code)
    _check_rule(plan, duty, rule)
    periods = periods_of(duty, plan.year)
    return tuple((each, last_day_in_time(rule, each, periods, ledger.calendar)) for each in periods)


def unset_due(tracker: Tracker, plan_id: str, duty_code: str, act: Act) -> Version[DueRule]:
    """Take back the due day that the Office set: as in print, the duty has none.

    ``Refused`` where none was set, ``Forbidden``, ``Conflict`` where somebody came first.
    """
    duty_code = texts.line(duty_code)
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.REVIEW_REPORT)
        duty = _find_duty(plan, duty_code)
        on = acting_day(plan, act)
        last = refuse_if_overtaken(session, DUE_DAY, plan_id, duty.code, act)
        if last is None or last.value is None:
            raise Refused(
                N_("The Office has set no due day for {duty}"), field="duty", duty=duty_code
            )
        return record(session, DUE_DAY, plan_id, None, key=duty.code, on=on, act=act)


def _rows(
    tracker: Tracker, session: Session, plan_id: str, day: date, year: int
) -> tuple[ReportRow, ...]:
    """The reports of one of a plan's years as of a day."""
    look = Viewpoint(as_of=day, known_at=queries.EVER)
    return report_rows(load_ledger(tracker, session, plan_id, look).in_year(year), look)


def _owed_report(
    rows: tuple[ReportRow, ...], plan: Plan, *, duty: str, unit: str, period: Period
) -> ReportRow:
    """The row of a report that is owed; refused where none is.

    What had fallen due before an amendment is still owed, whatever has become of the duty since.
    """
    key = report_key(duty, unit, period)
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        _find_duty(plan, duty)
        owed = [row for row in rows if row.duty == duty]
        if not owed:
            raise Refused(
                N_("Report {duty} is asked for in no period of {year}"),
                field="period",
                duty=duty,
                year=period.year,
            )
        raise Refused(
            N_("{unit} owes no report {duty} for {period}; senders: {units}, periods: {periods}"),
            field="unit",
            unit=unit,
            duty=duty,
            period=period,
            units=tuple(dict.fromkeys(row.from_unit for row in owed)),
            periods=tuple(dict.fromkeys(str(row.period) for row in owed)),
        )
    if found.reason.code is ReasonCode.REPORT_NOT_ASKED_YET:
        raise Refused(
            N_("Report {duty} is asked of {unit} from {day} on, and not for {period}"),
            field="period",
            duty=duty,
            unit=unit,
            period=period,
            day=found.reason["since"],
        )
    if found.timeliness is Timeliness.NOT_APPLICABLE:
        raise Refused(
            N_("Report {duty} is not asked for {period}: the plan was issued on {day}")
            if plan.document.issued_on
            else N_(
                "Report {duty} is not asked for {period}: the plan was issued on {day} "
                "at the earliest"
            ),
            field="period",
            duty=duty,
            period=period,
            day=plan.document.counts_from,
        )
    return found


def _check_order(session: Session, plan_id: str, step: ReportAct, on: date, act: Act) -> None:
    """Refuse a step that does not follow from those before its day, or upsets those after it."""
    steps = _steps(session, plan_id, step.key)
    ahead = ahead_of(steps, on, act.now)
    others = [each for each in steps if each.revision != act.replaces and each not in ahead]
    _refuse_behind_an_answer(others, act)
    stood: Acceptance | None = None
    for each in others:
        if each.value is not None and each.on <= on:
            stood = _BECOMES[each.value.step]
    if stood not in _MAY_FOLLOW[step.step]:
        raise Refused(_REFUSED_STEP[step.step], field="on")
    stood = _BECOMES[step.step]
    for each in others:
        if each.value is not None and each.on > on:
            if stood not in _MAY_FOLLOW[each.value.step]:
                raise Refused(
                    N_("This does not fit what was recorded for {later}: {step}"),
                    field="on",
                    later=each.on,
                    step=each.value.step,
                )
            stood = _BECOMES[each.value.step]


def _refuse_behind_an_answer(others: Iterable[Version[ReportAct]], act: Act) -> None:
    """A correction cannot be slipped in behind a return or an acceptance that answered it."""
    for each in others:
        answers = each.value is not None and each.value.step not in _BY_THE_SENDER
        if act.replaces is not None and each.revision > act.replaces and answers and each.value:
            raise Refused(
                N_(
                    "{who} answered this hand-in on {day}: {step}; a correction cannot come behind "
                    "that"
                ),
                field="on",
                who=each.recorded_by,
                day=each.on,
                step=each.value.step,
            )


def _steps(session: Session, plan_id: str, key: str) -> list[Version[ReportAct]]:
    """The steps of one report that stand, in the order in which they take effect."""
    recorded = queries.versions(
        session, REPORT_ACT, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
    )
    return [each for each in recorded if each.key == key]


def _find_duty(plan: Plan, code: str) -> ReportDuty:
    """The duty with this code; refused where the plan has none."""
    found = next((duty for duty in plan.report_duties if duty.code == code), None)
    if found is None:
        raise Refused(
            N_("Plan {plan} has no report duty {duty}"), field="duty", plan=plan.id, duty=code
        )
    return found


def _check_rule(plan: Plan, duty: ReportDuty, rule: DueRule) -> None:
    if period_kind_of(duty) is None:
        raise Refused(
            N_("Duty {duty} has no fixed cadence, so no due day"), field="duty", duty=duty.code
        )
    if misfits(rule, duty):
        raise Refused(
            N_("This due day does not fit the cadence of duty {duty}: {cadence}"),
            field="rule",
            duty=duty.code,
            cadence=duty.cadence,
        )
    if rule.days and len(rule.days) != len(periods_of(duty, plan.year)):
        raise Refused(
            N_("Give a day for each report of the year: {count}"),
            field="rule",
            count=len(periods_of(duty, plan.year)),
        )
    twice = day_listed_twice(rule, plan.document.covered)
    if twice is not None:
        listed = rule.days[twice]
        raise Refused(
            N_("The day {day}/{month} stands on the list twice"),
            field="rule",
            day=listed.day,
            month=listed.month,
        )
    missing = missing_day(rule, duty, plan.document.covered)
    if missing is not None and not missing.ever:
        raise Refused(
            N_("Month {month} has no day {day}"), field="rule", month=missing.month, day=missing.day
        )
