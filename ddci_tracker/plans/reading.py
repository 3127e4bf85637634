"""From YAML nodes to the domain's values, by the declared form, collecting every problem.

A value that cannot be read becomes a stand-in of the right type and a problem; whoever reads
throws the whole away when there is any problem. What takes two records to see is not checked
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from typing import Any, assert_never

import yaml

from ddci_tracker.domain import texts
from ddci_tracker.domain.plan import Years
from ddci_tracker.plans.form import (
    CODE_PATTERN,
    DAY_PATTERN,
    INDEX_FORM,
    PLAN_FORM,
    Choice,
    Day,
    Field,
    Flag,
    Leaf,
    Listing,
    Number,
    Record,
    Shape,
    Span,
    Tagged,
    Text,
    Truth,
    Whole,
    WordOr,
)
from ddci_tracker.plans.nodes import broken_character, written
from ddci_tracker.plans.places import Places, item, join
from ddci_tracker.plans.problems import Argument, ProblemCode

_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_SHOWN = 60
_MONTH_ALONE = r"(19|2[0-9])[0-9]{2}-[0-9]{1,2}|[0-9]{1,2}[/-](19|2[0-9])[0-9]{2}"


class _Refused(Exception):
    def __init__(self, code: ProblemCode, **arguments: Argument) -> None:
        super().__init__(code)
        self.code = code
        self.arguments = arguments


def read_value(node: yaml.Node, shape: Shape, places: Places, path: str = "") -> Any:
    """The value at ``path``; a stand-in where there are problems, which ``places`` collects."""
    places.mark(path, node.start_mark.line + 1)
    match shape:
        case Record():
            values = _read_record(node, shape, places, path)
            return _stand_in(shape) if values is None else shape.cls(**values)
        case Tagged():
            return _read_tagged(node, shape, places, path)
        case Listing():
            return _read_list(node, shape, places, path)
        case Span():
            return _read_span(node, shape, places, path)
        case _:
            try:
                return _read_leaf(node, shape)
            except _Refused as refused:
                places.refuse(path, refused.code, **refused.arguments)
                return _stand_in(shape)


def _read_record(
    node: yaml.Node, record: Record, places: Places, path: str
) -> dict[str, Any] | None:
    if not isinstance(node, yaml.MappingNode):
        places.refuse(path, ProblemCode.EXPECTED_MAP)
        return None
    entries = _entries(node, [field.key for field in record.fields], places, path)
    for key, span in record.style.instead.items():
        _take_first(key, span, entries, places, path)
    values = {
        field.name: _read_field(entries.get(field.key), field, places, join(path, field.key))
        for field in record.fields
    }
    _check_kind(record, entries, values, places, path)
    return values


def _take_first(
    key: str, span: str, entries: dict[str, yaml.Node], places: Places, path: str
) -> None:
    """Where a span stands in the place of a field, let the field be its first."""
    given = entries.get(span)
    if given is None or _is_null(given):
        return
    if key in entries:
        places.refuse(join(path, span), ProblemCode.EITHER_OF, key=key, other=span)
    elif isinstance(given, yaml.SequenceNode) and _are_whole(given.value):
        entries[key] = given.value[0]
    else:
        places.give_up(join(path, key))


def _are_whole(nodes: list[yaml.Node]) -> bool:
    """Whether there are whole numbers, and nothing else; what is not is told where it stands."""
    return bool(nodes) and all(node.tag == _TAG + "int" for node in nodes)


def _read_field(node: yaml.Node | None, field: Field, places: Places, path: str) -> Any:
    if node is None:
        if not field.required:
            return field.default
    elif isinstance(field.shape, Flag) and not places.was_read(path):
        return False  # another truth stands under the same key, and has told what is wrong there
    if node is None:
        if places.was_read(path):
            places.refuse(path, ProblemCode.MISSING_KEY, key=field.key)
    elif not _is_null(node):
        return read_value(node, field.shape, places, path)
    else:
        places.mark(path, node.start_mark.line + 1)
        if field.nullable:
            return None
        is_list = isinstance(field.shape, Listing)
        places.refuse(path, ProblemCode.EXPECTED_LIST if is_list else ProblemCode.MISSING_VALUE)
    return _stand_in_field(field)


def _entries(
    node: yaml.MappingNode, known: list[str], places: Places, path: str
) -> dict[str, yaml.Node]:
    """The nodes of a map by key, without the keys that nobody knows.

    A key that is only misspelt is told as that, and not as missing besides.
    """
    entries: dict[str, yaml.Node] = {}
    misspelt: set[str] = set()
    for key_node, value in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            places.refuse(join(path, "?"), ProblemCode.KEY_NOT_TEXT, line)
            continue
        key, at = key_node.value, join(path, _short(key_node.value))
        if key not in known:
            cut_off = bool(node.flow_style) and _is_null(value) and not value.value
            misspelt.update(_refuse_key(key, known, places, at, line, cut_off=cut_off))
        elif key in entries:
            first = entries[key].start_mark.line + 1
            places.refuse(at, ProblemCode.DUPLICATE_KEY, line, key=key, first_line=first)
        else:
            entries[key] = value
    for key in misspelt - set(entries):
        places.give_up(join(path, key))
    return entries


def _refuse_key(
    key: str, known: list[str], places: Places, path: str, line: int, *, cut_off: bool
) -> list[str]:
    """Refuse an unknown key, and give the known one that it is nearest to, if any is near.

    ``cut_off``: it looks like the rest of a text with a comma.
    """
    short = _short(key)
    near = [] if cut_off else _misspelt(short, known)
    if cut_off:
        places.refuse(path, ProblemCode.COMMA_IN_BRACES, line, key=short)
    elif near:
        places.refuse(path, ProblemCode.UNKNOWN_KEY_NEAR, line, key=short, near=near[0])
    else:
        places.refuse(path, ProblemCode.UNKNOWN_KEY, line, key=short, known=tuple(known))
    return near


# How alike a misspelt word is to the right one ("by" and "on" are not), and how many slips of a
# finger it has: one, and two where it is long. "below" is no slip for "low".
_ALIKE = 0.7
_LONG_WORD = 8


def _misspelt(key: str, known: list[str]) -> list[str]:
    """The known key that somebody meant who typed this one, if it can only be a misspelling.

    A key of other words means something else, however many letters it shares: whoever wrote
    ``base_year`` did not mean ``year``, nor does ``ranks``, which is a key elsewhere, mean
    ``rank``.
    """
    if key in _all_keys():
        return []
    near = [
        (SequenceMatcher(None, key, each).ratio(), each) for each in known if _same_words(key, each)
    ]
    return [max(near)[1]] if near else []


def _same_words(key: str, other: str) -> bool:
    words, others = re.split("[_ -]", key.casefold()), other.split("_")
    if len(words) != len(others):
        # Only the mark between the words is missing, or one too many.
        return "".join(words) == "".join(others)
    return all(map(_is_slip, words, others))


def _is_slip(word: str, meant: str) -> bool:
    """Whether a word is another with a slip: a letter more, less, another, or two turned round."""
    if SequenceMatcher(None, word, meant).ratio() < _ALIKE:
        return False
    return _slips(word, meant) <= (2 if len(meant) >= _LONG_WORD else 1)


def _slips(word: str, meant: str) -> int:
    """How many slips lie between two words (the distance of optimal string alignment)."""
    rows = [list(range(len(meant) + 1))]
    for i, letter in enumerate(word, 1):
        row = [i]
        for j, other in enumerate(meant, 1):
            least = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other))
            if i > 1 and j > 1 and (letter, word[i - 2]) == (meant[j - 2], other):
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


@cache
def _all_keys() -> frozenset[str]:
    """Every key that may stand somewhere in a plan file or in the catalogue."""
    return frozenset(_keys_in(PLAN_FORM)) | frozenset(_keys_in(INDEX_FORM))


def _keys_in(shape: Shape) -> Iterator[str]:
    match shape:
        case Record():
            for each in shape.fields:
                yield each.key
                yield from _keys_in(each.shape)
        case Listing():
            yield from _keys_in(shape.item)
        case Tagged():
            yield from shape.cases
            for case in shape.cases.values():
                yield from _keys_in(case.record)


def _check_kind(
    record: Record,
    entries: dict[str, yaml.Node],
    values: dict[str, Any],
    places: Places,
    path: str,
) -> None:
    """Refuse the keys that the record's kind lacks or does not have."""
    if record.style.kinds is None or not places.was_read(join(path, "kind")):
        return
    kind = str(values["kind"])
    rule = record.style.kinds.rules[kind]
    for field in record.fields:
        at = join(path, field.key)
        present = field.key in entries and not _is_null(entries[field.key])
        governed = field.name in record.style.kinds.governed
        if field.name in rule.needs and not present:
            places.refuse(at, ProblemCode.MISSING_FOR_KIND, key=field.key, kind=kind)
        elif governed and present and field.name not in rule.needs | rule.allows:
            places.refuse(at, ProblemCode.FORBIDDEN_FOR_KIND, key=field.key, kind=kind)
        allowed = record.style.kinds.words.get((kind, field.name))
        if allowed and present and values[field.name] not in allowed and places.was_read(at):
            said = str(values[field.name])
            places.refuse(at, ProblemCode.BAD_CHOICE, value=said, allowed=allowed)


