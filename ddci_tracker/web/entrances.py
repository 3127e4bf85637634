"""The addresses that nobody needs a session for, since they lead to one or bring their own secret.

Each is named with its methods; everything else needs a session. What they answer is decided
behind the gate, which still refuses foreign pages and foreign names before them.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.types import Scope

SIGN_IN = "/login"
SIGN_OUT = "/logout"
PASSWORD = "/password"  # noqa: S105 - an address
CODE = "/ma-xac-thuc"
SECOND_FACTOR = "/xac-thuc-hai-yeu-to"
OWN_SESSIONS = "/phien-dang-nhap"
FIRST = "/first"
DISPLAY = "/man-hinh"
MEETING_PULSE = "/hop/nhip"
API = "/api/v1"
METRICS = "/metrics"

_TOKEN = r"[\w-]{20,100}"  # noqa: S105 - the shape of one
READ = frozenset({"GET", "HEAD"})
_FIRST = re.compile(f"{FIRST}/{_TOKEN}", re.ASCII)

_ENTRANCES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(SIGN_IN), READ | {"POST"}),
    (re.compile(SIGN_OUT), frozenset({"POST"})),
    (_FIRST, READ | {"POST"}),
    (re.compile(f"{DISPLAY}/{_TOKEN}", re.ASCII), READ),
    (re.compile(rf"/lich/{_TOKEN}\.ics", re.ASCII), READ),
    (re.compile(METRICS), READ),
)
# What somebody with a temporary password may do.
_WITH_A_TEMPORARY_PASSWORD = frozenset({PASSWORD, SIGN_OUT})
# What somebody may do who has given a password, and not yet a code of the second factor.
_BEFORE_THE_CODE = frozenset({CODE, SIGN_OUT})
# What somebody may do who must set up a second factor first.
_BEFORE_A_SECOND_FACTOR = frozenset({SECOND_FACTOR, PASSWORD, SIGN_OUT})
_NO_WAY_BACK = frozenset({"/", SIGN_IN, SIGN_OUT, PASSWORD, OWN_SESSIONS, CODE, SECOND_FACTOR})

# Longer addresses than browsers and servers agree on are nobody's screen.
_LONGEST_ADDRESS = 2000
_OWN_ADDRESS = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def needs_no_session(scope: Scope) -> bool:
    """Whether a request is let in from anybody, once accounts exist."""
    return scope["type"] == "http" and (
        is_of_the_api(scope)
        or any(
            scope["method"] in methods and pattern.fullmatch(scope["path"])
            for pattern, methods in _ENTRANCES
        )
    )


def is_of_the_api(scope: Scope) -> bool:
    """Whether another system asks, by a token of its own; it reads JSON, whatever it is told."""
    path: str = scope["path"]
    return path == API or path.startswith(f"{API}/")


def needs_no_owner(scope: Scope) -> bool:
    """Whether a request is let in from anywhere while no account exists: to make the first."""
    return scope["type"] == "http" and _FIRST.fullmatch(scope["path"]) is not None


def needs_no_own_password(scope: Scope) -> bool:
    """Whether somebody whose password is a temporary one may ask for this."""
    return scope["type"] == "http" and scope["path"] in _WITH_A_TEMPORARY_PASSWORD


def needs_no_code(scope: Scope) -> bool:
    """Whether somebody whose second factor is still to be shown may ask for this."""
    return scope["type"] == "http" and scope["path"] in _BEFORE_THE_CODE


def needs_no_second_factor(scope: Scope) -> bool:
    """Whether somebody who must set up a second factor first may ask for this."""
    return scope["type"] == "http" and scope["path"] in _BEFORE_A_SECOND_FACTOR


def way_back(written: str | None) -> str | None:
    """An address to lead somebody back to: one of ours with its query, else None.

    Whatever a browser could read as the address of another site is none of ours.
    """
    if not written or len(written) > _LONGEST_ADDRESS or not _OWN_ADDRESS.fullmatch(written):
        return None
    path = written.partition("?")[0]
    return None if path in _NO_WAY_BACK else written


def asked_for(scope: Scope) -> str:
    """The address that a request asks for, path and query, as it may stand in a location."""
    query = scope["query_string"].decode("latin-1")
    path = quote(scope["path"], safe="/:@!$&'()*+,;=-._~")
    return f"{path}?{query}" if query else path
