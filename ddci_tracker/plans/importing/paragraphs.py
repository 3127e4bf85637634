"""Paragraphs out of lines: sentences that a page or a margin broke are joined again.

Page numbers are left out. A paragraph still knows on which line each of its letters stood.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ddci_tracker.domain.plan import Lines
from ddci_tracker.domain.printed import PrintedLine, PrintedText
from ddci_tracker.plans.importing.wording import folded, mended

_PAGE = re.compile(r"(?:trang|page)?\s*[-–]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–]?", re.IGNORECASE)
# What begins a paragraph of its own: a number, a letter or a dash before the first word.
MARKER = re.compile(
    r"(?:(?P<roman>(?=[IVX])(?:XX|X)?(?:IX|IV|V?I{0,3}))\s*[.)/-]\s*(?=[^\W\d])"
    r"|(?i:phần(?:\s+thứ)?|chương)\s+(?P<part>[IVX]{1,4}|(?i:nhất|hai|ba|tư|năm))\b[.:]?\s*"
    r"|(?i:điều)\s+(?P<article>\d{1,2})[.:]\s*"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})[.)/]\s*(?=[^\W\d]|[\"“«(*])"
    r"|(?P<inner>\d{1,2}(?:\.\d{1,2}){1,4})\s+(?=[^\W\d]|[\"“«])"
    r"|(?P<capital>[A-H])[.)]\s+(?=\S)"
    r"|(?P<letter>[a-zđ])(?:\)\s*|\.\s+)(?=[^\W\d]|[\"“«])"
    r"|(?P<dash>[-–—•*+](?:\s*[-–—•*+])?)\s*(?=[^\s\d]|\d+\s*%|\d{2}\s)"
    r")"
)
# "Phần I", and its name on the line below.
_ONLY_PART = re.compile(
    r"(?:phần|chương)(?:\s+thứ)?\s+(?:[IVX]{1,4}|nhất|hai|ba|tư|năm)[.:]?", re.IGNORECASE
)
# What goes on with no sentence, however full the line before it is.
_BEGINS = re.compile(
    r"(?:thuc hien (?:ke hoach|quyet dinh|nghi quyet|chi thi|cong van) so|can cu (?:ke hoach|quyet"
    r" dinh|nghi quyet|chi thi|luat)|tren day la )"
)
_LABEL = re.compile(r"[^.;:]{3,60}:(?:\s|$)")
# How the title of a plan ends.
_TITLED = re.compile(r"(?:nam 20\d\d|giai doan 20\d\d\s*[-–]\s*20\d\d)\)?$")
_HEAD_LINES = 40  # within which a title ends
_ENDS = (".", ";", ":", "!", "?")
_WRAPPED_AT = (45, 125)  # letters of a full line where a margin broke them
_FULL = 0.72
_LONG = 120
_MOST = 0.4  # a margin fills so many of the lines that it broke, at the least
_BEYOND = 1.3  # no line of a text with a margin is so much longer than a full one
_ROOM = 0.9  # a word that would have ended here was not kept from its line by any margin
# What stands beside the name of the issuer where the head of the paper is set in two columns.
_BESIDE = re.compile(
    r"cong hoa xa hoi|doc lap\b.{0,5}tu do|[^,]{2,30}, ngay[\s\d._…]*thang[\s\d._…]*nam"
)
_COLUMNS = re.compile(r"\s{3,}|\t+")
_HEAD_OF_PAPER = 12  # lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Mended text with the places in it at which its lines begin.

    ``cells`` are those of a row of a table.
    """

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    cells: tuple[str, ...] = ()
    footnote: bool = False

    @property
    def lines(self) -> Lines:
        """The first and last of its lines."""
        return Lines(self.numbers[0], self.numbers[-1])

    def lines_of(self, start: int, end: int) -> Lines:
        """The lines of a part of it."""
        first = self.numbers[max(bisect_right(self.starts, start) - 1, 0)]
        last = self.numbers[max(bisect_right(self.starts, max(end - 1, start)) - 1, 0)]
        return Lines(first, last)


def paragraphs_of(text: PrintedText) -> list[Paragraph]:
    """The paragraphs of a text in their order, rows of tables among them."""
    lines = [line for line in _lines(text) if line.text]
    width = _width(lines)
    found: list[Paragraph] = []
    for line in lines:
        last = found[-1] if found else None
        if (
            last is not None
            and not last.cells
            and not line.cells
            and _goes_on(last, line, width, whole=text.whole)
        ):
            found[-1] = _joined(last, line)
        else:
            found.append(
                Paragraph(
                    text=line.text,
                    starts=(0,),
                    numbers=(line.number,),
                    cells=line.cells,
                    footnote=line.footnote,
                )
            )
    return found


