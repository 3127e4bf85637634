"""The briefing as a Word document, filled into a template that the Office may have edited.

The fields of a template have Vietnamese names without accents, since whoever edits it reads
Vietnamese. Whatever was typed in the tracker stays text: it is escaped, and never read as a field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO
from typing import Any

from markupsafe import Markup

from ddci_tracker.office import samples
from ddci_tracker.office.labels import labels_of, left_out
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.light_styles import TONES
from ddci_tracker.office.material import LateRow, LightMark, Material, PartRow, TaskFigures
from ddci_tracker.office.packing import steady
from ddci_tracker.office.template_fields import Examining, UnfitTemplate
from ddci_tracker.words.catalogue import Words

__all__ = ["REQUIRED", "UnfitTemplate", "fields_of", "write"]

# Without these nobody could tell what a briefing is of, or that its figures are invented.
REQUIRED = frozenset({"co_quan", "trich_yeu", "tinh_den", "minh_hoa", "dau_vet"})
QUARTERS = 4


def write(material: Material, words: Words, layout: Layout, template: bytes) -> bytes:
    """The document of a briefing. The same arguments give the same bytes.

    ``UnfitTemplate`` where a field is unknown; other templates that ``template_check`` refuses
    raise whatever python-docx raises.
    """
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    known = fields_of(samples.FULL, words, layout)
    document.render(fields_of(material, words, layout), Examining(known), autoescape=True)
    _describe(document, material)
    written = BytesIO()
    document.save(written)
    return steady(written.getvalue())


def _describe(document: Any, material: Material) -> None:
    properties = document.docx.core_properties
    properties.title = material.subject
    properties.author = material.agency
    properties.last_modified_by = material.agency
    properties.comments = material.stamp
    properties.created = properties.modified = datetime.combine(material.frozen_on, time.min)


def fields_of(material: Material, words: Words, layout: Layout) -> Mapping[str, Any]:
    """Every field that a template may use, with its value."""
    size, small = layout.font.table, layout.font.annex
    labels, more = labels_of(material, words), left_out(material, words)
    return {
        "co_quan_chu_quan": material.superior.upper(),
        "co_quan": material.agency.upper(),
        "dia_danh_ngay_thang": labels["dated"],
        "minh_hoa": labels["illustration"].upper() if material.illustration else "",
        "ten_loai": material.title.upper(),
        "trich_yeu": material.subject,
        "tinh_den": labels["as_of"],
        "tinh_hinh_chung": list(material.overall),
        "khong_chi_so": "" if material.parts else labels["no_parts"],
        "chi_so": [_part(part, size) for part in material.parts],
        "nhiem_vu_cham": [_late(row, labels["recovery"], size) for row in material.late],
        "con_nhiem_vu_cham": more["more_late"],
        "khong_nhiem_vu_cham": "" if material.late else labels["no_late"],
        "bao_cao_chung": material.reports_said,
        "bao_cao": [
            {
                "don_vi": row.unit,
                "den_han": row.expected,
                "dung_han": row.on_time,
                "nop_tre": row.late,
                "con_thieu": row.missing,
                "con_no": "; ".join(row.owed),
            }
            for row in material.reports
        ],
        "thay_doi_tu": labels["changes"],
        "thay_doi": [
            {
                "muc": group["name"],
                "dong": [
                    {"noi_dung": row["what"], "truoc": row["old"], "nay": row["new"]}
                    for row in group["rows"]
                ],
                "con": group["more"],
            }
            for group in more["changes"]
        ],
        "khong_thay_doi": _no_changes(material, labels),
        "de_xuat": list(material.proposals),
        "con_de_xuat": more["more_proposals"],
        "khong_de_xuat": "" if material.proposals else labels["no_proposals"],
        "chuc_vu_ky": material.signer.upper(),
        "noi_nhan": list(material.recipients),
        "quy": _four(material.quarters, ""),
        "khong_nhiem_vu": "" if material.annex else labels["no_tasks"],
        "phu_luc": [_task(row, small) for row in material.annex],
        "dau_vet": material.stamp,
        "chot": material.frozen,
    }


def _no_changes(material: Material, labels: Mapping[str, str]) -> str:
    if material.changes:
        return ""
    return labels["no_changes"] if material.since else labels["first_month"]


def _four(given: tuple[Any, ...], nothing: Any) -> list[Any]:
    """As many as a year has quarters, whatever a plan has."""
    return [*given, *[nothing] * QUARTERS][:QUARTERS]


def _light_mark(mark: LightMark, size: float, *, bold: bool = True) -> Markup:
    """A light in its colour, a piece of text of its own; ``size`` in points."""
    halves = round(size * 2)  # as Word counts
    return Markup(
        '<w:r><w:rPr><w:b w:val="{bold}"/><w:color w:val="{tone}"/><w:sz w:val="{halves}"/>'
        '<w:szCs w:val="{halves}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    ).format(
        bold=int(bold), tone=TONES[mark.colour], halves=halves, text=f"{mark.shape} {mark.word}"
    )


def _why(mark: LightMark, reason: str) -> str:
    """What is well needs no reason here."""
    return "" if mark.colour == "green" else reason


def _part(part: PartRow, size: float) -> Mapping[str, Any]:
    return {
        "ten": part.name,
        "chu_tri": part.lead,
        "thuc_hien": _light_mark(part.execution, size),
        "ly_do_thuc_hien": _why(part.execution, part.execution_why),
        "ket_qua": _light_mark(part.result, size),
        "ly_do_ket_qua": _why(part.result, part.result_why),
        "muc_tieu": part.target,
        "cong_bo": part.latest,
    }


def _late(row: LateRow, recovery: str, size: float) -> Mapping[str, Any]:
    return {
        "ma": row.code,
        "ten": row.title,
        "don_vi": row.units,
        "den": _light_mark(row.mark, size),
        "ly_do": row.reason,
        "y_kien": row.said,
        "khac_phuc": f"{recovery} {row.recovery}" if row.recovery else "",
    }


def _task(row: TaskFigures, size: float) -> Mapping[str, Any]:
    return {
        "ma": row.code,
        "ten": row.title,
        "chi_so": row.part,
        "chu_tri": row.units,
        "han": row.due,
        "quy": _four(tuple(_light_mark(each, size, bold=False) for each in row.quarters), ""),
        "ly_do": row.why,
    }
