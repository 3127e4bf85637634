"""A department's yearly plan as printed: what a plan file parses into.

These shapes are the contract between the plan file, the store and the rules. They hold what
the document says, with its line numbers, and decide nothing. A field that the document leaves
blank is None (or empty); printed decimals keep their printed number of places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Lines(NamedTuple):
    """First and last line in the text that a fact was read from, counted from 1."""

    first: int
    last: int


class Years(NamedTuple):
    """First and last year of a plan that covers several ("giai đoạn 2025–2030")."""

    first: int
    last: int


class UnitKind(StrEnum):
    """What kind of body a unit is; groups have members, externals are not of this agency."""

    OFFICE = "office"  # Văn phòng Sở
    INSPECTORATE = "inspectorate"  # Thanh tra Sở
    DIVISION = "division"  # phòng chuyên môn
    CENTRE = "centre"  # trung tâm
    BRANCH = "branch"  # chi cục
    OTHER = "other"
    GROUP = "group"  # "các phòng chuyên môn"
    EXTERNAL = "external"
    LEADERSHIP = "leadership"  # Lãnh đạo Sở


class MembersBasis(StrEnum):
    """Whether a group's members are printed in the plan, inferred by the reader, or were set
    by the Office."""

    PRINTED = "printed"
    INFERRED = "inferred"
    ENTERED = "entered"


class Cadence(StrEnum):
    """How often something recurs."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    NINE_MONTHS = "nine_months"
    YEARLY = "yearly"
    CONTINUOUS = "continuous"
    SEASONAL = "seasonal"
    AD_HOC = "ad_hoc"


class TargetKind(StrEnum):
    """The ways in which plans print a target; the rules say when each is met."""

    ABOVE = "above"
    AT_LEAST = "at_least"
    REACH = "reach"
    RANGE = "range"
    RANK_AT_MOST = "rank_at_most"
    RANK_RANGE = "rank_range"
    HOLD_RANK = "hold_rank"
    TOP_GROUP = "top_group"
    INCREASE = "increase"
    HOLD_SCORE = "hold_score"
    ABOUT = "about"
    VERSUS = "versus"
    BAND = "band"
    QUALITATIVE = "qualitative"


class TargetOf(StrEnum):
    """What an ``increase`` target counts, or what of the block a ``versus`` one is held against."""

    POINTS = "points"
    PLACES = "places"
    PERCENT = "percent"
    MEDIAN = "median"  # trung vị
    MEAN = "mean"  # trung bình
    BEST = "best"


class RankList(StrEnum):
    """A list in which places are counted."""

    NATIONAL = "national"  # toàn quốc
    REGION = "region"  # vùng
    BLOCK = "block"  # khối


class ResultKind(StrEnum):
    """Official, or the department's own estimate; never mixed."""

    PUBLISHED = "published"
    ESTIMATE = "estimate"


class Direction(StrEnum):
    """Which way a task's own figure should go."""

    UP = "up"
    DOWN = "down"


