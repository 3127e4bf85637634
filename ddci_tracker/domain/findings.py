"""What the checks of a plan and of its results find: shapes only.

A finding is a sentence for people, never a correction. Which there are is decided by ``checks``
and ``figures``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ddci_tracker.domain.plan import (
    Agency,
    Document,
    LegalBasis,
    Lines,
    Note,
    ReportDuty,
    Result,
    Target,
    Task,
)
from ddci_tracker.domain.reasons import Argument, Reason

Fact = Target | Result | Task | ReportDuty | Note | LegalBasis | Document | Agency


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # a contradiction in what was entered
    QUESTION = "question"  # looks misprinted
    NOTE = "note"  # worth knowing


class CheckCode(StrEnum):
    """What a check found; the arguments that go with each stand behind it."""

    BREAKS_OFF = "breaks_off"  # line
    WEAK_WITHOUT_TASK = "weak_without_task"  # name
    BELOW_TARGET_WITHOUT_TASK = "below_target_without_task"  # name
    TASKS_WITHOUT_LEAD = "tasks_without_lead"  # name (None: general tasks), count
    LEAD_OUTSIDE = "lead_outside"  # unit, count
    TARGETS_FALL_SHORT = "targets_fall_short"  # index, estimate, target
    PRINTED_TWICE = "printed_twice"  # names, score, rank, year
    RANK_CHANGE_CONTRADICTS = "rank_change_contradicts"  # name, year, before, rank, change
    SCORE_CHANGE_CONTRADICTS = "score_change_contradicts"  # name, year, before, score, change
    PREVIOUS_RANK_CONTRADICTS = "previous_rank_contradicts"  # name, year, rank, told, before_year
    BEST_BELOW_SCORE = "best_below_score"  # name, year, best, score
    BEST_BELOW_MIDDLE = "best_below_middle"  # name, year, best, figure, score
    FIRST_BELOW_BEST = "first_below_best"  # name, year, best, score
    RANK_AGAINST_MEDIAN = "rank_against_median"  # name, year, rank, out_of, score, median
    RANKS_OF_ONE_LIST = "ranks_of_one_list"  # name, year, rank, other
    LIST_SIZES_DIFFER = "list_sizes_differ"  # name, year, out_of, other, other_size
    BLOCK_SCORE_CONTRADICTS = "block_score_contradicts"  # name, year, agency, in_table, score
    BLOCK_RANK_CONTRADICTS = "block_rank_contradicts"  # name, year, agency, in_table, rank
    BLOCK_FIGURE_CONTRADICTS = "block_figure_contradicts"  # name, year, figure, in_table, score
    BLOCK_SIZE_DIFFERS = "block_size_differs"  # name, year, rows, out_of
    BLOCK_ORDER_CONTRADICTS = "block_order_contradicts"  # name, year, agencies, ranks, scores
    LIST_SIZE_CHANGES = "list_size_changes"  # name, year, before, out_of, list_year
    TARGETS_EXCLUDE = "targets_exclude"  # name, targets
    BEYOND_FIRST_PLACE = "beyond_first_place"  # name, targets, rank, year
    MORE_PLACES_THAN_LIST = "more_places_than_list"  # name, targets, out_of
    BEYOND_SCALE = "beyond_scale"  # name, targets, at, maximum
    HIGHEST_SCORE_UNKNOWN = "highest_score_unknown"  # index, names
    ABOVE_THE_BEST = "above_the_best"  # name, targets
    RANK_WITHOUT_LIST = "rank_without_list"  # name, targets, rank, year
    SUB_INDEX_NOT_MEASURED = "sub_index_not_measured"  # name, index, years
    BAND_UNKNOWN = "band_unknown"  # name, band, known
    BAND_WITHOUT_BOUNDS = "band_without_bounds"  # name, band
    BLOCK_UNKNOWN = "block_unknown"  # block, known
    DISPUTED = "disputed"  # name, year, source, score, rank
    BASIS_DATE_CONTRADICTS = "basis_date_contradicts"  # number, issued_on, year
    BASIS_AFTER_PLAN = "basis_after_plan"  # number, issued_on, plan_issued_on
    NO_DAY_OF_ISSUE = "no_day_of_issue"  # counted_from
    ISSUED_OUTSIDE_YEAR = "issued_outside_year"  # issued_on, year
    TASK_ENDS_BEFORE_START = "task_ends_before_start"  # title, start, due
    TASK_DUE_BEFORE_ISSUE = "task_due_before_issue"  # title, due, issued_on
    TASK_FAR_BEYOND_YEARS = "task_far_beyond_years"  # title, day, last_year
    RESULT_BEFORE_YEAR_ENDS = "result_before_year_ends"  # name, year, issued_on or published_on
    RESULT_BEFORE_PLAN = "result_before_plan"  # name, year, published_on, issued_on
    HOLIDAYS_UNKNOWN = "holidays_unknown"  # duty, years
    TARGET_BELOW_LAST = "target_below_last"  # name, target, last, year
    TARGET_RANK_BELOW_LAST = "target_rank_below_last"  # name, target, last, year
    DUTY_WITHOUT_DAY = "duty_without_day"  # duty, cadence, text
    DUE_DAY_MISSING = "due_day_missing"  # duty, day, month
    DUE_DAYS_OUT_OF_ORDER = "due_days_out_of_order"  # duty
    WRITTEN_NOTE = "written_note"  # text, kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding, with the facts of the plan it is about.

    ``field`` names the one of their fields that it is about, where it is about one alone.
    """

    level: Level
    reason: Reason
    about: tuple[Fact, ...] = ()
    field: str | None = None

    @property
    def lines(self) -> tuple[Lines, ...]:
        """Where what it is about stands in print."""
        known = (getattr(fact, "lines", None) for fact in self.about)
        return tuple(lines for lines in known if lines is not None)


def finding(
    level: Level, code: CheckCode, *about: Fact, field: str | None = None, **arguments: Argument
) -> Finding:
    """A finding by its code and arguments."""
    return Finding(level=level, reason=Reason.of(code, **arguments), about=about, field=field)
