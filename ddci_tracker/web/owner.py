"""Whether a request comes from this computer itself: owner mode, while no account exists.

Whoever opens the tracker on its own computer is then its owner, so anything that may have come
from elsewhere is refused: another computer, a proxy on this one, and a web page that reaches for
localhost from inside a browser on this one (a foreign name in ``Host``, a foreign ``Origin``).
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.types import Scope

from ddci_tracker.web.network import ip_of
from ddci_tracker.web.refusals import Refusal

_OWN_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_PROXY_HEADERS = frozenset({"forwarded", "via", "x-real-ip"})
_PROXY_PREFIX = "x-forwarded-"
_SCHEME_OF_ORIGIN = {"ws": "http", "wss": "https"}


def why_refused(scope: Scope) -> Refusal | None:
    """Why a request may not be the owner's; None when it is. The first reason found counts."""
    headers = Headers(scope=scope)
    if not _is_loopback(scope.get("client")):
        return Refusal.ANOTHER_COMPUTER
    if _came_through_a_proxy(scope, headers):
        return Refusal.PROXY
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not _OWN_HOST.fullmatch(hosts[0]):
        return Refusal.FOREIGN_HOST
    scheme = _SCHEME_OF_ORIGIN.get(scope["scheme"], scope["scheme"])
    own_origin = f"{scheme}://{hosts[0]}".lower()
    if any(origin.lower() != own_origin for origin in headers.getlist("origin")):
        return Refusal.FOREIGN_ORIGIN
    return None


def _is_loopback(client: tuple[str, int] | None) -> bool:
    """Whether the peer is on this computer: 127.0.0.0/8, ::1, or the former written as IPv6."""
    address = ip_of(client[0]) if client else None
    return address is not None and address.is_loopback


def _came_through_a_proxy(scope: Scope, headers: Headers) -> bool:
    """Whether anything says so. HTTP/1.0 does: nginx speaks it unless told otherwise, and adds no
    header of its own; browsers do not."""
    names = [name.lower() for name in headers]
    return scope.get("http_version") == "1.0" or any(
        name in _PROXY_HEADERS or name.startswith(_PROXY_PREFIX) for name in names
    )
