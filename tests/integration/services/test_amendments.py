"""A plan that is amended in the course of its year: what counts from when, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ddci_tracker.domain.acts import Extension, ReportAct, ReportStep, TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Cadence, DueRule, Plan, ReportDuty
from ddci_tracker.domain.views import Board
from ddci_tracker.plans import read_plan
from ddci_tracker.services import boards, history, plan_files, reports, task_updates
from ddci_tracker.services.failures import acts_touched
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import ActsWouldBeLost, PlanIdentityChanged
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import CATALOG, OWNER, act

PLAN = read_plan(Path(__file__).resolve().parents[2] / "cases" / "sdl-mh-2026.yaml", CATALOG)
Q1, Q2 = Period.quarter(2026, 1), Period.quarter(2026, 2)
JANUARY, APRIL = datetime(2026, 1, 21, 2, tzinfo=UTC), datetime(2026, 4, 3, 2, tzinfo=UTC)
NOW = datetime(2026, 7, 30, 2, tzinfo=UTC)
DECISION = "Quyết định 215/QĐ-SDL"


def _without_centre() -> Plan:
    """The centre is merged into the planning room."""
    (part,) = PLAN.sub_indices
    tasks = tuple(
        replace(task, lead=("QHPT",)) if task.lead == ("TTXT",) else task for task in part.tasks
    )
    return replace(
        PLAN,
        units=tuple(unit for unit in PLAN.units if unit.code != "TTXT"),
        sub_indices=(replace(part, tasks=tasks),),
        report_duties=tuple(
            replace(duty, from_units=("QLLH", "QHPT")) for duty in PLAN.report_duties
        ),
    )


MERGED = _without_centre()
FIRST_DUTY, *OTHER_DUTIES = PLAN.report_duties
LATER_DUE = replace(
    PLAN,
    report_duties=(
        replace(FIRST_DUTY, due=DueRule(inclusive=True, day=20, of_next_period=True)),
        *OTHER_DUTIES,
    ),
)
NINE_MONTHS = replace(
    PLAN,
    report_duties=(
        *PLAN.report_duties,
        ReportDuty(
            code="R9",
            from_units=("QLLH",),
            to_units=("VP",),
            cadence=Cadence.ONCE,
            due=DueRule(inclusive=False, day=20, month=9),
            text="báo cáo 9 tháng trước ngày 20 tháng 9",
        ),
    ),
)
FIRST_TASK, *OTHER_TASKS = PLAN.sub_indices[0].tasks


def with_first_task(of: Plan = PLAN, **changes: object) -> Plan:
    (part,) = of.sub_indices
    first, *others = part.tasks
    changed = replace(first, **changes)  # type: ignore[arg-type]
    return replace(of, sub_indices=(replace(part, tasks=(changed, *others)),))


@pytest.fixture
def here(empty: Tracker) -> Tracker:
    """The plan, on which the centre handed in its first report on time."""
    plan_files.load_plan(empty, OWNER, PLAN, now=JANUARY)
    handed_in = ReportAct(duty="R1", unit="TTXT", period=Q1, step=ReportStep.HANDED_IN)
    reports.take_step(empty, PLAN.id, handed_in, act(now=APRIL))
    return empty


def amend(
    tracker: Tracker, plan: Plan, on: str, *, now: datetime = NOW, drop: bool = False
) -> plan_files.PlanChanges:
    return plan_files.amend(
        tracker,
        PLAN.id,
        plan,
        act(now=now, on=date.fromisoformat(on)),
        basis=DECISION,
        drop_recorded=drop,
    )


def look(tracker: Tracker, as_of: str, quarter: Period | None = None, now: datetime = NOW) -> Board:
    return boards.look_at(
        tracker, OWNER, PLAN.id, now=now, as_of=date.fromisoformat(as_of), quarter=quarter
    )


def say(tracker: Tracker, on: str, quarter: Period, task: str = "II.1-01") -> None:
    said = TaskUpdate(
        task=task, quarter=quarter, unit="QLLH", status=TaskStatus.BLOCKED, recovery="x"
    )
    task_updates.update_task(tracker, PLAN.id, said, act(now=NOW, on=date.fromisoformat(on)))


@pytest.mark.parametrize("on", ["2026-04-04", "2026-04-15", "2026-07-01"])
def test_what_a_unit_handed_in_before_it_was_merged_stays_counted(here: Tracker, on: str) -> None:
    amend(here, MERGED, on)
    found = look(here, "2026-04-30").report_totals
    assert (found.expected, found.on_time) == (3, 1)


def test_a_correction_that_would_hide_a_report_is_refused(here: Tracker) -> None:
    with pytest.raises(ActsWouldBeLost) as refused:
        plan_files.load_plan(here, OWNER, MERGED, now=NOW)
    assert [(each.what, each.key) for each in refused.value.lost] == [
        ("report_act", "R1/TTXT/2026-Q1")
    ]
    assert look(here, "2026-04-30").report_totals.expected == 3
    plan_files.load_plan(here, OWNER, MERGED, now=NOW, drop_recorded=True)
    assert look(here, "2026-04-30").report_totals.expected == 2


def test_a_later_day_holds_for_what_falls_due_after_it_was_decided(here: Tracker) -> None:
    amend(here, LATER_DUE, "2026-04-15")
    days = {
        (row.from_unit, row.period): row.last_day
        for row in look(here, "2026-07-30").reports
        if row.duty == "R1"
    }
    assert days["QLLH", Q1] == date(2026, 4, 5)
    assert days["QLLH", Q2] == date(2026, 7, 20)


def test_a_duty_that_is_added_is_owed_from_its_day(here: Tracker) -> None:
    amend(here, NINE_MONTHS, "2026-04-15")
    assert "R9" not in {row.duty for row in look(here, "2026-04-14").reports}
    assert "R9" in {row.duty for row in look(here, "2026-04-15").reports}


def test_a_duty_that_is_dropped_by_a_correction_takes_no_hand_in_along(here: Tracker) -> None:
    amend(here, NINE_MONTHS, "2026-04-15")
    handed_in = ReportAct(
        duty="R9", unit="QLLH", period=Period.whole_year(2026), step=ReportStep.HANDED_IN
    )
    reports.take_step(here, PLAN.id, handed_in, act(now=NOW))
    with pytest.raises(ActsWouldBeLost):
        amend(here, PLAN, "2026-04-15")


def test_a_task_that_is_retired_keeps_the_quarters_before(here: Tracker) -> None:
    say(here, "2026-03-20", Q1)
    (part,) = PLAN.sub_indices
    retired = replace(PLAN, sub_indices=(replace(part, tasks=tuple(OTHER_TASKS)),))
    before = look(here, "2026-07-30", Q1)
    amend(here, retired, "2026-07-05")
    after = look(here, "2026-07-30", Q1)
    assert (after.sub_indices, after.counts) == (
        (
            replace(
                before.sub_indices[0],
                tasks=after.sub_indices[0].tasks,
                quarters=after.sub_indices[0].quarters,
            ),
        ),
        before.counts,
    )
    assert [view.task.code for view in look(here, "2026-07-30").sub_indices[0].tasks] == [
        task.code for task in OTHER_TASKS
    ]


def test_a_task_that_was_spoken_of_in_the_quarter_is_not_retired_unless_told(here: Tracker) -> None:
    say(here, "2026-07-02", Period.quarter(2026, 3))
    (part,) = PLAN.sub_indices
    retired = replace(PLAN, sub_indices=(replace(part, tasks=tuple(OTHER_TASKS)),))
    with pytest.raises(ActsWouldBeLost) as refused:
        amend(here, retired, "2026-07-05")
    assert [each.key for each in refused.value.lost] == ["II.1-01@2026-Q3"]
    amend(here, retired, "2026-07-05", drop=True)
    assert len(look(here, "2026-07-30").sub_indices[0].tasks) == len(OTHER_TASKS)


def test_a_typo_is_mended_on_all_looks_of_an_amended_plan(here: Tracker) -> None:
    amend(here, with_first_task(due=date(2026, 12, 1)), "2026-05-01")
    plan_files.load_plan(here, OWNER, with_first_task(title="Tên đúng"), now=NOW)
    for as_of, due in (("2026-04-30", None), ("2026-05-01", date(2026, 12, 1))):
        task = look(here, as_of).sub_indices[0].tasks[0].task
        assert (task.title, task.due) == ("Tên đúng", due)


def test_the_plan_as_amended_can_be_corrected_and_loaded(here: Tracker) -> None:
    """What was exported after an amendment does not carry the amendment into the past."""
    amend(here, with_first_task(due=date(2026, 12, 1)), "2026-05-01")
    today = boards.read_content(here, OWNER, PLAN.id, now=NOW)
    corrected = with_first_task(today, title="Tên đúng")
    plan_files.load_plan(here, OWNER, corrected, now=NOW)
    assert boards.read_content(here, OWNER, PLAN.id, now=NOW) == corrected
    first = look(here, "2026-04-30").sub_indices[0].tasks[0].task
    assert (first.title, first.due) == ("Tên đúng", None)


def test_an_earlier_amendment_recorded_late_reaches_the_later_ones(here: Tracker) -> None:
    amend(here, with_first_task(due=date(2026, 12, 1)), "2026-06-01")
    amend(here, with_first_task(cadence=Cadence.MONTHLY), "2026-05-01")
    found = {
        as_of: look(here, as_of).sub_indices[0].tasks[0].task
        for as_of in ("2026-04-30", "2026-05-31", "2026-06-01")
    }
    assert [(task.cadence, task.due) for task in found.values()] == [
        (Cadence.QUARTERLY, None),
        (Cadence.MONTHLY, None),
        (Cadence.MONTHLY, date(2026, 12, 1)),
    ]


def test_the_file_of_a_day_holds_what_the_plan_said_then(here: Tracker) -> None:
    amend(here, LATER_DUE, "2026-05-01")

    def export(as_of: date | None = None) -> str:
        return plan_files.export_plan(here, OWNER, PLAN.id, now=NOW, as_of=as_of)

    assert export() == export(date(2026, 5, 1)) != export(date(2026, 4, 30))
    assert plan_files.load_plan(here, OWNER, LATER_DUE, now=NOW) == plan_files.PlanChanges()
    assert plan_files.load_plan(here, OWNER, PLAN, now=NOW) == plan_files.PlanChanges()


def test_the_history_and_the_board_name_the_basis(here: Tracker) -> None:
    amend(here, LATER_DUE, "2026-05-01")
    amend(here, with_first_task(LATER_DUE, title="Tên mới"), "2026-05-01")
    entries = history.history_of(here, OWNER, PLAN.id, now=NOW)
    told = [(each.key, each.on, each.after) for each in entries if each.what == "amendment"]
    assert told == [("2026-05-01", date(2026, 5, 1), {"basis": DECISION})] * 2
    page = history.look_back(here, OWNER, PLAN.id, history.Question(), now=NOW)
    assert [(each.amended, len(each.entries)) for each in page.acts if len(each.entries) > 1][
        :2
    ] == [(date(2026, 5, 1), 2), (date(2026, 5, 1), 2)]
    (shown,) = look(here, "2026-05-01").amendments
    assert shown.value is not None
    assert (shown.on, shown.value.basis) == (date(2026, 5, 1), DECISION)
    assert look(here, "2026-05-01", Q1).amendments == ()


def test_an_amendment_that_changes_nothing_is_none(here: Tracker) -> None:
    amend(here, PLAN, "2026-05-01")
    assert look(here, "2026-05-01").amendments == ()


@pytest.mark.parametrize("on", ["2026-01-19", "2026-01-20", "2026-07-31"])
def test_an_amendment_lies_between_the_issue_and_today(here: Tracker, on: str) -> None:
    with pytest.raises(Refused):
        amend(here, LATER_DUE, on)


def test_an_amendment_needs_a_basis_and_its_own_plan(here: Tracker) -> None:
    on = act(now=NOW, on=date(2026, 5, 1))
    with pytest.raises(Refused) as refused:
        plan_files.amend(here, PLAN.id, LATER_DUE, on, basis=" ")
    assert refused.value.field == "basis"
    with pytest.raises(Refused) as refused:
        plan_files.amend(here, PLAN.id, replace(LATER_DUE, id="X-2026"), on, basis=DECISION)
    assert refused.value.field == "file"
    moved = replace(PLAN, document=replace(PLAN.document, issued_on=date(2026, 2, 1)))
    with pytest.raises(PlanIdentityChanged):
        plan_files.amend(here, PLAN.id, moved, on, basis=DECISION)


def test_another_day_of_a_report_takes_no_hand_in_out_of_the_plan(here: Tracker) -> None:
    by_the_5th = DueRule(inclusive=True, day=5, month_of_quarter=1)
    earlier = replace(PLAN, report_duties=(replace(FIRST_DUTY, due=by_the_5th), *OTHER_DUTIES))
    # Of the first quarter the new day would lie before the issue.
    changes = amend(here, earlier, "2026-05-10")
    assert (changes.lost, changes.kept) == ((), ())


def test_an_amendment_names_what_stands_in_the_plan_before_it_alone(here: Tracker) -> None:
    spoken = TaskUpdate(task="II.1-03", quarter=Q1, unit="TTXT", status=TaskStatus.ON_TRACK)
    task_updates.update_task(here, PLAN.id, spoken, act(now=APRIL))
    granted = Extension(
        duty="R1", unit="TTXT", period=Q1, last_day=date(2026, 4, 9), approver="GĐ", basis="CV 1"
    )
    reports.extend(here, PLAN.id, granted, act(now=APRIL))
    changes = amend(here, MERGED, "2026-05-10")
    assert changes.lost == ()
    # The task goes on, with another unit that leads it.
    assert {each.key for each in changes.kept} == {"R1/TTXT/2026-Q1"}
    (said,) = acts_touched(changes, Words.of())
    assert said.count("báo cáo R1 của Trung tâm Xúc tiến, quý I/2026") == 1, (
        "one report, named once"
    )
    # What has nothing to do with it is not named again.
    assert (
        acts_touched(
            amend(here, with_first_task(MERGED, due=date(2026, 12, 1)), "2026-06-10"), Words.of()
        )
        == ()
    )
