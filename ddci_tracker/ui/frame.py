"""The frame around every screen: which plan is looked at, from when, how fresh it is.

A page asks ``open_board`` first. Where there is nothing to show it says so and the page ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.views import Board
from ddci_tracker.services.failures import UnknownPlan, sentences_for
from ddci_tracker.services.looking import PlanEntry, list_plans, look_at
from ddci_tracker.services.permissions import Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui import drawing, state
from ddci_tracker.ui.state import Selection
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A board with what is needed to draw it."""

    board: Board
    selection: Selection

    @property
    def words(self) -> Words:
        return self.selection.words

    def link(self, path: str, **parameters: str | None) -> str:
        """The address of another screen that looks at the same plan, quarter and day."""
        kept = {**self.selection.parameters(), "plan": self.board.plan.id}
        return drawing.link(path, **{**kept, **parameters})


def open_board(*, dense: bool = True) -> Look:
    """The board that the address asks for, under its header; ends the page where there is none.

    ``dense``: a screen for work. Otherwise it is one to be seen from afar.
    """
    chosen = state.selection()
    plans = list_plans(state.tracker(), state.actor())
    if not plans:
        drawing.put("empty.html", chosen.words)
        st.stop()
    entry = _entry(plans, chosen)
    try:
        board = look_at(
            state.tracker(),
            state.actor(),
            entry.id,
            now=state.now(),
            as_of=chosen.as_of,
            quarter=_quarter_in(entry.year, chosen.quarter),
        )
    except (UnknownPlan, Forbidden, Refused) as error:
        st.error("\n\n".join(sentences_for(error, chosen.words)))
        st.stop()
    look = Look(board=board, selection=chosen)
    _header(look, plans, dense=dense)
    return look


def _entry(plans: tuple[PlanEntry, ...], chosen: Selection) -> PlanEntry:
    """The plan asked for; else the illustration while it is here, else the newest."""
    found = next((entry for entry in plans if entry.id == chosen.plan), None)
    if found is None and chosen.plan is not None:
        st.warning(chosen.words.text("There is no plan {plan}", plan=chosen.plan))
    return found or max(plans, key=lambda entry: (entry.illustration, entry.year, entry.id))


def _quarter_in(year: int, asked: Period | None) -> Period | None:
    return asked if asked is not None and asked.year == year else None


def _header(look: Look, plans: tuple[PlanEntry, ...], *, dense: bool) -> None:
    if look.board.plan.illustration:
        drawing.put("illustration.html", look.words)
    with st.container(
        horizontal=True,
        wrap=False,
        vertical_alignment="center",
        gap="small",
        key="ddci-header",
    ):
        names = drawing.unit_names(look.board.plan)
        drawing.put("header.html", look.words, board=look.board, names=names, dense=dense)
        _controls(look, plans)


def _controls(look: Look, plans: tuple[PlanEntry, ...]) -> None:
    """Plan, quarter, day and language, behind one button."""
    words, board = look.words, look.board
    with st.popover(words.text("Change view"), icon=":material/tune:", width="content"):
        ids = [entry.id for entry in plans]
        plan_key = f"pick-plan-{board.plan.id}"
        st.selectbox(
            words.text("Plan"),
            ids,
            index=ids.index(board.plan.id),
            key=plan_key,
            on_change=_pick_plan,
            args=(plan_key,),
            placeholder=words.text("Plan"),
        )
        quarters = Period.all_in(PeriodKind.QUARTER, board.plan.year)
        st.segmented_control(
            words.text("Quarter"),
            [str(quarter) for quarter in quarters],
            default=str(board.quarter),
            format_func=lambda written: formats.roman(Period.parse(written)),
            key=f"pick-quarter-{board.plan.id}-{board.quarter}",
            required=True,
            on_change=_pick_quarter,
            args=(f"pick-quarter-{board.plan.id}-{board.quarter}",),
        )
        day_key = f"pick-day-{board.plan.id}-{board.as_of}"
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
        if look.selection.as_of is not None:
            st.button(words.text("Back to today"), on_click=state.choose, args=("as_of", None))
        language_key = f"pick-language-{look.selection.language}"
        st.segmented_control(
            words.text("Language"),
            [str(language) for language in Language],
            default=str(look.selection.language),
            format_func={"vi": "Tiếng Việt", "en": "English"}.__getitem__,
            key=language_key,
            required=True,
            on_change=_pick_language,
            args=(language_key,),
        )


def _pick_plan(key: str) -> None:
    # The quarter and the day belong to the plan that was looked at before.
    state.choose("plan", st.session_state[key])
    state.choose("quarter", None)
    state.choose("as_of", None)


def _pick_quarter(key: str) -> None:
    state.choose("quarter", st.session_state[key])


def _pick_day(key: str) -> None:
    state.choose("as_of", str(st.session_state[key]))


def _pick_language(key: str) -> None:
    picked = st.session_state[key]
    state.choose("lang", None if picked == Language.VI else picked)
