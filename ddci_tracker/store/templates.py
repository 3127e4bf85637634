"""The templates of an agency's own for printed documents: kept, replaced, taken away."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Table, delete, insert, select
from sqlmodel import Session

from ddci_tracker.store.tables import METADATA

BRIEFINGS = METADATA.tables["briefing_template"]
NOTICES = METADATA.tables["notice_template"]
PAPERS = METADATA.tables["papers_template"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTemplate:
    """A Word document with fields; ``uploaded_at`` is UTC."""

    agency: str
    file_name: str
    body: bytes
    uploaded_at: datetime
    uploaded_by: str

    @property
    def mark(self) -> int:
        """Tells one template of an agency from another; never 0."""
        return int(self.uploaded_at.timestamp() * 1_000_000)


_COLUMNS = [field.name for field in fields(KeptTemplate)]


def template_of(session: Session, agency: str, table: Table = BRIEFINGS) -> KeptTemplate | None:
    """The template of an agency's own, None where it has none."""
    wanted = select(*(table.c[name] for name in _COLUMNS)).where(table.c.agency == agency)
    row = session.connection().execute(wanted).mappings().one_or_none()
    return None if row is None else KeptTemplate(**row)


def put_template(session: Session, wanted: KeptTemplate, table: Table = BRIEFINGS) -> None:
    """Keep a template, instead of any other of the agency."""
    take_template(session, wanted.agency, table)
    row = {name: getattr(wanted, name) for name in _COLUMNS}
    session.connection().execute(insert(table), row)


def take_template(session: Session, agency: str, table: Table = BRIEFINGS) -> None:
    """Leave an agency without a template of its own."""
    session.connection().execute(delete(table).where(table.c.agency == agency))
