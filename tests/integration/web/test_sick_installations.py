"""Faults of real files under a real server: what is told, and that nothing is confirmed in vain.

A full disk is a small file system in memory, a read-only one is mounted so; both need rights that
only root of a container has, and root is stopped by no mode of a file.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode

import pytest

from ddci_tracker.cli.app import run
from ddci_tracker.services import installation
from ddci_tracker.services.drafts import drafts_of
from ddci_tracker.store.errors import StoreUnavailable, Trouble
from tests.browser.people import ADMINISTRATOR, OWNER, PASSWORD, join, tracker_in
from tests.browser.reading import ILLUSTRATION
from tests.browser.serving import (
    BY_STREAMLIT,
    BY_UVICORN,
    ROOT,
    Server,
    free_port,
    look,
    running_server,
)

DATABASE = "ddci.sqlite3"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of an installation after its first start."""
    folder = tmp_path_factory.mktemp("well")
    tracker = tracker_in(folder)
    installation.prepare(tracker)
    tracker.engine.dispose()
    return folder


@pytest.fixture
def state(well: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(well, tmp_path / "state"))


def environment_of(state: Path, **more: str) -> dict[str, str]:
    return {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": "", **more}


def doctor(state: Path) -> tuple[bool, str]:
    """Whether the doctor finds all well, and what it says of what is not."""
    with patch.dict(os.environ, environment_of(state)), redirect_stdout(StringIO()) as printed:
        code = run(["doctor", "--json"])
    told = json.loads(printed.getvalue())
    assert code == (0 if told["well"] else 4)
    return told["well"], " ".join(each["found"] for each in told["checks"] if not each["well"])


def health(server: Server) -> tuple[int, str]:
    status, body = server.get("/healthz")
    return status, json.loads(body).get("said", "")


@contextmanager
def mounted(*arguments: str, at: Path) -> Iterator[None]:
    try:
        subprocess.run(["mount", *arguments, str(at)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        if os.environ.get("DDCI_TEST_REQUIRE_ALL") == "1":
            raise
        pytest.skip(f"nothing can be mounted here: {error}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


def add_an_administrator(state: Path) -> None:
    join(state, "chi", ADMINISTRATOR)
    tracker_in(state).engine.dispose()


def delete(state: Path) -> None:
    for file in state.glob(f"{DATABASE}*"):
        file.unlink()


def put_another_in_its_place(state: Path) -> None:
    other = state / "other"
    other.mkdir()
    tracker = tracker_in(other)
    installation.prepare(tracker)
    tracker.engine.dispose()
    delete(state)
    (other / DATABASE).rename(state / DATABASE)


def put_an_empty_one_in_its_place(state: Path) -> None:
    delete(state)
    (state / DATABASE).touch()


def damage(state: Path) -> None:
    with closing(sqlite3.connect(state / DATABASE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size, pages = (
            connection.execute(f"PRAGMA {what}").fetchone()[0]
            for what in ("page_size", "page_count")
        )
    with (state / DATABASE).open("r+b") as file:
        for page in range(2, pages, 3):
            file.seek(page * size)
            file.write(b"\xa5" * size)


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "deleted": (delete, "không còn ở chỗ cũ"),
    "replaced": (put_another_in_its_place, "một tệp khác hoặc tệp trống"),
    "emptied": (put_an_empty_one_in_its_place, "một tệp khác hoặc tệp trống"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_database_that_went_is_told_by_everything_that_runs(state: Path, fault: str) -> None:
    harm, said = FAULTS[fault]
    with running_server(environment=environment_of(state)) as server:
        look(server, "tong-quan")
        harm(state)
        found, told = health(server)
        assert found == 503
        assert said in told
        status, page = server.get("/tong-quan", HTML)
        assert status == 503
        assert said in page
        assert "Internal Server Error" not in page
    is_well, told = doctor(state)
    assert not is_well
    assert said in told


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_begins_in_silence_in_the_place_of_what_was_there(state: Path, fault: str) -> None:
    harm, said = FAULTS[fault]
    harm(state)
    before = sorted(each.name for each in state.iterdir())
    refuse_to_run(state, said)
    assert sorted(each.name for each in state.iterdir() if "-" not in each.name) == [
        name for name in before if "-" not in name
    ]


def test_whoever_means_to_begin_anew_says_so_by_removing_a_file(state: Path) -> None:
    delete(state)
    (state / "installation.json").unlink()
    tracker = tracker_in(state)
    installation.prepare(tracker)
    tracker.engine.dispose()
    assert doctor(state)[1] == ""


def refuse_to_run(state: Path, said: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "ddci_tracker", "run", "--no-browser", "--port", str(free_port())],
        cwd=ROOT,
        env={**os.environ, **environment_of(state)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert said in line


@pytest.mark.parametrize(
    ("start", "wrong", "said"),
    [
        (BY_STREAMLIT, {"DDCI_DATABASE_URL": "mysql://a/b"}, "không phải địa chỉ cơ sở dữ liệu"),
        (BY_STREAMLIT, {"DDCI_DATABASE_URL": "sqlite:////proc/no/ddci"}, "Không có tệp"),
        (BY_UVICORN, {"DDCI_DATA_DIR": "/no"}, "Không có danh mục chỉ số"),
    ],
    ids=["streamlit run, setting", "streamlit run, database", "uvicorn"],
)
def test_however_it_is_started_what_keeps_it_from_starting_is_told(
    tmp_path: Path, start: Sequence[str], wrong: dict[str, str], said: str
) -> None:
    ended = subprocess.run(
        [part.format(port=free_port()) for part in start],
        cwd=ROOT,
        env={**os.environ, **environment_of(tmp_path, **wrong)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode != 0
    (line,) = (each for each in ended.stderr.splitlines() if not each.startswith("INFO:"))
    assert said in line


def sign_in(server: Server) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    body = urlencode({"name": "chi", "password": PASSWORD})
    headers = {**HTML, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/login", body=body, headers=headers)
    answer = connection.getresponse()
    status, page = answer.status, answer.read().decode()
    connection.close()
    return status, page


def test_an_installation_with_accounts_never_opens_without_them(state: Path, well: Path) -> None:
    add_an_administrator(state)
    with running_server(environment=environment_of(state)) as server:
        assert server.get("/tong-quan", HTML)[0] == 303
        delete(state)
        shutil.copy(well / DATABASE, state / DATABASE)
        for path in ("/tong-quan", "/login"):
            assert server.get(path, HTML)[0] == 503
    refuse_to_run(state, "một tệp khác hoặc tệp trống")


def test_a_damaged_database_is_told(state: Path) -> None:
    add_an_administrator(state)
    damage(state)
    is_well, told = doctor(state)
    assert not is_well
    assert "bị hỏng" in told
    refuse_to_run(state, "bị hỏng")


def test_a_database_that_is_damaged_while_it_serves_is_told(state: Path) -> None:
    add_an_administrator(state)
    with running_server(environment=environment_of(state)) as server:
        damage(state)
        status, page = sign_in(server)
        assert status == 503
        assert "bị hỏng" in page


def test_a_damaged_page_is_told_from_the_moment_that_somebody_meets_it(state: Path) -> None:
    tracker = tracker_in(state)
    assert installation.why_sick(tracker) is None
    tracker.engine.dispose()
    with closing(sqlite3.connect(state / DATABASE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        of_drafts = "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'draft'"
        pages = connection.execute(of_drafts).fetchall()
    with (state / DATABASE).open("r+b") as file:
        for (page,) in pages:
            file.seek((page - 1) * size)
            file.write(b"\xa5" * size)
    with pytest.raises(StoreUnavailable):
        drafts_of(tracker, OWNER, ILLUSTRATION)
    found = installation.why_sick(tracker)
    tracker.engine.dispose()
    assert isinstance(found, StoreUnavailable)
    assert found.trouble is Trouble.DAMAGED


def test_a_database_that_somebody_holds_is_told(state: Path) -> None:
    add_an_administrator(state)
    with (
        running_server(environment=environment_of(state)) as server,
        closing(sqlite3.connect(state / DATABASE)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        found, told = health(server)
        assert found == 503
        assert "chương trình nào đang giữ tệp" in told
        status, page = sign_in(server)
        assert status == 503
        assert "đang bận" in page
        other.rollback()
        assert health(server)[0] == 200
        assert sign_in(server)[0] == 303


def test_nothing_is_read_from_anybodys_home(tmp_path: Path) -> None:
    """A service may run as somebody whose home is open to nobody, or is none."""
    more = {"HOME": os.devnull, "XDG_CONFIG_HOME": os.devnull}
    with running_server(environment=environment_of(tmp_path, **more)) as server:
        assert health(server) == (200, "")
        assert "Error" not in server.said()


def test_a_full_disk_is_told_and_nothing_is_confirmed(state: Path, tmp_path: Path) -> None:
    add_an_administrator(state)
    small = tmp_path / "small"
    small.mkdir()
    with ExitStack() as stack:
        stack.enter_context(mounted("-t", "tmpfs", "-o", "size=40m", "tmpfs", at=small))
        shutil.copytree(state, small / "state")
        place = small / "state"
        server = stack.enter_context(running_server(environment=environment_of(place)))
        fill(small)
        found, told = health(server)
        assert found == 503
        assert "Ổ đĩa" in told
        status, page = sign_in(server)
        assert status == 503
        assert "Ổ đĩa đã đầy" in page
        is_well, told = doctor(place)
        assert not is_well
        assert "đã đầy" in told
        (small / "full").unlink()
        assert health(server)[0] == 200
        assert sign_in(server)[0] == 303


def fill(folder: Path) -> None:
    """Leave not a byte."""
    with (folder / "full").open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


MAKE_AN_ADDRESS_BOOK = "CREATE TABLE contact (name TEXT)"
KEEP_A_LOG = "PRAGMA journal_mode=WAL;"
# Others keep revisions the same way, or call a table of theirs as one of the tracker's.
MAKE_ONE_LIKE_OURS = "CREATE TABLE alembic_version (version_num TEXT); CREATE TABLE task (id)"


def put_a_foreign_one_there(place: Path, made: str) -> Path:
    file = place / DATABASE
    with closing(sqlite3.connect(file)) as other:
        other.executescript(made)
    file.chmod(0o644)
    return file


@pytest.mark.parametrize(
    ("made", "was_here", "said"),
    [
        (MAKE_AN_ADDRESS_BOOK, False, f"{DATABASE} là cơ sở dữ liệu của chương trình khác"),
        (KEEP_A_LOG + MAKE_AN_ADDRESS_BOOK, False, "cơ sở dữ liệu của chương trình khác"),
        (MAKE_ONE_LIKE_OURS, False, f"{DATABASE} là cơ sở dữ liệu của chương trình khác"),
        (MAKE_AN_ADDRESS_BOOK, True, "một tệp khác hoặc tệp trống"),
    ],
)
def test_the_database_of_another_program_is_told_and_left_as_it_is(
    tmp_path: Path, made: str, was_here: bool, said: str
) -> None:
    if was_here:
        remembered = json.dumps({"installation": "a" * 32, "accounts": False})
        (tmp_path / "installation.json").write_text(remembered)
    file = put_a_foreign_one_there(tmp_path, made)
    before = file.read_bytes(), file.stat().st_mode
    for command in ("init", "plan list", "user list", "upgrade", "backup --daily", "doctor --mend"):
        told = StringIO()
        with (
            patch.dict(os.environ, environment_of(tmp_path)),
            redirect_stdout(told),
            redirect_stderr(told),
        ):
            assert run(command.split()) != 0
        assert said in told.getvalue(), command
    assert (file.read_bytes(), file.stat().st_mode) == before
    assert not list(tmp_path.glob(f"{DATABASE}-*"))


def test_nothing_is_copied_onto_the_database_of_another_program(
    state: Path, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    file, copy = put_a_foreign_one_there(place, MAKE_AN_ADDRESS_BOOK), tmp_path / "copy.zip"
    before = file.read_bytes(), file.stat().st_mode
    with patch.dict(os.environ, environment_of(state)), redirect_stdout(StringIO()):
        assert run(["backup", str(copy)]) == 0
    for folder, command in (
        (place, ["restore", str(copy)]),
        (place, ["backup", str(tmp_path / "other.zip")]),
        (state, ["copy", "--to", f"sqlite:///{file}"]),
    ):
        told = StringIO()
        with patch.dict(os.environ, environment_of(folder)), redirect_stderr(told):
            assert run(command) != 0
        assert f"{file} là cơ sở dữ liệu của chương trình khác" in told.getvalue(), command
    assert (file.read_bytes(), file.stat().st_mode) == before
    assert not list(place.glob(f"{DATABASE}-*"))


def test_a_database_that_was_cut_off_as_it_began_is_begun_again(tmp_path: Path) -> None:
    begun = "CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"
    put_a_foreign_one_there(tmp_path, begun)
    with patch.dict(os.environ, environment_of(tmp_path)), redirect_stdout(StringIO()):
        assert run(["init"]) == 0
        assert run(["plan", "list"]) == 0


def test_no_server_starts_on_the_database_of_another_program(tmp_path: Path) -> None:
    file = put_a_foreign_one_there(tmp_path, MAKE_AN_ADDRESS_BOOK)
    before = file.read_bytes(), file.stat().st_mode
    refuse_to_run(tmp_path, f"{file} là cơ sở dữ liệu của chương trình khác")
    assert (file.read_bytes(), file.stat().st_mode) == before


def test_a_full_temporary_folder_is_told(state: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    more = {"TMPDIR": str(small)}
    with mounted("-t", "tmpfs", "-o", "size=1m", "tmpfs", at=small):
        with running_server(environment=environment_of(state, **more)) as server:
            fill(small)
            found, told = health(server)
        # Whatever starts now takes another folder by itself.
        assert found == 503
        assert "Ổ đĩa" in told


def test_a_read_only_folder_is_told(state: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    with mounted("--bind", "--options", "ro", str(state), at=place):
        is_well, told = doctor(place)
        assert not is_well
        assert "Không ghi được" in told
        refuse_to_run(place, "Không ghi được")


def test_what_the_department_keeps_is_for_the_tracker_alone(state: Path) -> None:
    state.chmod(0o755)
    (state / DATABASE).chmod(0o644)
    # One was kept by an earlier version, or is made now.
    (state / "installation.json").chmod(0o644)
    with running_server(environment=environment_of(state)) as server:
        look(server, "tong-quan")
        assert state.stat().st_mode & 0o777 == 0o700
        kept = [each for each in state.rglob("*") if each.is_file()]
        assert {file.stat().st_mode & 0o777 for file in kept} == {0o600}


def test_what_is_made_is_for_the_tracker_alone_from_the_beginning(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        tracker = tracker_in(tmp_path)
        installation.prepare(tracker)
        tracker.engine.dispose()
    finally:
        os.umask(before)
    made = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert {each.name for each in made} >= {DATABASE, "installation.json"}
    assert {each.stat().st_mode & 0o777 for each in made} == {0o600}
