"""Chỉ số thành phần: one sub-index with both lights, its targets, results, people and tasks.

The address names it (``index``, ``sub``) and may name a task; without, it is the worst one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import streamlit as st

from ddci_tracker.domain.findings import Finding
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import Standing, SubIndexView
from ddci_tracker.services.boards import check
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import FullNames, known_names
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.shared import charts, parts, standings
from ddci_tracker.ui.shared.attention_rows import task_link
from ddci_tracker.ui.shared.concluded import concluded
from ddci_tracker.ui.shared.parts import PlanPart
from ddci_tracker.ui.sub_index.remarks import remarks_on
from ddci_tracker.ui.sub_index.task_matrix import LIGHT, SEARCH, UNIT, draw_matrix
from ddci_tracker.words import formats, plan_names, reasons
from ddci_tracker.words.attention import own_words
from ddci_tracker.words.plan_names import unit_names

_PICKER = "pick-part"
# Which tasks a light of a sub-index counts.
_COUNTED: dict[StrEnum, Colour] = {
    ReasonCode.TASKS_RED: Colour.RED,
    ReasonCode.TASKS_AMBER: Colour.AMBER,
}


# How many of the tasks that hold a part back stand beside its light.
_HELD_BY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A task that holds a part back: why, in the unit's own words, who answers, and its address."""

    title: str
    because: str
    units: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who answers for a sub-index."""

    lead: str
    with_units: str
    person: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A neighbour in the order of the overview."""

    name: str
    link: str


def draw_sub_index(look: Look) -> None:
    """Draw the part of the plan that the address names, else the worst one."""
    seen = Seen(look)
    all_parts = parts.parts_of(seen)
    if not all_parts:
        drawing.put("sub_index/none.html", look.words)
        return
    asked = st.query_params.get("sub")
    if asked == paths.ALL_TASKS:
        _draw_all_tasks(seen, all_parts)
        return
    part = parts.find(all_parts, st.query_params.get("index"), asked)
    if part is None and asked is not None:
        st.warning(look.words.text("This plan has no sub-index {code}", code=asked))
    part = part or all_parts[0]
    task = st.query_params.get("task")
    _head(look, part, all_parts)
    _task_asked_for(look, part, task)
    _lights(look, part)
    _standing_and_remarks(seen, part)
    _conclusions(look, part)
    draw_matrix(seen, part, here=task)


def _draw_all_tasks(seen: Seen, all_parts: tuple[PlanPart, ...]) -> None:
    """Every task of the plan as one list; its filters say which of them."""
    look, part = seen.look, parts.all_tasks(seen)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="part-head"):
        overview = look.link(paths.OVERVIEW)
        drawing.put("sub_index/all_tasks.html", look.words, part=part, overview=overview)
        with st.container(key="part-picker", width=340):
            _picker(look, part, all_parts)
    draw_matrix(seen, part, here=st.query_params.get("task"))


def _head(look: Look, part: PlanPart, all_parts: tuple[PlanPart, ...]) -> None:
    place = all_parts.index(part)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="part-head"):
        drawing.put(
            "sub_index/head.html",
            look.words,
            part=part,
            number=place + 1,
            count=len(look.board.sub_indices),
            several=len(look.board.plan.indices) > 1,
            people=_people(look, part.view) if part.view else None,
            overview=look.link(paths.OVERVIEW),
        )
        with st.container(key="part-picker", width=340):
            drawing.put(
                "sub_index/steps.html",
                look.words,
                before=_step(look, all_parts[place - 1]) if place else None,
                after=_step(look, all_parts[place + 1]) if place + 1 < len(all_parts) else None,
            )
            _picker(look, part, all_parts)


def _step(look: Look, part: PlanPart) -> Step:
    link = look.link(paths.SUB_INDEX, index=part.index, sub=part.code)
    name = plan_names.tile_name(part.view, look.words) if part.view else part.name
    return Step(name=name, link=link)


def _picker(look: Look, part: PlanPart, all_parts: tuple[PlanPart, ...]) -> None:
    several = len(look.board.plan.indices) > 1
    captions = {
        each.key: f"{each.index} · {each.name}" if several and each.index else each.name
        for each in (*all_parts, parts.all_tasks(Seen(look)))
    }
    st.session_state[_PICKER] = part.key
    st.selectbox(
        look.words.text("Go to"),
        list(captions),
        key=_PICKER,
        format_func=captions.__getitem__,
        placeholder=look.words.text("Go to"),
        label_visibility="collapsed",
        on_change=_go,
    )


def _go() -> None:
    index, _, code = st.session_state[_PICKER].partition("/")
    state.choose("index", index or None)
    state.choose("sub", code)
    # Filters and the task belong to the part that was looked at before.
    for name in ("task", UNIT, LIGHT, SEARCH):
        state.choose(name, None)


