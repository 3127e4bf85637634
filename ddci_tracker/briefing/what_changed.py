"""What got worse or better since an earlier look, and which figures are new: for a glance.

Two boards are compared, whatever they are from. A light that has a colour because its first figure
came in is a new figure and no turn; one that turned grey is not known, neither worse nor better.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ddci_tracker.briefing.changes import (
    LightChange,
    LightKind,
    ReportChange,
    ScoreChange,
    TaskChange,
    TaskChangeKind,
    Turn,
    light_changes,
    report_changes,
    score_changes,
    task_changes,
)
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.plan import Result
from ddci_tracker.domain.reports import Timeliness
from ddci_tracker.domain.views import Board, SubIndexView


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionTurn:
    """The execution light of a sub-index that turned, with the tasks that turned the same way."""

    light: LightChange
    causes: tuple[TaskChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure that came or was corrected, with the light that it gives now."""

    score: ScoreChange
    light: Light


Turned = ExecutionTurn | FigureChange | LightChange | TaskChange | ReportChange


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatChanged:
    """What changed between two boards; ``still_red`` and ``kept`` are sub-indices whose execution
    light did not turn, so that each one is accounted for."""

    worse: tuple[Turned, ...]
    better: tuple[Turned, ...]
    new: tuple[FigureChange, ...]
    unknown: tuple[Turned, ...]
    still_red: tuple[SubIndexView, ...]
    kept: tuple[SubIndexView, ...]


_WORSE = (TaskChangeKind.NEWLY_LATE, TaskChangeKind.WORSE)
_BETTER = (TaskChangeKind.DONE, TaskChangeKind.RECOVERED, TaskChangeKind.BETTER)


def what_changed(before: Board, after: Board) -> WhatChanged:
    """What changed from one board of a plan to a later one."""
    lights = tuple(light_changes(before, after))
    tasks = tuple(task_changes(before, after))
    figures = tuple(_figures(before, after))
    executions = [each for each in lights if each.kind is LightKind.EXECUTION]
    turned: dict[tuple[str | None, str | None], Turn] = {
        (each.index, each.sub_index): each.turn for each in executions
    }
    told: list[tuple[Turn, Turned]] = [
        *((each.turn, _with_causes(each, tasks)) for each in executions),
        *((each.turn, each) for each in _unexplained(lights, figures)),
        *((_turn_of_figure(each.score), each) for each in figures if each.score.old is not None),
        *(
            (turn, each)
            for each in tasks
            if (turn := _turn_of_task(each)) and turned.get((each.index, each.sub_index)) != turn
        ),
        *_turned_reports(before, after),
    ]
    same = [view for view in after.sub_indices if (view.index, view.code) not in turned]
    return WhatChanged(
        worse=tuple(each for turn, each in told if turn is Turn.WORSE),
        better=tuple(each for turn, each in told if turn is Turn.BETTER),
        new=tuple(each for each in figures if each.score.old is None),
        unknown=tuple(each for turn, each in told if turn is Turn.OTHER),
        still_red=tuple(view for view in same if view.execution.colour is Colour.RED),
        kept=tuple(view for view in same if view.execution.colour is not Colour.RED),
    )


def _with_causes(light: LightChange, tasks: Iterable[TaskChange]) -> ExecutionTurn:
    about = light.index, light.sub_index
    return ExecutionTurn(
        light=light,
        causes=tuple(
            each
            for each in tasks
            if (each.index, each.sub_index) == about and _turn_of_task(each) is light.turn
        ),
    )


def _turn_of_task(change: TaskChange) -> Turn | None:
    """Which way a task went; None where it came, went, or is only not known any more."""
    if change.kind in _WORSE:
        return Turn.WORSE
    return Turn.BETTER if change.kind in _BETTER else None


def _figures(before: Board, after: Board) -> Iterator[FigureChange]:
    """The figures that the lights are judged by: of the plan's year, or published anew."""
    lights: dict[tuple[str, str | None], Light] = {
        (view.index, view.code): view.standing.light for view in after.sub_indices
    }
    lights.update({(each.index, None): each.standing.light for each in after.overall})
    for score in score_changes(before, after):
        light = lights.get((score.index, score.sub_index))
        if light is not None and score.new is not None:
            yield FigureChange(score=score, light=light)


def _unexplained(
    lights: Iterable[LightChange], figures: Iterable[FigureChange]
) -> Iterator[LightChange]:
    """The result lights that turned without a figure: a target or a threshold was edited."""
    explained = {(each.score.index, each.score.sub_index) for each in figures}
    for each in lights:
        if each.kind is LightKind.RESULT and (each.index, each.sub_index) not in explained:
            yield each


def _turn_of_figure(change: ScoreChange) -> Turn:
    """Whether a corrected figure is better: by the score, else by the rank (less is better)."""
    old, new = change.old, change.new
    if old is None or new is None or (before := _value(old, new)) is None:
        return Turn.OTHER
    return Turn.BETTER if before > 0 else Turn.WORSE


def _value(old: Result, new: Result) -> int | None:
    """By how much a figure is better, in sign alone; None where nothing can be compared."""
    if old.score is not None and new.score is not None and old.score != new.score:
        return 1 if new.score > old.score else -1
    if old.rank is not None and new.rank is not None and old.rank != new.rank:
        return 1 if new.rank < old.rank else -1
    return None


def _turned_reports(before: Board, after: Board) -> Iterator[tuple[Turn, ReportChange]]:
    """Reports that fell overdue, and those that came in after they had been."""
    for each in report_changes(before, after):
        was = each.old is not None and each.old.timeliness is Timeliness.OVERDUE
        is_now = each.new is not None and each.new.timeliness is Timeliness.OVERDUE
        if was != is_now:
            yield (Turn.WORSE if is_now else Turn.BETTER), each
