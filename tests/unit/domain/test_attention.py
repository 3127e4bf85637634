"""Cần xử lý: what stands there, how it is grouped, and in which order."""

from decimal import Decimal

import pytest

from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Cadence, Plan, SubIndex, Target, TargetKind, Task
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import AttentionKind, AttentionRow, worst_first
from tests.unit.domain.build import (
    board_of,
    concluded,
    day,
    ledger_of,
    make_duty,
    make_plan,
    make_sub_index,
    make_task,
    period,
    published,
    said,
    step,
)

ON_TRACK, BEHIND, BLOCKED = TaskStatus.ON_TRACK, TaskStatus.BEHIND, TaskStatus.BLOCKED
HANDED_IN, RETURNED = ReportStep.HANDED_IN, ReportStep.RETURNED
TASK, REPORT, SILENCE = AttentionKind.TASK, AttentionKind.REPORT, AttentionKind.SILENCE
OWNER, CONCLUSION = AttentionKind.OWNER, AttentionKind.CONCLUSION


def without_reports(*tasks: Task) -> Plan:
    return make_plan(tasks=tasks, duties=())


def summary(row: AttentionRow) -> tuple[AttentionKind, Colour, int | None, tuple[str, ...]]:
    return row.kind, row.colour, row.days, row.units


def one_time(code: str, due: str) -> Task:
    return make_task(code, cadence=Cadence.ONCE, due=day(due))


def test_red_comes_before_amber_and_then_the_most_days() -> None:
    plan = without_reports(
        make_task("behind"),
        one_time("late-1", "2021-05-30"),
        make_task("blocked"),
        one_time("late-21", "2021-05-10"),
        make_task("fine"),
    )
    words = [
        said(BEHIND, "2021-05-02", task="behind"),
        said(ON_TRACK, "2021-05-02", task="late-1"),
        said(BLOCKED, "2021-05-02", task="blocked"),
        said(ON_TRACK, "2021-05-02", task="late-21"),
        said(ON_TRACK, "2021-05-02", task="fine"),
    ]
    rows = board_of(ledger_of(plan, updates=words), "2021-05-31").attention
    assert [(row.tasks, row.colour, row.days) for row in rows] == [
        (("late-21",), Colour.RED, 21),
        (("late-1",), Colour.RED, 1),
        (("blocked",), Colour.RED, None),
        (("behind",), Colour.AMBER, None),
    ]


def test_of_equal_colour_and_days_the_widest_gap_comes_first() -> None:
    def weak(code: str, score: str) -> tuple[Task, tuple[Target, ...], str]:
        return make_task(code), (Target(kind=TargetKind.AT_LEAST, value=Decimal(8)),), score

    parts = [weak("short-0.2", "7.8"), weak("short-1.5", "6.5"), weak("short-0.9", "7.1")]
    plan = make_plan(
        duties=(),
        sub_indices=tuple(
            make_sub_index(
                task.code, tasks=(task,), targets=targets, results=(published(2020, score),)
            )
            for task, targets, score in parts
        ),
        general_tasks=(make_task("of-no-sub-index"),),
    )
    words = [said(BLOCKED, "2021-05-02", task=task.code) for _, task in plan.all_tasks()]
    rows = board_of(ledger_of(plan, updates=words), "2021-05-31").attention
    assert [row.tasks for row in rows] == [
        ("short-1.5",),
        ("short-0.9",),
        ("short-0.2",),
        ("of-no-sub-index",),
    ]
    assert rows[0].gap == Decimal("-1.5")


def test_of_equal_colour_and_days_the_largest_lag_comes_first() -> None:
    plan = without_reports(*(one_time(code, "2021-12-31") for code in ("lag-12", "lag-20")))
    words = [
        said(ON_TRACK, "2021-07-01", task="lag-12", percent=38),
        said(ON_TRACK, "2021-07-01", task="lag-20", percent=30),
    ]
    rows = board_of(ledger_of(plan, updates=words), "2021-07-31").attention
    assert [(row.tasks, row.colour) for row in rows] == [
        (("lag-20",), Colour.AMBER),
        (("lag-12",), Colour.AMBER),
    ]


def test_sub_indices_of_equal_lights_stand_by_the_gap_that_is_shown_points_before_places() -> None:
    score = Target(kind=TargetKind.AT_LEAST, value=Decimal(8))
    rank = Target(kind=TargetKind.RANK_AT_MOST, rank=10)

    def part(code: str, target: Target, *, score: str = "7.0", rank: int = 20) -> SubIndex:
        return make_sub_index(
            code, targets=(target,), results=(published(2020, score, rank=rank, out_of=63),)
        )

    plan = make_plan(
        duties=(),
        sub_indices=(
            part("places-30", rank, rank=40),
            part("points-0.4", score, score="7.6"),
            make_sub_index("unknown", targets=(score,)),
            part("places-32", rank, rank=42),
            part("points-3", score, score="5.0"),
        ),
    )
    views = worst_first(board_of(ledger_of(plan), "2021-05-31").sub_indices)
    assert [view.code for view in views] == [
        "points-3",
        "points-0.4",
        "places-32",
        "places-30",
        "unknown",
    ]


