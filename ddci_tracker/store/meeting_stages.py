"""What each meeting talks about right now: one row a meeting, moved on and read by every screen.

It is no fact: moving it makes no version and leaves the plan as it is.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ddci_tracker.domain.meetings import Stage
from ddci_tracker.store.tables import METADATA

_TABLE = METADATA.tables["meeting_stage"]
_COLUMNS = ("revision", "item", "since", "spent", "moved_by")


def stage_of(session: Session, plan_id: str, meeting: str) -> Stage | None:
    """What a meeting talks about; None for one that has not begun."""
    row = session.connection().execute(_stage(plan_id, meeting)).first()
    return None if row is None else _read(row)


def put_stage(session: Session, plan_id: str, meeting: str, stage: Stage) -> None:
    """Let a meeting talk about that, in the place of what it talked about before."""
    cells = {name: getattr(stage, name) for name in _COLUMNS} | {"spent": dict(stage.spent)}
    mine = (_TABLE.c.plan_id == plan_id, _TABLE.c.meeting == meeting)
    connection = session.connection()
    if connection.execute(update(_TABLE).where(*mine).values(cells)).rowcount:
        return
    try:
        with session.begin_nested():
            place = {"plan_id": plan_id, "meeting": meeting}
            connection.execute(insert(_TABLE), place | cells)
    except IntegrityError:
        # Another screen began it at the same time; of the two the later one stays.
        connection.execute(update(_TABLE).where(*mine).values(cells))


def _stage(plan_id: str, meeting: str) -> Select[Any]:
    columns = [_TABLE.c[name] for name in _COLUMNS]
    return select(*columns).where(_TABLE.c.plan_id == plan_id, _TABLE.c.meeting == meeting)


def _read(row: Row[Any]) -> Stage:
    return Stage(**row._mapping)
