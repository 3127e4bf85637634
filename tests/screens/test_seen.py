"""A look is the same as another one while nothing that it shows has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.views import Board
from ddci_tracker.services import task_updates
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import look_at
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import Seen
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.words.catalogue import DEFAULT, Language
from tests.screens.conftest import OWNER, tracker_in

PLAN = "STNMT-LS-2020"


def seen(board: Board, language: Language = DEFAULT) -> Seen:
    chosen = Selection(
        plan=board.plan.id, quarter=None, as_of=None, known_at=None, language=language
    )
    return Seen(Look(board=board, selection=chosen))


def test_the_same_board_a_moment_later_is_the_same(board_of: Callable[[str], Board]) -> None:
    first, second = board_of(PLAN), board_of(PLAN)

    assert first.known_at != second.known_at
    assert seen(first) == seen(second)
    assert hash(seen(first)) == hash(seen(second))


def test_another_plan_or_language_is_another_look(board_of: Callable[[str], Board]) -> None:
    board = board_of(PLAN)

    assert seen(board) != seen(board_of("SCT-KG-2021"))
    assert seen(board) != seen(board, Language("en"))
    assert seen(board) != board


def test_a_board_that_was_made_anew_and_says_the_same_is_the_same(
    board_of: Callable[[str], Board],
) -> None:
    board = board_of(PLAN)
    again = replace(board, freshness=replace(board.freshness))

    assert seen(board) == seen(again)
    assert hash(seen(board)) == hash(seen(again))


@pytest.mark.parametrize(
    "change",
    [
        lambda board: {"as_of": board.as_of - timedelta(days=1)},
        lambda board: {"attention": board.attention[1:]},
        lambda board: {"sub_indices": board.sub_indices[1:]},
        lambda board: {"reports": board.reports[1:]},
        lambda board: {"freshness": replace(board.freshness, last_update=datetime.now(UTC))},
    ],
)
def test_a_board_that_says_anything_else_is_another(
    board_of: Callable[[str], Board], change: Callable[[Board], dict[str, Any]]
) -> None:
    board = board_of(PLAN)

    assert seen(board) != seen(replace(board, **change(board)))


def test_what_a_unit_records_makes_another_look(own_state: Path) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    before = look_at(tracker, OWNER, PLAN, now=now)
    task = before.sub_indices[0].tasks[0]
    said = TaskUpdate(
        task=task.task.code, quarter=before.quarter, unit="VP", status=TaskStatus.ON_TRACK
    )
    day = before.quarter.first_day
    task_updates.update_task(tracker, PLAN, said, Act(actor=OWNER, now=now, on=day))

    after = look_at(tracker, OWNER, PLAN, now=now + timedelta(seconds=1))

    assert seen(before) != seen(after)
