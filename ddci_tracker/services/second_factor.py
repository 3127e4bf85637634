"""The second factor: codes of an app on a phone (RFC 6238), and codes for when the phone is gone.

Whoever holds a session sets up, shows and gives up their own; an administrator resets somebody's.
A code is taken once, attempts are counted before they are tried, and all of it is in the
security log.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import pyotp

from ddci_tracker.services import (
    passwords,
    second_factor_keys,
    security_log,
    sessions,
    sign_in_limits,
)
from ddci_tracker.services.accounts import find_account
from ddci_tracker.services.permissions import Action, Actor, Role, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.sessions import SignedIn, SignInRefused
from ddci_tracker.services.tokens import hash_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import accounts, logins, second_factors
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.logins import KeptLogin
from ddci_tracker.store.second_factors import KeptFactor
from ddci_tracker.words.marking import N_

RECOVERY_CODES = 8

_STEP_SECONDS = 30
# Clocks differ: the code before and the one after are taken as well.
_STEPS_AROUND = (0, -1, 1)
_DIGITS = 6
# 80 bits each, of letters that nobody mistakes for digits.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_PARTS, _PART = 4, 4
_MOST_TYPED = 100
_WRONG_CODE = N_("This code is not right, or it was used already; wait for the next one")
NONE_SET_UP = N_("This account has no second factor")
_KEY_IS_GONE = N_(
    "The key of second factors is not in the state folder, so no code of an app can be checked; "
    "use a recovery code, or have the second factor reset"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFactor:
    """How it stands with the second factor of whoever asks: since when (UTC), None: none.

    ``codes_left`` are the recovery codes; ``is_required``: it cannot be given up.
    """

    since: datetime | None
    codes_left: int
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What an app needs: the secret in base 32, and the same as an address (``otpauth:``)."""

    secret: str
    address: str


def own_factor(tracker: Tracker, token_hash: str, *, now: datetime) -> OwnFactor:
    """How it stands with the second factor of a session's account; ``SignInRefused``."""
    with reading(tracker.engine) as session:
        login = _login(tracker, session, token_hash, now)
        kept = second_factors.factor_of(session, login.account.id)
    has_one = kept is not None and kept.confirmed_at is not None
    return OwnFactor(
        since=kept.confirmed_at if kept else None,
        codes_left=len(kept.recovery) if kept and has_one else 0,
        is_required=_is_required(tracker, login),
    )


def begin_setup(tracker: Tracker, token_hash: str, issuer: str, *, now: datetime) -> SetUp:
    """What to give an app; the same until it is confirmed, and nothing asks for it before.

    ``issuer`` is what the app calls the tracker. ``SignInRefused``; ``Refused`` where there is a
    second factor already; OSError where the key cannot be written.
    """
    key = second_factor_keys.made_key(tracker)
    key_id = second_factor_keys.id_of(key)
    with writing(tracker.engine) as session:
        login = _login(tracker, session, token_hash, now)
        accounts.lock_account(session, login.account.id)
        kept = second_factors.factor_of(session, login.account.id)
        if kept is not None and kept.confirmed_at is not None:
            raise Refused(N_("This account has a second factor already"))
        if kept is None or kept.key_id != key_id:
            kept = KeptFactor(
                account_id=login.account.id,
                salt=secrets.token_hex(16),
                key_id=key_id,
                made_at=now,
            )
            second_factors.keep_factor(session, kept)
    app = _app(key, kept)
    return SetUp(
        secret=app.secret,
        address=app.provisioning_uri(name=login.account.name, issuer_name=issuer),
    )


def confirm(
    tracker: Tracker, token_hash: str, password: str, code: str, *, now: datetime
) -> tuple[str, ...]:
    """Set up a second factor by the first code of the app; returns the recovery codes, this once.

    From now on every other session of the account asks for it. ``SignInRefused``; ``Refused`` for
    ``password`` or ``code``, or where nothing was begun.
    """
    with reading(tracker.engine) as session:
        login = _login(tracker, session, token_hash, now)
    _begin_attempt(tracker, login, now)
    if not passwords.is_right(login.account.password_hash, password):
        _note(tracker, Event.FAILED, login, now)
        raise Refused(N_("The present password is not right"), field="password")
    codes = _new_codes()
    with writing(tracker.engine) as session:
        kept = second_factors.lock_factor(session, login.account.id)
        if kept is None or kept.confirmed_at is not None:
            raise Refused(N_("Begin anew: open the page of the second factor once more"))
        step = _step_of(tracker, kept, code, now)
        if step is not None:
            second_factors.change_factor(
                session,
                login.account.id,
                confirmed_at=now,
                last_step=step,
                recovery=tuple(map(hash_of, codes)),
            )
            logins.mark_proven(session, token_hash)
            sign_in_limits.forgive_attempt(session, account=_attempts(login))
            security_log.note(
                session, Event.FACTOR_SET_UP, login.account.name, address=login.address, at=now
            )
    if step is None:
        _note(tracker, Event.CODE_FAILED, login, now)
        raise Refused(_WRONG_CODE, field="code")
    return tuple(map(_in_parts, codes))


