"""A plan by unit: what counts as due, done, accepted and in time."""

from dataclasses import replace

import pytest

from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.by_unit import NOBODY, Ratio, UnitFigure, UnitOverview, by_unit
from ddci_tracker.domain.ledger import Ledger
from ddci_tracker.domain.plan import Cadence, Plan, Task
from tests.unit.domain.build import (
    board_of,
    concluded,
    day,
    ledger_of,
    make_plan,
    make_task,
    said,
    step,
)

DONE, ON_TRACK = TaskStatus.DONE, TaskStatus.ON_TRACK
RED, QUANTITY, QUALITY, TIMELINESS = UnitFigure


def without_reports(*tasks: Task) -> Plan:
    return make_plan(tasks=tasks, duties=())


def one_time(code: str, due: str, lead: str = "A") -> Task:
    return make_task(code, cadence=Cadence.ONCE, due=day(due), lead=(lead,))


def row_of(ledger: Ledger, unit: str | None, as_of: str = "2021-05-31") -> UnitOverview:
    found = by_unit(board_of(ledger, as_of)).row(unit)
    assert found is not None
    return found


def ratio(row: UnitOverview, figure: UnitFigure) -> tuple[int, int]:
    found = row.ratio(figure)
    return found.count, found.total


def test_a_task_counts_once_its_day_has_passed_or_when_it_is_done_before() -> None:
    plan = without_reports(
        one_time("passed", "2021-05-30"),
        one_time("today", "2021-05-31"),
        one_time("done-early", "2021-09-30"),
        one_time("done-late", "2021-05-10"),
        make_task("no-day"),
    )
    updates = [
        said(ON_TRACK, "2021-05-02", task="passed"),
        said(ON_TRACK, "2021-05-02", task="today"),
        said(DONE, "2021-05-02", task="done-early"),
        said(DONE, "2021-05-20", task="done-late"),
        said(ON_TRACK, "2021-05-02", task="no-day"),
    ]
    row = row_of(ledger_of(plan, updates=updates), "A")

    assert ratio(row, QUANTITY) == (2, 3)
    assert ratio(row, TIMELINESS) == (1, 3)
    assert (row.red, row.tasks.red) == (1, 1)


def test_reports_count_by_timeliness_and_by_what_the_office_made_of_them() -> None:
    handed_in = step(ReportStep.HANDED_IN, "2021-06-04", unit="A", of="2021-Q2")
    waiting = row_of(ledger_of(make_plan(), report_acts=[handed_in]), "A", "2021-06-10")
    accepted = row_of(
        ledger_of(
            make_plan(),
            report_acts=[
                handed_in,
                step(ReportStep.ACCEPTED, "2021-06-08", unit="A", of="2021-Q2", revision=2),
            ],
        ),
        "A",
        "2021-06-10",
    )

    # The report of the first quarter never came.
    assert ratio(waiting, QUANTITY) == ratio(waiting, TIMELINESS) == (1, 2)
    assert waiting.ratio(QUALITY) == Ratio(count=0, total=1, waiting=1)
    assert accepted.ratio(QUALITY) == Ratio(count=1, total=1)


def test_an_overdue_conclusion_is_red_for_the_unit_that_answers() -> None:
    ledger = ledger_of(
        without_reports(make_task("T", lead=("B",))),
        conclusions=[concluded(due="2021-05-20")],
    )
    assert row_of(ledger, "A").red == 1
    assert row_of(ledger, "B").red == 0
    assert row_of(ledger, None).red == 1
    assert len(row_of(ledger, "A").conclusions) == 1


def test_what_a_group_answers_for_is_a_row_of_its_own() -> None:
    ledger = ledger_of(without_reports(make_task("T", lead=("ROOMS",))))
    made = by_unit(board_of(ledger, "2021-05-31"))

    assert [row.unit for row in made.shared] == ["ROOMS"]
    assert all(not row.matters for row in made.units)


def test_tasks_that_nobody_answers_for_are_counted_too() -> None:
    plan = without_reports(make_task("T", lead=()))
    plan = replace(plan, units=tuple(unit for unit in plan.units if unit.code != "VP"))
    made = by_unit(board_of(ledger_of(plan), "2021-05-31"))

    assert made.whole.tasks.in_play == sum(row.tasks.in_play for row in (*made.units, *made.shared))
    assert all(row.unit != NOBODY or row.matters for row in made.shared)


def test_units_stand_with_the_most_red_first_then_what_is_overdue_longest() -> None:
    plan = without_reports(
        one_time("a", "2021-05-25", "A"),
        one_time("b", "2021-05-10", "B"),
        one_time("c", "2021-05-28", "VP"),
        one_time("c2", "2021-05-28", "VP"),
    )
    updates = [said(ON_TRACK, "2021-05-02", task=each) for each in ("a", "b", "c", "c2")]
    made = by_unit(board_of(ledger_of(plan, updates=updates), "2021-05-31"))

    assert [(row.unit, row.red) for row in made.units[:3]] == [("VP", 2), ("B", 1), ("A", 1)]
    assert [row.oldest.days for row in made.units[:3] if row.oldest] == [3, 21, 6]


@pytest.mark.parametrize(
    ("count", "total", "percent"), [(0, 0, None), (0, 3, 0), (1, 3, 33), (1, 200, 1), (2, 2, 100)]
)
def test_a_share_is_rounded_half_up_and_unknown_of_nothing(
    count: int, total: int, percent: int | None
) -> None:
    assert Ratio(count=count, total=total).percent == percent
