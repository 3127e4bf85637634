"""Amendments of a plan: what they change from their day on, and what they leave as it was."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Cadence, DueRule, Plan, ReportDuty, Unit, UnitKind
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import ReportRow, Timeliness, report_rows, totals
from ddci_tracker.domain.unit_changes import RegisteredUnit, UnitChange, UnitChangeKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board, QuarterLight
from tests.unit.domain.build import (
    BEFORE_6_DECEMBER,
    LATER,
    QUARTERLY_REPORT,
    UNITS,
    amended,
    board_of,
    concluded,
    day,
    extended,
    ledger_of,
    make_duty,
    make_plan,
    make_sub_index,
    make_task,
    period,
    said,
    step,
    version,
)
from tests.unit.domain.strategies import QUARTERS, ledgers, plans
from tests.unit.domain.test_properties import look, task_views, tracked

ON_THE_5TH_AFTER = DueRule(inclusive=True, day=5, of_next_period=True)
ON_THE_20TH_AFTER = DueRule(inclusive=True, day=20, of_next_period=True)
BEFORE_THE_5TH_OF_THE_LAST_MONTH = DueRule(inclusive=False, day=5, month_of_quarter=3)
AFTER = make_duty(due=ON_THE_5TH_AFTER)
"""Rooms A and B report by 5 April, 5 July, 5 October and 5 January."""

WITHOUT_B = tuple(
    replace(unit, members=replace(unit.members, units=("A",))) if unit.members else unit
    for unit in UNITS
    if unit.code != "B"
)
"""Room B was merged into room A."""


def rows(ledger: Ledger, as_of: str) -> dict[str, ReportRow]:
    """The report rows as of a day by their keys, the content of that day holding."""
    looked_at = Viewpoint(as_of=day(as_of), known_at=LATER)
    return {row.key: row for row in report_rows(ledger, looked_at)}


def states(ledger: Ledger, as_of: str) -> dict[str, str]:
    """The states of reports as of a day: ``A 2021-Q1`` is on time."""
    return {
        f"{row.from_unit} {row.period}": str(row.timeliness) for row in rows(ledger, as_of).values()
    }


def test_a_unit_that_is_merged_away_keeps_what_it_handed_in() -> None:
    ledger = ledger_of(
        make_plan(duties=(AFTER,)),
        report_acts=[step(ReportStep.HANDED_IN, "2021-04-02", of="2021-Q1", unit="B")],
    )
    merged = amended(ledger, "2021-07-01", make_plan(duties=(AFTER,), units=WITHOUT_B))
    for as_of in ("2021-04-30", "2021-07-20"):
        counted = totals(
            row for row in rows(merged, as_of).values() if row.period == period("2021-Q1")
        )
        assert (counted.expected, counted.on_time, counted.missing) == (2, 1, 1), as_of


@pytest.mark.parametrize(
    ("merged_on", "owed"),
    [
        # On its last day in time, and before it, the report is still open: it goes.
        ("2021-04-05", []),
        ("2021-04-02", []),
        ("2021-04-06", ["B 2021-Q1"]),
    ],
)
def test_a_unit_that_is_merged_away_owes_what_had_fallen_due_and_nothing_else(
    merged_on: str, owed: list[str]
) -> None:
    merged = amended(
        ledger_of(make_plan(duties=(AFTER,))),
        merged_on,
        make_plan(duties=(AFTER,), units=WITHOUT_B),
    )
    of_b = [key for key in states(merged, "2021-12-31") if key.startswith("B")]
    assert of_b == owed


NEW_ROOM = Unit(code="N", name="Phòng mới", kind=UnitKind.DIVISION)


def into_one_new_room(duty: ReportDuty) -> Plan:
    """A and B have become the new room N."""
    units = (*(unit for unit in WITHOUT_B if unit.code not in ("A", "ROOMS")), NEW_ROOM)
    return make_plan(duties=(replace(duty, from_units=("N",)),), units=units)


def test_a_merger_does_not_end_the_silence_of_a_task() -> None:
    """What was missed stays missed; nobody owes a word for a quarter whose day was to come."""
    ledger = tracked(ledger_of(led_by("A", make_plan(duties=(AFTER,)))))
    merged = amended(ledger, "2021-07-01", led_by("N", into_one_new_room(AFTER)))

    def light(as_of: str, quarter: str | None = None) -> Light:
        return board_of(merged, as_of, quarter=quarter).sub_indices[0].tasks[0].light

    assert light("2021-06-30").colour is Colour.AMBER
    assert light("2021-07-20", "2021-Q2").colour is Colour.AMBER
    assert light("2021-07-01").colour is Colour.AMBER
    assert light("2021-07-20").colour is Colour.AMBER
    assert light("2021-10-06").colour is Colour.RED


def led_by(unit: str, plan: Plan) -> Plan:
    tasks = (make_task("T1", lead=(unit,)),)
    return replace(plan, sub_indices=(make_sub_index(tasks=tasks),))


@pytest.mark.parametrize(
    ("merged_on", "colour"), [("2021-07-05", Colour.GREEN), ("2021-07-06", Colour.AMBER)]
)
def test_a_word_that_no_longer_held_is_not_renewed_by_a_merger(
    merged_on: str, colour: Colour
) -> None:
    """The word of the first quarter held until the update day of the second had passed."""
    word = said(TaskStatus.ON_TRACK, "2021-03-20", quarter="2021-Q1", unit="A")
    ledger = ledger_of(led_by("A", make_plan(duties=(AFTER,))), updates=[word])
    merged = amended(ledger, merged_on, led_by("N", into_one_new_room(AFTER)))
    assert board_of(merged, "2021-07-20").sub_indices[0].tasks[0].light.colour is colour


def a_change(kind: UnitChangeKind, *before: str, to: str, on: str) -> Version[UnitChange]:
    """Units become another one; the act says who takes over what is open."""
    return version(
        f"{on}/{to}",
        UnitChange(
            kind=kind,
            before=before,
            after=(RegisteredUnit(code=to, name="Phòng mới", kind=UnitKind.DIVISION),),
            decided_on=day(on),
            in_force_on=day(on),
            basis="Quyết định 10/QĐ-SX",
        ),
        day(on),
    )


MERGED_INTO_N = a_change(UnitChangeKind.MERGED, "A", "B", to="N", on="2021-07-02")


@pytest.mark.parametrize(
    ("changes", "of_before"),
    [
        # A plan that names a new room says nothing of what others had left open.
        ([], "not_applicable"),
        ([MERGED_INTO_N], "overdue"),
        ([a_change(UnitChangeKind.MERGED, "X", "Y", to="N", on="2021-07-02")], "not_applicable"),
        ([a_change(UnitChangeKind.MERGED, "A", "B", to="N", on="2021-07-05")], "not_applicable"),
        # One after another on one day.
        (
            [
                a_change(UnitChangeKind.MERGED, "A", "B", to="M", on="2021-07-02"),
                a_change(UnitChangeKind.RENAMED, "M", to="N", on="2021-07-02"),
            ],
            "overdue",
        ),
    ],
)
def test_a_successor_owes_what_a_change_of_units_gives_it_and_nothing_of_before_by_itself(
    changes: list[Version[UnitChange]], of_before: str
) -> None:
    merged = amended(ledger_of(make_plan(duties=(AFTER,))), "2021-07-02", into_one_new_room(AFTER))
    assert states(replace(merged, unit_changes=tuple(changes)), "2021-07-06") == {
        "N 2021-Q1": "not_applicable",
        "N 2021-Q2": of_before,
        "N 2021-Q3": "upcoming",
        "N 2021-Q4": "upcoming",
        "A 2021-Q1": "overdue",
        "B 2021-Q1": "overdue",
    }


def test_a_successor_owes_nothing_for_what_was_handed_in_before_its_first_day() -> None:
    of_both = [
        step(ReportStep.HANDED_IN, "2021-07-01", of="2021-Q2", unit=unit) for unit in ("A", "B")
    ]
    ledger = ledger_of(make_plan(duties=(AFTER,)), report_acts=of_both)
    merged = amended(ledger, "2021-07-02", into_one_new_room(AFTER))
    found = states(replace(merged, unit_changes=(MERGED_INTO_N,)), "2021-07-06")
    assert (found["N 2021-Q2"], found["A 2021-Q2"]) == ("not_applicable", "on_time")


def test_a_unit_owes_nothing_for_a_period_before_it_existed() -> None:
    units = (*UNITS, NEW_ROOM)
    more = replace(AFTER, from_units=("ROOMS", "N"))
    merged = amended(
        ledger_of(make_plan(duties=(AFTER,))), "2021-07-02", make_plan(duties=(more,), units=units)
    )
    found = rows(merged, "2021-12-31")
    assert found["R1/N/2021-Q2"].timeliness is Timeliness.NOT_APPLICABLE
    assert found["R1/N/2021-Q2"].reason.code is ReasonCode.REPORT_NOT_ASKED_YET
    assert found["R1/N/2021-Q2"].reason["since"] == day("2021-07-02")
    assert found["R1/N/2021-Q3"].timeliness is Timeliness.OVERDUE


@pytest.mark.parametrize(
    ("moved_on", "last_day"),
    [
        ("2021-04-01", "2021-04-20"),
        ("2021-04-05", "2021-04-20"),
        # The day after the old last day it had fallen due.
        ("2021-04-06", "2021-04-05"),
    ],
)
def test_what_had_fallen_due_is_judged_by_the_old_day(moved_on: str, last_day: str) -> None:
    later = make_duty(due=ON_THE_20TH_AFTER)
    moved = amended(ledger_of(make_plan(duties=(AFTER,))), moved_on, make_plan(duties=(later,)))
    assert rows(moved, "2021-04-30")["R1/A/2021-Q1"].last_day == day(last_day)
    assert rows(moved, "2021-07-30")["R1/A/2021-Q2"].last_day == day("2021-07-20")


def test_a_day_moved_forward_does_not_lie_before_the_amendment() -> None:
    later, sooner = make_duty(due=ON_THE_20TH_AFTER), AFTER
    moved = amended(
        ledger_of(make_plan(duties=(later,))), "2021-04-12", make_plan(duties=(sooner,))
    )
    assert rows(moved, "2021-04-30")["R1/A/2021-Q1"].last_day == day("2021-04-12")
    assert rows(moved, "2021-04-30")["R1/A/2021-Q2"].last_day == day("2021-07-05")


def test_an_extension_of_before_keeps_a_report_open_and_its_first_day_on_show() -> None:
    ledger = ledger_of(
        make_plan(duties=(AFTER,)),
        extensions=[extended("2021-04-12", "2021-04-01", of="2021-Q1")],
    )
    changed = amended(ledger, "2021-04-08", make_plan(duties=(make_duty(due=ON_THE_20TH_AFTER),)))
    found = rows(changed, "2021-04-30")
    assert found["R1/A/2021-Q1"].first_last_day == day("2021-04-05")
    assert found["R1/A/2021-Q1"].general_day == day("2021-04-20")
    assert found["R1/A/2021-Q1"].last_day == day("2021-04-20")
    assert found["R1/B/2021-Q1"].first_last_day == day("2021-04-05")


def test_a_duty_that_is_added_asks_from_its_day() -> None:
    monthly = make_duty(
        "R2", from_units=("A",), cadence=Cadence.MONTHLY, due=DueRule(inclusive=True, day=25)
    )
    added = amended(
        ledger_of(make_plan()), "2021-03-26", make_plan(duties=(QUARTERLY_REPORT, monthly))
    )
    found = rows(added, "2021-12-31")
    asked = [row.period for row in found.values() if row.duty == "R2" and row.days]
    assert asked[0] == period("2021-04"), "the last day of March had passed"


def test_a_duty_that_is_dropped_keeps_what_had_fallen_due() -> None:
    yearly = make_duty("R3", cadence=Cadence.YEARLY, due=BEFORE_6_DECEMBER)
    dropped = amended(
        ledger_of(make_plan(duties=(QUARTERLY_REPORT, yearly))),
        "2021-06-20",
        make_plan(duties=(yearly,)),
    )
    assert [str(row.period) for row in rows(dropped, "2021-12-31").values()] == [
        *("2021", "2021"),
        *("2021-Q1", "2021-Q2", "2021-Q1", "2021-Q2"),
    ]
    board = board_of(dropped, "2021-12-31")
    assert {row.duty for row in board.reports} == {duty.code for duty in board.plan.named_duties}


def test_a_unit_that_left_keeps_its_name() -> None:
    merged = amended(ledger_of(make_plan()), "2021-07-01", make_plan(units=WITHOUT_B))
    board = board_of(merged, "2021-08-01")
    assert "B" not in {unit.code for unit in board.plan.units}
    gone = board.plan.unit("B")
    assert gone is not None
    assert gone.name == "Phòng B"


def test_a_task_that_is_retired_leaves_the_denominators_from_its_day() -> None:
    kept, retired = make_task("T1"), make_task("T2")
    ledger = ledger_of(
        make_plan(tasks=(kept, retired)),
        updates=[said(TaskStatus.BLOCKED, "2021-02-01", task="T2")],
    )
    later = amended(ledger, "2021-07-01", make_plan(tasks=(kept,)))
    assert board_of(later, "2021-08-01").counts.in_play == 1
    first = board_of(later, "2021-08-01", quarter="2021-Q1")
    assert [view.task.code for view in first.sub_indices[0].tasks] == ["T1", "T2"]
    lights = {each.quarter.number: each.light for each in first.sub_indices[0].tasks[1].quarters}
    assert lights[1].colour is Colour.RED
    assert (lights[3].colour, lights[3].reason.code) == (None, ReasonCode.LEFT_THE_PLAN)
    assert lights[3].reason["since"] == day("2021-07-01")


@pytest.mark.parametrize(("on", "count"), [("2021-03-31", 1), ("2021-04-01", 2)])
def test_a_quarter_is_judged_by_what_holds_on_its_last_day(on: str, count: int) -> None:
    kept, retired = make_task("T1"), make_task("T2")
    ledger = ledger_of(make_plan(tasks=(kept, retired)), conclusions=[concluded()])
    later = amended(ledger, on, make_plan(tasks=(kept,)))
    first = board_of(later, "2021-08-01", quarter="2021-Q1")
    assert len(first.sub_indices[0].tasks) == count
    assert len(board_of(later, on).sub_indices[0].tasks) == 1, "it holds on its own day"


def test_a_task_that_is_added_begins_on_its_day() -> None:
    """It owes nothing for the quarters before, nor for the one in whose last month it began."""
    old, new = make_task("T1"), make_task("T2", start=day("2021-01-04"))
    ledger = ledger_of(make_plan(tasks=(old,)), conclusions=[concluded()])
    later = amended(ledger, "2021-09-10", make_plan(tasks=(old, new)))
    board = board_of(later, "2021-12-01")
    added = board.sub_indices[0].tasks[1]
    lights = {each.quarter.number: each.light for each in added.quarters}
    assert [lights[number].reason.code for number in (1, 2)] == [ReasonCode.BEFORE_START] * 2
    assert lights[1].reason["start"] == day("2021-09-10")
    assert lights[3].reason.code is ReasonCode.NEVER_UPDATED
    assert (
        board_of(later, "2021-12-01", quarter="2021-Q2").counts
        == board_of(ledger, "2021-12-01", quarter="2021-Q2").counts
    )


def test_a_new_due_day_does_not_reach_back() -> None:
    due = make_task(cadence=Cadence.ONCE, due=day("2021-03-15"))
    ledger = ledger_of(make_plan(tasks=(due,)), conclusions=[concluded()])
    later = amended(ledger, "2021-05-10", make_plan(tasks=(replace(due, due=day("2021-11-30")),)))
    lights = {
        each.quarter.number: each.light.reason.code
        for each in board_of(later, "2021-06-20").sub_indices[0].tasks[0].quarters
    }
    assert lights[1] is ReasonCode.PAST_DUE
    assert lights[2] is not ReasonCode.PAST_DUE


def test_silence_is_counted_by_whoever_answered_in_each_quarter() -> None:
    """A merge gives the task another lead; that nobody spoke of it before is not forgotten."""
    task = make_task(lead=("B",))
    ledger = ledger_of(make_plan(tasks=(task,)), conclusions=[concluded()])
    later = amended(
        ledger,
        "2021-07-01",
        make_plan(tasks=(replace(task, lead=("A",)),), units=WITHOUT_B),
    )
    light = board_of(later, "2021-08-01").sub_indices[0].tasks[0].light
    assert (light.colour, light.reason.code) == (Colour.RED, ReasonCode.MISSED_UPDATES)


def test_a_sub_index_of_a_past_quarter_counts_the_tasks_it_had() -> None:
    tasks = tuple(make_task(f"T{number}") for number in range(4))
    ledger = ledger_of(
        make_plan(tasks=tasks),
        updates=[said(TaskStatus.ON_TRACK, "2021-02-01", task=task.code) for task in tasks],
    )
    other = make_sub_index("costs", tasks=tasks[1:])
    moved = make_plan(sub_indices=(make_sub_index(tasks=tasks[:1]), other))
    board = board_of(amended(ledger, "2021-07-01", moved), "2021-08-01")
    lights = {each.quarter.number: each.light for each in board.sub_indices[0].quarters}
    assert lights[1].reason["total"] == 4
    assert lights[3].reason["total"] == 1


of_amendments = settings(max_examples=60, deadline=None)
days = st.dates(date(2021, 1, 5), date(2021, 12, 30))


@of_amendments
@given(ledger=ledgers(), other=plans(), on=days, further=st.integers(0, 120))
def test_no_light_of_a_quarter_that_ended_before_changes(
    ledger: Ledger, other: Plan, on: date, further: int
) -> None:
    ledger = tracked(ledger)
    later = amended(ledger, on.isoformat(), replace(other, document=ledger.plan.document))
    as_of = on + timedelta(days=further)
    for quarter in QUARTERS:
        if quarter.last_day >= on:
            continue
        before, after = (look(each, as_of, quarter=quarter) for each in (ledger, later))
        assert _lights(after, quarter) == _lights(before, quarter)
        assert (after.counts, after.overall) == (before.counts, before.overall)


def _lights(board: Board, quarter: Period) -> list[object]:
    """All that a board shows of the quarters up to one."""

    def until(lights: tuple[QuarterLight, ...]) -> list[QuarterLight]:
        return [light for light in lights if light.quarter <= quarter]

    parts = [
        (each.code, each.execution, each.standing, until(each.quarters))
        for each in board.sub_indices
    ]
    tasks = [
        (view.task, view.light, view.word, view.owes_word, until(view.quarters))
        for view in task_views(board)
    ]
    return [*parts, *tasks]


@of_amendments
@given(ledger=ledgers(), other=plans(), on=days, further=st.integers(0, 120))
def test_no_report_that_had_fallen_due_or_was_handed_in_before_changes(
    ledger: Ledger, other: Plan, on: date, further: int
) -> None:
    later = amended(ledger, on.isoformat(), replace(other, document=ledger.plan.document))
    # Neither content closes before: where a plan closes sooner, its day counts stop sooner.
    seen_on = min(on + timedelta(days=further), date(2022, 1, 31))
    seen = Viewpoint(as_of=seen_on, known_at=LATER)
    after = {row.key: row for row in report_rows(later, seen)}
    for row in report_rows(ledger, replace(seen, as_of=on - timedelta(days=1))):
        if row.timeliness in (Timeliness.OVERDUE, Timeliness.LATE, Timeliness.ON_TIME):
            unamended = next(each for each in report_rows(ledger, seen) if each.key == row.key)
            assert after[row.key] == unamended


@of_amendments
@given(ledger=ledgers(), on=days, as_of=days)
def test_an_amendment_that_changes_nothing_changes_nothing(
    ledger: Ledger, on: date, as_of: date
) -> None:
    again = amended(ledger, on.isoformat(), ledger.plan)
    for quarter in QUARTERS:
        assert look(again, as_of, quarter=quarter) == look(ledger, as_of, quarter=quarter)


@pytest.mark.parametrize("moved_on", ["2021-03-20", "2021-04-05", "2021-04-06", "2021-04-08"])
@pytest.mark.parametrize("moved_on_again", [None, "2021-04-12", "2021-04-13", "2021-04-21"])
@pytest.mark.parametrize("due", [ON_THE_20TH_AFTER, BEFORE_THE_5TH_OF_THE_LAST_MONTH])
@pytest.mark.parametrize(
    "handed_in", [None, "2021-03-15", "2021-04-05", "2021-04-07", "2021-04-20"]
)
def test_a_day_that_the_office_moves_is_moved_as_by_an_amendment(
    moved_on: str, moved_on_again: str | None, due: DueRule, handed_in: str | None
) -> None:
    ledger_with = partial(
        ledger_of,
        extensions=[extended("2021-04-12", "2021-03-25", of="2021-Q1")],
        report_acts=[
            step(ReportStep.HANDED_IN, handed_in, of="2021-Q1", unit=unit)
            for unit in ("A", "B")
            if handed_in
        ],
    )
    again = moved_on_again or "2021-12-31"
    latest = DueRule(inclusive=True, day=25, of_next_period=True)
    printed = amended(
        amended(
            ledger_with(make_plan(duties=(AFTER,))),
            moved_on,
            make_plan(duties=(make_duty(due=due),)),
        ),
        again,
        make_plan(duties=(make_duty(due=latest),)),
    )
    set_days = [
        version("R1", ON_THE_5TH_AFTER, day("2021-01-04")),
        version("R1", due, day(moved_on), revision=2),
        version("R1", latest, day(again), revision=3),
    ]
    by_the_office = ledger_with(make_plan(duties=(make_duty(due=None),)), due_days=set_days)
    one, other = rows(printed, "2021-12-30"), rows(by_the_office, "2021-12-30")
    assert {key: (row.last_day, row.timeliness, row.days) for key, row in one.items()} == {
        key: (row.last_day, row.timeliness, row.days) for key, row in other.items()
    }
