"""What ``/api/v1`` answers with: each resource with its address, its parameters, and who finds it.

The documents are those that the command line prints with ``--json``, made by the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.views import Board
from ddci_tracker.services import boards, documents, frozen_months
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.web.api.parameters import (
    AS_OF,
    EDITION,
    KNOWN_AT,
    LANGUAGE,
    MONTH,
    PLAN,
    QUARTER,
    YEAR,
    ApiParameter,
)
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiQuestion:
    """What is asked: by whom, of what (as the address says it), when, in which language."""

    tracker: Tracker
    actor: Actor
    said: Mapping[str, Any]
    words: Words
    now: datetime

    @property
    def plan(self) -> str:
        return str(self.said[PLAN.name])

    def board(self) -> Board:
        as_of: date | None = self.said.get(AS_OF.name)
        known_at: datetime | None = self.said.get(KNOWN_AT.name)
        quarter: Period | None = self.said.get(QUARTER.name)
        return boards.look_at(
            self.tracker,
            self.actor,
            self.plan,
            now=self.now,
            as_of=as_of,
            known_at=known_at,
            quarter=quarter,
            year=self.said.get(YEAR.name),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiResource:
    """One address. ``schema`` names what it answers with; a list of those where ``is_list``.

    ``find`` makes the document, or gives one that was kept as its bytes.
    """

    name: str
    path: str
    about: str
    schema: str
    find: Callable[[ApiQuestion], Any]
    of_path: tuple[ApiParameter, ...] = (PLAN,)
    of_query: tuple[ApiParameter, ...] = (LANGUAGE,)
    is_list: bool = True

    @property
    def pattern(self) -> re.Pattern[str]:
        """What paths of it look like. A part of a path holds no control character."""
        return re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/\\x00-\\x1f]+)", self.path))


def _plans(asked: ApiQuestion) -> Any:
    return [documents.plan_document(each) for each in boards.list_plans(asked.tracker, asked.actor)]


def _board(asked: ApiQuestion) -> Any:
    return documents.board_document(asked.board(), asked.words)


def _tasks(asked: ApiQuestion) -> Any:
    return documents.tasks_document(asked.board(), asked.words)


def _reports(asked: ApiQuestion) -> Any:
    return documents.reports_document(asked.board().reports, asked.words)


def _conclusions(asked: ApiQuestion) -> Any:
    board = asked.board()
    return [documents.conclusion_document(view, board.plan, asked.words) for view in board.followed]


def _results(asked: ApiQuestion) -> Any:
    return documents.results_document(asked.board())


def _months(asked: ApiQuestion) -> Any:
    kept = frozen_months.list_months(asked.tracker, asked.actor, asked.plan)
    return [documents.month_document(each) for each in kept]


def _month(asked: ApiQuestion) -> Any:
    return frozen_months.read_document(
        asked.tracker,
        asked.actor,
        asked.plan,
        asked.said[MONTH.name],
        asked.said.get(EDITION.name),
    )


_OF_A_DAY = (AS_OF, KNOWN_AT, YEAR, LANGUAGE)

RESOURCES = (
    ApiResource(
        name="plans",
        path="/plans",
        about=N_("The plans that the token may read"),
        schema="Plan",
        of_path=(),
        find=_plans,
    ),
    ApiResource(
        name="board",
        path="/plans/{plan}/board",
        about=N_("Where a plan stands"),
        schema="Board",
        of_query=(AS_OF, KNOWN_AT, QUARTER, YEAR, LANGUAGE),
        is_list=False,
        find=_board,
    ),
    ApiResource(
        name="tasks",
        path="/plans/{plan}/tasks",
        about=N_("Every task with its light and what was last said of it"),
        schema="Task",
        of_query=(AS_OF, KNOWN_AT, QUARTER, YEAR, LANGUAGE),
        find=_tasks,
    ),
    ApiResource(
        name="reports",
        path="/plans/{plan}/reports",
        about=N_("Every periodic report of a plan's year"),
        schema="Report",
        of_query=_OF_A_DAY,
        find=_reports,
    ),
    ApiResource(
        name="conclusions",
        path="/plans/{plan}/conclusions",
        about=N_("Every conclusion of meetings with where it stands"),
        schema="Conclusion",
        of_query=_OF_A_DAY,
        find=_conclusions,
    ),
    ApiResource(
        name="results",
        path="/plans/{plan}/results",
        about=N_("The scores and ranks of all years, published and estimated"),
        schema="Result",
        of_query=_OF_A_DAY,
        find=_results,
    ),
    ApiResource(
        name="months",
        path="/plans/{plan}/months",
        about=N_("The months that were frozen"),
        schema="Month",
        find=_months,
    ),
    ApiResource(
        name="month",
        path="/plans/{plan}/months/{month}",
        about=N_("A frozen month, byte for byte as it was frozen"),
        schema="FrozenMonth",
        of_path=(PLAN, MONTH),
        of_query=(EDITION, LANGUAGE),
        is_list=False,
        find=_month,
    ),
)
