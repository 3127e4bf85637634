"""Accounts for tests: the shortest way to have one, and to be signed in with it."""

from datetime import datetime

from argon2 import PasswordHasher

from ddci_tracker.services import accounts, sessions
from ddci_tracker.services.accounts import AccountPlace, AccountView
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.sessions import CurrentSession, SignedIn, SignInRefused
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import AGENCY, NOW, OWNER

# As good as the real one for a test, and a thousand times as quick.
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

TEMPORARY = "tạm-thời-0001"
PASSWORD = "một hai ba bốn"
ADMINISTRATOR = AccountPlace(role=Role.ADMINISTRATOR)
OF_UNIT_A = AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit="A")
HERE = "10.1.2.3"


def place_of(role: Role) -> AccountPlace:
    """Where somebody of a role stands in the small plan's agency."""
    if role is Role.ADMINISTRATOR:
        return ADMINISTRATOR
    return AccountPlace(role=role, agencies=(AGENCY,), unit="A" if role is Role.STAFF else None)


def add(
    tracker: Tracker, name: str, place: AccountPlace = OF_UNIT_A, *, now: datetime = NOW
) -> AccountView:
    """An account with a temporary password; an administrator comes first where there is none."""
    if place.role is not Role.ADMINISTRATOR and not accounts.list_accounts(tracker, OWNER):
        add(tracker, "quan-tri", ADMINISTRATOR)
    return accounts.add_account(
        tracker, OWNER, name=name, place=place, password=TEMPORARY, now=now
    ).account


def gets_in(
    tracker: Tracker,
    name: str,
    password: str = PASSWORD,
    *,
    address: str = HERE,
    now: datetime = NOW,
) -> bool:
    """Whether somebody can sign in."""
    try:
        sessions.sign_in(tracker, name, password, address=address, now=now)
    except SignInRefused:
        return False
    return True


def enter(
    tracker: Tracker, name: str, password: str = PASSWORD, *, now: datetime = NOW
) -> SignedIn:
    """Sign in from one address."""
    return sessions.sign_in(tracker, name, password, address=HERE, now=now)


def join(tracker: Tracker, name: str, place: AccountPlace = OF_UNIT_A) -> SignedIn:
    """An account whose owner has chosen a password, and is signed in."""
    add(tracker, name, place)
    first = enter(tracker, name, TEMPORARY)
    return sessions.change_password(
        tracker, sessions.hash_of(first.token), TEMPORARY, PASSWORD, now=NOW
    )


def who(tracker: Tracker, signed_in: SignedIn, now: datetime = NOW) -> CurrentSession | None:
    """Whose session it is."""
    return sessions.session_of(tracker, sessions.hash_of(signed_in.token), now=now)
