"""The execution light (thực hiện) of a task: the worst of what was declared and what dates say.

Where nothing else is said unit A answers, its words fall due by 5 March, 5 June, 5 September and
5 December 2021, and the plan was issued on 4 January.
"""

from dataclasses import replace

import pytest

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.plan import Cadence, DueRule, Members, MembersBasis, Task, Unit, UnitKind
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.requests import asked
from ddci_tracker.domain.tasks import answering_unit, speakers_of
from tests.unit.domain.build import (
    UNITS,
    day,
    extended,
    light_of,
    make_duty,
    make_plan,
    make_task,
    period,
    said,
    version,
)

NOT_STARTED, ON_TRACK = TaskStatus.NOT_STARTED, TaskStatus.ON_TRACK
BEHIND, BLOCKED = TaskStatus.BEHIND, TaskStatus.BLOCKED
DONE, NOT_APPLICABLE = TaskStatus.DONE, TaskStatus.NOT_APPLICABLE
GREEN, AMBER, RED, GREY = Colour.GREEN, Colour.AMBER, Colour.RED, Colour.GREY

RECURRING = make_task(cadence=Cadence.CONTINUOUS)
ONE_TIME = make_task(cadence=Cadence.ONCE)


def seen(light: Light) -> tuple[Colour | None, ReasonCode]:
    code = light.reason.code
    assert isinstance(code, ReasonCode)
    return light.colour, code


# --- what was declared ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "colour", "code"),
    [
        (NOT_APPLICABLE, None, ReasonCode.NOT_APPLICABLE),
        (DONE, GREEN, ReasonCode.DONE),
        (BLOCKED, RED, ReasonCode.BLOCKED),
        (BEHIND, AMBER, ReasonCode.BEHIND),
        (ON_TRACK, GREEN, ReasonCode.ON_TRACK),
        (NOT_STARTED, GREY, ReasonCode.JUST_NOT_STARTED),
    ],
)
@pytest.mark.parametrize("task", [RECURRING, ONE_TIME, make_task(cadence=None)])
def test_a_word_of_this_quarter_gives_its_light(
    task: Task, status: TaskStatus, colour: Colour | None, code: ReasonCode
) -> None:
    light = light_of(task, "2021-02-10", said(status, "2021-02-01"))
    assert seen(light) == (colour, code)
    assert light.spoken
    assert light.carried is None


def test_a_word_given_after_the_update_day_ends_the_silence() -> None:
    word = said(ON_TRACK, "2021-03-20")
    assert seen(light_of(RECURRING, "2021-03-19", word)) == (AMBER, ReasonCode.MISSED_ONE_UPDATE)
    assert seen(light_of(RECURRING, "2021-03-20", word)) == (GREEN, ReasonCode.ON_TRACK)
    assert seen(light_of(RECURRING, "2021-03-31", word)) == (GREEN, ReasonCode.ON_TRACK)


def test_the_newest_word_of_a_quarter_holds() -> None:
    words = (said(BLOCKED, "2021-02-01"), said(ON_TRACK, "2021-02-20", revision=2))
    assert light_of(RECURRING, "2021-02-19", *words).colour is RED
    assert light_of(RECURRING, "2021-02-20", *words).colour is GREEN


@pytest.mark.parametrize(
    ("status", "colour", "code"),
    [
        (ON_TRACK, AMBER, ReasonCode.NEEDS_HELP),
        (NOT_STARTED, AMBER, ReasonCode.NEEDS_HELP),
        (BEHIND, AMBER, ReasonCode.BEHIND),
        (BLOCKED, RED, ReasonCode.BLOCKED),
    ],
)
def test_a_mark_that_help_is_needed_is_at_least_amber(
    status: TaskStatus, colour: Colour, code: ReasonCode
) -> None:
    word = said(status, "2021-02-01", needs_help=True)
    assert seen(light_of(RECURRING, "2021-02-10", word)) == (colour, code)


@pytest.mark.parametrize("task", [RECURRING, make_task()])
def test_what_is_done_stays_green_whatever_help_is_asked_for(task: Task) -> None:
    word = said(DONE, "2021-02-01", needs_help=True)
    assert seen(light_of(task, "2021-02-10", word)) == (GREEN, ReasonCode.DONE)
    assert word.value is not None
    assert asked(word.value) is not None


