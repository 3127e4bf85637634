"""The template of an agency's own for the printed briefing: kept, replaced, taken away."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from ddci_tracker.store.tables import METADATA

_TABLE = METADATA.tables["briefing_template"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTemplate:
    """A Word document with fields; ``uploaded_at`` is UTC."""

    agency: str
    file_name: str
    body: bytes
    uploaded_at: datetime
    uploaded_by: str


_COLUMNS = [_TABLE.c[field.name] for field in fields(KeptTemplate)]


def template_of(session: Session, agency: str) -> KeptTemplate | None:
    """The template of an agency's own, None where it has none."""
    wanted = select(*_COLUMNS).where(_TABLE.c.agency == agency)
    row = session.connection().execute(wanted).mappings().one_or_none()
    return None if row is None else KeptTemplate(**row)


def put_template(session: Session, wanted: KeptTemplate) -> None:
    """Keep a template, instead of any other of the agency."""
    take_template(session, wanted.agency)
    row = {field.name: getattr(wanted, field.name) for field in fields(KeptTemplate)}
    session.connection().execute(insert(_TABLE), row)


def take_template(session: Session, agency: str) -> None:
    """Leave an agency without a template of its own."""
    session.connection().execute(delete(_TABLE).where(_TABLE.c.agency == agency))
