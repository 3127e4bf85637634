"""What the transport asks of the rest of the tracker. It knows no database itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ddci_tracker.services.sessions import CurrentSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """Six questions and where they are answered; each is called in a worker thread.

    ``prepare`` runs once before the first request: what it raises stops the start. ``tend`` runs
    every few minutes from then on, for what falls due by itself; what it raises is logged.
    ``session_of`` is given the hash of each token that a request carries, and says whose it is
    while it holds; ``session_watched`` says the same for a page that stands open, which is no
    use of it unless it follows a meeting. ``accounts_exist`` is asked where it is nobody's:
    false means owner mode. An exception of the three means that nobody gets through.
    ``why_sick`` is asked by the health check alone: what keeps the tracker from working, None
    for nothing.
    """

    prepare: Callable[[], None]
    tend: Callable[[], None]
    accounts_exist: Callable[[], bool]
    session_of: Callable[[str], CurrentSession | None]
    session_watched: Callable[[str], CurrentSession | None]
    why_sick: Callable[[], Exception | None]