def test_not_started_is_grey_in_the_first_quarter_and_amber_after() -> None:
    first = said(NOT_STARTED, "2021-02-01")
    second = said(NOT_STARTED, "2021-05-01")
    assert seen(light_of(RECURRING, "2021-03-31", first)) == (GREY, ReasonCode.JUST_NOT_STARTED)
    assert seen(light_of(RECURRING, "2021-05-02", first, second)) == (
        AMBER,
        ReasonCode.STILL_NOT_STARTED,
    )


def test_the_first_quarter_of_a_task_is_that_of_its_own_start() -> None:
    in_autumn = make_task(start=day("2021-08-15"))
    third = said(NOT_STARTED, "2021-08-20")
    fourth = said(NOT_STARTED, "2021-10-05")
    assert light_of(in_autumn, "2021-08-31", third).colour is GREY
    assert light_of(in_autumn, "2021-10-06", third, fourth).colour is AMBER


def test_of_a_plan_issued_before_its_year_the_first_quarter_is_that_of_the_year() -> None:
    plan = make_plan(tasks=(RECURRING,))
    plan = replace(plan, document=replace(plan.document, issued_on=day("2020-11-20")))
    first, second = said(NOT_STARTED, "2021-02-01"), said(NOT_STARTED, "2021-05-01")
    assert light_of(RECURRING, "2021-02-02", first, plan=plan).colour is GREY
    assert light_of(RECURRING, "2021-05-02", first, second, plan=plan).colour is AMBER


# --- done ----------------------------------------------------------------------------------


@pytest.mark.parametrize("cadence", [Cadence.ONCE, None])
@pytest.mark.parametrize("as_of", ["2021-02-01", "2021-03-31", "2021-06-06", "2021-12-31"])
def test_a_one_time_task_is_green_from_then_on(cadence: Cadence | None, as_of: str) -> None:
    light = light_of(make_task(cadence=cadence), as_of, said(DONE, "2021-02-01"))
    assert seen(light) == (GREEN, ReasonCode.DONE)
    assert light.spoken


@pytest.mark.parametrize(
    "cadence",
    [
        Cadence.MONTHLY,
        Cadence.QUARTERLY,
        Cadence.HALF_YEARLY,
        Cadence.YEARLY,
        Cadence.CONTINUOUS,
        Cadence.SEASONAL,
        Cadence.AD_HOC,
    ],
)
def test_a_recurring_task_that_is_done_is_green_until_the_next_update_day(
    cadence: Cadence,
) -> None:
    task = make_task(cadence=cadence)
    word = said(DONE, "2021-02-01")
    assert light_of(task, "2021-03-31", word).colour is GREEN
    on_the_day = light_of(task, "2021-06-05", word)
    assert (on_the_day.colour, on_the_day.carried) == (GREEN, period("2021-Q1"))
    assert seen(light_of(task, "2021-06-06", word)) == (AMBER, ReasonCode.MISSED_ONE_UPDATE)


@pytest.mark.parametrize(
    ("done_on", "code", "days"),
    [
        ("2021-05-19", ReasonCode.DONE, None),
        ("2021-05-20", ReasonCode.DONE, None),
        ("2021-05-21", ReasonCode.DONE_LATE, 1),
        ("2021-06-01", ReasonCode.DONE_LATE, 12),
    ],
)
def test_a_task_done_after_its_due_day_is_green_and_says_how_late(
    done_on: str, code: ReasonCode, days: int | None
) -> None:
    task = make_task(cadence=Cadence.ONCE, due=day("2021-05-20"))
    light = light_of(task, "2021-12-31", said(DONE, "2021-06-10", done_on=done_on))
    assert seen(light) == (GREEN, code)
    assert dict(light.reason.arguments).get("days") == days


def test_a_task_is_done_on_the_day_of_the_word_unless_it_says_otherwise() -> None:
    task = make_task(cadence=Cadence.ONCE, due=day("2021-05-20"))
    light = light_of(task, "2021-06-30", said(DONE, "2021-05-23"))
    assert seen(light) == (GREEN, ReasonCode.DONE_LATE)
    assert light.reason["days"] == 3


