"""Sheets of a workbook with one look: a title, a table with filters, and set up to be printed.

Real numbers and days; every text is written as text, whatever it begins with, so that nothing that
people typed becomes a formula or a link. Not here: which sheets there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import accumulate
from typing import Any

import xlsxwriter

from ddci_tracker.domain.lights import Colour
from ddci_tracker.office import light_styles, measuring
from ddci_tracker.office.packing import clean
from ddci_tracker.words import formats

FONT = "Arial"
DAY_FORMAT = "dd/mm/yyyy"
_LONGEST = 32_767  # characters that a cell holds
_HEAD_ROW = 3
_A4 = 9
_ACROSS = 190  # characters on a sheet of paper
_SIZE, _LINE = 10, 12.75  # points, of letters and from line to line
_HIGHEST = 409  # points that a row may have
_CHARACTER = 7 / 96  # inches, of the character in which widths are counted
_PAGE = 500  # points, of the height that is printed on
_LEAST_SCALE = 0.6  # of what is made smaller to fit
_LONGEST_FOOT = 200  # of 255 characters that the foot of a page holds with its codes


@dataclass(frozen=True, slots=True)
class Lit:
    """A light in a cell: its word, in its colours."""

    word: str
    colour: Colour | None


@dataclass(frozen=True, slots=True)
class Struck:
    """A text that holds no longer."""

    text: str


@dataclass(frozen=True, slots=True)
class SheetHead:
    """A text that names what stands below or beside it."""

    text: str


Cell = str | int | Decimal | date | Lit | Struck | SheetHead | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetField:
    """A column: its title, its width in characters, and what it means."""

    title: str
    width: int
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """How many sheets of paper a table takes at most, none for 0; it is made smaller for that, and
    of what would be too small to read the first rows and columns alone are printed.

    ``left_out`` says so, given how many of how many rows and of how many columns are printed;
    nothing where all are.
    """

    pages: int
    left_out: Callable[[tuple[int, int], tuple[int, int]], str]


class Book:
    """A workbook that is being made. ``foot`` stands at the foot of every printed page."""

    def __init__(self, *, foot: str, made: datetime, properties: dict[str, str]) -> None:
        self._written = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            # Widths of columns count characters of this font.
            "default_format_properties": {"font_name": FONT, "font_size": _SIZE},
        }
        self._file = xlsxwriter.Workbook(self._written, options)
        created = made.astimezone(UTC).replace(tzinfo=None)
        cleaned = {name: clean(text) for name, text in properties.items()}
        self._file.set_properties({**cleaned, "created": created})
        self._foot = clean(foot)[:_LONGEST_FOOT].replace("&", "&&")
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.described: list[tuple[str, Sequence[SheetField]]] = []
        """The tables so far: the name of the sheet and its columns."""

    def table(
        self,
        name: str,
        title: str,
        subtitle: str,
        fields: Sequence[SheetField],
        rows: Iterable[Sequence[Cell]],
        *,
        frozen: int = 1,
        words_of: Iterable[Lit] = (),
        empty: str = "",
        paper: Paper | None = None,
    ) -> None:
        """A sheet with one table; its head and the first ``frozen`` columns stay in sight.

        ``words_of`` are the lights that a cell may name, for their colours; ``empty`` is said
        where there are no rows. ``paper`` bounds what is printed; None prints the whole.
        """
        sheet = self._sheet(name, title, subtitle, [field.width for field in fields])
        self.described.append((name, fields))
        head = self._format(
            bold=True, bottom=2, bg_color=f"#{light_styles.HAIR}", text_wrap=True, valign="bottom"
        )
        widths = [field.width for field in fields]
        sheet.set_row(_HEAD_ROW, row_height([SheetHead(field.title) for field in fields], widths))
        for column, field in enumerate(fields):
            sheet.write_string(_HEAD_ROW, column, clean(field.title), head)
        number, heights = _HEAD_ROW, []
        for number, row in enumerate(rows, start=_HEAD_ROW + 1):
            heights.append(self._row(sheet, number, row, widths))
        if number == _HEAD_ROW and empty:
            sheet.write_string(_HEAD_ROW + 1, 0, clean(empty), self._format())
        sheet.autofilter(_HEAD_ROW, 0, max(number, _HEAD_ROW + 1), len(fields) - 1)
        sheet.freeze_panes(_HEAD_ROW + 1, frozen)
        sheet.repeat_rows(_HEAD_ROW)
        if paper is not None:
            self._onto(sheet, paper, widths, heights)
        elif (pages := _pages_across(widths)) > 1:
            sheet.fit_to_pages(pages, 0)
            sheet.repeat_columns(0, frozen - 1)
        self._colours(sheet, max(number, _HEAD_ROW + 1), len(fields) - 1, words_of)

    def _onto(
        self, sheet: Any, paper: Paper, widths: Sequence[int], heights: Sequence[float]
    ) -> None:
        """Print the first columns and rows that so many sheets of paper have room for."""
        across = _columns_across(widths)
        if not heights or not paper.pages:
            # Nothing stands in this cell: the sheet takes no paper.
            sheet.print_area(0, len(widths) + 1, 0, len(widths) + 1)
            return
        room = paper.pages * _PAGE / _LEAST_SCALE - _HEAD_ROW * _LINE
        shown = max(sum(1 for height in accumulate(heights) if height <= room), 1)
        sheet.print_area(0, 0, _HEAD_ROW + shown, across - 1)
        sheet.fit_to_pages(1, paper.pages)
        said = paper.left_out((shown, len(heights)), (across, len(widths)))
        if said:
            look = self._format(font_color=f"#{light_styles.SECOND}", wrapped=False)
            sheet.write_string(_HEAD_ROW - 1, 0, clean(said), look)

    def lines(
        self,
        name: str,
        title: str,
        subtitle: str,
        widths: Sequence[int],
        rows: Iterable[Sequence[Cell]],
        *,
        words_of: Iterable[Lit] = (),
        printed: int | None = None,
    ) -> None:
        """A sheet of lines to read; ``widths`` are those of its columns.

        Only the first ``printed`` lines go on paper, None for all.
        """
        sheet = self._sheet(name, title, subtitle, widths)
        number = _HEAD_ROW
        for number, row in enumerate(rows, start=_HEAD_ROW):
            self._row(sheet, number, row, widths)
        if printed is not None:
            sheet.print_area(0, 0, _HEAD_ROW + printed - 1, len(widths) - 1)
        self._colours(sheet, number, len(widths) - 1, words_of)

    def written(self) -> bytes:
        """The workbook as a file."""
        self._file.close()
        return self._written.getvalue()

    def _sheet(self, name: str, title: str, subtitle: str, widths: Iterable[int]) -> Any:
        sheet = self._file.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, clean(title), self._format(bold=True, size=14, wrapped=False))
        second = self._format(font_color=f"#{light_styles.SECOND}", wrapped=False)
        sheet.write_string(1, 0, clean(subtitle), second)
        sheet.hide_gridlines(2)
        set_up_pages(sheet, self._foot)
        return sheet

    def _row(self, sheet: Any, row: int, cells: Sequence[Cell], widths: Sequence[int]) -> float:
        # Not every program finds the height of a row by itself.
        height = row_height(cells, widths)
        sheet.set_row(row, height)
        for column, cell in enumerate(cells):
            self._write(sheet, row, column, cell)
        return height

    def _write(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        match cell:
            case None:
                sheet.write_blank(row, column, None, self._cell())
            case Lit(word=word):
                sheet.write_string(row, column, clean(word), self._cell(bold=True, align="center"))
            case SheetHead(text=text):
                sheet.write_string(row, column, _fitting(text), self._format(bold=True, bottom=1))
            case Struck(text=text):
                look = self._cell(font_strikeout=text != formats.NOTHING, quote_prefix=True)
                sheet.write_string(row, column, _fitting(text), look)
            case Decimal():
                look = self._cell(num_format=places_format(cell), align="right")
                sheet.write_number(row, column, float(cell), look)
            case int():
                sheet.write_number(row, column, cell, self._cell(num_format="0", align="right"))
            case date():
                look = self._cell(num_format=DAY_FORMAT, align="right")
                sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), look)  # noqa: DTZ001
            case str():
                # A little away from a number that ends where the text begins.
                # A text stays one when somebody edits its cell, whatever it begins with.
                look = self._cell(align="left", indent=1, quote_prefix=True)
                sheet.write_string(row, column, _fitting(cell), look)

    def _colours(self, sheet: Any, last_row: int, last: int, words_of: Iterable[Lit]) -> None:
        """The colours of lights, by their words: they stay right when a table is sorted."""
        for light in dict.fromkeys(words_of):
            look = self._file.add_format(
                {
                    "font_color": f"#{light_styles.TONES[light.colour]}",
                    "bg_color": f"#{light_styles.WASHES[light.colour]}",
                }
            )
            word = light.word.replace('"', '""')
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
            sheet.conditional_format(_HEAD_ROW + 1, 0, last_row, last, rule)

    def _cell(self, **look: Any) -> Any:
        return self._format(bottom=1, bottom_color=f"#{light_styles.LINE}", **look)

    def _format(self, *, size: int = _SIZE, wrapped: bool = True, **look: Any) -> Any:
        """A format, made once: a workbook should not hold the same one many times."""
        whole = {
            "font_name": FONT,
            "font_size": size,
            "valign": "top",
            "text_wrap": wrapped,
            **look,
        }
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self._file.add_format(whole)
        return self._formats[key]


def set_up_pages(sheet: Any, foot: str = "") -> None:
    """Print a sheet across, as wide as the paper, with ``foot`` and numbers on its pages."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&9 {foot}&R&9 &P/&N")


def _pages_across(widths: Iterable[int]) -> int:
    """How many sheets of paper side by side keep the letters readable."""
    return -(-sum(widths) // _ACROSS)


def _columns_across(widths: Sequence[int]) -> int:
    """How many of the first columns one sheet of paper has room for."""
    sums = accumulate(widths)
    return max(sum(1 for each in sums if each <= _ACROSS), 1)


def row_height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """How high a row stands, in points, with its texts in lines."""
    most = 1
    for cell, width in zip(cells, widths, strict=False):
        text = cell.text if isinstance(cell, Struck | SheetHead) else cell
        if isinstance(text, str):
            room = width * _CHARACTER - 0.12
            bold = isinstance(cell, SheetHead)
            paragraphs = text.split("\n")
            most = max(
                most, sum(measuring.lines(each, room, _SIZE, bold=bold) for each in paragraphs)
            )
    return float(min(most * _LINE + 3, _HIGHEST))


def places_format(value: Decimal) -> str:
    """The number format that shows a decimal with the places it has: 0.00 for 7.80."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"0.{'0' * places}" if places else "0"


def _fitting(text: str) -> str:
    """A text that a cell can hold."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= _LONGEST else f"{cleaned[: _LONGEST - 1]}…"
