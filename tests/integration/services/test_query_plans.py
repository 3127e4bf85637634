"""What people ask for day by day reads what is theirs by an index, never the tables of all plans.

Every statement of a service is explained as it runs. A table that grows with the number of plans,
tasks or versions must be reached by a condition of an index; a small database would be read whole
all the same, so PostgreSQL is told not to where it can help it, and knows nothing of its size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, text

from ddci_tracker.domain.periods import Period
from ddci_tracker.services import (
    acts_ahead,
    boards,
    drafts,
    evidence,
    freshness,
    frozen_months,
    history,
    meetings,
    my_work,
    results,
    searches,
)
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.kinds import KINDS, SUCCESSION, Scope
from tests.integration.services.made import (
    NOW,
    OFFICE,
    PLAN,
    Q2,
    STAFF_A,
    TODAY,
    say,
    step,
    take,
    word,
)

# They grow with what an installation holds. Of what belongs to the whole of it there is little, and
# of agencies that took another's place there are but a few.
LARGE = frozenset(
    {kind.name for kind in KINDS if kind.scope is not Scope.INSTALLATION and kind is not SUCCESSION}
    | {"plan", "search_text", "frozen_month", "draft"}
)
WHOLE_ON_SQLITE = re.compile(r"^SCAN (\w+?)(?:_\d+)?(?: |$)(?!VIRTUAL)")
EXPLAINED = ("SELECT", "WITH", "UPDATE", "DELETE")
JUNE = Period.month(2021, 6)

Asked = Callable[[Tracker], object]


def _desk(tracker: Tracker) -> object:
    plan = boards.read_content(tracker, STAFF_A, PLAN.id, now=NOW)
    return my_work.open_desk(tracker, STAFF_A, plan, now=NOW)


ASKED: dict[str, Asked] = {
    "the plans of an agency": lambda tracker: boards.list_plans(tracker, OFFICE),
    "a board": lambda tracker: boards.look_at(tracker, OFFICE, PLAN.id, now=NOW),
    "a board of an earlier day": lambda tracker: boards.look_at(
        tracker, OFFICE, PLAN.id, now=NOW, as_of=Q2.last_day
    ),
    "the checks of a plan": lambda tracker: boards.check(tracker, OFFICE, PLAN.id, now=NOW),
    "the history of a plan": lambda tracker: history.history_of(tracker, OFFICE, PLAN.id, now=NOW),
    "the versions of a task": lambda tracker: history.history_of(
        tracker, OFFICE, PLAN.id, now=NOW, task="T1"
    ),
    "who keeps a plan current": lambda tracker: freshness.freshness_of(
        tracker, OFFICE, PLAN.id, now=NOW
    ),
    "the desk of a unit": _desk,
    "a search": lambda tracker: searches.search(
        tracker, STAFF_A, "nhiệm vụ", now=NOW, first=PLAN.id
    ),
    "what was entered of results": lambda tracker: results.entered_results(
        tracker, OFFICE, PLAN.id
    ),
    "evidence": lambda tracker: evidence.evidence_of(tracker, OFFICE, PLAN.id),
    "meetings": lambda tracker: meetings.meetings_of(tracker, OFFICE, PLAN.id),
    "frozen months": lambda tracker: frozen_months.list_months(tracker, OFFICE, PLAN.id),
    "drafts": lambda tracker: drafts.drafts_of(tracker, OFFICE, PLAN.id),
    "acts of a clock that ran ahead": lambda tracker: acts_ahead.acts_ahead(
        tracker, OFFICE, PLAN.id, now=NOW
    ),
    "an update": lambda tracker: say(tracker, word()),
    "a report": lambda tracker: take(tracker, step()),
    "a draft": lambda tracker: drafts.keep_draft(
        tracker, OFFICE, PLAN.id, "form", revision=1, body="{}", now=NOW
    ),
    "a frozen month": lambda tracker: frozen_months.freeze(tracker, OFFICE, PLAN.id, JUNE, now=NOW),
}


def test_what_is_asked_day_by_day_reads_no_table_whole(tracker: Tracker) -> None:
    say(tracker, word(note="Nhiệm vụ đã làm"))
    forget_sizes(tracker.engine)
    read_whole: dict[str, list[str]] = {}
    for name, ask in ASKED.items():
        with explained(tracker.engine) as found:
            ask(tracker)
        assert found.statements > 0, name
        if found.read_whole:
            read_whole[name] = found.read_whole
    assert read_whole == {}


def test_a_table_that_is_read_whole_is_noticed(tracker: Tracker) -> None:
    """Those of all plans are, for whoever looks after the installation: so the check can fail."""
    with explained(tracker.engine) as found, reading(tracker.engine) as session:
        queries.acts_ahead(session, TODAY)
    assert any("task_update" in each for each in found.read_whole)


def forget_sizes(engine: Engine) -> None:
    """Have PostgreSQL know of its tables what it knows of new ones, whatever it counted by now.

    It counts by itself at moments of its own, and reads whole what it knows to be small.
    """
    if engine.dialect.name != "postgresql":
        return
    with engine.begin() as connection:
        connection.execute(
            text(
                "DELETE FROM pg_statistic USING pg_class WHERE oid = starelid"
                " AND relnamespace = current_schema()::regnamespace"
            )
        )
        connection.execute(
            text(
                "UPDATE pg_class SET relpages = 0, reltuples = -1, relallvisible = 0"
                " WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
            )
        )


class Found:
    """What was explained: how many statements, and what they would read whole."""

    def __init__(self) -> None:
        self.statements = 0
        self.read_whole: list[str] = []


@contextmanager
def explained(engine: Engine) -> Iterator[Found]:
    """Have the database say of each statement within the block how it finds its rows."""
    found = Found()
    read_whole = _on_sqlite if engine.dialect.name == "sqlite" else _on_postgresql

    def explain(
        _: object, cursor: Any, statement: str, values: Any, __: object, many: bool
    ) -> None:
        if many or not statement.startswith(EXPLAINED):
            return
        found.statements += 1
        found.read_whole += [
            f"{table}: {statement}"
            for table in read_whole(cursor, statement, values)
            if table in LARGE
        ]

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", explain)


def _on_sqlite(cursor: Any, statement: str, values: Any) -> list[str]:
    cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
    lines = (WHOLE_ON_SQLITE.match(row[-1]) for row in cursor.fetchall())
    return [line[1] for line in lines if line]


def _on_postgresql(cursor: Any, statement: str, values: Any) -> list[str]:
    cursor.execute("SET LOCAL enable_seqscan = off")
    cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
    ((answer,),) = cursor.fetchall()
    return [node["Relation Name"] for node in _nodes(answer[0]["Plan"]) if _reads_whole(node)]


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _reads_whole(node: dict[str, Any]) -> bool:
    kind = node["Node Type"]
    by_index = kind in ("Index Scan", "Index Only Scan")
    return kind == "Seq Scan" or (by_index and "Index Cond" not in node)