# --- due days ------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [None, ON_TRACK, BEHIND, NOT_STARTED, BLOCKED])
def test_a_task_past_its_due_day_and_not_done_is_red(status: TaskStatus | None) -> None:
    task = make_task(cadence=Cadence.ONCE, due=day("2021-05-20"))
    words = (said(status, "2021-05-02"),) if status else ()
    on_the_day = light_of(task, "2021-05-20", *words)
    assert on_the_day.reason.code is not ReasonCode.PAST_DUE
    for as_of, days in (("2021-05-21", 1), ("2021-06-30", 41)):
        light = light_of(task, as_of, *words)
        assert seen(light) == (RED, ReasonCode.PAST_DUE)
        assert light.days == light.reason["days"] == days
        assert light.reason["due"] == day("2021-05-20")
        assert light.spoken is (status is not None), "a day that passed is nobody's word"


def test_a_past_due_task_stays_red_in_the_quarters_that_follow_and_the_days_grow() -> None:
    task = make_task(cadence=Cadence.ONCE, due=day("2021-02-10"))
    word = said(ON_TRACK, "2021-02-01")
    light = light_of(task, "2021-06-01", word)
    assert seen(light) == (RED, ReasonCode.PAST_DUE)
    assert light.days == 111


def test_day_counts_of_a_task_stop_at_the_close_of_the_plan() -> None:
    task = make_task(cadence=Cadence.ONCE, due=day("2021-12-01"))
    by_hand = light_of(task, "2022-03-01", quarter="2021-Q4")
    assert by_hand.reason.code is ReasonCode.PAST_DUE
    assert by_hand.days == 61


def test_that_a_task_does_not_arise_holds_for_its_own_quarter_alone() -> None:
    words = (said(ON_TRACK, "2021-02-01"), said(NOT_APPLICABLE, "2021-05-02"))
    assert light_of(RECURRING, "2021-05-20", *words).colour is None
    silent = light_of(RECURRING, "2021-07-01", *words)
    assert seen(silent) == (GREY, ReasonCode.NEVER_UPDATED)
    assert not silent.spoken
    assert seen(light_of(RECURRING, "2021-09-06", *words)) == (AMBER, ReasonCode.MISSED_ONE_UPDATE)


def test_a_due_day_that_passed_counts_again_after_a_quarter_in_which_a_task_did_not_arise() -> None:
    task = make_task(due=day("2021-05-20"))
    word = said(NOT_APPLICABLE, "2021-05-02")
    assert light_of(task, "2021-06-30", word).colour is None
    assert seen(light_of(task, "2021-07-01", word)) == (RED, ReasonCode.PAST_DUE)


def test_a_task_that_was_done_stays_done_after_a_quarter_in_which_it_did_not_arise() -> None:
    task = make_task(cadence=Cadence.ONCE, due=day("2021-03-20"))
    words = (said(DONE, "2021-03-01"), said(NOT_APPLICABLE, "2021-05-02"))
    assert light_of(task, "2021-06-01", *words).colour is None
    assert seen(light_of(task, "2021-09-30", *words)) == (GREEN, ReasonCode.DONE)


def test_what_does_not_arise_is_not_past_due_either() -> None:
    task = make_task(due=day("2021-05-20"))
    assert light_of(task, "2021-06-01", said(NOT_APPLICABLE, "2021-05-02")).colour is None


# --- on track with a percentage ------------------------------------------------------------

HUNDRED_DAYS = make_task(cadence=Cadence.ONCE, start=day("2021-01-10"), due=day("2021-04-20"))