def _read_tagged(node: yaml.Node, shape: Tagged, places: Places, path: str) -> Any:
    if shape.each is not None and shape.listed is not None and isinstance(node, yaml.SequenceNode):
        several = Listing(item=shape.each, filled=True)
        return shape.cls(
            **{shape.flag: True, shape.listed: read_value(node, several, places, path)}
        )
    if not isinstance(node, yaml.MappingNode):
        places.refuse(path, ProblemCode.EXPECTED_MAP)
        return _stand_in(shape)
    entries = _entries(node, list(shape.cases), places, path)
    if len(entries) != 1:
        if all(places.was_read(join(path, word)) for word in shape.cases):
            places.refuse(path, ProblemCode.EXPECTED_DUE, allowed=tuple(shape.cases))
        return _stand_in(shape)
    ((word, inner),) = entries.items()
    at, case = join(path, word), shape.cases[word]
    places.mark(at, inner.start_mark.line + 1)
    values = _read_record(inner, case.record, places, at)
    if values is None:
        return _stand_in(shape)
    if case.one_of and all(values[name] is None for name in case.one_of):
        key = case.one_of[0]
        if places.was_read(join(at, key)):
            places.refuse(join(at, key), ProblemCode.MISSING_KEY, key=key)
    return shape.cls(**{shape.flag: case.holds}, **values)


