"""Compresses Streamlit's own scripts and style sheets, each once per process.

Streamlit sends them as they are and leaves compression to a proxy; most of our servers have none
before them, and the first visit is three times as long to load without it. Their names carry a
hash of what they hold, so what is compressed stays right until the next start.
"""

from __future__ import annotations

import gzip
import re
from functools import cache

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ddci_tracker import streamlit_inside as inside

_ASSET = re.compile(inside.ASSETS, re.ASCII)
_MEDIA_TYPES = {"js": "text/javascript", "css": "text/css"}
# Level 9 takes twice as long for 1 % less.
_LEVEL = 6


class CompressedAssets:
    """ASGI middleware that answers for Streamlit's scripts and style sheets, compressed.

    What it does not answer (another path, a client without gzip, a range) goes on to Streamlit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asset = _asset(scope)
        if asset is not None:
            name, ending = asset.groups()
            try:
                content = await to_thread.run_sync(compressed, name)
            except FileNotFoundError:
                pass
            else:
                response = Response(
                    content,
                    media_type=_MEDIA_TYPES[ending],
                    headers={
                        "content-encoding": "gzip",
                        "vary": "Accept-Encoding",
                        "cache-control": "public, immutable, max-age=31536000",
                    },
                )
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)


@cache
def compressed(name: str) -> bytes:
    """A file of Streamlit's static folder, as gzip. FileNotFoundError when there is none."""
    return gzip.compress((inside.static_folder() / "static" / name).read_bytes(), _LEVEL, mtime=0)


def _asset(scope: Scope) -> re.Match[str] | None:
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    headers = Headers(scope=scope)
    if "range" in headers or "gzip" not in headers.get("accept-encoding", ""):
        return None
    return _ASSET.fullmatch(scope["path"])
