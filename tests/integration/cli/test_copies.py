"""``backup`` and ``restore``: what they print, what they refuse, and that nothing is lost."""

from pathlib import Path

import pytest

from ddci_tracker.services import upgrades
from tests.integration.cli.terminal import ILLUSTRATION, NOW, SHIPPED, YESTERDAY, Terminal


@pytest.fixture
def elsewhere(terminal: Terminal, tmp_path: Path) -> Terminal:
    """A terminal in an empty place, to be moved to once ``terminal`` has done its work."""
    return Terminal(terminal.capsys, tmp_path / "elsewhere")


def move(monkeypatch: pytest.MonkeyPatch, to: Terminal) -> Terminal:
    monkeypatch.setenv("DDCI_STATE_DIR", str(to.state_dir))
    return to


def test_what_was_copied_here_is_restored_elsewhere(
    terminal: Terminal, elsewhere: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.does(
        *("task", "update", "STTTT-LS-2023", "II.1.1-01", "--quarter", "2023-Q4"),
        *("--status", "on_track", "--note", "Đã làm <b>xong</b>", "--on", YESTERDAY),
    )
    file = tmp_path / "bản sao.zip"
    told = terminal.does("backup", file).out
    plans = (*SHIPPED, ILLUSTRATION)
    before = [(terminal.json("board", plan), terminal.json("history", plan)) for plan in plans]
    move(monkeypatch, elsewhere)
    assert "11/09/2026" in elsewhere.does("restore", file).out
    assert [
        (elsewhere.json("board", plan), elsewhere.json("history", plan)) for plan in plans
    ] == before
    assert str(file) in told
    assert all(check["well"] for check in elsewhere.json("doctor")["checks"])


def test_both_say_what_is_in_the_copy(
    terminal: Terminal, elsewhere: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = terminal.json("backup", tmp_path / "copy.zip")
    assert set(said) == {"file", "made_at", "revision", "size", "rows"}
    assert said["made_at"] == NOW.isoformat()
    assert said["rows"]["plan"] == len(SHIPPED) + 1
    assert said["size"] == (tmp_path / "copy.zip").stat().st_size
    assert move(monkeypatch, elsewhere).json("restore", tmp_path / "copy.zip") == said


def test_a_file_is_replaced_only_when_told(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    file.write_text("quan trọng", encoding="utf-8")
    refused = terminal("backup", file)
    assert (refused.code, refused.out) == (2, "")
    assert "--overwrite" in refused.err
    assert file.read_text(encoding="utf-8") == "quan trọng"
    assert terminal("backup", tmp_path).code == 2, "a folder is no file"
    terminal.does("backup", file, "--overwrite")
    assert file.read_bytes()[:2] == b"PK"


def test_nothing_is_restored_over_what_stands(terminal: Terminal, tmp_path: Path) -> None:
    terminal.does("backup", tmp_path / "copy.zip")
    before = terminal.json("history", ILLUSTRATION)
    refused = terminal("restore", tmp_path / "copy.zip")
    assert (refused.code, refused.out) == (2, "")
    assert "nơi trống" in refused.err
    assert terminal.json("history", ILLUSTRATION) == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (lambda whole: whole[: len(whole) // 2], "hỏng hoặc không đầy đủ"),
        (lambda whole: whole[:9000] + b"\0" + whole[9001:], "hỏng hoặc không đầy đủ"),
        (lambda _: "thư".encode(), "không phải bản sao lưu"),
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence_and_nothing_is_made(
    terminal: Terminal,
    elsewhere: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: object,
    told: str,
) -> None:
    file = tmp_path / "copy.zip"
    terminal.does("backup", file)
    assert callable(content)
    file.write_bytes(content(file.read_bytes()))
    refused = move(monkeypatch, elsewhere)("restore", file)
    assert (refused.code, refused.out) == (2, "")
    assert told in refused.err
    assert refused.err.count("\n") == 1
    assert not elsewhere.state_dir.exists()


def test_the_database_is_copied_into_another_one_and_compared(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{(tmp_path / 'other.sqlite3').as_posix()}"
    before = terminal.json("history", ILLUSTRATION)
    moved = terminal.json("copy", "--to", address)
    assert moved["boards"] == moved["rows"]["plan"] == len(SHIPPED) + 1
    monkeypatch.setenv("DDCI_DATABASE_URL", address)
    assert terminal.json("history", ILLUSTRATION) == before
    back = f"sqlite:///{(tmp_path / 'back.sqlite3').as_posix()}"
    assert "DDCI_DATABASE_URL" in terminal.does("copy", "--from", address, "--to", back).out
    refused = terminal("copy", "--to", back)
    assert (refused.code, refused.out) == (2, "")
    assert "nơi trống" in refused.err


def test_what_names_no_database_is_told_without_its_password(terminal: Terminal) -> None:
    refused = terminal("copy", "--to", "mysql://ddci:geheim@localhost/ddci")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("--to: ")
    assert "geheim" not in refused.err


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_file_that_cannot_be_is_told(terminal: Terminal, command: str) -> None:
    answer = terminal(command, "/dev/null/x.zip")
    assert (answer.code, answer.out) == (2, "")
    assert "/dev/null" in answer.err


def test_before_init_there_is_nothing_to_copy(bare: Terminal, tmp_path: Path) -> None:
    answer = bare("backup", tmp_path / "copy.zip")
    assert (answer.code, answer.err) == (2, "Chưa có cơ sở dữ liệu; hãy chạy lệnh init trước\n")
    assert list(tmp_path.glob("*.zip*")) == []


def test_the_copy_of_a_day_lies_with_the_others_and_says_what_went(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = terminal.json("backup", "--daily")
    folder = terminal.state_dir / "backups"
    assert said["file"] == str(folder / "ddci-daily-2026-09-11.zip")
    assert said["removed"] == []
    for day in range(20, 28):
        (folder / f"ddci-daily-2026-08-{day}.zip").touch()
    assert terminal.json("backup", "--daily")["removed"] == []
    monkeypatch.setenv("DDCI_KEEP_COPIES_DAYS", "5")
    assert terminal.json("backup", "--daily")["removed"] == ["ddci-daily-2026-08-21.zip"]
    (folder / "ddci-daily-2026-08-21.zip").touch()
    assert "ddci-daily-2026-08-21.zip" in terminal.does("backup", "--daily", "--keep", 5).out


def test_an_upgrade_tells_from_what_to_what_and_where_its_copy_stands(terminal: Terminal) -> None:
    done = terminal.json("upgrade")
    assert set(done) == {"before", "now", "copy", "well", "checks"}
    assert done["before"] == done["now"] == terminal.json("backup", done["copy"] + "2")["revision"]
    assert Path(done["copy"]).parent == terminal.state_dir / "backups"
    assert done["well"]


def test_an_upgrade_that_fails_says_what_became_of_the_database_and_keeps_the_trace(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError("mitten darin")

    monkeypatch.setattr(upgrades, "initialise", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = terminal.json("history", ILLUSTRATION)
    answer = terminal("upgrade")
    assert (answer.code, answer.out) == (1, "")
    assert "trả về như trước" in answer.err
    (trace,) = tmp_path.glob("ddci-error-*.txt")
    assert str(trace) in answer.err
    assert "mitten darin" in trace.read_text(encoding="utf-8")
    assert terminal.json("history", ILLUSTRATION) == before
