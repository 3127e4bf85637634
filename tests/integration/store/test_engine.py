"""Databases that cannot be used say so clearly; a look sees one state throughout."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine, QueuePool, Row, create_engine, event, make_url

from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import (
    Session,
    clear_errors,
    make_engine,
    one_state,
    reading,
    sqlite_file,
    writing,
)
from ddci_tracker.store.errors import (
    BadAddress,
    ReadOnlyStore,
    StoreUnavailable,
    Trouble,
    UnknownPlan,
)
from ddci_tracker.store.foreign import is_foreign
from ddci_tracker.store.loading import store_plan
from ddci_tracker.store.queries import data_version, plan_row, plans
from tests.integration.store.made import NOON, PLAN, load, look, update, version_of_data, word


def list_plans(engine: Engine) -> None:
    try:
        with reading(engine) as session:
            plans(session)
    finally:
        engine.dispose()


def kept_in(session: Session) -> Sequence[Row[Any]]:
    """What the database keeps of its plans, asked anew."""
    return session.connection().exec_driver_sql("SELECT id, data_version FROM plan").all()


def seen(engine: Engine) -> Sequence[Row[Any]]:
    with reading(engine) as session:
        return kept_in(session)


def in_another_thread(act: Callable[[], object]) -> None:
    thread = Thread(target=act)
    thread.start()
    thread.join()


def test_looking_never_creates_a_database(tmp_path: Path) -> None:
    file = tmp_path / "ddci.sqlite3"
    with pytest.raises(StoreUnavailable, match="there is no database") as refused:
        list_plans(make_engine(f"sqlite:///{file}"))
    assert refused.value.trouble is Trouble.MISSING
    assert not is_foreign(file, patience_seconds=0)
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


def test_a_busy_database_of_another_program_is_not_taken_for_ours(tmp_path: Path) -> None:
    file = tmp_path / "ddci.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("CREATE TABLE contact (name TEXT)")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("INSERT INTO contact VALUES ('A')")
        with pytest.raises(StoreUnavailable) as busy:
            is_foreign(file, patience_seconds=0)
        other.execute("COMMIT")
    before = file.read_bytes()
    with pytest.raises(StoreUnavailable) as refused:
        list_plans(make_engine(f"sqlite:///{file}"))
    assert (busy.value.trouble, refused.value.trouble) == (Trouble.BUSY, Trouble.FOREIGN)
    assert file.read_bytes() == before


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
        before = kept_in(session)
        update(engine, word())
        assert kept_in(session) == before
    with reading(engine) as session:
        assert kept_in(session) != before


def test_readings_within_one_state_see_one_state_from_beginning_to_end(engine: Engine) -> None:
    load(engine)
    with one_state(engine):
        before = seen(engine)
        in_another_thread(lambda: update(engine, word()))
        assert seen(engine) == before
    assert seen(engine) != before


def test_what_this_thread_wrote_is_read_within_one_state(engine: Engine) -> None:
    load(engine)
    with one_state(engine):
        before = seen(engine)
        update(engine, word())
        assert seen(engine) != before


def test_a_reading_that_broke_does_not_break_the_next_one_within_one_state(engine: Engine) -> None:
    load(engine)
    with one_state(engine):
        with pytest.raises(StoreUnavailable), reading(engine) as session:
            session.connection().exec_driver_sql("SELECT a_later_column FROM plan")
        assert seen(engine)


def test_one_state_of_one_database_is_not_that_of_another(engine: Engine, tmp_path: Path) -> None:
    other = make_engine(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    load(engine)
    with one_state(other), reading(engine) as session:
        assert plans(session)


def test_a_reading_asks_once_and_a_command_each_time(engine: Engine) -> None:
    load(engine)
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, sql: str, *_of_sqlalchemy: Any) -> None:
        asked.append(sql)

    event.listen(engine, "before_cursor_execute", note)
    with reading(engine) as session:
        assert plans(session) is plans(session)
        assert plan_row(session, PLAN.id) is plan_row(session, PLAN.id)
    assert len([sql for sql in asked if sql.startswith("SELECT")]) == 2
    with writing(engine) as session:
        first = data_version(session, PLAN.id)
        session.connection().exec_driver_sql("UPDATE plan SET data_version = data_version + 1")
        assert data_version(session, PLAN.id) == first + 1


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


@pytest.mark.parametrize(
    ("address", "hosts", "said"),
    [
        ("postgresql://ddci:p%40w@10.0.0.1:5432,10.0.0.2:5433/ddci", "10.0.0.1,10.0.0.2", {}),
        (
            "postgresql://ddci:p%40w@10.0.0.1:5432,10.0.0.2:5433/ddci?connect_timeout=2",
            "10.0.0.1,10.0.0.2",
            {"connect_timeout": "2"},
        ),
        (
            "postgresql://ddci:p%40w@/ddci?host=10.0.0.1:5432&host=10.0.0.2:5433",
            "10.0.0.1,10.0.0.2",
            {},
        ),
    ],
)
def test_of_several_hosts_the_one_is_asked_for_that_takes_writes(
    address: str, hosts: str, said: dict[str, str]
) -> None:
    asked = connects_with(address)
    assert (asked["host"], asked["port"]) == (hosts, "5432,5433")
    assert (asked["password"], asked["dbname"]) == ("p@w", "ddci")
    assert asked["target_session_attrs"] == "read-write"
    assert asked["connect_timeout"] == said.get("connect_timeout", 5)


def test_one_host_is_taken_as_it_is_and_given_up_in_time() -> None:
    asked = connects_with("postgresql://ddci@10.0.0.1/ddci")
    assert asked["host"] == "10.0.0.1"
    assert "target_session_attrs" not in asked
    assert asked["tcp_user_timeout"]


def connects_with(address: str) -> dict[str, Any]:
    """What the driver is told by an address."""
    engine = make_engine(address)
    asked: dict[str, Any] = {}

    def note(_dialect: object, _record: object, _positional: object, named: dict[str, Any]) -> None:
        asked.update(named)
        raise ZeroDivisionError

    event.listen(engine, "do_connect", note)
    with pytest.raises(ZeroDivisionError):
        engine.connect()
    return asked


def test_who_waits_for_a_connection_in_vain_is_told_that_it_is_busy() -> None:
    narrow = create_engine(
        "sqlite://", poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0.01
    )
    with narrow.connect(), pytest.raises(StoreUnavailable) as refused, clear_errors():
        narrow.connect()
    assert refused.value.trouble is Trouble.BUSY
    narrow.dispose()


def test_a_plain_postgresql_address_uses_the_driver_that_is_installed() -> None:
    engine = make_engine("postgresql://ddci@localhost/ddci")
    assert engine.url.drivername == "postgresql+psycopg"
    assert sqlite_file(engine) is None


def test_a_text_that_no_database_keeps_is_looked_for_in_vain(store_with_plan: Tracker) -> None:
    for asked in ("a\0b", "\0", f"{PLAN.id}\0", f"\0{PLAN.id}"):
        with reading(store_with_plan.engine) as session, pytest.raises(UnknownPlan):
            plan_row(session, asked)
