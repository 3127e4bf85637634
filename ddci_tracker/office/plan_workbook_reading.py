"""The tables of a workbook that somebody filled in, or all that is wrong with it.

Cheap questions come first: nothing is opened before its size is known. A cell is refused by sheet
and address where it holds what a person did not mean to write there: a formula, a text that is no
day, a number whose printed places are lost. Whether the tables make a plan is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from ddci_tracker.domain import texts
from ddci_tracker.domain.plan_tables import (
    TABLES,
    PlanCellKind,
    PlanTable,
    TableColumn,
    TableRow,
    YesNo,
)
from ddci_tracker.office.plan_workbook_marks import EXAMPLE, GUIDE, HEAD_ROW, LISTS, NUMBER, RULE
from ddci_tracker.words import plan_tables
from ddci_tracker.words.catalogue import Shown, Words, languages
from ddci_tracker.words.marking import N_

_MB = 1024 * 1024
LARGEST_FILE, LARGEST_UNPACKED, MOST_ROWS = 5 * _MB, 60 * _MB, 5000
_MOST_PACKED = 400  # times smaller than unpacked
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # .xls, or .xlsx behind a password
_ACTIVE = ("vbaproject.bin", "/activex/", "/embeddings/", "/externallinks/", "/macrosheets/")
_FIRST_YEAR = 1945  # of documents that a plan may cite
_HEAD_WITHIN = 12  # rows in which headings are looked for
_PLACES = re.compile(r"(?:#,##)?0(?:\.(0+))?(?:_.*|;.*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong: ``message`` is a message id; of the whole file where ``sheet`` is None."""

    message: str
    arguments: Mapping[str, Shown]
    sheet: str | None = None
    cell: str | None = None


