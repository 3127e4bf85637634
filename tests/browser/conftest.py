"""A browser for whole journeys: the machine's Chromium, which may not leave this computer."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from ddci_tracker.services import installation, passwords
from tests.browser.people import tracker_in
from tests.browser.reading import Reader, Sight
from tests.browser.serving import Server, running_server
from tests.integration.services.people import QUICK_HASHER
from tests.patience import PATIENCE_SECONDS

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests; each takes a context of its own from it."""
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Passwords of people that tests make are hashed quickly; a server can check them all the same.

    What is told of guessing and of strength does not depend on how long a hash takes.
    """
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(passwords, "_HASHER", QUICK_HASHER)
        yield


@pytest.fixture(scope="session")
def first_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder after the first start, made once; whoever writes there takes a copy."""
    folder = tmp_path_factory.mktemp("first")
    tracker = tracker_in(folder)
    installation.prepare(tracker)
    tracker.engine.dispose()
    return folder


@pytest.fixture(scope="session")
def board_state(first_state: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of ``board_server``."""
    return Path(shutil.copytree(first_state, tmp_path_factory.mktemp("board") / "state"))


@pytest.fixture(scope="session")
def board_server(board_state: Path) -> Iterator[Server]:
    """The tracker after its first start: the shipped plans and the illustration."""
    environment = {"DDCI_STATE_DIR": str(board_state), "DDCI_DATABASE_URL": ""}
    with running_server(environment=environment) as server:
        yield server


@pytest.fixture(scope="session")
def reader(browser: Browser, board_server: Server) -> Iterator[Callable[[Sight], Reader]]:
    """Somebody who reads the board with these eyes; the same tab each time, to be quick."""
    with ExitStack() as open_tabs:

        @cache
        def reading_with(sight: Sight) -> Reader:
            return open_tabs.enter_context(Reader.at(board_server, browser, sight))

        yield reading_with
