"""A look finds the versions of one plan by an index, not by reading those of all plans."""

from typing import Any

from sqlalchemy import Engine, event, insert, text

from ddci_tracker.store.engine import reading
from ddci_tracker.store.kinds import KINDS, METADATA, SUB_INDEX, TASK, Kind
from ddci_tracker.store.queries import select_known
from ddci_tracker.store.search import Asked, find
from tests.integration.store.made import NOON, PLAN, YEAR_END, load

LOOK = {"owner": PLAN.id, "as_of": YEAR_END, "known_at": NOON}


def query_plan(engine: Engine, kind: Kind[object]) -> str:
    """How the database says it will find the rows of a look."""
    query = str(select_known(kind).compile(engine))
    with reading(engine) as session:
        connection = session.connection()
        if engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", (1, 2, 3)).all()
            return "\n".join(row.detail for row in rows)
        # A table of few rows is read whole and sorted, whatever its indexes.
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        connection.execute(text("SET LOCAL enable_bitmapscan = off"))
        connection.execute(text("SET LOCAL enable_sort = off"))
        rows = connection.exec_driver_sql(f"EXPLAIN {query}", LOOK).all()
        return "\n".join(row[0] for row in rows)


def test_the_versions_of_an_owner_are_found_by_their_index(engine: Engine) -> None:
    load(engine)
    for kind in KINDS:
        found = query_plan(engine, kind)
        assert f"ix_{kind.name}_owner_key_on_revision" in found
        # The index gives them in the order in which they take effect: nothing is sorted.
        assert "TEMP B-TREE" not in found
        assert "Sort" not in found


def test_words_are_found_by_their_index_also_where_none_of_a_kind_says_them(
    engine: Engine,
) -> None:
    """However common a word is among other kinds: the table of words is never read whole."""
    load(engine)
    with engine.begin() as connection:
        connection.execute(
            insert(METADATA.tables["search_text"]),
            [
                {
                    "what": kind,
                    "owner": PLAN.id,
                    "key": f"{kind}-{number}",
                    "words": f"{words} {number % 300}",
                }
                for kind, words in ((TASK.name, "#task ke hoach"), (SUB_INDEX.name, "#sub_index"))
                for number in range(5000)
            ],
        )
        connection.execute(text("ANALYZE"))
    asked = {SUB_INDEX: [Asked(words=("ke",), last="ho")]}
    explained: list[str] = []

    def explain(_: object, cursor: Any, statement: str, values: Any, *__: object) -> None:
        if "search_text" in statement:
            how = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
            cursor.execute(f"{how} {statement}", values)
            explained.extend(str(row[-1]) for row in cursor.fetchall())

    event.listen(engine, "before_cursor_execute", explain)
    with reading(engine) as session:
        assert find(session, asked, of=None, most=20) == {SUB_INDEX: ()}
        (seqscan,) = (
            session.connection().execute(text("SHOW enable_seqscan")).one()
            if engine.dialect.name == "postgresql"
            else ("on",)
        )
    event.remove(engine, "before_cursor_execute", explain)
    plan = "\n".join(explained)
    assert "search_index" in plan
    assert "Seq Scan" not in plan
    assert "SCAN search_text" not in plan
    assert seqscan == "on"
