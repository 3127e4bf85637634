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


def tracker_in(state: Path) -> Tracker:
    """The tracker whose state is in a folder."""
    settings = load_settings({"DDCI_STATE_DIR": str(state)})
    return open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )


def add(state: Path, name: str, place: AccountPlace, *, full_name: str = "") -> None:
    """An account with the temporary password."""
    accounts.add_account(
        tracker_in(state),
        OWNER,
        name=name,
        place=place,
        full_name=full_name,
        password=TEMPORARY,
        now=datetime.now(UTC),
    )


def join(state: Path, name: str, place: AccountPlace, *, full_name: str = "") -> None:
    """An account whose owner has chosen the password."""
    add(state, name, place, full_name=full_name)
    tracker, now = tracker_in(state), datetime.now(UTC)
    first = sessions.sign_in(tracker, name, TEMPORARY, address="tests", now=now)
    session = hash_of(first.token)
    sessions.change_password(tracker, session, TEMPORARY, PASSWORD, now=now)


def token_of(state: Path, name: str, *, now: datetime | None = None) -> str:
    """A session of somebody who has joined; ``now`` is when it began."""
    moment = now or datetime.now(UTC)
    return sessions.sign_in(tracker_in(state), name, PASSWORD, address="tests", now=moment).token
