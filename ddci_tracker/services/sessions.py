"""Signing in and out: from a name and a password, or a link, to a session and who acts in it.

A session is a secret token that a browser carries; only its SHA-256 is kept. It is resolved anew
for each request, so that an account which is disabled or given another role is so at once.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ddci_tracker.services import passwords, security_log, sign_in_limits
from ddci_tracker.services.account_rules import (
    AccountPlace,
    AccountView,
    good_full_name,
    good_name,
    is_name,
    kept_name,
    refuse_weak_password,
)
from ddci_tracker.services.accounts import keep_account
from ddci_tracker.services.links import Purpose
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.tokens import hash_of, new_token
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import accounts, links, logins, second_factors
from ddci_tracker.store.accounts import KeptAccount
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.errors import StoreError
from ddci_tracker.store.links import KeptLink
from ddci_tracker.store.logins import KeptLogin
from ddci_tracker.words.marking import N_

__all__ = [
    "AccountView",
    "CurrentSession",
    "SignInRefused",
    "SignedIn",
    "change_password",
    "create_first_account",
    "first_account_link",
    "hash_of",
    "session_of",
    "sign_in",
    "sign_out",
]

# A session ends after so long in any case, and sooner when nobody uses it (``SignInRules.idle``).
LONGEST = timedelta(hours=12)
# Use is noted this seldom, so that looking does not write each time.
NOTED_EVERY = timedelta(minutes=1)
# Whoever has given the password alone has so long to show the second factor.
CODE_WITHIN = timedelta(minutes=10)
FIRST_LINK_LASTS = timedelta(hours=24)
# What a browser says of itself is shorter, or of no use.
_LONGEST_BROWSER = 400


class SignInRefused(Refused):
    """Not let in. The same for an unknown account, a wrong password and a disabled account.

    ``wait`` is how many seconds must pass before the next attempt, None where none must.
    ``has_expired``: the password is right, but temporary and too old. ``is_outside``: it is right,
    but nobody comes in from there without a second factor that was set up before.
    """

    def __init__(
        self, *, wait: int | None = None, has_expired: bool = False, is_outside: bool = False
    ) -> None:
        if is_outside:
            super().__init__(
                N_(
                    "From outside of the agency's network this account needs a second factor; "
                    "set it up first at a computer of the agency"
                )
            )
        elif has_expired:
            super().__init__(
                N_("This temporary password has expired; ask your administrator for another one")
            )
        elif wait is None:
            super().__init__(N_("The account name or the password is not right"))
        else:
            super().__init__(
                N_("Too many attempts have failed; try again after {seconds} seconds"),
                seconds=wait,
            )
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A new session: the token for the browser, and what its owner must do first, in this order:
    show the second factor, choose a password, set up a second factor."""

    token: str
    must_change_password: bool
    must_show_code: bool = False
    must_set_up_factor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentSession:
    """Who acts in a session, and when it ends at the latest (UTC).

    While anything must be done first the actor may do nothing.
    """

    actor: Actor
    account: AccountView
    must_change_password: bool
    expires_at: datetime
    must_show_code: bool = False
    must_set_up_factor: bool = False

    @property
    def owes(self) -> bool:
        """Whether something must be done before anything else."""
        return self.must_show_code or self.must_change_password or self.must_set_up_factor


def sign_in(
    tracker: Tracker,
    name: str,
    password: str,
    *,
    address: str,
    browser: str | None = None,
    now: datetime,
) -> SignedIn:
    """Begin a session by name and password; ``SignInRefused``.

    ``address`` is where the request came from, ``browser`` what it says of itself. Every attempt
    gets a token of its own.
    """
    name = kept_name(name)
    of_account, of_address = (
        sign_in_limits.key_of_account(name),
        sign_in_limits.key_of_address(address),
    )
    of_both = sign_in_limits.key_of_both(name, address)
    limits = {of_address: sign_in_limits.PER_ADDRESS}
    if is_name(name):
        limits[of_both] = sign_in_limits.PER_ACCOUNT
        limits[of_account] = sign_in_limits.EVERYWHERE
    wait = sign_in_limits.begin_attempt(tracker, limits, now=now)
    account = _account_named(tracker, name)
    if wait:
        # Names of nobody are counted together: there are as many as somebody makes up.
        security_log.note_held_off(tracker, account.name if account else None, address, now)
        raise SignInRefused(wait=wait)
    kept = account.password_hash if account is not None else None
    if not passwords.is_right(kept, password) or account is None or not account.active:
        # A name of nobody may be a password that somebody typed into the wrong field.
        known = account.name if account is not None else None
        with writing(tracker.engine) as session:
            security_log.note(session, Event.FAILED, known, address=address, at=now)
        raise SignInRefused
    with writing(tracker.engine) as session:
        # It may have been disabled, or its password changed, while the password was tried.
        account = accounts.lock_account(session, account.id)
        if account is None or not account.active or account.password_hash != kept:
            raise SignInRefused
        if account.must_change_password and _has_expired(tracker, account, now):
            raise SignInRefused(has_expired=True)
        if passwords.is_outdated(account.password_hash or ""):
            renewed = passwords.hashed(password)
            accounts.change_account(session, account.id, password_hash=renewed)
        sign_in_limits.forgive_attempt(session, account=of_both, others=(of_account, of_address))
        factor = second_factors.factor_of(session, account.id)
        if factor is not None and factor.confirmed_at is not None:
            security_log.note(session, Event.CODE_ASKED, name, address=address, at=now)
            return begin(
                session, account, now, address=address, browser=browser, must_show_code=True
            )
        if tracker.rules.must_have_one_already(address):
            security_log.note(session, Event.OUTSIDE, name, address=address, at=now)
        else:
            security_log.note(session, Event.SIGNED_IN, name, address=address, at=now)
            begun = begin(session, account, now, address=address, browser=browser)
            return replace(begun, must_set_up_factor=_requires(tracker, account, address))
    raise SignInRefused(is_outside=True)


