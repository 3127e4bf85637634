"""What was recorded, in words: which thing, what somebody did with it, and which fields changed.

A version comes as plain data by field, as the history keeps it. Which version holds, and who may
bring one back, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Any

from ddci_tracker.domain import texts
from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.clock import ClockDoubt
from ddci_tracker.domain.conclusions import CalledMeeting
from ddci_tracker.domain.meetings import MeetingState
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plain import PlainForm
from ddci_tracker.domain.plan import (
    Cadence,
    DueRule,
    Plan,
    RankList,
    ResultKind,
    SubIndexGroup,
    TargetKind,
    TargetOf,
    UnitKind,
)
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.unit_changes import UnitChangeKind
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.deadlines import due_rule
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import meeting_day

# What one version said, by field; None: there was nothing, or the thing was taken away.
Said = Mapping[str, Any] | None

# What the kinds of things are called.
KIND_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "plan_header": N_("plan"),
        "plan_agency": N_("agency"),
        "plan_document": N_("document"),
        "legal_basis": N_("legal basis"),
        "unit": N_("unit"),
        "person": N_("person"),
        "own_sub_index": N_("sub-index of its own"),
        "overall": N_("index"),
        "sub_index": N_("sub-index"),
        "target": N_("target"),
        "result": N_("result"),
        "task": N_("task"),
        "report_duty": N_("report duty"),
        "recipient": N_("recipient"),
        "note": N_("note"),
        "task_update": N_("update"),
        "report_act": N_("report"),
        "extension": N_("extension"),
        "due_day": N_("due day"),
        "plan_close": N_("close of the plan"),
        "conclusion": N_("conclusion"),
        "meeting": N_("meeting"),
        "meeting_conclusion": N_("conclusion that is being written"),
        "month_summary": N_("wording of the report"),
        "evidence": N_("evidence"),
        "amendment": N_("amendment"),
        "unit_change": N_("change of units"),
        "succession": N_("predecessor"),
        "result_entry": N_("entered result"),
        "block_table": N_("table of a block"),
        "policy": N_("thresholds"),
        "special_day": N_("working day or day off"),
    }
)

# What is the matter with an act that a clock which ran ahead has its day from.
DOUBTS: Mapping[ClockDoubt, str] = MappingProxyType(
    {
        ClockDoubt.TO_COME: N_("a clock ran ahead: its day has not come"),
        ClockDoubt.SET_ASIDE: N_("does not count: a clock ran ahead, and its day had not come"),
        ClockDoubt.UNSURE: N_("perhaps a clock ran ahead, and its day had not come"),
    }
)

# What fields are called, in the order in which they are told. What is not here is not told: it
# names the thing itself, or says where it stands in the print.
_FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "status": N_("Status"),
        "percent": N_("Percent done"),
        "actual": N_("Figure reached"),
        "done_on": N_("Done on"),
        "entered_on": N_("Entered on"),
        "day": N_("Day"),
        "worked": N_("Worked"),
        "accepted": N_("Accepted"),
        "returned": N_("Returned because"),
        "said_by": N_("Unit that spoke"),
        "note": N_("What was done"),
        "difficulty": N_("Difficulty and proposal"),
        "needs_help": N_("Help is needed"),
        "recovery": N_("Way out"),
        "last_day": N_("New last day"),
        "approver": N_("Approved by"),
        "basis": N_("Basis"),
        "url": N_("Link"),
        "decided_on": N_("Decided on"),
        "in_force_on": N_("In force from"),
        "score": N_("Score"),
        "rank": N_("Rank"),
        "out_of": N_("Length of the list"),
        "score_change": N_("Change of score"),
        "rank_change": N_("Change of rank"),
        "previous_rank": N_("Rank of the year before"),
        "improvement_rank": N_("Rank by improvement"),
        "best_score": N_("Best score"),
        "ranks": N_("Ranks in other lists"),
        "rank_over": N_("Ranked beyond"),
        "median": N_("Median of the block"),
        "mean": N_("Mean of the block"),
        "disputed_by": N_("Other sources"),
        "rows": N_("Agencies"),
        "minimum": N_("Least score"),
        "maximum": N_("Highest score"),
        "bands": N_("Bands"),
        "published_on": N_("Published on"),
        "source": N_("Source"),
        "title": N_("Called"),
        "name": N_("Name"),
        "short_name": N_("Short name"),
        "printed_name": N_("Printed name"),
        "text": N_("Text"),
        "kind": N_("Kind"),
        "role": N_("Office held"),
        "value": N_("Value"),
        "low": N_("From"),
        "high": N_("To"),
        "of": N_("Counted in"),
        "base_year": N_("Counted from the year"),
        "margin": N_("Margin"),
        "strict": N_("More than equal"),
        "band": N_("Band"),
        "list": N_("List"),
        "year": N_("Year"),
        "years": N_("Years"),
        "lead": N_("Lead unit"),
        "with_units": N_("Coordinating units"),
        "units": N_("Units"),
        "members": N_("Members"),
        "from_units": N_("Senders"),
        "to_units": N_("Recipients"),
        "cadence": N_("Cadence"),
        "start": N_("Starts on"),
        "due": N_("Due"),
        "issued_on": N_("Issued on"),
        "number": N_("Number"),
        "first_due": N_("First due day"),
        "ongoing": N_("Ongoing, without a day"),
        "met_on": N_("Day of the meeting"),
        "state": N_("State"),
        "chair": N_("Chaired by"),
        "others": N_("Others who attend"),
        "agenda": N_("Agenda"),
        "edition": N_("Edition of the notice"),
        "opening": N_("Opening paragraph"),
        "achieved": N_("Closing of section I"),
        "shortcomings": N_("Closing of section II"),
        "causes": N_("Closing of section III"),
        "upcoming": N_("Closing of section IV"),
        "requests": N_("Closing of section V"),
        "product": N_("What must come of it"),
        "authority": N_("Who decides"),
        "person": N_("Leader in charge"),
        "group": N_("Group"),
        "kpi": N_("Figure asked for"),
        "green_lag": N_("Lag that is still green"),
        "amber_lag": N_("Lag that is still amber"),
        "amber_places": N_("Places that are still near"),
        "amber_share": N_("Share of the scale that is still near"),
        "red_share": N_("Share of red tasks that makes red"),
        "amber_task_share": N_("Share of amber tasks that makes amber"),
        "spoken_share": N_("Share of tasks with a word that makes green"),
        "green_share": N_("Share of green tasks that makes green"),
        "due_soon_days": N_("Days before a report is nearly due"),
    }
)
# What a note is called where it does not say what was done.
_REMARK = N_("Remark")
_DAYS = frozenset(
    {
        *("done_on", "entered_on", "day", "last_day", "published_on", "start", "due"),
        *("first_due", "met_on"),
        *("issued_on", "decided_on", "in_force_on"),
    }
)
_NUMBERS = frozenset(
    {
        *("score", "score_change", "best_score", "median", "mean", "actual"),
        *("value", "low", "high", "margin", "minimum", "maximum"),
    }
)
# What names a result and a document is told of targets alone.
_OF_TARGETS = frozenset({"of", "year"})
_SHARES = frozenset({"amber_share", "red_share", "amber_task_share", "spoken_share", "green_share"})
_UNITS = frozenset({"lead", "with_units", "units", "from_units", "to_units"})
_ENUMS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "status": TaskStatus,
        "state": MeetingState,
        "cadence": Cadence,
        "of": TargetOf,
        "group": SubIndexGroup,
    }
)
_KINDS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "target": TargetKind,
        "result": ResultKind,
        "result_entry": ResultKind,
        "unit": UnitKind,
        "unit_change": UnitChangeKind,
    }
)
# What was done with a report, by the step that stands after it.
_STEPS: Mapping[ReportStep, str] = MappingProxyType(
    {
        ReportStep.HANDED_IN: N_("recorded as handed in: {what}"),
        ReportStep.WITHDRAWN: N_("withdrew {what}"),
        ReportStep.ACCEPTED: N_("accepted {what}"),
        ReportStep.RETURNED: N_("returned {what}"),
    }
)
# What was done with other things: for the first time, changed, taken away.
_SAID_ACTS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "task_update": (
            N_("updated {what}"),
            N_("changed the update of {what}"),
            N_("took back the update of {what}"),
        ),
        "extension": (
            N_("extended {what}"),
            N_("changed the extension of {what}"),
            N_("took back the extension of {what}"),
        ),
        "plan_close": (
            N_("set the {what}"),
            N_("changed the {what}"),
            N_("took back the {what}"),
        ),
        "due_day": (
            N_("set the due day of {what}"),
            N_("changed the due day of {what}"),
            N_("took back the due day of {what}"),
        ),
        "unit_change": (
            N_("recorded the {what}"),
            N_("changed the {what}"),
            N_("took back the {what}"),
        ),
        "amendment": (
            N_("recorded the {what}"),
            N_("changed the basis of the {what}"),
            N_("took back the {what}"),
        ),
        "month_summary": (
            N_("wrote the {what}"),
            N_("changed the {what}"),
            N_("took back the {what}"),
        ),
        "policy": (
            N_("set the {what}"),
            N_("changed the {what}"),
            N_("put the {what} back to the usual ones"),
        ),
        "result_entry": (N_("entered {what}"), N_("corrected {what}"), N_("withdrew {what}")),
    }
)
_OTHER_SAID_ACTS = (N_("added {what}"), N_("changed {what}"), N_("removed {what}"))

_PLAIN = PlainForm()
_NO_MEETINGS: Mapping[str, CalledMeeting] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedChange:
    """A field that changed; ``before`` or ``after`` None where it said nothing."""

    name: str
    before: str | None
    after: str | None


class Recorded:
    """Tells what was recorded of one plan, in the names that the plan gives.

    ``meetings`` is what its meetings are known by, by their ids; without it by the days of those.
    """

    def __init__(
        self, plan: Plan, words: Words, meetings: Mapping[str, CalledMeeting] = _NO_MEETINGS
    ) -> None:
        self._words = words
        self._meetings = meetings
        self._units = {unit.code: unit.name for unit in plan.named_units}
        self._tasks = {task.code: task.title for _, task in plan.all_tasks()}
        self._parts = {f"{part.index}/{part.code}": part.printed_name for part in plan.sub_indices}
        self._cadences = {duty.code: duty.cadence for duty in plan.named_duties}

    def act(self, what: str, key: str, before: Said, after: Said, *, undone: bool = False) -> str:
        """What somebody did, to stand after their name: cập nhật nhiệm vụ II.1-01, quý III/2026.

        ``undone``: the version takes back the one before instead of following on it.
        """
        named = self.thing(what, key, after or before)
        if what == "report_act":
            if undone or after is None:
                return self._words.text(N_("took back a step of {what}"), what=named)
            return self._words.text(_STEPS[ReportStep(after["step"])], what=named)
        first, changed, removed = _SAID_ACTS.get(what, _OTHER_SAID_ACTS)
        message = removed if after is None else first if before is None else changed
        return self._words.text(message, what=named)

    def thing(self, what: str, key: str, said: Said = None) -> str:
        """What a version is about: nhiệm vụ II.1-01, quý III/2026; báo cáo R1 của Văn phòng.

        ``said`` is what it says, by which a conclusion is named: its key means nothing to readers.
        """
        words = self._words
        match what:
            case "meeting":
                return f"{words.text(KIND_NAMES[what])} {self._meeting(key)}"
            case "conclusion" | "meeting_conclusion" if said and said.get("text"):
                return f"{words.text(KIND_NAMES[what])} “{texts.shortened(said['text'])}”"
            case "task_update":
                code, _, quarter = key.rpartition("@")
                return words.text(
                    N_("task {task}, {period}"), task=code, period=Period.parse(quarter)
                )
            case "report_act" | "extension":
                duty, unit, period = key.split("/")
                if self._cadences.get(duty) is Cadence.ONCE:
                    # It has no year of its own, although it is kept under that of its plan.
                    return words.text(
                        N_("one-time report {duty} of {unit}"),
                        duty=duty,
                        unit=self._units.get(unit, unit),
                    )
                return words.text(
                    N_("report {duty} of {unit}, {period}"),
                    duty=duty,
                    unit=self._units.get(unit, unit),
                    period=Period.parse(period),
                )
            case "evidence":
                about = key.rpartition("#")[0]
                of = "task_update" if "@" in about else "report_act"
                return words.text(N_("evidence for {what}"), what=self.thing(of, about))
            case "due_day" | "report_duty":
                return words.text(N_("report duty {duty}"), duty=key)
            case "result_entry":
                return self._result(key)
            case "month_summary":
                return words.text(N_("wording of the report on {month}"), month=Period.parse(key))
            case "amendment":
                day = date.fromisoformat(key.partition("#")[0])
                return words.text(N_("amendment of {day}"), day=day)
            case "block_table":
                index, _, year = key.partition("/")
                return words.text(
                    N_("the table of the block in {index} for {year}"), index=index, year=int(year)
                )
            case "unit_change":
                written, _, units = key.partition("/")
                return words.text(
                    N_("change of units of {day}: {units}"),
                    day=date.fromisoformat(written),
                    units=tuple(units.partition("/")[2].split("+")),
                )
            case "policy" | "plan_close":
                return words.text(KIND_NAMES[what])
            case "special_day":
                return formats.day(date.fromisoformat(key), words)
            case "unit":
                return words.text(N_("unit {unit}"), unit=self._units.get(key, key))
        kind = words.text(KIND_NAMES[what])
        return f"{kind} {self._parts.get(key, key)}"

    def _meeting(self, key: str) -> str:
        """A meeting by its day, and its title where it has one."""
        day, _, _ = key.rpartition("-")
        called = self._meetings.get(key)
        called = called or CalledMeeting(key=key, met_on=date.fromisoformat(day))
        named = meeting_day(called, self._words)
        return f"{named} “{called.title}”" if called.title else named

    def about(self, what: str, key: str) -> str | None:
        """The title of the task that a version is about; None for anything else."""
        code = key.rpartition("@")[0] if what == "task_update" else key
        return self._tasks.get(code) if what in ("task", "task_update") else None

    def changes(self, what: str, key: str, before: Said, after: Said) -> tuple[RecordedChange, ...]:
        """The fields that differ, in a fixed order; of the first version those that say something.

        None where the thing was taken away.
        """
        if after is None:
            return ()
        if what == "due_day":
            return self._due_days(key, before, after)
        if what == "policy" and before is None:
            before = PlainForm().write(Policy())  # The usual ones held until then.
        if what == "report_duty":
            before, after = self._with_rule(before or {}), self._with_rule(after)
        return tuple(self._differing(what, before or {}, after))

    def _differing(
        self, what: str, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> Iterator[RecordedChange]:
        for field, name in _FIELD_NAMES.items():
            was, now = before.get(field), after.get(field)
            if field in _OF_TARGETS and what != "target":
                continue
            if was == now or (not before and now in (None, False, [], "")):
                continue
            said = partial(self._value, what, field)
            if field == "note" and what != "task_update":
                name = _REMARK
            yield RecordedChange(name=self._words.text(name), before=said(was), after=said(now))

    def _value(self, what: str, field: str, value: Any) -> str | None:
        """A value of plain data as it is read; None for one that says nothing."""
        words = self._words
        if value is None or value == "" or value == []:
            return None
        if isinstance(value, bool):
            return formats.shown(value, words)
        enum = _KINDS.get(what) if field == "kind" else _ENUMS.get(field)
        if enum is not None:
            return labels.label(enum(value), words)
        if field in _DAYS and what != "report_duty":
            return formats.day(date.fromisoformat(value), words)
        if field in _NUMBERS:
            return formats.decimal(Decimal(value), words)
        if field in _SHARES:
            return _share(value, words)
        if field == "percent":
            return formats.percent(value, words)
        if field in _UNITS:
            return formats.listed((self._units.get(code, code) for code in value), words)
        match field:
            case "said_by":
                return self._units.get(str(value), str(value))
            case "ranks":
                return "; ".join(self._list_rank(each) for each in value)
            case "disputed_by" | "bands":
                return "; ".join(self._figures(each) for each in value)
            case "agenda":
                return words.plural("{count} item", "{count} items", count=len(value))
            case "rows":
                return words.plural("{count} agency", "{count} agencies", count=len(value))
        return self._nested(value)

    def _list_rank(self, said: Mapping[str, Any]) -> str:
        place = formats.rank(said["rank"], said["out_of"])
        return f"{labels.label(RankList(said['list']), self._words)}: {place}"

    def _figures(self, said: Mapping[str, Any]) -> str:
        """Another source, or a band: its name and its figures."""
        name = said.get("source") or said.get("name")
        scores = (said.get("score"), said.get("from_score"), said.get("low"))
        figures = [formats.decimal(Decimal(each), self._words) for each in scores if each]
        if said.get("rank"):
            figures.append(self._words.text("rank {rank}", rank=said["rank"]))
        return f"{name}: {', '.join(figures)}"

    def _nested(self, value: Any) -> str:
        match value:
            case {"units": units}:
                return formats.listed((self._units.get(code, code) for code in units), self._words)
            case {"text": text}:
                return texts.shortened(str(text))
            case dict():
                return "; ".join(str(part) for part in value.values() if part not in (None, ""))
            case list():
                return ", ".join(map(str, value))
        return texts.shortened(str(value))

    def _due_days(
        self, duty: str, before: Said, after: Mapping[str, Any]
    ) -> tuple[RecordedChange, ...]:
        said = partial(self._rule, self._cadences.get(duty))
        was, now = said(before) if before else None, said(after)
        if was == now:
            return ()
        name = _FIELD_NAMES["due"]
        return (RecordedChange(name=self._words.text(name), before=was, after=now),)

    def _with_rule(self, duty: Mapping[str, Any]) -> Mapping[str, Any]:
        """A printed duty with its due rule in words; the rule alone says nothing of the cadence."""
        rule, cadence = duty.get("due"), duty.get("cadence")
        if rule is None:
            return duty
        return {**duty, "due": self._rule(Cadence(cadence) if cadence else None, rule)}

    def _rule(self, cadence: Cadence | None, rule: Mapping[str, Any]) -> str:
        return due_rule(_PLAIN.read(DueRule, rule), cadence, self._words)

    def _result(self, key: str) -> str:
        index, part, year, kind, *of = key.split("/", 4)
        whole = f"{index}/{part}"
        said = self._words.text(
            N_("the {kind} result of {part} for {year}"),
            kind=labels.label(ResultKind(kind), self._words),
            part=self._parts.get(whole, part) if part else index,
            year=int(year),
        )
        return f"{said} ({of[0]})" if of else said


def threshold_name(field: str, words: Words) -> str:
    """What a threshold is called."""
    return words.text(_FIELD_NAMES[field])


def thresholds(policy: Policy, words: Words) -> tuple[RecordedChange, ...]:
    """Every threshold of a policy with its value."""
    said = PlainForm().write(policy)
    return tuple(
        RecordedChange(
            name=words.text(name),
            before=None,
            after=_share(said[field], words) if field in _SHARES else str(said[field]),
        )
        for field, name in _FIELD_NAMES.items()
        if field in said and not isinstance(said[field], list)
    )


def _share(written: str, words: Words) -> str:
    return formats.percent((Decimal(written) * 100).normalize(), words)
