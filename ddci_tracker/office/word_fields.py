"""The fields that a template of the Word briefing may use, with the values of one month.

Their names are Vietnamese without accents, since whoever edits a template reads Vietnamese. None
is ever taken away: templates that an Office edited long ago still ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from ddci_tracker.office import letterhead
from ddci_tracker.office.annex_texts import in_cell, passages
from ddci_tracker.office.labels import labels_of, left_out
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.letter import Letter, addressed
from ddci_tracker.office.material import (
    ChangeGroup,
    ConclusionFigures,
    LateRow,
    LightMark,
    Material,
    PartRow,
    ReportsRow,
    TaskFigures,
)
from ddci_tracker.office.report import Group
from ddci_tracker.words.catalogue import Words

# Without these nobody could tell what a briefing is of, or that its figures are invented.
REQUIRED = frozenset({"co_quan", "trich_yeu", "tinh_den", "minh_hoa", "dau_vet"})
QUARTERS = 4
# What the sections of templates of before the five had room for; changes in each section.
LATE_SHOWN, PROPOSALS_SHOWN, CHANGES_SHOWN = 12, 8, 6


def fields_of(material: Material, words: Words, layout: Layout) -> Mapping[str, Any]:
    """Every field that a template may use, with its value."""
    labels = labels_of(material, words)
    annex = [
        _task(number, row, layout.font.annex, labels["annex_columns"], words)
        for number, row in enumerate(material.annex, 1)
    ]
    return {
        **_frame(material, labels, layout),
        **_sections(material, labels, layout.font.table),
        **_annexes(material, labels, annex),
        **_before_the_sections(material, words, labels, layout.font.table),
        "phu_luc": annex,
        "dau_vet": material.stamp,
        "chot": material.frozen,
    }


def _frame(material: Material, labels: Mapping[str, Any], layout: Layout) -> Mapping[str, Any]:
    """Who writes to whom, and who signs."""
    letter = material.letter
    alone = addressed(letter)
    return {
        **frame_fields(letter, labels, layout),
        "minh_hoa": labels["illustration"].upper() if material.illustration else "",
        "ten_loai": material.title.upper(),
        "trich_yeu": material.subject,
        "gach_trich_yeu": letterhead.subject_rule(material.subject, layout),
        "kinh_gui": alone,
        "kinh_gui_nhieu": list(_stopped(letter.addressees)) if not alone else [],
        "tinh_den": labels["as_of"],
    }


def frame_fields(letter: Letter, labels: Mapping[str, Any], layout: Layout) -> Mapping[str, Any]:
    """The fields of every paper: who issues it, its number and day, who signs and receives it."""
    return {
        "co_quan_chu_quan": letter.superior.upper(),
        "co_quan": letter.heading.upper(),
        "gach_co_quan": letterhead.agency_rule(letter.heading, layout),
        "so_ky_hieu": labels["number"],
        "du_thao": labels["draft"],
        "dia_danh_ngay_thang": labels["dated"],
        "quyen_han_ky": letter.capacity.upper(),
        "chuc_vu_ky": letter.role.upper(),
        "nguoi_ky": letter.name,
        "noi_nhan": list(letter.recipients),
    }


def _stopped(names: tuple[str, ...]) -> Iterator[str]:
    for number, name in enumerate(names, start=1):
        yield f"{name}." if number == len(names) else f"{name};"


def _sections(material: Material, labels: Mapping[str, Any], size: float) -> Mapping[str, Any]:
    """The five sections."""
    report = material.report
    return {
        "can_cu": report.basis,
        "dan_dau": report.lead,
        "ket_qua_thang": [
            {"ten": group.name, "noi_dung": " ".join(group.lines)} for group in report.done
        ],
        "con_ket_qua": report.more_done,
        "khong_ket_qua": "" if report.done else labels["nothing_done"],
        "thu_hang": list(report.standing),
        "khong_chi_so": "" if material.parts else labels["no_parts"],
        "chi_so": [_part(number, part, size) for number, part in enumerate(material.parts, 1)],
        "ten_bang_chi_so": labels["parts_caption"] if material.parts else "",
        "cham": [
            {
                "stt": str(number),
                "ten": row.title,
                "don_vi": row.unit,
                "tinh_trang": row.stands,
                "khac_phuc": row.recovery,
            }
            for number, row in enumerate(report.late, start=1)
        ],
        "ten_bang_cham": labels["late_caption"] if report.late else "",
        "con_cham": report.more_late,
        "khong_cham": "" if report.late else labels["no_late"],
        "ton_tai": list(_groups(report.shortcomings, first=2)),
        "bao_cao_chung": material.reports_said,
        "nguyen_nhan": list(report.causes),
        "con_nguyen_nhan": report.more_causes,
        "khong_nguyen_nhan": "" if report.causes else labels["no_causes"],
        "phuong_huong": list(_groups(report.upcoming, first=1)),
        "khong_phuong_huong": "" if report.upcoming else labels["nothing_upcoming"],
        "kien_nghi": list(report.requests),
        "con_kien_nghi": report.more_requests,
        "khong_kien_nghi": "" if report.requests else labels["no_requests"],
        **{f"ket_muc_{number}": said for number, said in enumerate(report.closings, start=1)},
        "loi_ket": report.end,
    }


def _groups(groups: Iterable[Group], first: int) -> Iterator[Mapping[str, Any]]:
    """Groups of lines, numbered within their section."""
    for number, group in enumerate(groups, start=first):
        yield {
            "so": str(number),
            "ten": group.name,
            "dong": list(group.lines),
            "con": group.more,
        }


def _annexes(
    material: Material, labels: Mapping[str, Any], annex: list[Mapping[str, Any]]
) -> Mapping[str, Any]:
    """The annexes, each with what it is called; empty where there is none."""
    called = material.report.annexes
    parts = groupby(zip(material.annex, annex, strict=True), key=lambda each: each[0].part)
    return {
        "kem_theo": labels["attached"],
        "phu_luc_nhiem_vu": called.tasks,
        "phu_luc_nhom": [{"ten": name, "dong": [row for _, row in rows]} for name, rows in parts],
        "toan_van": list(material.report.whole),
        "khong_nhiem_vu": "" if material.annex else labels["no_tasks"],
        "quy": _four(material.quarters, ""),
        "phu_luc_bao_cao": called.reports,
        "bao_cao": [_reports(number, row) for number, row in enumerate(material.reports, 1)],
        "phu_luc_ket_luan": called.conclusions,
        "ket_luan": [
            _conclusion(number, row) for number, row in enumerate(material.conclusions, 1)
        ],
        "phu_luc_thay_doi": called.changes,
        "thay_doi_tu": labels["changes"],
        "thay_doi_du": [_changes(group) for group in material.changes],
    }


def _before_the_sections(
    material: Material, words: Words, labels: Mapping[str, Any], size: float
) -> Mapping[str, Any]:
    """What templates ask for that were made before there were five sections."""
    late, proposals = material.late, material.proposals
    return {
        "tinh_hinh_chung": list(material.overall),
        "nhiem_vu_cham": [_late(row, labels["recovery"], size) for row in late[:LATE_SHOWN]],
        "con_nhiem_vu_cham": left_out(len(late) - LATE_SHOWN, words, in_annex=True),
        "khong_nhiem_vu_cham": "" if late else labels["no_late"],
        "thay_doi": [
            {
                **_changes(group, CHANGES_SHOWN),
                "con": left_out(len(group.rows) - CHANGES_SHOWN, words, in_annex=False),
            }
            for group in material.changes
        ],
        "khong_thay_doi": _no_changes(material, labels),
        "de_xuat": list(proposals[:PROPOSALS_SHOWN]),
        "con_de_xuat": left_out(len(proposals) - PROPOSALS_SHOWN, words, in_annex=True),
        "khong_de_xuat": "" if proposals else labels["no_proposals"],
    }


def _no_changes(material: Material, labels: Mapping[str, str]) -> str:
    if material.changes:
        return ""
    return labels["no_changes"] if material.since else labels["first_month"]


def _four(given: tuple[Any, ...], nothing: Any) -> list[Any]:
    """As many as a year has quarters, whatever a plan has."""
    return [*given, *[nothing] * QUARTERS][:QUARTERS]


def _light_mark(mark: LightMark, size: float, *, bold: bool = True) -> Markup:
    """A light by its shape and word, a piece of text of its own; ``size`` in points.

    Black, as all of an official paper is.
    """
    halves = round(size * 2)  # as Word counts
    return Markup(
        '<w:r><w:rPr><w:b w:val="{bold}"/><w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'
        '</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    ).format(bold=int(bold), halves=halves, text=f"{mark.shape} {mark.word}".rstrip())


def _why(mark: LightMark, reason: str) -> str:
    """What is well needs no reason here."""
    return "" if mark.colour == "green" else reason


def _part(number: int, part: PartRow, size: float) -> Mapping[str, Any]:
    return {
        "stt": str(number),
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
        "ma": row.section,
        "ten": row.title,
        "don_vi": row.units,
        "den": _light_mark(row.mark, size),
        "ly_do": row.reason,
        "y_kien": row.said,
        "khac_phuc": f"{recovery} {row.recovery}" if row.recovery else "",
    }


def _task(
    number: int, row: TaskFigures, size: float, columns: Sequence[str], words: Words
) -> Mapping[str, Any]:
    """A task of the first annex. Templates of before its long texts had rows of their own find
    them whole under the names that end in no ``_gon``."""
    return {
        "stt": str(number),
        "ma": row.section,
        "ten": row.title,
        "chi_so": row.part,
        "chu_tri": row.units,
        "han": row.due,
        "quy": _four(tuple(_light_mark(each, size, bold=False) for each in row.quarters), ""),
        "ly_do": row.why,
        "tinh_hinh": row.stands,
        "ket_qua": row.done,
        "kho_khan": row.difficulty,
        "de_xuat": row.proposal,
        "ten_gon": in_cell(row.title, words),
        "ket_qua_gon": in_cell(row.done, words),
        "kho_khan_gon": in_cell(row.difficulty, words),
        "de_xuat_gon": in_cell(row.proposal, words),
        "toan_van": [
            {"ten": passage.name, "noi_dung": passage.text}
            for passage in passages(number, row, columns, words)
        ],
    }


def _reports(number: int, row: ReportsRow) -> Mapping[str, Any]:
    return {
        "stt": str(number),
        "don_vi": row.unit,
        "den_han": row.expected,
        "dung_han": row.on_time,
        "nop_tre": row.late,
        "con_thieu": row.missing,
        "con_no": "; ".join(row.owed),
    }


def _conclusion(number: int, row: ConclusionFigures) -> Mapping[str, Any]:
    return {
        "stt": str(number),
        "noi_dung": row.text,
        "don_vi": row.units,
        "han": row.due,
        "tinh_hinh": row.stands,
        "y_kien": row.said,
    }


def _changes(group: ChangeGroup, most: int | None = None) -> Mapping[str, Any]:
    return {
        "muc": group.name,
        "dong": [
            {"noi_dung": row.what, "truoc": row.old, "nay": row.new} for row in group.rows[:most]
        ],
    }
