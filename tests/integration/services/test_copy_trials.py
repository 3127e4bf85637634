"""Trying a copy: in a place of its own, held against what runs, and noted."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ddci_tracker.services import (
    backups,
    boards,
    copy_trials,
    identity,
    illustration,
    security_log,
)
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import make_engine
from ddci_tracker.store.errors import BadCopy
from tests.integration.services.made import NOW, OWNER, act, look, say, word


@pytest.fixture
def copy(tracker: Tracker) -> Path:
    """A copy of a database that knows which one it is."""
    identity.remember(tracker)
    say(tracker, word())
    return backups.keep_copy(tracker, OWNER, now=NOW).file


def test_a_good_copy_shows_the_boards_of_then_whatever_was_recorded_since(
    tracker: Tracker, copy: Path
) -> None:
    later = NOW + timedelta(minutes=5)
    say(tracker, word(note="sau đó"), act(now=later, revision=1))
    before = look(tracker)
    trial = copy_trials.try_copy(tracker, OWNER, copy, now=later)
    assert trial.well, [each for each in trial.checks if not each.well]
    assert [each.name for each in trial.checks].count("Board") == 1
    assert look(tracker) == before
    assert security_log.read_log(tracker, OWNER)[0].detail == f"{copy.name}: OK"


def test_a_board_that_differs_is_named(
    tracker: Tracker, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = boards.look_at

    def turned(looked_at: Tracker, *given: Any, **more: Any) -> object:
        board = shown(looked_at, *given, **more)
        return board if looked_at is tracker else replace(board, tracked=not board.tracked)

    monkeypatch.setattr(copy_trials, "look_at", turned)
    trial = copy_trials.try_copy(tracker, OWNER, copy, now=NOW)
    assert [each.name for each in trial.checks if not each.well] == ["Board"]
    assert security_log.read_log(tracker, OWNER)[0].detail == f"{copy.name}: Board"


def test_a_damaged_copy_is_refused_and_nothing_is_left_of_the_trial(
    tracker: Tracker, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "trials"))
    (tmp_path / "trials").mkdir()
    with zipfile.ZipFile(copy, "a") as added:
        added.writestr("more", "x")
    with pytest.raises(BadCopy):
        copy_trials.try_copy(tracker, OWNER, copy, now=NOW)
    assert list((tmp_path / "trials").iterdir()) == []


def test_where_nothing_runs_the_boards_are_held_against_nothing_and_it_is_said(
    tracker: Tracker, copy: Path, tmp_path: Path
) -> None:
    engine = make_engine(f"sqlite:///{(tmp_path / 'none' / 'ddci.sqlite3').as_posix()}")
    nowhere = replace(tracker, engine=engine, state_dir=tmp_path / "none")
    trial = copy_trials.try_copy(nowhere, OWNER, copy, now=NOW)
    assert trial.well
    assert "held against nothing" in trial.checks[-1].what_to_do
    engine.dispose()


def test_the_board_of_an_illustration_is_that_of_its_own_day_on_any_day(tracker: Tracker) -> None:
    """It stands on a day of its year for ever, whenever the copy was made or is tried."""
    identity.remember(tracker)
    shown = illustration.add_illustration(tracker, OWNER, now=NOW)
    file = backups.keep_copy(tracker, OWNER, now=NOW).file
    trial = copy_trials.try_copy(tracker, OWNER, file, now=NOW + timedelta(days=400))
    assert trial.well, [each for each in trial.checks if not each.well]
    assert shown in [each.found for each in trial.checks if each.name == "Board"]
