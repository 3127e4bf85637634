"""What it would take: by how much sub-indices must rise for the total to reach its target.

All of it is an estimate: an official total cannot be rebuilt from its sub-indices. A sub-index
counts by its share of the total, as in the mean by which a total is estimated (``arithmetic``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from ddci_tracker.domain.arithmetic import HUNDREDTH
from ddci_tracker.domain.block_tables import BlockTable
from ddci_tracker.domain.catalog import Index, fold_name
from ddci_tracker.domain.plan import Agency, Plan, Result
from ddci_tracker.domain.scales import stand_for_total, total_scale
from ddci_tracker.domain.targets import Measure
from ddci_tracker.domain.views import Board, OverallView, Standing, SubIndexView

_NONE = Decimal(0)


class Way(StrEnum):
    """How what is missing is spread over the sub-indices."""

    BY_ROOM = "room"  # in proportion to what each can still gain
    NEAREST = "nearest"  # those nearest to their own target first
    FEWEST = "fewest"  # as few sub-indices as can do it


class NotTold(StrEnum):
    """Why nothing can be said."""

    PUBLISHED = "published"  # the total of the year is known
    NO_MEAN = "no_mean"  # the total is not a mean of these sub-indices
    NO_SCORES = "no_scores"  # a sub-index has no score yet, and the total no estimate
    NO_GOAL = "no_goal"  # neither a score nor a place of a known list to reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The score that a sub-index, or a total, starts from."""

    score: Decimal
    year: int
    estimated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPart:
    """A sub-index: where it starts, and how much of the total a point of it is.

    ``goal`` is the score of its own target, ``best`` the best of the block that was published;
    ``start`` None where no score is known. ``per_point`` counts points of the total.
    """

    view: SubIndexView
    start: Start | None
    goal: Decimal | None
    best: Decimal | None
    per_point: Fraction

    @property
    def code(self) -> str:
        return self.view.code

    @property
    def room(self) -> Decimal:
        """What it can still gain: up to its own target or the block's best, whichever is more."""
        if self.start is None:
            return _NONE
        ceiling = min(
            max((each for each in (self.goal, self.best) if each is not None), default=_NONE),
            self.view.standing.scale_max,
        )
        return max(ceiling - self.start.score, _NONE)

    @property
    def missing(self) -> Decimal | None:
        """What its own target asks for yet; None without one, or without a score."""
        if self.goal is None or self.start is None:
            return None
        return max(self.goal - self.start.score, _NONE)

    @property
    def most(self) -> Decimal:
        """The largest rise that its scale allows."""
        return self.view.standing.scale_max - self.start.score if self.start else _NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGoal:
    """A place to reach, by the list of a year: the score of the agency that holds it there."""

    rank: int
    score: Decimal
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """Rises by the code of a sub-index, and the total that they would bring."""

    rises: Mapping[str, Decimal]
    total: Decimal
    reaches: bool

    @property
    def raised(self) -> tuple[str, ...]:
        """Codes of what rises, the largest rise first."""
        return tuple(sorted((code for code in self.rises if self.rises[code]), key=self._size))

    @property
    def sum(self) -> Decimal:
        """All rises together."""
        return sum(self.rises.values(), _NONE)

    def _size(self, code: str) -> Decimal:
        return -self.rises[code]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What is known for trying: the parts, the total they make, what it is to reach.

    ``entered``: a person estimated the total. ``others`` are the totals of the other agencies in
    the list of ``listed_year``, the best first; empty where no list is known.
    """

    whole: OverallView
    parts: tuple[IndexPart, ...]
    exact: Fraction
    entered: bool
    goal: Decimal | None
    place: PlaceGoal | None
    others: tuple[Decimal, ...]
    listed_year: int | None

    @property
    def total(self) -> Decimal:
        """The estimate that it starts from."""
        return _shown(self.exact)

    def aim(self, measure: Measure) -> Decimal | None:
        """The total to reach: the target's, or the least above the place that is asked for."""
        if measure is Measure.POINTS:
            return self.goal
        return self.place.score + HUNDREDTH if self.place else None

    def rank_of(self, total: Decimal) -> int | None:
        """The place that a total would have had in the list of the other agencies."""
        if not self.others:
            return None
        return 1 + sum(other > total for other in self.others)

    def tried(self, rises: Mapping[str, Decimal], aim: Decimal | None) -> Tried:
        """The total with these rises, each cut to what the scale allows."""
        cut = {
            part.code: min(max(rises.get(part.code, _NONE), _NONE), part.most)
            for part in self.parts
            if part.start
        }
        total = self._with(cut)
        return Tried(rises=cut, total=total, reaches=aim is None or total >= aim)

    def spread(self, way: Way, aim: Decimal) -> Tried:
        """The least rises in one way that bring the total to ``aim``; all room where it cannot."""
        missing = Fraction(aim) - self.exact
        movable = [part for part in self.parts if part.room and part.per_point]
        if missing <= 0:
            return self.tried({}, aim)
        reach = sum((Fraction(part.room) * part.per_point for part in movable), Fraction(0))
        if reach < missing:
            return self.tried({part.code: part.room for part in movable}, aim)
        if way is Way.BY_ROOM:
            largest_last = sorted(movable, key=lambda part: part.room)
            rises = {part.code: _up(Fraction(part.room) * missing / reach) for part in largest_last}
        else:
            rises = _filled(_ordered(movable, way), missing, to_goals=way is Way.NEAREST)
        return self.tried(self._trimmed(rises, aim), aim)

    def _with(self, rises: Mapping[str, Decimal]) -> Decimal:
        """The total with these rises, as it would be shown and judged."""
        gained = (Fraction(rises.get(part.code, _NONE)) * part.per_point for part in self.parts)
        return _shown(self.exact + sum(gained, Fraction(0)))

    def _trimmed(self, rises: dict[str, Decimal], aim: Decimal) -> dict[str, Decimal]:
        """Without the hundredths that rounding up gave too many, the last that rose first."""
        for code in reversed(rises.copy()):
            less = {**rises, code: rises[code] - HUNDREDTH}
            if less[code] >= 0 and self._with(less) >= aim:
                rises = less
        return rises


