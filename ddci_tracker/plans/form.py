"""How the domain's shapes look in a file: the one declaration that reader, writer and schema share.

A dataclass becomes a map, its fields become keys, and the type of a field says what may stand
there. What the types cannot say (a length, a range, a key that is a word of Python) stands in
the tables below. Nothing is read or written here, and nothing that takes two records to see.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints

from ddci_tracker.domain import catalog, plan, texts
from ddci_tracker.domain.deadlines import (
    INCLUSIVE,
    MONTH_FIELDS,
    NEXT_PERIOD_FIELD,
    NEXT_YEAR_FIELD,
)

# Letters (Vietnamese too), digits, point, hyphen, underscore: codes go into keys and addresses.
CODE_PATTERN = r"[0-9A-Za-zÀ-ỹ][0-9A-Za-zÀ-ỹ._-]{0,63}"
DAY_PATTERN = r"(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}"
UNSIGNED_PATTERN = r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of at most ``limit`` characters; a ``code`` has no spaces; prose may have lines."""

    limit: int = texts.LONGEST_LINE
    code: bool = False
    many_lines: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A decimal, quoted, so that its printed places survive."""

    signed: bool = False

    @property
    def pattern(self) -> str:
        return "-?" + UNSIGNED_PATTERN if self.signed else UNSIGNED_PATTERN


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole number between two bounds, both included; ``of_week``: 1 is a Monday."""

    minimum: int
    maximum: int
    of_week: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """true or false."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A truth that is written as a word where it holds, and left out where it does not.

    ``among`` are all words that may stand under the same key, each for a truth of its own.
    """

    word: str
    among: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the years 1900 to 2999."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the values of an enumeration."""

    of: type[StrEnum]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A first and a last one, as ``[61, 63]``: lines, or years."""

    cls: type[Any]
    of: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list; ``filled`` where it must not be empty, ``distinct`` where nothing comes twice."""

    item: Shape
    filled: bool = False
    distinct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A map of the keys that a dataclass has."""

    cls: type[Any]
    fields: tuple[Field, ...]
    style: Style


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOr:
    """A word for None, or a map of one key for a number: ``period_end``, ``{day: 14}``."""

    word: str
    key: str
    number: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One of the words of a tagged record: what it says of the flag, and what stands under it.

    ``one_of`` are fields of which at least one must be there. ``told_by`` is the field by which a
    value is known to be of this case, where the flag alone does not tell.
    """

    holds: bool
    record: Record
    one_of: tuple[str, ...] = ()
    told_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A record under exactly one of several words; the word sets the truth named ``flag``.

    A list of several is kept in the field ``listed`` of one record, each read as ``each``.
    """

    flag: str
    cases: Mapping[str, Case]
    cls: type[Any]
    listed: str | None = None
    each: Tagged | None = None


Leaf = Text | Number | Whole | Truth | Flag | Day | Choice | WordOr
Shape = Leaf | Span | Listing | Record | Tagged


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One key of a map: ``name`` is the attribute, ``key`` the word in the file.

    ``required``: the key must stand there. ``nullable``: it may be null. ``when_set``: it is
    written only where it differs from ``default``.
    """

    name: str
    key: str
    shape: Shape
    nullable: bool
    required: bool
    default: Any
    when_set: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfKind:
    """The keys that one kind of record needs and those that it may have besides."""

    needs: frozenset[str] = frozenset()
    allows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """How the ``kind`` of a record rules its other keys.

    A ``governed`` key stands only with the kinds that need or allow it. ``words`` narrow what a
    key may say with a kind: (kind, field) to the words.
    """

    governed: frozenset[str]
    rules: Mapping[str, OfKind]
    words: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a record is laid out.

    ``one_line``: in braces where it fits on a line; ``list_on_one_line``: a list of them too.
    ``sparse``: what is not set is left out; ``when_set`` names single fields for which that
    holds. ``first`` names the fields that come first, where that is not the dataclass's order.
    ``instead`` pairs a field with the span that may stand in its place and then gives its first.
    """

    one_line: bool = False
    list_on_one_line: bool = False
    sparse: bool = False
    when_set: frozenset[str] = frozenset()
    first: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    kinds: Kinds | None = None


def _kind(*needs: str, allows: tuple[str, ...] = ()) -> OfKind:
    return OfKind(needs=frozenset(needs), allows=frozenset(allows))


# The table of targets in the rules, as keys.
_PLACES = ("list", "out_of")
_TARGET_KINDS = Kinds(
    governed=frozenset(
        {
            *("value", "low", "high", "rank", "of", "out_of", "list"),
            *("base_year", "margin", "strict", "band"),
        }
    ),
    rules={
        plan.TargetKind.ABOVE: _kind("value"),
        plan.TargetKind.AT_LEAST: _kind("value"),
        plan.TargetKind.REACH: _kind("value"),
        plan.TargetKind.RANGE: _kind("low", "high"),
        plan.TargetKind.RANK_AT_MOST: _kind("rank", allows=_PLACES),
        plan.TargetKind.RANK_RANGE: _kind("low", "high", allows=_PLACES),
        plan.TargetKind.HOLD_RANK: _kind(allows=("rank", "base_year", *_PLACES)),
        plan.TargetKind.TOP_GROUP: _kind(allows=("rank", *_PLACES)),
        plan.TargetKind.INCREASE: _kind("of", "low", allows=("high", "base_year", *_PLACES)),
        plan.TargetKind.HOLD_SCORE: _kind(allows=("base_year",)),
        plan.TargetKind.ABOUT: _kind("value"),
        plan.TargetKind.VERSUS: _kind("of", allows=("margin", "strict", "list")),
        plan.TargetKind.BAND: _kind("band"),
        plan.TargetKind.QUALITATIVE: _kind("text"),
    },
    words={
        (plan.TargetKind.INCREASE, "of"): (
            plan.TargetOf.POINTS,
            plan.TargetOf.PLACES,
            plan.TargetOf.PERCENT,
        ),
        (plan.TargetKind.VERSUS, "of"): (
            plan.TargetOf.MEDIAN,
            plan.TargetOf.MEAN,
            plan.TargetOf.BEST,
        ),
    },
)
_UNIT_KINDS = Kinds(
    governed=frozenset({"members"}),
    rules={
        kind: _kind("members") if kind is plan.UnitKind.GROUP else _kind() for kind in plan.UnitKind
    },
)

_STYLES: dict[type[Any], Style] = {
    plan.Plan: Style(
        first=("id", "source", "complete", "illustration", "today"),
        when_set=frozenset({"illustration", "today", "own_sub_indices"}),
    ),
    plan.Agency: Style(one_line=True),
    plan.Document: Style(
        first=("title", "year", "years"),
        when_set=frozenset({"years"}),
        instead={"year": "years"},
    ),
    plan.Signer: Style(one_line=True),
    plan.LegalBasis: Style(one_line=True),
    plan.Members: Style(one_line=True),
    plan.Unit: Style(one_line=True, when_set=frozenset({"members"}), kinds=_UNIT_KINDS),
    plan.Person: Style(one_line=True),
    plan.OwnSubIndex: Style(one_line=True),
    plan.Target: Style(one_line=True, list_on_one_line=True, sparse=True, kinds=_TARGET_KINDS),
    plan.Result: Style(one_line=True, list_on_one_line=True, sparse=True),
    plan.ListRank: Style(one_line=True, list_on_one_line=True, sparse=True),
    plan.Dispute: Style(one_line=True, list_on_one_line=True, sparse=True),
    plan.ScoreBand: Style(one_line=True, list_on_one_line=True),
    plan.Overall: Style(when_set=frozenset({"minimum", "maximum", "bands"})),
    plan.SubIndex: Style(when_set=frozenset({"minimum", "maximum"})),
    plan.Kpi: Style(one_line=True, sparse=True),
    plan.DueRule: Style(one_line=True, sparse=True),
    plan.DayOfYear: Style(one_line=True, sparse=True),
    plan.ReportDuty: Style(one_line=True, when_set=frozenset({"periods"})),
    plan.Recipient: Style(one_line=True, list_on_one_line=True, sparse=True),
    plan.Note: Style(one_line=True, sparse=True, first=("kind", "lines", "text")),
    catalog.CatalogSubIndex: Style(one_line=True, when_set=frozenset({"weight", "maximum"})),
    catalog.SubIndexSet: Style(when_set=frozenset({"blocks", "note"})),
    catalog.Index: Style(
        when_set=frozenset({"sub_index_min", "total_min", "total_by_mean", "list", "bands"})
    ),
}

_KEYS = {
    "from_units": "from",
    "to_units": "to",
    "with_units": "with",
    NEXT_PERIOD_FIELD: "of",
    "from_score": "from",
    NEXT_YEAR_FIELD: "of",
    "after_day": "after",
}

_CODE = Text(limit=64, code=True)
_PROSE = Text(limit=texts.LONGEST_PROSE, many_lines=True)
_YEAR = Whole(minimum=1900, maximum=2999)
_PLACE = Whole(minimum=1, maximum=9999)
_DAY_OF_MONTH = Whole(minimum=1, maximum=31)
_OF = ("next_period", "next_year")

# Shapes that the type alone does not give, by the name of the field.
_BY_NAME: dict[str, Leaf] = {
    **dict.fromkeys(("id", "code", "index", "indices", "person"), _CODE),
    **dict.fromkeys(("lead", "with_units", "from_units", "to_units"), _CODE),
    **dict.fromkeys(("text", "note", "about"), _PROSE),
    **dict.fromkeys(("year", "from_year", "to_year", "base_year"), _YEAR),
    **dict.fromkeys(("rank", "out_of", "previous_rank", "improvement_rank", "rank_over"), _PLACE),
    "rank_change": Whole(minimum=-9999, maximum=9999),
    "score_change": Number(signed=True),
    "margin": Number(signed=True),
    "day": _DAY_OF_MONTH,
    **{field: Whole(minimum=1, maximum=kind.months) for kind, field in MONTH_FIELDS.items()},
    NEXT_PERIOD_FIELD: Flag(word="next_period", among=_OF),
    NEXT_YEAR_FIELD: Flag(word="next_year", among=_OF),
    "weekday": Whole(minimum=1, maximum=7, of_week=True),
    "working_days": Whole(minimum=1, maximum=99),
    "after_day": WordOr(word="period_end", key="day", number=_DAY_OF_MONTH),
    "periods": _CODE,
}
# The same for one dataclass alone.
_BY_FIELD: dict[tuple[type[Any], str], Leaf] = {
    (plan.Members, "units"): _CODE,
    (plan.Note, "kind"): _CODE,
    (plan.Result, "of"): Text(),
    # What fits on a tile of the overview.
    (catalog.CatalogSubIndex, "short_name"): Text(limit=28),
    (plan.DayOfYear, "of_next_year"): Flag(word="next_year", among=("next_year",)),
}
# What a shape holds beside what is printed.
_NOT_IN_A_FILE = frozenset({(plan.Plan, "elsewhere")})
_FILLED = frozenset(
    {
        (plan.Plan, "indices"),
        (plan.Members, "units"),
        (plan.ReportDuty, "from_units"),
        (catalog.SubIndexSet, "sub_indices"),
    }
)
_SPANS: dict[Any, Whole] = {plan.Lines: Whole(minimum=1, maximum=999_999), plan.Years: _YEAR}
# What stands under the words of a due rule: a day, or a number of working days.
_BY_DAY = frozenset({"day", "weekday", *MONTH_FIELDS.values(), NEXT_PERIOD_FIELD, NEXT_YEAR_FIELD})
_WITHIN = frozenset({"working_days", "after_day"})
_FLAG = "inclusive"


def _due_rule() -> Tagged:
    by_day, within = (_part(plan.DueRule, names) for names in (_BY_DAY, _WITHIN))
    listed = {
        word: Case(holds=holds, record=_part(plan.DayOfYear)) for word, holds in INCLUSIVE.items()
    }
    return Tagged(
        flag=_FLAG,
        cls=plan.DueRule,
        cases={
            **{
                word: Case(holds=holds, record=by_day, one_of=("day", "weekday"))
                for word, holds in INCLUSIVE.items()
            },
            "within": Case(holds=True, record=within, told_by="working_days"),
        },
        listed="days",
        each=Tagged(flag=_FLAG, cls=plan.DayOfYear, cases=listed),
    )


def _part(cls: type[Any], names: frozenset[str] | None = None) -> Record:
    """The form of some of a dataclass's fields (all), without the flag that its word sets."""
    whole = record_of(cls)
    chosen = tuple(
        field
        for field in whole.fields
        if field.name != _FLAG and (names is None or field.name in names)
    )
    must = _MUST_STAND.get(cls, frozenset())
    return replace(
        whole,
        fields=tuple(
            replace(
                field,
                required=field.required or field.name in must,
                nullable=field.nullable and field.name not in must,
                when_set=field.when_set and field.name not in must,
            )
            for field in chosen
        ),
    )