class UnfitWorkbook(Exception):
    """A workbook that is not taken, with all that is wrong; nothing of it is."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledIn:
    """The tables of a workbook; the number of a row is that of its sheet.

    ``columns`` are the letters of columns by table and key; of an upright table the rows.
    ``origin`` is what its writer noted of where it is from.
    """

    tables: Mapping[str, tuple[TableRow, ...]]
    columns: Mapping[tuple[str, str], str]
    words: Words
    origin: str | None = None

    def address(self, table: str, row: int | None, column: str | None) -> str | None:
        """The address of a cell of a table; of a row its first cell; None for a whole table."""
        place = self.columns.get((table, column or ""), "A")
        if place.isdigit():
            return f"B{place}"
        return f"{place}{row}" if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookKind:
    """What is read: its tables, and what is said where a file is none of the kind (message ids,
    with {name}, {limit} and nothing to be filled in)."""

    tables: tuple[PlanTable, ...]
    other_file: str
    too_large: str
    too_much: str
    unknown: str


PLAN_WORKBOOK = WorkbookKind(
    tables=TABLES,
    other_file=N_("A workbook of a plan is an Excel file (.xlsx), not {name}"),
    too_large=N_("A workbook of a plan has at most {limit} MB"),
    too_much=N_("The workbook holds far more than a plan; is it the right one?"),
    unknown=N_("This is no workbook of a plan; begin with the empty one from here"),
)


def read(file_name: str, body: bytes, kind: WorkbookKind = PLAN_WORKBOOK) -> FilledIn:
    """The tables of a workbook; ``UnfitWorkbook`` with everything wrong, and then none of it."""
    _refuse_other_files(file_name, body, kind)
    try:
        with ZipFile(BytesIO(body)) as package:
            _refuse_swollen(package.infolist(), kind)
            _refuse_active(package)
        # Most processes never read a workbook.
        from openpyxl import load_workbook

        book = load_workbook(BytesIO(body), read_only=True, keep_links=False)
        return _read(book, kind)
    except UnfitWorkbook:
        raise
    except (BadZipFile, ParseError, KeyError, NotImplementedError, RuntimeError) as error:
        raise _unreadable() from error
    # openpyxl raises whatever occurs to it for a damaged workbook.
    except Exception as error:
        raise _unreadable() from error


def _refused(message: str, **arguments: Shown) -> UnfitWorkbook:
    return UnfitWorkbook(Fault(message=message, arguments=arguments))


def _unreadable() -> UnfitWorkbook:
    return _refused(N_("The file cannot be opened as a workbook; save it anew from Excel as .xlsx"))


def _refuse_other_files(file_name: str, body: bytes, kind: WorkbookKind) -> None:
    ending = file_name.lower().rpartition(".")[2]
    if ending == "xlsm":
        raise _refused(N_("A workbook with macros is not taken; save it as .xlsx"))
    if ending != "xlsx":
        raise _refused(kind.other_file, name=file_name)
    if len(body) > LARGEST_FILE:
        raise _refused(kind.too_large, limit=LARGEST_FILE // _MB)
    if body.startswith(_OLD_OFFICE):
        raise _refused(
            N_("The workbook has a password, or is of an old Excel; save it as .xlsx without one")
        )


def _refuse_swollen(parts: list[ZipInfo], kind: WorkbookKind) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise _unreadable()
    unpacked = sum(part.file_size for part in parts)
    is_swollen = unpacked > LARGEST_UNPACKED or any(
        part.file_size > _MB and part.file_size > _MOST_PACKED * max(part.compress_size, 1)
        for part in parts
    )
    if is_swollen:
        raise _refused(kind.too_much)


def _refuse_active(package: ZipFile) -> None:
    """Refuse what does something, or fetches something, when a workbook is opened."""
    for name in package.namelist():
        if any(part in f"/{name.lower()}" for part in _ACTIVE):
            raise _refused(
                N_("The workbook holds a macro, an object or a link to another one ({part})"),
                part=name,
            )
    if b"macroEnabled" in package.read("[Content_Types].xml"):
        raise _refused(N_("A workbook with macros is not taken; save it as .xlsx"))
    for name in package.namelist():
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(name)[:4096]:
            raise _unreadable()


def _read(book: Any, kind: WorkbookKind) -> FilledIn:
    words = _language_of(book.sheetnames, kind)
    names = {plan_tables.table_name(of.key, words): of for of in kind.tables}
    beside = {words.text(GUIDE), words.text(LISTS)}
    found = {plan_tables.as_called_now(texts.line(name)): name for name in book.sheetnames}
    faults = [
        Fault(message=N_("this sheet is not known; was it renamed?"), arguments={}, sheet=name)
        for name in found
        if name not in names and name not in beside
    ]
    faults += [
        Fault(message=N_("this sheet is missing"), arguments={}, sheet=name)
        for name in names
        if name not in found
    ]
    if faults:
        raise UnfitWorkbook(*faults)
    reader = _SheetReader(words)
    tables = {of.key: reader.table(book[found[name]], name, of) for name, of in names.items()}
    if reader.faults:
        raise UnfitWorkbook(*reader.faults)
    origin = texts.line(book.properties.keywords or "") or None
    return FilledIn(tables=tables, columns=reader.columns, words=words, origin=origin)


def _language_of(sheets: list[str], kind: WorkbookKind) -> Words:
    """The language of a workbook: the one in which most of its sheets have a name."""
    spoken = [Words.of(language) for language in languages()]
    named = {plan_tables.as_called_now(texts.line(name)) for name in sheets}

    def known(words: Words) -> int:
        return sum(plan_tables.table_name(of.key, words) in named for of in kind.tables)

    best = max(spoken, key=known)
    if not known(best):
        raise _refused(kind.unknown)
    return best


class _SheetReader:
    """Reads the sheets of one workbook and collects what is wrong."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.faults: list[Fault] = []
        self.columns: dict[tuple[str, str], str] = {}

    def table(self, sheet: Any, name: str, of: PlanTable) -> tuple[TableRow, ...]:
        """The rows of one sheet that hold something."""
        rows = _Rows(sheet, name)
        return self._upright(rows, of) if of.upright else self._lying(rows, of)

    def _upright(self, rows: _Rows, of: PlanTable) -> tuple[TableRow, ...]:
        columns = {plan_tables.heading(of, each, self._words): each for each in of.columns}
        cells: dict[str, str] = {}
        seen: set[str] = set()
        for number, row in rows:
            title = _title(row.get(1))
            if number <= HEAD_ROW + 1 and title not in columns:
                continue
            if title not in columns:
                if title or _holds(row.get(2)):
                    self._fault(rows.name, f"A{number}", _UNKNOWN_HEADING, heading=title)
                continue
            if title in seen:
                self._fault(rows.name, f"A{number}", _TWICE, heading=title)
                continue
            seen.add(title)
            column = columns[title]
            self.columns[(of.key, column.key)] = str(number)
            if text := self._text(row.get(2), column, rows.name, f"B{number}"):
                cells[column.key] = text
        self._refuse_missing(rows.name, columns, seen)
        return (TableRow(number=HEAD_ROW + 2, cells=cells),)

    def _lying(self, rows: _Rows, of: PlanTable) -> tuple[TableRow, ...]:
        named = {plan_tables.heading(of, each, self._words): each for each in of.columns}
        columns: dict[int, TableColumn | None] | None = None
        found = []
        marks = {self._words.text(EXAMPLE), self._words.text(RULE)}
        for number, row in rows:
            if columns is None:
                if _is_head(row, named):
                    columns = self._columns(row, named, of, rows.name, number)
                elif number >= _HEAD_WITHIN:
                    break
                continue
            if _title(row.get(1)) in marks:
                continue
            cells = self._cells(row, columns, rows.name, number)
            if cells:
                found.append(TableRow(number=number, cells=cells))
        if columns is None:
            self._fault(rows.name, None, N_("the line of headings is missing"))
        return tuple(found)

    def _columns(
        self,
        row: Mapping[int, Any],
        named: Mapping[str, TableColumn],
        of: PlanTable,
        sheet: str,
        number: int,
    ) -> dict[int, TableColumn | None]:
        """The columns by their place; None where the heading has been refused."""
        columns: dict[int, TableColumn | None] = {}
        seen: set[str] = set()
        for place, cell in row.items():
            title, at = _title(cell), f"{_letter(place)}{number}"
            if not title or (place == 1 and title == self._words.text(NUMBER)):
                continue
            if title not in named:
                columns[place] = None
                self._fault(sheet, at, _UNKNOWN_HEADING, heading=title)
            elif title in seen:
                columns[place] = None
                self._fault(sheet, at, _TWICE, heading=title)
            else:
                seen.add(title)
                columns[place] = named[title]
                self.columns[(of.key, named[title].key)] = _letter(place)
        self._refuse_missing(sheet, named, seen)
        return columns

    def _refuse_missing(self, sheet: str, named: Mapping[str, TableColumn], seen: set[str]) -> None:
        for title, column in named.items():
            if title not in seen and not column.added:
                self._fault(sheet, None, N_("the heading “{heading}” is missing"), heading=title)

    def _cells(
        self,
        row: Mapping[int, Any],
        columns: Mapping[int, TableColumn | None],
        sheet: str,
        number: int,
    ) -> dict[str, str]:
        cells = {}
        for place, cell in row.items():
            at = f"{_letter(place)}{number}"
            column = columns.get(place)
            if column is None:
                if place != 1 and place not in columns:
                    self._fault(sheet, at, N_("this cell has no heading above it"))
            elif text := self._text(cell, column, sheet, at):
                cells[column.key] = text
        return cells

    def _text(self, cell: Any, column: TableColumn, sheet: str, at: str) -> str:
        """What a cell holds in the neutral form; "" with a fault where it cannot be meant."""
        if cell is None or not _holds(cell):
            return ""
        try:
            return _neutral(cell, column, self._words)
        except _Unmeant as unmeant:
            self._fault(sheet, at, unmeant.message, **unmeant.arguments)
            return ""

    def _fault(self, sheet: str, cell: str | None, message: str, **arguments: Shown) -> None:
        self.faults.append(Fault(message=message, arguments=arguments, sheet=sheet, cell=cell))


