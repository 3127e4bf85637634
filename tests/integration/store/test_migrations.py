"""Bringing a database up to date: wholly, once, never over a newer one, and nothing is lost."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, inspect
from sqlalchemy.exc import DBAPIError

from ddci_tracker.store import dump, migrations, queries
from ddci_tracker.store.engine import make_engine, reading, sqlite_file
from ddci_tracker.store.errors import NewerDatabase
from ddci_tracker.store.kinds import CONCLUSION, MEETING_CONCLUSION, METADATA
from ddci_tracker.store.migrations import config_for, current, head, upgrade
from ddci_tracker.store.migrations.__main__ import draft
from tests.databases import steps_decided_once
from tests.integration.store.made import load, look, update, word

OLD = Path(__file__).parent / "old"

# Rebuilds the table that everything refers to, as SQLite must for any change of a column.
REBUILD = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("plan") as plan:
        plan.add_column(sa.Column("remark", sa.String()))
        plan.alter_column("agency", type_=sa.String(40))
    with op.batch_alter_table("task_update") as task_update:
        task_update.add_column(sa.Column("remark", sa.String()))
    op.execute("UPDATE task_update SET remark = 'moved'")
"""
LOSE_PLANS = """    op.execute("DELETE FROM plan")
"""


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A store of its own, for migrations change its tables."""
    engine = make_engine(database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tracker that is one migration ahead; returns the file of that migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    file = folder / "versions" / "9999_rebuild.py"
    file.write_text(REBUILD.format(head=head()))
    monkeypatch.setattr(migrations, "FOLDER", folder)
    return file


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{tmp_path / 'state' / 'ddci.sqlite3'}")
    upgrade(engine)
    yield engine
    engine.dispose()


def test_a_new_database_is_brought_to_the_head(database_url: str) -> None:
    engine = make_engine(database_url)
    upgrade(engine)
    assert current(engine) == head()
    engine.dispose()


def test_the_folder_of_a_new_database_is_made(sqlite_store: Engine) -> None:
    assert current(sqlite_store) == head()


def test_an_upgraded_database_has_exactly_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        command.check(config_for(connection))


def test_what_the_steps_said_of_one_new_database_makes_the_same_again(tmp_path: Path) -> None:
    """Every other test relies on it."""
    made = []
    with steps_decided_once():
        for name in ("decided", "said-again"):
            engine = make_engine(f"sqlite:///{tmp_path / name}")
            upgrade(engine)
            with engine.connect() as connection:
                everything = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"
                made.append((current(engine), connection.exec_driver_sql(everything).all()))
            engine.dispose()
    assert made[0] == made[1]


def test_the_checks_of_the_code_are_those_of_the_database(
    sqlite_store: Engine, tmp_path: Path
) -> None:
    """Alembic does not compare them."""
    (tmp_path / "made.sqlite3").touch()
    made = make_engine(f"sqlite:///{tmp_path / 'made.sqlite3'}")
    METADATA.create_all(made)
    for table in METADATA.tables:
        checks = [
            sorted((str(each["name"]), each["sqltext"]) for each in found)
            for found in (
                inspect(sqlite_store).get_check_constraints(table),
                inspect(made).get_check_constraints(table),
            )
        ]
        assert checks[0] == checks[1], table
    made.dispose()


def test_the_next_migration_is_drafted_from_what_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    monkeypatch.setattr(migrations, "FOLDER", folder)
    number = f"{int(head()) + 1:04}"
    draft("Change nothing")
    drafted = (folder / "versions" / f"{number}_change_nothing.py").read_text()
    assert f"revision = '{number}'" in drafted
    assert "op." not in drafted, "the tables of the code are those of the migrations"


def test_a_second_upgrade_does_nothing(engine: Engine) -> None:
    load(engine)
    before = look(engine)
    upgrade(engine)
    assert look(engine) == before


def test_a_newer_database_is_refused_and_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase) as refused:
        upgrade(engine)
    assert refused.value.revision == "9999"
    assert current(engine) == "9999"


def filled(engine: Engine) -> None:
    load(engine)
    update(engine, word())


def scalar(connection: Connection, query: str) -> object:
    return connection.exec_driver_sql(query).scalar_one()


def guards(engine: Engine) -> int:
    query = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace",
    }[engine.dialect.name]
    with engine.connect() as connection:
        return int(str(scalar(connection, query)))


def test_a_migration_that_rebuilds_tables_loses_no_version_and_no_guard(
    engine: Engine, next_version: Path
) -> None:
    filled(engine)
    ledger, standing = look(engine), guards(engine)
    upgrade(engine)
    assert current(engine) == next_version.name[:4]
    assert look(engine) == ledger
    assert guards(engine) == standing
    with engine.connect() as connection:
        assert scalar(connection, "SELECT remark FROM task_update") == "moved"
        if engine.dialect.name == "sqlite":
            assert scalar(connection, "PRAGMA foreign_keys") == 1


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    engine: Engine, next_version: Path
) -> None:
    filled(engine)
    ledger, standing, revision = look(engine), guards(engine), current(engine)
    next_version.write_text(next_version.read_text() + "    raise ZeroDivisionError\n")
    with pytest.raises(ZeroDivisionError):
        upgrade(engine)
    assert current(engine) == revision
    assert look(engine) == ledger
    assert guards(engine) == standing


def test_an_upgrade_that_is_interrupted_after_any_step_has_changed_nothing(
    database_url: str,
) -> None:
    engine = make_engine(database_url)
    run_script(engine, OLD / f"0002.{engine.dialect.name}.sql")
    before = rows_of(engine)
    walked = ScriptDirectory(migrations.FOLDER).walk_revisions("0002", "head")
    steps = [each.revision for each in walked if each.revision != "0002"]
    assert len(steps) > 10
    # PostgreSQL undoes any transaction alike, and takes its time for tables.
    for step in steps if engine.dialect.name == "sqlite" else steps[:: len(steps) - 1]:
        with interrupted_after(engine, step), pytest.raises(KeyboardInterrupt):
            upgrade(engine)
        assert current(engine) == "0002"
        assert rows_of(engine) == before
    upgrade(engine)
    assert current(engine) == head()
    engine.dispose()


def rows_of(engine: Engine) -> dict[str, list[bytes]]:
    """Every row of every table there is."""
    with engine.connect() as connection:
        return {
            table.name: list(dump.written_rows(connection, table))
            for table in dump.tables_in(connection)
        }


@contextmanager
def interrupted_after(engine: Engine, step: str) -> Iterator[None]:
    """Interrupt an upgrade once it has noted that a step is done."""

    def interrupt(_of: object, _cursor: object, sql: str, *_said: object) -> None:
        if sql.startswith("UPDATE alembic_version") and f"'{step}'" in sql:
            raise KeyboardInterrupt

    event.listen(engine, "after_cursor_execute", interrupt)
    try:
        yield
    finally:
        event.remove(engine, "after_cursor_execute", interrupt)


def test_a_migration_that_breaks_a_reference_is_undone(
    sqlite_store: Engine, next_version: Path
) -> None:
    """SQLite does not mind references while tables are rebuilt: they are checked afterwards."""
    filled(sqlite_store)
    ledger = look(sqlite_store)
    next_version.write_text(next_version.read_text() + LOSE_PLANS)
    with pytest.raises(RuntimeError, match="without what they refer to"):
        upgrade(sqlite_store)
    assert look(sqlite_store) == ledger


def test_an_existing_database_is_shown_to_whoever_copies_it_before_it_is_migrated(
    engine: Engine, next_version: Path
) -> None:
    filled(engine)
    seen: list[tuple[str, object]] = []

    def copy(connection: Connection, revision: str) -> None:
        updates = scalar(connection, "SELECT count(*) FROM task_update")
        seen.append((revision, updates))

    revision = current(engine)
    upgrade(engine, before=copy)
    assert current(engine) == next_version.name[:4]
    assert seen == [(revision, 1)]
    upgrade(engine, before=copy)
    assert len(seen) == 1, "nothing is migrated twice"


def test_a_database_that_cannot_be_copied_is_not_migrated(
    engine: Engine, next_version: Path
) -> None:
    revision = current(engine)

    def fail(_connection: Connection, _revision: str) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        upgrade(engine, before=fail)
    assert current(engine) == revision != next_version.name[:4]


def test_there_is_nothing_to_copy_of_a_new_database(database_url: str) -> None:
    engine = make_engine(database_url)
    upgrade(engine, before=lambda *_: pytest.fail("there is nothing to copy"))
    engine.dispose()


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_an_old_database_keeps_what_it_says(database_url: str, revision: str) -> None:
    """The files in ``old/`` are databases as that revision left them. They never change."""
    engine = make_engine(database_url)
    run_script(engine, OLD / f"{revision}.{engine.dialect.name}.sql")
    assert current(engine) == revision
    upgrade(engine)
    assert current(engine) == head()
    ledger = look(engine, "CU-TP-2021")
    sub_index, *_ = ledger.plan.sub_indices
    assert [task.title for task in sub_index.tasks] == ["Niêm yết thủ tục (sửa)", "Đối thoại"]
    assert [str(target.value) for target in sub_index.targets] == ["7.80"]
    assert [unit.kind for unit in ledger.plan.units] == ["office", "division", "group"]
    assert [(each.on.isoformat(), each.recorded_by) for each in ledger.updates] == [
        ("2021-03-01", "lan"),
        ("2021-03-05", "hoa"),
    ]
    assert [each.value and each.value.note for each in ledger.updates] == ["Đã làm", None]
    assert [each.value and str(each.value.result.score) for each in ledger.results] == ["7.90"]
    # What was set for the installation is now what its agency set.
    (policy,) = ledger.policies
    assert policy.value is not None
    assert (policy.value.policy.due_soon_days, policy.value.basis) == (5, None)
    assert (policy.on.isoformat(), policy.recorded_by) == ("2021-02-01", "admin")
    assert len(ledger.report_acts) == len(ledger.extensions) == len(ledger.due_days) == 1
    assert len(ledger.conclusions) == 1
    update(engine, word("T2"), plan=ledger.plan)
    engine.dispose()


def test_what_was_concluded_before_standing_duties_is_none(database_url: str) -> None:
    engine = make_engine(database_url)
    run_script(engine, OLD / f"0022.{engine.dialect.name}.sql")
    before = rows_of(engine)
    upgrade(engine)
    assert current(engine) == head()
    for kind, texts in (
        (CONCLUSION, ["Đối thoại 0", "Giao A", "Niêm yết 0"]),
        (MEETING_CONCLUSION, ["Niêm yết 0", "Niêm yết 1", "Đối thoại 0", "Đối thoại 1"]),
    ):
        with reading(engine) as session:
            held = queries.versions(
                session, kind, "CU-TP-2021", as_of=queries.ALWAYS, known_at=queries.EVER
            )
        values = [each.value for each in held if each.value is not None]
        assert sorted(each.text for each in values) == sorted(texts)
        assert not [each for each in values if each.ongoing]
        assert len(before[kind.name]) == len(rows_of(engine)[kind.name])
    changed = {CONCLUSION.name, MEETING_CONCLUSION.name, "alembic_version"}
    after = rows_of(engine)
    assert [name for name in before if name not in changed and before[name] != after[name]] == []
    with engine.begin() as connection, pytest.raises(DBAPIError, match="nothing is overwritten"):
        connection.exec_driver_sql("DELETE FROM conclusion")
    engine.dispose()


def run_script(engine: Engine, script: Path) -> None:
    file = sqlite_file(engine)
    sql = script.read_text(encoding="utf-8")
    if file is not None:
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(sql)
        return
    with engine.begin() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(sql)
