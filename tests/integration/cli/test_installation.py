"""Setting up, looking whether all is well, and the illustration."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from ddci_tracker import __version__
from ddci_tracker.web import serving
from ddci_tracker.words.catalogue import Language, Words
from tests.integration.cli.terminal import ILLUSTRATION, NOW, SHIPPED, Terminal

VI = Words.of(Language("vi"))
CHECKS = [
    "Tracker",
    "Python",
    "Libraries",
    "Database",
    "Migrations",
    "Identity",
    "Soundness",
    "Write test",
    "Folder",
    "Folder",
    "Free space",
    "Acts for days to come",
    "Unit codes that are written in two ways",
    "Files of evidence that are missing or altered",
    "Open to other users of this computer",
    "Begun and never ended",
    "Guards of the history that do not stand",
    "Things that the search does not find",
    "Write-ahead log that has grown long",
    "Daily copy that was missed",
    "Accounts of units that left the plan",
    "Second factor is required of",
    "Second factors whose key is not here",
]


def ids(terminal: Terminal) -> list[str]:
    return sorted(plan["id"] for plan in terminal.json("plan", "list"))


def revision_of(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        return str(database.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def set_revision(file: Path, revision: str) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def test_init_makes_the_database_where_the_settings_say(bare: Terminal) -> None:
    answer = bare.does("init")
    assert [path.name for path in bare.state_dir.glob("*.sqlite3")] == ["ddci.sqlite3"]
    assert ids(bare) == sorted([*SHIPPED, ILLUSTRATION])
    for plan in (*SHIPPED, ILLUSTRATION):
        assert plan in answer.out


def test_init_run_again_changes_nothing(terminal: Terminal) -> None:
    before = [terminal.json("history", plan) for plan in ids(terminal)]
    answer = terminal.does("init")
    assert answer.out.count("không có gì thay đổi") == len(SHIPPED)
    assert [terminal.json("history", plan) for plan in ids(terminal)] == before
    assert not (terminal.state_dir / "backups").exists()


def test_init_without_the_illustration(bare: Terminal) -> None:
    bare.does("init", "--no-illustration")
    assert ids(bare) == sorted(SHIPPED)
    bare.does("init", "--no-illustration")
    assert ids(bare) == sorted(SHIPPED)


def test_init_leaves_alone_what_was_corrected_by_hand(terminal: Terminal, tmp_path: Path) -> None:
    plan = "SNGV-LS-2021"
    corrected = tmp_path / "corrected.yaml"
    text = terminal.does("plan", "export", plan).out
    corrected.write_text(text.replace("short_name: ", "short_name: Sửa "), encoding="utf-8")
    terminal.does("plan", "load", corrected)
    terminal.does("init")
    assert terminal.does("plan", "export", plan).out == corrected.read_text(encoding="utf-8")


def test_the_illustration_goes_with_one_command_and_comes_back_with_another(
    terminal: Terminal,
) -> None:
    assert ILLUSTRATION in terminal.does("demo", "remove").out
    assert ids(terminal) == sorted(SHIPPED)
    assert terminal("board", ILLUSTRATION).code == 2
    terminal.does("init")
    assert ids(terminal) == sorted(SHIPPED), "once removed it stays away"
    again = terminal.does("demo", "remove")
    assert (again.out, again.err) == ("", "Không có bộ minh họa nào\n")
    terminal.does("demo", "add")
    assert ids(terminal) == sorted([*SHIPPED, ILLUSTRATION])
    history = terminal.json("history", ILLUSTRATION)
    terminal.does("demo", "add")
    assert terminal.json("history", ILLUSTRATION) == history


def test_the_illustration_is_the_same_on_every_day(terminal: Terminal) -> None:
    board = terminal.json("board", ILLUSTRATION)
    later = NOW + timedelta(days=60)
    assert terminal.json("board", ILLUSTRATION, now=later) == {
        **board,
        "known_at": later.isoformat(),
    }
    assert (board["as_of"], board["quarter"]) == ("2026-08-20", "2026-Q3")


def test_a_healthy_tracker(terminal: Terminal) -> None:
    found = terminal.json("doctor")
    assert set(found) == {"well", "checks"}
    assert [check["name"] for check in found["checks"]] == CHECKS
    assert all(set(check) == {"name", "well", "found"} for check in found["checks"])
    assert found["checks"][0]["found"] == __version__
    assert found["well"] is all(check["well"] for check in found["checks"]) is True
    told = terminal.does("doctor").out
    assert told.count("✓") == len(CHECKS)


def test_a_tracker_that_was_never_set_up_is_told_what_to_do(bare: Terminal) -> None:
    answer = bare("doctor", "--json")
    found = answer.json
    assert (answer.code, answer.err) == (4, "")
    assert not found["well"]
    lacking = [check for check in found["checks"] if not check["well"]]
    assert [check["name"] for check in lacking] == [
        "Database",
        "Migrations",
        "Soundness",
        "Write test",
    ]
    assert {check["found"] for check in lacking} == {
        "Chưa có cơ sở dữ liệu; hãy chạy lệnh init trước"
    }
    assert list(bare.state_dir.iterdir()) == [], "looking makes nothing"
    told = bare("doctor")
    assert (told.code, told.out.count("✗")) == (4, 4)


@pytest.mark.parametrize(
    "command",
    [
        ("board", "STNMT-LS-2020"),
        ("reports", "STNMT-LS-2020"),
        ("history", "STNMT-LS-2020"),
        ("plan", "list"),
        ("plan", "export", "STNMT-LS-2020"),
        ("plan", "check", "STNMT-LS-2020"),
        ("demo", "add"),
        ("demo", "remove"),
        ("user", "add", "lan", "--role", "administrator"),
        ("user", "list"),
        ("link", "list"),
        ("link", "calendar", "STNMT-LS"),
        ("task", "update", "P", "T", "--quarter", "2020-Q1", "--status", "done"),
        ("report", "hand-in", "P", "R1", "VP", "2020-Q1"),
        ("result", "add", "P", "--index", "DDCI", "--year", "2020", "--estimate"),
    ],
)
def test_no_command_works_on_a_database_of_another_revision(
    terminal: Terminal, command: tuple[str, ...]
) -> None:
    file = terminal.state_dir / "ddci.sqlite3"
    set_revision(file, "9999")
    newer = terminal(*command)
    assert (newer.code, newer.out) == (2, "")
    assert "9999" in newer.err
    file.unlink()
    missing = terminal(*command)
    assert (missing.code, missing.out) == (2, "")
    assert missing.err == "Chưa có cơ sở dữ liệu; hãy chạy lệnh init trước\n"
    assert not file.exists()


def test_init_never_touches_a_newer_database(terminal: Terminal) -> None:
    file = terminal.state_dir / "ddci.sqlite3"
    set_revision(file, "9999")
    answer = terminal("init")
    assert (answer.code, answer.out) == (2, "")
    assert "9999" in answer.err
    assert revision_of(file) == "9999"
    found = {check["name"]: check for check in terminal("doctor", "--json").json["checks"]}
    assert not found["Migrations"]["well"]


def test_a_file_that_is_no_database_is_told(bare: Terminal) -> None:
    file = bare.state_dir / "ddci.sqlite3"
    file.write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    for command in (("init",), ("board", "STNMT-LS-2020")):
        answer = bare(*command)
        assert (answer.code, answer.out) == (2, "")
        assert "khôi phục bản sao" in answer.err


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("DDCI_DATABASE_URL", "mysql://ddci:geheim@localhost/ddci", "DDCI_DATABASE_URL"),
        ("DDCI_DATABASE_URL", "postgresql://ddci:geheim@127.0.0.1:1/ddci", "Không kết nối được"),
        ("DDCI_DATA_DIR", "/nowhere", "DDCI_DATA_DIR"),
        ("DDCI_STATE_DIR", "/sys/ddci", "/sys/ddci"),
        ("DDCI_STATE_DIR", "/dev/null/ddci", "/dev/null"),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    answer = bare("init")
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert answer.err.count("\n") == 1
    assert "geheim" not in answer.err


@pytest.mark.parametrize(
    ("typed", "host", "port", "open_browser"),
    [
        ((), "localhost", 8501, True),
        (("--host", "127.0.0.1", "--port", "9000", "--no-browser"), "127.0.0.1", 9000, False),
    ],
)
def test_the_board_is_served_where_it_is_asked_for(
    bare: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    typed: tuple[str, ...],
    host: str,
    port: int,
    open_browser: bool,
) -> None:
    asked = []

    def serve(*where: object, **how: object) -> None:
        asked.append((*where, how["open_browser"]))

    monkeypatch.setattr(serving, "serve", serve)
    bare.does("run", *typed)
    assert asked == [(host, port, open_browser)]


def test_what_can_be_mended_is_mended_and_told(terminal: Terminal) -> None:
    assert terminal.json("doctor", "--mend")["mended"] == []
    terminal.state_dir.chmod(0o755)
    answer = terminal("doctor", "--json")
    (open_,) = [check for check in answer.json["checks"] if not check["well"]]
    assert answer.code == 4
    assert open_["name"] == "Open to other users of this computer"
    assert "doctor --mend" in open_["found"]
    told = terminal.does("doctor", "--mend").out
    assert f"+ {VI.text(open_['name'])}: " in told
    assert str(terminal.state_dir) in told.splitlines()[0]
    assert terminal.json("doctor")["well"]
