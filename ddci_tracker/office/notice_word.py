"""The notice of a meeting as a Word document, filled into a template that the Office may edit.

The fields have Vietnamese names without accents, as those of the briefing. Whatever was typed in
the tracker stays text: it is escaped, and never read as a field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO
from typing import Any

from ddci_tracker.office import letterhead, notice_samples
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.notice import Notice
from ddci_tracker.office.notice_words import notice_headings
from ddci_tracker.office.packing import steady
from ddci_tracker.office.template_fields import Examining, UnfitTemplate
from ddci_tracker.office.word_fields import frame_fields
from ddci_tracker.office.word_marks import finish
from ddci_tracker.words.catalogue import Words

__all__ = ["REQUIRED", "UnfitTemplate", "fields_of", "write"]

# Without these nobody could tell of which meeting it is, or that its figures are invented.
REQUIRED = frozenset({"co_quan", "trich_yeu", "tinh_den", "minh_hoa", "dau_vet"})


def write(notice: Notice, words: Words, layout: Layout, template: bytes) -> bytes:
    """The document. The same arguments give the same bytes.

    ``UnfitTemplate`` where a field is unknown; other templates that ``template_check`` refuses
    raise whatever python-docx raises.
    """
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    known = fields_of(notice_samples.FULL, words, layout)
    document.render(fields_of(notice, words, layout), Examining(known), autoescape=True)
    properties = document.docx.core_properties
    properties.title = notice.subject
    properties.author = properties.last_modified_by = notice.letter.agency
    properties.comments = notice.stamp
    properties.created = properties.modified = datetime.combine(notice.made_on, time.min)
    finish(document.docx, layout.font.table)
    written = BytesIO()
    document.save(written)
    return steady(written.getvalue())


def fields_of(notice: Notice, words: Words, layout: Layout) -> Mapping[str, Any]:
    """Every field that a template may use, with its value."""
    said = notice_headings(notice, words)
    return {
        **frame_fields(notice.letter, said, layout),
        "minh_hoa": said["illustration"].upper() if notice.illustration else "",
        "ten_loai": notice.title.upper(),
        "trich_yeu": notice.subject,
        "gach_trich_yeu": letterhead.subject_rule(notice.subject, layout),
        "tinh_den": said["as_of"],
        "kem_theo": said["attached"],
        "ten_phu_luc_1": said["annex_1"],
        "ten_phu_luc_2": said["annex_2"],
        "mo_dau": list(notice.opening),
        "noi_dung": [
            {
                "so": place,
                "muc": topic.name,
                "ket_luan": [
                    {
                        "so": each.number,
                        "viec": each.text,
                        "ro": each.clear,
                        "cuoi": place == len(notice.topics) and each is topic.conclusions[-1],
                    }
                    for each in topic.conclusions
                ],
            }
            for place, topic in enumerate(notice.topics, start=1)
        ],
        "loi_ket": notice.closing,
        "khong_ket_luan": "" if notice.topics else said["nothing_concluded"],
        "phu_luc_1": [
            {
                "nhom": group.name,
                "dong": [
                    {
                        "stt": row.number,
                        "nhiem_vu": row.text,
                        "chu_tri": row.units,
                        "thoi_han": row.due,
                        "ket_qua": row.result,
                        "tien_do": row.progress,
                    }
                    for row in group.rows
                ],
            }
            for group in notice.earlier
        ],
        "khong_phu_luc_1": "" if notice.earlier else said["nothing_earlier"],
        "phu_luc_2": [
            {
                "stt": row.number,
                "viec": row.what,
                "don_vi": row.units,
                "han": row.due,
                "qua_han": row.late,
            }
            for row in notice.overdue
        ],
        "khong_phu_luc_2": "" if notice.overdue else said["nothing_overdue"],
        "dau_vet": notice.stamp,
        "chot": notice.figures,
    }