@pytest.mark.parametrize(
    ("percent", "colour", "code"),
    [
        (60, GREEN, ReasonCode.ON_LINE),  # ahead of the line
        (50, GREEN, ReasonCode.ON_LINE),  # lag 0
        (40, GREEN, ReasonCode.ON_LINE),  # lag 10
        (39, AMBER, ReasonCode.BEHIND_LINE),  # lag 11
        (25, AMBER, ReasonCode.BEHIND_LINE),  # lag 25
        (24, RED, ReasonCode.BEHIND_LINE),  # lag 26
        (0, RED, ReasonCode.BEHIND_LINE),
    ],
)
def test_a_percentage_is_held_against_the_straight_line_from_start_to_due(
    percent: int, colour: Colour, code: ReasonCode
) -> None:
    # 1 March is day 50 of 100
    light = light_of(HUNDRED_DAYS, "2021-03-01", said(ON_TRACK, "2021-03-01", percent=percent))
    assert seen(light) == (colour, code)
    assert light.reason["lag"] == 50 - percent
    assert light.spoken


@pytest.mark.parametrize(
    ("percent", "colour", "lag", "expected"),
    [
        (24, GREEN, "9", "33"),  # 9.33
        (23, AMBER, "10.3", "33.3"),  # 10.33, which is not shown as the 10 that would be green
        (9, AMBER, "24", "33"),  # 24.33
        (8, RED, "25.3", "33.3"),  # 25.33
    ],
)
def test_the_lag_that_is_told_does_not_contradict_the_light(
    percent: int, colour: Colour, lag: str, expected: str
) -> None:
    # 3 March is day 30 of 90
    task = make_task(cadence=Cadence.ONCE, start=day("2021-02-01"), due=day("2021-05-02"))
    light = light_of(task, "2021-03-03", said(ON_TRACK, "2021-03-03", percent=percent))
    assert light.colour is colour
    assert (str(light.reason["lag"]), str(light.reason["expected"])) == (lag, expected)


def test_the_lag_is_that_of_the_day_on_which_the_percentage_was_stated() -> None:
    word = said(ON_TRACK, "2021-03-01", percent=50)
    for as_of in ("2021-03-01", "2021-03-31", "2021-04-20"):
        assert light_of(HUNDRED_DAYS, as_of, word).colour is GREEN


def test_a_percentage_stated_before_the_start_is_not_behind() -> None:
    task = make_task(cadence=Cadence.ONCE, start=day("2021-02-20"), due=day("2021-06-20"))
    light = light_of(task, "2021-02-10", said(ON_TRACK, "2021-02-10", percent=0))
    assert seen(light) == (GREEN, ReasonCode.ON_LINE)
    assert light.reason["expected"] == 0


def test_on_the_due_day_the_line_stands_at_a_hundred() -> None:
    word = said(ON_TRACK, "2021-04-20", percent=90)
    assert light_of(HUNDRED_DAYS, "2021-04-20", word).colour is GREEN
    word = said(ON_TRACK, "2021-04-20", percent=89)
    assert light_of(HUNDRED_DAYS, "2021-04-20", word).colour is AMBER


def test_without_a_printed_start_the_line_begins_at_the_plans_issue() -> None:
    # from 4 January, 100 days to 14 April: 23 February is day 50
    task = make_task(cadence=Cadence.ONCE, due=day("2021-04-14"))
    light = light_of(task, "2021-02-23", said(ON_TRACK, "2021-02-23", percent=39))
    assert light.reason["lag"] == 11
    assert light.colour is AMBER


def test_a_percentage_without_a_due_day_is_only_a_word() -> None:
    light = light_of(RECURRING, "2021-02-10", said(ON_TRACK, "2021-02-01", percent=1))
    assert seen(light) == (GREEN, ReasonCode.ON_TRACK)


def test_the_lags_follow_the_policy() -> None:
    strict = Policy(green_lag=0, amber_lag=5)
    word = said(ON_TRACK, "2021-03-01", percent=45)
    assert light_of(HUNDRED_DAYS, "2021-03-01", word, policy=strict).colour is AMBER
    word = said(ON_TRACK, "2021-03-01", percent=44)
    assert light_of(HUNDRED_DAYS, "2021-03-01", word, policy=strict).colour is RED


