"""Numbers as people type and paste them: one reader for forms, tables, pastes and command line.

The decimal mark is a comma or a point. Thousands may be grouped, by spaces or by the mark that is
not the decimal one: ``1.234,5``, ``1,234.5``, ``1 234``. A single mark before exactly three
digits could be either; where both readings are possible the number is refused, never guessed.
Nothing is rounded or cut to fit.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ddci_tracker.domain import texts
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_

# No scale ends higher, so of the readings of a score the one above is none.
HIGHEST_SCORE = Decimal(1000)
_MOST_DIGITS = 9
# As much of what was typed as a refusal repeats.
_TYPED_SHOWN = 40

_PLAIN = re.compile(r"\d+([.,]\d+)?", re.ASCII)
_IN_GROUPS = r"(?P<whole>\d{1,3}(?P<mark>[ .,])\d{3}(?:(?P=mark)\d{3})*)"
_GROUPED = re.compile(_IN_GROUPS, re.ASCII)
_GROUPED_WITH_PLACES = re.compile(_IN_GROUPS + r"(?!(?P=mark))[.,](?P<places>\d+)", re.ASCII)
_NOT_DIGITS = re.compile(r"\D", re.ASCII)


def decimal(typed: str, *, field: str | None = None, highest: Decimal | None = None) -> Decimal:
    """A number with the places it was typed with; ``field`` names where it was typed.

    ``highest`` is what cannot be exceeded there: a reading above it is none. ``Refused`` for what
    is no number, and for what could be two.
    """
    written = texts.figures(typed)
    sign, unsigned = ("", written)
    if written[:1] in ("+", "-"):
        sign, unsigned = written[0], written[1:].lstrip()
    readings = [
        number
        for number in dict.fromkeys(_readings(unsigned))
        if highest is None or number <= highest
    ] or _readings(unsigned)[:1]
    if not readings and (_PLAIN.fullmatch(unsigned) or _GROUPED.fullmatch(unsigned)):
        raise Refused(
            N_("{typed} has too many digits: at most {most} before the mark and {most} after it"),
            field=field,
            typed=shown(typed),
            most=_MOST_DIGITS,
        )
    if not readings:
        raise Refused(
            N_("{typed} is not a number; write 7,80 or 7.80"), field=field, typed=shown(typed)
        )
    if len(readings) > 1:
        raise Refused(
            N_("{typed} can be read in two ways; write {thousands} or {places}"),
            field=field,
            typed=shown(typed),
            thousands=f"{readings[1]:f}",
            places=f"{readings[0]:f}0".replace(".", ","),
        )
    return -readings[0] if sign == "-" else readings[0]


def score(typed: str, *, field: str | None = None) -> Decimal:
    """A score, or a change of one."""
    return decimal(typed, field=field, highest=HIGHEST_SCORE)


def whole(typed: str, *, field: str | None = None) -> int:
    """A whole number; ``field`` names where it was typed."""
    try:
        number = decimal(typed, field=field)
    except Refused as refused:
        if "thousands" in refused.arguments:
            raise
        number = None
    if number is None or number != number.to_integral_value():
        raise Refused(N_("{typed} is not a whole number"), field=field, typed=shown(typed))
    return int(number)


def percent(typed: str, *, field: str = "percent") -> int:
    """A whole percentage from 0 to 100, with or without its sign; ``Refused`` for any other."""
    written = texts.figures(typed)
    try:
        number = decimal(written.removesuffix("%"), field=field, highest=Decimal(100))
    except Refused:
        number = None
    if number is None or number != number.to_integral_value() or not 0 <= number <= 100:
        raise Refused(
            N_("A percentage is a whole number from 0 to 100, not {typed}"),
            field=field,
            typed=shown(typed),
        )
    return int(number)


def _readings(written: str) -> list[Decimal]:
    """What an unsigned number can mean: with a decimal mark first, then grouped."""
    found: list[Decimal] = []
    if _PLAIN.fullmatch(written):
        found.append(Decimal(written.replace(",", ".")))
    grouped = _GROUPED_WITH_PLACES.fullmatch(written)
    if grouped:
        digits = _NOT_DIGITS.sub("", grouped["whole"])
        found.append(Decimal(f"{digits}.{grouped['places']}"))
    elif _GROUPED.fullmatch(written) and not written.startswith("0"):
        found.append(Decimal(_NOT_DIGITS.sub("", written)))
    return [number for number in found if _is_bearable(number)]


def _is_bearable(number: Decimal) -> bool:
    places = -int(number.as_tuple().exponent)
    return number < 10**_MOST_DIGITS and places <= _MOST_DIGITS


def shown(typed: str) -> str:
    """What a refusal repeats of what was typed; of what was left blank, a pair of marks."""
    return texts.shortened(texts.line(typed), _TYPED_SHOWN) or "“”"
