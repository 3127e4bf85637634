"""Periodic reports: timeliness and acceptance of each, and counts that always add up.

Where nothing else is said the report is that of unit A for the second quarter of 2021, whose
last day in time is 5 June.
"""

from dataclasses import replace

import pytest

from ddci_tracker.domain.acts import Extension, ReportAct, ReportStep
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Cadence, DueRule, Unit, UnitKind
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import (
    Acceptance,
    ReportRow,
    ReportTotals,
    Timeliness,
    colour_of,
    report_rows,
    totals,
)
from ddci_tracker.domain.versions import Version
from tests.unit.domain.build import (
    BEFORE_6_DECEMBER,
    LATER,
    day,
    extended,
    ledger_of,
    make_duty,
    make_plan,
    period,
    rows_of,
    step,
    version,
)

HANDED_IN, WITHDRAWN = ReportStep.HANDED_IN, ReportStep.WITHDRAWN
ACCEPTED, RETURNED = ReportStep.ACCEPTED, ReportStep.RETURNED

UNDATED = make_duty(cadence=Cadence.MONTHLY, due=None)


def row_of(
    as_of: str,
    *acts: Version[ReportAct],
    of: str = "2021-Q2",
    extensions: tuple[Version[Extension], ...] = (),
) -> ReportRow:
    rows = rows_of(make_duty(), as_of, report_acts=acts, extensions=extensions)
    return next(row for row in rows if row.from_unit == "A" and row.period == period(of))


def undated_row_of(
    as_of: str, *acts: Version[ReportAct], due_days: tuple[Version[DueRule], ...] = ()
) -> ReportRow:
    rows = rows_of(UNDATED, as_of, report_acts=acts, due_days=due_days)
    return next(row for row in rows if row.from_unit == "A" and row.period == period("2021-05"))


@pytest.mark.parametrize(
    ("as_of", "timeliness", "days"),
    [
        ("2021-01-04", Timeliness.UPCOMING, 152),
        ("2021-06-01", Timeliness.UPCOMING, 4),
        ("2021-06-02", Timeliness.DUE_SOON, 3),
        ("2021-06-04", Timeliness.DUE_SOON, 1),
        ("2021-06-05", Timeliness.DUE_TODAY, 0),
        ("2021-06-06", Timeliness.OVERDUE, 1),
        ("2021-06-17", Timeliness.OVERDUE, 12),
    ],
)
def test_a_report_not_handed_in_by_the_days_to_its_last_day(
    as_of: str, timeliness: Timeliness, days: int
) -> None:
    row = row_of(as_of)
    assert (row.timeliness, row.days) == (timeliness, days)
    assert row.acceptance is None
    assert row.handed_in_on is None
    assert (row.first_last_day, row.last_day) == (day("2021-06-05"), day("2021-06-05"))


@pytest.mark.parametrize(
    ("handed_in", "timeliness", "days"),
    [
        ("2021-05-20", Timeliness.ON_TIME, None),
        ("2021-06-05", Timeliness.ON_TIME, None),
        ("2021-06-06", Timeliness.LATE, 1),
        ("2021-06-15", Timeliness.LATE, 10),
    ],
)
def test_report_due_before_the_6th_is_late_on_the_6th(
    handed_in: str, timeliness: Timeliness, days: int | None
) -> None:
    row = row_of("2021-07-31", step(HANDED_IN, handed_in))
    assert (row.timeliness, row.days) == (timeliness, days)
    assert row.acceptance is Acceptance.HANDED_IN
    assert row.handed_in_on == day(handed_in)


@pytest.mark.parametrize(
    ("as_of", "handed_in", "code", "days"),
    [
        ("2021-06-01", None, ReasonCode.REPORT_UPCOMING, 4),
        ("2021-06-02", None, ReasonCode.REPORT_DUE_SOON, 3),
        ("2021-06-05", None, ReasonCode.REPORT_DUE_TODAY, 0),
        ("2021-06-06", None, ReasonCode.REPORT_OVERDUE, 1),
        ("2021-06-30", "2021-06-05", ReasonCode.REPORT_ON_TIME, None),
        ("2021-06-30", "2021-06-06", ReasonCode.REPORT_LATE, 1),
    ],
)
def test_the_reason_of_a_report_says_its_state_its_days_and_its_last_day(
    as_of: str, handed_in: str | None, code: ReasonCode, days: int | None
) -> None:
    reason = row_of(as_of, *([step(HANDED_IN, handed_in)] if handed_in else [])).reason
    assert (reason.code, reason["days"]) == (code, days)
    assert reason["due"] == day("2021-06-05")


