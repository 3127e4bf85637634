"""Links with a secret: a meeting-room screen and a calendar, until they are revoked."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from ddci_tracker.services import accounts, links, security_log, sessions
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.links import CalendarLink, Purpose
from ddci_tracker.services.permissions import ALLOWED, Action, Actor, Forbidden, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.sessions import hash_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.tables import METADATA
from tests.integration.services.made import AGENCY, NOW, OFFICE, OWNER, person
from tests.integration.services.people import ADMINISTRATOR, add, join, who

pytestmark = pytest.mark.usefixtures("quick_hashing")

HOUR = timedelta(hours=1)


@pytest.fixture
def tracker(tracker: Tracker) -> Tracker:
    """A tracker with accounts."""
    add(tracker, "quan-tri", ADMINISTRATOR)
    return tracker


def make_screen(tracker: Tracker) -> str:
    return links.make_display_link(tracker, OFFICE, AGENCY, " Phòng họp  tầng 2 ", now=NOW)


def opened(tracker: Tracker, token: str, now: datetime = NOW) -> Actor:
    actor = links.screen_of(tracker, token, now=now)
    assert actor is not None
    return actor


def test_a_screen_reads_the_plans_of_its_agency_and_nothing_else(tracker: Tracker) -> None:
    screen = opened(tracker, make_screen(tracker))
    assert {action for action in Action if screen.may(action, agency=AGENCY)} == {Action.READ_PLAN}
    assert not any(screen.may(action, agency="KHAC") for action in Action)
    account = accounts.find_account(tracker, OWNER, screen.name)
    assert account.full_name == "Phòng họp tầng 2"


def test_a_screen_on_a_wall_lasts_as_long_as_its_link(tracker: Tracker) -> None:
    token = make_screen(tracker)
    screen = opened(tracker, token)
    assert opened(tracker, token, NOW + 24 * 400 * HOUR) == screen, "nobody clicks on it"


def test_a_session_that_an_earlier_version_began_for_a_screen_holds(tracker: Tracker) -> None:
    signed_in = join(tracker, "man-hinh", AccountPlace(role=Role.DISPLAY, agencies=(AGENCY,)))
    assert who(tracker, signed_in, NOW + 11 * HOUR) is not None, "it never idles"


def test_a_look_from_a_wall_is_noted_seldom(tracker: Tracker) -> None:
    token = make_screen(tracker)
    for hours in (0, 0.5, 2, 3, 40):
        opened(tracker, token, NOW + hours * HOUR)
    (link,) = links.list_links(tracker, OFFICE, AGENCY)
    assert link.last_used_at == NOW + 40 * HOUR
    signed_in = [
        event.at for event in security_log.read_log(tracker, OWNER) if event.what == Event.SIGNED_IN
    ]
    assert sorted(signed_in) == [NOW, NOW + 40 * HOUR], "once, and when it comes back after a day"


def test_a_screen_has_no_password(tracker: Tracker) -> None:
    make_screen(tracker)
    (screen,) = (
        each for each in accounts.list_accounts(tracker, OWNER) if each.role is Role.DISPLAY
    )
    for guess in ("", "None", "man-hinh"):
        with pytest.raises(sessions.SignInRefused):
            sessions.sign_in(tracker, screen.name, guess, address="10.0.0.1", now=NOW)


def test_a_revoked_screen_is_cut_off_at_once_and_leaves_nothing_behind(tracker: Tracker) -> None:
    before = accounts.list_accounts(tracker, OWNER)
    token, other = make_screen(tracker), make_screen(tracker)
    opened(tracker, token)
    links.revoke_link(tracker, OFFICE, hash_of(token))
    assert links.screen_of(tracker, token, now=NOW) is None
    opened(tracker, other)
    links.revoke_link(tracker, OFFICE, hash_of(other))
    assert accounts.list_accounts(tracker, OWNER) == before
    assert links.list_links(tracker, OFFICE, AGENCY) == ()


def test_a_disabled_screen_is_not_opened_by_its_link(tracker: Tracker) -> None:
    token = make_screen(tracker)
    accounts.disable_account(tracker, OWNER, opened(tracker, token).name)
    assert links.screen_of(tracker, token, now=NOW) is None


def test_a_screen_cannot_be_given_more_rights(tracker: Tracker) -> None:
    screen = opened(tracker, make_screen(tracker))
    with pytest.raises(Refused, match="stays one"):
        accounts.change_account(tracker, OWNER, screen.name, ADMINISTRATOR)


@pytest.mark.parametrize(("unit", "shown"), [("A", "A"), (None, None), (" ", None)])
def test_a_calendar_shows_a_unit_or_all_of_them_and_never_expires(
    tracker: Tracker, unit: str | None, shown: str | None
) -> None:
    token = links.make_calendar_link(tracker, OFFICE, AGENCY, unit, now=NOW)
    for moment in (NOW, NOW + timedelta(days=3650)):
        found = links.calendar_of(tracker, token, now=moment)
        assert found == CalendarLink(agency=AGENCY, unit=shown)


def test_a_revoked_calendar_shows_nothing(tracker: Tracker) -> None:
    token = links.make_calendar_link(tracker, OFFICE, AGENCY, now=NOW)
    links.revoke_link(tracker, OFFICE, hash_of(token))
    assert links.calendar_of(tracker, token, now=NOW) is None
    with pytest.raises(Refused, match="no such link"):
        links.revoke_link(tracker, OFFICE, hash_of(token))


def test_a_link_opens_only_what_it_was_made_for(tracker: Tracker) -> None:
    calendar = links.make_calendar_link(tracker, OFFICE, AGENCY, now=NOW)
    screen = make_screen(tracker)
    for token in (calendar, "", "không phải", hash_of(screen)):
        assert links.screen_of(tracker, token, now=NOW) is None
    for token in (screen, "", hash_of(calendar)):
        assert links.calendar_of(tracker, token, now=NOW) is None
    for token in (screen, calendar):
        with pytest.raises(Refused, match="opens nothing"):
            sessions.refuse_bad_first_link(tracker, token, now=NOW)


def test_the_list_tells_who_made_a_link_when_and_whether_it_is_used(tracker: Tracker) -> None:
    calendar = links.make_calendar_link(tracker, OFFICE, AGENCY, "A", now=NOW)
    make_screen(tracker)
    links.calendar_of(tracker, calendar, now=NOW + HOUR)
    links.calendar_of(tracker, calendar, now=NOW + 1.5 * HOUR)
    by_purpose = {each.purpose: each for each in links.list_links(tracker, OFFICE, AGENCY)}
    assert set(by_purpose) == {Purpose.CALENDAR, Purpose.DISPLAY}
    of_calendar, of_screen = by_purpose[Purpose.CALENDAR], by_purpose[Purpose.DISPLAY]
    assert (of_calendar.unit, of_calendar.place, of_calendar.created_by) == ("A", None, OFFICE.name)
    assert of_calendar.last_used_at == NOW + HOUR, "written once an hour at most"
    assert (of_screen.place, of_screen.last_used_at) == ("Phòng họp tầng 2", None)
    assert links.list_links(tracker, OWNER, "KHAC") == ()


@pytest.mark.parametrize("role", Role)
def test_the_list_of_every_link_holds_those_of_the_own_agencies(
    tracker: Tracker, role: Role
) -> None:
    links.make_calendar_link(tracker, OWNER, AGENCY, now=NOW)
    makes_links = Action.MAKE_LINK in ALLOWED[role]
    assert len(links.list_every_link(tracker, person(role))) == makes_links
    assert links.list_every_link(tracker, person(role, agency="KHAC")) == ()


def test_no_secret_of_a_link_is_kept(tracker: Tracker) -> None:
    tokens = [make_screen(tracker), links.make_calendar_link(tracker, OFFICE, AGENCY, now=NOW)]
    with tracker.engine.connect() as connection:
        kept = repr(connection.execute(select(METADATA.tables["secret_link"])).all())
    assert all(hash_of(token) in kept and token not in kept for token in tokens)


def test_nobody_revokes_a_link_of_another_agency(tracker: Tracker) -> None:
    token = links.make_calendar_link(tracker, OFFICE, AGENCY, now=NOW)
    with pytest.raises(Forbidden):
        links.revoke_link(tracker, person(Role.COORDINATOR, agency="KHAC"), hash_of(token))
    assert links.calendar_of(tracker, token, now=NOW) is not None


def test_the_link_for_the_first_account_is_in_no_list_and_revoked_by_nobody(
    empty: Tracker,
) -> None:
    token = sessions.first_account_link(empty, now=NOW)
    assert token is not None
    with pytest.raises(Refused, match="no such link"):
        links.revoke_link(empty, OWNER, hash_of(token))


@pytest.mark.parametrize(
    ("try_it", "message", "field"),
    [
        (
            lambda t: links.make_calendar_link(t, OWNER, "SAI", now=NOW),
            "No plan here is of agency",
            "agency",
        ),
        (
            lambda t: links.make_calendar_link(t, OWNER, AGENCY, "SAI", now=NOW),
            "has no unit",
            "unit",
        ),
        (
            lambda t: links.make_display_link(t, OWNER, AGENCY, "  ", now=NOW),
            "where the screen hangs",
            "place",
        ),
        (
            lambda t: links.make_display_link(t, OWNER, AGENCY, "x" * 201, now=NOW),
            "at most",
            "full_name",
        ),
    ],
)
def test_what_makes_no_link(
    tracker: Tracker, try_it: Callable[[Tracker], object], message: str, field: str
) -> None:
    with pytest.raises(Refused, match=message) as raised:
        try_it(tracker)
    assert raised.value.field == field
    assert links.list_links(tracker, OWNER, AGENCY) == ()


def test_a_screen_comes_after_the_first_account(
    empty: Tracker,
) -> None:
    """Its account would switch sign-in on, and nobody could sign in."""
    with pytest.raises(Refused, match="first account"):
        links.make_display_link(empty, OWNER, AGENCY, "Phòng họp", now=NOW)
    assert accounts.list_accounts(empty, OWNER) == ()


def test_addresses_of_links() -> None:
    assert {links.path_of(purpose, "x") for purpose in Purpose} == {
        "/first/x",
        "/man-hinh/x",
        "/lich/x.ics",
    }


def test_a_screen_with_a_password_is_a_screen_too(tracker: Tracker) -> None:
    found = who(
        tracker, join(tracker, "man-hinh", AccountPlace(role=Role.DISPLAY, agencies=(AGENCY,)))
    )
    assert found is not None
    assert not found.actor.may(Action.UPDATE_TASK, agency=AGENCY)