# Working days are counted after something that the file says.
_MUST_STAND = {plan.DueRule: _WITHIN}


def key_of(name: str) -> str:
    """The key under which a plan file writes a field."""
    return _KEYS.get(name, name)


def record_of(cls: type[Any]) -> Record:
    """The form of a dataclass as a map. A field may name its own: ``Annotated[int, Whole(…)]``."""
    style = _STYLES.get(cls, Style())
    hints = get_type_hints(cls, include_extras=True)
    declared = {
        each.name: _field(cls, each.name, hints[each.name], each.default, style)
        for each in fields(cls)
        if (cls, each.name) not in _NOT_IN_A_FILE
    }
    names = (*style.first, *(name for name in declared if name not in style.first))
    return Record(cls=cls, fields=tuple(declared[name] for name in names), style=style)


def shape_of(cls: type[Any]) -> Shape:
    """The form of one of the domain's shapes, wherever in a plan file it stands."""
    return _shape(cls, "", cls)


def _field(cls: type[Any], name: str, hint: Any, default: Any, style: Style) -> Field:
    required = default is MISSING
    inner, nullable = _without_none(hint)
    shape = _shape(cls, name, inner)
    leave_out = style.sparse or name in style.when_set or isinstance(shape, Flag)
    return Field(
        name=name,
        key=key_of(name),
        shape=shape,
        nullable=nullable,
        required=required,
        default=None if required else default,
        when_set=leave_out and not required,
    )


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (each for each in get_args(hint) if each is not type(None))
        return inner, True
    return hint, False


def _shape(cls: type[Any], name: str, hint: Any) -> Shape:
    if get_origin(hint) is Annotated:
        return cast(Leaf, get_args(hint)[1])
    if hint in _SPANS:
        return Span(cls=hint, of=_SPANS[hint])
    if get_origin(hint) is tuple:
        item = _shape(cls, name, get_args(hint)[0])
        distinct = isinstance(item, Text) and item.code
        return Listing(item=item, filled=(cls, name) in _FILLED, distinct=distinct)
    if hint is plan.DueRule:
        return _due_rule()
    if is_dataclass(hint):
        return record_of(cast(type[Any], hint))
    return _BY_FIELD.get((cls, name)) or _BY_NAME.get(name) or _leaf(cls, name, hint)


def _leaf(cls: type[Any], name: str, hint: Any) -> Leaf:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Choice(of=hint)
    if hint is str:
        return Text()
    if hint is Decimal:
        return Number()
    if hint is date:
        return Day()
    if hint is bool:
        return Truth()
    raise TypeError(f"{cls.__name__}.{name}: no form for {hint}")


PLAN_FORM = record_of(plan.Plan)
INDEX_FORM = record_of(catalog.Index)
