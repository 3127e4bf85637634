"""A year in pictures: what is left against its days, reports by month, lights by quarter."""

from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.lights import LightCounts
from ddci_tracker.domain.over_the_year import parts_by_quarter, reports_by_month, tasks_left
from ddci_tracker.domain.plan import Cadence
from ddci_tracker.domain.reports import Timeliness
from tests.unit.domain.build import board_of, day, ledger_of, make_plan, make_task, said, step

DONE, NOT_APPLICABLE = TaskStatus.DONE, TaskStatus.NOT_APPLICABLE


def test_tasks_are_left_until_they_are_done_and_planned_until_their_day() -> None:
    plan = make_plan(
        duties=(),
        tasks=(
            make_task("april", cadence=Cadence.ONCE, due=day("2021-04-30")),
            make_task("june", cadence=Cadence.ONCE, due=day("2021-06-30")),
            make_task("no-day"),
            make_task("dropped", cadence=Cadence.ONCE, due=day("2021-04-30")),
        ),
    )
    updates = [
        said(DONE, "2021-05-12", task="april"),
        said(NOT_APPLICABLE, "2021-05-12", task="dropped"),
    ]
    found = tasks_left(board_of(ledger_of(plan, updates=updates), "2021-05-31"))
    by_day = {each.on: (each.planned, each.left) for each in found}
    assert by_day[day("2021-04-30")] == (2, 3), "due on that day, done twelve days later"
    assert by_day[day("2021-05-31")] == (2, 2), "the day looked at"
    assert by_day[day("2021-06-30")] == (1, None), "not come yet"
    assert by_day[day("2021-12-31")] == (0, None), "who has no day has until the year's end"


def test_every_report_with_a_day_stands_in_one_month_and_one_state() -> None:
    handed_in = step(ReportStep.HANDED_IN, "2021-06-07")
    board = board_of(ledger_of(make_plan(), report_acts=[handed_in]), "2021-06-10")
    months = reports_by_month(board)
    (june,) = (each for each in months if str(each.month) == "2021-06")
    assert (june.on_time, june.late) == (0, 1)
    assert june.missing > 0
    dated = [row for row in board.reports if row.last_day is not None]
    asked = [row for row in dated if row.timeliness is not Timeliness.NOT_APPLICABLE]
    assert sum(each.total for each in months) == len(asked)
    expected = board.report_totals
    assert sum(each.missing for each in months) == expected.missing
    assert sum(each.late for each in months) == expected.late


def test_the_lights_of_a_quarter_are_those_of_the_tasks_that_the_sub_index_has() -> None:
    plan = make_plan(duties=(), tasks=(make_task("one"), make_task("two")))
    board = board_of(ledger_of(plan, updates=[said(DONE, "2021-05-12", task="one")]), "2021-08-15")
    (part,) = parts_by_quarter(board)
    assert [each.it for each in part.quarters] == list(part.view.quarters)
    looked_at = next(each for each in part.quarters if each.it.quarter == board.quarter)
    assert looked_at.counts == part.view.counts
    assert part.quarters[-1].counts == LightCounts(none=2), "a quarter that has not begun"
