"""The briefing as a Word document, filled into a template that the Office may have edited.

Whatever was typed in the tracker stays text: it is escaped, and never read as a field.
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import Any

from ddci_tracker.office import samples
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.material import Material
from ddci_tracker.office.packing import steady
from ddci_tracker.office.template_fields import Examining, UnfitTemplate
from ddci_tracker.office.word_fields import REQUIRED, fields_of
from ddci_tracker.office.word_marks import finish
from ddci_tracker.words.catalogue import Words

__all__ = ["REQUIRED", "UnfitTemplate", "fields_of", "write"]


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
    finish(document.docx, layout.font.annex)
    written = BytesIO()
    document.save(written)
    return steady(written.getvalue())


def _describe(document: Any, material: Material) -> None:
    properties = document.docx.core_properties
    properties.title = material.subject
    properties.author = material.letter.agency
    properties.last_modified_by = material.letter.agency
    properties.comments = material.stamp
    properties.created = properties.modified = datetime.combine(material.frozen_on, time.min)
