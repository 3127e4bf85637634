"""Drafts: what somebody has typed and not saved yet, one per author, plan, form and window.

They are nobody's facts: no version, no history, and a plan does not change by them. Only where two
windows of one author type into the same form is there more than one draft of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ddci_tracker.store.tables import METADATA

DRAFT = METADATA.tables["draft"]

# Between the name of a form and the window, for a draft that is not the first of its form.
_IN = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft as it is kept; ``revision`` is that of the thing its form was opened on.

    ``window`` tells it from what another window typed into the same form meanwhile.
    """

    form: str
    revision: int
    body: str
    saved_at: datetime
    window: str = ""


def keep(
    session: Session, author: str, plan_id: str, draft: KeptDraft, *, over: KeptDraft | None
) -> KeptDraft:
    """Keep a draft in the place of ``over``, the one that its window knew last.

    Where another window has put something else there it gets a place of its own, so that nothing
    is typed over that its window has not seen.
    """
    draft = replace(draft, window=over.window if over else "")
    connection = session.connection()
    seen = {draft.body, over.body if over else draft.body}
    stands = (*_at(author, plan_id, draft), DRAFT.c.body.in_(seen))
    if connection.execute(update(DRAFT).where(*stands).values(_cells(draft))).rowcount:
        return draft
    try:
        with session.begin_nested():
            _insert(session, author, plan_id, draft)
    except IntegrityError:
        draft = replace(draft, window=uuid4().hex)
        _insert(session, author, plan_id, draft)
    return draft


def of_author(session: Session, author: str, plan_id: str) -> tuple[KeptDraft, ...]:
    """All drafts of an author on a plan, the oldest first."""
    rows = session.connection().execute(_drafts(author, plan_id))
    return tuple(map(_draft, rows))


def of_form(session: Session, author: str, plan_id: str, form: str) -> tuple[KeptDraft, ...]:
    """All drafts of an author of one form, the oldest first."""
    is_of_form = (DRAFT.c.form == form) | DRAFT.c.form.startswith(form + _IN, autoescape=True)
    rows = session.connection().execute(_drafts(author, plan_id).where(is_of_form))
    return tuple(map(_draft, rows))


def drop(session: Session, author: str, plan_id: str, form: str, *, only: str) -> None:
    """Throw drafts of a form away that say just that and nothing newer."""
    for each in of_form(session, author, plan_id, form):
        gone = delete(DRAFT).where(*_at(author, plan_id, each), DRAFT.c.body == only)
        session.connection().execute(gone)


def _insert(session: Session, author: str, plan_id: str, draft: KeptDraft) -> None:
    place = {"author": author, "plan_id": plan_id, "form": _place(draft)}
    session.connection().execute(insert(DRAFT), place | _cells(draft))


def _cells(draft: KeptDraft) -> dict[str, Any]:
    return {"revision": draft.revision, "body": draft.body, "saved_at": draft.saved_at}


def _at(author: str, plan_id: str, draft: KeptDraft) -> tuple[Any, ...]:
    """The row of a draft."""
    return (
        DRAFT.c.author == author,
        DRAFT.c.plan_id == plan_id,
        DRAFT.c.form == _place(draft),
    )


def _place(draft: KeptDraft) -> str:
    return f"{draft.form}{_IN}{draft.window}" if draft.window else draft.form


def _drafts(author: str, plan_id: str) -> Select[Any]:
    columns = (DRAFT.c.form, DRAFT.c.revision, DRAFT.c.body, DRAFT.c.saved_at)
    mine = select(*columns).where(DRAFT.c.author == author, DRAFT.c.plan_id == plan_id)
    return mine.order_by(DRAFT.c.saved_at, DRAFT.c.form)


def _draft(row: Row[Any]) -> KeptDraft:
    form, _, window = row.form.partition(_IN)
    return KeptDraft(
        form=form, revision=row.revision, body=row.body, saved_at=row.saved_at, window=window
    )
