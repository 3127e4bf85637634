"""How fast services are, on SQLite and on PostgreSQL: saving at once, and loading plans."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest

from ddci_tracker.services import installation, plan_files
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import make_engine
from ddci_tracker.store.migrations import upgrade
from tests.bench.figures import Figures, p50, p95
from tests.databases import empty_schema
from tests.integration.services.made import (
    CATALOG,
    DATA,
    NEXT_YEAR,
    OWNER,
    PLAN,
    act,
    load,
    person,
    say,
    word,
)

SAVES = 200
YEAR_END = date(2021, 12, 31)

MakeTracker = Callable[[], Tracker]


@pytest.fixture(params=["sqlite", "postgresql"])
def make_tracker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeTracker]:
    """Makes a tracker on an empty database of its own each time it is asked."""
    with ExitStack() as until_the_end:

        def another() -> Tracker:
            if request.param == "postgresql":
                server = request.getfixturevalue("postgres_url")
                url = until_the_end.enter_context(empty_schema(server))
            else:
                url = f"sqlite:///{(tmp_path / uuid4().hex).as_posix()}"
            engine = make_engine(url)
            until_the_end.callback(engine.dispose)
            return Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=tmp_path)

        yield another


def timed(work: Callable[[], object]) -> float:
    """Seconds of it."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@pytest.mark.parametrize("writers", [1, 20, 100])
def test_saves_of_many_writers(make_tracker: MakeTracker, writers: int, figures: Figures) -> None:
    """Each says again and again what was done of the same task, as fast as it is let.

    All of them are in one process, as those who use one server are.
    """
    tracker = make_tracker()
    upgrade(tracker.engine)
    load(tracker, PLAN)
    each = SAVES // writers
    together = Barrier(writers + 1)

    def write(writer: int) -> list[float]:
        office = act(person(Role.COORDINATOR, f"P{writer}"))
        said = [word(note=f"{writer}-{number}") for number in range(each)]
        together.wait()
        return [timed(partial(say, tracker, one, office)) * 1000 for one in said]

    with ThreadPoolExecutor(writers) as pool:
        at_work = [pool.submit(write, writer) for writer in range(writers)]
        together.wait()
        begun = time.perf_counter()
        took = [ms for working in at_work for ms in working.result()]
        whole = time.perf_counter() - begun
    add = partial(figures.add, f"{writers} writers, {tracker.engine.dialect.name}")
    add("saves a second", len(took) / whole)
    add("a save, p50", p50(took), "ms")
    add("a save, p95", p95(took), "ms")


def test_loading_the_five_plans(make_tracker: MakeTracker, figures: Figures) -> None:
    tracker = make_tracker()
    add = partial(figures.add, f"first start, {tracker.engine.dialect.name}")
    add("making the database", timed(partial(upgrade, tracker.engine)) * 1000, "ms")
    for file in installation.shipped_plans(DATA):
        begun = time.perf_counter()
        plan = plan_files.read_file(tracker, file).plan
        load(tracker, plan, NEXT_YEAR)
        add(f"reading and storing {plan.id}", (time.perf_counter() - begun) * 1000, "ms")
    again = timed(
        lambda: installation.initialise(tracker, OWNER, now=NEXT_YEAR, illustration=False)
    )
    add("setting up again", again * 1000, "ms")