def _read_list(node: yaml.Node, shape: Listing, places: Places, path: str) -> tuple[Any, ...]:
    if not isinstance(node, yaml.SequenceNode):
        places.refuse(path, ProblemCode.EXPECTED_LIST)
        return ()
    if shape.filled and not node.value:
        places.refuse(path, ProblemCode.EMPTY_LIST)
    values: list[Any] = []
    for number, child in enumerate(node.value):
        at = item(path, number)
        value = read_value(child, shape.item, places, at)
        if shape.distinct and value in values and places.was_read(at):
            places.refuse(at, ProblemCode.REPEATED_ITEM, value=str(value))
        values.append(value)
    return tuple(values)


def _read_span(node: yaml.Node, shape: Span, places: Places, path: str) -> Any:
    of_years = shape.cls is Years
    try:
        if not isinstance(node, yaml.SequenceNode) or len(node.value) != 2:
            raise _Refused(ProblemCode.EXPECTED_YEARS if of_years else ProblemCode.EXPECTED_LINES)
        first, last = (_read_leaf(each, shape.of) for each in node.value)
        if of_years and first == last:
            raise _Refused(ProblemCode.YEARS_EQUAL, year=first)
        if of_years and first > last:
            raise _Refused(ProblemCode.YEARS_REVERSED, first=first, last=last)
        if first > last:
            raise _Refused(ProblemCode.LINES_REVERSED, first=first, last=last)
    except _Refused as refused:
        places.refuse(path, refused.code, **refused.arguments)
        return _stand_in(shape)
    return shape.cls(first, last)


def _read_leaf(node: yaml.Node, shape: Leaf) -> Any:
    match shape:
        case Text():
            return _read_text(_scalar(node, ProblemCode.EXPECTED_TEXT), shape)
        case Number():
            return _read_number(_scalar(node, ProblemCode.EXPECTED_DECIMAL), shape)
        case Whole():
            return _read_whole(_scalar(node, ProblemCode.EXPECTED_WHOLE), shape)
        case Truth():
            return _read_truth(_scalar(node, ProblemCode.EXPECTED_TRUTH))
        case Day():
            return _read_day(_scalar(node, ProblemCode.EXPECTED_DAY))
        case Flag():
            return _read_choice(_scalar(node, ProblemCode.EXPECTED_TEXT), shape.among) == shape.word
        case WordOr():
            return _read_word_or(node, shape)
        case Choice():
            values = [str(member) for member in shape.of]
            return shape.of(_read_choice(_scalar(node, ProblemCode.EXPECTED_TEXT), values))
        case _:
            assert_never(shape)


def _read_word_or(node: yaml.Node, shape: WordOr) -> int | None:
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        key, number = node.value[0]
        if isinstance(key, yaml.ScalarNode) and key.value == shape.key:
            return _read_whole(_scalar(number, ProblemCode.EXPECTED_WHOLE), shape.number)
    elif isinstance(node, yaml.ScalarNode) and node.value == shape.word:
        return None
    raise _Refused(ProblemCode.EXPECTED_WORD_OR, word=shape.word, example=f"{{{shape.key}: 14}}")


def _scalar(node: yaml.Node, otherwise: ProblemCode) -> yaml.ScalarNode:
    if not isinstance(node, yaml.ScalarNode):
        raise _Refused(otherwise)
    if _is_null(node):
        raise _Refused(ProblemCode.MISSING_VALUE)
    return node


