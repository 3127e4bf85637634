"""How fast a province of 60 and of 200 agencies stands on *Toàn tỉnh*, on both databases.

Nothing here fails for being slow; the table is for people. Each agency has a shipped plan of its
own. Cold: the first look after a start, with nothing in memory.
"""

from __future__ import annotations

import statistics
from dataclasses import replace
from functools import partial

import pytest

from ddci_tracker.plans import read_plan
from ddci_tracker.services import boards, installation, kept_standings
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.whole_province import keep_at_hand, province_of
from ddci_tracker.store.migrations import upgrade
from tests.bench.test_tracker import MakeTracker, make_tracker, milliseconds, table, timed
from tests.integration.services.made import DATA, NOW, OWNER, load

__all__ = ["make_tracker"]

ROUNDS = 5
_OF_BOARDS = (boards._board, boards._close, boards._ledger, boards._content)


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
    for kept in (*_OF_BOARDS, kept_standings._memory):
        kept.cache_clear()


@pytest.mark.parametrize("agencies", [60, 200])
def test_a_province(make_tracker: MakeTracker, agencies: int) -> None:
    tracker = make_tracker()
    plan = fill(tracker, agencies)
    forget()
    first = timed(partial(look, tracker, plan))
    keep_at_hand(tracker, now=NOW)
    colds, warms = [], []
    for _ in range(ROUNDS):
        forget()
        colds.append(timed(partial(look, tracker, plan)))
        warms.append(timed(partial(look, tracker, plan)))
    table(
        f"{agencies} agencies, {tracker.engine.dialect.name}",
        [
            ("first look ever", milliseconds(first)),
            ("cold, median", milliseconds(statistics.median(colds))),
            ("warm, median", milliseconds(statistics.median(warms))),
        ],
    )
