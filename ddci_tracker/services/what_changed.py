"""What changed since the last frozen month, or since the last month's end where none was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from ddci_tracker.briefing.turned_words import ToldTurn, told_turn
from ddci_tracker.briefing.what_changed import WhatChanged, what_changed
from ddci_tracker.domain.conclusions import CalledMeeting
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.views import Board, SeenBoard
from ddci_tracker.services import frozen_months
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.frozen_months import KeptMonth
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Words

__all__ = ["ChangedSince", "ToldTurn", "changed_since"]

_MONTHS_KEPT = 16
_COMPARISONS_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSince:
    """What changed on a board since ``day``; ``frozen`` is the month that was frozen as of it.

    ``frozen`` None: nothing was frozen by then, and the day is a month's last, or that of the last
    ``meeting``: of several on that day, of the last one.
    """

    day: date
    frozen: KeptMonth | None
    meeting: CalledMeeting | None = None
    board: Board
    changed: WhatChanged

    def told(self, words: Words) -> dict[str, tuple[ToldTurn, ...]]:
        """The rows of each group, in a language."""
        return {
            name: tuple(told_turn(each, self.board, words) for each in getattr(self.changed, name))
            for name in ("worse", "better", "new", "unknown")
        }


def changed_since(
    tracker: Tracker, actor: Actor, board: Board, *, now: datetime, of_meeting: bool = False
) -> ChangedSince | None:
    """What changed on a board since the last figures that were reported before its day.

    ``of_meeting``: since the last meeting that concluded anything. None where the plan had not
    been issued then, or no meeting was. ``Forbidden``.
    """
    require(actor, Action.READ_PLAN, agency=board.plan.agency.code)
    if of_meeting:
        met = _last_meeting(board)
        day = met.met_on if met else date.min
        if met is None or day < date(board.plan.year, 1, 1):
            return None
        before = look_at(tracker, actor, board.plan.id, now=now, as_of=day, year=board.plan.year)
        changed = _compared(SeenBoard(before), SeenBoard(board))
        return ChangedSince(day=day, frozen=None, meeting=met, board=board, changed=changed)
    last = frozen_months.last_before(tracker, actor, board)
    if last is not None:
        before = _frozen_board(tracker, actor, last)
        changed = _compared(SeenBoard(before), SeenBoard(board))
        return ChangedSince(day=last.as_of, frozen=last, board=board, changed=changed)
    month = Period.containing(PeriodKind.MONTH, board.as_of)
    day = month.first_day - timedelta(days=1)
    if day < max(board.plan.document.counts_from, date(board.plan.year, 1, 1)):
        return None
    before = look_at(tracker, actor, board.plan.id, now=now, as_of=day, year=board.plan.year)
    changed = _compared(SeenBoard(before), SeenBoard(board))
    return ChangedSince(day=day, frozen=None, board=board, changed=changed)


def _last_meeting(board: Board) -> CalledMeeting | None:
    """The last meeting before the day looked at that concluded anything."""
    met = (view.called for view in board.followed if view.met_on < board.as_of)
    return max(met, key=lambda each: (each.met_on, each.number or 0), default=None)


@lru_cache(maxsize=_COMPARISONS_KEPT)
def _compared(before: SeenBoard, after: SeenBoard) -> WhatChanged:
    return what_changed(before.board, after.board)


@lru_cache(maxsize=_MONTHS_KEPT)
def _frozen_board(tracker: Tracker, actor: Actor, kept: KeptMonth) -> Board:
    """The board of a frozen month, which never changes."""
    return frozen_months.read(tracker, actor, kept.plan_id, kept.month, kept.edition).board
