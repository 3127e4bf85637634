"""Changes in words: a sentence that a leader reads aloud, and the old and the new for a table.

One row for each change, in the order in which the changes stand. What a reason said on the day it
was frozen is said again in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ddci_tracker.briefing.changes import (
    ActKind,
    Afterthought,
    Changes,
    DueChange,
    LightChange,
    LightKind,
    ReportChange,
    ScoreChange,
    TargetChange,
    TaskChange,
    TaskChangeKind,
    ThresholdChange,
    is_settled,
)
from ddci_tracker.briefing.frozen import FrozenMonth, writing_form
from ddci_tracker.domain.acts import (
    Conclusion,
    Extension,
    ReportAct,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
    report_key,
)
from ddci_tracker.domain.lights import Light
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import DueRule, Result, Target
from ddci_tracker.domain.policy import Band
from ddci_tracker.domain.reports import Acceptance, ReportRow
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import SubIndexView
from ddci_tracker.words import formats, labels, plan_names
from ddci_tracker.words.catalogue import Shown, Words
from ddci_tracker.words.formats import NOTHING
from ddci_tracker.words.marking import N_
from ddci_tracker.words.reasons import dated, short
from ddci_tracker.words.recorded import threshold_name
from ddci_tracker.words.report_names import duty_text, report_on_paper
from ddci_tracker.words.sentences import inside

Change = (
    LightChange
    | TaskChange
    | DueChange
    | ScoreChange
    | ReportChange
    | TargetChange
    | ThresholdChange
    | Afterthought
)


class Section(StrEnum):
    """What a change is about, in the order of a briefing."""

    LIGHTS = "lights"
    TASKS = "tasks"
    DUE_DAYS = "due_days"
    SCORES = "scores"
    REPORTS = "reports"
    TARGETS = "targets"
    THRESHOLDS = "thresholds"
    AFTERWARDS = "afterwards"


SECTIONS: Mapping[Section, str] = MappingProxyType(
    {
        Section.LIGHTS: N_("Lights that turned"),
        Section.TASKS: N_("Tasks"),
        Section.DUE_DAYS: N_("Due days that were moved"),
        Section.SCORES: N_("Scores and ranks"),
        Section.REPORTS: N_("Reports"),
        Section.TARGETS: N_("Targets that were edited"),
        Section.THRESHOLDS: N_("Thresholds that were edited"),
        Section.AFTERWARDS: N_("Added after the freeze"),
    }
)

_SECTION_OF: Mapping[type, Section] = MappingProxyType(
    {
        LightChange: Section.LIGHTS,
        TaskChange: Section.TASKS,
        DueChange: Section.DUE_DAYS,
        ScoreChange: Section.SCORES,
        ReportChange: Section.REPORTS,
        TargetChange: Section.TARGETS,
        ThresholdChange: Section.THRESHOLDS,
        Afterthought: Section.AFTERWARDS,
    }
)

_TASKS: Mapping[TaskChangeKind, str] = MappingProxyType(
    {
        TaskChangeKind.ADDED: N_("Task “{title}” was added"),
        TaskChangeKind.DROPPED: N_("Task “{title}” was dropped"),
        TaskChangeKind.DONE: N_("Task “{title}” is done"),
        TaskChangeKind.NEWLY_LATE: N_("Task “{title}” is now overdue"),
        TaskChangeKind.RECOVERED: N_("Task “{title}” is back on track"),
        TaskChangeKind.WORSE: N_("Task “{title}” got worse, from {old} to {new}"),
        TaskChangeKind.BETTER: N_("Task “{title}” got better, from {old} to {new}"),
        TaskChangeKind.OTHER: N_("Task “{title}” went from {old} to {new}"),
    }
)

_LIGHTS: Mapping[LightKind, str] = MappingProxyType(
    {
        LightKind.EXECUTION: N_("{name}: execution went from {old} to {new}"),
        LightKind.RESULT: N_("{name}: the result was {old}; now: {reason}"),
    }
)

_ACTS: Mapping[ActKind, str] = MappingProxyType(
    {
        ActKind.UPDATE: N_("task “{task}”, {quarter}: {said}"),
        ActKind.REPORT: N_("report of {unit} for {period}: {said}"),
        ActKind.EXTENSION: N_("extension of the report of {unit} for {period}: {said}"),
        ActKind.DUE_DAY: N_("due day of report {duty}"),
        ActKind.RESULT: N_("result of {part} for {year}: {said}"),
        ActKind.CONCLUSION: N_("conclusion: {said}"),
    }
)

# What an act is about of which neither month knows more.
_UNNAMED: Mapping[ActKind, str] = MappingProxyType(
    {
        ActKind.DUE_DAY: N_("A due day"),
        ActKind.RESULT: N_("A result"),
        ActKind.CONCLUSION: N_("A conclusion"),
    }
)

# The same in every language.
_NEWS = "{what}: {new}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """A change in one language. ``old`` and ``new`` are a dash where there is nothing.

    ``change`` is what it tells, with the old and the new as data.
    """

    change: Change
    section: Section
    what: str
    old: str
    new: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says the changes between two frozen months."""

    before: FrozenMonth
    after: FrozenMonth
    words: Words

    def rows(self, changes: Changes) -> Iterator[ToldChange]:
        yield from map(self._light_row, changes.lights)
        yield from map(self._task_row, changes.tasks)
        yield from map(self._due_row, changes.due_days)
        yield from map(self._score_row, changes.scores)
        yield from map(self._report_row, changes.reports)
        yield from map(self._target_row, changes.targets)
        yield from map(self._threshold_row, changes.thresholds)
        yield from map(self._afterthought_row, changes.afterwards)

    def _row(
        self, change: Change, message: str, what: str, old: str, new: str, **more: Shown
    ) -> ToldChange:
        said = self.words.text(message, what=what, old=old, new=new, **more)
        return ToldChange(
            change=change,
            section=_SECTION_OF[type(change)],
            what=what,
            old=old,
            new=new,
            sentence=formats.capital(said),
        )

    def _due_row(self, change: DueChange) -> ToldChange:
        message = N_("Task “{what}”: the due day was moved from {old} to {new}")
        old, new = self._shown(change.old), self._shown(change.new)
        return self._row(change, message, change.title, old, new)

    def _shown(self, value: Shown) -> str:
        return formats.shown(value, self.words)

    def _light_row(self, change: LightChange) -> ToldChange:
        by_result = change.kind is LightKind.RESULT
        reason = self.after.said(change.new.reason, self.words)
        name = self._name(change)
        row = self._row(
            change,
            _LIGHTS[change.kind],
            name,
            plan_names.light_word(change.old, self.words, by_tasks=not by_result),
            plan_names.light_word(change.new, self.words, by_tasks=not by_result),
            name=name,
            reason=reason,
        )
        return row if by_result else _because(row, reason)

    def _task_row(self, change: TaskChange) -> ToldChange:
        row = self._row(
            change,
            _TASKS[change.kind],
            change.title,
            self._task_light(change.old),
            self._became(change),
            title=change.title,
        )
        if change.new is None or change.kind is TaskChangeKind.ADDED:
            return row
        return _because(row, self.after.said(change.new.reason, self.words))

    def _became(self, change: TaskChange) -> str:
        """What a task is now; one that fell overdue may have been as red before."""
        if change.kind is TaskChangeKind.DONE:
            return labels.label(TaskStatus.DONE, self.words)
        if change.kind is TaskChangeKind.NEWLY_LATE and change.new is not None:
            return formats.capital(short(change.new.reason, self.words))
        return self._task_light(change.new)

    def _task_light(self, light: Light | None) -> str:
        return NOTHING if light is None else labels.execution_label(light.colour, self.words)

    def _score_row(self, change: ScoreChange) -> ToldChange:
        label = labels.label(change.kind, self.words)
        what = f"{self._name(change)}, {change.year}, {label}"
        old, new = self._result(change.old), self._result(change.new)
        if change.old is None:
            return self._row(change, _NEWS, what, old, new)
        return self._row(change, N_("{what}: {new}, before {old}"), what, old, new)

    def _result(self, result: Result | None) -> str:
        return NOTHING if result is None else plan_names.result_text(result, self.words)

    def _report_row(self, change: ReportChange) -> ToldChange:
        what = self._report_name(change.duty, change.unit, change.period)
        old = self._report(self.before, change.old)
        new = self._report(self.after, change.new)
        # That a report was not due yet is no news, though a table may show it.
        message = N_("{what}: {new}; before: {old}") if _was_news(change) else _NEWS
        return self._row(change, message, what, old, new)

    def _report(self, month: FrozenMonth, row: ReportRow | None) -> str:
        if row is None:
            return NOTHING
        # That it came in or went back its reason says itself.
        is_accepted = row.acceptance is Acceptance.ACCEPTED
        accepted = labels.label(Acceptance.ACCEPTED, self.words).lower() if is_accepted else None
        reason = dated(row.reason, self.words) or month.said(row.reason, self.words)
        said = (reason, accepted)
        return "; ".join(inside(each) for each in said if each)

    def _report_name(self, duty: str, unit: str, period: Period) -> str:
        key = report_key(duty, unit, period)
        months = (self.after, self.before)
        named = ((month, row) for month in months for row in month.board.reports if row.key == key)
        month, row = next(named, (self.after, None))
        if row is not None and row.once:
            once = report_on_paper(row, month.board.plan, self.words)
            return f"{once}, {self._unit(unit)}"
        name = self.words.text(
            N_("Report of {unit} for {period}"), unit=self._unit(unit), period=period
        )
        asked = duty_text(month.board.plan, duty) if row is not None and row.twin else ""
        return f"{name} ({inside(asked)})" if asked else name

    def _task_title(self, code: str) -> str:
        """What a task is called; a task where neither month has it any more."""
        boards = (self.after.board, self.before.board)
        titles = (
            view.task.title
            for board in boards
            for _, view in board.all_tasks()
            if view.task.code == code
        )
        return next(titles, self.words.text(N_("A task")))

    def _unit(self, code: str) -> str:
        unit = self.after.board.plan.unit(code) or self.before.board.plan.unit(code)
        return unit.name if unit else code

    def _target_row(self, change: TargetChange) -> ToldChange:
        old, new = self._target(change.old), self._target(change.new)
        if change.old is None:
            message = N_("{what}: a target was set, {new}")
        elif change.new is None:
            message = N_("{what}: the target {old} was taken away")
        else:
            message = N_("{what}: the target was changed from {old} to {new}")
        return self._row(change, message, self._name(change), old, new)

    def _name(self, change: LightChange | ScoreChange | TargetChange) -> str:
        """What a sub-index or an index is called in the language spoken."""
        view = self._view(change.index, change.sub_index)
        return plan_names.sub_index_name(view, self.words) if view else change.name

    def _view(self, index: str, sub_index: str | None) -> SubIndexView | None:
        """A sub-index as the later month has it, or the earlier one where it is gone."""
        if sub_index is None:
            return None
        after = self.after.board.sub_index(index, sub_index)
        return after or self.before.board.sub_index(index, sub_index)

    def _target(self, target: Target | None) -> str:
        if target is None:
            return NOTHING
        said = formats.target(target, self.words)
        return said if target.text in (None, said) else f"{said} (“{target.text}”)"

    def _threshold_row(self, change: ThresholdChange) -> ToldChange:
        what = threshold_name(change.field, self.words)
        message = N_("Threshold “{what}” was changed from {old} to {new}")
        old, new = self._threshold(change.old), self._threshold(change.new)
        return self._row(change, message, what, old, new)

    def _threshold(self, value: object) -> str:
        if isinstance(value, tuple):
            bands = [each for each in value if isinstance(each, Band)]
            said = (f"{band.name} ≥ {formats.decimal(band.low, self.words)}" for band in bands)
            return "; ".join(said) or NOTHING
        return self._shown(value)  # type: ignore[arg-type]

    def _afterthought_row(self, change: Afterthought) -> ToldChange:
        about = self._about(change)
        new = self._act(change.kind, change.new, about)
        old = self._act(change.kind, change.old, about) if change.old else NOTHING
        message = N_("Added after the freeze, for {day}: {new} (by {by}, {moment})")
        return self._row(
            change,
            message,
            about,
            old,
            new,
            day=change.new.on,
            by=change.new.recorded_by,
            moment=change.new.recorded_at,
        )

    def _about(self, change: Afterthought) -> str:
        """What an act is about, by name: keys mean nothing to readers."""
        match change.new.value or self._withdrawn(change.new.key):
            case TaskUpdate() as said:
                return self._task_title(said.task)
            case ReportAct() | Extension() as said:
                return self._report_name(said.duty, said.unit, said.period)
            case ResultEntry() as said:
                return self._part(said.index, said.sub_index)
            case Conclusion() as said:
                return said.text
            case _:
                return self._named_by_key(change.kind, change.new.key)

    def _named_by_key(self, kind: ActKind, key: str) -> str:
        """The same of an act of which nothing is left but its key."""
        if kind is ActKind.UPDATE:
            return self._task_title(key.partition("@")[0])
        if kind in (ActKind.REPORT, ActKind.EXTENSION):
            duty, unit, period = key.rsplit("/", 2)
            return self._report_name(duty, unit, Period.parse(period))
        return self.words.text(_UNNAMED[kind])

    def _withdrawn(self, key: str) -> object:
        """What an act said before it was withdrawn."""
        acts = (self.after.acts, self.before.acts)
        kinds = (getattr(each, kind.name) for each in acts for kind in fields(each))
        versions = (version for kind in kinds for version in kind if version.key == key)
        return next((version.value for version in versions if version.value is not None), None)

    def _act(self, kind: ActKind, version: Version[object], about: str) -> str:
        match version.value:
            case None:
                return self.words.text(N_("“{what}” was withdrawn"), what=about)
            case TaskUpdate() as said:
                task = self._task_title(said.task)
                return self._said(kind, said.status, task=task, quarter=said.quarter)
            case ReportAct() as said:
                return self._of_report(kind, said, said.step)
            case Extension() as said:
                return self._of_report(kind, said, said.last_day)
            case ResultEntry() as said:
                part = self._part(said.index, said.sub_index)
                result = self._result(said.result)
                return self._said(kind, result, part=part, year=said.result.year)
            case Conclusion() as said:
                return self._said(kind, said.text)
            case DueRule():
                return self._due_day(version.key)
        raise TypeError(f"nothing that is recorded: {version.value!r}")

    def _due_day(self, code: str) -> str:
        """By what the duty asks for: its code means nothing to readers."""
        asked = duty_text(self.after.board.plan, code) or duty_text(self.before.board.plan, code)
        if not asked:
            return self.words.text(_UNNAMED[ActKind.DUE_DAY])
        return self._said(ActKind.DUE_DAY, None, duty=f"“{asked}”")

    def _of_report(self, kind: ActKind, about: ReportAct | Extension, said: Shown) -> str:
        unit = self._unit(about.unit)
        return self._said(kind, said, unit=unit, period=about.period)

    def _said(self, kind: ActKind, said: Shown, **more: Shown) -> str:
        return self.words.text(_ACTS[kind], said=said, **more)

    def _part(self, index: str, sub_index: str | None) -> str:
        view = self._view(index, sub_index)
        return plan_names.sub_index_name(view, self.words) if view else index


