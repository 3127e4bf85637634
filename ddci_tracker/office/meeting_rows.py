"""Rows that several papers of a meeting have alike, in words: earlier conclusions, what is overdue.

Nothing is decided here and nothing invented. Every text is plain: whoever lays it out escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ddci_tracker.domain.conclusions import ConclusionView, moves_of
from ddci_tracker.domain.meetings import overdue_reports, overdue_tasks
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.views import Board
from ddci_tracker.office.packing import clean
from ddci_tracker.words import formats, plan_names, reasons, report_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.progress import progress, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierConclusion:
    """What an earlier meeting concluded, and how far it is."""

    number: int
    text: str
    units: str
    due: str
    result: str
    progress: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueMatter:
    """A task or report that is overdue."""

    number: int
    what: str
    units: str
    due: str
    late: str


def named_units(plan: Plan, codes: Iterable[str]) -> str:
    """Units by their names, in one line."""
    return clean(", ".join(plan_names.unit_names(plan)(codes)))


def figures_of(board: Board, known_at: datetime | None, words: Words) -> str:
    """Of which day and moment the figures of a paper are."""
    if known_at is None:
        return clean(words.text(N_("Figures as of {day}"), day=board.as_of))
    return clean(
        words.text(N_("Figures as of {day}, taken at {moment}"), day=board.as_of, moment=known_at)
    )


def due_day(due: date | None, first: date | None, words: Words) -> str:
    """The day by which something is due, with the first one where it was extended."""
    if due is None:
        return clean(words.text(N_("not said")))
    if first is None or first == due:
        return formats.day(due, words)
    return clean(words.text(N_("{due} (first {first})"), due=due, first=first))


def earlier_row(plan: Plan, number: int, view: ConclusionView, words: Words) -> EarlierConclusion:
    """A conclusion of an earlier meeting."""
    said = view.said
    return EarlierConclusion(
        number=number,
        text=clean(said.text),
        units=named_units(plan, said.units),
        due=formats.capital(clean(words.text("ongoing")))
        if said.ongoing
        else due_day(said.due, said.first_due, words),
        result=formats.capital(clean(progress(view, plan, words))),
        progress=formats.capital(standing(view, words)),
    )


def overdue_matters(board: Board, words: Words) -> Iterator[OverdueMatter]:
    """The overdue tasks, then the overdue reports, the oldest first."""
    plan, number = board.plan, 0
    for task in overdue_tasks(board):
        number += 1
        due, moves = task.task.due, moves_of(task.task, board.followed)
        first = moves[-1].first_due if moves else None
        yield OverdueMatter(
            number=number,
            what=clean(task.task.title),
            units=named_units(plan, (task.answering,) if task.answering else task.task.lead),
            due=due_day(due, first, words) if due else "",
            late=formats.capital(reasons.short(task.light.reason, words)),
        )
    for row in overdue_reports(board):
        number += 1
        due = row.last_day
        yield OverdueMatter(
            number=number,
            what=clean(report_names.report_on_paper(row, plan, words)),
            units=named_units(plan, (row.from_unit,)),
            due=due_day(due, row.first_last_day, words) if due else "",
            late=formats.capital(reasons.short(row.reason, words)),
        )