# --- silence -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "colour", "code"),
    [
        ("2021-01-04", GREY, ReasonCode.NEVER_UPDATED),
        ("2021-03-05", GREY, ReasonCode.NEVER_UPDATED),  # on the update day itself
        ("2021-03-06", AMBER, ReasonCode.MISSED_ONE_UPDATE),
        ("2021-06-05", AMBER, ReasonCode.MISSED_ONE_UPDATE),
        ("2021-06-06", RED, ReasonCode.MISSED_UPDATES),
        ("2021-12-31", RED, ReasonCode.MISSED_UPDATES),
    ],
)
def test_a_task_of_which_no_word_ever_came(as_of: str, colour: Colour, code: ReasonCode) -> None:
    light = light_of(RECURRING, as_of)
    assert seen(light) == (colour, code)
    assert not light.spoken
    assert light.carried is None


@pytest.mark.parametrize(
    ("as_of", "colour", "code", "carried"),
    [
        ("2021-03-31", GREEN, ReasonCode.ON_TRACK, None),
        ("2021-04-01", GREEN, ReasonCode.ON_TRACK, "2021-Q1"),
        ("2021-06-05", GREEN, ReasonCode.ON_TRACK, "2021-Q1"),
        ("2021-06-06", AMBER, ReasonCode.MISSED_ONE_UPDATE, None),
        ("2021-09-05", AMBER, ReasonCode.MISSED_ONE_UPDATE, None),
        ("2021-09-06", RED, ReasonCode.MISSED_UPDATES, None),
        ("2021-12-31", RED, ReasonCode.MISSED_UPDATES, None),
    ],
)
def test_the_last_word_is_carried_until_the_next_update_day_has_passed(
    as_of: str, colour: Colour, code: ReasonCode, carried: str | None
) -> None:
    light = light_of(RECURRING, as_of, said(ON_TRACK, "2021-02-01"))
    assert seen(light) == (colour, code)
    assert light.carried == (period(carried) if carried else None)
    assert light.spoken is (colour is GREEN)


@pytest.mark.parametrize(
    ("status", "colour"),
    [(BLOCKED, RED), (BEHIND, AMBER), (NOT_STARTED, GREY), (DONE, GREEN)],
)
def test_every_word_is_carried_with_its_own_light(status: TaskStatus, colour: Colour) -> None:
    light = light_of(RECURRING, "2021-04-02", said(status, "2021-02-01"))
    assert light.colour is colour
    assert light.carried == period("2021-Q1")


@pytest.mark.parametrize(
    ("status", "colour"),
    [(NOT_APPLICABLE, AMBER), (BEHIND, AMBER), (NOT_STARTED, AMBER), (DONE, AMBER), (BLOCKED, RED)],
)
def test_one_missed_update_is_amber_and_never_better_than_the_last_word(
    status: TaskStatus, colour: Colour
) -> None:
    light = light_of(RECURRING, "2021-06-06", said(status, "2021-02-01"))
    assert light.colour is colour
    assert not light.spoken


def test_a_word_of_a_later_quarter_starts_the_count_anew() -> None:
    words = (said(ON_TRACK, "2021-02-01"), said(ON_TRACK, "2021-07-10"))
    assert light_of(RECURRING, "2021-06-30", *words).colour is AMBER
    assert light_of(RECURRING, "2021-07-10", *words).colour is GREEN
    assert light_of(RECURRING, "2021-12-05", *words).carried == period("2021-Q3")
    assert light_of(RECURRING, "2021-12-06", *words).colour is AMBER


def test_silence_says_how_many_updates_were_missed_and_since_when() -> None:
    light = light_of(RECURRING, "2021-09-16", said(ON_TRACK, "2021-02-01"))
    assert light.reason["count"] == 2
    assert light.reason["day"] == day("2021-06-05")


# --- the update day ------------------------------------------------------------------------


def test_without_a_quarterly_report_the_update_day_is_the_quarters_last() -> None:
    monthly = make_duty(cadence=Cadence.MONTHLY, due=DueRule(inclusive=True, day=5))
    for duties in ((), (monthly,)):
        plan = make_plan(tasks=(RECURRING,), duties=duties)
        assert light_of(RECURRING, "2021-03-31", plan=plan).colour is GREY
        assert light_of(RECURRING, "2021-04-01", plan=plan).colour is AMBER
        assert light_of(RECURRING, "2021-06-30", plan=plan).colour is AMBER
        assert light_of(RECURRING, "2021-07-01", plan=plan).colour is RED


