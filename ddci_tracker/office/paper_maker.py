"""An official paper as a Word template: its page, heading, title, tables, annexes and signature.

What it says in between is the business of each kind of paper. The Office may take such a template,
edit it in Word and put it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, ClassVar

from ddci_tracker.office import letterhead
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.word_marks import (
    end_section,
    field_mark,
    fill,
    keep_whole,
    place_rule,
    plain_style,
    repeat,
    set_columns,
    set_sides,
    size_mark,
    start_pages_anew,
)

_GREY, _BORDER, _GROUP = "48535C", "000000", "EEF1F3"
_NARROW = 20  # millimetres: a column of figures
WHENCE = ("{{ dau_vet }}", "{{ chot }}")
_SIDE = 1.2  # millimetres between the text of a cell and its rules


class PaperMaker:
    """Builds a paper from top to bottom; ``said`` are its headings and fixed lines.

    ``FOOT`` stands at the foot of its upright pages, besides that its figures are invented.
    """

    FOOT: ClassVar[tuple[str, ...]] = ()

    def __init__(self, layout: Layout, said: dict[str, Any], language: str) -> None:
        from docx import Document

        self.layout, self.said = layout, said
        self.document = Document()
        self._set_styles(language)
        self._set_page(self.document.sections[0])

    def _written(self) -> bytes:
        written = BytesIO()
        self.document.save(written)
        return written.getvalue()

    # The page

    def _set_styles(self, language: str) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        font, paragraph = self.layout.font, self.layout.paragraph
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = font.name, Pt(font.body)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), font.name)
        form = normal.paragraph_format
        form.space_before, form.space_after = Pt(0), Pt(paragraph.after)
        form.line_spacing, form.first_line_indent = paragraph.line_spacing, Mm(0)
        # Or else Word would take every word for a misspelt English one.
        for spoken in self.document.styles.element.iter(qn("w:lang")):
            spoken.set(qn("w:val"), language)
        # Headings of their own, so that Word's navigation lists the sections.
        for name, size in (("Heading 1", font.body), ("Heading 2", font.body), ("Caption", None)):
            plain_style(self.document.styles[name], font.name, size or font.table)
            self.document.styles[name].paragraph_format.keep_with_next = True
        for rules in self.document.styles["Table Grid"].element.iter(qn("w:tblBorders")):
            for rule in rules:
                rule.set(qn("w:color"), _BORDER)

    def _set_page(self, section: Any, *, across: bool = False) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        page, (short, long) = self.layout.page, letterhead.A4
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        width, height = (long, short) if across else (short, long)
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
        section.left_margin = Mm(page.right if across else page.left)
        section.right_margin = Mm(page.right)
        section.header_distance = section.footer_distance = Mm(page.top / 2)
        # The first page bears no number. The letter's foot says nothing but that its figures are
        # invented; whence the figures come stands below the annexes.
        section.different_first_page_header_footer = not across
        section.header.is_linked_to_previous = False
        self._number(section.header.paragraphs[0])
        for foot in (section.footer, section.first_page_footer):
            foot.is_linked_to_previous = False
            self._foot(foot.paragraphs[0], *(WHENCE if across else self.FOOT))
        if across:
            start_pages_anew(section._sectPr)

    def _number(self, paragraph: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run()
        run.font.size = Pt(self.layout.font.page_number)
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            run._r.append(field_mark(kind, text))

    def _foot(self, paragraph: Any, *fields: str) -> None:
        from docx.shared import Pt, RGBColor

        for text in (*fields, "{{ minh_hoa }}"):
            if paragraph.runs:
                paragraph.add_run("   ")
            run = paragraph.add_run(text)
            run.font.size = Pt(8.5)
            run.font.color.rgb = RGBColor.from_string(_GREY)

    # Paragraphs

    def _line(
        self,
        text: str,
        *,
        into: Any = None,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
        centred: bool = False,
        keep: bool = False,
        colour: str | None = None,
    ) -> Any:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt, RGBColor

        paragraph = (into or self.document).add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic
        if size is not None:
            run.font.size = Pt(size)
            size_mark(paragraph, size)
        if colour is not None:
            run.font.color.rgb = RGBColor.from_string(colour)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = keep
        return paragraph

    def _body(self, text: str, *, lead: str = "", bold: bool = False, keep: bool = False) -> None:
        """A justified paragraph; ``lead`` stands before its text, in bold italics."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        paragraph = self._line(lead or text, bold=bold or bool(lead), italic=bool(lead), keep=keep)
        if lead:
            paragraph.add_run(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(self.layout.paragraph.first_line)

    def _each(self, name: str, text: str) -> None:
        """A paragraph for each item of a list."""
        self._line(f"{{%p for dong in {name} %}}")
        self._body(text)
        self._line("{%p endfor %}")

    def _if(self, name: str, *, keep: bool = False) -> None:
        """A paragraph that stands only where it says something; ``keep`` with what follows."""
        self._line(f"{{%p if {name} %}}")
        self._body(f"{{{{ {name} }}}}", keep=keep)
        self._line("{%p endif %}")

    def _section(self, text: str) -> None:
        self._headed(text, level=1)

    def _headed(self, text: str, *, level: int) -> None:
        from docx.shared import Mm, Pt

        paragraph = self.document.add_paragraph(text, style=f"Heading {level}")
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(self.layout.paragraph.after)
        form.first_line_indent = Mm(self.layout.paragraph.first_line)

    def _caption(self, name: str) -> None:
        """What a table is called, above it."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = self.document.add_paragraph(f"{{{{ {name} }}}}", style="Caption")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(self.layout.paragraph.after), Pt(3)

    # Tables

    def _frame(self, widths: Sequence[float], *, side: float) -> Any:
        """A table of one row, from margin to margin; lengths in millimetres."""
        table = self.document.add_table(rows=1, cols=len(widths))
        table.autofit = False
        set_columns(table, widths)
        set_sides(table, side)
        return table

    def _table(self, columns: Sequence[tuple[str, float]], *, size: float) -> Any:
        """A ruled table whose first row is repeated on each page; widths in millimetres."""
        from docx.enum.table import WD_ALIGN_VERTICAL

        table = self._frame([width for _, width in columns], side=_SIDE)
        table.style = "Table Grid"
        for cell, (text, _) in zip(table.rows[0].cells, columns, strict=True):
            self._cell(cell, text, size=size, bold=True, centred=True)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            fill(cell, _GROUP)
        repeat(table.rows[0])
        return table

    def _cell(
        self, cell: Any, *texts: str, size: float, bold: bool = False, centred: bool = False
    ) -> None:
        """A paragraph for each text; the first may be bold."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        for number, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            form = paragraph.paragraph_format
            form.space_after, form.line_spacing = Pt(1), 1
            if centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self._cell_run(paragraph, text, size=size).bold = bold and number == 0
            size_mark(paragraph, size)

    @staticmethod
    def _cell_run(paragraph: Any, text: str, *, size: float) -> Any:
        from docx.shared import Pt

        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        return run

    def _row(self, table: Any, widths: Sequence[float], *, whole: bool = True) -> Any:
        """A row, which stays ``whole`` on a page unless what is typed in it may fill one."""
        from docx.shared import Mm

        row = table.add_row()
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
        if whole:
            keep_whole(row)
        return row

    def _mark(self, table: Any, widths: Sequence[float], mark: str, *, size: float) -> None:
        """A row that only says where a repeated one begins or ends; it is gone once filled in."""
        self._cell(self._row(table, widths).cells[0], mark, size=size)

    # The parts of the document

    def _heading(self) -> None:
        font, widths = self.layout.font, letterhead.columns(self.layout)
        table = self._frame(widths, side=0)
        agency, nation = table.rows[0].cells
        self._centred(agency, "{{ co_quan_chu_quan }}", font.heading)
        self._centred(agency, "{{ co_quan }}", font.heading, bold=True)
        self._centred(agency, "{{p gach_co_quan }}", font.heading)
        self._centred(nation, self.said["nation"], font.heading, bold=True)
        self._centred(nation, self.said["motto"], font.motto, bold=True)
        place_rule(nation, str(letterhead.motto_rule(self.said["motto"], self.layout)))
        number, dated = self._row(table, widths).cells
        self._centred(number, "{{ so_ky_hieu }}", font.body)
        self._centred(dated, "{{ dia_danh_ngay_thang }}", font.date, italic=True)
        draft, _ = self._row(table, widths).cells
        self._centred(draft, "{{ du_thao }}", font.heading, bold=True)

    def _centred(
        self, cell: Any, text: str, size: float, *, bold: bool = False, italic: bool = False
    ) -> None:
        """A centred line of the heading or of the signature."""
        from docx.shared import Pt

        is_first = not cell.paragraphs[0].runs
        paragraph = self._line(text, into=cell, size=size, bold=bold, italic=italic, centred=True)
        if is_first:
            cell._tc.remove(cell.paragraphs[0]._p)
        paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(1), 1

    def _title(self) -> None:
        from docx.shared import Pt

        size = self.layout.font.title
        self._line("{%p if minh_hoa %}")
        self._line("{{ minh_hoa }}", bold=True, centred=True)
        self._line("{%p endif %}")
        name = self._line("{{ ten_loai }}", size=size, bold=True, centred=True, keep=True)
        name.paragraph_format.space_before = Pt(2 * self.layout.paragraph.after)
        name.paragraph_format.space_after = Pt(0)
        subject = self._line("{{ trich_yeu }}", size=size, bold=True, centred=True, keep=True)
        subject.paragraph_format.space_after = Pt(1)
        self._line("{{p gach_trich_yeu }}")

    def _gap(self) -> None:
        """A little room below a table."""
        from docx.shared import Pt

        gap = self._line("", size=4)
        gap.paragraph_format.space_after, gap.paragraph_format.line_spacing = Pt(0), 1

    def _signature(self) -> None:
        from docx.shared import Pt

        font = self.layout.font
        half = letterhead.text_width(self.layout) / 2
        table = self._frame((half, half), side=0)
        keep_whole(table.rows[0])
        recipients, signer = table.rows[0].cells
        first = recipients.paragraphs[0]._p
        for text, size, is_title in (
            (self.said["recipients"], font.recipients_title, True),
            ("{%p for noi in noi_nhan %}", font.recipients, False),
            ("- {{ noi }}", font.recipients, False),
            ("{%p endfor %}", font.recipients, False),
        ):
            line = self._line(text, into=recipients, size=size, bold=is_title, italic=is_title)
            line.paragraph_format.space_after, line.paragraph_format.line_spacing = 0, 1
        recipients._tc.remove(first)
        empty = signer.paragraphs[0]._p
        self._line("{%p if quyen_han_ky %}", into=signer)
        signer._tc.remove(empty)
        self._centred(signer, "{{ quyen_han_ky }}", font.body, bold=True)
        self._line("{%p endif %}", into=signer)
        self._centred(signer, "{{ chuc_vu_ky }}", font.body, bold=True)
        for cell in (recipients, signer):
            cell.paragraphs[0].paragraph_format.space_before = Pt(2 * self.layout.paragraph.after)
        for _ in range(4):  # room to sign
            self._line("", into=signer)
        self._centred(signer, "{{ nguoi_ky }}", font.body, bold=True)

    def _annex(self, name: str, title: str, *, another: bool = False) -> None:
        """The head of an annex; ``another`` one stands only where it has a name."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        font = self.layout.font
        if another:
            self._line(f"{{%p if {name} %}}")
            # What came before ends here, on pages of the same kind.
            end_section(self._line("", size=1), self.document.sections[-1]._sectPr)
        head = self.document.add_paragraph(f"{{{{ {name} }}}}", style="Heading 1")
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.paragraph_format.space_after = 0
        head.runs[0].font.size = Pt(font.title)
        is_filled = title.startswith("{{")
        shown = title if is_filled else title.upper()
        line = self._line(shown, size=font.title, bold=True, centred=True, keep=True)
        line.runs[0].font.all_caps = is_filled or None
        self._line("{{ kem_theo }}", size=font.body, italic=True, centred=True, keep=True)

    def _rows(
        self,
        row: str,
        rows: str,
        titles: Sequence[str],
        widths: Sequence[float],
        names: Sequence[str],
    ) -> None:
        """A table with a row for each item of a list; narrow columns are centred."""
        size = self.layout.font.table
        table = self._table(list(zip(titles, widths, strict=True)), size=size)
        self._mark(table, widths, f"{{%tr for {row} in {rows} %}}", size=size)
        cells = self._row(table, widths, whole=False).cells
        for cell, name, width in zip(cells, names, widths, strict=True):
            self._cell(cell, f"{{{{ {row}.{name} }}}}", size=size, centred=width <= _NARROW)
        self._mark(table, widths, "{%tr endfor %}", size=size)

    def _begin_annexes(self) -> None:
        """From here on the pages lie across."""
        from docx.enum.section import WD_SECTION

        self._set_page(self.document.add_section(WD_SECTION.NEW_PAGE), across=True)

    def _end_annexes(self) -> None:
        """No document ends with a table."""
        self._line("", size=1).paragraph_format.space_after = 0
