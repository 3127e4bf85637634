"""Figures that contradict each other, in sentences for Kết quả.

They are told when one of them is entered, and stay on the screen until they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddci_tracker.domain.figures import OF_FIGURES
from ddci_tracker.services import boards, results
from ddci_tracker.ui.core import state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared.ranked import Ranked
from ddci_tracker.words import formats, reasons


def doubts_of(look: Look) -> tuple[str, ...]:
    """Every contradiction of figures that is known of a plan's agency."""
    found = boards.check(state.tracker(), state.actor(), look.board.plan.id, now=state.now())
    return tuple(
        formats.capital(reasons.sentence(each.reason, look.words))
        for each in found
        if each.reason.code in OF_FIGURES
    )


def doubts_about(look: Look, things: Iterable[Ranked], year: int) -> Iterator[str]:
    """What contradicts the results of a year of some things, each said once."""
    said: set[str] = set()
    for thing in things:
        for each in results.contradictions(
            state.tracker(),
            state.actor(),
            look.board.plan.id,
            now=state.now(),
            index=thing.index,
            sub_index=thing.code,
            year=year,
        ):
            sentence = look.words.text(
                "Please check: {doubt}.", doubt=reasons.sentence(each.reason, look.words)
            )
            if sentence not in said:
                said.add(sentence)
                yield sentence
