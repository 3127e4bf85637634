"""How fast store, rules and services are, on SQLite and on PostgreSQL.

Nothing here fails for being slow; the table is for people. A board is asked for without the
cache of boards, from an open process.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, bindparam, insert, literal_column, select, text

from ddci_tracker.domain.board import decide_board
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.services import installation, plan_files
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.tracker import Tracker, open_tracker
from ddci_tracker.store.engine import make_engine, reading
from ddci_tracker.store.kinds import KINDS, Scope
from ddci_tracker.store.migrations import upgrade
from ddci_tracker.store.queries import PLAN, load_ledger
from tests.databases import empty_schema
from tests.integration.processes import PROCESSES
from tests.integration.services.made import (
    CATALOG,
    DATA,
    NEXT_YEAR,
    OWNER,
    act,
    load,
    person,
    say,
    step,
    take,
    word,
)
from tests.integration.services.made import PLAN as SMALL_PLAN
from tests.unit.domain.build import make_plan, make_sub_index, make_task

PARTS, TASKS_EACH, GENERAL = 8, 6, 2
QUARTERS = Period.all_in(PeriodKind.QUARTER, 2021)
PLANS_OF_AN_AGENCY, MANY, FEW = 5, 2000, 5
ROUNDS = 40
WRITERS, WORDS_EACH = 15, 20
YEAR_END = date(2021, 12, 31)

FULL_PLAN = make_plan(
    sub_indices=tuple(
        make_sub_index(
            f"part_{part}",
            tasks=tuple(make_task(f"{part}-{number}") for number in range(TASKS_EACH)),
        )
        for part in range(PARTS)
    ),
    general_tasks=tuple(make_task(f"G-{number}") for number in range(GENERAL)),
)


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


def table(title: str, rows: list[tuple[str, str]]) -> None:
    """Print what was measured."""
    width = max(len(name) for name, _ in rows)
    print(f"\n\n{title}")
    for name, value in rows:
        print(f"  {name:<{width}}  {value:>12}")


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def fill(tracker: Tracker) -> None:
    """One plan of 50 tasks, each spoken of in four quarters, and its reports handed in."""
    load(tracker, FULL_PLAN)
    on = {quarter: quarter.first_day.replace(day=20) for quarter in QUARTERS}
    for _, task in FULL_PLAN.all_tasks():
        for quarter in QUARTERS:
            by = act(now=NEXT_YEAR, on=on[quarter])
            say(tracker, word(task.code, quarter), by)
    for quarter in QUARTERS:
        take(tracker, step(period=quarter), act(now=NEXT_YEAR, on=on[quarter]))


def multiply(engine: Engine, plans: int) -> None:
    """Copy the plan that is there, five plans to an agency, until there are so many."""
    columns = [column.name for column in PLAN.c if column.name not in ("id", "agency")]
    copies = [
        {
            "copy_id": f"COPY-{number:05}",
            "copy_agency": (
                SMALL_PLAN.agency.code
                if number < PLANS_OF_AN_AGENCY
                else f"AGENCY-{number // PLANS_OF_AN_AGENCY}"
            ),
        }
        for number in range(1, plans)
    ]
    with engine.begin() as connection:
        like_it = select(
            bindparam("copy_id"), bindparam("copy_agency"), *(PLAN.c[name] for name in columns)
        ).where(PLAN.c.id == FULL_PLAN.id)
        connection.execute(insert(PLAN).from_select(["id", "agency", *columns], like_it), copies)
        for kind in KINDS:
            if kind.scope not in (Scope.PLAN, Scope.CONTENT):
                continue
            row = kind.table.c
            names = [column.name for column in row if column.name not in ("row_id", "owner")]
            copied = (
                select(PLAN.c.id, *(row[name] for name in names))
                .select_from(kind.table.join(PLAN, literal_column("1") == 1))
                .where(row.owner == FULL_PLAN.id, PLAN.c.id != FULL_PLAN.id)
            )
            connection.execute(insert(kind.table).from_select(["owner", *names], copied))
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))


def look_once(tracker: Tracker) -> None:
    look = Viewpoint(as_of=YEAR_END, known_at=NEXT_YEAR)
    with reading(tracker.engine) as session:
        ledger = load_ledger(
            session, FULL_PLAN.id, as_of=look.as_of, known_at=look.known_at, catalog=CATALOG
        )
    board = decide_board(ledger, look, QUARTERS[-1])
    assert board.counts.in_play == PARTS * TASKS_EACH + GENERAL


def test_a_board_among_many_plans_and_among_few(make_tracker: MakeTracker) -> None:
    trackers = {plans: make_tracker() for plans in (FEW, MANY)}
    for plans, tracker in trackers.items():
        upgrade(tracker.engine)
        fill(tracker)
        multiply(tracker.engine, plans)
    times: dict[int, list[float]] = {FEW: [], MANY: []}
    for _ in range(ROUNDS):
        # In turns, so that whatever else the machine does hits both alike.
        for plans, tracker in trackers.items():
            times[plans].append(timed(partial(look_once, tracker)))
    middle = {plans: statistics.median(each) for plans, each in times.items()}
    table(
        f"Board of 50 tasks x 4 quarters, {trackers[FEW].engine.dialect.name}",
        [
            *((f"among {plans:,} plans", milliseconds(middle[plans])) for plans in (FEW, MANY)),
            ("ratio (1.3 at most)", f"{middle[MANY] / middle[FEW]:.2f}"),
        ],
    )


def write_words(url: str, writer: int, together: Barrier, answers: Queue[list[float]]) -> None:
    """Twenty words, each a transaction of its own; answers how long each took."""
    tracker = open_tracker(url, data_dir=DATA, state_dir=Path("/nowhere"))
    office = act(person(Role.COORDINATOR, f"P{writer}"))
    together.wait()
    answers.put(
        [
            timed(partial(say, tracker, word(note=f"{writer}-{number}"), office))
            for number in range(WORDS_EACH)
        ]
    )
    tracker.engine.dispose()


def test_300_updates_from_15_processes(make_tracker: MakeTracker) -> None:
    tracker = make_tracker()
    upgrade(tracker.engine)
    load(tracker, SMALL_PLAN)
    url = tracker.engine.url.render_as_string(hide_password=False)
    together, answers = PROCESSES.Barrier(WRITERS + 1), PROCESSES.Queue()
    writers = [
        PROCESSES.Process(target=write_words, args=(url, writer, together, answers))
        for writer in range(WRITERS)
    ]
    for process in writers:
        process.start()
    together.wait()
    begun = time.perf_counter()
    taken = sorted(seconds for _ in writers for seconds in answers.get())
    whole = time.perf_counter() - begun
    for process in writers:
        process.join()
    table(
        f"{len(taken)} updates from {WRITERS} processes, {tracker.engine.dialect.name}",
        [
            ("all of them", milliseconds(whole)),
            ("one, median", milliseconds(statistics.median(taken))),
            ("one, 95 of 100 within", milliseconds(taken[len(taken) * 95 // 100])),
            ("the slowest", milliseconds(taken[-1])),
        ],
    )


def test_loading_the_five_plans(make_tracker: MakeTracker) -> None:
    tracker = make_tracker()
    rows = [("making the database", milliseconds(timed(partial(upgrade, tracker.engine))))]
    for file in installation.shipped_plans(DATA):
        begun = time.perf_counter()
        plan = plan_files.read_file(tracker, file).plan
        read = time.perf_counter()
        load(tracker, plan, NEXT_YEAR)
        stored = time.perf_counter()
        rows.append((plan.id, f"{milliseconds(read - begun)} + {milliseconds(stored - read)}"))
    again = timed(
        lambda: installation.initialise(tracker, OWNER, now=NEXT_YEAR, illustration=False)
    )
    rows.append(("setting up again", milliseconds(again)))
    table(f"Reading + storing the five plans, {tracker.engine.dialect.name}", rows)
