"""What every measurement may ask for: the table that it puts its figures into."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.figures import Figures

_TABLE = pytest.StashKey[Figures]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_TABLE] = Figures()


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> Figures:
    """The table of this run."""
    return pytestconfig.stash[_TABLE]


@pytest.fixture(autouse=True)
def _told_at_once(figures: Figures) -> Iterator[None]:
    """What a measurement adds is told when it ends, since all of them take long."""
    before = len(figures.taken)
    yield
    for figure in figures.taken[before:]:
        print("\n" + "  ".join(figure.cells()), end="")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """The whole table, and its JSON where ``DDCI_BENCH_JSON`` names a file."""
    table = config.stash[_TABLE]
    if not table.taken:
        return
    terminalreporter.section("what was measured")
    terminalreporter.write_line(table.text())
    if to := os.environ.get("DDCI_BENCH_JSON"):
        body = json.dumps(table.plain(), ensure_ascii=False, indent=1)
        Path(to).write_text(body + "\n", encoding="utf-8")
        terminalreporter.write_line(f"also in {to}")
