"""How fast something is found among 100,000 tasks, on SQLite and on PostgreSQL.

Nothing here fails for being slow; the table is for people. Titles are those of the shipped plans,
so words are as common as they are in life.
"""

from __future__ import annotations

import statistics
from dataclasses import replace
from functools import partial
from itertools import cycle

from sqlalchemy import Engine, text

from ddci_tracker.domain.plan import Plan
from ddci_tracker.plans import read_plan
from ddci_tracker.services import installation
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.searches import search
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.migrations import upgrade
from tests.bench.test_tracker import (
    FULL_PLAN,
    MANY,
    MakeTracker,
    make_tracker,
    milliseconds,
    multiply,
    table,
    timed,
)
from tests.integration.services.made import DATA, NEXT_YEAR, OWNER, Q4, act, load, person, say, word

__all__ = ["make_tracker"]

TYPED = (
    "kế hoạch",
    "thủ tục hành chính",
    "doanh nghiệp",
    "ra so",
    "sở kế",
    "báo cáo 12",
    "thu",
    "xyzzy",
)
STAFF = person(Role.STAFF, "A")
ROUNDS = 7


def titled() -> Plan:
    """The plan of 50 tasks under titles of the shipped plans."""
    shipped = (read_plan(each) for each in installation.shipped_plans(DATA))
    titles = cycle([task.title for plan in shipped for _, task in plan.all_tasks()])
    parts = tuple(
        replace(part, tasks=tuple(replace(task, title=next(titles)) for task in part.tasks))
        for part in FULL_PLAN.sub_indices
    )
    return replace(FULL_PLAN, sub_indices=parts)


def mark(code: str) -> str:
    """What says in the index of which plan or agency a row is."""
    return "@" + code.lower().replace("-", "_")


def spread_words(engine: Engine) -> None:
    """Let the copies of the plan be found as itself is."""
    with engine.begin() as connection:
        plans = connection.execute(text("SELECT id, agency FROM plan")).all()
        own = {"own": FULL_PLAN.id, "own_plan": mark(FULL_PLAN.id)}
        own["own_agency"] = mark(FULL_PLAN.agency.code)
        connection.execute(
            text(
                "INSERT INTO search_text (what, owner, key, words)"
                " SELECT what, :id, key,"
                " replace(replace(words, :own_plan, :plan), :own_agency, :agency)"
                " FROM search_text WHERE owner = :own"
            ),
            [
                own | {"id": each.id, "plan": mark(each.id), "agency": mark(each.agency)}
                for each in plans
                if each.id != FULL_PLAN.id
            ],
        )
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))


def search_once(tracker: Tracker, by: Actor, typed: str) -> None:
    first = FULL_PLAN.id if by is STAFF else None
    assert bool(search(tracker, by, typed, now=NEXT_YEAR, first=first)) == (typed != "xyzzy")


def test_searching_among_100_000_tasks(make_tracker: MakeTracker) -> None:
    tracker, plan = make_tracker(), titled()
    upgrade(tracker.engine)
    load(tracker, plan)
    for number, (_, task) in enumerate(plan.all_tasks()):
        note = f"Đã báo cáo kế hoạch {number}, đang rà soát: {task.title}"
        say(tracker, word(task.code, Q4, note=note), act(now=NEXT_YEAR))
    multiply(tracker.engine, MANY)
    spread_words(tracker.engine)
    rows = []
    for typed in TYPED:
        for by, whose in ((OWNER, "of all"), (STAFF, "of one agency")):
            work = partial(search_once, tracker, by, typed)
            times = [timed(work) for _ in range(ROUNDS)]
            said = f"{milliseconds(statistics.median(times))} {milliseconds(max(times))}"
            rows.append((f"{typed}, {whose}", said))
    table(f"Median and slowest search of {ROUNDS}, {tracker.engine.dialect.name}", rows)
