"""Signing in and out: who gets in, for how long, and that a secret is kept nowhere."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Barrier

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, func, select

from ddci_tracker.services import accounts, passwords, sessions, sign_in_limits
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import Action, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.sessions import SignedIn, SignInRefused, hash_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import ReadOnlyStore
from ddci_tracker.store.tables import METADATA
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import AGENCY, NOW, OWNER
from tests.integration.services.people import (
    ADMINISTRATOR,
    HERE,
    OF_UNIT_A,
    PASSWORD,
    TEMPORARY,
    add,
    enter,
    gets_in,
    join,
    who,
)

pytestmark = pytest.mark.usefixtures("quick_hashing")

UNKNOWN_OR_WRONG = "The account name or the password is not right"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


def everything_kept(engine: Engine) -> str:
    """All that the database holds, as text."""
    with engine.connect() as connection:
        return "\n".join(
            repr(row)
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table))
        )


def count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(
            connection.execute(
                select(func.count()).select_from(METADATA.tables[table])
            ).scalar_one()
        )


def last_seen(engine: Engine, signed_in: SignedIn) -> datetime:
    table = METADATA.tables["login_session"]
    with engine.connect() as connection:
        seen = select(table.c.last_seen_at).where(table.c.token_hash == hash_of(signed_in.token))
        moment: datetime = connection.execute(seen).scalar_one()
        return moment


def refused(try_it: Callable[[], object]) -> SignInRefused:
    with pytest.raises(SignInRefused) as raised:
        try_it()
    return raised.value


# Signing in


def test_somebody_signs_in_and_acts_under_their_account(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    found = who(tracker, joined)
    assert found is not None
    assert (found.actor.name, found.actor.role, found.actor.unit) == ("lan", Role.STAFF, "A")
    assert found.actor.agencies == frozenset({AGENCY})
    assert found.account.full_name == "lan"
    assert not found.must_change_password


@pytest.mark.parametrize("typed", ["lan", "LAN", "  Lan\t", "ｌａｎ"])
def test_a_name_may_be_typed_in_capitals_and_with_spaces_around(
    tracker: Tracker, typed: str
) -> None:
    join(tracker, "lan")
    assert who(tracker, enter(tracker, typed)) is not None


def test_a_wrong_password_an_unknown_account_and_a_disabled_one_are_told_apart_by_nothing(
    tracker: Tracker,
) -> None:
    join(tracker, "lan")
    join(tracker, "mai")
    accounts.disable_account(tracker, OWNER, "mai")
    tried = [
        ("lan", "đoán mò thôi"),
        ("khong-co", PASSWORD),
        ("mai", PASSWORD),
        ("không phải tên\x00", PASSWORD),
        ("", ""),
    ]
    told = [refused(partial(enter, tracker, *each)) for each in tried]
    assert {(each.message, each.field, each.wait) for each in told} == {
        (UNKNOWN_OR_WRONG, None, None)
    }


def test_every_sign_in_has_a_token_of_its_own(tracker: Tracker) -> None:
    join(tracker, "lan")
    tokens = {enter(tracker, "lan").token for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) == 43 for token in tokens), "256 bits"


def test_no_token_and_no_password_is_kept(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    kept = everything_kept(tracker.engine)
    assert hash_of(joined.token) in kept
    for secret in (joined.token, PASSWORD, TEMPORARY):
        assert secret not in kept


@pytest.mark.parametrize("token_hash", ["", "x", "0" * 64, hash_of(""), "\udcff" * 64])
def test_a_forged_token_is_nobodys(tracker: Tracker, token_hash: str) -> None:
    join(tracker, "lan")
    assert sessions.session_of(tracker, hash_of(token_hash), now=NOW) is None


def test_the_token_itself_is_not_taken_for_its_hash(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    assert sessions.session_of(tracker, joined.token, now=NOW) is None


def test_an_older_way_of_keeping_passwords_is_left_behind_at_sign_in(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(tracker, "lan")
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", stronger)
    enter(tracker, "lan")
    assert "m=16,t=2" in everything_kept(tracker.engine)
    assert who(tracker, enter(tracker, "lan")) is not None


# Failing to sign in


def fail(
    tracker: Tracker, times: int, name: str = "lan", address: str = HERE, **at: datetime
) -> None:
    for _ in range(times):
        told = refused(
            lambda: sessions.sign_in(
                tracker, name, "đoán mò thôi", address=address, now=at.get("now", NOW)
            )
        )
        assert told.wait is None


def test_the_sixth_attempt_waits_even_with_the_right_password_and_even_after_a_restart(
    tracker: Tracker,
) -> None:
    join(tracker, "lan")
    fail(tracker, 5)
    restarted = replace(tracker)
    told = refused(lambda: enter(restarted, "lan"))
    assert (told.wait, told.arguments) == (5, {"seconds": 5})
    assert who(restarted, enter(restarted, "lan", now=NOW + timedelta(seconds=5))) is not None


def test_an_unknown_account_makes_wait_just_as_a_known_one(tracker: Tracker) -> None:
    fail(tracker, 5, name="khong-co")
    assert refused(lambda: enter(tracker, "khong-co")).wait == 5


def test_the_wait_grows_and_waiting_attempts_do_not_count(tracker: Tracker) -> None:
    join(tracker, "lan")
    fail(tracker, 5)
    later = NOW
    for seconds in (5, 10, 20, 40, 60, 60):
        for _ in range(3):
            assert refused(partial(enter, tracker, "lan", "sai", now=later)).wait == seconds
        later += timedelta(seconds=seconds)
        fail(tracker, 1, now=later)


def test_whoever_guesses_locks_the_owner_out_for_a_minute_at_most(tracker: Tracker) -> None:
    join(tracker, "lan")
    moment = NOW
    for number in range(200):
        moment += timedelta(minutes=1)
        fail(tracker, 1, address=f"10.9.{number}.1", now=moment)
    told = refused(lambda: enter(tracker, "lan", now=moment))
    assert told.wait is not None
    assert told.wait <= 60
    assert gets_in(tracker, "lan", now=moment + MINUTE)


def test_a_right_password_starts_the_account_anew(tracker: Tracker) -> None:
    join(tracker, "lan")
    for _ in range(3):
        fail(tracker, 4)
        enter(tracker, "lan")


def test_after_an_hour_of_quiet_nothing_is_held_against_anybody(tracker: Tracker) -> None:
    join(tracker, "lan")
    fail(tracker, 5)
    later = NOW + HOUR + MOMENT
    fail(tracker, 5, now=later)
    assert refused(lambda: enter(tracker, "lan", now=later)).wait == 5
    assert count(tracker.engine, "sign_in_failures") == 3, "both, the account and the address"


def test_the_forgetful_do_not_shut_out_the_office_that_shares_their_address(
    tracker: Tracker,
) -> None:
    join(tracker, "lan")
    for number in range(10):
        fail(tracker, 4, name=f"quen-{number}")
    assert gets_in(tracker, "lan")


def test_guesses_from_elsewhere_do_not_make_the_owner_wait(tracker: Tracker) -> None:
    join(tracker, "lan")
    fail(tracker, 5, address="10.9.9.9")
    assert gets_in(tracker, "lan")


def test_a_temporary_password_expires_and_says_so(tracker: Tracker) -> None:
    add(tracker, "lan")
    almost = NOW + timedelta(days=tracker.temporary_password_days) - MOMENT
    assert sessions.sign_in(tracker, "lan", TEMPORARY, address="a", now=almost).token
    late = almost + MOMENT
    told = refused(lambda: sessions.sign_in(tracker, "lan", TEMPORARY, address="a", now=late))
    assert told.said(Words.of()).startswith("Mật khẩu tạm thời đã hết hạn")
    wrong = refused(lambda: sessions.sign_in(tracker, "lan", "sai", address="a", now=late))
    assert not wrong.said(Words.of()).startswith("Mật khẩu tạm thời")


def test_an_address_waits_that_tries_many_accounts(tracker: Tracker) -> None:
    join(tracker, "lan")
    for number in range(200):
        fail(tracker, 1, name=f"nguoi-{number}")
    assert refused(lambda: enter(tracker, "lan")).wait == 5
    assert gets_in(tracker, "lan", address="10.1.2.4")


def test_signing_in_rightly_does_not_pay_for_guesses_at_others(tracker: Tracker) -> None:
    join(tracker, "lan")
    for number in range(199):
        fail(tracker, 1, name=f"nguoi-{number}")
        enter(tracker, "lan")
    fail(tracker, 1, name="nguoi-199")
    assert refused(lambda: enter(tracker, "lan")).wait == 5


def at_once(work: Callable[[int], object], people: int) -> list[object]:
    """What people get who do something at the same time: a result, or why it was refused."""
    together = Barrier(people)

    def run(number: int) -> object:
        together.wait()
        try:
            return work(number)
        except Refused as why:
            return why

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(run, range(people)))


def test_many_guesses_at_once_are_no_more_than_one_by_one(tracker: Tracker) -> None:
    join(tracker, "lan")
    got = at_once(lambda number: enter(tracker, "lan", f"đoán mò {number}"), people=12)
    waits = [each.wait for each in got if isinstance(each, SignInRefused)]
    assert (waits.count(None), waits.count(5)) == (5, 7)


# How long a session lasts


def test_a_session_ends_after_eight_hours_without_use(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    assert who(tracker, joined, NOW + 8 * HOUR - MOMENT) is not None
    other = enter(tracker, "lan")
    assert who(tracker, other, NOW + 8 * HOUR) is None


def test_a_session_ends_after_twelve_hours_however_much_it_is_used(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    for hours in range(12):
        found = who(tracker, joined, NOW + hours * HOUR)
        assert found is not None
        assert found.expires_at == NOW + 12 * HOUR
    assert who(tracker, joined, NOW + 12 * HOUR - MOMENT) is not None
    assert who(tracker, joined, NOW + 12 * HOUR) is None


def test_use_is_written_once_a_minute_at_most(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    who(tracker, joined, NOW + MINUTE - MOMENT)
    assert last_seen(tracker.engine, joined).replace(tzinfo=UTC) == NOW
    who(tracker, joined, NOW + MINUTE)
    assert last_seen(tracker.engine, joined).replace(tzinfo=UTC) == NOW + MINUTE


def test_a_database_that_takes_no_writes_can_still_be_looked_at(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined = join(tracker, "lan")

    def refuse(*_: object) -> None:
        raise ReadOnlyStore("attempt to write a readonly database")

    monkeypatch.setattr(sessions, "writing", refuse)
    assert who(tracker, joined, NOW + HOUR) is not None


def test_sessions_that_have_ended_are_cleared_at_the_next_sign_in(tracker: Tracker) -> None:
    join(tracker, "lan")
    for _ in range(3):
        enter(tracker, "lan")
    enter(tracker, "lan", now=NOW + 12 * HOUR)
    assert count(tracker.engine, "login_session") == 1


# How a session is ended


def test_signing_out_ends_this_session_and_no_other(tracker: Tracker) -> None:
    joined, other = join(tracker, "lan"), enter(tracker, "lan")
    for _ in range(2):
        sessions.sign_out(tracker, hash_of(joined.token))
    assert who(tracker, joined) is None
    assert who(tracker, other) is not None


def test_disabling_an_account_ends_its_sessions_for_good(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    accounts.disable_account(tracker, OWNER, "lan")
    assert who(tracker, joined) is None
    accounts.enable_account(tracker, OWNER, "lan")
    assert who(tracker, joined) is None
    assert who(tracker, enter(tracker, "lan")) is not None


def test_another_role_counts_at_once(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    before = who(tracker, joined)
    accounts.change_account(
        tracker, OWNER, "lan", AccountPlace(role=Role.LEADER, agencies=(AGENCY,))
    )
    after = who(tracker, joined)
    assert before is not None
    assert after is not None
    assert before.actor.may(Action.UPDATE_TASK, agency=AGENCY, units=("A",))
    assert not after.actor.may(Action.UPDATE_TASK, agency=AGENCY, units=("A",))


def test_a_password_that_somebody_else_sets_ends_every_session(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    made = accounts.set_password(tracker, OWNER, "lan")
    assert made is not None
    assert who(tracker, joined) is None
    refused(lambda: enter(tracker, "lan"))
    assert enter(tracker, "lan", made).must_change_password


# Choosing a password


def test_a_temporary_password_lets_nobody_do_anything_but_change_it(tracker: Tracker) -> None:
    add(tracker, "lan")
    first = enter(tracker, "lan", TEMPORARY)
    held = who(tracker, first)
    assert first.must_change_password
    assert held is not None
    assert held.must_change_password
    assert not any(held.actor.may(action, agency=AGENCY, units=("A",)) for action in Action)
    changed = sessions.change_password(tracker, hash_of(first.token), TEMPORARY, PASSWORD, now=NOW)
    free = who(tracker, changed)
    assert not changed.must_change_password
    assert free is not None
    assert free.actor.may(Action.UPDATE_TASK, agency=AGENCY, units=("A",))


def change(tracker: Tracker, signed_in: SignedIn, old: str, new: str) -> SignedIn:
    return sessions.change_password(tracker, hash_of(signed_in.token), old, new, now=NOW)


def test_a_new_password_that_is_too_weak_is_no_guess_at_the_old_one(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    for _ in range(2 * sign_in_limits.PER_ACCOUNT.free):
        with pytest.raises(Refused):
            change(tracker, joined, PASSWORD, "1234567890")
    assert who(tracker, change(tracker, joined, PASSWORD, "năm sáu bảy tám")) is not None


def test_changing_the_password_ends_every_other_session_and_begins_a_new_one(
    tracker: Tracker,
) -> None:
    joined, other = join(tracker, "lan"), enter(tracker, "lan")
    changed = change(tracker, joined, PASSWORD, "năm sáu bảy tám")
    assert who(tracker, joined) is None
    assert who(tracker, other) is None
    assert who(tracker, changed) is not None
    refused(lambda: enter(tracker, "lan"))
    assert gets_in(tracker, "lan", "năm sáu bảy tám")


def test_what_everybody_knows_of_somebody_is_no_password(tracker: Tracker) -> None:
    add(tracker, "ht7")
    accounts.change_account(tracker, OWNER, "ht7", OF_UNIT_A, full_name="Hoàng Thị Én")
    first = enter(tracker, "ht7", TEMPORARY)
    for known in ("HoangThiEn@2026", "sở SXTP 20261231"):
        with pytest.raises(Refused, match="easily guessed") as raised:
            change(tracker, first, TEMPORARY, known)
        assert raised.value.field == "new"
        with pytest.raises(Refused, match="easily guessed"):
            accounts.set_password(tracker, OWNER, "ht7", known)


@dataclass(frozen=True)
class Wrong:
    """What is typed as the old and the new password, and how it is refused."""

    old: str
    new: str
    message: str
    field: str


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong("sai rồi nhé", "năm sáu bảy tám", "The present password is not right", "old"),
        Wrong(PASSWORD, "ngắn", "A password has at least {shortest} characters", "new"),
        Wrong(PASSWORD, "x" * 201, "A password has at most {longest} characters", "new"),
        Wrong(PASSWORD, "nguyen.lan", "A password must differ from the account name", "new"),
        Wrong(PASSWORD, PASSWORD, "Choose a password that differs from the present one", "new"),
    ],
    ids=lambda wrong: wrong.message,
)
def test_a_password_that_is_not_changed_changes_nothing(tracker: Tracker, wrong: Wrong) -> None:
    joined = join(tracker, "nguyen.lan")
    with pytest.raises(Refused) as raised:
        change(tracker, joined, wrong.old, wrong.new)
    assert (raised.value.message, raised.value.field) == (wrong.message, wrong.field)
    assert who(tracker, joined) is not None
    assert gets_in(tracker, "nguyen.lan")


def test_whoever_finds_a_session_open_cannot_guess_its_password(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    for number in range(5):
        with pytest.raises(Refused, match="present"):
            change(tracker, joined, f"đoán mò {number}", "năm sáu bảy tám")
    assert refused(lambda: change(tracker, joined, PASSWORD, "năm sáu bảy tám")).wait == 5
    assert gets_in(tracker, "lan"), "the owner still signs in"


def test_no_password_is_changed_in_a_session_that_has_ended(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    sessions.sign_out(tracker, hash_of(joined.token))
    refused(lambda: change(tracker, joined, PASSWORD, "năm sáu bảy tám"))
    assert gets_in(tracker, "lan")


# The first account


def first_link(tracker: Tracker, now: datetime = NOW) -> str:
    token = sessions.first_account_link(tracker, now=now)
    assert token is not None
    return token


def create(tracker: Tracker, token: str, name: str = "tran.an", now: datetime = NOW) -> SignedIn:
    return sessions.create_first_account(
        tracker, token, name=name, full_name=" Trần  An ", password=PASSWORD, now=now
    )


def test_the_first_account_is_an_administrators_and_signed_in_at_once(empty: Tracker) -> None:
    token = first_link(empty)
    sessions.refuse_bad_first_link(empty, token, now=NOW)
    found = who(empty, create(empty, token, name="An.Tran"))
    assert found is not None
    assert (found.account.name, found.account.full_name) == ("an.tran", "Trần An")
    assert (found.actor.role, found.actor.agencies) == (Role.ADMINISTRATOR, None)
    assert not found.must_change_password
    assert token not in everything_kept(empty.engine)


def bad_link(try_it: Callable[[], object]) -> None:
    with pytest.raises(Refused) as raised:
        try_it()
    assert raised.value.message == "This link opens nothing any more; ask for a new one"
    assert raised.value.field is None


def test_the_link_for_the_first_account_opens_once(empty: Tracker) -> None:
    token, earlier = first_link(empty), first_link(empty)
    create(empty, token)
    for each in (token, earlier, "không phải"):
        bad_link(partial(create, empty, each, name="mai"))
        bad_link(partial(sessions.refuse_bad_first_link, empty, each, now=NOW))
    assert sessions.first_account_link(empty, now=NOW) is None


def test_the_link_for_the_first_account_opens_for_a_day(empty: Tracker) -> None:
    token = first_link(empty)
    bad_link(lambda: create(empty, token, now=NOW + 24 * HOUR))
    assert who(empty, create(empty, token, now=NOW + 24 * HOUR - MOMENT)) is not None


def test_the_first_account_from_the_command_line_voids_the_link(empty: Tracker) -> None:
    token = first_link(empty)
    add(empty, "tran.an", ADMINISTRATOR)
    bad_link(lambda: create(empty, token, name="mai"))


def test_a_bad_name_or_password_leaves_the_link_open(empty: Tracker) -> None:
    token = first_link(empty)
    for name, password, field in (("ă", PASSWORD, "name"), ("tran.an", "ngắn", "password")):
        with pytest.raises(Refused) as raised:
            sessions.create_first_account(
                empty, token, name=name, full_name="", password=password, now=NOW
            )
        assert raised.value.field == field
    assert who(empty, create(empty, token)) is not None


def test_of_several_who_make_the_first_account_at_once_exactly_one_does(empty: Tracker) -> None:
    tokens = [first_link(empty), first_link(empty)]

    def work(number: int) -> object:
        if number == 4:
            return add(empty, "tu-may-chu", ADMINISTRATOR)
        return create(empty, tokens[number % 2], name=f"nguoi-{number}")

    got = at_once(work, people=5)
    made = accounts.list_accounts(empty, OWNER)
    by_link = [each for each in made if each.name != "tu-may-chu"]
    assert len(by_link) == sum(isinstance(each, SignedIn) for each in got) <= 1
    # Whoever sits at the computer may add an account at any time.
    assert not isinstance(got[4], Exception)
    assert sum(isinstance(each, Refused) for each in got) == 4 - len(by_link)


def test_with_links_alone_exactly_one_wins(empty: Tracker) -> None:
    tokens = [first_link(empty) for _ in range(4)]
    got = at_once(lambda n: create(empty, tokens[n], name=f"nguoi-{n}"), people=4)
    assert sum(isinstance(each, SignedIn) for each in got) == 1
    assert len(accounts.list_accounts(empty, OWNER)) == 1
