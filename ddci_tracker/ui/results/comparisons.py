"""Sub-indices beside each other: over the years, against their targets, and as a heat map.

By score or by rank, as the address says. All figures come from the board.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import streamlit as st

from ddci_tracker.domain.scales import Scale
from ddci_tracker.domain.targets import Measure, Threshold, distance
from ddci_tracker.domain.views import worst_first
from ddci_tracker.ui.core import drawing
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.shared import charts, filters, ranked, standings
from ddci_tracker.ui.shared.charts import (
    ChartPanel,
    Dot,
    HeatColumn,
    HeatRow,
    PlotMark,
    Reach,
    YearsLine,
)
from ddci_tracker.ui.shared.ranked import Ranked
from ddci_tracker.ui.shared.standings import Marks
from ddci_tracker.words import reasons
from ddci_tracker.words.catalogue import Words

MEASURE, LINES = "by", "lines"
# How many sub-indices a chart of lines names until somebody chooses.
PICKED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A sub-index by one measure: what is published of it, estimated, and to be reached."""

    thing: Ranked
    dots: tuple[Dot, ...]
    guess: Dot | None
    goal: Threshold | None

    @property
    def known(self) -> bool:
        """Whether there is a figure to draw."""
        return bool(self.dots or self.guess)

    @property
    def shortfall(self) -> tuple[bool, Decimal]:
        """For sorting: the largest shortfall first, then what cannot be judged."""
        measure = self.goal.measure if self.goal else None
        targets = self.thing.standing.current
        gaps = [each.gap for each in targets if each.gap is not None and each.measure is measure]
        return (not gaps, min(gaps, default=Decimal(0)))


def draw_comparisons(seen: Seen) -> None:
    """Sub-indices beside each other, by score or by rank."""
    words = seen.look.words
    measures = {
        str(measure): words.text("Score") if measure is Measure.POINTS else words.text("Rank")
        for measure in _measures(seen)
    }
    if not measures:
        return
    with st.container(key="results-charts"):
        chosen = next(iter(measures))
        if len(measures) > 1:
            chosen = filters.pick_segment(MEASURE, words.text("Compare by"), measures)
        measure = Measure(chosen)
        compared = _compared(seen, measure)
        drawn: list[Callable[[], None]] = []
        lacking = []
        if len({dot.year for each in compared for dot in each.dots}) > 1:
            drawn.append(lambda: _draw_lines(seen, measure))
        else:
            lacking.append(
                words.text("Fewer than two years are known, so there is no line to draw yet.")
            )
        if any(each.goal for each in compared):
            drawn.append(lambda: _draw_reach(seen, measure))
        else:
            lacking.append(words.text("The plan sets no target of this kind for its sub-indices."))
        if drawn:
            for column, draw in zip(st.columns(len(drawn), gap="small"), drawn, strict=True):
                with column:
                    draw()
        for message in lacking:
            drawing.put_kept("results/note.html", words, message=message)
        _draw_heat(seen, measure)


@lru_cache(maxsize=KEPT)
def _measures(seen: Seen) -> list[Measure]:
    """What there is to compare by; scores first unless far more is known of ranks."""
    subs = ranked.subs_of(seen)
    counts = {
        Measure.POINTS: sum(len(standings.scores(thing.standing)) for thing in subs),
        Measure.PLACES: sum(len(standings.ranks(thing.standing)) for thing in subs),
    }
    goals = {measure for thing in subs for measure in thing.standing.goals}
    known = [measure for measure, count in counts.items() if count or measure in goals]
    if 2 * counts[Measure.POINTS] < counts[Measure.PLACES]:
        known.reverse()
    return known


@lru_cache(maxsize=KEPT)
def _compared(seen: Seen, measure: Measure) -> tuple[Compared, ...]:
    words = seen.look.words
    return tuple(_compare(thing, measure, words) for thing in ranked.subs_of(seen))


def _compare(thing: Ranked, measure: Measure, words: Words) -> Compared:
    standing = thing.standing
    if measure is Measure.POINTS:
        dots = [standings.score_dot(*known, words) for known in standings.scores(standing)]
        guess = standings.estimate_dot(standing.estimate, words)
    else:
        dots = [standings.rank_dot(placed, words) for placed in standings.ranks(standing)]
        guess = None
    goal = standing.goals.get(measure)
    return Compared(
        thing=thing, dots=tuple(dots), guess=guess, goal=goal.threshold if goal else None
    )


