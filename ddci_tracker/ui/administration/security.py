"""The part of Quản trị that shows what happened to accounts, sign-ins and addresses given out."""

from __future__ import annotations

from ddci_tracker.domain.views import Board
from ddci_tracker.services import security_log
from ddci_tracker.services.security_files import event_called, security_file
from ddci_tracker.services.security_log import KEPT_DAYS, Event
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.shared import downloads

_FAILURES = (Event.FAILED, Event.HELD_OFF, Event.CODE_FAILED, Event.OUTSIDE)


def draw(chosen: Selection, _board: Board | None) -> None:
    """Draw the newest events, and offer all of them as a file."""
    words, tracker, actor, now = chosen.words, state.tracker(), state.actor(), state.now()
    downloads.offer_table(
        words,
        lambda: security_file(
            security_log.read_log(tracker, actor, most=None), made=now, words=words
        ),
        file_name=f"nhat-ky-an-ninh-{now:%Y%m%d}.xlsx",
        key="security-file",
    )
    drawing.put(
        "administration/security.html",
        words,
        days=KEPT_DAYS,
        events=[
            (each, event_called(each, words), each.what in _FAILURES)
            for each in security_log.read_log(tracker, actor)
        ],
    )
