"""Kết quả: scores and ranks over the years, across sub-indices, against what is to be reached.

Published and estimated figures stand apart everywhere. Every chart has its figures in the table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import Any

import streamlit as st

from ddci_tracker.domain.arithmetic import rank_change, score_change
from ddci_tracker.domain.plan import Result
from ddci_tracker.domain.targets import distance
from ddci_tracker.domain.views import Board, EstimateBasis, Standing
from ddci_tracker.services.table_files import table_file
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import FullNames, known_names
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.results import entry
from ddci_tracker.ui.results.comparisons import draw_comparisons
from ddci_tracker.ui.results.doubts import doubts_of
from ddci_tracker.ui.results.what_if import draw_what_if
from ddci_tracker.ui.shared import charts, downloads, filters, ranked, standings
from ddci_tracker.ui.shared.ranked import Ranked
from ddci_tracker.ui.shared.standings import TargetLine
from ddci_tracker.words import formats, labels, plan_names, reasons
from ddci_tracker.words.catalogue import Words

# Which of the two parts of the screen is shown.
VIEW = "show"
FIGURES, TAKES = "figures", "takes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A whole index with what is known of it, in words."""

    thing: Ranked
    verdict: str
    rows: list[TargetLine]
    latest_rank: str | None
    median: str | None
    basis: str | None
    extras: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What is known of one year: published figures and how they changed.

    ``rank`` stands as in a sentence, since it may only be known what it lies beyond;
    ``other_ranks`` are the places in other lists.
    """

    score: Decimal | None
    rank: str | None
    other_ranks: tuple[str, ...]
    score_change: Decimal | None
    rank_change: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A row of the table over the years.

    ``asked`` are the targets, each with how far the last published figure is from it; None beside
    one that cannot be judged, so that no figure stands beside another's target.
    ``estimate_year`` is that of the estimate, which stands in the column of its own year.
    """

    thing: Ranked
    figures: tuple[Figure | None, ...]
    estimate_year: int | None
    estimate: str | None
    estimate_note: str | None
    asked: tuple[tuple[str, str | None], ...]
    median: str | None


def draw_results(look: Look) -> None:
    """Draw the results of a plan's indices and sub-indices."""
    seen, words = Seen(look), look.words
    may_enter = entry.may_enter(look)
    _draw_head(look, may_enter=may_enter)
    views = {FIGURES: words.text("Scores and ranks"), TAKES: words.text("What it would take")}
    if filters.pick_segment(VIEW, words.text("Results"), views, is_labelled=False) == TAKES:
        draw_what_if(look)
    else:
        _draw_figures(seen, may_enter=may_enter)
    if may_enter:
        entry.draw_drawer(look)


def _draw_figures(seen: Seen, *, may_enter: bool) -> None:
    """What is published and estimated over the years."""
    look, words = seen.look, seen.look.words
    _draw_wholes(seen)
    if any(thing.results for thing in ranked.all_of(seen)):
        called = known_names()
        drawing.put("results/doubts.html", words, doubts=doubts_of(look))
        _draw_table(seen, called)
        draw_comparisons(seen)
        drawing.put_block(_sources(seen, called, may_enter))
    else:
        plan_link = look.link(paths.PLAN)
        drawing.put("results/none.html", words, board=look.board, plan_link=plan_link)


def _draw_head(look: Look, *, may_enter: bool) -> None:
    if not may_enter:
        drawing.put_kept("results/head.html", look.words)
        return
    with st.container(
        horizontal=True,
        vertical_alignment="bottom",
        horizontal_alignment="distribute",
        key="results-head",
    ):
        drawing.put_kept("results/head.html", look.words)
        entry.draw_buttons(look)


