"""The frame around every screen: which plan is looked at, from when, how fresh it is.

A page asks ``open_board`` first. Where there is nothing to show it says so and the page ends; a
page that has something to show without any plan asks ``open_any``.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.services.acts_ahead import acts_ahead
from ddci_tracker.services.boards import (
    PlanEntry,
    list_plans,
    look_at,
    plan_to_show,
    read_content,
    today_in,
    usual_day,
)
from ddci_tracker.services.failures import UnknownPlan, sentences_for_anybody
from ddci_tracker.services.permissions import Action, Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import KEPT
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.frame import taking_away, time_machine
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.catalogue import Language, Words, languages

_PICKS = "frame.picks"


def open_board(*, dense: bool = True) -> Look:
    """The board that the address asks for, under its header; ends the page where there is none.

    ``dense``: a screen for work. Otherwise it is one to be seen from afar.
    """
    look = open_any(dense=dense)
    if look is None:
        st.stop()
    return look


def open_any(*, dense: bool = True, begins: bool = False) -> Look | None:
    """Like ``open_board``; None, under a header that says so, while there is no plan at all.

    ``begins``: the page itself is where somebody begins one, and says it.
    """
    chosen = state.selection()
    plans = list_plans(state.tracker(), state.actor())
    if not plans:
        may_begin = Action.LOAD_PLAN in state.actor().actions
        if not (begins and may_begin):
            start = chosen.link(paths.PLAN) if may_begin else None
            drawing.put("frame/empty.html", chosen.words, start=start)
        return None
    entry = _entry(plans, chosen)
    try:
        board = look_at(
            state.tracker(),
            state.actor(),
            entry.id,
            now=state.now(),
            as_of=chosen.as_of,
            known_at=chosen.known_at,
            quarter=_quarter_in(entry, chosen.quarter),
        )
        look = Look(board=board, selection=chosen, read_only=_looks_back(entry.id, chosen))
    except (UnknownPlan, Forbidden, Refused) as error:
        st.error("\n\n".join(sentences_for_anybody(error, chosen.words)))
        _offer_today(chosen)
        st.stop()
    _header(look, plans, dense=dense)
    return look


def _entry(plans: tuple[PlanEntry, ...], chosen: Selection) -> PlanEntry:
    """The plan asked for, else the one that is shown where none is."""
    found = next((entry for entry in plans if entry.id == chosen.plan), None)
    if found is None and chosen.plan is not None:
        st.warning(chosen.words.text("There is no plan {plan}", plan=chosen.plan))
    shown = found or plan_to_show(state.tracker(), state.actor(), plans, now=state.now())
    if shown is None:
        raise ValueError("no plan to choose from")
    return shown


def _looks_back(plan_id: str, chosen: Selection) -> bool:
    """Whether the address asks for an earlier day, or for what was known at an earlier moment."""
    if chosen.known_at is not None:
        return True
    if chosen.as_of is None:
        return False
    usual = usual_day(state.tracker(), state.actor(), plan_id, now=state.now())
    return chosen.as_of < usual


def _quarter_in(entry: PlanEntry, asked: Period | None) -> Period | None:
    """The quarter asked for, where it is one of the plan's years."""
    if asked is None:
        return None
    plan = read_content(state.tracker(), state.actor(), entry.id, now=state.now())
    return asked if plan.covers(asked.year) else None


def _draw_acts_ahead(look: Look) -> None:
    """Ask whoever may say it when acts were done whose day a clock that ran ahead has given."""
    plan, actor = look.board.plan, state.actor()
    may_say = actor.may(Action.LOAD_PLAN, agency=plan.agency.code)
    if plan.illustration or look.read_only or not may_say:
        return
    found = acts_ahead(state.tracker(), actor, plan.id, now=state.now())
    if found:
        first = f"{found[0].what}~{found[0].key}"
        settle = look.link(paths.HISTORY, ahead=first)
        drawing.put("frame/acts_ahead.html", look.words, count=len(found), settle=settle)


def _header(look: Look, plans: tuple[PlanEntry, ...], *, dense: bool) -> None:
    if look.board.plan.illustration:
        may_remove = Action.MANAGE_ILLUSTRATION in state.actor().actions
        drawing.put(
            "frame/illustration.html",
            look.words,
            own_day=look.board.plan.today or look.board.as_of,
            remove=look.link(paths.ADMINISTRATION, part="state") if may_remove else None,
        )
    _draw_acts_ahead(look)
    if look.read_only:
        time_machine.draw_band(look)
    with st.container(
        horizontal=True,
        wrap=False,
        vertical_alignment="center",
        gap="small",
        key="ddci-header",
    ):
        names = plan_names.unit_names(look.board.plan)
        drawing.put(
            "frame/header.html",
            look.words,
            board=look.board,
            names=names,
            dense=dense,
            quick=_quick_view(look),
            search=_search(look),
            units=look.link(paths.UNITS),
            tabs=_tabs(look),
        )
        taking_away.draw_ways_out(look)
        _controls(look, plans)


def _tabs(look: Look) -> list[tuple[str, str, bool]]:
    """What a thumb reaches at the lower edge of a phone: name, link, and whether it is here."""
    words, may = look.words, state.actor().may
    works = may(Action.UPDATE_TASK, agency=look.board.plan.agency.code)
    screens = (
        (words.text("Overview"), paths.OVERVIEW),
        (words.text("Sub-indices"), paths.SUB_INDEX),
        (words.text("To act on"), paths.ATTENTION),
        (words.text("My work"), paths.MY_WORK)
        if works
        else (words.text("Meeting conclusions"), paths.CONCLUSIONS),
        (words.text("Reports"), paths.REPORTS),
    )
    here = urlsplit(st.context.url or "").path
    return [(name, look.link(path), path == here) for name, path in screens]


