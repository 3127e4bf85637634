"""The cookie that carries a session's token.

No script can read it and no form of another site sends it. Over HTTPS it never leaves by plain
HTTP and no other name of the same domain can set it, which the prefix of its name tells browsers.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import Scope

_PLAIN = "ddci_session"
_SECURE = f"__Host-{_PLAIN}"
# What secrets.token_urlsafe(32) makes. Anything else needs no look into the database.
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)


def token_in(scope: Scope, *, secure: bool) -> str | None:
    """The token that a request carries; None for none and for what cannot be one."""
    cookies = cookie_parser("; ".join(Headers(scope=scope).getlist("cookie")))
    token = cookies.get(_name(secure=secure), "")
    return token if _TOKEN.fullmatch(token) else None


def put(response: Response, token: str, *, secure: bool) -> None:
    """Have the browser keep a token until it is closed; the session may end sooner."""
    response.set_cookie(
        _name(secure=secure),
        token,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def take_away(response: Response, *, secure: bool) -> None:
    """Have the browser forget its token."""
    response.delete_cookie(
        _name(secure=secure), path="/", secure=secure, httponly=True, samesite="lax"
    )


def _name(*, secure: bool) -> str:
    return _SECURE if secure else _PLAIN
