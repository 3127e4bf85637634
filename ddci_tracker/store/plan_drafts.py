"""Drafts of plans: begun, changed version by version, ended.

They are no facts of any plan: nothing looks at them but their own screen. The key of a version is
its draft and revision, so that of two changes of the same revision the database takes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ddci_tracker.store.errors import Conflict, StoreError
from ddci_tracker.store.tables import METADATA

_DRAFT = METADATA.tables["plan_draft"]
_VERSION = METADATA.tables["plan_draft_version"]
_TEXT = METADATA.tables["plan_draft_text"]
_SEEN = METADATA.tables["plan_draft_seen"]


class UnknownDraft(StoreError):
    """There is no open draft of this name."""

    def __init__(self, draft_id: str) -> None:
        super().__init__(f"no draft {draft_id}")
        self.draft_id = draft_id


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftVersion:
    """What a draft held after a change; ``what`` is a word for what was done. Moments are UTC.

    ``review`` is where the facts of its text stood, where it was read from one.
    """

    revision: int
    what: str
    body: str
    saved_at: datetime
    saved_by: str
    review: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """The text that a draft was read from, its lines as they were written."""

    name: str
    lines: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """Who looked at a fact, and when."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftHead:
    """A draft: whose it is, who is at it, and how it ended; None while it is open."""

    id: str
    agency: str
    holder: str
    ended: str | None


def begin(session: Session, head: DraftHead, first: DraftVersion) -> None:
    """Begin a draft with its first version."""
    cells = {"id": head.id, "agency": head.agency, "holder": head.holder, "ended": head.ended}
    session.connection().execute(insert(_DRAFT), cells)
    _insert(session, head.id, first)


def find(session: Session, draft_id: str) -> DraftHead:
    """A draft, also one that has ended; ``UnknownDraft``."""
    row = session.connection().execute(select(_DRAFT).where(_DRAFT.c.id == draft_id)).first()
    if row is None:
        raise UnknownDraft(draft_id)
    return _head(row)


def open_drafts(session: Session) -> tuple[DraftHead, ...]:
    """All drafts that have not ended."""
    wanted = select(_DRAFT).where(_DRAFT.c.ended.is_(None)).order_by(_DRAFT.c.id)
    return tuple(map(_head, session.connection().execute(wanted)))


def used_ids(session: Session) -> frozenset[str]:
    """The names of all drafts that there ever were."""
    return frozenset(session.connection().execute(select(_DRAFT.c.id)).scalars())


def newest(session: Session, draft_id: str) -> DraftVersion:
    """The newest version of a draft."""
    return versions(session, draft_id, most=1)[0]


def versions(
    session: Session, draft_id: str, *, most: int | None = None
) -> tuple[DraftVersion, ...]:
    """All versions of a draft, or the newest of them; the newest first."""
    wanted = (
        select(_VERSION)
        .where(_VERSION.c.draft_id == draft_id)
        .order_by(_VERSION.c.revision.desc())
        .limit(most)
    )
    found = session.connection().execute(wanted)
    return tuple(
        DraftVersion(**{key: value for key, value in row._mapping.items() if key != "draft_id"})
        for row in found
    )


def append(session: Session, draft_id: str, version: DraftVersion) -> None:
    """Add the next version; ``Conflict`` where somebody added one since it was looked at."""
    last = session.connection().execute(
        select(func.max(_VERSION.c.revision)).where(_VERSION.c.draft_id == draft_id)
    )
    if last.scalar_one() != version.revision - 1:
        raise overtaken(session, draft_id)
    try:
        with session.begin_nested():
            _insert(session, draft_id, version)
    except IntegrityError:
        raise overtaken(session, draft_id) from None


def end(session: Session, draft_id: str, ended: str | None) -> None:
    """End a draft, or open it again."""
    wanted = update(_DRAFT).where(_DRAFT.c.id == draft_id).values(ended=ended)
    session.connection().execute(wanted)


def hand_over(session: Session, draft_id: str, holder: str) -> None:
    """Note who is at a draft from now on."""
    wanted = update(_DRAFT).where(_DRAFT.c.id == draft_id).values(holder=holder)
    session.connection().execute(wanted)


def keep_text(session: Session, draft_id: str, text: DraftText) -> None:
    """Keep the text that a draft begins with."""
    cells = {"draft_id": draft_id, "name": text.name, "lines": text.lines}
    session.connection().execute(insert(_TEXT), cells)


def text_of(session: Session, draft_id: str) -> DraftText | None:
    """The text of a draft; None for one that was not read from any."""
    wanted = select(_TEXT.c.name, _TEXT.c.lines).where(_TEXT.c.draft_id == draft_id)
    row = session.connection().execute(wanted).first()
    return DraftText(**row._mapping) if row else None


def seen(session: Session, draft_id: str) -> Mapping[int, LookedAt]:
    """The facts of a draft that somebody has looked at."""
    rows = session.connection().execute(select(_SEEN).where(_SEEN.c.draft_id == draft_id))
    return {row.fact: LookedAt(at=row.seen_at, by=row.seen_by) for row in rows}


def mark_seen(session: Session, draft_id: str, facts: Iterable[int], by: LookedAt) -> None:
    """Note who has looked at facts; who was first stays noted."""
    for fact in sorted(set(facts) - set(seen(session, draft_id))):
        cells = {"draft_id": draft_id, "fact": fact, "seen_at": by.at, "seen_by": by.by}
        # A colleague may be looking at the same one right now.
        with suppress(IntegrityError), session.begin_nested():
            session.connection().execute(insert(_SEEN), cells)


def mark_unseen(session: Session, draft_id: str, facts: Iterable[int]) -> None:
    """Have facts looked at once more."""
    of_draft = (_SEEN.c.draft_id == draft_id) & _SEEN.c.fact.in_(list(facts))
    session.connection().execute(delete(_SEEN).where(of_draft))


def overtaken(session: Session, draft_id: str) -> Conflict:
    """Who came first: the newest version of a draft says it."""
    now = newest(session, draft_id)
    return Conflict(draft_id, now.revision, now.saved_by, now.saved_at)


def _insert(session: Session, draft_id: str, version: DraftVersion) -> None:
    cells = {
        "draft_id": draft_id,
        "revision": version.revision,
        "what": version.what,
        "body": version.body,
        "saved_at": version.saved_at,
        "saved_by": version.saved_by,
        "review": version.review,
    }
    session.connection().execute(insert(_VERSION), cells)


def _head(row: Row[Any]) -> DraftHead:
    return DraftHead(**row._mapping)
