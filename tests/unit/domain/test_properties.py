"""What holds of every board, whatever the plan and whatever was recorded on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.board import decide_board, default_quarter
from ddci_tracker.domain.deadlines import last_day_in_time
from ddci_tracker.domain.execution import start_of
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import DueRule, Result, Target, TargetKind
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import Acceptance, Timeliness
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.targets import distance
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.domain.views import Board, Standing, TaskView
from tests.unit.domain.build import LATER, adopted, concluded, noon
from tests.unit.domain.strategies import (
    QUARTERS,
    chains,
    days_looked_at,
    due_rules,
    ledgers,
    policies,
    results,
    targets,
    tightened,
    updates,
)

T = TypeVar("T")

of_boards = settings(max_examples=40, deadline=None)
of_values = settings(max_examples=100, deadline=None)

# The kinds of periods that follow one another without end.
FOLLOWING = (
    PeriodKind.WEEK,
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.HALF_YEAR,
    PeriodKind.YEAR,
)
# No duty and no task of these plans has a later day than 31 January, unless it was extended.
CLOSES = date(2022, 6, 30)

MISSED = (ReasonCode.MISSED_ONE_UPDATE, ReasonCode.MISSED_UPDATES)

# Green before amber before red; a light that is out of play, or grey, lies below all of them.
SEVERITY = {None: -1, Colour.GREY: 0, Colour.GREEN: 1, Colour.AMBER: 2, Colour.RED: 3}


def look(ledger: Ledger, as_of: date, *, quarter: Period | None = None) -> Board:
    chosen = quarter or default_quarter(ledger.plan, as_of)
    return decide_board(ledger, Viewpoint(as_of=as_of, known_at=LATER), chosen)


def task_views(board: Board) -> tuple[TaskView, ...]:
    return (*(view for each in board.sub_indices for view in each.tasks), *board.general)


def tracked(ledger: Ledger) -> Ledger:
    """The same ledger with an act long before anything else."""
    return replace(ledger, conclusions=(concluded(on="2020-01-01"),))


def keep(versions: tuple[Version[T], ...], kept: "_Kept") -> tuple[Version[T], ...]:
    return tuple(version for version in versions if kept(version.on, version))


class _Kept:
    """Which acts stay in a ledger: those up to a day or a moment."""

    def __init__(self, on: date | None = None, known: date | None = None) -> None:
        self._on, self._known = on, known

    def __call__(self, on: date, version: Version[T]) -> bool:
        in_time = self._on is None or on <= self._on
        return in_time and (self._known is None or version.recorded_at <= noon(self._known))


def only(ledger: Ledger, kept: _Kept) -> Ledger:
    return replace(
        ledger,
        updates=keep(ledger.updates, kept),
        report_acts=keep(ledger.report_acts, kept),
        extensions=keep(ledger.extensions, kept),
        due_days=keep(ledger.due_days, kept),
        results=keep(ledger.results, kept),
        conclusions=keep(ledger.conclusions, kept),
    )


# --- history -------------------------------------------------------------------------------


@of_boards
@given(ledgers(), days_looked_at)
def test_a_board_does_not_depend_on_acts_of_later_days(ledger: Ledger, as_of: date) -> None:
    assert look(ledger, as_of) == look(only(ledger, _Kept(on=as_of)), as_of)


@of_boards
@given(ledgers(), days_looked_at, days_looked_at)
def test_a_board_does_not_depend_on_what_was_recorded_after_the_moment(
    ledger: Ledger, as_of: date, known: date
) -> None:
    at = Viewpoint(as_of=as_of, known_at=noon(known))
    quarter = default_quarter(ledger.plan, as_of)
    known_then = only(ledger, _Kept(known=known))
    assert decide_board(ledger, at, quarter) == decide_board(known_then, at, quarter)


@of_boards
@given(ledgers(), days_looked_at, st.sampled_from(QUARTERS))
def test_a_past_quarter_stays_what_it_was_at_its_end(
    ledger: Ledger, as_of: date, quarter: Period
) -> None:
    ledger = tracked(ledger)
    # Nothing follows the fourth: it goes on until the plan closes.
    end = CLOSES if quarter == QUARTERS[-1] else quarter.last_day
    then = look(ledger, end, quarter=quarter)
    later = look(ledger, max(as_of, end), quarter=quarter)
    assert [view.light for view in task_views(later)] == [view.light for view in task_views(then)]
    assert [each.execution for each in later.sub_indices] == [
        each.execution for each in then.sub_indices
    ]
    assert later.freshness.expected == then.freshness.expected
    assert later.freshness.updated == then.freshness.updated


def shuffled(draw: st.DrawFn, versions: tuple[Version[T], ...]) -> tuple[Version[T], ...]:
    """The same acts recorded in another order: new revisions and moments, the same days."""
    moments = sorted(version.recorded_at for version in versions)
    revisions: dict[str, int] = {}
    recorded = []
    for moment, version in zip(moments, draw(st.permutations(versions)), strict=True):
        revisions[version.key] = revisions.get(version.key, 0) + 1
        recorded.append(replace(version, revision=revisions[version.key], recorded_at=moment))
    return tuple(recorded)


def of_one_day(versions: tuple[Version[T], ...]) -> tuple[Version[T], ...]:
    """The same acts, recorded in the same order within a moment."""
    first = min((version.recorded_at for version in versions), default=None)
    return tuple(
        replace(version, recorded_at=first + timedelta(microseconds=number))
        for number, version in enumerate(sorted(versions, key=lambda each: each.recorded_at))
        if first is not None
    )


@st.composite
def recorded_twice(draw: st.DrawFn) -> tuple[Ledger, Ledger]:
    """Acts of different days, recorded in two orders; on reports all on one day.

    On which day a hand-in was entered is on show, and may be another in another order.
    """
    made = draw(ledgers(different_days=True))
    ledger = replace(made, report_acts=of_one_day(made.report_acts))
    return ledger, replace(
        ledger,
        updates=shuffled(draw, ledger.updates),
        report_acts=shuffled(draw, ledger.report_acts),
        extensions=shuffled(draw, ledger.extensions),
        due_days=shuffled(draw, ledger.due_days),
        results=shuffled(draw, ledger.results),
        conclusions=shuffled(draw, ledger.conclusions),
    )


def without_moments(board: Board) -> Board:
    """A board without the revisions and moments by which its acts came."""
    return replace(
        board,
        overall=tuple(
            replace(each, standing=_entered_once(each.standing)) for each in board.overall
        ),
        sub_indices=tuple(
            replace(
                each,
                standing=_entered_once(each.standing),
                tasks=tuple(_without_moment(view) for view in each.tasks),
            )
            for each in board.sub_indices
        ),
        general=tuple(_without_moment(view) for view in board.general),
        freshness=replace(board.freshness, last_update=None, last=()),
        conclusions=tuple(
            replace(version, revision=1, recorded_at=LATER) for version in board.conclusions
        ),
    )


def _entered_once(standing: Standing) -> Standing:
    entered = tuple(
        replace(each, version=replace(each.version, revision=1, recorded_at=LATER))
        for each in standing.results.entered
    )
    return replace(standing, results=replace(standing.results, entered=entered))


def _without_moment(view: TaskView) -> TaskView:
    return replace(
        view, word=replace(view.word, revision=1, recorded_at=LATER) if view.word else None
    )


@of_boards
@given(recorded_twice(), days_looked_at)
def test_acts_of_different_days_give_one_board_in_whatever_order_they_are_recorded(
    both: tuple[Ledger, Ledger], as_of: date
) -> None:
    one, other = both
    assert without_moments(look(one, as_of)) == without_moments(look(other, as_of))


@of_values
@given(chains(updates, lambda value: value.key, max_size=20), days_looked_at, days_looked_at)
def test_of_each_thing_at_most_one_version_holds(
    versions: tuple[Version[object], ...], as_of: date, known: date
) -> None:
    held = holding(versions, as_of=as_of, known_at=noon(known))
    for key, version in held.items():
        rivals = [
            other
            for other in versions
            if other.key == key and other.on <= as_of and other.recorded_at <= noon(known)
        ]
        assert version in rivals
        assert all((other.on, other.revision) <= (version.on, version.revision) for other in rivals)
        assert version.value is not None


# --- reports -------------------------------------------------------------------------------


@of_boards
@given(ledgers(), days_looked_at)
def test_on_time_late_and_missing_are_what_was_expected(ledger: Ledger, as_of: date) -> None:
    board = look(ledger, as_of)
    dated = [
        row
        for row in board.reports
        if row.last_day is not None and row.timeliness is not Timeliness.NOT_APPLICABLE
    ]
    due = [row for row in dated if row.last_day is not None and row.last_day < as_of]
    early = [row for row in dated if row.handed_in_on is not None and row not in due]
    found = board.report_totals
    assert found.on_time + found.late + found.missing == found.expected == len(due) + len(early)
    assert max(found.on_time, found.late, found.missing, found.expected) <= len(board.reports)
    assert found.expected + found.upcoming == len(dated)


@of_boards
@given(ledgers(), days_looked_at)
def test_every_report_is_one_row_and_its_days_fit_its_state(ledger: Ledger, as_of: date) -> None:
    rows = look(ledger, as_of).reports
    assert len({row.key for row in rows}) == len(rows)
    for row in rows:
        if row.timeliness in (Timeliness.OVERDUE, Timeliness.LATE):
            assert row.days is not None
            assert row.days > 0
        if row.timeliness is Timeliness.OVERDUE:
            assert row.handed_in_on is None
        assert (row.handed_in_on is None) == (row.acceptance is None)
        if row.acceptance is Acceptance.RETURNED:
            assert any(each.report == row.key for each in look(ledger, as_of).attention)


@of_values
@given(due_rules(), st.sampled_from(QUARTERS))
def test_before_a_day_is_by_the_day_before(rule: DueRule, quarter: Period) -> None:
    before = last_day_in_time(replace(rule, inclusive=False), quarter)
    by = last_day_in_time(replace(rule, inclusive=True), quarter)
    assert before <= by
    assert (by - before).days <= 1
    assert rule.day is not None
    assert by.day <= rule.day
    assert before.day < rule.day or rule.day == 1


# --- lights --------------------------------------------------------------------------------


def every_light(board: Board) -> Iterator[Light]:
    yield board.general_execution
    for overall in board.overall:
        yield overall.standing.light
    for each in board.sub_indices:
        yield each.standing.light
        yield each.execution
        yield from (quarter.light for quarter in each.quarters)
    for view in task_views(board):
        yield view.light
        yield from (quarter.light for quarter in view.quarters)


@of_boards
@given(ledgers(policy=policies()), days_looked_at)
def test_a_light_always_has_a_reason_and_a_count_says_each_once(
    ledger: Ledger, as_of: date
) -> None:
    board = look(ledger, as_of)
    for light in every_light(board):
        assert light.colour is None or isinstance(light.colour, Colour)
        assert isinstance(light.reason.code, ReasonCode)
    assert board.counts.in_play + board.counts.none == len(task_views(board))
    for row in board.attention:
        assert isinstance(row.reason.code, ReasonCode)


@of_boards
@given(ledgers(), days_looked_at, st.sampled_from(QUARTERS))
def test_the_light_of_a_quarter_is_the_same_from_wherever_it_is_seen(
    ledger: Ledger, as_of: date, quarter: Period
) -> None:
    here, there = look(ledger, as_of), look(ledger, as_of, quarter=quarter)
    for mine, theirs in zip(task_views(here), task_views(there), strict=True):
        assert mine.quarters == theirs.quarters
        assert theirs.light == next(
            each.light for each in theirs.quarters if each.quarter == quarter
        )


@of_boards
@given(ledgers(), days_looked_at)
def test_a_task_is_never_green_without_a_word_that_still_holds(ledger: Ledger, as_of: date) -> None:
    board = look(ledger, as_of)
    for view in task_views(board):
        if view.light.colour is not Colour.GREEN:
            continue
        assert view.word is not None
        assert view.word.value is not None
        assert view.word.on <= as_of
        if view.word.value.status is TaskStatus.NOT_APPLICABLE and not view.task.recurs:
            # That a quarter had nothing to do takes nothing from a task that was done before it.
            continue
        assert view.word.value.status in (TaskStatus.DONE, TaskStatus.ON_TRACK)
        done_for_good = view.word.value.status is TaskStatus.DONE and not view.task.recurs
        if view.word.value.quarter != board.quarter and not done_for_good:
            assert view.light.carried == view.word.value.quarter


@of_boards
@given(ledgers(), st.sampled_from(QUARTERS))
def test_where_the_quarters_last_day_asks_silence_is_never_green_after_it(
    ledger: Ledger, quarter: Period
) -> None:
    # Without a quarterly report the update day is the quarter's last, for everybody.
    plan = replace(ledger.plan, report_duties=())
    ledger = replace(tracked(ledger), plan=plan)
    after = quarter.following
    if after not in QUARTERS:
        return
    for view in task_views(look(ledger, after.first_day, quarter=after)):
        started = max(start_of(plan, view.task), plan.document.counts_from)
        owed = started < date(quarter.year, quarter.last_month, 1)
        if owed and (view.word is None or view.word.value is None):
            assert view.light.colour in (Colour.AMBER, Colour.RED)
        elif owed and view.word and view.word.value and view.word.value.quarter < quarter:
            done_for_good = view.word.value.status is TaskStatus.DONE and not view.task.recurs
            assert view.light.colour is not Colour.GREEN or done_for_good


@of_boards
@given(ledgers(), days_looked_at, st.integers(1, 200))
def test_silence_never_makes_a_light_better_than_the_last_word(
    ledger: Ledger, as_of: date, silent_days: int
) -> None:
    silent = only(tracked(ledger), _Kept(on=as_of))
    then, later = look(silent, as_of), look(silent, as_of + timedelta(days=silent_days))
    for before, after in zip(task_views(then), task_views(later), strict=True):
        assert SEVERITY[after.light.colour] >= SEVERITY[before.light.colour]


@of_boards
@given(st.data(), days_looked_at)
def test_tightening_a_threshold_never_makes_a_light_greener(
    data: st.DataObject, as_of: date
) -> None:
    """Tasks and results: green, amber, red in this order, while grey and none stay as they are.

    Sub-indices: green, grey, amber, red in this order, while none stays: where fewer words are
    enough for green, a stricter share turns green into grey, and tasks that turn amber or red
    turn grey into amber or red.
    """
    policy = data.draw(policies())
    ledger = data.draw(ledgers(policy=st.just(policy)))
    strict = replace(ledger, policies=adopted(data.draw(tightened(policy))))
    loosely, strictly = look(ledger, as_of), look(strict, as_of)

    def check(loose: Light, tight: Light, order: tuple[Colour, ...]) -> None:
        if loose.colour in order and tight.colour in order:
            assert order.index(tight.colour) >= order.index(loose.colour)
        else:
            assert tight.colour == loose.colour

    by_deed = (Colour.GREEN, Colour.AMBER, Colour.RED)
    by_share = (Colour.GREEN, Colour.GREY, Colour.AMBER, Colour.RED)
    for mine, theirs in zip(task_views(loosely), task_views(strictly), strict=True):
        check(mine.light, theirs.light, by_deed)
    for one, other in zip(loosely.overall, strictly.overall, strict=True):
        check(one.standing.light, other.standing.light, by_deed)
    for part, same in zip(loosely.sub_indices, strictly.sub_indices, strict=True):
        check(part.standing.light, same.standing.light, by_deed)
        check(part.execution, same.execution, by_share)


@of_boards
@given(ledgers(), days_looked_at)
def test_what_needs_attention_is_sorted_the_worst_first(ledger: Ledger, as_of: date) -> None:
    rows = look(ledger, as_of).attention
    for above, below in pairwise(rows):
        assert SEVERITY[above.colour] >= SEVERITY[below.colour]
        if above.colour is below.colour:
            assert (above.days or 0) >= (below.days or 0)
    silent = [row.units for row in rows if row.reason.code is ReasonCode.UNIT_SILENT]
    assert len(set(silent)) == len(silent)
    assert not [row for row in rows if row.reason.code in MISSED]


# --- targets, bands, periods ---------------------------------------------------------------


@of_values
@given(targets(), results(), results(), st.none() | results())
def test_a_better_result_never_misses_what_a_worse_one_met(
    target: Target, one: Result, other: Result, base: Result | None
) -> None:
    known = Results.of(2021, [replace(base, year=2020)] if base else [])
    # The figures of the block are those of the year: the same for whoever is compared.
    other = replace(other, median=one.median, mean=one.mean, best_score=one.best_score)
    first, second = distance(target, known, one), distance(target, known, other)
    if first is None or second is None or first.measure is not second.measure:
        return
    if first.gap is None or second.gap is None:
        assert (first.gap, first.met) == (None, False) or (second.gap, second.met) == (None, False)
        return
    better, worse = (first, second) if first.gap >= second.gap else (second, first)
    assert better.met or not worse.met
    for found in (first, second):
        assert found.gap is not None
        if target.kind is TargetKind.ABOUT:
            assert found.met or found.gap < 0
        elif target.kind is TargetKind.ABOVE or target.strict:
            assert found.met is (found.gap > 0)
        else:
            assert found.met is (found.gap >= 0)


@of_values
@given(policies(), st.decimals(Decimal(0), Decimal(100), places=4))
def test_every_score_lies_in_exactly_one_band(policy: Policy, score: Decimal) -> None:
    bounds = [*(band.low for band in policy.bands), Decimal("Infinity")]
    around = [
        band
        for band, (low, end) in zip(policy.bands, pairwise(bounds), strict=True)
        if low <= score < end
    ]
    assert around == [policy.band_of(score)]


@of_values
@given(st.sampled_from(FOLLOWING), st.dates(date(1901, 1, 1), date(2998, 12, 31)))
def test_a_day_lies_in_its_period_and_in_no_other(kind: PeriodKind, on: date) -> None:
    found = Period.containing(kind, on)
    assert found.first_day <= on <= found.last_day
    assert found.following.first_day == found.last_day + timedelta(days=1)
    assert Period.parse(str(found)) == found
