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
    code: str
    view: SubIndexView | None
    tasks: tuple[TaskView, ...]
    execution: Light

    @property
    def index(self) -> str | None:
        return self.view.index if self.view else None

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
        PlanPart(
            name=part_name(view, words),
            code=view.code,
            view=view,
            tasks=view.tasks,
            execution=view.execution,
        )
        for view in worst_first(board.sub_indices)
    ]
    if board.general:
        parts.append(
            PlanPart(
                name=part_name(None, words),
                code=paths.GENERAL_TASKS,
                view=None,
                tasks=board.general,
                execution=board.general_execution,
            )
        )
    return tuple(parts)


@lru_cache(maxsize=KEPT)
def all_tasks(seen: Seen) -> PlanPart:
    """Every task of the plan as one list, in the order of the overview."""
    everything = parts_of(seen)
    return PlanPart(
        name=seen.look.words.text("All tasks"),
        code=paths.ALL_TASKS,
        view=None,
        tasks=tuple(view for part in everything for view in part.tasks),
        execution=seen.look.board.general_execution,
    )


def part_of(seen: Seen, key: str) -> PlanPart:
    """The part with this key, which must be one of the plan's, or the list of all tasks."""
    known = (*parts_of(seen), all_tasks(seen))
    return next(part for part in known if part.key == key)


def find(parts: tuple[PlanPart, ...], index: str | None, code: str | None) -> PlanPart | None:
    """The part that an address names; of several indices any, where it names none."""
    for part in parts:
        if part.code == code and (index is None or part.index == index):
            return part
    return None
