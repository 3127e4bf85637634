"""Thresholds over time: a quarter is judged by those that held when it was judged, for ever."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.ledger import Ledger
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Target, TargetKind
from ddci_tracker.domain.policy import AdoptedPolicy, Policy
from ddci_tracker.domain.policy_effects import LightOf, TurnedLight, turned_lights
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board
from tests.unit.domain.build import (
    LATER,
    board_of,
    concluded,
    day,
    entered,
    ledger_of,
    make_duty,
    make_plan,
    make_sub_index,
    make_task,
    noon,
    published,
    said,
    version,
)

GREEN, AMBER, RED, GREY = Colour.GREEN, Colour.AMBER, Colour.RED, Colour.GREY
STRICT = Policy(
    amber_share=Decimal("0.01"),
    green_lag=0,
    amber_lag=1,
    red_share=Decimal("0.1"),
    due_soon_days=30,
)
HALF_YEAR = make_task("T1", cadence=None, start=day("2021-01-01"), due=day("2021-12-31"))

# One task of ten is blocked in each quarter, the first one lags a little behind its line.
LEDGER = ledger_of(
    make_plan(
        sub_indices=(
            make_sub_index(
                tasks=(HALF_YEAR, *(make_task(f"T{number}") for number in range(2, 11))),
                targets=(Target(kind=TargetKind.ABOVE, value=Decimal("7.80"), text="trên 7,80"),),
            ),
        ),
        duties=(make_duty("R1"),),
    ),
    updates=tuple(
        said(
            TaskStatus.BLOCKED if number == 10 else TaskStatus.ON_TRACK,
            on,
            task=f"T{number}",
            quarter=quarter,
            percent=percent if number == 1 else None,
        )
        for quarter, on, percent in (("2021-Q1", "2021-03-01", 12), ("2021-Q2", "2021-05-20", 33))
        for number in range(1, 11)
    ),
    results=(entered(published(2021, "7.5"), "2021-04-15"),),
)


def adopt(ledger: Ledger, policy: Policy | None, on: str, revision: int = 1) -> Ledger:
    """The same ledger where an agency sets thresholds from a day on; None: the usual ones."""
    value = AdoptedPolicy(policy=policy, basis="QĐ 12") if policy else None
    made: Version[AdoptedPolicy] = version(
        "policy", value, day(on), revision=revision, recorded_at=noon(day("2021-06-20"))
    )
    return replace(ledger, policies=(*ledger.policies, made))


def execution(board: Board) -> dict[str, Colour | None]:
    (part,) = board.sub_indices
    return {str(each.quarter): each.light.colour for each in part.quarters}


def test_without_thresholds_of_its_own_an_agency_is_judged_by_the_usual_ones() -> None:
    board = board_of(LEDGER, "2021-05-25")
    assert (board.policy, board.policy_since, board.policy_basis) == (Policy(), None, None)
    assert board.execution_policy == Policy()


@pytest.mark.parametrize(
    ("as_of", "strict"), [("2021-05-24", False), ("2021-05-25", True), ("2021-06-30", True)]
)
def test_thresholds_hold_from_their_day(as_of: str, strict: bool) -> None:
    board = board_of(adopt(LEDGER, STRICT, "2021-05-25"), as_of)
    assert board.policy == (STRICT if strict else Policy())
    assert board.policy_since == (day("2021-05-25") if strict else None)
    assert board.policy_basis == ("QĐ 12" if strict else None)
    (part,) = board.sub_indices
    assert part.execution.colour is (RED if strict else AMBER)
    assert part.standing.light.colour is (RED if strict else AMBER)


@pytest.mark.parametrize("as_of", ["2021-05-25", "2021-06-30", "2021-12-31"])
def test_a_change_never_turns_a_light_of_a_past_quarter(as_of: str) -> None:
    changed = adopt(LEDGER, STRICT, "2021-04-01")
    before, after = board_of(LEDGER, as_of), board_of(changed, as_of)
    assert execution(before)["2021-Q1"] is execution(after)["2021-Q1"] is AMBER
    assert execution(after)["2021-Q2"] is RED
    first = {
        view.task.code: view.quarters[0].light.colour
        for _, view in board_of(LEDGER, as_of).all_tasks()
    }
    assert first == {view.task.code: view.quarters[0].light.colour for _, view in after.all_tasks()}
    past = board_of(changed, as_of, quarter="2021-Q1")
    assert past.sub_indices[0].execution.colour is AMBER
    assert (past.policy, past.execution_policy) == (STRICT, Policy())


def test_what_is_entered_late_does_not_displace_what_came_after() -> None:
    ledger = adopt(adopt(LEDGER, STRICT, "2021-06-01"), Policy(amber_places=9), "2021-05-01", 2)
    assert board_of(ledger, "2021-06-10").policy == STRICT
    assert board_of(ledger, "2021-05-31").policy == Policy(amber_places=9)


def test_thresholds_that_were_given_up_are_the_usual_ones_again() -> None:
    ledger = adopt(adopt(LEDGER, STRICT, "2021-05-25"), None, "2021-06-10", 2)
    assert board_of(ledger, "2021-06-09").policy == STRICT
    board = board_of(ledger, "2021-06-10")
    assert (board.policy, board.policy_since) == (Policy(), None)


def test_what_was_recorded_later_was_not_known_before() -> None:
    ledger = adopt(LEDGER, STRICT, "2021-05-25")
    assert board_of(ledger, "2021-05-31", known_at=noon(day("2021-06-19"))).policy == Policy()
    assert board_of(ledger, "2021-05-31", known_at=LATER).policy == STRICT


def test_the_lights_that_turn_are_named_with_both_colours() -> None:
    ledger = replace(LEDGER, conclusions=(concluded(due="2021-06-20"),))
    as_of = "2021-05-25"
    turned = turned_lights(
        board_of(ledger, as_of), board_of(adopt(ledger, STRICT, "2021-05-25"), as_of)
    )
    part = "DDCI/time_cost"
    assert turned == (
        TurnedLight(of=LightOf.RESULT, key=part, before=AMBER, after=RED),
        TurnedLight(of=LightOf.EXECUTION, key=part, before=AMBER, after=RED),
        TurnedLight(of=LightOf.TASK, key="T1", before=GREEN, after=RED),
        *(
            TurnedLight(of=LightOf.REPORT, key=f"R1/{unit}/2021-Q2", before=None, after=AMBER)
            for unit in ("A", "B")
        ),
        TurnedLight(of=LightOf.CONCLUSION, key="Báo cáo lại", before=None, after=AMBER),
    )


def test_the_same_thresholds_turn_nothing() -> None:
    board = board_of(LEDGER, "2021-05-25")
    assert turned_lights(board, board_of(adopt(LEDGER, Policy(), "2021-05-25"), "2021-05-25")) == ()
