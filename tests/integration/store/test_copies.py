"""A safe copy holds everything, says whether it is whole, and is restored wholly or not at all."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import Connection, Engine, Table, func, select

from ddci_tracker.store import copies, dump, migrations
from ddci_tracker.store.engine import make_engine, sqlite_file, writing
from ddci_tracker.store.errors import BadCopy, Flaw, NotEmpty, StoreUnavailable, Trouble
from ddci_tracker.store.kinds import METADATA
from ddci_tracker.store.tables import Account, BriefingTemplate, LoginSession
from tests.databases import empty_schema
from tests.integration.processes import in_processes
from tests.integration.store.made import NOON, load, look, update, word
from tests.integration.store.test_migrations import REBUILD, run_script
from tests.integration.store.writers import WORDS_EACH, say_much

LATER = NOON + timedelta(days=100)
OLD = Path(__file__).parent / "old"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty place to restore into, of either kind whatever was copied."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{(tmp_path / 'elsewhere' / 'ddci.sqlite3').as_posix()}")
        yield engine
        engine.dispose()
    else:
        with empty_schema(request.getfixturevalue("postgres_url")) as url:
            engine = make_engine(url)
            yield engine
            engine.dispose()


@pytest.fixture(scope="module")
def small(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small database, and with a copy of it."""
    folder = tmp_path_factory.mktemp("small")
    file = Path(shutil.copy(sqlite_template, folder))
    engine = make_engine(f"sqlite:///{file.as_posix()}")
    fill(engine)
    copies.back_up(engine, folder / "copy.zip", made_at=NOON)
    engine.dispose()
    return folder


@pytest.fixture
def sqlite_store(small: Path, tmp_path: Path) -> Iterator[Engine]:
    """The small database, on SQLite."""
    file = Path(shutil.copy(small / "ddci.sqlite3", tmp_path / "one.sqlite3"))
    engine = make_engine(f"sqlite:///{file.as_posix()}")
    yield engine
    engine.dispose()


@pytest.fixture
def copy_file(small: Path, tmp_path: Path) -> Path:
    """A copy of the small database."""
    return Path(shutil.copy(small / "copy.zip", tmp_path))


