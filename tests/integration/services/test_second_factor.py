"""The second factor: who is asked for it, what opens, and that no code opens twice."""

from dataclasses import replace
from datetime import datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select

from ddci_tracker.services import (
    accounts,
    installation,
    second_factor,
    second_factor_keys,
    security_log,
    sessions,
)
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.sessions import SignedIn, SignInRefused, hash_of
from ddci_tracker.services.sign_in_rules import RequiredOf, SignInRules
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.tables import METADATA
from tests.integration.services.made import NOW, OWNER
from tests.integration.services.people import ADMINISTRATOR, HERE, PASSWORD, enter, join, who

pytestmark = pytest.mark.usefixtures("quick_hashing")

STEP = timedelta(seconds=30)
OUTSIDE = "203.0.113.7"
ISSUER = "DDCI"


def code_at(secret: str, now: datetime) -> str:
    return pyotp.TOTP(secret).at(now)


def set_up(
    tracker: Tracker, signed_in: SignedIn, *, now: datetime = NOW
) -> tuple[str, tuple[str, ...]]:
    """The secret that the phone has, and the recovery codes."""
    token_hash = hash_of(signed_in.token)
    secret = second_factor.begin_setup(tracker, token_hash, ISSUER, now=now).secret
    code = code_at(secret, now)
    return secret, second_factor.confirm(tracker, token_hash, PASSWORD, code, now=now)


def show(tracker: Tracker, signed_in: SignedIn, code: str, *, now: datetime) -> SignedIn:
    return second_factor.show(tracker, hash_of(signed_in.token), code, now=now)


def events(tracker: Tracker) -> list[str]:
    return [each.what for each in security_log.read_log(tracker, OWNER)]


def test_a_code_of_the_app_lets_in_after_the_password(tracker: Tracker) -> None:
    secret, codes = set_up(tracker, join(tracker, "lan"))
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    later = NOW + 2 * STEP
    waiting = enter(tracker, "lan", now=later)
    assert waiting.must_show_code
    found = sessions.session_of(tracker, hash_of(waiting.token), now=later)
    assert found is not None
    assert found.owes
    assert found.actor.actions == frozenset()
    inside = show(tracker, waiting, code_at(secret, later), now=later)
    assert not inside.must_show_code
    found = sessions.session_of(tracker, hash_of(inside.token), now=later)
    assert found is not None
    assert not found.owes
    assert found.actor.actions
    assert sessions.session_of(tracker, hash_of(waiting.token), now=later) is None
    assert events(tracker)[:2] == [Event.SIGNED_IN, Event.CODE_ASKED]


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_off(tracker: Tracker, steps: int) -> None:
    secret, _ = set_up(tracker, join(tracker, "lan"))
    later = NOW + 10 * STEP
    waiting = enter(tracker, "lan", now=later)
    assert show(tracker, waiting, code_at(secret, later + steps * STEP), now=later).token


@pytest.mark.parametrize("steps", [-2, 2])
def test_an_older_or_later_code_is_refused(tracker: Tracker, steps: int) -> None:
    secret, _ = set_up(tracker, join(tracker, "lan"))
    later = NOW + 10 * STEP
    waiting = enter(tracker, "lan", now=later)
    with pytest.raises(Refused):
        show(tracker, waiting, code_at(secret, later + steps * STEP), now=later)


def test_no_code_is_taken_twice_nor_one_from_before_it(tracker: Tracker) -> None:
    secret, _ = set_up(tracker, join(tracker, "lan"))
    later = NOW + 10 * STEP
    code = code_at(secret, later)
    show(tracker, enter(tracker, "lan", now=later), code, now=later)
    again = enter(tracker, "lan", now=later)
    for replayed in (code, code_at(secret, later - STEP)):
        with pytest.raises(Refused) as refused:
            show(tracker, again, replayed, now=later)
        assert refused.value.field == "code"
    assert Event.CODE_FAILED in events(tracker)


def test_the_code_that_set_it_up_opens_nothing_more(tracker: Tracker) -> None:
    secret, _ = set_up(tracker, join(tracker, "lan"))
    waiting = enter(tracker, "lan")
    with pytest.raises(Refused):
        show(tracker, waiting, code_at(secret, NOW), now=NOW)


def test_a_recovery_code_opens_once_however_it_is_typed(tracker: Tracker) -> None:
    _, codes = set_up(tracker, join(tracker, "lan"))
    typed = f" {codes[0].upper().replace('-', ' ')} "
    inside = show(tracker, enter(tracker, "lan"), typed, now=NOW)
    own = second_factor.own_factor(tracker, hash_of(inside.token), now=NOW)
    assert own.codes_left == second_factor.RECOVERY_CODES - 1
    with pytest.raises(Refused):
        show(tracker, enter(tracker, "lan"), codes[0], now=NOW)
    assert Event.RECOVERY_USED in events(tracker)