def _because(row: ToldChange, reason: str) -> ToldChange:
    """The same with its reason, unless that says no more than the new word of the light."""
    if inside(reason).casefold() == row.new.casefold():
        return row
    return replace(row, sentence=f"{row.sentence} ({inside(reason)})")


def _was_news(change: ReportChange) -> bool:
    old = change.old
    return old is not None and (is_settled(old) or old.acceptance is not None)


def told(
    changes: Changes, before: FrozenMonth, after: FrozenMonth, words: Words
) -> tuple[ToldChange, ...]:
    """The changes between two frozen months in a language, a row for each."""
    return tuple(_Teller(before, after, words).rows(changes))


def changes_document(
    changes: Changes, before: FrozenMonth, after: FrozenMonth, words: Words
) -> dict[str, Any]:
    """The changes as plain JSON data: each with its old and new, and as it is told."""
    form = writing_form({**before.texts, **after.texts})
    return {
        "plan": after.plan_id,
        "illustration": after.illustration,
        "since": form.write(changes.since),
        "until": form.write(changes.until),
        "changes": [
            {
                "section": str(row.section),
                "what": row.what,
                "old": row.old,
                "new": row.new,
                "sentence": row.sentence,
                "data": form.write(row.change),
            }
            for row in told(changes, before, after, words)
        ],
    }
