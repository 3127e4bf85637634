"""A report has one colour, wherever it is drawn: on screens, at the terminal, in the workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from ddci_tracker.cli import text
from ddci_tracker.cli.app import run
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.my_work import owed_by
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.reports import Acceptance, ReportRow, Timeliness
from ddci_tracker.domain.views import Board
from ddci_tracker.office import light_styles
from ddci_tracker.services import exports, frozen_months
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.exports import ExportFormat
from ddci_tracker.ui.my_work.screen import ALL
from ddci_tracker.words.catalogue import Words
from tests.markup import elements
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

See = Callable[..., Screen]

STATES = {
    (Timeliness.OVERDUE, None): Colour.RED,
    (Timeliness.DUE_TODAY, None): Colour.AMBER,
    (Timeliness.DUE_SOON, None): Colour.AMBER,
    (Timeliness.UPCOMING, None): None,
    (Timeliness.NO_DUE_DAY, None): None,
    (Timeliness.LATE, Acceptance.ACCEPTED): Colour.AMBER,
    (Timeliness.ON_TIME, Acceptance.ACCEPTED): Colour.GREEN,
    (Timeliness.ON_TIME, Acceptance.RETURNED): Colour.AMBER,
    (Timeliness.LATE, Acceptance.RETURNED): Colour.AMBER,
}


@pytest.fixture
def board(plan_ids: tuple[str, ...], own_state: Path, monkeypatch: pytest.MonkeyPatch) -> Board:
    """That of the illustration, which has a report in every state once one in time came back."""
    monkeypatch.setenv("DDCI_STATE_DIR", str(own_state))
    monkeypatch.delenv("DDCI_DATABASE_URL", raising=False)
    plan = next(each for each in plan_ids if each.startswith("SKHCN-MH-"))
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    before = look_at(tracker, OWNER, plan, now=now)
    row = next(each for each in before.reports if each.acceptance is Acceptance.HANDED_IN)
    back = ("--on", before.as_of.isoformat(), "--reason", "thiếu")
    assert run(["report", "return", plan, *row.key.split("/"), *back]) == 0
    return look_at(tracker, OWNER, plan, now=datetime.now(UTC))


@pytest.fixture
def rows(board: Board) -> dict[str, ReportRow]:
    """A report in each state, by its key."""
    by_state = {(row.timeliness, row.acceptance): row for row in reversed(board.reports)}
    return {by_state[state].key: by_state[state] for state in STATES}


def colour_of(row: ReportRow) -> Colour | None:
    return STATES[row.timeliness, row.acceptance]


def drawn(html: str, selector: str, key: str) -> str:
    """The one element that opens a report."""
    address = f"report={quote(key, safe='')}"
    (found,) = (each for each in elements(html, selector) if f'{address}"' in each)
    return found


def test_in_the_table_of_reports(see_own: See, board: Board, rows: dict[str, ReportRow]) -> None:
    html = see_own("office/reports.py", plan=board.plan.id).html
    for key, row in rows.items():
        cell = drawn(html, "td", key)
        assert f'class="tone-{colour_of(row) or "grey"}"' in cell
        assert ("tone-green" in cell) == (colour_of(row) is Colour.GREEN)


def test_in_my_work(see_own: See, board: Board, rows: dict[str, ReportRow]) -> None:
    html = see_own("staff/my_work.py", plan=board.plan.id, unit=ALL).html
    owed = {each.row.key for each in owed_by(board, None).reports} & set(rows)
    assert {colour_of(rows[key]) for key in owed} == {Colour.RED, Colour.AMBER, None}
    for key in owed:
        row = drawn(html, "a.work-row", key)
        assert f'class="tone-{colour_of(rows[key]) or "none"}"' in row


def test_in_what_needs_attention(board: Board, rows: dict[str, ReportRow]) -> None:
    found = {each.report: each.colour for each in board.attention if each.report in rows}
    assert found == {
        key: colour_of(row)
        for key, row in rows.items()
        if row.timeliness is Timeliness.OVERDUE or row.acceptance is Acceptance.RETURNED
    }


def test_at_the_terminal(board: Board, rows: dict[str, ReportRow]) -> None:
    for row in rows.values():
        one = replace(board, reports=(row,))
        told = next(x for x in text.reports(one, Words.of()) if x.startswith("    "))
        assert told.split()[0] == text.SHAPES[colour_of(row)]


def test_in_the_workbook(own_state: Path, board: Board, rows: dict[str, ReportRow]) -> None:
    """Cells are coloured by their words, so that they stay right when a table is sorted."""
    tracker, plan, now = tracker_in(own_state), board.plan.id, datetime.now(UTC)
    month = Period.month(board.as_of.year, board.as_of.month)
    frozen_months.freeze(tracker, OWNER, plan, month, now=now, as_of=board.as_of)
    body = exports.export(tracker, OWNER, plan, month, ExportFormat.XLSX, words=Words.of()).body
    sheet = openpyxl.load_workbook(BytesIO(body))["Báo cáo"]
    washes = {
        rule.formula[0].strip('"'): rule.dxf.fill.bgColor.rgb[-6:]
        for area in sheet.conditional_formatting
        for rule in area.rules
    }
    titles, *lines = sheet.iter_rows(min_row=4, values_only=True)
    at = titles.index("Tình trạng")
    for row, line in zip(board.reports, lines, strict=True):
        if row.key in rows:
            colour = colour_of(row)
            assert washes.get(line[at]) == (light_styles.WASHES[colour] if colour else None)
