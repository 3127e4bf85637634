"""What changed between two frozen months, each change as data with the old and the new.

Only frozen months are compared, never the board of today: the answer is the same for ever. No
sentences here (``change_sentences`` has them), and no rule is decided again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from typing import TypeVar

from ddci_tracker.briefing.frozen import Edition, FrozenMonth
from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Result, ResultKind, Target
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import ReportRow, Timeliness
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board, Standing, TaskView

K = TypeVar("K")
T = TypeVar("T")


class Turn(StrEnum):
    """Which way a light turned. Grey stands outside of worse and better, unless it turned red
    or amber: what was unknown and is known to be behind is worse."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


class LightKind(StrEnum):
    """Whose light: of the tasks, or of the results."""

    EXECUTION = "execution"
    RESULT = "result"


@dataclass(frozen=True, slots=True, kw_only=True)
class LightChange:
    """A light of a sub-index, or the result light of a whole index, that turned."""

    index: str
    sub_index: str | None
    name: str
    kind: LightKind
    turn: Turn
    old: Light
    new: Light


class TaskChangeKind(StrEnum):
    """What became of a task; of several that apply the first counts."""

    ADDED = "added"
    DROPPED = "dropped"
    DONE = "done"
    NEWLY_LATE = "newly_late"  # past its due day, and was not
    RECOVERED = "recovered"  # green, and was amber or red
    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChange:
    """A task that came, went or turned; ``old`` is None where it came, ``new`` where it went."""

    kind: TaskChangeKind
    task: str
    title: str
    index: str | None
    sub_index: str | None
    answering: str | None
    old: Light | None
    new: Light | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueChange:
    """The due day of a task that was moved: a late task must not recover unseen."""

    task: str
    title: str
    old: date | None
    new: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChange:
    """A result that came, went or was corrected."""

    index: str
    sub_index: str | None
    name: str
    year: int
    kind: ResultKind
    old: Result | None
    new: Result | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChange:
    """A report that was handed in, fell overdue, was accepted, returned or extended."""

    duty: str
    unit: str
    period: Period
    old: ReportRow | None
    new: ReportRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChange:
    """A target that was set, edited or taken away."""

    index: str
    sub_index: str | None
    name: str
    old: Target | None
    new: Target | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdChange:
    """A threshold of the policy, by the name of its field."""

    field: str
    old: object
    new: object


