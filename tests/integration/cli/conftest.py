"""A terminal in which commands are typed, on a tracker that was set up ten days ago."""

import shutil
from pathlib import Path

import pytest

from ddci_tracker.cli.app import run
from tests.integration.cli.terminal import SET_UP, Terminal

NAME = "ddci.sqlite3"


@pytest.fixture
def bare(state_dir: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on a tracker that was never set up."""
    return Terminal(capsys, state_dir)


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database after ``init``, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("set-up")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DDCI_STATE_DIR", str(folder))
        environment.delenv("DDCI_DATABASE_URL", raising=False)
        assert run(["init"], now=SET_UP) == 0
    return folder / NAME


@pytest.fixture
def terminal(bare: Terminal, set_up: Path) -> Terminal:
    """A terminal on a tracker with the five plans and the illustration."""
    shutil.copy(set_up, bare.state_dir / NAME)
    return bare
