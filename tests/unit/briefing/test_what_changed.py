"""What got worse or better since an earlier look, and what is merely known now."""

from ddci_tracker.briefing.turned_words import ToldTurn, told_turn
from ddci_tracker.briefing.what_changed import ExecutionTurn, WhatChanged, what_changed
from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.plan import Cadence, Plan, Task
from ddci_tracker.domain.views import Board
from ddci_tracker.words.catalogue import Words
from tests.unit.briefing.made import ABOVE_7_80
from tests.unit.domain.build import (
    board_of,
    concluded,
    day,
    entered,
    estimated,
    ledger_of,
    make_plan,
    make_sub_index,
    make_task,
    said,
)

WORDS = Words.of()
ON_TRACK, BEHIND, DONE = TaskStatus.ON_TRACK, TaskStatus.BEHIND, TaskStatus.DONE


def plan_of(*tasks: Task) -> Plan:
    part = make_sub_index("time_cost", tasks=tasks, targets=(ABOVE_7_80,))
    return make_plan(sub_indices=(part,), tasks=(), duties=())


def told(found: WhatChanged, board: Board) -> dict[str, list[ToldTurn]]:
    return {
        name: [told_turn(each, board, WORDS) for each in getattr(found, name)]
        for name in ("worse", "better", "new", "unknown")
    }


def test_a_light_that_turned_names_the_tasks_that_turned_it() -> None:
    plan = plan_of(make_task("T1"), make_task("T2"))
    updates = [
        said(ON_TRACK, "2021-05-02", task="T1"),
        said(ON_TRACK, "2021-05-02", task="T2"),
        said(BEHIND, "2021-05-20", task="T1", revision=2),
    ]
    ledger = ledger_of(plan, updates=updates)
    before, after = board_of(ledger, "2021-05-10"), board_of(ledger, "2021-05-31")
    found = what_changed(before, after)

    (turned,) = found.worse
    assert isinstance(turned, ExecutionTurn)
    assert [each.task for each in turned.causes] == ["T1"]
    (row,) = told(found, after)["worse"]
    assert (row.old, row.new) == ("Đúng tiến độ", "Có nguy cơ")
    assert not found.better
    assert not found.kept


def test_a_task_that_is_done_is_better_where_its_light_did_not_turn() -> None:
    plan = plan_of(make_task("T1", cadence=Cadence.ONCE, due=day("2021-09-30")), make_task("T2"))
    updates = [
        said(ON_TRACK, "2021-05-02", task="T1"),
        said(ON_TRACK, "2021-05-02", task="T2"),
        said(DONE, "2021-05-20", task="T1", revision=2),
    ]
    ledger = ledger_of(plan, updates=updates)
    after = board_of(ledger, "2021-05-31")
    found = what_changed(board_of(ledger, "2021-05-10"), after)

    assert [row.new for row in told(found, after)["better"]] == ["Hoàn thành"]
    assert [view.code for view in found.kept] == ["time_cost"]


def test_a_first_estimate_is_a_new_figure_and_turns_no_light() -> None:
    plan = plan_of(make_task("T1"))
    ledger = ledger_of(
        plan,
        conclusions=[concluded()],
        results=[entered(estimated(2021, "5.60"), "2021-05-20")],
    )
    after = board_of(ledger, "2021-05-31")
    found = what_changed(board_of(ledger, "2021-05-10"), after)

    assert not found.worse
    assert not found.better
    assert "5,60" in {row.new for row in told(found, after)["new"]}
    assert {row.old for row in told(found, after)["new"]} == {"chưa có số"}


def test_a_corrected_estimate_is_better_or_worse_by_its_score() -> None:
    plan = plan_of(make_task("T1"))
    ledger = ledger_of(
        plan,
        conclusions=[concluded()],
        results=[
            entered(estimated(2021, "5.60"), "2021-05-02"),
            entered(estimated(2021, "6.10"), "2021-05-20", revision=2),
        ],
    )
    after = board_of(ledger, "2021-05-31")
    found = what_changed(board_of(ledger, "2021-05-10"), after)

    assert ("5,60", "6,10") in {(row.old, row.new) for row in told(found, after)["better"]}
    assert not found.new


def test_nothing_changes_between_a_board_and_itself() -> None:
    board = board_of(ledger_of(plan_of(make_task("T1"))), "2021-05-31")
    found = what_changed(board, board)

    assert not any((found.worse, found.better, found.new, found.unknown))
    assert [view.code for view in (*found.still_red, *found.kept)] == ["time_cost"]