def test_a_late_report_was_overdue_until_the_day_it_was_handed_in() -> None:
    late = step(HANDED_IN, "2021-06-10")
    assert row_of("2021-06-09", late).timeliness is Timeliness.OVERDUE
    assert row_of("2021-06-10", late).timeliness is Timeliness.LATE


def test_an_early_report_counts_for_its_own_period_and_does_not_skip_the_next() -> None:
    early = step(HANDED_IN, "2021-01-10", of="2021-Q2")
    assert row_of("2021-03-06", early, of="2021-Q1").timeliness is Timeliness.OVERDUE
    assert row_of("2021-03-06", early, of="2021-Q2").timeliness is Timeliness.ON_TIME
    assert row_of("2021-09-06", early, of="2021-Q3").timeliness is Timeliness.OVERDUE


def test_a_report_of_one_unit_is_not_that_of_another() -> None:
    rows = rows_of(make_duty(), "2021-06-06", report_acts=[step(HANDED_IN, "2021-06-01", unit="B")])
    states = {row.from_unit: row.timeliness for row in rows if row.period == period("2021-Q2")}
    assert states == {"A": Timeliness.OVERDUE, "B": Timeliness.ON_TIME}


def test_a_returned_report_keeps_the_day_of_its_first_hand_in() -> None:
    acts = (
        step(HANDED_IN, "2021-06-05"),
        step(RETURNED, "2021-06-08", note="Thiếu số liệu", revision=2),
    )
    returned = row_of("2021-06-20", *acts)
    assert (returned.timeliness, returned.days) == (Timeliness.ON_TIME, None)
    assert returned.acceptance is Acceptance.RETURNED
    assert returned.handed_in_on == day("2021-06-05")
    assert returned.reason.code is ReasonCode.REPORT_RETURNED
    assert returned.reason["note"] == "Thiếu số liệu"

    again = row_of("2021-06-20", *acts, step(HANDED_IN, "2021-06-12", revision=3))
    assert (again.timeliness, again.days) == (Timeliness.ON_TIME, None)
    assert again.acceptance is Acceptance.HANDED_IN
    assert again.handed_in_on == day("2021-06-05")
    # That it came back in between is told.
    assert again.reason["returned"] == day("2021-06-08")
    assert again.reason["again"] == day("2021-06-12")


def test_an_accepted_report_keeps_its_lateness() -> None:
    row = row_of(
        "2021-06-20", step(HANDED_IN, "2021-06-07"), step(ACCEPTED, "2021-06-09", revision=2)
    )
    assert (row.timeliness, row.days) == (Timeliness.LATE, 2)
    assert row.acceptance is Acceptance.ACCEPTED


def test_acceptance_is_looked_at_as_of_the_day_like_everything_else() -> None:
    acts = (step(HANDED_IN, "2021-06-05"), step(ACCEPTED, "2021-06-09", revision=2))
    assert row_of("2021-06-08", *acts).acceptance is Acceptance.HANDED_IN
    assert row_of("2021-06-09", *acts).acceptance is Acceptance.ACCEPTED


def test_a_withdrawn_report_was_never_handed_in() -> None:
    acts = (step(HANDED_IN, "2021-06-05"), step(WITHDRAWN, "2021-06-08", revision=2))
    row = row_of("2021-06-10", *acts)
    assert (row.timeliness, row.days) == (Timeliness.OVERDUE, 5)
    assert row.acceptance is None
    assert row.handed_in_on is None

    again = row_of("2021-06-10", *acts, step(HANDED_IN, "2021-06-09", revision=3))
    assert (again.timeliness, again.days) == (Timeliness.LATE, 4)
    assert again.handed_in_on == day("2021-06-09")