def test_who_guesses_codes_waits_longer_and_longer_and_a_right_one_waits_too(
    tracker: Tracker,
) -> None:
    secret, _ = set_up(tracker, join(tracker, "lan"))
    later = NOW + 10 * STEP
    waiting = enter(tracker, "lan", now=later)
    for _ in range(5):
        with pytest.raises(Refused):
            show(tracker, waiting, "000000", now=later)
    with pytest.raises(SignInRefused) as held:
        show(tracker, waiting, code_at(secret, later), now=later)
    assert held.value.wait == 30
    after = later + 2 * STEP
    assert show(tracker, waiting, code_at(secret, after), now=after).token


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "１２３４５６", "abcdef", "'; --", "\0"])
def test_what_is_no_code_is_refused(tracker: Tracker, typed: str) -> None:
    set_up(tracker, join(tracker, "lan"))
    waiting = enter(tracker, "lan")
    with pytest.raises(Refused):
        show(tracker, waiting, typed, now=NOW)


def test_whoever_has_not_shown_the_code_can_do_nothing_else_in_ten_minutes(
    tracker: Tracker,
) -> None:
    set_up(tracker, join(tracker, "lan"))
    waiting = hash_of(enter(tracker, "lan").token)
    with pytest.raises(SignInRefused):
        sessions.change_password(tracker, waiting, PASSWORD, "bốn ba hai một", now=NOW)
    for act in (
        lambda: second_factor.own_factor(tracker, waiting, now=NOW),
        lambda: second_factor.renew_codes(tracker, waiting, "000000", now=NOW),
        lambda: second_factor.give_up(tracker, waiting, "000000", now=NOW),
    ):
        with pytest.raises(SignInRefused):
            act()
    assert sessions.session_of(tracker, waiting, now=NOW + timedelta(minutes=10)) is None


def test_setting_it_up_asks_for_the_password_and_holds_for_every_other_session(
    tracker: Tracker,
) -> None:
    first = join(tracker, "lan")
    other = enter(tracker, "lan")
    token_hash = hash_of(first.token)
    secret = second_factor.begin_setup(tracker, token_hash, ISSUER, now=NOW).secret
    again = second_factor.begin_setup(tracker, token_hash, ISSUER, now=NOW)
    assert again.secret == secret
    assert again.address.startswith("otpauth://totp/DDCI:lan?")
    with pytest.raises(Refused) as refused:
        second_factor.confirm(tracker, token_hash, "sai", code_at(secret, NOW), now=NOW)
    assert refused.value.field == "password"
    with pytest.raises(Refused):
        second_factor.confirm(tracker, token_hash, PASSWORD, "000000", now=NOW)
    found = who(tracker, other)
    assert found is not None
    assert not found.owes, "nothing is asked before it is confirmed"
    second_factor.confirm(tracker, token_hash, PASSWORD, code_at(secret, NOW), now=NOW)
    for session, owes in ((first, False), (other, True)):
        found = who(tracker, session)
        assert found is not None
        assert found.owes is owes
    with pytest.raises(Refused):
        second_factor.begin_setup(tracker, token_hash, ISSUER, now=NOW)


