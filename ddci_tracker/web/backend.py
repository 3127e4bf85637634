"""What the transport asks of the rest of the tracker. It knows no database itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """Three questions and where they are answered; each is called in a worker thread.

    ``prepare`` runs once before the first request: what it raises stops the start.
    ``accounts_exist`` is asked for every request: false means owner mode, an exception means
    that nobody gets through. ``database_reachable`` is asked by the health check alone; an
    exception counts as false.
    """

    prepare: Callable[[], None]
    accounts_exist: Callable[[], bool]
    database_reachable: Callable[[], bool]
