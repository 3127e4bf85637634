"""Tổng quan: everything about a plan on one screen, the worst first.

HTML and SVG only, so that the first paint needs no chart library.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from ddci_tracker.domain.conclusions import ConclusionCounts
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.views import worst_first
from ddci_tracker.services import frozen_months
from ddci_tracker.services.what_changed import ChangedSince
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.frame.time_machine import is_looked_at, look_at_frozen
from ddci_tracker.ui.shared.attention_rows import attention_items
from ddci_tracker.ui.shared.tiles import goal_of, tile_of
from ddci_tracker.ui.shared.what_changed import changes_block, since_last, since_meeting, since_when
from ddci_tracker.words.meetings import meeting_day

TILES_A_ROW = 4
# What fits under the tiles on a projector without scrolling, by the number of rows of tiles.
ROWS_SHOWN = {1: 8, 2: 5, 3: 3}


# The newest frozen months; beside the sentence there is no room for more, and the control of the
# header has all of them.
_MONTHS_SHOWN = 8

# What an address asks for the list of changes by.
CHANGES = "changes"
MEETING = "meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceStrip:
    """What changed in one sentence: since when, and how many got worse, better and known.

    ``met_on`` says which meeting was the last, ``worse_since_met`` how many got worse since.
    """

    when: str
    worse: int
    better: int
    new: int
    met_on: str | None = None
    worse_since_met: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDoor:
    """A frozen month: the way to the board as it stood, and to what was reported then."""

    month: Period
    board: str
    report: str
    here: bool


def draw_overview(look: Look) -> None:
    """Draw the overview of a board, or what changed on it where that is asked for."""
    changed, met = since_last(look), since_meeting(look)
    asked = st.query_params.get(CHANGES)
    shown = met if asked == MEETING else changed
    if shown is not None and asked is not None:
        close = look.link(paths.OVERVIEW)
        drawing.put_block(changes_block(look, shown, close=close))
    strip = since_strip(look, changed, met) if changed is not None else None
    drawing.put_block(overview_block(Seen(look), strip, month_doors(look)))


def since_strip(look: Look, changed: ChangedSince, met: ChangedSince | None = None) -> SinceStrip:
    """The sentence and its three counts, and how many got worse since the last meeting."""
    found = changed.changed
    return SinceStrip(
        when=since_when(changed, look.words),
        worse=len(found.worse),
        better=len(found.better),
        new=len(found.new),
        met_on=meeting_day(met.meeting, look.words) if met and met.meeting else None,
        worse_since_met=len(met.changed.worse) if met else 0,
    )


def month_doors(look: Look) -> tuple[MonthDoor, ...]:
    """The newest frozen months of the year, the last edition of each."""
    plan = look.board.plan
    kept = frozen_months.list_months(state.tracker(), state.actor(), plan.id)
    newest = {each.month: each for each in kept if each.month.year == plan.year}
    return tuple(
        MonthDoor(
            month=month,
            board=look_at_frozen(look, newest[month], paths.OVERVIEW),
            report=look.link(paths.BRIEFING, month=newest[month].name, as_of=None, known_at=None),
            here=is_looked_at(look, newest[month]),
        )
        for month in sorted(newest)[-_MONTHS_SHOWN:]
    )


@lru_cache(maxsize=KEPT)
def overview_block(
    seen: Seen, since: SinceStrip | None = None, months: tuple[MonthDoor, ...] = ()
) -> str:
    look = seen.look
    board, words = look.board, look.words
    tiles = [tile_of(look, view) for view in worst_first(board.sub_indices)]
    rows = min(max(-(-len(tiles) // TILES_A_ROW), 1), 3)
    return drawing.block(
        "overview/board.html",
        words,
        board=board,
        since=since,
        months=months,
        rows=rows,
        tiles=tiles,
        goals={view.index: goal_of(view.standing, words) for view in board.overall},
        followed=ConclusionCounts.of(board.followed),
        # The band that says that it is the past takes the room of one.
        rows_shown=attention_items(look, board.attention[: ROWS_SHOWN[rows] - look.read_only]),
        counted=look.link,
    )
