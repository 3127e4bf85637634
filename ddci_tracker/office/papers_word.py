"""The papers for a meeting as a Word document of two pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, time
from functools import lru_cache
from io import BytesIO
from typing import Any, ClassVar

from ddci_tracker.office.layout import Layout
from ddci_tracker.office.packing import steady
from ddci_tracker.office.paper_maker import WHENCE, PaperMaker
from ddci_tracker.office.papers import (
    AGENDA_WIDTHS,
    ASKED_WIDTHS,
    EARLIER_WIDTHS,
    OVERDUE_WIDTHS,
    Papers,
)
from ddci_tracker.office.papers_words import papers_headings
from ddci_tracker.office.word_marks import drop_old_styles
from ddci_tracker.words.catalogue import Language, Words


def write(papers: Papers, words: Words, layout: Layout) -> bytes:
    """The document. The same arguments give the same bytes; whatever was typed stays text."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(_template(layout, words.language)))
    document.render(_fields(papers, words), autoescape=True)
    properties = document.docx.core_properties
    properties.title = f"{papers.title}: {papers.subject}"
    properties.author = properties.last_modified_by = papers.agency
    properties.comments = papers.stamp
    properties.created = properties.modified = datetime.combine(papers.made_on, time.min)
    drop_old_styles(document.docx)
    written = BytesIO()
    document.save(written)
    return steady(written.getvalue())


def _fields(papers: Papers, words: Words) -> Mapping[str, Any]:
    said = papers_headings(words)
    nothing = {name: text for name, text in said.items() if name.startswith("nothing_")}
    return {
        **asdict(papers),
        **{name: "" if getattr(papers, name[8:]) else text for name, text in nothing.items()},
        "superior": papers.superior.upper(),
        "agency": papers.agency.upper(),
        "title": papers.title.upper(),
        "minh_hoa": said["illustration"].upper() if papers.illustration else "",
        "dau_vet": papers.stamp,
        "chot": papers.figures,
    }


@lru_cache(maxsize=4)
def _template(layout: Layout, language: Language) -> bytes:
    return _PapersMaker(layout, papers_headings(Words.of(language)), language.full_tag).made()


class _PapersMaker(PaperMaker):
    """Builds the papers."""

    FOOT: ClassVar[tuple[str, ...]] = WHENCE

    def made(self) -> bytes:
        self._head()
        self._each("opening", "{{ dong }}")
        self._part("agenda", AGENDA_WIDTHS, ("number", "name", "units", "stands", "question"))
        self._part("earlier", EARLIER_WIDTHS, ("number", "what", "units", "due", "progress"))
        self._part("overdue", OVERDUE_WIDTHS, ("number", "what", "units", "due", "late"))
        self._part("asked", ASKED_WIDTHS, ("number", "what", "units", "asked"))
        self._end_annexes()
        return self._written()

    def _head(self) -> None:
        font = self.layout.font
        self._line("{%p if superior %}")
        self._tight("{{ superior }}", font.heading)
        self._line("{%p endif %}")
        self._tight("{{ agency }}", font.heading, bold=True)
        self._line("{%p if minh_hoa %}")
        self._tight("{{ minh_hoa }}", font.heading, bold=True, centred=True)
        self._line("{%p endif %}")
        self._tight("{{ title }}", font.title, bold=True, centred=True)
        self._tight("{{ subject }}", font.title, bold=True, centred=True)
        self._tight("({{ figures }})", font.body, italic=True, centred=True)

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

    def _part(self, name: str, widths: Sequence[float], fields: Sequence[str]) -> None:
        """A table with its heading, or a sentence where there is nothing to say."""
        self._headed(self.said[name], level=1)
        if f"nothing_{name}" in self.said:
            self._if(f"nothing_{name}")
        self._line(f"{{%p if {name} %}}")
        self._rows("dong", name, self.said[f"{name}_columns"], widths, fields)
        self._line(f"{{%p if more_{name} %}}")
        self._line(f"{{{{ more_{name} }}}}", size=self.layout.font.table, italic=True)
        self._line("{%p endif %}")
        self._line("{%p endif %}")
