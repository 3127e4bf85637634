"""Setting the due day that a plan left open, as a form in the drawer of the duty.

The form shows at once which days it comes to; the print stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from ddci_tracker.domain.deadlines import (
    due_rule_in,
    last_day_in_time,
    month_named,
    period_kind_of,
    periods_of,
)
from ddci_tracker.domain.plan import DueRule
from ddci_tracker.services import reports
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.report_files import DutyFile
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import outcome
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.deadlines import due_rule
from ddci_tracker.words.marking import N_

_KINDS = {False: N_("before the day"), True: N_("by the day")}
# Stands among the months of a period for the first one of the next.
_NEXT = 0
_USUAL_DAY = 15


def draw_due_day(look: Look, file: DutyFile) -> None:
    """Draw the form; it builds on the revision that the drawer shows."""
    words, duty, holds = look.words, file.duty, file.rule if file.set_by_office else None
    inclusive = st.segmented_control(
        words.text("The report comes"),
        list(_KINDS),
        default=holds is None or holds.inclusive,
        format_func=lambda each: formats.capital(words.text(_KINDS[each])),
        key=_key(file, "kind"),
        required=True,
    )
    days = list(range(1, 32))
    day = st.selectbox(
        words.text("Day of the month"),
        days,
        index=days.index((holds.day if holds else None) or _USUAL_DAY),
        key=_key(file, "day"),
    )
    period = period_kind_of(duty)
    # The last month of the period is the usual one; the first one of the next comes last.
    months = [*range(1, period.months + 1 if period else 2), _NEXT]
    rule_in = partial(due_rule_in, period, inclusive=bool(inclusive), day=int(day))
    month = st.selectbox(
        words.text("Month"),
        months,
        index=_index(months, holds, len(months) - 2),
        format_func=lambda number: formats.capital(
            due_rule(rule_in(month=number), duty.cadence, words)
        ),
        key=_key(file, "month"),
    )
    rule = rule_in(month=month)
    drawing.put(
        "reports/due_day.html",
        words,
        rule=due_rule(rule, duty.cadence, words),
        days=[
            (period, last_day_in_time(rule, period)) for period in periods_of(duty, file.plan.year)
        ],
    )
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


def _key(file: DutyFile, field: str) -> str:
    return f"due-{field}:{file.plan.id}:{file.duty.code}:{file.revision}"


def _index(months: list[int], holds: DueRule | None, usual: int) -> int:
    if holds is None:
        return usual
    if holds.of_next_period:
        return months.index(_NEXT)
    named = month_named(holds)
    return months.index(named) if named in months else usual


def _act(file: DutyFile, revision: int) -> Act:
    on = today_in(state.tracker(), state.actor(), file.plan.id, now=state.now())
    return Act(actor=state.actor(), now=state.now(), on=on, revision=revision)


def _set(file: DutyFile, rule: DueRule, words: Words) -> None:
    def do() -> Callable[[], object]:
        made = reports.set_due(
            state.tracker(), file.plan.id, file.duty.code, rule, _act(file, file.revision)
        )
        return partial(_bring_back, file, made.revision)

    outcome.attempt(do, words.text("The due day is set"), words)


def _unset(file: DutyFile, words: Words) -> None:
    def do() -> Callable[[], object]:
        made = reports.unset_due(
            state.tracker(), file.plan.id, file.duty.code, _act(file, file.revision)
        )
        return partial(_bring_back, file, made.revision)

    outcome.attempt(do, words.text("The due day was taken back"), words)


def _bring_back(file: DutyFile, revision: int) -> object:
    """What held before, as the file knew it."""
    act = _act(file, revision)
    if file.set_by_office and file.rule is not None:
        return reports.set_due(state.tracker(), file.plan.id, file.duty.code, file.rule, act)
    return reports.unset_due(state.tracker(), file.plan.id, file.duty.code, act)
