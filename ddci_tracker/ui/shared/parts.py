"""The parts that a plan's tasks fall into: its sub-indices, and the tasks outside of them.

One of them is looked at on the screen Chỉ số thành phần; the address names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ddci_tracker.domain.lights import Light
from ddci_tracker.domain.views import SubIndexView, TaskView, worst_first
from ddci_tracker.ui.core import paths
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.words.plan_names import part_name


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """A sub-index (``view``), or the general tasks, where it is None."""

    name: str
    view: SubIndexView | None
    tasks: tuple[TaskView, ...]
    execution: Light

    @property
    def index(self) -> str | None:
        return self.view.index if self.view else None

    @property
    def code(self) -> str:
        return self.view.code if self.view else paths.GENERAL_TASKS

    @property
    def section(self) -> str | None:
        """The section of the document that it stands in."""
        return self.view.sub_index.section if self.view else None

    @property
    def key(self) -> str:
        """Names the part among all of its plan; codes may repeat between indices."""
        return f"{self.index or ''}/{self.code}"


@lru_cache(maxsize=KEPT)
def parts_of(seen: Seen) -> tuple[PlanPart, ...]:
    """The sub-indices in the order of the overview, the worst first; general tasks last."""
    board, words = seen.look.board, seen.look.words
    parts = [
        PlanPart(name=part_name(view, words), view=view, tasks=view.tasks, execution=view.execution)
        for view in worst_first(board.sub_indices)
    ]
    if board.general:
        name = part_name(None, words)
        execution = board.general_execution
        parts.append(PlanPart(name=name, view=None, tasks=board.general, execution=execution))
    return tuple(parts)


def part_of(seen: Seen, key: str) -> PlanPart:
    """The part with this key, which must be one of the plan's."""
    return next(part for part in parts_of(seen) if part.key == key)


def find(parts: tuple[PlanPart, ...], index: str | None, code: str | None) -> PlanPart | None:
    """The part that an address names; of several indices any, where it names none."""
    for part in parts:
        if part.code == code and (index is None or part.index == index):
            return part
    return None
