"""Rows of "Cần xử lý" in words, for every screen that shows some of them.

Which rows there are and how bad each is comes from the board. Not here: how rows are grouped,
narrowed and drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ddci_tracker.domain.views import AttentionKind, AttentionRow
from ddci_tracker.ui.core import paths
from ddci_tracker.ui.core.look import Look
from ddci_tracker.words import attention, formats, plan_names, reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionItem:
    """A row of "Cần xử lý" in words; ``because`` is what ``short`` does not say already."""

    it: AttentionRow
    short: str
    what: str
    units: str
    because: str
    link: str


def attention_items(look: Look, rows: Iterable[AttentionRow]) -> list[AttentionItem]:
    """Rows of "Cần xử lý" with their words and where each leads."""
    because = attention.why(look.board, look.words)
    return [_attention_item(look, row, because) for row in rows]


def _attention_item(
    look: Look, row: AttentionRow, because: Callable[[AttentionRow], str]
) -> AttentionItem:
    words = look.words
    called = plan_names.unit_names(look.board.plan)
    return AttentionItem(
        it=row,
        short=formats.capital(reasons.short(row.reason, words, look.board.plan.year)),
        what=reasons.sentence(row.what, words),
        units=", ".join(called(row.units)),
        because=because(row),
        link=_link_behind(look, row),
    )


def _link_behind(look: Look, row: AttentionRow) -> str:
    match row.kind:
        case AttentionKind.REPORT:
            return report_link(look, row)
        case AttentionKind.TASK:
            return task_link(look, row.index, row.sub_index, row.tasks[0])
        case AttentionKind.SILENCE | AttentionKind.OWNER:
            return look.link(paths.ATTENTION, unit=row.units[0] if row.units else None)
        case AttentionKind.CONCLUSION:
            return look.link(paths.CONCLUSIONS, conclusion=row.conclusion)


def report_link(look: Look, row: AttentionRow) -> str:
    """The address of a report, in the year that it belongs to."""
    other_year = {"quarter": str(row.quarter)} if row.quarter else {}
    return look.link(paths.REPORTS, report=row.report, **other_year)


def task_link(look: Look, index: str | None, code: str | None, task: str) -> str:
    """The address of a task in its sub-index, or among the general ones."""
    return look.link(paths.SUB_INDEX, index=index, sub=code or paths.GENERAL_TASKS, task=task)
