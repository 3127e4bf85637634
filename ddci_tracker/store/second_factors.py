"""Second factors of accounts, as they are kept: a salt, the last step taken, codes as hashes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlmodel import Session

from ddci_tracker.store.accounts import ACCOUNT
from ddci_tracker.store.tables import METADATA

SECOND_FACTOR = METADATA.tables["second_factor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFactor:
    """The second factor of an account with everything that is kept of it. Moments are UTC."""

    account_id: int
    salt: str
    key_id: str
    made_at: datetime
    confirmed_at: datetime | None = None
    last_step: int | None = None
    recovery: tuple[str, ...] = ()


_COLUMNS = [SECOND_FACTOR.c[field.name] for field in fields(KeptFactor)]


def factor_of(session: Session, account_id: int) -> KeptFactor | None:
    """The second factor of an account, confirmed or not."""
    row = session.connection().execute(_of(account_id)).mappings().first()
    return None if row is None else KeptFactor(**row)


def lock_factor(session: Session, account_id: int) -> KeptFactor | None:
    """The same; others who would use it wait until this transaction ends."""
    row = session.connection().execute(_of(account_id).with_for_update()).mappings().first()
    return None if row is None else KeptFactor(**row)


def _of(account_id: int) -> Select[Any]:
    return select(*_COLUMNS).where(SECOND_FACTOR.c.account_id == account_id)


def keep_factor(session: Session, factor: KeptFactor) -> None:
    """Keep a second factor in place of the one that the account has."""
    remove_factor(session, factor.account_id)
    row = {field.name: getattr(factor, field.name) for field in fields(factor)}
    session.connection().execute(insert(SECOND_FACTOR), row)


def change_factor(session: Session, account_id: int, **values: Any) -> None:
    """Change fields of a second factor."""
    of_account = update(SECOND_FACTOR).where(SECOND_FACTOR.c.account_id == account_id)
    session.connection().execute(of_account.values(**values))


def remove_factor(session: Session, account_id: int) -> None:
    """Remove the second factor of an account, if it has one."""
    of_account = delete(SECOND_FACTOR).where(SECOND_FACTOR.c.account_id == account_id)
    session.connection().execute(of_account)


def confirmed(session: Session) -> dict[str, str]:
    """The accounts that are asked for one, by name, each with the id of its key."""
    rows = session.connection().execute(
        select(ACCOUNT.c.name, SECOND_FACTOR.c.key_id)
        .join(ACCOUNT, ACCOUNT.c.id == SECOND_FACTOR.c.account_id)
        .where(SECOND_FACTOR.c.confirmed_at.is_not(None))
        .order_by(ACCOUNT.c.name)
    )
    return {row.name: row.key_id for row in rows}
