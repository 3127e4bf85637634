"""Sub-indices beside each other: over the years, against their targets, and as a heat map.

By score or by rank, as the address says. All figures come from the board.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from ddci_tracker.domain.targets import Measure, distance
from ddci_tracker.domain.views import SubIndexView
from ddci_tracker.ui import charts, drawing, filters, standings
from ddci_tracker.ui.charts import Dot, HeatColumn, HeatRow, Line, Mark, Panel, Reach
from ddci_tracker.ui.frame import Look
from ddci_tracker.ui.overview import worst_first
from ddci_tracker.ui.ranked import Ranked
from ddci_tracker.ui.standings import Marks, marks_of
from ddci_tracker.words import formats, reasons
from ddci_tracker.words.catalogue import Words

MEASURE, LINES = "by", "lines"
# How many sub-indices a chart of lines names until somebody chooses.
PICKED = 3


def draw_comparisons(look: Look, subs: list[Ranked]) -> None:
    """Sub-indices beside each other, by score or by rank."""
    words = look.words
    measures = {
        str(measure): words.text("Score") if measure is Measure.POINTS else words.text("Rank")
        for measure in _measures(subs)
    }
    if not measures:
        return
    with st.container(key="results-charts"):
        chosen = next(iter(measures))
        if len(measures) > 1:
            chosen = filters.pick_segment(MEASURE, words.text("Compare by"), measures)
        measure = Measure(chosen)
        drawn = [
            draw
            for draw, possible in (
                (_draw_lines, _has_lines(subs, measure, words)),
                (_draw_reach, _has_goals(subs, measure)),
            )
            if possible
        ]
        if drawn:
            for column, draw in zip(st.columns(len(drawn), gap="small"), drawn, strict=True):
                with column:
                    draw(look, subs, measure)
        _draw_what_lacks(look, subs, measure)
        _draw_heat(look, subs, measure)


def _has_lines(subs: list[Ranked], measure: Measure, words: Words) -> bool:
    return len({dot.year for thing in subs for dot in _dots(thing, measure, words)}) > 1


def _has_goals(subs: list[Ranked], measure: Measure) -> bool:
    return any(measure in standings.goals(thing.standing) for thing in subs)


def _draw_what_lacks(look: Look, subs: list[Ranked], measure: Measure) -> None:
    """Why a chart is not there."""
    words = look.words
    if not _has_lines(subs, measure, words):
        message = words.text("Fewer than two years are known, so there is no line to draw yet.")
        drawing.put("results_note.html", words, message=message)
    if not _has_goals(subs, measure):
        message = words.text("The plan sets no target of this kind for its sub-indices.")
        drawing.put("results_note.html", words, message=message)


def _measures(subs: list[Ranked]) -> list[Measure]:
    """What there is to compare by, what more is known of first."""
    counts = {
        Measure.POINTS: sum(len(standings.scores(thing.standing)) for thing in subs),
        Measure.PLACES: sum(len(standings.ranks(thing.standing)) for thing in subs),
    }
    goals = {measure for thing in subs for measure in standings.goals(thing.standing)}
    known = [measure for measure, count in counts.items() if count or measure in goals]
    known.sort(key=lambda measure: counts[measure] == 0)
    if len(known) == 2 and 2 * counts[Measure.POINTS] < counts[Measure.PLACES]:
        known = [Measure.PLACES, Measure.POINTS]
    return known


def _dots(thing: Ranked, measure: Measure, words: Words) -> tuple[Dot, ...]:
    if measure is Measure.POINTS:
        known = standings.scores(thing.standing)
        return tuple(standings.score_dot(year, score, words) for year, score in known)
    return tuple(standings.rank_dot(placed, words) for placed in standings.ranks(thing.standing))


def _guess(thing: Ranked, measure: Measure, words: Words) -> Dot | None:
    if measure is Measure.PLACES:
        return None
    return standings.estimate_dot(thing.standing.estimate, words)


def _axis(subs: list[Ranked], measure: Measure, words: Words, *, whole: bool) -> Panel:
    """One axis for all; ``whole`` takes the scale from its beginning."""
    if measure is Measure.PLACES:
        placed = [p for thing in subs for p in standings.ranks(thing.standing)]
        goals = [standings.goals(thing.standing).get(measure) for thing in subs]
        worst = max((goal for goal in goals if goal), key=lambda goal: goal.at, default=None)
        return standings.rank_axis(placed, words, goal=worst)
    values = [] if whole else [s for thing in subs for _, s in standings.scores(thing.standing)]
    values += [
        thing.standing.estimate.score
        for thing in subs
        if not whole and thing.standing.estimate and thing.standing.estimate.score is not None
    ]
    return standings.score_axis(values, max(t.standing.scale_max for t in subs), words)


def _marks(
    known: Collection[Ranked], measure: Measure, *, goal: bool = True, bar: bool = False
) -> Marks:
    """What the marks of a chart of these are to be explained by."""
    marks = marks_of([thing.standing for thing in known], bar=bar)
    return replace(
        marks,
        guess=marks.guess and measure is Measure.POINTS,
        goal=goal and any(measure in standings.goals(thing.standing) for thing in known),
    )


def _draw_lines(look: Look, subs: list[Ranked], measure: Measure) -> None:
    words = look.words
    known = [thing for thing in subs if _dots(thing, measure, words)]
    shown = [dot.year for thing in known for dot in _dots(thing, measure, words)]
    shown += [guess.year for thing in known if (guess := _guess(thing, measure, words))]
    years = tuple(range(min(shown), max(shown) + 1))
    worst = [_key(view) for view in sorted(look.board.sub_indices, key=worst_first)]
    usual = [key for key in worst if key in {thing.key for thing in known}][:PICKED]
    with st.container(key="results-lines"):
        title, keys = words.text("Over the years"), _marks(known, measure, goal=False)
        drawing.put("results_chart.html", words, title=title, keys=keys)
        picked = filters.pick_pills(
            LINES,
            words.text("Sub-indices named in the chart"),
            {thing.key: thing.short for thing in known},
            usual=tuple(usual),
        )
        lines = tuple(
            Line(
                name=thing.short,
                place=place,
                picked=thing.key in picked,
                published=_dots(thing, measure, words),
                estimate=_guess(thing, measure, words),
            )
            for place, thing in enumerate(known)
        )
        axis = _axis(known, measure, words, whole=False)
        figure = charts.lines_over_the_years(lines, years, axis, words.language)
        charts.put_chart(figure, _said_of_lines(lines, axis), key="lines-chart")


def _key(view: SubIndexView) -> str:
    return f"{view.index}.{view.code}"


def _said_of_lines(lines: Collection[Line], axis: Panel) -> str:
    said = [
        f"{line.name}: "
        + "; ".join([*(f"{dot.year}: {dot.text}" for dot in line.published)])
        + (f"; {line.estimate.said}" if line.estimate else "")
        for line in lines
        if line.picked
    ]
    return ". ".join([axis.title, *said])


def _draw_reach(look: Look, subs: list[Ranked], measure: Measure) -> None:
    words = look.words
    known = [
        thing
        for thing in subs
        if measure in standings.goals(thing.standing) or _dots(thing, measure, words)
    ]
    known.sort(key=lambda thing: _shortfall(thing, measure))
    with st.container(key="results-reach"):
        title = words.text("Against the targets of {year}", year=look.board.plan.year)
        keys = _marks(known, measure, bar=True)
        drawing.put("results_chart.html", words, title=title, keys=keys)
        rows = tuple(_reach(thing, measure, words) for thing in known)
        axis = _axis(known, measure, words, whole=True)
        figure = charts.against_targets(rows, axis, words.language)
        said = ". ".join([axis.title, *(_said_of_reach(row) for row in rows)])
        charts.put_chart(figure, said, key="reach-chart")


def _shortfall(thing: Ranked, measure: Measure) -> tuple[bool, Decimal]:
    """For sorting: the largest shortfall first, then what is not to be reached."""
    gaps = [
        each.gap
        for each in thing.standing.targets
        if each.gap is not None and each.measure is measure
    ]
    return (not gaps, min(gaps, default=Decimal(0)))


def _reach(thing: Ranked, measure: Measure, words: Words) -> Reach:
    standing = thing.standing
    goal = standings.goals(standing).get(measure)
    dots, guess = _dots(thing, measure, words), _guess(thing, measure, words)
    gaps = [
        reasons.apart(found.gap, found.measure, words, missed=not found.met)
        for each in standing.targets
        if (found := distance(each.target, standing.latest, standing.results.base))
        and found.measure is measure
    ]
    if goal is None:
        verdict = words.text("no target of this kind")
    else:
        verdict = gaps[0] if gaps else words.text("no result yet")
    return Reach(
        name=thing.short,
        published=Mark(at=dots[-1].at, text=dots[-1].said) if dots else None,
        estimate=Mark(at=guess.at, text=guess.said) if guess else None,
        goal=Mark(
            at=float(goal.at),
            text=words.text("target {target}", target=formats.threshold(goal, words)),
        )
        if goal
        else None,
        verdict=verdict,
    )


def _said_of_reach(row: Reach) -> str:
    marks = [mark.text for mark in (row.published, row.estimate, row.goal) if mark]
    return f"{row.name}: {', '.join([*marks, row.verdict])}"


def _draw_heat(look: Look, subs: list[Ranked], measure: Measure) -> None:
    """Every figure of every year at once, where there is more than one column."""
    words, year = look.words, look.board.plan.year
    known = [thing for thing in subs if _dots(thing, measure, words)]
    years = sorted({dot.year for thing in known for dot in _dots(thing, measure, words)})
    guesses = {thing.key: _guess(thing, measure, words) for thing in known}
    columns = [HeatColumn(title=str(each), estimated=False) for each in years]
    if any(guess and guess.year == year for guess in guesses.values()):
        columns.append(HeatColumn(title=f"◇ {year}", estimated=True))
    if len(columns) < 2:
        return
    shade = _shades(_axis(known, measure, words, whole=False))
    rows = tuple(
        HeatRow(
            name=thing.short,
            figures=tuple(
                _cell(guesses[thing.key] if column.estimated else dots.get(column.title), shade)
                for column in columns
            ),
        )
        for thing in known
        for dots in [{str(dot.year): dot for dot in _dots(thing, measure, words)}]
    )
    with st.container(key="results-heat"):
        by_rank, guessed = measure is Measure.PLACES, columns[-1].estimated
        drawing.put("results_heat.html", words, by_rank=by_rank, guessed=guessed)
        figure = charts.heat_map(rows, tuple(columns), words.language)
        charts.put_chart(figure, _said_of_heat(rows, columns), key="heat-chart")


def _shades(axis: Panel) -> Callable[[float], float]:
    """From a figure to 0 (the worst end of its axis) to 1 (the best)."""
    worst, best = axis.ticks[0].at, axis.ticks[-1].at
    if axis.bounds[0] > axis.bounds[1]:
        worst, best = best, worst
    return lambda at: (at - worst) / (best - worst) if best != worst else 1.0


def _cell(dot: Dot | None, shade: Callable[[float], float]) -> Mark | None:
    return Mark(at=shade(dot.at), text=dot.figure) if dot else None


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
