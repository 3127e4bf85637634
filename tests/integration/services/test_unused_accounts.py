"""Accounts that nobody uses: told of, switched off, and never the last administrator."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ddci_tracker.services import accounts, security_log, sessions, unused_accounts
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.sessions import hash_of
from ddci_tracker.services.sign_in_rules import SignInRules
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import NOW, OWNER
from tests.integration.services.people import ADMINISTRATOR, enter, gets_in, join, who

pytestmark = pytest.mark.usefixtures("quick_hashing")

DAY = timedelta(days=1)
END = NOW + 45 * DAY


@pytest.fixture
def office(tracker: Tracker) -> Tracker:
    """Two administrators and somebody of a unit, all of whom signed in today."""
    here = replace(tracker, rules=SignInRules(unused_days=45))
    join(here, "quan-tri", ADMINISTRATOR)
    join(here, "quan-tri-2", ADMINISTRATOR)
    enter(here, "quan-tri-2", now=NOW + timedelta(minutes=1))
    join(here, "lan")
    return here


def tend(tracker: Tracker, since: datetime, until: datetime) -> list[str]:
    """What is switched off where somebody looks each day."""
    off: list[str] = []
    for day in range((until - since).days + 1):
        off += unused_accounts.switch_off_unused(tracker, now=since + day * DAY)
    return off


def active(tracker: Tracker) -> set[str]:
    return {each.name for each in accounts.list_accounts(tracker, OWNER) if each.active}


def test_an_account_is_switched_off_45_days_after_the_last_sign_in(office: Tracker) -> None:
    assert tend(office, NOW, END - DAY) == []
    assert unused_accounts.switch_off_unused(office, now=END) == ("lan", "quan-tri")
    assert active(office) == {"quan-tri-2"}
    assert not gets_in(office, "lan", now=END)
    noted = [each for each in security_log.read_log(office, OWNER) if each.account == "lan"]
    assert Event.ACCOUNT_UNUSED in [each.what for each in noted]


def test_the_administrator_is_told_two_weeks_before_and_not_sooner(office: Tracker) -> None:
    before = END - unused_accounts.TOLD_BEFORE

    def told(now: datetime) -> list[tuple[str, datetime]]:
        found = unused_accounts.soon_switched_off(office, OWNER, now=now)
        return [(each.name, each.ends_at) for each in found]

    assert told(before - timedelta(seconds=1)) == []
    assert told(before) == [("lan", END), ("quan-tri", END)]


def test_whoever_signs_in_begins_anew(office: Tracker) -> None:
    tend(office, NOW, END - DAY)
    enter(office, "lan", now=END - timedelta(hours=1))
    assert unused_accounts.switch_off_unused(office, now=END) == ("quan-tri",)
    assert "lan" in active(office)


def test_the_administrator_who_signed_in_last_stays_whatever_happens(office: Tracker) -> None:
    tend(office, NOW, NOW + 400 * DAY)
    assert active(office) == {"quan-tri-2"}


@pytest.mark.parametrize("days", [45, 100, 1000])
def test_nobody_is_switched_off_who_was_not_told_of_for_a_week(office: Tracker, days: int) -> None:
    """After a rest of the server, or under a clock that ran ahead."""
    late = NOW + days * DAY
    assert tend(office, late, late + unused_accounts.TOLD_FOR - DAY) == []
    assert len(active(office)) == 3
    assert "lan" in tend(office, late + unused_accounts.TOLD_FOR, late + unused_accounts.TOLD_FOR)


def test_a_clock_that_ran_ahead_for_a_while_switches_nobody_off(office: Tracker) -> None:
    unused_accounts.switch_off_unused(office, now=NOW + 100 * DAY)
    assert tend(office, NOW + DAY, END - DAY) == []
    assert len(active(office)) == 3


def test_an_account_that_was_enabled_again_is_not_switched_off_at_once(office: Tracker) -> None:
    tend(office, NOW, END)
    accounts.enable_account(office, OWNER, "lan")
    assert unused_accounts.switch_off_unused(office, now=END + DAY) == ()
    assert "lan" in active(office)


def test_nobody_is_switched_off_where_the_setting_says_never(office: Tracker) -> None:
    never = replace(office, rules=SignInRules(unused_days=None))
    assert tend(never, END, END + 30 * DAY) == []
    assert unused_accounts.soon_switched_off(never, OWNER, now=END) == ()


def test_a_session_ends_after_so_many_minutes_without_use(office: Tracker) -> None:
    quick = replace(office, rules=SignInRules(idle=timedelta(minutes=15)))
    entered = enter(quick, "lan")
    token_hash = hash_of(entered.token)
    for minutes, is_open in ((14, True), (28, True), (43, False)):
        later = NOW + timedelta(minutes=minutes)
        assert (sessions.session_of(quick, token_hash, now=later) is not None) is is_open
    assert who(office, entered) is not None, "under the rules of before it goes on"
