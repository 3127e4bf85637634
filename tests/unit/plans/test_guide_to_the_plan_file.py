"""What the guide to the plan file shows can be written so: its plan and every row of its tables."""

import re
from pathlib import Path

import pytest

from ddci_tracker.domain.plan import Cadence, TargetKind
from ddci_tracker.plans import parse_plan, read_catalog

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "huong-dan-tep-ke-hoach.md").read_text(encoding="utf-8")
CATALOG = read_catalog(ROOT / "data" / "catalog")
PLAN = "".join(re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE))
TARGET = '{kind: at_least, value: "60", text: từ 60 điểm}'
RESULT = '{year: 2025, kind: published, score: "58.40", rank: 6, out_of: 22}'
DUTY = "cadence: quarterly, due: {before: {day: 6, month_of_quarter: 3}}"
OF_YEARS = ("year: 2026  ", "years: [2026, 2030]  ")


def rows(section: str) -> list[list[str]]:
    """The cells of the table of a section, without its head."""
    (text,) = re.findall(rf"^## {section}$(.*?)(?=^## |\Z)", GUIDE, re.DOTALL | re.MULTILINE)
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def written(old: str, new: str, *also: tuple[str, str]) -> str:
    text = PLAN
    for before, after in ((old, new), *also):
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def test_the_plan_of_the_guide_is_one() -> None:
    plan = parse_plan(PLAN, "guide.yaml", CATALOG)
    assert (plan.id, [task.code for _, task in plan.all_tasks()]) == (
        "SCT-MH-2026",
        ["II.1-01", "II.1-02"],
    )


@pytest.mark.parametrize(("printed", "form"), rows("Mục tiêu"))
def test_a_target_is_written_so(printed: str, form: str) -> None:
    several = "2030" in form
    text = written(TARGET, form.strip("`"), *([OF_YEARS] if several else []))
    plan = parse_plan(text, "guide.yaml", CATALOG)
    assert len(plan.overall[0].targets) == 1, printed


@pytest.mark.parametrize(("printed", "form"), rows("Kết quả"))
def test_a_result_is_written_so(printed: str, form: str) -> None:
    plan = parse_plan(written(RESULT, form.strip("`")), "guide.yaml", CATALOG)
    assert len(plan.overall[0].results) == 1, printed


@pytest.mark.parametrize(("printed", "cadence", "form"), rows("Hạn báo cáo"))
def test_a_deadline_is_written_so(printed: str, cadence: str, form: str) -> None:
    text = written(DUTY, f"cadence: {cadence}, due: {form.strip('`')}")
    assert parse_plan(text, "guide.yaml", CATALOG).report_duties[0].cadence == cadence, printed


def test_every_kind_of_target_and_every_cadence_is_shown() -> None:
    shown = {
        kind for kind in TargetKind if any(f"kind: {kind}" in row[1] for row in rows("Mục tiêu"))
    }
    assert shown == set(TargetKind)
    assert {cadence for cadence in Cadence if f"`{cadence}`" in GUIDE} == set(Cadence)
