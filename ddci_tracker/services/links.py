"""Addresses with a secret in them: a meeting-room screen, and a calendar of due days.

Whoever has the address is let in, so it can be revoked. The secret is shown once, when it is
made; only its SHA-256 is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from ddci_tracker.domain import texts
from ddci_tracker.services import security_log
from ddci_tracker.services.account_rules import (
    AccountPlace,
    AccountView,
    good_full_name,
    good_place,
)
from ddci_tracker.services.accounts import keep_account
from ddci_tracker.services.acts import says_nothing
from ddci_tracker.services.permissions import Action, Actor, Role, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.tokens import hash_of, new_token
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import accounts, links
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.errors import StoreError
from ddci_tracker.store.links import KeptLink
from ddci_tracker.words.marking import N_


class Purpose(StrEnum):
    """What a link opens."""

    FIRST_ACCOUNT = "first_account"
    DISPLAY = "display"
    CALENDAR = "calendar"


# Where the web answers to a link.
_PATHS: Mapping[Purpose, str] = MappingProxyType(
    {
        Purpose.FIRST_ACCOUNT: "/first/{token}",
        Purpose.DISPLAY: "/man-hinh/{token}",
        Purpose.CALENDAR: "/lich/{token}.ics",
    }
)
# Screens and calendar programs come many times a day; use is noted this seldom.
_NOTED_EVERY = timedelta(hours=1)
# A screen that comes again after so long is noted in the log as well.
_LOGGED_AFTER = timedelta(days=1)
_NAME_OF_A_SCREEN = "man-hinh-"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A link without its secret, found again by ``token_hash``. Moments are UTC.

    ``unit`` None is a calendar of all units; ``place`` is where a screen hangs.
    """

    token_hash: str
    purpose: Purpose
    agency: str
    unit: str | None
    place: str | None
    created_at: datetime
    created_by: str
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLink:
    """What a calendar shows: the due days of a unit, or of every unit of the agency."""

    agency: str
    unit: str | None


def path_of(purpose: Purpose, token: str) -> str:
    """The path of a link, behind the address of the tracker."""
    return _PATHS[purpose].format(token=token)


def make_calendar_link(
    tracker: Tracker, actor: Actor, agency: str, unit: str | None = None, *, now: datetime
) -> str:
    """A link to the due days of a unit, or of every unit; returns its secret.

    It never expires. ``Refused`` for an unknown agency or unit, ``Forbidden``.
    """
    agency = texts.line(agency)
    require(actor, Action.MAKE_LINK, agency=agency)
    with writing(tracker.engine) as session:
        place = AccountPlace(role=Role.COORDINATOR, agencies=(agency,), unit=unit)
        unit = good_place(session, place).unit
        return _keep(session, Purpose.CALENDAR, actor, agency, now, unit=unit)


def make_display_link(
    tracker: Tracker, actor: Actor, agency: str, place: str, *, now: datetime
) -> str:
    """A link for a meeting-room screen, which reads the agency's plans; returns its secret.

    ``place`` says where it hangs. The screen gets an account of its own, without a password.
    ``Refused`` for an unknown agency or without a place, ``Forbidden``.
    """
    agency = texts.line(agency)
    require(actor, Action.MAKE_LINK, agency=agency)
    if says_nothing(place):
        raise Refused(N_("Say where the screen hangs"), field="place")
    with writing(tracker.engine) as session:
        accounts.hold_accounts(session)
        if not accounts.accounts(session):
            raise Refused(N_("Make the first account before a link"))
        name = f"{_NAME_OF_A_SCREEN}{hash_of(new_token())[:8]}"
        screen = keep_account(
            session,
            name=name,
            full_name=good_full_name(place, name),
            place=good_place(session, AccountPlace(role=Role.DISPLAY, agencies=(agency,))),
            password_hash=None,
            must_change_password=False,
            now=now,
            by=actor.name,
        )
        return _keep(session, Purpose.DISPLAY, actor, agency, now, account_id=screen.id)


def list_links(tracker: Tracker, actor: Actor, agency: str) -> tuple[LinkView, ...]:
    """The links of an agency, the newest first; ``Forbidden``."""
    require(actor, Action.MAKE_LINK, agency=agency)
    return tuple(each for each in list_every_link(tracker, actor) if each.agency == agency)