@pytest.fixture
def nowhere(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{(tmp_path / 'nowhere.sqlite3').as_posix()}")
    yield engine
    engine.dispose()


def fill(engine: Engine) -> None:
    """One of everything that is hard to copy: Vietnamese, nested values, bytes, nothing."""
    load(engine)
    update(engine, word())
    with writing(engine) as session:
        session.add(
            Account(
                name="lan",
                full_name="Nguyễn Thị Lan",
                role="staff",
                agencies=("CU-TP",),
                unit="VP",
                created_at=NOON,
                created_by="chủ máy",
            )
        )
        session.add(
            BriefingTemplate(
                agency="CU-TP",
                file_name="mẫu.docx",
                body=bytes(range(256)),
                uploaded_at=NOON,
                uploaded_by="lan",
            )
        )


def everything(engine: Engine) -> dict[str, list[bytes]]:
    """Every row of every table that a copy keeps, as it is written there."""
    with engine.connect() as connection:
        return {
            table.name: list(dump.written_rows(connection, table))
            for table in dump.tables_in(connection)
        }


def test_what_is_restored_is_what_was_copied_whatever_the_database(
    engine: Engine, place: Engine, tmp_path: Path
) -> None:
    fill(engine)
    made = copies.back_up(engine, tmp_path / "copy.zip", made_at=NOON)
    copies.restore(place, copies.open_copy(made.file))
    assert everything(place) == everything(engine)
    assert look(place) == look(engine)
    assert made.rows["task_update"] == made.rows["account"] == made.rows["briefing_template"] == 1
    assert (made.made_at, made.revision) == (NOON, migrations.head())


def test_a_restored_database_goes_on_where_the_copy_ended(
    engine: Engine, place: Engine, tmp_path: Path
) -> None:
    """Numbers that the database gives begin after those in the copy; guards stand again."""
    fill(engine)
    copies.restore(place, copies.back_up(engine, tmp_path / "copy.zip", made_at=NOON))
    assert update(place, word("T2"), at=LATER).revision == 1
    assert update(place, word(), at=LATER).revision == 2
    with writing(place) as session:
        again = Account(
            name="hoa", full_name="Hoa", role="leader", created_at=NOON, created_by="lan"
        )
        session.add(again)
        session.flush()
        assert again.id is not None
    with pytest.raises(Exception, match="nothing is overwritten"), place.begin() as connection:
        connection.exec_driver_sql("UPDATE task_update SET note = 'khác'")


def test_who_is_signed_in_stays_behind(
    sqlite_store: Engine, nowhere: Engine, tmp_path: Path
) -> None:
    with writing(sqlite_store) as session:
        session.add(
            LoginSession(
                token_hash="f00",
                account_id=1,
                created_at=NOON,
                last_seen_at=NOON,
                expires_at=NOON,
            )
        )
    copies.restore(nowhere, copies.back_up(sqlite_store, tmp_path / "copy.zip", made_at=NOON))
    with nowhere.connect() as connection:
        sessions = select(func.count()).select_from(METADATA.tables["login_session"])
        assert connection.execute(sessions).scalar_one() == 0


def test_a_copy_is_of_one_moment_though_ten_write_while_it_is_made(
    engine: Engine,
    engine_url: str,
    nowhere: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(engine)
    update(engine, word())
    before = look(engine)
    written_rows = dump.written_rows
    begun: list[Table] = []

    def while_ten_write(connection: Connection, table: Table) -> Iterator[bytes]:
        if not begun:
            begun.append(table)
            in_processes(say_much, [(engine_url, writer) for writer in range(10)])
        return written_rows(connection, table)

    monkeypatch.setattr(dump, "written_rows", while_ten_write)
    copy = copies.back_up(engine, tmp_path / "copy.zip", made_at=NOON)
    assert len(look(engine).updates) > 10 * WORDS_EACH, "nobody had to wait for the copy"
    assert copy.rows["task_update"] == 1
    copies.restore(nowhere, copy)
    assert look(nowhere) == before


def test_a_changed_byte_is_found_wherever_it_is(copy_file: Path) -> None:
    whole = copy_file.read_bytes()
    for place in [*range(0, len(whole), 97), *range(len(whole) - 200, len(whole))]:
        changed = bytearray(whole)
        changed[place] ^= 1
        copy_file.write_bytes(changed)
        with pytest.raises(BadCopy):
            copies.open_copy(copy_file)


@pytest.mark.parametrize("left", [0, 1, 29, 64, 500, -1, -71, -72])
def test_a_file_that_breaks_off_is_refused(copy_file: Path, left: int) -> None:
    copy_file.write_bytes(copy_file.read_bytes()[:left])
    with pytest.raises(BadCopy):
        copies.open_copy(copy_file)


def test_bytes_that_were_added_are_found(copy_file: Path) -> None:
    copy_file.write_bytes(copy_file.read_bytes() + b"\0")
    with pytest.raises(BadCopy) as refused:
        copies.open_copy(copy_file)
    assert refused.value.flaw is Flaw.DAMAGED


def test_another_file_is_no_copy(tmp_path: Path) -> None:
    file = tmp_path / "other.zip"
    with ZipFile(file, "w") as archive:
        archive.writestr("thư.txt", "chào")
    for content in (file.read_bytes(), b"", b"SQLite format 3\0" * 20):
        file.write_bytes(content)
        with pytest.raises(BadCopy) as refused:
            copies.open_copy(file)
        assert refused.value.flaw is Flaw.NO_COPY


def test_a_copy_of_a_newer_tracker_is_refused_and_nothing_is_made(
    sqlite_store: Engine, place: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        folder = tmp_path / "migrations"
        shutil.copytree(migrations.FOLDER, folder)
        (folder / "versions" / "9999_rebuild.py").write_text(REBUILD.format(head=migrations.head()))
        newer.setattr(migrations, "FOLDER", folder)
        migrations.upgrade(sqlite_store)
        copy = copies.back_up(sqlite_store, tmp_path / "newer.zip", made_at=NOON)
    with pytest.raises(BadCopy) as refused:
        copies.restore(place, copy)
    assert refused.value.flaw is Flaw.NEWER
    assert_nothing_in(place)


@pytest.mark.parametrize("revision", ["0001", "0002", "0022"])
# Each is tried out on SQLite when it is made, and goes into a place of the other kind.
@pytest.mark.parametrize(
    ("database_kind", "place"),
    [("sqlite", "postgresql"), ("postgresql", "sqlite")],
    indirect=True,
)
def test_a_copy_of_an_older_tracker_is_restored_and_brought_up_to_date(
    database_url: str, place: Engine, tmp_path: Path, revision: str
) -> None:
    old = make_engine(database_url)
    run_script(old, OLD / f"{revision}.{old.dialect.name}.sql")
    copy = copies.back_up(old, tmp_path / "old.zip", made_at=NOON)
    assert copy.revision == revision
    copies.restore(place, copy)
    migrations.upgrade(old)
    assert migrations.current(place) == migrations.head()
    for each in (place, old):
        with each.begin() as connection:
            # When accounts were last used counts from the upgrade: each had its own moment.
            connection.exec_driver_sql("UPDATE account SET last_used_at = NULL")
    assert everything(place) == everything(old)
    old.dispose()


def test_nothing_is_restored_over_a_database(engine: Engine, copy_file: Path) -> None:
    before = everything(engine)
    with pytest.raises(NotEmpty):
        copies.restore(engine, copies.open_copy(copy_file))
    assert everything(engine) == before


def test_a_restore_that_fails_leaves_nothing_behind(
    copy_file: Path, place: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(connection: Connection, table: object, lines: object) -> None:
        original(connection, table, lines)
        if getattr(table, "name", "") == "task_update":
            raise KeyboardInterrupt

    original: Callable[..., None] = dump.fill_table
    with monkeypatch.context() as interrupted:
        interrupted.setattr(dump, "fill_table", break_off)
        with pytest.raises(KeyboardInterrupt):
            copies.restore(place, copies.open_copy(copy_file))
    assert_nothing_in(place)
    copies.restore(place, copies.open_copy(copy_file))
    assert everything(place)["task_update"]


def assert_nothing_in(place: Engine) -> None:
    file = sqlite_file(place)
    if file is not None:
        assert list(file.parent.glob(f"{file.name}*")) == []
    else:
        assert migrations.current(place) is None


def test_a_copy_that_cannot_be_made_leaves_the_one_before(
    copy_file: Path, sqlite_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = copy_file.read_bytes()

    def fail(_copy: object) -> None:
        raise StoreUnavailable("…", Trouble.FULL)

    monkeypatch.setattr(copies, "_try_out", fail)
    with pytest.raises(StoreUnavailable):
        copies.back_up(sqlite_store, copy_file, made_at=NOON)
    assert copy_file.read_bytes() == before
    assert list(copy_file.parent.glob("*.part")) == []


def test_a_row_that_was_lost_on_the_way_is_found_before_the_copy_gets_its_name(
    sqlite_store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dump.written_rows
    monkeypatch.setattr(dump, "written_rows", lambda *asked: list(whole(*asked))[1:])
    with pytest.raises(BadCopy):
        copies.back_up(sqlite_store, tmp_path / "copy.zip", made_at=NOON)
    assert not (tmp_path / "copy.zip").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has rights of its own")
def test_nobody_else_may_read_a_copy(copy_file: Path) -> None:
    assert copy_file.stat().st_mode & 0o077 == 0


def test_there_is_nothing_to_copy_before_there_is_a_database(
    nowhere: Engine, tmp_path: Path
) -> None:
    with pytest.raises(StoreUnavailable) as missing:
        copies.back_up(nowhere, tmp_path / "copy.zip", made_at=NOON)
    assert missing.value.trouble is Trouble.MISSING
    with closing(sqlite3.connect(tmp_path / "nowhere.sqlite3")):
        pass
    with pytest.raises(StoreUnavailable) as bare:
        copies.back_up(nowhere, tmp_path / "copy.zip", made_at=NOON)
    assert bare.value.trouble in (Trouble.MISSING, Trouble.NOT_PREPARED)
    assert not (tmp_path / "copy.zip").exists()


def test_a_restore_that_was_cut_off_can_be_begun_again(copy_file: Path, nowhere: Engine) -> None:
    """Whatever was killed in the middle leaves an empty file: that is an empty place too."""
    file = sqlite_file(nowhere)
    assert file is not None
    file.touch()
    copies.restore(nowhere, copies.open_copy(copy_file))
    assert everything(nowhere)["task_update"]
