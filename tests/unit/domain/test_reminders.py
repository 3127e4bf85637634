"""Whom the Office chases: overdue, then returned, then due; by unit, the worst first."""

import pytest

from ddci_tracker.domain.acts import ReportStep
from ddci_tracker.domain.reminders import Chase, chase_of, owed_reports
from tests.unit.domain.build import extended, make_duty, rows_of, step

DUTY = make_duty()


def chases(as_of: str, *acts: object) -> dict[str, Chase | None]:
    """Why each report of unit A is asked for, by its period."""
    rows = rows_of(DUTY, as_of, report_acts=acts)  # type: ignore[arg-type]
    return {str(row.period): chase_of(row) for row in rows if row.from_unit == "A"}


@pytest.mark.parametrize(
    ("as_of", "asked"),
    [
        ("2021-06-01", None),
        ("2021-06-02", Chase.DUE),
        ("2021-06-05", Chase.DUE),
        ("2021-06-06", Chase.OVERDUE),
    ],
)
def test_a_report_is_asked_for_from_three_days_before_its_last_day(
    as_of: str, asked: Chase | None
) -> None:
    assert chases(as_of)["2021-Q2"] is asked


def test_a_report_that_was_handed_in_is_asked_for_again_once_it_came_back() -> None:
    handed_in = step(ReportStep.HANDED_IN, "2021-06-04")
    returned = step(ReportStep.RETURNED, "2021-06-08", note="thiếu phụ lục", revision=2)
    again = step(ReportStep.HANDED_IN, "2021-06-10", revision=3)
    assert chases("2021-07-01", handed_in)["2021-Q2"] is None
    assert chases("2021-07-01", handed_in, returned)["2021-Q2"] is Chase.RETURNED
    assert chases("2021-07-01", handed_in, returned, again)["2021-Q2"] is None


def test_an_extended_report_is_not_asked_for_before_the_new_day_is_near() -> None:
    rows = rows_of(DUTY, "2021-06-20", extensions=(extended("2021-07-20", "2021-06-01"),))
    of_a = next(debt for debt in owed_reports(rows) if debt.unit == "A")
    assert [str(row.period) for row in of_a.rows] == ["2021-Q1"]


def test_what_a_unit_owes_stands_overdue_first_whatever_the_order_of_the_plan() -> None:
    acts = (
        step(ReportStep.HANDED_IN, "2021-03-05", of="2021-Q1"),
        step(ReportStep.RETURNED, "2021-03-08", of="2021-Q1", note="sửa", revision=2),
    )
    owing = owed_reports(rows_of(DUTY, "2021-06-08", report_acts=acts))
    of_a = next(each for each in owing if each.unit == "A")
    assert [(str(row.period), chase_of(row)) for row in of_a.rows] == [
        ("2021-Q2", Chase.OVERDUE),
        ("2021-Q1", Chase.RETURNED),
    ]


def test_units_stand_by_the_worst_of_what_they_owe() -> None:
    acts = (
        step(ReportStep.HANDED_IN, "2021-03-05", of="2021-Q1"),
        step(ReportStep.HANDED_IN, "2021-06-05"),
        step(ReportStep.RETURNED, "2021-06-08", note="sửa", revision=2),
    )
    owing = owed_reports(rows_of(DUTY, "2021-09-04", report_acts=acts))
    assert [debt.unit for debt in owing] == ["B", "A"]
    assert [(str(row.period), chase_of(row)) for row in owing[1].rows] == [
        ("2021-Q2", Chase.RETURNED),
        ("2021-Q3", Chase.DUE),
    ]
    assert [str(row.period) for row in owing[0].of(Chase.OVERDUE)] == ["2021-Q1", "2021-Q2"]


def test_nobody_owes_where_everything_came() -> None:
    rows = rows_of(
        make_duty(from_units=("A",)),
        "2021-04-01",
        report_acts=(step(ReportStep.HANDED_IN, "2021-03-05", of="2021-Q1"),),
    )
    assert owed_reports(rows) == ()
