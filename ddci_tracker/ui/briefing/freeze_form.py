"""Freezing a month by hand, and setting the day on which it freezes by itself."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.services import freeze_schedule, frozen_months
from ddci_tracker.services.boards import usual_day
from ddci_tracker.services.freeze_schedule import FreezeDay
from ddci_tracker.services.frozen_months import KeptMonth
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import outcome, seen_revision
from ddci_tracker.ui.shared.autosave import choices_closed, kept_choice, kept_fields
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words

# The parameter of the address that names the form which is open.
_OPEN, _BY_HAND_FORM, _BY_ITSELF_FORM = "freeze", "month", "schedule"
_MONTH, _DAY, _SET_DAY = "freezing-month", "freezing-day", "freezing-set-day"
_BY_HAND = 0
_LAST_DAY = 31


def draw_buttons(look: Look, kept: tuple[KeptMonth, ...]) -> None:
    """Draw the two buttons, and the drawer that one of them has opened."""
    words, months = look.words, months_to_freeze(look)
    st.button(
        words.text("Freezes by itself…"),
        icon=":material/schedule:",
        on_click=_open,
        args=(_BY_ITSELF_FORM,),
    )
    if months:
        st.button(
            words.text("Freeze a month…"),
            icon=":material/lock:",
            type="primary",
            on_click=_open,
            args=(_BY_HAND_FORM,),
        )
    opened = st.query_params.get(_OPEN)
    if opened == _BY_HAND_FORM and months:
        title = words.text("Freeze a month")
        st.dialog(title, on_dismiss=close)(_draw_freezing)(look, kept, months)
    elif opened == _BY_ITSELF_FORM:
        title = words.text("Freezes by itself")
        st.dialog(title, on_dismiss=close)(_draw_by_itself)(look)


def is_open() -> bool:
    """Whether one of the forms stands over the screen."""
    return _OPEN in st.query_params


def _open(which: str) -> None:
    outcome.forget()
    seen_revision.forget()
    state.choose(_OPEN, which)


def close() -> None:
    """Close whichever form is open."""
    choices_closed()
    state.choose(_OPEN, None)


def months_to_freeze(look: Look) -> tuple[Period, ...]:
    """The months that can be frozen: begun, and not over before the plan was issued."""
    plan, today = look.board.plan, today_in_plan(look)
    return tuple(
        month
        for month in Period.all_in(PeriodKind.MONTH, plan.year)
        if month.first_day <= today and plan.document.counts_from <= month.last_day
    )


def today_in_plan(look: Look) -> date:
    return usual_day(state.tracker(), state.actor(), look.board.plan.id, now=state.now())


def likely_month(months: tuple[Period, ...], kept: tuple[KeptMonth, ...], today: date) -> Period:
    """The last month that is over, if nobody has frozen it; else the one that runs."""
    over = [month for month in months if month.last_day <= today]
    frozen = {each.month for each in kept}
    return over[-1] if over and over[-1] not in frozen else months[-1]


def _draw_freezing(look: Look, kept: tuple[KeptMonth, ...], months: tuple[Period, ...]) -> None:
    words, today = look.words, today_in_plan(look)
    by_name = {str(month): month for month in reversed(months)}
    form, likely = f"freeze/{look.board.plan.id}", str(likely_month(months, kept, today))
    with kept_fields(form, {}):
        month = by_name[
            st.selectbox(
                words.text("Month"),
                list(by_name),
                index=list(by_name).index(likely),
                format_func=lambda name: formats.capital(formats.period(by_name[name], words)),
                key=kept_choice(form, "month", _MONTH, list(by_name), stands=likely),
            )
        ]
        first = max(month.first_day, look.board.plan.document.counts_from)
        last = min(month.last_day, today)
        of_month = f"{_DAY}-{month}"
        day = st.date_input(
            words.text("Figures as of day"),
            value=last,
            min_value=first,
            max_value=last,
            format="DD/MM/YYYY",
            key=kept_choice(form, of_month, of_month, None, stands=last),
        )
    editions = [each for each in kept if each.month == month]
    drawing.put(
        "briefing/freeze_form.html",
        words,
        month=month,
        edition=len(editions) + 1,
        last=editions[-1] if editions else None,
        over=day == month.last_day,
        as_of=day,
        illustration=look.board.plan.illustration,
    )
    outcome.draw_told(words)
    st.button(
        words.text("Freeze {month}", month=month),
        type="primary",
        icon=":material/lock:",
        on_click=_freeze,
        args=(look.board.plan.id, month, day, words),
    )


def _freeze(plan_id: str, month: Period, day: date, words: Words) -> None:
    def act() -> None:
        kept = frozen_months.freeze(
            state.tracker(), state.actor(), plan_id, month, now=state.now(), as_of=day
        )
        close()
        st.query_params["month"] = kept.name

    outcome.attempt(act, words.text("Frozen: {month}", month=month), words)


def _draw_by_itself(look: Look) -> None:
    words, plan_id = look.words, look.board.plan.id
    stands = freeze_schedule.freeze_day_of(state.tracker(), state.actor(), plan_id)
    drawing.put("briefing/freeze_schedule.html", words, stands=stands, last_day=_LAST_DAY)
    form, days = f"freeze-day/{plan_id}", [_BY_HAND, *range(1, _LAST_DAY + 1)]
    seen_revision.tell_if_overtaken(form, _day_that_stands(stands), words)
    with kept_fields(form, {}, revision=_day_that_stands(stands)):
        day = st.selectbox(
            words.text("Freeze when this day of the month is over"),
            days,
            index=days.index(_day_that_stands(stands)),
            format_func=lambda each: _day_name(each, words),
            key=kept_choice(form, "day", _SET_DAY, days, stands=_day_that_stands(stands)),
        )
    outcome.draw_told(words)
    st.button(
        words.text("Save"),
        type="primary",
        on_click=_set_day,
        args=(plan_id, day, _day_that_stands(stands), words),
        disabled=day == _day_that_stands(stands),
    )


def _day_that_stands(stands: FreezeDay | None) -> int:
    return stands.day if stands else _BY_HAND


def _day_name(day: int, words: Words) -> str:
    if day == _BY_HAND:
        return words.text("By hand only")
    if day == _LAST_DAY:
        return words.text("The last day of the month")
    return words.text("Day {day}", day=day)


def _set_day(plan_id: str, day: int, seen: int, words: Words) -> None:
    def act() -> None:
        freeze_schedule.set_freeze_day(
            state.tracker(), state.actor(), plan_id, day or None, now=state.now(), seen=seen
        )
        close()

    outcome.attempt(act, words.text("Saved"), words)
