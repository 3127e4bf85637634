"""Toàn tỉnh: a row an agency, a column a sub-index, with both lights and the gap between.

Those whose total is furthest from its target come first; each name leads to its own overview.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import streamlit as st

from ddci_tracker.domain.whole_province import (
    AgencyLine,
    AgencyPart,
    AgencyStanding,
    AgencyTotal,
)
from ddci_tracker.services.table_files import MEDIA_TYPE, province_file
from ddci_tracker.services.whole_province import ProvinceView, province_of
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import downloads, filters
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words

INDEX, BLOCK, SORT = "of", "block", "sort"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceCell:
    """A sub-index of an agency. ``shade`` is its share of the largest shortfall, from 0 to 1."""

    it: AgencyPart
    shade: float
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceLine:
    """An agency in words."""

    it: AgencyStanding
    total: AgencyTotal
    rank: str | None
    cells: tuple[ProvinceCell | None, ...]
    silence: str
    own: bool
    link: str
    reports: str


def draw_province(look: Look) -> None:
    """Draw the agencies of the province of the plan that is looked at."""
    board, words = look.board, look.words
    indices = {each: each for each in board.plan.indices}
    index = next(iter(indices))
    if len(indices) > 1:
        index = filters.pick_segment(INDEX, words.text("Index"), indices)
    view = _province(look, index, st.query_params.get(BLOCK))
    if len(view.blocks) > 1:
        blocks = {code: formats.capital(labels.block_label(code, words)) for code in view.blocks}
        filters.pick_pill(BLOCK, words.text("Block"), blocks)
    _draw_table(look, index, view)
    now = state.now()
    downloads.offer(
        words.text("Download as Excel"),
        lambda: province_file(board, view.table, made=now, words=words),
        file_name=f"{index}-{board.plan.year}-toan-tinh.xlsx",
        media_type=MEDIA_TYPE,
        key="province-file",
    )


def _province(look: Look, index: str, block: str | None) -> ProvinceView:
    return province_of(
        state.tracker(),
        state.actor(),
        look.board,
        index,
        now=state.now(),
        block=block,
        as_of=look.selection.as_of,
    )


def _draw_table(look: Look, index: str, view: ProvinceView) -> None:
    words, table = look.words, view.table
    codes = {each.code: each for each in table.columns}
    sort = st.query_params.get(SORT)
    ordered = table.by_gap(sort if sort in codes else None)
    drawing.put(
        "province/table.html",
        words,
        index=index,
        board=look.board,
        columns=table.columns,
        names={
            code: words.name(each.short_name, each.english_name) for code, each in codes.items()
        },
        rows=[line_of(look, line, table.largest_gap, index) for line in ordered],
        totals=table.totals,
        below=table.short,
        without=view.without,
        sort=sort if sort in codes else None,
        sorted_by=partial(look.link, paths.PROVINCE, of=index, block=st.query_params.get(BLOCK)),
        spoken=sum(line.of.last_word is not None for line in table.lines),
        largest=table.largest_gap,
    )


def line_of(look: Look, line: AgencyLine, largest: Decimal, index: str) -> ProvinceLine:
    """A line of the table, with where its parts lead."""
    of, total = line.of, line.total
    at = partial(look.link, plan=of.plan)
    return ProvinceLine(
        it=of,
        total=total,
        rank=formats.rank(total.rank, total.out_of) if total.rank else None,
        cells=tuple(
            _cell(cell, largest, at(paths.SUB_INDEX, index=index, sub=cell.code)) if cell else None
            for cell in line.cells
        ),
        silence=silence(of, look.words),
        own=of.plan == look.board.plan.id,
        link=at(paths.OVERVIEW),
        reports=at(paths.REPORTS),
    )


def _cell(part: AgencyPart, largest: Decimal, link: str) -> ProvinceCell:
    short = -part.gap if part.gap is not None and part.gap < 0 else Decimal(0)
    return ProvinceCell(it=part, shade=float(short / largest) if largest else 0.0, link=link)


def silence(of: AgencyStanding, words: Words) -> str:
    """How long ago somebody of the agency last recorded anything."""
    days = of.silent_days
    if days is None:
        return words.text("never")
    if days == 0:
        return words.text("today")
    return words.plural("{days} day", "{days} days", count=days, days=days)