def show(tracker: Tracker, token_hash: str, code: str, *, now: datetime) -> SignedIn:
    """Show the second factor in a session that waits for it: another session begins in its place.

    ``SignInRefused`` where there is no such session, or too many attempts failed; ``Refused`` for
    ``code``.
    """
    with reading(tracker.engine) as session:
        login = logins.login_of(session, token_hash)
    if (
        login is None
        or not sessions.is_open(tracker, login, now)
        or not sessions.awaits_code(login)
    ):
        raise SignInRefused
    _begin_attempt(tracker, login, now)
    with writing(tracker.engine) as session:
        is_right = _take(tracker, session, login, code, now)
        account = accounts.lock_account(session, login.account.id)
        if is_right and account is not None and account.active:
            sign_in_limits.forgive_attempt(session, account=_attempts(login))
            logins.end_login(session, token_hash)
            security_log.note(session, Event.SIGNED_IN, account.name, address=login.address, at=now)
            return sessions.begin(
                session,
                account,
                now,
                address=login.address,
                browser=login.browser,
                proven=True,
            )
    _note(tracker, Event.CODE_FAILED, login, now)
    raise Refused(_WRONG_CODE, field="code")


def renew_codes(tracker: Tracker, token_hash: str, code: str, *, now: datetime) -> tuple[str, ...]:
    """Make other recovery codes, by a code; earlier ones open nothing. Refuses as ``confirm``."""
    codes = _new_codes()

    def renew(session: Session, login: KeptLogin) -> None:
        second_factors.change_factor(session, login.account.id, recovery=tuple(map(hash_of, codes)))

    _by_code(tracker, token_hash, code, renew, Event.RECOVERY_RENEWED, now=now)
    return tuple(map(_in_parts, codes))


def give_up(tracker: Tracker, token_hash: str, code: str, *, now: datetime) -> None:
    """Give up the second factor, by a code; as ``confirm`` refuses, and where it is required."""
    with reading(tracker.engine) as session:
        login = _login(tracker, session, token_hash, now)
    if _is_required(tracker, login):
        raise Refused(N_("This account must have a second factor"))

    def remove(session: Session, login: KeptLogin) -> None:
        second_factors.remove_factor(session, login.account.id)

    _by_code(tracker, token_hash, code, remove, Event.FACTOR_REMOVED, now=now)


def reset(tracker: Tracker, actor: Actor, name: str) -> bool:
    """Take somebody's second factor away and end their sessions, so that they set up another.

    False where there was none: nothing was done. ``Refused`` for an unknown account; ``Forbidden``.
    """
    account = find_account(tracker, actor, name)
    with writing(tracker.engine) as session:
        accounts.hold_accounts(session)
        if second_factors.factor_of(session, account.id) is None:
            return False
        second_factors.remove_factor(session, account.id)
        logins.end_logins_of(session, account.id)
        security_log.note(session, Event.FACTOR_RESET, account.name, by=actor.name)
    return True


def without_key(tracker: Tracker, actor: Actor) -> tuple[str, ...]:
    """Whose codes cannot be checked, since they rest on a key that is not here; ``Forbidden``."""
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    with reading(tracker.engine) as session:
        found: Mapping[str, str] = second_factors.confirmed(session)
    key = second_factor_keys.key_of(tracker) if found else None
    here = second_factor_keys.id_of(key) if key else ""
    return tuple(name for name, key_id in found.items() if key_id != here)


