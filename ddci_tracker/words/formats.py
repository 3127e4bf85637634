"""How values are written: numbers, days, moments, periods, ranks, lists and targets.

Decimals have exactly their printed number of places. The signs of numbers and the names of months
are those of the language, by Babel; how a day is written is a message, since the field fixes it
(05/06/2021). The minus sign is U+2212, as on every screen and in every document; what machines
read is written elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol, parse_pattern

from ddci_tracker.domain.arithmetic import in_places
from ddci_tracker.domain.moments import VIETNAM
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Target, TargetKind, TargetOf, Task
from ddci_tracker.domain.targets import Basis, BasisKind, Measure, Threshold, says_band
from ddci_tracker.words import labels
from ddci_tracker.words.language import Language, Shown, Translator
from ddci_tracker.words.marking import N_

MINUS = "−"
NOTHING = "–"
# How many numbers and days are kept as they were written; a look has a few hundred.
_KEPT = 4096
# Day, day of a year that stands elsewhere, month: patterns of Unicode's locale data (CLDR).
_DAY, _SHORT_DAY, _MONTH = N_("d MMM y"), N_("d MMM"), N_("MMM")
# In official papers, whose first two months have a zero before their number.
_WRITTEN_DAY, _WRITTEN_EARLY, _EARLY = N_("d MMMM y"), N_("d MMMM yyyy"), 2
_QUARTERS = (N_("Q1"), N_("Q2"), N_("Q3"), N_("Q4"))


def shown(value: Shown, words: Translator) -> str:
    """Any value as text, by its type; None is a dash, a member of an enum its label."""
    match value:
        case None:
            return NOTHING
        case bool():
            return words.text("yes") if value else words.text("no")
        case int():
            return whole(value, words)
        case Decimal():
            return decimal(value, words)
        case datetime():
            return moment(value, words)
        case date():
            return day(value, words)
        case Period():
            return period(value, words)
        case StrEnum():
            return labels.label(value, words)
        case tuple():
            return listed(value, words)
        case str():
            return value
    assert_never(value)


def argument(name: str, value: Shown, words: Translator) -> str:
    """A named argument of a message: like ``shown``, but a year is no quantity (2021, not 2.021).

    Years are the whole numbers called ``year`` or ``..._year``.
    """
    if isinstance(value, int) and (name == "year" or name.endswith("_year")):
        return str(value)
    return shown(value, words)


def decimal(value: Decimal, words: Translator) -> str:
    """A decimal with the places it has: 7,80."""
    return (MINUS if value < 0 else "") + _grouped(abs(value), words)


def whole(value: int, words: Translator) -> str:
    """A whole number with grouped thousands: 12.500."""
    return decimal(Decimal(value), words)


def signed(value: Decimal | int, words: Translator) -> str:
    """A change with its sign: +0,33, −0,48, and 0,00 without one."""
    written = decimal(Decimal(value), words)
    return f"+{written}" if value > 0 else written


def percent(value: Decimal | int, words: Translator) -> str:
    """A percentage, given as 0 to 100: 85%."""
    before, after = _percent_signs(words.language)
    return f"{before}{decimal(Decimal(value), words)}{after}"


def signs(language: Language) -> tuple[str, str]:
    """What stands before the places of a number, and between its thousands: a comma and a point."""
    return get_decimal_symbol(language.locale), get_group_symbol(language.locale)


@lru_cache
def _percent_signs(language: Language) -> tuple[str, str]:
    pattern = language.locale.percent_formats[None]
    return pattern.prefix[0], pattern.suffix[0]


def _grouped(value: Decimal, words: Translator) -> str:
    # By its digits: numbers that only differ in their places are equal.
    return _written(f"{value:f}", words.language)


@lru_cache(maxsize=_KEPT)
def _written(digits: str, language: Language) -> str:
    _, _, places = digits.partition(".")
    whole, _, _ = language.locale.decimal_formats[None].pattern.partition(".")
    pattern = parse_pattern(f"{whole}.{'0' * len(places)}" if places else whole)
    return str(pattern.apply(Decimal(digits), language.locale))


def day(value: date, words: Translator) -> str:
    """A day: 05/06/2021; 5 Jun 2021 in English, where the order of numbers is ambiguous."""
    return _dated(value, words.translate(_DAY), words.language)


def short_day(value: date, year: int, words: Translator) -> str:
    """A day where the ``year`` of a plan stands elsewhere: 05/06; of another one 05/01/2027."""
    if value.year != year:
        return day(value, words)
    return _dated(value, words.translate(_SHORT_DAY), words.language)


def written_day(value: date, words: Translator) -> str:
    """A day in an official paper: ngày 05 tháng 6 năm 2021, with zeros as the decree has them."""
    pattern = _WRITTEN_EARLY if value.month <= _EARLY else _WRITTEN_DAY
    return _dated(value, words.translate(pattern), words.language)


@lru_cache(maxsize=_KEPT)
def _dated(value: date, pattern: str, language: Language) -> str:
    return str(format_date(value, pattern, locale=language.locale))


def moment(value: datetime, words: Translator) -> str:
    """An aware moment on the clocks of Vietnam: 08:30 ngày 11/09/2026."""
    return words.text("{time} on {day}", time=clock(value), day=value.astimezone(VIETNAM).date())


def clock(value: datetime) -> str:
    """An aware moment as the clocks of Vietnam show it: 08:30."""
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return f"{value.astimezone(VIETNAM):%H:%M}"


def period(value: Period, words: Translator) -> str:
    """A period with its year: tháng 6/2021, quý II/2021, 6 tháng đầu năm 2021, năm 2021.

    A week, which nobody knows by its number, with its days: tuần 6 năm 2021 (08/02–14/02).
    """
    year = value.year
    match value.kind:
        case PeriodKind.MONTH:
            return words.text("{period} {year}", period=_month(value, words), year=year)
        case PeriodKind.QUARTER:
            return words.text("{period} {year}", period=_quarter(value, words), year=year)
        case PeriodKind.HALF_YEAR if value.number == 1:
            return words.text("first half of {year}", year=year)
        case PeriodKind.HALF_YEAR:
            return words.text("second half of {year}", year=year)
        case PeriodKind.NINE_MONTHS:
            return words.text("nine months of {year}", year=year)
        case PeriodKind.WEEK:
            return words.text(
                "week {number} of {year} ({days})",
                number=value.number,
                year=year,
                days=_days_of(value, words),
            )
        case PeriodKind.TURN:
            return words.text("turn {number} of {year}", number=value.number, year=year)
        case PeriodKind.YEAR:
            return words.text("year {year}", year=year)


def short_period(value: Period, words: Translator) -> str:
    """A period of a year that stands elsewhere: tháng 6, quý II, 6 tháng đầu năm; năm 2021."""
    match value.kind:
        case PeriodKind.MONTH:
            return _month(value, words)
        case PeriodKind.QUARTER:
            return _quarter(value, words)
        case PeriodKind.HALF_YEAR if value.number == 1:
            return words.text("first half")
        case PeriodKind.HALF_YEAR:
            return words.text("second half")
        case PeriodKind.NINE_MONTHS:
            return words.text("nine months")
        case PeriodKind.WEEK:
            days = _short_days_of(value, words)
            return words.text("week {number} ({days})", number=value.number, days=days)
        case PeriodKind.TURN:
            return words.text("turn {number}", number=value.number)
        case PeriodKind.YEAR:
            return period(value, words)


def _days_of(value: Period, words: Translator) -> str:
    """The first and last day of a period, with their years where these are not its own."""
    first, last = value.first_day, value.last_day
    if first.year == last.year == value.year:
        return _short_days_of(value, words)
    return f"{day(first, words)}–{day(last, words)}"


def _short_days_of(value: Period, words: Translator) -> str:
    ends = (value.first_day, value.last_day)
    return "–".join(short_day(each, each.year, words) for each in ends)


def _month(value: Period, words: Translator) -> str:
    return _dated(value.first_day, words.translate(_MONTH), words.language)


def _quarter(value: Period, words: Translator) -> str:
    return words.text(_QUARTERS[value.number - 1])


def roman(value: Period) -> str:
    """The number of a quarter alone: I, II, III, IV."""
    if value.kind is not PeriodKind.QUARTER:
        raise ValueError(f"{value} is not a quarter")
    return ("I", "II", "III", "IV")[value.number - 1]


def rank(place: int, out_of: int | None = None) -> str:
    """A place in a list: 16/23, or 16 where the length is unknown."""
    return f"{place}/{out_of}" if out_of else f"{place}"


def listed(items: Iterable[str | Target], words: Translator) -> str:
    """A list: A, B và C."""
    written = [
        told_target(item, words) if isinstance(item, Target) else shown(item, words)
        for item in items
    ]
    if len(written) < 2:
        return "".join(written)
    return words.text("{first} and {last}", first=", ".join(written[:-1]), last=written[-1])


def span(low: Decimal, high: Decimal | None, words: Translator) -> str:
    """From low to high with a dash: 7–8; low alone where there is no high."""
    written = decimal(low, words)
    return written if high is None else f"{written}–{decimal(high, words)}"


def gap(value: Decimal, measure: Measure, words: Translator) -> str:
    """The size of a gap with what it counts, without a sign: 1,03 điểm, 6 bậc."""
    if measure == Measure.PLACES:
        count = in_places(abs(value))
        if isinstance(count, Decimal):
            return words.text("{count} places", count=count)
        return words.plural("{count} place", "{count} places", count=count)
    return words.text("{points} points", points=abs(value))


def target(value: Target, words: Translator) -> str:
    """A target in few words: trên 7,80; từ 70; top 10; giữ hạng 1; 7–8; tăng 2–3 bậc.

    Its printed text where it has no figures, its kind where it has no text either.
    """
    said = _target(value, words)
    if said is None:
        return value.text or labels.label(value.kind, words)
    if value.list is not None:
        said = f"{said} {labels.label(value.list, words)}"
    return said


def told_target(value: Target, words: Translator) -> str:
    """A target as it is printed, with its figures where the print has none: giữ hạng (giữ hạng 3).

    In few words where nothing is printed.
    """
    said = _target(value, words)
    if value.text is None or said is None or any(map(str.isdigit, value.text)):
        return value.text or target(value, words)
    return f"{value.text} ({said})"


def _target(value: Target, words: Translator) -> str | None:
    match value:
        case Target(kind=TargetKind.ABOVE, value=Decimal() as score):
            return words.text("above {score}", score=score)
        case Target(kind=TargetKind.AT_LEAST, value=Decimal() as score):
            return words.text("from {score}", score=score)
        case Target(kind=TargetKind.REACH, value=Decimal() as score):
            return words.text("reach {score}", score=score)
        case Target(kind=TargetKind.RANGE, low=Decimal() as low, high=high):
            return span(low, high, words)
        case Target(kind=TargetKind.RANK_AT_MOST | TargetKind.TOP_GROUP, rank=int() as place):
            return words.text("rank 1") if place == 1 else words.text("top {rank}", rank=place)
        case Target(kind=TargetKind.RANK_RANGE, low=Decimal() as low, high=high):
            return words.text("rank {span}", span=span(low, high, words))
        case Target(kind=TargetKind.HOLD_RANK, rank=int() as place):
            return words.text("hold rank {rank}", rank=place)
        case Target(kind=TargetKind.INCREASE, low=Decimal() as low):
            return _from_base_year(_increase(value, low, words), value, words)
        case Target(kind=TargetKind.HOLD_SCORE):
            return _from_base_year(words.text("hold the score"), value, words)
        case Target(kind=TargetKind.ABOUT, value=Decimal() as score):
            return words.text("about {score}", score=score)
        case Target(kind=TargetKind.VERSUS, of=TargetOf() as of):
            return _versus(value, of, words)
        case Target(kind=TargetKind.BAND, band=str() as band):
            return band if says_band(band) else words.text("band {band}", band=band)
    return None


def _increase(value: Target, low: Decimal, words: Translator) -> str:
    asked = span(low, value.high, words)
    match value.of:
        case TargetOf.PLACES:
            return words.text("up {span} places", span=asked)
        case TargetOf.PERCENT:
            return words.text("up {span}%", span=asked)
    return words.text("up {span} points", span=asked)


def _from_base_year(said: str, value: Target, words: Translator) -> str:
    if value.base_year is None:
        return said
    return words.text("{target} against {year}", target=said, year=value.base_year)


def _versus(value: Target, of: TargetOf, words: Translator) -> str:
    mark = labels.label(of, words)
    margin = value.margin or Decimal(0)
    if margin < 0:
        below = abs(margin)
        if value.strict:
            return words.text("less than {points} points below the {mark}", points=below, mark=mark)
        return words.text("at most {points} points below the {mark}", points=below, mark=mark)
    if margin > 0:
        if value.strict:
            return words.text(
                "more than {points} points above the {mark}", points=margin, mark=mark
            )
        return words.text("{points} points above the {mark}", points=margin, mark=mark)
    if value.strict:
        return words.text("above the {mark}", mark=mark)
    return words.text("the {mark} or more", mark=mark)


def basis(value: Basis, words: Translator) -> str:
    """What a target is counted from: từ 6,77 năm 2019; trung vị 63,85 năm 2026; Tốt: từ 70."""
    if value.kind is BasisKind.BAND:
        start = decimal(value.score or Decimal(0), words)
        return words.text("{band}: from {score}", band=value.name, score=start)
    figure = (
        decimal(value.score, words)
        if value.score is not None
        else words.text("rank {rank}", rank=_place(value, words))
    )
    if value.kind is BasisKind.BASE:
        return words.text("from {figure} in {year}", figure=figure, year=value.year)
    mark = labels.label(value.kind, words)
    return words.text("{mark} {figure} in {year}", mark=mark, figure=figure, year=value.year)


def _place(value: Basis, words: Translator) -> str:
    place = decimal(value.rank or Decimal(0), words)
    return f"{place}/{value.out_of}" if value.out_of else place


def kpi(task: Task, words: Translator) -> str:
    """The figure that a task asks for: 100%; empty where it has none."""
    if task.kpi is None or task.kpi.value is None:
        return ""
    return measured(task.kpi.value, task, words)


def measured(figure: Decimal, task: Task, words: Translator) -> str:
    """A figure in the unit of the one that a task asks for: 87,5%."""
    unit = task.kpi.unit if task.kpi else None
    written = decimal(figure, words)
    if unit == "%":
        return f"{written}%"
    return f"{written} {unit}" if unit else written


def threshold(value: Threshold, words: Translator) -> str:
    """What a target asks for once decided: ≥ 8,50; > 7,80; hạng ≤ 18."""
    if value.measure is Measure.PLACES:
        if value.exclusive:
            return words.text("rank < {rank}", rank=value.at)
        return words.text("rank ≤ {rank}", rank=value.at)
    return f"{'>' if value.exclusive else '≥'} {decimal(value.at, words)}"


def capital(text: str) -> str:
    """A text with its first letter large, to begin a sentence or a label."""
    return text[:1].upper() + text[1:]