@pytest.mark.parametrize(
    ("as_of", "timeliness", "days"),
    [
        ("2021-06-07", Timeliness.OVERDUE, 2),  # not yet extended
        ("2021-06-08", Timeliness.UPCOMING, 7),
        ("2021-06-12", Timeliness.DUE_SOON, 3),
        ("2021-06-15", Timeliness.DUE_TODAY, 0),
        ("2021-06-16", Timeliness.OVERDUE, 1),
    ],
)
def test_an_extension_is_measured_against_the_new_day_from_the_day_it_was_granted(
    as_of: str, timeliness: Timeliness, days: int
) -> None:
    row = row_of(as_of, extensions=(extended("2021-06-15", "2021-06-08"),))
    assert (row.timeliness, row.days) == (timeliness, days)


@pytest.mark.parametrize(
    ("handed_in", "timeliness", "days"),
    [("2021-06-15", Timeliness.ON_TIME, None), ("2021-06-16", Timeliness.LATE, 1)],
)
def test_an_extended_report_is_in_time_by_its_new_day(
    handed_in: str, timeliness: Timeliness, days: int | None
) -> None:
    extension = extended("2021-06-15", "2021-06-01")
    row = row_of("2021-06-30", step(HANDED_IN, handed_in), extensions=(extension,))
    assert (row.timeliness, row.days) == (timeliness, days)


def test_an_extension_keeps_the_first_day_on_show_with_approver_and_basis() -> None:
    row = row_of("2021-06-10", extensions=(extended("2021-06-15", "2021-06-01"),))
    assert row.first_last_day == day("2021-06-05")
    assert row.last_day == day("2021-06-15")
    assert row.extension is not None
    assert (row.extension.approver, row.extension.basis) == ("Giám đốc Sở", "Công văn 12/SX-VP")


@pytest.mark.parametrize("further", ["2021-06-10", "2021-06-05"])
def test_a_further_extension_makes_the_day_no_earlier(further: str) -> None:
    given = (
        extended("2021-06-15", "2021-06-01"),
        replace(extended(further, "2021-06-03"), revision=2),
    )
    row = row_of("2021-06-12", extensions=given)
    assert (row.last_day, row.timeliness) == (day("2021-06-15"), Timeliness.DUE_SOON)
    again = row_of(
        "2021-06-12", extensions=(*given, replace(extended("2021-06-20", "2021-06-04"), revision=3))
    )
    assert again.last_day == day("2021-06-20")


def test_an_extension_that_was_taken_back_holds_nothing() -> None:
    first = extended("2021-06-15", "2021-06-01")
    given = (
        first,
        replace(first, revision=2, on=day("2021-06-02"), value=None),
        replace(extended("2021-06-10", "2021-06-03"), revision=3),
    )
    assert row_of("2021-06-12", extensions=given).last_day == day("2021-06-10")


def test_an_extension_concerns_one_unit_and_one_period_only() -> None:
    extension = extended("2021-06-15", "2021-06-01")
    rows = rows_of(make_duty(), "2021-09-06", extensions=[extension])
    moved = {(row.from_unit, str(row.period)) for row in rows if row.extension}
    assert moved == {("A", "2021-Q2")}


@pytest.mark.parametrize("as_of", ["2021-01-04", "2021-06-06", "2021-12-31", "2022-06-01"])
def test_a_report_without_a_printed_day_is_never_overdue(as_of: str) -> None:
    row = undated_row_of(as_of)
    assert row.timeliness is Timeliness.NO_DUE_DAY
    assert (row.days, row.last_day, row.first_last_day) == (None, None, None)
    assert row.reason.code is ReasonCode.REPORT_NO_DUE_DAY
    assert not row.set_by_office


def test_a_report_without_a_due_day_that_was_handed_in_is_just_handed_in() -> None:
    row = undated_row_of("2021-12-31", step(HANDED_IN, "2021-07-30", of="2021-05"))
    assert row.timeliness is Timeliness.NO_DUE_DAY
    assert row.acceptance is Acceptance.HANDED_IN
    assert row.handed_in_on == day("2021-07-30")
    assert row.days is None
    assert row.reason.code is ReasonCode.REPORT_HANDED_IN