def _quick_view(look: Look) -> str | None:
    """The same plan on a page that stands at once, which shows today alone."""
    if look.read_only:
        return None
    parameters = {"plan": look.board.plan.id, "lang": look.words.language.parameter}
    return drawing.link(paths.QUICK_VIEW, **parameters)


def _search(look: Look) -> str:
    """The search on a page of its own; over a screen it opens in place."""
    parameters = {"plan": look.board.plan.id, "lang": look.words.language.parameter}
    return drawing.link(paths.SEARCH, **parameters)


def _controls(look: Look, plans: tuple[PlanEntry, ...]) -> None:
    """Plan, quarter, day and language, behind one button."""
    words, board, day = look.words, look.board, vietnamese_day(state.now())
    with st.popover(words.text("Change view"), icon=":material/tune:", width="content"):
        ids = [entry.id for entry in plans]
        plan_key = _key("plan", board.plan.id)
        st.selectbox(
            words.text("Plan"),
            ids,
            index=ids.index(board.plan.id),
            key=plan_key,
            on_change=_pick_plan,
            args=(plan_key,),
            format_func=_captions(state.tracker(), plans, words, day).__getitem__,
            placeholder=words.text("Plan"),
        )
        _draw_years(look)
        quarters = Period.all_in(PeriodKind.QUARTER, board.plan.year)
        quarter_key = _key("quarter", board.plan.id, board.quarter)
        st.segmented_control(
            words.text("Quarter"),
            [str(quarter) for quarter in quarters],
            default=str(board.quarter),
            format_func=lambda written: formats.roman(Period.parse(written)),
            key=quarter_key,
            required=True,
            on_change=_pick_quarter,
            args=(quarter_key,),
        )
        day_key = _key("day", board.plan.id, board.as_of)
        st.date_input(
            words.text("As of day"),
            value=board.as_of,
            min_value=min(board.as_of, date(board.plan.year - 1, 1, 1)),
            max_value=max(board.as_of, date(board.plan.year + 1, 12, 31)),
            format="DD/MM/YYYY",
            key=day_key,
            on_change=_pick_day,
            args=(day_key,),
        )
        time_machine.draw_months(look)
        _offer_today(look.selection)
        language_key = _key("language", look.selection.language)
        st.segmented_control(
            words.text("Language"),
            [str(language) for language in languages()],
            default=str(look.selection.language),
            format_func=lambda code: Language(code).own_name,
            key=language_key,
            required=True,
            on_change=_pick_language,
            args=(language_key,),
        )


def _key(what: str, *shown: object) -> str:
    """The key of a control that shows what is looked at; another one once it was picked from.

    Whoever goes back at once would find their pick in it, and the board of before beside it.
    """
    picks = st.session_state.get(_PICKS, 0)
    return "-".join(map(str, ("pick", what, *shown, picks)))


def _picked(key: str) -> Any:
    """What was picked; from a callback."""
    st.session_state[_PICKS] = st.session_state.get(_PICKS, 0) + 1
    return st.session_state[key]


@lru_cache(maxsize=KEPT)
def _captions(
    tracker: Tracker, plans: tuple[PlanEntry, ...], words: Words, day: date
) -> dict[str, str]:
    """What each plan is called: by agency, indices and year, with its code for who looks for it.

    ``tracker`` and ``day`` tell them apart: names are those of today.
    """
    return {entry.id: _caption(entry, words) for entry in plans}


def _caption(entry: PlanEntry, words: Words) -> str:
    plan = read_content(state.tracker(), state.actor(), entry.id, now=state.now())
    indices = formats.listed(plan.indices, words)
    return f"{plan.agency.name}, {indices} {plan.document.first_year} ({entry.id})"


def _draw_years(look: Look) -> None:
    """The years of a plan of several, each looked at by itself."""
    plan, words = look.board.plan, look.words
    if plan.document.years is None:
        return
    key = _key("year", plan.id, plan.year)
    st.selectbox(
        words.text("Year"),
        list(plan.document.covered),
        index=plan.year - plan.document.first_year,
        key=key,
        on_change=_pick_year,
        args=(key, plan.id),
    )


def _pick_year(key: str, plan_id: str) -> None:
    """Look at a year: this one as of today, one that is over in its last quarter, one to come in
    its first."""
    year = _picked(key)
    today = today_in(state.tracker(), state.actor(), plan_id, now=state.now())
    number = 4 if year < today.year else 1
    state.choose("quarter", None if year == today.year else str(Period.quarter(year, number)))
    _back_to_today()


def _pick_plan(key: str) -> None:
    # The quarter and the day belong to the plan that was looked at before.
    state.choose("plan", _picked(key))
    state.choose("quarter", None)
    _back_to_today()


def _offer_today(chosen: Selection) -> None:
    if chosen.as_of is not None or chosen.known_at is not None:
        st.button(chosen.words.text("Back to today"), on_click=_back_to_today)


def _back_to_today() -> None:
    state.choose("as_of", None)
    state.choose("known_at", None)


def _pick_quarter(key: str) -> None:
    state.choose("quarter", _picked(key))


def _pick_day(key: str) -> None:
    state.choose("as_of", str(_picked(key)))
    state.choose("known_at", None)


def _pick_language(key: str) -> None:
    state.choose("lang", Language(_picked(key)).parameter)
