"""Papers of many layouts: how much of each kind of fact is read, and that nothing wrong is sure.

Headings that are sentences with figures, tables for targets and tasks, addressees of a directive,
units with commas in their names, "Trách nhiệm:", "a) Nhiệm vụ: b) Chủ trì:", a head
in two columns, lines broken by a margin, "Phần I" above its name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from ddci_tracker.plans.importing.reading import read_text
from tests.integration.services.made import CATALOG
from tests.unit.plans.importing.marked import paper, papers, told, told_tasks, unit_names

FLOORS = {"targets": 0.95, "results": 0.95, "leads": 0.9, "tasks": 0.8, "duties": 0.9}


@dataclass(slots=True)
class Held:
    """What was read of one kind, held against what a paper says."""

    wanted: int
    right: int = 0
    wrong: list[tuple[str, bool]] = field(default_factory=list)  # and whether it is marked sure


def held(name: str) -> dict[str, Held]:
    said = paper(name)
    found = read_text(said.text, CATALOG)
    assert found.plan is not None
    sure = {each.path for each in found.facts if each.sure}
    left = {kind: list(facts) for kind, facts in said.said.items()}
    kinds = {kind: Held(len(facts)) for kind, facts in said.said.items()}
    for kind, fact, path in told(found.plan):
        if fact in left[kind]:
            left[kind].remove(fact)
            kinds[kind].right += 1
        else:
            kinds[kind].wrong.append((fact, path in sure))
    names, still = unit_names(found.plan), list(said.tasks)
    tasks = kinds["tasks"] = Held(len(said.tasks))
    who = kinds["who leads a task"] = Held(0)
    for part, task, path in told_tasks(found.plan):
        lines = task.lines
        same = next(
            (
                each
                for each in still
                if each.part == part and lines and lines.first <= each.line <= lines.last
            ),
            None,
        )
        if same is None:
            tasks.wrong.append((task.title, path in sure))
            continue
        still.remove(same)
        tasks.right += 1
        if frozenset(names[code] for code in task.lead) != same.leads:
            who.wrong.append((task.title, path in sure))
    return kinds


@pytest.mark.parametrize("name", papers())
def test_what_a_paper_says_is_read_and_nothing_wrong_is_sure(name: str) -> None:
    kinds = held(name)
    for kind, floor in FLOORS.items():
        read = kinds[kind]
        assert read.right >= floor * read.wanted, (kind, read)
        assert read.right >= floor * (read.right + len(read.wrong)), (kind, read)
    for kind, read in kinds.items():
        assert not [fact for fact, is_sure in read.wrong if is_sure], kind
