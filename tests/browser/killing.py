"""Killing a server while people save through it, and what must be there when it starts again."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

from websockets.exceptions import ConnectionClosed

from ddci_tracker.services import installation
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.drafts import drafts_of
from ddci_tracker.services.history import history_of
from ddci_tracker.services.permissions import Actor, Role
from tests.browser.people import ADMINISTRATOR, OWNER, join, token_of, tracker_in
from tests.browser.reading import ILLUSTRATION
from tests.browser.serving import Server, open_socket, running_server
from tests.browser.working import Worker
from tests.integration.services.killing import assert_file_is_whole, assert_no_revision_is_left_out

AGENCY, _, _ = ILLUSTRATION.rpartition("-")
TASKS = {"lan": "II.1-01", "hoa": "II.2-01", "minh": "II.3-03"}
MOST_SAVES = 6
# Longer than a save takes, so that any moment of one may be its last.
LONGEST_PAUSE_SECONDS = 0.15


@dataclass(slots=True)
class Told:
    """What one person was told: the notes that were saved, and the one that was typed last."""

    saved: list[str] = field(default_factory=list)
    typed: str = ""


def people_in(state: Path) -> dict[str, str]:
    """A tracker with three people of the Office who are signed in: their tokens."""
    tracker = tracker_in(state)
    installation.prepare(tracker)
    join(state, "quan-tri", ADMINISTRATOR)
    for name in TASKS:
        join(state, name, AccountPlace(role=Role.COORDINATOR, agencies=(AGENCY,)))
    tokens = {name: token_of(state, name) for name in TASKS}
    tracker.engine.dispose()
    return tokens


def kill_server(state: Path, tokens: dict[str, str], seed: int) -> dict[str, Told]:
    """Start a server, have three people save through it, and kill it at a random moment."""
    chance = Random(seed)
    saves, pause = chance.randint(0, MOST_SAVES), chance.uniform(0, LONGEST_PAUSE_SECONDS)
    told = {name: Told() for name in tokens}
    environment = {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}
    with (
        running_server(environment=environment) as server,
        ThreadPoolExecutor(len(tokens)) as threads,
    ):
        people = [
            threads.submit(save_until_killed, server, tokens[name], name, seed, each)
            for name, each in told.items()
        ]
        while sum(len(each.saved) for each in told.values()) < saves:
            assert not any(person.done() for person in people), "somebody was turned away"
            time.sleep(0.001)
        time.sleep(pause)
        assert server.process.poll() is None
        server.process.kill()
    for person in people:
        person.result()
    return told


def save_until_killed(server: Server, token: str, name: str, seed: int, told: Told) -> None:
    """Fill in and save the same task again and again, until nobody answers any more."""
    with (
        suppress(ConnectionClosed),
        open_socket(server, headers={"Cookie": f"ddci_session={token}"}) as opened,
    ):
        worker = Worker(opened, ILLUSTRATION)
        for number in count():
            note = f"{name} {seed}.{number}"
            worker.open_task(TASKS[name])
            worker.fill_in(note)
            told.typed = note
            worker.save()
            told.saved.append(note)


def assert_kept(state: Path, told: dict[str, Told]) -> None:
    """All that was said to be saved is in the history, and what was typed is there or a draft."""
    tracker, now = tracker_in(state), datetime.now(UTC)
    assert_file_is_whole(tracker.engine)
    entries = history_of(tracker, OWNER, ILLUSTRATION, now=now)
    for name, each in told.items():
        notes = [(entry.after or {}).get("note") for entry in entries if entry.by == name]
        assert [note for note in each.saved if notes.count(note) != 1] == []
        drafts = drafts_of(tracker, Actor.owner(name), ILLUSTRATION).values()
        is_a_draft = any(each.typed in draft.body for draft in drafts)
        assert not each.typed or each.typed in notes or is_a_draft
    assert_no_revision_is_left_out(entries)
    # The next server must find the database as this one left it.
    tracker.engine.dispose()