def _people(look: Look, view: SubIndexView) -> People:
    called = plan_names.unit_names(look.board.plan)
    return People(
        lead=", ".join(called(view.sub_index.lead)),
        with_units=", ".join(called(view.sub_index.with_units)),
        person=plan_names.in_charge(look.board.plan, view.sub_index),
    )


def _task_asked_for(look: Look, part: PlanPart, code: str | None) -> None:
    """The task that a link leads to, before its row further down."""
    found = next((view for view in part.tasks if view.task.code == code), None)
    if found is not None:
        drawing.put("sub_index/task.html", look.words, board=look.board, view=found)


def _lights(look: Look, part: PlanPart) -> None:
    board, words = look.board, look.words
    standing = part.view.standing if part.view else None
    drawing.put(
        "sub_index/lights.html",
        words,
        board=board,
        part=part,
        standing=standing,
        execution_rule=reasons.execution_rule(part.execution, board.execution_policy, words),
        verdict=plan_names.verdict(standing, words) if standing else None,
        result_rule=reasons.result_rule(standing, board.policy, words) if standing else None,
        tasks=_tasks_counted(look, part),
        held=_holding(look, part),
    )


def _holding(look: Look, part: PlanPart) -> tuple[Holding, ...]:
    """The first of the tasks that its execution light counts."""
    words, plan = look.words, look.board.plan
    colour = _COUNTED.get(part.execution.reason.code)
    counted = [view for view in part.tasks if colour and view.light.colour is colour]
    return tuple(
        Holding(
            title=view.task.title,
            because="; ".join([short, *(own_words(view.said, short, words) if view.said else [])]),
            units=formats.listed(unit_names(plan)(view.task.lead), words),
            link=task_link(look, part.index, part.code, view.task.code),
        )
        for view in counted[:_HELD_BY]
        for short in [reasons.short(view.light.reason, words)]
    )


def _tasks_counted(look: Look, part: PlanPart) -> str | None:
    """The list of the tasks that an execution light counts; None where it counts none."""
    colour = _COUNTED.get(part.execution.reason.code)
    if colour is None:
        return None
    return look.link(paths.SUB_INDEX, index=part.index, sub=part.code, light=colour)


def _conclusions(look: Look, part: PlanPart) -> None:
    """What meetings concluded about it and about its tasks, where they did."""
    about = {f"{part.index}/{part.code}", *(view.task.code for view in part.tasks)}
    found = concluded(look, (view for view in look.board.followed if view.said.about in about))
    if found:
        drawing.put("sub_index/conclusions.html", look.words, concluded=found)


def _standing_and_remarks(seen: Seen, part: PlanPart) -> None:
    """Targets and weak points on the left, results over the years on the right."""
    plan = seen.look.board.plan.id
    findings = check(state.tracker(), state.actor(), plan, now=state.now())
    remarks = _targets_and_remarks(seen, part.key, findings)
    if part.view is None:
        drawing.put_block(remarks)
        return
    with st.container(key="part-columns"):
        left, right = st.columns(2, gap="small")
    with left:
        drawing.put_block(remarks)
    with right, st.container(key="part-results"):
        _results(seen, part, part.view.standing)


@lru_cache(maxsize=KEPT)
def _targets_and_remarks(seen: Seen, key: str, findings: tuple[Finding, ...]) -> str:
    """For general tasks there are only remarks."""
    board, words, part = seen.look.board, seen.look.words, parts.part_of(seen, key)
    remarks = remarks_on(part, parts.parts_of(seen), board, findings, words)
    if part.view is None:
        return drawing.block("sub_index/remarks.html", words, remarks=remarks)
    rows = standings.target_rows(part.view.standing, part.section, board.policy, words)
    return drawing.block("sub_index/targets.html", words, rows=rows, remarks=remarks)


def _results(seen: Seen, part: PlanPart, standing: Standing) -> None:
    words, chart = seen.look.words, _chart(seen, part.key)
    keys = standings.marks_of(standing) if chart else None
    drawing.put("sub_index/results.html", words, keys=keys)
    if chart:
        charts.put_chart(*chart, key="part-chart")
    if standing.results.published or standing.results.estimates:
        drawing.put_block(_figures_by_year(seen, part.key, known_names()))


@lru_cache(maxsize=KEPT)
def _chart(seen: Seen, key: str) -> tuple[Any, str] | None:
    view = parts.part_of(seen, key).view
    return standings.chart_over_the_years(view.standing, seen.look.words) if view else None


@lru_cache(maxsize=KEPT)
def _figures_by_year(seen: Seen, key: str, called: FullNames) -> str:
    view, words = parts.part_of(seen, key).view, seen.look.words
    printed = view.sub_index.results if view else ()
    rows = standings.year_rows(view.standing, printed, called, words) if view else []
    return drawing.block("sub_index/results_by_year.html", words, rows=rows)