def _requires(tracker: Tracker, account: KeptAccount, address: str | None) -> bool:
    return tracker.rules.requires_second_factor(Role(account.role), address)


def _has_expired(tracker: Tracker, account: KeptAccount, now: datetime) -> bool:
    """Whether a temporary password has waited too long for its owner."""
    since = account.password_set_at or account.created_at
    return now - since >= timedelta(days=tracker.temporary_password_days)


def _account_named(tracker: Tracker, name: str) -> KeptAccount | None:
    if not is_name(name):
        return None
    with reading(tracker.engine) as session:
        return accounts.account_named(session, name)


def session_of(
    tracker: Tracker, token_hash: str, *, now: datetime, is_use: bool = True
) -> CurrentSession | None:
    """Who acts in a session; None where it is unknown, has ended or its account is disabled.

    Asking is a use of it, after which it holds longer, unless ``is_use`` says that it is none.
    """
    with reading(tracker.engine) as session:
        login = logins.login_of(session, token_hash)
    if login is None or not is_open(tracker, login, now):
        return None
    if is_use and now - login.last_seen_at >= NOTED_EVERY:
        # A database that takes no writes just now can still be looked at.
        with suppress(StoreError), writing(tracker.engine) as session:
            logins.mark_seen(session, token_hash, now)
    account = AccountView.of(login.account)
    must_show_code = awaits_code(login)
    must_set_up = not login.has_second_factor and _requires(tracker, login.account, login.address)
    actor = account.actor()
    return CurrentSession(
        actor=replace(actor, held=True) if must_show_code or must_set_up else actor,
        account=account,
        must_change_password=account.must_change_password,
        expires_at=login.expires_at,
        must_show_code=must_show_code,
        must_set_up_factor=must_set_up,
    )


def sign_out(tracker: Tracker, token_hash: str) -> None:
    """End a session, also in every other tab; nothing happens where there is none."""
    with writing(tracker.engine) as session:
        login = logins.login_of(session, token_hash)
        if login is not None:
            logins.end_login(session, token_hash)
            security_log.note(session, Event.SIGNED_OUT, login.account.name, address=login.address)


def change_password(
    tracker: Tracker, token_hash: str, old: str, new: str, *, now: datetime
) -> SignedIn:
    """Choose another password: every session of the account ends and a new one begins.

    ``Refused`` for ``old`` or ``new``; ``SignInRefused`` where the session has ended or too many
    attempts failed.
    """
    with reading(tracker.engine) as session:
        login = logins.login_of(session, token_hash)
    if login is None or not is_open(tracker, login, now) or awaits_code(login):
        raise SignInRefused
    kept = login.account.password_hash
    attempts = f"change:{login.account.id}"
    wait = sign_in_limits.begin_attempt(tracker, {attempts: sign_in_limits.PER_ACCOUNT}, now=now)
    if wait:
        security_log.note_held_off(tracker, login.account.name, login.address, now)
        raise SignInRefused(wait=wait)
    if not passwords.is_right(kept, old):
        with writing(tracker.engine) as session:
            name, address = login.account.name, login.address
            security_log.note(session, Event.FAILED, name, address=address, at=now)
        raise Refused(N_("The present password is not right"), field="old")
    with writing(tracker.engine) as session:
        # A new one that is too weak is no guess at the old one.
        sign_in_limits.forgive_attempt(session, account=attempts)
    _refuse_as_new(tracker, new, old, login.account)
    password_hash = passwords.hashed(new)
    with writing(tracker.engine) as session:
        account = accounts.lock_account(session, login.account.id)
        if account is None or not account.active or account.password_hash != kept:
            raise SignInRefused
        accounts.change_account(
            session, account.id, password_hash=password_hash, must_change_password=False
        )
        logins.end_logins_of(session, account.id)
        security_log.note(
            session, Event.PASSWORD_CHANGED, account.name, address=login.address, at=now
        )
        begun = begin(
            session,
            replace(account, must_change_password=False),
            now,
            address=login.address,
            browser=login.browser,
            proven=login.proven,
        )
        must_set_up = not login.has_second_factor and _requires(tracker, account, login.address)
        return replace(begun, must_set_up_factor=must_set_up)


