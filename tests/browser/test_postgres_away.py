"""PostgreSQL is started anew, is away, and is succeeded by its standby, while people save.

What was told to be saved is there, whoever asks meanwhile gets a sentence, and the tracker goes on
by itself: nobody starts it anew, and its settings stay as they are.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from websockets.sync.client import ClientConnection

from ddci_tracker.services import installation
from ddci_tracker.services.boards import list_plans, look_at
from ddci_tracker.store import health
from ddci_tracker.store.errors import ReadOnlyStore
from tests.browser.busy import (
    TASKS,
    assert_all_kept,
    join_the_busy,
    saving,
    wait_until_all_save,
)
from tests.browser.people import OWNER, token_in, tracker_in
from tests.browser.postgres import Postgres, postgres_with_standby
from tests.browser.reading import ILLUSTRATION
from tests.browser.serving import Server, open_socket, running_server
from tests.patience import PATIENCE_SECONDS

AWAY = "Không kết nối được cơ sở dữ liệu; hãy báo quản trị viên"


def wait_for(what: Callable[[], bool], told: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < deadline, told
        time.sleep(0.05)


def assert_told_that_it_is_away(server: Server) -> None:
    """Whoever opens a page, and whoever watches over it, reads the sentence and nothing else."""
    wait_for(lambda: server.get("/healthz")[0] == 503, "the health check finds it away")
    assert json.loads(server.get("/healthz")[1])["said"] == AWAY
    status, page = server.get("/tong-quan", {"Accept": "text/html"})
    assert status == 503
    assert AWAY in page
    assert "Traceback" not in page
    assert "refused" not in page


def assert_well_again(server: Server) -> None:
    wait_for(lambda: server.get("/healthz")[0] == 200, "it goes on by itself")


def assert_answers_who_only_looks(standby: Postgres, primary: Postgres, state: Path) -> None:
    """A standby shows what the primary has, and says that nothing is recorded there."""
    written = primary.ask("SELECT pg_current_wal_lsn()::text")
    reached = f"SELECT pg_last_wal_replay_lsn() >= '{written}'"
    wait_for(lambda: standby.ask(reached) is True, "the standby follows")
    looking = tracker_in(state, f"postgresql://ddci@127.0.0.1:{standby.port}/ddci")
    plans = list_plans(looking, OWNER)
    assert ILLUSTRATION in {plan.id for plan in plans}
    shown = look_at(looking, OWNER, ILLUSTRATION, now=datetime.now(UTC))
    assert shown.plan.id == ILLUSTRATION
    with pytest.raises(ReadOnlyStore):
        health.try_writing(looking.engine)
    looking.engine.dispose()


def succeed(primary: Postgres, standby: Postgres) -> None:
    """The primary is gone for good, and the standby takes its place."""
    primary.stop("immediate")
    standby.run("SELECT pg_promote()")


@pytest.mark.usefixtures("postgres_url")
def test_nothing_that_was_saved_is_lost_whatever_becomes_of_the_database_server(
    tmp_path: Path,
) -> None:
    with ExitStack() as stack:
        primary, standby = stack.enter_context(postgres_with_standby())
        url = f"postgresql://ddci@127.0.0.1:{primary.port},127.0.0.1:{standby.port}/ddci"
        tracker = tracker_in(tmp_path, url)
        stack.callback(tracker.engine.dispose)
        installation.prepare(tracker)
        join_the_busy(tracker)
        tokens = {name: token_in(tracker, name) for name in TASKS}
        environment = {"DDCI_STATE_DIR": str(tmp_path), "DDCI_DATABASE_URL": url}
        server = stack.enter_context(running_server(environment=environment))

        def opens(name: str) -> ClientConnection:
            return open_socket(server, headers={"Cookie": f"ddci_session={tokens[name]}"})

        with saving(opens) as busy:
            wait_until_all_save(busy)
            # Started anew, as after an upgrade of the system.
            primary.stop("fast")
            primary.start()
            wait_until_all_save(busy)
            # Away for a while, after a crash.
            primary.stop("immediate")
            assert_told_that_it_is_away(server)
            primary.start()
            wait_until_all_save(busy)
            assert_well_again(server)
            assert_answers_who_only_looks(standby, primary, tmp_path)
            succeed(primary, standby)
            wait_until_all_save(busy)
        assert_well_again(server)
        assert_all_kept(tracker, busy)
