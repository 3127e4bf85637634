"""``deploy/upgrade``: which environment serves afterwards, whatever becomes of the upgrade.

Python is played by a script, so that nothing is installed: it answers as a file beside it says.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "upgrade"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script for a POSIX shell")

# What it is asked stands in `asked`; `lacking`: libraries of the old environment are not those
# of this version; `pip` and `upgrade` hold the exit codes of the two.
PLAYED = """#!/bin/sh
here={folder}
echo "$(basename "$(dirname "$(dirname "$0")")") $*" >> $here/asked
case "$*" in
    *--dry-run*) [ ! -e $here/lacking ] ;;
    "-c import sys"*) echo $here/played ;;
    "-m venv "*) mkdir -p "$3/bin"; cp $here/played "$3/bin/python"
        printf '#!%s/.venv-new/bin/python\\n' $here > "$3/bin/streamlit"
        chmod +x "$3/bin/streamlit" ;;
    "-m pip install"*) exit $(cat $here/pip) ;;
    *"-m ddci_tracker upgrade") exit $(cat $here/upgrade) ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a tracker with an environment in use."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(SCRIPT, tmp_path / "deploy")
    played = tmp_path / "played"
    played.write_text(PLAYED.format(folder=tmp_path), encoding="utf-8")
    played.chmod(0o755)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(played, tmp_path / ".venv" / "bin" / "python")
    (tmp_path / ".venv" / "of-before").touch()
    answers(tmp_path)
    return tmp_path


def answers(folder: Path, *, upgrade: int = 0, pip: int = 0, lacking: bool = True) -> None:
    (folder / "upgrade").write_text(str(upgrade), encoding="utf-8")
    (folder / "pip").write_text(str(pip), encoding="utf-8")
    if lacking:
        (folder / "lacking").touch()
    else:
        (folder / "lacking").unlink(missing_ok=True)


def upgrade(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """The exit code, and what Python was asked, by the environment in which it was."""
    done = subprocess.run(
        [str(folder / "deploy" / "upgrade"), *arguments], check=False, capture_output=True
    )
    return done.returncode, (folder / "asked").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("code", [0, 4])
def test_an_upgrade_that_was_done_gives_its_environment_the_place_of_the_other(
    folder: Path, code: int
) -> None:
    answers(folder, upgrade=code)
    ended, asked = upgrade(folder)
    assert ended == code
    assert ".venv-new -P -m ddci_tracker upgrade" in asked
    assert (folder / ".venv-before" / "of-before").exists()
    assert not (folder / ".venv" / "of-before").exists()
    assert not (folder / ".venv-new").exists()
    # Programs of the environment find it where it stands now.
    streamlit = (folder / ".venv" / "bin" / "streamlit").read_text(encoding="utf-8")
    assert streamlit == f"#!{folder}/.venv/bin/python\n"


@pytest.mark.parametrize(("of_upgrade", "of_pip", "code"), [(1, 0, 1), (2, 0, 2), (0, 1, 1)])
def test_what_fails_leaves_the_environment_in_use(
    folder: Path, of_upgrade: int, of_pip: int, code: int
) -> None:
    answers(folder, upgrade=of_upgrade, pip=of_pip)
    ended, asked = upgrade(folder)
    assert ended == code
    assert (folder / ".venv" / "of-before").exists()
    assert not (folder / ".venv-new").exists()
    assert not (folder / ".venv-before").exists()
    assert any("ddci_tracker upgrade" in each for each in asked) is (of_pip == 0)


def test_where_the_libraries_are_those_already_none_are_installed(folder: Path) -> None:
    answers(folder, lacking=False)
    ended, asked = upgrade(folder)
    assert ended == 0
    assert ".venv -P -m ddci_tracker upgrade" in asked
    assert (folder / ".venv" / "of-before").exists()


def test_libraries_come_from_a_folder_where_one_is_named(folder: Path) -> None:
    _, asked = upgrade(folder, "wheels")
    assert any("--no-index --find-links wheels" in each for each in asked)


def test_where_nothing_is_installed_there_is_nothing_to_upgrade(folder: Path) -> None:
    shutil.rmtree(folder / ".venv")
    done = subprocess.run(
        [str(folder / "deploy" / "upgrade")], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "docs/huong-dan-trien-khai.md" in done.stderr