def _axis(
    compared: Collection[Compared], measure: Measure, words: Words, *, whole: bool = False
) -> ChartPanel:
    """One axis for all; ``whole`` takes a scale from its beginning."""
    all_standings = [each.thing.standing for each in compared]
    if measure is Measure.PLACES:
        placed = [place for standing in all_standings for place in standings.ranks(standing)]
        goals = [each.goal for each in compared if each.goal]
        worst = max(goals, key=lambda goal: goal.at, default=None)
        return standings.rank_axis(placed, words, goal=worst)
    values = [score for standing in all_standings for _, score in standings.scores(standing)]
    guesses = [standings.estimate_score(standing) for standing in all_standings]
    values += [guess for guess in guesses if guess is not None]
    scale = Scale(
        minimum=min(standing.scale_min for standing in all_standings),
        maximum=max(standing.scale_max for standing in all_standings),
    )
    return standings.score_axis([] if whole else values, scale, words)


def _draw_lines(seen: Seen, measure: Measure) -> None:
    look, words = seen.look, seen.look.words
    known = [each for each in _compared(seen, measure) if each.known]
    worst = [ranked.key_of(view) for view in worst_first(look.board.sub_indices)]
    usual = [key for key in worst if key in {each.thing.key for each in known}][:PICKED]
    with st.container(key="results-lines"):
        keys = Marks(guess=any(each.guess for each in known), goal=False, bar=False)
        title, note = words.text("Over the years"), _axis(known, measure, words).title
        drawing.put_kept("results/chart.html", words, title=title, note=note, keys=keys)
        picked = filters.pick_pills(
            LINES,
            words.text("Sub-indices named in the chart"),
            {each.thing.key: each.thing.short for each in known},
            usual=tuple(usual),
        )
        charts.put_chart(*_lines_chart(seen, measure, picked), key="lines-chart")


@lru_cache(maxsize=KEPT)
def _lines_chart(seen: Seen, measure: Measure, picked: tuple[str, ...]) -> tuple[Any, str]:
    """The figure and what it shows in words."""
    words = seen.look.words
    known = [each for each in _compared(seen, measure) if each.known]
    drawn = [dot.year for each in known for dot in (*each.dots, each.guess) if dot]
    lines = tuple(
        YearsLine(
            name=each.thing.short,
            place=place,
            picked=each.thing.key in picked,
            published=each.dots,
            estimate=each.guess,
        )
        for place, each in enumerate(known)
    )
    axis, years = _axis(known, measure, words), tuple(range(min(drawn), max(drawn) + 1))
    figure = charts.lines_over_the_years(lines, years, axis, words.language)
    return figure, _said_of_lines(lines, axis)


def _said_of_lines(lines: Collection[YearsLine], axis: ChartPanel) -> str:
    said = []
    for line in lines:
        if line.picked:
            figures = [f"{dot.year}: {dot.figure}" for dot in line.published]
            figures += [line.estimate.said] if line.estimate else []
            said.append(f"{line.name}: {'; '.join(figures)}")
    return ". ".join([axis.title, *said])


def _draw_reach(seen: Seen, measure: Measure) -> None:
    words = seen.look.words
    with st.container(key="results-reach"):
        title = words.text("Against the targets of {year}", year=seen.look.board.plan.year)
        guess = any(each.guess for each in _compared(seen, measure))
        keys = Marks(guess=guess, goal=True, bar=True)
        note = _along_the_bars(seen, measure)
        drawing.put_kept("results/chart.html", words, title=title, note=note, keys=keys)
        charts.put_chart(*_reach_chart(seen, measure), key="reach-chart")


@lru_cache(maxsize=KEPT)
def _reach_chart(seen: Seen, measure: Measure) -> tuple[Any, str]:
    """The figure and what it shows in words."""
    words = seen.look.words
    shown = [each for each in _compared(seen, measure) if each.known or each.goal]
    shown.sort(key=lambda each: each.shortfall)
    rows = tuple(_reach(each, words) for each in shown)
    axis = _axis(shown, measure, words, whole=True)
    figure = charts.against_targets(rows, axis, words.language)
    said = [_along_the_bars(seen, measure), *(_said_of_reach(row) for row in rows)]
    return figure, ". ".join(said)


