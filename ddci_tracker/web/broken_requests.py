"""What is no request at all never reaches the application: it is refused here without a word.

The server below would answer it in English; whoever sends such a thing is no browser of anybody's.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Response

_REFUSED = (
    f"HTTP/1.1 {HTTPStatus.BAD_REQUEST.value} {HTTPStatus.BAD_REQUEST.phrase}\r\n"
    "content-length: 0\r\nconnection: close\r\n\r\n"
).encode("ascii")


# What uvicorn says of each of them, and of whoever asks for another protocol and is answered in
# this one. A scanner sends thousands; whoever reads the log can do nothing about them.
_SAID = frozenset({"Invalid HTTP request received.", "Unsupported upgrade request."})


def say_nothing_of_them() -> None:
    """Keep them out of the log as well. Calling it again changes nothing."""
    logging.getLogger("uvicorn.error").addFilter(_is_worth_saying)


def _is_worth_saying(record: logging.LogRecord) -> bool:
    return record.msg not in _SAID


class Requests(HttpToolsProtocol):
    """Reads requests; what is none is refused without a body."""

    def send_400_response(self, msg: str) -> None:
        self.transport.write(_REFUSED)
        self.transport.close()


class Connections(WebSocketsSansIOProtocol):
    """Keeps the connections of open pages; a broken handshake is refused without a body."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reject = self.conn.reject

        def without_a_word(status: HTTPStatus | int, text: str) -> Response:
            return reject(status, "")

        self.conn.reject = without_a_word  # type: ignore[method-assign]
