"""What an edit of a row would do, before it is saved: the cells, and the lights of each quarter.

From the same service that saves it; nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ddci_tracker.domain.lights import Light
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.policy_effects import LightOf, TurnedLight
from ddci_tracker.domain.views import Board
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.services.plan_edit_previews import QuarterEffect
from ddci_tracker.ui.core import drawing
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.policies import turned_thing, turning

# So many lights that turn are listed; of the rest only the number is said.
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCell:
    """What a cell says and would say, as people read it."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningLight:
    """A light that would turn, in a quarter."""

    quarter: Period
    thing: str
    turned: TurnedLight
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQuarter:
    """The light of a task in a quarter, before and after; None where there is no such task."""

    quarter: Period
    before: Light | None
    after: Light | None

    @property
    def turns(self) -> bool:
        """Whether another light, or another reason, stands there."""
        return self.before != self.after


def draw(
    cells: Sequence[ChangedCell],
    effects: Sequence[QuarterEffect],
    words: Words,
    *,
    task: str | None = None,
) -> None:
    """Draw what changes; ``task`` is the one whose lights are shown quarter by quarter."""
    lines = [line for effect in effects for line in _lines(effect, task, words)]
    drawing.put(
        "plan/row_preview.html",
        words,
        cells=cells,
        task=[_task_quarter(effect, task) for effect in effects] if task else [],
        turns=lines[:_SHOWN],
        left=max(0, len(lines) - _SHOWN),
        still=_without(effects, words),
    )


def draw_unknown(error: Exception, words: Words) -> None:
    """Draw why it cannot be told yet; raises what has no sentence for people."""
    sentences = sentences_for(error, words)
    if not sentences:
        raise error
    drawing.put("plan/row_unknown.html", words, sentences=list(sentences))


def _lines(effect: QuarterEffect, task: str | None, words: Words) -> list[TurningLight]:
    return [
        TurningLight(
            quarter=effect.quarter,
            thing=turned_thing(each, _board_of(each, effect), words),
            turned=each,
            said=turning(each.before, each.after, words),
        )
        for each in effect.turned
        if (each.of, each.key) != (LightOf.TASK, task)
    ]


def _board_of(turned: TurnedLight, effect: QuarterEffect) -> Board:
    """A board on which the thing is: one that is added or taken out stands on one of them."""
    if turned.of is not LightOf.TASK:
        return effect.after if turned.before is None else effect.before
    there = any(view.task.code == turned.key for _, view in effect.before.all_tasks())
    return effect.before if there else effect.after


def _task_quarter(effect: QuarterEffect, task: str) -> TaskQuarter:
    return TaskQuarter(
        quarter=effect.quarter,
        before=_light(effect.before, task),
        after=_light(effect.after, task),
    )


def _light(board: Board, task: str) -> Light | None:
    return next((view.light for _, view in board.all_tasks() if view.task.code == task), None)


def _without(effects: Iterable[QuarterEffect], words: Words) -> tuple[str, ...]:
    """The quarters in which nothing turns."""
    still = (each.quarter for each in effects if not each.turned)
    return tuple(formats.short_period(each, words) for each in still)
