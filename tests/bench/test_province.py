"""How fast a province of 60 and of 200 agencies stands on *Toàn tỉnh*, on both databases.

Each agency has a shipped plan of its own. Cold: the first look after a start, with nothing in
memory; before anything was kept for it, the first look ever.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from ddci_tracker.plans import read_plan
from ddci_tracker.services import boards, installation, kept_standings
from ddci_tracker.services.at_once import KeptAnswers
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.whole_province import keep_at_hand, province_of
from ddci_tracker.store.migrations import upgrade
from tests.bench.figures import Figures, p50
from tests.bench.test_tracker import MakeTracker, make_tracker
from tests.integration.services.made import DATA, NOW, OWNER, load

__all__ = ["make_tracker"]

ROUNDS = 5
_OF_BOARDS: tuple[KeptAnswers[..., Any], ...] = (
    boards._board,
    boards._close,
    boards._ledger,
    boards._content,
)


def fill(tracker: Tracker, agencies: int) -> str:
    """So many agencies of one province, each with the same plan of 2021; the id of one."""
    upgrade(tracker.engine)
    (shipped,) = (
        plan
        for file in installation.shipped_plans(DATA)
        if (plan := read_plan(file)).id == "SNGV-LS-2021"
    )
    for number in range(agencies):
        agency = replace(shipped.agency, code=f"SO-{number}", name=f"Sở {number}")
        load(tracker, replace(shipped, id=f"SO-{number}-2021", agency=agency))
    return "SO-0-2021"


def look(tracker: Tracker, plan: str) -> None:
    with tracker.one_look():
        board = boards.look_at(tracker, OWNER, plan, now=NOW)
        province_of(tracker, OWNER, board, board.plan.indices[0], now=NOW)


def forget() -> None:
    """Nothing is in memory, as after a start."""
    for kept in _OF_BOARDS:
        kept.forget()
    kept_standings._memory.cache_clear()


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the clock and of the CPU."""
    begun, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - cpu) * 1000


@pytest.mark.parametrize(("agencies", "most"), [(60, 300), (200, 600)])
def test_a_province(make_tracker: MakeTracker, agencies: int, most: int, figures: Figures) -> None:
    tracker = make_tracker()
    plan = fill(tracker, agencies)
    forget()
    once = partial(look, tracker, plan)
    first = timed(once)
    keep_at_hand(tracker, now=NOW)
    cold, warm = [], []
    for _ in range(ROUNDS):
        forget()
        cold.append(timed(once))
        warm.append(timed(once))
    add = partial(figures.add, f"province of {agencies}, {tracker.engine.dialect.name}")
    for what, taken, bound in (
        ("first look ever", [first], None),
        ("cold", cold, most),
        ("warm", warm, most),
    ):
        add(what, p50([clock for clock, _ in taken]), "ms", most=bound)
        add(f"{what}, CPU", p50([cpu for _, cpu in taken]), "ms")