def test_a_quarterly_report_of_another_unit_sets_no_update_day() -> None:
    duty = make_duty(from_units=("B",))
    plan = make_plan(tasks=(RECURRING,), duties=(duty,))
    assert light_of(RECURRING, "2021-03-31", plan=plan).colour is GREY
    of_b = make_task(lead=("B",))
    plan = make_plan(tasks=(of_b,), duties=(duty,))
    assert light_of(of_b, "2021-03-06", plan=plan).colour is AMBER


def test_a_quarterly_report_without_a_day_leaves_the_quarters_last() -> None:
    plan = make_plan(tasks=(RECURRING,), duties=(make_duty(due=None),))
    assert light_of(RECURRING, "2021-03-31", plan=plan).colour is GREY
    assert light_of(RECURRING, "2021-04-01", plan=plan).colour is AMBER


def test_a_report_due_in_the_next_quarter_makes_that_day_the_update_day() -> None:
    duty = make_duty(due=DueRule(inclusive=True, day=10, of_next_period=True))
    plan = make_plan(tasks=(RECURRING,), duties=(duty,))
    assert light_of(RECURRING, "2021-04-10", plan=plan).colour is GREY
    assert light_of(RECURRING, "2021-04-11", plan=plan).colour is AMBER
    assert light_of(RECURRING, "2021-07-10", plan=plan).colour is AMBER
    assert light_of(RECURRING, "2021-07-11", plan=plan).colour is RED


def test_a_due_day_set_by_the_office_is_the_update_day_too() -> None:
    plan = make_plan(tasks=(RECURRING,), duties=(make_duty(due=None),))
    set_days = (version("R1", DueRule(inclusive=True, day=20), day("2021-02-01")),)
    assert light_of(RECURRING, "2021-03-20", plan=plan, due_days=set_days).colour is GREY
    assert light_of(RECURRING, "2021-03-21", plan=plan, due_days=set_days).colour is AMBER


def test_an_extended_report_moves_the_update_day_of_its_unit() -> None:
    extension = extended("2021-03-20", "2021-03-01", of="2021-Q1")
    assert light_of(RECURRING, "2021-03-20", extensions=[extension]).colour is GREY
    assert light_of(RECURRING, "2021-03-21", extensions=[extension]).colour is AMBER
    of_b = make_task(lead=("B",))
    assert light_of(of_b, "2021-03-20", extensions=[extension]).colour is AMBER


def test_of_two_quarterly_reports_the_earlier_one_asks_for_the_word() -> None:
    later = make_duty("R2", due=DueRule(inclusive=True, day=25))
    plan = make_plan(tasks=(RECURRING,), duties=(later, make_duty()))
    assert light_of(RECURRING, "2021-03-06", plan=plan).colour is AMBER


# --- where a plan or a task begins ---------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "as_of", "colour"),
    [
        # issued in the second month: the first quarter's word is owed by 5 March
        ("2021-02-28", "2021-03-05", GREY),
        ("2021-02-28", "2021-03-06", AMBER),
        ("2021-02-28", "2021-06-06", RED),
        # issued in the last month, the report due or not: none is owed for the first quarter
        ("2021-03-01", "2021-03-06", GREY),
        ("2021-03-01", "2021-03-31", GREY),
        ("2021-03-01", "2021-06-05", GREY),
        ("2021-03-01", "2021-06-06", AMBER),
        ("2021-03-31", "2021-06-05", GREY),
        ("2021-03-31", "2021-06-06", AMBER),
        # issued with the next quarter
        ("2021-04-01", "2021-06-06", AMBER),
        ("2021-04-01", "2021-09-06", RED),
    ],
)
def test_no_update_is_owed_for_a_quarter_in_whose_last_month_the_plan_was_issued(
    issued: str, as_of: str, colour: Colour
) -> None:
    plan = make_plan(tasks=(RECURRING,), issued_on=day(issued))
    assert light_of(RECURRING, as_of, plan=plan).colour is colour


