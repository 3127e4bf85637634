"""What python-docx has no name for: fields, widths, rows and rules of a Word document.

Word wants elements in the order of the schema; each is put in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

from ddci_tracker.office.measuring import LINE_HEIGHT, rough_lines

_THIN, _USUAL = 0.1, 10  # points: next to nothing, and the letters of a table
_TWIPS_PER_INCH = 1440
_MOST_KEPT = 330  # points, of the 480 of a page that lies across
# What follows an element inside its parent, as the schema orders them.
_AFTER_NUMBERS = ("w:cols", "w:titlePg", "w:docGrid")
_AFTER_INDENT = ("w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
_AFTER_FILL = ("w:noWrap", "w:tcMar", "w:vAlign")


_OLD_STYLES = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"


def drop_old_styles(document: Any) -> None:
    """Take away the styles for a Word of long ago, which nothing reads any more."""
    relations = document.part.rels
    for key in [key for key, each in relations.items() if each.reltype == _OLD_STYLES]:
        del relations[key]


def field_mark(kind: str | None, text: str | None) -> Any:
    """A part of a field that Word fills in by itself, such as the page number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if kind is None:
        code = OxmlElement("w:instrText")
        code.set(qn("xml:space"), "preserve")
        code.text = text
        return code
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def set_columns(table: Any, widths: Sequence[float]) -> None:
    """Widths in millimetres, in the grid and in each cell: programs read one or the other."""
    from docx.shared import Mm

    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def set_sides(table: Any, side: float) -> None:
    """Room beside the text of every cell, in millimetres; the rules stand at the margin."""
    from docx.oxml import OxmlElement

    indent, room = _width("w:tblInd", side), OxmlElement("w:tblCellMar")
    room.extend([_width("w:left", side), _width("w:right", side)])
    form = table._tbl.tblPr
    form.insert_element_before(indent, *_AFTER_INDENT)
    form.insert_element_before(room, "w:tblLook")


def _width(name: str, millimetres: float) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    element = OxmlElement(name)
    element.set(qn("w:w"), str(Mm(millimetres).twips))
    element.set(qn("w:type"), "dxa")
    return element


def repeat(row: Any) -> None:
    """Repeat a row at the head of every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: Any) -> None:
    """Never break a row over two pages."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def fill(cell: Any, colour: str) -> None:
    """Give a cell a ground, as RRGGBB."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().insert_element_before(shade, *_AFTER_FILL)


def place_rule(cell: Any, rule: str) -> None:
    """Put a rule, a paragraph of its own, below what a cell holds."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    cell._tc.append(parse_xml(rule.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def plain_style(style: Any, font: str, size: float) -> None:
    """Make a style that comes with colours and a face of its own look like the text, in bold."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)
    style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
    style.font.color.rgb = RGBColor(0, 0, 0)


def finish(document: Any, size: float = _USUAL) -> None:
    """What a filled-in document gets besides its template: rows on one page, no empty page.

    ``size`` is that of the letters in its longest table, in points.
    """
    drop_old_styles(document)
    keep_short_rows(document, size)
    thin_ends(document)


def thin_ends(document: Any) -> None:
    """Give what ends a section or the document below a table no height.

    A page that the table fills has no room for a line, and the next one would be empty. Not in
    the template: who writes there sees it.
    """
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    blocks = [each for each in document.element.body if each.tag in (qn("w:p"), qn("w:tbl"))]
    for above, block in pairwise(blocks):
        ends = block is blocks[-1] or block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        is_empty = not any(text.text for text in block.iter(qn("w:t")))
        if above.tag == qn("w:tbl") and block.tag == qn("w:p") and ends and is_empty:
            _make_thin(Paragraph(block, document))


def _make_thin(paragraph: Any) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_THIN)
    size_mark(paragraph, 1)


def size_mark(paragraph: Any, size: float) -> None:
    """Give the mark at the end of a paragraph a size, in points.

    Word takes it for the height of an empty line and for the least height of a last one.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = paragraph._p.get_or_add_pPr()
    for old in properties.findall(qn("w:rPr")):
        properties.remove(old)
    mark = OxmlElement("w:rPr")
    for name in ("w:sz", "w:szCs"):
        halves = OxmlElement(name)
        halves.set(qn("w:val"), str(round(2 * size)))
        mark.append(halves)
    properties.insert_element_before(mark, "w:sectPr")


def keep_short_rows(document: Any, size: float) -> None:
    """Keep every row on one page that takes no more than most of one; ``size`` in points."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for row in document.element.body.iter(qn("w:tr")):
        form = row.get_or_add_trPr()
        if form.find(qn("w:cantSplit")) is None and _height(row, size) <= _MOST_KEPT:
            form.insert_element_before(OxmlElement("w:cantSplit"), "w:trHeight", "w:tblHeader")


def _height(row: Any, size: float) -> float:
    """How high a row may stand at most, in points."""
    from docx.oxml.ns import qn

    tallest = 1
    for cell in row.iter(qn("w:tc")):
        width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        room = int(width.get(qn("w:w"), 0)) / _TWIPS_PER_INCH if width is not None else 0
        lines = sum(
            rough_lines("".join(text.text or "" for text in paragraph.iter(qn("w:t"))), room, size)
            for paragraph in cell.iter(qn("w:p"))
        )
        tallest = max(tallest, lines)
    return tallest * size * LINE_HEIGHT


def start_pages_anew(section: Any) -> None:
    """Count the pages of a section from 1."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section.insert_element_before(numbers, *_AFTER_NUMBERS)


def end_section(paragraph: Any, like: Any) -> None:
    """End a section with a paragraph; its pages are like those of another section."""
    paragraph._p.get_or_add_pPr().append(deepcopy(like))
    paragraph.paragraph_format.space_after = 0
