"""Where the tracker's own reports go while it serves: one line each to stderr, tracebacks below."""

from __future__ import annotations

import logging
import sys

from ddci_tracker import streamlit_inside as inside

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
    inside.leave_errors_of_scripts_to_us()
