"""Where one is signed in: one's own sessions alone, told apart in plain words, and ended there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ddci_tracker.services import browsers, own_sessions, security_log, sessions
from ddci_tracker.services.permissions import Actor, Forbidden, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.sessions import SignedIn, hash_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import NOW, OWNER
from tests.integration.services.people import HERE, PASSWORD, TEMPORARY, add, enter, join, who

pytestmark = pytest.mark.usefixtures("quick_hashing")

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
ELSEWHERE = "10.9.9.9"


def enter_elsewhere(tracker: Tracker, name: str) -> SignedIn:
    return sessions.sign_in(
        tracker,
        name,
        PASSWORD,
        address=ELSEWHERE,
        browser=WINDOWS,
        now=NOW + timedelta(minutes=1),
    )


def test_one_sees_where_one_is_signed_in_this_session_first(tracker: Tracker) -> None:
    join(tracker, "lan")
    here, there = enter(tracker, "lan"), enter_elsewhere(tracker, "lan")
    join(tracker, "minh")
    found = own_sessions.own_sessions(tracker, hash_of(here.token), now=NOW)
    assert [each.is_this for each in found] == [True, False, False]
    assert (found[0].address, found[0].browser) == (HERE, None)
    assert (found[1].address, found[1].browser) == (ELSEWHERE, WINDOWS)
    assert found[1].begun_at == NOW + timedelta(minutes=1)
    # What finds a session for whoever asks is neither its token nor what the gate knows it by.
    assert there.token not in repr(found)
    assert hash_of(there.token) not in repr(found)


def test_one_signs_out_there_and_stays_here(tracker: Tracker) -> None:
    join(tracker, "lan")
    here, there = enter(tracker, "lan"), enter_elsewhere(tracker, "lan")
    asking = hash_of(here.token)
    other = next(
        each
        for each in own_sessions.own_sessions(tracker, asking, now=NOW)
        if each.address == ELSEWHERE
    )
    assert own_sessions.end_own_session(tracker, asking, other.id, now=NOW)
    assert who(tracker, there) is None
    assert who(tracker, here) is not None
    assert not own_sessions.end_own_session(tracker, asking, other.id, now=NOW)
    (noted,) = [
        each for each in security_log.read_log(tracker, OWNER) if each.what == Event.SESSION_ENDED
    ]
    assert (noted.account, noted.by, noted.address) == ("lan", "lan", ELSEWHERE)


def test_all_others_end_at_once(tracker: Tracker) -> None:
    first = join(tracker, "lan")
    here, there = enter(tracker, "lan"), enter_elsewhere(tracker, "lan")
    assert own_sessions.end_other_sessions(tracker, hash_of(here.token), now=NOW) == 2
    assert [who(tracker, each) is None for each in (first, here, there)] == [True, False, True]


def test_nobody_ends_the_session_of_another_account(tracker: Tracker) -> None:
    lan, minh = join(tracker, "lan"), join(tracker, "minh")
    (of_minh,) = own_sessions.own_sessions(tracker, hash_of(minh.token), now=NOW)
    assert not own_sessions.end_own_session(tracker, hash_of(lan.token), of_minh.id, now=NOW)
    assert who(tracker, minh) is not None


def test_a_session_that_has_ended_sees_and_ends_nothing(tracker: Tracker) -> None:
    ended, still = join(tracker, "lan"), enter(tracker, "lan")
    (other,) = [
        each
        for each in own_sessions.own_sessions(tracker, hash_of(ended.token), now=NOW)
        if not each.is_this
    ]
    sessions.sign_out(tracker, hash_of(ended.token))
    assert own_sessions.own_sessions(tracker, hash_of(ended.token), now=NOW) == ()
    assert not own_sessions.end_own_session(tracker, hash_of(ended.token), other.id, now=NOW)
    later = NOW + tracker.rules.idle
    assert own_sessions.own_sessions(tracker, hash_of(still.token), now=later) == ()


def test_a_changed_password_ends_the_others_and_the_new_one_says_from_where(
    tracker: Tracker,
) -> None:
    add(tracker, "lan")
    first = sessions.sign_in(tracker, "lan", TEMPORARY, address=ELSEWHERE, browser=WINDOWS, now=NOW)
    changed = sessions.change_password(tracker, hash_of(first.token), TEMPORARY, PASSWORD, now=NOW)
    (left,) = own_sessions.own_sessions(tracker, hash_of(changed.token), now=NOW)
    assert (left.is_this, left.address, left.browser) == (True, ELSEWHERE, WINDOWS)


def test_an_administrator_sees_and_ends_those_of_an_account(tracker: Tracker) -> None:
    lan, again = join(tracker, "lan"), enter_elsewhere(tracker, "lan")
    minh = join(tracker, "minh")
    assert len(own_sessions.sessions_of(tracker, OWNER, " Lan ", now=NOW)) == 2
    assert own_sessions.end_sessions_of(tracker, OWNER, "lan", now=NOW) == 2
    assert [who(tracker, each) for each in (lan, again)] == [None, None]
    assert who(tracker, minh) is not None
    assert own_sessions.sessions_of(tracker, OWNER, "lan", now=NOW) == ()
    with pytest.raises(Refused):
        own_sessions.sessions_of(tracker, OWNER, "khong-co", now=NOW)


def test_those_of_others_are_for_administrators(tracker: Tracker) -> None:
    join(tracker, "lan")
    for role in set(Role) - {Role.ADMINISTRATOR, Role.OWNER}:
        somebody = Actor(name="minh", role=role, agencies=None)
        with pytest.raises(Forbidden):
            own_sessions.sessions_of(tracker, somebody, "lan", now=NOW)
        with pytest.raises(Forbidden):
            own_sessions.end_sessions_of(tracker, somebody, "lan", now=NOW)


@pytest.mark.parametrize(
    ("said", "called"),
    [
        (WINDOWS, "Chrome trên Windows"),
        (WINDOWS + " Edg/140.0", "Edge trên Windows"),
        (WINDOWS.replace("Chrome", "coc_coc_browser/139.0 Chrome"), "Cốc Cốc trên Windows"),
        (
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox trên Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
            " Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari trên iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 SamsungBrowser/28.0"
            " Chrome/130.0 Mobile Safari/537.36",
            "Samsung Internet trên Android",
        ),
        ("curl/8.5", "Trình duyệt không rõ"),
        (None, "Trình duyệt không rõ"),
    ],
)
def test_a_browser_is_called_as_its_owner_calls_it(said: str | None, called: str) -> None:
    assert browsers.name_of(said, Words.of()) == called
