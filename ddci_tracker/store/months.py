"""Frozen months as they are kept: bytes with what they are found by.

What the bytes say is the briefing's business. Nothing here changes or deletes one; the guards
would refuse it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import func, insert, select
from sqlmodel import Session

from ddci_tracker.domain.periods import Period
from ddci_tracker.store.engine import once
from ddci_tracker.store.tables import METADATA

MONTH = METADATA.tables["frozen_month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMonth:
    """One edition of a frozen month, without its bytes. Moments are UTC."""

    plan_id: str
    month: Period
    edition: int
    as_of: date
    known_at: datetime
    frozen_at: datetime
    frozen_by: str
    format_version: int
    checksum: str

    @property
    def name(self) -> str:
        """What an address calls it: 2021-06.2"""
        return f"{self.month}.{self.edition}"


_COLUMNS = [MONTH.c[field.name] for field in fields(KeptMonth)]


def kept_months(session: Session, plan_id: str) -> tuple[KeptMonth, ...]:
    """Every edition of every frozen month of a plan, in the order of month and edition."""
    return once(session, (kept_months, plan_id), lambda: _kept(session, plan_id))


def _kept(session: Session, plan_id: str) -> tuple[KeptMonth, ...]:
    of_plan = select(*_COLUMNS).where(MONTH.c.plan_id == plan_id)
    rows = session.connection().execute(of_plan.order_by(MONTH.c.month, MONTH.c.edition))
    return tuple(KeptMonth(**row) for row in rows.mappings())


def next_edition(session: Session, plan_id: str, month: Period) -> int:
    """The number of the edition to come; whoever asks has claimed the plan."""
    editions = select(func.max(MONTH.c.edition)).where(
        MONTH.c.plan_id == plan_id, MONTH.c.month == month
    )
    return (session.connection().execute(editions).scalar() or 0) + 1


def keep_month(session: Session, kept: KeptMonth, body: bytes) -> None:
    """Keep an edition for ever."""
    row = {field.name: getattr(kept, field.name) for field in fields(KeptMonth)}
    session.connection().execute(insert(MONTH), {**row, "body": body})


def body_of(session: Session, kept: KeptMonth) -> bytes:
    """The bytes of an edition, exactly as they were kept."""
    of_edition = select(MONTH.c.body).where(
        MONTH.c.plan_id == kept.plan_id,
        MONTH.c.month == kept.month,
        MONTH.c.edition == kept.edition,
    )
    return bytes(session.connection().execute(of_edition).scalar_one())
