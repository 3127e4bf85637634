"""An empty database and a store that is up to date, on SQLite and on PostgreSQL alike."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import make_engine
from ddci_tracker.store.kinds import METADATA
from ddci_tracker.store.migrations import upgrade
from tests.databases import empty_schema, steps_decided_once
from tests.integration.services.made import CATALOG, DATA, PLAN, load


@pytest.fixture(scope="session", autouse=True)
def _steps_decided_once() -> Iterator[None]:
    with steps_decided_once():
        yield


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
def postgres_with_plan(
    postgres_url: str, postgres_store: Engine, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """What puts the rows of ``PLAN`` into the store, which is empty again."""
    folder = tmp_path_factory.mktemp("rows")
    load(Tracker(engine=postgres_store, catalog=CATALOG, data_dir=DATA, state_dir=folder), PLAN)
    with empty_schema(postgres_url) as url:
        kept = str(make_url(url).query["options"]).removeprefix("-csearch_path=")
        with postgres_store.begin() as connection:
            for table in METADATA.tables:
                connection.exec_driver_sql(f"CREATE TABLE {kept}.{table} AS TABLE {table}")
        empty(postgres_store)
        yield of_every_table(f"INSERT INTO {{table}} TABLE {kept}.{{table}}")


@pytest.fixture
def store_with_plan(engine: Engine, request: pytest.FixtureRequest, tmp_path: Path) -> Tracker:
    """A tracker that knows ``PLAN`` and nothing else."""
    tracker = Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=tmp_path)
    if engine.url.get_backend_name() == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_with_plan"), str(engine.url.database))
    else:
        with engine.begin() as connection:
            connection.exec_driver_sql(request.getfixturevalue("postgres_with_plan"))
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

    Not by TRUNCATE, which makes files anew for tables and indexes that hold a few rows.
    """
    with engine.begin() as connection:
        connection.exec_driver_sql(of_every_table("DELETE FROM {table}"))


def of_every_table(statement: str) -> str:
    """A statement about each table, all said to PostgreSQL at once, for they are many and small.

    The role leaves out what guards rows: they come and go in whatever order.
    """
    each = (statement.format(table=table) for table in METADATA.tables)
    return "; ".join(("SET LOCAL session_replication_role = replica", *each))


@pytest.fixture
def engine_url(engine: Engine) -> str:
    """The address of the store."""
    return engine.url.render_as_string(hide_password=False)
