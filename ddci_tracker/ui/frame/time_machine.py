"""The months of a plan's year as marks in time: where a look can go back to, and that it has.

A frozen month is looked at with its own day and moment, so that the board is the one that was
frozen; any other month that is over, as of its last day and with what is known now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.services import frozen_months
from ddci_tracker.services.boards import usual_day
from ddci_tracker.services.frozen_months import KeptMonth
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import KEPT, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthMark:
    """A month: its newest frozen edition if there is one, and the way to it.

    Without a ``link`` there is nothing to see yet, or not yet. ``here``: it is looked at.
    """

    month: Period
    kept: KeptMonth | None
    link: str | None
    here: bool


def draw_months(look: Look) -> None:
    """Draw the months of the year, those frozen with their mark."""
    today = usual_day(state.tracker(), state.actor(), look.board.plan.id, now=state.now())
    drawing.put_block(_months(Seen(look), _kept(look), today))


def draw_band(look: Look) -> None:
    """Say plainly that the past is looked at, and lead back."""
    kept = frozen_as_looked_at(look)
    report = {"month": kept.name, "as_of": None, "known_at": None} if kept else {}
    drawing.put(
        "frame/looking_back.html",
        look.words,
        board=look.board,
        kept=kept,
        report=look.link(paths.BRIEFING, **report) if kept else None,
        known_at=look.selection.known_at,
        back=look.link("", as_of=None, known_at=None),
    )


def frozen_as_looked_at(look: Look) -> KeptMonth | None:
    """The frozen month whose day and moment are looked at."""
    return next((kept for kept in _kept(look) if is_looked_at(look, kept)), None)


def is_looked_at(look: Look, kept: KeptMonth) -> bool:
    """Whether the board is the one that was frozen."""
    return (kept.as_of, kept.known_at) == (look.board.as_of, look.selection.known_at)


@lru_cache(maxsize=KEPT)
def _months(seen: Seen, frozen: tuple[KeptMonth, ...], today: date) -> str:
    look = seen.look
    return drawing.block("frame/time_machine.html", look.words, marks=_marks(look, frozen, today))


def _kept(look: Look) -> tuple[KeptMonth, ...]:
    """The frozen months of a plan."""
    return frozen_months.list_months(state.tracker(), state.actor(), look.board.plan.id)


def _marks(look: Look, frozen: tuple[KeptMonth, ...], today: date) -> tuple[MonthMark, ...]:
    plan = look.board.plan
    newest = {kept.month: kept for kept in frozen}
    begun = plan.document.counts_from

    def mark(month: Period) -> MonthMark:
        kept = newest.get(month)
        link = None
        if kept is not None:
            link = look_at_frozen(look, kept)
        elif begun <= month.last_day < today:
            link = look.link("", as_of=str(month.last_day), known_at=None, quarter=None)
        return MonthMark(
            month=month,
            kept=kept,
            link=link,
            here=kept is not None and is_looked_at(look, kept),
        )

    return tuple(mark(month) for month in Period.all_in(PeriodKind.MONTH, plan.year))


def look_at_frozen(look: Look, kept: KeptMonth, path: str = "") -> str:
    """The address of a screen, this one by default, as it was when a month was frozen."""
    return look.link(
        path,
        as_of=str(kept.as_of),
        known_at=state.written_moment(kept.known_at),
        quarter=None,
    )
