"""The papers for a meeting as a Word document, filled into a template that the Office may edit.

The fields have Vietnamese names without accents, as those of the notice. Whatever was typed in the
tracker stays text: it is escaped, and never read as a field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO
from typing import Any

from ddci_tracker.office import papers_samples
from ddci_tracker.office.packing import steady
from ddci_tracker.office.papers import Papers
from ddci_tracker.office.papers_words import papers_headings
from ddci_tracker.office.template_fields import Examining, UnfitTemplate
from ddci_tracker.office.word_marks import finish
from ddci_tracker.words.catalogue import Words

__all__ = ["REQUIRED", "UnfitTemplate", "fields_of", "write"]

# Without these nobody could tell of which meeting they are, or that their figures are invented.
REQUIRED = frozenset({"co_quan", "trich_yeu", "chot", "minh_hoa", "dau_vet"})


def write(papers: Papers, words: Words, template: bytes) -> bytes:
    """The document. The same arguments give the same bytes.

    ``UnfitTemplate`` where a field is unknown; other templates that ``template_check`` refuses
    raise whatever python-docx raises.
    """
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    known = fields_of(papers_samples.FULL, words)
    document.render(fields_of(papers, words), Examining(known), autoescape=True)
    properties = document.docx.core_properties
    properties.title = f"{papers.title}: {papers.subject}"
    properties.author = properties.last_modified_by = papers.agency
    properties.comments = papers.stamp
    properties.created = properties.modified = datetime.combine(papers.made_on, time.min)
    finish(document.docx)
    written = BytesIO()
    document.save(written)
    return steady(written.getvalue())


def fields_of(papers: Papers, words: Words) -> Mapping[str, Any]:
    """Every field that a template may use, with its value."""
    said = papers_headings(words)
    return {
        "co_quan_chu_quan": papers.superior.upper(),
        "co_quan": papers.agency.upper(),
        "minh_hoa": said["illustration"].upper() if papers.illustration else "",
        "ten_loai": papers.title.upper(),
        "trich_yeu": papers.subject,
        "mo_dau": list(papers.opening),
        "chuong_trinh": [
            {
                "stt": row.number,
                "noi_dung": row.name,
                "don_vi": row.units,
                "tinh_hinh": row.stands,
                "cau_hoi": row.question,
            }
            for row in papers.agenda
        ],
        "con_chuong_trinh": papers.more_agenda,
        "ket_luan_truoc": [
            {
                "stt": row.number,
                "nhiem_vu": row.what,
                "chu_tri": row.units,
                "thoi_han": row.due,
                "tien_do": row.progress,
            }
            for row in papers.earlier
        ],
        "khong_ket_luan_truoc": "" if papers.earlier else said["nothing_earlier"],
        "con_ket_luan_truoc": papers.more_earlier,
        "qua_han": [
            {
                "stt": row.number,
                "viec": row.what,
                "don_vi": row.units,
                "han": row.due,
                "cham": row.late,
            }
            for row in papers.overdue
        ],
        "khong_qua_han": "" if papers.overdue else said["nothing_overdue"],
        "con_qua_han": papers.more_overdue,
        "de_xuat": [
            {
                "stt": row.number,
                "nhiem_vu": row.what,
                "don_vi": row.units,
                "noi_dung": row.asked,
            }
            for row in papers.asked
        ],
        "khong_de_xuat": "" if papers.asked else said["nothing_asked"],
        "con_de_xuat": papers.more_asked,
        "dau_vet": papers.stamp,
        "chot": papers.figures,
    }
