"""A large database is read through beside those who ask how it is, once at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest

from ddci_tracker.services import soundness
from ddci_tracker.services.soundness import Soundness
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import migrations
from ddci_tracker.store.engine import Engine
from ddci_tracker.store.errors import StoreUnavailable, Trouble
from tests.patience import PATIENCE_SECONDS


@dataclass
class Reading:
    """Stands for reading a database of any size: it ends when it may, with what it is to find."""

    began: int = 0
    may_end: Event = field(default_factory=Event)
    finds: StoreUnavailable | None = None

    def __call__(self, _engine: Engine) -> None:
        self.began += 1
        assert self.may_end.wait(PATIENCE_SECONDS)
        if self.finds is not None:
            raise self.finds


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reading]:
    read = Reading()
    monkeypatch.setattr(soundness, "_WAITED_SECONDS", 0.01)
    monkeypatch.setattr(migrations, "refuse_a_damaged", read)
    yield read
    read.may_end.set()


def ended(of: Soundness, patience: pytest.MonkeyPatch) -> StoreUnavailable | None:
    """What it says once the reading that goes on has ended."""
    with patience.context() as changed:
        changed.setattr(soundness, "_WAITED_SECONDS", PATIENCE_SECONDS)
        found = of.trouble()
    assert found is None or isinstance(found, StoreUnavailable)
    return found


def test_nobody_waits_for_a_long_reading_and_none_begins_beside_it(
    empty: Tracker, slow: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = Soundness(empty.engine)
    assert [of.trouble() for _ in range(3)] == [None, None, None]
    assert slow.began == 1
    slow.finds = StoreUnavailable("a page is lost", Trouble.DAMAGED)
    slow.may_end.set()
    assert ended(of, monkeypatch) is slow.finds
    assert (of.trouble(), slow.began) == (slow.finds, 1)


def test_it_is_read_again_when_that_is_due_and_what_was_found_stands_until_then(
    empty: Tracker, slow: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = Soundness(empty.engine)
    slow.finds = lost = StoreUnavailable("a page is lost", Trouble.DAMAGED)
    slow.may_end.set()
    assert ended(of, monkeypatch) is lost
    monkeypatch.setattr(of, "_due", 0)
    slow.may_end.clear()
    slow.finds = None
    assert (of.trouble(), slow.began) == (lost, 2)
    slow.may_end.set()
    assert ended(of, monkeypatch) is None


def test_a_page_that_somebody_met_is_told_before_the_reading_finds_it(
    empty: Tracker, slow: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = Soundness(empty.engine)
    slow.may_end.set()
    assert ended(of, monkeypatch) is None
    slow.may_end.clear()
    monkeypatch.setattr(soundness, "damages_met", lambda _engine: 1)
    found = of.trouble()
    assert isinstance(found, StoreUnavailable)
    assert (found.trouble, slow.began) == (Trouble.DAMAGED, 2)
    # It was mended meanwhile.
    slow.may_end.set()
    assert ended(of, monkeypatch) is None
    assert (of.trouble(), slow.began) == (None, 2)