def test_no_update_is_owed_for_a_quarter_whose_report_is_not_applicable() -> None:
    early = make_duty(due=DueRule(inclusive=False, day=6, month_of_quarter=1))
    plan = make_plan(tasks=(RECURRING,), duties=(early,), issued_on=day("2021-02-10"))
    assert light_of(RECURRING, "2021-03-31", plan=plan).colour is GREY
    assert light_of(RECURRING, "2021-04-05", plan=plan).colour is GREY
    assert light_of(RECURRING, "2021-04-06", plan=plan).colour is AMBER


def test_a_quarter_before_the_plans_issue_has_no_light() -> None:
    plan = make_plan(tasks=(RECURRING,), issued_on=day("2021-04-13"))
    light = light_of(RECURRING, "2021-05-01", quarter="2021-Q1", plan=plan)
    assert seen(light) == (None, ReasonCode.BEFORE_START)
    assert light_of(RECURRING, "2021-05-01", quarter="2021-Q2", plan=plan).colour is GREY


def test_a_quarter_before_the_tasks_own_start_has_no_light() -> None:
    task = make_task(start=day("2021-07-01"))
    assert light_of(task, "2021-06-30").colour is None
    assert light_of(task, "2021-07-01").colour is GREY
    assert light_of(task, "2021-09-06").colour is AMBER
    assert light_of(task, "2021-12-06").colour is RED


def test_a_task_that_starts_on_the_last_day_of_a_quarter_has_a_light_there() -> None:
    task = make_task(start=day("2021-06-30"))
    assert light_of(task, "2021-06-30").colour is GREY


def test_an_update_day_before_the_tasks_start_was_not_missed() -> None:
    early = make_duty(due=DueRule(inclusive=False, day=6, month_of_quarter=1))
    task = make_task(start=day("2021-05-20"))
    plan = make_plan(tasks=(task,), duties=(early,))
    assert light_of(task, "2021-05-20", plan=plan).colour is GREY
    assert light_of(task, "2021-07-05", plan=plan).colour is GREY
    assert light_of(task, "2021-07-06", plan=plan).colour is AMBER


def test_a_quarter_that_has_not_begun_has_no_light() -> None:
    light = light_of(RECURRING, "2021-06-30", quarter="2021-Q3")
    assert seen(light) == (None, ReasonCode.QUARTER_NOT_BEGUN)


# --- the past stays what it was ------------------------------------------------------------


@pytest.mark.parametrize("as_of", ["2021-03-31", "2021-04-01", "2021-08-20", "2021-12-31"])
def test_a_quarter_is_judged_at_its_own_last_day(as_of: str) -> None:
    word = said(ON_TRACK, "2021-02-01")
    next_word = said(BLOCKED, "2021-05-10")
    light = light_of(RECURRING, as_of, word, next_word, quarter="2021-Q1")
    assert seen(light) == (GREEN, ReasonCode.ON_TRACK)


def test_a_word_for_a_past_quarter_that_counts_for_a_later_day_leaves_that_quarter_alone() -> None:
    afterwards = said(ON_TRACK, "2021-04-10", quarter="2021-Q1")
    past = light_of(RECURRING, "2021-04-20", afterwards, quarter="2021-Q1")
    assert seen(past) == (AMBER, ReasonCode.MISSED_ONE_UPDATE)
    now = light_of(RECURRING, "2021-04-20", afterwards, quarter="2021-Q2")
    assert (now.colour, now.carried) == (GREEN, period("2021-Q1"))


def test_a_word_of_a_coming_quarter_says_nothing_of_this_one() -> None:
    ahead = said(BLOCKED, "2021-03-20", quarter="2021-Q2")
    assert seen(light_of(RECURRING, "2021-03-31", ahead)) == (AMBER, ReasonCode.MISSED_ONE_UPDATE)
    assert seen(light_of(RECURRING, "2021-04-01", ahead)) == (RED, ReasonCode.BLOCKED)


def test_a_task_past_due_in_a_quarter_counts_days_to_that_quarters_end() -> None:
    task = make_task(cadence=Cadence.ONCE, due=day("2021-03-01"))
    words = (said(ON_TRACK, "2021-02-01"), said(DONE, "2021-04-10"))
    light = light_of(task, "2021-12-31", *words, quarter="2021-Q1")
    assert seen(light) == (RED, ReasonCode.PAST_DUE)
    assert light.days == 30


