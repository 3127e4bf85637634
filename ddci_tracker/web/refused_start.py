"""A start that fails, told in the sentences that are known for it, whichever server was started.

Not here: the command ``run``, which tells by itself what ``serving`` raises.
"""

from __future__ import annotations

import logging
import sys

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ddci_tracker.services.failures import sentences_for
from ddci_tracker.words.catalogue import Words

# What uvicorn says of a start that failed, after why.
_FAILED = "Application startup failed. Exiting."


def say_it_once() -> None:
    """Why a start failed is told; that it failed, in English, need not be."""
    logging.getLogger("uvicorn.error").addFilter(_is_worth_saying)


def told(error: BaseException) -> str | None:
    """What to tell whoever started the tracker; None for an error that nobody should meet."""
    return "\n".join(sentences_for(error, Words.of())) or None


class ToldStart:
    """ASGI middleware that puts the sentences in the place of a traceback."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return

        async def send_in_words(message: Message) -> None:
            # Sent while the error is being handled.
            error = sys.exception()
            if message["type"] == "lifespan.startup.failed" and error is not None:
                said = told(error)
                if said is not None:
                    say_it_once()
                    message = {**message, "message": said}
            await send(message)

        await self._app(scope, receive, send_in_words)


def _is_worth_saying(record: logging.LogRecord) -> bool:
    return record.msg != _FAILED
