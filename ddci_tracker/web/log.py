"""Where the tracker's own reports go while it serves: to stderr, a line each with tracebacks below,
or as one JSON document a line for whoever collects them.

No secret stands in them: what looks like a token or a password of an address is left out.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.measures import ERRORS

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
# As ``services.tokens`` makes them, and what stands between a name and its host.
_TOKEN = re.compile(r"(?<![\w-])(?=\S*[A-Z])(?=\S*[a-z])[\w-]{43}(?![\w-])", re.ASCII)
_PASSWORD = re.compile(r"(://[^\s:/@]*):[^\s@]+@")
# The server's own reports go along.
_SERVER = ("uvicorn", "uvicorn.error")


def report_to_stderr(*, as_json: bool) -> None:
    """Send what the tracker's modules log to stderr. Calling it again changes nothing."""
    ours = logging.getLogger("ddci_tracker")
    form: logging.Formatter = JsonLines() if as_json else PlainLines(_FORMAT)
    if not ours.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(form)
        ours.addHandler(handler)
        ours.addHandler(_CountedErrors(logging.ERROR))
        ours.setLevel(logging.INFO)
        ours.propagate = False
    if as_json:
        for name in _SERVER:
            for each in logging.getLogger(name).handlers:
                each.setFormatter(form)
    inside.leave_errors_of_scripts_to_us()


class _CountedErrors(logging.Handler):
    """Counts errors by who logs them."""

    def emit(self, record: logging.LogRecord) -> None:
        ERRORS.add(record.name)


class PlainLines(logging.Formatter):
    """Lines to be read by people."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class JsonLines(logging.Formatter):
    """A JSON document a line: when (UTC), how bad, who says what, and the trace of an error.

    ``extra={"figures": {...}}`` of a call stands in it field by field.
    """

    def format(self, record: logging.LogRecord) -> str:
        document = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": without_secrets(record.getMessage()),
            **getattr(record, "figures", {}),
        }
        if record.exc_info:
            document["trace"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(document, ensure_ascii=False)


def without_secrets(text: str) -> str:
    """A text without what lets somebody in."""
    return _PASSWORD.sub(r"\1:…@", _TOKEN.sub("…", text))
