"""Links that open the tracker without a password: meeting-room screens, made and revoked here.

Calendars are made where the reports are; here they are only listed and revoked.
"""

from __future__ import annotations

from ddci_tracker.domain.views import Board
from ddci_tracker.services import links
from ddci_tracker.services.links import LinkView, Purpose
from ddci_tracker.services.permissions import Action
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.shared import given_out
from ddci_tracker.ui.shared.given_out import Called, Making
from ddci_tracker.words import plan_names
from ddci_tracker.words.catalogue import Words


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
    making = _making(words)

    def make(place: str) -> str:
        token = links.make_display_link(
            state.tracker(), state.actor(), agency, place, now=state.now()
        )
        return given_out.address_of(Purpose.DISPLAY, token)

    given_out.draw_making(making, make, words)
    kept = links.list_links(state.tracker(), state.actor(), agency)
    drawing.put("administration/links.html", words, count=len(kept))
    given_out.draw_links(kept, lambda link: _called(link, board, words), words, new=making.new)


def _making(words: Words) -> Making:
    return Making(
        form="screen",
        field="place",
        label=words.text("Where the screen hangs"),
        hint=words.text("Meeting room on floor 2"),
        button=words.text("Make an address"),
        icon=":material/add_link:",
        copy=words.text("Copy the address now: it is shown only this once."),
        made=words.text("The address was made"),
    )


def _called(link: LinkView, board: Board, words: Words) -> Called:
    if link.purpose is Purpose.DISPLAY:
        return Called(kind=words.text("Meeting-room screen"), name=link.place or "")
    unit = plan_names.unit_name(board.plan, link.unit) if link.unit else words.text("All units")
    return Called(kind=words.text("Calendar of due days"), name=unit)
