"""Column types that keep a domain value whole on SQLite and PostgreSQL alike, and its plain form.

Each refuses what would lose something: a moment without a zone, a float, a status nobody knows.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, String
from sqlalchemy.types import TypeDecorator

from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plain import PlainForm, written

_FORM = PlainForm()


def to_plain(value: object) -> Any:
    """The JSON form of a domain value; TypeError for what has none."""
    return _FORM.write(value)


def from_plain(hint: Any, data: Any) -> Any:
    """The domain value of type ``hint`` that ``to_plain`` turned into ``data``."""
    return _FORM.read(hint, data)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC and given back in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is UTC:
            return value
        if value.tzinfo is None:  # SQLite keeps no zone
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


def in_utc(moment: datetime) -> datetime:
    """An aware moment in UTC; ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a time zone: {moment.isoformat()}")
    return moment.astimezone(UTC)


class PrintedDecimal(TypeDecorator[Decimal]):
    """A decimal with exactly the printed number of places ("7.80" stays "7.80")."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class PeriodText(TypeDecorator[Period]):
    """A period as the rules write it: ``2021-Q2``."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Period | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Period | None:
        return None if value is None else _parsed(value)


_parsed = cache(Period.parse)


class Json(TypeDecorator[Any]):
    """A small nested value (codes, lines, a due rule) as JSON, read back as its own type."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, hint: Any) -> None:
        super().__init__(none_as_null=True)
        self.hint = hint

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return to_plain(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else from_plain(self.hint, value)


def one_of(words: type[StrEnum]) -> Enum:
    """A column of one of these words, held to them by the database."""
    return Enum(
        words,
        name=words.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        values_callable=lambda known: [word.value for word in known],
    )
