"""How fresh the word of each unit is, and which tasks nobody answers for who could.

From a board, which has decided before what is owed and who spoke. Source: the rules,
"Freshness": an item without an owner, or an owner who never updated, is a visible defect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ddci_tracker.domain.my_work import is_spoken_of
from ddci_tracker.domain.reports import Timeliness
from ddci_tracker.domain.speaking import LastUpdate
from ddci_tracker.domain.views import Board, TaskView


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFreshness:
    """How a unit keeps its part of a plan current.

    ``owed`` counts the tasks on which it owes a word in the quarter looked at, ``spoken`` those of
    them that have one, ``overdue`` its overdue reports. ``is_silent``: it owes words, and has said
    nothing itself in that quarter, as the board counts it.
    """

    unit: str
    owed: int
    spoken: int
    overdue: int
    last: LastUpdate | None
    is_silent: bool


class NoOwner(StrEnum):
    """Why nobody who could answers for a task."""

    NO_LEAD = "no_lead"
    NO_ACCOUNT = "no_account"  # nobody of the unit can sign in


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownerless:
    """A task that nobody answers for who could, and why."""

    view: TaskView
    why: NoOwner


def unit_freshness(board: Board) -> tuple[UnitFreshness, ...]:
    """The units that owe, or ever gave, a word or a report; those that lack most come first.

    A task that a group answers for is owed by each of its members, and spoken of for all of them
    by the word of one.
    """
    owed: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for _, view in board.all_tasks():
        if view.owes_word and view.answering is not None:
            units = board.plan.expand((view.answering,))
            owed.update(units)
            spoken.update(units if is_spoken_of(view, board) else ())
    overdue = Counter(
        row.from_unit for row in board.reports if row.timeliness is Timeliness.OVERDUE
    )
    silent = frozenset(board.freshness.silent)
    last = {each.unit: each for each in board.freshness.last}
    found = (
        UnitFreshness(
            unit=unit.code,
            owed=owed[unit.code],
            spoken=spoken[unit.code],
            overdue=overdue[unit.code],
            last=last.get(unit.code),
            is_silent=unit.code in silent,
        )
        for unit in board.plan.units
        if owed[unit.code] or overdue[unit.code] or unit.code in last
    )
    return tuple(sorted(found, key=_most_lacking_first))


def ownerless_tasks(board: Board, answering: frozenset[str] | None) -> tuple[Ownerless, ...]:
    """The tasks that nobody answers for who could, in the order of the plan.

    ``answering`` are the units of which somebody can sign in; None while nobody needs to.
    """
    return tuple(_ownerless(board, answering))


def _ownerless(board: Board, answering: frozenset[str] | None) -> Iterator[Ownerless]:
    for _, view in board.all_tasks():
        if not view.task.lead:
            yield Ownerless(view=view, why=NoOwner.NO_LEAD)
        elif answering is not None:
            units = board.plan.expand((view.answering,)) if view.answering else ()
            if not answering & set(units):
                yield Ownerless(view=view, why=NoOwner.NO_ACCOUNT)


def _most_lacking_first(unit: UnitFreshness) -> tuple[bool, int, int]:
    return not unit.is_silent, unit.spoken - unit.owed, -unit.overdue
