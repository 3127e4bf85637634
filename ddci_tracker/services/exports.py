"""A frozen month as a file to take away: Word, PowerPoint, Excel, PDF, or its own document.

Each is made from the frozen month alone, so that it can be made again at any time and says the
same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.periods import Period
from ddci_tracker.office.material import Material, material_of
from ddci_tracker.services.frozen_months import (
    Difference,
    KeptMonth,
    read,
    read_document,
    since_last,
)
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.templates import body_for, layout_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import reading
from ddci_tracker.words.catalogue import Words


class ExportFormat(StrEnum):
    """The forms in which a frozen month can be had."""

    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    PDF = "pdf"
    JSON = "json"


class ExportForm(NamedTuple):
    """What a form is called, in every language, and to browsers."""

    name: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: Mapping[ExportFormat, ExportForm] = MappingProxyType(
    {
        ExportFormat.DOCX: ExportForm("Word", f"{_OFFICE}.wordprocessingml.document"),
        ExportFormat.PPTX: ExportForm("PowerPoint", f"{_OFFICE}.presentationml.presentation"),
        ExportFormat.XLSX: ExportForm("Excel", f"{_OFFICE}.spreadsheetml.sheet"),
        ExportFormat.PDF: ExportForm("PDF", "application/pdf"),
        ExportFormat.JSON: ExportForm("JSON", "application/json"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file: a name that every system takes, what it is, and its bytes."""

    name: str
    media_type: str
    body: bytes


def export(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    month: Period,
    form: ExportFormat,
    *,
    words: Words,
    edition: int | None = None,
) -> Exported:
    """A frozen month in a form and a language, its newest edition unless told otherwise.

    ``Refused`` where there is none, where its bytes are not those that were frozen, or where the
    layout is damaged; ``UnknownPlan``, ``Forbidden``.
    """
    frozen = read(tracker, actor, plan_id, month, edition)
    if form is ExportFormat.JSON:
        body = read_document(tracker, actor, plan_id, frozen.month, frozen.edition)
    else:
        difference = since_last(tracker, actor, frozen)
        body = _written(tracker, frozen, difference, form, words)
    return Exported(name=name_of(frozen, form), media_type=FORMS[form].media_type, body=body)


def name_of(month: FrozenMonth | KeptMonth, form: ExportFormat) -> str:
    """The name of a file that every system takes: plan, month, edition."""
    return f"{month.plan_id}_{month.month}_{month.edition}.{form}"


def _written(
    tracker: Tracker,
    frozen: FrozenMonth,
    difference: Difference | None,
    form: ExportFormat,
    words: Words,
) -> bytes:
    told = difference.told(words) if difference else None
    # Libraries of office files are heavy, and asked for seldom.
    match form:
        case ExportFormat.DOCX:
            return _word_file(tracker, material_of(frozen, told, words), words, frozen)
        case ExportFormat.PPTX:
            from ddci_tracker.office import slides

            template = (tracker.data_dir / "templates" / "briefing.pptx").read_bytes()
            return slides.write(frozen, told, words, template)
        case ExportFormat.XLSX:
            from ddci_tracker.office import workbook

            return workbook.write(frozen, told, words)
        case ExportFormat.PDF:
            from ddci_tracker.office import pdf

            return pdf.write(
                material_of(frozen, told, words),
                words,
                layout_of(tracker.data_dir),
                tracker.data_dir / "templates" / "briefing.typ",
            )
    raise ValueError(form)


def _word_file(tracker: Tracker, material: Material, words: Words, frozen: FrozenMonth) -> bytes:
    from ddci_tracker.office import word

    layout, agency = layout_of(tracker.data_dir), frozen.board.plan.agency.code
    with reading(tracker.engine) as session:
        template = body_for(session, agency, layout, words.language)
    try:
        return word.write(material, words, layout, template)
    except word.UnfitTemplate as error:
        # Kept by an older tracker, which had a field that this one has not.
        raise Refused(error.message, field="template", **error.arguments) from error