def test_an_extension_granted_after_a_quarter_leaves_that_quarter_what_it_was() -> None:
    extension = extended("2021-04-20", "2021-04-10", of="2021-Q1")
    for as_of in ("2021-03-31", "2021-04-09", "2021-04-12"):
        light = light_of(RECURRING, as_of, quarter="2021-Q1", extensions=[extension])
        assert seen(light) == (AMBER, ReasonCode.MISSED_ONE_UPDATE)
    assert light_of(RECURRING, "2021-04-12", extensions=[extension]).colour is GREY


# --- who answers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lead", "answering"),
    [
        (("A",), "A"),
        (("B", "A"), "B"),  # the first-named lead answers
        (("ROOMS",), "ROOMS"),  # a group answers as a group
        ((), "VP"),
        (("LEADERS",), "VP"),
        (("PROVINCE",), "VP"),
        (("UNKNOWN",), "VP"),
    ],
)
def test_who_answers_for_a_task(lead: tuple[str, ...], answering: str) -> None:
    task = make_task(lead=lead)
    assert answering_unit(make_plan(tasks=(task,)), task) == answering


def test_without_an_office_nobody_answers_for_an_unowned_task() -> None:
    task = make_task(lead=())
    units = tuple(unit for unit in UNITS if unit.kind is not UnitKind.OFFICE)
    assert answering_unit(make_plan(tasks=(task,), units=units), task) is None


@pytest.mark.parametrize(
    ("lead", "with_units", "speakers"),
    [
        (("A",), (), {"A"}),
        (("A",), ("B",), {"A", "B"}),  # a coordinating unit may speak too
        (("A", "B"), (), {"A", "B"}),
        (("ROOMS",), (), {"A", "B"}),
        (("LEADERS",), ("PROVINCE", "B"), {"VP", "B"}),
        ((), (), {"VP"}),
    ],
)
def test_who_may_speak_on_a_task(
    lead: tuple[str, ...], with_units: tuple[str, ...], speakers: set[str]
) -> None:
    task = make_task(lead=lead, with_units=with_units)
    assert set(speakers_of(make_plan(tasks=(task,)), task)) == speakers


def test_the_word_of_a_coordinating_unit_counts() -> None:
    task = make_task(lead=("A",), with_units=("B",))
    light = light_of(task, "2021-03-06", said(ON_TRACK, "2021-03-01", unit="B"))
    assert light.colour is GREEN
    assert light.reason["by"] == "Phòng B", "it is told who said so"
    own = light_of(task, "2021-03-06", said(ON_TRACK, "2021-03-01", unit="A"))
    assert "by" not in dict(own.reason.arguments)


def test_a_task_that_falls_to_the_office_has_the_offices_update_day() -> None:
    # the Office owes itself no report, so its word falls due with the quarter
    unowned = make_task(lead=())
    assert light_of(unowned, "2021-03-31").colour is GREY
    assert light_of(unowned, "2021-04-01").colour is AMBER


def test_the_tasks_of_a_group_have_the_update_day_of_its_members() -> None:
    of_the_rooms = make_task(lead=("ROOMS",))
    assert light_of(of_the_rooms, "2021-03-05").colour is GREY
    assert light_of(of_the_rooms, "2021-03-06").colour is AMBER


def test_a_member_that_owes_itself_no_report_does_not_hide_the_groups_update_day() -> None:
    everybody = Unit(
        code="ALL",
        name="Các phòng, đơn vị",
        kind=UnitKind.GROUP,
        members=Members(units=("VP", "A", "B"), basis=MembersBasis.INFERRED),
    )
    of_all = make_task(lead=("ALL",))
    duty = make_duty(from_units=("ALL",))
    plan = make_plan(tasks=(of_all,), units=(*UNITS, everybody), duties=(duty,))
    assert light_of(of_all, "2021-03-05", plan=plan).colour is GREY
    assert light_of(of_all, "2021-03-06", plan=plan).colour is AMBER
