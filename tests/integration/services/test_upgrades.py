"""Bringing a database to this version by one act, and what becomes of it where that fails."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import text

from ddci_tracker.services import history, identity, upgrades
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.upgrades import UpgradeFailed, UpgradeStage
from ddci_tracker.store import health, migrations
from ddci_tracker.store.copies import FOLDER, open_copy
from ddci_tracker.store.engine import make_engine, sqlite_file
from ddci_tracker.store.errors import NewerDatabase, StoreUnavailable
from tests.integration.services.made import CATALOG, DATA, NOW, OWNER

BEFORE = "0021"
PLAN = "SNGV-LS-2021"

# What is the same on both databases is tried on one.
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def behind(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tracker]:
    """A tracker whose database is of a version before, and one plan file; nobody else is there."""
    (tmp_path / "data" / "plans").mkdir(parents=True)
    shutil.copy(DATA / "plans" / f"{PLAN}.yaml", tmp_path / "data" / "plans")
    engine = make_engine(database_url)
    tracker = Tracker(
        engine=engine, catalog=CATALOG, data_dir=tmp_path / "data", state_dir=tmp_path
    )
    file = sqlite_file(engine)
    if file is not None:
        file.touch(mode=0o600)
    with engine.begin() as connection:
        command.upgrade(migrations.config_for(connection), BEFORE)
    # What was here before is given no illustration.
    identity.remember(tracker)
    if engine.dialect.name == "postgresql":
        # Those who make the schemas of tests are connected to the same database.
        monkeypatch.setattr(health, "is_open_elsewhere", lambda _: False)
    yield tracker
    engine.dispose()


def set_revision(connection: Any, revision: str) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": revision})


def columns_of_sub_indices(tracker: Tracker) -> set[str]:
    with tracker.engine.connect() as connection:
        return set(connection.execute(text("SELECT * FROM sub_index")).keys())


def breaks(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
    """Whatever is done by this name ends with an error that nobody expects."""

    def broken(*_given: Any, **_more: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(owner, name, broken)


def test_a_database_of_before_is_copied_and_brought_to_this_version(behind: Tracker) -> None:
    done = upgrades.upgrade(behind, OWNER, now=NOW)
    assert (done.before, done.now) == (BEFORE, migrations.head())
    assert migrations.current(behind.engine) == migrations.head()
    assert {"minimum", "maximum"} <= columns_of_sub_indices(behind)
    assert open_copy(done.copy.file).revision == BEFORE
    assert done.well, [each for each in done.checks if not each.well]
    assert [path.name for path in (behind.state_dir / FOLDER).iterdir()] == [done.copy.file.name]
    assert history.history_of(behind, OWNER, PLAN, now=NOW)


@on_sqlite
def test_nothing_is_touched_while_somebody_has_the_database_open(behind: Tracker) -> None:
    other = make_engine(behind.engine.url)
    with other.connect():
        pass  # the pool keeps it open, like that of a server that waits
    with pytest.raises(Refused, match="has the database open"):
        upgrades.upgrade(behind, OWNER, now=NOW)
    assert migrations.current(behind.engine) == BEFORE
    other.dispose()
    assert upgrades.upgrade(behind, OWNER, now=NOW).well
    # Where only the program is new, it is copied all the same.
    again = upgrades.upgrade(behind, OWNER, now=NOW)
    assert (again.before, again.now) == (migrations.head(), migrations.head())
    assert open_copy(again.copy.file).revision == migrations.head()
    assert not any(changes for _, changes in again.initialised.loaded)


@on_sqlite
def test_a_migration_that_fails_is_met_on_the_copy(
    behind: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch, migrations, "_migrate")
    with pytest.raises(UpgradeFailed) as failed:
        upgrades.upgrade(behind, OWNER, now=NOW)
    assert failed.value.stage is UpgradeStage.UNTOUCHED
    assert isinstance(failed.value.__cause__, ZeroDivisionError)
    assert migrations.current(behind.engine) == BEFORE
    assert list((behind.state_dir / FOLDER).iterdir()) == []


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_server_of_postgresql_that_somebody_else_uses_is_known(database_url: str) -> None:
    one, other = make_engine(database_url), make_engine(database_url)
    with other.connect():
        assert health.is_open_elsewhere(one)
    for each in (one, other):
        each.dispose()


def test_a_migration_that_fails_in_the_middle_of_the_real_one_changes_nothing(
    behind: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch, migrations, "upgrade")
    with pytest.raises(UpgradeFailed) as failed:
        upgrades.upgrade(behind, OWNER, now=NOW)
    assert failed.value.stage is UpgradeStage.AS_BEFORE
    assert migrations.current(behind.engine) == BEFORE
    assert not {"minimum", "maximum"} & columns_of_sub_indices(behind)


def test_what_serves_nobody_afterwards_is_put_back(
    behind: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite page by page; PostgreSQL stays, and it is said how to go back."""
    before = columns_of_sub_indices(behind)
    breaks(monkeypatch, upgrades, "look_at")
    with pytest.raises(UpgradeFailed) as failed:
        upgrades.upgrade(behind, OWNER, now=NOW)
    copy = failed.value.arguments["copy"]
    assert open_copy(Path(str(copy))).revision == BEFORE
    if behind.engine.dialect.name == "sqlite":
        assert failed.value.stage is UpgradeStage.AS_BEFORE
        assert migrations.current(behind.engine) == BEFORE
        assert columns_of_sub_indices(behind) == before
        assert not (behind.state_dir / FOLDER / "before-upgrade.sqlite3").exists()
    else:
        assert failed.value.stage is UpgradeStage.STAYS_NEW
        assert migrations.current(behind.engine) == migrations.head()


@on_sqlite
def test_there_must_be_a_database_and_none_of_a_newer_tracker(
    behind: Tracker, tmp_path: Path
) -> None:
    with behind.engine.begin() as connection:
        set_revision(connection, "9999")
    with pytest.raises(NewerDatabase):
        upgrades.upgrade(behind, OWNER, now=NOW)
    nothing = make_engine(f"sqlite:///{(tmp_path / 'none.sqlite3').as_posix()}")
    with pytest.raises(StoreUnavailable):
        upgrades.upgrade(
            Tracker(
                engine=nothing, catalog=CATALOG, data_dir=DATA, state_dir=tmp_path / "elsewhere"
            ),
            OWNER,
            now=NOW,
        )
    assert not (tmp_path / "none.sqlite3").exists()
