"""Due days in every form, as a plan file writes them: read, checked, written again, described."""

from pathlib import Path

import pytest

from ddci_tracker.plans import PlanFileError, read_plan, write_plan
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.deadlines import due_rule

SAMPLE = (Path(__file__).parent / "files" / "sample.yaml").read_text(encoding="utf-8")
DUTY = """    cadence: monthly
    due: {by: {day: 5, of: next_period}}
"""


def with_due(tmp_path: Path, cadence: str, due: str, periods: str = "") -> Path:
    """The sample plan with its second duty as a test wants it."""
    assert DUTY in SAMPLE
    duty = f"    cadence: {cadence}\n    due: {due}\n"
    duty += f"    periods: {periods}\n" if periods else ""
    path = tmp_path / "plan.yaml"
    path.write_text(SAMPLE.replace(DUTY, duty), encoding="utf-8")
    return path


FORMS = [
    ("monthly", "{within: {working_days: 2, after: period_end}}", "", "trong 2 ngày làm việc"),
    ("monthly", "{within: {working_days: 2, after: {day: 14}}}", "", "sau ngày 14"),
    ("weekly", "{by: {weekday: 5}}", "", "chậm nhất Thứ Sáu hằng tuần"),
    ("nine_months", "{before: {day: 20, month: 9}}", "", "trước ngày 20 tháng 9"),
    ("yearly", "{by: {day: 25, month: 2, of: next_year}}", "", "chậm nhất ngày 25/02 năm sau"),
    ("quarterly", "{before: {day: 15}}", "[Q1, Q3]", "trước ngày 15"),
    (
        "half_yearly",
        "[{before: {day: 1, month: 6}}, {by: {day: 15, month: 11}}]",
        "",
        "trước ngày 01/06 và chậm nhất ngày 15/11",
    ),
    ("yearly", "[{by: {day: 1, month: 6}}, {by: {day: 5, month: 1, of: next_year}}]", "", "05/01"),
    ("once", "{before: {day: 20, month: 9}}", "", "trước ngày 20 tháng 9"),
]


@pytest.mark.parametrize(("cadence", "due", "periods", "said"), FORMS)
def test_every_form_is_read_written_and_described(
    tmp_path: Path, cadence: str, due: str, periods: str, said: str
) -> None:
    plan = read_plan(with_due(tmp_path, cadence, due, periods))
    duty = plan.report_duties[1]
    assert duty.due is not None
    assert said in due_rule(duty.due, duty.cadence, Words.of())
    written = write_plan(plan)
    assert f"due: {due}" in written
    again = tmp_path / "again.yaml"
    again.write_text(written, encoding="utf-8")
    assert read_plan(again) == plan


@pytest.mark.parametrize(
    ("cadence", "due", "periods", "code"),
    [
        ("monthly", "{within: {working_days: 2}}", "", "missing_key"),
        ("monthly", "{within: {working_days: 0, after: period_end}}", "", "out_of_range"),
        ("monthly", "{within: {working_days: 2, after: tomorrow}}", "", "expected_word_or"),
        ("weekly", "{by: {weekday: 8}}", "", "out_of_range"),
        ("weekly", "{by: {day: 5}}", "", "due_month_misfit"),
        ("monthly", "{by: {weekday: 5}}", "", "due_month_misfit"),
        ("yearly", "{by: {day: 25, of: next_month}}", "", "bad_choice"),
        ("yearly", "{by: {day: 30, month: 2}}", "", "no_such_due_day"),
        ("yearly", "{by: {day: 29, month: 2}}", "", "no_such_due_day"),
        ("nine_months", "{by: {day: 31}}", "", "no_such_due_day"),
        ("quarterly", "{by: {day: 31, month_of_quarter: 3}}", "[Q2]", "no_such_due_day"),
        (
            "half_yearly",
            "[{by: {day: 30, month: 2}}, {by: {day: 1, month: 9}}]",
            "",
            "no_such_due_day",
        ),
        ("half_yearly", "[{by: {day: 1, month: 6}}]", "", "due_month_misfit"),
        ("quarterly", "{by: {day: 5}}", "[Q5]", "period_misfit"),
        ("half_yearly", "{by: {day: 5}}", "[Q1]", "period_misfit"),
        ("half_yearly", "[]", "", "empty_list"),
    ],
)
def test_what_says_no_day_is_refused(
    tmp_path: Path, cadence: str, due: str, periods: str, code: str
) -> None:
    with pytest.raises(PlanFileError) as raised:
        read_plan(with_due(tmp_path, cadence, due, periods))
    assert code in {str(problem.code) for problem in raised.value.problems}
