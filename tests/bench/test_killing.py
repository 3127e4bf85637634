"""Fifty times everybody who writes is killed, and fifty times the server that they write through.

It fails when anything is lost that was told to be recorded, or the database is not sound. The
suite does the same a few times; the seeds are those of the suite and those that follow.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import make_engine
from ddci_tracker.store.migrations import upgrade
from tests.bench.figures import Figures
from tests.browser.killing import assert_kept, kill_server, people_in
from tests.databases import empty_schema
from tests.integration.services.killing import assert_sound, kill_writers
from tests.integration.services.made import CATALOG, DATA, PLAN, load

ROUNDS = 50


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_writers_killed_fifty_times(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, figures: Figures
) -> None:
    if kind == "postgresql":
        with empty_schema(request.getfixturevalue("postgres_url")) as url:
            kill_again_and_again(make_engine(url), figures)
    else:
        file = (tmp_path / "ddci.sqlite3").as_posix()
        kill_again_and_again(make_engine(f"sqlite:///{file}"), figures)


def kill_again_and_again(engine: Engine, figures: Figures) -> None:
    upgrade(engine)
    load(Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=Path("/nowhere")), PLAN)
    url = engine.url.render_as_string(hide_password=False)
    told = 0
    for seed in range(ROUNDS):
        killed = kill_writers(engine, seed)
        assert_sound(url, killed)
        told += len(killed.marks)
    engine.dispose()
    what = f"acts kept, {engine.dialect.name} (none lost)"
    figures.add(f"writers killed {ROUNDS} times", what, told)


def test_server_killed_fifty_times(tmp_path: Path, figures: Figures) -> None:
    tokens = people_in(tmp_path)
    saved = 0
    for seed in range(ROUNDS):
        told = kill_server(tmp_path, tokens, seed)
        assert_kept(tmp_path, told)
        saved += sum(len(each.saved) for each in told.values())
    figures.add(f"server killed {ROUNDS} times", "updates kept (none lost)", saved)