def test_another_password_leaves_the_second_factor_shown(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    set_up(tracker, joined)
    changed = sessions.change_password(
        tracker, hash_of(joined.token), PASSWORD, "bốn ba hai một", now=NOW
    )
    found = who(tracker, changed)
    assert found is not None
    assert not found.owes


def test_it_is_given_up_and_renewed_by_a_code_alone(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    secret, codes = set_up(tracker, joined)
    token_hash, later = hash_of(joined.token), NOW + 2 * STEP
    renewed = second_factor.renew_codes(tracker, token_hash, code_at(secret, later), now=later)
    assert not set(renewed) & set(codes)
    with pytest.raises(Refused):
        second_factor.give_up(tracker, token_hash, codes[0], now=later)
    second_factor.give_up(tracker, token_hash, renewed[0], now=later)
    assert not enter(tracker, "lan", now=later).must_show_code
    with pytest.raises(Refused):
        second_factor.renew_codes(tracker, token_hash, renewed[1], now=later)
    assert {Event.RECOVERY_RENEWED, Event.FACTOR_REMOVED} <= set(events(tracker))


def test_an_administrator_resets_it_and_ends_the_sessions(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    set_up(tracker, joined)
    assert accounts.who_has_second_factor(tracker, OWNER) == {"lan"}
    second_factor.reset(tracker, OWNER, "lan")
    assert who(tracker, joined) is None
    assert not enter(tracker, "lan").must_show_code
    assert accounts.who_has_second_factor(tracker, OWNER) == frozenset()
    assert Event.FACTOR_RESET in events(tracker)
    assert not second_factor.reset(tracker, OWNER, "lan")
    assert events(tracker).count(Event.FACTOR_RESET) == 1


# Of whom it is required


def asking(tracker: Tracker, *asked: RequiredOf, inside: tuple[str, ...] = ()) -> Tracker:
    rules = SignInRules.of(second_factor=asked, inside=inside, idle_minutes=480, unused_days=None)
    return replace(tracker, rules=rules)


def test_it_is_asked_of_nobody_unless_a_setting_says_so(tracker: Tracker) -> None:
    join(tracker, "quan-tri", ADMINISTRATOR)
    assert not enter(tracker, "quan-tri").must_set_up_factor


def test_administrators_set_it_up_where_they_must_and_can_do_nothing_before(
    tracker: Tracker,
) -> None:
    join(tracker, "quan-tri", ADMINISTRATOR)
    join(tracker, "lan")
    strict = asking(tracker, RequiredOf.ADMINISTRATORS)
    assert not enter(strict, "lan").must_set_up_factor
    entered = enter(strict, "quan-tri")
    assert entered.must_set_up_factor
    found = who(strict, entered)
    assert found is not None
    assert found.actor.actions == frozenset()
    secret, _ = set_up(strict, entered)
    found = who(strict, entered)
    assert found is not None
    assert not found.owes
    assert found.actor.actions
    later = NOW + 2 * STEP
    with pytest.raises(Refused):
        second_factor.give_up(strict, hash_of(entered.token), code_at(secret, later), now=later)


def test_from_outside_nobody_comes_in_without_one_that_was_set_up_inside(
    tracker: Tracker,
) -> None:
    join(tracker, "lan")
    strict = asking(tracker, RequiredOf.OUTSIDE, inside=("10.0.0.0/8",))
    with pytest.raises(SignInRefused) as refused:
        sessions.sign_in(strict, "lan", PASSWORD, address=OUTSIDE, now=NOW)
    assert refused.value.wait is None
    assert events(tracker)[0] == Event.OUTSIDE
    secret, _ = set_up(strict, enter(strict, "lan"))
    later = NOW + 2 * STEP
    waiting = sessions.sign_in(strict, "lan", PASSWORD, address=OUTSIDE, now=later)
    assert show(strict, waiting, code_at(secret, later), now=later).token


@pytest.mark.parametrize(
    ("address", "inside", "is_outside"),
    [
        (HERE, (), False),
        ("192.168.1.9", (), False),
        ("::ffff:192.168.1.9", (), False),
        ("fd00::1", (), False),
        ("127.0.0.1", ("10.0.0.0/8",), False),
        (HERE, ("10.0.0.0/8",), False),
        ("192.168.1.9", ("10.0.0.0/8",), True),
        ("8.8.8.8", (), True),
        ("2a00::1", ("10.0.0.0/8",), True),
        ("", (), True),
        ("nowhere", (), True),
    ],
)
def test_what_lies_outside(address: str, inside: tuple[str, ...], is_outside: bool) -> None:
    rules = SignInRules.of(
        second_factor=(RequiredOf.OUTSIDE,), inside=inside, idle_minutes=480, unused_days=None
    )
    assert rules.must_have_one_already(address) is is_outside
    assert rules.requires_second_factor(Role.STAFF, address) is is_outside
    assert not rules.requires_second_factor(Role.DISPLAY, address)


# Its secret, and the key that it rests on


def test_nothing_in_the_database_gives_a_code(tracker: Tracker) -> None:
    secret, codes = set_up(tracker, join(tracker, "lan"))
    with tracker.engine.connect() as connection:
        kept = "\n".join(
            repr(row)
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table))
        )
    key = second_factor_keys.key_of(tracker)
    assert key is not None
    for each in (secret, key.hex(), *codes, *(code.replace("-", "") for code in codes)):
        assert each not in kept
    assert (tracker.state_dir / second_factor_keys.FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("left", [None, "rubbish", "0" * 64])
def test_without_its_key_recovery_codes_still_open_and_the_doctor_says_so(
    tracker: Tracker, left: str | None
) -> None:
    secret, codes = set_up(tracker, join(tracker, "lan"))
    file = tracker.state_dir / second_factor_keys.FILE
    if left is None:
        file.unlink()
    else:
        file.write_text(left)
    later = NOW + 2 * STEP
    waiting = enter(tracker, "lan", now=later)
    with pytest.raises(Refused) as refused:
        show(tracker, waiting, code_at(secret, later), now=later)
    assert "recovery code" in refused.value.message
    sick = [each for each in installation.examine(tracker, OWNER, now=NOW) if not each.well]
    assert any(each.found == "lan" and "second-factor.key" in each.what_to_do for each in sick)
    assert show(tracker, waiting, codes[0], now=later).token


def test_the_doctor_names_words_of_the_setting_that_say_nothing(tracker: Tracker) -> None:
    rules = SignInRules.of(
        second_factor=("admins",), inside=("office",), idle_minutes=480, unused_days=None
    )
    found = installation.examine(replace(tracker, rules=rules), OWNER, now=NOW)
    assert [each.found for each in found if not each.well and "DDCI_" in each.what_to_do] == [
        "admins, office"
    ]
