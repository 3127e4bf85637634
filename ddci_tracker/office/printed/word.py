"""Word files (.docx) as lines: numbers resolved, tables in place, tracked changes as accepted.

The package is read part by part, and the text paragraph by paragraph, so that a large file needs
little memory. Nothing outside the file is ever asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any
from zipfile import ZipFile

from lxml import etree

from ddci_tracker.domain.printed import PrintedText
from ddci_tracker.office.file_kinds import DAMAGED_PACKAGE
from ddci_tracker.office.printed.lines import LineGatherer
from ddci_tracker.office.printed.unfit import LARGEST_PART, UnfitText
from ddci_tracker.office.printed.word_numbers import AutomaticNumbers, W
from ddci_tracker.words.marking import N_

_TEXT, _NUMBERS, _STYLES, _NOTES = (
    f"word/{name}.xml" for name in ("document", "numbering", "styles", "footnotes")
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What a reader of the accepted text does not see.
_GONE = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr")} | {_FALLBACK}
)
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_MOST_COLUMNS = 60
_MOST_ELEMENTS = 1_000_000
_MOST_FILES = 2000


def is_word(package: ZipFile) -> bool:
    """Whether a package is a Word document."""
    return _TEXT in package.namelist()


def read(name: str, body: bytes) -> PrintedText:
    """The lines of a Word file; ``UnfitText``."""
    try:
        with ZipFile(BytesIO(body)) as package:
            _refuse_unsafe(package)
            return _read(name, package)
    except (*DAMAGED_PACKAGE, etree.XMLSyntaxError) as error:
        raise UnfitText(N_("The file is damaged and cannot be read; save it anew")) from error
    except RuntimeError as error:  # how ``zipfile`` says that it needs a password
        raise UnfitText(N_("The file is locked by a password; save it without one")) from error


def _refuse_unsafe(package: ZipFile) -> None:
    files = package.infolist()
    if len(files) > _MOST_FILES or any(
        each.file_size > LARGEST_PART for each in files if each.filename.endswith(".xml")
    ):
        raise UnfitText(N_("Unpacked, the file is larger than any plan"))
    if any("vbaproject" in each.filename.casefold() for each in files):
        raise UnfitText(N_("The file holds macros; save it as .docx without them"))


def _read(name: str, package: ZipFile) -> PrintedText:
    numbers = AutomaticNumbers(_part(package, _NUMBERS), _part(package, _STYLES))
    lines = LineGatherer()
    with package.open(_TEXT) as file:
        carried = ""
        for element in _blocks(file):
            if element.tag == f"{W}tbl":
                for cells in _rows(element, numbers):
                    lines.add(" | ".join(cell.replace("\n", " ") for cell in cells), cells)
                continue
            text = carried + _paragraph(element, numbers)
            # A paragraph whose mark was deleted goes on in the next one.
            carried = f"{text} " if _joins_the_next(element) else ""
            if not carried:
                for line in text.split("\n"):
                    lines.add(line)
        if carried:
            lines.add(carried)
    _add_footnotes(package, lines)
    return lines.finish(name, whole=True)


def _add_footnotes(package: ZipFile, lines: LineGatherer) -> None:
    notes = _part(package, _NOTES)
    if notes is None:
        return
    for note in notes.iterchildren(f"{W}footnote"):
        text = " ".join(_text(each) for each in note.iter(f"{W}p")).strip()
        if text and note.get(f"{W}type") is None:
            lines.add(text, footnote=True)


def _part(package: ZipFile, path: str) -> Any | None:
    """The root of a small part; None where the document has none."""
    if path not in package.namelist():
        return None
    with package.open(path) as file:
        elements = [element for _event, element in _parsed(file)]
    # The root ends last.
    return elements[-1] if elements else None


def _blocks(file: IO[bytes]) -> Iterator[Any]:
    """The paragraphs and tables of a text that stand in no other, each forgotten afterwards."""
    inside = 0
    for event, element in _parsed(file, starts=True):
        if element.tag not in (f"{W}p", f"{W}tbl"):
            continue
        if event == "start":
            inside += 1
            continue
        inside -= 1
        if inside == 0:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _parsed(file: IO[bytes], *, starts: bool = False) -> Iterator[tuple[str, Any]]:
    """The elements of a part as they end; ``UnfitText`` where it is made to harm."""
    elements = 0
    events = ("start", "end") if starts else ("end",)
    for event, element in etree.iterparse(
        file, events=events, resolve_entities=False, no_network=True, load_dtd=False
    ):
        elements += event == "end"
        if elements == 1 and element.getroottree().docinfo.doctype:
            raise UnfitText(N_("The file declares entities of its own, as no word processor does"))
        if elements > _MOST_ELEMENTS:
            raise UnfitText(N_("Unpacked, the file is larger than any plan"))
        yield event, element


def _paragraph(paragraph: Any, numbers: AutomaticNumbers) -> str:
    number = numbers.of(paragraph.find(f"{W}pPr"))
    text = _text(paragraph).strip()
    # An empty paragraph of a list is counted by Word but says nothing.
    return f"{number} {text}" if number and text else text


def _text(paragraph: Any) -> str:
    """What a reader sees of a paragraph once all changes are accepted."""
    pieces: list[str] = []
    _gather(paragraph, pieces)
    return "".join(pieces)


def _gather(element: Any, pieces: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag in _GONE:
            continue
        if tag == f"{W}t":
            pieces.append(child.text or "")
        elif tag == f"{W}tab":
            pieces.append(" ")
        elif tag in _BREAKS:
            pieces.append("\n")
        elif tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{W}p":
            # A frame of its own within the paragraph.
            pieces.append("\n")
            _gather(child, pieces)
            pieces.append("\n")
        elif not (tag == f"{W}r" and child.find(f"{W}rPr/{W}vanish") is not None):
            _gather(child, pieces)


def _joins_the_next(paragraph: Any) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and mark.find(f"{W}del") is not None


def _rows(table: Any, numbers: AutomaticNumbers) -> Iterator[tuple[str, ...]]:
    """The rows of a table; a cell that goes on in the next row stands in both.

    One that reaches over several columns is followed by blank ones.
    """
    above: dict[int, str] = {}
    for row in table.iter(f"{W}tr"):
        if _is_inner(row, table) or row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells, column = [], 0
        for cell in row.iter(f"{W}tc"):
            if _is_inner(cell, table):
                continue
            properties = cell.find(f"{W}tcPr")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            text = above.get(column, "") if goes_on else _cell(cell, numbers)
            above[column] = text
            cells.append(text)
            span = None if properties is None else properties.find(f"{W}gridSpan")
            width = "" if span is None else span.get(f"{W}val", "")
            columns = int(width) if width.isascii() and width.isdigit() else 1
            # What lies under a cell stays in its column.
            cells += [""] * min(columns - 1, _MOST_COLUMNS)
            column += columns
        if any(cells):
            yield tuple(cells)


def _is_inner(element: Any, table: Any) -> bool:
    """Whether an element belongs to a table within the table."""
    return next(element.iterancestors(f"{W}tbl"), table) is not table


def _cell(cell: Any, numbers: AutomaticNumbers) -> str:
    paragraphs = (_paragraph(each, numbers) for each in cell.iter(f"{W}p"))
    return "\n".join(text for text in paragraphs if text)