def test_what_nobody_reported_on_stands_before_what_goes_well() -> None:
    plan = make_plan(
        duties=(),
        sub_indices=(
            make_sub_index("fine", tasks=(make_task("told"),)),
            make_sub_index("quiet", tasks=(make_task("untold"),)),
            make_sub_index("no-task"),
        ),
    )
    board = board_of(
        ledger_of(plan, updates=[said(ON_TRACK, "2021-03-02", task="told")]), "2021-03-20"
    )
    assert [(view.code, view.execution.colour) for view in worst_first(board.sub_indices)] == [
        ("quiet", Colour.GREY),
        ("fine", Colour.GREEN),
        ("no-task", None),
    ]


def test_every_row_names_its_units_and_says_why() -> None:
    plan = make_plan(tasks=(one_time("late", "2021-05-10"), make_task("quiet", lead=())))
    ledger = ledger_of(
        plan, updates=[said(ON_TRACK, "2021-05-02", task="late")], conclusions=[concluded()]
    )
    for row in board_of(ledger, "2021-06-30").attention:
        assert row.units
        assert row.reason.code
        assert row.what.code


def test_a_silent_unit_is_one_row_that_opens() -> None:
    plan = without_reports(*(make_task(f"A-{n}") for n in range(23)), make_task("B-1", lead=("B",)))
    ledger = ledger_of(plan, conclusions=[concluded()])
    rows = board_of(ledger, "2021-04-11").attention
    assert [summary(row) for row in rows] == [
        (SILENCE, Colour.AMBER, 11, ("A",)),
        (SILENCE, Colour.AMBER, 11, ("B",)),
    ]
    assert len(rows[0].tasks) == 23
    assert rows[0].reason.code is ReasonCode.UNIT_SILENT
    assert rows[0].reason["count"] == 23


def test_a_silent_unit_is_red_as_soon_as_one_of_its_tasks_is() -> None:
    plan = without_reports(make_task("never"), make_task("once"))
    words = [said(ON_TRACK, "2021-02-01", task="once")]
    rows = board_of(ledger_of(plan, updates=words), "2021-07-01").attention
    assert [summary(row) for row in rows] == [(SILENCE, Colour.RED, 92, ("A",))]
    assert set(rows[0].tasks) == {"never", "once"}


def test_silence_of_tasks_without_an_owner_is_that_of_the_office() -> None:
    ledger = ledger_of(without_reports(make_task(lead=("LEADERS",))), conclusions=[concluded()])
    rows = board_of(ledger, "2021-04-01").attention
    assert [summary(row) for row in rows] == [(SILENCE, Colour.AMBER, 1, ("VP",))]


def test_missing_owners_are_grouped() -> None:
    plan = without_reports(make_task("T1", lead=()), make_task("T2", lead=()), make_task("T3"))
    ledger = ledger_of(plan, conclusions=[concluded()])
    rows = board_of(ledger, "2021-02-01").attention
    assert [summary(row) for row in rows] == [(OWNER, Colour.AMBER, None, ("VP",))]
    assert rows[0].tasks == ("T1", "T2")
    assert rows[0].reason.code is ReasonCode.NO_OWNER


@pytest.mark.parametrize("status", list(TaskStatus))
def test_a_missing_owner_is_named_whatever_is_said_of_the_quarter(status: TaskStatus) -> None:
    begins_later = make_task("T2", lead=(), start=day("2021-10-01"))
    plan = without_reports(make_task("T1", lead=()), begins_later)
    word = said(status, "2021-02-01", unit="VP")
    rows = board_of(ledger_of(plan, updates=[word]), "2021-02-01").attention
    assert [row.tasks for row in rows if row.kind is OWNER] == [("T1", "T2")]


def test_a_task_that_is_past_due_stands_alone_though_its_unit_is_silent() -> None:
    plan = without_reports(one_time("late", "2021-03-01"), make_task("quiet"))
    rows = board_of(ledger_of(plan, conclusions=[concluded()]), "2021-04-11").attention
    assert [(row.kind, row.tasks) for row in rows] == [(TASK, ("late",)), (SILENCE, ("quiet",))]


def test_overdue_reports_stand_there_with_their_days() -> None:
    rows = board_of(ledger_of(make_plan()), "2021-06-17").attention
    found = [summary(row) for row in rows if row.kind is REPORT]
    assert found == [
        (REPORT, Colour.RED, 104, ("A",)),
        (REPORT, Colour.RED, 104, ("B",)),
        (REPORT, Colour.RED, 12, ("A",)),
        (REPORT, Colour.RED, 12, ("B",)),
    ]


