"""Accounts and addresses that a change of units gave to the successor, and whose they were.

Neither has a history of its own, so that this alone lets a change be undone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from ddci_tracker.store.tables import METADATA

_TABLE = METADATA.tables["passed_on"]
_ACCOUNT = METADATA.tables["account"]
_LINK = METADATA.tables["secret_link"]


class Passed(StrEnum):
    """What passes on without a history."""

    ACCOUNT = "account"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """One account or address that was of ``unit`` before the change called ``change``."""

    agency: str
    change: str
    what: Passed
    name: str
    unit: str


def pass_links(
    session: Session, agency: str, change: str, units: tuple[str, ...], to: str
) -> tuple[PassedOn, ...]:
    """Give the addresses of units to another unit of their agency, and keep whose they were."""
    of_units = _LINK.c.agency == agency, _LINK.c.unit.in_(units)
    connection = session.connection()
    rows = connection.execute(select(_LINK.c.token_hash, _LINK.c.unit).where(*of_units)).all()
    connection.execute(update(_LINK).where(*of_units).values(unit=to))
    passed = tuple(
        PassedOn(agency=agency, change=change, what=Passed.LINK, name=row.token_hash, unit=row.unit)
        for row in rows
    )
    keep_passed(session, passed)
    return passed


def keep_passed(session: Session, passed: tuple[PassedOn, ...]) -> None:
    """Keep what a change passed on."""
    if passed:
        names = [field.name for field in fields(PassedOn)]
        rows = [{name: getattr(each, name) for name in names} for each in passed]
        session.connection().execute(insert(_TABLE), rows)


def give_back(session: Session, agency: str, change: str, holder: str) -> tuple[PassedOn, ...]:
    """Give back what a change passed on, as far as ``holder`` still has it; returns what it was.

    What became of somebody else's since stays theirs.
    """
    connection = session.connection()
    of_change = _TABLE.c.agency == agency, _TABLE.c.change == change
    columns = [_TABLE.c[field.name] for field in fields(PassedOn)]
    kept = select(*columns).where(*of_change).order_by(_TABLE.c.what, _TABLE.c.name)
    given = []
    for row in connection.execute(kept).mappings():
        table, name = (
            (_ACCOUNT, _ACCOUNT.c.name)
            if row["what"] == Passed.ACCOUNT
            else (_LINK, _LINK.c.token_hash)
        )
        held = update(table).where(name == row["name"], table.c.unit == holder)
        if connection.execute(held.values(unit=row["unit"])).rowcount:
            given.append(PassedOn(**{**row, "what": Passed(row["what"])}))
    connection.execute(delete(_TABLE).where(*of_change))
    return tuple(given)
