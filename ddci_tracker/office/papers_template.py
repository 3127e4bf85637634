"""The template of the papers for a meeting that comes with the tracker, made from the layout.

Two upright pages: whose papers they are and of which meeting, then a table for each part.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

from ddci_tracker.office.layout import Layout
from ddci_tracker.office.paper_maker import WHENCE, PaperMaker
from ddci_tracker.office.papers import AGENDA_WIDTHS, ASKED_WIDTHS, EARLIER_WIDTHS, OVERDUE_WIDTHS
from ddci_tracker.office.papers_words import papers_headings
from ddci_tracker.words.catalogue import Language, Words


@lru_cache(maxsize=4)
def papers_template(layout: Layout, language: Language) -> bytes:
    """The template in a language, as a Word document with its fields."""
    return _PapersMaker(layout, papers_headings(Words.of(language)), language.full_tag).made()


class _PapersMaker(PaperMaker):
    """Builds the papers."""

    FOOT: ClassVar[tuple[str, ...]] = WHENCE

    def made(self) -> bytes:
        self._head()
        self._each("mo_dau", "{{ dong }}")
        self._part(
            "agenda",
            "chuong_trinh",
            AGENDA_WIDTHS,
            ("stt", "noi_dung", "don_vi", "tinh_hinh", "cau_hoi"),
        )
        self._part(
            "earlier",
            "ket_luan_truoc",
            EARLIER_WIDTHS,
            ("stt", "nhiem_vu", "chu_tri", "thoi_han", "tien_do"),
        )
        self._part("overdue", "qua_han", OVERDUE_WIDTHS, ("stt", "viec", "don_vi", "han", "cham"))
        self._part("asked", "de_xuat", ASKED_WIDTHS, ("stt", "nhiem_vu", "don_vi", "noi_dung"))
        self._end_annexes()
        return self._written()

    def _head(self) -> None:
        font = self.layout.font
        self._line("{%p if co_quan_chu_quan %}")
        self._tight("{{ co_quan_chu_quan }}", font.heading)
        self._line("{%p endif %}")
        self._tight("{{ co_quan }}", font.heading, bold=True)
        self._line("{%p if minh_hoa %}")
        self._tight("{{ minh_hoa }}", font.heading, bold=True, centred=True)
        self._line("{%p endif %}")
        self._tight("{{ ten_loai }}", font.title, bold=True, centred=True)
        self._tight("{{ trich_yeu }}", font.title, bold=True, centred=True)
        self._tight("({{ chot }})", font.body, italic=True, centred=True)

    def _tight(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        centred: bool = False,
    ) -> None:
        """A line without room below it."""
        line = self._line(text, size=size, bold=bold, italic=italic, centred=centred, keep=True)
        line.paragraph_format.space_after = 0

    def _part(self, part: str, name: str, widths: Sequence[float], fields: Sequence[str]) -> None:
        """A table with its heading, or a sentence where there is nothing to say."""
        self._headed(self.said[part], level=1)
        if f"nothing_{part}" in self.said:
            self._if(f"khong_{name}")
        self._line(f"{{%p if {name} %}}")
        self._rows("dong", name, self.said[f"{part}_columns"], widths, fields)
        self._line(f"{{%p if con_{name} %}}")
        self._line(f"{{{{ con_{name} }}}}", size=self.layout.font.table, italic=True)
        self._line("{%p endif %}")
        self._line("{%p endif %}")
