"""Tasks × quarters: a matrix of lights with filters, the worst first.

Drawn where the tasks of one part of a plan are looked at. The lights come from the board.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.conclusions import moves_of
from ddci_tracker.domain.lights import Colour, Light, LightCounts
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan, Task
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import Board, TaskView
from ddci_tracker.services.table_files import tasks_file
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.search import Search
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.shared import downloads, evidence, filters
from ddci_tracker.ui.shared.parts import PlanPart, part_of
from ddci_tracker.words import formats, labels, plan_names, reasons, sources
from ddci_tracker.words.catalogue import Words

Called = Callable[[tuple[str, ...] | list[str]], list[str]]

UNIT, LIGHT, SEARCH = "unit", "light", "q"
# What an address calls the absence of a light.
OUT_OF_PLAY = "none"
_ORDER: tuple[Colour | None, ...] = (Colour.RED, Colour.AMBER, Colour.GREY, Colour.GREEN, None)


class CellKind(StrEnum):
    """What a cell of the matrix shows."""

    LIGHT = "light"
    COMING = "coming"  # the quarter has not begun
    AWAY = "away"  # the task is not in that quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterCell:
    """A task in a quarter. ``said`` is all of it in words."""

    kind: CellKind
    light: Light
    text: str
    carried: str | None
    said: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A task with the words of its row. ``here`` is the one that the address names."""

    view: TaskView
    title: Markup
    units: str
    with_units: str
    place: str | None
    kpi: str | None
    due: str
    often: str | None
    first_due: date | None
    moved_by: str | None
    cells: tuple[QuarterCell, ...]
    because: str
    declared: str | None
    spoken: str | None
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the filters leave: tasks of a unit, with a light, in which something is found."""

    unit: str | None = None
    light: str | None = None
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixHead:
    """The head of a quarter's column."""

    quarter: Period
    current: bool
    coming: bool


def draw_matrix(seen: Seen, part: PlanPart, *, here: str | None) -> None:
    """Draw the tasks of a part with their filters; ``here`` is the code of one shown first."""
    words, chosen = seen.look.words, Chosen()
    with st.container(key="task-filters"):
        drawing.put("sub_index/legend.html", words)
        if len(part.tasks) > 1:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                chosen = _filters(part, seen.look.board, words)
    drawing.put_block(matrix_block(seen, part.key, chosen, here))
    shown = _shown(seen, part.key, chosen, here)
    evidence.draw_of_tasks(seen.look, {view.task.code: view.task.title for view in shown})
    _offer_file(seen.look, part, shown)


def _offer_file(look: Look, part: PlanPart, shown: tuple[TaskView, ...]) -> None:
    """The tasks that the filters leave, as a table to take away."""
    if not shown:
        return
    now, words = state.now(), look.words
    name = plan_names.part_name(part.view, words)
    title = words.text("All tasks") if part.code == paths.ALL_TASKS else name
    downloads.offer_table(
        words,
        lambda: tasks_file(look.board, title, shown, made=now, words=words),
        file_name=f"{look.board.plan.id}-nhiem-vu.xlsx",
        key="tasks-file",
    )


@lru_cache(maxsize=KEPT)
def _shown(seen: Seen, key: str, chosen: Chosen, here: str | None) -> tuple[TaskView, ...]:
    """The tasks that the filters leave, the one asked for first, then the worst."""
    part, plan, search = part_of(seen, key), seen.look.board.plan, Search(chosen.typed)
    units_of = _units_of(part)
    shown = [view for view in part.tasks if _fits(view, plan, chosen, search, units_of)]
    return tuple(
        sorted(shown, key=lambda view: (view.task.code != here, _ORDER.index(view.light.colour)))
    )


@lru_cache(maxsize=KEPT)
def matrix_block(seen: Seen, key: str, chosen: Chosen, here: str | None) -> str:
    board, words = seen.look.board, seen.look.words
    part, search = part_of(seen, key), Search(chosen.typed)
    shown = _shown(seen, key, chosen, here)
    return drawing.block(
        "sub_index/matrix.html",
        words,
        board=board,
        rows=[_row(view, part, board, search, words, here=here) for view in shown],
        total=len(part.tasks),
        heads=[
            MatrixHead(
                quarter=quarter,
                current=quarter == board.quarter,
                coming=quarter.first_day > board.as_of,
            )
            for quarter in Period.all_in(PeriodKind.QUARTER, board.plan.year)
        ],
    )


def _filters(part: PlanPart, board: Board, words: Words) -> Chosen:
    called, units_of = plan_names.unit_names(board.plan), _units_of(part)
    units = dict.fromkeys(unit for view in part.tasks for unit in units_of(view))
    lights = _lights(part.tasks, words)
    unit = light = None
    if len(units) > 1:
        unit = filters.pick(
            UNIT,
            words.text("Unit"),
            {code: called([code])[0] for code in units},
            everything=words.text("All units"),
        )
    if len(lights) > 1:
        light = filters.pick_pill(LIGHT, words.text("Light"), lights)
    typed = filters.search(
        SEARCH, words.text("Search tasks"), hint=words.text("Search tasks, with or without accents")
    )
    return Chosen(unit=unit, light=light, typed=typed)


