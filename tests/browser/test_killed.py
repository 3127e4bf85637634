"""A server that is killed while people save loses nothing, and starts again by itself."""

from pathlib import Path

import pytest

from ddci_tracker.services import passwords
from tests.browser.killing import assert_kept, kill_server, people_in
from tests.integration.services.people import QUICK_HASHER


def test_a_killed_server_lost_nothing_that_it_said_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_HASHER", QUICK_HASHER)
    tokens = people_in(tmp_path)
    for seed in range(2):
        print(f"seed {seed}")
        assert_kept(tmp_path, kill_server(tmp_path, tokens, seed))
