"""The notice of a meeting's conclusions as a file to take away: Word, PDF, or text to paste.

It is made from what the meeting looked at and concluded, so that it can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from ddci_tracker.office.notice import Notice, NoticeSource, as_text, notice_of
from ddci_tracker.services.exports import FORMS, Exported, ExportFormat
from ddci_tracker.services.meetings import look_at_meeting
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.templates import TemplateKind, body_for, layout_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import reading
from ddci_tracker.words.catalogue import Words


class NoticeFormat(StrEnum):
    """The forms in which a notice can be had."""

    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"


MEDIA_TYPES: Mapping[NoticeFormat, str] = MappingProxyType(
    {
        NoticeFormat.DOCX: FORMS[ExportFormat.DOCX].media_type,
        NoticeFormat.PDF: FORMS[ExportFormat.PDF].media_type,
        NoticeFormat.TXT: "text/plain; charset=utf-8",
    }
)


def name_of_notice(plan_id: str, meeting: str, form: NoticeFormat) -> str:
    """The name of a file that every system takes: plan and meeting."""
    return f"{plan_id}_{meeting}.{form}"


def export_notice(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    key: str,
    form: NoticeFormat,
    *,
    words: Words,
    now: datetime,
) -> Exported:
    """The notice of a meeting; of one that has not ended, a draft.

    ``Refused`` where there is no such meeting, or the layout or the template is damaged;
    ``UnknownPlan``, ``Forbidden``.
    """
    view = look_at_meeting(tracker, actor, plan_id, key, now=now)
    source = NoticeSource(
        meeting=view.meeting,
        called=view.called,
        board=view.board,
        conclusions=view.conclusions,
        previous=view.previous,
    )
    notice = notice_of(source, words)
    agency = view.board.plan.agency.code
    return Exported(
        name=name_of_notice(plan_id, key, form),
        media_type=MEDIA_TYPES[form],
        body=_written(tracker, agency, notice, form, words),
    )


def _written(
    tracker: Tracker, agency: str, notice: Notice, form: NoticeFormat, words: Words
) -> bytes:
    layout = layout_of(tracker.data_dir)
    match form:
        case NoticeFormat.TXT:
            return as_text(notice, words).encode()
        case NoticeFormat.PDF:
            from ddci_tracker.office import notice_pdf

            templates = tracker.data_dir / "templates"
            return notice_pdf.write(notice, words, layout, templates / "notice.typ")
        case NoticeFormat.DOCX:
            from ddci_tracker.office import notice_word

            with reading(tracker.engine) as session:
                template = body_for(session, agency, layout, words.language, TemplateKind.NOTICE)
            try:
                return notice_word.write(notice, words, layout, template)
            except notice_word.UnfitTemplate as error:
                # Kept by an older tracker, which had a field that this one has not.
                raise Refused(error.message, field="template", **error.arguments) from error
