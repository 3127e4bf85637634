"""The Word templates of an agency, of each kind of document: taken, edited, put back, given up.

Whatever is put back is examined first; a template that does not fit changes nothing. Without one
of its own an agency has the template that comes with the tracker.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from ddci_tracker.office.layout import BadLayout, Layout, read_layout
from ddci_tracker.office.template_kinds import TemplateKind
from ddci_tracker.services.acts import refuse_unseen
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import read
from ddci_tracker.store import templates
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.templates import KeptTemplate
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.marking import N_

__all__ = [
    "KeptTemplate",
    "TemplateKind",
    "body_for",
    "current_body",
    "layout_of",
    "restore_default",
    "template_of",
    "upload",
]


_TABLES = MappingProxyType(
    {
        TemplateKind.BRIEFING: templates.BRIEFINGS,
        TemplateKind.NOTICE: templates.NOTICES,
        TemplateKind.PAPERS: templates.PAPERS,
    }
)


def template_of(
    tracker: Tracker, actor: Actor, agency: str, kind: TemplateKind = TemplateKind.BRIEFING
) -> KeptTemplate | None:
    """The template of an agency's own, None where it has none. ``Forbidden``."""
    require(actor, Action.EDIT_BRIEFING, agency=agency)
    with reading(tracker.engine) as session:
        return templates.template_of(session, agency, _TABLES[kind])


def current_body(
    tracker: Tracker,
    actor: Actor,
    agency: str,
    *,
    words: Words,
    kind: TemplateKind = TemplateKind.BRIEFING,
) -> bytes:
    """The template that the next document is filled into, to be edited in Word.

    The one that comes with the tracker is in the language of ``words``. ``Forbidden``, ``Refused``
    where the layout is damaged.
    """
    require(actor, Action.EDIT_BRIEFING, agency=agency)
    with reading(tracker.engine) as session:
        return body_for(session, agency, layout_of(tracker.data_dir), words.language, kind)


def upload(
    tracker: Tracker,
    actor: Actor,
    agency: str,
    file_name: str,
    body: bytes,
    *,
    now: datetime,
    kind: TemplateKind = TemplateKind.BRIEFING,
    seen: int | None = None,
) -> KeptTemplate:
    """Keep a template instead of the one before, once it was examined.

    ``seen`` is the mark of the one that was seen, 0 for none. ``Refused`` says what does not fit,
    or that somebody else came first, and the template before stays. ``Forbidden``.
    """
    require(actor, Action.EDIT_BRIEFING, agency=agency)
    from ddci_tracker.office.template_check import UnfitTemplate, refuse_unfit

    try:
        refuse_unfit(file_name, body, layout_of(tracker.data_dir), kind)
    except UnfitTemplate as error:
        raise Refused(error.message, field="template", **error.arguments) from error
    kept = KeptTemplate(
        agency=agency,
        file_name=read(file_name, "file_name"),
        body=body,
        uploaded_at=now,
        uploaded_by=actor.name,
    )
    with writing(tracker.engine) as session:
        _refuse_unseen(session, agency, kind, seen)
        templates.put_template(session, kept, _TABLES[kind])
    return kept


def restore_default(
    tracker: Tracker,
    actor: Actor,
    agency: str,
    kind: TemplateKind = TemplateKind.BRIEFING,
    *,
    seen: int | None = None,
) -> None:
    """Go back to the template that comes with the tracker.

    ``seen`` is the mark of the one that was seen. ``Refused`` where somebody else came first,
    ``Forbidden``.
    """
    require(actor, Action.EDIT_BRIEFING, agency=agency)
    with writing(tracker.engine) as session:
        _refuse_unseen(session, agency, kind, seen)
        templates.take_template(session, agency, _TABLES[kind])


def _refuse_unseen(session: Session, agency: str, kind: TemplateKind, seen: int | None) -> None:
    stands = templates.template_of(session, agency, _TABLES[kind])
    refuse_unseen(stands.mark if stands else 0, seen)


def body_for(
    session: Session,
    agency: str,
    layout: Layout,
    language: Language,
    kind: TemplateKind = TemplateKind.BRIEFING,
) -> bytes:
    """The template to fill in: the agency's own, or the one that comes with the tracker."""
    own = templates.template_of(session, agency, _TABLES[kind])
    if own is not None:
        return own.body
    from ddci_tracker.office.default_template import default_template
    from ddci_tracker.office.notice_template import notice_template
    from ddci_tracker.office.papers_template import papers_template

    make = {
        TemplateKind.BRIEFING: default_template,
        TemplateKind.NOTICE: notice_template,
        TemplateKind.PAPERS: papers_template,
    }[kind]
    return make(layout, language)


def layout_of(data_dir: Path) -> Layout:
    """How an installation lays a printed briefing out; ``Refused`` where its file is damaged."""
    try:
        return read_layout(data_dir / "templates" / "briefing-layout.toml")
    except BadLayout as error:
        raise Refused(N_("The layout of the briefing is damaged: {why}"), why=str(error)) from error
