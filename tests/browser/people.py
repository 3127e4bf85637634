"""Accounts in the state folder of a server that runs, and sessions without its pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ddci_tracker.services import accounts, sessions
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.sessions import hash_of
from ddci_tracker.services.tracker import Tracker, open_tracker
from ddci_tracker.settings import load_settings

OWNER = Actor.owner("tests")
TEMPORARY, PASSWORD = "tạm thời 0001", "một hai ba bốn"
ADMINISTRATOR = AccountPlace(role=Role.ADMINISTRATOR)


def tracker_in(state: Path, database_url: str = "") -> Tracker:
    """The tracker whose state is in a folder, and its database at an address; "": there, too."""
    settings = load_settings({"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": database_url})
    return open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )


def add(state: Path, name: str, place: AccountPlace, *, full_name: str = "") -> None:
    """An account with the temporary password."""
    add_to(tracker_in(state), name, place, full_name=full_name)


def add_to(tracker: Tracker, name: str, place: AccountPlace, *, full_name: str = "") -> None:
    """The same on a tracker that is open."""
    accounts.add_account(
        tracker,
        OWNER,
        name=name,
        place=place,
        full_name=full_name,
        password=TEMPORARY,
        now=datetime.now(UTC),
    )


def join(state: Path, name: str, place: AccountPlace, *, full_name: str = "") -> None:
    """An account whose owner has chosen the password."""
    join_in(tracker_in(state), name, place, full_name=full_name)


def join_in(tracker: Tracker, name: str, place: AccountPlace, *, full_name: str = "") -> None:
    """The same on a tracker that is open."""
    add_to(tracker, name, place, full_name=full_name)
    now = datetime.now(UTC)
    first = sessions.sign_in(tracker, name, TEMPORARY, address="tests", now=now)
    session = hash_of(first.token)
    sessions.change_password(tracker, session, TEMPORARY, PASSWORD, now=now)


def token_of(state: Path, name: str, *, now: datetime | None = None) -> str:
    """A session of somebody who has joined; ``now`` is when it began."""
    return token_in(tracker_in(state), name, now=now)


def token_in(tracker: Tracker, name: str, *, now: datetime | None = None) -> str:
    """The same on a tracker that is open."""
    moment = now or datetime.now(UTC)
    return sessions.sign_in(tracker, name, PASSWORD, address="tests", now=moment).token