def _along_the_bars(seen: Seen, measure: Measure) -> str:
    """What the lying axis of the bars counts."""
    words, compared = seen.look.words, _compared(seen, measure)
    if measure is Measure.PLACES:
        return words.text("Rank, the first place on the right")
    return _axis(compared, measure, words, whole=True).title


def _reach(each: Compared, words: Words) -> Reach:
    goal, guess = each.goal, each.guess
    return Reach(
        name=each.thing.short,
        published=PlotMark(at=each.dots[-1].at, text=each.dots[-1].said) if each.dots else None,
        estimate=PlotMark(at=guess.at, text=guess.said) if guess else None,
        goal=standings.goal_mark(goal, words) if goal else None,
        verdict=_verdict(each, words),
    )


def _verdict(each: Compared, words: Words) -> str:
    """How far the last published figure is from the target."""
    if each.goal is None:
        return words.text("no target of this kind")
    standing = each.thing.standing
    for target in standing.current:
        found = distance(target.target, standing.results, standing.latest)
        if found is not None and found.measure is each.goal.measure:
            return reasons.apart(found.gap, found.measure, words, missed=not found.met)
    return words.text("no result yet")


def _said_of_reach(row: Reach) -> str:
    marks = [mark.text for mark in (row.published, row.estimate, row.goal) if mark]
    return f"{row.name}: {', '.join([*marks, row.verdict])}"


def _draw_heat(seen: Seen, measure: Measure) -> None:
    """Every figure of every year at once, where there is more than one column."""
    known = [each for each in _compared(seen, measure) if each.known]
    columns = _columns(known)
    if len(columns) < 2:
        return
    with st.container(key="results-heat"):
        by_rank, guessed = measure is Measure.PLACES, columns[-1].estimated
        words = seen.look.words
        drawing.put_kept("results/heat.html", words, by_rank=by_rank, guessed=guessed)
        charts.put_chart(*_heat_chart(seen, measure), key="heat-chart")


def _columns(known: Collection[Compared]) -> tuple[HeatColumn, ...]:
    years = sorted({dot.year for each in known for dot in each.dots})
    guessed = sorted({each.guess.year for each in known if each.guess})
    return (
        *(HeatColumn(year=year, title=str(year), estimated=False) for year in years),
        *(HeatColumn(year=year, title=f"◇ {year}", estimated=True) for year in guessed),
    )


@lru_cache(maxsize=KEPT)
def _heat_chart(seen: Seen, measure: Measure) -> tuple[Any, str]:
    """The figure and what it shows in words."""
    words = seen.look.words
    known = [each for each in _compared(seen, measure) if each.known]
    columns, shade = _columns(known), _shades(_axis(known, measure, words))
    rows = tuple(
        HeatRow(
            name=each.thing.short,
            figures=tuple(
                _cell(_of_year((each.guess,) if column.estimated else each.dots, column), shade)
                for column in columns
            ),
        )
        for each in known
    )
    return charts.heat_map(rows, columns, words.language), _said_of_heat(rows, columns)


def _of_year(dots: Iterable[Dot | None], column: HeatColumn) -> Dot | None:
    return next((dot for dot in dots if dot and dot.year == column.year), None)


def _shades(axis: ChartPanel) -> Callable[[float], float]:
    """From a figure to 0 (the worst end of its axis) to 1 (the best)."""
    worst, best = axis.ticks[0].at, axis.ticks[-1].at
    if axis.bounds[0] > axis.bounds[1]:
        worst, best = best, worst
    return lambda at: (at - worst) / (best - worst) if best != worst else 1.0


def _cell(dot: Dot | None, shade: Callable[[float], float]) -> PlotMark | None:
    return PlotMark(at=shade(dot.at), text=dot.figure) if dot else None


def _said_of_heat(rows: Iterable[HeatRow], columns: Collection[HeatColumn]) -> str:
    said = []
    for row in rows:
        known = [
            f"{column.title}: {figure.text}"
            for column, figure in zip(columns, row.figures, strict=True)
            if figure
        ]
        said.append(f"{row.name}: {'; '.join(known)}")
    return ". ".join(said)
