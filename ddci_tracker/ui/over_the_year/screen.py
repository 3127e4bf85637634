"""Diễn biến: sub-indices by quarter, tasks left against their days, reports by month.

Every picture says its point in its title; what is read as values is a chart, the rest is looked at.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import streamlit as st

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.over_the_year import (
    MonthReports,
    PartYear,
    TasksLeft,
    parts_by_quarter,
    reports_by_month,
    tasks_left,
)
from ddci_tracker.domain.periods import Period
from ddci_tracker.ui.core import drawing, paths
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.shared import charts
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.catalogue import Words


def draw_over_the_year(look: Look) -> None:
    """Draw the year of a board."""
    seen, words = Seen(look), look.words
    drawing.put("over_the_year/title.html", words, year=look.board.plan.year)
    drawing.put_block(_parts_block(seen))
    with st.container(key="year-pictures", horizontal=True, gap="small"):
        with st.container(key="year-left"):
            drawing.put(
                "over_the_year/left.html",
                words,
                point=_left_point(look),
            )
            charts.put_chart(*_left_chart(seen), key="tasks-left-chart")
        with st.container(key="year-reports"):
            drawing.put_block(_reports_block(seen))


@lru_cache(maxsize=KEPT)
def _parts_block(seen: Seen) -> str:
    look = seen.look
    parts = parts_by_quarter(look.board)
    return drawing.block(
        "over_the_year/parts.html",
        look.words,
        parts=parts,
        name=lambda each: plan_names.short_sub_index_name(each.view, look.words),
        several=len(look.board.plan.indices) > 1,
        point=_parts_point(look, parts),
        here=look.board.quarter,
        link=lambda view: look.link(paths.SUB_INDEX, index=view.index, sub=view.code),
        said=lambda each: _said_of_part(each, look.words),
    )


def _parts_point(look: Look, parts: tuple[PartYear, ...]) -> str:
    """How many sub-indices are red in the quarter looked at, and which for the longest."""
    words = look.words
    if not look.board.tracked:
        return _not_tracked(words)
    red = {each: _red_since(each, look.board.quarter) for each in parts}
    now = [each for each, count in red.items() if count]
    if not now:
        return words.text("No sub-index is late in {quarter}", quarter=look.board.quarter)
    longest = max(now, key=lambda each: red[each])
    return words.text(
        "{count} of {all} sub-indices are late in {quarter}; for the longest {name}, {quarters}",
        count=len(now),
        all=len(parts),
        quarter=look.board.quarter,
        name=plan_names.short_sub_index_name(longest.view, words),
        quarters=words.plural(
            "{count} quarter in a row",
            "{count} quarters in a row",
            count=red[longest],
        ),
    )


def _not_tracked(words: Words) -> str:
    """All that a picture says of a plan that nobody follows here: its counts would accuse."""
    return words.text("Not yet tracked here: no unit has recorded anything")


def _red_since(part: PartYear, quarter: Period) -> int:
    """For how many quarters in a row up to one a sub-index has been red."""
    count = 0
    for each in reversed([one for one in part.quarters if one.it.quarter <= quarter]):
        if each.it.light.colour is not Colour.RED:
            break
        count += 1
    return count


def _said_of_part(part: PartYear, words: Words) -> str:
    return "; ".join(
        words.text(
            "{quarter}: {green} on track, {amber} at risk, {red} late, {grey} not updated",
            quarter=each.it.quarter,
            green=each.counts.green,
            amber=each.counts.amber,
            red=each.counts.red,
            grey=each.counts.grey,
        )
        for each in part.quarters
    )


def _left_point(look: Look) -> str:
    """How many tasks are left today, against how many by their days should be."""
    words = look.words
    if not look.board.tracked:
        return _not_tracked(words)
    known = [each for each in tasks_left(look.board) if each.left is not None]
    if not known or known[-1].left is None:
        return words.text("Nothing to show yet")
    last, left = known[-1], known[-1].left
    more = left - last.planned
    if more <= 0:
        return words.text(
            "{left} tasks are left on {day}, no more than by their days", left=left, day=last.on
        )
    return words.text(
        "{left} tasks are left on {day}; by their days it should be {planned}, {more} fewer",
        left=left,
        day=last.on,
        planned=last.planned,
        more=more,
    )


@lru_cache(maxsize=KEPT)
def _left_chart(seen: Seen) -> tuple[Any, str]:
    words, board = seen.look.words, seen.look.board
    days = tasks_left(board)
    if not board.tracked:
        days = tuple(replace(each, left=None) for each in days)
    figure = charts.left_over_time(
        [_point(each, each.planned, words.text("by their days"), words) for each in days],
        [
            _point(each, each.left, words.text("not done"), words)
            for each in days
            if each.left is not None
        ],
        words.language,
    )
    return figure, "; ".join(_said_of_day(each, words) for each in days)


def _point(each: TasksLeft, count: int, kind: str, words: Words) -> charts.DayDot:
    said = f"{formats.day(each.on, words)}: {count} {kind}"
    return charts.DayDot(on=each.on, at=count, text=kind, said=said)


def _said_of_day(each: TasksLeft, words: Words) -> str:
    if each.left is None:
        return words.text("{day}: {planned} by their days", day=each.on, planned=each.planned)
    return words.text(
        "{day}: {left} not done, {planned} by their days",
        day=each.on,
        left=each.left,
        planned=each.planned,
    )


@lru_cache(maxsize=KEPT)
def _reports_block(seen: Seen) -> str:
    look = seen.look
    months = reports_by_month(look.board)
    return drawing.block(
        "over_the_year/reports.html",
        look.words,
        months=months,
        year=look.board.plan.year,
        most=max((each.total for each in months), default=1),
        point=_reports_point(look, months),
        reports=look.link(paths.REPORTS),
    )


def _reports_point(look: Look, months: tuple[MonthReports, ...]) -> str:
    """How many reports of the year are missing, and of which month most."""
    words = look.words
    if not look.board.tracked:
        return _not_tracked(words)
    missing = sum(each.missing for each in months)
    if not months:
        return words.text("No report has a day of its own in this year")
    if not missing:
        late = sum(each.late for each in months)
        return words.text("No report is missing; {late} came late", late=late)
    worst = max(months, key=lambda each: each.missing)
    return words.text(
        "{missing} reports are missing, most of those due in {month}: {count}",
        missing=missing,
        month=worst.month,
        count=worst.missing,
    )
