"""How fresh a plan is, with the accounts that stand behind its units."""

from ddci_tracker.services import accounts
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.freshness import NoOwner, PlanFreshness, freshness_of
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    AGENCY,
    NOW,
    OWNER,
    PLAN,
    STAFF_A,
    act,
    say,
    step,
    take,
    word,
)
from tests.integration.services.people import add


def fresh(tracker: Tracker) -> PlanFreshness:
    return freshness_of(tracker, OWNER, PLAN.id, now=NOW)


def ownerless(tracker: Tracker) -> dict[str, NoOwner]:
    return {each.view.task.code: each.why for each in fresh(tracker).ownerless}


def test_the_last_word_of_a_unit_is_told_with_who_and_when(tracker: Tracker) -> None:
    say(tracker, word(), act(STAFF_A))
    take(tracker, step(unit="B"))
    last = {each.unit: each.last for each in fresh(tracker).units}
    assert last["A"] is not None
    assert (last["A"].by, last["A"].at) == (STAFF_A.name, NOW)
    assert last["B"] is not None
    assert last["B"].by == OWNER.name


def test_while_there_is_no_account_nobody_is_missed(tracker: Tracker) -> None:
    assert ownerless(tracker) == {"T3": NoOwner.NO_LEAD}
    assert fresh(tracker).silent == ()


def test_accounts_that_should_speak_and_never_did_are_told(tracker: Tracker) -> None:
    lan = add(tracker, "lan")
    leader = add(tracker, "giam-doc", AccountPlace(role=Role.LEADER, agencies=(AGENCY,)))
    add(tracker, "hoa", AccountPlace(role=Role.COORDINATOR, agencies=(AGENCY,)))
    assert {each.name for each in fresh(tracker).silent} == {"lan", "hoa"}
    assert leader.name not in {each.name for each in fresh(tracker).silent}
    say(tracker, word(), act(lan.actor()) if not lan.must_change_password else act(STAFF_A))
    accounts.disable_account(tracker, OWNER, "hoa")
    assert {each.name for each in fresh(tracker).silent} == {"lan"}


def test_a_unit_without_an_active_account_owns_nothing(tracker: Tracker) -> None:
    add(tracker, "lan")
    assert ownerless(tracker)["G1"] is NoOwner.NO_ACCOUNT
    assert "T1" not in ownerless(tracker)
    assert ownerless(tracker)["T4"] is NoOwner.NO_ACCOUNT, "the Office answers for leaders"
    add(tracker, "hoa", AccountPlace(role=Role.COORDINATOR, agencies=(AGENCY,)))
    assert "T4" not in ownerless(tracker)
    accounts.disable_account(tracker, OWNER, "lan")
    assert ownerless(tracker)["T1"] is NoOwner.NO_ACCOUNT