def first_account_link(tracker: Tracker, *, now: datetime) -> str | None:
    """The token of a link that makes the first account, once and within a day.

    None as soon as an account exists. Each call makes a link; the earlier ones still open.
    """
    token = new_token()
    with writing(tracker.engine) as session:
        accounts.hold_accounts(session)
        if accounts.accounts(session):
            return None
        links.clear_ended_links(session, now)
        links.keep_link(
            session,
            KeptLink(
                token_hash=hash_of(token),
                purpose=Purpose.FIRST_ACCOUNT,
                account_id=None,
                agency=None,
                unit=None,
                created_at=now,
                created_by="",
                expires_at=now + FIRST_LINK_LASTS,
                last_used_at=None,
            ),
        )
    return token


def create_first_account(
    tracker: Tracker,
    token: str,
    *,
    name: str,
    full_name: str,
    password: str,
    address: str | None = None,
    browser: str | None = None,
    now: datetime,
) -> SignedIn:
    """Make the first account, an administrator's, by the link for it, and sign it in.

    Of several who open such links at once exactly one succeeds. ``Refused`` for bad input, and
    for a link that is unknown, has expired or comes second.
    """
    refuse_bad_first_link(tracker, token, now=now)
    name = good_name(name)
    full_name = good_full_name(full_name, name)
    with reading(tracker.engine) as session:
        refuse_weak_password(session, password, name, full_name)
    password_hash = passwords.hashed(password)
    with writing(tracker.engine) as session:
        accounts.hold_accounts(session)
        _refuse_bad_link(session, token, now)
        account = keep_account(
            session,
            name=name,
            full_name=full_name,
            place=AccountPlace(role=Role.ADMINISTRATOR),
            password_hash=password_hash,
            must_change_password=False,
            now=now,
            by=name,
        )
        links.remove_links_for(session, Purpose.FIRST_ACCOUNT)
        security_log.note(
            session,
            Event.ACCOUNT_ADDED,
            name,
            address=address,
            detail=str(Role.ADMINISTRATOR),
            at=now,
        )
        begun = begin(session, account, now, address=address, browser=browser)
        return replace(begun, must_set_up_factor=_requires(tracker, account, address))


def refuse_bad_first_link(tracker: Tracker, token: str, *, now: datetime) -> None:
    """Pass for a link that may make the first account; ``Refused`` for any other."""
    with reading(tracker.engine) as session:
        _refuse_bad_link(session, token, now)


def begin(
    session: Session,
    account: KeptAccount,
    now: datetime,
    *,
    address: str | None = None,
    browser: str | None = None,
    must_show_code: bool = False,
    proven: bool = False,
) -> SignedIn:
    """Begin a session of an account; ``proven``: its second factor was shown."""
    token = new_token()
    logins.clear_ended_logins(session, now)
    logins.begin_login(
        session,
        hash_of(token),
        account.id,
        now=now,
        expires_at=now + (CODE_WITHIN if must_show_code else LONGEST),
        address=address or None,
        browser=browser and browser[:_LONGEST_BROWSER],
        proven=proven,
    )
    if not must_show_code:
        accounts.change_account(session, account.id, last_used_at=now, unused_told_at=None)
    return SignedIn(
        token=token,
        must_change_password=account.must_change_password,
        must_show_code=must_show_code,
    )


def awaits_code(login: KeptLogin) -> bool:
    """Whether the second factor is still to be shown in a session."""
    return login.has_second_factor and not login.proven


def is_open(tracker: Tracker, login: KeptLogin, now: datetime) -> bool:
    """Whether a session still holds. A screen on a wall is looked at, not used: it never idles."""
    is_idle = now - login.last_seen_at >= tracker.rules.idle and login.account.role != Role.DISPLAY
    return login.account.active and now < login.expires_at and not is_idle


def _refuse_as_new(tracker: Tracker, new: str, old: str, account: KeptAccount) -> None:
    try:
        with reading(tracker.engine) as session:
            refuse_weak_password(session, new, account.name, account.full_name)
    except Refused as refused:
        raise Refused(refused.message, field="new", **refused.arguments) from None
    if new == old:
        raise Refused(N_("Choose a password that differs from the present one"), field="new")


def _refuse_bad_link(session: Session, token: str, now: datetime) -> None:
    link = links.link_of(session, hash_of(token))
    is_good = (
        link is not None
        and link.purpose == Purpose.FIRST_ACCOUNT
        and link.expires_at is not None
        and now < link.expires_at
        and not accounts.accounts(session)
    )
    if not is_good:
        raise Refused(N_("This link opens nothing any more; ask for a new one"))
