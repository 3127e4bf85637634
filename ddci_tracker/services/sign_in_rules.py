"""What is asked of whoever signs in beside a password, and how long accounts and sessions rest.

The environment decides (``settings``); here it becomes rules, and words that say nothing are
told by the doctor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from ddci_tracker.services.permissions import Role

Networks = tuple[IPv4Network | IPv6Network, ...]


class RequiredOf(StrEnum):
    """Of whom a second factor is required; of nobody else, who may have one all the same."""

    ADMINISTRATORS = "administrators"
    OUTSIDE = "outside"  # whoever signs in from outside of the agency's networks
    EVERYBODY = "everybody"


_WORDS = frozenset(map(str, RequiredOf))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRules:
    """The rules of one installation.

    ``inside`` are the agency's networks, none: the private ones. A session ends after ``idle``
    without use; an account is switched off after ``unused_days`` without a sign-in, None: never.
    ``not_understood`` are words of the settings that are none of ours.
    """

    asked: frozenset[RequiredOf] = frozenset()
    inside: Networks = ()
    idle: timedelta = timedelta(hours=8)
    unused_days: int | None = None
    not_understood: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        *,
        second_factor: Iterable[str],
        inside: Iterable[str],
        idle_minutes: int,
        unused_days: int | None,
    ) -> SignInRules:
        """The rules that settings ask for, as they are written."""
        asked: set[RequiredOf] = set()
        networks: list[IPv4Network | IPv6Network] = []
        strange: list[str] = []
        for word in second_factor:
            if word in _WORDS:
                asked.add(RequiredOf(word))
            else:
                strange.append(word)
        for written in inside:
            try:
                networks.append(ip_network(written, strict=False))
            except ValueError:
                strange.append(written)
        return cls(
            asked=frozenset(asked),
            inside=tuple(networks),
            idle=timedelta(minutes=idle_minutes),
            unused_days=unused_days,
            not_understood=tuple(strange),
        )

    def requires_second_factor(self, role: Role, address: str | None) -> bool:
        """Whether somebody of this role, who signs in from an address, must have one."""
        if role is Role.DISPLAY:
            return False
        return (
            RequiredOf.EVERYBODY in self.asked
            or (RequiredOf.ADMINISTRATORS in self.asked and role is Role.ADMINISTRATOR)
            or self.must_have_one_already(address)
        )

    def must_have_one_already(self, address: str | None) -> bool:
        """Whether nobody may sign in from this address to set one up: it lies outside.

        Somebody there who only knows a password could set up one of their own.
        """
        return RequiredOf.OUTSIDE in self.asked and not self._is_inside(address)

    def _is_inside(self, address: str | None) -> bool:
        try:
            read = ip_address(address or "")
        except ValueError:
            return False
        if isinstance(read, IPv6Address) and read.ipv4_mapped is not None:
            read = read.ipv4_mapped
        if read.is_loopback:
            return True
        if not self.inside:
            return read.is_private
        return any(read.version == each.version and read in each for each in self.inside)


# Of nobody a second factor, no account switched off.
NO_RULES = SignInRules()
