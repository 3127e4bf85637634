"""The template of the Word briefing that comes with the tracker, made from the layout.

In the order of an official document: national heading, agency, title, body, signature and
recipients, then the annex across. The Office may take it, edit it in Word and put it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

from ddci_tracker.office.labels import headings
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.word_marks import (
    field_mark,
    fill,
    keep_whole,
    repeat,
    rule_above,
    set_columns,
    set_sides,
)
from ddci_tracker.words.catalogue import Language, Words

_A4 = (210, 297)  # millimetres
_GREY, _RED, _BORDER, _GROUP = "48535C", "AB2116", "8A949C", "EEF1F3"
_SIDE = 1.2  # millimetres between the text of a cell and its rules


@lru_cache(maxsize=4)
def default_template(layout: Layout, language: Language) -> bytes:
    """The template in a language, as a Word document with its fields."""
    return _Maker(layout, headings(Words.of(language)), language.full_tag).made()


class _Maker:
    """Builds the document from top to bottom."""

    def __init__(self, layout: Layout, said: dict[str, Any], language: str) -> None:
        from docx import Document

        self.layout, self.said = layout, said
        self.document = Document()
        self._set_styles(language)
        self._set_page(self.document.sections[0])

    def made(self) -> bytes:
        self._heading()
        self._title()
        self._overall()
        self._parts()
        self._late()
        self._reports()
        self._changes()
        self._proposals()
        self._signature()
        self._annex()
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
        for rules in self.document.styles["Table Grid"].element.iter(qn("w:tblBorders")):
            for rule in rules:
                rule.set(qn("w:color"), _BORDER)

    def _set_page(self, section: Any, *, across: bool = False) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        page, (short, long) = self.layout.page, _A4
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        width, height = (long, short) if across else (short, long)
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
        section.left_margin = Mm(page.right if across else page.left)
        section.right_margin = Mm(page.right)
        section.header_distance = section.footer_distance = Mm(page.top / 2)
        # The first page bears no number; the foot stands on every page.
        section.different_first_page_header_footer = not across
        section.header.is_linked_to_previous = False
        self._number(section.header.paragraphs[0])
        for foot in (section.footer, section.first_page_footer):
            foot.is_linked_to_previous = False
            self._foot(foot.paragraphs[0])

    def _number(self, paragraph: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run()
        run.font.size = Pt(self.layout.font.page_number)
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            run._r.append(field_mark(kind, text))

    def _foot(self, paragraph: Any) -> None:
        from docx.shared import Pt, RGBColor

        for text, bold in (
            ("{{ dau_vet }}", False),
            ("{{ chot }}", False),
            ("{{ minh_hoa }}", True),
        ):
            if paragraph.runs:
                paragraph.add_run("   ")
            run = paragraph.add_run(text)
            run.bold, run.font.size = bold, Pt(8.5)
            run.font.color.rgb = RGBColor.from_string(_RED if bold else _GREY)

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
        if colour is not None:
            run.font.color.rgb = RGBColor.from_string(colour)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = keep
        return paragraph

    def _body(self, text: str) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        paragraph = self._line(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(self.layout.paragraph.first_line)

    def _each(self, name: str, text: str) -> None:
        """A paragraph for each item of a list."""
        self._line(f"{{%p for dong in {name} %}}")
        self._body(text)
        self._line("{%p endfor %}")

    def _if(self, name: str) -> None:
        """A paragraph that stands only where it says something."""
        self._line(f"{{%p if {name} %}}")
        self._body(f"{{{{ {name} }}}}")
        self._line("{%p endif %}")

    def _section(self, text: str) -> None:
        from docx.shared import Pt

        paragraph = self._line(text, bold=True, keep=True)
        paragraph.paragraph_format.space_before = Pt(self.layout.paragraph.after)

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
            self._cell(cell, text, size=size, bold=True)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
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
            run = paragraph.add_run(text)
            run.font.size = Pt(size)
            run.bold = bold and number == 0

    def _row(self, table: Any, widths: Sequence[float]) -> Any:
        from docx.shared import Mm

        row = table.add_row()
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
        keep_whole(row)
        return row

    def _mark(self, table: Any, widths: Sequence[float], mark: str, *, size: float) -> None:
        """A row that only says where a repeated one begins or ends; it is gone once filled in."""
        self._cell(self._row(table, widths).cells[0], mark, size=size)

    # The parts of the document

    def _heading(self) -> None:
        page, font = self.layout.page, self.layout.font
        width = _A4[0] - page.left - page.right
        left, right = width * 0.45, width * 0.55
        agency, nation = self._frame((left, right), side=0).rows[0].cells
        self._centred(agency, "{{ co_quan_chu_quan }}", font.heading)
        self._centred(agency, "{{ co_quan }}", font.heading, bold=True, ruled=0.33, wide=left)
        self._centred(agency, self.said["number"], font.heading)
        self._centred(nation, self.said["nation"], font.heading, bold=True)
        self._centred(nation, self.said["motto"], font.motto, bold=True, ruled=0.6, wide=right)
        self._centred(nation, "{{ dia_danh_ngay_thang }}", font.date, italic=True)

    def _centred(
        self,
        cell: Any,
        text: str,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        ruled: float | None = None,
        wide: float = 0,
    ) -> None:
        """A centred line of the heading; ``ruled`` draws a rule of that share of ``wide`` below."""
        from docx.shared import Pt

        is_first = not cell.paragraphs[0].runs
        paragraph = self._line(text, into=cell, size=size, bold=bold, italic=italic, centred=True)
        if is_first:
            cell._tc.remove(cell.paragraphs[0]._p)
        paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(1), 1
        if ruled is not None:
            self._rule(wide, ruled, into=cell)

    def _rule(self, wide: float, share: float, *, into: Any = None) -> None:
        """A centred rule over a share of a width in millimetres."""
        from docx.shared import Mm, Pt

        rule = self._line("", into=into, size=2, centred=True)
        form = rule.paragraph_format
        form.left_indent = form.right_indent = Mm(wide * (1 - share) / 2)
        form.space_before, form.space_after, form.line_spacing = Pt(2), Pt(3), Pt(2)
        rule_above(rule)

    def _title(self) -> None:
        from docx.shared import Pt

        size = self.layout.font.title
        self._line("{%p if minh_hoa %}")
        marked = self._line("{{ minh_hoa }}", bold=True, centred=True, colour=_RED)
        marked.paragraph_format.space_before = Pt(self.layout.paragraph.after)
        self._line("{%p endif %}")
        name = self._line("{{ ten_loai }}", size=size, bold=True, centred=True, keep=True)
        name.paragraph_format.space_before = Pt(2 * self.layout.paragraph.after)
        name.paragraph_format.space_after = Pt(0)
        subject = self._line("{{ trich_yeu }}", size=size, bold=True, centred=True, keep=True)
        subject.paragraph_format.space_after = Pt(1)
        self._rule(_A4[0] - self.layout.page.left - self.layout.page.right, 0.35)
        self._line("{{ tinh_den }}", italic=True, centred=True)

    def _overall(self) -> None:
        self._section(self.said["overall"])
        self._each("tinh_hinh_chung", "{{ dong }}")

    def _parts(self) -> None:
        self._section(self.said["parts"])
        self._if("khong_chi_so")
        self._line("{%p if chi_so %}")
        widths, size = (41.0, 28.0, 49.0, 23.5, 23.5), self.layout.font.table
        table = self._table(list(zip(self.said["part_columns"], widths, strict=True)), size=size)
        self._mark(table, widths, "{%tr for cs in chi_so %}", size=size)
        cells = self._row(table, widths).cells
        self._cell(cells[0], "{{ cs.ten }}", "{{ cs.chu_tri }}", size=size, bold=True)
        for cell, light in ((cells[1], "thuc_hien"), (cells[2], "ket_qua")):
            self._cell(cell, f"{{{{r cs.{light} }}}}", *_said(f"cs.ly_do_{light}"), size=size)
        self._cell(cells[3], "{{ cs.muc_tieu }}", size=size)
        self._cell(cells[4], "{{ cs.cong_bo }}", size=size)
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._line("{%p endif %}")

    def _late(self) -> None:
        self._section(self.said["late"])
        self._if("khong_nhiem_vu_cham")
        self._line("{%p if nhiem_vu_cham %}")
        widths, size = (47.0, 31.0, 46.0, 41.0), self.layout.font.table
        table = self._table(list(zip(self.said["late_columns"], widths, strict=True)), size=size)
        self._mark(table, widths, "{%tr for nv in nhiem_vu_cham %}", size=size)
        cells = self._row(table, widths).cells
        self._cell(cells[0], "{{ nv.ma }}. {{ nv.ten }}", size=size)
        self._cell(cells[1], "{{ nv.don_vi }}", size=size)
        self._cell(cells[2], "{{r nv.den }}", "{{ nv.ly_do }}", size=size)
        self._cell(cells[3], "{{ nv.y_kien }}", *_said("nv.khac_phuc"), size=size)
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._line("{%p endif %}")
        self._if("con_nhiem_vu_cham")

    def _reports(self) -> None:
        self._section(self.said["reports"])
        self._body("{{ bao_cao_chung }}")
        self._line("{%p if bao_cao %}")
        widths, size = (48.0, 13.0, 14.0, 14.0, 14.0, 62.0), self.layout.font.table
        table = self._table(list(zip(self.said["report_columns"], widths, strict=True)), size=size)
        self._mark(table, widths, "{%tr for bc in bao_cao %}", size=size)
        cells = self._row(table, widths).cells
        names = ("don_vi", "den_han", "dung_han", "nop_tre", "con_thieu", "con_no")
        for cell, name in zip(cells, names, strict=True):
            self._cell(cell, f"{{{{ bc.{name} }}}}", size=size, centred=cell in cells[1:5])
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._line("{%p endif %}")

    def _changes(self) -> None:
        self._section("{{ thay_doi_tu }}")
        self._if("khong_thay_doi")
        self._line("{%p if thay_doi %}")
        widths, size = (69.0, 38.0, 58.0), self.layout.font.table
        table = self._table(list(zip(self.said["change_columns"], widths, strict=True)), size=size)
        self._mark(table, widths, "{%tr for nhom in thay_doi %}", size=size)
        group = self._row(table, widths)
        whole = group.cells[0].merge(group.cells[2])
        self._cell(whole, "{{ nhom.muc }}", size=size, bold=True)
        whole.paragraphs[0].paragraph_format.keep_with_next = True
        fill(whole, _GROUP)
        self._mark(table, widths, "{%tr for dong in nhom.dong %}", size=size)
        cells = self._row(table, widths).cells
        self._cell(cells[0], "{{ dong.noi_dung }}", size=size)
        self._cell(cells[1], "{{ dong.truoc }}", size=size)
        cells[1].paragraphs[0].runs[0].font.strike = True
        self._cell(cells[2], "{{ dong.nay }}", size=size)
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._mark(table, widths, "{%tr if nhom.con %}", size=size)
        more = self._row(table, widths)
        self._cell(more.cells[0].merge(more.cells[2]), "{{ nhom.con }}", size=size)
        self._mark(table, widths, "{%tr endif %}", size=size)
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._line("{%p endif %}")

    def _proposals(self) -> None:
        self._section(self.said["proposals"])
        self._if("khong_de_xuat")
        self._each("de_xuat", "– {{ dong }}")
        self._if("con_de_xuat")

    def _signature(self) -> None:
        from docx.shared import Pt

        page, font = self.layout.page, self.layout.font
        half = (_A4[0] - page.left - page.right) / 2
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
        self._centred(signer, "{{ chuc_vu_ky }}", font.body, bold=True)
        for cell in (recipients, signer):
            cell.paragraphs[0].paragraph_format.space_before = Pt(2 * self.layout.paragraph.after)
        for _ in range(4):  # room to sign
            self._line("", into=signer)

    def _annex(self) -> None:
        from docx.enum.section import WD_SECTION

        self._set_page(self.document.add_section(WD_SECTION.NEW_PAGE), across=True)
        font = self.layout.font
        self._line(self.said["annex"], size=font.title, bold=True, centred=True, keep=True)
        title = self.said["annex_title"].upper()
        self._line(title, size=font.title, bold=True, centred=True, keep=True)
        self._if("khong_nhiem_vu")
        self._line("{%p if phu_luc %}")
        widths = (17.0, 46.0, 27.0, 27.0, 17.5, *[24.0] * 4, 36.5)
        quarters = [f"{{{{ quy[{number}] }}}}" for number in range(4)]
        columns = [*self.said["annex_first"], *quarters, self.said["annex_last"]]
        table = self._table(list(zip(columns, widths, strict=True)), size=font.annex)
        self._mark(table, widths, "{%tr for nv in phu_luc %}", size=font.annex)
        cells = self._row(table, widths).cells
        lights = [f"{{{{r nv.quy[{number}] }}}}" for number in range(4)]
        plain = [f"{{{{ nv.{name} }}}}" for name in ("ma", "ten", "chi_so", "chu_tri", "han")]
        for cell, text in zip(cells, [*plain, *lights, "{{ nv.ly_do }}"], strict=True):
            self._cell(cell, text, size=font.annex)
        self._mark(table, widths, "{%tr endfor %}", size=font.annex)
        self._line("{%p endif %}")
        # No document ends with a table.
        self._line("", size=1).paragraph_format.space_after = 0


def _said(name: str) -> tuple[str, str, str]:
    """The paragraphs of a cell for a text that is left out where it is empty."""
    return f"{{%p if {name} %}}", f"{{{{ {name} }}}}", "{%p endif %}"
