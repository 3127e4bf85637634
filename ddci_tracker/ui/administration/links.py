"""Links that open the tracker without a password: meeting-room screens, made and revoked here.

Calendars are made where the reports are; here they are only listed and revoked.
"""

from __future__ import annotations

import streamlit as st

from ddci_tracker.domain.views import Board
from ddci_tracker.services import links
from ddci_tracker.services.links import Purpose
from ddci_tracker.services.permissions import Action
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.shared import outcome, secret_addresses
from ddci_tracker.ui.shared.autosave import kept_fields, let_go
from ddci_tracker.words import plan_names
from ddci_tracker.words.catalogue import Words

_FORM, _PLACE = "screen", "screen-place"
# The address that was just made: it is shown until something else is done, and kept nowhere.
_NEW = "screen-address"


def draw(chosen: Selection, board: Board | None) -> None:
    """Draw the links of the agency of this plan, and the form for one more screen."""
    words = chosen.words
    if board is None:
        drawing.put(
            "shared/say.html",
            words,
            said=words.text("Addresses are made for an agency once it has a plan here."),
        )
        return
    agency = board.plan.agency.code
    if not state.actor().may(Action.MAKE_LINK, agency=agency):
        drawing.put("administration/nothing.html", words)
        return
    drawing.put("administration/links_about.html", words, agency=board.plan.agency.name)
    with (
        kept_fields(_FORM, {"place": _PLACE}),
        st.container(horizontal=True, vertical_alignment="bottom", key="screen-form"),
    ):
        st.text_input(
            words.text("Where the screen hangs"),
            key=_PLACE,
            placeholder=words.text("Meeting room on floor 2"),
            width=360,
        )
        st.button(
            words.text("Make an address"),
            type="primary",
            icon=":material/add_link:",
            key="screen-make",
            on_click=_make,
            args=(agency, words),
        )
    outcome.draw_told(words, {"place": words.text("Where the screen hangs")})
    secret_addresses.draw_new(_NEW, "administration/new_link.html", words)
    _draw_list(board, words)


def _draw_list(board: Board, words: Words) -> None:
    agency = board.plan.agency.code
    kept = links.list_links(state.tracker(), state.actor(), agency)
    drawing.put("administration/links.html", words, count=len(kept))
    secret_addresses.draw_links(
        kept,
        "administration/link.html",
        words,
        new=_NEW,
        shown=lambda link: {
            "screen": link.purpose is Purpose.DISPLAY,
            "unit": plan_names.unit_name(board.plan, link.unit) if link.unit else None,
        },
    )


def _make(agency: str, words: Words) -> None:
    def do() -> None:
        st.session_state.pop(_NEW, None)
        token = links.make_display_link(
            state.tracker(),
            state.actor(),
            agency,
            st.session_state.get(_PLACE, ""),
            now=state.now(),
        )
        st.session_state[_NEW] = secret_addresses.address_of(Purpose.DISPLAY, token)
        let_go(_FORM, {"place": _PLACE})
        st.session_state[_PLACE] = ""

    outcome.attempt(do, words.text("The address was made"), words)
