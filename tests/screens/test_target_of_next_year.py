"""A plan that prints a target for the next year before this year's, asked on every face.

What stands on a tile, in a chart, in a document and on the command line is this year's, and the
light is judged by it; the next year's is a milestone that says its year.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from ddci_tracker.cli.app import run
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Overall, Result, ResultKind, Target, TargetKind
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.services import exports, frozen_months
from ddci_tracker.services.boards import look_at, read_content
from ddci_tracker.services.exports import ExportFormat
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.words.catalogue import Words
from tests.markup import element, text_of, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PLAN, YEAR, MONTH = "STNMT-LS-2020", 2020, Period.month(2020, 12)
CODE, NAME = "transparency", "Tính minh bạch"
THIS, NEXT = "đạt 8,00", "đạt 9,00 (năm 2021)"

Page = Callable[..., Screen]


def _two_targets(this_year: str, next_year: str) -> tuple[Target, ...]:
    reach = TargetKind.REACH
    return (
        Target(kind=reach, value=Decimal(next_year), year=YEAR + 1, text=f"đạt {next_year}"),
        Target(kind=reach, value=Decimal(this_year), text=f"đạt {this_year}"),
    )


def _scored(score: str, year: int = YEAR) -> Result:
    return Result(year=year, kind=ResultKind.PUBLISHED, score=Decimal(score))


@pytest.fixture
def state(own_state: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder with the plan; between the two targets stands what was published."""
    monkeypatch.setenv("DDCI_STATE_DIR", str(own_state))
    monkeypatch.delenv("DDCI_DATABASE_URL", raising=False)
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    plan = read_content(tracker, OWNER, PLAN, now=now)
    load_plan(
        tracker,
        OWNER,
        replace(
            plan,
            overall=(
                Overall(
                    index="DDCI",
                    targets=_two_targets("80.00", "90.00"),
                    results=(_scored("85.00"), _scored("70.00", YEAR - 1)),
                ),
            ),
            sub_indices=tuple(
                replace(
                    each,
                    targets=_two_targets("8.00", "9.00"),
                    results=(_scored("8.50"), _scored("7.00", YEAR - 1)),
                )
                if each.code == CODE
                else each
                for each in plan.sub_indices
            ),
        ),
        now=now,
    )
    return own_state


@pytest.fixture
def exported(state: Path) -> Callable[[ExportFormat], bytes]:
    """The frozen December of the plan as a file."""
    tracker = tracker_in(state)
    frozen_months.freeze(tracker, OWNER, PLAN, MONTH, now=datetime.now(UTC))
    return lambda form: exports.export(tracker, OWNER, PLAN, MONTH, form, words=Words.of()).body


def test_it_is_judged_by_the_target_of_this_year(state: Path) -> None:
    board = look_at(tracker_in(state), OWNER, PLAN, now=datetime.now(UTC))
    part = board.sub_index("DDCI", CODE)
    assert part is not None
    for standing in (part.standing, board.overall[0].standing):
        assert standing.light.colour is Colour.GREEN
        assert standing.light.reason.code is ReasonCode.TARGET_MET
        assert [each.target.year for each in standing.current] == [None]
        assert standing.gap is not None
        assert standing.gap > 0


def test_a_tile_and_the_total_of_the_overview(state: Path, see_own: Page) -> None:
    html = see_own("leaders/overview.py", plan=PLAN).html
    tile = element(html, f'a.tile[href*="sub={CODE}"]')
    assert "đạt 8,00" in text_of(tile)
    assert "Mục tiêu: đạt 8,00" in values(tile, ".bullet", "aria-label")[0]
    assert "9,00" not in text_of(tile)
    total = text_of(element(html, "a.panel"))
    assert "đạt 80,00" in total
    assert "90,00" not in total


def test_the_chart_and_the_targets_of_a_sub_index(state: Path, see_own: Page) -> None:
    screen = see_own("leaders/sub_index.py", plan=PLAN, index="DDCI", sub=CODE)
    charts = " ".join(json.dumps(_spec_of(each)) for each in screen.app.get("plotly_chart"))
    assert "8.00" in charts.replace("8,00", "8.00")
    assert "9.00" not in charts.replace("9,00", "9.00")
    assert "≥ 8,00" in screen.text


def _spec_of(chart: Any) -> Any:
    return json.loads(chart.proto.spec)


def test_the_table_of_results(state: Path, see_own: Page) -> None:
    screen = see_own("office/results.py", plan=PLAN)
    assert THIS in screen.text
    assert NEXT in screen.text
    assert screen.text.index(THIS) < screen.text.index(NEXT)
    assert "vượt 0,50 điểm" in screen.text
    assert "thiếu 0,50 điểm" not in screen.text


def test_the_plan_as_it_is_printed(state: Path, see_own: Page) -> None:
    """The quotes stand as printed; what they were read as says the year."""
    told = see_own("office/plan.py", plan=PLAN).text
    for this, following in ((THIS, NEXT), ("đạt 80,00", "đạt 90,00 (năm 2021)")):
        assert this in told
        assert following in told
        assert told.index(this) < told.index(following)
        assert told.count(following) == told.count(following.split(" (")[0])


def test_slides(exported: Callable[[ExportFormat], bytes]) -> None:
    deck = Presentation(BytesIO(exported(ExportFormat.PPTX)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    rows = [row for shape in shapes if shape.has_table for row in shape.table.rows]
    told = [[cell.text_frame.text for cell in row.cells] for row in rows]
    assert any(row[-1] == THIS for row in told)
    assert not any(row[-1].startswith("đạt 9,00") for row in told)
    plots = [plot for shape in shapes if shape.has_chart for plot in shape.chart.plots]
    aims = [
        dict(zip(plot.categories, series.values, strict=True))
        for plot in plots
        for series in plot.series
        if series.name == "Mục tiêu 2020"
    ]
    assert [each[NAME] for each in aims] == [8.0]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    assert "đạt 80,00" in texts
    assert "đạt 90,00" not in texts


def test_word(exported: Callable[[ExportFormat], bytes]) -> None:
    document = Document(BytesIO(exported(ExportFormat.DOCX)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(cell.startswith(f"{THIS}; {NEXT}") for cell in cells)
    assert any("đạt 80,00; đạt 90,00 (năm 2021)" in each.text for each in document.paragraphs)


def test_pdf(exported: Callable[[ExportFormat], bytes]) -> None:
    pages = PdfReader(BytesIO(exported(ExportFormat.PDF))).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert f"{THIS}; {NEXT}" in told


def test_excel(exported: Callable[[ExportFormat], bytes]) -> None:
    book = openpyxl.load_workbook(BytesIO(exported(ExportFormat.XLSX)))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    (part,) = (row for row in rows if f"{THIS}; {NEXT}" in row)
    assert 8 in part
    assert 9 not in part
    assert "Đạt" in part
    (total,) = (row for row in rows if "đạt 80,00" in str(row[0]))
    assert 80 in total
    assert 90 not in total


def test_the_command_line(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["board", PLAN]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"{THIS}; {NEXT}" in told
    assert run(["board", PLAN, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    part = next(each for each in document["sub_indices"] if each["code"] == CODE)
    assert [(each.get("year"), each["met"]) for each in part["targets"]] == [
        (YEAR + 1, None),
        (None, True),
    ]
    assert part["result_light"]["colour"] == "green"
