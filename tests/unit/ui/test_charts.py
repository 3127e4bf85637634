"""Figures: what keeps labels apart, lines honest and names whole."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from ddci_tracker.ui.shared import charts
from ddci_tracker.ui.shared.charts import ChartPanel, Dot, HeatColumn, HeatRow, PlotMark, Reach
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import DEFAULT, Language, languages

PLACES = st.lists(st.floats(min_value=-500, max_value=500), max_size=12)


def dot(year: int, at: float) -> Dot:
    return Dot(year=year, at=at, figure=str(at), text=str(at), said=f"{year}: {at}")


def panel(*dots: Dot, estimate: Dot | None = None, goal: PlotMark | None = None) -> ChartPanel:
    return ChartPanel(
        title="Điểm",
        published=dots,
        estimate=estimate,
        goal=goal,
        middle=None,
        bounds=(0, 10),
        ticks=(PlotMark(at=0, text="0"), PlotMark(at=10, text="10")),
    )


@given(PLACES)
def test_labels_are_kept_apart_in_their_order(places: list[float]) -> None:
    moved = charts.apart(places, 20)

    order = sorted(range(len(places)), key=lambda number: places[number])
    gaps = [moved[b] - moved[a] for a, b in pairwise(order)]
    assert all(gap >= 20 - 1e-6 for gap in gaps)


@given(PLACES)
def test_labels_that_are_far_enough_from_each_other_stay(places: list[float]) -> None:
    spread = [place + 600 * number for number, place in enumerate(sorted(places))]

    assert charts.apart(spread, 20) == spread


def test_two_labels_at_one_place_move_by_the_same_each() -> None:
    assert sorted(charts.apart([100, 100], 18)) == [91, 109]


def test_figures_of_years_that_follow_each_other_do_not_touch_on_a_phone() -> None:
    def places(*figures: tuple[int, float, str]) -> tuple[str, ...]:
        dots = [
            Dot(year=year, at=at, figure=text, text=text, said=text) for year, at, text in figures
        ]
        years = tuple(dot.year for dot in dots)
        (drawn,) = charts.over_the_years((panel(*dots),), years, DEFAULT).data
        by_year = dict(zip(drawn.x, drawn.textposition, strict=True))
        return tuple(by_year[year].split()[0] for year in years)

    level = ((2021, 6.31, "6,31"), (2022, 6.05, "6,05"), (2023, 5.84, "5,84"))
    assert places(*level) == ("top", "bottom", "top")
    # A year between, another height or a short figure leaves them room.
    assert places(level[0], (2023, 6.05, "6,05")) == ("top", "bottom")
    assert places((2021, 9, "9,00"), (2022, 5, "5,00"), (2023, 1, "1,00"))[1] == "top"
    assert places((2021, 6.3, "12"), (2022, 6.1, "15"), (2023, 6, "18"))[1] == "top"


def test_a_line_breaks_where_a_year_has_no_figure() -> None:
    figure = charts.over_the_years(
        (panel(dot(2018, 5), dot(2020, 6), dot(2021, 7)),),
        (2018, 2019, 2020, 2021),
        Language("vi"),
    )

    (drawn,) = figure.data
    assert dict(zip(drawn.x, drawn.y, strict=True)) == {2018: 5, 2019: None, 2020: 6, 2021: 7}
    assert drawn.connectgaps is False


def test_an_estimate_is_joined_by_dots_to_the_year_before_and_to_no_other() -> None:
    for last, joined in ((2025, [2025, 2026]), (2024, [2026])):
        figure = charts.over_the_years(
            (panel(dot(last, 5), estimate=dot(2026, 6)),), (2024, 2025, 2026), Language("vi")
        )
        dotted = next(trace for trace in figure.data if trace.line.dash == "dot")
        assert list(dotted.x) == joined


def test_an_estimate_is_hollow_and_what_is_published_is_not() -> None:
    figure = charts.over_the_years(
        (panel(dot(2025, 5), estimate=dot(2026, 6)),), (2025, 2026), Language("vi")
    )
    estimated, published = figure.data

    assert (estimated.marker.symbol, estimated.marker.color) == ("diamond", charts.CARD)
    assert (published.marker.symbol, published.marker.color) == (None, charts.BAR)


def test_numbers_are_written_as_the_language_does() -> None:
    drawn = {
        each: charts.over_the_years((panel(dot(2025, 5)),), (2025,), each).layout.separators
        for each in languages()
    }

    assert drawn[Language("vi")] == ",."
    assert drawn[Language("en")] == ".,"
    assert drawn == {each: "".join(formats.signs(each)) for each in languages()}


def test_a_bar_against_a_target_begins_at_the_worst_end() -> None:
    row = Reach(
        name="Chi phí thời gian",
        published=PlotMark(at=20, text="20"),
        estimate=None,
        goal=PlotMark(at=10, text="10"),
        verdict="thiếu 10 bậc",
    )
    ranks = ChartPanel(
        title="Hạng",
        published=(),
        estimate=None,
        goal=None,
        middle=None,
        bounds=(25, 1),
        ticks=(PlotMark(at=1, text="1"), PlotMark(at=25, text="25")),
    )

    figure = charts.against_targets((row,), ranks, Language("vi"))

    bar = figure.data[1]
    assert (bar.base, list(bar.x)) == (25, [-5])
    assert list(figure.layout.xaxis.range) == [25, 1]


def test_a_heat_map_writes_each_figure_once_in_a_colour_that_can_be_read() -> None:
    shades = (0.0, 0.3, 0.49, 0.5, 0.7, 1.0)
    row = HeatRow(name="A", figures=tuple(PlotMark(at=s, text=f"{s}") for s in shades))
    columns = tuple(HeatColumn(year=n, title=str(n), estimated=n == 5) for n in range(6))

    figure = charts.heat_map((row,), columns, Language("vi"))

    written = [text for trace in figure.data for text in trace.text[0] if text]
    assert sorted(written) == sorted(str(shade) for shade in shades)
    for trace in figure.data:
        pale = trace.textfont.color == charts.SCALE[0]
        assert all((z >= 0.5) is pale for z in trace.z[0] if z is not None)
    places = list(figure.layout.xaxis.tickvals)
    assert places[5] - places[4] > places[4] - places[3], "estimates stand apart"


def test_a_long_name_beside_a_chart_takes_two_lines() -> None:
    assert charts.in_two_lines("Thiết chế") == "Thiết chế"
    assert charts.in_two_lines("Chi phí không chính thức") == "Chi phí<br>không chính thức"
    assert charts.in_two_lines("Motnamedaikhongcachnao") == "Motnamedaikhongcachnao"


def test_a_kept_chart_is_made_plain_once() -> None:
    asked: list[str] = []
    figure = charts.over_the_years((panel(dot(2025, 5)),), (2025,), DEFAULT)
    plain = figure.to_dict()

    def made_plain() -> dict[str, Any]:
        asked.append("plain")
        return dict(plain)

    figure.to_dict = made_plain

    def draw(drawn):  # type: ignore[no-untyped-def]
        import streamlit

        streamlit.plotly_chart(drawn)

    AppTest.from_function(draw, args=(figure,)).run()
    assert asked == ["plain"]