_UNKNOWN_HEADING = N_("the heading “{heading}” is not known")
_TWICE = N_("the heading “{heading}” stands here twice")


class _Rows:
    """The rows of a sheet that hold something: the number and the cells by column from 1."""

    def __init__(self, sheet: Any, name: str) -> None:
        self._sheet, self.name = sheet, name

    def __iter__(self) -> Iterator[tuple[int, dict[int, Any]]]:
        filled = 0
        # What a damaged sheet says of its own size may be wrong.
        self._sheet.reset_dimensions()
        for row in self._sheet.iter_rows():
            cells = {cell.column: cell for cell in row if _holds(cell)}
            if not cells:
                continue
            filled += 1
            if filled > MOST_ROWS:
                raise UnfitWorkbook(
                    Fault(
                        message=N_("there are more than {limit} lines here"),
                        arguments={"limit": MOST_ROWS},
                        sheet=self.name,
                    )
                )
            yield next(iter(cells.values())).row, cells


class _Unmeant(Exception):
    def __init__(self, message: str, **arguments: Shown) -> None:
        super().__init__(message)
        self.message, self.arguments = message, arguments


def _neutral(cell: Any, column: TableColumn, words: Words) -> str:
    value = cell.value
    if cell.data_type == "f":
        raise _Unmeant(N_("there is a formula here; keep its value only"))
    if cell.data_type == "e":
        raise _Unmeant(N_("there is an error of Excel here: {value}"), value=str(value))
    match value:
        case bool():
            return _truth(value, column)
        case datetime() | time():
            return _of_day(value, column)
        case int() | float():
            return _of_number(value, str(cell.number_format), column)
    text = str(value)
    if column.kind is PlanCellKind.DAY:
        return _typed_day(text, column, words)
    broken = next((each for each in text if texts.is_broken(each) and each not in "\n\r\t"), None)
    if broken is not None or "_x00" in text:
        raise _Unmeant(N_("there is an invisible character here; type the text anew"))
    return plan_tables.meant(column, text, words)


