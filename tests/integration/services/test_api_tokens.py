"""Tokens by which other systems read: what they read, who sees and revokes them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ddci_tracker.services import api_tokens, security_log
from ddci_tracker.services.permissions import Action, Forbidden, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tokens import hash_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.tables import METADATA
from tests.integration.services.made import AGENCY, NOW, OFFICE, OWNER, STAFF_A, person
from tests.integration.services.people import ADMINISTRATOR, add

pytestmark = pytest.mark.usefixtures("quick_hashing")

HOUR = timedelta(hours=1)


@pytest.fixture
def tracker(tracker: Tracker) -> Tracker:
    """A tracker with accounts."""
    add(tracker, "quan-tri", ADMINISTRATOR)
    return tracker


def test_a_token_reads_the_agencies_of_its_maker_and_does_nothing_else(tracker: Tracker) -> None:
    reader = api_tokens.reader_of(
        tracker, api_tokens.make_token(tracker, OFFICE, " IOC\ttỉnh ", now=NOW), now=NOW
    )
    assert reader is not None
    assert reader.name == "api: IOC tỉnh"
    assert {action for action in Action if reader.may(action, agency=AGENCY)} == {Action.READ_PLAN}
    assert not any(reader.may(action, agency="KHAC") for action in Action)
    of_all = api_tokens.make_token(tracker, OWNER, "Kho dữ liệu", now=NOW)
    reader = api_tokens.reader_of(tracker, of_all, now=NOW)
    assert reader is not None
    assert reader.may(Action.READ_PLAN, agency="KHAC")


def test_nobody_makes_a_token_before_anybody_signs_in(store_with_plan: Tracker) -> None:
    with pytest.raises(Refused, match="first account"):
        api_tokens.make_token(store_with_plan, OWNER, "IOC", now=NOW)
    assert api_tokens.list_tokens(store_with_plan, OWNER) == ()


def test_a_token_is_kept_as_its_hash_alone(tracker: Tracker) -> None:
    token = api_tokens.make_token(tracker, OFFICE, "IOC", now=NOW)
    with tracker.engine.connect() as connection:
        kept = connection.execute(select(METADATA.tables["api_token"])).mappings().one()
    assert kept["token_hash"] == hash_of(token)
    assert token not in str(dict(kept))
    assert api_tokens.reader_of(tracker, hash_of(token), now=NOW) is None


def test_use_is_noted_seldom_and_revoking_ends_it_at_once(tracker: Tracker) -> None:
    token = api_tokens.make_token(tracker, OFFICE, "IOC", now=NOW)
    assert ("token_made", "IOC") in logged(tracker)
    assert api_tokens.list_tokens(tracker, OFFICE)[0].last_used_at is None
    for hours in (0, 0.5, 3, 3.5):
        assert api_tokens.reader_of(tracker, token, now=NOW + hours * HOUR)
    (kept,) = api_tokens.list_tokens(tracker, OFFICE)
    assert kept.last_used_at == NOW + 3 * HOUR
    api_tokens.revoke_token(tracker, OFFICE, kept.token_hash)
    assert api_tokens.reader_of(tracker, token, now=NOW) is None
    with pytest.raises(Refused, match="no such token"):
        api_tokens.revoke_token(tracker, OFFICE, kept.token_hash)
    assert ("token_revoked", "IOC") in logged(tracker)


def logged(tracker: Tracker) -> list[tuple[str, str | None]]:
    return [(event.what, event.detail) for event in security_log.read_log(tracker, OWNER)]


def test_a_token_that_reads_more_than_somebody_is_none_of_theirs(tracker: Tracker) -> None:
    api_tokens.make_token(tracker, OWNER, "mọi cơ quan", now=NOW)
    api_tokens.make_token(tracker, person(Role.COORDINATOR, agency="KHAC"), "nơi khác", now=NOW)
    assert api_tokens.list_tokens(tracker, OFFICE) == ()
    for kept in api_tokens.list_tokens(tracker, OWNER):
        with pytest.raises(Forbidden):
            api_tokens.revoke_token(tracker, OFFICE, kept.token_hash)
    assert len(api_tokens.list_tokens(tracker, OWNER)) == 2


@pytest.mark.parametrize("name", ["", " . ", "a" * 101])
def test_a_token_is_for_a_system_with_a_name(tracker: Tracker, name: str) -> None:
    with pytest.raises(Refused) as refused:
        api_tokens.make_token(tracker, OFFICE, name, now=NOW)
    assert refused.value.field == "name"
    assert api_tokens.list_tokens(tracker, OFFICE) == ()
    with pytest.raises(Forbidden):
        api_tokens.make_token(tracker, STAFF_A, "IOC", now=NOW)
