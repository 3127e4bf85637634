"""The life of the application: what is done before the first request, and again and again."""

import gc
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import anyio
import pytest
from streamlit import App
from streamlit.runtime.pages_manager import PagesManager

from ddci_tracker.web import log, starting
from ddci_tracker.web.starting import lifespan_with


@pytest.fixture(autouse=True)
def _nothing_of_this_process_is_changed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(log, "report_to_stderr", lambda *, as_json: None)
    monkeypatch.setattr(starting, "_TENDED_FIRST_AFTER_SECONDS", 0.01)
    monkeypatch.setattr(starting, "_TENDED_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(
        PagesManager, "uses_pages_directory", PagesManager.uses_pages_directory, raising=True
    )
    yield
    gc.unfreeze()


class Tended:
    """Counts how often it was asked, and fails the first time."""

    def __init__(self) -> None:
        self.times = 0
        self.twice = Event()

    def __call__(self) -> None:
        self.times += 1
        if self.times == 1:
            raise RuntimeError("the database is away")
        self.twice.set()


def live(prepare: Event, tended: Tended) -> None:
    app = App("dashboard.py")

    async def main() -> None:
        async with lifespan_with(prepare.set, tended)(app):
            assert prepare.is_set(), "before the first request"
            assert await anyio.to_thread.run_sync(tended.twice.wait, 10)

    # A browser of other tests may keep a loop of its own in this thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, main).result()


def test_what_falls_due_is_seen_to_again_even_after_it_failed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tended = Tended()

    with caplog.at_level(logging.ERROR, starting.__name__):
        live(Event(), tended)

    assert [record.getMessage() for record in caplog.records] == [
        "what falls due by itself could not be seen to"
    ]
    times = tended.times
    assert times >= 2
    Event().wait(0.05)
    assert tended.times == times, "no more once the server has stopped"
