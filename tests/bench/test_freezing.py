"""How long it takes to freeze a month of 300 tasks, to read it back and to tell what changed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan
from ddci_tracker.plans import read_catalog
from ddci_tracker.services import frozen_months, plan_files
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.settings import load_settings
from ddci_tracker.store import migrations
from ddci_tracker.store.commands import append
from ddci_tracker.store.engine import make_engine, writing
from ddci_tracker.store.kinds import TASK_UPDATE
from ddci_tracker.words.catalogue import Words
from tests.bench.figures import Figures
from tests.unit.domain.build import make_plan, make_sub_index, make_task

OWNER = Actor.owner("chủ máy")
LOADED = datetime(2021, 1, 5, 1, tzinfo=UTC)
SUB_INDICES, TASKS = 8, 300
WORDS_EACH = 2
ROUNDS = 10


def plan_of_300() -> Plan:
    parts = tuple(
        make_sub_index(
            f"part_{part}",
            tasks=tuple(make_task(f"T{number}") for number in range(part, TASKS, SUB_INDICES)),
        )
        for part in range(SUB_INDICES)
    )
    return make_plan(sub_indices=parts)


def filled(folder: Path) -> Tracker:
    """A tracker whose 300 tasks were spoken of twice in each quarter."""
    engine = make_engine(f"sqlite:///{(folder / 'ddci.sqlite3').as_posix()}")
    migrations.upgrade(engine)
    settings = load_settings({"DDCI_STATE_DIR": str(folder)})
    catalog = read_catalog(settings.data_dir / "catalog")
    tracker = Tracker(engine=engine, catalog=catalog, data_dir=settings.data_dir, state_dir=folder)
    plan = plan_of_300()
    plan_files.load_plan(tracker, OWNER, plan, now=LOADED)
    for quarter in Period.all_in(PeriodKind.QUARTER, plan.year):
        for turn in range(WORDS_EACH):
            on = quarter.first_day + timedelta(days=30 * (turn + 1))
            record(tracker, plan, quarter, on)
    return tracker


def record(tracker: Tracker, plan: Plan, quarter: Period, on: date) -> None:
    """One word on every task."""
    at = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
    with writing(tracker.engine) as session:
        for number, (_, task) in enumerate(plan.all_tasks()):
            status = (TaskStatus.ON_TRACK, TaskStatus.BEHIND, TaskStatus.DONE)[number % 3]
            said = TaskUpdate(
                task=task.code, quarter=quarter, unit="A", status=status, note="Đã làm. " * 10
            )
            append(session, TASK_UPDATE, plan.id, said, key=said.key, on=on, by="lan", at=at)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Median and worst milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), max(taken)


def test_how_long_a_month_of_300_tasks_takes(tmp_path: Path, figures: Figures) -> None:
    tracker = filled(tmp_path)
    now = datetime(2022, 1, 5, 2, tzinfo=UTC)
    june, december = Period.month(2021, 6), Period.month(2021, 12)
    plan_id = plan_of_300().id

    def freeze(month: Period) -> object:
        return frozen_months.freeze(tracker, OWNER, plan_id, month, now=now)

    freeze(june)
    rows = {
        "freeze": timed(lambda: freeze(december)),
        "read": timed(lambda: frozen_months.read(tracker, OWNER, plan_id, december)),
        "diff in words": timed(
            lambda: frozen_months.diff(tracker, OWNER, plan_id, june, december).told(Words.of())
        ),
    }
    size = len(frozen_months.read_document(tracker, OWNER, plan_id, december)) / 1024
    part = f"month of {TASKS} tasks, {TASKS * WORDS_EACH * 4:,} updates"
    for name, (median, worst) in rows.items():
        figures.add(part, f"{name}, p50", median, "ms")
        figures.add(part, f"{name}, worst", worst, "ms")
    figures.add(part, "size", size, "kB")
    tracker.engine.dispose()