def _shown(exact: Fraction) -> Decimal:
    """Two places, half up, as every estimate of a total."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        HUNDREDTH, ROUND_HALF_UP
    )


def _up(exact: Fraction) -> Decimal:
    return Decimal(-((-exact * 100).__floor__())).scaleb(-2)


def _ordered(movable: Iterable[IndexPart], way: Way) -> list[IndexPart]:
    if way is Way.NEAREST:
        return sorted(movable, key=lambda part: part.missing or part.room)
    return sorted(movable, key=lambda part: -Fraction(part.room) * part.per_point)


def _filled(ordered: list[IndexPart], missing: Fraction, *, to_goals: bool) -> dict[str, Decimal]:
    """Each in turn up to its own target, then to all its room, until nothing is missing."""
    rises: dict[str, Decimal] = {}
    limits = [[part.missing or _NONE for part in ordered]] if to_goals else []
    for limit in (*limits, [part.room for part in ordered]):
        for part, most in zip(ordered, limit, strict=True):
            had = rises.get(part.code, _NONE)
            more = min(max(most - had, _NONE), _up(max(missing, Fraction(0)) / part.per_point))
            if more:
                rises[part.code] = had + more
                missing -= Fraction(more) * part.per_point
    return rises


def what_if(
    board: Board, code: str, index: Index | None, tables: Iterable[BlockTable]
) -> WhatIf | NotTold:
    """What is known for trying what would bring the total of an index to its target."""
    whole = next(each for each in board.overall if each.index == code)
    views = [view for view in board.sub_indices if view.index == code]
    if whole.standing.results.own and whole.standing.results.own.score is not None:
        return NotTold.PUBLISHED
    plan = board.plan
    codes = [view.code for view in views]
    if index is None or not views or not stand_for_total(plan, index, codes, plan.year):
        return NotTold.NO_MEAN
    parts = _parts(plan, index, code, views)
    entered = _estimate(whole.standing)
    if entered is None and any(part.start is None for part in parts):
        return NotTold.NO_SCORES
    mean = sum(
        (Fraction(part.start.score) * part.per_point for part in parts if part.start), Fraction(0)
    )
    goals = whole.standing.goals
    listed = _newest(code, tables)
    others = _others(listed, plan.agency, whole.standing.results.published) if listed else ()
    asked = goals.get(Measure.PLACES)
    rank = int(asked.threshold.at) if asked else 0
    place = (
        PlaceGoal(rank=rank, score=others[rank - 1], year=listed.year)
        if listed and 0 < rank <= len(others)
        else None
    )
    found = WhatIf(
        whole=whole,
        parts=parts,
        exact=mean if entered is None else Fraction(entered),
        entered=entered is not None,
        goal=_asked(whole.standing),
        place=place,
        others=others,
        listed_year=listed.year if listed else None,
    )
    return NotTold.NO_GOAL if found.goal is None and found.place is None else found


def _parts(
    plan: Plan, index: Index, code: str, views: Iterable[SubIndexView]
) -> tuple[IndexPart, ...]:
    views = tuple(views)
    known = index.set_for(plan.year, plan.agency.province, plan.agency.block)
    weights = (known.weights() if known else None) or {view.code: Decimal(1) for view in views}
    whole = sum((Fraction(weights.get(view.code, _NONE)) for view in views), Fraction(0))
    scaled = Fraction(total_scale(plan, index, code).maximum) / Fraction(index.sub_index_max)
    return tuple(
        IndexPart(
            view=view,
            start=start_of(view.standing),
            goal=_asked(view.standing),
            best=view.standing.latest.best_score if view.standing.latest else None,
            per_point=Fraction(weights.get(view.code, _NONE)) / whole * scaled if whole else whole,
        )
        for view in views
    )


def start_of(standing: Standing) -> Start | None:
    """What is estimated for the plan's own year, else what was last published."""
    estimate, latest = standing.results.estimate, standing.latest
    own = standing.results.own
    if own is None and estimate is not None and estimate.score is not None:
        return Start(score=estimate.score, year=estimate.year, estimated=True)
    if latest is not None and latest.score is not None:
        return Start(score=latest.score, year=latest.year, estimated=False)
    return None


