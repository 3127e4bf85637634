"""Whether a database answers and takes writes; nothing is left behind."""

from __future__ import annotations

from sqlalchemy import false, func, select, update

from ddci_tracker.store.engine import Engine, reading, writing
from ddci_tracker.store.tables import METADATA

_PLAN = METADATA.tables["plan"]
_ACCOUNT = METADATA.tables["account"]


def reach(engine: Engine) -> None:
    """Pass when the database answers; ``StoreUnavailable`` when it does not."""
    with reading(engine) as session:
        session.connection().execute(select(func.count()).select_from(_PLAN))


def try_writing(engine: Engine) -> None:
    """Pass when the database takes writes; ``ReadOnlyStore`` or ``StoreUnavailable`` otherwise."""
    nothing = update(_PLAN).where(false()).values(data_version=_PLAN.c.data_version)
    with writing(engine) as session:
        session.connection().execute(nothing)


def has_accounts(engine: Engine) -> bool:
    """Whether anybody can sign in; as long as nobody can, the tracker serves this computer only."""
    with reading(engine) as session:
        return session.connection().execute(select(_ACCOUNT.c.id).limit(1)).first() is not None
