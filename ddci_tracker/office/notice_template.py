"""The template of the notice of a meeting that comes with the tracker, made from the layout.

In the order of an official document: national heading, agency, title, who met, what was concluded
by topic, signature and recipients, then the two annexes across.
"""

from __future__ import annotations

from functools import lru_cache

from ddci_tracker.office.layout import Layout
from ddci_tracker.office.notice_words import fixed_headings
from ddci_tracker.office.paper_maker import PaperMaker
from ddci_tracker.words.catalogue import Language, Words


@lru_cache(maxsize=4)
def notice_template(layout: Layout, language: Language) -> bytes:
    """The template in a language, as a Word document with its fields."""
    return _NoticeMaker(layout, fixed_headings(Words.of(language)), language.full_tag).made()


class _NoticeMaker(PaperMaker):
    """Builds the notice."""

    def made(self) -> bytes:
        self._heading()
        self._title()
        self._line("{{ tinh_den }}", italic=True, centred=True)
        self._each("mo_dau", "{{ dong }}")
        self._topics()
        self._signature()
        self._begin_annexes()
        self._annex("ten_phu_luc_1", self.said["annex_1_title"])
        self._earlier()
        self._annex("ten_phu_luc_2", self.said["annex_2_title"], another=True)
        self._overdue()
        self._line("{%p endif %}")
        self._end_annexes()
        return self._written()

    def _topics(self) -> None:
        self._if("khong_ket_luan")
        self._line("{%p for nd in noi_dung %}")
        self._headed("{{ nd.so }}. {{ nd.muc }}", level=2)
        self._line("{%p for kl in nd.ket_luan %}")
        self._body("- {{ kl.viec }}", keep=True)
        # The last of them stays with the last words, and those with the signature.
        self._line("{%p if kl.cuoi %}")
        self._body("{{ kl.ro }}", keep=True)
        self._line("{%p else %}")
        self._body("{{ kl.ro }}")
        self._line("{%p endif %}")
        self._line("{%p endfor %}")
        self._line("{%p endfor %}")
        self._body("{{ loi_ket }}", keep=True)

    def _earlier(self) -> None:
        self._if("khong_phu_luc_1")
        self._line("{%p if phu_luc_1 %}")
        self._line("{{ tinh_den }}", italic=True, centred=True)
        widths, size = (12.0, 88.0, 46.0, 24.0, 59.0, 38.0), self.layout.font.table
        columns = list(zip(self.said["annex_1_columns"], widths, strict=True))
        table = self._table(columns, size=size)
        self._mark(table, widths, "{%tr for nhom in phu_luc_1 %}", size=size)
        group = self._row(table, widths)
        whole = group.cells[0].merge(group.cells[-1])
        self._cell(whole, "{{ nhom.nhom }}", size=size, bold=True)
        whole.paragraphs[0].paragraph_format.keep_with_next = True
        self._mark(table, widths, "{%tr for dong in nhom.dong %}", size=size)
        cells = self._row(table, widths, whole=False).cells
        names = ("stt", "nhiem_vu", "chu_tri", "thoi_han", "ket_qua", "tien_do")
        for cell, name in zip(cells, names, strict=True):
            self._cell(cell, f"{{{{ dong.{name} }}}}", size=size, centred=name == "stt")
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._mark(table, widths, "{%tr endfor %}", size=size)
        self._line("{%p endif %}")

    def _overdue(self) -> None:
        self._if("khong_phu_luc_2")
        self._line("{%p if phu_luc_2 %}")
        widths = (12.0, 133.0, 58.0, 26.0, 38.0)
        names = ("stt", "viec", "don_vi", "han", "qua_han")
        self._rows("dong", "phu_luc_2", self.said["annex_2_columns"], widths, names)
        self._line("{%p endif %}")
