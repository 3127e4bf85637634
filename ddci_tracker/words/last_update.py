"""When somebody last updated what a look shows, in words."""

from __future__ import annotations

from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.views import Board
from ddci_tracker.words.catalogue import Words


def last_update(board: Board, words: Words) -> str | None:
    """cập nhật gần nhất 09:00 ngày 20/08/2026; None where nobody ever did.

    Of a past day for which something was entered later: the day that it counts for, and the one
    on which it was entered, since a moment after the day looked at cannot be its last update.
    """
    late, moment = board.entered_since, board.freshness.last_update
    if late is not None and late.at is not None:
        entered = vietnamese_day(late.at)
        return words.text("last update for {day}, entered {entered}", day=late.on, entered=entered)
    return words.text("last update {moment}", moment=moment) if moment else None
