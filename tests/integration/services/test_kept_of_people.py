"""What is kept of one person, on demand, and the post that stands for somebody who left."""

import json

import pytest

from ddci_tracker.services import accounts, kept_of_people, security_log
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import AGENCY, NOW, OWNER, STAFF_A, act, say, word
from tests.integration.services.people import PASSWORD, gets_in, join
from tests.integration.services.test_second_factor import set_up

pytestmark = pytest.mark.usefixtures("quick_hashing")

NAME, POST = "Nguyễn Thị Lan", "Chuyên viên Văn phòng (đến 6/2026)"


@pytest.fixture
def lan(tracker: Tracker) -> Tracker:
    joined = join(tracker, "lan")
    set_up(tracker, joined)
    place = AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit="A")
    accounts.change_account(tracker, OWNER, "lan", place, full_name=NAME)
    return tracker


def test_everything_about_somebody_is_found_and_nothing_that_opens(lan: Tracker) -> None:
    say(lan, word(note=f"Bàn giao cho {NAME}."))
    found = kept_of_people.kept_of(lan, OWNER, "lan", now=NOW)
    assert {"account", "login_session", "second_factor", "security_event", "task_update"} <= set(
        found
    )
    assert [each["full_name"] for each in found["account"]] == [NAME]
    written = json.dumps(found, ensure_ascii=False)
    for secret in ("password_hash", "token_hash", "salt", "recovery", "argon2"):
        assert secret not in written
    assert all(each["account"] == "lan" for each in found["security_event"])
    assert security_log.read_log(lan, OWNER)[0].what == "kept_gathered"


def test_nothing_of_somebody_else_is_found(lan: Tracker) -> None:
    join(lan, "mai")
    say(lan, word(note="Không nhắc ai."), act(STAFF_A))
    found = kept_of_people.kept_of(lan, OWNER, "mai", now=NOW)
    assert "task_update" not in found
    assert {each["name"] for each in found["account"]} == {"mai"}


def test_a_post_stands_for_who_left_until_they_come_back(lan: Tracker) -> None:
    assert accounts.full_names(lan, OWNER)["lan"] == NAME
    left = accounts.leave(lan, OWNER, "lan", f"  {POST} ")
    assert (left.active, left.left_as, left.full_name) == (False, POST, NAME)
    assert accounts.full_names(lan, OWNER)["lan"] == POST
    assert not gets_in(lan, "lan", PASSWORD)
    accounts.enable_account(lan, OWNER, "lan")
    assert accounts.full_names(lan, OWNER)["lan"] == NAME


@pytest.mark.parametrize("post", ["", "  ", "\u200b", "x" * 201])
def test_a_post_that_says_nothing_or_too_much_is_refused(lan: Tracker, post: str) -> None:
    with pytest.raises(Refused) as refused:
        accounts.leave(lan, OWNER, "lan", post)
    assert refused.value.field == "left_as"
    assert gets_in(lan, "lan")


def test_the_last_administrator_does_not_leave(lan: Tracker) -> None:
    with pytest.raises(Refused):
        accounts.leave(lan, OWNER, "quan-tri", POST)
