"""What a look at a plan shows: the frozen view model that screens, exports and the command
line draw, with every light decided and every reason given.

Shapes only; ``board`` fills them. Nothing downstream decides a rule again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ddci_tracker.domain.acts import Amendment, Conclusion, TaskUpdate
from ddci_tracker.domain.block_tables import Neighbours
from ddci_tracker.domain.conclusions import CalledMeeting, ConclusionView, conclusion_views
from ddci_tracker.domain.lights import Colour, Light, LightCounts
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan, Result, SubIndex, Target, Task
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import Reason
from ddci_tracker.domain.reports import ReportRow, ReportTotals
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.scales import Scale
from ddci_tracker.domain.speaking import LastUpdate
from ddci_tracker.domain.standing import TargetStanding
from ddci_tracker.domain.targets import Measure, Threshold, threshold_of
from ddci_tracker.domain.versions import Version


class EstimateBasis(StrEnum):
    """Where an estimate comes from: a person entered it, or it is a mean of sub-indices."""

    ENTERED = "entered"
    MEAN = "mean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimated score of one year; never shown without the word."""

    year: int
    score: Decimal | None
    rank: int | None
    basis: EstimateBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target with the score or rank that it asks for."""

    standing: TargetStanding
    threshold: Threshold

    @property
    def target(self) -> Target:
        return self.standing.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Targets and results of a sub-index or of a whole index, with the result light.

    ``score_change`` and ``rank_change`` are those of the latest published result against the
    year before (positive ranks: up the list). ``scale_min`` and ``scale_max`` are the least and
    the most that the score can be; ``scale_known``: the most is known. ``neighbours`` stand next to
    the latest score in the table of its block and year.
    """

    targets: tuple[TargetStanding, ...]
    results: Results
    latest: Result | None
    score_change: Decimal | None
    rank_change: int | None
    estimate: Estimate | None
    light: Light
    scale_max: Decimal
    scale_min: Decimal = Decimal(0)
    scale_known: bool = True
    neighbours: Neighbours | None = None

    @property
    def scale(self) -> Scale:
        """What the scores of it lie on."""
        return Scale(minimum=self.scale_min, maximum=self.scale_max, known=self.scale_known)

    @property
    def current(self) -> tuple[TargetStanding, ...]:
        """The targets of the plan's own year; one of another year decides nothing yet."""
        return tuple(each for each in self.targets if each.target.holds_in(self.results.year))

    @property
    def milestones(self) -> tuple[TargetStanding, ...]:
        """The targets of the nearest later year; they decide nothing before."""
        later = {
            each.target.year
            for each in self.targets
            if each.target.year and each.target.year > self.results.year
        }
        nearest = min(later, default=None)
        return tuple(each for each in self.targets if later and each.target.year == nearest)

    @property
    def goals(self) -> Mapping[Measure, Goal]:
        """What is to be reached this year, by score and by rank.

        Of several the one that asks for most, which is the one that a light speaks of: a distance
        never stands beside another target than its own. Places of several lists do not compare:
        those of the index's own list come first, in which ranks are shown, then the first named.
        """
        found: dict[Measure, Goal] = {}
        for each in self.current:
            threshold = threshold_of(each.target, self.results)
            if threshold is None:
                continue
            goal, other = Goal(standing=each, threshold=threshold), found.get(threshold.measure)
            if (
                other is None
                or threshold.asks_more_than(other.threshold)
                or (self.in_own_list(threshold) and not self.in_own_list(other.threshold))
            ):
                found[threshold.measure] = goal
        return found

    def in_own_list(self, threshold: Threshold) -> bool:
        """Whether a place counts in the list in which ranks are shown; scores always do."""
        return threshold.list in (None, self.results.own_list)

    @property
    def gap(self) -> Decimal | None:
        """The largest shortfall from a target of this year; None where none can be compared."""
        return min((each.gap for each in self.current if each.gap is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterLight:
    """A light of one quarter of the plan's year."""

    quarter: Period
    light: Light


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A task with its light in each quarter of the year and in the quarter looked at.

    ``answering`` is the unit (or group) that answers for it, ``word`` the update that holds in
    the newest quarter spoken of, up to the quarter looked at. ``owes_word``: a word is owed for
    the quarter looked at, given or not.
    """

    task: Task
    index: str | None
    sub_index: str | None
    answering: str | None
    speakers: tuple[str, ...]
    quarters: tuple[QuarterLight, ...]
    light: Light
    word: Version[TaskUpdate] | None
    owes_word: bool

    @property
    def said(self) -> TaskUpdate | None:
        """What was last said of it; None where nothing was, or it was taken back."""
        return self.word.value if self.word else None

    @property
    def spoken_by_another(self) -> str | None:
        """The unit that said so, where it is not the one that answers for the task."""
        said = self.said
        return said.unit if said and self.answering not in (None, said.unit) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubIndexView:
    """One sub-index: what it is to reach, where it stands, and how its tasks go."""

    sub_index: SubIndex
    name: str
    short_name: str
    english_name: str | None
    standing: Standing
    execution: Light
    quarters: tuple[QuarterLight, ...]
    counts: LightCounts
    tasks: tuple[TaskView, ...]

    @property
    def code(self) -> str:
        return self.sub_index.code

    @property
    def index(self) -> str:
        return self.sub_index.index


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallView:
    """A whole index: its targets and where it stands."""

    index: str
    name: str
    standing: Standing


class AttentionKind(StrEnum):
    """What a row of "Cần xử lý" is about."""

    TASK = "task"
    REPORT = "report"
    SILENCE = "silence"
    OWNER = "owner"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionRow:
    """One matter to act on. ``what`` names it, ``reason`` says why it is here.

    ``days`` counts overdue days. ``tasks`` are the codes behind the row, ``report`` the key of
    the report, ``conclusion`` its id, ``gap`` that of the sub-index, for sorting. ``quarter`` is
    the one in which a report of another year than the one looked at shows.
    """

    kind: AttentionKind
    what: Reason
    units: tuple[str, ...]
    days: int | None
    colour: Colour
    reason: Reason
    gap: Decimal | None = None
    index: str | None = None
    sub_index: str | None = None
    tasks: tuple[str, ...] = ()
    report: str | None = None
    conclusion: str | None = None
    quarter: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How old the figures are. Units are those that owe a word in the quarter looked at.

    ``last_update`` is when the newest word or hand-in that counts here was typed (at the earliest,
    where nobody knows the moment), ``last`` the newest of each unit that ever spoke.
    """

    last_update: datetime | None
    expected: tuple[str, ...]
    updated: tuple[str, ...]
    last: tuple[LastUpdate, ...] = ()

    def last_of(self, unit: str) -> LastUpdate | None:
        """The newest word or hand-in of a unit; None where it never spoke."""
        return next((each for each in self.last if each.unit == unit), None)

    @property
    def silent(self) -> tuple[str, ...]:
        """Units that owe a word and have not spoken."""
        return tuple(unit for unit in self.expected if unit not in self.updated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One look at one plan, complete: as of a day, known at a moment, in a quarter.

    ``plan`` is what the plan said in that quarter, up to that day, and ``amendments`` those that
    it follows, the first day first. ``meetings`` are what those that concluded something are known
    by. ``past``: the plan is closed by now; ``closes_on`` is its
    last running day, None in a month that was frozen before there was one. ``tracked``: somebody
    has recorded something. ``policy`` are the thresholds of the day looked at, ``policy_since`` and
    ``policy_basis`` from when and on what they rest (None: the usual ones); ``quarter_policy``
    those that the quarter was judged by, where they were others.
    """

    plan: Plan
    as_of: date
    known_at: datetime
    quarter: Period
    past: bool
    tracked: bool
    policy: Policy
    overall: tuple[OverallView, ...]
    sub_indices: tuple[SubIndexView, ...]
    general: tuple[TaskView, ...]
    general_execution: Light
    counts: LightCounts
    attention: tuple[AttentionRow, ...]
    reports: tuple[ReportRow, ...]
    report_totals: ReportTotals
    freshness: Freshness
    conclusions: tuple[Version[Conclusion], ...]
    meetings: tuple[CalledMeeting, ...] = ()
    amendments: tuple[Version[Amendment], ...] = ()
    closes_on: date | None = None
    quarter_policy: Policy | None = None
    policy_since: date | None = None
    policy_basis: str | None = None

    @property
    def closed(self) -> bool:
        """Whether the plan is looked at as one that has closed.

        A day of its life that is looked at by hand is honoured: the plan was running then,
        whatever became of it since.
        """
        return self.past and (self.closes_on is None or self.as_of >= self.closes_on)

    @property
    def entered_since(self) -> LastUpdate | None:
        """The newest word or hand-in that counts here, where it was typed after the day looked at.

        It is not the last update *of* that day: the moment at which it came is of another one.
        """
        newest = max(self.freshness.last, key=lambda each: each.not_before, default=None)
        if newest is None or newest.at is None or vietnamese_day(newest.at) <= self.as_of:
            return None
        return newest

    @property
    def execution_policy(self) -> Policy:
        """The thresholds by which the execution lights of the quarter were decided."""
        return self.quarter_policy or self.policy

    def is_published(self, index: str, year: int) -> bool:
        """Whether every score of a year that the sub-indices of an index have is a published one.

        Of what is counted from them tells whether it rests on estimates.
        """
        parts = [part.standing.results for part in self.sub_indices if part.index == index]
        scored = {
            number: {each.year for each in part.published if each.score is not None}
            for number, part in enumerate(parts)
        }
        return all(
            year in scored[number]
            or not any(each.year == year and each.score is not None for each in part.estimates)
            for number, part in enumerate(parts)
        )

    @property
    def followed(self) -> tuple[ConclusionView, ...]:
        """The conclusions of meetings as they stand, the worst first."""
        day = min(self.as_of, self.closes_on) if self.closes_on else self.as_of
        soon = self.policy.due_soon_days
        called = {meeting.key: meeting for meeting in self.meetings}
        return conclusion_views(self.conclusions, day=day, due_soon_days=soon, called=called)

    def all_tasks(self) -> Iterator[tuple[SubIndexView | None, TaskView]]:
        """Every task with the sub-index that it belongs to, in the order of the plan."""
        for part in self.sub_indices:
            for view in part.tasks:
                yield part, view
        for view in self.general:
            yield None, view

    def sub_index(self, index: str, code: str) -> SubIndexView | None:
        """The view of one sub-index, or None."""
        return next((v for v in self.sub_indices if (v.index, v.code) == (index, code)), None)


class SeenBoard:
    """A board as a key: equal to every one that shows the same, at whatever moment of a day.

    What is made of boards may be kept by it; what shows the moment of a look may not.
    """

    __slots__ = ("board",)

    def __init__(self, board: Board) -> None:
        self.board = board

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SeenBoard):
            return NotImplemented
        return replace(self.board, known_at=other.board.known_at) == other.board

    # Every update and report act has a moment of its own: boards before and after are told apart
    # by that alone.
    def __hash__(self) -> int:
        board = self.board
        return hash((board.plan.id, board.quarter, board.as_of, board.freshness.last_update))


NO_GAP = 2, Decimal(0)
# What nobody has reported on is asked about before what is known to go well.
_MOST_URGENT_FIRST = (Colour.RED, Colour.AMBER, Colour.GREY, Colour.GREEN, None)


def worst_first(views: Iterable[SubIndexView]) -> list[SubIndexView]:
    """Sub-indices by execution light, by result light, then by what that light says is missing."""
    return sorted(views, key=_worst)


def _worst(view: SubIndexView) -> tuple[int, int, int, Decimal]:
    execution, result = view.execution, view.standing.light
    return (
        _MOST_URGENT_FIRST.index(execution.colour),
        _MOST_URGENT_FIRST.index(result.colour),
        *most_missing_first(result),
    )


def tasks_of_concern(views: Iterable[TaskView]) -> list[TaskView]:
    """The tasks that keep a sub-index from green: red and amber ones, those overdue longest first
    in each."""
    warning = [view for view in views if view.light.colour in (Colour.RED, Colour.AMBER)]
    return sorted(warning, key=_worst_task)


def _worst_task(view: TaskView) -> tuple[int, int]:
    severity = view.light.colour.severity if view.light.colour else -1
    return -severity, -(view.light.days or 0)


def most_missing_first(light: Light) -> tuple[int, Decimal]:
    """How the gap that a result light tells is sorted: the one that is shown beside it.

    Points come before places, since the two cannot be compared, and a light that tells no gap
    last.
    """
    told = dict(light.reason.arguments)
    gap = told.get("gap")
    if not isinstance(gap, Decimal):
        return NO_GAP
    return (0 if told.get("measure") == Measure.POINTS else 1), gap