def _estimate(standing: Standing) -> Decimal | None:
    """What a person estimated the total at, for the plan's own year."""
    found = standing.results.estimate
    return None if found is None or found.derived else found.score


def _asked(standing: Standing) -> Decimal | None:
    """The least score that meets the first target of scores, to the hundredth."""
    goal = standing.goals.get(Measure.POINTS)
    if goal is None:
        return None
    asked = goal.threshold.exact or goal.threshold.at
    return asked + HUNDREDTH if goal.threshold.exclusive else asked


def _newest(code: str, tables: Iterable[BlockTable]) -> BlockTable | None:
    of_index = (table for table in tables if table.index == code and table.scores(None))
    return max(of_index, key=lambda table: table.year, default=None)


def _others(table: BlockTable, agency: Agency, published: Iterable[Result]) -> tuple[Decimal, ...]:
    """The totals of the other agencies of a list, the best first.

    The agency's own row is the one with its name, else the one with its published score.
    """
    called = {fold_name(name) for name in (agency.name, agency.short_name, agency.code) if name}
    rows = [row for row in table.rows if row.score is not None]
    own = next((row for row in rows if fold_name(row.agency) in called), None)
    if own is None:
        scores = {result.score for result in published if result.year == table.year}
        own = next((row for row in rows if row.score in scores), None)
    others = (row.score for row in rows if row is not own and row.score is not None)
    return tuple(sorted(others, reverse=True))