def _login(tracker: Tracker, session: Session, token_hash: str, now: datetime) -> KeptLogin:
    """The session of whoever asks, once it has shown all that it must; ``SignInRefused``."""
    login = logins.login_of(session, token_hash)
    if (
        login is None
        or not sessions.is_open(tracker, login, now)
        or sessions.awaits_code(login)
        or login.account.must_change_password
        or login.account.role == Role.DISPLAY
    ):
        raise SignInRefused
    return login


def _is_required(tracker: Tracker, login: KeptLogin) -> bool:
    return tracker.rules.requires_second_factor(Role(login.account.role), login.address)


def _by_code(
    tracker: Tracker,
    token_hash: str,
    code: str,
    do: Callable[[Session, KeptLogin], None],
    event: Event,
    *,
    now: datetime,
) -> None:
    """Do something with a second factor that whoever asks has just shown."""
    with reading(tracker.engine) as session:
        login = _login(tracker, session, token_hash, now)
    if not login.has_second_factor:
        raise Refused(NONE_SET_UP)
    _begin_attempt(tracker, login, now)
    with writing(tracker.engine) as session:
        is_right = _take(tracker, session, login, code, now)
        if is_right:
            do(session, login)
            sign_in_limits.forgive_attempt(session, account=_attempts(login))
            security_log.note(session, event, login.account.name, address=login.address, at=now)
    if not is_right:
        _note(tracker, Event.CODE_FAILED, login, now)
        raise Refused(_WRONG_CODE, field="code")


def _attempts(login: KeptLogin) -> str:
    return f"code:{login.account.id}"


def _begin_attempt(tracker: Tracker, login: KeptLogin, now: datetime) -> None:
    limits = {_attempts(login): sign_in_limits.PER_CODE}
    wait = sign_in_limits.begin_attempt(tracker, limits, now=now)
    if wait:
        security_log.note_held_off(tracker, login.account.name, login.address, now)
        raise SignInRefused(wait=wait)


def _note(tracker: Tracker, event: Event, login: KeptLogin, now: datetime) -> None:
    with writing(tracker.engine) as session:
        security_log.note(session, event, login.account.name, address=login.address, at=now)


def _take(tracker: Tracker, session: Session, login: KeptLogin, code: str, now: datetime) -> bool:
    """Whether a code is right, of the app or for recovery; it is right no second time."""
    kept = second_factors.lock_factor(session, login.account.id)
    if kept is None or kept.confirmed_at is None:
        return False
    typed = hash_of(_bare(code))
    left = tuple(each for each in kept.recovery if not hmac.compare_digest(each, typed))
    if len(left) < len(kept.recovery):
        second_factors.change_factor(session, login.account.id, recovery=left)
        security_log.note(
            session,
            Event.RECOVERY_USED,
            login.account.name,
            address=login.address,
            detail=str(len(left)),
            at=now,
        )
        return True
    step = _step_of(tracker, kept, code, now)
    if step is not None:
        second_factors.change_factor(session, login.account.id, last_step=step)
    return step is not None


def _step_of(tracker: Tracker, kept: KeptFactor, code: str, now: datetime) -> int | None:
    """The time step of a code of the app that was not taken yet; None for a wrong or an old one.

    ``Refused`` for six digits that cannot be checked.
    """
    digits = _bare(code)
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    key = second_factor_keys.key_of(tracker)
    if key is None or second_factor_keys.id_of(key) != kept.key_id:
        raise Refused(_KEY_IS_GONE)
    app, at = _app(key, kept), int(now.timestamp()) // _STEP_SECONDS
    steps = (at + around for around in _STEPS_AROUND)
    right = [
        step
        for step in steps
        if hmac.compare_digest(app.generate_otp(step).encode(), digits.encode())
    ]
    return next((step for step in right if step > (kept.last_step or 0)), None)


def _app(key: bytes, kept: KeptFactor) -> pyotp.TOTP:
    secret = b32encode(second_factor_keys.secret_of(key, kept.salt)).decode()
    return pyotp.TOTP(secret, digits=_DIGITS, interval=_STEP_SECONDS)


def _new_codes() -> tuple[str, ...]:
    length = _PARTS * _PART
    return tuple(
        "".join(secrets.choice(_LETTERS) for _ in range(length)) for _ in range(RECOVERY_CODES)
    )


def _in_parts(code: str) -> str:
    return "-".join(code[each : each + _PART] for each in range(0, len(code), _PART))


def _bare(typed: str) -> str:
    """What was typed without what stands between groups."""
    return "".join(each for each in typed[:_MOST_TYPED].lower() if each.isalnum())
