"""Plans as files: loading, loading again, exporting, and what is never lost over it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ddci_tracker.plans import PlanFileError, write_plan
from ddci_tracker.services import boards, history, plan_files
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import ActsWouldBeLost, PlanIdentityChanged
from tests.integration.services.made import (
    DATA,
    LOADED,
    NOW,
    OWNER,
    PLAN,
    load,
    look,
    say,
    task_view,
    word,
)
from tests.unit.domain.build import make_task

SHIPPED = sorted((DATA / "plans").glob("*.yaml"))
WITHOUT_G1 = replace(PLAN, general_tasks=())
LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_plan_comes_out_as_it_went_in(empty: Tracker, file: Path) -> None:
    plan = plan_files.read_file(empty, file).plan
    assert plan_files.load_plan(empty, OWNER, plan, now=NOW).is_new
    written = plan_files.export_plan(empty, OWNER, plan.id, now=NOW)
    assert written.encode() == file.read_bytes()


def test_an_equal_plan_changes_nothing(tracker: Tracker) -> None:
    before = history.history_of(tracker, OWNER, PLAN.id, now=NOW)
    assert not load(tracker, PLAN, NOW)
    assert history.history_of(tracker, OWNER, PLAN.id, now=NOW) == before


def test_only_what_a_corrected_file_changes_is_versioned_and_no_update_is_touched(
    tracker: Tracker,
) -> None:
    say(tracker, word())
    before = history.history_of(tracker, OWNER, PLAN.id, now=NOW)
    part = PLAN.sub_indices[0]
    renamed = replace(part.tasks[0], title="Tên đúng như bản in")
    corrected = replace(
        PLAN,
        sub_indices=(replace(part, tasks=(renamed, *part.tasks[1:], make_task("T5"))),),
        general_tasks=(),
    )
    changes = load(tracker, corrected, LATER)
    assert [(each.what, each.key) for each in changes.added] == [("task", "T5")]
    assert [(each.key, each.field, each.before, each.after) for each in changes.changed] == [
        ("T1", "title", "Nhiệm vụ T1", "Tên đúng như bản in")
    ]
    assert [(each.what, each.key) for each in changes.closed] == [("task", "G1")]
    assert not changes.is_new
    after = history.history_of(tracker, OWNER, PLAN.id, now=LATER)
    assert after[: len(before)] == before
    new = after[len(before) :]
    assert sorted((each.what, each.key, each.revision) for each in new) == [
        ("task", "G1", 2),
        ("task", "T1", 2),
        ("task", "T5", 1),
    ]
    assert task_view(look(tracker, now=LATER), "T1").word is not None
    assert boards.read_content(tracker, OWNER, PLAN.id, now=LATER) == corrected


def test_a_task_with_updates_is_dropped_only_when_that_is_meant(tracker: Tracker) -> None:
    say(tracker, word("G1"))
    with pytest.raises(ActsWouldBeLost) as raised:
        load(tracker, WITHOUT_G1, LATER)
    assert [(each.what, each.key) for each in raised.value.lost] == [("task_update", "G1@2021-Q3")]
    assert boards.read_content(tracker, OWNER, PLAN.id, now=LATER) == PLAN
    changes = plan_files.load_plan(tracker, OWNER, WITHOUT_G1, now=LATER, drop_recorded=True)
    assert [each.key for each in changes.closed] == ["G1"]
    kept = history.history_of(tracker, OWNER, PLAN.id, now=LATER, task="G1")
    assert [each.what for each in kept] == ["task", "task_update", "task"]


def test_a_plan_keeps_its_agency(tracker: Tracker) -> None:
    with pytest.raises(PlanIdentityChanged):
        load(tracker, replace(PLAN, agency=replace(PLAN.agency, code="KHAC")), LATER)


def test_a_file_is_checked_without_being_loaded(empty: Tracker) -> None:
    findings = [
        each.finding
        for each in plan_files.read_file(empty, DATA / "plans" / "SCT-KG-2021.yaml").findings
    ]
    assert findings
    assert boards.list_plans(empty, OWNER) == ()


def test_a_bad_file_names_every_problem(empty: Tracker, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(write_plan(PLAN).replace("lead: [A]", "lead: [NOBODY]"), encoding="utf-8")
    with pytest.raises(PlanFileError) as raised:
        plan_files.read_file(empty, file)
    assert len(raised.value.problems) == 1
    assert raised.value.problems[0].line


def test_a_shipped_file_does_not_undo_what_was_corrected_here(tracker: Tracker) -> None:
    load(tracker, WITHOUT_G1, NOW)
    assert not plan_files.load_shipped(tracker, OWNER, PLAN, now=LATER)
    assert boards.read_content(tracker, OWNER, PLAN.id, now=LATER) == WITHOUT_G1


def test_a_shipped_file_that_says_something_new_is_loaded(tracker: Tracker) -> None:
    load(tracker, WITHOUT_G1, NOW)
    newer = replace(PLAN, general_tasks=(make_task("G2", lead=("B",)),))
    changes = plan_files.load_shipped(tracker, OWNER, newer, now=LATER)
    assert [each.key for each in changes.added] == ["G2"]
    assert boards.read_content(tracker, OWNER, PLAN.id, now=LATER) == newer


def test_a_shipped_file_of_a_new_plan_is_loaded(empty: Tracker) -> None:
    assert plan_files.load_shipped(empty, OWNER, PLAN, now=LOADED).is_new


CONTRADICTORY = """overall:
- index: PCI
  targets:
  - {kind: rank_at_most, rank: 5, text: top 5}
  - {kind: rank_range, low: "10", high: "15", text: hạng 10–15}
  results:
  - {year: 2024, kind: published, rank: 12}
  - {year: 2025, kind: published, rank: 9, rank_change: -3}
"""


def test_what_looks_wrong_in_a_file_names_its_lines(empty: Tracker, tmp_path: Path) -> None:
    file = (DATA / "plans" / "SCT-KG-2021.yaml").read_text(encoding="utf-8")
    start, end = file.index("overall:\n"), file.index("sub_indices:\n")
    whole = CONTRADICTORY.replace("2025", "2020").replace("2024", "2019")
    path = tmp_path / "plan.yaml"
    path.write_text(file[:start] + whole + file[end:], encoding="utf-8")
    first = file[:start].count("\n") + 1
    found = {
        str(each.finding.reason.code): tuple(line - first for line in each.file_lines)
        for each in plan_files.read_file(empty, path).doubtful
    }
    assert found["targets_exclude"] == (3, 4)
    assert found["rank_change_contradicts"] == (6, 7)
