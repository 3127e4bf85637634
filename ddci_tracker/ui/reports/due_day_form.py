"""Setting the due day that a plan left open, as a form in the drawer of the duty.

Every form of a due rule can be set that fits the cadence of the duty. The form shows at once
which days it comes to; the print stays as it is. It builds on the revision that whoever fills it
in has seen, and keeps what was chosen whoever came first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from typing import TypeVar

import streamlit as st

from ddci_tracker.domain.deadlines import (
    DueMonth,
    due_month_of,
    due_months,
    due_rule_in,
    missing_day,
    period_kind_of,
    periods_of,
)
from ddci_tracker.domain.periods import PeriodKind
from ddci_tracker.domain.plan import DayOfYear, DueRule
from ddci_tracker.services import reports
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.report_files import DutyFile
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import act_remarks, outcome, seen_revision
from ddci_tracker.ui.shared.autosave import kept_choice, kept_fields
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.deadlines import due_rule, weekday_name
from ddci_tracker.words.marking import N_

T = TypeVar("T")


class Form(StrEnum):
    """How a due rule says its day."""

    MONTH = "month"
    WEEK = "week"
    WORKING_DAYS = "working_days"
    YEAR = "year"


_FORMS = {
    Form.MONTH: N_("a day of a month"),
    Form.WEEK: N_("a day of the week"),
    Form.WORKING_DAYS: N_("working days"),
    Form.YEAR: N_("days of the year"),
}
_KINDS = {False: N_("before the day"), True: N_("by the day")}
_DAYS = tuple(range(1, 32))
_MOST_WORKING_DAYS = 30
_USUAL_DAY = 15
# Beside the days of a month: nothing at all would stand in its field as not chosen.
_END_OF_PERIOD = 0
_FRIDAY = 5


def is_late(file: DutyFile) -> bool:
    """Whether somebody else came first, which is told now: from here on it is seen."""
    late = seen_revision.seen(_form(file), file.revision) < file.revision
    seen_revision.sees(_form(file), file.revision)
    return late


def draw_due_day(look: Look, file: DutyFile) -> None:
    """Draw the form."""
    words, duty, holds = look.words, file.duty, file.rule if file.set_by_office else None
    kind = period_kind_of(duty)
    if kind is None:
        return
    with kept_fields(_form(file), {}, revision=seen_revision.seen(_form(file), file.revision)):
        rule = _draw_rule(file, kind, holds, words)
    _draw_days(file, rule, words)
    outcome.draw_told(words)
    with st.container(horizontal=True):
        st.button(
            words.text("Set the due day"),
            type="primary",
            on_click=_set,
            args=(file, rule, words),
            disabled=rule == holds,
        )
        if holds is not None:
            st.button(
                words.text("Take the due day back"),
                on_click=_unset,
                args=(file, words),
            )


def _draw_days(file: DutyFile, rule: DueRule, words: Words) -> None:
    """What a rule comes to, or why it cannot be set."""
    duty = file.duty
    try:
        days = reports.days_by_rule(
            state.tracker(), state.actor(), file.plan.id, duty.code, rule, now=state.now()
        )
    except Refused as refused:
        days, note = (), sentences_for(refused, words)[0]
    else:
        missing = missing_day(rule, duty, (file.plan.year,))
        note = (
            words.text(
                "Month {month} has no day {day}: its last day counts there",
                month=missing.month,
                day=missing.day,
            )
            if missing
            else ""
        )
    said = due_rule(rule, duty.cadence, words)
    drawing.put("reports/due_day.html", words, rule=said, days=days, note=note)


def _draw_rule(file: DutyFile, kind: PeriodKind, holds: DueRule | None, words: Words) -> DueRule:
    """The fields of the form that is chosen, and the rule that they say."""
    forms = _forms_of(file, kind)
    first = _form_of(holds) if holds else forms[0]
    form = st.segmented_control(
        words.text("Counted by"),
        forms,
        default=first,
        format_func=lambda each: formats.capital(words.text(_FORMS[each])),
        key=_kept(file, "form", forms, first),
        required=True,
    )
    # A rule of another form fills no field of this one.
    holds = holds if holds and _form_of(holds) == form else None
    if form == Form.WORKING_DAYS:
        return _draw_working_days(file, holds, words)
    usually = holds is None or _first_is_inclusive(holds)
    inclusive = bool(
        st.segmented_control(
            words.text("The report comes"),
            list(_KINDS),
            default=usually,
            format_func=lambda each: formats.capital(words.text(_KINDS[each])),
            key=_kept(file, "kind", list(_KINDS), usually),
            required=True,
        )
    )
    if form == Form.WEEK:
        weekday = _choice(
            file,
            "weekday",
            words.text("Day of the week"),
            range(1, 8),
            (holds.weekday if holds else None) or _FRIDAY,
            lambda each: weekday_name(each, words),
        )
        return DueRule(inclusive=inclusive, weekday=weekday)
    if form == Form.YEAR:
        return _draw_days_of_year(file, holds, words, inclusive=inclusive)
    day = _draw_day(file, "day", (holds.day if holds else None) or _USUAL_DAY, words)
    rule_in = partial(due_rule_in, kind, inclusive=inclusive, day=day)
    months = due_months(kind)
    usual = DueMonth(number=kind.months)
    month = _choice(
        file,
        "month",
        words.text("Month"),
        months,
        due_month_of(holds, kind) if holds else usual,
        lambda each: formats.capital(due_rule(rule_in(month=each), file.duty.cadence, words)),
    )
    return rule_in(month=month)


def _forms_of(file: DutyFile, kind: PeriodKind) -> list[Form]:
    """The forms that fit a duty: several days a year only where there are several reports."""
    if kind is PeriodKind.WEEK:
        return [Form.WEEK, Form.WORKING_DAYS]
    several = len(periods_of(file.duty, file.plan.year)) > 1
    return [Form.MONTH, Form.WORKING_DAYS, *((Form.YEAR,) if several else ())]


def _form_of(rule: DueRule) -> Form:
    if rule.days:
        return Form.YEAR
    if rule.working_days is not None:
        return Form.WORKING_DAYS
    return Form.MONTH if rule.weekday is None else Form.WEEK


def _first_is_inclusive(rule: DueRule) -> bool:
    return rule.days[0].inclusive if rule.days else rule.inclusive


def _draw_working_days(file: DutyFile, holds: DueRule | None, words: Words) -> DueRule:
    count = _choice(
        file,
        "working-days",
        words.text("Working days"),
        range(1, _MOST_WORKING_DAYS + 1),
        (holds.working_days if holds else None) or 2,
        str,
    )
    after = _choice(
        file,
        "after",
        words.text("Counted after"),
        (_END_OF_PERIOD, *_DAYS),
        (holds.after_day if holds else None) or _END_OF_PERIOD,
        lambda each: (
            words.text("the end of the period")
            if each == _END_OF_PERIOD
            else words.text("day {day} of its last month", day=each)
        ),
    )
    after_day = None if after == _END_OF_PERIOD else after
    return DueRule(inclusive=True, working_days=count, after_day=after_day)


def _draw_days_of_year(
    file: DutyFile, holds: DueRule | None, words: Words, *, inclusive: bool
) -> DueRule:
    """A day and a month for each report of the year, in their order."""
    listed = []
    months = due_months(PeriodKind.YEAR)
    for number, period in enumerate(periods_of(file.duty, file.plan.year)):
        held = holds.days[number] if holds and number < len(holds.days) else None
        said = formats.capital(formats.short_period(period, words))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            day = _draw_day(
                file,
                f"day-{number}",
                held.day if held else _USUAL_DAY,
                words,
                label=words.text("{period}, day", period=said),
            )
            month = _choice(
                file,
                f"month-{number}",
                words.text("Month"),
                months,
                DueMonth(number=held.month, of_next_year=held.of_next_year)
                if held
                else DueMonth(number=period.last_day.month),
                lambda each: _month_of_year(each, words),
            )
        listed.append(
            DayOfYear(
                inclusive=inclusive,
                day=day,
                month=month.number,
                of_next_year=month.of_next_year,
            )
        )
    return DueRule(inclusive=True, days=tuple(listed))


def _month_of_year(month: DueMonth, words: Words) -> str:
    if month.of_next_year:
        return words.text("month {number} of the following year", number=month.number)
    return words.text("month {number}", number=month.number)


def _draw_day(
    file: DutyFile, field: str, usual: int, words: Words, *, label: str | None = None
) -> int:
    return _choice(file, field, label or words.text("Day of the month"), _DAYS, usual, str)


def _choice(
    file: DutyFile,
    field: str,
    label: str,
    options: Sequence[T],
    usual: T,
    said: Callable[[T], str],
) -> T:
    listed = list(options)
    place = listed.index(usual) if usual in listed else 0
    return st.selectbox(
        label,
        listed,
        index=place,
        format_func=said,
        key=_kept(file, field, listed, listed[place]),
    )


def _kept(file: DutyFile, field: str, options: Sequence[object], stands: object) -> str:
    return kept_choice(_form(file), field, _key(file, field), options, stands=stands)


def _key(file: DutyFile, field: str) -> str:
    return f"due-{field}:{file.plan.id}:{file.duty.code}"


def _form(file: DutyFile) -> str:
    """What the browser calls the form."""
    return f"due-day/{file.plan.id}/{file.duty.code}"


def _act(file: DutyFile) -> Act:
    on = today_in(state.tracker(), state.actor(), file.plan.id, now=state.now())
    revision = seen_revision.seen(_form(file), file.revision)
    return Act(actor=state.actor(), now=state.now(), on=on, revision=revision)


def _set(file: DutyFile, rule: DueRule, words: Words) -> None:
    def do() -> Callable[[], object]:
        made = reports.set_due(state.tracker(), file.plan.id, file.duty.code, rule, _act(file))
        seen_revision.sees(_form(file), made.revision)
        return partial(_bring_back, file)

    outcome.attempt(
        do,
        words.text("The due day is set"),
        words,
        besides=lambda: act_remarks.of_day(file.plan.id, words),
    )


def _unset(file: DutyFile, words: Words) -> None:
    def do() -> Callable[[], object]:
        made = reports.unset_due(state.tracker(), file.plan.id, file.duty.code, _act(file))
        seen_revision.sees(_form(file), made.revision)
        return partial(_bring_back, file)

    outcome.attempt(
        do,
        words.text("The due day was taken back"),
        words,
        besides=lambda: act_remarks.of_day(file.plan.id, words),
    )


def _bring_back(file: DutyFile) -> None:
    """What held before, as the file knew it."""
    tracker, plan, duty, act = state.tracker(), file.plan.id, file.duty.code, _act(file)
    if file.set_by_office and file.rule is not None:
        made = reports.set_due(tracker, plan, duty, file.rule, act)
    else:
        made = reports.unset_due(tracker, plan, duty, act)
    seen_revision.sees(_form(file), made.revision)
