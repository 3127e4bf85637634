"""A tracker whose pages can be asked for, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from ddci_tracker.services import passwords
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import CATALOG, DATA, PLAN, load
from tests.integration.services.people import QUICK_HASHER


@pytest.fixture
def tracker(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tracker:
    """A tracker with one small plan and no account; passwords are tried quickly."""
    monkeypatch.setattr(passwords, "_HASHER", QUICK_HASHER)
    made = Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=tmp_path)
    load(made, PLAN)
    return made
