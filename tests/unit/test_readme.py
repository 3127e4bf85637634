"""What README.md and the guides tell people to type, and where they send them, is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ddci_tracker.cli.app import run

ROOT = Path(__file__).resolve().parents[2]
PAPERS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
MAKE = re.compile(r"make ([a-z]+)")
PYTHON_COMMAND = re.compile(r"^(?:\S*python -m ddci_tracker|ddci) ([^#\n]+)", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]+)\)")


def commands() -> list[tuple[str, str]]:
    found = [
        (paper.name, command.strip())
        for paper in PAPERS
        for command in PYTHON_COMMAND.findall(paper.read_text(encoding="utf-8"))
    ]
    assert len(found) > 20
    return found


def words_of_command(line: str) -> list[str]:
    """The command of a line without what it is applied to: ``report hand-in``."""
    words = shlex.split(line)
    groups = {"plan", "task", "report", "result", "month", "demo"}
    return words[:2] if words[0] in groups else words[:1]


@pytest.mark.parametrize(("paper", "line"), commands())
def test_a_command_that_is_told_exists_with_its_options(
    paper: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words_of_command(line), "--help"]) == 0, f"{paper}: {line}"
    told = capsys.readouterr().out
    for option in re.findall(r"--[a-z-]+", line):
        assert option in told, f"{paper}: {line}"


def test_every_make_target_that_is_told_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = {name for paper in PAPERS for name in MAKE.findall(paper.read_text("utf-8"))}
    assert {"run", "test", "lint", "bench"} <= told
    assert told <= targets


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_link_leads_to_a_file(paper: Path) -> None:
    links = LINK.findall(paper.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith("http")]
    assert [link for link in inside if not (paper.parent / link).exists()] == []


def test_every_folder_that_the_map_names_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^  ([a-z]+)/  ", readme, re.MULTILINE)
    assert rooms
    assert [room for room in rooms if not (ROOT / "ddci_tracker" / room).is_dir()] == []