def test_a_due_day_set_by_the_office_is_marked_as_such_and_counts_from_its_own_day() -> None:
    by_the_25th = DueRule(inclusive=True, day=25)
    set_days = (version("R1", by_the_25th, day("2021-05-10")),)
    assert undated_row_of("2021-05-09", due_days=set_days).timeliness is Timeliness.NO_DUE_DAY
    row = undated_row_of("2021-05-26", due_days=set_days)
    assert (row.timeliness, row.days) == (Timeliness.OVERDUE, 1)
    assert row.last_day == day("2021-05-25")
    assert row.set_by_office


def test_a_due_day_that_the_office_takes_back_is_gone_again() -> None:
    set_days: tuple[Version[DueRule], ...] = (
        version("R1", DueRule(inclusive=True, day=25), day("2021-05-10")),
        version("R1", None, day("2021-06-01"), revision=2),
    )
    assert undated_row_of("2021-05-31", due_days=set_days).timeliness is Timeliness.OVERDUE
    row = undated_row_of("2021-06-01", due_days=set_days)
    assert row.timeliness is Timeliness.NO_DUE_DAY
    assert not row.set_by_office


def test_a_printed_day_is_kept_against_one_set_by_the_office() -> None:
    set_days = [version("R1", DueRule(inclusive=True, day=25), day("2021-02-01"))]
    rows = rows_of(make_duty(), "2021-06-01", due_days=set_days)
    assert {row.last_day for row in rows} == {
        day("2021-03-05"),
        day("2021-06-05"),
        day("2021-09-05"),
        day("2021-12-05"),
    }
    assert not any(row.set_by_office for row in rows)


def test_a_plan_issued_not_before_11_march_owes_no_report_for_the_first_quarter() -> None:
    plan = make_plan(issued_on=None, issued_not_before=day("2021-03-11"))
    rows = rows_of(make_duty(), "2021-12-31", plan=plan)
    first = [row for row in rows if row.period == period("2021-Q1")]
    assert {row.timeliness for row in first} == {Timeliness.NOT_APPLICABLE}
    assert {row.days for row in first} == {None}
    assert {row.reason["issue_known"] for row in first} == {False}
    others = {row.timeliness for row in rows if row.period != period("2021-Q1")}
    assert others == {Timeliness.OVERDUE}


def test_months_that_had_ended_when_the_plan_was_issued_are_not_applicable() -> None:
    plan = make_plan(issued_on=day("2021-04-13"), duties=(UNDATED,))
    rows = rows_of(UNDATED, "2021-12-31", plan=plan)
    of_a = {str(row.period): row.timeliness for row in rows if row.from_unit == "A"}
    before = {month for month, state in of_a.items() if state is Timeliness.NOT_APPLICABLE}
    assert before == {"2021-01", "2021-02", "2021-03"}
    assert of_a["2021-04"] is Timeliness.NO_DUE_DAY


def test_two_duties_on_the_same_day_are_two_reports() -> None:
    yearly = make_duty("R2", cadence=Cadence.YEARLY, due=BEFORE_6_DECEMBER)
    plan = make_plan(duties=(make_duty(), yearly))
    in_time = step(HANDED_IN, "2021-12-05", of="2021-Q4")
    rows = report_rows(
        ledger_of(plan, report_acts=[in_time]), Viewpoint(as_of=day("2021-12-06"), known_at=LATER)
    )
    of_a = [row for row in rows if row.from_unit == "A" and row.last_day == day("2021-12-05")]
    assert [(row.duty, row.timeliness) for row in of_a] == [
        ("R1", Timeliness.ON_TIME),
        ("R2", Timeliness.OVERDUE),
    ]


def test_a_report_to_two_recipients_is_one_row() -> None:
    duty = make_duty(
        from_units=("A", "B", "VP"),
        to_units=("B", "VP"),
        cadence=Cadence.YEARLY,
        due=DueRule(inclusive=False, day=15, month=12),
    )
    rows = rows_of(duty, "2021-12-15")
    assert [(row.from_unit, row.to_units, row.timeliness) for row in rows] == [
        ("A", ("B", "VP"), Timeliness.OVERDUE),
        ("B", ("VP",), Timeliness.OVERDUE),
        ("VP", ("B",), Timeliness.OVERDUE),
    ]


