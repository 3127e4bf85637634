"""A reminder as a Word document, laid out as an official letter (công văn)."""

from __future__ import annotations

from datetime import datetime, time
from functools import lru_cache
from io import BytesIO
from typing import Any

from ddci_tracker.office import letterhead
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.packing import steady
from ddci_tracker.office.paper_maker import PaperMaker
from ddci_tracker.office.reminder import Reminder, stopped
from ddci_tracker.office.word_marks import finish
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.marking import N_

_ADDRESSED = 40  # millimetres from the left, where several are addressed


def write(reminder: Reminder, words: Words, layout: Layout) -> bytes:
    """The document. The same arguments give the same bytes; whatever was typed stays text."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(_template(layout, words.language)))
    document.render(_fields(reminder, words, layout), autoescape=True)
    properties = document.docx.core_properties
    properties.title = reminder.subject
    properties.author = properties.last_modified_by = reminder.agency
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(reminder.made_on, time.min)
    finish(document.docx)
    written = BytesIO()
    document.save(written)
    return steady(written.getvalue())


def _fields(reminder: Reminder, words: Words, layout: Layout) -> dict[str, Any]:
    alone = reminder.addressees[0] if len(reminder.addressees) == 1 else ""
    return {
        "co_quan_chu_quan": reminder.agency.upper(),
        "co_quan": reminder.office.upper(),
        "gach_co_quan": letterhead.agency_rule(reminder.office, layout),
        "so_ky_hieu": reminder.number,
        "du_thao": words.text(N_("DRAFT")),
        "dia_danh_ngay_thang": words.text(
            N_("{place}, day …… month …… year {year}"),
            place=reminder.place,
            year=str(reminder.made_on.year),
        ),
        "trich_yeu": reminder.subject,
        "minh_hoa": reminder.illustration,
        "kinh_gui": f"{alone}." if alone else "",
        "kinh_gui_nhieu": stopped(reminder.addressees),
        "mo_dau": reminder.opening,
        "muc": [
            {"so": number, "ten": group.name, "dong": group.lines}
            for number, group in enumerate(reminder.groups, start=1)
        ],
        "yeu_cau": reminder.asked,
        "ket": reminder.closing,
        "quyen_han_ky": "",
        "chuc_vu_ky": reminder.role.upper(),
        "nguoi_ky": "",
        "noi_nhan": reminder.recipients,
    }


def _headings(words: Words) -> dict[str, Any]:
    return {
        "nation": words.text(N_("SOCIALIST REPUBLIC OF VIET NAM")),
        "motto": words.text(N_("Independence - Freedom - Happiness")),
        "recipients": words.text(N_("Recipients:")),
        "to": words.text(N_("To:")),
    }


@lru_cache(maxsize=4)
def _template(layout: Layout, language: Language) -> bytes:
    return _ReminderMaker(layout, _headings(Words.of(language)), language.full_tag).made()


class _ReminderMaker(PaperMaker):
    """Builds the letter."""

    def made(self) -> bytes:
        self._heading()
        # A letter says what it is about below its number.
        number = self.document.tables[-1].rows[1].cells[0]
        self._centred(number, "{{ trich_yeu }}", self.layout.font.heading)
        self._line("{%p if minh_hoa %}")
        self._line("{{ minh_hoa }}", bold=True, centred=True)
        self._line("{%p endif %}")
        self._addressed()
        self._body("{{ mo_dau }}")
        self._line("{%p for muc in muc %}")
        self._body("{{ muc.so }}. {{ muc.ten }}", bold=True, keep=True)
        self._line("{%p for dong in muc.dong %}")
        self._body("- {{ dong }}")
        self._line("{%p endfor %}")
        self._line("{%p endfor %}")
        # What is asked stays with the last words, and those with the signature.
        self._line("{%p for dong in yeu_cau %}")
        self._body("{{ dong }}", keep=True)
        self._line("{%p endfor %}")
        self._body("{{ ket }}", keep=True)
        self._signature()
        self._end_annexes()
        return self._written()

    def _addressed(self) -> None:
        from docx.shared import Mm, Pt

        after = self.layout.paragraph.after
        self._line("{%p if kinh_gui %}")
        alone = self._line(f"{self.said['to']} {{{{ kinh_gui }}}}", centred=True)
        alone.paragraph_format.space_before = alone.paragraph_format.space_after = Pt(2 * after)
        self._line("{%p else %}")
        first = self._line(self.said["to"], keep=True)
        first.paragraph_format.space_before = Pt(2 * after)
        first.paragraph_format.left_indent = Mm(_ADDRESSED)
        self._line("{%p for noi in kinh_gui_nhieu %}")
        self._line("- {{ noi }}").paragraph_format.left_indent = Mm(_ADDRESSED + 8)
        self._line("{%p endfor %}")
        self._line("{%p endif %}")
