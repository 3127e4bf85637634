"""Databases that cannot be used say so clearly; a look sees one state throughout."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, make_url

from ddci_tracker.store.engine import make_engine, reading, sqlite_file, writing
from ddci_tracker.store.errors import BadAddress, ReadOnlyStore, StoreUnavailable, Trouble
from ddci_tracker.store.loading import store_plan
from ddci_tracker.store.queries import plans
from tests.integration.store.made import NOON, PLAN, load, look, update, version_of_data, word


def list_plans(engine: Engine) -> None:
    try:
        with reading(engine) as session:
            plans(session)
    finally:
        engine.dispose()


def test_looking_never_creates_a_database(tmp_path: Path) -> None:
    file = tmp_path / "ddci.sqlite3"
    with pytest.raises(StoreUnavailable, match="there is no database") as refused:
        list_plans(make_engine(f"sqlite:///{file}"))
    assert refused.value.trouble is Trouble.MISSING
    assert not file.exists()


def test_an_empty_database_is_unavailable(database_url: str) -> None:
    file = sqlite_file(make_engine(database_url))
    if file is not None:
        file.touch()
    with pytest.raises(StoreUnavailable, match="plan") as refused:
        list_plans(make_engine(database_url))
    assert refused.value.trouble is Trouble.NOT_PREPARED


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    file = tmp_path / "ddci.sqlite3"
    file.write_text("not a database " * 100)
    with pytest.raises(StoreUnavailable, match="not a database") as refused:
        list_plans(make_engine(f"sqlite:///{file}"))
    assert refused.value.trouble is Trouble.DAMAGED


def test_a_server_that_does_not_answer_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable) as refused:
        list_plans(make_engine("postgresql://nobody@127.0.0.1:1/nothing"))
    assert refused.value.trouble is Trouble.UNREACHABLE


def test_a_database_of_an_older_tracker_is_not_prepared(engine: Engine) -> None:
    with pytest.raises(StoreUnavailable) as refused, reading(engine) as session:
        session.connection().exec_driver_sql("SELECT a_later_column FROM plan")
    assert refused.value.trouble is Trouble.NOT_PREPARED


def test_a_database_that_somebody_else_keeps_is_busy(tmp_path: Path) -> None:
    file = tmp_path / "ddci.sqlite3"
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        impatient = make_engine(f"sqlite:///{file}")
        event.listen(
            impatient, "connect", lambda driver, _: driver.execute("PRAGMA busy_timeout=0")
        )
        with pytest.raises(StoreUnavailable) as refused, writing(impatient) as session:
            session.connection()
        impatient.dispose()
    assert refused.value.trouble is Trouble.BUSY


@pytest.mark.parametrize(
    "address",
    [
        "ddci.sqlite3",
        "",
        "mysql://ddci@localhost/ddci",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://ddci:geheim@localhost:port/ddci",
    ],
)
def test_an_address_that_names_no_database_is_refused_without_telling_it(address: str) -> None:
    with pytest.raises(BadAddress) as refused:
        make_engine(address)
    assert str(refused.value) == ""


def test_a_database_that_may_only_be_read_can_be_looked_at_but_not_written(
    engine: Engine, engine_url: str
) -> None:
    load(engine)
    if engine.dialect.name == "sqlite":
        read_only = make_engine(engine_url)
        event.listen(read_only, "connect", lambda driver, _: driver.execute("PRAGMA query_only=ON"))
    else:
        url = make_url(engine_url)
        options = f"{url.query['options']} -cdefault_transaction_read_only=on"
        read_only = make_engine(url.update_query_dict({"options": options}))
    assert look(read_only) == look(engine)
    with pytest.raises(ReadOnlyStore):
        update(read_only, word())
    read_only.dispose()


def test_a_mistaken_query_is_not_taken_for_an_unavailable_database(engine: Engine) -> None:
    with pytest.raises(Exception, match="syntax") as raised, reading(engine) as session:
        session.connection().exec_driver_sql("SELEC 1")
    assert not isinstance(raised.value, StoreUnavailable)


def test_a_look_sees_one_state_from_beginning_to_end(engine: Engine) -> None:
    load(engine)
    with reading(engine) as session:
        before = plans(session)
        update(engine, word())
        assert plans(session) == before
    with reading(engine) as session:
        assert plans(session) != before


def test_a_command_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    load(engine)
    before = version_of_data(engine), look(engine)

    def fail_halfway() -> None:
        with writing(engine) as session:
            store_plan(session, replace(PLAN, general_tasks=()), at=NOON, by="office")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert (version_of_data(engine), look(engine)) == before


def test_a_plain_postgresql_address_uses_the_driver_that_is_installed() -> None:
    engine = make_engine("postgresql://ddci@localhost/ddci")
    assert engine.url.drivername == "postgresql+psycopg"
    assert sqlite_file(engine) is None
