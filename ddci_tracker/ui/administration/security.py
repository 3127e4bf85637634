"""The part of Quản trị that shows what happened to accounts, sign-ins and addresses given out."""

from __future__ import annotations

from ddci_tracker.domain.views import Board
from ddci_tracker.services import security_log
from ddci_tracker.services.security_log import EVENT_NAMES, KEPT_DAYS, Event, KeptEvent
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.words.catalogue import Words

_FAILURES = (Event.FAILED, Event.HELD_OFF, Event.CODE_FAILED, Event.OUTSIDE)


def _name(event: KeptEvent, words: Words) -> str:
    name = words.text(EVENT_NAMES[Event(event.what)])
    if event.what != Event.HELD_OFF or not event.detail:
        return name
    return words.text("{what}, {count} times", what=name, count=int(event.detail))


def draw(chosen: Selection, _board: Board | None) -> None:
    """Draw the newest events."""
    words = chosen.words
    drawing.put(
        "administration/security.html",
        words,
        days=KEPT_DAYS,
        events=[
            (each, _name(each, words), each.what in _FAILURES)
            for each in security_log.read_log(state.tracker(), state.actor())
        ],
    )
