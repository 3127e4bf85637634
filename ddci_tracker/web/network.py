"""Where a request really comes from, and whether it asked for a name that is ours.

What a proxy says of somebody is believed only from the proxies that the installation names: anyone
else could write the same headers. Not here: owner mode (``owner``), which no proxy may enter.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from starlette.datastructures import Headers
from starlette.types import Scope

from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_

_SECURE_SCHEMES = frozenset({"https", "wss"})
_OF_THIS_COMPUTER = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([\w.-]+))(?::\d{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who asks, as far as it can be known.

    ``address`` is an IP address, "" when there is none. ``secure``: the browser used HTTPS.
    ``host`` is the one name it asked for, as it wrote it; None when there is not exactly one.
    """

    address: str
    secure: bool
    host: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What an installation says of the network around it.

    ``hosts`` are the names to answer to, in small letters and without ports; None when it names
    none: then the names of this computer and any address written in figures, which no foreign
    page can make its own by naming it. Get one by ``of``.
    """

    hosts: frozenset[str] | None
    proxies: tuple[IPv4Network | IPv6Network, ...]

    @classmethod
    def of(cls, hosts: Iterable[str] = (), proxies: Iterable[str] = ()) -> Network:
        """The network by the names of hosts and by addresses of proxies, single or a range.

        ``Refused`` for one that is none.
        """
        names = frozenset(map(_host_set, hosts))
        return cls(hosts=names or None, proxies=tuple(map(_network_set, proxies)))

    def arrival(self, scope: Scope) -> Arrival:
        """Where an HTTP request or a websocket comes from."""
        headers = Headers(scope=scope)
        client = scope.get("client")
        peer = ip_of(client[0]) if client else None
        secure = scope["scheme"] in _SECURE_SCHEMES
        if peer is not None and self._trusts(peer):
            peer = self._told_of(headers, peer)
            told = _listed(headers, "x-forwarded-proto")
            secure = told[-1].lower() == "https" if told else secure
        hosts = headers.getlist("host")
        return Arrival(
            address=str(peer) if peer else "",
            secure=secure,
            host=hosts[0] if len(hosts) == 1 else None,
        )

    def answers_to(self, host: str | None) -> bool:
        """Whether a ``Host`` is one of ours."""
        name = _name_in(host or "")
        if name is None:
            return False
        if name in _OF_THIS_COMPUTER:
            return True
        if self.hosts is not None:
            return name in self.hosts
        return ip_of(name) is not None or name in _own_names()

    def _trusts(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self.proxies)

    def _told_of(
        self, headers: Headers, peer: IPv4Address | IPv6Address
    ) -> IPv4Address | IPv6Address:
        """The nearest address that is not a proxy of ours; whatever stands before it is hearsay."""
        nearest = peer
        for told in reversed(_listed(headers, "x-forwarded-for")):
            address = ip_of(told)
            if address is None:
                break
            nearest = address
            if not self._trusts(address):
                break
        return nearest


def _listed(headers: Headers, name: str) -> list[str]:
    return [part.strip() for line in headers.getlist(name) for part in line.split(",")]


def ip_of(written: str) -> IPv4Address | IPv6Address | None:
    """The address that is written, one of IPv4 in IPv6 clothes as such; None for no address."""
    try:
        address = ip_address(written)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _name_in(host: str) -> str | None:
    """The name in a ``Host``, without its port; None when it is not written like one."""
    found = _HOST.fullmatch(host)
    return (found[1] or found[2]).lower().rstrip(".") if found else None


def _own_names() -> frozenset[str]:
    own = socket.gethostname().lower()
    return frozenset({own, own.partition(".")[0]})


def _host_set(written: str) -> str:
    name = _name_in(written)
    if name is None:
        raise Refused(N_("DDCI_ALLOWED_HOSTS: {host} is not a host name"), host=written)
    return name


def _network_set(written: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(written, strict=False)
    except ValueError:
        raise Refused(
            N_("DDCI_TRUSTED_PROXIES: {address} is not an address of a computer or a network"),
            address=written,
        ) from None