class ActKind(StrEnum):
    """What was recorded afterwards."""

    UPDATE = "update"
    REPORT = "report"
    EXTENSION = "extension"
    DUE_DAY = "due_day"
    RESULT = "result"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterthought:
    """Bổ sung sau chốt: an act recorded after the earlier freeze, for a day that it covered.

    ``old`` is the version of the same thing that the earlier month knew.
    """

    kind: ActKind
    old: Version[object] | None
    new: Version[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that changed from one frozen month to a later one; the worse comes first."""

    since: Edition
    until: Edition
    lights: tuple[LightChange, ...]
    tasks: tuple[TaskChange, ...]
    due_days: tuple[DueChange, ...]
    scores: tuple[ScoreChange, ...]
    reports: tuple[ReportChange, ...]
    targets: tuple[TargetChange, ...]
    thresholds: tuple[ThresholdChange, ...]
    afterwards: tuple[Afterthought, ...]

    def __bool__(self) -> bool:
        sections = (getattr(self, each.name) for each in fields(self))
        return any(section for section in sections if isinstance(section, tuple))


def changes_between(old: FrozenMonth, new: FrozenMonth) -> Changes:
    """What changed from ``old`` to ``new``, two frozen months of one plan."""
    before, after = old.board, new.board
    return Changes(
        since=old.named,
        until=new.named,
        lights=tuple(sorted(light_changes(before, after), key=_worse_first)),
        tasks=tuple(sorted(task_changes(before, after), key=_by_what_became)),
        due_days=tuple(_due_days(before, after)),
        scores=tuple(score_changes(before, after)),
        reports=tuple(report_changes(before, after)),
        targets=tuple(_targets(before, after)),
        thresholds=tuple(_thresholds(before.policy, after.policy)),
        afterwards=tuple(_afterwards(old, new)),
    )


def turn_of(old: Colour | None, new: Colour | None) -> Turn:
    """Which way a light went from one colour to another."""
    known = (Colour.GREEN, Colour.AMBER, Colour.RED)
    if old in known and new in known:
        return Turn.WORSE if _severity(new) > _severity(old) else Turn.BETTER
    if new in (Colour.AMBER, Colour.RED):
        return Turn.WORSE
    if new is Colour.GREEN:
        return Turn.BETTER
    return Turn.OTHER


def _severity(colour: Colour | None) -> int:
    return colour.severity if colour else -1


_TURNS = tuple(Turn)
_TASKS_IN_ORDER = (
    TaskChangeKind.NEWLY_LATE,
    TaskChangeKind.WORSE,
    TaskChangeKind.DONE,
    TaskChangeKind.RECOVERED,
    TaskChangeKind.BETTER,
    TaskChangeKind.OTHER,
    TaskChangeKind.ADDED,
    TaskChangeKind.DROPPED,
)


def _worse_first(change: LightChange) -> tuple[int, int]:
    return _TURNS.index(change.turn), -_severity(change.new.colour)


def _by_what_became(change: TaskChange) -> tuple[int, int, int]:
    light = change.new or change.old
    severity = _severity(light.colour) if light else 0
    return _TASKS_IN_ORDER.index(change.kind), -severity, -((light and light.days) or 0)


def _paired(
    old: Iterable[T], new: Iterable[T], key: Callable[[T], K]
) -> Iterator[tuple[K, T | None, T | None]]:
    """The old and the new of each thing: those of the new in their order, then those that went."""
    before: Mapping[K, T] = {key(each): each for each in old}
    after: Mapping[K, T] = {key(each): each for each in new}
    for name in (*after, *(name for name in before if name not in after)):
        yield name, before.get(name), after.get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A sub-index or a whole index, as far as they are compared alike."""

    index: str
    sub_index: str | None
    name: str
    standing: Standing
    execution: Light | None

    @property
    def key(self) -> tuple[str, str | None]:
        return self.index, self.sub_index


def _parts(board: Board) -> Iterator[_Part]:
    for whole in board.overall:
        yield _Part(
            index=whole.index,
            sub_index=None,
            name=whole.name,
            standing=whole.standing,
            execution=None,
        )
    for view in board.sub_indices:
        yield _Part(
            index=view.index,
            sub_index=view.code,
            name=view.name,
            standing=view.standing,
            execution=view.execution,
        )


def _paired_parts(
    before: Board, after: Board
) -> Iterator[tuple[_Part, _Part | None, _Part | None]]:
    """Each part before and after, behind what it is called, which is its name now where it is."""
    for _, old, new in _paired(_parts(before), _parts(after), lambda part: part.key):
        if (shown := new or old) is not None:
            yield shown, old, new


def light_changes(before: Board, after: Board) -> Iterator[LightChange]:
    """The lights of sub-indices and indices that turned from one board to another."""
    for _, old, new in _paired_parts(before, after):
        if old is None or new is None:
            continue
        for kind, was, is_now in (
            (LightKind.EXECUTION, old.execution, new.execution),
            (LightKind.RESULT, old.standing.light, new.standing.light),
        ):
            if was is not None and is_now is not None and was.colour is not is_now.colour:
                yield LightChange(
                    index=new.index,
                    sub_index=new.sub_index,
                    name=new.name,
                    kind=kind,
                    turn=turn_of(was.colour, is_now.colour),
                    old=was,
                    new=is_now,
                )


def _paired_tasks(
    before: Board, after: Board
) -> Iterator[tuple[str, TaskView | None, TaskView | None]]:
    old, new = ((view for _, view in board.all_tasks()) for board in (before, after))
    return _paired(old, new, lambda view: view.task.code)


def task_changes(before: Board, after: Board) -> Iterator[TaskChange]:
    """The tasks that came, went or turned."""
    for code, old, new in _paired_tasks(before, after):
        kind = _became(old, new)
        shown = new or old
        if kind is None or shown is None:
            continue
        yield TaskChange(
            kind=kind,
            task=code,
            title=shown.task.title,
            index=shown.index,
            sub_index=shown.sub_index,
            answering=shown.answering,
            old=old.light if old else None,
            new=new.light if new else None,
        )


def _became(old: TaskView | None, new: TaskView | None) -> TaskChangeKind | None:
    if old is None:
        return TaskChangeKind.ADDED
    if new is None:
        return TaskChangeKind.DROPPED
    if _done_in(new) is not None and _done_in(new) != _done_in(old):
        return TaskChangeKind.DONE
    was, is_now = old.light, new.light
    if _is_late(is_now) and not _is_late(was):
        return TaskChangeKind.NEWLY_LATE
    if was.colour is is_now.colour:
        return None
    if was.colour in (Colour.AMBER, Colour.RED) and is_now.colour is Colour.GREEN:
        return TaskChangeKind.RECOVERED
    return TaskChangeKind(turn_of(was.colour, is_now.colour).value)


def _done_in(view: TaskView) -> Period | None:
    """The quarter whose word says that the task is done; a recurring one may be done again."""
    said = view.said
    return said.quarter if said and said.status is TaskStatus.DONE else None


def _is_late(light: Light) -> bool:
    return light.reason.code == ReasonCode.PAST_DUE


def _due_days(before: Board, after: Board) -> Iterator[DueChange]:
    for code, old, new in _paired_tasks(before, after):
        if old and new and old.task.due != new.task.due:
            yield DueChange(task=code, title=new.task.title, old=old.task.due, new=new.task.due)


def score_changes(before: Board, after: Board) -> Iterator[ScoreChange]:
    """The results that came, went or were corrected."""
    for shown, old, new in _paired_parts(before, after):
        pairs = _paired(
            _results(old.standing.results if old else None),
            _results(new.standing.results if new else None),
            lambda result: (result.year, result.kind),
        )
        for (year, kind), was, is_now in pairs:
            if _figures(was) != _figures(is_now):
                yield ScoreChange(
                    index=shown.index,
                    sub_index=shown.sub_index,
                    name=shown.name,
                    year=year,
                    kind=kind,
                    old=was,
                    new=is_now,
                )


def _results(results: Results | None) -> tuple[Result, ...]:
    return (*results.published, *results.estimates) if results else ()


def _figures(result: Result | None) -> tuple[object, ...] | None:
    if result is None:
        return None
    return result.score, result.rank, result.out_of, result.rank_over, result.ranks


_SETTLED = (Timeliness.OVERDUE, Timeliness.ON_TIME, Timeliness.LATE)


def is_settled(row: ReportRow) -> bool:
    """Whether it is decided that a report came in time, came late or is missing."""
    return row.timeliness in _SETTLED


def report_changes(before: Board, after: Board) -> Iterator[ReportChange]:
    """The reports whose state is news."""
    for _, old, new in _paired(before.reports, after.reports, lambda row: row.key):
        row = new or old
        if row is not None and _state(old) != _state(new):
            yield ReportChange(
                duty=row.duty, unit=row.from_unit, period=row.period, old=old, new=new
            )


def _state(row: ReportRow | None) -> tuple[object, ...] | None:
    """What of a report is news: that its day comes nearer is none."""
    if row is None:
        return None
    settled = row.timeliness if is_settled(row) else None
    return settled, row.acceptance, row.handed_in_on, row.last_day


def _targets(before: Board, after: Board) -> Iterator[TargetChange]:
    for shown, old, new in _paired_parts(before, after):
        was, is_now = _said_targets(old), _said_targets(new)
        gone = [target for target in was if target not in is_now]
        come = [target for target in is_now if target not in was]
        for former, latter in zip_longest(gone, come):
            yield TargetChange(
                index=shown.index,
                sub_index=shown.sub_index,
                name=shown.name,
                old=former,
                new=latter,
            )


def _said_targets(part: _Part | None) -> list[Target]:
    """The targets of a part, wherever they are printed."""
    targets = part.standing.targets if part else ()
    return [replace(each.target, lines=None) for each in targets]


def _thresholds(before: Policy, after: Policy) -> Iterator[ThresholdChange]:
    for each in fields(Policy):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old != new:
            yield ThresholdChange(field=each.name, old=old, new=new)


def _afterwards(old: FrozenMonth, new: FrozenMonth) -> Iterator[Afterthought]:
    for kind, known, versions in (
        (ActKind.UPDATE, old.acts.updates, new.acts.updates),
        (ActKind.REPORT, old.acts.report_acts, new.acts.report_acts),
        (ActKind.EXTENSION, old.acts.extensions, new.acts.extensions),
        (ActKind.DUE_DAY, old.acts.due_days, new.acts.due_days),
        (ActKind.RESULT, old.acts.results, new.acts.results),
        (ActKind.CONCLUSION, old.acts.conclusions, new.acts.conclusions),
    ):
        before = {version.key: version for version in known}
        for version in versions:
            if version.recorded_at > old.known_at and version.on <= old.as_of:
                yield Afterthought(kind=kind, old=before.get(version.key), new=version)
