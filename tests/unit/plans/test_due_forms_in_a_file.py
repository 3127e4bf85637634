"""Due days in every form, as a plan file writes them: read, checked, written again, described."""

from pathlib import Path

import pytest

from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.checks import check_plan
from ddci_tracker.domain.findings import CheckCode
from ddci_tracker.plans import PlanFileError, read_plan, write_plan
from ddci_tracker.plans.problems import ProblemCode
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
        ("weekly", "{by: {weekday: 8}}", "", "no_such_weekday"),
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


def problems_of(path: Path) -> list[ProblemCode]:
    with pytest.raises(PlanFileError) as error:
        read_plan(path)
    return [each.code for each in error.value.problems]


@pytest.mark.parametrize(
    ("cadence", "due", "code"),
    [
        ("weekly", "{by: {weekday: 8}}", ProblemCode.NO_SUCH_WEEKDAY),
        ("quarterly", "{by: {weekday: 8}}", ProblemCode.NO_SUCH_WEEKDAY),
        ("quarterly", "{by: {weekday: 5}}", ProblemCode.DUE_MONTH_MISFIT),
        ("weekly", "{by: {day: 5}}", ProblemCode.DUE_MONTH_MISFIT),
        (
            "half_yearly",
            "[{by: {day: 10, month: 6}}, {by: {day: 10, month: 6}}]",
            ProblemCode.DUE_DAY_TWICE,
        ),
        # the same day, said in another way
        (
            "yearly",
            "[{by: {day: 10, month: 6}}, {before: {day: 11, month: 6}}]",
            ProblemCode.DUE_DAY_TWICE,
        ),
    ],
)
def test_a_slip_in_a_due_day_is_told_once(
    tmp_path: Path, cadence: str, due: str, code: ProblemCode
) -> None:
    assert problems_of(with_due(tmp_path, cadence, due)) == [code]


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("[{by: {day: 15, month: 11}}, {before: {day: 1, month: 6}}]", True),
        ("[{before: {day: 1, month: 6}}, {by: {day: 15, month: 11}}]", False),
        ("[{by: {day: 20, month: 6}}, {by: {day: 5, month: 1, of: next_year}}]", False),
    ],
)
def test_days_that_are_not_in_the_order_of_the_year_are_asked_about(
    tmp_path: Path, due: str, told: bool
) -> None:
    plan = read_plan(with_due(tmp_path, "half_yearly", due))
    codes = [each.reason.code for each in check_plan(plan, Catalog())]
    assert (CheckCode.DUE_DAYS_OUT_OF_ORDER in codes) is told
