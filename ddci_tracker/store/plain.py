"""Domain values as plain JSON data and back, driven by their type hints.

Used for small nested things kept in one column and for showing what a version said. Decimals
become strings with their printed places, days ISO, periods as written; floats are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from ddci_tracker.domain.periods import Period

type_hints = cache(get_type_hints)


def written(number: object) -> str:
    """A finite decimal with exactly its places and no exponent; ValueError for any other."""
    if not isinstance(number, Decimal) or not number.is_finite():
        raise ValueError(f"not a finite decimal: {number!r}")
    return format(number, "f")


def to_plain(value: object) -> Any:
    """The JSON form of a domain value; TypeError for what has none."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case Decimal():
            return written(value)
        case date():
            return value.isoformat()
        case Period():
            return str(value)
        case tuple():
            return [to_plain(each) for each in value]
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(hint: Any, data: Any) -> Any:
    """The domain value of type ``hint`` that ``to_plain`` turned into ``data``."""
    return _reader(hint)(data)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) is UnionType:
        (only,) = (each for each in get_args(hint) if each is not NoneType)
        return _optional(_reader(only))
    if get_origin(hint) is tuple:
        return _tuple_of(_reader(get_args(hint)[0]))
    if hint is date:
        return date.fromisoformat
    if hint is Period:
        return Period.parse
    if hint in (str, int, bool, Decimal) or issubclass(hint, Enum):
        return hint  # type: ignore[no-any-return]
    if issubclass(hint, tuple):
        return lambda data: hint(*data)
    return _dataclass(hint)


def _optional(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: None if data is None else read(data)


def _tuple_of(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: tuple(map(read, data))


def _dataclass(cls: type) -> Callable[[Any], Any]:
    hints = type_hints(cls)
    readers = {field.name: _reader(hints[field.name]) for field in fields(cls)}
    return lambda data: cls(**{name: readers[name](value) for name, value in data.items()})
