"""Killing processes in the middle of their acts, and what must be true of the database then."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random

from sqlalchemy import Engine

from ddci_tracker.services.history import HistoryEntry, history_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import make_engine, sqlite_file
from tests.integration.processes import PROCESSES
from tests.integration.services.made import (
    CATALOG,
    DATA,
    NEXT_YEAR,
    OWNER,
    PLAN,
    act,
    look,
    say,
    task_view,
    word,
)
from tests.integration.services.writers import act_until_killed

Writes = Callable[[str, str, Barrier, Connection], None]

WRITERS = 3
MOST_ACTS = 30
# Longer than an act takes, so that any moment of one may be its last.
LONGEST_PAUSE_SECONDS = 0.03


@dataclass(frozen=True, slots=True)
class Killed:
    """What each writer had been told to be recorded when it was killed, by the writer's name."""

    told: dict[str, tuple[str, ...]]

    @property
    def marks(self) -> set[str]:
        return {mark for marks in self.told.values() for mark in marks}


def kill_writers(engine: Engine, seed: int, writes: Writes = act_until_killed) -> Killed:
    """Have three processes act at once, and kill all of them at a random moment."""
    chance = Random(seed)
    acts, pause = chance.randint(1, MOST_ACTS), chance.uniform(0, LONGEST_PAUSE_SECONDS)
    url = engine.url.render_as_string(hide_password=False)
    # Nobody else may have it open: whoever opens it next finds what the writers left behind.
    engine.dispose()
    together = PROCESSES.Barrier(WRITERS)
    ears: dict[str, Connection] = {}
    writers = []
    for number in range(WRITERS):
        name = f"{seed}.{number}"
        ears[name], mouth = PROCESSES.Pipe(duplex=False)
        writer = PROCESSES.Process(target=writes, args=(url, name, together, mouth))
        writer.start()
        mouth.close()
        writers.append(writer)
    told: dict[str, list[str]] = {name: [] for name in ears}
    while sum(map(len, told.values())) < acts:
        for name, ear in ears.items():
            if ear.poll(0.001):
                told[name].append(ear.recv())
    time.sleep(pause)
    for writer in writers:
        writer.kill()
    for name, ear in ears.items():
        with suppress(EOFError), ear:
            while True:
                told[name].append(ear.recv())
    for writer in writers:
        writer.join()
        assert writer.exitcode == -9, "it was still acting"
    return Killed({name: tuple(marks) for name, marks in told.items()})


def assert_sound(url: str, killed: Killed) -> None:
    """Open the database anew: all that was told is there, nothing by halves, and it goes on."""
    engine = make_engine(url)
    assert_file_is_whole(engine)
    tracker = Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=Path("/nowhere"))
    entries = history_of(tracker, OWNER, PLAN.id, now=NEXT_YEAR)
    assert_nothing_is_lost(entries, killed)
    assert_nothing_is_by_halves(entries)
    assert_no_revision_is_left_out(entries)
    board = look(tracker)
    last = {entry.key: entry for entry in entries}
    assert {task.title for _, task in board.plan.all_tasks()} == {title_of(last["T1"])}
    spoken = task_view(board, "T1").word
    assert spoken is not None
    assert spoken.revision == last[spoken.key].revision
    assert say(tracker, word(), act()).revision == spoken.revision + 1
    engine.dispose()


def assert_file_is_whole(engine: Engine) -> None:
    """SQLite finds nothing wrong with its file; a server sees to its own files."""
    file = sqlite_file(engine)
    if file is not None:
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def assert_nothing_is_lost(entries: Iterable[HistoryEntry], killed: Killed) -> None:
    recorded = {mark_of(entry) for entry in entries}
    assert killed.marks - recorded == set()
    for name, told in killed.told.items():
        # One act may have been recorded that could no longer be told.
        found = {mark for mark in recorded if mark.startswith(f"{name}-")}
        assert found - set(told) <= {f"{name}-{len(told)}"}


def assert_nothing_is_by_halves(entries: Iterable[HistoryEntry]) -> None:
    """Each act of a writer has all of its rows, at a moment of its own."""
    acts: dict[object, list[HistoryEntry]] = defaultdict(list)
    for entry in entries:
        if mark_of(entry):
            acts[entry.recorded_at].append(entry)
    for of_one_act in acts.values():
        assert len({mark_of(entry) for entry in of_one_act}) == 1
        tasks = Counter(entry.key for entry in of_one_act if entry.what == "task")
        assert tasks in (Counter(), Counter(task.code for _, task in PLAN.all_tasks()))


def assert_no_revision_is_left_out(entries: Iterable[HistoryEntry]) -> None:
    """The revisions of each thing are counted from 1, none of them twice."""
    revisions: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry in entries:
        revisions[entry.what, entry.key].append(entry.revision)
    for thing, counted in revisions.items():
        assert counted == list(range(1, len(counted) + 1)), thing


def mark_of(entry: HistoryEntry) -> str:
    """The mark of the writer's act that made a version; empty for any other."""
    after = entry.after or {}
    text = str(after.get("note") or "") if entry.what == "task_update" else title_of(entry)
    return text if text[:1].isdigit() else ""


def title_of(entry: HistoryEntry) -> str:
    return str((entry.after or {}).get("title") or "")
