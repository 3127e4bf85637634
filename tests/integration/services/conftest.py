"""A tracker with one small plan, on SQLite and on PostgreSQL alike."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from ddci_tracker.services import passwords
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import CATALOG, DATA
from tests.integration.services.people import QUICK_HASHER


@pytest.fixture
def empty(engine: Engine, tmp_path: Path) -> Tracker:
    """A tracker without plans."""
    return Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=tmp_path)


@pytest.fixture
def tracker(store_with_plan: Tracker) -> Tracker:
    """A tracker that knows ``PLAN``."""
    return store_with_plan


@pytest.fixture
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are kept and tried a thousand times as quickly."""
    monkeypatch.setattr(passwords, "_HASHER", QUICK_HASHER)
