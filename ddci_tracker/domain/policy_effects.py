"""Which lights of a plan turn when its thresholds do: two boards of one look, side by side.

Pure, and only a comparison: what a threshold means is in the rules of the lights.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.views import AttentionKind, Board


class LightOf(StrEnum):
    """Whose light it is."""

    RESULT = "result"  # of a whole index or of a sub-index
    EXECUTION = "execution"  # of a sub-index, or of the tasks that belong to none
    TASK = "task"
    REPORT = "report"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedLight:
    """A light that turns; a colour is None where there is no light.

    ``key`` names its thing within the plan: an index ("DDCI"), a sub-index ("DDCI/time_cost"), the
    code of a task, the key of a report, the text of a conclusion; None for the general tasks.
    """

    of: LightOf
    key: str | None
    before: Colour | None
    after: Colour | None


Lights = dict[tuple[LightOf, str | None], Colour | None]


def turned_lights(before: Board, after: Board) -> tuple[TurnedLight, ...]:
    """The lights that are not the same on two boards of one plan, day and quarter."""
    old, new = _lights(before), _lights(after)
    return tuple(
        TurnedLight(of=of, key=key, before=old.get((of, key)), after=new.get((of, key)))
        for of, key in dict.fromkeys((*old, *new))
        if old.get((of, key)) is not new.get((of, key))
    )


def _lights(board: Board) -> Lights:
    return dict(_each_light(board))


def _each_light(board: Board) -> Iterator[tuple[tuple[LightOf, str | None], Colour | None]]:
    for whole in board.overall:
        yield (LightOf.RESULT, whole.index), whole.standing.light.colour
    for part in board.sub_indices:
        key = f"{part.index}/{part.code}"
        yield (LightOf.RESULT, key), part.standing.light.colour
        yield (LightOf.EXECUTION, key), part.execution.colour
    yield (LightOf.EXECUTION, None), board.general_execution.colour
    for _, task in board.all_tasks():
        yield (LightOf.TASK, task.task.code), task.light.colour
    for report in board.reports:
        yield (LightOf.REPORT, report.key), report.colour
    for row in board.attention:
        if row.kind is AttentionKind.CONCLUSION:
            yield (LightOf.CONCLUSION, str(dict(row.what.arguments).get("text"))), row.colour
