"""An amended plan on the screens: what it rests on, and who is told that their unit has left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ddci_tracker.domain.plan import Unit
from ddci_tracker.services import accounts, sessions
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.plan_files import amend
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen
from tests.screens.test_who import see_as

PLAN, AGENCY, LEFT = "STTTT-LS-2023", "STTTT-LS", "HTS"
BASIS = "Quyết định số 10/QĐ-STTTT"
WORK = "staff/my_work.py"
TEMPORARY, PASSWORD = "tạm thời 0001", "một hai ba bốn"


def amend_in(folder: Path) -> None:
    """A room is merged into another one in July."""
    tracker, now = tracker_in(folder), datetime.now(UTC)
    plan = read_content(tracker, OWNER, PLAN, now=now)

    def without(unit: Unit) -> Unit:
        if unit.members is None:
            return unit
        rest = tuple(each for each in unit.members.units if each != LEFT)
        return replace(unit, members=replace(unit.members, units=rest))

    units = tuple(without(unit) for unit in plan.units if unit.code != LEFT)
    act = Act(actor=OWNER, now=now, on=date(2023, 7, 1))
    amend(tracker, PLAN, replace(plan, units=units), act, basis=BASIS)


@pytest.fixture
def signed_in(own_state: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Signs in the administrator, or somebody of the room before it leaves."""
    monkeypatch.setenv("DDCI_STATE_DIR", str(own_state))
    monkeypatch.delenv("DDCI_DATABASE_URL", raising=False)
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    for name, place in (
        ("quan-tri", AccountPlace(role=Role.ADMINISTRATOR)),
        ("lan", AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit=LEFT)),
    ):
        accounts.add_account(tracker, OWNER, name=name, place=place, password=TEMPORARY, now=now)

    def enter(name: str) -> str:
        opened = sessions.sign_in(tracker, name, TEMPORARY, address="10.0.0.1", now=now)
        session = sessions.hash_of(opened.token)
        second = sessions.change_password(tracker, session, TEMPORARY, PASSWORD, now=now)
        return sessions.hash_of(second.token)

    return enter


def test_the_document_and_the_history_name_the_basis(
    see_own: Callable[..., Screen], own_state: Path
) -> None:
    amend_in(own_state)
    document = see_own("office/plan.py", plan=PLAN).text
    assert f"Điều chỉnh từ ngày 01/07/2023 {BASIS}" in document
    history = see_own("office/history.py", plan=PLAN).text
    assert "điều chỉnh kế hoạch từ ngày 01/07/2023: thêm 0" in history
    assert BASIS in history
    assert BASIS not in see_own("office/plan.py", plan=PLAN, as_of="2023-06-30").text


def test_staff_and_administrator_are_told_that_a_unit_has_left(
    own_state: Path, signed_in: Callable[[str], str]
) -> None:
    staff, keeper = signed_in("lan"), signed_in("quan-tri")
    told = "không còn trong kế hoạch từ ngày 01/07/2023"
    assert told not in see_as(staff, WORK, plan=PLAN).text
    amend_in(own_state)
    assert f"Phòng Hạ tầng số {told} ({BASIS})" in see_as(staff, WORK, plan=PLAN).text
    kept = see_as(keeper, "office/administration.py", plan=PLAN).text
    assert "1 tài khoản thuộc đơn vị không còn trong kế hoạch" in kept
    assert f"lan (lan): Phòng Hạ tầng số, {told} ({BASIS})" in kept
