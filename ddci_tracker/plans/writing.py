"""From the domain's values to the one canonical text of a file, by the declared form.

Small maps and lists stand on one line where they fit; decimals and texts that look like
something else are quoted. Nothing is checked here: what was read or edited is sound already.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from ddci_tracker.plans.form import (
    Field,
    Flag,
    Listing,
    Record,
    Shape,
    Span,
    Tagged,
    WordOr,
    shape_of,
)

WIDTH = 100
_STEP = "  "

_resolve: Any = yaml.resolver.Resolver().resolve
# What other readers of YAML take for a number or a truth although ours does not.
_LIKE_A_NUMBER = re.compile(r"[-+.]?[0-9][0-9.,_:eExXoO+-]*|[yn]", re.IGNORECASE)
_BREAKS_PLAIN = re.compile(r": |:$| #|\s$|[^\S ]")
_BREAKS_PLAIN_IN_BRACES = re.compile(r"[][{},:?]")
_FIRST = "(“"


def write_value(value: Any, record: Record) -> str:
    """The canonical text of a whole file: a plan, or an index of the catalogue."""
    return "".join(line + "\n" for line in _map_lines(value, record, ""))


def write_inline(value: Any) -> str:
    """One of the domain's shapes on one line, as a plan file writes it."""
    return _one_line(value, shape_of(type(value)))


def _map_lines(value: Any, record: Record, indent: str) -> Iterator[str]:
    for field, content in _written(value, record):
        yield from _entry_lines(field.key, content, field.shape, indent)


def _entry_lines(key: str, value: Any, shape: Shape, indent: str) -> Iterator[str]:
    if not _has_lines(value, shape):
        yield f"{indent}{key}: {_scalar(value, in_braces=False)}"
        return
    value, shape = _listed(value, shape) or (value, shape)
    line = f"{indent}{key}: {_one_line(value, shape)}"
    if isinstance(shape, Tagged) or (_may_be_one_line(value, shape) and len(line) <= WIDTH):
        yield line
        return
    yield f"{indent}{key}:"
    match shape:
        case Listing():
            for each in value:
                yield from _item_lines(each, shape.item, indent + _STEP)
        case Record():
            yield from _map_lines(value, shape, indent + _STEP)


def _item_lines(value: Any, shape: Shape, indent: str) -> Iterator[str]:
    if isinstance(shape, Tagged):
        yield f"{indent}- {_tagged(value, shape)}"
        return
    if not isinstance(shape, Record):
        yield f"{indent}- {_scalar(value, in_braces=False)}"
        return
    line = f"{indent}- {_one_line(value, shape)}"
    if shape.style.one_line and len(line) <= WIDTH:
        yield line
        return
    first, *rest = _map_lines(value, shape, indent + _STEP)
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def _has_lines(value: Any, shape: Shape) -> bool:
    """Whether a value is written as a map or a list; a scalar takes one line as it is."""
    return value is not None and isinstance(shape, Listing | Record | Tagged | Span)


def _may_be_one_line(value: Any, shape: Shape) -> bool:
    match shape:
        case Listing(item=Record(style=style)):
            return style.list_on_one_line or not value
        case Record():
            return shape.style.one_line
        case _:
            return True


def _one_line(value: Any, shape: Shape) -> str:
    if value is None:
        return shape.word if isinstance(shape, WordOr) else "null"
    match shape:
        case Record():
            return _braces(_written(value, shape))
        case Tagged():
            return _tagged(value, shape)
        case Listing():
            return "[" + ", ".join(_one_line(each, shape.item) for each in value) + "]"
        case Span():
            return f"[{value.first}, {value.last}]"
        case Flag():
            return shape.word
        case WordOr():
            return f"{{{shape.key}: {value}}}"
        case _:
            return _scalar(value, in_braces=True)


def _listed(value: Any, shape: Shape) -> tuple[Any, Listing] | None:
    """The list that a value is written as, where its days are given one by one."""
    if not isinstance(shape, Tagged) or shape.listed is None or shape.each is None:
        return None
    days = getattr(value, shape.listed)
    return (days, Listing(item=shape.each)) if days else None


def _tagged(value: Any, shape: Tagged) -> str:
    listed = _listed(value, shape)
    if listed is not None:
        return _one_line(*listed)
    word, case = next(
        (word, case)
        for word, case in sorted(shape.cases.items(), key=lambda each: each[1].told_by is None)
        if (
            getattr(value, case.told_by) is not None
            if case.told_by
            else getattr(value, shape.flag) == case.holds
        )
    )
    return f"{{{word}: {_one_line(value, case.record)}}}"


def _braces(entries: Iterator[tuple[Field, Any]]) -> str:
    parts = (f"{field.key}: {_one_line(value, field.shape)}" for field, value in entries)
    return "{" + ", ".join(parts) + "}"


def _written(value: Any, record: Record) -> Iterator[tuple[Field, Any]]:
    """The fields of a value that stand in the file, in its order."""
    replaced = {
        name for name, span in record.style.instead.items() if getattr(value, span) is not None
    }
    for field in record.fields:
        content = getattr(value, field.name)
        if field.name not in replaced and not (field.when_set and content == field.default):
            yield field, content


def _scalar(value: Any, *, in_braces: bool) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f'"{value:f}"'
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return _text(str(value), in_braces=in_braces)


def _text(text: str, *, in_braces: bool) -> str:
    """A text plain where every reader of YAML takes it for that very text, else in quotes."""
    plain = (
        (text[0].isalnum() or text[0] in _FIRST)
        and not _BREAKS_PLAIN.search(text)
        and not (in_braces and _BREAKS_PLAIN_IN_BRACES.search(text))
        and not _LIKE_A_NUMBER.fullmatch(text)
        and _resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"
    )
    return text if plain else '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == "\n":
        return "\\n"
    if unicodedata.category(character)[0] == "C" or character in "\u2028\u2029":
        code = ord(character)
        return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
    return character
