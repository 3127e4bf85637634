"""Accounts: what makes a good one, and who can always get in."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from ddci_tracker.services import accounts, sessions
from ddci_tracker.services.accounts import ROLES, AccountPlace, AccountView
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import AGENCY, NOW, OWNER, PLAN, load, person
from tests.integration.services.people import (
    ADMINISTRATOR,
    OF_UNIT_A,
    PASSWORD,
    TEMPORARY,
    add,
    enter,
    gets_in,
    join,
    place_of,
    who,
)

pytestmark = pytest.mark.usefixtures("quick_hashing")

OTHER = "KHAC"


@pytest.fixture
def two_agencies(tracker: Tracker) -> Tracker:
    """A tracker with the plans of two agencies."""
    agency = replace(PLAN.agency, code=OTHER)
    load(tracker, replace(PLAN, id="KHAC-2021", agency=agency))
    return tracker


@pytest.mark.parametrize("role", ROLES)
def test_an_account_of_every_role_is_made_and_signs_in(tracker: Tracker, role: Role) -> None:
    add(tracker, "quan-tri", ADMINISTRATOR)
    made = add(tracker, "nguyen.lan", place_of(role))
    assert (made.role, made.active, made.must_change_password) == (role, True, True)
    assert enter(tracker, "nguyen.lan", TEMPORARY).must_change_password


def test_nobody_becomes_the_owner_of_the_computer() -> None:
    assert set(ROLES) == set(Role) - {Role.OWNER}


@pytest.mark.parametrize("name", ["lan", "a.b", "a-b_c.9", "9ab", "x" * 64, " Lan ", "LAN"])
def test_good_names(tracker: Tracker, name: str) -> None:
    assert add(tracker, name).name == name.strip().lower()


@pytest.mark.parametrize("name", ["", "ab", "x" * 65, "-lan", ".lan", "lan mai", "lân", "la/n"])
def test_bad_names(tracker: Tracker, name: str) -> None:
    with pytest.raises(Refused, match="no account name") as raised:
        add(tracker, name)
    assert raised.value.field == "name"


def test_without_a_password_one_is_made_that_works(tracker: Tracker) -> None:
    add(tracker, "quan-tri", ADMINISTRATOR)
    added = accounts.add_account(tracker, OWNER, name="lan", place=OF_UNIT_A, now=NOW)
    assert added.made_password is not None
    assert enter(tracker, "lan", added.made_password).must_change_password
    again = accounts.set_password(tracker, OWNER, "LAN ")
    assert again is not None
    assert again != added.made_password
    assert enter(tracker, "lan", again).must_change_password


def test_a_name_that_was_pasted_is_kept_without_what_nobody_sees(tracker: Tracker) -> None:
    add(tracker, "quan-tri", ADMINISTRATOR)
    added = accounts.add_account(
        tracker, OWNER, name="\ufeff Lan\u200b\x00", place=OF_UNIT_A, now=NOW
    )
    assert added.account.name == "lan"


def test_a_full_name_is_tidied_and_is_the_name_where_there_is_none(tracker: Tracker) -> None:
    add(tracker, "quan-tri", ADMINISTRATOR)

    def called(name: str, full_name: str) -> str:
        added = accounts.add_account(
            tracker, OWNER, name=name, place=OF_UNIT_A, full_name=full_name, now=NOW
        )
        return added.account.full_name

    assert called("lan", "  Nguyễn\n Thị\u202e  Lan\x00 ") == "Nguyễn Thị Lan"
    assert called("mai", " ") == "mai"


def test_an_account_with_every_agency_is_an_administrators_or_the_provinces(
    two_agencies: Tracker,
) -> None:
    assert add(two_agencies, "quan-tri", ADMINISTRATOR).agencies is None
    assert add(two_agencies, "tinh", AccountPlace(role=Role.PROVINCE)).agencies is None
    both = AccountPlace(role=Role.PROVINCE, agencies=(OTHER, AGENCY, OTHER))
    assert add(two_agencies, "tinh-2", both).agencies == (OTHER, AGENCY)


@dataclass(frozen=True)
class Refusal:
    """What is tried on a tracker with an administrator and Lan, and how it is refused."""

    does: Callable[[Tracker], object]
    message: str
    field: str


def placed(role: Role, *agencies: str, unit: str | None = None) -> Callable[[Tracker], AccountView]:
    return lambda t: add(t, "nguoi-moi", AccountPlace(role=role, agencies=agencies, unit=unit))


REFUSALS = {
    "a name that is taken, in capitals": Refusal(
        lambda t: add(t, "LAN"), "There is an account {name} already", "name"
    ),
    "a full name without end": Refusal(
        lambda t: accounts.add_account(
            t, OWNER, name="mai", place=OF_UNIT_A, full_name="x" * 201, now=NOW
        ),
        "This has {length} characters; at most {most} can be kept",
        "full_name",
    ),
    "a weak password": Refusal(
        lambda t: accounts.add_account(t, OWNER, name="mai", place=OF_UNIT_A, password="", now=NOW),
        "A password has at least {shortest} characters",
        "password",
    ),
    "a weak password set by somebody else": Refusal(
        lambda t: accounts.set_password(t, OWNER, "lan", "ngắn"),
        "A password has at least {shortest} characters",
        "password",
    ),
    "the owner": Refusal(placed(Role.OWNER, AGENCY), "No account has the role {role}", "role"),
    "staff without an agency": Refusal(
        placed(Role.STAFF, unit="A"), "Say which agency the account belongs to", "agency"
    ),
    "a leader without an agency": Refusal(
        placed(Role.LEADER, " "), "Say which agency the account belongs to", "agency"
    ),
    "a coordinator without an agency": Refusal(
        placed(Role.COORDINATOR), "Say which agency the account belongs to", "agency"
    ),
    "an agency that has no plan here": Refusal(
        placed(Role.LEADER, "SAI"),
        "No plan here is of agency {agency}; there are {agencies}",
        "agency",
    ),
    "staff of two agencies": Refusal(
        placed(Role.STAFF, AGENCY, OTHER, unit="A"),
        "Unit staff belong to exactly one agency",
        "agency",
    ),
    "staff without a unit": Refusal(
        placed(Role.STAFF, AGENCY),
        "Say which unit of the agency the account belongs to",
        "unit",
    ),
    "a unit that is not there": Refusal(
        placed(Role.STAFF, AGENCY, unit="X"),
        "Agency {agency} has no unit {unit}; there are {units}",
        "unit",
    ),
    "a group of units": Refusal(
        placed(Role.STAFF, AGENCY, unit="ROOMS"),
        "Agency {agency} has no unit {unit}; there are {units}",
        "unit",
    ),
    "somebody outside": Refusal(
        placed(Role.STAFF, AGENCY, unit="PROVINCE"),
        "Agency {agency} has no unit {unit}; there are {units}",
        "unit",
    ),
    "a unit of two agencies": Refusal(
        placed(Role.LEADER, AGENCY, OTHER, unit="A"),
        "Only an account of exactly one agency belongs to a unit",
        "unit",
    ),
    "a unit of every agency": Refusal(
        placed(Role.ADMINISTRATOR, unit="A"),
        "Only an account of exactly one agency belongs to a unit",
        "unit",
    ),
    "a screen without a password": Refusal(
        lambda t: accounts.add_account(
            t, OWNER, name="man-hinh", place=place_of(Role.DISPLAY), now=NOW
        ),
        "A meeting-room screen needs no password: make a link for it",
        "role",
    ),
    "somebody who becomes a screen": Refusal(
        lambda t: accounts.change_account(t, OWNER, "lan", place_of(Role.DISPLAY)),
        "A meeting-room screen stays one, and nobody becomes one",
        "role",
    ),
    "another role for nobody": Refusal(
        lambda t: accounts.change_account(t, OWNER, "khong-co", OF_UNIT_A),
        "There is no account {name}",
        "name",
    ),
    "a password for nobody": Refusal(
        lambda t: accounts.set_password(t, OWNER, "không có\x00"),
        "There is no account {name}",
        "name",
    ),
    "the last administrator disabled": Refusal(
        lambda t: accounts.disable_account(t, OWNER, "quan-tri"),
        "{name} is the last active administrator; make another one first",
        "name",
    ),
    "the last administrator in another role": Refusal(
        lambda t: accounts.change_account(t, OWNER, "quan-tri", OF_UNIT_A),
        "{name} is the last active administrator; make another one first",
        "role",
    ),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_it_is_refused_by_field_and_changes_nothing(
    two_agencies: Tracker, refusal: Refusal
) -> None:
    add(two_agencies, "lan")
    before = accounts.list_accounts(two_agencies, OWNER)
    with pytest.raises(Refused) as raised:
        refusal.does(two_agencies)
    assert (raised.value.message, raised.value.field) == (refusal.message, refusal.field)
    assert accounts.list_accounts(two_agencies, OWNER) == before
    assert gets_in(two_agencies, "lan", TEMPORARY)


def test_the_first_account_is_an_administrators(tracker: Tracker) -> None:
    with pytest.raises(Refused, match="first account") as raised:
        accounts.add_account(tracker, OWNER, name="lan", place=OF_UNIT_A, now=NOW)
    assert raised.value.field == "role"
    assert accounts.list_accounts(tracker, OWNER) == ()


def test_an_administrator_goes_when_another_one_is_there_and_active(tracker: Tracker) -> None:
    add(tracker, "mot", ADMINISTRATOR)
    add(tracker, "hai-hai", ADMINISTRATOR)
    assert not accounts.disable_account(tracker, OWNER, "mot").active
    with pytest.raises(Refused, match="last active"):
        accounts.disable_account(tracker, OWNER, "hai-hai")
    assert accounts.enable_account(tracker, OWNER, "mot").active
    moved = accounts.change_account(tracker, OWNER, "hai-hai", OF_UNIT_A, full_name=" Trần Hai ")
    assert (moved.role, moved.unit, moved.full_name) == (Role.STAFF, "A", "Trần Hai")


def test_of_two_administrators_who_disable_each_other_at_once_one_remains(
    tracker: Tracker,
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    names = ("mot", "hai-hai")
    for name in names:
        add(tracker, name, ADMINISTRATOR)

    def disable(name: str) -> bool:
        try:
            accounts.disable_account(tracker, OWNER, name)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(disable, names)) == [False, True]


def test_a_disabled_account_is_in_the_list_and_not_let_in(tracker: Tracker) -> None:
    join(tracker, "lan")
    accounts.disable_account(tracker, OWNER, "lan")
    assert [(each.name, each.active) for each in accounts.list_accounts(tracker, OWNER)] == [
        ("lan", False),
        ("quan-tri", True),
    ]
    with pytest.raises(sessions.SignInRefused):
        enter(tracker, "lan")


def test_a_role_is_changed_and_the_full_name_stays(tracker: Tracker) -> None:
    joined = join(tracker, "lan")
    changed = accounts.change_account(tracker, OWNER, " LAN", place_of(Role.COORDINATOR))
    assert (changed.full_name, changed.unit) == ("lan", None)
    found = who(tracker, joined)
    assert found is not None
    assert found.account == changed == accounts.find_account(tracker, OWNER, "Lan")
    assert gets_in(tracker, "lan", PASSWORD)


def test_full_names_are_told_to_those_who_read_the_same_agency(two_agencies: Tracker) -> None:
    add(two_agencies, "quan-tri", ADMINISTRATOR)
    add(two_agencies, "lan", OF_UNIT_A)
    add(two_agencies, "mai", replace(OF_UNIT_A, agencies=(OTHER,)))
    add(two_agencies, "tinh", AccountPlace(role=Role.PROVINCE, agencies=(AGENCY, OTHER)))
    everybody = {"quan-tri", "lan", "mai", "tinh"}
    assert set(accounts.full_names(two_agencies, OWNER)) == everybody
    for role in Role:
        assert set(accounts.full_names(two_agencies, person(role))) == everybody - {"mai"}
        assert accounts.full_names(two_agencies, person(role, agency="NOWHERE")) == {}
    held = Actor(name="moi", role=Role.ADMINISTRATOR, agencies=None, held=True)
    assert accounts.full_names(two_agencies, held) == {}
