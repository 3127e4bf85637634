"""People who go on saving whatever becomes of what they save through.

Each has a page without a browser. When it is cut off or told of a trouble, it is opened again, as
a page in a browser opens itself again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from threading import Event

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.history import history_of
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.tracker import Tracker
from tests.browser.people import ADMINISTRATOR, OWNER, join_in
from tests.browser.reading import ILLUSTRATION
from tests.browser.working import Worker
from tests.integration.services.killing import assert_no_revision_is_left_out
from tests.patience import PATIENCE_SECONDS

AGENCY, _, _ = ILLUSTRATION.rpartition("-")
# Whoever saves, each at a task of their own.
TASKS = {"mai": "II.1-01", "binh": "II.2-01", "minh": "II.3-03"}

Opens = Callable[[str], ClientConnection]


@dataclass(slots=True)
class Busy:
    """What one person was told: the notes that were saved, and how often they were cut off."""

    saved: list[str] = field(default_factory=list)
    cut_off: int = 0


def join_the_busy(tracker: Tracker) -> None:
    """Accounts for all of them, and the administrator without whom nobody may sign in."""
    join_in(tracker, "quan-tri", ADMINISTRATOR)
    for name in TASKS:
        join_in(tracker, name, AccountPlace(role=Role.COORDINATOR, agencies=(AGENCY,)))


@contextmanager
def saving(opens: Opens) -> Iterator[Mapping[str, Busy]]:
    """Have everybody save until the block ends; ``opens`` opens the page of somebody by name."""
    everybody = {name: Busy() for name in TASKS}
    enough = Event()
    with ThreadPoolExecutor(len(everybody)) as threads:
        at_work = [
            threads.submit(_go_on_saving, opens, name, busy, enough)
            for name, busy in everybody.items()
        ]
        try:
            yield everybody
        finally:
            enough.set()
    for each in at_work:
        each.result()


def wait_until_all_save(everybody: Mapping[str, Busy]) -> None:
    """Wait until each has been told once more that a note was saved."""
    before = {name: len(busy.saved) for name, busy in everybody.items()}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(len(everybody[name].saved) == done for name, done in before.items()):
        assert time.monotonic() < deadline, f"somebody saves no more: {everybody}"
        time.sleep(0.02)


def assert_all_kept(tracker: Tracker, everybody: Mapping[str, Busy]) -> None:
    """Each note that was told to be saved is in the history, once, and no revision is missing."""
    entries = history_of(tracker, OWNER, ILLUSTRATION, now=datetime.now(UTC))
    for name, busy in everybody.items():
        notes = [(entry.after or {}).get("note") for entry in entries if entry.by == name]
        assert busy.saved
        assert [note for note in busy.saved if notes.count(note) != 1] == []
    assert_no_revision_is_left_out(entries)


def _go_on_saving(opens: Opens, name: str, busy: Busy, enough: Event) -> None:
    numbers = count()
    while not enough.is_set():
        try:
            with opens(name) as opened:
                worker = Worker(opened, ILLUSTRATION)
                while not enough.is_set():
                    note = f"{name} {next(numbers)}"
                    worker.open_task(TASKS[name])
                    worker.fill_in(note)
                    worker.save()
                    busy.saved.append(note)
        # A screen that tells of a trouble has no drawer, no field or no word that it is saved.
        except (ConnectionClosed, InvalidStatus, OSError, AssertionError, StopIteration):
            busy.cut_off += 1
            enough.wait(0.1)