def _read_text(node: yaml.ScalarNode, shape: Text) -> str:
    text = written(node)
    if not _is_text(node):
        raise _Refused(ProblemCode.TEXT_UNQUOTED, value=_short(text))
    broken = broken_character(text)
    if broken is not None:
        raise _Refused(ProblemCode.CONTROL_CHARACTER, character=f"U+{ord(broken):04X}")
    if not shape.many_lines and "\n" in text.strip():
        raise _Refused(ProblemCode.TEXT_LINES)
    text = texts.prose(text) if shape.many_lines else texts.line(text)
    if not text:
        raise _Refused(ProblemCode.TEXT_BLANK)
    if shape.code and not re.fullmatch(CODE_PATTERN, text):
        raise _Refused(ProblemCode.BAD_CODE, value=_short(text))
    if len(text) > shape.limit:
        raise _Refused(ProblemCode.TEXT_TOO_LONG, length=len(text), limit=shape.limit)
    return text


def _figures(node: yaml.ScalarNode) -> str:
    """What stands where a number or a day is to be read, in the digits that are read."""
    written: str = node.value
    return written if written.isascii() else texts.figures(written)


def _read_number(node: yaml.ScalarNode, shape: Number) -> Decimal:
    text = _figures(node)
    fits = re.fullmatch(shape.pattern, text)
    if not _is_text(node):
        raise _Refused(ProblemCode.DECIMAL_UNQUOTED, example=text if fits else "7.80")
    if fits:
        return Decimal(text)
    with_point = text.replace(",", ".")
    if re.fullmatch(shape.pattern, with_point):
        raise _Refused(ProblemCode.DECIMAL_COMMA, value=text, example=with_point)
    if re.fullmatch(Number(signed=True).pattern, with_point):
        raise _Refused(ProblemCode.NEGATIVE, value=text)
    raise _Refused(ProblemCode.NO_DECIMAL, value=_short(text))


def _read_whole(node: yaml.ScalarNode, shape: Whole) -> int:
    text = _figures(node)
    is_number = node.tag == _TAG + "int" or (not node.style and not node.value.isascii())
    if not is_number or not _WHOLE.fullmatch(text):
        raise _Refused(ProblemCode.EXPECTED_WHOLE)
    number = int(text)
    if not shape.minimum <= number <= shape.maximum:
        code = ProblemCode.NO_SUCH_WEEKDAY if shape.of_week else ProblemCode.OUT_OF_RANGE
        raise _Refused(code, value=number, minimum=shape.minimum, maximum=shape.maximum)
    return number


def _read_truth(node: yaml.ScalarNode) -> bool:
    if node.tag != _TAG + "bool" or node.value not in ("true", "false"):
        raise _Refused(ProblemCode.EXPECTED_TRUTH)
    return bool(node.value == "true")


def _read_day(node: yaml.ScalarNode) -> date:
    text = _figures(node)
    if re.fullmatch(_MONTH_ALONE, text):
        raise _Refused(ProblemCode.MONTH_WITHOUT_DAY, value=_short(text))
    if not re.fullmatch(DAY_PATTERN, text):
        raise _Refused(ProblemCode.EXPECTED_DAY)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _Refused(ProblemCode.NO_SUCH_DAY, value=text) from None


def _read_choice(node: yaml.ScalarNode, allowed: Iterable[str]) -> str:
    value: str = node.value
    if not _is_text(node) or value not in allowed:
        raise _Refused(ProblemCode.BAD_CHOICE, value=_short(value), allowed=tuple(allowed))
    return value


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == _TAG + "null")


def _is_text(node: yaml.ScalarNode) -> bool:
    return bool(node.tag == _TAG + "str")


def _short(text: str) -> str:
    """What of a faulty value is worth repeating in a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _stand_in_field(field: Field) -> Any:
    return None if field.nullable else _stand_in(field.shape)


def _stand_in(shape: Shape) -> Any:
    """A value of the right type where none could be read, so that reading can go on."""
    match shape:
        case Record():
            return shape.cls(**{field.name: _stand_in_field(field) for field in shape.fields})
        case Tagged():
            case = next(iter(shape.cases.values()))
            values = {field.name: _stand_in_field(field) for field in case.record.fields}
            return shape.cls(**{shape.flag: False}, **values)
        case Listing():
            return ()
        case Span():
            return shape.cls(shape.of.minimum, shape.of.minimum)
        case Text():
            return ""
        case Number():
            return Decimal(0)
        case Whole():
            return shape.minimum
        case Truth() | Flag():
            return False
        case WordOr():
            return None
        case Day():
            return date.min
        case Choice():
            return next(iter(shape.of))
        case _:
            assert_never(shape)
