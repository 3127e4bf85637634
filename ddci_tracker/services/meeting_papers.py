"""The papers for a meeting as a file to send out before it: Word, PDF, or text to paste.

While the meeting is prepared their figures are those of now, later those that it looked at.
"""

from __future__ import annotations

from datetime import datetime

from ddci_tracker.office.papers import Papers, as_text, papers_of
from ddci_tracker.services.exports import Exported
from ddci_tracker.services.meetings import look_at_meeting
from ddci_tracker.services.notices import MEDIA_TYPES, NoticeFormat
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.templates import TemplateKind, body_for, layout_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import reading
from ddci_tracker.words.catalogue import Words


def name_of_papers(plan_id: str, meeting: str, form: NoticeFormat) -> str:
    """The name of a file that every system takes: plan, meeting and what it is."""
    return f"{plan_id}_{meeting}_tai-lieu.{form}"


def export_papers(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    key: str,
    form: NoticeFormat,
    *,
    words: Words,
    now: datetime,
) -> Exported:
    """The papers for a meeting.

    ``Refused`` where there is no such meeting, or the layout or the template is damaged;
    ``UnknownPlan``, ``Forbidden``.
    """
    view = look_at_meeting(tracker, actor, plan_id, key, now=now)
    layout = layout_of(tracker.data_dir)
    papers = papers_of(view.meeting, view.called, view.board, view.previous, layout, words)
    return Exported(
        name=name_of_papers(plan_id, key, form),
        media_type=MEDIA_TYPES[form],
        body=_written(tracker, view.board.plan.agency.code, papers, form, words),
    )


def _written(
    tracker: Tracker, agency: str, papers: Papers, form: NoticeFormat, words: Words
) -> bytes:
    layout = layout_of(tracker.data_dir)
    match form:
        case NoticeFormat.TXT:
            return as_text(papers, words).encode()
        case NoticeFormat.PDF:
            from ddci_tracker.office import papers_pdf

            typeset = tracker.data_dir / "templates" / "papers.typ"
            return papers_pdf.write(papers, words, layout, typeset)
        case NoticeFormat.DOCX:
            from ddci_tracker.office import papers_word

            with reading(tracker.engine) as session:
                template = body_for(session, agency, layout, words.language, TemplateKind.PAPERS)
            try:
                return papers_word.write(papers, words, template)
            except papers_word.UnfitTemplate as error:
                # Kept by an older tracker, which had a field that this one has not.
                raise Refused(error.message, field="template", **error.arguments) from error
