"""An empty database and a store that is up to date, on SQLite and on PostgreSQL alike."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, delete, insert, select, text

from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import make_engine
from ddci_tracker.store.kinds import METADATA
from ddci_tracker.store.migrations import upgrade
from tests.databases import empty_schema
from tests.integration.services.made import CATALOG, DATA, PLAN, load


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """The address of an empty database: a file that is not there yet, or an empty schema."""
    if database_kind == "sqlite":
        yield f"sqlite:///{(tmp_path / 'ddci.sqlite3').as_posix()}"
    else:
        with empty_schema(request.getfixturevalue("postgres_url")) as url:
            yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without plans, brought up to date once and copied for each test."""
    file = tmp_path_factory.mktemp("template") / "ddci.sqlite3"
    engine = make_engine(f"sqlite:///{file.as_posix()}")
    upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def sqlite_with_plan(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after ``PLAN`` was loaded, which takes most of the time of a short test."""
    folder = tmp_path_factory.mktemp("with-plan")
    file = Path(shutil.copy(sqlite_template, folder))
    engine = make_engine(f"sqlite:///{file.as_posix()}")
    load(Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=folder), PLAN)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres_rows_of_plan(
    postgres_store: Engine, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Table, list[dict[str, object]]]]:
    """The rows of each table after ``PLAN`` was loaded; the store is empty again."""
    folder = tmp_path_factory.mktemp("rows")
    store = Tracker(engine=postgres_store, catalog=CATALOG, data_dir=DATA, state_dir=folder)
    load(store, PLAN)
    with postgres_store.connect() as connection:
        kept = [
            (table, [dict(row) for row in connection.execute(select(table)).mappings()])
            for table in METADATA.tables.values()
        ]
    empty(postgres_store)
    return [(table, rows) for table, rows in kept if rows]


@pytest.fixture
def store_with_plan(engine: Engine, request: pytest.FixtureRequest, tmp_path: Path) -> Tracker:
    """A tracker that knows ``PLAN`` and nothing else."""
    tracker = Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=tmp_path)
    if engine.url.get_backend_name() == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_with_plan"), str(engine.url.database))
    else:
        with engine.begin() as connection:
            # What guards rows would have those of a plan before the plan.
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for table, rows in request.getfixturevalue("postgres_rows_of_plan"):
                connection.execute(insert(table), rows)
    return tracker


@pytest.fixture(scope="session")
def postgres_store(postgres_url: str) -> Iterator[Engine]:
    """A store brought up to date once and emptied after each test."""
    with empty_schema(postgres_url) as url:
        engine = make_engine(url)
        upgrade(engine)
        yield engine
        engine.dispose()


@pytest.fixture
def engine(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A store without plans, up to date."""
    if database_kind == "sqlite":
        file = tmp_path / "ddci.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        engine = make_engine(f"sqlite:///{file.as_posix()}")
        yield engine
    else:
        engine = request.getfixturevalue("postgres_store")
        yield engine
        empty(engine)
    engine.dispose()


def empty(engine: Engine) -> None:
    """Take every row out of a PostgreSQL store.

    Not by TRUNCATE, which makes files anew for tables and indexes that hold a few rows. The role
    leaves out what guards rows: all of them go.
    """
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in METADATA.tables.values():
            connection.execute(delete(table))


@pytest.fixture
def engine_url(engine: Engine) -> str:
    """The address of the store."""
    return engine.url.render_as_string(hide_password=False)
