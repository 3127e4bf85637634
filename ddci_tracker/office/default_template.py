"""The template of the Word briefing that comes with the tracker, made from the layout.

In the order of an official report: national heading, agency, title, to whom, on what basis, five
sections, signature and recipients, then the annexes across, each with page numbers of its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ddci_tracker.office.labels import headings
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.paper_maker import PaperMaker
from ddci_tracker.words.catalogue import Language, Words

_ADDRESSED = 35  # millimetres: where the addressees begin


@lru_cache(maxsize=4)
def default_template(layout: Layout, language: Language) -> bytes:
    """The template in a language, as a Word document with its fields."""
    return _Maker(layout, headings(Words.of(language)), language.full_tag).made()


class _Maker(PaperMaker):
    """Builds the briefing."""

    def made(self) -> bytes:
        self._heading()
        self._title()
        self._opening()
        self._achieved()
        self._shortcomings()
        self._causes()
        self._upcoming()
        self._requests()
        self._signature()
        self._annexes()
        return self._written()

    def _groups(self, name: str) -> None:
        """Numbered headings, each with its lines."""
        self._line(f"{{%p for nhom in {name} %}}")
        self._headed("{{ nhom.so }}. {{ nhom.ten }}", level=2)
        self._each("nhom.dong", "- {{ dong }}")
        self._if("nhom.con")
        self._line("{%p endfor %}")

    def _opening(self) -> None:
        from docx.shared import Mm, Pt

        said, after = self.said["addressed"], self.layout.paragraph.after
        self._line("{%p if kinh_gui %}")
        alone = self._line(f"{said} {{{{ kinh_gui }}}}", centred=True)
        alone.paragraph_format.space_before = alone.paragraph_format.space_after = Pt(2 * after)
        self._line("{%p else %}")
        first = self._line(said, keep=True)
        first.paragraph_format.space_before = Pt(2 * after)
        first.paragraph_format.left_indent = Mm(_ADDRESSED)
        self._line("{%p for noi in kinh_gui_nhieu %}")
        each = self._line("- {{ noi }}")
        each.paragraph_format.left_indent = Mm(_ADDRESSED + 8)
        self._line("{%p endfor %}")
        self._line("{%p endif %}")
        self._body(f"{{{{ can_cu }}}} {{{{ tinh_den }}}} {self.said['as_follows']}")
        self._if("dan_dau")

    def _achieved(self) -> None:
        self._section(self.said["achieved"])
        self._headed(self.said["done"], level=2)
        self._line("{%p for nhom in ket_qua_thang %}")
        self._body(" {{ nhom.noi_dung }}", lead="- {{ nhom.ten }}:")
        self._line("{%p endfor %}")
        self._if("con_ket_qua")
        self._if("khong_ket_qua")
        self._headed(self.said["ranks"], level=2)
        self._each("thu_hang", "{{ dong }}")
        self._if("khong_chi_so")
        self._line("{%p if chi_so %}")
        self._caption("ten_bang_chi_so")
        widths, size = (11.0, 46.0, 28.0, 30.0, 23.0, 27.0), self.layout.font.table
        table = self._table(list(zip(self.said["part_columns"], widths, strict=True)), size=size)
        self._mark(table, widths, "{%tr for cs in chi_so %}", size=size)
        cells = self._row(table, widths).cells
        self._cell(cells[0], "{{ cs.stt }}", size=size, centred=True)
        self._cell(cells[1], "{{ cs.ten }}", "{{ cs.chu_tri }}", size=size, bold=True)
        self._cell(cells[2], "{{ cs.muc_tieu }}", size=size)
        self._cell(cells[3], "{{ cs.cong_bo }}", size=size)
        self._cell(cells[4], "{{r cs.thuc_hien }}", size=size)
        self._cell(cells[5], "{{r cs.ket_qua }}", size=size)
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._gap()
        self._line("{%p endif %}")
        self._if("ket_muc_1")

    def _shortcomings(self) -> None:
        self._section(self.said["shortcomings"])
        self._headed(self.said["late"], level=2)
        self._if("khong_cham")
        self._line("{%p if cham %}")
        self._caption("ten_bang_cham")
        widths, size = (11.0, 48.0, 28.0, 44.0, 34.0), self.layout.font.table
        table = self._table(list(zip(self.said["late_columns"], widths, strict=True)), size=size)
        self._mark(table, widths, "{%tr for nv in cham %}", size=size)
        cells = self._row(table, widths).cells
        names = ("stt", "ten", "don_vi", "tinh_trang", "khac_phuc")
        for cell, name in zip(cells, names, strict=True):
            self._cell(cell, f"{{{{ nv.{name} }}}}", size=size, centred=name == "stt")
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._gap()
        self._line("{%p endif %}")
        self._if("con_cham")
        self._groups("ton_tai")
        self._if("ket_muc_2")

    def _causes(self) -> None:
        self._section(self.said["causes"])
        self._each("nguyen_nhan", "- {{ dong }}")
        self._if("con_nguyen_nhan")
        self._if("khong_nguyen_nhan")
        self._if("ket_muc_3")

    def _upcoming(self) -> None:
        self._section(self.said["upcoming"])
        self._groups("phuong_huong")
        self._if("khong_phuong_huong")
        self._if("ket_muc_4")

    def _requests(self) -> None:
        self._section(self.said["requests"])
        self._each("kien_nghi", "- {{ dong }}")
        self._if("con_kien_nghi")
        self._if("khong_kien_nghi", keep=True)
        self._if("ket_muc_5", keep=True)
        # The last words of the letter, and those that close its last section, stay with its
        # signature.
        self._body("{{ loi_ket }}", keep=True)

    def _annexes(self) -> None:
        self._begin_annexes()
        self._annex("phu_luc_nhiem_vu", self.said["annex_title"])
        self._task_rows()
        self._annex("phu_luc_bao_cao", self.said["reports_title"], another=True)
        self._report_rows()
        self._line("{%p endif %}")
        self._annex("phu_luc_ket_luan", self.said["conclusions_title"], another=True)
        self._conclusion_rows()
        self._line("{%p endif %}")
        self._annex("phu_luc_thay_doi", "{{ thay_doi_tu }}", another=True)
        self._change_rows()
        self._line("{%p endif %}")
        self._end_annexes()

    def _task_rows(self) -> None:
        size = self.layout.font.annex
        self._each("toan_van", "{{ dong }}")
        self._if("khong_nhiem_vu")
        self._line("{%p if phu_luc %}")
        widths = (10.0, 41.0, 25.0, 18.5, *[15.5] * 4, 31.5, 32.0, 25.0, 22.0)
        said = list(self.said["annex_columns"])
        said[4:8] = [f"{{{{ quy[{number}] }}}}" for number in range(4)]
        table = self._table(list(zip(said, widths, strict=True)), size=size)
        self._mark(table, widths, "{%tr for nhom in phu_luc_nhom %}", size=size)
        group = self._row(table, widths)
        whole = group.cells[0].merge(group.cells[-1])
        self._cell(whole, "{{ nhom.ten }}", size=size, bold=True)
        whole.paragraphs[0].paragraph_format.keep_with_next = True
        self._mark(table, widths, "{%tr for nv in nhom.dong %}", size=size)
        cells = self._row(table, widths, whole=False).cells
        lights = [f"{{{{r nv.quy[{number}] }}}}" for number in range(4)]
        first = [f"{{{{ nv.{name} }}}}" for name in ("stt", "ten_gon", "chu_tri", "han")]
        said_of = ("tinh_hinh", "ket_qua_gon", "kho_khan_gon", "de_xuat_gon")
        last = [f"{{{{ nv.{name} }}}}" for name in said_of]
        for cell, text in zip(cells, [*first, *lights, *last], strict=True):
            self._cell(cell, text, size=size, centred=cell is cells[0])
        self._mark(table, widths, "{%tr if nv.toan_van %}", size=size)
        across = self._row(table, widths, whole=False)
        self._passages(across.cells[0].merge(across.cells[-1]), size)
        self._mark(table, widths, "{%tr endif %}", size=size)
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._line("{%p endif %}")

    def _passages(self, cell: Any, size: float) -> None:
        """What no column has room for, a paragraph each."""
        self._cell(cell, "{%p for doan in nv.toan_van %}", "", "{%p endfor %}", size=size)
        told = cell.paragraphs[1]
        self._cell_run(told, "{{ doan.ten }}:", size=size).bold = True
        self._cell_run(told, " {{ doan.noi_dung }}", size=size)

    def _report_rows(self) -> None:
        widths = (11.0, 58.0, 20.0, 20.0, 20.0, 20.0, 118.0)
        names = ("stt", "don_vi", "den_han", "dung_han", "nop_tre", "con_thieu", "con_no")
        self._body("{{ bao_cao_chung }}")
        self._rows("bc", "bao_cao", self.said["report_columns"], widths, names)

    def _conclusion_rows(self) -> None:
        widths = (11.0, 88.0, 45.0, 22.0, 35.0, 66.0)
        names = ("stt", "noi_dung", "don_vi", "han", "tinh_hinh", "y_kien")
        self._rows("kl", "ket_luan", self.said["conclusion_columns"], widths, names)

    def _change_rows(self) -> None:
        widths, size = (110.0, 70.0, 87.0), self.layout.font.table
        table = self._table(list(zip(self.said["change_columns"], widths, strict=True)), size=size)
        self._mark(table, widths, "{%tr for nhom in thay_doi_du %}", size=size)
        group = self._row(table, widths)
        whole = group.cells[0].merge(group.cells[2])
        self._cell(whole, "{{ nhom.muc }}", size=size, bold=True)
        whole.paragraphs[0].paragraph_format.keep_with_next = True
        self._mark(table, widths, "{%tr for dong in nhom.dong %}", size=size)
        cells = self._row(table, widths, whole=False).cells
        self._cell(cells[0], "{{ dong.noi_dung }}", size=size)
        self._cell(cells[1], "{{ dong.truoc }}", size=size)
        cells[1].paragraphs[0].runs[0].font.strike = True
        self._cell(cells[2], "{{ dong.nay }}", size=size)
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._mark(table, widths, "{%tr endfor %}", size=size)
