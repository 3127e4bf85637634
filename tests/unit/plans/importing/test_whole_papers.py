"""Whole papers of bodies that no shipped plan is of: how much of each kind of fact is read.

The papers are made up, in the official style; what they say was written down before any was read.
Each holds what has been read wrong: targets below a sub-index or among letters, names with commas
and in short, addressees of a directive, two-tier and yearly reports, bullets with several things.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from ddci_tracker.domain.plan import DueRule, Overall, Plan, SubIndex, Task
from ddci_tracker.domain.printed import text_of
from ddci_tracker.plans.importing.reading import read_text
from tests.integration.services.made import CATALOG
from tests.unit.plans.importing.marked import figure_of

TEXTS = Path(__file__).parent / "texts"
FLOORS = {"targets": 0.95, "results": 0.95, "leads": 0.9, "tasks": 0.85, "duties": 0.9}


class Paper(NamedTuple):
    """What a paper says; tasks are known by the line that they stand on, one for each."""

    file: str
    said: dict[str, list[str]]


PAPERS = [
    Paper(
        "department.txt",
        {
            "targets": [
                *("whole at_least 65", "whole rank_at_most 12", "transparency at_least 7.0"),
                *(
                    "time_cost increase 6",
                    "informal_cost hold_rank -",
                    "business_support above 6.5",
                ),
                *("business_support rank_range 14-16", "leadership rank_at_most 10"),
            ],
            "results": [
                *("whole 2023 58.42 17/24", "transparency 2023 6.12 15/24"),
                *("time_cost 2023 5.87 19/24", "informal_cost 2023 7.05 9/24"),
                *("business_support 2023 5.33 21/24", "leadership 2023 6.44 12/24"),
            ],
            "leads": [
                *("transparency Văn phòng Sở", "time_cost Phòng Tổ chức - Pháp chế"),
                *("informal_cost Thanh tra Sở", "informal_cost Văn phòng Sở"),
                "business_support Trung tâm Thông tin, Xúc tiến Du lịch",
                *("leadership Lãnh đạo Sở", "leadership Phòng Tổ chức - Pháp chế"),
            ],
            "tasks": [
                *("transparency 43", *["transparency 44"] * 3, "transparency 45"),
                *("time_cost 49", "time_cost 50", "time_cost 51"),
                *(*["informal_cost 53"] * 2, "informal_cost 54"),
                *("business_support 57", "business_support 58", "business_support 59"),
                *("leadership 61", "leadership 62", "none 67"),
            ],
            "duties": ["quarterly <10 of 3", "quarterly <15 of 3", "yearly <10/12"],
        },
    ),
    Paper(
        "directive.txt",
        {
            "targets": ["whole at_least 69", "whole rank_at_most 20"],
            "results": [
                *("whole 2024 67.34 31/63", "market_entry 2024 6.58 -/-"),
                *("land_access 2024 6.11 -/-", "legal_security 2024 7.40 -/-"),
            ],
            "leads": ["market_entry Sở Tài chính", "land_access Sở Nông nghiệp và Môi trường"],
            "tasks": [
                *("none 16", "market_entry 18", "none 19", "land_access 22"),
                *(*["none 23"] * 2, "none 25", "none 26"),
            ],
            "duties": ["quarterly <20 of 3", "quarterly <15 of 3"],
        },
    ),
    Paper(
        "review.txt",
        {
            "targets": [
                *("whole above 66", "whole increase 5", "time_cost at_least 6.5"),
                *("legal_institutions reach 6.8", "legal_institutions rank_at_most 12"),
                *("transparency hold_score -", "fair_competition versus -"),
            ],
            "results": [
                *("whole 2021 - 15/20", "whole 2022 60.75 18/20", "transparency 2022 7.31 -/-"),
                *("fair_competition 2022 7.02 -/-", "time_cost 2022 5.24 20/20"),
                "legal_institutions 2022 5.66 18/20",
            ],
            "leads": [
                *("time_cost Văn phòng Đăng ký đất đai", "time_cost Phòng Quản lý đất đai"),
                *("time_cost Văn phòng Sở", "legal_institutions Thanh tra Sở"),
                "transparency Trung tâm Công nghệ thông tin",
                "fair_competition Phòng Khoáng sản",
            ],
            "tasks": [
                *("time_cost 32", "time_cost 33", *["time_cost 35"] * 2, "time_cost 36"),
                *("legal_institutions 39", "legal_institutions 40"),
                *("transparency 43", "transparency 44", "fair_competition 47"),
            ],
            "duties": ["quarterly <18 of 3", "quarterly <25 of 3"],
        },
    ),
]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.file)
def test_what_a_paper_says_is_read_and_nothing_wrong_is_sure(paper: Paper) -> None:
    lines = (TEXTS / paper.file).read_text(encoding="utf-8").splitlines()
    found = read_text(text_of(paper.file, lines), CATALOG)
    assert found.plan is not None
    sure = {each.path for each in found.facts if each.sure}
    read: dict[str, list[tuple[str, str]]] = {kind: [] for kind in FLOORS}
    for kind, fact, path in _told(found.plan):
        read[kind].append((fact, path))
    for kind, floor in FLOORS.items():
        left, right, wrong = list(paper.said[kind]), 0, []
        for fact, path in read[kind]:
            if fact in left:
                left.remove(fact)
                right += 1
            else:
                wrong.append((fact, path))
        assert right >= floor * len(paper.said[kind]), (kind, left)
        assert right >= floor * len(read[kind]), (kind, wrong)
        assert not [each for each in wrong if each[1] in sure], kind


def _told(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Kind, words and path of every fact that the papers are held against."""
    called = {each.code: each.name for each in plan.units}
    parts: list[tuple[str, Overall | SubIndex, str]] = [
        ("whole", each, f"overall[{at}]") for at, each in enumerate(plan.overall)
    ]
    for at, part in enumerate(plan.sub_indices):
        path = f"sub_indices[{at}]"
        parts.append((part.code, part, path))
        for code in part.lead:
            yield "leads", f"{part.code} {called[code]}", f"{path}.lead"
        for number, task in enumerate(part.tasks):
            yield "tasks", f"{part.code} {_line(task)}", f"{path}.tasks[{number}]"
    for number, task in enumerate(plan.general_tasks):
        yield "tasks", f"none {_line(task)}", f"general_tasks[{number}]"
    for code, whole, path in parts:
        for number, target in enumerate(whole.targets):
            yield (
                "targets",
                f"{code} {target.kind} {figure_of(target)}",
                f"{path}.targets[{number}]",
            )
        for number, result in enumerate(whole.results):
            place = f"{result.rank or '-'}/{result.out_of or '-'}"
            words = f"{code} {result.year} {result.score or '-'} {place}"
            yield "results", words, f"{path}.results[{number}]"
    for number, duty in enumerate(plan.report_duties):
        yield "duties", f"{duty.cadence} {_due(duty.due)}", f"report_duties[{number}]"


def _line(task: Task) -> int | None:
    return task.lines.first if task.lines else None


def _due(rule: DueRule | None) -> str:
    if rule is None:
        return "-"
    day = f"{rule.day}/{rule.month}" if rule.month else f"{rule.day} of {rule.month_of_quarter}"
    return f"{'' if rule.inclusive else '<'}{day}"
