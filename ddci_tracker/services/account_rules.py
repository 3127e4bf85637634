"""What makes a good account: its name, and the agencies and the unit that go with its role.

Decides only; accounts are made and changed in ``accounts`` and ``sessions``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from zlib import crc32

from ddci_tracker.domain import texts
from ddci_tracker.domain.plan import Plan
from ddci_tracker.services import passwords
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.refusals import Refused, first_unknown
from ddci_tracker.services.typed_texts import read
from ddci_tracker.store import queries
from ddci_tracker.store.accounts import KeptAccount
from ddci_tracker.store.engine import Session
from ddci_tracker.words.marking import N_

# Nobody becomes the owner of a computer by an account.
ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.OWNER)
# They are for all agencies unless some are named.
OF_EVERY_AGENCY = frozenset({Role.ADMINISTRATOR, Role.PROVINCE})

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
_LONGEST_FULL_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlace:
    """Where somebody stands: the role, its agencies (None: every one) and its unit."""

    role: Role
    agencies: tuple[str, ...] | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """An account without its secrets. ``agencies`` None is every agency; moments are UTC."""

    id: int
    name: str
    full_name: str
    role: Role
    agencies: tuple[str, ...] | None
    unit: str | None
    active: bool
    must_change_password: bool
    created_at: datetime
    left_as: str | None = None

    @classmethod
    def of(cls, kept: KeptAccount) -> AccountView:
        """What may be shown of an account as it is kept."""
        return cls(
            id=kept.id,
            name=kept.name,
            full_name=kept.full_name,
            role=Role(kept.role),
            agencies=kept.agencies,
            unit=kept.unit,
            active=kept.active,
            must_change_password=kept.must_change_password,
            created_at=kept.created_at,
            left_as=kept.left_as,
        )

    @property
    def mark(self) -> int:
        """Differs where something else is said of the account."""
        said = (self.full_name, self.role, self.agencies, self.unit, self.active)
        return crc32(repr(said).encode())

    def actor(self) -> Actor:
        """Who acts under this account."""
        return Actor(
            name=self.name,
            role=self.role,
            agencies=None if self.agencies is None else frozenset(self.agencies),
            unit=self.unit,
            held=self.must_change_password,
        )


def kept_name(typed: str) -> str:
    """A name in the form in which it is kept, so that "Lan " and "lan" are one."""
    return unicodedata.normalize("NFKC", texts.line(typed)).strip().casefold()


def is_name(name: str) -> bool:
    """Whether an account can have this name, given in the form in which names are kept."""
    return _NAME.fullmatch(name) is not None


def refuse_weak_password(session: Session, password: str, name: str, full_name: str) -> None:
    """Pass for a password that this account may have; ``Refused`` for ``password``.

    What everybody knows of its owner and of the agencies that have a plan here adds nothing.
    """
    around = (full_name, *queries.agency_names(session))
    passwords.refuse_weak(password, name, around=around)


def good_name(typed: str) -> str:
    """The name of a new account as it will be kept; ``Refused`` for ``name``."""
    name = kept_name(typed)
    if not is_name(name):
        raise Refused(
            N_(
                "{name} is no account name: write 3 to 64 letters without marks, digits, dots, "
                "hyphens or underscores"
            ),
            field="name",
            name=typed,
        )
    return name


def good_full_name(typed: str, name: str) -> str:
    """A full name with its spaces in order; the account name where there is none."""
    spaced = " ".join(texts.line(typed).split())
    return read(spaced, "full_name", longest=_LONGEST_FULL_NAME) or name


def good_post(typed: str) -> str:
    """The post that stands for somebody who left; ``Refused`` for ``left_as``."""
    post = read(" ".join(texts.line(typed).split()), "left_as", longest=_LONGEST_FULL_NAME)
    if not post:
        raise Refused(N_("Say which post stands for the name from now on"), field="left_as")
    return post


def good_place(session: Session, place: AccountPlace) -> AccountPlace:
    """A place that an account may have; ``Refused`` for ``role``, ``agency`` or ``unit``."""
    if place.role not in ROLES:
        raise Refused(N_("No account has the role {role}"), field="role", role=str(place.role))
    agencies = _good_agencies(session, place)
    unit = texts.line(place.unit or "") or None
    if unit is None and place.role is Role.STAFF:
        raise Refused(N_("Say which unit of the agency the account belongs to"), field="unit")
    if unit is not None:
        _refuse_unknown_unit(session, agencies, unit)
    return AccountPlace(role=place.role, agencies=agencies, unit=unit)


def _good_agencies(session: Session, place: AccountPlace) -> tuple[str, ...] | None:
    given = tuple(dict.fromkeys(filter(None, map(texts.line, place.agencies or ()))))
    if not given:
        if place.role in OF_EVERY_AGENCY:
            return None
        raise Refused(N_("Say which agency the account belongs to"), field="agency")
    known = known_agencies(session)
    if (stranger := first_unknown(given, known)) is not None:
        raise Refused(
            N_("No plan here is of agency {agency}; there are {agencies}"),
            field="agency",
            agency=stranger,
            agencies=known,
        )
    if place.role is Role.STAFF and len(given) > 1:
        raise Refused(N_("Unit staff belong to exactly one agency"), field="agency")
    return given


def known_agencies(session: Session) -> tuple[str, ...]:
    """The agencies that have a plan here."""
    return tuple(dict.fromkeys(entry.agency for entry in queries.plans(session)))


def _refuse_unknown_unit(session: Session, agencies: tuple[str, ...] | None, unit: str) -> None:
    if agencies is None or len(agencies) != 1:
        raise Refused(N_("Only an account of exactly one agency belongs to a unit"), field="unit")
    units = units_of(session, agencies[0])
    if unit not in units:
        raise Refused(
            N_("Agency {agency} has no unit {unit}; there are {units}"),
            field="unit",
            agency=agencies[0],
            unit=unit,
            units=tuple(units),
        )


def units_of(session: Session, agency: str) -> Mapping[str, str]:
    """The units that staff of an agency belong to, code to name, by its plans, newest first."""
    return staff_units(
        queries.load_plan(session, entry.id, as_of=queries.ALWAYS, known_at=queries.EVER)
        for entry in queries.plans(session)
        if entry.agency == agency
    )


def staff_units(plans: Iterable[Plan]) -> Mapping[str, str]:
    """The units that staff may belong to, code to name; the first plan says what one is called."""
    found: dict[str, str] = {}
    for plan in plans:
        for unit in plan.units:
            if unit.may_have_staff:
                found.setdefault(unit.code, unit.name)
    return MappingProxyType(found)
