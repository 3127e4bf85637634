"""How fresh each unit's word is, and which tasks nobody answers for who could."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ddci_tracker.domain.acts import ReportStep, TaskStatus, TaskUpdate
from ddci_tracker.domain.freshness import (
    NoOwner,
    UnitFreshness,
    ownerless_tasks,
    unit_freshness,
)
from ddci_tracker.domain.ledger import Ledger
from ddci_tracker.domain.speaking import LastUpdate
from ddci_tracker.domain.versions import Version
from tests.unit.domain.build import (
    board_of,
    day,
    ledger_of,
    make_plan,
    make_task,
    noon,
    said,
    step,
    version,
)

PLAN = make_plan(
    tasks=(
        make_task("T1", lead=("A",)),
        make_task("T2", lead=("A",)),
        make_task("T3", lead=("B",)),
        make_task("T4", lead=("LEADERS",)),
        make_task("T5", lead=()),
    )
)
ON_TRACK = TaskStatus.ON_TRACK


def fresh(ledger: Ledger, as_of: str = "2021-05-20") -> dict[str, UnitFreshness]:
    found = unit_freshness(board_of(ledger, as_of))
    return {each.unit: each for each in found}


def test_a_unit_has_spoken_on_those_of_its_tasks_that_have_a_word_of_the_quarter() -> None:
    ledger = ledger_of(PLAN, updates=[said(ON_TRACK, "2021-05-10", task="T1")])
    a, b = fresh(ledger)["A"], fresh(ledger)["B"]
    assert (a.owed, a.spoken, a.is_silent) == (2, 1, False)
    assert (b.owed, b.spoken, b.is_silent, b.last) == (1, 0, True, None)


def test_the_word_of_an_earlier_quarter_is_the_last_one_but_none_for_this() -> None:
    ledger = ledger_of(PLAN, updates=[said(ON_TRACK, "2021-02-10", task="T1")])
    a = fresh(ledger)["A"]
    assert (a.spoken, a.is_silent) == (0, True)
    assert a.last == LastUpdate(
        unit="A", on=day("2021-02-10"), at=noon(day("2021-02-10")), by="van-thu"
    )


def test_a_unit_for_which_others_of_its_group_spoke_is_silent_itself() -> None:
    plan = make_plan(tasks=(make_task("T1", lead=("ROOMS",)),))
    ledger = ledger_of(plan, updates=[said(ON_TRACK, "2021-05-10", task="T1", unit="A")])
    a, b = fresh(ledger)["A"], fresh(ledger)["B"]
    assert (a.spoken, a.is_silent) == (1, False)
    assert (b.spoken, b.is_silent) == (1, True)


def test_a_report_handed_in_is_a_word_too() -> None:
    spoken = said(ON_TRACK, "2021-02-10", task="T1")
    handed_in = step(ReportStep.HANDED_IN, "2021-03-03", unit="A", of="2021-Q1")
    assert fresh(ledger_of(PLAN, updates=[spoken], report_acts=[handed_in]))[
        "A"
    ].last == LastUpdate(unit="A", on=day("2021-03-03"), at=noon(day("2021-03-03")), by="van-thu")


def test_a_report_is_a_word_of_the_quarter_in_which_it_was_handed_in() -> None:
    handed_in = step(ReportStep.HANDED_IN, "2021-03-31", unit="A", of="2021-Q1")
    for as_of, silent in (("2021-03-31", False), ("2021-04-01", True)):
        found = fresh(ledger_of(PLAN, report_acts=[handed_in]), as_of)["A"]
        assert found.is_silent is silent, as_of


def test_no_word_is_owed_on_a_task_that_has_not_begun() -> None:
    later = make_task("T2", lead=("A",), start=day("2021-08-01"))
    plan = make_plan(tasks=(make_task("T1", lead=("A",)), later))
    assert fresh(ledger_of(plan))["A"].owed == 1


def test_tasks_of_leaders_and_of_nobody_are_owed_by_the_office() -> None:
    assert fresh(ledger_of(PLAN))["VP"].owed == 2


def test_overdue_reports_are_counted_from_the_day_after_the_last_one_in_time() -> None:
    assert fresh(ledger_of(PLAN), "2021-06-05")["B"].overdue == 1  # that of the first quarter
    assert fresh(ledger_of(PLAN), "2021-06-06")["B"].overdue == 2


def test_those_that_lack_most_come_first() -> None:
    plan = replace(PLAN, general_tasks=(make_task("G1", lead=("B",)),))
    updates = [said(ON_TRACK, "2021-05-10", task="T3", unit="B")]
    order = list(fresh(ledger_of(plan, updates=updates)))
    assert order.index("A") < order.index("B"), "the silent before those who spoke of a part"


def test_what_is_said_after_the_day_looked_at_does_not_count_yet() -> None:
    ledger = ledger_of(PLAN, updates=[said(ON_TRACK, "2021-05-21", task="T1")])
    assert fresh(ledger, "2021-05-20")["A"].last is None
    assert fresh(ledger, "2021-05-21")["A"].spoken == 1


def test_a_word_that_was_taken_back_is_no_word() -> None:
    spoken = said(ON_TRACK, "2021-05-10", task="T1")
    later = noon(day("2021-05-11")) + timedelta(hours=1)
    gone: Version[TaskUpdate] = version(
        spoken.key, None, day("2021-05-11"), revision=2, recorded_at=later
    )
    assert fresh(ledger_of(PLAN, updates=[spoken, gone]))["A"].is_silent


@pytest.mark.parametrize(
    ("answering", "expected"),
    [
        (None, {"T5": NoOwner.NO_LEAD}),
        (frozenset({"A", "B", "VP"}), {"T5": NoOwner.NO_LEAD}),
        (frozenset({"A", "VP"}), {"T3": NoOwner.NO_ACCOUNT, "T5": NoOwner.NO_LEAD}),
        (
            frozenset({"A", "B"}),
            {"T4": NoOwner.NO_ACCOUNT, "T5": NoOwner.NO_LEAD},
        ),
    ],
)
def test_a_task_is_ownerless_without_a_lead_or_without_anybody_who_can_sign_in(
    answering: frozenset[str] | None, expected: dict[str, NoOwner]
) -> None:
    board = board_of(ledger_of(PLAN), "2021-05-20")
    found = ownerless_tasks(board, answering)
    assert {each.view.task.code: each.why for each in found} == expected
