"""The numbers that Word counts by itself: they stand in no paragraph's text.

A paragraph names a list and a level, or its style does; a list names how each level counts and
looks. Styles that rest on each other in a circle are no document that Word wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ddci_tracker.office.printed.unfit import UnfitText
from ddci_tracker.words.marking import N_

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLET = "-"
_LEVELS = 9
_NO_LIST = "0"  # takes the list of a style away


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """How a level counts: from where, in which letters, and what stands around them."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _Counted:
    """How far the levels of one list have counted; None: not yet."""

    numbers: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class AutomaticNumbers:
    """Counts the lists of one document, paragraph by paragraph in their order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._styles = {} if styles is None else _lists_of_styles(styles)
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counted: dict[str, _Counted] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Any) -> None:
        for each in numbering.iterchildren(f"{W}abstractNum"):
            self._abstract[each.get(f"{W}abstractNumId", "")] = _levels(each)
        for each in numbering.iterchildren(f"{W}num"):
            code, abstract = each.get(f"{W}numId", ""), _value(each, "abstractNumId") or ""
            levels, own = dict(self._abstract.get(abstract, {})), False
            for override in each.iterchildren(f"{W}lvlOverride"):
                level = _whole(override.get(f"{W}ilvl"), 0)
                changed = _levels(override).get(level, levels.get(level, _Level()))
                start = _value(override, "startOverride")
                if start is not None:
                    own = True
                    changed = _Level(start=_whole(start, 1), form=changed.form, text=changed.text)
                levels[level] = changed
            # Lists that rest on one pattern go on counting together unless one starts anew.
            self._lists[code] = (f"{code}!" if own else abstract), levels

    def of(self, properties: Any | None) -> str:
        """The number that stands before a paragraph with these properties; "" for none."""
        code, level = self._list(properties)
        if code == _NO_LIST or code not in self._lists or not 0 <= level < _LEVELS:
            return ""
        key, levels = self._lists[code]
        numbers = self._counted.setdefault(key, _Counted()).numbers
        own = levels.get(level, _Level())
        numbers[level] = own.start if numbers[level] is None else (numbers[level] or 0) + 1
        for deeper in range(level + 1, _LEVELS):
            numbers[deeper] = None
        return _look(own, levels, numbers)

    def _list(self, properties: Any | None) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else those of its style."""
        if properties is None:
            return _NO_LIST, 0
        style = _value(properties, "pStyle") or ""
        code, level = self._styles.get(style, (_NO_LIST, 0))
        own = properties.find(f"{W}numPr")
        if own is not None:
            code = _value(own, "numId") or code
            level = _whole(_value(own, "ilvl"), level)
        return code, level


def _lists_of_styles(styles: Any) -> dict[str, tuple[str, int]]:
    """The list and level that each style gives; ``UnfitText`` for styles in a circle."""
    own, rests_on = dict[str, tuple[str | None, int | None]](), dict[str, str]()
    for style in styles.iterchildren(f"{W}style"):
        code = style.get(f"{W}styleId", "")
        parent = _value(style, "basedOn")
        if parent:
            rests_on[code] = parent
        found = style.find(f"{W}pPr/{W}numPr")
        if found is not None:
            level = _value(found, "ilvl")
            own[code] = _value(found, "numId"), None if level is None else _whole(level, 0)
    lists = {}
    for code in own.keys() | rests_on.keys():
        number: str | None = None
        level_: int | None = None
        seen, at = set[str](), code
        while at:
            if at in seen:
                raise UnfitText(N_("The styles of this Word file rest on each other in a circle"))
            seen.add(at)
            above = own.get(at, (None, None))
            number = number if number is not None else above[0]
            level_ = level_ if level_ is not None else above[1]
            at = rests_on.get(at, "")
        if number is not None:
            lists[code] = number, level_ or 0
    return lists


def _levels(parent: Any) -> dict[int, _Level]:
    return {
        _whole(level.get(f"{W}ilvl"), 0): _Level(
            start=_whole(_value(level, "start"), 1),
            form=_value(level, "numFmt") or "decimal",
            text=_value(level, "lvlText") or "",
        )
        for level in parent.iterchildren(f"{W}lvl")
    }


def _look(own: _Level, levels: dict[int, _Level], numbers: list[int | None]) -> str:
    if own.form == "none":
        return own.text if "%" not in own.text else ""
    if own.form == "bullet":
        sign = own.text.strip()
        # A sign of a symbol font is a private letter; a plus or a dash is printed as it is.
        return sign if sign in ("+", "-", "–", "*", "•") else _BULLET
    text = own.text
    for number in range(_LEVELS):
        level = levels.get(number, _Level())
        count = numbers[number]
        text = text.replace(
            f"%{number + 1}", _counted(level.start if count is None else count, level.form)
        )
    return text


def _counted(number: int, form: str) -> str:
    match form:
        case "upperRoman":
            return _roman(number)
        case "lowerRoman":
            return _roman(number).lower()
        case "upperLetter":
            return _letter(number).upper()
        case "lowerLetter":
            return _letter(number)
        case "decimalZero":
            return f"{number:02d}"
    return str(number)


def _letter(number: int) -> str:
    """a to z, then aa to zz, as Word counts."""
    if not 1 <= number <= 780:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 1 <= number <= 3999:
        return str(number)
    signs = (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
        *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    )
    found = ""
    for value, sign in signs:
        found += sign * (number // value)
        number %= value
    return found


def _value(parent: Any, name: str) -> str | None:
    found = parent.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else otherwise
