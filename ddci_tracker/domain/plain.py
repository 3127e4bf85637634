"""Domain values as plain JSON data and back, driven by their type hints alone.

Decimals become strings with their printed places, days, moments and periods as they are written,
enums their values, dataclasses objects by field; floats are refused. What has a form of its own
is told to the ``PlainForm``. Not here: what such data is kept in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from ddci_tracker.domain.periods import Period

type_hints = cache(get_type_hints)

_AS_IT_IS = frozenset({NoneType, bool, int, str})

Reader = Callable[[Any], Any]


@cache
def field_names(cls: Any) -> tuple[str, ...]:
    """The names of a dataclass's fields, in their order."""
    return tuple(field.name for field in fields(cls))


def written(number: object) -> str:
    """A finite decimal with exactly its places and no exponent; ValueError for any other."""
    if not isinstance(number, Decimal) or not number.is_finite():
        raise ValueError(f"not a finite decimal: {number!r}")
    return format(number, "f")


class PlainForm:
    """Writes and reads values; ``writers`` and ``readers`` are by the types they are for.

    Data may hold fields that a dataclass has no more (they are passed over), and lack those that
    have a default. That is how data outlives the shapes it was written from.
    """

    def __init__(
        self,
        *,
        writers: Mapping[type, Callable[[Any], Any]] | None = None,
        readers: Mapping[type, Reader] | None = None,
    ) -> None:
        self._writers = dict(writers or {})
        self._readers: dict[Any, Reader] = {
            str: str,
            int: int,
            bool: bool,
            Decimal: Decimal,
            date: date.fromisoformat,
            datetime: datetime.fromisoformat,
            Period: cache(Period.parse),
            **(readers or {}),
        }

    def write(self, value: object) -> Any:
        """The JSON form of a value; TypeError for what has none."""
        if type(value) in _AS_IT_IS:
            return value
        own = self._writers.get(type(value))
        if own is not None:
            return own(value)
        match value:
            case Enum():
                return value.value
            case Decimal():
                return written(value)
            case date():
                return value.isoformat()
            case Period():
                return str(value)
            case tuple():
                return [self.write(each) for each in value]
        if is_dataclass(value) and not isinstance(value, type):
            return {name: self.write(getattr(value, name)) for name in field_names(type(value))}
        raise TypeError(f"{type(value).__name__} has no plain form")

    def read(self, hint: Any, data: Any) -> Any:
        """The value of type ``hint`` that ``write`` turned into ``data``.

        ValueError, KeyError or TypeError for data that such a value never turned into.
        """
        return self._reader(hint)(data)

    def _reader(self, hint: Any) -> Reader:
        if hint not in self._readers:
            self._readers[hint] = self._make_reader(hint)
        return self._readers[hint]

    def _make_reader(self, hint: Any) -> Reader:
        origin = get_origin(hint)
        if origin in (UnionType, Union):
            (only,) = (each for each in get_args(hint) if each is not NoneType)
            return _optional(self._reader(only))
        if origin is tuple:
            return _tuple_of(self._reader(get_args(hint)[0]))
        if origin is not None:
            return self._dataclass(origin, _filled(origin, get_args(hint)))
        if issubclass(hint, Enum):
            return hint  # type: ignore[no-any-return]
        if issubclass(hint, tuple):
            return lambda data: hint(*data)
        return self._dataclass(hint, type_hints(hint))

    def _dataclass(self, cls: type, hints: Mapping[str, Any]) -> Reader:
        readers = {name: self._reader(hints[name]) for name in field_names(cls)}
        return lambda data: cls(
            **{name: read(data[name]) for name, read in readers.items() if name in data}
        )


def _filled(generic: Any, arguments: tuple[Any, ...]) -> dict[str, Any]:
    """The hints of a generic dataclass, its one parameter filled in."""
    (argument,) = arguments

    def fill(hint: Any) -> Any:
        if isinstance(hint, TypeVar):
            return argument
        return hint[argument] if getattr(hint, "__parameters__", ()) else hint

    return {name: fill(hint) for name, hint in type_hints(generic).items()}


def _optional(read: Reader) -> Reader:
    return lambda data: None if data is None else read(data)


def _tuple_of(read: Reader) -> Reader:
    return lambda data: tuple(map(read, data))
