"""What a unit owes, in three groups: overdue and due soon, this period, later.

Units report before the 6th of a quarter's last month, so the update day of the third quarter is
5 September. Due soon is three days.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ddci_tracker.domain.acts import Conclusion, ReportAct, ReportStep, TaskStatus, TaskUpdate
from ddci_tracker.domain.my_work import Nearness, Owed, owed_by, units_that_owe
from ddci_tracker.domain.plan import Cadence, DueRule, ReportDuty, Task
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board
from tests.unit.domain.build import (
    BEFORE_6_DECEMBER,
    LATER,
    board_of,
    concluded,
    day,
    ledger_of,
    make_duty,
    make_plan,
    make_task,
    said,
    step,
    version,
)

TRACKED = concluded(on="2021-01-05", done_on="2021-01-06")


def board(
    as_of: str,
    *tasks: Task,
    words: tuple[Version[TaskUpdate], ...] = (),
    duties: tuple[ReportDuty, ...] = (),
    steps: tuple[Version[ReportAct], ...] = (),
    quarter: str | None = None,
    known_at: datetime = datetime(2021, 6, 1, tzinfo=UTC),
    conclusion: Version[Conclusion] = TRACKED,
) -> Board:
    plan = make_plan(tasks=tasks, duties=duties)
    ledger = ledger_of(plan, updates=words, report_acts=steps, conclusions=[conclusion])
    # Acts are recorded on their days; the year is over only for who looks after it.
    looked = max(known_at, datetime.combine(day(as_of), datetime.max.time(), UTC))
    return board_of(ledger, as_of, quarter=quarter, known_at=looked)


def group_of(looked: Board, unit: str | None = "A", code: str = "T1") -> Nearness | None:
    owed = owed_by(looked, unit)
    return next((each.group for each in owed.tasks if each.view.task.code == code), None)


ONCE = {"cadence": Cadence.ONCE}


@pytest.mark.parametrize(
    ("as_of", "group"),
    [
        ("2021-08-11", Nearness.NOW),
        ("2021-08-12", Nearness.PRESSING),  # three days before it is due
        ("2021-08-15", Nearness.PRESSING),
        ("2021-08-16", Nearness.PRESSING),
    ],
)
def test_a_task_presses_from_three_days_before_it_is_due(as_of: str, group: Nearness) -> None:
    task = make_task(due=day("2021-08-15"), cadence=Cadence.ONCE)
    word = said(TaskStatus.ON_TRACK, "2021-07-05")
    assert group_of(board(as_of, task, words=(word,))) is group


@pytest.mark.parametrize(
    ("as_of", "group"),
    [
        ("2021-09-01", Nearness.NOW),
        ("2021-09-02", Nearness.PRESSING),
        ("2021-09-20", Nearness.PRESSING),
    ],
)
def test_an_update_presses_from_three_days_before_the_update_day(
    as_of: str, group: Nearness
) -> None:
    earlier = tuple(said(TaskStatus.ON_TRACK, on) for on in ("2021-03-01", "2021-06-01"))
    duties = (make_duty("R1"),)
    looked = board(as_of, make_task(), words=earlier, duties=duties)
    assert group_of(looked) is group
    (task,) = owed_by(looked, "A").tasks
    assert (task.day, task.spoken) == (date(2021, 9, 5), False)


def test_a_task_already_spoken_of_stays_in_this_period_to_be_spoken_of_again() -> None:
    word = said(TaskStatus.ON_TRACK, "2021-09-03")
    looked = board("2021-09-20", make_task(), words=(word,), duties=(make_duty("R1"),))
    (task,) = owed_by(looked, "A").tasks
    assert (task.group, task.day, task.spoken) == (Nearness.NOW, None, True)


@pytest.mark.parametrize(
    ("quarter", "group"), [("2021-Q3", Nearness.NOW), ("2021-Q2", Nearness.PRESSING)]
)
def test_what_does_not_arise_presses_nobody_in_its_quarter(quarter: str, group: Nearness) -> None:
    """Its day passed in June: in a quarter of which it is not said it presses."""
    word = said(TaskStatus.NOT_APPLICABLE, "2021-07-05", quarter=quarter)
    looked = board("2021-08-01", make_task(due=day("2021-06-20")), words=(word,))
    assert group_of(looked) is group


def test_a_task_that_has_not_begun_is_for_later() -> None:
    assert group_of(board("2021-08-01", make_task(start=day("2021-10-01")))) is Nearness.LATER


@pytest.mark.parametrize(
    ("spoken_on", "group"), [("2021-07-05", Nearness.NOW), ("2021-05-05", None)]
)
def test_a_task_done_for_good_is_owed_no_more(spoken_on: str, group: Nearness | None) -> None:
    """In the quarter in which it was said it stands there still, to be corrected."""
    done = said(TaskStatus.DONE, spoken_on)
    looked = board("2021-08-01", make_task(cadence=Cadence.ONCE), words=(done,))
    assert group_of(looked) is group
    assert [view.task.code for view in owed_by(looked, "A").others] == ([] if group else ["T1"])


def test_a_task_done_late_presses_no_more() -> None:
    task = make_task(due=day("2021-07-15"), cadence=Cadence.ONCE)
    done = said(TaskStatus.DONE, "2021-07-20")
    assert group_of(board("2021-08-01", task, words=(done,))) is Nearness.NOW


def test_what_a_unit_coordinates_it_may_speak_of_but_does_not_owe() -> None:
    looked = board("2021-08-01", make_task(lead=("A",), with_units=("B",)))
    assert owed_by(looked, "B").tasks == ()
    assert [view.task.code for view in owed_by(looked, "B").others] == ["T1"]


def test_every_member_owes_what_the_group_answers_for() -> None:
    looked = board("2021-02-01", make_task(lead=("ROOMS",)))
    assert [group_of(looked, unit) for unit in ("A", "B", "VP")] == [
        Nearness.NOW,
        Nearness.NOW,
        None,
    ]
    assert units_that_owe(looked) == {"A": 1, "B": 1}


def test_the_office_owes_what_nobody_leads() -> None:
    assert group_of(board("2021-02-01", make_task(lead=())), "VP") is Nearness.NOW


@pytest.mark.parametrize(
    ("as_of", "group"),
    [
        ("2021-06-01", Nearness.LATER),
        ("2021-07-01", Nearness.NOW),
        ("2021-09-02", Nearness.PRESSING),
        ("2021-09-05", Nearness.PRESSING),
        ("2021-09-06", Nearness.PRESSING),
    ],
)
def test_a_report_comes_nearer_as_its_last_day_does(as_of: str, group: Nearness) -> None:
    assert groups_of_reports(board(as_of, duties=(make_duty("R1"),)))["R1/A/2021-Q3"] is group


def groups_of_reports(looked: Board) -> dict[str, Nearness]:
    return {each.row.key: each.group for each in owed_by(looked, "A").reports}


def test_a_report_handed_in_is_owed_no_more_until_it_is_returned() -> None:
    duties = (make_duty("R1"),)
    handed_in, key = step(ReportStep.HANDED_IN, "2021-06-01"), "R1/A/2021-Q2"
    assert key not in groups_of_reports(board("2021-06-20", duties=duties, steps=(handed_in,)))
    returned = step(ReportStep.RETURNED, "2021-06-10", revision=2)
    looked = board("2021-06-20", duties=duties, steps=(handed_in, returned))
    assert groups_of_reports(looked)[key] is Nearness.PRESSING


def test_of_reports_without_a_due_day_only_that_of_the_period_under_way_is_named() -> None:
    duty = make_duty("R2", from_units=("A",), cadence=Cadence.MONTHLY, due=None)
    assert groups_of_reports(board("2021-08-10", duties=(duty,))) == {"R2/A/2021-08": Nearness.NOW}


def test_two_reports_of_one_day_are_two() -> None:
    yearly = make_duty("R4", cadence=Cadence.YEARLY, due=BEFORE_6_DECEMBER)
    looked = board("2021-12-04", duties=(make_duty("R1"), yearly))
    pressing = owed_by(looked, "A").reports_in(Nearness.PRESSING)
    assert {each.row.duty for each in pressing if each.day == date(2021, 12, 5)} == {"R1", "R4"}


@pytest.mark.parametrize(
    ("due", "ongoing", "group"),
    [
        ("2021-07-20", False, Nearness.PRESSING),
        ("2021-08-04", False, Nearness.PRESSING),
        ("2021-08-05", False, Nearness.NOW),
        ("2021-09-30", False, Nearness.NOW),
        ("2021-10-01", False, Nearness.LATER),
        (None, False, Nearness.NOW),
        (None, True, Nearness.NOW),
    ],
)
def test_a_conclusion_of_a_meeting_comes_nearer_as_its_day_does(
    due: str | None, ongoing: bool, group: Nearness
) -> None:
    looked = board("2021-08-01", conclusion=concluded(due=due, ongoing=ongoing))
    owed = owed_by(looked, "A")
    assert [each.group for each in owed.conclusions] == [group]
    assert (owed.count(group), owed.total) == (1, 1)
    assert units_that_owe(looked) == ({} if group is Nearness.LATER else {"A": 1})


def test_a_conclusion_is_owed_by_who_answers_for_it_until_it_is_done() -> None:
    open_one = concluded(due="2021-08-10").value
    assert open_one is not None
    of_rooms = version(
        "K1", replace(open_one, units=("ROOMS",), with_units=("VP",)), day("2021-01-04")
    )
    looked = board("2021-08-01", conclusion=of_rooms)
    owing = [owed_by(looked, unit) for unit in ("A", "B", "VP")]
    assert [len(owed.conclusions) for owed in owing] == [1, 1, 0]
    assert [len(owed.supported) for owed in owing] == [0, 0, 1]
    assert units_that_owe(looked) == {"A": 1, "B": 1}
    done = owed_by(board("2021-08-01", conclusion=concluded(done_on="2021-07-30")), "A")
    assert (done.conclusions, done.supported) == ((), ())


def test_nothing_is_owed_after_the_plans_end() -> None:
    duties = (make_duty("R1"),)
    looked = board("2022-01-31", make_task(), duties=duties, quarter="2021-Q4", known_at=LATER)
    owed = owed_by(looked, "A")
    assert (owed.total, units_that_owe(looked)) == (0, {})
    assert [view.task.code for view in owed.others] == ["T1"]
    # A day of its life that is looked at by hand is honoured.
    assert units_that_owe(board("2021-12-31", duties=duties, known_at=LATER))


def test_a_due_day_set_by_the_office_counts_like_a_printed_one() -> None:
    duty = make_duty(
        "R2", from_units=("A",), cadence=Cadence.MONTHLY, due=DueRule(inclusive=True, day=20)
    )
    looked = board("2021-08-18", duties=(duty,))
    assert groups_of_reports(looked)["R2/A/2021-08"] is Nearness.PRESSING


def test_the_groups_together_are_the_whole() -> None:
    tasks = (
        make_task("T1"),
        make_task("T2", start=day("2021-10-01")),
        make_task("T3", lead=("B",)),
    )
    owed: Owed = owed_by(board("2021-08-01", *tasks, duties=(make_duty("R1"),)), None)
    assert sum(owed.count(group) for group in Nearness) == owed.total == 3 + len(owed.reports)
