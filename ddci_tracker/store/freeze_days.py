"""The day of the month on which a plan is frozen by itself: set, changed, taken back."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from ddci_tracker.store.tables import METADATA

_TABLE = METADATA.tables["freeze_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeDay:
    """``day`` 1 to 31, of which a shorter month has its last; from the day ``since`` on."""

    plan_id: str
    day: int
    since: date
    set_at: datetime
    set_by: str


_COLUMNS = [_TABLE.c[field.name] for field in fields(FreezeDay)]


def freeze_days(session: Session, plan_id: str | None = None) -> tuple[FreezeDay, ...]:
    """Every freeze day that is set, or that of one plan."""
    wanted = select(*_COLUMNS).order_by(_TABLE.c.plan_id)
    if plan_id is not None:
        wanted = wanted.where(_TABLE.c.plan_id == plan_id)
    return tuple(FreezeDay(**row) for row in session.connection().execute(wanted).mappings())


def put_freeze_day(session: Session, wanted: FreezeDay) -> None:
    """Set the day of a plan, instead of any other."""
    take_freeze_day(session, wanted.plan_id)
    row = {field.name: getattr(wanted, field.name) for field in fields(FreezeDay)}
    session.connection().execute(insert(_TABLE), row)


def take_freeze_day(session: Session, plan_id: str) -> None:
    """Freeze a plan by hand alone from now on."""
    session.connection().execute(delete(_TABLE).where(_TABLE.c.plan_id == plan_id))