def test_a_duty_on_request_has_no_rows() -> None:
    assert rows_of(make_duty(cadence=None, due=None), "2021-12-31") == ()


def test_expected_are_those_handed_in_and_those_whose_last_day_has_passed() -> None:
    acts = [
        step(HANDED_IN, "2021-03-05", of="2021-Q1", unit="A"),
        step(HANDED_IN, "2021-03-09", of="2021-Q1", unit="B"),
        step(HANDED_IN, "2021-06-01", of="2021-Q3", unit="A"),  # early, and expected at once
    ]
    counted = {
        as_of: totals(rows_of(make_duty(), as_of, report_acts=acts))
        for as_of in ("2021-06-05", "2021-06-06", "2021-12-31")
    }
    assert counted["2021-06-05"] == ReportTotals(
        on_time=2, late=1, missing=0, upcoming=5, no_due_day=0
    )
    assert counted["2021-06-05"].expected == 3
    assert counted["2021-06-06"] == ReportTotals(
        on_time=2, late=1, missing=2, upcoming=3, no_due_day=0
    )
    assert counted["2021-06-06"].expected == 5
    assert counted["2021-12-31"] == ReportTotals(
        on_time=2, late=1, missing=5, upcoming=0, no_due_day=0
    )
    assert counted["2021-12-31"].expected == 8


def test_what_has_no_due_day_or_does_not_apply_is_never_expected() -> None:
    plan = make_plan(issued_on=day("2021-04-13"), duties=(UNDATED,))
    act = step(HANDED_IN, "2021-07-30", of="2021-05")
    counted = totals(rows_of(UNDATED, "2021-12-31", plan=plan, report_acts=[act]))
    assert counted.expected == 0
    assert counted.no_due_day == 2 * 9


def test_day_counts_stop_at_the_close_of_the_plan() -> None:
    assert row_of("2021-12-31", of="2021-Q4").days == 26
    assert row_of("2022-01-31", of="2021-Q4").days == 57
    by_hand = row_of("2022-03-01", of="2021-Q4")
    assert (by_hand.timeliness, by_hand.days) == (Timeliness.OVERDUE, 57)


def test_a_day_given_by_hand_after_the_close_is_honoured() -> None:
    late = step(HANDED_IN, "2022-03-10", of="2021-Q4")
    assert row_of("2022-03-09", late, of="2021-Q4").timeliness is Timeliness.OVERDUE
    row = row_of("2022-03-10", late, of="2021-Q4")
    assert (row.timeliness, row.days) == (Timeliness.LATE, 95)


def test_due_soon_follows_the_policy() -> None:
    ledger = ledger_of(make_plan(), policy=Policy(due_soon_days=7))
    rows = report_rows(ledger, Viewpoint(as_of=day("2021-05-29"), known_at=LATER))
    states = {str(row.period): row.timeliness for row in rows}
    assert states["2021-Q2"] is Timeliness.DUE_SOON


def test_reports_without_a_recipient_of_ones_own_are_not_owed() -> None:
    units = (Unit(code="VP", name="Văn phòng Sở", kind=UnitKind.OFFICE),)
    duty = make_duty(from_units=("VP",), to_units=("VP",))
    plan = make_plan(units=units, duties=(duty,))
    assert rows_of(duty, "2021-12-31", plan=plan) == ()


def test_only_what_is_asked_for_by_a_day_has_a_colour() -> None:
    states = (*Timeliness, *Acceptance)
    assert {state: colour for state in states if (colour := colour_of(state))} == {
        Timeliness.OVERDUE: Colour.RED,
        Timeliness.LATE: Colour.AMBER,
        Timeliness.DUE_TODAY: Colour.AMBER,
        Timeliness.DUE_SOON: Colour.AMBER,
        Acceptance.RETURNED: Colour.AMBER,
        Timeliness.ON_TIME: Colour.GREEN,
    }
