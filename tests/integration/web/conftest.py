"""A tracker whose pages can be asked for, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import pytest

from ddci_tracker.services import passwords
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.people import QUICK_HASHER


@pytest.fixture
def tracker(store_with_plan: Tracker, monkeypatch: pytest.MonkeyPatch) -> Tracker:
    """A tracker with one small plan and no account; passwords are tried quickly."""
    monkeypatch.setattr(passwords, "_HASHER", QUICK_HASHER)
    return store_with_plan
