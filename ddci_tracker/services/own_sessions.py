"""Where somebody is signed in, and signing out there: by themselves, or by an administrator.

Whoever holds a session may see and end those of the same account, and no others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ddci_tracker.services import security_log
from ddci_tracker.services.accounts import find_account
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.sessions import is_open
from ddci_tracker.services.tokens import hash_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import logins
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.logins import KeptLogin


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session that holds: since when, from where, with which browser. Moments are UTC.

    ``id`` finds it again and opens nothing. ``is_this``: it is the one of whoever asks.
    """

    id: str
    begun_at: datetime
    last_used_at: datetime
    address: str | None
    browser: str | None
    is_this: bool = False


def own_sessions(tracker: Tracker, token_hash: str, *, now: datetime) -> tuple[OpenSession, ...]:
    """Every open session of the account of this one, this one first; none where it has ended."""
    with reading(tracker.engine) as session:
        found = [
            _view(each, token_hash) for each in _of_same_account(tracker, session, token_hash, now)
        ]
    return tuple(sorted(found, key=lambda each: not each.is_this))


def end_own_session(tracker: Tracker, token_hash: str, session_id: str, *, now: datetime) -> bool:
    """End a session of one's own account; whether there was one to end."""
    return _end(tracker, token_hash, now, {session_id}) > 0


def end_other_sessions(tracker: Tracker, token_hash: str, *, now: datetime) -> int:
    """End every session of one's own account but this one; how many there were."""
    others = {each.id for each in own_sessions(tracker, token_hash, now=now) if not each.is_this}
    return _end(tracker, token_hash, now, others)


def sessions_of(
    tracker: Tracker, actor: Actor, name: str, *, now: datetime
) -> tuple[OpenSession, ...]:
    """Every open session of an account; ``Refused`` for an unknown one, ``Forbidden``."""
    account = find_account(tracker, actor, name)
    with reading(tracker.engine) as session:
        kept = logins.logins_of(session, account.id)
    return tuple(_view(each) for each in kept if is_open(tracker, each, now))


def end_sessions_of(tracker: Tracker, actor: Actor, name: str, *, now: datetime) -> int:
    """End every session of an account; how many there were. ``Refused``, ``Forbidden``."""
    account = find_account(tracker, actor, name)
    with writing(tracker.engine) as session:
        kept = [
            each for each in logins.logins_of(session, account.id) if is_open(tracker, each, now)
        ]
        logins.end_logins_of(session, account.id)
        _note(session, kept, by=actor.name, now=now)
    return len(kept)


def _end(tracker: Tracker, token_hash: str, now: datetime, ids: Iterable[str]) -> int:
    with writing(tracker.engine) as session:
        own = _of_same_account(tracker, session, token_hash, now)
        ended = [each for each in own if _id_of(each) in ids]
        for each in ended:
            logins.end_login(session, each.token_hash)
        _note(session, ended, by=own[0].account.name if own else None, now=now)
    return len(ended)


def _of_same_account(
    tracker: Tracker, session: Session, token_hash: str, now: datetime
) -> list[KeptLogin]:
    asking = logins.login_of(session, token_hash)
    if asking is None or not is_open(tracker, asking, now):
        return []
    return [
        each for each in logins.logins_of(session, asking.account.id) if is_open(tracker, each, now)
    ]


def _note(session: Session, ended: list[KeptLogin], *, by: str | None, now: datetime) -> None:
    for each in ended:
        security_log.note(
            session,
            Event.SESSION_ENDED,
            each.account.name,
            by=by,
            address=each.address,
            at=now,
        )


def _view(kept: KeptLogin, token_hash: str | None = None) -> OpenSession:
    return OpenSession(
        id=_id_of(kept),
        begun_at=kept.created_at,
        last_used_at=kept.last_seen_at,
        address=kept.address,
        browser=kept.browser,
        is_this=kept.token_hash == token_hash,
    )


def _id_of(kept: KeptLogin) -> str:
    """Not what the session is found by: that goes between the gate and the screens alone."""
    return hash_of(kept.token_hash)[:32]
