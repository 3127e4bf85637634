"""Why something is as it is: a code with typed arguments, never a sentence.

One renderer per language makes the sentence (the ``words`` room). A frozen month keeps both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Target

Argument = bool | int | str | Decimal | date | Period | tuple[str, ...] | tuple[Target, ...] | None


class ReasonCode(StrEnum):
    """Every reason a rule can give. Named for what it says, grouped by who says it."""

    # result light; gap is signed, measure is "points" or "places"
    NO_TARGET = "no_target"
    NOT_MEASURED = "not_measured"  # index, year
    NO_RESULT_YET = "no_result_yet"  # year, base_year, gap, measure, missed
    NO_RESULT_NO_BASE = "no_result_no_base"  # year
    UNDECIDABLE = "undecidable"  # texts
    TARGET_MET = "target_met"  # gap, measure, estimated
    TARGET_NEAR = "target_near"  # gap, measure, estimated
    TARGET_MISSED = "target_missed"  # gap, measure, estimated
    MAXIMUM_UNKNOWN = "maximum_unknown"  # missed, near or far: gap, measure, estimated
    # execution light of a task; by: the unit that said so, where another one answers for the task
    NOT_TRACKED = "not_tracked"
    NOT_APPLICABLE = "not_applicable"  # note
    BEFORE_START = "before_start"  # start
    LEFT_THE_PLAN = "left_the_plan"  # since
    QUARTER_NOT_BEGUN = "quarter_not_begun"  # first_day
    DONE = "done"
    DONE_LATE = "done_late"  # days
    PAST_DUE = "past_due"  # days, due
    BLOCKED = "blocked"  # recovery
    BEHIND = "behind"
    NEEDS_HELP = "needs_help"
    ON_LINE = "on_line"  # percent, expected
    BEHIND_LINE = "behind_line"  # percent, expected, lag
    ON_TRACK = "on_track"
    JUST_NOT_STARTED = "just_not_started"
    STILL_NOT_STARTED = "still_not_started"  # quarters
    NEVER_UPDATED = "never_updated"
    MISSED_ONE_UPDATE = "missed_one_update"  # day
    MISSED_UPDATES = "missed_updates"  # count, day
    # execution light of a sub-index
    NO_TASK = "no_task"
    TASKS_RED = "tasks_red"  # red, in_play
    TASKS_AMBER = "tasks_amber"  # amber, in_play
    TASKS_GREEN = "tasks_green"  # spoken, in_play, carried
    FEW_UPDATED = "few_updated"  # count, total
    FEW_STARTED = "few_started"  # count, total
    # reports
    REPORT_NOT_APPLICABLE = "report_not_applicable"  # issued
    REPORT_NOT_ASKED_YET = "report_not_asked_yet"  # since
    REPORT_NO_DUE_DAY = "report_no_due_day"
    REPORT_UPCOMING = "report_upcoming"  # days, due
    REPORT_DUE_SOON = "report_due_soon"  # days, due
    REPORT_DUE_TODAY = "report_due_today"  # due
    REPORT_OVERDUE = "report_overdue"  # days, due
    # where a unit entered an earlier day of hand-in: entered, confirmed besides
    REPORT_ON_TIME = "report_on_time"  # handed_in, due; returned and again where it came back
    REPORT_LATE = "report_late"  # days, handed_in, due; the same
    REPORT_HANDED_IN = "report_handed_in"  # handed_in; the same
    REPORT_RETURNED = "report_returned"  # note, on
    # cần xử lý: why a row is there
    UNIT_SILENT = "unit_silent"  # count, day
    NO_OWNER = "no_owner"  # count
    PLAN_NOT_TRACKED = "plan_not_tracked"
    CONCLUSION_OVERDUE = "conclusion_overdue"  # days, due
    CONCLUSION_DUE_SOON = "conclusion_due_soon"  # days, due


class Subject(StrEnum):
    """What a row of "Cần xử lý" is about, as far as it takes words to say it."""

    TASK = "subject_task"  # title
    REPORT = "subject_report"  # period; printed or duty where that alone does not name it
    ONE_TIME_REPORT = "subject_one_time_report"  # duty, or printed
    SILENT_TASKS = "subject_silent_tasks"  # count; red where only some of them are
    UNOWNED_TASKS = "subject_unowned_tasks"  # count
    PLAN = "subject_plan"
    CONCLUSION = "subject_conclusion"  # text


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code with its arguments, in the order in which they were given."""

    code: StrEnum
    arguments: tuple[tuple[str, Argument], ...] = ()

    @classmethod
    def of(cls, code: StrEnum, **arguments: Argument) -> Reason:
        """A reason from keyword arguments."""
        return cls(code, tuple(arguments.items()))

    def and_also(self, **arguments: Argument) -> Reason:
        """The same reason with more arguments."""
        return Reason(self.code, (*self.arguments, *arguments.items()))

    def __getitem__(self, name: str) -> Argument:
        return dict(self.arguments)[name]