class SubIndexGroup(StrEnum):
    """Whether the plan wants a sub-index held or raised."""

    MAINTAIN = "maintain"
    IMPROVE = "improve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """The department whose plan it is; ``block`` is the group it is ranked in."""

    code: str
    name: str
    short_name: str
    province: str
    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    name: str | None
    role: str | None
    on_behalf_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The printed paper: its title, year, number and day of issue.

    ``years`` are those of a plan that covers several, and ``year`` is then the one looked at, the
    first unless said otherwise. ``issued_not_before`` is the earliest possible day where the day
    of issue is blank.
    """

    title: str
    year: int
    number: str | None
    symbol: str | None
    issued_on: date | None
    issued_not_before: date | None
    signer: Signer | None
    years: Years | None = None

    @property
    def first_year(self) -> int:
        return self.years.first if self.years else self.year

    @property
    def last_year(self) -> int:
        return self.years.last if self.years else self.year

    @property
    def covered(self) -> range:
        """Every year of the plan."""
        return range(self.first_year, self.last_year + 1)

    @property
    def counts_from(self) -> date:
        """The day from which the plan counts: its issue, else the earliest possible day.

        1 January of its first year where the document gives neither.
        """
        return self.issued_on or self.issued_not_before or date(self.first_year, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A document cited as a basis; the same number may stand on different documents."""

    number: str | None
    issued_on: date | None
    issuer: str | None
    about: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The units a group stands for."""

    units: tuple[str, ...]
    basis: MembersBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A room, centre, branch, group, outsider or the leadership, by its code."""

    code: str
    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()
    members: Members | None = None

    @property
    def may_have_staff(self) -> bool:
        """Whether people of the agency may belong to it; a group has members that they do."""
        return self.kind not in (UnitKind.GROUP, UnitKind.EXTERNAL, UnitKind.LEADERSHIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A leader in charge (lãnh đạo phụ trách)."""

    code: str
    name: str
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One printed target. Which of the values are set depends on ``kind``.

    ``value`` for above, at_least, reach, about; ``low`` and ``high`` for range, rank_range and
    increase (its ``high`` may be absent); ``rank`` for rank_at_most and hold_rank (absent:
    the rank of the base year); ``rank`` for top_group once somebody set the group's size;
    ``margin`` (below zero: how far under the mark it may lie) and ``strict`` for versus; ``band``
    for band. ``base_year``: the year that increase
    and hold count from, where another one than the newest is printed. ``list``: the one in which
    places count, None for the index's own. ``year``: the only one it is for.
    """

    kind: TargetKind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    rank: int | None = None
    of: TargetOf | None = None
    base_year: int | None = None
    margin: Decimal | None = None
    strict: bool = False
    band: str | None = None
    list: RankList | None = None
    out_of: int | None = None
    year: int | None = None
    text: str | None = None
    lines: Lines | None = None

    def holds_in(self, year: int) -> bool:
        """Whether it is to be reached in a year; one that names none holds in every year."""
        return self.year in (None, year)

    @property
    def counts_places(self) -> bool:
        """Whether the low and high of the target are places, and not scores."""
        return self.kind is TargetKind.RANK_RANGE or self.of is TargetOf.PLACES


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRank:
    """A place in one list, and how long that list is."""

    list: RankList
    rank: int
    out_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """What another source says of the same result, and why it is not the one that is used."""

    source: str
    score: Decimal | None = None
    rank: int | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A score or rank of one year, each figure as printed or entered, each may be unknown.

    ``rank_change`` is positive up the list. ``ranks`` are places in other lists than the index's
    own; ``rank_over``: the place is not printed, only that it lies beyond this one ("ngoài nhóm
    30"). ``median``, ``mean`` and ``best_score`` are those of the block. ``of`` names a
    predecessor whose result it is. ``derived`` marks what was computed, not printed.
    ``published_on`` and ``source`` are known for results that a person entered.
    """

    year: int
    kind: ResultKind
    score: Decimal | None = None
    rank: int | None = None
    out_of: int | None = None
    score_change: Decimal | None = None
    rank_change: int | None = None
    previous_rank: int | None = None
    improvement_rank: int | None = None
    best_score: Decimal | None = None
    ranks: tuple[ListRank, ...] = ()
    rank_over: int | None = None
    of: str | None = None
    median: Decimal | None = None
    mean: Decimal | None = None
    disputed_by: tuple[Dispute, ...] = ()
    derived: bool = False
    published_on: date | None = None
    source: str | None = None
    text: str | None = None
    lines: Lines | None = None


_ALL = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A figure printed for a task ("100% hồ sơ trước hạn"); ``unit`` as printed."""

    text: str
    value: Decimal | None = None
    unit: str | None = None
    direction: Direction | None = None
    scope: str | None = None

    def reached_by(self, actual: Decimal) -> bool | None:
        """Whether a figure is what was asked for; None where nobody can say.

        Without a direction more is meant of all there is (100 %), else nobody can say.
        """
        if self.value is None:
            return None
        if self.direction is Direction.DOWN:
            return actual <= self.value
        of_all = (self.unit or "").strip() == "%" and self.value == _ALL
        return actual >= self.value if self.direction is Direction.UP or of_all else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One action that one party can be asked about (nhiệm vụ).

    ``lead`` is empty where nobody is named. ``start`` None means the plan's issue.
    """

    code: str
    title: str
    section: str | None = None
    lines: Lines | None = None
    lead: tuple[str, ...] = ()
    with_units: tuple[str, ...] = ()
    cadence: Cadence | None = None
    start: date | None = None
    due: date | None = None
    kpi: Kpi | None = None

    @property
    def recurs(self) -> bool:
        """Whether it goes on after being done once; none printed counts as one time."""
        return self.cadence not in (None, Cadence.ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBand:
    """A named band of a whole index's score (xếp loại), from a score up to the next band's."""

    name: str
    from_score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """Targets and results of a whole index.

    ``minimum``, ``maximum`` and ``bands`` are those of the plan's block where the catalogue's
    are others.
    """

    index: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    bands: tuple[ScoreBand, ...] = ()
    targets: tuple[Target, ...] = ()
    results: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubIndex:
    """One sub-index of the plan (chỉ số thành phần) with all that hangs on it.

    ``minimum`` and ``maximum`` are its own where those of its index are others.
    """

    index: str
    code: str
    printed_name: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    section: str | None = None
    group: SubIndexGroup | None = None
    person: str | None = None
    lead: tuple[str, ...] = ()
    with_units: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    results: tuple[Result, ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSubIndex:
    """A sub-index that the catalogue does not know and the plan itself defines."""

    index: str
    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfYear:
    """One of several days a year on which reports fall due, in the order of the year.

    ``inclusive`` as in a due rule; ``of_next_year``: the day lies in the year that follows.
    """

    inclusive: bool
    day: int
    month: int
    of_next_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRule:
    """When a periodic report falls due: by a day, within working days, or on listed days.

    ``inclusive``: "chậm nhất ngày N" ends on N; otherwise "trước ngày N" ends on N-1.

    By a ``day`` of a month. The month is, by whichever is set: month 1 to 3 of the quarter, 1 to
    6 of the half-year, 1 to 12 of the year (``of_next_year``: of the one that follows), or the
    first month of the period that follows; none set: the period's last. Or by a ``weekday`` of
    the week, 1 Monday to 7 Sunday.

    Within ``working_days`` after the period's end, or after ``after_day`` of its last month.

    On ``days``: the n-th one is that of the n-th report of the year.
    """

    inclusive: bool
    day: int | None = None
    month_of_quarter: int | None = None
    month_of_half: int | None = None
    month: int | None = None
    of_next_period: bool = False
    of_next_year: bool = False
    weekday: int | None = None
    working_days: int | None = None
    after_day: int | None = None
    days: tuple[DayOfYear, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDuty:
    """A printed duty to report (chế độ báo cáo). ``cadence`` None: on request, no rows.

    ``periods`` names those of the year that are owed ("quý I và III": Q1, Q3); empty: every one.
    """

    code: str
    from_units: tuple[str, ...]
    to_units: tuple[str, ...]
    cadence: Cadence | None
    due: DueRule | None
    periods: tuple[str, ...] = ()
    text: str | None = None
    lines: Lines | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A line of "Nơi nhận"; ``mark`` like "b/c"."""

    name: str
    mark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark of the reader on the print: ``suspected_misprint``, ``contradiction``, ``missing``,
    ``breaks_off``, ``reading`` (how it was understood) or ``inferred`` (a field holds what the
    print does not say in words, such as "maintain" taken for a continuous task).

    Where the print leaves something blank and nothing follows from its words, the field is null.
    """

    kind: str
    text: str
    lines: Lines | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherContents:
    """What only other contents of a plan name, those before or after an amendment.

    A unit that was merged away keeps its name beside what it did, and a report its duty.
    """

    units: tuple[Unit, ...] = ()
    report_duties: tuple[ReportDuty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One yearly plan of one agency; ``id`` is AGENCY-PROVINCE-YEAR with an optional suffix.

    ``illustration`` marks invented data, which every screen and export must say; such a plan
    has a ``today`` of its own. ``elsewhere`` is no part of the plan and of no plan file: it is
    filled in where a look shows what other contents of the plan decided.
    """

    id: str
    source: str | None
    complete: bool
    agency: Agency
    document: Document
    indices: tuple[str, ...]
    legal_bases: tuple[LegalBasis, ...] = ()
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    own_sub_indices: tuple[OwnSubIndex, ...] = ()
    overall: tuple[Overall, ...] = ()
    sub_indices: tuple[SubIndex, ...] = ()
    general_tasks: tuple[Task, ...] = ()
    report_duties: tuple[ReportDuty, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    notes: tuple[Note, ...] = ()
    illustration: bool = False
    today: date | None = None
    elsewhere: OtherContents = OtherContents()

    @property
    def year(self) -> int:
        """The year of the plan; of a plan of several years the one that is looked at."""
        return self.document.year

    def covers(self, year: int) -> bool:
        """Whether a year is one of the plan's."""
        return self.document.first_year <= year <= self.document.last_year

    def in_year(self, year: int) -> Plan:
        """The plan as it is looked at in one of its years: in the nearest to ``year``."""
        nearest = min(max(year, self.document.first_year), self.document.last_year)
        if nearest == self.year:
            return self
        return replace(self, document=replace(self.document, year=nearest))

    def overall_of(self, index: str) -> Overall:
        """What the plan says of a whole index; an empty one where it says nothing."""
        return next((each for each in self.overall if each.index == index), Overall(index=index))

    def sub_index_of(self, index: str, code: str) -> SubIndex | None:
        """A sub-index by the codes of its index and itself, None where the plan has none such."""
        return next(
            (each for each in self.sub_indices if (each.index, each.code) == (index, code)), None
        )

    @property
    def ends_on(self) -> date:
        """31 December of the plan's year, or of the one that is looked at."""
        return date(self.document.year, 12, 31)

    def unit(self, code: str) -> Unit | None:
        """The unit with this code, one that only another content names included, or None."""
        return next((unit for unit in self.named_units if unit.code == code), None)

    @property
    def named_units(self) -> tuple[Unit, ...]:
        """Every unit that has a name here: those of this content first."""
        return (*self.units, *self.elsewhere.units)

    @property
    def named_duties(self) -> tuple[ReportDuty, ...]:
        """Every duty that a report may be of: those of this content first."""
        return (*self.report_duties, *self.elsewhere.report_duties)

    def all_tasks(self) -> Iterator[tuple[SubIndex | None, Task]]:
        """Every task with the sub-index it belongs to, in the order of the plan."""
        for sub_index in self.sub_indices:
            for task in sub_index.tasks:
                yield sub_index, task
        for task in self.general_tasks:
            yield None, task

    def expand(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Unit codes with groups replaced by their members, each once, in order."""
        expanded: dict[str, None] = {}
        for code in codes:
            unit = self.unit(code)
            members = unit.members.units if unit and unit.members else (code,)
            expanded.update(dict.fromkeys(members))
        return tuple(expanded)
