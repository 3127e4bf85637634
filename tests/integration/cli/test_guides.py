"""Every command that the pages in docs print does what it says, typed in their order."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from tests.integration.cli.terminal import ROOT, Terminal
from tests.unit.plans.importing.test_reading import PLAN

# How the pages call the command line; the guide for the Office says what it shortens.
CALLED = re.compile(r"^(?:python -m ddci_tracker|ddci) +(.+)$", re.MULTILINE)


def commands_in(page: str) -> Iterator[list[str]]:
    """The arguments of each command in the blocks of a page, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for block in re.findall("^```(?:sh|text)$(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        for command in CALLED.findall(block):
            yield shlex.split(command, comments=True)


@pytest.mark.parametrize(
    ("page", "least"),
    [
        ("docs/commands.md", 20),
        ("docs/huong-dan-van-phong.md", 15),
        ("docs/huong-dan-quan-tri.md", 6),
        ("docs/du-lieu-ca-nhan.md", 1),
    ],
)
def test_every_command_is_answered(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: str, least: int
) -> None:
    # What they read lies in the repository; what they write must not.
    (tmp_path / "data").symlink_to(ROOT / "data")
    plan = Document()
    for line in PLAN:
        plan.add_paragraph(line)
    plan.save(str(tmp_path / "ke-hoach.docx"))
    (tmp_path / "bien-ban.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    monkeypatch.chdir(tmp_path)
    commands = list(commands_in(page))

    if page == "docs/du-lieu-ca-nhan.md":
        # It speaks of somebody who has been here for long.
        terminal.does("user", "add", "lan", "--role", "administrator")
    for command in commands:
        terminal.does(*command)
    assert len(commands) >= least