def _draw_wholes(seen: Seen) -> None:
    """What each whole index has and is to reach; beside it, the only one over the years."""
    chart = _chart_of_the_only_one(seen)
    if chart is None:
        drawing.put_block(_cards(seen))
        return
    with st.container(key="part-columns"):
        left, right = st.columns(2, gap="small")
    with left:
        drawing.put_block(_cards(seen))
    with right, st.container(key="part-results"):
        words, (only,) = seen.look.words, ranked.wholes_of(seen)
        title = words.text("{name} over the years", name=only.name)
        keys = standings.marks_of(only.standing)
        drawing.put_kept("results/chart.html", words, title=title, note=None, keys=keys)
        charts.put_chart(*chart, key="whole-chart")


@lru_cache(maxsize=KEPT)
def _chart_of_the_only_one(seen: Seen) -> tuple[Any, str] | None:
    """The figure and what it shows in words; None where there are several indices or no figure."""
    wholes = ranked.wholes_of(seen)
    if len(wholes) != 1:
        return None
    return standings.chart_over_the_years(wholes[0].standing, seen.look.words)


@lru_cache(maxsize=KEPT)
def _cards(seen: Seen) -> str:
    look = seen.look
    cards = [_card(look, thing) for thing in ranked.wholes_of(seen)]
    return drawing.block("results/wholes.html", look.words, board=look.board, cards=cards)


def _card(look: Look, thing: Ranked) -> Card:
    words, standing = look.words, thing.standing
    latest = standing.latest
    told = (
        standings.extras_of(latest, words) if latest else "",
        standings.neighbours_text(standing, words),
    )
    extras = "; ".join(part for part in told if part)
    return Card(
        thing=thing,
        verdict=plan_names.verdict(standing, words),
        rows=standings.target_rows(standing, None, look.board.policy, words),
        latest_rank=plan_names.rank_text(latest, words) if latest else None,
        median=standings.median_text(latest, words),
        basis=_basis(standing, words),
        extras=formats.capital(extras) or None,
    )


def _basis(standing: Standing, words: Words) -> str | None:
    """What an estimate rests on."""
    estimate = standing.estimate
    if estimate is None:
        return None
    basis = labels.label(estimate.basis, words)
    if estimate.basis is EstimateBasis.MEAN:
        return words.text("{basis}, scaled to {maximum}", basis=basis, maximum=standing.scale_max)
    return basis


def _draw_table(seen: Seen, called: FullNames) -> None:
    words, board, now = seen.look.words, seen.look.board, state.now()
    with st.container(key="results-table"):
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
        ):
            drawing.put_kept("results/table_head.html", words)
            downloads.offer_table(
                words,
                lambda: as_workbook(board, ranked.all_of(seen), called, words, made=now),
                file_name=f"{board.plan.id}-ket-qua.xlsx",
            )
        drawing.put_block(_table(seen))


@lru_cache(maxsize=KEPT)
def _table(seen: Seen) -> str:
    words, things = seen.look.words, ranked.all_of(seen)
    years = _years(things)
    rows = [_summary(thing, years, words) for thing in things]
    return drawing.block(
        "results/table.html",
        words,
        board=seen.look.board,
        years=years,
        rows=rows,
        guessed=any(row.estimate_year == seen.look.board.plan.year for row in rows),
    )


def _years(things: Collection[Ranked]) -> tuple[int, ...]:
    """The years of which something was published, and those before the plan's with an estimate."""
    found = {
        year
        for thing in things
        for year in (
            *(result.year for result in thing.standing.results.published),
            *(placed.year for placed in standings.ranks(thing.standing)),
        )
    } | {
        guess.year
        for thing in things
        if (guess := thing.standing.estimate) and guess.year < thing.standing.results.year
    }
    return tuple(sorted(found))


def _summary(thing: Ranked, years: tuple[int, ...], words: Words) -> Summary:
    standing = thing.standing
    estimate, note = standings.estimate_score(standing), _basis(standing, words)
    return Summary(
        thing=thing,
        figures=tuple(_figures(standing, years, words)),
        estimate_year=standing.estimate.year if standing.estimate else None,
        estimate=formats.decimal(estimate, words) if estimate is not None else None,
        estimate_note=note,
        asked=tuple(zip_longest(plan_names.target_texts(standing, words), _gaps(standing, words))),
        median=standings.median_apart(standing.latest, words),
    )


