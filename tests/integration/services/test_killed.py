"""Whatever was recorded stays, though all who write are killed in the middle of their acts."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from ddci_tracker.plans import write_plan
from ddci_tracker.services import plan_drafts
from ddci_tracker.services.history import history_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import make_engine
from tests.integration.services.killing import (
    assert_file_is_whole,
    assert_no_revision_is_left_out,
    assert_sound,
    kill_writers,
)
from tests.integration.services.made import NEXT_YEAR, NOW, OWNER, PLAN
from tests.integration.services.writers import DRAFT, draft_until_killed


@pytest.mark.usefixtures("tracker")
def test_what_was_told_to_be_recorded_is_there_after_every_writer_was_killed(
    engine: Engine, engine_url: str
) -> None:
    for seed in range(3):
        print(f"seed {seed}")
        assert_sound(engine_url, kill_writers(engine, seed))


def test_a_draft_and_the_plan_that_several_edit_are_whole_after_all_were_killed(
    tracker: Tracker, engine: Engine, engine_url: str
) -> None:
    plan_drafts.begin_from_file(tracker, OWNER, write_plan(replace(PLAN, id=DRAFT)), now=NOW)
    killed = kill_writers(engine, 1, draft_until_killed)

    later = replace(tracker, engine=make_engine(engine_url))
    assert_file_is_whole(later.engine)
    versions = plan_drafts.draft_versions(later, OWNER, DRAFT)
    assert [each.revision for each in versions] == list(range(len(versions), 0, -1))
    titles = {
        plan_drafts.tables_at(later, OWNER, DRAFT, each.revision)["document"][0].cells[
            "document.title"
        ]
        for each in versions
    }
    assert killed.marks - {""} <= titles
    assert plan_drafts.draft_of(later, OWNER, DRAFT).plan is not None
    assert_no_revision_is_left_out(history_of(later, OWNER, PLAN.id, now=NEXT_YEAR))
    later.engine.dispose()