def test_two_reports_of_one_unit_and_period_are_told_apart_by_their_duties() -> None:
    duties = (make_duty("R1"), make_duty("R2"), make_duty("R3", from_units=("B",)))
    board = board_of(ledger_of(make_plan(duties=duties)), "2021-06-08")
    called = {
        (each.report, each.what["period"], dict(each.what.arguments).get("duty"))
        for each in board.attention
        if each.report and each.what["period"] == period("2021-Q2")
    }
    assert called == {
        (f"{duty}/{unit}/2021-Q2", period("2021-Q2"), duty)
        for duty, unit in (("R1", "A"), ("R1", "B"), ("R2", "A"), ("R2", "B"), ("R3", "B"))
    }
    alone = board_of(ledger_of(make_plan(duties=(make_duty(),))), "2021-06-08")
    assert not any("duty" in dict(each.what.arguments) for each in alone.attention)


@pytest.mark.parametrize("as_of", ["2021-03-01", "2021-03-05"])
def test_a_report_that_is_not_yet_overdue_does_not_stand_there(as_of: str) -> None:
    rows = board_of(ledger_of(make_plan()), as_of).attention
    assert not [row for row in rows if row.kind is REPORT]


def test_a_returned_report_stands_there_until_it_is_handed_in_again() -> None:
    acts = [
        step(HANDED_IN, "2021-03-01", of="2021-Q1"),
        step(HANDED_IN, "2021-03-01", of="2021-Q1", unit="B"),
        step(RETURNED, "2021-03-08", of="2021-Q1", note="Thiếu số liệu", revision=2),
        step(HANDED_IN, "2021-03-12", of="2021-Q1", revision=3),
    ]

    def reports(as_of: str) -> list[AttentionRow]:
        rows = board_of(ledger_of(make_plan(), report_acts=acts), as_of).attention
        return [row for row in rows if row.kind is REPORT]

    assert reports("2021-03-07") == []
    (row,) = reports("2021-03-08")
    assert row.units == ("A",)
    assert row.reason.code is ReasonCode.REPORT_RETURNED
    assert row.reason["note"] == "Thiếu số liệu"
    assert reports("2021-03-12") == []


def test_a_plan_on_which_nobody_recorded_anything_is_one_line() -> None:
    plan = without_reports(make_task("T1"), make_task("T2", lead=("B",)))
    rows = board_of(ledger_of(plan), "2021-12-31").attention
    (row,) = rows
    assert row.reason.code is ReasonCode.PLAN_NOT_TRACKED
    assert row.colour is Colour.GREY


def test_an_untracked_plan_keeps_its_overdue_reports() -> None:
    rows = board_of(ledger_of(make_plan(tasks=(make_task(),))), "2021-03-06").attention
    assert [row.kind for row in rows] == [REPORT, REPORT, SILENCE]
    assert rows[-1].reason.code is ReasonCode.PLAN_NOT_TRACKED


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2021-05-16", []),
        ("2021-05-17", [(CONCLUSION, Colour.AMBER, None, ("A",))]),
        ("2021-05-20", [(CONCLUSION, Colour.AMBER, None, ("A",))]),
        ("2021-05-21", [(CONCLUSION, Colour.RED, 1, ("A",))]),
    ],
)
def test_conclusions_are_followed_up_like_tasks(
    as_of: str, expected: list[tuple[AttentionKind, Colour, int | None, tuple[str, ...]]]
) -> None:
    ledger = ledger_of(without_reports(), conclusions=[concluded(due="2021-05-20")])
    assert [summary(row) for row in board_of(ledger, as_of).attention] == expected


def test_a_conclusion_that_was_carried_out_is_gone() -> None:
    done = concluded(due="2021-05-20", done_on="2021-05-18")
    assert board_of(ledger_of(without_reports(), conclusions=[done]), "2021-06-30").attention == ()


def test_a_conclusion_without_a_day_is_never_overdue() -> None:
    ledger = ledger_of(without_reports(), conclusions=[concluded()])
    assert board_of(ledger, "2021-12-31").attention == ()


def test_day_counts_of_a_conclusion_stop_at_the_close_of_the_plan() -> None:
    ledger = ledger_of(without_reports(make_task()), conclusions=[concluded(due="2021-06-01")])
    board = board_of(ledger, "2022-09-01", quarter="2021-Q4")
    assert board.closes_on is not None
    days = (board.closes_on - day("2021-06-01")).days
    (row,) = (row for row in board.attention if row.kind is CONCLUSION)
    (followed,) = board.followed
    assert (row.days, followed.days) == (days, days)