def list_every_link(tracker: Tracker, actor: Actor) -> tuple[LinkView, ...]:
    """The links of every agency that somebody may make links for, the newest first."""
    with reading(tracker.engine) as session:
        found = [_view(session, each) for each in links.links_of_agencies(session)]
    return tuple(each for each in found if actor.may(Action.MAKE_LINK, agency=each.agency))


def revoke_link(tracker: Tracker, actor: Actor, token_hash: str) -> None:
    """Let a link open nothing any more; a screen is cut off at once.

    ``Refused`` for a link that is not there, ``Forbidden`` for one of another agency.
    """
    with writing(tracker.engine) as session:
        accounts.hold_accounts(session)
        link = links.link_of(session, token_hash)
        if link is None or link.agency is None:
            raise Refused(N_("There is no such link; perhaps it was revoked already"))
        require(actor, Action.MAKE_LINK, agency=link.agency)
        detail = " ".join(filter(None, (link.purpose, link.agency, link.unit)))
        security_log.note(session, Event.LINK_REVOKED, by=actor.name, detail=detail)
        if link.account_id is None:
            links.remove_link(session, token_hash)
        else:
            # The account of a screen serves its link alone, which goes with it.
            accounts.remove_account(session, link.account_id)


def calendar_of(tracker: Tracker, token: str, *, now: datetime) -> CalendarLink | None:
    """What a calendar link shows; None for one that opens nothing."""
    with reading(tracker.engine) as session:
        link = links.link_of(session, hash_of(token))
    if link is None or link.purpose != Purpose.CALENDAR or link.agency is None:
        return None
    _note_use(tracker, link, now)
    return CalendarLink(agency=link.agency, unit=link.unit)


def screen_of(
    tracker: Tracker, token: str, *, address: str | None = None, now: datetime
) -> Actor | None:
    """Who looks from a meeting-room screen, by the secret of its link; None where it opens nothing.

    The link is the permission, asked anew at each look: no session begins. ``address`` is where
    the request came from.
    """
    with reading(tracker.engine) as session:
        link = links.link_of(session, hash_of(token))
        if link is None or link.purpose != Purpose.DISPLAY or link.account_id is None:
            return None
        account = accounts.account_of(session, link.account_id)
    if account is None or not account.active or account.role != Role.DISPLAY:
        return None
    _note_use(tracker, link, now, screen=account.name, address=address)
    return AccountView.of(account).actor()


def _note_use(
    tracker: Tracker,
    link: KeptLink,
    now: datetime,
    *,
    screen: str | None = None,
    address: str | None = None,
) -> None:
    used = link.last_used_at
    if used is not None and now - used < _NOTED_EVERY:
        return
    # A database that takes no writes just now can still be looked at.
    with suppress(StoreError), writing(tracker.engine) as session:
        links.mark_used(session, link.token_hash, now)
        if screen is not None and (used is None or now - used >= _LOGGED_AFTER):
            security_log.note(session, Event.SIGNED_IN, screen, address=address, at=now)


def _keep(
    session: Session,
    purpose: Purpose,
    actor: Actor,
    agency: str,
    now: datetime,
    *,
    unit: str | None = None,
    account_id: int | None = None,
) -> str:
    token = new_token()
    link = KeptLink(
        token_hash=hash_of(token),
        purpose=purpose,
        account_id=account_id,
        agency=agency,
        unit=unit,
        created_at=now,
        created_by=actor.name,
        expires_at=None,
        last_used_at=None,
    )
    links.keep_link(session, link)
    detail = " ".join(filter(None, (purpose, agency, unit)))
    security_log.note(session, Event.LINK_MADE, by=actor.name, detail=detail, at=now)
    return token


def _view(session: Session, link: KeptLink) -> LinkView:
    screen = accounts.account_of(session, link.account_id) if link.account_id else None
    return LinkView(
        token_hash=link.token_hash,
        purpose=Purpose(link.purpose),
        agency=link.agency or "",
        unit=link.unit,
        place=screen.full_name if screen else None,
        created_at=link.created_at,
        created_by=link.created_by,
        last_used_at=link.last_used_at,
    )
