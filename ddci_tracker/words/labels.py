"""Labels of the members of enums: what a screen, a document or the command line calls them.

A light has two sets of words, one for execution (thực hiện) and one for results (kết quả).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.conclusions import ConclusionPart, ConclusionState
from ddci_tracker.domain.findings import Level
from ddci_tracker.domain.freshness import NoOwner
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.meetings import MeetingState
from ddci_tracker.domain.month_summary import SummaryPart
from ddci_tracker.domain.periods import PeriodKind
from ddci_tracker.domain.plan import (
    Cadence,
    Direction,
    MembersBasis,
    RankList,
    ResultKind,
    SubIndexGroup,
    TargetKind,
    TargetOf,
    UnitKind,
)
from ddci_tracker.domain.plan_tables import DueMonthOf, DueWay, YesNo
from ddci_tracker.domain.reports import Acceptance, Timeliness
from ddci_tracker.domain.targets import BasisKind, Measure
from ddci_tracker.domain.unit_changes import UnitChangeKind
from ddci_tracker.domain.unit_form import RowState
from ddci_tracker.domain.views import AttentionKind, EstimateBasis
from ddci_tracker.domain.working_days import DayBasis
from ddci_tracker.words.language import Translator
from ddci_tracker.words.marking import N_

EXECUTION: Mapping[Colour | None, str] = MappingProxyType(
    {
        Colour.RED: N_("Behind"),
        Colour.AMBER: N_("At risk"),
        Colour.GREY: N_("Not updated"),
        Colour.GREEN: N_("On track"),
        None: N_("Not in play"),
    }
)

RESULT: Mapping[Colour, str] = MappingProxyType(
    {
        Colour.RED: N_("Missed"),
        Colour.AMBER: N_("Nearly met"),
        Colour.GREY: N_("Not published"),
        Colour.GREEN: N_("Met"),
    }
)

# The blocks (khối) in which agencies are ranked, by what a plan file calls them.
BLOCKS: Mapping[str, str] = MappingProxyType(
    {
        "departments": N_("departments"),
        "vertical": N_("vertical agencies"),
        "districts": N_("districts"),
        "communes": N_("communes, wards and special zones"),
    }
)

# By enum, since members of different enums with the same value are equal as keys.
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = MappingProxyType(
    {
        Colour: {
            Colour.RED: N_("red"),
            Colour.AMBER: N_("amber"),
            Colour.GREY: N_("grey"),
            Colour.GREEN: N_("green"),
        },
        TaskStatus: {
            TaskStatus.NOT_STARTED: N_("Not started"),
            TaskStatus.ON_TRACK: N_("Under way"),
            TaskStatus.BEHIND: N_("Running behind"),
            TaskStatus.BLOCKED: N_("Blocked"),
            TaskStatus.DONE: N_("Done"),
            TaskStatus.NOT_APPLICABLE: N_("Does not arise"),
        },
        RowState: {
            RowState.CHANGED: N_("Changed"),
            RowState.UNCHANGED: N_("Unchanged"),
            RowState.CONFLICT: N_("In conflict"),
            RowState.ERROR: N_("Wrong"),
        },
        ReportStep: {
            ReportStep.HANDED_IN: N_("Handed in"),
            ReportStep.WITHDRAWN: N_("Withdrawn"),
            ReportStep.ACCEPTED: N_("Accepted"),
            ReportStep.RETURNED: N_("Returned"),
        },
        Timeliness: {
            Timeliness.NOT_APPLICABLE: N_("Not applicable"),
            Timeliness.NO_DUE_DAY: N_("No due day"),
            Timeliness.UPCOMING: N_("Not yet due"),
            Timeliness.DUE_SOON: N_("Due soon"),
            Timeliness.DUE_TODAY: N_("Due today"),
            Timeliness.OVERDUE: N_("Overdue"),
            Timeliness.ON_TIME: N_("On time"),
            Timeliness.LATE: N_("Late"),
        },
        Acceptance: {
            Acceptance.HANDED_IN: N_("Handed in"),
            Acceptance.ACCEPTED: N_("Accepted"),
            Acceptance.RETURNED: N_("Returned"),
        },
        Cadence: {
            Cadence.ONCE: N_("once"),
            Cadence.WEEKLY: N_("weekly"),
            Cadence.MONTHLY: N_("monthly"),
            Cadence.QUARTERLY: N_("quarterly"),
            Cadence.HALF_YEARLY: N_("half-yearly"),
            Cadence.NINE_MONTHS: N_("nine-monthly"),
            Cadence.YEARLY: N_("yearly"),
            Cadence.CONTINUOUS: N_("continuous"),
            Cadence.SEASONAL: N_("seasonal"),
            Cadence.AD_HOC: N_("as needed"),
        },
        PeriodKind: {
            PeriodKind.WEEK: N_("week"),
            PeriodKind.MONTH: N_("month"),
            PeriodKind.QUARTER: N_("quarter"),
            PeriodKind.HALF_YEAR: N_("half-year"),
            PeriodKind.NINE_MONTHS: N_("nine months"),
            PeriodKind.YEAR: N_("year"),
            PeriodKind.TURN: N_("turn"),
        },
        UnitKind: {
            UnitKind.OFFICE: N_("Office"),
            UnitKind.INSPECTORATE: N_("Inspectorate"),
            UnitKind.DIVISION: N_("Division"),
            UnitKind.CENTRE: N_("Centre"),
            UnitKind.BRANCH: N_("Branch"),
            UnitKind.OTHER: N_("Other unit"),
            UnitKind.GROUP: N_("Group of units"),
            UnitKind.EXTERNAL: N_("Outside the agency"),
            UnitKind.LEADERSHIP: N_("Leadership"),
        },
        UnitChangeKind: {
            UnitChangeKind.MERGED: N_("Merged"),
            UnitChangeKind.SPLIT: N_("Split"),
            UnitChangeKind.RENAMED: N_("Renamed"),
        },
        MembersBasis: {
            MembersBasis.PRINTED: N_("as printed"),
            MembersBasis.INFERRED: N_("inferred"),
            MembersBasis.ENTERED: N_("set by the Office"),
        },
        SubIndexGroup: {
            SubIndexGroup.MAINTAIN: N_("To be held"),
            SubIndexGroup.IMPROVE: N_("To be raised"),
        },
        TargetKind: {
            TargetKind.ABOVE: N_("above a score"),
            TargetKind.AT_LEAST: N_("a score or more"),
            TargetKind.REACH: N_("reach a score"),
            TargetKind.RANGE: N_("a range of scores"),
            TargetKind.RANK_AT_MOST: N_("a rank or better"),
            TargetKind.RANK_RANGE: N_("a range of ranks"),
            TargetKind.HOLD_RANK: N_("hold the rank"),
            TargetKind.TOP_GROUP: N_("leading group"),
            TargetKind.INCREASE: N_("an increase"),
            TargetKind.HOLD_SCORE: N_("hold the score"),
            TargetKind.ABOUT: N_("about a score"),
            TargetKind.VERSUS: N_("against the block"),
            TargetKind.BAND: N_("a band of scores"),
            TargetKind.QUALITATIVE: N_("without figures"),
        },
        TargetOf: {
            TargetOf.POINTS: N_("points"),
            TargetOf.PLACES: N_("places"),
            TargetOf.PERCENT: N_("per cent"),
            TargetOf.MEDIAN: N_("median"),
            TargetOf.MEAN: N_("mean of the block"),
            TargetOf.BEST: N_("best of the block"),
        },
        BasisKind: {
            BasisKind.BASE: N_("an earlier result"),
            BasisKind.MEDIAN: N_("median"),
            BasisKind.MEAN: N_("mean of the block"),
            BasisKind.BEST: N_("best of the block"),
            BasisKind.BAND: N_("a band of scores"),
        },
        DayBasis: {
            DayBasis.LAW: N_("by law"),
            DayBasis.LUNAR: N_("computed from the lunar calendar, not yet held against a notice"),
            DayBasis.NOTICE: N_("by a notice"),
            DayBasis.UNCONFIRMED: N_("not yet held against a notice"),
        },
        RankList: {
            RankList.NATIONAL: N_("nationwide"),
            RankList.REGION: N_("in the region"),
            RankList.BLOCK: N_("in the block"),
        },
        Measure: {
            Measure.POINTS: N_("points"),
            Measure.PLACES: N_("places"),
        },
        Direction: {
            Direction.UP: N_("upwards"),
            Direction.DOWN: N_("downwards"),
        },
        ResultKind: {
            ResultKind.PUBLISHED: N_("published"),
            ResultKind.ESTIMATE: N_("estimate"),
        },
        EstimateBasis: {
            EstimateBasis.ENTERED: N_("entered by a person"),
            EstimateBasis.MEAN: N_("mean of the sub-indices"),
        },
        AttentionKind: {
            AttentionKind.TASK: N_("Task"),
            AttentionKind.REPORT: N_("Report"),
            AttentionKind.SILENCE: N_("Missing updates"),
            AttentionKind.OWNER: N_("No lead unit"),
            AttentionKind.CONCLUSION: N_("Meeting conclusion"),
        },
        ConclusionState: {
            ConclusionState.OPEN: N_("Open"),
            ConclusionState.DUE_SOON: N_("Due soon"),
            ConclusionState.DUE_TODAY: N_("Due today"),
            ConclusionState.OVERDUE: N_("Overdue"),
            ConclusionState.DONE: N_("Done"),
            ConclusionState.DONE_LATE: N_("Done late"),
        },
        # What it is when a conclusion is not clear about this.
        ConclusionPart: {
            ConclusionPart.DUE: N_("by when is not clear"),
            ConclusionPart.AUTHORITY: N_("who decides is not clear"),
            ConclusionPart.PRODUCT: N_("what must come of it is not clear"),
        },
        MeetingState: {
            MeetingState.PREPARING: N_("Being prepared"),
            MeetingState.HELD: N_("Being held"),
            MeetingState.ENDED: N_("Ended"),
        },
        # Of the report of a month.
        SummaryPart: {
            SummaryPart.OPENING: N_("Opening paragraph"),
            SummaryPart.ACHIEVED: N_("Closing of section I"),
            SummaryPart.SHORTCOMINGS: N_("Closing of section II"),
            SummaryPart.CAUSES: N_("Closing of section III"),
            SummaryPart.UPCOMING: N_("Closing of section IV"),
            SummaryPart.REQUESTS: N_("Closing of section V"),
        },
        NoOwner: {
            NoOwner.NO_LEAD: N_("no lead unit is named"),
            NoOwner.NO_ACCOUNT: N_("nobody of the unit has an active account"),
        },
        YesNo: {
            YesNo.YES: N_("yes"),
            YesNo.NO: N_("no"),
        },
        DueWay: {
            DueWay.BEFORE: N_("before the day"),
            DueWay.BY: N_("on the day at the latest"),
            DueWay.WITHIN: N_("within working days"),
        },
        DueMonthOf: {
            DueMonthOf.QUARTER: N_("of the quarter"),
            DueMonthOf.HALF_YEAR: N_("of the half-year"),
            DueMonthOf.YEAR: N_("of the year"),
            DueMonthOf.NEXT_PERIOD: N_("of the period that follows"),
            DueMonthOf.NEXT_YEAR: N_("of the year that follows"),
        },
        Level: {
            Level.ERROR: N_("Error"),
            Level.QUESTION: N_("Question"),
            Level.NOTE: N_("Note"),
        },
    }
)


def label(member: StrEnum, words: Translator) -> str:
    """What a member of an enum is called; KeyError for an enum that is never shown."""
    return words.text(LABELS[type(member)][member])


def execution_label(colour: Colour | None, words: Translator) -> str:
    """The word of an execution light: Chậm, Có nguy cơ, Chưa cập nhật, Đúng tiến độ."""
    return words.text(EXECUTION[colour])


def result_label(colour: Colour | None, words: Translator) -> str:
    """The word of a result light: Chưa đạt, Gần đạt, Chưa công bố, Đạt."""
    return words.text(RESULT[colour or Colour.GREY])


def block_label(block: str, words: Translator) -> str:
    """What a block is called: sở, ban, ngành; one that a plan names itself as it is written."""
    return words.text(BLOCKS[block]) if block in BLOCKS else block
