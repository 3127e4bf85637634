"""Toàn tỉnh: a row an agency, a column a sub-index, with both lights and the gap between.

Those whose total is furthest from its target come first; each name leads to its own overview. A
block stands apart, its agencies can be narrowed to those of one light, and every count opens them.
Both lights always stand in a cell: with one of them alone a column would be sorted by a gap, or
judged by a light, that is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from ddci_tracker.domain.whole_province import AgencyPart, ProvinceFigure, WholeProvince
from ddci_tracker.services.table_files import province_file
from ddci_tracker.services.whole_province import ProvinceView, province_of
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import downloads, filters
from ddci_tracker.ui.shared.province_lines import line_of
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.province import figure_label

INDEX, BLOCK, SORT, FIGURE, SUB = "of", "block", "sort", "light", "sub"
# What the address calls all blocks together.
EVERY_BLOCK = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceChoice:
    """What the table is asked for: its index and block, by what it is sorted, and which agencies.

    ``sort`` and ``sub`` are codes of sub-indices, None for the total and for any of them.
    """

    index: str
    block: str | None = None
    sort: str | None = None
    figure: ProvinceFigure | None = None
    sub: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedOnes:
    """How many agencies of a column are red, by execution and by result, and where they stand."""

    execution: int
    result: int
    execution_link: str
    result_link: str


def draw_province(look: Look) -> None:
    """Draw the agencies of the province of the plan that is looked at."""
    board, words = look.board, look.words
    indices = {each: each for each in board.plan.indices}
    index = st.query_params.get(INDEX)
    index = index if index in indices else next(iter(indices))
    asked = st.query_params.get(BLOCK, board.plan.agency.block)
    block = None if asked == EVERY_BLOCK else asked
    view = _province(look, index, block)
    if block is not None and block not in view.blocks:
        block = board.plan.agency.block
        view = _province(look, index, block)
    choice = _choice(view, index, block)
    drawing.put_block(top_block(look, view, choice))
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="province-filters"
    ):
        _draw_filters(look, view, indices)
    drawing.put_block(province_block(look, view, choice))
    now = state.now()
    downloads.offer_table(
        words,
        lambda: province_file(board, _asked_for(view.table, choice), made=now, words=words),
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


def _choice(view: ProvinceView, index: str, block: str | None) -> ProvinceChoice:
    """What the address asks for; what makes no sense there counts as not asked."""
    asked, codes = st.query_params, {each.code for each in view.table.columns}
    figure, sort, sub = asked.get(FIGURE), asked.get(SORT), asked.get(SUB)
    return ProvinceChoice(
        index=index,
        block=block if block in view.blocks else None,
        sort=sort if sort in codes else None,
        figure=ProvinceFigure(figure) if figure in set(ProvinceFigure) else None,
        sub=sub if sub in codes else None,
    )


def _draw_filters(look: Look, view: ProvinceView, indices: dict[str, str]) -> None:
    words = look.words
    if len(indices) > 1:
        filters.pick_segment(INDEX, words.text("Index"), indices, is_labelled=False)
    if len(view.blocks) > 1:
        own = look.board.plan.agency.block
        # The first is what stands where nothing was chosen.
        order = [own, *(code for code in view.blocks if code != own)]
        blocks = {code: f"{_block(code, words)} {view.blocks[code]}" for code in order}
        together = words.text("All blocks")
        blocks[EVERY_BLOCK] = f"{together} {sum(view.blocks.values())}"
        filters.pick_segment(BLOCK, words.text("Block"), blocks, is_labelled=False)
    filters.pick(
        FIGURE,
        words.text("Light"),
        {each.value: figure_label(each, words) for each in ProvinceFigure},
        everything=words.text("Every light"),
        width=250,
    )
    filters.pick(
        SUB,
        words.text("Sub-index"),
        {each.code: _name(each, words) for each in view.table.columns},
        everything=words.text("Every sub-index"),
        width=250,
    )


def _block(code: str, words: Words) -> str:
    return formats.capital(labels.block_label(code, words))


def _name(part: AgencyPart, words: Words) -> str:
    return words.name(part.short_name, part.english_name)


def _names(table: WholeProvince, words: Words) -> dict[str, str]:
    return {each.code: _name(each, words) for each in table.columns}


def _asked_for(table: WholeProvince, choice: ProvinceChoice) -> WholeProvince:
    return table if choice.figure is None else table.among(choice.figure, choice.sub)


def _here(look: Look, choice: ProvinceChoice) -> partial[str]:
    """The address of this table; what is added narrows or sorts it."""
    block = choice.block or EVERY_BLOCK
    own = block == look.board.plan.agency.block
    return partial(look.link, paths.PROVINCE, of=choice.index, block=None if own else block)


def top_block(look: Look, view: ProvinceView, choice: ProvinceChoice) -> str:
    """What the table shows, and of whom nothing is known this quarter."""
    words, table = look.words, view.table
    here, unspoken = _here(look, choice), table.among(ProvinceFigure.UNSPOKEN)
    names = _names(table, words)
    return drawing.block(
        "province/top.html",
        words,
        index=choice.index,
        board=look.board,
        shown=len(_asked_for(table, choice).lines),
        every=len(table.lines),
        asked=_said(choice, names, words),
        without_figure=here(sort=choice.sort),
        sort=names.get(choice.sort) if choice.sort else None,
        unspoken=[line.of.name for line in unspoken.lines],
        unspoken_link=here(light=ProvinceFigure.UNSPOKEN.value),
        quick=drawing.link(
            paths.QUICK_PROVINCE,
            plan=look.board.plan.id,
            of=choice.index,
            lang=words.language.parameter,
        ),
    )


def province_block(look: Look, view: ProvinceView, choice: ProvinceChoice) -> str:
    """The table of the agencies asked for, above the counts of all of them."""
    words, table, index = look.words, view.table, choice.index
    here = _here(look, choice)
    shown = _asked_for(table, choice).by_gap(choice.sort)
    years = {line.total.rank_year for line in shown if line.total.rank}
    scored = [line.total.estimated for line in shown if line.total.score is not None]
    return drawing.block(
        "province/table.html",
        words,
        index=index,
        board=look.board,
        columns=table.columns,
        names=_names(table, words),
        rows=[line_of(look, line, table.largest_gap, index) for line in shown],
        has_open_miss=table.has_open_miss,
        every=len(table.lines),
        red=[_red_ones(table, each.code, here) for each in table.columns],
        counts={
            each.value: (table.count(each), here(light=each.value))
            for each in (ProvinceFigure.SHORT, ProvinceFigure.MISSING, ProvinceFigure.UNSPOKEN)
        },
        without=view.without,
        sort=choice.sort,
        sorted_by=partial(here, light=choice.figure and choice.figure.value, sub=choice.sub),
        largest=table.largest_gap,
        # What holds for every line is said once, above them.
        rank_year=years.pop() if len(years) == 1 else None,
        all_estimated=bool(scored) and all(scored),
    )


def _said(choice: ProvinceChoice, names: dict[str, str], words: Words) -> str | None:
    """Which agencies are asked for; None where all of them are."""
    if choice.figure is None:
        return None
    said = figure_label(choice.figure, words)
    return f"{said}, {names[choice.sub]}" if choice.sub and choice.figure.axis else said


def _red_ones(table: WholeProvince, code: str, here: partial[str]) -> RedOnes:
    execution, result = ProvinceFigure.EXECUTION_RED, ProvinceFigure.RESULT_RED
    return RedOnes(
        execution=table.count(execution, code),
        result=table.count(result, code),
        execution_link=here(light=execution.value, sub=code),
        result_link=here(light=result.value, sub=code),
    )
