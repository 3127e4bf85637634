"""What slides are drawn with: text that fits its place, lights as shapes, tables over pages.

Places and sizes are in inches, letters in points. Every shape and table says in words what it
shows. Not here: which slides there are, and what stands on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from ddci_tracker.domain.lights import Colour
from ddci_tracker.office import light_styles, measuring
from ddci_tracker.office.packing import clean, one_line, steady
from ddci_tracker.office.slide_template import MARGIN, SUBTITLE, WIDTH

BODY = WIDTH - 2 * MARGIN
# Nothing is smaller than what is read from six metres.
TEXT, WORD, FIGURE = 18, 20, 24
TITLES, TITLE_OF_TWO_LINES = (28, 24), 20
# At most; what is longer stands in the notes and in the other forms. The few are for a table that
# would else have room for two or three rows a slide.
CELL_LINES, FEW_LINES = 6, 2

_CELL_X, _CELL_Y = 0.06, 0.045
_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"


class SlidePlace(NamedTuple):
    """Where something stands."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one look; ``size`` None is that of its surroundings.

    ``shorter`` says the same in fewer words, the longest first, for a cell without room for all.
    """

    text: str
    bold: bool = False
    colour: str | None = None
    struck: bool = False
    size: float | None = None
    shorter: tuple[str, ...] = ()


Runs = Sequence[Run]
"""Runs that stand on one line or in one cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideColumn:
    """A column of a table."""

    title: str
    width: float
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The rows of a table that fit on one slide, with their heights."""

    rows: tuple[tuple[Runs, ...], ...]
    heights: tuple[float, ...]


def _banner_width(text: str) -> float:
    """How wide a banner is that takes one line, in inches."""
    return max(2.4, measuring.width(text, TEXT, bold=True) + 0.3)


class Deck:
    """A presentation that is being made from a template."""

    def __init__(self, template: bytes, *, stamp: str, language: str, banner: str | None) -> None:
        self._file = Presentation(BytesIO(template))
        self._stamp, self._language, self._banner = stamp, language, banner

    @property
    def properties(self) -> Any:
        """The document properties."""
        return self._file.core_properties

    def slide(self, title: str, subtitle: str, notes: Iterable[str], *, tail: str = "") -> Slide:
        """A new slide at the end; ``notes`` are sentences for the one who speaks.

        ``tail`` ends the title and stays where the rest of it must be cut.
        """
        made = Slide(self._file.slides.add_slide(self._file.slide_layouts[0]), self._language)
        room = BODY - (_banner_width(self._banner) + 0.2 if self._banner else 0)
        made.title(one_line(title), tail, room)
        made.subtitle(one_line(subtitle))
        made.footers(self._stamp)
        if self._banner:
            made.banner(self._banner)
        made.notes(notes)
        return made

    def written(self) -> bytes:
        """The presentation as a file."""
        written = BytesIO()
        self._file.save(written)
        return steady(written.getvalue())


class Slide:
    """One slide that is being drawn."""

    def __init__(self, slide: Any, language: str) -> None:
        self._slide, self._language = slide, language

    def title(self, text: str, tail: str, room: float) -> None:
        whole = f"{text} {tail}".strip()
        size = next((s for s in TITLES if measuring.width(whole, s, bold=True) <= room), None)
        shown = whole
        if size is None:
            size = TITLE_OF_TWO_LINES
            left = room - (measuring.width(f" {tail}", size, bold=True) / 2 if tail else 0)
            shown = f"{measuring.cut(text, left, size, 2, bold=True)} {tail}".strip()
        shape = self._slide.shapes.title
        if room < BODY:
            # Beside the banner.
            left, top, _, height = shape.left, shape.top, shape.width, shape.height
            shape.left, shape.top, shape.width, shape.height = left, top, Inches(room), height
        self._write(shape.text_frame, [[Run(shown, size=size)]])

    def subtitle(self, text: str) -> None:
        place = self._slide.placeholders[SUBTITLE]
        self._write(place.text_frame, [[Run(measuring.cut(text, BODY, TEXT, 1))]])

    def footers(self, stamp: str) -> None:
        """The line at the foot and the number of the slide, which a layout only offers."""
        for shape in self._slide.slide_layout.placeholders:
            kind = shape.placeholder_format.type.name
            if kind not in ("FOOTER", "SLIDE_NUMBER"):
                continue
            self._slide.shapes._spTree.append(deepcopy(shape._element))
            if kind == "FOOTER":
                footer = self._slide.shapes[-1]
                self._write(
                    footer.text_frame, [[Run(stamp, colour=light_styles.SECOND)]], size=TEXT
                )
                footer.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT

    def banner(self, text: str) -> None:
        """What every page says of its figures: that they are invented, or not frozen."""
        wide = _banner_width(text)
        place = SlidePlace(WIDTH - MARGIN - wide, 0.36, wide, 0.38)
        shape = self.box(place, fill=light_styles.ACCENT_WASH, edge=light_styles.ACCENT)
        self._write(
            shape.text_frame, [[Run(text, bold=True, colour=light_styles.ACCENT, size=TEXT)]]
        )
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE

    def notes(self, sentences: Iterable[str]) -> None:
        said = "\n".join(filter(None, (clean(each) for each in sentences)))
        if said:
            self._slide.notes_slide.notes_text_frame.text = said

    def box(self, place: SlidePlace, *, fill: str, edge: str | None = None) -> Any:
        """A rectangle that things stand on; returns its shape."""
        shape = self._slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_emu(place))
        _fill(shape, fill)
        _edge(shape, edge)
        return shape

    def text(self, place: SlidePlace, paragraphs: Iterable[Runs], *, size: float = TEXT) -> None:
        """Lines of text, cut to what the place has room for; each gets one line before any gets
        two."""
        said = list(paragraphs)
        left = max(int(place.height / measuring.height(1, size) + 0.2), 1)
        kept = []
        for number, runs in enumerate(said[:left]):
            most = max(left - (len(said) - number - 1), 1)
            kept.append(_cut(runs, place.width, size, most))
            bold = _is_bold(runs)
            left -= measuring.lines(_text(kept[-1]), place.width, size, bold=bold)
        shape = self._slide.shapes.add_textbox(*_emu(place))
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        self._write(frame, kept, size=size)

    def light(
        self,
        colour: Colour | None,
        at: tuple[float, float],
        size: float,
        said: str,
        *,
        result: bool,
    ) -> None:
        """A light as a shape of ``size`` inches; that of a result is only outlined."""
        group = self._slide.shapes.add_group_shape()
        _describe(group, said)
        draw_light(group.shapes, colour, SlidePlace(*at, size, size), outlined=result)

    def table(self, page: Page, columns: Sequence[SlideColumn], top: float, said: str) -> float:
        """A native table; returns where it ends."""
        width = sum(column.width for column in columns)
        head = header_height(columns)
        place = SlidePlace(MARGIN, top, width, head + sum(page.heights))
        frame = self._slide.shapes.add_table(len(page.rows) + 1, len(columns), *_emu(place))
        _describe(frame, said)
        table = frame.table
        style = table._tbl.tblPr.find(f"{{{_A}}}tableStyleId")
        style.text = _TABLE_STYLE
        table.horz_banding = False
        for column, made in zip(columns, table.columns, strict=True):
            made.width = Inches(column.width)
        titles = [[Run(column.title, bold=True, colour=light_styles.SECOND)] for column in columns]
        rows = [titles, *page.rows]
        heights = [head, *page.heights]
        for number, (cells, height) in enumerate(zip(rows, heights, strict=True)):
            made = table.rows[number]
            made.height = Inches(height)
            for cell, said_there, column in zip(made.cells, cells, columns, strict=True):
                self._cell(cell, said_there, column, head=number == 0)
        return place.top + place.height

    def _cell(self, cell: Any, said: Runs, column: SlideColumn, *, head: bool) -> None:
        cell.margin_left = cell.margin_right = Inches(_CELL_X)
        cell.margin_top = cell.margin_bottom = Inches(_CELL_Y)
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
        self._write(cell.text_frame, [said], size=TEXT)
        if column.right:
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        edge, points = (light_styles.SECOND, 1.5) if head else (light_styles.LINE, 0.75)
        cell._tc.get_or_add_tcPr().append(
            parse_xml(
                f'<a:lnB xmlns:a="{_A}" w="{Pt(points)}"><a:solidFill><a:srgbClr val="{edge}"/>'
                "</a:solidFill></a:lnB>"
            )
        )

    def chart(self, kind: Any, place: SlidePlace, data: Any, said: str) -> Any:
        """A native chart; returns it for its looks to be set."""
        frame = self._slide.shapes.add_chart(kind, *_emu(place), data)
        _describe(frame, said)
        return frame.chart

    def _write(self, frame: Any, paragraphs: Iterable[Runs], size: float | None = None) -> None:
        for number, said in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            for each in said:
                self._run(paragraph.add_run(), each, size)

    def _run(self, run: Any, said: Run, size: float | None) -> None:
        run.text = one_line(said.text)
        properties = run._r.get_or_add_rPr()
        properties.set("lang", self._language)
        if (points := said.size or size) is not None:
            run.font.size = Pt(points)
        if said.bold:
            run.font.bold = True
        if said.colour:
            run.font.color.rgb = rgb(said.colour)
        if said.struck:
            properties.set("strike", "sngStrike")


def rgb(colour: str) -> Any:
    """A colour, given as RRGGBB."""
    made: Any = RGBColor
    return made(*bytes.fromhex(colour))


def light_runs(colour: Colour | None, word: str) -> Runs:
    """A light in a cell: its shape and its word."""
    return (
        Run(f"{light_styles.SHAPES[colour]}\u00a0", colour=light_styles.FILLS[colour]),
        Run(word, bold=True, colour=light_styles.TONES[colour]),
    )


def pages(
    columns: Sequence[SlideColumn],
    rows: Iterable[Sequence[Runs]],
    *,
    first: float,
    further: float,
    lines: int = CELL_LINES,
) -> Iterator[Page]:
    """A table in as many pages as it takes, with cells of so many lines; none for no rows.

    The first page is no higher than ``first``, every further one no higher than ``further``.
    """
    head = header_height(columns)
    kept: list[tuple[Runs, ...]] = []
    heights: list[float] = []
    room = first - head
    for row in rows:
        cells = tuple(
            _cut(cell, column.width - 2 * _CELL_X, TEXT, lines)
            for cell, column in zip(row, columns, strict=True)
        )
        height = _row_height(cells, columns, TEXT)
        if kept and sum(heights) + height > room:
            yield Page(rows=tuple(kept), heights=tuple(heights))
            kept, heights, room = [], [], further - head
        kept.append(cells)
        heights.append(height)
    if kept:
        yield Page(rows=tuple(kept), heights=tuple(heights))


def header_height(columns: Sequence[SlideColumn]) -> float:
    """How high the titles of columns stand."""
    titles = [(Run(column.title, bold=True),) for column in columns]
    return _row_height(titles, columns, TEXT)


def _row_height(cells: Sequence[Runs], columns: Sequence[SlideColumn], size: float) -> float:
    most = max(
        measuring.lines(_text(cell), column.width - 2 * _CELL_X, size, bold=_is_bold(cell))
        for cell, column in zip(cells, columns, strict=True)
    )
    return measuring.height(most, size) + 2 * _CELL_Y


def _text(said: Runs) -> str:
    return "".join(run.text for run in said)


def _is_bold(said: Runs) -> bool:
    return any(run.bold for run in said)


def _cut(said: Runs, room: float, size: float, most: int) -> Runs:
    """Runs that take at most so many lines, in fewer words where there are; the last give way."""
    whole = one_line(_text(said)).strip()
    shown = measuring.cut(whole, room, size, most, bold=_is_bold(said))
    if shown == whole:
        return said
    for at, run in enumerate(said):
        for text in run.shorter:
            fewer = [*said[:at], replace(run, text=text, shorter=()), *said[at + 1 :]]
            if measuring.lines(_text(fewer), room, size, bold=_is_bold(said)) <= most:
                return fewer
    kept: list[Run] = []
    left = len(shown) - 1
    for run in said:
        text = one_line(run.text)
        kept.append(replace(run, text=text[:left]))
        left -= len(text)
        if left <= 0:
            break
    kept[-1] = replace(kept[-1], text=f"{kept[-1].text.rstrip()}…")
    return kept


def draw_light(shapes: Any, colour: Colour | None, place: SlidePlace, *, outlined: bool) -> None:
    """A light into a group of shapes: a square with a cross, a triangle with a bar and a dot, a
    disc with a tick, a dashed ring with a bar."""
    tone, fill = light_styles.TONES[colour], light_styles.FILLS[colour]
    mark = tone if outlined or colour in (Colour.GREY, None) else light_styles.PAPER
    ground = light_styles.WASHES[colour] if outlined else fill
    match colour:
        case Colour.RED:
            shape = _shape(shapes, MSO_SHAPE.ROUNDED_RECTANGLE, place, ground, fill)
            _shape(shapes, MSO_SHAPE.MATH_MULTIPLY, _within(place, 0.1, 0.1, 0.8, 0.8), mark, None)
        case Colour.AMBER:
            shape = _shape(shapes, MSO_SHAPE.ISOSCELES_TRIANGLE, place, ground, tone)
            dark = light_styles.INK
            _shape(shapes, MSO_SHAPE.RECTANGLE, _within(place, 0.45, 0.36, 0.1, 0.32), dark, None)
            _shape(shapes, MSO_SHAPE.OVAL, _within(place, 0.44, 0.76, 0.12, 0.12), dark, None)
        case Colour.GREEN:
            shape = _shape(shapes, MSO_SHAPE.OVAL, place, ground, fill)
            _tick(shapes, place, mark)
        case _:
            shape = _shape(shapes, MSO_SHAPE.OVAL, place, light_styles.PAPER, fill)
            shape.line.dash_style = MSO_LINE.DASH
            _shape(shapes, MSO_SHAPE.RECTANGLE, _within(place, 0.28, 0.45, 0.44, 0.1), mark, None)
    shape.line.width = Pt(max(place.width * 5, 1))


def _shape(shapes: Any, kind: Any, place: SlidePlace, fill: str, edge: str | None) -> Any:
    shape = shapes.add_shape(kind, *_emu(place))
    _fill(shape, fill)
    _edge(shape, edge)
    return shape


def _tick(shapes: Any, place: SlidePlace, colour: str) -> None:
    points = [(0.22, 0.52), (0.32, 0.42), (0.44, 0.54), (0.7, 0.28), (0.8, 0.38), (0.44, 0.74)]
    at = [
        (Inches(place.left + x * place.width), Inches(place.top + y * place.height))
        for x, y in points
    ]
    builder = shapes.build_freeform(*at[0], scale=1.0)
    builder.add_line_segments(at[1:], close=True)
    tick = builder.convert_to_shape()
    _fill(tick, colour)
    _edge(tick, None)


def _within(place: SlidePlace, left: float, top: float, width: float, height: float) -> SlidePlace:
    """A part of a place, given as shares of it."""
    return SlidePlace(
        place.left + left * place.width,
        place.top + top * place.height,
        width * place.width,
        height * place.height,
    )


def _fill(shape: Any, colour: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)
    # The style of a new shape would add a shadow and an edge of its own.
    for style in shape._element.findall(f"{{{_P}}}style"):
        shape._element.remove(style)


def _edge(shape: Any, colour: str | None) -> None:
    if colour is None:
        shape.line.fill.background()
    else:
        shape.line.color.rgb = rgb(colour)
        shape.line.width = Pt(1)


def _describe(shape: Any, said: str) -> None:
    """The alternative text of a shape, a table or a chart."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", one_line(said))


def _emu(place: SlidePlace) -> tuple[int, int, int, int]:
    return (
        Inches(place.left),
        Inches(place.top),
        Inches(place.width),
        Inches(place.height),
    )