def _figures(standing: Standing, years: tuple[int, ...], words: Words) -> Iterable[Figure | None]:
    """What is known of each year."""
    published = {result.year: result for result in standing.results.published}
    places = {placed.year: placed for placed in standings.ranks(standing)}
    for year in years:
        result, placed = published.get(year), places.get(year)
        if result is None and placed is None:
            yield None
            continue
        before = standing.results.before(result) if result else None
        yield Figure(
            score=result.score if result else None,
            rank=_rank(result, placed, words),
            other_ranks=tuple(plan_names.list_ranks(result, words)) if result else (),
            score_change=score_change(result, before) if result else None,
            rank_change=rank_change(result, before) if result else None,
        )


def _rank(result: Result | None, placed: standings.Placed | None, words: Words) -> str | None:
    """The place of a year, or what it is only known to lie beyond."""
    if placed is not None:
        return words.text("rank {rank}", rank=formats.rank(placed.rank, placed.out_of))
    return plan_names.rank_text(result, words) if result else None


def _gaps(standing: Standing, words: Words) -> Iterable[str | None]:
    """How far the last published figure is from each target of this year, in their order."""
    for each in standing.current:
        found = distance(each.target, standing.results, standing.latest)
        if found is None:
            yield None
        else:
            yield reasons.apart(found.gap, found.measure, words, missed=not found.met)


@lru_cache(maxsize=KEPT)
def _sources(seen: Seen, called: FullNames, may_enter: bool) -> str:
    """Where every figure comes from, one list for each index and sub-index."""
    words = seen.look.words
    lists = [
        (thing, standings.year_rows(thing.standing, thing.printed, called, words))
        for thing in ranked.all_of(seen)
        if thing.results
    ]
    entries = [row.entry for _, rows in lists for row in rows if row.entry and may_enter]
    opens = {key: entry.opens(seen.look, key) for key in entries}
    return drawing.block("results/sources.html", words, lists=lists, opens=opens)


def as_workbook(
    board: Board,
    things: Collection[Ranked],
    called: Mapping[str, str],
    words: Words,
    *,
    made: datetime,
) -> bytes:
    """Every result, one a line, with real numbers in the places that were printed."""
    columns = {
        words.text("Plan"): 16,
        words.text("Index"): 9,
        words.text("Code"): 18,
        words.text("Name"): 40,
        words.text("Year"): 8,
        words.text("Kind"): 12,
        words.text("Score"): 9,
        words.text("Rank"): 8,
        words.text("Of"): 8,
        words.text("Change of score"): 10,
        words.text("Change of rank"): 10,
        words.text("Predecessor"): 24,
        words.text("Ranked beyond"): 10,
        words.text("Median of the block"): 10,
        words.text("Mean of the block"): 10,
        words.text("Best score"): 10,
        words.text("Ranks in other lists"): 24,
        words.text("Other sources"): 30,
        words.text("Source"): 40,
    }
    lines = [
        (
            board.plan.id,
            thing.index,
            thing.code,
            thing.name,
            row.result.year,
            row.kind,
            row.result.score,
            row.result.rank,
            row.result.out_of,
            row.score_change,
            row.rank_change,
            row.result.of,
            row.result.rank_over,
            *(row.result.median, row.result.mean, row.result.best_score),
            "; ".join(plan_names.list_ranks(row.result, words)) or None,
            "; ".join(plan_names.other_sources(row.result, words)) or None,
            row.origin,
        )
        for thing in things
        for row in reversed(standings.year_rows(thing.standing, thing.printed, called, words))
    ]
    return table_file(board, words.text("Results"), columns, lines, made=made, words=words)
