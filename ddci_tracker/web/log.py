"""Where the tracker's own reports go while it serves: one line each to stderr, tracebacks below."""

from __future__ import annotations

import logging
import sys

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def report_to_stderr() -> None:
    """Send what the tracker's modules log to stderr. Calling it again changes nothing."""
    ours = logging.getLogger("ddci_tracker")
    if not ours.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter(_FORMAT))
        ours.addHandler(handler)
        ours.setLevel(logging.INFO)
        ours.propagate = False
    # Streamlit logs the error of a script before it asks us, without the reference number.
    logging.getLogger("streamlit.error_util").addFilter(_is_not_ours_to_report)


def _is_not_ours_to_report(record: logging.LogRecord) -> bool:
    return record.msg != "Uncaught app execution"
