"""Figures of scores and ranks: over the years, against targets, and as a heat map.

They get figures with their texts already worded and decide nothing. What each shows stands beside
it as a table as well. Solid is published, a hollow diamond an estimate, a thick tick a target.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Language

LINES, SCALE = inside.CHART_LINES, inside.CHART_SCALE
BAR, ACCENT, SECOND = LINES[0], LINES[1], LINES[7]
HAIR, INK, CARD = SCALE[0], inside.CHART_TEXT, inside.CHART_SURFACE

CLEAR = "rgba(0,0,0,0)"
TEXT = SMALL = 14
# A hover says what stands in ``customdata``, worded by us.
SAID = "%{customdata}<extra></extra>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A figure of one year: where it stands, the figure itself, what is written at it, what a
    pointer reads."""

    year: int
    at: float
    figure: str
    text: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDot:
    """A count on a day: what is written at the last one, and what a pointer reads."""

    on: date
    at: int
    text: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotMark:
    """A value on an axis with its words."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPanel:
    """One measure of one thing over the years.

    ``bounds`` are the ends of its axis, the lower one first on paper; a rank axis has its highest
    number first. ``middle`` is a dashed line across, ``goal`` the target of the last year.
    """

    title: str
    published: tuple[Dot, ...]
    estimate: Dot | None
    goal: PlotMark | None
    middle: PlotMark | None
    bounds: tuple[float, float]
    ticks: tuple[PlotMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsLine:
    """One of several things over the years; those not picked stay in the background.

    ``place`` chooses its colour and stays the same whatever is picked.
    """

    name: str
    place: int
    picked: bool
    published: tuple[Dot, ...]
    estimate: Dot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One thing against its target: the published figure, the estimate, the target, the gap."""

    name: str
    published: PlotMark | None
    estimate: PlotMark | None
    goal: PlotMark | None
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One thing with a figure for each column; None where there is none.

    ``shade`` of a figure is 0 (worst) to 1 (best).
    """

    name: str
    figures: tuple[PlotMark | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatColumn:
    """A column of a heat map; estimates stand apart."""

    year: int
    title: str
    estimated: bool


def put_chart(figure: Any, alternative: str, *, key: str) -> None:
    """Draw a figure where the script stands, with its data in words for those who cannot see."""
    st.plotly_chart(
        figure,
        # Said here too, so that the page does not move when the chart library has come.
        height=figure.layout.height,
        key=key,
        alt=alternative,
        config={"displayModeBar": False, "showTips": False},
    )


# Heights in pixels: of a panel, of what stands above it (its title) and below it (the years).
_PANEL, _TITLE, _YEARS = 120, 54, 34
_RIGHT = 118
# How many characters of a name stand in one line beside a chart.
_NAME_FITS = 14
# How many characters have room above a year, of which a phone shows six.
_YEAR_FITS = 3
_HEAT_ROW = 50


def over_the_years(
    panels: tuple[ChartPanel, ...], years: tuple[int, ...], language: Language
) -> Any:
    """One measure above the other over the same years."""
    height = len(panels) * (_PANEL + _TITLE) + _YEARS
    traces: list[dict[str, Any]] = []
    layout = _layout(language, height=height, right=_RIGHT, left=34, top=0, bottom=0)
    layout["xaxis"] = _year_axis(years) | {"anchor": f"y{len(panels)}" if len(panels) > 1 else "y"}
    for number, panel in enumerate(panels):
        top = height - number * (_PANEL + _TITLE) - _TITLE
        axis = f"y{number + 1}" if number else "y"
        layout[f"yaxis{number + 1 if number else ''}"] = _value_axis(panel) | {
            "domain": [(top - _PANEL) / height, top / height],
            "anchor": "x",
        }
        layout["annotations"].append(_title(panel.title, top / height))
        traces.extend(_panel_traces(panel, axis, years[-1]))
        layout["annotations"].extend(_labels_beside(panel, axis))
        if panel.middle is not None:
            layout["shapes"].append(_across(panel.middle.at, axis))
    return _figure(traces, layout)


def _panel_traces(panel: ChartPanel, axis: str, last_year: int) -> Iterable[dict[str, Any]]:
    last = panel.published[-1] if panel.published else None
    if panel.estimate is not None:
        yield _estimated(panel.estimate, last, BAR, axis)
    if panel.published:
        drawn = _published(panel.published, BAR, axis)
        texts = {dot.year: f"<b>{dot.text}</b>" for dot in panel.published}
        places = dict(zip(texts, _text_places(panel), strict=True))
        yield drawn | {
            "mode": "lines+markers+text",
            "text": [texts.get(year, "") for year in drawn["x"]],
            "textposition": [places.get(year, "top center") for year in drawn["x"]],
            "textfont": {"size": TEXT, "color": INK},
        }
    if panel.goal is not None:
        yield _goals([last_year], [panel.goal.at], [panel.goal.text], "line-ew") | {"yaxis": axis}


def _text_places(panel: ChartPanel) -> list[str]:
    """Above a point, or below one that lies under its neighbours on paper.

    Two figures of years that follow each other have no room side by side on a phone: where their
    points are level, the second stands on the other side.
    """
    low, high = panel.bounds
    heights = [(dot.at - low) / (high - low) * _PANEL for dot in panel.published]
    above: list[bool] = []
    for number, height in enumerate(heights):
        around = [*heights[max(number - 1, 0) : number], *heights[number + 1 : number + 2]]
        stands_above = not around or any(height >= other for other in around)
        if number and stands_above is above[-1] and _level(panel, heights, number):
            stands_above = not stands_above
        above.append(stands_above)
    return ["top center" if each else "bottom center" for each in above]


def _level(panel: ChartPanel, heights: Sequence[float], number: int) -> bool:
    """Whether a figure would touch that of the year before, on the same side of their points."""
    before, dot = panel.published[number - 1], panel.published[number]
    is_wide = len(before.text) + len(dot.text) > 2 * _YEAR_FITS
    is_next = dot.year == before.year + 1
    return is_wide and is_next and abs(heights[number] - heights[number - 1]) < TEXT + 2


def _labels_beside(panel: ChartPanel, axis: str) -> Iterable[dict[str, Any]]:
    """The words of target, estimate and median place at the right end, kept apart."""
    marks = [
        (panel.goal, True),
        (
            PlotMark(at=panel.estimate.at, text=panel.estimate.text) if panel.estimate else None,
            True,
        ),
        (panel.middle, False),
    ]
    there = [(mark, strong) for mark, strong in marks if mark is not None]
    low, high = panel.bounds
    pixels = [(mark.at - low) / (high - low) * _PANEL for mark, _ in there]
    for (mark, strong), pixel, kept in zip(there, pixels, apart(pixels, SMALL + 4), strict=True):
        yield {
            "text": f"<b>{mark.text}</b>" if strong else mark.text,
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "y": mark.at,
            "yref": axis,
            "yshift": kept - pixel,
            "showarrow": False,
            "font": {"size": SMALL, "color": INK if strong else SECOND},
        }


def lines_over_the_years(
    lines: tuple[YearsLine, ...],
    years: tuple[int, ...],
    axis: ChartPanel,
    language: Language,
) -> Any:
    """Several things over the same years, each named at its end; ``axis`` gives the values."""
    height, left, right = 420, 34, 132
    layout = _layout(language, height=height, right=right, left=left, top=12, bottom=_YEARS)
    layout["xaxis"] = _year_axis(years)
    layout["yaxis"] = _value_axis(axis)
    if axis.middle is not None:
        layout["shapes"].append(_across(axis.middle.at, "y"))
    traces: list[dict[str, Any]] = []
    for line in sorted(lines, key=lambda line: line.picked):
        traces.extend(_line_traces(line))
    layout["annotations"].extend(_words_at_the_end(lines, axis, height - 12 - _YEARS))
    return _figure(traces, layout)


def _line_traces(line: YearsLine) -> Iterable[dict[str, Any]]:
    colour = LINES[line.place % len(LINES)] if line.picked else SCALE[1]
    if line.published:
        yield _published(line.published, colour, "y")
    if line.estimate:
        last = line.published[-1] if line.published else None
        yield _estimated(line.estimate, last, colour, "y")


def _words_at_the_end(
    lines: tuple[YearsLine, ...], axis: ChartPanel, height: int
) -> Iterable[dict[str, Any]]:
    """The names of the lines picked and of the dashed line, kept apart."""
    ends = [
        (end.at, f"<b>{figure}</b> {in_two_lines(line.name)}", LINES[line.place % len(LINES)])
        for line in lines
        if line.picked
        for end in [line.estimate or line.published[-1]]
        for figure in [f"◇ {end.figure}" if end is line.estimate else end.figure]
    ]
    if axis.middle is not None:
        ends.append((axis.middle.at, axis.middle.text, SECOND))
    low, high = axis.bounds
    pixels = [(at - low) / (high - low) * height for at, _, _ in ends]
    kept_apart = apart(pixels, 2 * SMALL + 8)
    for (at, text, colour), pixel, kept in zip(ends, pixels, kept_apart, strict=True):
        yield {
            "text": text,
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "align": "left",
            "y": at,
            "yref": "y",
            "yshift": kept - pixel,
            "showarrow": False,
            "font": {"size": SMALL, "color": colour},
        }


def left_over_time(planned: Sequence[DayDot], real: Sequence[DayDot], language: Language) -> Any:
    """What is left from day to day, down to a dashed line of what should be."""
    height, right = 300, 118
    layout = _layout(language, height=height, right=right, left=34, top=12, bottom=_YEARS)
    ticks = [each for each in planned if each.on.month % 3 == 0 and (each.on.day >= _MONTH_ENDS)]
    layout["xaxis"] = {
        "type": "date",
        "tickvals": [each.on.isoformat() for each in ticks],
        "ticktext": [f"{each.on.day}/{each.on.month}" for each in ticks],
        **_plain_axis(),
    }
    most = max((each.at for each in (*planned, *real)), default=0)
    layout["yaxis"] = {
        "range": [0, max(most, 1) * 1.08],
        "nticks": 5,
        **_plain_axis(),
        "gridcolor": HAIR,
        "showgrid": True,
    }
    traces: list[dict[str, Any]] = []
    for dots, line in (
        (planned, {"color": SECOND, "width": 2, "dash": "dash", "shape": "hv"}),
        (real, {"color": ACCENT, "width": 3, "shape": "hv"}),
    ):
        if dots:
            trace = _scatter([], [each.at for each in dots], [each.said for each in dots])
            days = [each.on.isoformat() for each in dots]
            traces.append(trace | {"x": days, "mode": "lines+markers", "line": line})
            layout["annotations"].append(_at_the_end(dots[-1], str(line["color"])))
    return _figure(traces, layout)


# The last day of any month.
_MONTH_ENDS = 28


def _at_the_end(dot: DayDot, colour: str) -> dict[str, Any]:
    return {
        "text": f"{dot.at} {dot.text}",
        "x": dot.on.isoformat(),
        "y": dot.at,
        "xanchor": "left",
        "xshift": 8,
        "yshift": 12,
        "showarrow": False,
        # The other line goes behind the words.
        "bgcolor": CARD,
        "font": {"size": SMALL, "color": colour},
    }


def in_two_lines(name: str) -> str:
    """A name broken near its middle where it is too long for one line beside a chart."""
    words = name.split()
    if len(name) <= _NAME_FITS or len(words) < 2:
        return name
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    # The figure stands in the first line.
    first, second = min(halves, key=lambda half: max(len(half[0]) + 4, len(half[1])))
    return f"{first}<br>{second}"


def against_targets(rows: tuple[Reach, ...], axis: ChartPanel, language: Language) -> Any:
    """What each thing has against what it is to reach, its name above its own line."""
    step = 54
    height = len(rows) * step + _YEARS + 8
    layout = _layout(language, height=height, right=12, left=12, top=8, bottom=_YEARS)
    ticks = (*axis.ticks, axis.middle) if axis.middle else axis.ticks
    layout["xaxis"] = {
        "range": list(axis.bounds),
        "tickvals": [tick.at for tick in ticks],
        "ticktext": [tick.text for tick in ticks],
        **_plain_axis(),
    }
    layout["yaxis"] = {"range": [len(rows) - 0.35, -0.75], "visible": False, "fixedrange": True}
    layout["barmode"] = "overlay"
    for number, row in enumerate(rows):
        layout["annotations"].extend(_row_words(row, number, crossed=axis.middle is not None))
    if axis.middle is not None:
        layout["shapes"].append(_down(axis.middle.at))
    return _figure(list(_reach_traces(rows, axis.bounds)), layout)


def _row_words(row: Reach, number: int, *, crossed: bool) -> Iterable[dict[str, Any]]:
    common = {
        "xref": "paper",
        "yref": "y",
        "y": number,
        "yshift": 19,
        "showarrow": False,
        # So that a dashed line goes behind the words.
        "bgcolor": CARD if crossed else CLEAR,
        "font": {"size": TEXT, "color": INK},
    }
    yield common | {"text": f"<b>{row.name}</b>", "x": 0, "xanchor": "left"}
    yield common | {"text": row.verdict, "x": 1, "xanchor": "right"}


def _reach_traces(rows: tuple[Reach, ...], bounds: tuple[float, float]) -> Iterable[dict[str, Any]]:
    numbered = list(enumerate(rows))
    yield _bars(bounds, [bounds[1]] * len(rows), range(len(rows)), HAIR) | {"hoverinfo": "skip"}
    bars = [(number, row.published) for number, row in numbered if row.published]
    yield _bars(bounds, [mark.at for _, mark in bars], [number for number, _ in bars], BAR) | {
        "customdata": [mark.text for _, mark in bars],
        "hovertemplate": SAID,
    }
    goals = [(number, row.goal) for number, row in numbered if row.goal]
    yield _goals(
        [mark.at for _, mark in goals],
        [number for number, _ in goals],
        [mark.text for _, mark in goals],
        "line-ns",
    )
    guesses = [(number, row.estimate) for number, row in numbered if row.estimate]
    yield _scatter(
        [mark.at for _, mark in guesses],
        [number for number, _ in guesses],
        [mark.text for _, mark in guesses],
    ) | {"mode": "markers", "marker": _hollow(INK)}


def _bars(
    bounds: tuple[float, float], ends: Sequence[float], rows: Sequence[int], colour: str
) -> dict[str, Any]:
    """Bars from the worst end of the axis."""
    return {
        "type": "bar",
        "orientation": "h",
        "base": bounds[0],
        "x": [end - bounds[0] for end in ends],
        "y": list(rows),
        "width": 0.26,
        "marker": {"color": colour, "line": {"width": 0}},
    }


def heat_map(rows: tuple[HeatRow, ...], columns: tuple[HeatColumn, ...], language: Language) -> Any:
    """Things by years, the better the darker; estimates in a column apart."""
    height = len(rows) * _HEAT_ROW + _YEARS + 12
    layout = _layout(language, height=height, right=4, left=4, top=12, bottom=_YEARS)
    places = _column_places(columns)
    layout["xaxis"] = {
        "tickvals": places,
        "ticktext": [column.title for column in columns],
        "range": [-0.5, places[-1] + 0.5],
        **_plain_axis(),
    }
    layout["yaxis"] = {"range": [len(rows) - 0.5, -0.5], "visible": False, "fixedrange": True}
    layout["annotations"] = [
        {
            "text": row.name,
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": number,
            "yref": "y",
            "yshift": _HEAT_ROW / 2 - 1,
            "showarrow": False,
            "font": {"size": SMALL, "color": INK},
        }
        for number, row in enumerate(rows)
    ]
    traces = [
        _heat_trace(rows, columns, places, estimated=estimated, strong=strong)
        for estimated in (False, True)
        for strong in (False, True)
        if any(column.estimated is estimated for column in columns)
    ]
    return _figure(traces, layout)


def _column_places(columns: Sequence[HeatColumn]) -> list[float]:
    """Where columns stand: a gap before those of estimates."""
    return [number + (0.25 if column.estimated else 0) for number, column in enumerate(columns)]


# The shades in steps, without those in the middle, on which no text can be read.
_STEPS = (*SCALE[:4], *SCALE[-4:])


def _heat_trace(
    rows: tuple[HeatRow, ...],
    columns: tuple[HeatColumn, ...],
    places: list[float],
    *,
    estimated: bool,
    strong: bool,
) -> dict[str, Any]:
    """The cells of one kind of column with a shade of one half of the scale."""
    shown = [number for number, column in enumerate(columns) if column.estimated is estimated]
    cells = [
        [cell if cell and (cell.at >= 0.5) is strong else None for cell in line]
        for line in ([row.figures[number] for number in shown] for row in rows)
    ]
    return {
        "type": "heatmap",
        "x": [places[number] for number in shown],
        "dx": 1,
        "y": list(range(len(rows))),
        "z": [[cell.at if cell else None for cell in line] for line in cells],
        "text": [[cell.text if cell else "" for cell in line] for line in cells],
        "texttemplate": "%{text}",
        "textfont": {"size": SMALL, "color": SCALE[0] if strong else SCALE[-1]},
        "zmin": 0,
        "zmax": 1,
        "colorscale": [
            [(number + end) / len(_STEPS), colour]
            for number, colour in enumerate(_STEPS)
            for end in (0, 1)
        ],
        "showscale": False,
        "xgap": 3,
        # Room for the name over the cells.
        "ygap": 24,
        "hoverinfo": "skip",
    }


def _scatter(x: Sequence[float], y: Sequence[float], said: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": list(x),
        "y": list(y),
        "customdata": list(said),
        "hovertemplate": SAID,
        "cliponaxis": False,
    }


def _published(dots: Sequence[Dot], colour: str, axis: str) -> dict[str, Any]:
    """Dots with a line between those of years that follow each other."""
    by_year = {dot.year: dot for dot in dots}
    years = range(dots[0].year, dots[-1].year + 1)
    known = [by_year.get(year) for year in years]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(years),
        "y": [dot.at if dot else None for dot in known],
        "yaxis": axis,
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5},
        "marker": {"color": colour, "size": 8, "line": {"color": CARD, "width": 1}},
        "customdata": [dot.said if dot else "" for dot in known],
        "hovertemplate": SAID,
        "cliponaxis": False,
    }


def _estimated(estimate: Dot, last: Dot | None, colour: str, axis: str) -> dict[str, Any]:
    """A hollow diamond, joined by dots to the published figure of the year before."""
    joined = [last] if last is not None and last.year == estimate.year - 1 else []
    dots = [*joined, estimate]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [dot.year for dot in dots],
        "y": [dot.at for dot in dots],
        "yaxis": axis,
        "line": {"color": colour, "width": 2.5, "dash": "dot"},
        # Left to itself, Plotly makes markers of several sizes see-through.
        "marker": _hollow(INK if colour == BAR else colour)
        | {"size": [0] * len(joined) + [11], "opacity": 1},
        "customdata": [dot.said for dot in dots],
        "hovertemplate": SAID,
        "cliponaxis": False,
    }


def _hollow(colour: str) -> dict[str, Any]:
    return {
        "symbol": "diamond",
        "size": 11,
        "color": CARD,
        "line": {"color": colour, "width": 2.5},
    }


def _goals(
    x: Sequence[float], y: Sequence[float], said: Sequence[str], symbol: str
) -> dict[str, Any]:
    return _scatter(x, y, said) | {
        "mode": "markers",
        "marker": {"symbol": symbol, "size": 12, "line": {"color": INK, "width": 4.5}},
    }


def apart(places: Sequence[float], least: float) -> list[float]:
    """Places moved as little as needed to be at least so far from each other, in their order."""
    order = sorted(range(len(places)), key=lambda number: places[number])
    groups: list[list[int]] = []
    centres: list[float] = []
    for number in order:
        groups.append([number])
        centres.append(places[number])
        while len(groups) > 1 and _touch(groups, centres, least):
            last = groups.pop()
            centres.pop()
            groups[-1].extend(last)
            centres[-1] = sum(places[each] for each in groups[-1]) / len(groups[-1])
    moved = [0.0] * len(places)
    for group, centre in zip(groups, centres, strict=True):
        for rank, number in enumerate(group):
            moved[number] = centre + (rank - (len(group) - 1) / 2) * least
    return moved


def _touch(groups: list[list[int]], centres: list[float], least: float) -> bool:
    room = (len(groups[-1]) + len(groups[-2])) / 2 * least
    return centres[-1] - centres[-2] < room


def _title(text: str, top: float) -> dict[str, Any]:
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -34,
        "y": top,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 18,
        "showarrow": False,
        "font": {"size": TEXT, "color": SECOND},
    }


def _plain_axis() -> dict[str, Any]:
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": {"size": SMALL, "color": SECOND},
        # Upright where they stand side by side, turned where there is no room for that.
        "autotickangles": [0, -90],
    }


def _year_axis(years: tuple[int, ...]) -> dict[str, Any]:
    return {
        "tickvals": list(years),
        "ticktext": [str(year) for year in years],
        "range": [years[0] - 0.45, years[-1] + 0.3],
        **_plain_axis(),
    }


def _value_axis(panel: ChartPanel) -> dict[str, Any]:
    return {
        "tickvals": [tick.at for tick in panel.ticks],
        "ticktext": [tick.text for tick in panel.ticks],
        "range": list(panel.bounds),
        **_plain_axis(),
        "gridcolor": HAIR,
        "showgrid": True,
    }


def _across(at: float, axis: str) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": axis,
        "y0": at,
        "y1": at,
        "layer": "below",
        "line": {"color": BAR, "width": 1, "dash": "dash"},
    }


def _down(at: float) -> dict[str, Any]:
    return {
        "type": "line",
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "xref": "x",
        "x0": at,
        "x1": at,
        "layer": "below",
        "line": {"color": BAR, "width": 1, "dash": "dash"},
    }


def _layout(
    language: Language, *, height: int, left: int, right: int, top: int, bottom: int
) -> dict[str, Any]:
    return {
        "template": {},
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 6},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"size": TEXT}},
        "separators": "".join(formats.signs(language)),
        "annotations": [],
        "shapes": [],
    }


def _figure(traces: list[dict[str, Any]], layout: dict[str, Any]) -> Any:
    # Only where a chart is drawn: the library takes its time to load.
    from plotly.graph_objects import Figure

    figure = Figure(data=traces, layout=layout)
    # A figure that is kept is drawn many times and never changed: its plain form is made once.
    plain = figure.to_dict()
    figure.to_dict = lambda: plain
    return figure
