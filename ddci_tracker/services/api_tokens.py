"""Tokens by which other systems read the tracker over ``/api/v1``: made, shown once, revoked.

A token reads what its maker could read when it was made, and nothing more, until it is revoked:
it does not end with the account of its maker. Only its SHA-256 is kept.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from ddci_tracker.domain import texts
from ddci_tracker.services import security_log
from ddci_tracker.services.acts import says_nothing
from ddci_tracker.services.permissions import Action, Actor, Forbidden, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.tokens import hash_of, new_token
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import accounts, api_tokens
from ddci_tracker.store.api_tokens import KeptToken
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.errors import StoreError
from ddci_tracker.words.marking import N_

__all__ = ["KeptToken", "list_tokens", "make_token", "reader_of", "revoke_token"]

_LONGEST_NAME = 100
# Other systems come every few minutes; use is noted this seldom.
_NOTED_EVERY = timedelta(hours=1)


def make_token(tracker: Tracker, actor: Actor, name: str, *, now: datetime) -> str:
    """A token for the system of a name, which reads the agencies of its maker; returns its secret.

    It never expires. ``Refused`` without a name or an account, ``Forbidden``.
    """
    _require(actor)
    if says_nothing(name):
        raise Refused(N_("Say which system reads by this token"), field="name")
    name = texts.line(name)
    if len(name) > _LONGEST_NAME:
        raise Refused(
            N_("Call the system by at most {longest} letters"), field="name", longest=_LONGEST_NAME
        )
    token = new_token()
    kept = KeptToken(
        token_hash=hash_of(token),
        name=name,
        agencies=None if actor.agencies is None else tuple(sorted(actor.agencies)),
        created_at=now,
        created_by=actor.name,
        last_used_at=None,
    )
    with writing(tracker.engine) as session:
        if not accounts.accounts(session):
            raise Refused(N_("Make the first account before a token"))
        api_tokens.keep_token(session, kept)
        security_log.note(session, Event.TOKEN_MADE, by=actor.name, detail=name, at=now)
    return token


def list_tokens(tracker: Tracker, actor: Actor) -> tuple[KeptToken, ...]:
    """The tokens that read nothing but the agencies of somebody, newest first; ``Forbidden``."""
    _require(actor)
    with reading(tracker.engine) as session:
        found = api_tokens.tokens(session)
    return tuple(each for each in found if _is_of(actor, each))


def revoke_token(tracker: Tracker, actor: Actor, token_hash: str) -> None:
    """Let a token read nothing any more.

    ``Refused`` for one that is not there, ``Forbidden`` for one that reads other agencies too.
    """
    _require(actor)
    with writing(tracker.engine) as session:
        kept = api_tokens.token_of(session, token_hash)
        if kept is None:
            raise Refused(N_("There is no such token; perhaps it was revoked already"))
        if not _is_of(actor, kept):
            raise Forbidden(actor, Action.MAKE_API_TOKEN)
        api_tokens.remove_token(session, token_hash)
        security_log.note(session, Event.TOKEN_REVOKED, by=actor.name, detail=kept.name)


def reader_of(tracker: Tracker, token: str, *, now: datetime) -> Actor | None:
    """Who reads by a token; None where it reads nothing. It is asked anew at each request."""
    with reading(tracker.engine) as session:
        kept = api_tokens.token_of(session, hash_of(token))
    if kept is None:
        return None
    if kept.last_used_at is None or now - kept.last_used_at >= _NOTED_EVERY:
        # A database that takes no writes just now can still be read.
        with suppress(StoreError), writing(tracker.engine) as session:
            api_tokens.mark_used(session, kept.token_hash, now)
    agencies = None if kept.agencies is None else frozenset(kept.agencies)
    return Actor(name=f"api: {kept.name}", role=Role.PROVINCE, agencies=agencies)


def _require(actor: Actor) -> None:
    """Pass for who may let others read what is theirs, of whatever agencies."""
    if Action.MAKE_API_TOKEN not in actor.actions or actor.agencies == frozenset():
        raise Forbidden(actor, Action.MAKE_API_TOKEN)


def _is_of(actor: Actor, token: KeptToken) -> bool:
    if actor.agencies is None:
        return True
    return token.agencies is not None and set(token.agencies) <= actor.agencies
