"""The trail of what happened to who may get in, for the administrator; kept for a year.

Facts of plans are not here: their versions say who recorded what, and there is no second account.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import accounts, security
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.errors import StoreError
from ddci_tracker.store.security import KeptEvent
from ddci_tracker.words.marking import N_

__all__ = ["EVENT_NAMES", "SHOWN", "Event", "KeptEvent", "note", "note_taken", "read_log"]

KEPT_DAYS = 365
# So many are shown on the screen; a file holds all of them.
SHOWN = 500
_LONGEST = 200
# Whoever does not wait may try thousands of times: of each account and address one line a window.
_TOLD_ONCE_WITHIN = timedelta(minutes=10)


class Event(StrEnum):
    """What can happen."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SESSION_ENDED = "session_ended"
    FAILED = "failed"
    HELD_OFF = "held_off"
    CODE_ASKED = "code_asked"
    CODE_FAILED = "code_failed"
    RECOVERY_USED = "recovery_used"
    RECOVERY_RENEWED = "recovery_renewed"
    FACTOR_SET_UP = "factor_set_up"
    FACTOR_REMOVED = "factor_removed"
    FACTOR_RESET = "factor_reset"
    OUTSIDE = "outside"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an event
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of an event
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_UNUSED = "account_unused"
    ACCOUNT_ENABLED = "account_enabled"
    LINK_MADE = "link_made"
    LINK_REVOKED = "link_revoked"
    TOKEN_MADE = "token_made"  # noqa: S105 - the name of an event
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - the name of an event
    ACCOUNT_LEFT = "account_left"
    KEPT_GATHERED = "kept_gathered"
    COPY_TRIED = "copy_tried"
    COPIED = "copied"
    EXPORTED = "exported"
    ILLUSTRATION_REMOVED = "illustration_removed"


EVENT_NAMES: Mapping[Event, str] = MappingProxyType(
    {
        Event.SIGNED_IN: N_("signed in"),
        Event.SIGNED_OUT: N_("signed out"),
        Event.SESSION_ENDED: N_("signed out elsewhere"),
        Event.FAILED: N_("failed to sign in"),
        Event.HELD_OFF: N_("tried before the wait was over"),
        Event.CODE_ASKED: N_("gave the password, was asked for a code"),
        Event.CODE_FAILED: N_("gave a wrong code"),
        Event.RECOVERY_USED: N_("signed in with a recovery code"),
        Event.RECOVERY_RENEWED: N_("made new recovery codes"),
        Event.FACTOR_SET_UP: N_("set up a second factor"),
        Event.FACTOR_REMOVED: N_("gave up the second factor"),
        Event.FACTOR_RESET: N_("second factor reset"),
        Event.OUTSIDE: N_("kept out from outside, without a second factor"),
        Event.PASSWORD_CHANGED: N_("changed the password"),
        Event.PASSWORD_RESET: N_("was given a temporary password"),
        Event.ACCOUNT_ADDED: N_("account added"),
        Event.ACCOUNT_CHANGED: N_("role or place changed"),
        Event.ACCOUNT_DISABLED: N_("account disabled"),
        Event.ACCOUNT_UNUSED: N_("switched off, since nobody used it"),
        Event.ACCOUNT_ENABLED: N_("account enabled"),
        Event.LINK_MADE: N_("address given out"),
        Event.LINK_REVOKED: N_("address revoked"),
        Event.TOKEN_MADE: N_("token given to a system"),
        Event.TOKEN_REVOKED: N_("token revoked"),
        Event.ACCOUNT_LEFT: N_("left the agency"),
        Event.KEPT_GATHERED: N_("all that is kept of them was gathered"),
        Event.COPY_TRIED: N_("a copy was tried out"),
        Event.COPIED: N_("everything copied"),
        Event.EXPORTED: N_("took a file away"),
        Event.ILLUSTRATION_REMOVED: N_("illustration removed"),
    }
)


def note(
    session: Session,
    what: Event,
    account: str | None = None,
    *,
    by: str | None = None,
    address: str | None = None,
    detail: str | None = None,
    at: datetime | None = None,
) -> None:
    """Note what happened in the transaction in which it does; ``at`` None is now."""
    moment = at or datetime.now(UTC)
    security.clear_old_events(session, moment - timedelta(days=KEPT_DAYS))
    security.keep_event(
        session,
        KeptEvent(
            at=moment,
            what=str(what),
            account=account and account[:_LONGEST],
            by=by,
            address=address,
            detail=detail and detail[:_LONGEST],
        ),
    )


def note_held_off(tracker: Tracker, account: str | None, address: str | None, at: datetime) -> None:
    """Note an attempt that was not even tried, since it came before the wait was over.

    ``detail`` counts them: within some minutes there is one line of an account and an address.
    """
    with suppress(StoreError), writing(tracker.engine) as session:
        since = at - _TOLD_ONCE_WITHIN
        held = security.newest_like(session, str(Event.HELD_OFF), account, address, since)
        if held is None:
            note(session, Event.HELD_OFF, account, address=address, detail="1", at=at)
        else:
            row, count = held
            security.tell_more(session, row, str(int(count) + 1))


def note_taken(tracker: Tracker, by: str, file: str) -> None:
    """Note that somebody took a file away; one that may only be read gives files all the same."""
    with suppress(StoreError), writing(tracker.engine) as session:
        note(session, Event.EXPORTED, by=by, detail=file)


def read_log(tracker: Tracker, actor: Actor, *, most: int | None = SHOWN) -> tuple[KeptEvent, ...]:
    """The newest events, the last one first; ``most`` None is all that is kept. ``Forbidden``.

    Earlier versions kept whatever was typed as a name that failed, perhaps a password.
    """
    require(actor, Action.MANAGE_ACCOUNTS, agency=None)
    with reading(tracker.engine) as session:
        known = {each.name for each in accounts.accounts(session)}
        return tuple(
            replace(each, account=None)
            if each.what == Event.FAILED and each.account not in known
            else each
            for each in security.newest_events(session, most)
        )
