"""Codes of older databases whose letters are taken apart are put together by an upgrade."""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, MetaData, Table, select, text, update

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period
from ddci_tracker.plans import parse_plan, write_plan
from ddci_tracker.services import boards, installation, task_updates
from ddci_tracker.services.acts import Act
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import migrations
from ddci_tracker.store.engine import make_engine
from ddci_tracker.store.guards import lift_guards, set_guards
from tests.integration.services.made import CATALOG, OWNER
from tests.integration.services.test_year_end import FILE

CODE = "LỮHÀNH"
APART = unicodedata.normalize("NFD", CODE)
PLAN = parse_plan(FILE.read_text(encoding="utf-8").replace("QLLH", CODE), "plan.yaml")
NOW = datetime(2026, 5, 4, 5, tzinfo=UTC)


@pytest.fixture
def tracker(database_url: str, tmp_path: Path) -> Iterator[Tracker]:
    engine = make_engine(database_url)
    migrations.upgrade(engine)
    yield Tracker(engine=engine, catalog=CATALOG, data_dir=tmp_path, state_dir=tmp_path)
    engine.dispose()


def take_apart(connection: Connection, owner: str, column: str, name: str) -> None:
    """Write a column as an older version kept it."""
    table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
    own = select(table.c.row_id, table.c[column]).where(table.c.owner == owner)
    for row_id, value in connection.execute(own).all():
        apart = [each.replace(CODE, APART) for each in value] if isinstance(value, list) else value
        if isinstance(value, str):
            apart = value.replace(CODE, APART)
        changed = update(table).where(table.c.row_id == row_id).values({column: apart})
        connection.execute(changed)


def upgrade_from_before(engine: Engine, change: Any) -> None:
    """Leave the database as the version before did, then take the one step that mends it."""
    step = import_module("ddci_tracker.store.migrations.versions.0009_codes_in_one_form")
    with engine.begin() as connection:
        lift_guards(connection)
        change(connection)
        with Operations.context(MigrationContext.configure(connection)):
            step.upgrade()
        set_guards(connection)


def test_a_code_in_letters_taken_apart_is_found_again(tracker: Tracker) -> None:
    load_plan(tracker, OWNER, PLAN, now=NOW)
    word = TaskUpdate(
        task="II.1-01", quarter=Period.quarter(2026, 2), unit=CODE, status=TaskStatus.ON_TRACK
    )
    task_updates.update_task(tracker, PLAN.id, word, Act(actor=OWNER, now=NOW))

    def change(connection: Connection) -> None:
        for table, columns in {
            "unit": ("key", "code"),
            "task": ("lead", "with_units"),
            "report_duty": ("from_units",),
            "task_update": ("unit",),
        }.items():
            for column in columns:
                take_apart(connection, PLAN.id, column, table)

    upgrade_from_before(tracker.engine, change)
    held = boards.read_content(tracker, OWNER, PLAN.id, now=NOW)
    assert write_plan(held) == write_plan(PLAN)
    board = boards.look_at(tracker, OWNER, PLAN.id, now=NOW, as_of=date(2026, 5, 4))
    assert {row.from_unit for row in board.reports} == {CODE, "QHPT", "TTXT"}
    assert [view.said.unit for _, view in board.all_tasks() if view.said] == [CODE]
    assert not load_plan(tracker, OWNER, PLAN, now=NOW)


def test_two_codes_that_would_become_one_are_left_and_told(tracker: Tracker) -> None:
    load_plan(tracker, OWNER, PLAN, now=NOW)

    def change(connection: Connection) -> None:
        connection.execute(
            text("UPDATE unit SET key = :apart, code = :apart WHERE key = 'QHPT'"), {"apart": APART}
        )

    upgrade_from_before(tracker.engine, change)
    with tracker.engine.connect() as connection:
        keys = set(connection.execute(text("SELECT key FROM unit")).scalars())
    assert {CODE, APART} <= keys
    told = {each.name: each for each in installation.examine(tracker, OWNER, now=NOW)}
    found = told["Unit codes that are written in two ways"]
    assert (found.well, found.found) == (False, f"{CODE} ({PLAN.id})")
