"""Roles and actions have names wherever they are shown, and every role stands where it should."""

import pytest

from ddci_tracker.services.permissions import ALLOWED, Action, Role
from ddci_tracker.services.roles import ACTION_NAMES, ROLE_NAMES

ENTERS = {
    Action.UPDATE_TASK,
    Action.HAND_IN_REPORT,
    Action.UPDATE_CONCLUSION,
    Action.REVIEW_REPORT,
    Action.ENTER_RESULT,
    Action.FREEZE_MONTH,
}


def test_every_role_and_every_action_has_a_name_of_its_own() -> None:
    assert set(ROLE_NAMES) == set(Role)
    assert set(ACTION_NAMES) == set(Action)
    assert len({*ROLE_NAMES.values(), *ACTION_NAMES.values()}) == len(Role) + len(Action)


@pytest.mark.parametrize("role", [Role.DISPLAY, Role.PROVINCE])
def test_a_screen_and_the_province_only_look(role: Role) -> None:
    assert ALLOWED[role] == {Action.READ_PLAN}


def test_a_leader_looks_also_at_the_history_and_concludes() -> None:
    assert ALLOWED[Role.LEADER] == {
        Action.READ_PLAN,
        Action.READ_HISTORY,
        Action.CONCLUDE,
        Action.KEEP_DRAFT,
    }


def test_staff_enter_for_their_unit_and_the_office_enters_everything() -> None:
    assert ALLOWED[Role.STAFF] & ENTERS == {
        Action.UPDATE_TASK,
        Action.HAND_IN_REPORT,
        Action.UPDATE_CONCLUSION,
    }
    assert ALLOWED[Role.COORDINATOR] >= ENTERS


def test_an_administrator_keeps_the_house_and_enters_no_figures() -> None:
    assert not ALLOWED[Role.ADMINISTRATOR] & ENTERS
    keeps = {Action.KEEP_INSTALLATION, Action.MANAGE_ACCOUNTS, Action.MAKE_LINK, Action.LOAD_PLAN}
    assert keeps <= ALLOWED[Role.ADMINISTRATOR]


def test_accounts_are_managed_by_the_administrator_and_the_owner_alone() -> None:
    assert {role for role in Role if Action.MANAGE_ACCOUNTS in ALLOWED[role]} == {
        Role.ADMINISTRATOR,
        Role.OWNER,
    }
