"""How fresh the word of each unit is, who never said any, and which tasks nobody answers for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ddci_tracker.domain.plan import Task
from ddci_tracker.services.freshness import NoOwner, Ownerless, UnitFreshness, freshness_of
from ddci_tracker.services.roles import ROLE_NAMES
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.words import formats, labels, plan_names


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshnessLine:
    """A unit with its name, when and who spoke last, and the ways to what it did and owes."""

    unit: UnitFreshness
    name: str
    when: str | None
    by: str | None
    link: str
    overdue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """An account that never recorded anything."""

    name: str
    role: str
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lonely:
    """A task without an owner, with the way to its history."""

    task: Task
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LonelyGroup:
    """The tasks without an owner of the same units, and why they have none."""

    units: tuple[str, ...]
    why: str
    tasks: tuple[Lonely, ...]


def draw_freshness(look: Look) -> None:
    """Draw the table of units, then what else is missing."""
    words, board = look.words, look.board
    called = known_names()
    unit_names = plan_names.unit_names(board.plan)
    found = freshness_of(
        state.tracker(),
        state.actor(),
        board.plan.id,
        now=state.now(),
        as_of=look.selection.as_of,
        known_at=look.selection.known_at,
        quarter=board.quarter,
    )
    drawing.put(
        "history/freshness.html",
        words,
        board=board,
        units=[
            FreshnessLine(
                unit=each,
                name=unit_names([each.unit])[0],
                when=formats.shown(each.last.when, words) if each.last else None,
                by=called.get(each.last.by, each.last.by) if each.last else None,
                link=look.link(paths.HISTORY, unit=each.unit),
                overdue=look.link(paths.REPORTS, unit=each.unit, state="overdue"),
            )
            for each in found.units
        ],
        silent=[
            Silent(
                name=each.full_name,
                role=words.text(ROLE_NAMES[each.role]),
                unit=unit_names([each.unit])[0] if each.unit else None,
            )
            for each in found.silent
        ],
        lonely=len(found.ownerless),
        groups=list(_groups(look, found.ownerless)),
    )


def _groups(look: Look, ownerless: tuple[Ownerless, ...]) -> Iterator[LonelyGroup]:
    """Tasks without an owner by the units that lead them, in the order of the plan."""
    called = plan_names.unit_names(look.board.plan)
    by_lead: dict[tuple[NoOwner, tuple[str, ...]], list[Lonely]] = {}
    for each in ownerless:
        task = each.view.task
        link = look.link(paths.HISTORY, task=task.code)
        by_lead.setdefault((each.why, task.lead), []).append(Lonely(task=task, link=link))
    for (why, lead), tasks in by_lead.items():
        yield LonelyGroup(
            units=tuple(called(lead)), why=labels.label(why, look.words), tasks=tuple(tasks)
        )
