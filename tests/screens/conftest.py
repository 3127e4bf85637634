"""Screens as they are drawn, without a browser, over the shipped plans and the illustration.

The database is made once; a test that changes something works on a copy of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from ddci_tracker.domain.views import Board
from ddci_tracker.services import installation
from ddci_tracker.services.boards import list_plans, look_at
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker, open_tracker
from ddci_tracker.settings import load_settings
from tests.screens.seeing import Screen

OWNER = Actor.owner("tests")
# The file of every screen.
PAGES = (
    *("leaders/overview.py", "leaders/sub_index.py", "leaders/attention.py"),
    *("leaders/units.py", "leaders/province.py", "leaders/conclusions.py", "staff/my_work.py"),
    "leaders/over_the_year.py",
    *("office/reports.py", "office/results.py", "office/plan.py", "office/briefing.py"),
    *("office/meetings.py", "office/history.py", "office/administration.py"),
)


def tracker_in(folder: Path) -> Tracker:
    """The tracker whose state is in a folder."""
    settings = load_settings({"DDCI_STATE_DIR": str(folder)})
    return open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )


@pytest.fixture(scope="session", autouse=True)
def _components_searched_once() -> Iterator[None]:
    """Let one search of the installed packages for components serve every screen.

    A server makes it once at its start; each ``AppTest`` would make it again, for a third of the
    time that these tests take.
    """
    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def six_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with every shipped plan and the illustration; nobody may write there."""
    folder = tmp_path_factory.mktemp("six-plans")
    installation.initialise(tracker_in(folder), OWNER, now=datetime.now(UTC), illustration=True)
    return folder


@pytest.fixture(scope="session")
def plan_ids(six_plans: Path) -> tuple[str, ...]:
    """The ids of all six plans."""
    return tuple(entry.id for entry in list_plans(tracker_in(six_plans), OWNER))


@pytest.fixture(scope="session")
def board_of(six_plans: Path) -> Callable[[str], Board]:
    """The board that the screens of a plan draw."""
    return lambda plan: look_at(tracker_in(six_plans), OWNER, plan, now=datetime.now(UTC))


@pytest.fixture
def see(six_plans: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Screen]:
    """Open a screen by its file, with what its address says."""
    return _opener(six_plans, monkeypatch)


@pytest.fixture
def own_state(six_plans: Path, tmp_path: Path) -> Path:
    """A copy of the state folder that a test may change."""
    return Path(shutil.copytree(six_plans, tmp_path / "own"))


@pytest.fixture
def see_own(own_state: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Screen]:
    """Like ``see``, over ``own_state``."""
    return _opener(own_state, monkeypatch)


def _opener(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Screen]:
    monkeypatch.setenv("DDCI_STATE_DIR", str(folder))
    monkeypatch.delenv("DDCI_DATABASE_URL", raising=False)
    return Screen.opened
