"""Toàn tỉnh: a row an agency, a column a sub-index, with both lights and the gap between.

Those whose total is furthest from its target come first; each name leads to its own overview.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from ddci_tracker.services.table_files import province_file
from ddci_tracker.services.whole_province import ProvinceView, province_of
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import downloads, filters
from ddci_tracker.ui.shared.province_lines import line_of
from ddci_tracker.words import formats, labels

INDEX, BLOCK, SORT = "of", "block", "sort"


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
    downloads.offer_table(
        words,
        lambda: province_file(board, view.table, made=now, words=words),
        file_name=f"{index}-{board.plan.year}-toan-tinh.xlsx",
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
        quick=drawing.link(
            paths.QUICK_PROVINCE, plan=look.board.plan.id, of=index, lang=words.language.parameter
        ),
    )