def _lines(text: PrintedText) -> Iterator[PrintedLine]:
    """Mended lines; page numbers left out, and what only lays a page out taken apart."""
    beside: list[PrintedLine] = []
    for line in text.lines:
        if line.cells and _lays_out(line):
            for cell in line.cells:
                for piece in cell.split("\n"):
                    yield PrintedLine(number=line.number, text=mended(piece))
            continue
        if line.number <= _HEAD_OF_PAPER and (columns := _two_columns(line)):
            left, right = (PrintedLine(number=line.number, text=mended(each)) for each in columns)
            yield left
            beside.append(right)
            continue
        # The name of the issuer goes on below itself, not beside.
        yield from beside
        beside = []
        cells = tuple("\n".join(map(mended, cell.split("\n"))) for cell in line.cells)
        shown = mended(line.text)
        if not _PAGE.fullmatch(shown):
            yield PrintedLine(number=line.number, text=shown, cells=cells, footnote=line.footnote)


def _two_columns(line: PrintedLine) -> list[str]:
    """The columns of a line of the head that is set in two; none where it is not."""
    pieces = _COLUMNS.split(line.text.strip())
    if line.cells or len(pieces) != 2 or not _BESIDE.match(folded(mended(pieces[1]))):
        return []
    return pieces


_LAYOUT = ("cong hoa xa hoi", "doc lap - tu do", "noi nhan", "so:")
_SIGNS = re.compile(r"(?:kt\.|tm\.|tl\.)?\s*(?:pho )?(?:giam doc|chu tich|cuc truong|truong ban)\b")


def _lays_out(line: PrintedLine) -> bool:
    """Whether a row holds the head or the foot of the paper and no table."""
    cells = [folded(mended(cell)) for cell in line.cells]
    return len(cells) <= 3 and any(
        cell.startswith(_LAYOUT) or any(sign in cell for sign in _LAYOUT[:3]) or _SIGNS.match(cell)
        for cell in cells
    )


def _width(lines: list[PrintedLine]) -> int:
    """How many letters a full line has where a margin broke the lines; 0 where none did."""
    lengths = sorted(len(line.text) for line in lines if not line.cells)
    if len(lengths) < 20:
        return 0
    full = lengths[int(len(lengths) * 0.9)]
    filled = sum(length > full * _FULL for length in lengths) / len(lengths)
    beyond = sum(length > full * _BEYOND for length in lengths)
    if filled < _MOST or beyond > 2:
        return 0
    return full if _WRAPPED_AT[0] <= full <= _WRAPPED_AT[1] else 0


def _goes_on(last: Paragraph, line: PrintedLine, width: int, *, whole: bool) -> bool:
    """Whether a line goes on with the sentence of the paragraph before it."""
    before, begins = last.text, line.text
    if last.footnote or line.footnote:
        return False
    ended = before.endswith(_ENDS)
    if _ONLY_PART.fullmatch(before):
        return not _marked(begins)
    if before.isupper() and begins.isupper() and not ended and _marked(before):
        return not _marked(begins)
    if line.number <= _HEAD_LINES and begins[0].isupper() and _TITLED.search(folded(before)):
        return False
    if whole:
        return begins[0].islower() and not ended and not _marked(begins)
    if width:
        mark = mark_of(begins)
        # A dash may belong to a name that a margin broke, a section's number hardly.
        if mark and (mark["roman"] or mark["part"]):
            return False
        tail = len(before) - last.starts[-1]
        if tail < width * _FULL or (begins[0].isupper() and _had_room(tail, begins, width)):
            return begins[0].islower() and not ended and not _marked(begins)
        labelled = _LABEL.match(begins) is not None and begins[0].isupper()
        anew = _marked(begins) or begins.isupper() or labelled
        return not (ended and anew) and not _begins(begins)
    if _marked(begins):
        return False
    if begins[0].islower():
        return not before.endswith((".", ":", "!", "?"))
    # A heading may be as long as a broken line; what goes on with it begins small.
    return (
        not (ended or before.endswith((")", '"', "”")) or _begins(begins) or _numbered(before))
        and len(before) > _LONG
    )


def _had_room(tail: int, begins: str, width: int) -> bool:
    """Whether the first word of a line would still have stood on the one before it."""
    return tail + 1 + len(begins.split(" ", 1)[0]) <= width * _ROOM


def mark_of(text: str) -> re.Match[str] | None:
    """The mark that a paragraph begins with; a number within a sentence is none."""
    mark = MARKER.match(text)
    if mark and (mark["inner"] or mark["letter"]) and "." in mark[0] and text[mark.end()].islower():
        return None
    return mark


def _marked(text: str) -> bool:
    return mark_of(text) is not None


def _numbered(text: str) -> bool:
    mark = mark_of(text)
    return mark is not None and not mark["dash"]


def _begins(text: str) -> bool:
    return text[0].isupper() and _BEGINS.match(folded(text)) is not None


def _joined(last: Paragraph, line: PrintedLine) -> Paragraph:
    return Paragraph(
        text=f"{last.text} {line.text}",
        starts=(*last.starts, len(last.text) + 1),
        numbers=(*last.numbers, line.number),
    )
