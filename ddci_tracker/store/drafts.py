"""Drafts: what somebody has typed and not saved yet, one per author, plan and form.

They are nobody's facts: no version, no history, and a plan does not change by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ddci_tracker.store.tables import METADATA

DRAFT = METADATA.tables["draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft as it is kept; ``revision`` is that of the thing its form was opened on."""

    form: str
    revision: int
    body: str
    saved_at: datetime


def keep(session: Session, author: str, plan_id: str, draft: KeptDraft) -> None:
    """Keep a draft in the place of the one before, also where two windows do so at once."""
    cells = {"revision": draft.revision, "body": draft.body, "saved_at": draft.saved_at}
    mine = (DRAFT.c.author == author, DRAFT.c.plan_id == plan_id, DRAFT.c.form == draft.form)
    connection = session.connection()
    if connection.execute(update(DRAFT).where(*mine).values(cells)).rowcount:
        return
    try:
        with session.begin_nested():
            place = {"author": author, "plan_id": plan_id, "form": draft.form}
            connection.execute(insert(DRAFT), place | cells)
    except IntegrityError:
        # The other window came between; of two drafts the later one stays.
        connection.execute(update(DRAFT).where(*mine).values(cells))


def of_author(session: Session, author: str, plan_id: str) -> tuple[KeptDraft, ...]:
    """All drafts of an author on a plan."""
    rows = session.connection().execute(_drafts(author, plan_id).order_by(DRAFT.c.form))
    return tuple(map(_draft, rows))


def find(session: Session, author: str, plan_id: str, form: str) -> KeptDraft | None:
    """One draft, or None."""
    row = session.connection().execute(_drafts(author, plan_id).where(DRAFT.c.form == form)).first()
    return None if row is None else _draft(row)


def drop(
    session: Session, author: str, plan_id: str, form: str, *, only: str | None = None
) -> None:
    """Throw a draft away; with ``only``, just where it still says that and nothing newer."""
    gone = delete(DRAFT).where(
        DRAFT.c.author == author, DRAFT.c.plan_id == plan_id, DRAFT.c.form == form
    )
    if only is not None:
        gone = gone.where(DRAFT.c.body == only)
    session.connection().execute(gone)


def _drafts(author: str, plan_id: str) -> Select[Any]:
    columns = (DRAFT.c.form, DRAFT.c.revision, DRAFT.c.body, DRAFT.c.saved_at)
    return select(*columns).where(DRAFT.c.author == author, DRAFT.c.plan_id == plan_id)


def _draft(row: Row[Any]) -> KeptDraft:
    return KeptDraft(**row._mapping)
