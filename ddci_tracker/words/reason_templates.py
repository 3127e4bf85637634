"""The ways to say reasons, subjects and findings: two tables of templates by code.

Texts only; ``reasons`` words the arguments and chooses among the templates of a code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from types import MappingProxyType

from ddci_tracker.domain.findings import CheckCode
from ddci_tracker.domain.reasons import ReasonCode, Subject
from ddci_tracker.words.catalogue import Shown, Words
from ddci_tracker.words.marking import N_, NP_


@dataclass(frozen=True, slots=True)
class Template:
    """One way to say a reason.

    It is taken when every placeholder has a value and every argument in ``given`` is true (or
    not zero). ``message`` is a pair of singular and plural where ``counts`` names a number.
    """

    message: str | tuple[str, str]
    given: tuple[str, ...] = ()
    counts: str = ""

    @property
    def text(self) -> str:
        """The message id; the plural one where there are two."""
        return self.message if isinstance(self.message, str) else self.message[1]

    def fits(self, arguments: Mapping[str, Shown]) -> bool:
        """Whether the arguments suffice for this template."""
        needed = {name for _, name, _, _ in Formatter().parse(self.text) if name}
        return all(arguments.get(name) is not None for name in needed) and all(
            arguments.get(name) for name in self.given
        )

    def fill(self, arguments: Mapping[str, Shown], words: Words) -> str:
        """The template in words, its number grammatical."""
        if isinstance(self.message, str):
            return words.text(self.message, **arguments)
        count = arguments[self.counts]
        if not isinstance(count, int):
            raise TypeError(f"{self.counts} is no count: {count!r}")
        rest = {name: value for name, value in arguments.items() if name != "count"}
        return words.plural(*self.message, count=count, **rest)


def _one(message: str, *given: str) -> Template:
    return Template(message, given)


def _days(message: tuple[str, str], *given: str) -> Template:
    return Template(message, given, counts="days")


def _count(message: tuple[str, str]) -> Template:
    return Template(message, counts="count")


Templates = Mapping[StrEnum, tuple[Template, ...]]

# In each row the first template that fits is taken. ``{gap}`` comes worded ("thiếu 1,03 điểm").
SENTENCES: Templates = MappingProxyType(
    {
        ReasonCode.NO_TARGET: (_one(N_("No target is set")),),
        ReasonCode.NOT_MEASURED: (_one(N_("{index} of {year} does not have this sub-index")),),
        ReasonCode.NO_RESULT_YET: (
            _one(N_("No result for {year} yet; {base_year} was {gap}")),
            _one(N_("No result for {year} yet; {base_year} was beyond place {over}")),
        ),
        ReasonCode.NO_RESULT_NO_BASE: (
            _one(N_("No result for {year} yet, nor a starting gap to the target")),
        ),
        ReasonCode.UNDECIDABLE: (
            _one(N_("Cannot be decided: {texts}")),
            _one(N_("The target cannot be decided")),
        ),
        ReasonCode.TARGET_MET: (
            _one(N_("Met, {gap} (estimate)"), "estimated"),
            _one(N_("Met, {gap}")),
        ),
        ReasonCode.TARGET_NEAR: (
            _one(N_("Nearly met, {gap} (estimate)"), "estimated"),
            _one(N_("Nearly met, {gap}")),
        ),
        ReasonCode.TARGET_MISSED: (
            _one(N_("Missed, {gap} (estimate)"), "estimated"),
            _one(N_("Missed, {gap}")),
            _one(N_("Missed: beyond place {over} (estimate)"), "estimated"),
            _one(N_("Missed: beyond place {over}")),
        ),
        ReasonCode.MAXIMUM_UNKNOWN: (
            _one(
                N_("Missed, {gap} (estimate); near or far is open, the highest score is not given"),
                "estimated",
            ),
            _one(N_("Missed, {gap}; near or far is open, the highest score is not given")),
        ),
        #
        ReasonCode.NOT_TRACKED: (_one(N_("Not tracked in the system")),),
        ReasonCode.NOT_APPLICABLE: (
            _one(N_("{by} says that it does not arise in this period: {note}"), "note"),
            _one(N_("Does not arise in this period: {note}"), "note"),
            _one(N_("Does not arise in this period")),
        ),
        ReasonCode.BEFORE_START: (_one(N_("Begins on {start}")),),
        ReasonCode.LEFT_THE_PLAN: (_one(N_("No part of the plan from {since} on")),),
        ReasonCode.QUARTER_NOT_BEGUN: (_one(N_("The quarter begins on {first_day}")),),
        ReasonCode.DONE: (_one(N_("Done on {done_on}")), _one(N_("Done"))),
        ReasonCode.DONE_LATE: (
            _days(NP_("Done on {done_on}, {days} day late", "Done on {done_on}, {days} days late")),
            _days(NP_("Done, {days} day late", "Done, {days} days late")),
        ),
        ReasonCode.PAST_DUE: (
            _days(NP_("{days} day overdue, due on {due}", "{days} days overdue, due on {due}")),
        ),
        ReasonCode.BLOCKED: (
            _one(N_("{by} says that it is blocked; recovery: {recovery}"), "recovery"),
            _one(N_("Blocked; recovery: {recovery}"), "recovery"),
            _one(N_("Blocked, with no recovery planned")),
        ),
        ReasonCode.BEHIND: (
            _one(N_("{by} says that it is running behind")),
            _one(N_("The unit says that it is running behind")),
        ),
        ReasonCode.NEEDS_HELP: (
            _one(N_("{by} asks for help")),
            _one(N_("The unit asks for help")),
        ),
        ReasonCode.ON_LINE: (_one(N_("{percent}% done, {expected}% expected by plan")),),
        ReasonCode.BEHIND_LINE: (
            _one(N_("{percent}% done, {expected}% expected by plan: {lag} percentage points late")),
        ),
        ReasonCode.ON_TRACK: (
            _one(N_("{by} says that it is on track")),
            _one(N_("The unit says that it is on track")),
        ),
        ReasonCode.JUST_NOT_STARTED: (_one(N_("Not started, in its first quarter")),),
        ReasonCode.STILL_NOT_STARTED: (_one(N_("Still not started after its first quarter")),),
        ReasonCode.NEVER_UPDATED: (_one(N_("No update yet")),),
        ReasonCode.MISSED_ONE_UPDATE: (
            _one(N_("The update due on {day} is missing; last word {last_word}")),
            _one(N_("The update due on {day} is missing; none ever came")),
        ),
        ReasonCode.MISSED_UPDATES: (
            _one(N_("{count} updates missing since {day}; last word {last_word}")),
            _one(N_("{count} updates missing since {day}; none ever came")),
        ),
        #
        ReasonCode.NO_TASK: (_one(N_("No task in this period")),),
        ReasonCode.TASKS_RED: (_one(N_("{count}/{total} tasks are behind")),),
        ReasonCode.TASKS_AMBER: (_one(N_("{count}/{total} tasks are at risk")),),
        ReasonCode.TASKS_GREEN: (
            _one(
                N_("{count}/{total} tasks are updated, {carried} by an earlier quarter's word"),
                "carried",
            ),
            _one(N_("{count}/{total} tasks are updated")),
        ),
        ReasonCode.FEW_UPDATED: (
            _one(N_("Only {count}/{total} tasks are updated"), "count"),
            _one(N_("None of {total} tasks is updated")),
        ),
        ReasonCode.FEW_STARTED: (_one(N_("Only {count}/{total} tasks have begun")),),
        #
        ReasonCode.REPORT_NOT_APPLICABLE: (
            _one(N_("Not owed: the plan was issued on {issued}"), "issue_known"),
            _one(N_("Not owed: the plan was issued on {issued} at the earliest")),
        ),
        ReasonCode.REPORT_NOT_ASKED_YET: (_one(N_("Not owed: asked for from {since} on")),),
        ReasonCode.REPORT_NO_DUE_DAY: (_one(N_("The plan sets no due day")),),
        ReasonCode.REPORT_UPCOMING: (
            _days(
                NP_(
                    "{days} day left, last day in time {due}",
                    "{days} days left, last day in time {due}",
                )
            ),
        ),
        ReasonCode.REPORT_DUE_SOON: (
            _days(
                NP_(
                    "Due soon: {days} day left, last day in time {due}",
                    "Due soon: {days} days left, last day in time {due}",
                )
            ),
        ),
        ReasonCode.REPORT_DUE_TODAY: (_one(N_("Due today, {due}")),),
        ReasonCode.REPORT_OVERDUE: (
            _days(
                NP_(
                    "{days} day overdue, last day in time {due}",
                    "{days} days overdue, last day in time {due}",
                )
            ),
        ),
        ReasonCode.REPORT_ON_TIME: (
            _one(
                N_(
                    "Handed in on time on {handed_in} (entered on {entered}, confirmed by the "
                    "Office), last day in time {due}"
                ),
                "confirmed",
            ),
            _one(
                N_(
                    "Entered on time on {entered} as handed in on {handed_in}, "
                    "last day in time {due}"
                ),
                "entered",
            ),
            _one(N_("Handed in on time on {handed_in}, last day in time {due}")),
        ),
        ReasonCode.REPORT_LATE: (
            _days(
                NP_(
                    "Handed in on {handed_in} (entered on {entered}, confirmed by the Office), "
                    "{days} day late, last day in time {due}",
                    "Handed in on {handed_in} (entered on {entered}, confirmed by the Office), "
                    "{days} days late, last day in time {due}",
                ),
                "confirmed",
            ),
            _days(
                NP_(
                    "Entered on {entered} as handed in on {handed_in}, not confirmed by the "
                    "Office: {days} day late, last day in time {due}",
                    "Entered on {entered} as handed in on {handed_in}, not confirmed by the "
                    "Office: {days} days late, last day in time {due}",
                ),
                "entered",
            ),
            _days(
                NP_(
                    "Handed in on {handed_in}, {days} day late, last day in time {due}",
                    "Handed in on {handed_in}, {days} days late, last day in time {due}",
                )
            ),
        ),
        ReasonCode.REPORT_HANDED_IN: (
            _one(N_("Handed in on {handed_in}, entered on {entered}"), "entered"),
            _one(N_("Handed in on {handed_in}")),
        ),
        ReasonCode.REPORT_RETURNED: (
            _one(
                N_("Handed in on {handed_in}, entered on {entered}; returned on {on}: {note}"),
                "note",
                "entered",
            ),
            _one(N_("Returned on {on}: {note}"), "note"),
            _one(N_("Returned on {on}")),
        ),
        #
        ReasonCode.UNIT_SILENT: (_one(N_("The update day {day} has passed")),),
        ReasonCode.NO_OWNER: (_one(N_("The plan names no lead unit")),),
        ReasonCode.PLAN_NOT_TRACKED: (_one(N_("Not tracked in the system")),),
        ReasonCode.CONCLUSION_OVERDUE: (
            _days(NP_("{days} day overdue, due on {due}", "{days} days overdue, due on {due}")),
        ),
        ReasonCode.CONCLUSION_DUE_SOON: (
            Template(
                NP_(
                    "Due soon: {days} day left, due on {due}",
                    "Due soon: {days} days left, due on {due}",
                ),
                ("days",),
                "days",
            ),
            _one(N_("Due today, {due}")),
        ),
        # What a row of "Cần xử lý" is about; texts of people stand as they are.
        Subject.TASK: (_one("{title}"),),
        Subject.REPORT: (
            _one(N_("Report of {period} (“{printed}”)")),
            _one(N_("Report of {period} ({duty})")),
            _one(N_("Report of {period}")),
        ),
        Subject.ONE_TIME_REPORT: (
            _one(N_("One-time report (“{printed}”)")),
            _one(N_("One-time report {duty}")),
        ),
        Subject.SILENT_TASKS: (
            Template(
                NP_(
                    "{count} task lacks an update, {red} of them red",
                    "{count} tasks lack an update, {red} of them red",
                ),
                ("red",),
                "count",
            ),
            _count(NP_("{count} task lacks an update", "{count} tasks lack an update")),
        ),
        Subject.UNOWNED_TASKS: (
            _count(NP_("{count} task without a lead unit", "{count} tasks without a lead unit")),
        ),
        Subject.PLAN: (_one(N_("The whole plan")),),
        Subject.CONCLUSION: (_one("{text}"),),
        # Findings of the checks of a plan.
        CheckCode.BREAKS_OFF: (
            _one(N_("The document breaks off after line {line}")),
            _one(N_("The document breaks off")),
        ),
        CheckCode.BELOW_TARGET_WITHOUT_TASK: (
            _one(N_("{name}: the target is not reached yet, but there is no task")),
        ),
        CheckCode.RANK_CHANGE_CONTRADICTS: (
            _one(
                N_(
                    "{name}: from rank {before} to {rank} in {year} is not a change of {change} "
                    "places"
                )
            ),
        ),
        CheckCode.SCORE_CHANGE_CONTRADICTS: (
            _one(
                N_("{name}: from {before} to {score} in {year} is not a change of {change} points")
            ),
        ),
        CheckCode.PREVIOUS_RANK_CONTRADICTS: (
            _one(
                N_(
                    "{name}: the figures of {year} say rank {told} for {before_year}, but rank "
                    "{rank} was published then"
                )
            ),
        ),
        CheckCode.BEST_BELOW_SCORE: (
            _one(N_("{name}: the best score of {year}, {best}, is below the own score, {score}")),
        ),
        CheckCode.BEST_BELOW_MIDDLE: (
            _one(
                N_(
                    "{name}: the best score of {year}, {best}, is below the {figure} of the "
                    "block, {score}"
                )
            ),
        ),
        CheckCode.FIRST_BELOW_BEST: (
            _one(N_("{name}: rank 1 in {year} with {score}, but the best score is {best}")),
        ),
        CheckCode.RANK_AGAINST_MEDIAN: (
            _one(
                N_(
                    "{name}: rank {rank} of {out_of} in {year} does not fit a score of {score} "
                    "beside a median of {median}"
                )
            ),
        ),
        CheckCode.RANKS_OF_ONE_LIST: (
            _one(N_("{name}: two ranks in one list in {year}: {rank} and {other}")),
        ),
        CheckCode.LIST_SIZES_DIFFER: (
            _one(
                N_("In {year} the list of {name} has {out_of} places, that of {other} {other_size}")
            ),
        ),
        CheckCode.BLOCK_SCORE_CONTRADICTS: (
            _one(
                N_(
                    "{name}: the table of the block has {in_table} for {agency} in {year}, the "
                    "result says {score}"
                )
            ),
        ),
        CheckCode.BLOCK_RANK_CONTRADICTS: (
            _one(
                N_(
                    "{name}: by the table of the block {agency} has rank {in_table} in {year}, "
                    "the result says rank {rank}"
                )
            ),
        ),
        CheckCode.BLOCK_FIGURE_CONTRADICTS: (
            _one(
                N_(
                    "{name}: by the table of the block the {figure} of {year} is {in_table}, the "
                    "result says {score}"
                )
            ),
        ),
        CheckCode.BLOCK_SIZE_DIFFERS: (
            _one(
                N_(
                    "{name}: the table of the block of {year} has {rows} rows, the result says "
                    "{out_of} places"
                )
            ),
        ),
        CheckCode.BLOCK_ORDER_CONTRADICTS: (
            _one(
                N_(
                    "{name}, table of the block of {year}: rank {rank} ({agency}) has {score}, "
                    "rank {other_rank} ({other}) has {other_score}"
                )
            ),
        ),
        CheckCode.DUE_DAY_MISSING: (
            _one(
                N_(
                    "Report duty {duty}: month {month} has no day {day}; the last of the month is "
                    "meant there"
                )
            ),
        ),
        CheckCode.DUE_DAYS_OUT_OF_ORDER: (
            _one(
                N_(
                    "Report duty {duty}: its days are not in the order of the year; the first "
                    "report falls due on the first of them"
                )
            ),
        ),
        CheckCode.BEYOND_FIRST_PLACE: (
            _one(N_("{name}: {targets} from rank {rank} in {year} would be above the first place")),
            _one(N_("{name}: {targets} would be above the first place")),
        ),
        CheckCode.MORE_PLACES_THAN_LIST: (
            _one(N_("{name}: {targets}, but the list has only {out_of} places")),
        ),
        CheckCode.BEYOND_SCALE: (
            _one(N_("{name}: {targets} would be {at} points, above the highest score, {maximum}")),
        ),
        CheckCode.HIGHEST_SCORE_UNKNOWN: (
            _one(
                N_(
                    "{index}: the highest score of {names} is not given, so that a missed target "
                    "is called neither near nor far; write it as the maximum of the sub-index"
                )
            ),
        ),
        CheckCode.ABOVE_THE_BEST: (
            _one(
                N_(
                    "{name}: {targets}, but nobody is above the best of the block; a score that "
                    "may lie below it by so much has a margin with a minus"
                )
            ),
        ),
        CheckCode.RANK_WITHOUT_LIST: (
            _one(
                N_(
                    "{name}: {targets} counts places in one list, but it is not known in which the "
                    "rank {rank} of {year} counts; name its list under ranks"
                )
            ),
        ),
        CheckCode.SUB_INDEX_NOT_MEASURED: (
            _one(N_("{name}: {index} does not have this sub-index in {years}")),
        ),
        CheckCode.BAND_UNKNOWN: (
            _one(N_("{name}: there is no band {band}; the bands are {known}")),
        ),
        CheckCode.BAND_WITHOUT_BOUNDS: (
            _one(
                N_(
                    "{name}: it is not known from which score the band {band} begins, so that "
                    "the target cannot be decided"
                )
            ),
        ),
        CheckCode.BLOCK_UNKNOWN: (
            _one(N_("{block} is no block that is known; known are {known}")),
        ),
        CheckCode.LIST_SIZE_CHANGES: (
            _one(
                N_(
                    "{name}: the list has {before} places in {year} and {out_of} in {list_year}; "
                    "places in them cannot be compared as they are"
                )
            ),
        ),
        CheckCode.TARGETS_EXCLUDE: (
            _one(N_("{name}: these targets cannot both be meant: {targets}")),
        ),
        CheckCode.DISPUTED: (
            _one(
                N_("{name}: for {year} another source ({source}) has {score}, rank {rank}"),
                "score",
                "rank",
            ),
            _one(N_("{name}: for {year} another source ({source}) has {score}"), "score"),
            _one(N_("{name}: for {year} another source ({source}) has rank {rank}"), "rank"),
            _one(N_("{name}: for {year} another source differs: {source}")),
        ),
        CheckCode.NO_DAY_OF_ISSUE: (
            _one(N_("The day of issue is not known; the plan counts from {counted_from}")),
        ),
        CheckCode.WEAK_WITHOUT_TASK: (_one(N_("{name}: the score is weak, but there is no task")),),
        CheckCode.TASKS_WITHOUT_LEAD: (
            _count(
                NP_(
                    "{name}: {count} task without a lead unit",
                    "{name}: {count} tasks without a lead unit",
                )
            ),
            _count(
                NP_(
                    "General tasks: {count} task without a lead unit",
                    "General tasks: {count} tasks without a lead unit",
                )
            ),
        ),
        CheckCode.LEAD_OUTSIDE: (
            _count(
                NP_(
                    "{unit} leads {count} task but is not a unit of this agency",
                    "{unit} leads {count} tasks but is not a unit of this agency",
                )
            ),
        ),
        CheckCode.TARGETS_FALL_SHORT: (
            _one(
                N_(
                    "{index}: even if every sub-index reaches its target, the total is about "
                    "{estimate} (estimate), below the overall target of {target}"
                )
            ),
        ),
        CheckCode.PRINTED_TWICE: (
            _one(N_("{names} have the same score {score} and the same rank {rank} in {year}")),
        ),
        CheckCode.BASIS_DATE_CONTRADICTS: (
            _one(N_("{number} is dated {issued_on} but is about {year}")),
        ),
        CheckCode.BASIS_AFTER_PLAN: (
            _one(N_("{number} of {issued_on} is later than the plan itself ({plan_issued_on})")),
        ),
        CheckCode.ISSUED_OUTSIDE_YEAR: (
            _one(N_("The plan of {year} was issued on {issued_on}, outside its year")),
        ),
        CheckCode.TASK_ENDS_BEFORE_START: (
            _one(N_("“{title}” is due on {due}, before it begins on {start}")),
        ),
        CheckCode.TASK_DUE_BEFORE_ISSUE: (
            _one(N_("“{title}” is due on {due}, before the plan was issued on {issued_on}")),
        ),
        CheckCode.TASK_FAR_BEYOND_YEARS: (
            _one(
                N_(
                    "“{title}” has the day {day}, more than a year beyond the plan, which ends "
                    "with {last_year}"
                )
            ),
        ),
        CheckCode.RESULT_BEFORE_YEAR_ENDS: (
            _one(
                N_(
                    "{name}: the result of {year} was published on {published_on}, before that "
                    "year was over"
                )
            ),
            _one(
                N_(
                    "{name}: a result of {year} is printed in a plan issued on {issued_on}, before "
                    "that year was over"
                )
            ),
        ),
        CheckCode.RESULT_BEFORE_PLAN: (
            _one(
                N_(
                    "{name}: the result of {year}, a year of the plan, was published on "
                    "{published_on}, before the plan was issued on {issued_on}"
                )
            ),
        ),
        CheckCode.HOLIDAYS_UNKNOWN: (
            _one(
                N_(
                    "Report duty {duty} counts working days, but the public holidays of {years} "
                    "are not known"
                )
            ),
        ),
        CheckCode.TARGET_BELOW_LAST: (
            _one(N_("{name}: the target {target} is below the score of {year}, {last}")),
        ),
        CheckCode.TARGET_RANK_BELOW_LAST: (
            _one(N_("{name}: the target rank {target} is worse than the rank of {year}, {last}")),
        ),
        CheckCode.DUTY_WITHOUT_DAY: (
            _one(N_("Report duty {duty} ({cadence}) has no due day: “{text}”")),
            _one(N_("Report duty {duty} ({cadence}) has no due day")),
        ),
        CheckCode.WRITTEN_NOTE: (_one("{text}"),),
    }
)

# The few words of a tile or a cell; what is missing here is said in full.
SHORT: Templates = MappingProxyType(
    {
        ReasonCode.NO_TARGET: (_one(N_("no target")),),
        ReasonCode.NOT_MEASURED: (_one(N_("not in {index} {year}")),),
        ReasonCode.NO_RESULT_YET: (
            _one(N_("start: {gap}")),
            _one(N_("start: beyond place {over}")),
        ),
        ReasonCode.NO_RESULT_NO_BASE: (_one(N_("no result yet")),),
        ReasonCode.UNDECIDABLE: (_one(N_("cannot be decided")),),
        ReasonCode.TARGET_MET: (_one("{gap}"),),
        ReasonCode.TARGET_NEAR: (_one("{gap}"),),
        ReasonCode.TARGET_MISSED: (_one("{gap}"), _one(N_("beyond place {over}"))),
        ReasonCode.MAXIMUM_UNKNOWN: (_one(N_("{gap}, highest score not given")),),
        #
        ReasonCode.NOT_TRACKED: (_one(N_("not tracked")),),
        ReasonCode.NOT_APPLICABLE: (_one(N_("does not arise")),),
        ReasonCode.BEFORE_START: (_one(N_("from {short_start}")),),
        ReasonCode.LEFT_THE_PLAN: (_one(N_("left the plan")),),
        ReasonCode.QUARTER_NOT_BEGUN: (_one(N_("not begun")),),
        ReasonCode.DONE: (_one(N_("done {short_done_on}")), _one(N_("done"))),
        ReasonCode.DONE_LATE: (_days(NP_("done, {days} day late", "done, {days} days late")),),
        ReasonCode.PAST_DUE: (_days(NP_("{days} day overdue", "{days} days overdue")),),
        ReasonCode.BLOCKED: (_one(N_("blocked")),),
        ReasonCode.BEHIND: (_one(N_("running behind")),),
        ReasonCode.NEEDS_HELP: (_one(N_("asks for help")),),
        ReasonCode.ON_LINE: (_one(N_("on track")),),
        ReasonCode.BEHIND_LINE: (_one(N_("{lag} pct. points late")),),
        ReasonCode.ON_TRACK: (_one(N_("on track")),),
        ReasonCode.JUST_NOT_STARTED: (_one(N_("not started")),),
        ReasonCode.STILL_NOT_STARTED: (_one(N_("still not started")),),
        ReasonCode.NEVER_UPDATED: (_one(N_("not updated")),),
        ReasonCode.MISSED_ONE_UPDATE: (_one(N_("update missing")),),
        ReasonCode.MISSED_UPDATES: (_one(N_("{count} updates missing")),),
        #
        ReasonCode.NO_TASK: (_one(N_("no task in this period")),),
        ReasonCode.TASKS_RED: (_one(N_("{count}/{total} tasks behind")),),
        ReasonCode.TASKS_AMBER: (_one(N_("{count}/{total} tasks at risk")),),
        ReasonCode.TASKS_GREEN: (
            _one(N_("{count}/{total} tasks updated, {carried} earlier"), "carried"),
            _one(N_("{count}/{total} tasks updated")),
        ),
        ReasonCode.FEW_UPDATED: (_one(N_("only {count}/{total} updated")),),
        ReasonCode.FEW_STARTED: (_one(N_("only {count}/{total} begun")),),
        #
        ReasonCode.REPORT_NOT_APPLICABLE: (_one(N_("not owed")),),
        ReasonCode.REPORT_NOT_ASKED_YET: (_one(N_("not owed")),),
        ReasonCode.REPORT_NO_DUE_DAY: (_one(N_("no due day")),),
        ReasonCode.REPORT_UPCOMING: (_days(NP_("{days} day left", "{days} days left")),),
        ReasonCode.REPORT_DUE_SOON: (_days(NP_("{days} day left", "{days} days left")),),
        ReasonCode.REPORT_DUE_TODAY: (_one(N_("due today")),),
        ReasonCode.REPORT_OVERDUE: (_days(NP_("{days} day overdue", "{days} days overdue")),),
        ReasonCode.REPORT_ON_TIME: (_one(N_("on time {short_handed_in}")),),
        ReasonCode.REPORT_LATE: (_days(NP_("{days} day late", "{days} days late")),),
        ReasonCode.REPORT_HANDED_IN: (_one(N_("handed in {short_handed_in}")),),
        ReasonCode.REPORT_RETURNED: (_one(N_("returned {short_on}")),),
        #
        ReasonCode.UNIT_SILENT: (_one(N_("update missing")),),
        ReasonCode.NO_OWNER: (_one(N_("no lead unit")),),
        ReasonCode.PLAN_NOT_TRACKED: (_one(N_("not tracked")),),
        ReasonCode.CONCLUSION_OVERDUE: (_days(NP_("{days} day overdue", "{days} days overdue")),),
        ReasonCode.CONCLUSION_DUE_SOON: (
            Template(NP_("{days} day left", "{days} days left"), ("days",), "days"),
            _one(N_("due today")),
        ),
    }
)
