"""What many ask for at the same moment is found out once, and each gets the answer."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from ddci_tracker.services import at_once
from ddci_tracker.services.at_once import asked_at_once
from tests.patience import PATIENCE_SECONDS

ASKERS = 8


def test_what_many_ask_for_at_once_is_found_out_once() -> None:
    found_out: Counter[int] = Counter()
    together = Barrier(ASKERS)

    @asked_at_once(4)
    def double(number: int) -> int:
        found_out[number] += 1
        return number * 2

    def ask(number: int) -> int:
        together.wait(PATIENCE_SECONDS)
        return double(number)

    with ThreadPoolExecutor(ASKERS) as pool:
        answers = list(pool.map(ask, [1, 2] * (ASKERS // 2)))
    assert answers == [2, 4] * (ASKERS // 2)
    assert found_out == {1: 1, 2: 1}
    double.forget()
    assert double(1) == 2
    assert found_out[1] == 2


def test_what_fails_fails_for_whoever_asked_and_is_asked_anew() -> None:
    asked: list[int] = []

    @asked_at_once(4)
    def refuse(number: int) -> int:
        asked.append(number)
        raise LookupError(number)

    for _ in range(2):
        with pytest.raises(LookupError):
            refuse(1)
    assert asked == [1, 1]


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever decides may lack what those who wait for it hold."""
    monkeypatch.setattr(at_once, "_PATIENCE_SECONDS", 0.05)
    others_answer = Event()

    @asked_at_once(4)
    def decide(_: int) -> str:
        if not first.is_set():
            first.set()
            return "first" if others_answer.wait(PATIENCE_SECONDS) else "alone"
        others_answer.set()
        return "second"

    first = Event()
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(decide, 1)
        assert first.wait(PATIENCE_SECONDS)
        assert pool.submit(decide, 1).result() == "second"
        assert slow.result() == "first"