def _lights(tasks: tuple[TaskView, ...], words: Words) -> Mapping[str, str]:
    """The lights there are, with their counts, the worst first."""
    counts = LightCounts.of(view.light for view in tasks)
    return {
        str(colour or OUT_OF_PLAY): f"{labels.execution_label(colour, words)} {count}"
        for colour in _ORDER
        if (count := getattr(counts, colour or OUT_OF_PLAY))
    }


def _units_of(part: PlanPart) -> Callable[[TaskView], tuple[str, ...]]:
    """By which units tasks are narrowed: in the list of all, as the counts of units go."""
    return _answering if part.code == paths.ALL_TASKS else _involved


def _answering(view: TaskView) -> tuple[str, ...]:
    """The one that answers for a task, a unit or a group."""
    return (view.answering,) if view.answering else ()


def _involved(view: TaskView) -> tuple[str, ...]:
    """Units that lead, answer for or coordinate a task."""
    return tuple(dict.fromkeys((*view.task.lead, *_answering(view), *view.task.with_units)))


def _fits(
    view: TaskView,
    plan: Plan,
    chosen: Chosen,
    search: Search,
    units_of: Callable[[TaskView], tuple[str, ...]],
) -> bool:
    units = units_of(view)
    if units_of is _involved:
        units = (*units, *plan.expand(units))
    if chosen.unit is not None and chosen.unit not in units:
        return False
    if chosen.light is not None and chosen.light != (view.light.colour or OUT_OF_PLAY):
        return False
    task, called = view.task, plan_names.unit_names(plan)
    texts = (task.title, task.kpi.text if task.kpi else None, task.section, task.code)
    return search.finds((*texts, *called(_involved(view))))


def _row(
    view: TaskView, part: PlanPart, board: Board, search: Search, words: Words, *, here: str | None
) -> MatrixRow:
    task, called = view.task, plan_names.unit_names(board.plan)
    because = reasons.sentence(view.light.reason, words)
    found = board.sub_index(view.index, view.sub_index or "") if view.index else None
    named = plan_names.part_name(found, words) if part.code == paths.ALL_TASKS else None
    section = None if task.section == part.section else task.section
    moved = moves_of(task, board.followed)
    return MatrixRow(
        view=view,
        title=search.marked(task.title),
        units=_answers(view, called(task.lead), called, words),
        with_units=", ".join(called(task.with_units)),
        place=", ".join(filter(None, (named, sources.place(section, task.lines, words)))) or None,
        kpi=task.kpi.text if task.kpi else None,
        due=_due(task, words),
        often=labels.label(task.cadence, words)
        if task.cadence and task.due and task.recurs
        else None,
        first_due=moved[-1].first_due if moved else None,
        moved_by=moved[0].basis if moved else None,
        cells=tuple(_cells(view, board, words)),
        because=formats.capital(because),
        declared=_short_state(view, because),
        spoken=_spoken(view, called, words),
        here=task.code == here,
    )


def _answers(view: TaskView, leads: list[str], called: Called, words: Words) -> str:
    """Who leads a task, and who answers for it where that is somebody else."""
    printed = ", ".join(leads) or words.text("no lead unit printed")
    if view.answering is None or view.answering in view.task.lead:
        return printed
    return words.text(
        "{printed}; {unit} answers for it", printed=printed, unit=called([view.answering])[0]
    )


def _due(task: Task, words: Words) -> str:
    if task.due is not None:
        return formats.day(task.due, words)
    if task.cadence is not None:
        return labels.label(task.cadence, words)
    return words.text("no day printed")


def _cells(view: TaskView, board: Board, words: Words) -> Iterable[QuarterCell]:
    for each in view.quarters:
        light, quarter = each.light, formats.capital(formats.short_period(each.quarter, words))
        kind = CellKind.LIGHT
        if light.colour is None:
            coming = light.reason.code is ReasonCode.QUARTER_NOT_BEGUN
            kind = CellKind.COMING if coming else CellKind.AWAY
        text = reasons.short(light.reason, words, board.plan.year)
        carried = reasons.carried_note(light, words)
        word = labels.execution_label(light.colour, words)
        yield QuarterCell(
            kind=kind,
            light=light,
            text=text,
            carried=carried,
            said=": ".join((quarter, ", ".join(part for part in (word, text, carried) if part))),
            current=each.quarter == board.quarter,
        )


def _short_state(view: TaskView, because: str) -> str | None:
    """What the unit wrote with its last word, as far as the reason does not say it already."""
    said = view.said
    if said is None:
        return None
    written = (said.difficulty, said.recovery, said.note)
    return ". ".join(text.rstrip(". ") for text in written if text and text not in because) or None


def _spoken(view: TaskView, called: Called, words: Words) -> str | None:
    """Who spoke last, when, and how far the task was."""
    version = view.word
    if version is None or version.value is None:
        return None
    said = version.value
    parts = [called([said.unit])[0], formats.day(version.on, words)]
    if said.percent is not None:
        parts.append(formats.percent(said.percent, words))
    if said.actual is not None:
        reached = formats.measured(said.actual, view.task, words)
        parts.append(
            words.text(
                "reached {figure} of {asked}", figure=reached, asked=formats.kpi(view.task, words)
            )
        )
    return ", ".join(parts)
