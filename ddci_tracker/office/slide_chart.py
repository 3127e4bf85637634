"""The chart of the slides: published scores and estimates as columns, targets as marks on them.

A native chart with its figures in a workbook inside, so that whoever opens it can edit it. The
figures are exact in the workbook, and labels keep the places that were printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.util import Pt

from ddci_tracker.domain.scales import Scale
from ddci_tracker.office import light_styles
from ddci_tracker.office.sheets import places_format
from ddci_tracker.office.slide_parts import TEXT, Slide, SlidePlace, rgb

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEET = "Sheet1"  # what the library calls it in the formulas of a chart
_MARK_SIZE = 48  # points, less than a pair of columns is wide
_NEW_DATA: Any = CategoryChartData


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The figures of one part; None where there is none."""

    name: str
    published: Decimal | None
    estimate: Decimal | None
    target: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a row of figures is called in the legend."""

    published: str
    estimate: str
    target: str


def draw_chart(
    slide: Slide,
    place: SlidePlace,
    bars: Sequence[Bars],
    called: Series,
    *,
    scale: Scale,
    made: datetime,
    said: str,
) -> None:
    """Columns for published scores and estimates over a scale, marks for targets.

    ``made`` stands in the workbook inside, so that the same figures give the same bytes.
    """
    rows: list[tuple[str, list[Decimal | None]]] = [
        (called.published, [each.published for each in bars]),
        (called.estimate, [each.estimate for each in bars]),
        (called.target, [each.target for each in bars]),
    ]
    rows = [row for row in rows if any(value is not None for value in row[1])]
    data: Any = _NEW_DATA(number_format="0.00")
    data.categories = [each.name for each in bars]
    for name, values in rows:
        data.add_series(name, [None if v is None else float(v) for v in values])
    chart = slide.chart(XL_CHART_TYPE.COLUMN_CLUSTERED, place, data, said)
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook([b.name for b in bars], rows, made))
    _axes(chart, scale)
    _count_axes(chart)
    if len(rows) > 1:
        chart.has_legend = True
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(TEXT)
    else:
        chart.has_legend = False
    looks_of = {
        called.published: (light_styles.BAR, light_styles.BAR, light_styles.PAPER),
        called.estimate: (light_styles.PAPER, light_styles.SECOND, light_styles.INK),
    }
    for made_series, (name, values) in zip(chart.plots[0].series, rows, strict=True):
        if name == called.target:
            _as_marks(chart, made_series._element, values, TEXT)
        else:
            _as_columns(made_series, values, *looks_of[name], TEXT)


def _count_axes(chart: Any) -> None:
    """Number the axes anew: the schema wants no negative numbers, which the library gives them."""
    for element in chart._chartSpace.iter(*(f"{{{_C}}}{name}" for name in ("axId", "crossAx"))):
        element.set("val", str(abs(int(element.get("val")))))


def _axes(chart: Any, scores: Scale) -> None:
    chart.font.size = Pt(TEXT)
    chart.font.color.rgb = rgb(light_styles.INK)
    chart.has_title = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 0
    scale = chart.value_axis
    scale.minimum_scale, scale.maximum_scale = float(scores.minimum), float(scores.maximum)
    scale.major_unit = float(scores.step)
    scale.major_gridlines.format.line.color.rgb = rgb(light_styles.HAIR)
    scale.format.line.fill.background()
    scale.tick_labels.font.size = Pt(TEXT)
    scale.tick_labels.number_format = places_format(scores.ticks()[-1])
    scale.tick_labels.number_format_is_linked = False
    parts = chart.category_axis
    parts.format.line.color.rgb = rgb(light_styles.SECOND)
    parts.tick_labels.font.size = Pt(TEXT)
    # Long names break into lines rather than lean.
    parts._element.find(f"{{{_C}}}txPr/{{{_A}}}bodyPr").set("rot", "0")


def _as_columns(
    series: Any, values: Sequence[Decimal | None], fill: str, edge: str, ink: str, size: float
) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(fill)
    series.format.line.color.rgb = rgb(edge)
    series.format.line.width = Pt(1.5)
    series.invert_if_negative = False
    before = series._element.find(f"{{{_C}}}cat")
    before.addprevious(_labels(values, "inBase", ink, size, ground=None))


def _as_marks(chart: Any, series: Any, values: Sequence[Decimal | None], size: float) -> None:
    """Move a series out of the columns into lines without a line: marks at their heights."""
    columns = series.getparent()
    columns.remove(series)
    line = parse_xml(
        f'<c:lineChart xmlns:c="{_C}"><c:grouping val="standard"/><c:varyColors val="0"/>'
        '<c:marker val="1"/></c:lineChart>'
    )
    drawn = parse_xml(f'<c:ser xmlns:c="{_C}" xmlns:a="{_A}"/>')
    for name in ("idx", "order", "tx"):
        drawn.append(deepcopy(series.find(f"{{{_C}}}{name}")))
    drawn.append(
        parse_xml(
            f'<c:spPr xmlns:c="{_C}" xmlns:a="{_A}"><a:ln w="28575"><a:noFill/></a:ln></c:spPr>'
        )
    )
    ink = f'<a:solidFill><a:srgbClr val="{light_styles.INK}"/></a:solidFill>'
    drawn.append(
        parse_xml(
            f'<c:marker xmlns:c="{_C}" xmlns:a="{_A}"><c:symbol val="dash"/>'
            f'<c:size val="{_MARK_SIZE}"/><c:spPr>{ink}<a:ln>{ink}</a:ln>'
            "</c:spPr></c:marker>"
        )
    )
    drawn.append(_labels(values, "t", light_styles.INK, size, ground=light_styles.PAPER))
    for name in ("cat", "val"):
        drawn.append(deepcopy(series.find(f"{{{_C}}}{name}")))
    drawn.append(parse_xml(f'<c:smooth xmlns:c="{_C}" val="0"/>'))
    line.insert(2, drawn)
    for axis in columns.findall(f"{{{_C}}}axId"):
        line.append(deepcopy(axis))
    columns.addnext(line)


def _labels(
    values: Sequence[Decimal | None], position: str, ink: str, size: float, *, ground: str | None
) -> Any:
    """The labels of a series, each with the places of its figure."""
    fill = (
        f'<c:spPr><a:solidFill><a:srgbClr val="{ground}"/></a:solidFill></c:spPr>'
        if ground
        else "<c:spPr><a:noFill/></c:spPr>"
    )
    look = (
        f'{fill}<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size * 100:.0f}" b="1">'
        f'<a:solidFill><a:srgbClr val="{ink}"/></a:solidFill></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/>'
    )
    single = "".join(
        f'<c:dLbl><c:idx val="{number}"/><c:numFmt formatCode="{places_format(value)}" '
        f'sourceLinked="0"/>{look}</c:dLbl>'
        for number, value in enumerate(values)
        if value is not None
    )
    return parse_xml(
        f'<c:dLbls xmlns:c="{_C}" xmlns:a="{_A}">{single}'
        f'<c:numFmt formatCode="0.00" sourceLinked="0"/>{look}</c:dLbls>'
    )


def _workbook(
    names: Sequence[str], rows: Sequence[tuple[str, Sequence[Decimal | None]]], made: datetime
) -> bytes:
    """The figures of a chart where its formulas look for them."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    book.set_properties({"created": made.astimezone(UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet(_SHEET)
    sheet.set_column(0, 0, 40)
    for row, name in enumerate(names, start=1):
        sheet.write_string(row, 0, name)
    for column, (title, values) in enumerate(rows, start=1):
        sheet.write_string(0, column, title)
        sheet.set_column(column, column, 18)
        for row, value in enumerate(values, start=1):
            if value is not None:
                shown = book.add_format({"num_format": places_format(value)})
                sheet.write_number(row, column, float(value), shown)
    book.close()
    return written.getvalue()