def _truth(value: bool, column: TableColumn) -> str:
    if column.of is not YesNo:
        raise _Unmeant(N_("true or false is not meant here"))
    return "true" if value else "false"


def _of_day(value: datetime | time, column: TableColumn) -> str:
    if column.kind is not PlanCellKind.DAY:
        raise _Unmeant(N_("Excel has made a day of this; make the cell a text and type it anew"))
    if not isinstance(value, time) and value.year < _FIRST_YEAR:
        raise _Unmeant(N_("this is a number and no day"))  # 15 as Excel shows it: 15/01/1900
    if isinstance(value, time) or value.hour or value.minute or value.second:
        raise _Unmeant(N_("there is a time of day here; only the day is meant"))
    return value.strftime("%Y-%m-%d")


def _typed_day(text: str, column: TableColumn, words: Words) -> str:
    """The day that a text says, as 2026-08-31 or 31/08/2026: Excel makes no day of some of them."""
    meant = plan_tables.meant(column, text, words)
    try:
        on = date.fromisoformat(meant)
    except ValueError:
        on = date.min
    if on.isoformat() != meant or on.year < _FIRST_YEAR:
        raise _Unmeant(
            N_("“{value}” is text and no day; type it anew, if need be as {example}"),
            value=text[:60],
            example="2026-08-31",
        )
    return meant


def _of_number(value: float, number_format: str, column: TableColumn) -> str:
    if column.kind is PlanCellKind.DAY:
        raise _Unmeant(N_("this is a number and no day"))
    if "%" in number_format:
        raise _Unmeant(N_("this is a percentage; type the number itself, without the sign"))
    exact = Decimal(repr(value))
    if not exact.is_finite() or abs(exact) >= 10**12:
        raise _Unmeant(N_("this number is too large"))
    exact = Decimal(f"{exact:f}")
    if column.kind is PlanCellKind.NUMBER:
        found = _PLACES.fullmatch(number_format)
        places = len(found[1] or "") if found else 0
        whole = exact == exact.to_integral_value()
        printed = 0 if whole else max(0, -int(exact.as_tuple().exponent))
        return f"{exact:.{max(places, printed)}f}"
    if exact != exact.to_integral_value():
        if column.kind is PlanCellKind.WHOLE:
            raise _Unmeant(N_("this is no whole number"))
        raise _Unmeant(
            N_("Excel has made a number of this ({value}); make the cell a text and type it anew"),
            value=exact,
        )
    return str(int(exact))


def _holds(cell: Any) -> bool:
    if cell is None or cell.value is None:
        return False
    return not isinstance(cell.value, str) or bool(texts.prose(cell.value))


def _title(cell: Any) -> str:
    return texts.line(str(cell.value)) if _holds(cell) else ""


def _is_head(row: Mapping[int, Any], named: Mapping[str, TableColumn]) -> bool:
    """Whether a row holds headings: half of those that a table has, or all but one."""
    known = sum(_title(cell) in named for cell in row.values())
    return known * 2 >= len(named) or known >= len(named) - 1


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))
