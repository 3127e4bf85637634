"""The trail of sign-ins, passwords, roles, addresses and copies: for administrators, a year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ddci_tracker.services import accounts, backups, links, security_log, sessions
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import Actor, Forbidden, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.security_files import security_file
from ddci_tracker.services.security_log import KEPT_DAYS, Event
from ddci_tracker.services.sessions import SignInRefused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import writing
from ddci_tracker.words.catalogue import Language, Words
from tests.integration.services.made import AGENCY, OWNER

# Some acts are noted at the moment at which they happen.
NOW = datetime.now(UTC)
PASSWORD = "con mèo nằm trên mái"
ADMINISTRATOR = AccountPlace(role=Role.ADMINISTRATOR)


def told(tracker: Tracker) -> list[tuple[str, str | None, str | None]]:
    """What the log says in no order: what, whom it is about, and who did it."""
    log = security_log.read_log(tracker, OWNER)
    return sorted([(each.what, each.account, each.by) for each in log], key=str)


def test_what_happens_to_accounts_is_in_the_log(store_with_plan: Tracker, tmp_path: Path) -> None:
    here, owner = store_with_plan, OWNER.name
    accounts.add_account(here, OWNER, name="chi", place=ADMINISTRATOR, now=NOW)
    made = accounts.set_password(here, OWNER, "chi")
    assert made is not None
    with pytest.raises(SignInRefused):
        sessions.sign_in(here, "chi", "sai", address="10.0.0.1", now=NOW)
    entered = sessions.sign_in(here, "chi", made, address="10.0.0.1", now=NOW)
    sessions.change_password(here, sessions.hash_of(entered.token), made, PASSWORD, now=NOW)
    leader = AccountPlace(role=Role.LEADER, agencies=(AGENCY,))
    accounts.add_account(here, OWNER, name="lan", place=leader, now=NOW)
    coordinator = AccountPlace(role=Role.COORDINATOR, agencies=(AGENCY,))
    accounts.change_account(here, OWNER, "lan", coordinator)
    accounts.disable_account(here, OWNER, "lan")
    accounts.enable_account(here, OWNER, "lan")
    links.make_calendar_link(here, OWNER, AGENCY, now=NOW)
    (link,) = links.list_every_link(here, OWNER)
    links.revoke_link(here, OWNER, link.token_hash)
    backups.back_up(here, OWNER, tmp_path / "copy.zip", now=NOW)
    happened = [
        (Event.ACCOUNT_ADDED, "chi", owner),
        (Event.PASSWORD_RESET, "chi", owner),
        (Event.FAILED, "chi", None),
        (Event.SIGNED_IN, "chi", None),
        (Event.PASSWORD_CHANGED, "chi", None),
        (Event.ACCOUNT_ADDED, "lan", owner),
        (Event.ACCOUNT_CHANGED, "lan", owner),
        (Event.ACCOUNT_DISABLED, "lan", owner),
        (Event.ACCOUNT_ENABLED, "lan", owner),
        (Event.LINK_MADE, None, owner),
        (Event.LINK_REVOKED, None, owner),
        (Event.COPIED, None, owner),
    ]
    assert told(here) == sorted([(str(what), *rest) for what, *rest in happened], key=str)


def test_no_secret_is_in_the_log(store_with_plan: Tracker) -> None:
    here = store_with_plan
    accounts.add_account(here, OWNER, name="chi", place=ADMINISTRATOR, password=PASSWORD, now=NOW)
    secret = links.make_calendar_link(here, OWNER, AGENCY, now=NOW)
    said = repr(security_log.read_log(here, OWNER))
    assert PASSWORD not in said
    assert secret not in said


def test_a_password_that_was_typed_as_a_name_is_not_in_the_log(store_with_plan: Tracker) -> None:
    here = store_with_plan
    accounts.add_account(here, OWNER, name="chi", place=ADMINISTRATOR, password=PASSWORD, now=NOW)
    for name in (PASSWORD, "matkhau.cua.chi"):
        with pytest.raises(SignInRefused):
            sessions.sign_in(here, name, "chi", address="10.0.0.1", now=NOW)
    with writing(here.engine) as session:
        # As earlier versions kept it.
        security_log.note(session, Event.FAILED, "matkhau.cua.chi", address="10.0.0.1", at=NOW)
    failed = [each for each in security_log.read_log(here, OWNER) if each.what == Event.FAILED]
    assert [(each.account, each.address) for each in failed] == 3 * [(None, "10.0.0.1")]


def test_who_takes_a_file_away_is_in_the_log(store_with_plan: Tracker) -> None:
    security_log.note_taken(store_with_plan, "lan", "STNMT-LS-2020_2020-12_1.docx")
    (each,) = security_log.read_log(store_with_plan, OWNER)
    assert (each.what, each.by) == (Event.EXPORTED, "lan")
    assert each.detail == "STNMT-LS-2020_2020-12_1.docx"


def test_signing_out_and_a_wrong_present_password_are_in_the_log(store_with_plan: Tracker) -> None:
    here = store_with_plan
    accounts.add_account(here, OWNER, name="chi", place=ADMINISTRATOR, password=PASSWORD, now=NOW)
    entered = sessions.sign_in(here, "chi", PASSWORD, address="10.0.0.1", now=NOW)
    session = sessions.hash_of(entered.token)
    with pytest.raises(Refused):
        sessions.change_password(here, session, "sai", "mái nhà có con mèo", now=NOW)
    sessions.sign_out(here, session)
    sessions.sign_out(here, session)
    happened = [(each.what, each.address) for each in security_log.read_log(here, OWNER)]
    assert happened.count((Event.FAILED, "10.0.0.1")) == 1
    assert happened.count((Event.SIGNED_OUT, "10.0.0.1")) == 1


def test_attempts_before_the_wait_is_over_are_one_line_with_their_number(
    store_with_plan: Tracker,
) -> None:
    here = store_with_plan
    accounts.add_account(here, OWNER, name="chi", place=ADMINISTRATOR, now=NOW)

    def attempt(name: str, seconds: float) -> None:
        with pytest.raises(SignInRefused):
            sessions.sign_in(
                here,
                name,
                "sai",
                address="10.0.0.9",
                now=NOW + timedelta(seconds=seconds),
            )

    for number in range(5):
        attempt("chi", number / 10)
    for number in range(30):
        attempt("chi", 1 + number / 100)
    told = [each for each in security_log.read_log(here, OWNER) if each.what == Event.HELD_OFF]
    assert [(each.account, each.address, each.detail) for each in told] == [
        ("chi", "10.0.0.9", "30")
    ]
    for number in range(5):
        attempt("chi", 900 + number / 10)
    attempt("chi", 901)
    told = [each for each in security_log.read_log(here, OWNER) if each.what == Event.HELD_OFF]
    assert [each.detail for each in told] == ["5", "30"], "a line for each while"


def test_the_log_is_for_administrators(store_with_plan: Tracker) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR, Role.OWNER}:
        with pytest.raises(Forbidden):
            security_log.read_log(store_with_plan, Actor(name="lan", role=role, agencies=None))


def test_what_is_older_than_a_year_goes(store_with_plan: Tracker) -> None:
    for days in (0, KEPT_DAYS - 1, KEPT_DAYS + 1):
        moment = NOW + timedelta(days=days)
        with writing(store_with_plan.engine) as session:
            security_log.note(session, Event.SIGNED_IN, f"sau {days}", at=moment)
    kept = {each.account for each in security_log.read_log(store_with_plan, OWNER)}
    assert kept == {f"sau {KEPT_DAYS - 1}", f"sau {KEPT_DAYS + 1}"}


def test_every_event_has_a_name() -> None:
    assert set(security_log.EVENT_NAMES) == set(Event)


def test_the_file_holds_every_event_and_nothing_in_it_is_a_formula(
    store_with_plan: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(security_log, "SHOWN", 2)
    with writing(store_with_plan.engine) as session:
        for minute in range(3):
            security_log.note(
                session,
                Event.EXPORTED,
                by="=1+1",
                detail=f"{minute}.xlsx",
                at=NOW + timedelta(minutes=minute),
            )
        security_log.note(session, Event.HELD_OFF, "chi", address="10.0.0.1", detail="7", at=NOW)
    events = security_log.read_log(store_with_plan, OWNER, most=None)
    assert len(events) == 4
    written = security_file(events, made=NOW, words=Words.of(Language("vi")))
    rows = list(load_workbook(BytesIO(written)).active.iter_rows(values_only=True))
    told = [row for row in rows if row[0] and str(row[0])[:4].isdigit() and len(str(row[0])) == 19]
    assert [row[3] for row in told].count("=1+1") == 3
    (held,) = [row for row in told if row[2] == "chi"]
    assert "7" in held[1]
    assert held[5] is None
