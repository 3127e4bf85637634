"""A look finds the versions of one plan by an index, not by reading those of all plans."""

from sqlalchemy import Engine, text

from ddci_tracker.store.engine import reading
from ddci_tracker.store.kinds import KINDS, Kind
from ddci_tracker.store.queries import select_known
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
        # A table of few rows is read whole, whatever its indexes.
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        connection.execute(text("SET LOCAL enable_bitmapscan = off"))
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
