"""The tables of a plan as a workbook that an Office fills in: a sheet a table, each column with its
rule beneath its heading, lists to choose from, and an example where there is nothing yet.

Days are real days and numbers real numbers with their printed places; everything else is text,
whatever it begins with. What is read back is another module's business.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ddci_tracker.domain.plan_tables import (
    TABLES,
    PlanCellKind,
    PlanTable,
    TableColumn,
    TableRow,
    Tables,
)
from ddci_tracker.office import light_styles
from ddci_tracker.office.packing import clean, steady
from ddci_tracker.office.plan_workbook_marks import EXAMPLE, GUIDE, HEAD_ROW, LISTS, NUMBER, RULE
from ddci_tracker.office.sheets import (
    DAY_FORMAT,
    FONT,
    SheetHead,
    places_format,
    row_height,
    set_up_pages,
)
from ddci_tracker.words import plan_tables
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_FIRST_ROW = HEAD_ROW + 2
_LISTED_ROWS = 400  # rows with lists to choose from and formats of their own
_WIDE, _NARROW = 44, 15
_WIDTHS: Mapping[PlanCellKind, int] = {
    PlanCellKind.LINE: 24,
    PlanCellKind.PROSE: _WIDE,
    PlanCellKind.NAMES: 26,
    PlanCellKind.CODE: 16,
    PlanCellKind.NUMBER: 13,
    PlanCellKind.WHOLE: 11,
    PlanCellKind.DAY: 13,
    PlanCellKind.CHOICE: 20,
    PlanCellKind.NAMED: 22,
    PlanCellKind.INDEX: 11,
    PlanCellKind.INDICES: 16,
    PlanCellKind.SUB_INDEX: 34,
    PlanCellKind.UNITS: 26,
    PlanCellKind.PERSON: 18,
    PlanCellKind.PERIODS: 18,
    PlanCellKind.DAYS_OF_YEAR: 26,
}
_TITLES = frozenset({"title", "printed_name", "name", "document.title"})
_STEPS = (
    N_("Fill in the sheets from left to right: what others refer to comes first."),
    N_("A star after a rule marks a cell that must not be blank; every other one may be."),
    N_("Leave blank what the paper leaves blank. Nothing is made up."),
    N_("Rows marked as an example are not read; write below them or over them without the mark."),
    N_("Sheets and headings keep their names; rows and columns may be moved."),
    N_("No formulas: only texts, numbers and days."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLists:
    """What cells may choose from beside the words of the tracker: codes and names of indices and
    sub-indices. ``names`` are those of sub-indices by index and code."""

    indices: Sequence[str]
    names: Mapping[tuple[str, str], str]


def write(
    tables: Tables,
    lists: ChoiceLists,
    title: str,
    made: datetime,
    words: Words,
    origin: str | None = None,
) -> bytes:
    """The workbook as an Excel file; empty tables hold an example.

    ``origin`` says of what it is the workbook, for whoever reads it back. The same arguments give
    the same bytes.
    """
    writer = BookWriter(lists, made, words)
    writer.note_origin(origin)
    return writer.written(tables, title)


class BookWriter:
    """Writes the sheets of tables that are filled in; ``tables`` are those of a plan, or others."""

    def __init__(
        self,
        lists: ChoiceLists,
        made: datetime,
        words: Words,
        tables: Sequence[PlanTable] = TABLES,
        steps: Sequence[str] = _STEPS,
    ) -> None:
        self._tables, self._steps = tables, steps
        self._lists = lists
        self._words = words
        self._body = BytesIO()
        self._file = xlsxwriter.Workbook(
            self._body,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": 10},
            },
        )
        self._properties = {"created": made.replace(tzinfo=None)}
        self._file.set_properties(self._properties)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._ranges: dict[str, str] = {}

    def note_origin(self, origin: str | None) -> None:
        """Note among the properties of the file of what it is the workbook."""
        if origin is not None:
            self._file.set_properties({**self._properties, "keywords": origin})

    def written(self, tables: Tables, title: str) -> bytes:
        self._guide(title)
        sheets = {
            of.key: self._file.add_worksheet(plan_tables.table_name(of.key, self._words))
            for of in self._tables
        }
        self._write_lists()
        for of in self._tables:
            write_one = self._upright if of.upright else self._table
            write_one(sheets[of.key], of, tables.get(of.key, ()))
        sheets[self._tables[0].key].activate()
        self._file.close()
        return steady(self._body.getvalue())

    def _guide(self, title: str) -> None:
        sheet = self._file.add_worksheet(self._words.text(GUIDE))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 96)
        set_up_pages(sheet)
        sheet.write_string(0, 0, clean(title), self._format(bold=True, font_size=14, wrap=False))
        row = 2
        for step in self._steps:
            sheet.merge_range(row, 0, row, 1, self._words.text(step), self._format())
            row += 1
        row += 1
        for of in self._tables:
            name = plan_tables.table_name(of.key, self._words)
            link = self._format(font_color=f"#{light_styles.ACCENT}", underline=1)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
            about = self._words.text(plan_tables.ABOUT[of.key])
            sheet.write_string(row, 1, about, self._format())
            row += 1

    def _write_lists(self) -> None:
        """The lists to choose from, each a column of a hidden sheet: a typed one may be too long
        for Excel."""
        name = self._words.text(LISTS)
        sheet = self._file.add_worksheet(name)
        sheet.hide()
        lists: dict[str, Sequence[str]] = {
            "index": self._lists.indices,
            "sub_index": list(dict.fromkeys(self._lists.names.values())),
        }
        for of in self._tables:
            for column in of.columns:
                if found := plan_tables.choices(column, self._words):
                    lists[f"{of.key}.{column.key}"] = list(found.values())
        for number, (key, entries) in enumerate(lists.items()):
            sheet.write_string(0, number, key, self._format())
            for row, entry in enumerate(entries, start=1):
                sheet.write_string(row, number, clean(entry), self._format())
            letter = xl_col_to_name(number)
            if entries:
                self._ranges[key] = f"='{name}'!${letter}$2:${letter}${len(entries) + 1}"

    def _upright(self, sheet: Any, of: PlanTable, rows: tuple[TableRow, ...]) -> None:
        cells = rows[0].cells if rows else {}
        sheet.hide_gridlines(2)
        for number, width in enumerate((32, 52, 70)):
            sheet.set_column(number, number, width)
        set_up_pages(sheet)
        sheet.repeat_rows(HEAD_ROW)
        self._head(sheet, of)
        for number, message in enumerate((N_("Field"), N_("Value"), RULE)):
            sheet.write_string(HEAD_ROW, number, self._words.text(message), self._of_head())
        for row, column in enumerate(of.columns, start=HEAD_ROW + 1):
            name = plan_tables.heading(of, column, self._words)
            sheet.write_string(row, 0, name, self._format(bold=True))
            self._cell(sheet, row, 1, column, cells.get(column.key, ""), {})
            sheet.write_string(row, 2, plan_tables.rule(of, column, self._words), self._of_rule())
            self._validate(sheet, of, column, (row, 1, row, 1))
        sheet.freeze_panes(HEAD_ROW + 1, 1)

    def _table(self, sheet: Any, of: PlanTable, rows: tuple[TableRow, ...]) -> None:
        sheet.hide_gridlines(2)
        self._head(sheet, of)
        sheet.set_column(0, 0, _NARROW)
        sheet.write_string(HEAD_ROW, 0, self._words.text(NUMBER), self._of_head())
        sheet.write_string(HEAD_ROW + 1, 0, self._words.text(RULE), self._of_rule())
        rules = [plan_tables.rule(of, column, self._words) for column in of.columns]
        widths = [_width(column) for column in of.columns]
        heads = [SheetHead(plan_tables.heading(of, column, self._words)) for column in of.columns]
        sheet.set_row(HEAD_ROW + 1, row_height(rules, widths))
        sheet.set_row(HEAD_ROW, row_height(heads, widths))
        for number, column in enumerate(of.columns, start=1):
            sheet.set_column(number, number, widths[number - 1], self._of_kind(column.kind))
            name = plan_tables.heading(of, column, self._words)
            sheet.write_string(HEAD_ROW, number, name, self._of_head())
            sheet.write_string(HEAD_ROW + 1, number, rules[number - 1], self._of_rule())
            last = _FIRST_ROW + max(len(rows), _LISTED_ROWS)
            self._validate(sheet, of, column, (_FIRST_ROW, number, last, number))
        at = _FIRST_ROW
        for place, row in enumerate(rows, start=1):
            sheet.write_number(at, 0, place, self._format(align="left"))
            self._row(sheet, at, of, row.cells)
            at += 1
        example = plan_tables.example(of, self._words)
        if not rows and example:
            sheet.write_string(at, 0, self._words.text(EXAMPLE), self._of_rule())
            self._row(sheet, at, of, example, italic=True, font_color=f"#{light_styles.SECOND}")
        sheet.freeze_panes(_FIRST_ROW, 3 if of.key in ("units", "people") else 2)
        set_up_pages(sheet)
        sheet.repeat_rows(HEAD_ROW)

    def _head(self, sheet: Any, of: PlanTable) -> None:
        title = plan_tables.table_name(of.key, self._words)
        sheet.write_string(0, 0, title, self._format(bold=True, font_size=14, wrap=False))
        about = self._words.text(plan_tables.ABOUT[of.key])
        second = self._format(font_color=f"#{light_styles.SECOND}", wrap=False)
        sheet.write_string(1, 0, about, second)

    def _row(
        self, sheet: Any, row: int, of: PlanTable, cells: Mapping[str, str], **look: Any
    ) -> None:
        index = cells.get("index", "")
        # Not every program finds the height of a row by itself.
        said = [
            plan_tables.shown(column, cells.get(column.key, ""), self._words)
            for column in of.columns
        ]
        sheet.set_row(row, row_height(said, [_width(column) for column in of.columns]))
        for number, column in enumerate(of.columns, start=1):
            text = cells.get(column.key, "")
            is_part = column.kind is PlanCellKind.SUB_INDEX
            names = {text: self._lists.names.get((index, text), text)} if is_part else {}
            self._cell(sheet, row, number, column, text, look, names)

    def _cell(
        self,
        sheet: Any,
        row: int,
        number: int,
        column: TableColumn,
        text: str,
        look: Mapping[str, Any],
        names: Mapping[str, str] | None = None,
    ) -> None:
        kind = column.kind
        if not text:
            sheet.write_blank(row, number, None, self._of_kind(kind, **look))
        elif kind is PlanCellKind.DAY and (on := _day(text)):
            sheet.write_datetime(row, number, on, self._of_kind(kind, **look))
        elif kind is PlanCellKind.WHOLE and re.fullmatch(r"-?[0-9]{1,9}", text):
            sheet.write_number(row, number, int(text), self._of_kind(kind, **look))
        elif kind is PlanCellKind.NUMBER and (value := _exact(text)) is not None:
            style = self._of_kind(kind, **look, num_format=places_format(value))
            sheet.write_number(row, number, float(value), style)
        else:
            said = plan_tables.shown(column, text, self._words, names)
            sheet.write_string(row, number, clean(said), self._of_kind(kind, **look))

    def _validate(
        self, sheet: Any, of: PlanTable, column: TableColumn, area: tuple[int, int, int, int]
    ) -> None:
        key = {PlanCellKind.INDEX: "index", PlanCellKind.SUB_INDEX: "sub_index"}.get(
            column.kind, f"{of.key}.{column.key}"
        )
        source = self._ranges.get(key) or self._of_sheet(column)
        if source is None:
            return
        # What may hold several, or a word of one's own, is offered and not enforced.
        strict = column.kind in (PlanCellKind.CHOICE, PlanCellKind.INDEX)
        sheet.data_validation(
            *area,
            {
                "validate": "list",
                "source": source,
                "show_error": strict,
                "ignore_blank": True,
                "error_title": plan_tables.heading(of, column, self._words)[:32],
                "error_message": plan_tables.rule(of, column, self._words)[:255],
            },
        )

    def _of_sheet(self, column: TableColumn) -> str | None:
        """The codes of units or leaders, as they are typed on their own sheet."""
        key = {PlanCellKind.UNITS: "units", PlanCellKind.PERSON: "people"}.get(column.kind)
        if key is None:
            return None
        name = plan_tables.table_name(key, self._words)
        return f"='{name}'!$B${_FIRST_ROW + 1}:$B${_FIRST_ROW + 200}"

    def _of_kind(self, kind: PlanCellKind, **look: Any) -> Any:
        formats: dict[PlanCellKind, dict[str, Any]] = {
            PlanCellKind.DAY: {"num_format": DAY_FORMAT, "align": "left"},
            PlanCellKind.NUMBER: {"align": "left"},
            PlanCellKind.WHOLE: {"num_format": "0", "align": "left"},
        }
        line = {"bottom": 1, "bottom_color": f"#{light_styles.LINE}"}
        return self._format(**{**line, **formats.get(kind, {"num_format": "@"}), **look})

    def _of_head(self) -> Any:
        return self._format(bold=True, bg_color=f"#{light_styles.HAIR}", bottom=1)

    def _of_rule(self) -> Any:
        return self._format(italic=True, font_size=9, font_color=f"#{light_styles.SECOND}")

    def _format(self, *, wrap: bool = True, **look: Any) -> Any:
        whole = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": wrap, **look}
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self._file.add_format(whole)
        return self._formats[key]


def _width(column: TableColumn) -> int:
    return _WIDE if column.key in _TITLES else _WIDTHS[column.kind]


def _day(text: str) -> datetime | None:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime(on.year, on.month, on.day)  # noqa: DTZ001 - a day, without a zone


def _exact(text: str) -> Decimal | None:
    """A decimal that a cell can hold with every digit; others stay text."""
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return None
    value = Decimal(text)
    return value if Decimal(repr(float(value))) == value and len(text) <= 15 else None
