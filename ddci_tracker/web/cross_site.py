"""Whether the page of another site has sent a request: refused before anything else is looked at.

Browsers send our cookie along with what other pages make them send, so the cookie alone does not
say that somebody wanted it. They also say which page it was: ``Sec-Fetch-Site`` over HTTPS and
on localhost, ``Origin`` everywhere with a form, a websocket or a script's request. Programs send
neither and hold no cookie of anybody else. A link from another site is followed like one that was
typed: it only reads, and what it shows the other site cannot see.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

_OURS = frozenset({"same-origin", "none"})
_READING = frozenset({"GET", "HEAD"})


def is_foreign(scope: Scope) -> bool:
    """Whether a browser says that another site's page sent this.

    The scheme of the origin does not count: behind a proxy that ends HTTPS it is another one.
    """
    headers = Headers(scope=scope)
    hosts = headers.getlist("host")
    if any(_host_of(origin) != [host.lower() for host in hosts] for origin in _origins(headers)):
        return True
    site = headers.get("sec-fetch-site", "none")
    return site not in _OURS and not _is_a_link(scope, headers)


def _origins(headers: Headers) -> list[str]:
    return headers.getlist("origin")


def _host_of(origin: str) -> list[str]:
    try:
        return [urlsplit(origin).netloc.lower()]
    except ValueError:
        return []


def _is_a_link(scope: Scope, headers: Headers) -> bool:
    """Whether somebody follows a link to us, into a window that they see."""
    return (
        scope["type"] == "http"
        and scope["method"] in _READING
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest", "document") == "document"
    )
