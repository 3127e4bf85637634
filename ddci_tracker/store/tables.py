"""The tables without versions: what a plan is kept under, accounts, sessions, frozen months.

The versioned ones are in ``versioned``. All share a registry of our own: the default one would
refuse to define a table again when Streamlit reloads a module.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ddci_tracker.domain.periods import Period
from ddci_tracker.store.types import Moment, PeriodText

# Names are written out so that a migration can speak of every constraint on both databases.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Row(SQLModel, registry=registry(metadata=METADATA)):
    """The base of every table."""


class PlanRow(Row, table=True):
    """What a plan is kept under: what never changes about it, and when it last changed.

    ``data_version`` grows with every transaction that could change what a look at the plan
    shows; it never repeats, even when an illustration is removed and made again. ``changed_at``
    is the moment of the last such transaction.
    """

    __tablename__ = "plan"

    id: str = Field(primary_key=True)
    agency: str = Field(index=True)
    year: int
    illustration: bool
    data_version: int = Field(sa_type=BigInteger)
    changed_at: datetime | None = Field(default=None, sa_type=Moment)


class Account(Row, table=True):
    """Who may sign in, as what, for which agency and unit. ``role`` is a word of the services."""

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    full_name: str
    password_hash: str
    role: str
    agency: str | None = None
    unit: str | None = None
    active: bool = True
    created_at: datetime = Field(sa_type=Moment)


class LoginSession(Row, table=True):
    """A signed-in browser, by the SHA-256 of its token; the token itself is never stored."""

    __tablename__ = "login_session"

    token_hash: str = Field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    created_at: datetime = Field(sa_type=Moment)
    last_seen_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment, index=True)


class FrozenMonth(Row, table=True):
    """A month's figures as they were frozen: never changed, only followed by another edition."""

    __tablename__ = "frozen_month"

    plan_id: str = Field(primary_key=True, foreign_key="plan.id")
    month: Period = Field(primary_key=True, sa_type=PeriodText)
    edition: int = Field(primary_key=True)
    as_of: date
    known_at: datetime = Field(sa_type=Moment)
    frozen_at: datetime = Field(sa_type=Moment)
    frozen_by: str
    format_version: int
    checksum: str
    body: bytes
